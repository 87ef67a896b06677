"""Killed at any moment, a class is graded in the end as if nothing had happened, and nothing is left running."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import conftest
import pytest

NAME = "a02_perceptron"
STUDENTS = 6
KILLS = 20
_PR_SET_CHILD_SUBREAPER = 36


@pytest.fixture
def adopting():
    """Orphans of killed processes become children of this one, so none can hide."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def descendants():
    """All processes below this one, but zombies."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(path.parent.name)] = int(fields[1])
    found, more = set(), {os.getpid()}
    while more:
        more = {pid for pid, parent in parents.items() if parent in more}
        found |= more
    return found


def reap():
    """Let adopted orphans that ended go."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def start(folder):
    """The command in a session of its own, which Ctrl-C reaches also where a shell started these tests without it."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("autograder")), "grade", NAME, "--workers", "2"],
        cwd=folder,
        env=conftest.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_until_nothing_is_left(before):
    """Ten seconds are the promise."""
    deadline = time.monotonic() + 10
    while descendants() - before and time.monotonic() < deadline:
        reap()
        time.sleep(0.02)
    assert descendants() - before == set()


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def a_class(course_folder, solved, answered):
    """Right, wrong and unreadable submissions, and a stored seed."""
    wrong = answered({"predict": "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"})
    folder = course_folder({f"student{number:02}": [solved, wrong, b"no"][number % 3] for number in range(STUDENTS)})
    (folder / "results" / NAME).mkdir(parents=True)
    (folder / "results" / NAME / "seed").write_text("5\n")
    return folder


def state(folder):
    """The gradebook's scores, the autograded notebooks, the kept results: all but times and new secrets."""
    with sqlite3.connect(folder / "gradebook.db") as connection:
        query = """
            SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.needs_manual_grade
            FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
            JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
            JOIN base_cell ON base_cell.id = grade.cell_id
        """
        grades = sorted(connection.execute(query))
    connection.close()
    files = {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted((folder / "autograded").rglob("*"))
        if path.is_file() and path.name != "submission_secret.txt"
    }
    results = {}
    for path in sorted((folder / "results").rglob("*")):
        if path.suffix == ".json":
            kept = json.loads(path.read_text())
            kept["submissions"][0]["seconds"] = 0.0
            kept["submissions"][0]["path"] = ""
            results[path.name] = kept
        elif path.is_file() and path.name != ".lock":
            results[path.name] = path.read_text()
    return grades, files, results


@pytest.mark.slow
def test_killed_twenty_times(tmp_path: Path, a_class: Any, adopting: Any) -> None:
    before = descendants()
    calm = tmp_path / "calm"
    shutil.copytree(a_class, calm)
    process = start(calm)
    begun = time.monotonic()
    _, complaints = process.communicate(timeout=300)
    lasted = time.monotonic() - begun
    assert process.returncode == 1 and b"Traceback" not in complaints, complaints

    rng = random.Random(1)
    killed = 0
    for _ in range(KILLS):
        process = start(a_class)
        try:
            _, complaints = process.communicate(timeout=rng.uniform(0.2, lasted))
            assert b"Traceback" not in complaints, complaints
        except subprocess.TimeoutExpired:
            killed += 1
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        wait_until_nothing_is_left(before)
    assert killed > KILLS // 4
    process = start(a_class)
    _, complaints = process.communicate(timeout=300)
    assert process.returncode == 1 and b"Traceback" not in complaints, complaints
    assert state(a_class) == state(calm)


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["at once", "in the middle"])
def test_ctrl_c_says_how_to_go_on(a_class: Any, adopting: Any, moment: Any) -> None:
    before = descendants()
    process = start(a_class)
    if moment == "at once":
        wait_for(lambda: len(descendants() - before) > 1)  # its sandboxes are being started
    else:
        wait_for(lambda: any((a_class / "autograded").glob("*/*/*.ipynb")))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all that run in it get it
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    lines = complaints.decode().splitlines()
    assert len(lines) == 1 and lines[0].startswith("autograder: interrupted"), lines
    assert lines[0].endswith("run the same command again to go on")
    wait_until_nothing_is_left(before)


@pytest.mark.slow
def test_ended_by_the_system_it_leaves_nothing_behind(a_class: Any, adopting: Any) -> None:
    before = descendants()
    process = start(a_class)
    wait_for(lambda: any((a_class / "autograded").glob("*/*/*.ipynb")))
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM
    wait_until_nothing_is_left(before)
