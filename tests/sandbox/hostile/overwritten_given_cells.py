"""Overwrites the locked given cells, to put a numpy of its own under everything."""

from hostile import cell

POINTS = 10


def attack(notebook):
    cell(notebook, "given-imports")["source"] = "raise SystemExit\nnp = plt = None"
    return notebook
