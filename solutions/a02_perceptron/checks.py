"""Hidden checks of a02_perceptron."""

import numpy as np
import pytest

from course_tools.comparison import as_array, require
from course_tools.lectures import CORNERS, LABELS, POINTS, W_START

W1 = np.array([0.5, 1.5, 3.0])  # the lecture's weights after its first update

# What the start is after the answer was written into: itself, if the answer is a new array.
OVERWRITE = """
def start_after_writing_into_the_answer(w, x, y, eta):
    import numpy
    start = w.copy()
    answer = numpy.asarray(perceptron_update(start, x, y, eta))
    answer[0] = answer[0] + 1
    return start
"""


def sides(rng, n, d):
    """Random samples with their bias column (n, d+1), weights, and on which side each lies; for n > 1 both occur."""
    w = rng.normal(size=d + 1)
    samples = np.column_stack([np.ones(n), rng.normal(size=(n, d))])
    for side, i in ((1, 0), (-1, n - 1)) if n > 1 else ():
        samples[i, 1:] += (side * abs(rng.normal()) - samples[i] @ w) * w[1:] / (w[1:] @ w[1:])
    return samples, w, np.where(samples @ w > 0, 1, -1)


@pytest.mark.parametrize("shape", [(5, 3), (2, 4), (1, 2)])
def test_add_bias_to_random_samples(agrees, rng, shape):
    """puts a column of ones in front of random samples"""
    agrees("add_bias", rng.normal(size=shape))


def test_add_bias_to_whole_numbers(gives, rng):
    """works for whole numbers"""
    samples = rng.integers(2, 9, (3, 2))
    gives("add_bias", samples, expected=np.array([[1, a, b] for a, b in samples.tolist()]))


@pytest.mark.parametrize("n", [1, 7])
def test_predict_both_sides(agrees, gives, rng, n):
    """predicts lecture 003's four points and random samples of five features"""
    gives("predict", POINTS, W_START, expected=[1, -1, -1, -1])
    samples, w, _ = sides(rng, n, 5)
    agrees("predict", samples, w)
    agrees("predict", samples, -w)


def test_predict_on_the_line(gives, rng):
    """a score of exactly 0 predicts −1, also where all numbers are whole"""
    w0, w1 = rng.integers(1, 9, 2)
    scores = rng.permutation([0, 1, *rng.integers(-2, 3, 10)])
    x1 = rng.integers(1, 9, len(scores))
    samples = np.column_stack([np.ones_like(x1), x1, scores - (w0 + w1 * x1)])
    gives("predict", samples, np.array([w0, w1, 1]), expected=np.where(scores > 0, 1, -1))


@pytest.mark.parametrize("n", [1, 9, 200])
def test_zero_one_loss_is_the_share_of_wrong_ones(agrees, gives, rng, n):
    """is .25, not .75, where one of four is wrong (erratum 10), and the share of wrong ones among random labels"""
    y = rng.choice([-1, 1], n)
    y_hat = np.where(rng.random(n) < 0.3, -y, y)
    y_hat[0] = -y[0]
    agrees("zero_one_loss", y, y_hat)
    agrees("zero_one_loss", y[:1], y[:1])
    gives("zero_one_loss", LABELS, np.array([1, -1, -1, -1]), expected=0.25)


@pytest.mark.parametrize("n", [1, 8, 31])
def test_perceptron_loss_of_random_samples(agrees, gives, rng, n):
    """gives lecture 003's losses, 1/4 and 18.5, and the mean over random samples, right ones included"""
    gives("perceptron_loss", POINTS, LABELS, W_START, expected=0.25)
    gives("perceptron_loss", POINTS[2:3], LABELS[2:3], W1, expected=18.5)
    samples, w, side = sides(rng, n, 4)
    agrees("perceptron_loss", samples, np.where(np.arange(n) % 3 == 0, -side, side), w)


def test_perceptron_loss_of_whole_numbers(gives, rng):
    """is the mean, with its fraction, where all numbers are whole"""
    w, a, b = rng.integers(1, 9, 3)
    samples = np.array([[1, 2 * a], [1, b], [1, 3]])  # on the wrong, the right and the wrong side of w·(0, 1)
    gives("perceptron_loss", samples, np.array([-1, 1, -1]), np.array([0, w]), expected=w * (2 * a + 3) / 3)


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_of_a_wrong_sample(agrees, gives, rng, y):
    """moves the weights by η y x if the sample is wrong, in lecture 003's walk-through and for random ones"""
    gives("perceptron_update", W_START, POINTS[1], 1, 0.5, expected=W1)
    gives("perceptron_update", W1, POINTS[2], -1, 0.5, expected=[0.0, -1.5, 1.5])
    w, x = rng.normal(size=6), rng.normal(size=6)
    agrees("perceptron_update", w, x if y * (w @ x) < 0 else -x, y, 0.3)


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_of_a_right_sample(agrees, rng, y):
    """leaves the weights as they are if the sample is right, however small its score"""
    w, x = rng.normal(size=4), rng.normal(size=4)
    x = x if y * (w @ x) > 0 else -x
    agrees("perceptron_update", w, x, y, 0.7)
    agrees("perceptron_update", w, 0.1 * x / abs(w @ x), y, 0.7)


def test_perceptron_update_gives_a_new_array(student, rng):
    """gives a new array even if the sample is right: who writes into the answer does not change w"""
    student.define(OVERWRITE)
    w, x = rng.normal(size=4), rng.normal(size=4)
    x *= 2 / (w @ x)
    got = student.start_after_writing_into_the_answer(w, x, 1, 0.7)
    require(got, w, label="w, after the answer of perceptron_update was written into")
    require(student.perceptron_update(w, x, 1, 0.7), w, label="perceptron_update")
    require(student.perceptron_update(w, x, -1, 1.0), w - x, label="perceptron_update")


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_at_score_zero(agrees, rng, y):
    """counts a score of exactly 0 as a mistake (erratum 11)"""
    agrees("perceptron_update", np.zeros(3), rng.normal(size=3), y, 0.4)


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_of_whole_numbers(gives, rng, y):
    """does not cut off fractions when weights and sample are whole numbers"""
    x = rng.integers(1, 9, 3)
    w = -y * np.array([0, 1, 2])
    gives("perceptron_update", w, x, y, 0.25, expected=w + 0.25 * y * x)


def test_fit_perceptron_until_none_is_wrong(agrees, gives, rng):
    """converges on lecture 003's points in the known number of updates, and on random separable samples"""
    for eta, w, updates in ((0.2, [0.2, -2, 3.8], 21), (0.5, [0.5, -5, 9.5], 27), (1.0, [1.0, -10, 19], 29)):
        gives("fit_perceptron", POINTS, LABELS, W_START, eta, 100, expected=(w, updates))
    for n in (1, 5, 12):
        samples, truth, side = sides(rng, n, 3)
        samples[:, 1:] += 0.3 * side[:, None] * truth[1:] / np.linalg.norm(truth[1:])
        agrees("fit_perceptron", samples, side, -truth + 0.5 * rng.normal(size=4), 0.37, 500)


@pytest.mark.parametrize("passes", [0, 1, 5])
def test_fit_perceptron_stops_after_max_passes(agrees, rng, passes):
    """stops after max_passes where no line exists (XOR)"""
    corners = np.column_stack([np.ones(4), CORNERS])
    agrees("fit_perceptron", corners, np.array([-1, 1, 1, -1]), 0.3 * rng.normal(size=3), 0.6, passes)


def test_fit_perceptron_from_zero(agrees, rng):
    """starts from w = 0, where every score is 0 and counts as a mistake, whatever the label"""
    for first in (-1, 1):
        samples, _, y = sides(rng, 6, 2)
        y[0] = first
        samples[-1], y[-1] = samples[-2], -y[-2]  # so that no pass is without an update
        agrees("fit_perceptron", samples, y, np.zeros(3), 1.0, 1)
        agrees("fit_perceptron", samples, y, np.zeros(3), 1.0, 3)


def test_fit_perceptron_from_whole_numbers(agrees, rng):
    """does not cut off fractions when samples and start are whole numbers"""
    samples = np.column_stack([np.ones(5, dtype=int), rng.integers(-5, 6, (5, 2))])
    samples[4] = samples[2]  # in both classes: no pass is without an update
    agrees("fit_perceptron", samples, np.array([1, -1, 1, -1, -1]), np.array([0, 1, 1]), 0.25, 4)


@pytest.mark.parametrize("side", [1, -1], ids=["on the right side", "on the wrong side"])
def test_adaline_update_of_random_samples(agrees, rng, side):
    """steps by η (y − w·x) x for random samples, right or wrong, and for targets other than ±1"""
    for y in (1, -1, 0.3):
        w, x = rng.normal(size=5), rng.normal(size=5)
        agrees("adaline_update", w, x if side * y * (w @ x) > 0 else -x, y, 0.13)


def test_adaline_update_of_whole_numbers(gives, rng):
    """does not cut off fractions when all are whole numbers"""
    a, b = rng.integers(2, 6, 2)
    gives(
        "adaline_update",
        np.array([1, a]),
        np.array([1, b]),
        2,
        0.25,
        expected=[1, a] + 0.25 * (1 - a * b) * np.array([1, b]),
    )


@pytest.mark.parametrize("sign", [1, -1], ids=["w2 positive", "w2 negative"])
def test_decision_line_of_random_weights(agrees, gives, rng, sign):
    """is the diagonal for w=(0, −1.5, 1.5), and solves random lines for x2"""
    gives("decision_line", np.array([0, -1.5, 1.5]), expected=(1.0, 0.0))
    agrees("decision_line", np.array([*rng.normal(size=2), sign * rng.uniform(0.5, 2)]))


def test_decision_line_of_whole_numbers(gives, rng):
    """keeps the fractions where the weights are whole numbers"""
    w0, w1, w2 = rng.permutation(np.arange(2, 9))[:3].tolist()
    gives("decision_line", np.array([w0, w1, -w2]), expected=(w1 / w2, w0 / w2))


def test_quiz_weights_separate(student):
    """the scores are > 0 at (1,1), (0,1), (1,0) and ≤ 0 at (0,0)"""
    w = as_array(student.quiz_weights(), (3,), label="quiz_weights")
    for corner, wanted in {(1, 1): 1, (0, 1): 1, (1, 0): 1, (0, 0): -1}.items():
        score = w @ (1, *corner)
        got = 1 if score > 0 else -1
        assert got == wanted, f"quiz_weights: {corner} should be in class {wanted:+d}, its score is {score:.4g}"
