"""A dict of a hundred thousand keys with the same hash, which takes minutes to build."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(notebook, "quiz_weights", "return {k * (2**61 - 1): 0 for k in range(1, 100_001)}")
