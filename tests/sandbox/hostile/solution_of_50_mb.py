"""A solution cell of fifty megabytes, and an added one."""

from hostile import add_cell, put

POINTS = 9


def attack(notebook):
    text = "x = 1\n" * (25_000_000 // 6)
    return put(add_cell(notebook, text), "quiz_weights", text)
