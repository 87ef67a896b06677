"""What lies beside an autograded notebook, whatever was handed in."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from autograder.classroom import autograded
from autograder.classroom.jobs import Job
from autograder.course.assignment import Assignment
from autograder.results import ungradable


class Dated:
    """The path of a file with a date that no calendar has: few file systems let a test make one."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def lstat(self) -> SimpleNamespace:
        return SimpleNamespace(st_mtime=self.seconds)


@pytest.mark.parametrize("seconds", [1e12, 1e18, -1e12, float("inf"), 0.0])
def test_a_file_of_any_date_has_a_timestamp(tmp_path: Path, a02: Assignment, repository: Path, seconds: float) -> None:
    target = tmp_path / "autograded" / f"{a02.name}.ipynb"
    path = cast(Path, Dated(seconds))
    job = Job("ada", tmp_path / "handed-in", path, a02.name, repository, 1, target, tmp_path)
    result = ungradable("x.ipynb", "why", assignment=a02.name, student="ada", max_score=10.0, seed=1)
    autograded.write(result, job)
    written = (target.parent / "timestamp.txt").read_text()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", written)
    assert (written == "1970-01-01 00:00:00 UTC") == (seconds == 0)


@pytest.mark.parametrize("content", [b"\xff\xfe 2024", b"x" * 100_000, None])
def test_what_nbgrader_copied_of_a_submission_stops_no_feedback(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "autograded").mkdir()
    if content is None:
        (tmp_path / "autograded" / "timestamp.txt").symlink_to("/dev/zero")
    else:
        (tmp_path / "autograded" / "timestamp.txt").write_bytes(content)
    (tmp_path / "autograded" / "submission_secret.txt").write_text("abc")
    autograded.hand_on(tmp_path / "autograded", tmp_path / "feedback")
    assert (tmp_path / "feedback" / "submission_secret.txt").read_text() == "abc"
    kept = tmp_path / "feedback" / "timestamp.txt"
    assert not kept.exists() or (kept.read_bytes().decode("utf-8") and kept.stat().st_size < 100)
