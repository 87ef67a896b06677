"""Overwrites, truncates, deletes, renames, links and changes the mode of every file whose place it knows."""

from hostile import TARGETS, add_cell

BASE = "untouched"
POINTS = 0
FLAG = "tried to open"


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import os, shutil
        def attempt(action, *arguments):
            try:
                action(*arguments)
            except OSError as error:
                print(error)
        for path in {TARGETS!r}:
            attempt(lambda: open(path, "w").write("10"))
            attempt(lambda: open(path, "r+b").write(b"10"))
            attempt(lambda: os.close(os.open(path, os.O_RDONLY | os.O_TRUNC)))
            attempt(os.truncate, path, 0)
            attempt(os.remove, path)
            attempt(os.rename, path, path + ".old")
            attempt(os.rename, path, "mine")
            attempt(os.link, path, "hard")
            attempt(os.chmod, path, 0)
            attempt(os.utime, path, (0, 0))
            attempt(os.symlink, path, path + ".link")
            attempt(shutil.rmtree, os.path.dirname(path))
        """,
    )
