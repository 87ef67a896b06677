"""Starts threads with the smallest stacks until no more can be started."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import threading, time
        threading.stack_size(32768)
        for _ in range(1 << 20):
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        """,
    )
