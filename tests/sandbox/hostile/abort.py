"""Aborts the interpreter, and asks for a core dump."""

from hostile import inside

POINTS = 9
FLAG = "ended its own process"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import os, resource
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
        except (OSError, ValueError):
            pass
        os.abort()
        """,
    )
