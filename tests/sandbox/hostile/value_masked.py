"""Returns a masked array whose masked entries are wrong."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(notebook, "quiz_weights", "return np.ma.masked_array([9.0, 1, 1], mask=[True, False, False])")
