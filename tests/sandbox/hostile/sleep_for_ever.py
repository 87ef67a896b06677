"""Sleeps for ever in C code that holds no lock, with signals blocked."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import signal, time
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        time.sleep(1e6)
        """,
    )
