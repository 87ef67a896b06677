# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] minutes=15
# # A line through points
#
# Points that almost lie on a line: which line is the best one, and how good is it?
#
# **Conventions.** `x` and `y` are arrays of shape (N,), float64 or whole numbers. No function changes its arguments.
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import numpy as np

from course_tools import expect

# %% [markdown]
# ## 1 What a line predicts
#
# $$ \hat y = s\,x + c $$
#
# with the slope $s$ and the intercept $c$.


# %% nbgrader={"grade": false, "grade_id": "predict_line", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def predict_line(x, slope, intercept):
    """What the line predicts: slope · x + intercept.

    x: shape (N,). slope, intercept: numbers. Returns an array of shape (N,).
    """
    ### BEGIN SOLUTION
    return slope * np.asarray(x) + intercept
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "predict_line-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(predict_line, np.array([0.5, 1.5, 3.0]), 2.0, -1.0).gives([0.0, 2.0, 5.0], "slope 2, intercept −1")
expect(predict_line, np.array([1, 2, 4]), 0.5, 0.25).gives([0.75, 1.25, 2.25], "whole numbers, fractions of slope")

# %% [markdown]
# ## 2 The best line
#
# Least squares makes $\sum_i (y_i - \hat y_i)^2$ as small as it can be. With $\bar x$ and $\bar y$ the means,
#
# $$ s = \frac{\sum_i (x_i - \bar x)(y_i - \bar y)}{\sum_i (x_i - \bar x)^2}, \qquad c = \bar y - s\,\bar x $$


# %% nbgrader={"grade": false, "grade_id": "fit_line", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def fit_line(x, y):
    """Slope and intercept of the least-squares line.

    x, y: shape (N,), not all x equal. Returns a tuple of two numbers (slope, intercept).
    """
    ### BEGIN SOLUTION
    from_mean = x - np.mean(x)
    slope = np.sum(from_mean * (y - np.mean(y))) / np.sum(from_mean**2)
    return slope, np.mean(y) - slope * np.mean(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fit_line-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
expect(fit_line, np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 7.0])).gives((2.0, 1.0), "three points on one line")
expect(fit_line, np.array([1, 2, 3, 6]), np.array([2, 1, 4, 5])).gives((0.714286, 0.857143), "four that are not")

# %% [markdown]
# ## 3 How much of it the line explains
#
# $$ R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2} $$
#
# is 1 if all points lie on the line, and 0 if it does no better than the mean.


# %% nbgrader={"grade": false, "grade_id": "explained", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=1
def explained(y, y_hat):
    """The share of the variance of y that the predictions explain, R².

    y, y_hat: shape (N,), not all y equal. Returns a number.
    """
    ### BEGIN SOLUTION
    return 1 - np.sum((y - y_hat) ** 2) / np.sum((y - np.mean(y)) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "explained-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(explained, np.array([1.0, 2.0, 6.0]), np.array([1.5, 2.0, 5.0])).gives(0.910714, "a good line")
expect(explained, np.array([1.0, 2.0, 6.0]), np.array([3.0, 3.0, 3.0])).gives(0.0, "the mean alone")
expect(explained, np.array([1.0, 2.0, 6.0]), np.array([6.0, 2.0, 1.0])).gives(-2.571429, "worse than the mean")

# %% [markdown]
# **Summary.** $\hat y = s x + c$; least squares gives $s$ and $c$ in closed form; $R^2$ says how much they explain.
