"""Reads the held-out digits by path and with the course's own loader; a success would end the process."""

from hostile import REPOSITORY, inside

POINTS = 10
FLAG = "held_out.csv"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        f"""
        import os
        from pathlib import Path
        from course_tools import datasets
        held_out = Path({REPOSITORY!r} + "/solutions/a11_digits/held_out.csv")
        for read in (held_out.read_bytes, lambda: datasets.table(held_out, ()), lambda: os.listdir(held_out.parent)):
            try:
                read()
            except OSError:
                continue
            os._exit(99)
        """,
    )
