"""Which readers of the digits earn which points in a11_digits, over twelve seeds: `python benchmarks/digits.py`.

Prints, for each reader, its accuracy on the held-out digits (least, mean, most), how many numbers it keeps, the points
that the assignment gives for four means of three trainings, and the seconds of a training.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from autograder.course.assignment import assignment
from course_tools import datasets

SEEDS = range(12)
FIFTH, ALL, MOST, POINTS = 0.9, 0.97, 0.8, 6.0
Reader = Callable[[np.ndarray, np.ndarray, np.random.Generator], tuple[int, Callable[[np.ndarray], np.ndarray]]]
"""Trains on (X, y) with a generator: how many numbers it keeps, and what reads digits."""

digits_assignment = assignment("a11_digits")
right = digits_assignment.reference
hidden = datasets.table(digits_assignment.folder / "held_out.csv", tuple("0123456789"))


def nearest_mean(
    X: np.ndarray, y: np.ndarray, rng: np.random.Generator
) -> tuple[int, Callable[[np.ndarray], np.ndarray]]:
    """The class whose mean image is nearest."""
    means = np.array([X[y == k].mean(axis=0) for k in range(10)])
    return means.size, lambda new: ((new[:, None, :] - means) ** 2).sum(axis=2).argmin(axis=1)


def neighbours(count: int, kept: int = 1237) -> Reader:
    """The majority class among the `count` nearest of the digits kept, the first ones."""

    def train(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> tuple[int, Callable[[np.ndarray], np.ndarray]]:
        X, y = X[:kept], y[:kept]

        def read(new: np.ndarray) -> np.ndarray:
            squares = (new**2).sum(axis=1)[:, None] - 2 * new @ X.T + (X**2).sum(axis=1)
            classes = y[squares.argsort(axis=1)[:, :count]]
            return np.array([np.bincount(row).argmax() for row in classes])

        return X.size + y.size, read

    return train


def softmax_regression(eta: float, steps: int) -> Reader:
    """Full-batch descent from 0 on grey values divided by 16."""

    def train(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> tuple[int, Callable[[np.ndarray], np.ndarray]]:
        params = [(np.zeros((64, 10)), np.zeros(10))]
        for _ in range(steps):
            ((dW, db),) = right.gradients(X / 16, params, y)
            params = [(params[0][0] - eta * dW, params[0][1] - eta * db)]
        return right.numbers(params), lambda new: np.asarray(right.predict_digits(params, new))

    return train


def network(*units: int, epochs: int = 16) -> Reader:
    """The reference's training, of hidden layers with these units."""

    def train(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> tuple[int, Callable[[np.ndarray], np.ndarray]]:
        sizes = [64, *units, 10]
        params = [(rng.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)) for n, m in pairwise(sizes)]
        for epochs_left in range(epochs, 0, -1):
            eta = epochs_left / (2 * epochs)
            for batch in np.array_split(rng.permutation(len(y)), len(y) // 16 + 1):
                grads = right.gradients(X[batch] / 16, params, y[batch])
                params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
        return right.numbers(params), lambda new: np.asarray(right.predict_digits(params, new))

    return train


def reference(X: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> tuple[int, Callable[[np.ndarray], np.ndarray]]:
    """The assignment's own network."""
    params = right.train_digits(X, y, X[:0], y[:0], rng)
    return right.numbers(params), lambda new: np.asarray(right.predict_digits(params, new))


READERS: dict[str, Reader] = {
    "nearest mean": nearest_mean,
    "softmax regression, η = .5, 300 steps": softmax_regression(0.5, 300),
    "softmax regression, η = 5, 300 steps": softmax_regression(5.0, 300),
    "softmax regression, η = 5, 1000 steps": softmax_regression(5.0, 1000),
    "nearest neighbour": neighbours(1),
    "three nearest neighbours": neighbours(3),
    "three nearest of 300 digits": neighbours(3, 300),
    "the reference's network, 64-256-10": reference,
    "a network 64-128-10": network(128),
    "a network 64-64-10, 20 epochs": network(64, epochs=20),
    "a network 64-16-10, 20 epochs": network(16, epochs=20),
    "a network 64-512-10": network(512),
}


def main() -> None:
    """Train every reader on random splits of the public digits and let it read the held-out ones."""
    digits = datasets.digits()
    for name, train in READERS.items():
        found, started = [], time.perf_counter()
        for seed in SEEDS:
            rng = np.random.default_rng(seed)
            rows = rng.permutation(len(digits.y))[:1237]
            kept, read = train(digits.X[rows], digits.y[rows], rng)
            found.append(float(np.mean(read(hidden.X) == hidden.y)))
        seconds = (time.perf_counter() - started) / len(SEEDS)
        means = np.reshape(found, (-1, 3)).mean(axis=1)
        shares = np.where(means >= FIFTH, 0.2 + 0.8 * np.minimum(1, (means - FIFTH) / (ALL - FIFTH)), 0)
        if not right.LEAST_NUMBERS <= kept <= right.MOST_NUMBERS:
            shares = np.minimum(shares, MOST)
        points = np.floor(4 * POINTS * shares + 1e-9) / 4
        print(
            f"{name:38} {min(found):.1%} {np.mean(found):.1%} {max(found):.1%}   "
            f"{kept:6} numbers   points {points.min():g} … {points.max():g}   {seconds:.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
