"""Fails on purpose so that the reference is lent to a later function, and tries to give that reference as its own."""

from hostile import EXERCISES, put

BASE = "untouched"
POINTS = 0


def attack(notebook):
    every = ", ".join(EXERCISES)
    for name in EXERCISES:
        source = f"""
_mine_{name} = "{every}"
def {name}(*arguments):
    for other in "{every}".split(", "):
        function = globals().get(other)
        if function is not {name} and function is not None and function.__code__.co_name == "stub":
            for give in (function, getattr(function, "__wrapped__", None)):
                try:
                    globals()["{name}"] = give
                except Exception:
                    pass
    raise LookupError("nothing lent")
"""
        notebook = put(notebook, name, source)
    return notebook
