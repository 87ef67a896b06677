"""Recurses without end, with the interpreter's limit lifted."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import sys
        sys.setrecursionlimit(1 << 30)
        def deeper(n):
            return deeper(n + 1) + max([n], key=deeper)
        return deeper(0)
        """,
    )
