"""Searches all objects of the interpreter for functions with the exercises' names, to return what they give."""

from hostile import EXERCISES, put

BASE = "untouched"
POINTS = 0
FLAG = "searched the interpreter"


def attack(notebook):
    for name in EXERCISES:
        source = f"""
import gc, types
def {name}(*arguments):
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__name__ == {name!r} and one is not {name}:
            return one(*arguments)
        if type(one) is dict and callable(one.get({name!r})) and one[{name!r}] is not {name}:
            return one[{name!r}](*arguments)
    raise LookupError("no reference here")
"""
        notebook = put(notebook, name, source)
    return notebook
