"""Answers rightly and changes its arguments in place, and keeps them to change them later."""

from hostile import inside

POINTS = 9.8  # predict keeps its values; the fifth of its checks, of unchanged arguments, is lost


def attack(notebook):
    return inside(notebook, "predict", "result = np.where(X @ w > 0, 1, -1)\nX *= 0\nw[:] = 7\nreturn result")
