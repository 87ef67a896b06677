"""What is looked at while a child runs: its threads, and its files where no tmpfs limits them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox import scratch

MAX_THREADS = 64
_INTERVAL = 0.2  # seconds between two looks at the working folder's size


def threads(pidfd: int) -> int:
    """How many threads the child has: each takes memory that its other functions need."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        pid = _field(Path(f"/proc/self/fdinfo/{pidfd}"), "Pid:")  # as this side numbers it
        return int(_field(Path(f"/proc/{pid}/status"), "Threads:"))
    return 0


def folder_watch(folder: Path, pid: int, limit: int, exceeded: Callable[[], None]) -> Callable[[], float]:
    """Looks at the folder's size if it is time, calls `exceeded` if it is too large; seconds until the next look."""
    last = 0.0

    def look() -> float:
        nonlocal last
        if time.monotonic() - last > _INTERVAL:
            if scratch.size(folder, pid) > limit:
                exceeded()
            last = time.monotonic()
        return _INTERVAL

    return look


def _field(path: Path, name: str) -> str:
    """A field of a file of /proc."""
    return next(line.split()[1] for line in path.read_text().splitlines() if line.startswith(name))
