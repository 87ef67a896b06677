"""nbgrader's own source folder, generated: so that its commands and Formgrader make the releases that we make."""

from __future__ import annotations

from pathlib import Path

import nbformat

from autograder.classroom.settings import Settings
from autograder.course import bundle, handbook, release
from autograder.course.assignment import Assignment


def write(assignment: Assignment, settings: Settings) -> list[Path]:
    """Write what nbgrader makes the release of; returns the files that are new or differ from what was there.

    Beside the notebook lies what students need and nbgrader hands on as it is: course_tools, the public data, and
    what else the committed release has. Raises `CourseError`.
    """
    folder = settings.folder("source", ".", assignment.name)
    notebook = nbformat.writes(release.source_notebook(assignment)) + "\n"
    files = {f"{assignment.name}.ipynb": notebook.encode(), **bundle.companions(assignment.root)}
    files.pop(handbook.NAME, None)  # to nbgrader, each notebook of a folder is one to be graded
    for path in sorted(assignment.release.parent.glob("*")):
        if path.is_file() and path != assignment.release:
            files[path.name] = path.read_bytes()
    written = []
    for name, content in files.items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written.append(target)
    return written
