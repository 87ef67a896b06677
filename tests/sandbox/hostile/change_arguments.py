"""Answers rightly and changes its arguments in place, and keeps them to change them later."""

from hostile import inside

POINTS = 9.75  # predict keeps its values; a quarter is lost for the changed arguments


def attack(notebook):
    return inside(notebook, "predict", "result = np.where(X @ w > 0, 1, -1)\nX *= 0\nw[:] = 7\nreturn result")
