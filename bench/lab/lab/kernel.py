"""The few kernel calls that Python's library does not offer: entering network namespaces and making TUN devices."""

import ctypes
import fcntl
import os
import struct

_libc = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000


def namespace(name):
    """An open descriptor of a named network namespace; "" is the one this process is in."""
    return os.open(f"/run/netns/{name}" if name else "/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def enter(descriptor):
    """Moves the calling thread into a network namespace."""
    if _libc.setns(descriptor, _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns failed: the laboratory must run as root")


def tun(name):
    """Makes a TUN device in the current namespace; each read or write of its descriptor is one IP packet."""
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    fcntl.ioctl(descriptor, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TUN | _IFF_NO_PI))
    return descriptor
