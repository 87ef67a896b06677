"""Writes bytes to the channel that announce more than comes."""

from hostile import CHANNEL, add_cell, inside

POINTS = 9


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL, before="add_bias")
    return inside(notebook, "quiz_weights", "os.write(_channel(), bytes(range(256)) * 100)")
