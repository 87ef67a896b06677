"""What is kept of a result, and when it holds no longer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder import files
from autograder.classroom import settings, store
from autograder.classroom.jobs import Job
from autograder.classroom.store import Origin
from autograder.errors import SettingsError
from autograder.results import GradedCell
from autograder.sandbox.client import Limits


@pytest.fixture
def job(tmp_path, a02):
    path = tmp_path / "in" / "a02_perceptron.ipynb"
    path.parent.mkdir()
    path.write_text("{}")
    return Job("ada", path.parent, path, a02.name, a02.root, 1, None)


def test_the_origin_stays_while_nothing_changes(job: Any) -> None:
    first = store.origin(job, Limits())
    assert store.origin(job, Limits()).changed(first) == ()
    job.path.write_text("[]")
    assert store.origin(job, Limits()).changed(first) == ("the submission",)
    job.path.unlink()
    assert store.origin(job, Limits()).changed(first) == ("the submission",)


def test_the_origin_knows_the_data_of_the_checks(job: Any, course_copy: Path) -> None:
    elsewhere = replace(job, root=course_copy)
    first = store.origin(elsewhere, Limits())
    (course_copy / "solutions" / "a02_perceptron" / "held_out.csv").write_text("x,y\n1,0\n")
    assert store.origin(elsewhere, Limits()).changed(first) == ("the data",)


def test_the_engines_digest_is_of_its_sources() -> None:
    assert store.engine() == store.engine() and len(store.engine()) == 32


def test_a_kept_result_comes_back_with_its_cells(tmp_path: Path, made: Any) -> None:
    result = made(cells=(GradedCell("predict", "solution", "x = 1", "out", None),))
    store.save(result, Origin({"the seed": "1"}), tmp_path / "kept" / "ada.json")
    kept = store.load(tmp_path / "kept" / "ada.json")
    assert kept is not None and kept.result == result and kept.origin == Origin({"the seed": "1"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"submissions": [], "made_from": {}}',
        '{"submissions": [3], "made_from": {}}',
        '{"made_from": 3}',
    ],
)
def test_a_broken_result_file_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert store.load(tmp_path / "x.json") is None
    assert store.load(tmp_path / "none.json") is None


def test_the_seed_of_a_class(tmp_path: Path) -> None:
    class_settings = settings.read(tmp_path)
    first = store.class_seed(class_settings, "a02")
    assert store.class_seed(class_settings, "a02") == first != store.class_seed(class_settings, "a03")
    assert store.class_seed(class_settings, "a02", 7) == 7 == store.class_seed(class_settings, "a02")
    (class_settings.results("a02") / "seed").write_text("seven")
    with pytest.raises(SettingsError, match="should hold the seed of a02, a number: pass --seed"):
        store.class_seed(class_settings, "a02")
    assert store.class_seed(class_settings, "a02", 8) == 8 == store.class_seed(class_settings, "a02")


def test_a_kept_result_is_plain_json_of_the_design(tmp_path: Path, made: Any) -> None:
    store.save(made(), Origin({}), tmp_path / "ada.json")
    data = json.loads((tmp_path / "ada.json").read_text())
    assert data["schema"] == 1 and data["submissions"][0]["student"] == "ada"


def test_files_are_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file.txt"
    files.write_atomically(target, "one")
    with pytest.raises(UnicodeEncodeError):
        files.write_atomically(target, "two \ud800")
    assert target.read_text() == "one" and [path.name for path in target.parent.iterdir()] == ["file.txt"]
