"""The origin of the made-up Internet: one small HTTP/1.1 server that answers for every host name.

Behind nginx and Node it listens on a Unix socket; in the quarter "python" it also faces clients itself, plain on port
80 and with TLS on 443.

usage: origin.py --seed S --clients N --run DIRECTORY (--socket PATH | --public)
"""

import argparse
import asyncio
import base64
import email.utils
import gzip
import hashlib
import os
import ssl
import sys
import time
from urllib.parse import urlsplit

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from lab.world import World, stable  # noqa: E402
from servers import content, services  # noqa: E402

REASONS = {200: "OK", 201: "Created", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found",
           304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
           405: "Method Not Allowed", 416: "Range Not Satisfiable", 503: "Service Unavailable"}
LARGEST_BODY = 64 << 20


class Request:
    """A request whose head has been read; its body is read by body()."""

    def __init__(self, method, target, version, headers, reader, writer, secure):
        self.method, self.target, self.version, self.headers = method, target, version, headers
        self.reader, self.writer, self.secure = reader, writer, secure
        parts = urlsplit(target)
        self.path, self.query = parts.path or "/", parts.query
        self.read = False

    async def body(self):
        self.read = True
        if "chunked" in self.headers.get("transfer-encoding", ""):
            parts = []
            while True:
                length = int((await self.reader.readline()).split(b";")[0], 16)
                data = await self.reader.readexactly(length + 2)
                if length == 0:
                    return b"".join(parts)
                parts.append(data[:-2])
        length = int(self.headers.get("content-length") or 0)
        if length > LARGEST_BODY:
            raise ValueError("body too large")
        if self.headers.get("expect", "").lower() == "100-continue":
            self.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return await self.reader.readexactly(length) if length else b""


class Origin:
    def __init__(self, world, run):
        self.world, self.run = world, run
        self.start = time.time()
        self.services = services.Services(world, run)
        self.log = open(os.path.join(run, f"access-{os.getpid()}.log"), "a", buffering=1)

    async def serve(self, reader, writer):
        """Answers the requests of one connection until either side has enough."""
        secure = writer.get_extra_info("ssl_object") is not None
        peer = (writer.get_extra_info("peername") or ("-",))[0] if not isinstance(
            writer.get_extra_info("peername"), (str, bytes)) else "-"
        patience = 75
        try:
            while True:
                request = await asyncio.wait_for(self.head(reader, writer, secure), patience)
                if request is None:
                    break
                name = request.headers.get("host", "").split(":")[0].lower()
                host = self.world.by_name.get(name)
                client = request.headers.get("x-lab-client", peer)
                print(f"{time.time():.3f}\t{client}\t{name}\t{request.method}\t{request.path[:80]}\t"
                      f"{request.headers.get('user-agent', '-')[:60]}", file=self.log)
                if host is None:
                    await request.body()
                    await self.send(request, 404, {}, b"no such host", None)
                    break
                behind = "x-lab-client" in request.headers
                patience = 600 if behind else host.style["keepalive"]
                await asyncio.sleep(host.style["latency"] * stable(time.time()).lognormvariate(0, 0.5))
                keep = await self.answer(host, request)
                if not request.read:
                    await request.body()
                await writer.drain()
                if not keep or patience == 0 or request.headers.get("connection", "").lower() == "close" or (
                        request.version == "HTTP/1.0"):
                    break
        except (asyncio.IncompleteReadError, asyncio.TimeoutError, ConnectionError, ValueError, ssl.SSLError,
                asyncio.LimitOverrunError, IndexError):
            pass
        finally:
            writer.close()

    async def head(self, reader, writer, secure):
        line = await reader.readline()
        if not line.strip():
            return None
        method, target, version = line.decode("latin-1").split()
        headers = {}
        while True:
            line = (await reader.readline()).decode("latin-1")
            if line in ("\r\n", "\n", ""):
                break
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        return Request(method, target, version, headers, reader, writer, secure)

    # --- answers ---------------------------------------------------------------------------------------------------

    async def answer(self, host, request):
        """Sends the answer; false when the connection is used up."""
        path = request.path
        if request.headers.get("upgrade", "").lower() == "websocket":
            await self.socket(host, request)
            return False
        if path == "/events":
            return await self.events(host, request)
        if path == "/poll":
            await request.body()
            await asyncio.sleep(stable(host.name, time.time()).uniform(5, 25 * host.style["period"]))
            return await self.send(request, 200, {"Content-Type": "application/json"}, content.answer(stable(time.time()), 60), host)
        special = await self.services.answer(host, request)
        if special is not None:
            status, headers, body = special
            return await self.send(request, status, headers, body, host)
        if request.method in ("POST", "PUT", "PATCH"):
            body = await request.body()
            return await self.receive(host, request, body)
        if path.startswith("/old") or (path == "/" and host.kind == "site" and "cookie" not in request.headers
                                       and stable("welcome", host.name).random() < 0.15):
            return await self.send(request, 302, {"Location": "/welcome", "Set-Cookie": f"seen={int(time.time())}; Path=/"}, b"", host)
        return await self.document(host, request)

    async def receive(self, host, request, body):
        """The answer to an upload, a form, a measurement or an API call."""
        r = stable(host.name, request.path, time.time())
        shape = stable("receives", host.name).random()
        if request.path.startswith("/upload"):
            return await self.send(request, 201, {"Location": f"/files/{r.randrange(10**8)}"}, b"", host)
        if request.path.startswith("/api"):
            return await self.send(request, 200, {"Content-Type": "application/json"}, content.answer(r, int(r.lognormvariate(6, 1))), host)
        if shape < 0.4:
            return await self.send(request, 204, {}, b"", host)
        if shape < 0.8:
            return await self.send(request, 200, {"Content-Type": "application/json"}, b'{"accepted":%d}' % (1 + len(body) % 3), host)
        return await self.send(request, 200, {"Content-Type": "text/plain"}, b"OK", host)

    async def document(self, host, request):
        """A page, an asset or an API document, with validators, ranges and caching as the host's style has it."""
        path, style = request.path, host.style
        extension = path.rsplit(".", 1)[1] if "." in path.rsplit("/", 1)[-1] else ""
        if extension not in content.TYPES:
            extension = "json" if path.startswith("/api") or host.kind in ("api", "weather", "metrics", "time") else "html"
        changing = path.startswith("/api") or host.kind in ("time", "chat", "rendezvous")
        # What changes now and then changes at its own pace: feeds, releases, weather.
        epoch = int(time.time() / 60 / style["period"]) if host.kind in ("feed", "update", "weather", "definitions") and (
            extension in ("json", "xml", "html", "txt")) else 0
        tag = hashlib.md5(f"{host.name}{path}{epoch}".encode()).hexdigest()[:16]
        modified = email.utils.formatdate(1_700_000_000 + int(tag[:6], 16) if not epoch else epoch * 60 * style["period"], usegmt=True)
        headers = {"Content-Type": content.TYPES[extension]}
        if not changing:
            if style["etag"]:
                headers["ETag"] = f'"{tag}"'
            if style["modified"]:
                headers["Last-Modified"] = modified
            if style["max_age"] and extension != "html":
                headers["Cache-Control"] = f"public, max-age={style['max_age']}"
            known = request.headers.get("if-none-match", "").replace("W/", "")
            if (style["etag"] and known and known == f'"{tag}"') or (
                    style["modified"] and not known and request.headers.get("if-modified-since") == modified):
                return await self.send(request, 304, headers, b"", host)
        else:
            headers["Cache-Control"] = "no-store"
        body = self.body_of(host, path, extension, epoch, changing)
        wanted = request.headers.get("range", "")
        if wanted.startswith("bytes=") and "," not in wanted:
            first, _, last = wanted[6:].partition("-")
            first = int(first or max(0, len(body) - int(last)))
            last = min(int(last or len(body) - 1), len(body) - 1)
            if first >= len(body):
                return await self.send(request, 416, {"Content-Range": f"bytes */{len(body)}"}, b"", host)
            headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
            return await self.send(request, 206, headers, body[first : last + 1], host)
        if extension in ("bin", "zip", "mp3", "deb", "ts"):
            headers["Accept-Ranges"] = "bytes"
        return await self.send(request, 200, headers, body, host)

    def body_of(self, host, path, extension, epoch, changing):
        salt = time.time() if changing else epoch
        if extension == "html":
            return content.page(self.world, host, path)
        if extension == "xml":
            return services.feed(host, epoch)
        if extension == "m3u8":
            return services.playlist(host, path, time.time() - self.start)
        if extension == "json":
            r = stable(host.name, path, salt)
            return content.answer(r, int(content.size(host, path, "json") * r.lognormvariate(0, 0.1)))
        return content.asset(host, path + (f"#{epoch}" if epoch else ""), extension)

    async def send(self, request, status, headers, body, host):
        """Writes one response in the host's own style; always true."""
        style = host.style if host else {"server": "", "order": 0, "extra": [], "gzip": False, "chunked": False, "cookie": False}
        kind = headers.get("Content-Type", "")
        if style["gzip"] and len(body) > 600 and status == 200 and "gzip" in request.headers.get("accept-encoding", "") and (
                "text" in kind or "json" in kind or "javascript" in kind or "xml" in kind):
            body = gzip.compress(body, 4)
            headers["Content-Encoding"] = "gzip"
        every = dict(headers)
        every["Date"] = email.utils.formatdate(usegmt=True)
        if style["server"]:
            every["Server"] = style["server"]
        if style["cookie"] and "cookie" not in request.headers and host.kind in ("site", "ads", "analytics", "api", "social"):
            token = base64.urlsafe_b64encode(os.urandom(18)).decode()
            every.setdefault("Set-Cookie", f"id={token}; Path=/; Max-Age=31536000")
        for name in style["extra"]:
            every.setdefault(name, _extra(name))
        if host is not None and host.style["keepalive"] == 0 and "x-lab-client" not in request.headers:
            every["Connection"] = "close"
        chunked = style["chunked"] and len(body) > 2000 and request.version == "HTTP/1.1" and status == 200 and request.method != "HEAD"
        if status not in (204, 304):
            every.update({"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(body))})
        names = list(every)
        stable("order", style["order"]).shuffle(names)
        head = f"HTTP/1.1 {status} {REASONS.get(status, '-')}\r\n" + "".join(f"{n}: {every[n]}\r\n" for n in names) + "\r\n"
        writer = request.writer
        writer.write(head.encode("latin-1"))
        if request.method != "HEAD" and body and status not in (204, 304):
            if chunked:
                for at in range(0, len(body), 16384):
                    part = body[at : at + 16384]
                    writer.write(b"%x\r\n" % len(part) + part + b"\r\n")
                writer.write(b"0\r\n\r\n")
            else:
                for at in range(0, len(body), 65536):
                    writer.write(body[at : at + 65536])
                    await writer.drain()
        return True

    async def events(self, host, request):
        """Server-sent events until the client leaves, at most ten minutes."""
        await request.body()
        request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nX-Accel-Buffering: no\r\nConnection: close\r\n\r\n")
        r, end = stable(host.name, time.time()), time.time() + 600
        while time.time() < end:
            await asyncio.sleep(r.expovariate(1 / (6 * host.style["period"])))
            request.writer.write(b"data: " + content.answer(r, r.randrange(40, 400)) + b"\n\n")
            await request.writer.drain()
        return False

    async def socket(self, host, request):
        """A web socket (RFC 6455) that answers every message and now and then speaks by itself."""
        key = request.headers.get("sec-websocket-key", "")
        accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        writer, reader = request.writer, request.reader
        request.read = True
        writer.write(f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode())
        r = stable(host.name, time.time())
        listener = asyncio.ensure_future(self.listen(reader, writer, r))
        end = time.time() + 900
        try:
            while time.time() < end and not listener.done():
                await asyncio.wait([listener], timeout=r.expovariate(1 / (8 * host.style["period"])))
                if not listener.done():
                    writer.write(frame(1, content.answer(r, r.randrange(30, 600))))
                    await writer.drain()
        finally:
            listener.cancel()

    async def listen(self, reader, writer, r):
        while True:
            first, second = await reader.readexactly(2)
            length = second & 0x7F
            if length == 126:
                length = int.from_bytes(await reader.readexactly(2))
            elif length == 127:
                length = int.from_bytes(await reader.readexactly(8))
            mask = await reader.readexactly(4) if second & 0x80 else b"\0\0\0\0"
            data = bytes(b ^ mask[i & 3] for i, b in enumerate(await reader.readexactly(min(length, 1 << 20))))
            if first & 15 == 8:
                writer.write(frame(8, data[:2]))
                return
            if first & 15 == 9:
                writer.write(frame(10, data))
            elif first & 15 in (1, 2):
                writer.write(frame(1, b'{"ack":%d}' % r.randrange(10**6)))
            await writer.drain()


def frame(opcode, data):
    head = bytes([0x80 | opcode])
    head += bytes([len(data)]) if len(data) < 126 else b"\x7e" + len(data).to_bytes(2) if len(data) < 65536 else (
        b"\x7f" + len(data).to_bytes(8))
    return head + data


def _extra(name):
    token = os.urandom(8).hex()
    return {
        "X-Request-Id": token, "Via": "1.1 varnish", "X-Cache": "HIT", "Strict-Transport-Security": "max-age=31536000",
        "X-Frame-Options": "SAMEORIGIN", "CF-Ray": token + "-NRT", "Age": str(int(time.time()) % 4000),
        "X-Powered-By": "PHP/8.1", "Vary": "Accept-Encoding", "Alt-Used": "a", "X-Amz-Cf-Id": token * 3,
        "Server-Timing": "cdn;dur=3", "Access-Control-Allow-Origin": "*",
    }[name]


def tls(run):
    """A TLS context that picks the certificate by server name."""
    contexts = {}

    def load(group):
        if group not in contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{run}/certificates/{group}.pem")
            context.set_alpn_protocols(["http/1.1"])
            contexts[group] = context
        return contexts[group]

    groups = dict(line.split() for line in open(f"{run}/certificates/names"))
    first = load("group0")

    def choose(connection, name, _):
        connection.context = load(groups.get(name or "", "group0"))

    first.sni_callback = choose
    return first


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--socket")
    parser.add_argument("--public", action="store_true")
    options = parser.parse_args()
    origin = Origin(World(options.seed, options.clients), options.run)
    if options.socket:
        await asyncio.start_unix_server(origin.serve, options.socket, limit=1 << 18)
        os.chmod(options.socket, 0o666)
    if options.public:
        await asyncio.start_server(origin.serve, "0.0.0.0", 80, limit=1 << 18)
        await asyncio.start_server(origin.serve, "0.0.0.0", 443, ssl=tls(options.run), limit=1 << 18)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
