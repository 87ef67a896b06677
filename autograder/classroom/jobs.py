"""One submission to grade, and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """One submission to grade, and how; below the folder `within`, no link is followed."""

    student: str
    path: Path
    assignment: str
    root: Path
    seed: int
    autograded: Path | None
    within: Path | None = None
