"""The long way between the company and the made-up Internet: delay, jitter, rare loss, and routing to the right quarter.

One process holds a TUN device at the gateway and one in each quarter's namespace and carries IP packets between them.
Each server address has its own distance (2 to 90 ms one way). Order is kept per server address and direction, as on a
single path.

usage: distance.py SEED QUARTER=NETWORK[,NETWORK] …
"""

import heapq
import ipaddress
import os
import random
import selectors
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lab import kernel, world  # noqa: E402

LOSS = 0.0004
QUEUE_LIMIT = 20_000


def one_way(seed, address):
    """Seconds from the gateway to a server address."""
    r = world.stable("distance", seed, address.hex())
    return min(0.09, 0.002 + r.lognormvariate(-4.6, 0.8))


def main():
    seed, quarters = sys.argv[1], dict(argument.split("=") for argument in sys.argv[2:])
    here = kernel.namespace("")
    gateway = kernel.tun("wan")
    far, prefixes = {}, {}
    for quarter, networks in quarters.items():
        kernel.enter(kernel.namespace(quarter))
        far[quarter] = kernel.tun("wan")
        subprocess.run(["ip", "link", "set", "wan", "up"], check=True)
        subprocess.run(["ip", "route", "add", "default", "dev", "wan"], check=True)
        for network in networks.split(","):
            for part in ipaddress.ip_network(network).subnets(new_prefix=25):
                prefixes[(int(part.network_address) >> 7)] = far[quarter]
    kernel.enter(here)
    subprocess.run(["ip", "link", "set", "wan", "up"], check=True)
    for networks in quarters.values():
        for network in networks.split(","):
            subprocess.run(["ip", "route", "add", network, "dev", "wan"], check=True)
    print("ready", flush=True)
    carry(seed, gateway, list(far.values()), prefixes)


def carry(seed, gateway, far, prefixes):
    selector = selectors.DefaultSelector()
    for descriptor in [gateway] + far:
        selector.register(descriptor, selectors.EVENT_READ)
    distance, last, queue, number = {}, {}, [], 0
    chance = random.Random(f"{seed}:loss")
    while True:
        wait = max(0.0, queue[0][0] - time.monotonic()) if queue else None
        ready = selector.select(wait)
        now = time.monotonic()
        for key, _ in ready:
            outward = key.fd == gateway
            for _ in range(64):
                try:
                    packet = os.read(key.fd, 2048)
                except BlockingIOError:
                    break
                if len(packet) < 20 or packet[0] >> 4 != 4:
                    continue
                server = packet[16:20] if outward else packet[12:16]
                target = prefixes.get(int.from_bytes(server) >> 7) if outward else gateway
                if target is None or chance.random() < LOSS or len(queue) > QUEUE_LIMIT:
                    continue
                base = distance.get(server)
                if base is None:
                    base = distance[server] = one_way(seed, server)
                due = max(now + base + chance.expovariate(1 / (base * 0.03)), last.get((outward, server), 0.0))
                last[(outward, server)] = due
                number += 1
                heapq.heappush(queue, (due, number, target, packet))
        while queue and queue[0][0] <= now:
            _, _, target, packet = heapq.heappop(queue)
            try:
                os.write(target, packet)
            except OSError:
                pass  # a full device queue drops packets, as routers do


if __name__ == "__main__":
    main()
