"""A fork bomb."""

from hostile import inside

POINTS = 9
FLAG = "tried to start a process"


def attack(notebook):
    return inside(notebook, "quiz_weights", "import os\nwhile True:\n    os.fork()")
