"""Truncates the course files that it may read, the data sets and course_tools, by opening them for reading."""

from hostile import REPOSITORY, add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import ctypes, glob, os
        for path in [{REPOSITORY!r} + "/datasets/iris.csv",
                     {REPOSITORY!r} + "/course_tools/comparison.py", os.__file__]:
            for attempt in (
                lambda: os.open(path, os.O_RDONLY | os.O_TRUNC),
                lambda: os.truncate(path, 0),
                lambda: os.open(path, os.O_RDWR),
                lambda: os.open(path, os.O_WRONLY | os.O_APPEND),
                lambda: os.unlink(path),
            ):
                try:
                    attempt()
                except OSError as error:
                    print(error)
            ctypes.CDLL(None).truncate(path.encode(), 0)
        """,
    )
