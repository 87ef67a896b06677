"""What nbgrader itself reads and copies of submissions, by the rules of `autograder.files.read_submitted`.

Before it calls any of our code, `nbgrader autograde` copies what lies beside a notebook, follows links, waits at pipes,
and reads timestamp.txt whatever it is: one student's files would stop the class, fill the disk, or hold another's.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.converters import base
from nbgrader.coursedir import CourseDirectory

from autograder import files
from autograder.classroom import settings, timestamps
from autograder.errors import Unreadable

_LARGEST = 100 << 20  # bytes of one file that is copied
_ALL = 500 << 20  # of all files of one submission
_MOST = 1000  # files of one submission

_existing_timestamp = CourseDirectory.get_existing_timestamp


def follow_our_rules() -> None:
    """Let nbgrader's converters find only ordinary files in submissions, and read when they came in as we do."""
    base.find_all_files = ordinary_files
    CourseDirectory.get_existing_timestamp = existing_timestamp


def ordinary_files(path: str, exclude: list[str] | None = None) -> list[str]:
    """As `nbgrader.utils.find_all_files`; of a submission without links, pipes, devices and what is too large."""
    found = utils.find_all_files(path, exclude)
    within = settings.read(Path.cwd()).within("submitted")
    if not _is_submitted(path, within):
        return list(found)
    kept, total = [], 0
    for name in found[:_MOST]:
        try:
            total += files.submitted_size(Path(name), _LARGEST, within)
        except Unreadable:
            continue
        if total > _ALL:
            break
        kept.append(name)
    return kept


def existing_timestamp(self: Any, dest_path: str) -> datetime | None:
    """As `CourseDirectory.get_existing_timestamp`; None where a submission says nothing that can be read."""
    within = settings.read(Path.cwd()).within("submitted")
    if not _is_submitted(dest_path, within):
        return _existing_timestamp(self, dest_path)
    return timestamps.read(Path(dest_path), within).time


def _is_submitted(path: str, within: Path) -> bool:
    return Path(path).absolute().is_relative_to(within)
