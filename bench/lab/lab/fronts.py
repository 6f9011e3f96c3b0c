"""Configuration of the programs that stand in front of the origin: nginx, Squid, dnsmasq, Mosquitto, Dovecot."""

import os
import shutil


def nginx(world, run, quarter):
    """nginx in its own namespace: every name's certificate, HTTP/2 where the quarter has it, everything to the origin."""
    protocols = "TLSv1.2" if quarter == "nginx12" else "TLSv1.2 TLSv1.3"
    http2 = "" if quarter == "nginx12" else " http2"
    groups = {}
    here = {host.name for host in world.hosts if host.quarter == quarter}
    for line in open(f"{run}/certificates/names"):
        name, group = line.split()
        if name in here:
            groups.setdefault(group, []).append(name)
    servers = []
    for n, (group, names) in enumerate(sorted(groups.items())):
        first = " default_server" if n == 0 else ""
        servers.append(f"""
  server {{
    listen 80{first}; listen 443{first} ssl{http2};
    server_name {' '.join(names)};
    ssl_certificate {run}/certificates/{group}.pem; ssl_certificate_key {run}/certificates/{group}.pem;
    location / {{ proxy_pass http://origin; }}
  }}""")
    path = f"{run}/{quarter}.conf"
    with open(path, "w") as file:
        file.write(f"""
worker_processes 1; daemon off; user root; pid {run}/{quarter}.pid; error_log {run}/log/{quarter}.error;
events {{ worker_connections 8000; }}
http {{
  access_log off; client_max_body_size 80m; server_names_hash_bucket_size 256; server_names_hash_max_size 4096;
  client_body_temp_path {run}/{quarter}-body; proxy_temp_path {run}/{quarter}-proxy;
  fastcgi_temp_path {run}/{quarter}-fastcgi; uwsgi_temp_path {run}/{quarter}-uwsgi; scgi_temp_path {run}/{quarter}-scgi;
  ssl_protocols {protocols}; ssl_session_cache shared:tls:4m; ssl_session_tickets on; keepalive_timeout 75;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
  upstream origin {{ server unix:{run}/origin.sock; keepalive 64; }}
  proxy_http_version 1.1; proxy_set_header Host $host; proxy_set_header X-Lab-Client $remote_addr;
  proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
  proxy_pass_header Server; proxy_pass_header Date; proxy_read_timeout 900; proxy_buffering on;
  {''.join(servers)}
}}
""")
    return ["nginx", "-c", path, "-e", f"{run}/log/{quarter}.error"]


def names(world, run):
    """dnsmasq, the company's resolver: knows the made-up names and answers NXDOMAIN to all others."""
    with open(f"{run}/hosts", "w") as file:
        for host in world.hosts:
            file.write(f"{host.address} {host.name}\n")
    return ["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", f"--addn-hosts={run}/hosts", "--user=root",
            "--pid-file=", "--local-ttl=60", "--cache-size=5000", f"--listen-address={world.gateway}", "--bind-interfaces",
            "--local=/#/", "--log-facility=-", "--no-negcache", "--conf-file=/dev/null"]


def squid(run, name, address, resolver, parent):
    """Squid: the company's own (with a parent) or the provider's (without). Its helpers are off, its cache in memory."""
    path, home = f"{run}/squid-{name}.conf", f"{run}/squid-{name}"
    os.makedirs(home, exist_ok=True)
    shutil.chown(home, "proxy")
    chain = (f"cache_peer {parent} parent 3128 0 no-query default\nnever_direct allow all\nforwarded_for on\nvia on\n"
             if parent else "forwarded_for transparent\n")
    with open(path, "w") as file:
        file.write(f"""
http_port 3128
visible_hostname {name}
pid_filename {home}/pid
cache_effective_user proxy
coredump_dir {home}
access_log stdio:{home}/access squid
cache_log {home}/cache
cache_mem 32 MB
cache_store_log none
dns_nameservers {resolver}
logfile_rotate 0
pinger_enable off
netdb_filename none
shutdown_lifetime 1 seconds
http_access allow all
icp_port 0
htcp_port 0
{chain}""")
    return ["squid", "-N", "-n", name, "-f", path]


def mosquitto(world, run):
    host = world.of("mqtt")[0]
    group = dict(line.split() for line in open(f"{run}/certificates/names"))[host.name]
    path = f"{run}/mosquitto.conf"
    with open(path, "w") as file:
        file.write(f"""listener 8883
cafile {run}/certificates/ca.crt
certfile {run}/certificates/{group}.pem
keyfile {run}/certificates/{group}.pem
allow_anonymous true
listener 1883
allow_anonymous true
persistence false
user root
log_dest none
""")
    return ["mosquitto", "-c", path]


def dovecot(world, run):
    """Dovecot: IMAP and POP3 with STARTTLS and TLS for every user, whatever the password."""
    group = dict(line.split() for line in open(f"{run}/certificates/names"))[world.of("imap")[0].name]
    path = f"{run}/dovecot.conf"
    with open(path, "w") as file:
        file.write(f"""
base_dir = {run}/dovecot
state_dir = {run}/dovecot-state
log_path = /dev/null
protocols = imap pop3
listen = 0.0.0.0
mail_location = maildir:{run}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{run}/certificates/{group}.pem
ssl_key = <{run}/certificates/{group}.pem
disable_plaintext_auth = no
passdb {{
  driver = static
  args = nopassword=y
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={run}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
service pop3-login {{
  chroot =
}}
""")
    return ["dovecot", "-F", "-c", path]


def rclone(world, run, protocol):
    """rclone as a WebDAV or restic server over TLS on its own address."""
    host = world.of({"webdav": "dav", "restic": "restic"}[protocol])[0]
    group = dict(line.split() for line in open(f"{run}/certificates/names"))[host.name]
    os.makedirs(f"{run}/store-{protocol}", exist_ok=True)
    pem = f"{run}/certificates/{group}.pem"
    return ["rclone", "--config", "/dev/null", "serve", protocol, f"{run}/store-{protocol}", "--addr", f"{host.address}:443", "--cert", pem, "--key", pem]
