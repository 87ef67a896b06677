"""Whatever happens in the process that grades, the one that watches it has a result for each submission."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import CourseError, SandboxError
from autograder.grading.file_jobs import FILES, File
from autograder.grading.watched import GradingProcess, grade_all
from autograder.grading.worker import Tell, Work
from autograder.results import Result, ungradable
from autograder.sandbox import budget
from autograder.sandbox.client import Limits, Sandbox

LIMITS = Limits(call=10.0, cell=10.0, submission=60.0)
SOON = 0.5


def well(job: str) -> Result:
    return ungradable(job, "graded")


def grade(job: str, sandbox: Sandbox, tell: Tell) -> Result:
    """Does what the job's name says."""
    with budget.until(time.monotonic() + (60 if job == "child" else SOON)):
        if job == "told first":
            tell(well(job))
        if job in ("C call", "told first"):
            np.ones((4000, 4000), np.float16) @ np.ones((4000, 4000), np.float16)  # minutes, deaf to any signal
        if job == "deadlock":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            while True:
                time.sleep(1000)
        if job == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if job == "exit":
            os._exit(0)
        if job == "course":
            raise CourseError("there is no course")
        if job == "loop":
            while True:
                pass
        if job == "words":
            os.write(2, b"a line of a hidden check")
            np.float64(1) / np.float64(0)
        if job == "child":
            with sandbox.session() as session:
                session.run_cell("def f(): return 1", "c")
                return ungradable(job, f"f gives {session.call('f', ())[0]}")
    return well(job)


def lost(job: str, reason: str, died: bool, so_far: Result | None) -> Result:
    return so_far or ungradable(job, reason, fault="grader" if died else None)


WORK = Work(grade, lost)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watcher waits for half a second beyond the alarm."""
    monkeypatch.setattr(budget, "GRACE", 0.5)


def process(**options: Any) -> GradingProcess[str]:
    return GradingProcess(WORK, LIMITS, trust=True, **options)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("job", ["C call", "deadlock"])
def test_what_no_longer_answers_is_ended_and_the_next_is_graded(job: str) -> None:
    with process() as watched:
        first, second = grade_all([job, "child"], [watched])
    assert (first.path, first.status, first.fault) == (job, "ungradable", None)
    assert "took too long" in str(first.reason)
    assert (second.path, second.reason) == ("child", "f gives 1")


@pytest.mark.parametrize(("job", "how"), [("crash", "signal 11"), ("exit", "exit status 0")])
def test_a_process_that_dies_costs_one_submission_its_verdict(job: str, how: str) -> None:
    with process() as watched:
        results = list(grade_all(["a", job, "child"], [watched]))
    assert [result.path for result in results] == ["a", job, "child"]
    assert results[1].fault == "grader" and how in str(results[1].reason) and "2 times" in str(results[1].reason)
    assert results[2].reason == "f gives 1"


@pytest.mark.usefixtures("quick")
def test_what_was_told_stands_if_the_rest_comes_to_nothing() -> None:
    with process() as watched:
        result = watched.grade("told first")
    assert result.reason == "graded" and "took too long" in result.flags[0]


def test_an_alarm_ends_what_python_can_interrupt() -> None:
    with process() as watched:
        pid = watched._pid
        result = watched.grade("loop")
        assert watched._pid == pid
    assert result.status == "ungradable" and "took too long" in str(result.reason)


def test_what_fails_for_all_is_raised() -> None:
    with process() as watched, pytest.raises(CourseError, match="there is no course"):
        watched.grade("course")


def test_a_process_says_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with process() as watched:
        watched.grade("words")
    assert capfd.readouterr() == ("", "")


def test_side_by_side_each_job_is_answered_once() -> None:
    jobs = [f"job {number}" for number in range(20)]
    beats = []
    with process() as one, process(core=1) as two:
        results = list(grade_all(jobs, [one, two], lambda: beats.append(1)))
    assert sorted(result.path for result in results) == sorted(jobs)
    assert beats


def test_no_process_is_left(solved_file: Path) -> None:
    with GradingProcess(FILES, LIMITS, trust=True) as watched:
        assert watched.grade(File(solved_file, 1)).score == 10.0
        pid, sandbox_folder = watched._pid, Path(watched._folder.name)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not sandbox_folder.exists()


def test_an_executed_process_grades_too(solved_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numpy.py").write_text("raise RuntimeError('the current folder is on the path')")
    monkeypatch.chdir(tmp_path)
    with GradingProcess(FILES, Limits(), trust=True, forked=False) as watched:
        assert watched.grade(File(solved_file, 1)).score == 10.0


def test_a_sandbox_that_fails_is_replaced_once(solved_file: Path) -> None:
    sandbox = Sandbox(LIMITS, trust=True)
    with GradingProcess(FILES, LIMITS, trust=True, sandbox=sandbox) as watched:
        sandbox._process.kill()
        sandbox._process.wait()
        assert watched.grade(File(solved_file, 1)).score == 10.0


def test_a_sandbox_that_always_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Result:
        raise SandboxError("no sandbox")

    failing = GradingProcess(replace(WORK, grade=fails), LIMITS, trust=True)
    with failing as watched, pytest.raises(SandboxError, match="no sandbox"):
        watched.grade("x")


@pytest.fixture
def solved_file(solved: dict[str, Any], tmp_path: Path) -> Path:
    import json

    path = tmp_path / "a02_perceptron.ipynb"
    path.write_text(json.dumps(solved), encoding="utf-8")
    return path
