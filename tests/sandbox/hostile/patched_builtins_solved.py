"""Replaces isinstance and len under right functions: the cell cannot even be answered, and is left out."""

from hostile import add_cell

POINTS = 10
FLAG = "sent something that is not an answer"


def attack(notebook):
    return add_cell(notebook, "import builtins\nbuiltins.isinstance = lambda *_: False\nbuiltins.len = lambda *_: 1")
