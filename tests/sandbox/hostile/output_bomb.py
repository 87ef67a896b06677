"""Prints without end inside a cell and inside a function."""

from hostile import add_cell, inside

POINTS = 10


def attack(notebook):
    notebook = add_cell(notebook, "for _ in range(30):\n    print('x' * (1 << 20))\nprint('\\x00\\x1b[2J' * 300_000)")
    return inside(notebook, "quiz_weights", "for _ in range(30):\n    print('é😀' * (1 << 18))")
