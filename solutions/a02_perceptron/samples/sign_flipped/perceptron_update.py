import numpy as np


def perceptron_update(w, x, y, eta):
    if y * np.dot(w, x) <= 0:
        return w - eta * y * x
    return w.copy()
