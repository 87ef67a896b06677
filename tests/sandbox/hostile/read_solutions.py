"""Reads the reference, the checks and the known mistakes by their absolute paths, and runs what it can read."""

from hostile import EXERCISES, REPOSITORY, add_cell

BASE = "untouched"
POINTS = 0
FLAG = "solutions/a02_perceptron/notebook.py"


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import os, runpy
        for name in ("solutions/a02_perceptron/notebook.py", "solutions/a02_perceptron/checks.py",
                     "solutions/a02_perceptron/mistakes.py", "autograder/errors.py", ".git/HEAD"):
            path = os.path.join({REPOSITORY!r}, name)
            for read in (lambda: open(path).read(), lambda: os.open(path, os.O_RDONLY), lambda: runpy.run_path(path)):
                try:
                    found = read()
                    for function in {EXERCISES!r}:
                        globals()[function] = found[function]
                except Exception as error:
                    print(error)
        """,
    )
