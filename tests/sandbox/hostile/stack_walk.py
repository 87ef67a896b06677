"""Walks up the stack for a local variable named expected, reference or check, and returns it."""

from hostile import EXERCISES, put

BASE = "untouched"
POINTS = 0


def attack(notebook):
    for name in EXERCISES:
        source = f"""
import sys
def {name}(*arguments):
    frame = sys._getframe()
    while frame is not None:
        for key, value in [*frame.f_locals.items(), *frame.f_globals.items()]:
            if key in ("expected", "want", "wanted", "solution", "answer"):
                return value
            if key == "reference":
                return getattr(value, {name!r})(*arguments)
        frame = frame.f_back
    raise LookupError("no expected value here")
"""
        notebook = put(notebook, name, source)
    return notebook
