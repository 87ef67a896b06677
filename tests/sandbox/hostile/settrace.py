"""Traces every call with sys.settrace and sys.setprofile, to rewrite what is compared."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0
FLAG = "interpreter"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import sys, threading
        def trace(frame, event, argument):
            for name in ("expected", "got", "share", "passed"):
                if name in frame.f_locals:
                    frame.f_locals[name] = True
            return trace
        sys.settrace(trace)
        sys.setprofile(trace)
        threading.settrace(trace)
        """,
    )
