"""Returns an object that says it is equal to everything, in every place: also inside lists, tuples and dicts."""

from hostile import EXERCISES, put

BASE = "untouched"
POINTS = 0


def attack(notebook):
    forms = ["Same()", "[Same(), Same()]", "(Same(), Same())", "{Same(): Same()}", "np.array([Same()], dtype=object)"]
    for number, name in enumerate(EXERCISES):
        source = f"""
class Same:
    __eq__ = __ge__ = __le__ = __gt__ = __lt__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 0
    __repr__ = lambda self: "1.0"
    __bool__ = lambda self: True
    shape, ndim, dtype, size = (3,), 1, float, 3
def {name}(*_):
    return {forms[number % len(forms)]}
"""
        notebook = put(notebook, name, source)
    return notebook
