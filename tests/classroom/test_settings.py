"""Folders and gradebook are those of nbgrader's own settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import settings
from autograder.errors import SettingsError


def test_without_a_file_nbgraders_defaults_hold(tmp_path: Path) -> None:
    one = settings.read(tmp_path)
    assert one.db_url == f"sqlite:///{tmp_path.resolve()}/gradebook.db"
    assert one.folder("submitted", "ada", "a02") == tmp_path.resolve() / "submitted" / "ada" / "a02"
    assert one.result_file("a02", "ada") == tmp_path.resolve() / "results" / "a02" / "ada.json"


def test_the_defaults_are_nbgraders(tmp_path: Path) -> None:
    from nbgrader.coursedir import CourseDirectory

    theirs = CourseDirectory(root=str(tmp_path))
    one = settings.read(tmp_path)
    for step in ("submitted", "autograded", "feedback"):
        assert str(one.folder(step, "ada", "a02")) == theirs.format_path(
            getattr(theirs, f"{step}_directory"), "ada", "a02"
        )
    assert one.db_url == theirs.db_url


def test_nbgraders_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.course_id = 'dl'\n"
        "c.CourseDirectory.db_url = 'sqlite:////elsewhere/book.db'\n"
        "c.CourseDirectory.submitted_directory = 'handed_in'\n"
        "c.CourseDirectory.directory_structure = '{assignment_id}/{nbgrader_step}/{student_id}'\n"
    )
    one = settings.read(tmp_path)
    assert (one.course_id, one.db_url) == ("dl", "sqlite:////elsewhere/book.db")
    assert one.folder("submitted", "ada", "a02") == tmp_path.resolve() / "a02" / "handed_in" / "ada"
    (tmp_path / "a02" / "handed_in" / "bob").mkdir(parents=True)
    assert one.submitted("a02") == {"bob": tmp_path.resolve() / "a02" / "handed_in" / "bob"}


def test_the_repositorys_own_file(repository: Path) -> None:
    assert settings.read(repository).course_id == "deltarule"


def test_students_in_alphabetical_order(course_folder: Any) -> None:
    folder = course_folder({"zoe": b"", "ada": b"", "bob": b""})
    (folder / "submitted" / "cleo").mkdir()
    (folder / "submitted" / "a file").write_text("")
    assert list(settings.read(folder).submitted("a02_perceptron")) == ["ada", "bob", "zoe"]
    assert settings.read(folder).submitted("a99") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c = get_config(", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "nbgrader_config.py").write_text(text)
    with pytest.raises(SettingsError, match=rf"nbgrader_config.py is broken: {words}"):
        settings.read(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a folder"):
        settings.read(tmp_path / "nowhere")


def test_a_class_folder_may_name_its_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELTARULE_COURSE", raising=False)
    (tmp_path / "nbgrader_config.py").write_text('c.Autograder.course = "../course"\n')
    found = settings.read(tmp_path)
    assert found.course == tmp_path.parent / "course"
    settings.use_course(found)
    assert os.environ.pop("DELTARULE_COURSE") == str(tmp_path.parent / "course")
    monkeypatch.setenv("DELTARULE_COURSE", "elsewhere")
    settings.use_course(found)
    assert os.environ["DELTARULE_COURSE"] == "elsewhere"


def test_a_class_folder_without_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELTARULE_COURSE", raising=False)
    found = settings.read(tmp_path)
    settings.use_course(found)
    assert found.course is None and "DELTARULE_COURSE" not in os.environ
