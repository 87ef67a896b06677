"""Returns objects that lie about their class: a __class__ of ndarray, subclasses of float and list."""

from hostile import put

POINTS = 7


def attack(notebook):
    head = """
class Lie:
    __class__ = property(lambda self: np.ndarray)
    dtype, shape, size, nbytes, ndim = np.dtype(float), (3,), 3, 24, 1
    tobytes = lambda self: bytes(24)
class Number(float):
    __eq__ = lambda self, other: True
    __float__ = lambda self: 0.25
class List(list):
    __iter__ = lambda self: iter([Lie()])
    __len__ = lambda self: 1 << 50
"""
    notebook = put(notebook, "predict", head + "def predict(X, w):\n    return Lie()")
    notebook = put(notebook, "decision_line", head + "def decision_line(w):\n    return List([1, 0])")
    return put(notebook, "quiz_weights", head + "def quiz_weights():\n    return (Number(-1), Number(1), Number(1))")
