"""Swallows every exception for ever."""

from hostile import inside

POINTS = 9


def attack(notebook):
    code = """
        import time
        while True:
            try:
                while True:
                    time.sleep(0.1)
            except BaseException:
                continue
        """
    return inside(notebook, "quiz_weights", code)
