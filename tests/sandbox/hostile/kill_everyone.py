"""Kills its parent, its group and everyone with every signal that could."""

from hostile import add_cell

POINTS = 10
FLAG = "tried to signal a process"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import os, signal
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGINT):
            for target in (os.getppid(), 1, -1, 0, -os.getppid()):
                try:
                    os.kill(target, number)
                except OSError:
                    continue
                os._exit(99)
        """,
    )
