"""A wrong cell first and the right one last: the last counts."""

import copy

from hostile import cell

POINTS = 10
FLAG = "stands 2 times"


def attack(notebook):
    again = copy.deepcopy(cell(notebook, "predict"))
    again["source"] = "def predict(X, w):\n    return True"
    notebook["cells"].insert(0, again)
    return notebook
