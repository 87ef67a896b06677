"""One grader at a time: a lock on a class folder that its holder's end, however it comes, sets free."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import AutograderError


class LockedError(AutograderError):
    """Somebody else is grading this class: `pid` on `host`, since `since` (ISO 8601, UTC), with that `purpose`."""

    def __init__(self, path: Path, holder: dict[str, object]) -> None:
        self.path = path
        self.pid, self.host = holder.get("pid"), holder.get("host")
        self.since, self.purpose = holder.get("since"), holder.get("purpose")
        who = f"process {self.pid} on {self.host}, since {self.since}: {self.purpose}" if holder else "another process"
        super().__init__(f"this class is being graded already by {who}; wait until it is done, or end it")


@contextmanager
def held(path: Path, purpose: str) -> Iterator[None]:
    """Hold the lock while the block runs. Raises `LockedError`, which says who has it.

    The kernel frees it when its holder ends, so no stale one is ever left; the file says who holds it, nothing more.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(path, _holder(descriptor)) from None
        now = datetime.now(UTC).isoformat(sep=" ", timespec="seconds")
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": now, "purpose": purpose}
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> dict[str, object]:
    try:
        holder = json.loads(os.pread(descriptor, 4096, 0))
    except (OSError, ValueError):  # it was taken this very moment
        return {}
    return holder if isinstance(holder, dict) else {}
