"""The network of a recording: client namespaces on a bridge at the gateway, quarters of the Internet far away.

    c0 … cN ── br0 [gateway: recorded here] ── wan ──(distance.py)── nginx, nginx12, python, node, services
                     └── dmz (the company's Squid)
"""

import os
import subprocess
import sys

from lab import kernel, world as worlds


def ip(*commands):
    """Runs many ip commands in one process."""
    subprocess.run(["ip", "-batch", "-"], input="\n".join(commands) + "\n", text=True, check=True)


def build(world, run):
    """Makes everything; returns the descriptor of each namespace by name and the distance process."""
    os.makedirs("/run/netns", exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "none", "/run/netns"], check=True)
    for path, value in (("net/ipv4/ip_forward", "1"), ("net/ipv6/conf/all/disable_ipv6", "1"),
                        ("net/ipv6/conf/default/disable_ipv6", "1"), ("net/ipv4/neigh/default/gc_thresh3", "8192"),
                        ("net/ipv4/neigh/default/gc_thresh2", "4096")):
        try:
            with open(f"/proc/sys/{path}", "w") as file:
                file.write(value)
        except OSError:
            pass
    names = list(worlds.QUARTERS) + ["dmz"] + [client.name for client in world.clients]
    for name in names:
        subprocess.run(["ip", "netns", "add", name], check=True)
    ip("link set lo up", "link add br0 type bridge", f"addr add {world.gateway}/17 dev br0", "link set br0 up",
       "link add dmz0 type veth peer name eth0 netns dmz", f"addr add {world.company}.250.1/24 dev dmz0", "link set dmz0 up")
    descriptors = {name: kernel.namespace(name) for name in names}
    here = kernel.namespace("")
    batch = []
    for client in world.clients:
        batch += [f"link add v{client.number} type veth peer name eth0 netns {client.name}",
                  f"link set v{client.number} master br0", f"link set v{client.number} up"]
    ip(*batch)
    for client in world.clients:
        kernel.enter(descriptors[client.name])
        ip("link set lo up", f"addr add {client.address}/17 dev eth0", "link set eth0 up", f"route add default via {world.gateway}")
        whole_frames("eth0")
    kernel.enter(descriptors["dmz"])
    ip("link set lo up", f"addr add {world.proxy_address}/24 dev eth0", "link set eth0 up",
       f"route add default via {world.company}.250.1")
    whole_frames("eth0")
    for quarter, networks in worlds.QUARTERS.items():
        kernel.enter(descriptors[quarter])
        addresses = [host.address for host in world.hosts if host.quarter == quarter]
        ip("link set lo up", *[f"addr add {address}/32 dev lo" for address in sorted(set(addresses))])
    kernel.enter(here)
    distance = subprocess.Popen(
        [sys.executable, os.path.join(os.path.dirname(__file__), "distance.py"), str(world.seed)]
        + [f"{quarter}={','.join(networks)}" for quarter, networks in worlds.QUARTERS.items()],
        stdout=subprocess.PIPE, text=True)
    if distance.stdout.readline().strip() != "ready":
        raise RuntimeError("the distance process did not start")
    descriptors[""] = here
    return descriptors, distance


def whole_frames(interface):
    """Switches off what would put frames larger than the wire's, or frames without checksums, into the capture."""
    subprocess.run(["ethtool", "-K", interface, "tso", "off", "gso", "off", "gro", "off", "tx", "off", "rx", "off"], check=True,
                   capture_output=True)
