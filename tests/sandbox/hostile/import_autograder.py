"""Imports autograder and its checks, to ask the reference or to change the points."""

from hostile import EXERCISES, REPOSITORY, add_cell

BASE = "untouched"
POINTS = 0
FLAG = "import the autograder"


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import sys
        sys.path[:0] = [{REPOSITORY!r}, {REPOSITORY!r} + "/solutions", {REPOSITORY!r} + "/solutions/a02_perceptron"]
        for name in ("autograder", "autograder.course", "autograder.grading", "a02_perceptron", "notebook", "checks"):
            try:
                module = __import__(name)
                globals().update({{one: getattr(module, one) for one in {EXERCISES!r}}})
            except Exception as error:
                print(error)
        """,
    )
