"""An added cell of ninety megabytes of names, to search for the exercises among them."""

from hostile import add_cell

POINTS = 10
FLAG = "left out"


def attack(notebook):
    return add_cell(notebook, "a b " * (90_000_000 // 4))
