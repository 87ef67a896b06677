"""Gradescope gets a document for each student, with nothing of anybody else's in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.errors import GradebookError
from autograder.publish import gradescope, scores
from autograder.results import ungradable


def test_gradescope(made: Any) -> None:
    data = json.loads(gradescope.document([made()]))
    assert (data["score"], data["execution_time"], data["visibility"]) == (1.5, 0.25, "visible")
    assert set(data) <= {
        *(
            "score",
            "execution_time",
            "output",
            "output_format",
            "visibility",
            "stdout_visibility",
            "extra_data",
            "tests",
        ),
        "leaderboard",
    }
    one, other = data["tests"]
    assert (one["name"], one["number"], one["score"], one["max_score"], one["status"]) == (
        "predict",
        "1.1",
        1.0,
        1.0,
        "passed",
    )
    assert (other["number"], other["status"], other["score"]) == ("1.2", "failed", 0.5)
    assert other["output"].startswith("Your columns are swapped.\nFAILED: adds a column (5)\npassed: leaves")
    assert {test["visibility"] for test in data["tests"]} == {"visible"} and {
        test["output_format"] for test in data["tests"]
    } == {"text"}


def test_gradescope_of_what_cannot_be_graded() -> None:
    data = json.loads(gradescope.document([ungradable("x.ipynb", "no JSON")]))
    assert data["score"] == 0 and data["tests"] == [] and data["output"] == "x.ipynb: no JSON"


def test_gradescope_of_several_notebooks(made: Any) -> None:
    data = json.loads(gradescope.document([made(), made()]))
    assert data["score"] == 3.0 and [one["number"] for one in data["tests"]] == ["1.1", "1.2", "2.1", "2.2"]


def test_a_document_for_each_student_with_the_gradebooks_score(
    settings: Any, a02: Assignment, by_hand: Any, tmp_path: Path
) -> None:
    by_hand("bob", manual_score=0.25, needs_manual_grade=False, penalty=1.5)
    found = scores.read(a02, settings)
    paths = gradescope.write(found, tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in paths] == [
        f"{student}/results.json" for student in ("ada", "bob", "cleo")
    ]
    ada, bob, cleo = (json.loads(path.read_text()) for path in paths)
    assert ada["score"] == 10.0 and bob["score"] == found.students[1].score < 8
    assert {test["name"]: test["score"] for test in bob["tests"]}["predict"] == 0.25
    assert cleo["output"].startswith("a02_perceptron.ipynb: ")
    for student, path in zip(("ada", "bob", "cleo"), paths, strict=True):
        others = {"ada", "bob", "cleo"} - {student}
        assert not any(f"submitted/{other}" in path.read_text() for other in others)
        assert str(settings.root) not in path.read_text()


def test_a_student_whose_name_would_leave_the_folder(settings: Any, a02: Assignment, tmp_path: Path) -> None:
    found = scores.read(a02, settings)
    ada = found.students[0]
    evil = replace(ada, student=replace(ada.student, id="../ada"))
    with pytest.raises(GradebookError, match="cannot have a folder of that name"):
        gradescope.write(replace(found, students=(evil,)), tmp_path / "out")
    assert not (tmp_path / "ada").exists()
