"""The programs of the company: what each client runs, against whom, and in which rhythm.

A Task is one program on one client: either started again and again (its start times are the rhythm), or started once and
left running (its own rhythm). Tasks are drawn for each client from those that its role runs.
"""

import json
import os
from dataclasses import dataclass, field
from typing import Callable

from lab.world import stable

LAB = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAGIOS = "/usr/lib/nagios/plugins"


@dataclass
class Task:
    """program: the real program's name; pattern: poll, visit, agent, bulk or browse; hosts: the servers it is sent to.

    argv gives the command of the n-th start. period and jitter (share of the period) rule the starts; think is the median
    pause of a person instead. A task with neither runs once.
    """

    program: str
    pattern: str
    client: object
    hosts: list
    argv: Callable
    period: float = 0
    jitter: float = 0.0
    think: float = 0
    timeout: float = 60
    env: dict = field(default_factory=dict)
    description: str = ""


class Catalogue:
    """Makes the tasks of clients; everything drawn comes from the seed."""

    def __init__(self, world, run, packages):
        self.world, self.run, self.packages = world, run, packages
        self.proxy = f"{world.proxy_address}:3128"
        self.r = None
        self.client = None
        self.home = ""

    # --- helpers ---------------------------------------------------------------------------------------------------

    def host(self, kind):
        """A host of a kind, the earlier ones more popular than the later."""
        hosts = self.world.of(kind)
        return hosts[min(int(self.r.paretovariate(0.6)) - 1, 10**6) % len(hosts)]

    def period(self, *choices):
        """A usual period, sometimes an odd one."""
        return self.r.choice(choices) if self.r.random() < 0.85 else self.r.choice(choices) * self.r.uniform(0.7, 1.4)

    def jitter(self):
        return self.r.choice([0, 0, 0.005, 0.02, 0.05, 0.1, 0.3])

    def specification(self, count, kinds):
        """Writes the services that an agent talks to; returns the file's name and the hosts."""
        hosts, lines = [], []
        for _ in range(count):
            host = self.host(self.r.choice(kinds))
            if host in hosts:
                continue
            hosts.append(host)
            posts = host.kind in ("telemetry", "rendezvous") or self.r.random() < 0.2
            path = self.r.choice({
                "telemetry": ["/collect", "/v1/events", "/api/v2/metrics", "/i", "/ingest/batch"],
                "update": ["/v/desk/latest.json", "/release/stable.json", "/api/check?v=4.2.1"],
                "rendezvous": ["/api/agent/checkin", "/api/poll", "/hub/tasks"],
                "portal": ["/generate_204", "/hotspot-detect.txt"],
                "chat": ["/api/presence", "/api/unread"],
                "weather": ["/data/now.json", "/api/forecast?city=" + str(self.r.randrange(900))],
                "feed": ["/feed.xml", "/rss.xml"],
            }.get(host.kind, ["/api/items", "/api/status", "/api/v1/records?limit=50", "/health"]))
            period = self.period(10, 15, 20, 30, 30, 60, 60, 60, 120, 300)
            size = int(min(30_000, self.r.lognormvariate(5.5, 1))) if posts else 0
            lines.append(f"{host.url}{path}\t{period:.2f}\t{self.jitter()}\t{'POST' if posts else 'GET'}\t{size}")
        name = f"{self.home}/agent-{self.r.randrange(10**9)}.tsv"
        os.makedirs(self.home, exist_ok=True)
        with open(name, "w") as file:
            file.write("\n".join(lines) + "\n")
        return name, hosts

    def task(self, program, pattern, hosts, argv, **rhythm):
        hosts = hosts if isinstance(hosts, list) else [hosts]
        return Task(program, pattern, self.client, [host.name for host in hosts], argv if callable(argv) else lambda n: argv, **rhythm)

    def of(self, client, count):
        """The tasks of one client."""
        self.client, self.r = client, stable("tasks", self.world.seed, client.number)
        self.home = f"{self.run}/home/{client.name}"
        names = list(ROLES[client.role])
        weights = [ROLES[client.role][name] for name in names]
        chosen, tasks = set(), []
        if client.role in ("office", "developer") and self.r.random() < 0.6:
            chosen.add("page_saver")
            tasks.append(self.page_saver())
            count += 1
        while len(chosen) < count and len(chosen) < len(names):
            name = self.r.choices(names, weights)[0]
            if name not in chosen:
                chosen.add(name)
                tasks.append(getattr(self, name)())
        return tasks

    # --- checks and polls ------------------------------------------------------------------------------------------

    def connectivity(self):
        host = self.host("portal")
        return self.task("curl", "poll", host, ["curl", "-s", "-o", "/dev/null", "-m", "20", f"{host.url}/generate_204"],
                         period=self.period(30, 60, 120, 300), jitter=self.jitter())

    def curl_poll(self):
        host = self.host(self.r.choice(["api", "weather", "update", "time", "metrics"]))
        path = self.r.choice(["/api/status", "/api/v1/queue", "/version.json", "/health"])
        return self.task("curl", "poll", host, ["curl", "-sS", "-L", "--compressed", "-o", "/dev/null", "-m", "30", host.url + path],
                         period=self.period(10, 20, 30, 60, 60, 300), jitter=self.jitter())

    def curl_conditional(self):
        host = self.host(self.r.choice(["update", "definitions", "feed"]))
        tag = f"{self.home}/etag-{host.name}"
        return self.task("curl", "poll", host, ["curl", "-s", "-o", f"{tag}.body", "--etag-save", tag, "--etag-compare", tag,
                                                "-A", f"SoftUpdate/{self.r.randrange(1, 9)}.{self.r.randrange(20)}", f"{host.url}/release/stable.json"],
                         period=self.period(60, 120, 300), jitter=self.jitter())

    def curl_telemetry(self):
        host = self.host("telemetry")
        size = self.r.choice([120, 300, 900])
        command = lambda n: ["curl", "-s", "-o", "/dev/null", "-H", "Content-Type: application/json", "-A", "metrics-agent/1.8",
                             "-d", json.dumps({"seq": n, "load": n % 7, "pad": "x" * size}), f"{host.url}/ingest"]
        return self.task("curl", "poll", host, command, period=self.period(10, 15, 30, 60, 60), jitter=self.jitter())

    def wget_poll(self):
        host = self.host(self.r.choice(["definitions", "update", "weather", "feed"]))
        directory = f"{self.home}/wget"
        return self.task("wget", "poll", host, ["wget", "-q", "-N", "-P", directory, f"{host.url}/{self.r.choice(['daily', 'main', 'list'])}.txt"],
                         period=self.period(60, 120, 300, 600), jitter=self.jitter())

    def check_http(self):
        host = self.host(self.r.choice(["site", "api", "appliance", "site"]))
        secure = ["-S", "--sni"] if host.scheme == "https" else []
        return self.task("check_http", "poll", host, [f"{NAGIOS}/check_http", "-H", host.name, *secure, "-t", "20", "-u", "/api/health"],
                         period=self.period(30, 60, 60, 300), jitter=self.jitter())

    def certificate_check(self):
        host = self.host(self.r.choice(["site", "api", "appliance"]))
        return self.task("openssl", "poll", host, ["sh", "-c", f"echo | timeout 15 openssl s_client -connect {host.name}:443 -servername {host.name} >/dev/null 2>&1"],
                         period=self.period(60, 300, 600), jitter=self.jitter())

    def ocsp(self):
        host, site = self.host("revocation"), self.r.choice(["group1", "group2", "group3", "group4"])
        certificates = f"{self.run}/certificates"
        return self.task("openssl", "poll", host, ["openssl", "ocsp", "-issuer", f"{certificates}/ca.crt", "-cert", f"{certificates}/{site}.crt",
                                                   "-url", f"{host.url}/ocsp", "-header", f"Host={host.name}", "-timeout", "20", "-noverify"],
                         period=self.period(120, 300, 600), jitter=0.4)

    def crl(self):
        host = self.host("revocation")
        return self.task("curl", "poll", host, ["curl", "-s", "-o", "/dev/null", "-A", "Microsoft-CryptoAPI/10.0", f"{host.url}/root.crl"],
                         period=self.period(300, 600), jitter=0.2)

    def feeds(self):
        hosts = list({self.host("feed").name: self.host("feed") for _ in range(self.r.randrange(2, 9))}.values())
        os.makedirs(f"{self.home}/newsboat", exist_ok=True)
        with open(f"{self.home}/newsboat/urls", "w") as file:
            file.write("".join(f"{host.url}/feed.xml\n" for host in hosts))
        where = f"{self.home}/newsboat"
        return self.task("newsboat", "poll", hosts, ["newsboat", "-x", "reload", "-u", f"{where}/urls", "-c", f"{where}/cache.db", "-C", "/dev/null"],
                         period=self.period(60, 120, 300, 600), jitter=self.jitter(), timeout=120)

    def podcasts(self):
        host = self.host("podcast")
        where = f"{self.home}/podget"
        os.makedirs(where, exist_ok=True)
        make = f"[ -e {where}/podgetrc ] || (podget -d {where} --create-config podgetrc; sed -i 's|^DIR_LIBRARY=.*|DIR_LIBRARY={where}/pod|; s|^MOST_RECENT=.*|MOST_RECENT=1|' {where}/podgetrc)"
        with open(f"{where}/feeds", "w") as file:
            file.write(f"{host.url}/feed.xml news cast\n")
        return self.task("podget", "poll", host, ["sh", "-c", f"({make}) >/dev/null; cp {where}/feeds {where}/serverlist; exec podget -d {where} -s"],
                         period=self.period(300, 600), jitter=0.1, timeout=180)

    def apt(self):
        host = self.host("apt")
        root = f"{self.home}/apt"
        for directory in ("etc/apt.conf.d", "etc/preferences.d", "etc/trusted.gpg.d", "state/lists/partial", "cache/archives/partial"):
            os.makedirs(f"{root}/{directory}", exist_ok=True)
        with open(f"{root}/sources.list", "w") as file:
            file.write(f"deb [trusted=yes] {host.url} stable main\n")
        open(f"{root}/status", "w").close()
        options = [f"-oDir::Etc={root}/etc", f"-oDir::Etc::sourcelist={root}/sources.list", "-oDir::Etc::sourceparts=-",
                   f"-oDir::State={root}/state", f"-oDir::State::status={root}/status", f"-oDir::Cache={root}/cache", "-oAPT::Sandbox::User=root", "-q"]
        packages = self.packages
        def command(n):
            if n % 3 == 2:
                return ["sh", "-c", f"cd {root}; exec apt-get {' '.join(options)} download {packages[n % len(packages)]}"]
            return ["apt-get", *options, "update"]
        return self.task("apt", "poll", host, command, period=self.period(120, 300, 600), jitter=0.3, timeout=120)

    def freshclam(self):
        host = self.host("definitions")
        where = f"{self.home}/clamav"
        os.makedirs(where, exist_ok=True)
        from servers.services import signature_header
        for name in ("daily", "main", "bytecode"):
            with open(f"{where}/{name}.cvd", "wb") as file:
                file.write(signature_header())
        with open(f"{where}/freshclam.conf", "w") as file:
            file.write(f"DatabaseDirectory {where}\nPrivateMirror {host.url}\nDatabaseOwner root\nConnectTimeout 15\nScriptedUpdates no\nMaxAttempts 1\n")
        return self.task("freshclam", "poll", host, ["freshclam", f"--config-file={where}/freshclam.conf", "--quiet"],
                         period=self.period(120, 300), jitter=self.jitter())

    def prometheus(self):
        hosts = self.r.sample(self.world.of("metrics"), 3)
        where = f"{self.home}/prometheus"
        os.makedirs(where, exist_ok=True)
        targets = "".join(f"  - job_name: j{n}\n    scheme: {host.scheme}\n    static_configs: [{{targets: ['{host.name}']}}]\n" for n, host in enumerate(hosts))
        with open(f"{where}/prometheus.yml", "w") as file:
            file.write(f"global: {{scrape_interval: {self.r.choice([10, 15, 30, 60])}s}}\nscrape_configs:\n{targets}")
        return self.task("prometheus", "agent", hosts, ["prometheus", f"--config.file={where}/prometheus.yml", f"--storage.tsdb.path={where}/data",
                                                        "--web.listen-address=127.0.0.1:9090", "--log.level=error"])

    # --- agents that stay ------------------------------------------------------------------------------------------

    def _agent(self, program, command, kinds, most=5):
        file, hosts = self.specification(self.r.randrange(1, most), kinds)
        return self.task(program, "agent", hosts, [*command, file])

    _SERVICES = ["api", "telemetry", "telemetry", "update", "rendezvous", "weather", "chat"]

    def python_agent(self):
        library = self.r.choice(["urllib", "http.client", "requests", "httpx"])
        return self._agent(f"python-{library}", ["/usr/bin/python3", f"{LAB}/clients/agent.py", library], self._SERVICES)

    def node_agent(self):
        library = self.r.choice(["fetch", "http"])
        return self._agent(f"node-{library}", ["node", "--max-old-space-size=64", f"{LAB}/clients/agent.js", library], self._SERVICES, 7)

    def perl_agent(self):
        return self._agent("perl-lwp", ["perl", f"{LAB}/clients/agent.pl"], self._SERVICES)

    def php_agent(self):
        return self._agent("php-curl", ["php", f"{LAB}/clients/agent.php"], self._SERVICES)

    def ruby_agent(self):
        return self._agent("ruby-net-http", ["ruby", f"{LAB}/clients/agent.rb"], self._SERVICES)

    def java_agent(self):
        store = f"-Djavax.net.ssl.trustStore={self.run}/certificates/trust.p12"
        return self._agent("java-httpclient", ["java", "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", store,
                                               "-Djavax.net.ssl.trustStorePassword=changeit", "-cp", f"{self.run}/classes", "Agent"], self._SERVICES, 8)

    def go_agent(self):
        return self._agent("go-net-http", [f"{self.run}/classes/agent"], self._SERVICES, 7)

    def live(self):
        host, kind = self.host("chat"), self.r.choice(["ws", "ws", "events", "poll"])
        path = {"ws": "/ws", "events": "/events", "poll": "/poll"}[kind]
        return self.task(f"python-aiohttp-{kind}", "agent", host, ["/usr/bin/python3", f"{LAB}/clients/live.py", kind, host.url + path,
                                                                  str(self.r.choice([0, 15, 30, 60]))])

    def mqtt(self):
        host = self.world.of("mqtt")[0]
        return self.task("mosquitto_sub", "agent", host, ["mosquitto_sub", "-h", host.name, "-p", "8883", "--cafile", "/etc/ssl/certs/ca-certificates.crt",
                                                          "-t", "site/#", "-k", str(self.r.choice([15, 30, 60]))])

    def mqtt_publish(self):
        host = self.world.of("mqtt")[0]
        return self.task("mosquitto_pub", "poll", host, lambda n: ["mosquitto_pub", "-h", host.name, "-p", "8883", "--cafile",
                         "/etc/ssl/certs/ca-certificates.crt", "-t", f"site/{self.client.number}", "-m", json.dumps({"n": n, "t": 20 + n % 5})],
                         period=self.period(10, 30, 60), jitter=self.jitter())

    # --- people ----------------------------------------------------------------------------------------------------

    def text_browser(self):
        program = self.r.choice(["w3m", "lynx", "elinks", "links"])
        sites = self.r.sample(self.world.of("site"), self.r.randrange(2, 8))
        seed = self.r.randrange(10**9)

        def command(n):
            r = stable(seed, n)
            site = r.choice(sites)
            from servers.content import links
            url = site.url + (r.choice(links(site, "/")) if r.random() < 0.7 else "/")
            extra = ["-accept_all_cookies"] if program == "lynx" else []
            return [program, *extra, "-dump", url]
        return self.task(program, "visit", sites, command, think=self.r.choice([8, 15, 30, 60]))

    def page_saver(self):
        sites = self.r.sample(self.world.of("site"), self.r.randrange(4, 14))
        seed, directory = self.r.randrange(10**9), f"{self.home}/saved"

        def command(n):
            return ["sh", "-c", f"wget -q -p -H -e robots=off -T 15 -t 1 -U 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' -P {directory} {stable(seed, n).choice(sites).url}/; rm -rf {directory}"]
        reached = sites + [self.world.by_name[name] for site in sites for name in site.thirds]
        return self.task("wget", "visit", reached, command, think=self.r.choice([60, 90, 150]), timeout=150)

    def httpie(self):
        host, seed = self.host("api"), self.r.randrange(10**9)
        def command(n):
            r = stable(seed, n)
            if r.random() < 0.4:
                return ["http", "--ignore-stdin", "--body", "POST", f"{host.url}/api/items", f"name=item{n}", "kind=note", f"text={'word ' * r.randrange(1, 80)}"]
            return ["http", "--ignore-stdin", "--body", "GET", f"{host.url}/api/items/{r.randrange(999)}"]
        return self.task("httpie", "visit", host, command, think=self.r.choice([15, 30, 60]))

    def curl_api(self):
        host, seed = self.host("api"), self.r.randrange(10**9)
        def command(n):
            r = stable(seed, n)
            urls = [f"{host.url}/api/v1/{r.choice(['users', 'orders', 'items', 'search?q=' + str(r.randrange(999))])}" for _ in range(r.randrange(1, 6))]
            return ["curl", "-sS", "--compressed", "-H", "Authorization: Bearer " + "t" * 40] + [part for url in urls for part in ("-o", "/dev/null", url)]
        return self.task("curl", "visit", host, command, think=self.r.choice([10, 20, 40]))

    def git(self):
        host = self.host("git")
        where = f"{self.home}/git"
        os.makedirs(where, exist_ok=True)
        names, seed = self.packages[:6], self.r.randrange(10**9)
        def command(n):
            name = names[stable(seed, n).randrange(6)]
            if n % 4 == 0:
                return ["sh", "-c", f"rm -rf {where}/{name}; exec git clone -q {host.url}/{name}.git {where}/{name}"]
            return ["git", "ls-remote", "-q", f"{host.url}/{name}.git"]
        rhythm = {"think": 40} if self.r.random() < 0.4 else {"period": self.period(30, 60, 120, 300), "jitter": self.jitter()}
        return self.task("git", "visit" if "think" in rhythm else "poll", host, command, **rhythm)

    def npm(self):
        host = self.host("npm")
        where = f"{self.home}/npm"
        names, seed = self.packages, self.r.randrange(10**9)
        def command(n):
            name = stable(seed, n).choice(names)
            return ["sh", "-c", f"rm -rf {where}/node_modules; mkdir -p {where}; cd {where}; exec npm install --registry {host.url} --no-audit --no-fund --silent --no-save --cache {where}/cache{n % 3} {name}"]
        return self.task("npm", "visit", host, command, think=self.r.choice([120, 240]), timeout=180)

    def pip(self):
        host = self.host("pypi")
        names, seed = self.packages, self.r.randrange(10**9)
        def command(n):
            r = stable(seed, n)
            return ["sh", "-c", f"python3 -m pip --isolated --disable-pip-version-check -q download --no-deps --no-cache-dir --cert {self.run}/certificates/bundle.crt --index-url {host.url}/simple -d {self.home}/pip {r.choice(names)}; rm -rf {self.home}/pip"]
        return self.task("pip", "visit", host, command, think=self.r.choice([120, 240]), timeout=180)

    def maven(self):
        host = self.host("maven")
        where, name = f"{self.home}/maven", self.r.choice(self.packages)
        os.makedirs(where, exist_ok=True)
        with open(f"{where}/pom.xml", "w") as file:
            file.write(f"<project><modelVersion>4.0.0</modelVersion><parent><groupId>example</groupId><artifactId>{name}</artifactId>"
                       f"<version>1.0-SNAPSHOT</version><relativePath/></parent><artifactId>app</artifactId><packaging>pom</packaging>"
                       f"<repositories><repository><id>lab</id><url>{host.url}</url><snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy></snapshots></repository></repositories></project>")
        with open(f"{where}/settings.xml", "w") as file:
            file.write("<settings/>")
        store = f"-Djavax.net.ssl.trustStore={self.run}/certificates/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
        return self.task("maven", "visit", host, ["mvn", "-q", "-B", "-s", f"{where}/settings.xml", "-gs", f"{where}/settings.xml", "-f", f"{where}/pom.xml",
                                                  f"-Dmaven.repo.local={where}/repository", "-U", "validate"],
                         think=200, timeout=180, env={"MAVEN_OPTS": f"-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 {store}"})

    def skopeo(self):
        host, seed = self.host("registry"), self.r.randrange(10**9)
        names = self.packages[:6]
        def command(n):
            image = f"docker://{host.name}/lab/{stable(seed, n).choice(names)}:latest"
            if n % 3 == 0:
                return ["sh", "-c", f"mkdir -p {self.home}; rm -rf {self.home}/image; exec skopeo --insecure-policy copy -q {image} dir:{self.home}/image"]
            return ["skopeo", "inspect", "--raw", image]
        return self.task("skopeo", "poll", host, command, period=self.period(60, 120, 300), jitter=self.jitter())

    # --- bulk ------------------------------------------------------------------------------------------------------

    def aria2(self):
        host, seed = self.host("download"), self.r.randrange(10**9)
        return self.task("aria2", "bulk", host, lambda n: ["sh", "-c", f"aria2c -q -x 3 -s 3 -k 1M --allow-overwrite=true -d {self.home}/aria {host.url}/files/{stable(seed, n).randrange(10**5)}.zip; rm -rf {self.home}/aria"],
                         think=self.r.choice([150, 300]), timeout=180)

    def axel(self):
        host, seed = self.host("download"), self.r.randrange(10**9)
        return self.task("axel", "bulk", host, lambda n: ["sh", "-c", f"mkdir -p {self.home}; axel -q -n 2 -o {self.home}/axel{n} {host.url}/iso/{stable(seed, n).randrange(10**5)}.bin; rm -f {self.home}/axel{n}*"],
                         think=self.r.choice([150, 300]), timeout=180)

    def curl_download(self):
        host, seed = self.host("download"), self.r.randrange(10**9)
        return self.task("curl", "bulk", host, lambda n: ["curl", "-s", "--limit-rate", "900k", "-o", "/dev/null", f"{host.url}/d/{stable(seed, n).randrange(10**5)}.bin"],
                         think=self.r.choice([120, 240]), timeout=180)

    def curl_upload(self):
        host, seed = self.host("upload"), self.r.randrange(10**9)
        def command(n):
            return ["sh", "-c", f"mkdir -p {self.home}; head -c {int(min(4e6, stable(seed, n).lognormvariate(11, 1.2)))} /dev/urandom > {self.home}/up.zip; exec curl -s -o /dev/null -F note=report -F file=@{self.home}/up.zip {host.url}/upload"]
        return self.task("curl", "bulk", host, command, think=self.r.choice([60, 120, 240]), timeout=180)

    def backup(self):
        host = self.host("upload")
        def command(n):
            return ["sh", "-c", f"mkdir -p {self.home}; tar cz --exclude=image /usr/share/doc/{['curl', 'git', 'openssl'][n % 3]} 2>/dev/null > {self.home}/backup.tgz; exec curl -s -o /dev/null -T {self.home}/backup.tgz {host.url}/upload/backup-{n}.tgz"]
        return self.task("curl", "poll", host, command, period=self.period(120, 300, 600), jitter=0.02, timeout=180)

    def video(self):
        host = self.host("stream")
        live = self.r.random() < 0.5
        path = "/live.m3u8" if live else f"/vod/{self.r.randrange(60)}.m3u8"
        return self.task("ffmpeg", "agent" if live else "visit", host, ["ffmpeg", "-nostdin", "-v", "error", "-re", "-i", host.url + path, "-c", "copy", "-f", "null", "-"],
                         think=30, timeout=400)

    def player(self):
        host, seed = self.host("stream"), self.r.randrange(10**9)
        def command(n):
            return ["sh", "-c", f"i=0; while [ $i -lt 20 ]; do curl -s -A 'VLC/3.0.20 LibVLC/3.0.20' -o /dev/null {host.url}/vod/{stable(seed, n).randrange(60)}/$i.ts; i=$((i+1)); sleep 4; done"]
        return self.task("curl", "visit", host, command, think=60, timeout=200)

    # --- mail, shared folders, back-up -----------------------------------------------------------------------------

    def mail_poll(self):
        host, user = self.host("imap"), f"user{self.client.number}"
        secure = "/etc/ssl/certs/ca-certificates.crt"
        program = self.r.choice(["mbsync", "mbsync", "fetchmail", "curl"])
        if program == "mbsync":
            os.makedirs(f"{self.home}/maildir", exist_ok=True)
            with open(f"{self.home}/mbsyncrc", "w") as file:
                file.write(f"IMAPStore far\nHost {host.name}\nUser {user}\nPass x\nSSLType IMAPS\nCertificateFile {secure}\nTimeout 40\n\n"
                           f"MaildirStore near\nPath {self.home}/maildir/\nInbox {self.home}/maildir/INBOX\n\n"
                           "Channel all\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSyncState *\n")
            command = ["mbsync", "-q", "-c", f"{self.home}/mbsyncrc", "-a"]
        elif program == "fetchmail":
            with open(f"{self.home}/fetchmailrc", "w") as file:
                file.write(f"poll {host.name} protocol {self.r.choice(['imap', 'pop3'])} user {user} password x ssl sslcertck sslcertfile {secure} no keep mda cat\n")
            os.chmod(f"{self.home}/fetchmailrc", 0o600)
            command = ["sh", "-c", f"fetchmail -s -f {self.home}/fetchmailrc -i {self.home}/fetchids --pidfile {self.home}/fetchpid >/dev/null; [ $? -le 1 ]"]
        else:
            command = ["curl", "-s", "-o", "/dev/null", "-u", f"{user}:x", f"imaps://{host.name}/INBOX", "-X", "STATUS INBOX (MESSAGES UNSEEN)"]
        return self.task(program, "poll", host, command, period=self.period(60, 60, 120, 300), jitter=self.jitter())

    def mail_send(self):
        host, seed, number = self.host("smtp"), self.r.randrange(10**9), self.client.number
        program = self.r.choice(["msmtp", "swaks"])
        def command(n):
            r = stable(seed, n)
            to, size = f"user{r.randrange(len(self.world.clients))}", int(min(2e6, r.lognormvariate(8, 1.8)))
            letter = f"{self.run}/home/c{number}/letter"
            write = f"(printf 'From: user{number}@lab.example\\nTo: {to}@lab.example\\nSubject: note {n}\\n\\n'; head -c {size} /dev/urandom | base64) > {letter}"
            if program == "msmtp":
                return ["sh", "-c", f"{write}; exec msmtp --host={host.name} --port=587 --tls=on --tls-trust-file=/etc/ssl/certs/ca-certificates.crt --from=user{number}@lab.example {to}@lab.example < {letter}"]
            return ["sh", "-c", f"{write}; exec swaks --silent 3 --server {host.name}:587 -tls --from user{number}@lab.example --to {to}@lab.example --data @{letter}"]
        return self.task(program, "visit", host, command, think=self.r.choice([60, 120, 240]))

    def shared_folder(self):
        host, seed = self.host("dav"), self.r.randrange(10**9)
        program = self.r.choice(["rclone", "rclone", "cadaver"])
        local, number = f"{self.home}/dav", self.client.number
        os.makedirs(local, exist_ok=True)
        def command(n):
            r = stable(seed, n)
            make = f"head -c {int(min(3e6, r.lognormvariate(10, 1.3)))} /dev/urandom > {local}/file{r.randrange(8)}"
            if program == "rclone":
                change = make if r.random() < 0.4 else "true"
                return ["sh", "-c", f"{change}; exec rclone --config /dev/null -q sync {local} :webdav:c{number}"]
            return ["sh", "-c", f"{make}; printf 'ls\\nput {local}/file{r.randrange(8)} x{n}\\nquit\\n' | cadaver {host.url}/ >/dev/null"]
        rhythm = {"period": self.period(30, 60, 120, 300), "jitter": self.jitter()} if program == "rclone" else {"think": 90}
        return self.task(program, "poll" if program == "rclone" else "visit", host, command, **rhythm, env={"RCLONE_WEBDAV_URL": host.url})

    def restic(self):
        host = self.host("restic")
        repository = f"rest:{host.url}/c{self.client.number}/"
        def command(n):
            if n == 0:
                return ["restic", "-q", "-r", repository, "init"]
            return ["restic", "-q", "-r", repository, "backup", "--no-scan", f"/usr/share/doc/{['git', 'curl', 'libc6', 'bash'][n % 4]}"]
        return self.task("restic", "poll", host, command, period=self.period(120, 300), jitter=self.jitter(), timeout=150,
                         env={"RESTIC_PASSWORD": "lab"})

    # --- through the company's proxy -------------------------------------------------------------------------------

    def proxied_curl(self):
        host = self.host(self.r.choice(["api", "update", "telemetry", "feed", "site"]))
        return self.task("curl", "poll", host, ["curl", "-sS", "-o", "/dev/null", "-m", "30", "-x", f"http://{self.proxy}", f"{host.url}/api/status"],
                         period=self.period(15, 30, 60, 120, 300), jitter=self.jitter(), description="proxy")

    def proxied_saver(self):
        task = self.page_saver()
        task.env = {"http_proxy": f"http://{self.proxy}", "https_proxy": f"http://{self.proxy}"}
        task.description = "proxy"
        return task

    def proxied_python(self):
        task = self.python_agent()
        task.env = {"http_proxy": f"http://{self.proxy}", "https_proxy": f"http://{self.proxy}"}
        task.description = "proxy"
        return task

    # --- browsers are started by the recording, a few at a time -----------------------------------------------------

    def browse(self, client, number):
        self.client, self.r = client, stable("browse", self.world.seed, client.number, number)
        self.home = f"{self.run}/home/{client.name}"
        program = self.r.choices(["chromium", "firefox"], [70, 30])[0]
        sites = self.r.sample(self.world.of("site"), 12)
        reached = sites + [self.world.by_name[name] for site in sites for name in site.thirds]
        minutes = self.r.uniform(4, 9)
        command = ["/usr/bin/python3", f"{LAB}/clients/browse.py", program, "--home", f"{self.home}/{program}{number}", "--seed",
                   str(self.r.randrange(10**9)), "--minutes", f"{minutes:.1f}"]
        proxied = self.r.random() < 0.12
        if proxied:
            command += ["--proxy", self.proxy]
        return self.task(program, "browse", reached, command + [site.url + "/" for site in sites], timeout=minutes * 60 + 120,
                         description="proxy" if proxied else "")


# How likely a client of a role runs a task.
ROLES = {
    "office": {"connectivity": 6, "curl_conditional": 4, "curl_telemetry": 4, "ocsp": 2, "crl": 2, "feeds": 3, "podcasts": 0.2, "freshclam": 2,
               "python_agent": 3, "node_agent": 2, "perl_agent": 1, "php_agent": 0.3, "java_agent": 1.2, "live": 4, "text_browser": 3,
               "page_saver": 6, "curl_api": 2, "aria2": 0.4, "curl_download": 0.4, "curl_upload": 2, "video": 0.4, "proxied_curl": 2,
               "proxied_saver": 1, "proxied_python": 1, "go_agent": 2, "wget_poll": 2, "mail_poll": 5, "mail_send": 3, "shared_folder": 3},
    "developer": {"curl_poll": 3, "git": 5, "npm": 1, "pip": 1, "maven": 0.6, "skopeo": 1, "httpie": 0.7, "curl_api": 3, "apt": 2, "node_agent": 2,
                  "python_agent": 2, "live": 2, "text_browser": 2, "page_saver": 4, "connectivity": 2, "go_agent": 2, "curl_upload": 1,
                  "axel": 0.4, "java_agent": 1, "feeds": 1, "curl_telemetry": 2, "proxied_curl": 1, "mail_poll": 2},
    "server": {"curl_poll": 4, "wget_poll": 2, "check_http": 4, "certificate_check": 2, "apt": 2, "freshclam": 1, "prometheus": 0.6, "php_agent": 2,
               "perl_agent": 2, "ruby_agent": 1.5, "java_agent": 2, "go_agent": 3, "python_agent": 2, "skopeo": 2, "backup": 2, "mqtt": 1, "restic": 1,
               "curl_telemetry": 3, "ocsp": 1, "crl": 1, "git": 2, "proxied_curl": 1},
    "display": {"video": 2, "player": 2, "connectivity": 3, "curl_telemetry": 3, "curl_poll": 2, "live": 2, "node_agent": 1},
    "field": {"mqtt": 3, "mqtt_publish": 3, "curl_telemetry": 4, "connectivity": 2, "go_agent": 2, "python_agent": 1, "curl_conditional": 2,
              "perl_agent": 1, "curl_poll": 1},
}
