"""One text of a million letters among thousands of empty ones: as an array, it would take gigabytes."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(notebook, "quiz_weights", 'return ["x" * 1_000_000] + [""] * 30_000')
