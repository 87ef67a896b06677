"""The untouched release without its locked test cells."""

BASE = "untouched"
POINTS = 0
FLAG = "locked test cells were deleted"


def attack(notebook):
    notebook["cells"] = [one for one in notebook["cells"] if not one["metadata"].get("nbgrader", {}).get("grade")]
    return notebook
