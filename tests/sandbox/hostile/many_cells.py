"""Twenty thousand added cells."""

from hostile import new_cell

POINTS = 10


def attack(notebook):
    notebook["cells"] += [new_cell(f"x{number} = {number}") for number in range(20_000)]
    return notebook
