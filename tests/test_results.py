"""The result model: its JSON is that of the design, and it comes back as it went."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder import results
from autograder.results import GradedCell


def test_the_json_is_that_of_the_design(made: Any) -> None:
    document = json.loads(json.dumps(results.document([made(), made(path="b.ipynb", student=None)])))
    assert list(document) == ["schema", "submissions"] and document["schema"] == 1
    assert [one["path"] for one in document["submissions"]] == ["work/ada.ipynb", "b.ipynb"]
    one = document["submissions"][0]
    assert list(one) == [
        *("path", "assignment", "student", "status", "reason", "score", "max_score", "seed", "seconds", "flags"),
        *("exercises", "fault", "code"),
    ]
    assert list(one["exercises"][0]) == [
        *("id", "points", "max_points", "status", "carried_forward", "diagnosis", "checks"),
    ]
    assert one["exercises"][1]["checks"][0] == {
        "name": "test_add_bias[5]",
        "description": "adds a column (5)",
        "passed": False,
        "message": "add_bias: expected 1, got 2",
        "arguments": [],
        "expected": [],
        "got": [],
    }


def test_a_graded_submission_has_the_designs_types(graded: Any, solved: Any) -> None:
    one = json.loads(json.dumps(results.to_dict(graded(solved))))
    types = {name: type(value).__name__ for name, value in one.items()}
    assert types == {
        "path": "str",
        "assignment": "str",
        "student": "NoneType",
        "status": "str",
        "reason": "NoneType",
        "score": "float",
        "max_score": "float",
        "seed": "int",
        "seconds": "float",
        "flags": "list",
        "exercises": "list",
        "fault": "NoneType",
        "code": "NoneType",
    }
    assert all(isinstance(exercise["points"], float) for exercise in one["exercises"])


def test_a_round_trip(made: Any) -> None:
    for one in (made(), made(flags=("replaced numpy.allclose",), student=None)):
        assert results.from_dict(json.loads(json.dumps(results.to_dict(one)))) == one


def test_the_cells_stay_at_home(made: Any) -> None:
    one = made(cells=(GradedCell("predict", "solution", "text"),))
    assert "cells" not in results.to_dict(one)


@pytest.mark.parametrize("data", [{}, {"exercises": []}, {"exercises": [{"checks": []}]}, {"exercises": 3}])
def test_what_is_no_result_is_refused(data: Any) -> None:
    with pytest.raises((KeyError, TypeError)):
        results.from_dict(data)


def test_ungradable_has_no_points_and_a_reason() -> None:
    one = results.ungradable("x.ipynb", "no JSON", assignment="a02_perceptron", max_score=10.0, seed=4)
    assert (one.status, one.reason, one.score, one.max_score, one.exercises) == ("ungradable", "no JSON", 0.0, 10.0, ())
