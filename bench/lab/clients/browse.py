"""A person at a browser: opens sites, reads, follows links, comes back. Drives Chromium (chromedriver) or Firefox (Marionette).

usage: browse.py chromium|firefox --home DIR --seed S --minutes M [--proxy HOST:PORT] SITE…
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

PICK = """var a=[...document.querySelectorAll('a[href]')].map(x=>x.href);window.scrollTo(0,600);return a"""


class Chromium:
    """Chromium through chromedriver (WebDriver over HTTP on loopback)."""

    def __init__(self, home, proxy):
        self.driver = subprocess.Popen(["chromedriver", "--port=9515", "--silent"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        version = subprocess.run(["chromium", "--version"], capture_output=True, text=True).stdout.split()[1].split(".")[0]
        arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--ignore-certificate-errors",
            f"--user-data-dir={home}", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-default-apps", "--disable-extensions", "--renderer-process-limit=2", "--mute-audio",
            "--disable-features=OptimizationHints,MediaRouter,Translate,InterestFeed,SafeBrowsing", "--window-size=1200,900",
            f"--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari/537.36",
        ]
        if proxy:
            arguments.append(f"--proxy-server=http://{proxy}")
        wish = {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True, "pageLoadStrategy": "none", "goog:chromeOptions": {"args": arguments}}}}
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", 9515), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        self.session = self.call("POST", "/session", wish)["sessionId"]

    def call(self, method, path, data=None):
        request = urllib.request.Request("http://127.0.0.1:9515" + path, method=method,
                                         data=json.dumps(data).encode() if data is not None else None)
        with urllib.request.urlopen(request, timeout=240) as response:
            return json.load(response)["value"]

    def open(self, url):
        self.call("POST", f"/session/{self.session}/url", {"url": url})

    def links(self):
        return self.call("POST", f"/session/{self.session}/execute/sync", {"script": PICK, "args": []})

    def close(self):
        try:
            self.call("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()


class Firefox:
    """Firefox through Marionette (length-prefixed JSON on loopback port 2828)."""

    def __init__(self, home, proxy):
        os.makedirs(home, exist_ok=True)
        preferences = {
            "app.update.enabled": False, "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
            "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False, "app.normandy.enabled": False, "extensions.update.enabled": False,
            "services.settings.server": "https://localhost", "browser.shell.checkDefaultBrowser": False, "network.trr.mode": 5,
            "browser.newtabpage.enabled": False, "browser.startup.page": 0, "extensions.getAddons.cache.enabled": False,
            "dom.push.connection.enabled": False, "browser.region.update.enabled": False, "toolkit.telemetry.enabled": False,
            "marionette.port": 2828,
        }
        if proxy:
            host, port = proxy.split(":")
            preferences |= {"network.proxy.type": 1, "network.proxy.http": host, "network.proxy.http_port": int(port),
                            "network.proxy.ssl": host, "network.proxy.ssl_port": int(port)}
        with open(f"{home}/user.js", "w") as file:
            for name, value in preferences.items():
                file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")
        self.program = subprocess.Popen(["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", home],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env=os.environ | {"MOZ_CRASHREPORTER_DISABLE": "1", "HOME": home})
        for _ in range(400):
            try:
                self.stream = socket.create_connection(("127.0.0.1", 2828), 240).makefile("rwb")
                break
            except OSError:
                time.sleep(0.3)
        self.read()
        self.number = 0
        self.call("WebDriver:NewSession", {"acceptInsecureCerts": True, "pageLoadStrategy": "none"})

    def read(self):
        digits = b""
        while True:
            byte = self.stream.read(1)
            if byte == b":":
                return json.loads(self.stream.read(int(digits)))
            if not byte:
                raise OSError("browser gone")
            digits += byte

    def call(self, command, parameters):
        self.number += 1
        data = json.dumps([0, self.number, command, parameters]).encode()
        self.stream.write(str(len(data)).encode() + b":" + data)
        self.stream.flush()
        _, _, error, result = self.read()
        if error:
            raise OSError(error.get("message"))
        return result

    def open(self, url):
        self.call("WebDriver:Navigate", {"url": url})

    def links(self):
        return self.call("WebDriver:ExecuteScript", {"script": PICK, "args": []})["value"]

    def close(self):
        try:
            self.call("Marionette:Quit", {})
        finally:
            self.program.terminate()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("browser")
    parser.add_argument("--home", required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--proxy")
    parser.add_argument("sites", nargs="+")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    r = random.Random(options.seed)
    browser = (Chromium if options.browser == "chromium" else Firefox)(options.home, options.proxy)
    end = time.time() + options.minutes * 60
    try:
        for site in options.sites:
            if time.time() > end:
                break
            browser.open(site)
            for _ in range(int(r.expovariate(1 / 2.2)) + 1):
                # Reading: mostly some ten seconds, now and then minutes (log-normal, as measured for dwell times).
                time.sleep(min(240, 2.5 + r.lognormvariate(2.1, 0.9)))
                if time.time() > end or r.random() < 0.25:
                    break
                links = browser.links()
                if not links:
                    break
                browser.open(r.choice(links))
            time.sleep(1 + r.expovariate(1 / 3))
    finally:
        browser.close()
        shutil.rmtree(options.home, ignore_errors=True)


main()
