"""Five typical wrong answers to a02_perceptron: a function here is `<student>__<exercise>`."""

import numpy as np


def sign_flipped__perceptron_update(w, x, y, eta):
    if y * np.dot(w, x) <= 0:
        return w - eta * y * x
    return w.copy()


def in_place__perceptron_update(w, x, y, eta):
    if y * np.dot(w, x) <= 0:
        w += eta * y * x
    return w


def accuracy_for_loss__zero_one_loss(y, y_hat):
    return np.mean(np.array(y) == np.array(y_hat))


def forgot_the_mean__perceptron_loss(X, y, w):
    return np.maximum(0, -y * np.dot(X, w)).sum()


def one_pass_only__fit_perceptron(X, y, w0, eta, max_passes):
    w, updates = w0, 0
    for i in range(len(X)):
        if y[i] * np.dot(w, X[i]) <= 0:
            w = w + eta * y[i] * X[i]
            updates += 1
    return w, updates
