"""Known wrong answers: <exercise>__<name>; the docstring is the hint. `right` is the reference."""

import numpy as np


def predict_line__without_the_intercept(x, slope, intercept):
    """The intercept is missing: the line need not pass through the origin."""
    return slope * x


def predict_line__swapped(x, slope, intercept):
    """Slope and intercept are swapped: the slope multiplies x."""
    return right.predict_line(x, intercept, slope)


def predict_line__minus(x, slope, intercept):
    """The intercept is added, not subtracted."""
    return right.predict_line(x, slope, -intercept)


def fit_line__through_the_origin(x, y):
    """That is the best line through the origin: subtract the means from x and y first."""
    return np.sum(x * y) / np.sum(x**2), 0.0


def fit_line__swapped(x, y):
    """The two results stand in the wrong order: slope first, then intercept."""
    slope, intercept = right.fit_line(x, y)
    return intercept, slope


def fit_line__of_y(x, y):
    """You divide by the sum of squares of y; the errors are measured along y, so divide by that of x."""
    slope = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((y - np.mean(y)) ** 2)
    return slope, np.mean(y) - slope * np.mean(x)


def fit_line__intercept_of_the_mean(x, y):
    """The intercept is the mean of y only where the mean of x is 0: subtract slope · mean of x."""
    return right.fit_line(x, y)[0], np.mean(y)


def explained__residual_share(y, y_hat):
    """That is the share that is left over; explained is 1 minus it."""
    return 1 - right.explained(y, y_hat)


def explained__without_the_mean(y, y_hat):
    """Compare with the spread of y around its mean, not around 0."""
    return 1 - np.sum((y - y_hat) ** 2) / np.sum(y**2)


def explained__by_predictions(y, y_hat):
    """The spread in the denominator is that of y, not that of the predictions."""
    return 1 - np.sum((y - y_hat) ** 2) / np.sum((y_hat - np.mean(y_hat)) ** 2)
