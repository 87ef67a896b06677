"""Which readers of the digits earn which points in a11_digits, over ten seeds: `python benchmarks/digits.py`.

Prints, for each reader, its accuracy on the held-out digits (least, mean, most), the points that the assignment gives
for them, and the seconds of a training. The line to full points is drawn where its last points are a network's.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from autograder.course.assignment import assignment
from course_tools import datasets

SEEDS = range(10)
FIFTH, ALL, POINTS = 0.9, 0.975, 6.0
Reader = Callable[[np.ndarray, np.ndarray, np.random.Generator], Callable[[np.ndarray], np.ndarray]]
"""Trains on (X, y) with a generator; what comes out reads digits."""

right = assignment("a11_digits").reference


def nearest_mean(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> Callable[[np.ndarray], np.ndarray]:
    """The class whose mean image is nearest."""
    means = np.array([X[y == k].mean(axis=0) for k in range(10)])
    return lambda new: ((new[:, None, :] - means) ** 2).sum(axis=2).argmin(axis=1)


def neighbours(count: int) -> Reader:
    """The majority class among the `count` nearest digits."""

    def train(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> Callable[[np.ndarray], np.ndarray]:
        def read(new: np.ndarray) -> np.ndarray:
            squares = (new**2).sum(axis=1)[:, None] - 2 * new @ X.T + (X**2).sum(axis=1)
            classes = y[squares.argsort(axis=1)[:, :count]]
            return np.array([np.bincount(row).argmax() for row in classes])

        return read

    return train


def softmax_regression(eta: float, steps: int) -> Reader:
    """Full-batch descent from 0 on grey values divided by 16."""

    def train(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> Callable[[np.ndarray], np.ndarray]:
        params = [(np.zeros((64, 10)), np.zeros(10))]
        for _ in range(steps):
            ((dW, db),) = right.gradients(X / 16, params, y)
            params = [(params[0][0] - eta * dW, params[0][1] - eta * db)]
        return lambda new: np.asarray(right.predict_digits(params, new))

    return train


def reference(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> Callable[[np.ndarray], np.ndarray]:
    """The assignment's own network."""
    params = right.train_digits(X, y, X[:0], y[:0], rng)
    return lambda new: np.asarray(right.predict_digits(params, new))


READERS: dict[str, Reader] = {
    "nearest mean": nearest_mean,
    "softmax regression, η = .5, 300 steps": softmax_regression(0.5, 300),
    "softmax regression, η = 5, 300 steps": softmax_regression(5.0, 300),
    "softmax regression, η = 5, 1000 steps": softmax_regression(5.0, 1000),
    "nearest neighbour": neighbours(1),
    "three nearest neighbours": neighbours(3),
    "the reference's network": reference,
}


def main() -> None:
    """Train every reader on ten random splits of the public digits and let it read the held-out ones."""
    digits, hidden = datasets.digits(), datasets.digits_held_out()
    for name, train in READERS.items():
        found, started = [], time.perf_counter()
        for seed in SEEDS:
            rng = np.random.default_rng(seed)
            rows = rng.permutation(len(digits.y))[:1237]
            found.append(float(np.mean(train(digits.X[rows], digits.y[rows], rng)(hidden.X) == hidden.y)))
        seconds = (time.perf_counter() - started) / len(SEEDS)
        shares = [0.2 + 0.8 * min(1, (each - FIFTH) / (ALL - FIFTH)) if each >= FIFTH else 0 for each in found]
        points = np.floor(4 * POINTS * np.array(shares) + 1e-9) / 4
        print(
            f"{name:38} {min(found):.1%} {np.mean(found):.1%} {max(found):.1%}   "
            f"points {points.min():g} … {points.max():g}, all in {np.sum(points == POINTS)} of 10   {seconds:.2f} s"
        )


if __name__ == "__main__":
    main()
