"""Cells that are numbers, None and lists; sources that are dicts or lists of numbers; metadata that is a text."""

from hostile import cell, new_cell

POINTS = 7


def attack(notebook):
    cell(notebook, "quiz_weights")["source"] = [1, None, {}]
    cell(notebook, "predict")["source"] = {"text": "def predict(): pass"}
    cell(notebook, "adaline_update").pop("source")
    odd = [1, None, [], {}, "x", True, {"cell_type": "code"}, {"cell_type": "code", "source": None, "metadata": "x"}]
    odd += [
        {**new_cell("1"), "metadata": {"nbgrader": value, "tags": {"skip-execution": 1}}}
        for value in ([], "x", {"grade_id": [1]})
    ]
    notebook["cells"] += odd
    return notebook
