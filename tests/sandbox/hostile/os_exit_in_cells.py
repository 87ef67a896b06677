"""Ends its process in an added cell and while a solution cell is being run."""

from hostile import add_cell, put

POINTS = 9
FLAG = "ended its own process"


def attack(notebook):
    notebook = add_cell(notebook, "import os\nos._exit(0)", before="add_bias")
    return put(notebook, "quiz_weights", "import os\nos._exit(1)")
