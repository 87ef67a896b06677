"""Runs for ever in an added cell."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    return add_cell(notebook, "while True:\n    pass", before="predict")
