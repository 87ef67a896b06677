"""A background thread waits for the checks and puts other functions into the namespace."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0


def attack(notebook):
    return add_cell(
        notebook,
        """
        import threading, time
        def later():
            while True:
                time.sleep(0.01)
                globals()["quiz_weights"] = lambda: True
        threading.Thread(target=later, daemon=True).start()
        """,
    )
