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

import conftest
import pytest

STUDENTS = 12
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
    command = [str(Path(sys.executable).with_name("autograder")), "grade", "a02_perceptron", "--workers", "2"]
    null = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env=conftest.environment(), stdout=null, stderr=subprocess.PIPE, stdin=null
    )


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
def test_killed_twenty_times(tmp_path, course_folder, solved, answered, adopting):
    before = descendants()
    wrong = answered({"predict": "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"})
    students = {f"student{number:02}": [solved, wrong, b"no"][number % 3] for number in range(STUDENTS)}
    folder = course_folder(students)
    (folder / "results" / "a02_perceptron").mkdir(parents=True)
    (folder / "results" / "a02_perceptron" / "seed").write_text("5\n")
    calm = tmp_path / "calm"
    shutil.copytree(folder, calm)
    process = start(calm)
    begun = time.monotonic()
    _, complaints = process.communicate(timeout=300)
    lasted = time.monotonic() - begun
    assert process.returncode == 1 and b"Traceback" not in complaints, complaints

    rng = random.Random(1)
    killed = 0
    for _ in range(KILLS):
        process = start(folder)
        try:
            _, complaints = process.communicate(timeout=rng.uniform(0.2, lasted))
            assert b"Traceback" not in complaints, complaints
        except subprocess.TimeoutExpired:
            killed += 1
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        deadline = time.monotonic() + 10
        while descendants() - before and time.monotonic() < deadline:
            reap()
            time.sleep(0.05)
        assert descendants() - before == set()
    assert killed > KILLS // 4
    process = start(folder)
    _, complaints = process.communicate(timeout=300)
    assert process.returncode == 1 and b"Traceback" not in complaints, complaints
    assert state(folder) == state(calm)
