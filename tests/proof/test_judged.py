"""What a wrong answer gets is told apart: silent, strict, varying, or simply wrong."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.proof.judged import Judged, judge


def judged(points, red):
    return Judged("f", "f__x", "hint", 1.0, points, (), red)


@pytest.mark.parametrize(
    ("points", "red", "says"),
    [
        ((0.5, 0.5), True, set()),
        ((0.5, 1.0), False, {"silent", "varies"}),
        ((0.75, 1.0), False, {"silent"}),
        ((1.0, 1.0), True, {"strict"}),
        ((1.0, 1.0), False, set()),
    ],
)
def test_what_is_said_of_a_wrong_answer(points: Any, red: Any, says: Any) -> None:
    found = judged(points, red)
    assert {name for name in ("silent", "strict", "varies") if getattr(found, name)} == says


def test_a_function_and_the_text_of_a_cell_are_judged_alike(a02: Assignment) -> None:
    text = "def predict(X, w):\n    return np.where(X @ w > 0, -1, 1)"
    function = {}
    exec("import numpy as np\n" + text, function)
    by_text = judge(a02, "predict", "flipped", text, None, 1)
    assert by_text == judge(a02, "predict", "flipped", function["predict"], None, 1)
    assert by_text.red and by_text.loses and by_text.hints[0].startswith("The classes are swapped")


def test_a_right_answer_gets_all_points_and_no_hint(a02: Assignment) -> None:
    found = judge(a02, "predict", "right", a02.reference.predict, None, 1)
    assert set(found.points) == {1.0} and set(found.hints) == {None} and not found.red
