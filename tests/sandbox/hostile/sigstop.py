"""Stops its own process, for ever."""

from hostile import inside

POINTS = 10
FLAG = "tried to signal a process"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import os, signal
        for stop in (lambda: os.kill(os.getpid(), signal.SIGSTOP), lambda: signal.raise_signal(signal.SIGSTOP)):
            try:
                stop()
            except OSError:
                pass
        """,
    )
