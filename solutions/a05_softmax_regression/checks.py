"""Hidden checks of a05_softmax_regression."""

import numpy as np
import pytest

from course_tools import datasets
from course_tools.comparison import as_array, require
from course_tools.lectures import CORNERS, IRIS_B2, IRIS_H, IRIS_P, IRIS_W2, IRIS_Y, IRIS_Z2, SCORES, XOR

NEEDS = {"softmax_cross_entropy": ["softmax"], "predict_classes": ["softmax"]}


def targets(rng, n, k):
    """Random one-hot targets (n, k)."""
    return np.eye(k)[rng.integers(0, k, n)]


def problem(rng, n, d, k):
    """A random softmax regression: X (n, d), Y (n, k), W (d, k), b (k,)."""
    return rng.normal(size=(n, d)), targets(rng, n, k), rng.normal(size=(d, k)), rng.normal(size=k)


def test_softmax_of_lecture_003(agrees, gives, rng):
    """gives the right figures of lecture 003's example, in any order (erratum 14)"""
    expected = [0.054825, 0.090392, 0.006714, 0.099898, 0.738155, 0.010016]
    agrees("softmax", rng.permutation(SCORES) + rng.normal())
    gives("softmax", SCORES, expected=expected, atol=2e-6)


def test_softmax_of_lecture_002(agrees, gives, rng):
    """gives the right figures of lecture 002's example, and of others close to it (erratum 17)"""
    agrees("softmax", np.array([1.60, 0.55, 0.98]) + rng.uniform(-0.2, 0.2, 3))
    gives("softmax", np.array([1.60, 0.55, 0.98]), expected=[0.529694, 0.185360, 0.284946], atol=2e-6)


@pytest.mark.parametrize("shape", [(4,), (7, 3), (5, 5), (1, 6)], ids=["one sample", "7 by 3", "5 by 5", "1 by 6"])
def test_softmax_of_random_scores(agrees, rng, shape):
    """is right for random scores, one sample or a batch, over the last axis"""
    agrees("softmax", rng.normal(scale=2, size=shape))


def test_softmax_of_large_scores(agrees, gives, rng):
    """the rows (1000, 0) and (−1000, −1001) give (1, 0) and (.731059, .268941), other rows of their kind others"""
    scores = np.array([[1000.0, 0.0], [-1000.0, -1001.0]])
    agrees("softmax", scores - rng.uniform(0, 2, (2, 2)))
    gives("softmax", scores, expected=[[1, 0], [0.731059, 0.268941]], atol=2e-6)


@pytest.mark.parametrize("shape", [(5,), (4, 5)], ids=["one sample", "a batch"])
def test_softmax_of_scores_far_from_zero(gives, reference, rng, shape):
    """scores near 3000 or −3000 are as good as scores near 0"""
    scores = rng.normal(size=shape)
    centre = 3000 * np.array([[1], [-1], [-1], [1]]) if len(shape) == 2 else -3000
    gives("softmax", scores + centre, expected=reference.softmax(scores))


@pytest.mark.parametrize("n", [1, 3])
def test_softmax_of_scores_far_apart(agrees, rng, n):
    """the scores of one sample may be thousands apart"""
    scores = rng.normal(size=(n, 4))
    scores[:, 1] -= 5000
    scores[0, 2:] += 4000
    agrees("softmax", scores)


def test_softmax_ignores_a_shift_of_each_row(gives, reference, rng):
    """a number added to all scores of a row changes nothing, whatever the other rows hold"""
    scores = rng.normal(size=(4, 3))
    shifts = np.array([[0.0], [900.0], [-900.0], [7.0]])
    gives("softmax", scores + shifts, expected=reference.softmax(scores))


def test_softmax_of_whole_numbers(agrees, rng):
    """works for whole numbers, as one sample and as a batch"""
    agrees("softmax", rng.integers(-3, 4, 6))
    agrees("softmax", rng.integers(-3, 4, (3, 4)) + np.array([[0], [1200], [-5]]))


def test_softmax_jacobian_of_lecture_003(agrees, gives, rng):
    """off the diagonal it is −.122362, −.112054, −.097415 for lecture 003's Iris sample (erratum 3)"""
    expected = [[0.234417, -0.122362, -0.112054], [-0.122362, 0.219778, -0.097415], [-0.112054, -0.097415, 0.209470]]
    agrees("softmax_jacobian", rng.dirichlet([3, 3, 3]))
    gives("softmax_jacobian", IRIS_P, expected=expected, atol=2e-6)


@pytest.mark.parametrize("k", [2, 4, 9])
def test_softmax_jacobian_is_the_derivative(student, reference, rng, central_difference, k):
    """agrees with central differences of softmax"""
    scores = rng.normal(size=k)
    got = as_array(student.softmax_jacobian(reference.softmax(scores)), (k, k), label="softmax_jacobian")
    # Central differences are right to about 1e-10 here; every wrong formula is off by far more.
    expected = central_difference(reference.softmax, scores)
    require(got, expected, label="softmax_jacobian by central differences", rtol=1e-6, atol=1e-8)


def test_softmax_jacobian_of_unequal_probabilities(agrees, reference, rng):
    """is exact for six probabilities from large to tiny"""
    agrees("softmax_jacobian", reference.softmax(rng.normal(size=6) * np.array([1, 2, 3, 4, 5, 6])))


def test_softmax_cross_entropy_of_lecture_003(agrees, gives, rng):
    """is .980385 for lecture 003's Iris sample, and right for flowers close to it"""
    agrees("softmax_cross_entropy", IRIS_Z2[None] + rng.uniform(-0.2, 0.2, (2, 3)), np.eye(3)[[0, 2]])
    gives("softmax_cross_entropy", IRIS_Z2[None], IRIS_Y, expected=0.980385, atol=2e-6)


@pytest.mark.parametrize(("n", "k"), [(9, 4), (5, 5), (1, 6)], ids=["9 by 4", "5 by 5", "one sample"])
def test_softmax_cross_entropy_of_random_scores(agrees, rng, n, k):
    """is the mean over random samples"""
    agrees("softmax_cross_entropy", rng.normal(scale=3, size=(n, k)), targets(rng, n, k))


def test_softmax_cross_entropy_of_whole_numbers(agrees, rng):
    """works for whole-number scores and targets"""
    scores = np.array([[900, -900, 0], *rng.integers(-3, 4, (5, 3))])
    agrees("softmax_cross_entropy", scores, np.eye(3, dtype=int)[[1, 0, 2, 2, 1, 0]])


def test_softmax_cross_entropy_of_scores_of_1000(gives, rng):
    """stays finite at scores of ±1000: right costs 0, wrong costs the whole distance"""
    high = rng.uniform(900, 1100, 4)
    scores = np.where(np.eye(2)[[0, 1, 0, 1]] > 0, high[:, None], -high[:, None])
    gives("softmax_cross_entropy", scores, np.eye(2)[[0, 1, 1, 1]], expected=2 * high[2] / 4)


def test_softmax_cross_entropy_of_rows_far_from_one_another(gives, rng):
    """treats each row by itself: one near 1000 and one near −1000"""
    gap = rng.uniform(0.5, 2)
    scores, cost = np.array([[1000.0, 0], [-1000, -1000 - gap]]), np.log1p(np.exp(-gap)) / 2
    gives("softmax_cross_entropy", scores, np.eye(2)[[0, 0]], expected=cost)


@pytest.mark.parametrize("gap", [40, 800, 3000])
def test_softmax_cross_entropy_of_a_confident_mistake(agrees, rng, gap):
    """a confidently wrong answer costs its full price, not a clipped one"""
    scores = rng.normal(size=(3, 4))
    scores[1, 2] += gap
    agrees("softmax_cross_entropy", scores, np.eye(4)[[0, 1, 3]])


def test_softmax_cross_entropy_ignores_a_shift_of_each_row(gives, reference, rng):
    """a number added to all scores of a row changes nothing, whatever the other rows hold"""
    scores, Y = rng.normal(size=(3, 4)), targets(rng, 3, 4)
    expected = reference.softmax_cross_entropy(scores, Y)
    gives("softmax_cross_entropy", scores + np.array([[2000.0], [-2000.0], [5.0]]), Y, expected=expected)


def test_softmax_gradient_of_lecture_003(agrees, gives, rng):
    """gives the known gradient of lecture 003's last layer, and that of another input"""
    dW = [[-0.174953, 0.091323, 0.083630], [-0.449880, 0.234831, 0.215049]]
    db = [-0.624833, 0.326154, 0.298679]
    agrees("softmax_gradient", rng.normal(size=(1, 2)), IRIS_Y, IRIS_W2, IRIS_B2)
    gives("softmax_gradient", IRIS_H[None], IRIS_Y, IRIS_W2, IRIS_B2, expected=(dW, db), atol=2e-6)


@pytest.mark.parametrize(("n", "d", "k"), [(6, 4, 3), (1, 3, 5)], ids=["six samples", "one sample"])
def test_softmax_gradient_is_the_derivative(student, reference, rng, central_difference, n, d, k):
    """agrees with central differences of the loss"""
    X, Y, W, b = problem(rng, n, d, k)
    got = student.softmax_gradient(X, Y, W, b)
    dW = central_difference(lambda V: reference.softmax_cross_entropy(X @ V + b, Y), W)
    db = central_difference(lambda c: reference.softmax_cross_entropy(X @ W + c, Y), b)
    # Central differences are right to about 1e-9 here; every wrong formula is off by far more.
    require(got, (dW, db), label="softmax_gradient by central differences", rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(("n", "d", "k"), [(11, 2, 7), (4, 4, 4)], ids=["11, 2, 7", "4, 4, 4"])
def test_softmax_gradient_of_unseen_shapes(agrees, rng, n, d, k):
    """is exact for other numbers of samples, features and classes"""
    agrees("softmax_gradient", *problem(rng, n, d, k))


def test_softmax_gradient_of_large_scores(agrees, rng):
    """stays finite where the scores are in the thousands"""
    X, Y, W, b = problem(rng, 5, 3, 4)
    agrees("softmax_gradient", X, Y, 3000 * W, b - 2000)


def test_softmax_gradient_of_whole_numbers(agrees, rng):
    """works for whole-number samples, targets and weights"""
    X, W = rng.integers(-3, 4, (5, 2)), rng.integers(-2, 3, (2, 3))
    agrees("softmax_gradient", X, targets(rng, 5, 3).astype(int), W, np.array([1, -1, 2]))


@pytest.mark.parametrize(("n", "d", "k"), [(20, 3, 5), (8, 8, 8)], ids=["20, 3, 5", "8, 8, 8"])
def test_predict_classes_of_random_samples(agrees, rng, n, d, k):
    """finds the most probable class of random samples"""
    X, _, W, b = problem(rng, n, d, k)
    agrees("predict_classes", X, W, b)


def test_predict_classes_of_one_sample(gives, rng):
    """returns an array of one label for a batch of one"""
    W, b = np.array([[1.0, -0.2, -1.5], [0.3, 1.2, -0.4]]), np.array([0.1, -0.3, 0.2])
    for label in rng.permutation(3):
        sample = np.array([[2.0, 0.5], [-0.5, 3.0], [-2.0, -1.0]])[label] + rng.uniform(-0.2, 0.2, 2)
        gives("predict_classes", sample[None], W, b, expected=[label])


def test_predict_classes_counts_the_bias(agrees, rng):
    """lets the biases decide where they are large"""
    X, _, W, _ = problem(rng, 30, 2, 4)
    W[:, [1, 3]] = [[1.5, -0.5], [0.5, 1.0]]
    agrees("predict_classes", X, W, np.array([-20.0, 0.5, -20.0, 1.0]))


def test_predict_classes_of_large_scores(gives, rng):
    """decides rightly between scores in the thousands"""
    W = np.array([[2000.0, 3000.0, -1000.0], [1000.0, -500.0, -3000.0]])
    X, labels = np.array([[0.5, 1.0], [1.0, 0.5], [-1.0, -1.0]]), np.arange(3)
    order = rng.permutation([0, 0, 1, 1, 2])
    gives("predict_classes", X[order] + rng.uniform(-0.05, 0.05, (5, 2)), W, np.zeros(3), expected=labels[order])


@pytest.mark.parametrize("n", [7, 150])
def test_accuracy_of_random_labels(agrees, rng, n):
    """is the share of right predictions for random labels"""
    y = rng.integers(0, 4, n)
    y_hat = np.where(rng.random(n) < 0.3, (y + rng.integers(1, 4, n)) % 4, y)
    y_hat[0] = (y[0] + 1) % 4
    agrees("accuracy", y_hat, y)


def test_accuracy_of_all_and_none(gives, rng):
    """is 1 where all are right, 0 where none is, and between the two elsewhere"""
    y = rng.integers(0, 4, int(rng.integers(20, 40)))
    gives("accuracy", np.where(np.arange(len(y)) < 7, y, (y + 1) % 4), y, expected=7 / len(y))
    gives("accuracy", y.copy(), y, expected=1)
    gives("accuracy", (y + 1) % 4, y, expected=0)


_NOWHERE = (np.zeros((2, 2)), np.zeros(2))
TRAINED = {"atol": 1e-9}  # room for entries of W that are nearly 0


def test_fit_softmax_to_iris(agrees):
    """trains on the 150 irises as the reference does, loss by loss"""
    iris = datasets.iris()
    agrees("fit_softmax", iris.X, np.eye(3)[iris.y], 0.05, 150, **TRAINED)


@pytest.mark.parametrize(("n", "d", "k"), [(12, 2, 4), (1, 3, 2)], ids=["12, 2, 4", "one sample"])
def test_fit_softmax_to_random_samples(agrees, rng, n, d, k):
    """trains on random samples"""
    X, Y, _, _ = problem(rng, n, d, k)
    agrees("fit_softmax", X, Y, 0.3, 25, **TRAINED)


def test_fit_softmax_from_zero_to_one_step(gives, reference, rng):
    """with 0 epochs returns zeros and one loss, ln K; with 1, −η times the gradient at zero and two losses"""
    X, Y, _, _ = problem(rng, 8, 3, 4)
    gives("fit_softmax", X, Y, 0.7, 0, expected=(np.zeros((3, 4)), np.zeros(4), [np.log(4)]))
    dW, db = reference.softmax_gradient(X, Y, np.zeros((3, 4)), np.zeros(4))
    W, b = -0.7 * dW, -0.7 * db
    losses = [np.log(4), reference.softmax_cross_entropy(X @ W + b, Y)]
    gives("fit_softmax", X, Y, 0.7, 1, expected=(W, b, losses), atol=1e-10)


def test_fit_softmax_to_whole_numbers(agrees, rng):
    """works for whole-number samples and targets"""
    agrees("fit_softmax", rng.integers(-2, 3, (6, 2)), targets(rng, 6, 3).astype(int), 0.2, 10, **TRAINED)


def test_fit_softmax_takes_every_step(agrees, gives, rng):
    """takes all its epochs, also where the loss cannot fall or hardly falls"""
    gives("fit_softmax", CORNERS, np.eye(2)[XOR.astype(int)], 0.5, 7, expected=(*_NOWHERE, [np.log(2)] * 8))
    X, Y, _, _ = problem(rng, 6, 2, 3)
    agrees("fit_softmax", X, Y, 1e-7, 12, **TRAINED)
