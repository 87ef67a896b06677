"""What a submission may use, and the rlimits that hold its process to it. Source: setrlimit(2)."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """What a submission may use: seconds for a call, a cell and all; bytes of memory, files, output.

    `repair` is the grader's own: seconds to look for the place of a mistake in a wrong function; 0 for not at all.
    """

    call: float = 10.0
    cell: float = 30.0
    submission: float = 120.0
    memory: int = 1536 << 20
    files: int = 64 << 20
    output: int = 1 << 20
    repair: float = 1.0


def limit_resources(memory: int, file_size: int, cpu_seconds: int) -> None:
    """Limit what this process may use: addresses and file size in bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))


def virtual_memory() -> int:
    """Bytes of addresses that this process has taken."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
