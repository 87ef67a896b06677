"""Right answers to a02_perceptron that give lists, tuples and plain numbers back, with other parameter names."""

import math


def add_bias(samples):
    return [[1, *row] for row in samples.tolist()]


def predict(samples, weights):
    return [1 if sum(a * b for a, b in zip(row, weights)) > 0 else -1 for row in samples]


zero_one_loss = lambda truth, guess: sum(int(a != b) for a, b in zip(truth, guess)) / len(truth)  # noqa: E731


def perceptron_loss(samples, labels, weights):
    losses = [max(0, -label * sum(a * b for a, b in zip(row, weights))) for row, label in zip(samples, labels)]
    return math.fsum(losses) / len(losses)


def decision_line(weights):
    bias, first, second = (float(value) for value in weights)
    return [-first / second, -bias / second]


def perceptron_update(weights, sample, label, rate):
    score = sum(a * b for a, b in zip(weights, sample))
    if label * score > 0:
        return [float(value) for value in weights]
    return [a + rate * label * b for a, b in zip(weights, sample)]


def fit_perceptron(samples, labels, start, rate, passes):
    weights, count = list(start), 0
    while passes > 0:
        passes -= 1
        before = count
        for sample, label in zip(samples, labels):
            count += label * sum(a * b for a, b in zip(weights, sample)) <= 0
            weights = perceptron_update(weights, sample, label, rate)
        if count == before:
            break
    return [weights, int(count)]


def quiz_weights():
    return (-0.1, 0.2, 0.3)


def adaline_update(weights, sample, target, rate):
    error = target - sum(a * b for a, b in zip(weights, sample))
    return tuple(a + rate * error * b for a, b in zip(weights, sample))
