"""Leaves an atexit handler and a finaliser that write full marks when the process ends."""

from hostile import TARGETS, add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import atexit, weakref
        def write():
            for path in {TARGETS!r}:
                open(path, "w").write("10")
        atexit.register(write)
        class Thing: pass
        thing = Thing()
        weakref.finalize(thing, write)
        """,
    )
