"""A small class that was graded by the command, once for all tests of the pages and exports; each gets a copy."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import conftest
import pytest

from autograder.classroom import settings as class_settings
from autograder.classroom.settings import Settings

WRONG = "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"


@pytest.fixture(scope="session")
def _graded_class(tmp_path_factory, _solved) -> Path:
    """ada has everything right, bob's `predict` is wrong at 0, cleo handed in no notebook."""
    folder = tmp_path_factory.mktemp("class")
    shutil.copy(conftest.REPOSITORY / "nbgrader_config.py", folder)
    wrong = json.loads(json.dumps(_solved))
    for cell in wrong["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "predict":
            cell["source"] = WRONG
    for student, content in (("ada", json.dumps(_solved)), ("bob", json.dumps(wrong)), ("cleo", "Dear grader")):
        place = folder / "submitted" / student / "a02_perceptron"
        place.mkdir(parents=True)
        (place / "a02_perceptron.ipynb").write_text(content, encoding="utf-8")
    command = [str(Path(sys.executable).with_name("autograder")), "grade", "a02_perceptron", "--seed", "7"]
    done = subprocess.run(
        [*command, "--workers", "1"],
        cwd=folder,
        env=conftest.environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    return folder


@pytest.fixture
def settings(_graded_class, tmp_path) -> Settings:
    """The settings of a copy of the graded class."""
    folder = tmp_path / "class"
    shutil.copytree(_graded_class, folder)
    return class_settings.read(folder)


@pytest.fixture
def by_hand(settings) -> Callable[..., None]:
    """Change a student's entry as Formgrader does: manual points, extra credit, a comment, a late penalty."""

    def change(student: str, exercise: str = "predict", *, penalty: float | None = None, comment: str | None = None,
               **grades: Any) -> None:  # fmt: skip
        with opened(settings) as book:
            notebook = book.find_submission("a02_perceptron", student).notebooks[0]
            grade = next(grade for grade in notebook.grades if grade.name == f"{exercise}-check")
            for name, value in grades.items():
                setattr(grade, name, value)
            if comment:
                next(one for one in notebook.comments if one.name == exercise).manual_comment = comment
            if penalty is not None:
                notebook.late_submission_penalty = penalty
            book.db.commit()

    return change


@pytest.fixture
def enrol(settings) -> Callable[..., None]:
    """Enter a student into the gradebook's roster, or change what it has."""

    def change(student: str, **fields: str) -> None:
        with opened(settings) as book:
            book.update_or_create_student(student, **fields)

    return change


def opened(settings: Settings) -> Any:
    """The gradebook by nbgrader's own API."""
    from nbgrader.api import Gradebook

    return Gradebook(settings.db_url, settings.course_id)
