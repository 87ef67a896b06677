"""What the trusted side may spend on a submission: a clock that interrupts it, and memory that it cannot exceed.

The clock is an alarm of this process. Where another one watches (`autograder.grading.watched`), it reads until when an
answer is due, from a page of memory that both share: no alarm ends a C call, but whoever watches can.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import resource
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

GRACE = 5.0  # seconds between the alarm, which code can answer, and the end by whoever watches
MEMORY = 1 << 30  # bytes that handling a submission may take on top of what is taken
_AGAIN = 0.5  # seconds until the alarm is repeated: code may have swallowed it
_NEVER = float("inf")
_DUE = struct.Struct("d")

_board: mmap.mmap | None = None  # where this process says until when it should have answered
_deadlines: list[float] = []  # of the alarms that are set, the innermost last


class OutOfTime(TimeoutError):
    """The time for this work is over."""


def report_to(board: mmap.mmap) -> None:
    """Write on this page, from now on, until when this process must have gone on."""
    global _board
    _board = board
    clear(board)


def clear(board: mmap.mmap) -> None:
    """Nothing is due."""
    _DUE.pack_into(board, 0, _NEVER)


def due(board: mmap.mmap) -> float:
    """Until when the process that reports to this page must have gone on, by time.monotonic; infinity if it is idle."""
    return float(_DUE.unpack_from(board)[0])


@contextlib.contextmanager
def until(deadline: float) -> Iterator[None]:
    """Work until `deadline` (of time.monotonic) or that of the outer work; then `OutOfTime` is raised, again and again.

    In another thread than the main one there is no alarm.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    depth = len(_deadlines)
    before = signal.signal(signal.SIGALRM, _ring) if not depth else None
    _deadlines.append(min([deadline, *_deadlines[-1:]]))
    _arm()
    try:
        yield
    finally:
        with undisturbed():
            del _deadlines[depth:]
            _arm()
            if before is not None:
                signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let no alarm ring meanwhile: for what must not be left half done."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def bounded_memory() -> Iterator[None]:
    """Handle what a student made on this side: a MemoryError there, where it would take the machine's memory."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform != "linux" or soft != resource.RLIM_INFINITY:  # bounded already, by the caller or the user
        yield
        return
    warm_up()
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    wanted = used + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


_warm = False


def warm_up() -> None:
    """Let the linear algebra take the memory that it needs: it ends or blocks a process in which it finds none."""
    global _warm
    if not _warm:
        for dtype in (np.float32, np.float64, np.complex64, np.complex128):
            square = np.ones((64, 64), dtype)
            np.linalg.inv(square @ square + np.eye(64, dtype=dtype))
        _warm = True


def _arm() -> None:
    deadline = _deadlines[-1] if _deadlines else _NEVER
    if _board is not None:
        _DUE.pack_into(_board, 0, deadline + GRACE)
    left = 0.0 if deadline == _NEVER else max(0.001, deadline - time.monotonic())
    signal.setitimer(signal.ITIMER_REAL, left, _AGAIN if left else 0.0)


def _ring(*_: object) -> None:
    raise OutOfTime("it takes too long")
