"""Answers that were written without sight of checks and known mistakes, graded: no wrong one is full, no hint is false.

`known` is the known mistake that each was read to be; where it is "", only the line of a repair can be told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.course.mistakes import mistakes

UNSEEN = json.loads((Path(__file__).parent / "unseen" / "a02_perceptron.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("answer", UNSEEN, ids=[f"{each['exercise']}: {each['mistake'] or 'right'}" for each in UNSEEN])
def test_an_unseen_answer_gets_what_it_deserves(graded: Any, a02: Assignment, answer: Any) -> None:
    result = graded(**{answer["exercise"]: answer["code"]})
    (found,) = [exercise for exercise in result.exercises if exercise.id == answer["exercise"]]
    if not answer["mistake"]:
        assert result.score == result.max_score
        return
    assert found.status != "passed" and not found.carried_forward
    if answer["known"]:
        assert found.diagnosis == {each.name: each.hint for each in mistakes(a02)}[answer["known"]]
    else:  # a busy machine may not have the time for it
        assert found.diagnosis in (None, "Line 9 of the cell: look at the indentation of the return.")
    assert [other.id for other in result.exercises if other.status != "passed"] == [answer["exercise"]]
