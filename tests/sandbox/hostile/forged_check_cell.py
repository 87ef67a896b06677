"""A cell with a grade cell's grade_id that sets scores, in a kind of cell that grading runs."""

from hostile import cell

BASE = "untouched"
POINTS = 0


def attack(notebook):
    check = cell(notebook, "predict-check")
    check["metadata"]["nbgrader"].update(grade=False, solution=True, locked=False)
    check["source"] = "score = points = 10\npredict = lambda *_: 10\n10.0"
    return notebook
