"""A known mistake is named by its own hint; nonsense gets no hint at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.course import assignment as course
from autograder.course import mistakes as known_mistakes
from autograder.course.assignment import Assignment
from autograder.grading import checks as checking
from autograder.grading import diagnosis
from autograder.grading.student import Student, Trusted

MISTAKES = [one.name for one in known_mistakes.mistakes(course.assignment("a02_perceptron"))]


def diagnose(assignment, exercise, function, **named):
    student = Student(Trusted({**vars(assignment.reference), exercise: function}))
    outcomes = checking.run_exercise(exercise, checking.collect(assignment), student, assignment.reference, 3)
    found = diagnosis.diagnose(assignment, exercise, outcomes, 3, **named)
    return found and found.text


@pytest.mark.parametrize("name", MISTAKES)
def test_every_known_mistake_is_named(a02: Assignment, name: str) -> None:
    (mistake,) = [one for one in known_mistakes.mistakes(a02) if one.name == name]
    assert diagnose(a02, mistake.exercise, mistake.function) == mistake.hint


def test_a_mistake_written_otherwise_is_named_all_the_same(a02: Assignment) -> None:
    def update(weights, sample, label, rate):
        score = sum(a * b for a, b in zip(weights, sample, strict=True))
        return [a - (rate * label * b if label * score <= 0 else 0) for a, b in zip(weights, sample, strict=True)]

    assert "The step has the wrong sign" in diagnose(a02, "perceptron_update", update)


NONSENSE = {
    "add_bias": lambda X: np.full((len(X), 2), 0.123),
    "zero_one_loss": lambda y, y_hat: 0.123,
    "perceptron_loss": lambda X, y, w: 0.123 * np.sum(w) + 0.7,
    "perceptron_update": lambda w, x, y, eta: np.linspace(3.1, 3.7, len(w)) ** 2,
    "adaline_update": lambda w, x, t, alpha: np.linspace(3.1, 3.7, len(w)) ** 2,
    "decision_line": lambda w: (0.123, 4.56),
    "fit_perceptron": lambda X, y, w0, eta, max_passes: (np.linspace(3.1, 3.7, len(w0)), 3),
}


@pytest.mark.parametrize("exercise", NONSENSE)
def test_nonsense_gets_no_false_hint(a02: Assignment, exercise: Any) -> None:
    text = diagnose(a02, exercise, NONSENSE[exercise])
    hints = {one.hint for one in known_mistakes.mistakes(a02)}
    assert text not in hints
    assert text is None or text.startswith(f"{exercise}: expected shape")


def test_a_stopped_cell_is_told_first(a02: Assignment) -> None:
    text = diagnose(a02, "predict", lambda X, w: None, cell_error="SyntaxError: invalid syntax (line 1 of the cell)")
    assert text == "Your cell stopped: SyntaxError: invalid syntax (line 1 of the cell)"


def test_a_stopped_cell_is_no_matter_if_the_function_works(a02: Assignment) -> None:
    text = diagnose(a02, "predict", lambda X, w: np.where(X @ w >= 0, 1, -1), cell_error="ZeroDivisionError")
    assert text.startswith("At a score of exactly 0")


def two_arguments(X, extra):
    return X


two_arguments.__qualname__ = "add_bias"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (
            lambda X: missing_name,  # type: ignore[name-defined]  # noqa: F821
            "name 'missing_name' is not defined. Nothing that grading runs defines `missing_name`",
        ),
        (lambda X: X @ X @ np.ones(99), "The shapes do not fit: write the shape of each factor"),
        (two_arguments, "called by position, with the arguments of the stub"),
        (lambda X: add_bias_for_ever(X), "The recursion does not end"),
        (lambda X: X + None, "does a function that you call lack its return?"),
        (lambda X: 1 if X > 0 else 0, "for whole arrays take np.where or np.maximum"),
    ],
)
def test_an_exception_comes_with_advice(a02: Assignment, function: Any, words: str) -> None:
    assert words in diagnose(a02, "add_bias", function)


def add_bias_for_ever(X):
    return add_bias_for_ever(X)


def test_none_and_truth_values_are_told(a02: Assignment) -> None:
    assert "returns None: is there a return" in diagnose(a02, "add_bias", lambda X: None)
    assert "Truth values come out" in diagnose(a02, "zero_one_loss", lambda y, y_hat: bool(np.any(y != y_hat)))


def test_a_changed_argument_alone(a02: Assignment) -> None:
    def predict(X, w):
        answer = np.where(X @ w > 0, 1, -1)
        w += 1
        return answer

    assert (
        diagnose(a02, "predict", predict)
        == "predict: your function changed its second argument in place; work on a copy"
    )


def test_where_only_one_check_fails_it_is_named(a02: Assignment) -> None:
    def update(w, x, y, eta):
        if w.dtype.kind == "i":
            return w + 1000 * x
        return a02.reference.perceptron_update(w, x, y, eta)

    text = diagnose(a02, "perceptron_update", update)
    assert text.startswith("The other checks pass, but not this: does not cut off fractions")


def test_a_relation_is_told_where_no_mistake_is_known(a02: Assignment) -> None:
    text = diagnose(a02, "adaline_update", lambda w, x, t, alpha: -a02.reference.adaline_update(w, x, t, alpha))
    assert text == "The sign is flipped."
