"""Right answers to a02_perceptron with plain loops."""

import numpy as np


def add_bias(X):
    rows = []
    for row in X:
        rows.append([1.0] + [value for value in row])
    return np.array(rows)


def predict(X, w):
    out = np.zeros(len(X), dtype=int)
    for i in range(len(X)):
        score = 0.0
        for j in range(len(w)):
            score += X[i][j] * w[j]
        if score > 0:
            out[i] = 1
        else:
            out[i] = -1
    return out


def zero_one_loss(y, y_hat):
    wrong = 0
    for a, b in zip(y, y_hat):
        if a != b:
            wrong += 1
    return wrong / len(y)


def perceptron_loss(X, y, w):
    total = 0.0
    for i in range(len(X)):
        loss = -y[i] * sum(X[i][j] * w[j] for j in range(len(w)))
        if loss > 0:
            total += loss
    return total / len(X)


def decision_line(w):
    slope = -w[1] / w[2]
    intercept = -w[0] / w[2]
    return slope, intercept


def perceptron_update(w, x, y, eta):
    score = 0.0
    for j in range(len(w)):
        score += w[j] * x[j]
    new = np.zeros(len(w))
    for j in range(len(w)):
        new[j] = w[j]
        if y * score <= 0:
            new[j] = w[j] + eta * y * x[j]
    return new


def fit_perceptron(X, y, w0, eta, max_passes):
    w = np.array(w0, dtype=float)
    updates = 0
    for number in range(max_passes):
        print("pass", number)
        changed = False
        for i in range(len(X)):
            new = perceptron_update(w, X[i], y[i], eta)
            if y[i] * np.dot(w, X[i]) <= 0:
                updates += 1
                changed = True
            w = new
        if not changed:
            return w, updates
    return w, updates


def quiz_weights():
    return np.array([-1, 2, 2])


def adaline_update(w, x, t, alpha):
    score = sum(a * b for a, b in zip(w, x))
    return np.array([w[j] + alpha * (t - score) * x[j] for j in range(len(w))])
