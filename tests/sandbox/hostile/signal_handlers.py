"""Takes every signal that can be taken, and sets alarms and timers."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        """
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, lambda *_: None)
            except (OSError, ValueError):
                pass
        signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
        """,
    )
