"""What the tests share: one assignment, one sandbox, a solved notebook, and course folders to grade in."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib
import pytest

from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.grading import grade as grading
from autograder.results import CheckResult, ExerciseResult, Result
from autograder.sandbox.client import Limits, Sandbox

matplotlib.use("Agg")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def a02() -> Assignment:
    """The assignment that most tests grade."""
    return course.assignment("a02_perceptron", REPOSITORY)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests of a process, with short limits."""
    with Sandbox(Limits(call=2.0, cell=4.0, submission=60.0)) as one:
        yield one


@pytest.fixture(scope="session")
def _solved(a02: Assignment) -> dict[str, Any]:
    from autograder import demo as demonstration

    return demonstration.reference_notebook(a02)


@pytest.fixture
def solved(_solved: dict[str, Any]) -> dict[str, Any]:
    """a02's release with the reference's answers, as a student's file; a copy to change at will."""
    return copy.deepcopy(_solved)


@pytest.fixture
def untouched(a02: Assignment) -> dict[str, Any]:
    """a02's release as it is, as a student's file."""
    return json.loads(a02.release.read_text(encoding="utf-8"))


@pytest.fixture
def answered(a02: Assignment, solved: dict[str, Any]) -> Callable[[dict[str, str]], dict[str, Any]]:
    """The solved notebook with these sources in the solution cells of these names."""
    from autograder import demo as demonstration

    return lambda sources: demonstration.answered(a02, sources, solved)


@pytest.fixture
def graded(tmp_path: Path, sandbox: Sandbox, answered: Callable[..., Any]) -> Callable[..., Result]:
    """Grade a notebook (a dict or bytes), or the solved one with these answers; seed 1."""

    def grade(notebook: dict[str, Any] | bytes | None = None, **answers: str) -> Result:
        content = notebook if notebook is not None else answered(answers)
        path = tmp_path / "a02_perceptron.ipynb"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return grading.grade_file(path, sandbox, 1)

    return grade


@pytest.fixture
def course_folder(tmp_path: Path) -> Callable[..., Path]:
    """A course to grade in: the repository's settings, and these students' submissions of an assignment."""

    def make(submissions: dict[str, dict[str, Any] | bytes], assignment: str = "a02_perceptron") -> Path:
        folder = tmp_path / "course"
        folder.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
        for student, content in submissions.items():
            place = folder / "submitted" / student / assignment
            place.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            (place / f"{assignment}.ipynb").write_bytes(data)
        return folder

    return make


@pytest.fixture
def course_copy(tmp_path: Path) -> Path:
    """A course of its own that holds a02 only, to break."""
    root = tmp_path / "copy"
    shutil.copytree(REPOSITORY / "solutions" / "a02_perceptron", root / "solutions" / "a02_perceptron")
    shutil.copy(REPOSITORY / "solutions" / "glossary.toml", root / "solutions")
    shutil.copytree(REPOSITORY / "assignments" / "a02_perceptron", root / "assignments" / "a02_perceptron")
    if (REPOSITORY / "solutions" / "glossary.toml").is_file():
        shutil.copy(REPOSITORY / "solutions" / "glossary.toml", root / "solutions")
    return root


@pytest.fixture
def made() -> Callable[..., Result]:
    """A result made by hand: one exercise passed, one failed, with what is given changed."""

    def make(**changes: Any) -> Result:
        passed = ExerciseResult(
            "predict", 1.0, 1.0, "passed", False, None, (CheckResult("test_predict", "predicts", True, None),)
        )
        failed = ExerciseResult(
            "add_bias",
            0.5,
            1.5,
            "partial",
            False,
            "Your columns are swapped.",
            (
                CheckResult("test_add_bias[5]", "adds a column (5)", False, "add_bias: expected 1, got 2"),
                CheckResult("leaves_its_arguments_unchanged", "leaves its arguments unchanged", True, None),
            ),
        )
        values: dict[str, Any] = {
            "path": "work/ada.ipynb",
            "assignment": "a02_perceptron",
            "student": "ada",
            "status": "graded",
            "reason": None,
            "score": 1.5,
            "max_score": 2.5,
            "seed": 1,
            "seconds": 0.25,
            "flags": (),
            "exercises": (passed, failed),
        }
        return Result(**{**values, **changes})

    return make


@pytest.fixture
def run_autograder() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command in a process of its own, in a folder."""

    def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("autograder")), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=600)

    return run


def environment() -> dict[str, str]:
    """This process's variables, with the interpreter's folder first on PATH, and wide terminals."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200", "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory, a02):
    """A new gradebook that knows a02_perceptron: making one takes nbgrader seconds."""
    from autograder.classroom import settings
    from autograder.classroom.gradebook import Writer

    folder = tmp_path_factory.mktemp("book")
    with Writer(settings.read(folder), a02):
        return folder / "gradebook.db"


@pytest.fixture(scope="session")
def wheels(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both wheels, built from a copy of the checkout: a build leaves files behind."""
    place = tmp_path_factory.mktemp("wheels")
    copy = place / "checkout"
    for name in ("autograder", "course_tools", "datasets"):
        shutil.copytree(repository / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(repository / name, copy / name)
    for folder in (copy, copy / "course_tools"):
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    return {path.name.partition("-")[0]: path for path in place.glob("*.whl")}


@pytest.fixture(scope="session")
def installed(wheels: dict[str, Path], repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty virtual environment with the engine's wheel and its instructor extra, outside the checkout."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True)
    command = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet"]
    command += ["--python", str(place / "env" / "bin" / "python"), "-c", str(repository / "constraints.txt")]
    subprocess.run([*command, f"deltarule[instructor,author] @ {wheels['deltarule'].as_uri()}"], check=True)
    return place / "env"


def autograder(folder: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, in a process of its own; whatever is wrong there, it shows no traceback."""
    command = [str(Path(sys.executable).with_name("autograder")), *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300, **options
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
