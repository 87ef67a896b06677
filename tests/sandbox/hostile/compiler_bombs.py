"""Sources that crash or stall a parser: brackets, signs and powers nested a hundred thousand deep."""

from hostile import add_cell, put

POINTS = 9


def attack(notebook):
    for text in (
        "(" * 100_000 + ")" * 100_000,
        "-" * 100_000 + "1",
        "x" + ".x" * 100_000,
        "[" * 150 + "]" * 150,
        "f'{" * 500,
    ):
        notebook = add_cell(notebook, text, before="add_bias")
    return put(notebook, "quiz_weights", "def quiz_weights():\n    return " + "not " * 50_000 + "1")
