"""nbgrader's whole round trip by its real commands, in a scratch exchange: the scores are the same at both ends."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import conftest
import pytest

from autograder import demo as demonstration
from autograder.course import assignment as course
from autograder.course.assignment import Assignment

WRONG = "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"
EXCHANGE = """
import os
c.Exchange.root = os.environ["EXCHANGE"]
c.CourseDirectory.course_id = "deltarule"
"""

# The exchange asks the system whose process this is: here the system's answer is $WHO, for no test can add users.
WHO = """
import os, pwd
by_number = pwd.getpwuid
pwd.getpwuid = lambda number: pwd.struct_passwd((os.environ["WHO"], *by_number(number)[1:]))
"""


class Place:
    """A teacher's or a student's folder, and the commands typed in it."""

    def __init__(self, folder: Path, exchange: Path, user: str) -> None:
        self.folder = folder
        self.user = user
        (folder / ".site").mkdir(parents=True)
        (folder / ".site" / "sitecustomize.py").write_text(WHO)
        inherited = conftest.environment()
        self._environment = {
            **inherited,
            "PYTHONPATH": f"{folder / '.site'}{os.pathsep}{inherited['PYTHONPATH']}",
            "WHO": user,
            "EXCHANGE": str(exchange),
            "XDG_DATA_HOME": str(folder / ".data"),
            "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"),
            "JUPYTER_DATA_DIR": str(folder / ".local"),
            "HOME": str(folder),
        }

    def run(self, *command: object, status: int = 0) -> str:
        """A command of nbgrader's or ours; without a traceback, and with this exit status."""
        program = Path(sys.executable).with_name(str(command[0]))
        done = subprocess.run(
            [str(program), *map(str, command[1:])],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert "Traceback" not in done.stderr and done.returncode == status, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout


class World:
    """A class folder, an exchange and students."""

    def __init__(self, folder: Path, repository: Path) -> None:
        self.exchange = folder / "exchange"
        self.exchange.mkdir(parents=True)
        self.exchange.chmod(0o777)
        self.teacher = Place(folder / "class", self.exchange, "teacher")
        shutil.copy(repository / "nbgrader_config.py", self.teacher.folder)
        with (self.teacher.folder / "nbgrader_config.py").open("a") as file:
            file.write(EXCHANGE)
        self.students = {name: Place(folder / name, self.exchange, name) for name in ("ada", "bob")}
        for student in self.students.values():
            (student.folder / "nbgrader_config.py").write_text(f"c = get_config()\n{EXCHANGE}")

    def release(self, name: str) -> None:
        self.teacher.run("autograder", "source", name, "--course", ".")
        self.teacher.run("nbgrader", "generate_assignment", name, "--force")
        self.teacher.run("nbgrader", "release_assignment", name)

    def hand_in(self, assignment: course.Assignment, answers: dict[str, dict[str, str]]) -> None:
        """Each student fetches, answers the fetched notebook as the reference does but for this, and submits."""
        right = demonstration.reference_notebook(assignment)
        for name, student in self.students.items():
            student.run("nbgrader", "fetch_assignment", assignment.name)
            path = student.folder / assignment.name / f"{assignment.name}.ipynb"
            assert path.read_bytes() == assignment.release.read_bytes()
            path.write_text(json.dumps(demonstration.answered(assignment, answers.get(name, {}), right)))
            student.run("nbgrader", "submit", assignment.name)
        self.teacher.run("nbgrader", "collect", assignment.name)

    def exported(self, name: str) -> dict[str, float]:
        self.teacher.run("nbgrader", "export", "--to", "grades.csv")
        with (self.teacher.folder / "grades.csv").open() as file:
            return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file) if row["assignment"] == name}

    def feedback(self, name: str, *, ours: bool) -> dict[str, str]:
        """The page that each student gets through the exchange."""
        if ours:
            self.teacher.run("autograder", "feedback", name)
        else:
            self.teacher.run("nbgrader", "generate_feedback", name)
        self.teacher.run("nbgrader", "release_feedback", name)
        pages = {}
        for student, place in self.students.items():
            place.run("nbgrader", "fetch_feedback", name)
            (page,) = place.folder.glob(f"{name}/feedback/*/{name}.html")
            pages[student] = page.read_text()
        return pages


def points(score: float) -> str:
    return f"{score:g}"


@pytest.mark.slow
def test_the_whole_round_trip(tmp_path: Path, repository: Path, a02: Assignment) -> None:
    world = World(tmp_path, repository)
    world.release(a02.name)
    released = world.teacher.folder / "release" / a02.name
    assert (released / f"{a02.name}.ipynb").read_bytes() == a02.release.read_bytes()
    assert (released / "course_tools" / "datasets.py").is_file() and (released / "datasets" / "iris.csv").is_file()
    assert not list(released.rglob("*held_out*")) and not list(released.rglob("checks.py"))

    world.hand_in(a02, {"bob": {"predict": WRONG}})
    fetched = world.students["ada"].folder / a02.name
    check = "from course_tools import datasets; print(len(datasets.iris().y))"
    there = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run([sys.executable, "-c", check], cwd=fetched, env=there, capture_output=True, text=True)
    assert done.stdout.strip() == "150", done.stderr

    world.teacher.run("nbgrader", "autograde", a02.name)
    theirs = world.exported(a02.name)
    assert theirs["ada"] == 10.0 > theirs["bob"] > 8
    pages = world.feedback(a02.name, ours=False)
    assert "At a score of exactly 0" in pages["bob"] and "At a score of exactly 0" not in pages["ada"]

    shutil.rmtree(world.teacher.folder / "autograded")
    shutil.rmtree(world.teacher.folder / "feedback")
    for place in world.students.values():
        shutil.rmtree(place.folder / a02.name / "feedback")
    world.teacher.run("autograder", "grade", a02.name)
    assert world.exported(a02.name) == theirs
    pages = world.feedback(a02.name, ours=True)
    for student, score in theirs.items():
        assert points(score) in pages[student]


@pytest.mark.slow
def test_downloads_of_other_systems_are_collected(tmp_path: Path, repository: Path, a02: Assignment) -> None:
    world = World(tmp_path, repository)
    world.release(a02.name)
    right = json.dumps(demonstration.reference_notebook(a02))
    archive = world.teacher.folder / "downloaded" / a02.name / "archive"
    archive.mkdir(parents=True)
    notebook = f"{a02.name}.ipynb"
    with zipfile.ZipFile(archive / "downloads.zip", "w") as file:
        for name in (
            f"Ada Lovelace_1001_assignsubmission_file_/{notebook}",
            f"Bob Müller_1002_assignsubmission_file_{notebook}",
            f"crusoecleo_LATE_1003_777_{a02.name}-1.ipynb",
            f"export/submission_555/{notebook}",
        ):
            file.writestr(name, right)
        file.writestr(
            "export/submission_metadata.yml", "submission_555:\n  :submitters:\n  - :name: D\n    :sid: '1004'\n"
        )
    world.teacher.run("nbgrader", "zip_collect", a02.name)
    submitted = world.teacher.folder / "submitted"
    assert sorted(path.name for path in submitted.iterdir()) == ["1001", "1002", "1003", "1004"]
    world.teacher.run("autograder", "grade", a02.name)
    assert world.exported(a02.name) == dict.fromkeys(("1001", "1002", "1003", "1004"), 10.0)


@pytest.mark.slow
def test_all_assignments_make_the_release_that_we_make(tmp_path: Path, repository: Path) -> None:
    world = World(tmp_path, repository)
    assignments = course.assignments(repository)
    world.teacher.run("autograder", "source", *(assignment.name for assignment in assignments), "--course", ".")
    for assignment in assignments:
        world.teacher.run("nbgrader", "generate_assignment", assignment.name)
        made = world.teacher.folder / "release" / assignment.name / f"{assignment.name}.ipynb"
        assert made.read_bytes() == assignment.release.read_bytes(), assignment.name
