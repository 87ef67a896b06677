"""NUL bytes, lone surrogates and other control characters in the sources."""

from hostile import add_cell, inside

POINTS = 9


def attack(notebook):
    notebook = add_cell(notebook, "x = '\ud800\udfff'\nprint(x)", before="add_bias")
    notebook = add_cell(notebook, "\x00\x01\x1a", before="add_bias")
    return inside(notebook, "quiz_weights", "x = '\x00'")
