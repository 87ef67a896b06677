"""Hidden checks of a02_perceptron."""

import numpy as np
import pytest

from course_tools.comparison import as_array

# Lecture 003's walk-through: four points with their bias column, labels and start.
X = np.array([[1.0, 1, 3], [1, 5, 4], [1, 6, 3], [1, 3, 1]])
Y = np.array([1, 1, -1, -1])
W_START = np.array([0.0, -1, 1])


def labelled(rng, n, d):
    """Random samples with bias column (n, d+1), labels ±1 and weights that are wrong on some of them."""
    return np.column_stack([np.ones(n), rng.normal(size=(n, d))]), rng.choice([-1, 1], n), rng.normal(size=d + 1)


@pytest.mark.parametrize("shape", [(5, 3), (2, 4), (1, 2)])
def test_add_bias_to_random_samples(agrees, rng, shape):
    """puts a column of ones in front of random samples"""
    agrees("add_bias", rng.normal(size=shape))


def test_add_bias_to_whole_numbers(gives, rng):
    """works for whole numbers"""
    samples = rng.integers(2, 9, (3, 2))
    gives("add_bias", samples, expected=np.array([[1, a, b] for a, b in samples.tolist()]))


def test_predict_the_walk_through(gives):
    """predicts lecture 003's four points from its start"""
    gives("predict", X, W_START, expected=[1, -1, -1, -1])


@pytest.mark.parametrize("n", [1, 7])
def test_predict_random_samples(agrees, rng, n):
    """predicts random samples of five features"""
    samples, _, w = labelled(rng, n, 5)
    agrees("predict", samples, w)


def test_predict_on_the_line(gives, rng):
    """a score of exactly 0 predicts −1"""
    w = np.array([2.0, -1.0, 0.5])
    samples = np.array([[1.0, 2.0, 0.0], [1.0, 3.0, 2.0], [1.0, 1.0, 1.0], [1.0, 4.0, 1.0]])
    gives("predict", samples, w, expected=[-1, -1, 1, -1])


def test_zero_one_loss_of_the_walk_through(gives):
    """is .25, not .75, where one of four is wrong (erratum 10)"""
    gives("zero_one_loss", Y, np.array([1, -1, -1, -1]), expected=0.25)


@pytest.mark.parametrize("n", [1, 9, 200])
def test_zero_one_loss_of_random_labels(agrees, rng, n):
    """is the share of wrong predictions for random labels"""
    y = rng.choice([-1, 1], n)
    y_hat = np.where(rng.random(n) < 0.3, -y, y)
    y_hat[0] = -y[0]
    agrees("zero_one_loss", y, y_hat)


def test_perceptron_loss_of_the_walk_through(gives):
    """gives lecture 003's losses: 1/4 at the start, 18.5 for x2 after the first update"""
    gives("perceptron_loss", X, Y, W_START, expected=0.25)
    gives("perceptron_loss", X[2:3], Y[2:3], np.array([0.5, 1.5, 3]), expected=18.5)


@pytest.mark.parametrize("n", [1, 8, 31])
def test_perceptron_loss_of_random_samples(agrees, rng, n):
    """is the mean over random samples, right ones included"""
    samples, _, w = labelled(rng, n, 4)
    side = np.where(samples @ w > 0, 1, -1)
    wrong = np.arange(n) % 3 == 0
    agrees("perceptron_loss", samples, np.where(wrong, -side, side), w)


@pytest.mark.parametrize("case", ["x0 is right", "x1 is wrong", "x2 is wrong"])
def test_perceptron_update_walks_through_the_lecture(gives, case):
    """reproduces lecture 003's walk-through"""
    i, w, expected = {
        "x0 is right": (0, W_START, W_START),
        "x1 is wrong": (1, W_START, [0.5, 1.5, 3.0]),
        "x2 is wrong": (2, np.array([0.5, 1.5, 3.0]), [0.0, -1.5, 1.5]),
    }[case]
    gives("perceptron_update", w, X[i], int(Y[i]), 0.5, expected=expected)


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_of_a_wrong_sample(agrees, rng, y):
    """moves the weights by η y x if the sample is wrong"""
    w, x = rng.normal(size=6), rng.normal(size=6)
    agrees("perceptron_update", w, x if y * (w @ x) < 0 else -x, y, 0.3)


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_of_a_right_sample(agrees, rng, y):
    """leaves the weights as they are if the sample is right"""
    w, x = rng.normal(size=4), rng.normal(size=4)
    agrees("perceptron_update", w, x if y * (w @ x) > 0 else -x, y, 0.7)


@pytest.mark.parametrize("y", [1, -1])
def test_perceptron_update_at_score_zero(agrees, rng, y):
    """counts a score of exactly 0 as a mistake (erratum 11)"""
    agrees("perceptron_update", np.zeros(3), rng.normal(size=3), y, 0.4)


def test_perceptron_update_of_whole_numbers(gives):
    """does not cut off fractions when weights and sample are whole numbers"""
    gives("perceptron_update", np.array([0, -1, 1]), np.array([1, 5, 4]), 1, 0.5, expected=[0.5, 1.5, 3.0])


@pytest.mark.parametrize(
    ("eta", "w", "updates"),
    [(0.2, [0.2, -2, 3.8], 21), (0.5, [0.5, -5, 9.5], 27), (1.0, [1.0, -10, 19], 29)],
    ids=["eta .2", "eta .5", "eta 1"],
)
def test_fit_perceptron_to_the_lecture(gives, eta, w, updates):
    """converges on lecture 003's points to the known weights in the known number of updates"""
    gives("fit_perceptron", X, Y, W_START, eta, 100, expected=(w, updates))


@pytest.mark.parametrize("n", [1, 12])
def test_fit_perceptron_to_separable_samples(agrees, rng, n):
    """trains on random separable samples until none is wrong"""
    samples, _, truth = labelled(rng, n, 3)
    margin = np.sign(samples @ truth)
    samples[:, 1:] += 0.3 * margin[:, None] * truth[1:] / np.linalg.norm(truth[1:])
    agrees("fit_perceptron", samples, margin.astype(int), rng.normal(size=4), 0.37, 500)


@pytest.mark.parametrize("passes", [0, 1, 5])
def test_fit_perceptron_stops_after_max_passes(agrees, passes):
    """stops after max_passes where no line exists (XOR)"""
    corners = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
    agrees("fit_perceptron", corners, np.array([-1, 1, 1, -1]), np.array([0.1, 0.2, -0.3]), 0.6, passes)


def test_fit_perceptron_from_zero(agrees, rng):
    """starts from w = 0, where every score is 0 and counts as a mistake"""
    samples, y, _ = labelled(rng, 6, 2)
    agrees("fit_perceptron", samples, y, np.zeros(3), 1.0, 3)


def test_adaline_update_of_random_samples(agrees, rng):
    """steps by α (t − w·x) x for random samples, right or wrong"""
    for t in (1, -1, 0.3):
        agrees("adaline_update", rng.normal(size=5), rng.normal(size=5), t, 0.13)


def test_adaline_update_by_hand(gives):
    """from w=(0, −1, 1) on x0=(1, 1, 3) with target 1 and α=.1: score 2, one short step back"""
    gives("adaline_update", W_START, X[0], 1, 0.1, expected=[-0.1, -1.1, 0.7])


def test_adaline_update_of_whole_numbers(gives):
    """does not cut off fractions when all are whole numbers"""
    gives("adaline_update", np.array([1, 2]), np.array([1, 3]), 2, 0.25, expected=[-0.25, -1.75])


def test_decision_line_of_the_diagonal(gives):
    """is (1, 0) for w=(0, −1.5, 1.5)"""
    gives("decision_line", np.array([0, -1.5, 1.5]), expected=(1.0, 0.0))


@pytest.mark.parametrize("sign", [1, -1], ids=["w2 positive", "w2 negative"])
def test_decision_line_of_random_weights(agrees, rng, sign):
    """solves random lines for x2"""
    agrees("decision_line", np.array([*rng.normal(size=2), sign * rng.uniform(0.5, 2)]))


def test_quiz_weights_separate(student):
    """the scores are > 0 at (1,1), (0,1), (1,0) and ≤ 0 at (0,0)"""
    w = as_array(student.quiz_weights(), (3,), label="quiz_weights")
    for corner, wanted in {(1, 1): 1, (0, 1): 1, (1, 0): 1, (0, 0): -1}.items():
        score = w @ (1, *corner)
        got = 1 if score > 0 else -1
        assert got == wanted, f"quiz_weights: {corner} should be in class {wanted:+d}, its score is {score:.4g}"
