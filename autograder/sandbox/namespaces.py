"""Namespaces, on top of the baseline: no other process, no network, a working folder of bounded size.

The kernel may forbid them to an ordinary user. Sources: user_namespaces(7), unshare(2), mount(2).
"""

from __future__ import annotations

import os
from pathlib import Path

from autograder.sandbox.libc import LIBC

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NAMES = {
    "user": _NEWUSER,
    "mount": _NEWNS,
    "pid": _NEWPID,
    "net": _NEWNET,
    "ipc": _NEWIPC,
    "uts": _NEWUTS,
}
NOBODY = 65534


def enter() -> tuple[str, ...]:
    """Move this process into namespaces of its own; returns which, () where the kernel forbids it.

    Inside, the user is nobody; outside it is still the caller's, so that files are readable.
    The pid namespace holds this process's next children. Call before any thread exists.
    """
    uid, gid = os.getuid(), os.getgid()
    flags = 0
    for flag in NAMES.values():
        flags |= flag
    if LIBC.unshare(flags) != 0:
        return ()
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1")
    return tuple(NAMES)


def mount_scratch(folder: Path, size: int) -> bool:
    """A tmpfs of `size` bytes over the folder, seen in this mount namespace only; False if impossible."""
    private, recursive = 1 << 18, 1 << 14
    if LIBC.mount(b"none", b"/", None, recursive | private, None) != 0:
        return False
    options = f"size={size},nr_inodes=4096,mode=700".encode()
    nosuid_nodev_noexec = 2 | 4 | 8
    return int(LIBC.mount(b"tmpfs", bytes(folder), b"tmpfs", nosuid_nodev_noexec, options)) == 0
