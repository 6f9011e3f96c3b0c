"""What the made-up Internet serves: pages, assets and answers, each wholly determined by host and path."""

import json
import struct
import zlib

from lab.world import stable

_ASSETS = [("js", 34), ("css", 12), ("jpg", 26), ("png", 14), ("webp", 8), ("svg", 4), ("woff2", 5), ("json", 5), ("gif", 6)]
TYPES = {
    "html": "text/html; charset=utf-8", "js": "application/javascript", "css": "text/css", "jpg": "image/jpeg",
    "png": "image/png", "webp": "image/webp", "svg": "image/svg+xml", "woff2": "font/woff2", "json": "application/json",
    "gif": "image/gif", "xml": "application/rss+xml", "bin": "application/octet-stream", "ts": "video/mp2t",
    "mp3": "audio/mpeg", "m3u8": "application/vnd.apple.mpegurl", "zip": "application/zip", "deb":
    "application/vnd.debian.binary-package", "txt": "text/plain", "cvd": "application/octet-stream",
}
_MEDIAN = {
    "js": 24_000, "css": 11_000, "jpg": 30_000, "png": 9_000, "webp": 18_000, "svg": 1_800, "woff2": 22_000,
    "json": 2_500, "gif": 43, "bin": 180_000, "ts": 260_000, "mp3": 700_000, "zip": 260_000, "txt": 900, "cvd": 90_000,
}
_MAGIC = {
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ", "woff2": b"wOF2\x00\x01\x00\x00",
    "ts": b"\x47\x40\x11\x10\x00\x42\xf0\x25", "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00", "zip": b"PK\x03\x04\x14\x00\x00\x00",
    "cvd": b"ClamAV-like-lab-database:",
}
_PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
LARGEST = 5_000_000

_vocabulary_random = stable("vocabulary")
_VOCABULARY = [
    "".join(_vocabulary_random.choice("abcdefghijklmnoprstuvwyz") for _ in range(_vocabulary_random.randrange(2, 11)))
    for _ in range(3000)
]
_TEXT = " ".join(_vocabulary_random.choice(_VOCABULARY) for _ in range(160_000)).encode()
_NOISE = _vocabulary_random.randbytes(LARGEST)


def text(r, length):
    """Text of about natural entropy, a slice of a fixed made-up corpus."""
    start = r.randrange(len(_TEXT) // 2)
    while length > len(_TEXT) // 2:
        return (_TEXT * (length // len(_TEXT) + 2))[start : start + length]
    return _TEXT[start : start + length]


def noise(r, length):
    """Bytes that do not compress, like the inside of an image or archive."""
    start = r.randrange(max(1, LARGEST - length))
    return _NOISE[start : start + length]


def size(host, path, extension):
    r = stable("size", host.name, path)
    median = _MEDIAN.get(extension, 4_000)
    return int(min(LARGEST, max(30, median * host.style["size"] * r.lognormvariate(0, 0.9))))


def png(r, length):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)) + chunk(
        b"IDAT", noise(r, length))


def asset(host, path, extension):
    """The bytes of an asset."""
    r = stable("asset", host.name, path)
    length = size(host, path, extension)
    if extension == "gif":
        return _PIXEL
    if extension == "png":
        return png(r, length)
    if extension == "js":
        return b"/* " + text(r, length) + b" */\n" + script(host, path).encode()
    if extension == "css":
        return b"body{margin:1em}\n/* " + text(r, length) + b" */"
    if extension == "svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><desc>' + text(r, length) + b"</desc></svg>"
    if extension == "json":
        return answer(r, length)
    if extension == "txt":
        return text(r, length)
    magic = _MAGIC.get(extension, b"")
    return magic + noise(r, max(1, length - len(magic)))


def answer(r, length):
    """A JSON document of about the given length."""
    items, total = [], 0
    while total < length:
        item = {
            "id": r.randrange(10**9), "name": " ".join(r.choice(_VOCABULARY) for _ in range(r.randrange(1, 6))),
            "value": round(r.random() * 1000, 2), "active": r.random() < 0.5,
        }
        items.append(item)
        total += len(json.dumps(item)) + 2
    return json.dumps({"status": "ok", "count": len(items), "items": items}).encode()


def script(host, path):
    """What a script does when a browser runs it: beacons of analytics, JSON calls, polling, web sockets."""
    r = stable("script", host.name, path)
    origin = f"{host.scheme}://{host.name}"
    if host.kind in ("analytics", "tags"):
        delay = r.choice([0, 500, 2000])
        body = '{e:"view",u:location.pathname,w:innerWidth,t:Date.now()}'
        send = r.choice([
            f'navigator.sendBeacon("{origin}/collect?v={r.randrange(9)}",JSON.stringify({body}))',
            f'new Image().src="{origin}/a/p.gif?u="+encodeURIComponent(location.href)+"&t="+Date.now()',
            f'fetch("{origin}/collect",{{method:"POST",mode:"no-cors",body:JSON.stringify({body})}})',
        ])
        again = r.choice(["", "", f"setInterval(function(){{{send}}},{r.choice([5000, 10000, 15000, 30000])});"])
        return f"setTimeout(function(){{{send}}},{delay});{again}"
    if host.kind == "ads":
        return "".join(
            f'new Image().src="{origin}/a/s{r.randrange(40)}.gif?c="+Math.random();' for _ in range(r.randrange(1, 4)))
    if host.kind == "social":
        return f'fetch("{origin}/api/count?u="+encodeURIComponent(location.href),{{mode:"no-cors"}});'
    return ""


def page_assets(world, host, path):
    """The assets of a page as (name of host, path, extension)."""
    r = stable("page", host.name, path)
    shared = stable("site", host.name)
    frame = [
        (shared.choice([host.name] + host.thirds), f"/a/{shared.choice(['main', 'app', 'lib', 'theme'])}{n}", extension)
        for n, extension in enumerate(shared.choices([a for a, _ in _ASSETS], [w for _, w in _ASSETS], k=shared.randrange(3, 18)))
    ]
    for third in host.thirds:
        kind = world.by_name[third].kind
        if kind in ("analytics", "tags", "social") and stable("uses", host.name, third).random() < 0.8:
            frame.append((third, "/a/t", "js"))
        elif kind == "ads" and r.random() < 0.6:
            frame.append((third, f"/a/b{r.randrange(20)}", r.choice(["js", "gif", "jpg"])))
        elif kind == "fonts":
            frame.append((third, f"/a/face{shared.randrange(6)}", "woff2"))
    own = [
        (r.choice([host.name] + [t for t in host.thirds if world.by_name[t].kind in ("cdn", "video")]),
         f"/a/{r.randrange(10**6):06x}", r.choice(["jpg", "jpg", "png", "webp", "json", "jpg"]))
        for _ in range(int(min(40, r.lognormvariate(1.7, 0.8))))
    ]
    return frame + own


def links(host, path):
    """The paths that a page links to."""
    r = stable("links", host.name, path)
    shape = stable("site", host.name, "paths").choice(["/{w}/{n}", "/{n}.html", "/{w}-{v}-{n}", "/p?id={n}", "/{w}/{v}/{n}/"])
    return [
        shape.format(w=r.choice(_VOCABULARY), v=r.choice(_VOCABULARY), n=r.randrange(10**5)) for _ in range(r.randrange(4, 12))
    ]


def page(world, host, path):
    """An HTML page with links, assets and a little script."""
    r = stable("text", host.name, path)
    parts = [f"<!doctype html><html><head><meta charset=utf-8><title>{host.name}</title>"]
    body = []
    for name, where, extension in page_assets(world, host, path):
        target = world.by_name[name]
        url = f"{target.scheme}://{name}{where}.{extension}"
        if extension == "css":
            parts.append(f'<link rel=stylesheet href="{url}">')
        elif extension == "js":
            body.append(f'<script async src="{url}"></script>')
        elif extension == "woff2":
            parts.append(f'<style>@font-face{{font-family:f{len(parts)};src:url("{url}")}}p{{font-family:f{len(parts)}}}</style>')
        elif extension == "json":
            body.append(f'<script>fetch("{url}",{{mode:"no-cors"}}).catch(function(){{}})</script>')
        else:
            body.append(f'<img loading=eager width=16 height=16 src="{url}">')
    live = stable("site", host.name, "live").random()
    socket = ("wss" if host.scheme == "https" else "ws") + f"://{host.name}/ws"
    if live < 0.15:
        body.append(f'<script>new WebSocket("{socket}")</script>')
    elif live < 0.25:
        body.append('<script>new EventSource("/events")</script>')
    elif live < 0.4:
        period = stable("site", host.name, "poll").choice([4000, 10000, 15000, 30000])
        body.append(f'<script>setInterval(function(){{fetch("/api/live?since="+Date.now())}},{period})</script>')
    elif live < 0.45:
        body.append('<script>(function p(){fetch("/poll").then(p,function(){setTimeout(p,9000)})})()</script>')
    anchors = [f'<li><a href="{link}">{_VOCABULARY[len(link) % 3000]}</a>' for link in links(host, path)]
    prose = "".join(f"<p>{text(r, r.randrange(200, 1500)).decode()}" for _ in range(r.randrange(2, 20)))
    return ("".join(parts) + "</head><body><ul>" + "".join(anchors) + "</ul>" + prose + "".join(body)).encode()
