"""Returns subclasses of ndarray whose every method lies, memory maps, records and matrices."""

from hostile import inside

POINTS = 8.5


def attack(notebook):
    evil = """
        class Evil(np.ndarray):
            shape = property(lambda self: (3,))
            tobytes = lambda self, *_: b""
            astype = lambda self, *_, **__: self
            __array_finalize__ = lambda self, other: None
            __array_function__ = lambda *_, **__: True
        return np.zeros(1000).view(Evil)
        """
    return inside(inside(notebook, "quiz_weights", evil), "add_bias", "return np.asmatrix(np.ones((2, 2)))")
