"""Puts modules of its own in the place of autograder, pytest and the checks in sys.modules."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0


def attack(notebook):
    return add_cell(
        notebook,
        """
        import sys, types
        class Yes(types.ModuleType):
            def __getattr__(self, name):
                return lambda *_, **__: True
        for name in ("autograder", "autograder.grading", "autograder.grading.fixtures", "pytest", "nbgrader", "json"):
            sys.modules[name] = Yes(name)
        """,
        before="add_bias",
    )
