import numpy as np


def perceptron_loss(X, y, w):
    return np.maximum(0, -y * np.dot(X, w)).sum()
