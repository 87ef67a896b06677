"""Ends its process inside one function, with success."""

from hostile import inside

POINTS = 9
FLAG = "ended its own process"


def attack(notebook):
    return inside(notebook, "quiz_weights", "import os\nos._exit(0)")
