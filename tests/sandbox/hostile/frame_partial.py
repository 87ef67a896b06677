"""Sends half a frame and no more, in the middle of a call."""

from hostile import CHANNEL, add_cell, inside

POINTS = 9


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL, before="add_bias")
    return inside(
        notebook, "quiz_weights", 'import time\nos.write(_channel(), _frame({"ok": 1.0})[:11])\ntime.sleep(100)'
    )
