"""The made-up Internet and the made-up company of one recording, wholly determined by a seed.

Host names end in .example or .test (RFC 2606, RFC 6761), server addresses are documentation or benchmarking addresses
(RFC 5737, RFC 2544), client addresses are private (RFC 1918): nothing here can be mistaken for anybody's property.
"""

import hashlib
import random
from dataclasses import dataclass, field

# Where a host stands decides the program that answers and the TLS that it speaks.
QUARTERS = {
    "nginx": ["192.0.2.0/24", "198.18.0.0/24"],  # TLS 1.2 and 1.3, HTTP/2
    "nginx12": ["203.0.113.0/25"],  # TLS 1.2 only, HTTP/1.1
    "python": ["198.51.100.0/25", "198.18.1.0/24"],  # plain and TLS, HTTP/1.1
    "node": ["198.51.100.128/25"],  # TLS 1.3, HTTP/1.1 through Node
    "services": ["203.0.113.128/25"],  # mail, MQTT, parent proxy, storage services
}

_ONSETS = "b br c ch d dr f fl g gr h j k l m n p pl qu r s sh st t tr v w y z".split()
_VOWELS = "a e i o u ai ea ee io ou".split()
_CODAS = ["", "", "", "n", "r", "s", "l", "nd", "rk", "x", "t"]
_WORDS = """news daily market shop store travel home garden auto bank city sport music film photo game tech cloud soft
data mail chat work team office school health food wine book craft energy water paper steel design light river forest
north south harbor summit bridge castle meadow""".split()
_SERVER_HEADERS = [
    "Apache", "Apache/2.4.57 (Debian)", "Microsoft-IIS/10.0", "cloudfront", "gws", "LiteSpeed", "openresty", "Caddy",
    "envoy", "AkamaiNetStorage", "Jetty(9.4.51)", "Cowboy", "gunicorn", "Kestrel", "ECS (sed/58AA)", "",
]


@dataclass
class Host:
    """One server name.

    kind says what it serves, quarter which program answers, scheme whether its clients use http or https, and style how
    its answers look (header order, latency, caching) so that no two services look alike.
    """

    name: str
    address: str
    kind: str
    quarter: str
    scheme: str
    style: dict
    thirds: list = field(default_factory=list)

    @property
    def url(self):
        return f"{self.scheme}://{self.name}"


@dataclass
class Client:
    """One machine of the company."""

    number: int
    name: str
    address: str
    role: str


def stable(*parts):
    """A random source that depends on nothing but its arguments."""
    return random.Random(hashlib.sha256("\0".join(map(str, parts)).encode()).digest())


class World:
    """Hosts and clients of a seed."""

    def __init__(self, seed, clients=300):
        self.seed = seed
        self.random = stable("world", seed)
        self.taken = set()
        self.free = {}
        for quarter, networks in QUARTERS.items():
            addresses = []
            for network in networks:
                base, bits = network.split("/")
                first = int(base.rsplit(".", 1)[1])
                prefix = base.rsplit(".", 1)[0]
                addresses += [f"{prefix}.{first + i}" for i in range(2, 2 ** (32 - int(bits)) - 1)]
            self.random.shuffle(addresses)
            self.free[quarter] = addresses
        self.hosts = []
        self._make_hosts()
        self.by_name = {host.name: host for host in self.hosts}
        self.company = f"10.{self.random.randrange(16, 120)}"
        self.network = f"{self.company}.0.0/17"
        self.gateway = f"{self.company}.0.1"
        self.proxy_address = f"{self.company}.250.8"
        self.clients = [
            Client(i, f"c{i}", f"{self.company}.{1 + i // 200}.{10 + i % 200}", self._role()) for i in range(clients)
        ]

    def _role(self):
        return self.random.choices(
            ["office", "developer", "server", "display", "field"], [48, 18, 20, 6, 8]
        )[0]

    def of(self, kind):
        """The hosts of one kind, in a fixed order."""
        return [host for host in self.hosts if host.kind == kind]

    # --- names -----------------------------------------------------------------------------------------------------

    def word(self):
        syllables = self.random.choice([2, 2, 3])
        return "".join(
            self.random.choice(_ONSETS) + self.random.choice(_VOWELS) + self.random.choice(_CODAS)
            for _ in range(syllables)
        )

    def domain(self):
        """A domain nobody owns; made of syllables, a word or both, now and then with a digit or hyphen."""
        while True:
            shape = self.random.random()
            if shape < 0.45:
                label = self.word()
            elif shape < 0.75:
                label = self.random.choice(_WORDS) + self.random.choice(["", "-"]) + self.word()
            elif shape < 0.9:
                label = self.word() + self.random.choice(_WORDS)
            else:
                label = self.word() + str(self.random.randrange(1, 999))
            name = label + self.random.choice([".example", ".example", ".test"])
            if name not in self.taken:
                self.taken.add(name)
                return name

    def opaque(self, length):
        return "".join(self.random.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(length))

    # --- hosts -----------------------------------------------------------------------------------------------------

    def _style(self):
        r = self.random
        return {
            "server": r.choice(_SERVER_HEADERS),
            "order": r.randrange(1 << 30),
            "latency": r.lognormvariate(-3.6, 0.8),
            "max_age": r.choice([0, 0, 60, 300, 3600, 86400, 31536000]),
            "etag": r.random() < 0.7,
            "modified": r.random() < 0.7,
            "chunked": r.random() < 0.4,
            "gzip": r.random() < 0.6,
            "cookie": r.random() < 0.5,
            "keepalive": r.choice([0, 5, 15, 30, 65, 75, 120, 300]),
            "extra": r.sample(
                ["X-Request-Id", "Via", "X-Cache", "Strict-Transport-Security", "X-Frame-Options", "CF-Ray", "Age",
                 "X-Powered-By", "Vary", "Alt-Used", "X-Amz-Cf-Id", "Server-Timing", "Access-Control-Allow-Origin"],
                r.randrange(0, 6),
            ),
            "size": r.lognormvariate(0, 0.7),
            "period": r.choice([0.5, 1, 2, 5, 20]),
        }

    def add(self, name, kind, quarter=None, scheme=None, address=None):
        quarter = quarter or self.random.choices(["nginx", "nginx12", "python", "node"], [50, 12, 23, 15])[0]
        scheme = scheme or self.random.choices(["https", "http"], [72, 28])[0]
        address = address or self.free[quarter].pop()
        host = Host(name, address, kind, quarter, scheme, self._style())
        self.hosts.append(host)
        return host

    def _make_hosts(self):
        r = self.random
        self._make_third_parties()
        self._make_sites()
        for kind, count in {
            "api": 26, "telemetry": 34, "update": 18, "portal": 5, "definitions": 6, "feed": 16, "weather": 6,
            "chat": 14, "stream": 5, "podcast": 4, "upload": 9, "download": 10, "time": 3, "appliance": 6,
            "rendezvous": 8, "metrics": 6,
        }.items():
            for _ in range(count):
                domain = self.domain()
                prefix = r.choice({
                    "api": ["api.", "rest.", "gateway.", "v2.api.", ""],
                    "telemetry": ["telemetry.", "t.", "events.", "in.", "ingest." + self.opaque(6) + ".", "stats."],
                    "update": ["update.", "dl.", "updates.", "autoupdate.", "swscan."],
                    "portal": ["connectivity.", "detect.", "check."],
                    "definitions": ["database.", "sig.", "defs."],
                    "chat": ["chat.", "rt.", "push.", "edge-" + self.opaque(3) + "."],
                    "rendezvous": ["relay.", "agent.", "hub."],
                }.get(kind, ["", "www.", kind + "."]))
                scheme = {"portal": "http", "appliance": "https", "time": "http"}.get(kind)
                self.add(prefix + domain, kind, scheme=scheme, quarter="python" if kind == "appliance" else None)
        for kind, count in {"apt": 2, "npm": 1, "pypi": 1, "maven": 2, "git": 3, "registry": 1, "revocation": 3}.items():
            for _ in range(count):
                quarter = "nginx" if kind in ("git", "registry", "npm", "pypi") else None
                scheme = {"revocation": "http", "registry": "https", "apt": r.choice(["http", "https"])}.get(kind)
                self.add(f"{kind}.{self.domain()}", kind, quarter=quarter, scheme=scheme)
        for kind in ("imap", "smtp", "mqtt", "dav", "restic", "ftp", "proxy"):
            for _ in range(1 if kind in ("proxy", "restic", "dav") else 2):
                self.add(f"{kind}.{self.domain()}", kind, quarter="services", scheme="https")

    def _make_third_parties(self):
        r = self.random
        for kind, count in {"cdn": 22, "ads": 24, "analytics": 16, "fonts": 4, "tags": 8, "social": 8, "video": 6}.items():
            for _ in range(count):
                domain = self.domain()
                prefix = r.choice({
                    "cdn": ["cdn.", "static.", self.opaque(13) + ".", "assets-" + self.opaque(4) + "."],
                    "ads": ["ad.", "bid.", "sync.", "pixel.", "rtb-" + r.choice(["eu", "us", "ap"]) + "."],
                    "analytics": ["www.", "stats.", "collect.", "a."],
                    "fonts": ["fonts.", "use."],
                    "tags": ["tag.", "js."],
                    "social": ["connect.", "platform."],
                    "video": ["v.", "media-" + self.opaque(5) + "."],
                }[kind])
                self.add(prefix + domain, kind, scheme="https" if r.random() < 0.85 else "http")

    def _make_sites(self):
        r = self.random
        thirds = [host for host in self.hosts]
        for _ in range(70):
            domain = self.domain()
            scheme = r.choices(["https", "http"], [75, 25])[0]
            home = self.add(r.choice(["www.", "www.", "", "m."]) + domain, "site", scheme=scheme)
            own = [
                self.add(f"{label}.{domain}", "cdn", quarter=home.quarter, scheme=scheme, address=home.address)
                for label in r.sample(["static", "img", "api", "cdn1", "cdn2", "media"], r.choice([0, 1, 1, 2, 3]))
            ]
            allowed = [host for host in thirds if scheme == "http" or host.scheme == "https"]
            home.thirds = [host.name for host in own + r.sample(allowed, r.randrange(2, 16))]
