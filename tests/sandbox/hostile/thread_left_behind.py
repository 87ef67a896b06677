"""Starts threads that are no daemons and never end."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        """
        import threading, time
        for _ in range(5):
            threading.Thread(target=time.sleep, args=(3600,)).start()
        """,
    )
