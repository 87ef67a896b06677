"""A gradebook, a disk and an author that do not do what they should: one clear line, and nothing is lost."""

from __future__ import annotations

import dataclasses
import resource
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import conftest
import pytest

from autograder.classroom import gradebook, settings
from autograder.course.assignment import Assignment
from autograder.errors import GradebookError

pytestmark = pytest.mark.slow

NAME = "a02_perceptron"


@pytest.fixture
def small_class(course_folder, solved, empty_book):
    folder = course_folder({"ada": solved})
    shutil.copy(empty_book, folder)
    return folder


def one_line(done, *words):
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1 and len(lines) == 1 and all(word in lines[0] for word in words), done.stderr


def test_a_locked_gradebook(small_class: Any) -> None:
    with sqlite3.connect(small_class / "gradebook.db") as connection:
        connection.execute("BEGIN EXCLUSIVE")
        one_line(conftest.autograder(small_class, "grade", NAME), "database is locked", "run the command again")
    connection.close()
    assert conftest.autograder(small_class, "grade", NAME).returncode == 0


@pytest.mark.parametrize(
    ("revision", "words"), [("50a4d84c131a", "an older nbgrader's"), ("ffff", "a newer nbgrader's")]
)
def test_a_gradebook_of_another_nbgrader(small_class: Any, revision: Any, words: str) -> None:
    with sqlite3.connect(small_class / "gradebook.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()
    before = (small_class / "gradebook.db").read_bytes()
    one_line(conftest.autograder(small_class, "grade", NAME), words)
    assert (small_class / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "cannot be opened"),
        ("postgresql://ada:s3cret@127.0.0.1:1/book", "cannot be opened"),
        ("postgresql+psycopg://ada:s3cret@127.0.0.1:1/book", "cannot be opened"),
        ("sqlite:////nowhere/at/all/gradebook.db", "cannot be opened"),
    ],
)
def test_an_address_of_no_gradebook(small_class: Any, url: Any, words: str) -> None:
    with (small_class / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    done = conftest.autograder(small_class, "grade", NAME)
    one_line(done, words)
    assert "s3cret" not in done.stderr


def test_a_read_only_gradebook(small_class: Any, a02: Assignment) -> None:
    class_settings = settings.read(small_class)
    read_only = dataclasses.replace(
        class_settings, db_url=f"sqlite:///file:{small_class}/gradebook.db?mode=ro&uri=true"
    )
    with pytest.raises(GradebookError, match="readonly database"), gradebook.Writer(read_only, a02):
        pass


def test_a_full_disk(small_class: Any, solved: Any, course_folder: Any) -> None:
    for number in range(12):
        course_folder({f"student{number}": solved})
    size = (small_class / "gradebook.db").stat().st_size + 32_768  # bytes of a file: the gradebook grows beyond it
    one_line(
        conftest.autograder(
            small_class, "grade", NAME, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        ),
        "gradebook.db cannot be written",
    )
    done = conftest.autograder(small_class, "grade", NAME)
    assert done.returncode == 0 and len(list((small_class / "results" / NAME).glob("*.json"))) == 13
    with sqlite3.connect(small_class / "gradebook.db") as connection:
        assert connection.execute("SELECT COUNT(*) FROM submitted_assignment").fetchone() == (13,)
    connection.close()


AUTHORS = {
    "no END SOLUTION": ("### END SOLUTION", "", "END SOLUTION"),
    "points in words": ('"points": 1', '"points": "two"', "points"),
    "a syntax error": ("### BEGIN SOLUTION", "### BEGIN SOLUTION\n    x = = 1", "SyntaxError"),
    "a negative number of points": ('"points": 1', '"points": -1', "points"),
}


@pytest.mark.parametrize("command", ["release", "validate"])
@pytest.mark.parametrize("kind", list(AUTHORS))
def test_an_authors_mistake(course_copy: Path, monkeypatch: pytest.MonkeyPatch, kind: Any, command: Any) -> None:
    monkeypatch.setenv("DELTARULE_COURSE", str(course_copy))
    old, new, words = AUTHORS[kind]
    path = course_copy / "solutions" / NAME / "notebook.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    done = conftest.autograder(course_copy, command, NAME)
    one_line(done, words, NAME)


def test_points_that_the_release_does_not_promise_are_told(
    small_class: Any, course_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELTARULE_COURSE", str(course_copy))
    assert conftest.autograder(small_class, "grade", NAME).stderr == ""
    path = course_copy / "solutions" / NAME / "notebook.py"
    text = path.read_text()
    assert '"points": 1' in text
    path.write_text(text.replace('"points": 1', '"points": 4', 1))
    for done in (
        conftest.autograder(small_class, "grade", NAME),
        conftest.autograder(small_class, "export", NAME, "--format", "csv"),
    ):
        (line,) = [line for line in done.stderr.splitlines() if "in the source" in line]
        assert "1 points in the" in line and "4 in the source; run `autograder release a02_perceptron`" in line
