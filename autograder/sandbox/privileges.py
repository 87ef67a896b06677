"""What a process gives up: new privileges, capabilities, outliving its parent. Sources: prctl(2), capset(2)."""

from __future__ import annotations

import struct

from autograder.sandbox.libc import LIBC, checked, prctl

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def no_new_privileges() -> None:
    """No exec gains rights any more; Landlock and seccomp need it."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent() -> None:
    """The kernel kills this process when its parent ends."""
    prctl(_PR_SET_PDEATHSIG, 9)


def drop_capabilities() -> None:
    """Give up all capabilities, those inside a user namespace too."""
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    checked(LIBC.capset(header, bytes(24)), "capset")
