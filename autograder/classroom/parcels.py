"""What travels between the one writer and a cluster's workers: bytes, never paths."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.results import Result
from autograder.sandbox.client import Limits

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment

_LEFT_OUT = {"samples", "__pycache__", ".ipynb_checkpoints"}  # folders that grading needs nothing of


@dataclass(frozen=True)
class Parcel:
    """One submission to grade: the notebook's name and bytes, and how.

    `course` is the digest of the packed course, `version` the grader that must grade it.
    """

    student: str
    name: str
    content: bytes
    assignment: str
    seed: int
    course: str
    version: str
    limits: Limits
    trust: bool


@dataclass(frozen=True)
class Answer:
    """What grading a parcel gave, and the text of the autograded notebook (none if there is no verdict)."""

    result: Result
    autograded: str | None


def pack(assignment: Assignment) -> bytes:
    """What grading an assignment needs of its course, as a zip; the same course gives the same bytes."""
    root = assignment.root
    files = [assignment.release, *(root / "solutions").glob("*")]
    files += [path for folder in (assignment.folder, root / "datasets") for path in folder.rglob("*")]
    files = [path for path in files if path.is_file() and not _LEFT_OUT & set(path.relative_to(root).parts)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            name = zipfile.ZipInfo(str(path.relative_to(root)), (2024, 1, 1, 0, 0, 0))
            archive.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def digest(content: bytes) -> str:
    """Identifies a packed course."""
    return hashlib.sha256(content).hexdigest()


def unpack(content: bytes, folder: Path) -> None:
    """Put a packed course into a folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
