"""Reads the held-out digits by path and through the course's own loader; a success would end the process."""

from hostile import REPOSITORY, inside

POINTS = 10
FLAG = "digits_held_out"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        f"""
        import os
        from course_tools import datasets
        for read in (datasets.digits_held_out, lambda: open({REPOSITORY!r} + "/datasets/digits_held_out.csv").read(),
                     lambda: os.listdir({REPOSITORY!r} + "/datasets")):
            try:
                read()
            except OSError:
                continue
            os._exit(99)
        """,
    )
