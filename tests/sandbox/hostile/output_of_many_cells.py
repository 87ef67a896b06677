"""Forty cells that each print a megabyte of the widest characters."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    for _ in range(40):
        notebook = add_cell(notebook, "print('😀' * (1 << 20))")
    return notebook
