"""A background agent in Python: asks or reports to several services, each at its own period.

usage: agent.py LIBRARY SPECIFICATION    LIBRARY: urllib, http.client, requests, httpx
SPECIFICATION has one line per service: URL, period in seconds, jitter (share of the period), method, body bytes, tab-separated.
The other agents (JavaScript, Perl, PHP, Ruby, Java, Go) read the same lines.
"""

import heapq
import json
import random
import sys
import time
from urllib.parse import urlsplit


def caller(library):
    if library == "urllib":
        import urllib.request

        def call(method, url, body):
            request = urllib.request.Request(url, data=body, method=method)
            if body:
                request.add_header("Content-Type", "application/json")
            with urllib.request.urlopen(request, timeout=60) as response:
                response.read()
    elif library == "http.client":
        import http.client
        kept = {}

        def call(method, url, body):
            parts = urlsplit(url)
            connection = kept.get(parts.netloc)
            if connection is None:
                kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
                connection = kept[parts.netloc] = kind(parts.netloc, timeout=60)
            try:
                target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
                connection.request(method, target, body, {"Content-Type": "application/json", "User-Agent": "desk-agent/4.2"})
                connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                connection.close()
    else:
        session = __import__(library).Session() if library == "requests" else __import__(library).Client(timeout=60)

        def call(method, url, body):
            session.request(method, url, data=body, headers={"Content-Type": "application/json"}) if library == "requests" else (
                session.request(method, url, content=body))
    return call


def main():
    call = caller(sys.argv[1])
    queue = []
    with open(sys.argv[2]) as file:
        for number, line in enumerate(file):
            url, period, jitter, method, size = line.rstrip("\n").split("\t")
            queue.append((time.time() + random.random() * min(float(period), 30), number, url, float(period), float(jitter), method, int(size)))
    heapq.heapify(queue)
    while queue:
        due, number, url, period, jitter, method, size = heapq.heappop(queue)
        time.sleep(max(0, due - time.time()))
        body = None
        if size:
            state = {"t": int(time.time()), "cpu": round(random.random(), 2), "free": random.randrange(10**9), "ok": True}
            body = json.dumps(state | {"data": "x" * max(0, size - 70)}).encode()
        try:
            call(method, url, body)
        except Exception as error:  # an agent carries on when a service fails
            print(url, error, file=sys.stderr)
        due = max(time.time(), due + period * (1 + jitter * random.uniform(-1, 1)))
        heapq.heappush(queue, (due, number, url, period, jitter, method, size))


main()
