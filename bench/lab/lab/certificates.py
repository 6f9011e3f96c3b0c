"""A certificate authority made for one recording and thrown away with it, and the certificates that it signs."""

import os
import subprocess

NAMES_PER_CERTIFICATE = 12


def openssl(*arguments, text=None):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, input=text, text=True)


def make(world, directory):
    """Writes ca.crt, ca.key, ca.crl, index.txt, group*.pem (key and chain), names (host to group) and trust bundles."""
    os.makedirs(directory)
    here = directory + "/"
    title = world.domain().split(".")[0].title()
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", here + "ca.key", "-out", here + "ca.crt", "-days", "90",
            "-subj", f"/O={title} Trust/CN={title} Root", "-addext", "keyUsage=critical,keyCertSign,cRLSign,digitalSignature")
    r = world.random
    open(here + "index.txt", "w").close()
    with open(here + "ca.cnf", "w") as file:
        file.write(f"[ca]\ndefault_ca=a\n[a]\ndatabase={here}index.txt\ncertificate={here}ca.crt\nprivate_key={here}ca.key\n"
                   "default_md=sha256\ndefault_crl_days=7\n")
    openssl("ca", "-config", here + "ca.cnf", "-gencrl", "-out", here + "ca.pem")
    openssl("crl", "-in", here + "ca.pem", "-outform", "DER", "-out", here + "ca.crl")
    keys = []
    for n in range(4):
        keys.append(here + f"key{n}.pem")
        kind = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"] if n < 2 else ["-algorithm", "RSA"]
        openssl("genpkey", *kind, "-out", keys[-1])
    groups = assign(world)
    with open(here + "names", "w") as file:
        for group, names in groups.items():
            make_group(here, group, names, r.choice(keys), r.choice([90, 365, 397]))
            file.write("".join(f"{name} {group}\n" for name in names))
    system = "/etc/ssl/certs/ca-certificates.crt"
    with open(here + "bundle.crt", "w") as out:
        for source in (system, here + "ca.crt"):
            with open(source) as file:
                out.write(file.read() + "\n")


def assign(world):
    """Groups of host names that share a certificate: those of one domain, then strangers, as at hosting providers."""
    groups, rest = {"group0": ["lab.example"] + [host.name for kind in ("imap", "smtp") for host in world.of(kind)]}, []
    taken = set(groups["group0"])
    domains = {}
    for host in world.hosts:
        if host.name in taken:
            continue
        domains.setdefault(".".join(host.name.split(".")[-2:]), []).append(host.name)
    for names in domains.values():
        if len(names) > 1 or world.random.random() < 0.1:
            groups[f"group{len(groups)}"] = names
        else:
            rest += names
    for at in range(0, len(rest), NAMES_PER_CERTIFICATE):
        groups[f"group{len(groups)}"] = rest[at : at + NAMES_PER_CERTIFICATE]
    return groups


def make_group(here, group, names, key, days):
    base = here + group
    openssl("req", "-new", "-x509", "-key", key, "-out", base + ".crt", "-subj", f"/CN={names[0]}", "-days", str(days),
            "-CA", here + "ca.crt", "-CAkey", here + "ca.key", "-addext", "subjectAltName=" + ",".join(f"DNS:{name}" for name in names),
            "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=digitalSignature,keyEncipherment",
            "-addext", "extendedKeyUsage=serverAuth")
    with open(base + ".pem", "w") as out:
        for source in (base + ".crt", key):
            with open(source) as file:
                out.write(file.read())
