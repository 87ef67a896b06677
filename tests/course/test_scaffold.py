"""`autograder new` makes a course that proves itself at once, on the same engine, without a name of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.course import release, scaffold
from autograder.course.assignment import assignments
from autograder.errors import CourseError


def test_the_new_course_has_what_an_author_needs(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path / "mine").as_posix() for path in scaffold.create(tmp_path / "mine")}
    assert {
        ".github/workflows/prove.yml",
        ".gitignore",
        "README.md",
        "nbgrader_config.py",
        "assignments/least_squares/least_squares.ipynb",
        "solutions/least_squares/checks.py",
        "solutions/least_squares/mistakes.py",
        "solutions/least_squares/notebook.py",
    } <= written
    assert not any("__pycache__" in name for name in written)


def test_its_release_is_current_and_gives_nothing_away(tmp_path: Path) -> None:
    scaffold.create(tmp_path / "mine")
    (assignment,) = assignments((tmp_path / "mine").resolve())
    assert release.is_current(assignment)
    assert "BEGIN SOLUTION" not in assignment.release.read_text()
    cells = json.loads(assignment.release.read_text())["cells"]
    assert sum("raise NotImplementedError()" in "".join(cell["source"]) for cell in cells) == 4  # prose names it once


@pytest.mark.parametrize("there", ["file", "full"])
def test_nothing_is_overwritten(tmp_path: Path, there: Any) -> None:
    folder = tmp_path / "mine"
    if there == "file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        (folder / "notes").write_text("mine")
    with pytest.raises(CourseError, match="mine is not an empty folder; name a new one"):
        scaffold.create(folder)


@pytest.mark.slow
def test_the_new_course_proves_itself(tmp_path: Path, run_autograder: Any) -> None:
    assert run_autograder("new", tmp_path / "mine").returncode == 0
    done = run_autograder("validate", "--course", tmp_path / "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "proved" in done.stdout
