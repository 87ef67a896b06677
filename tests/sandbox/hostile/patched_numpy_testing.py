"""Replaces every assertion of numpy.testing and every comparison of numpy by one that always agrees."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0
FLAG = "replaced numpy.testing"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import numpy as np
        for name in dir(np.testing):
            if name.startswith("assert"):
                setattr(np.testing, name, lambda *_, **__: None)
        np.allclose = np.isclose = np.array_equal = lambda *_, **__: True
        """,
        before="add_bias",
    )
