import numpy as np


def fit_perceptron(X, y, w0, eta, max_passes):
    w, updates = w0, 0
    for i in range(len(X)):
        if y[i] * np.dot(w, X[i]) <= 0:
            w = w + eta * y[i] * X[i]
            updates += 1
    return w, updates
