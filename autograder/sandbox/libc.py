"""libc's functions by ctypes, their errors as OSError."""

from __future__ import annotations

import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def checked(result: int, call: str) -> int:
    """The result of a system call; raises OSError, naming the call, if it failed."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{call}: {os.strerror(error)}")
    return result


def prctl(option: int, argument: object) -> None:
    """Change a property of this process, see its manual page; the arguments that follow are 0."""
    checked(LIBC.prctl(option, argument, 0, 0, 0), f"prctl {option}")
