"""Asks a lent reference for an endless computation, with arguments of its own and with objects that stay here."""

from hostile import put

POINTS = 5


def attack(notebook):
    notebook = put(notebook, "perceptron_update", "def perceptron_update(w, x, y, eta):\n    return None")
    notebook = put(
        notebook, "fit_perceptron", "def fit_perceptron(*_):\n    return perceptron_update(object(), [], {}, print)"
    )
    source = """
def adaline_update(w, x, t, alpha):
    corners = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
    fit_perceptron(corners, np.array([-1, 1, 1, -1]), np.zeros(3), 1.0, 10**15)
"""
    return put(notebook, "adaline_update", source)
