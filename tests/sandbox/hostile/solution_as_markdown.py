"""A solution cell is turned into Markdown; it costs its own exercise."""

from hostile import cell

POINTS = 9


def attack(notebook):
    cell(notebook, "quiz_weights")["cell_type"] = "markdown"
    return notebook
