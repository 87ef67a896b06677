"""Leaves a folder three thousand levels deep and folders that nobody may enter for the next submission."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        """
        import os
        os.umask(0o777)
        os.mkdir("closed")
        os.umask(0o277)
        os.mkdir("unreadable")
        os.umask(0)
        start = os.getcwd()
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
        open("last", "w").close()
        os.mkdir("closed", 0)
        """,
    )
