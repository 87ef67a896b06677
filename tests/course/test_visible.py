"""The visible expectations of a notebook, run with given answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.course import assignment as course
from autograder.course import visible
from autograder.course.assignment import Assignment
from autograder.course.visible import visible_outcomes
from autograder.errors import CourseError


def test_the_reference_meets_every_expectation(a02: Assignment) -> None:
    names = tuple(exercise.id for exercise in a02.exercises)
    found = visible_outcomes(a02, {}, exercises=names)
    assert found and all(outcome.passed for outcome in found)
    assert {outcome.exercise for outcome in found} == set(names)
    assert visible.authoring_problems(a02) == []


def test_a_wrong_answer_fails_where_it_is_wrong_and_the_cell_goes_on(a02: Assignment) -> None:
    def predict(X, w):
        return np.where(X @ w >= 0, 1, -1)

    found = visible_outcomes(a02, {"predict": predict})
    wrong = [outcome for outcome in found if not outcome.passed]
    assert [outcome.index for outcome in found] == list(range(len(found)))
    assert len(wrong) == 1 and "score 0" in wrong[0].verdict.why
    assert wrong[0].got.tolist() == [1, 1, 1, 1]
    assert wrong[0].verdict.call.startswith("predict(")


def test_an_answer_may_be_the_text_of_a_cell_and_sees_what_the_notebook_defines(a02: Assignment) -> None:
    source = "def perceptron_loss(X, y, w):\n    return np.sum(np.maximum(0, -y * (X @ w)))\n"
    assert not visible_outcomes(a02, {"perceptron_loss": source})[0].passed
    assert all(outcome.passed for outcome in visible_outcomes(a02, {}, exercises=("perceptron_loss",)))


def test_later_functions_call_the_answer(a02: Assignment) -> None:
    def never(w, x, y, eta):
        return w.copy()

    found = visible_outcomes(a02, {"perceptron_update": never}, exercises=("fit_perceptron",))
    assert not found[0].passed


def test_an_endless_loop_ends(a02: Assignment) -> None:
    source = "def predict(X, w):\n    while True:\n        pass\n"
    (only,) = visible_outcomes(a02, {"predict": source}, seconds=0.2)
    assert (only.passed, only.error) == (False, "took too long")


def test_an_answer_that_cannot_even_be_defined_fails(a02: Assignment) -> None:
    (only,) = visible_outcomes(a02, {"predict": "def predict(X, w)\n"})
    assert not only.passed and only.error.startswith("SyntaxError")


def test_an_unknown_exercise_is_refused(a02: Assignment) -> None:
    with pytest.raises(CourseError, match="no grade cell nothing-check"):
        visible_outcomes(a02, {"nothing": lambda: 1})


HEADER = '# %% nbgrader={{"grade": {}, "grade_id": "{}", "locked": {}, {}"schema_version": 3, "solution": {}}}\n'


def test_a_grade_cell_that_uses_a_demonstration_is_an_authoring_problem(tmp_path: Path) -> None:
    folder = tmp_path / "solutions" / "a01_one"
    folder.mkdir(parents=True)
    (folder / "notebook.py").write_text(
        HEADER.format("false", "given-imports", "true", "", "false")
        + "from course_tools import expect\n\n"
        + HEADER.format("false", "double", "false", "", "true")
        + "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n\n"
        + "# %%\nshown = double(4)\n\n"
        + HEADER.format("true", "double-check", "true", '"points": 1, ', "false")
        + "expect(double, 3).gives(7)\nexpect(double, shown).gives(16)\n"
    )
    problems = visible.authoring_problems(course.assignment("a01_one", tmp_path))
    assert problems == [
        "double-check: the reference fails double: expected 7, got 6",
        "double-check stops: NameError: name 'shown' is not defined; grade cells use given, solution and grade cells "
        "only",
    ]
