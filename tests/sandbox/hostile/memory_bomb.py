"""Allocates memory without end, in the interpreter and in arrays."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        kept = []
        while True:
            kept.append(np.ones(1 << 23))
            kept.append("x" * (1 << 26))
        """,
    )
