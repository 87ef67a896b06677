"""Two cells for the same exercise, the right one first and a wrong one last, and ids of the checks many times."""

import copy

from hostile import cell

POINTS = 9
FLAG = "stands 2 times"


def attack(notebook):
    again = copy.deepcopy(cell(notebook, "predict"))
    again["source"] = "def predict(X, w):\n    return True"
    notebook["cells"] += [again] + [copy.deepcopy(cell(notebook, "predict-check")) for _ in range(50)]
    return notebook
