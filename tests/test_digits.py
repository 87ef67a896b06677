"""What readers of the digits earn in the capstone, whose means are free: a small network all, what cheats nothing."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from autograder.course import assignment as course
from autograder.grading import checks as checking
from autograder.grading.points import points
from autograder.grading.stand_ins import core
from autograder.grading.student import Student, Trusted

pytestmark = pytest.mark.slow

TANH = """
def train_digits(X_train, y_train, X_val, y_val, rng):
    layers = [(rng.normal(0, np.sqrt(1 / n), (n, m)), np.zeros(m)) for n, m in ((64, 128), (128, 10))]
    for epochs_left in range(16, 0, -1):
        for rows in np.array_split(rng.permutation(len(y_train)), len(y_train) // 16):
            (W_1, b_1), (W_2, b_2) = layers
            h = np.tanh((X_train[rows] / 8 - 1) @ W_1 + b_1)
            E = np.exp(h @ W_2 + b_2)
            delta = (E / E.sum(axis=1, keepdims=True) - np.eye(10)[y_train[rows]]) / len(rows)
            below = delta @ W_2.T * (1 - h**2)
            eta = epochs_left / 50
            layers = [
                (W_1 - eta * (X_train[rows] / 8 - 1).T @ below, b_1 - eta * below.sum(axis=0)),
                (W_2 - eta * h.T @ delta, b_2 - eta * delta.sum(axis=0)),
            ]
    return {"layers": layers}

def predict_digits(params, X):
    (W_1, b_1), (W_2, b_2) = params["layers"]
    return (np.tanh((X / 8 - 1) @ W_1 + b_1) @ W_2 + b_2).argmax(axis=1)
"""
NEIGHBOURS = """
def train_digits(X_train, y_train, X_val, y_val, rng):
    return KEPT

def predict_digits(params, X):
    known, classes = READ
    return classes[((X[:, None, :] - known) ** 2).sum(axis=2).argmin(axis=1)]
"""
LINEAR = """
def train_digits(X_train, y_train, X_val, y_val, rng):
    params = [(np.zeros((64, 10)), np.zeros(10))]
    for _ in range(300):
        ((dW, db),) = gradients(X_train / 16, params, y_train)
        params = [(params[0][0] - 5 * dW, params[0][1] - 5 * db)]
    return params
"""
SUBMITTED = {
    "a network of another form": (TANH, 6.0, 2.0),
    "softmax regression": (LINEAR, 4.75, 2.0),
    "nearest neighbours": (NEIGHBOURS.replace("KEPT", "X_train, y_train").replace("READ", "params"), 4.75, 2.0),
    "nearest neighbours in a closure": (
        NEIGHBOURS.replace("KEPT", "lambda: (X_train, y_train)").replace("READ", "params()"),
        4.75,
        2.0,
    ),
    "the digits of the last training": (
        "kept = []\n" + NEIGHBOURS.replace("KEPT", "kept.append((X_train, y_train))").replace("READ", "kept[-1]"),
        0.0,
        1.25,
    ),
    "the notebook's own digits": (NEIGHBOURS.replace("KEPT", "0").replace("READ", "X_train, y_train"), 0.0, 0.0),
}


@pytest.fixture(scope="module")
def a11(repository):
    return course.assignment("a11_digits", repository)


def earned(a11, source, exercise):
    namespace = dict(vars(a11.reference))
    exec(source, namespace)
    student = Student(Trusted(namespace))
    found = checking.run_exercise(exercise, checking.collect(a11), student, a11.reference, seed=5)
    (max_points,) = [each.max_points for each in a11.exercises if each.id == exercise]
    return points(found, max_points, partial(core, a11, exercise))


@pytest.mark.parametrize("name", SUBMITTED)
def test_a_reader_earns_what_the_notebook_says(a11: Any, name: str) -> None:
    source, training, reading = SUBMITTED[name]
    assert earned(a11, source, "train_digits") == training
    assert earned(a11, source, "predict_digits") <= reading
    if reading == 2.0:
        assert earned(a11, source, "predict_digits") == reading


def test_what_was_learnt_under_other_numbers_reads_nothing(a11: Any) -> None:
    digits = a11.reference
    learnt = digits.train_digits(
        digits.X_train, digits.y_train, digits.X_val, digits.y_val, digits.np.random.default_rng(1)
    )
    namespace = {**vars(digits), "train_digits": lambda *arguments: learnt}
    found = checking.run_exercise(
        "train_digits", checking.collect(a11), Student(Trusted(namespace)), a11.reference, seed=5
    )
    assert max(outcome.share for outcome in found[:-1]) == 0
