"""Replaces builtins (all, any, abs, max, AssertionError) so that every comparison holds."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0
FLAG = "replaced builtins"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import builtins
        builtins.any = lambda *_: True
        builtins.abs = builtins.max = lambda *_: 0
        builtins.AssertionError = type("Nothing", (Exception,), {})
        """,
    )
