"""Runs for ever inside one function."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(notebook, "predict", "while True:\n    pass")
