"""Hidden checks of a11_digits."""

import numpy as np
import pytest

from course_tools import datasets
from course_tools.comparison import as_array

# Neither can be seen without the other. Where params are what `outputs` takes, a right version of the other steps in.
NEEDS = {"train_digits": ["predict_digits"], "predict_digits": ["train_digits"]}
TRAINING = 30.0  # seconds that one training may take; there are three on all digits and two on 400, perhaps done twice
SECONDS = {"call": TRAINING, "submission": 300.0}


def shuffled(rng):
    """The public digits (1437, 64) and their classes in random order."""
    digits = datasets.digits()
    order = rng.permutation(len(digits.y))
    return digits.X[order], digits.y[order]


def read(student, params, X):
    """What the student reads: one whole number 0 … 9 per row, shape (N,)."""
    y_hat = as_array(student.predict_digits(params, X), (len(X),), label="predict_digits")
    odd = y_hat[~np.isin(y_hat, range(10))]
    assert not odd.size, f"predict_digits: expected whole numbers 0 … 9, got {odd[0]:g} among the predictions"
    return y_hat


def taught(student, rng):
    """Params from the student's training on 400 digits, and 300 other digits with their classes."""
    X, y = shuffled(rng)
    params = student.call("train_digits", X[:400], y[:400], X[400:500], y[400:500], rng, seconds=TRAINING)
    return params, X[500:800], y[500:800]


def advice(accuracy):
    """Where to look, by the accuracy."""
    if accuracy < 0.2:
        return "That is no better than guessing: do both functions scale the inputs alike, does the loss fall?"
    if accuracy < 0.95:
        return "It has begun to learn: more steps, a larger rate or smaller batches should bring more."
    return "That is about where a linear model ends: a hidden layer, more units or smaller last steps bring the rest."


FIFTH, ALL = 0.9, 0.975  # accuracies: at the first a fifth of the points, at the second all (benchmarks/digits.py)


@pytest.mark.parametrize("run", [1, 2, 3], ids=lambda run: f"training {run} of 3")
def test_train_digits_reads_hidden_digits(student, rng, credit, run):
    """reads digits that nobody has seen: from 90 % it counts, from 97.5 % in full"""
    X, y = shuffled(rng)
    params = student.call("train_digits", X[:1237], y[:1237], X[1237:], y[1237:], rng, seconds=TRAINING)
    hidden = datasets.digits_held_out()
    accuracy = np.mean(read(student, params, hidden.X) == hidden.y)
    remark = f"train_digits: {accuracy:.1%} of the {len(hidden.y)} hidden digits are right; full points need 97.5 %."
    share = 0.2 + 0.8 * (accuracy - FIFTH) / (ALL - FIFTH) if accuracy >= FIFTH else 0.0
    credit(share, f"{remark} {advice(accuracy)}")


def test_predict_digits_gives_classes(student, rng):
    """gives one class 0 … 9 for each row, for batches of every size, and far better than guessing"""
    params, X, y = taught(student, rng)
    right = 0
    for rows in np.split(np.arange(300), [200, 201, 203, 210]):
        right += np.sum(read(student, params, X[rows]) == y[rows])
    assert right >= 150, f"predict_digits: expected at least half of 300 digits right, got {right}"


def test_predict_digits_reads_each_digit_by_itself(student, rng):
    """gives a digit the same class alone, among others, in another order and when asked again"""
    params, X, y = taught(student, rng)
    together = read(student, params, X)
    assert np.sum(together == y) >= 150, "predict_digits: expected at least half of 300 digits right"
    others = {
        "in reverse order": read(student, params, X[::-1])[::-1],
        "one by one": np.concatenate([read(student, params, X[i : i + 1]) for i in range(60)]),
        "when asked again": read(student, params, X),
    }
    for how, got in others.items():
        differ = np.flatnonzero(got != together[: len(got)])
        first = f"; digit {differ[0]} is {got[differ[0]]:.0f}, before {together[differ[0]]:.0f}" if differ.size else ""
        assert not differ.size, f"predict_digits: {how}, {differ.size} of {len(got)} answers differ{first}"


def test_confusion_matrix_of_the_example(gives):
    """counts the six pairs of the notebook's example"""
    expected = [[1, 1, 0], [0, 1, 0], [1, 0, 2]]
    gives("confusion_matrix", np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 2]), 3, expected=expected)


@pytest.mark.parametrize(("n", "k"), [(300, 10), (40, 4), (25, 2)])
def test_confusion_matrix_of_random_classes(agrees, rng, n, k):
    """counts random pairs, rows true and columns predicted"""
    y = rng.integers(0, k, n)
    agrees("confusion_matrix", y, np.where(rng.random(n) < 0.4, y, rng.integers(0, k, n)), k)


@pytest.mark.parametrize("missing", [[0, 3], [5], [2, 4, 5]], ids=lambda missing: f"without {missing}")
def test_confusion_matrix_with_missing_classes(agrees, rng, missing):
    """keeps a row and a column for a class that never occurs"""
    present = np.setdiff1d(np.arange(6), missing)
    agrees("confusion_matrix", rng.choice(present, 30), rng.choice(present, 30), 6)


def test_confusion_matrix_of_one_sample(agrees, rng):
    """is a single 1 for a single sample, off the diagonal if the sample is wrong"""
    true, predicted = rng.choice(7, 2, replace=False)
    agrees("confusion_matrix", np.array([true]), np.array([predicted]), 7)


def test_confusion_matrix_without_a_mistake(agrees, rng):
    """is diagonal if every prediction is right"""
    y = rng.integers(0, 5, 50)
    agrees("confusion_matrix", y, y, 5)
