"""`autograder new`: a course to begin with, one worked assignment that proves itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.course import release
from autograder.course.assignment import assignments
from autograder.errors import CourseError

_TEMPLATE = Path(__file__).resolve().parent / "template"


def create(folder: Path) -> list[Path]:
    """Make the course in a folder that is new or empty, with its release; returns the files written.

    Raises `CourseError` if something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not an empty folder; name a new one")
    shutil.copytree(_TEMPLATE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "gitignore").rename(folder / ".gitignore")  # under its own name, builds of the wheel would obey it
    for assignment in assignments(folder.resolve()):
        release.write(assignment)
    return sorted(path for path in folder.rglob("*") if path.is_file())
