"""Writes a forged reply with the right form straight to the channel, before the real one."""

from hostile import CHANNEL, add_cell, inside

POINTS = 10
FLAG = "nobody asked for"


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL, before="add_bias")
    return inside(notebook, "predict", 'os.write(_channel(), _frame({"ok": 1.0, "changed": [], "events": []}))')
