"""The file trees that package managers, Git and image tools fetch from: made by Debian's own tools from made-up content."""

import base64
import hashlib
import io
import json
import os
import subprocess
import tarfile
import zipfile

from lab.world import stable
from servers import content

PACKAGES = 14


def run(*arguments, **options):
    subprocess.run(arguments, check=True, capture_output=True, **options)


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def make(world, root):
    """Builds all trees; returns the names of the made-up packages."""
    names = sorted({world.word() + world.random.choice(["", "kit", "-tools"]) for _ in range(PACKAGES)})
    apt(names, f"{root}/apt")
    npm(names, f"{root}/npm", world.of("npm")[0].url)
    pypi(names, f"{root}/pypi")
    maven(names, f"{root}/maven")
    git(world, names[:6], f"{root}/git")
    registry(names[:6], f"{root}/registry")
    film(f"{os.path.dirname(root)}/film")
    return names


def film(directory):
    """Segments of a moving test picture with a tone, as a streaming service has them."""
    os.makedirs(directory)
    run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=426x240:rate=15", "-f", "lavfi", "-i", "sine=frequency=330", "-t", "48",
        "-c:v", "mpeg2video", "-b:v", "500k", "-c:a", "mp2", "-f", "hls", "-hls_time", "4", "-hls_list_size", "0", f"{directory}/all.m3u8")


def payload(name, purpose):
    r = stable(name, purpose)
    return content.noise(r, int(min(3_000_000, 60_000 * r.lognormvariate(0, 1.2))))


def apt(names, root):
    for name in names:
        base = f"{root}/build/{name}"
        write(f"{base}/DEBIAN/control", f"Package: {name}\nVersion: 1.{len(name)}-1\nArchitecture: all\nMaintainer: lab\nDescription: made up\n")
        write(f"{base}/usr/share/{name}/data", payload(name, "deb"))
        os.makedirs(f"{root}/pool", exist_ok=True)
        run("dpkg-deb", "--build", "-Znone", base, f"{root}/pool/{name}.deb")
    binary = f"{root}/dists/stable/main/binary-amd64"
    os.makedirs(binary)
    listing = subprocess.run(["apt-ftparchive", "packages", "pool"], cwd=root, check=True, capture_output=True).stdout
    write(f"{binary}/Packages", listing)
    run("gzip", "-k", f"{binary}/Packages")
    release = subprocess.run(["apt-ftparchive", "-o", "APT::FTPArchive::Release::Codename=stable", "-o",
                              "APT::FTPArchive::Release::Components=main", "-o", "APT::FTPArchive::Release::Architectures=amd64",
                              "release", f"{root}/dists/stable"], check=True, capture_output=True).stdout
    write(f"{root}/dists/stable/Release", release)


def npm(names, root, url):
    for number, name in enumerate(names):
        needs = {other: "^1.0.0" for other in stable(name, "needs").sample(names[:number], min(number, 2))}
        manifest = {"name": name, "version": "1.0.0", "main": "index.js", "dependencies": needs}
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            for path, data in {"package.json": json.dumps(manifest).encode(), "index.js": b"", "data.bin": payload(name, "npm")}.items():
                entry = tarfile.TarInfo("package/" + path)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
        data = buffer.getvalue()
        write(f"{root}/{name}/-/{name}-1.0.0.tgz", data)
        dist = {"tarball": f"{url}/{name}/-/{name}-1.0.0.tgz", "shasum": hashlib.sha1(data).hexdigest(),
                "integrity": "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()}
        write(f"{root}/{name}/index.json", json.dumps(
            {"name": name, "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": manifest | {"dist": dist}}}))


def pypi(names, root):
    for name in names:
        module = name.replace("-", "_")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as wheel:
            wheel.writestr(f"{module}/__init__.py", "")
            wheel.writestr(f"{module}/data.bin", payload(name, "pypi"))
            information = f"{module}-1.0.dist-info"
            wheel.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            wheel.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nGenerator: lab\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{information}/RECORD", "")
        file = f"{module}-1.0-py3-none-any.whl"
        write(f"{root}/files/{file}", buffer.getvalue())
        digest = hashlib.sha256(buffer.getvalue()).hexdigest()
        write(f"{root}/simple/{name}/index.html", f'<!doctype html><html><body><a href="/files/{file}#sha256={digest}">{file}</a></body></html>')


def maven(names, root):
    for name in names:
        base = f"{root}/example/{name}"
        pom = f"<project><modelVersion>4.0.0</modelVersion><groupId>example</groupId><artifactId>{name}</artifactId>" \
              "<version>1.0-SNAPSHOT</version><packaging>pom</packaging></project>"
        file = f"{base}/1.0-SNAPSHOT/{name}-1.0-20260101.000000-1.pom"
        metadata = f"<metadata><groupId>example</groupId><artifactId>{name}</artifactId><version>1.0-SNAPSHOT</version><versioning>" \
                   "<snapshot><timestamp>20260101.000000</timestamp><buildNumber>1</buildNumber></snapshot>" \
                   "<lastUpdated>20260101000000</lastUpdated></versioning></metadata>"
        for path, text in ((file, pom), (f"{base}/1.0-SNAPSHOT/maven-metadata.xml", metadata)):
            write(path, text)
            write(path + ".sha1", hashlib.sha1(text.encode()).hexdigest())


def git(world, names, root):
    environment = os.environ | {"GIT_AUTHOR_NAME": "lab", "GIT_AUTHOR_EMAIL": "lab@lab.example", "GIT_COMMITTER_NAME": "lab",
                                "GIT_COMMITTER_EMAIL": "lab@lab.example", "HOME": root}
    for name in names:
        work = f"{root}/.work/{name}"
        run("git", "init", "-q", "-b", "main", work)
        for n in range(stable(name).randrange(2, 6)):
            write(f"{work}/src/file{n}.txt", content.text(stable(name, n), 9_000))
            write(f"{work}/data{n}.bin", payload(f"{name}{n}", "git")[:300_000])
            run("git", "-C", work, "add", ".")
            run("git", "-C", work, "commit", "-q", "-m", f"step {n}", env=environment)
        run("git", "clone", "-q", "--bare", work, f"{root}/{name}.git")


def registry(names, root):
    for name in names:
        base = f"{root}/v2/lab/{name}"
        layers = [blob(base, payload(f"{name}{n}", "layer"), "application/vnd.docker.image.rootfs.diff.tar") for n in range(3)]
        config = {"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": [l["digest"] for l in layers]}}
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": layers,
                    "config": blob(base, json.dumps(config).encode(), "application/vnd.docker.container.image.v1+json")}
        data = json.dumps(manifest).encode()
        write(f"{base}/manifests/latest", data)
        write(f"{base}/manifests/sha256:{hashlib.sha256(data).hexdigest()}", data)


def blob(base, data, media):
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    write(f"{base}/blobs/{digest}", data)
    return {"mediaType": media, "size": len(data), "digest": digest}
