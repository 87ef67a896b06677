"""Crashes the interpreter through ctypes."""

from hostile import inside

POINTS = 9
FLAG = "killed by signal"


def attack(notebook):
    return inside(notebook, "quiz_weights", "import ctypes\nctypes.string_at(0)")
