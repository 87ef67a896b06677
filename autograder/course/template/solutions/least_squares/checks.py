"""Hidden checks: a test named test_<exercise>_<what it shows>; its docstring is the sentence that the student reads."""

import numpy as np
import pytest


@pytest.mark.parametrize("n", [1, 6])
def test_predict_line_of_random_numbers(agrees, rng, n):
    """predicts for random numbers"""
    agrees("predict_line", rng.normal(size=n), rng.normal(), rng.normal())


def test_predict_line_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("predict_line", rng.integers(2, 9, 5), 0.5, -1.25)


@pytest.mark.parametrize("n", [2, 9])
def test_fit_line_of_random_points(agrees, rng, n):
    """finds the best line of random points"""
    agrees("fit_line", rng.normal(3, 1, n), rng.normal(-2, 1, n))


def test_fit_line_cannot_be_bettered(student, rng):
    """leaves no other line near it a smaller sum of squares"""
    x, y = rng.normal(size=8), rng.normal(size=8)
    slope, intercept = student.fit_line(x, y)

    def squares(s, c):
        return np.sum((y - s * x - c) ** 2)

    for step in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)):
        nearby = squares(slope + step[0], intercept + step[1])
        assert nearby > squares(slope, intercept), "fit_line: a line close to yours has a smaller sum of squares"


def test_explained_of_random_numbers(agrees, rng):
    """is the share explained, for random numbers"""
    agrees("explained", rng.normal(2, 1, 7), rng.normal(size=7))


def test_explained_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("explained", np.array([1, 5, *rng.integers(0, 9, 4)]), rng.integers(0, 9, 6))
