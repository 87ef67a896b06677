"""Makes empty files without end, to use up the file system's inodes."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        number = 0
        while True:
            number += 1
            open(f"empty{number}", "w").close()
        """,
    )
