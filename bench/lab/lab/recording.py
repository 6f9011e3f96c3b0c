"""One recording, from making the world to the labels. Started by ../record inside namespaces of its own (as process 1)."""

import argparse
import collections
import csv
import heapq
import os
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, HERE)
from lab import certificates, fronts, kernel, network, programs, trees  # noqa: E402
from lab.world import World, stable  # noqa: E402

RUN = "/mnt/lab"  # on a tmpfs of this mount namespace only
MOST_AT_ONCE = {"poll": 120, "agent": 10**6, "visit": 50, "bulk": 12}
STARTS_PER_SECOND = {"poll": 5.0, "agent": 1.0, "visit": 2.0, "bulk": 0.3}


class Recording:
    def __init__(self, options):
        self.options = options
        self.world = World(options.seed, options.clients)
        self.descriptors = {}
        self.servers = []
        self.used = {}
        self.outcomes = collections.defaultdict(lambda: [0, 0, "", 0.0])
        self.kept = []

    def note(self, text):
        print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr)

    # --- making -----------------------------------------------------------------------------------------------------

    def prepare(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6g", "none", "/mnt"], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "none", "/dev/shm"], check=True)
        os.makedirs(f"{RUN}/log")
        os.makedirs(f"{RUN}/home")
        os.makedirs(f"{RUN}/mail")
        os.chmod(f"{RUN}/mail", 0o777)
        self.note(f"world of seed {self.options.seed}: {len(self.world.hosts)} hosts, {len(self.world.clients)} clients")
        certificates.make(self.world, f"{RUN}/certificates")
        self.note("certificates made")
        self.packages = trees.make(self.world, f"{RUN}/trees")
        with open(f"{RUN}/resolv.conf", "w") as file:
            file.write(f"nameserver {self.world.gateway}\n")
        for source, target in ((f"{RUN}/resolv.conf", "/etc/resolv.conf"), (f"{RUN}/certificates/bundle.crt", "/etc/ssl/certs/ca-certificates.crt")):
            subprocess.run(["mount", "--bind", source, target], check=True)
        os.makedirs(f"{RUN}/classes")
        subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", "lab", "-file", f"{RUN}/certificates/ca.crt", "-keystore",
                        f"{RUN}/certificates/trust.p12", "-storepass", "changeit"], check=True, capture_output=True)
        subprocess.run(["javac", "-d", f"{RUN}/classes", f"{HERE}/clients/Agent.java"], check=True)
        subprocess.run(["go", "build", "-o", f"{RUN}/classes/agent", f"{HERE}/clients/agent.go"], check=True,
                       env=os.environ | {"GOCACHE": f"{RUN}/go", "GOFLAGS": "-mod=mod", "GO111MODULE": "off"})
        self.note("file trees and agents made")
        self.descriptors, distance = network.build(self.world, RUN)
        self.servers.append(("distance", distance))
        self.note("network made")

    def inside(self, name, command, environment=None, log=None):
        """Starts a program in a network namespace."""
        out = open(log, "ab") if log else subprocess.DEVNULL
        kernel.enter(self.descriptors[name])
        try:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, env=environment)
        finally:
            kernel.enter(self.descriptors[""])
            if log:
                out.close()

    def last_words(self, title):
        texts = []
        for name in sorted(os.listdir(f"{RUN}/log")):
            if title.split("-")[0] in name:
                with open(f"{RUN}/log/{name}", errors="replace") as file:
                    texts.append(f"{name}: {file.read()[-800:]}")
        return "\n".join(texts)

    def serve(self):
        seed, clients = str(self.options.seed), str(self.options.clients)
        origin = ["/usr/bin/python3", f"{HERE}/servers/origin.py", "--seed", seed, "--clients", clients, "--run", RUN]
        proxy = self.world.of("proxy")[0].address
        starts = [
            ("", "names", fronts.names(self.world, RUN)),
            ("python", "origin-public", origin + ["--public"]),
            ("services", "origin", origin + ["--socket", f"{RUN}/origin.sock"]),
            ("nginx", "nginx", fronts.nginx(self.world, RUN, "nginx")),
            ("nginx12", "nginx12", fronts.nginx(self.world, RUN, "nginx12")),
            ("node", "node", ["node", f"{HERE}/servers/front.js", RUN]),
            ("services", "mqtt", fronts.mosquitto(self.world, RUN)),
            ("services", "smtp", ["/usr/bin/python3", f"{HERE}/servers/mail.py", RUN, "group0"]),
            ("services", "dovecot", fronts.dovecot(self.world, RUN)),
            ("services", "webdav", fronts.rclone(self.world, RUN, "webdav")),
            ("services", "restic", fronts.rclone(self.world, RUN, "restic")),
            ("services", "squid-parent", fronts.squid(RUN, "parent", proxy, self.world.gateway, None)),
            ("dmz", "squid", fronts.squid(RUN, "child", self.world.proxy_address, self.world.gateway, proxy)),
        ]
        for where, title, command in starts:
            self.servers.append((title, self.inside(where, command, log=f"{RUN}/log/{title}")))
        time.sleep(4)
        for title, process in self.servers:
            if process.poll() is not None:
                raise RuntimeError(f"{title} did not start: {self.last_words(title)}")

    def capture(self):
        out = self.options.out
        base = out[:-5] if out.endswith(".pcap") else out
        self.captures = [
            self.inside("", ["tcpdump", "-i", interface, "-n", "-s", "0", "-B", "65536", "-Z", "root", "-w", name], log=f"{RUN}/log/tcpdump")
            for interface, name in (("br0", out), ("dmz0", base + ".dmz.pcap"))
        ]
        time.sleep(1)

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self):
        """Starts tasks at their times until the minutes are over."""
        catalogue = programs.Catalogue(self.world, RUN, self.packages)
        r = stable("run", self.options.seed)
        begin = time.time()
        end = begin + self.options.minutes * 60
        queues, number = {pattern: [] for pattern in MOST_AT_ONCE}, 0  # agents and polls first: rhythm matters
        for client in self.world.clients:
            os.makedirs(f"{RUN}/home/{client.name}", exist_ok=True)
            for task in catalogue.of(client, r.choice([1, 1, 1, 2, 2, 3])):
                if self.options.only and task.program not in self.options.only:
                    continue
                number += 1
                first = begin + r.random() * min(max(task.period, task.think, 90), self.options.minutes * 20, 300)
                heapq.heappush(queues[task.pattern], (first, number, 0, task))
        self.note(f"{number} tasks, until {time.strftime('%H:%M:%S', time.localtime(end))}")
        browsing, next_browser, last, report = [], 0, begin, begin
        allowance = dict.fromkeys(MOST_AT_ONCE, 1.0)
        running = []
        while time.time() < end:
            now = time.time()
            for pattern, rate in STARTS_PER_SECOND.items():
                allowance[pattern] = min(1 + rate * 2, allowance[pattern] + (now - last) * rate)
            last = now
            running = [entry for entry in running if not self.reap(entry, now)]
            browsing = [entry for entry in browsing if not self.reap(entry, now)]
            if len(browsing) < self.options.browsers and (not self.options.only or {"chromium", "firefox"} & self.options.only) and end - now > 60:
                client = r.choice([c for c in self.world.clients if c.role in ("office", "developer")])
                task = catalogue.browse(client, next_browser)
                next_browser += 1
                browsing.append(self.start(task, 0, now))
            for pattern in ("agent", "poll", "visit", "bulk"):
                queue, busy = queues[pattern], sum(entry[0].pattern == pattern for entry in running)
                while queue and queue[0][0] <= now and allowance[pattern] >= 1 and busy < MOST_AT_ONCE[pattern]:
                    due, n, count, task = heapq.heappop(queue)
                    entry = self.start(task, count, now)
                    allowance[pattern] -= 1
                    if pattern == "agent":
                        self.kept.append(entry)
                        continue
                    running.append(entry)
                    busy += 1
                    heapq.heappush(queue, (self.following(task, due, now, r), n, count + 1, task))
            if now - report > 60:
                report = now
                late = max(0.0, now - queues["poll"][0][0]) if queues["poll"] else 0
                load = os.getloadavg()[0]
                self.note(f"{len(running)} programs, {len(self.kept)} agents, {len(browsing)} browsers, "
                          f"polls {late:.1f} s late, load {load:.1f}, {os.path.getsize(self.options.out) >> 20} MiB")
                for title, process in self.servers:
                    if process.poll() is not None:
                        raise RuntimeError(f"{title} ended: {self.last_words(title)}")
            time.sleep(0.05)

    def following(self, task, due, now, r):
        """When a task starts next."""
        if task.period:
            # What could not start in time is left out, as a timer does it, so that the rhythm stays the program's own.
            missed = int((now - due) / task.period)
            return due + task.period * (1 + missed + task.jitter * r.uniform(-1, 1))
        return now + task.think * min(8, r.lognormvariate(0, 0.9)) + 2

    def start(self, task, count, now):
        client = task.client
        home = f"{RUN}/home/{client.name}"
        environment = {
            "PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "XDG_CACHE_HOME": f"{home}/cache",
            "XDG_RUNTIME_DIR": home, "NODE_EXTRA_CA_CERTS": f"{RUN}/certificates/ca.crt", "GIT_TERMINAL_PROMPT": "0", "PYTHONUNBUFFERED": "1",
        } | task.env
        for host in task.hosts:
            self.used.setdefault((client.address, host, task.program, task.pattern, task.description), [now, now])[1] = now
        log = f"{RUN}/log/program-{task.program}"
        if os.path.exists(log) and os.path.getsize(log) > 200_000:
            log = None
        return task, self.inside(client.name, task.argv(count), environment, log), now

    def reap(self, entry, now):
        """Whether the started program is gone; ends it when its time is up."""
        task, process, began = entry
        overdue = now - began >= task.timeout
        if overdue:
            os.killpg(process.pid, signal.SIGKILL)
        pid, status, usage = os.wait4(process.pid, 0 if overdue else os.WNOHANG)
        if pid == 0:
            return False
        process.returncode = code = os.waitstatus_to_exitcode(status)
        if overdue:
            code = "time"
        outcome = self.outcomes[task.program]
        outcome[3] += usage.ru_utime + usage.ru_stime
        outcome[0] += 1
        if code != 0:
            outcome[1] += 1
            outcome[2] = str(code)
        return True

    # --- the end ----------------------------------------------------------------------------------------------------

    def finish(self):
        time.sleep(2)
        for process in self.captures:
            process.send_signal(signal.SIGINT)
        for process in self.captures:
            process.wait(20)
        self.note(open(f"{RUN}/log/tcpdump").read().replace("\n", "; "))
        for entry in self.kept:
            outcome = self.outcomes[entry[0].program]
            outcome[0] += 1
            if entry[1].poll() is not None:
                outcome[1] += 1
                outcome[2] = str(entry[1].poll())
        self.write_truth()
        if self.options.logs:
            subprocess.run(["cp", "-rT", f"{RUN}/log", self.options.logs], check=False)

    def write_truth(self):
        """Writes OUT.labels.csv, OUT.evaluate.csv and OUT.programs.csv."""
        out, seen = self.options.out, collections.Counter()
        agents = {}
        for name in os.listdir(RUN):
            if name.startswith("access-"):
                with open(f"{RUN}/{name}") as file:
                    for line in file:
                        _, client, host, _, _, agent = line.rstrip("\n").split("\t")
                        seen[client, host] += 1
                        agents.setdefault((client, host), agent)
        known = {(client, host) for client, host, *_ in self.used}
        with open(out + ".labels.csv", "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["client", "server", "program", "pattern", "through", "requests_seen", "first_start", "last_start"])
            for (client, host, program, pattern, through), (first, last) in sorted(self.used.items()):
                count = seen[client, host]
                if count or through or self.world.by_name[host].quarter == "services":
                    rows.writerow([client, host, program, pattern, through or "direct", count, f"{first:.1f}", f"{last:.1f}"])
            for (client, host), count in sorted(seen.items()):
                if (client, host) not in known and host in self.world.by_name and client.startswith(self.world.company):
                    rows.writerow([client, host, agents[client, host].split("/")[0] or "-", "page", "direct", count, "", ""])
        with open(out + ".evaluate.csv", "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["input", "class", "leave_out_group", "c2_hosts", "clients", "internal_networks", "start", "end"])
            rows.writerow([os.path.basename(out), "benign", f"lab-seed-{self.options.seed}", "", "", self.world.network, "", ""])
        with open(out + ".programs.csv", "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["program", "runs", "failed", "last_failure", "processor_seconds"])
            for program, (runs, failed, last, seconds) in sorted(self.outcomes.items()):
                rows.writerow([program, runs, failed, last, f"{seconds:.1f}"])
        pairs = len([1 for (client, host), _ in seen.items() if client.startswith(self.world.company + ".")])
        self.note(f"{pairs} pairs of client and server seen by the servers, {len(self.outcomes)} programs")


def main():
    parser = argparse.ArgumentParser(prog="record")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--browsers", type=int, default=2)
    parser.add_argument("--only", type=lambda text: set(text.split(",")), default=None)
    parser.add_argument("--logs", help="directory to copy the programs' own output to")
    options = parser.parse_args()
    options.out = os.path.abspath(options.out)
    for number in (signal.SIGINT, signal.SIGTERM):  # also where the shell that started it had SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    recording = Recording(options)
    recording.prepare()
    recording.serve()
    recording.capture()
    try:
        recording.run()
    except KeyboardInterrupt:
        recording.note("stopped early")
    recording.finish()


if __name__ == "__main__":
    main()
