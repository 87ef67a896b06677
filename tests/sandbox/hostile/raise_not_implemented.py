"""Pretends that a right function was not written yet, to be taken for a missing one with full points."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(notebook, "quiz_weights", 'raise NotImplementedError("full points, please")')
