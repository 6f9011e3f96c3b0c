"""The services among the made-up hosts: file trees (package repositories, Git, images), OCSP, CRL, portals, feeds."""

import asyncio
import email.utils
import hashlib
import mimetypes
import os
import time

from lab.world import stable
from servers import content

TREES = {"apt", "npm", "pypi", "maven", "git", "registry"}


class Services:
    def __init__(self, world, run):
        self.world, self.run = world, run

    async def answer(self, host, request):
        """(status, headers, body), or None where the host has no special answer for the request."""
        if host.kind == "portal":
            if stable("portal", host.name).random() < 0.5:
                return 204, {}, b""
            return 200, {"Content-Type": "text/plain"}, b"success\n"
        if host.kind == "revocation":
            return await self.revocation(request)
        if host.kind in TREES:
            return await self.tree(host, request)
        if host.kind == "appliance" and "authorization" not in request.headers and request.path.startswith("/status"):
            return 401, {"WWW-Authenticate": 'Basic realm="appliance"'}, b""
        if host.kind in ("time", "weather") and request.method == "HEAD":
            return 200, {"Content-Type": "text/plain"}, b""
        if host.kind == "definitions" and request.path.endswith(".cvd"):
            return 200, {"Content-Type": "application/octet-stream"}, signature_header()
        if host.kind == "stream" and request.path.endswith(".ts"):
            films = sorted(name for name in os.listdir(f"{self.run}/film") if name.endswith(".ts"))
            with open(f"{self.run}/film/{stable(host.name, request.path).choice(films)}", "rb") as file:
                return 200, {"Content-Type": "video/mp2t", "Cache-Control": "max-age=30"}, file.read()
        if host.kind == "metrics" and request.path == "/metrics":
            return 200, {"Content-Type": "text/plain; version=0.0.4"}, metrics(host)
        return None

    async def revocation(self, request):
        if request.path.endswith(".crl"):
            with open(f"{self.run}/certificates/ca.crl", "rb") as file:
                return 200, {"Content-Type": "application/pkix-crl", "Cache-Control": "max-age=3600"}, file.read()
        body = await request.body()
        name = f"{self.run}/ocsp-{os.urandom(4).hex()}"
        with open(name, "wb") as file:
            file.write(body)
        responder = await asyncio.create_subprocess_exec(
            "openssl", "ocsp", "-index", f"{self.run}/certificates/index.txt", "-CA", f"{self.run}/certificates/ca.crt",
            "-rsigner", f"{self.run}/certificates/ca.crt", "-rkey", f"{self.run}/certificates/ca.key", "-ndays", "4",
            "-reqin", name, "-respout", name + ".out", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL)
        await responder.wait()
        try:
            with open(name + ".out", "rb") as file:
                return 200, {"Content-Type": "application/ocsp-response"}, file.read()
        except FileNotFoundError:
            return 400, {}, b""
        finally:
            for leftover in (name, name + ".out"):
                if os.path.exists(leftover):
                    os.remove(leftover)

    async def tree(self, host, request):
        root = os.path.realpath(f"{self.run}/trees/{host.kind}")
        path = os.path.realpath(root + request.path)
        if host.kind == "git" and (request.query.startswith("service=") or request.path.endswith("-pack")):
            return await self.git(root, request)
        if not path.startswith(root):
            return 403, {}, b""
        if host.kind == "registry" and request.path in ("/v2/", "/v2"):
            return 200, {"Docker-Distribution-Api-Version": "registry/2.0"}, b"{}"
        if os.path.isdir(path):
            path = os.path.join(path, "index.html") if host.kind != "npm" else os.path.join(path, "index.json")
        if not os.path.isfile(path):
            return 404, {"Content-Type": "text/plain"}, b"not found"
        information = os.stat(path)
        tag = hashlib.md5(f"{path}{information.st_mtime}".encode()).hexdigest()
        headers = {"ETag": f'"{tag}"', "Last-Modified": email.utils.formatdate(information.st_mtime, usegmt=True)}
        if request.headers.get("if-none-match") == headers["ETag"] or (
                request.headers.get("if-modified-since") == headers["Last-Modified"]):
            return 304, headers, b""
        with open(path, "rb") as file:
            body = file.read()
        headers["Content-Type"] = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if host.kind == "registry":
            digest = "sha256:" + hashlib.sha256(body).hexdigest()
            headers.update({"Docker-Content-Digest": digest})
            if "/manifests/" in request.path:
                headers["Content-Type"] = "application/vnd.docker.distribution.manifest.v2+json"
        return 200, headers, body

    async def git(self, root, request):
        """Git over smart HTTP through git http-backend (CGI)."""
        body = await request.body()
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": root, "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": request.path,
            "REQUEST_METHOD": request.method, "QUERY_STRING": request.query, "HOME": self.run,
            "CONTENT_TYPE": request.headers.get("content-type", ""), "REMOTE_ADDR": "-",
            "HTTP_CONTENT_ENCODING": request.headers.get("content-encoding", ""),
            "GIT_PROTOCOL": request.headers.get("git-protocol", ""), "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
        }
        backend = await asyncio.create_subprocess_exec(
            "git", "http-backend", env=environment, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL)
        output, _ = await backend.communicate(body)
        head, _, body = output.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
        return int(headers.pop("Status", "200").split()[0]), headers, body


def signature_header():
    """The head of a signature database that is always as new as the client's own copy."""
    return b"ClamAV-VDB:01 Jan 2026 08-20 +0000:27000:100:90:d41d8cd98f00b204e9800998ecf8427e:-:lab:1767225600".ljust(512)


def metrics(host):
    """A Prometheus exposition, as an exporter gives it."""
    r = stable(host.name)
    lines = []
    for n in range(r.randrange(40, 220)):
        name = f"service_{'_'.join(str(r.randrange(100, 999)) for _ in range(2))}_total"
        lines.append(f"# TYPE {name} counter\n{name}{{job=\"{host.name}\",shard=\"{n}\"}} {int(time.time() * r.random())}")
    return ("\n".join(lines) + "\n").encode()


def feed(host, epoch):
    """An RSS 2.0 feed that gains an item per epoch."""
    items = []
    for n in range(epoch, epoch - stable(host.name).randrange(5, 30), -1):
        r = stable(host.name, n)
        title, prose = content.text(r, 60).decode(), content.text(r, r.randrange(100, 900)).decode()
        items.append(f"<item><title>{title}</title><link>{host.url}/{n}.html</link><guid>{host.url}/{n}</guid>"
                     f"<description>{prose}</description>"
                     f'<enclosure url="{host.url}/e/{n}.mp3" length="{content.size(host, f"/e/{n}.mp3", "mp3")}" type="audio/mpeg"/></item>')
    return (f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host.name}</title><link>{host.url}</link>'
            f"<description>{host.name}</description>{''.join(items)}</channel></rss>").encode()


def playlist(host, path, elapsed):
    """An HLS playlist (RFC 8216): live ones slide, others end."""
    if path.startswith("/live"):
        first = int(elapsed / 4)
        lines = [f"#EXT-X-MEDIA-SEQUENCE:{first}"]
        lines += [f"#EXTINF:4.0,\n/s/{first + n}.ts" for n in range(5)]
    else:
        lines = [f"#EXTINF:4.0,\n{path[:-5]}/{n}.ts" for n in range(stable(path).randrange(20, 60))] + ["#EXT-X-ENDLIST"]
    return ("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n" + "\n".join(lines) + "\n").encode()
