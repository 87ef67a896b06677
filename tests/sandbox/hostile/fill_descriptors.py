"""Opens descriptors until there are no more, and keeps them."""

from hostile import inside

POINTS = 10


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import os
        global kept
        kept = []
        try:
            while True:
                kept.append(os.dup(0))
        except OSError:
            pass
        """,
    )
