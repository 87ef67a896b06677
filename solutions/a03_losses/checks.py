"""Hidden checks of a03_losses."""

import numpy as np
import pytest

from course_tools.comparison import as_number
from course_tools.lectures import IRIS_P, SCORES, SETOSA, SLIDE_P

NEEDS = {"hinge": ["one_hot"]}

CAT_HAT, CAT = np.array([0.87, 0.13]), np.array([1.0, 0.0])  # lecture 004's cat and dog

# −ln 1e-12. From above, 1 − (1 − 1e-12) is 1e-12 only up to 9e-5 of it, so whether p or 1 − p is clipped changes
# the loss by 3e-6 of itself: both are right, hence the wider tolerance wherever the clipping bites.
WORST = 27.631021115928547
CLIPPED = {"rtol": 1e-5, "atol": 1e-9}

# A right KL divergence may clip p or q at about 1e-12, which adds up to 3e-11 for each zero.
ROUNDED = {"rtol": 1e-7, "atol": 1e-9}


def one_hot_rows(y, n_classes):
    """Rows of the identity, for the checks' own use."""
    return np.eye(n_classes)[y]


def distribution(rng, k):
    """A random distribution (k,) with no entry near 0."""
    weights = rng.uniform(0.2, 1.5, k)
    return weights / weights.sum()


def distributions(rng, n, k):
    """Random distributions in n rows, (n, k)."""
    return np.array([distribution(rng, k) for _ in range(n)])


@pytest.mark.parametrize("shape", [(7,), (4, 3), (1, 5)])
def test_mean_absolute_error_of_random_numbers(agrees, gives, rng, shape):
    """is .13 for lecture 004's cat and dog, and the mean over all elements of random numbers"""
    agrees("mean_absolute_error", rng.normal(size=shape), 2 * rng.normal(size=shape))
    gives("mean_absolute_error", CAT_HAT, CAT, expected=0.13)


@pytest.mark.parametrize("scale", [1e-3, 1e6])
def test_mean_absolute_error_at_any_scale(agrees, rng, scale):
    """is right for tiny and for large residuals"""
    agrees("mean_absolute_error", scale * rng.normal(size=(3, 2)), scale * rng.normal(size=(3, 2)))


def test_mean_absolute_error_of_whole_numbers(agrees, rng):
    """works for whole numbers of both signs"""
    agrees("mean_absolute_error", np.array([3, -2, 7]), np.array([5, 1, 1]) + rng.integers(0, 2, 3))
    agrees("mean_absolute_error", rng.integers(1, 9, (2, 3)), -rng.integers(1, 9, (2, 3)))


@pytest.mark.parametrize("shape", [(8,), (3, 5), (1, 4)])
def test_mean_squared_error_of_random_numbers(agrees, gives, rng, shape):
    """is .0169, not the sum .0338, for lecture 004's cat (erratum 37), and the mean over all elements"""
    agrees("mean_squared_error", rng.normal(size=shape), 2 * rng.normal(size=shape))
    gives("mean_squared_error", CAT_HAT, CAT, expected=0.0169)


@pytest.mark.parametrize("scale", [1e-3, 1e6])
def test_mean_squared_error_at_any_scale(agrees, rng, scale):
    """is right for tiny and for large residuals"""
    agrees("mean_squared_error", scale * rng.normal(size=(3, 2)), scale * rng.normal(size=(3, 2)))


def test_mean_squared_error_of_whole_numbers(agrees, rng):
    """works for whole numbers of both signs"""
    agrees("mean_squared_error", np.array([3, -2, 7]), np.array([5, 1, 1]) + rng.integers(0, 2, 3))
    agrees("mean_squared_error", rng.integers(1, 9, (2, 3)), -rng.integers(1, 9, (2, 3)))


@pytest.mark.parametrize(("residual", "expected"), [(0.5, 0.125), (1.0, 0.5), (3.0, 2.5), (-3.0, 2.5)])
def test_huber_of_one_residual(agrees, gives, rng, residual, expected):
    """is ½ r² inside and a line outside, on both sides"""
    y = rng.normal(size=1)
    agrees("huber", y + residual * rng.uniform(0.7, 1.3), y)
    gives("huber", np.array([2 + residual]), np.array([2.0]), expected=expected)


@pytest.mark.parametrize("delta", [0.3, 1.7, 4.0])
def test_huber_with_another_delta(agrees, rng, delta):
    """bends at δ, for random residuals inside and outside"""
    y = rng.normal(size=(4, 5))
    residuals = delta * np.linspace(-3.1, 2.7, 20).reshape(4, 5)
    agrees("huber", y + residuals, y, delta)


@pytest.mark.parametrize("shape", [(9,), (1, 4)])
def test_huber_with_the_usual_delta(agrees, rng, shape):
    """has δ = 1 unless told otherwise"""
    agrees("huber", 2 * rng.normal(size=shape), 2 * rng.normal(size=shape))


@pytest.mark.parametrize("delta", [2, 3])
def test_huber_of_whole_numbers(agrees, rng, delta):
    """does not cut off fractions when all are whole numbers"""
    agrees("huber", np.array([1, 0, -4]), np.array([0, 4, 1]) + rng.integers(0, 2, 3), delta)
    agrees("huber", rng.integers(-6, 7, (2, 4)), rng.integers(-6, 7, (2, 4)), delta)


@pytest.mark.parametrize("n", [1, 6, 40])
def test_binary_cross_entropy_of_random_probabilities(agrees, gives, rng, n):
    """is −ln of the probability of the truth, for lecture 003's neuron; and the mean over random probabilities"""
    agrees("binary_cross_entropy", rng.uniform(0.05, 0.95, n), (np.arange(n) % 3 > 0).astype(int))
    gives("binary_cross_entropy", np.array([0.704746]), np.array([1]), expected=-np.log(0.704746))
    gives("binary_cross_entropy", np.array([0.704746]), np.array([0]), expected=-np.log(1 - 0.704746))


def test_binary_cross_entropy_of_small_probabilities(agrees, rng):
    """takes probabilities like 1e-9 at their word: only below 1e-12 is clipped"""
    agrees("binary_cross_entropy", np.array([1e-9, 3e-11, rng.uniform(0.3, 0.7)]), np.array([1, 1, 0]))


@pytest.mark.parametrize(
    ("y_hat", "y", "costs"),
    [([0.0], [1], 1), ([1.0], [0], 1), ([0.0, 1.0], [0, 1], 0), ([1e-15], [1], 1)],
    ids=["0 and wrong", "1 and wrong", "0 and 1 and right", "1e-15 and wrong"],
)
def test_binary_cross_entropy_is_finite(gives, rng, y_hat, y, costs):
    """clips ŷ to [1e-12, 1 − 1e-12] and stays finite"""
    other = rng.uniform(0.2, 0.8)
    expected = (costs * WORST - np.log(other)) / (len(y) + 1)
    gives("binary_cross_entropy", np.array([*y_hat, other]), np.array([*y, 1]), expected=expected, **CLIPPED)


@pytest.mark.parametrize(("n", "k"), [(7, 4), (3, 6), (12, 2)])
def test_one_hot_of_random_classes(gives, rng, n, k):
    """puts a single 1 into each row, in the column of its class, as lecture 002 does"""
    y = rng.integers(0, k, n)
    y[:2] = k - 1, 0
    gives("one_hot", y, k, expected=[[float(k_ == y_i) for k_ in range(k)] for y_i in y])


@pytest.mark.parametrize(("y", "k"), [([2, 0, 2], 5), ([3], 7)], ids=["1, 3, 4 missing", "one sample"])
def test_one_hot_of_missing_classes(gives, rng, y, k):
    """has a column for every class, though some do not occur"""
    gives("one_hot", np.array(y), k, expected=one_hot_rows(y, k))
    more = rng.permutation(k - 1)[:3]
    gives("one_hot", more, k, expected=one_hot_rows(more, k))


@pytest.mark.parametrize(("n", "k"), [(5, 3), (1, 4), (3, 7), (30, 2)])
def test_cross_entropy_of_random_probabilities(agrees, gives, rng, n, k):
    """is .980385 for lecture 003's Iris sample, and the mean of −ln of the true class's probability"""
    agrees("cross_entropy", distributions(rng, n, k), one_hot_rows(rng.integers(0, k, n), k))
    gives("cross_entropy", IRIS_P[None], SETOSA[None], expected=0.980385, atol=2e-6)


def test_cross_entropy_of_small_probabilities(agrees, rng):
    """takes probabilities like 1e-9 at their word: only below 1e-12 is clipped"""
    Y_hat = np.array([[1e-9, 1 - 1e-9], distribution(rng, 2), [1 - 3e-11, 3e-11]])
    agrees("cross_entropy", Y_hat, np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]))


@pytest.mark.parametrize(
    ("row", "true", "first"),
    [([0, 1, 0], 0, WORST), ([0, 1, 0], 1, 0), ([0, 0.4, 0.6], 1, -np.log(0.4)), ([1e-15, 1, 0], 0, WORST)],
    ids=["certain and wrong", "certain and right", "a zero elsewhere", "1e-15"],
)
def test_cross_entropy_is_finite(gives, rng, row, true, first):
    """clips Ŷ to [1e-12, 1 − 1e-12] and stays finite"""
    other = distribution(rng, 3)
    expected = (first - np.log(other[2])) / 2
    gives("cross_entropy", np.array([row, other]), one_hot_rows([true, 2], 3), expected=expected, **CLIPPED)


@pytest.mark.parametrize(("n", "k"), [(6, 4), (1, 3), (4, 9), (20, 2)])
def test_hinge_of_random_scores(agrees, gives, rng, n, k):
    """is right for the scores of lecture 003's softmax example, and the mean over random samples"""
    scores, y = 2 * rng.normal(size=(n, k)), rng.integers(0, k, n)
    y[0] = scores[0].argmin()  # so that the loss is never 0
    agrees("hinge", scores, y)
    gives("hinge", np.tile(SCORES, (3, 1)), np.array([3, 0, 5]), expected=8.7)


def test_hinge_of_equal_scores(gives, rng):
    """is K − 1 where all scores are equal, however large, and 0 beyond the margin"""
    for k in rng.permutation([3, 4, 5, 6, 7, 9])[:4].tolist():
        gives("hinge", np.full((2, k), rng.normal()), np.array([1, 0]), expected=k - 1)
        gives("hinge", 40 * np.eye(k), np.arange(k), expected=0)


def test_hinge_of_whole_numbers(agrees, rng):
    """works for whole-number scores: a lead of exactly 1 is enough"""
    agrees("hinge", np.array([[3, 2, 5], [-1, 0, -4]]) + rng.integers(-9, 9), np.array([0, 1]))
    scores = rng.integers(-3, 4, (3, 4))
    scores[:, 1] -= 20  # far behind, which pays for nobody
    scores[0, 0] = scores[0, 3] + 2
    agrees("hinge", scores, np.array([3, 0, 2]))


def test_kl_divergence_by_hand(agrees, gives, rng):
    """is not symmetric: .143841 one way, .130812 the other"""
    agrees("kl_divergence", distribution(rng, 2), np.array([0.9, 0.1]), **ROUNDED)
    even, uneven = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    gives("kl_divergence", even, uneven, expected=0.5 * np.log(4 / 3), **ROUNDED)
    gives("kl_divergence", uneven, even, expected=0.75 * np.log(3) - np.log(2), **ROUNDED)


@pytest.mark.parametrize("k", [2, 5, 11])
def test_kl_divergence_of_random_distributions(agrees, rng, k):
    """is Σ p ln(p/q) for random distributions"""
    agrees("kl_divergence", distribution(rng, k), distribution(rng, k), **ROUNDED)


def test_kl_divergence_of_equal_distributions(student, rng):
    """is 0 for equal distributions and positive for others"""
    p = distribution(rng, 4)
    same = as_number(student.kl_divergence(p, p.copy()), label="kl_divergence(p, p)")
    assert abs(same) < 1e-9, f"kl_divergence: expected 0 for p = q, got {same:.6g}"
    other = as_number(student.kl_divergence(p, p[::-1].copy()), label="kl_divergence(p, q)")
    assert other > 0, f"kl_divergence: expected a positive number for p ≠ q, got {other:.6g}"


@pytest.mark.parametrize("zeros", [[1, 2], [0], [2]], ids=["one-hot", "zero in front", "zero at the end"])
def test_kl_divergence_with_zeros(gives, rng, zeros):
    """counts a term with p = 0 as 0"""
    p, q = distribution(rng, 3), distribution(rng, 3)
    p[zeros] = 0
    p /= p.sum()
    kept = p > 0
    gives("kl_divergence", p, q, expected=np.sum(p[kept] * np.log(p[kept] / q[kept])), **ROUNDED)


@pytest.mark.parametrize("base", [2, 3.7, 100])
def test_summed_binary_cross_entropy_to_any_base(agrees, gives, rng, base):
    """takes its logarithm in the given base; with base 10 it is the slide's .74 (.742609, erratum 1)"""
    agrees("summed_binary_cross_entropy", rng.uniform(0.05, 0.95, 5), rng.permutation([1, 1, 0, 0, 1]), base)
    gives("summed_binary_cross_entropy", SLIDE_P, SETOSA, 10, expected=0.742609, atol=2e-6)


@pytest.mark.parametrize("k", [1, 8])
def test_summed_binary_cross_entropy_of_random_probabilities(agrees, gives, rng, k):
    """is 1.709921 for lecture 003's rounded probabilities, 1.729929 for the exact ones, and a sum for others"""
    agrees("summed_binary_cross_entropy", rng.uniform(0.05, 0.95, k), rng.permutation(np.arange(k) % 2))
    gives("summed_binary_cross_entropy", SLIDE_P, SETOSA, expected=1.709921, atol=2e-6)
    gives("summed_binary_cross_entropy", IRIS_P, SETOSA, expected=1.729929, atol=2e-6)


@pytest.mark.parametrize(("y", "worst"), [([1, 1, 1], 1), ([0, 0, 1], 1), ([0, 1, 1], 0)])
def test_summed_binary_cross_entropy_is_finite(gives, rng, y, worst):
    """clips ŷ to [1e-12, 1 − 1e-12] and stays finite"""
    other = rng.uniform(0.2, 0.8)
    expected = worst * WORST - np.log(other)
    gives("summed_binary_cross_entropy", np.array([0.0, 1.0, other]), np.array(y), expected=expected, **CLIPPED)


def test_slide_log_base_of_the_slide(student):
    """is the base in which the summed binary cross-entropy of the slide's numbers is .74 (erratum 1)"""
    base = as_number(student.slide_log_base(), label="slide_log_base")
    assert base > 0 and base != 1, f"slide_log_base: expected the base of a logarithm, got {base:.6g}"
    natural = -np.log([0.38, 1 - 0.32, 1 - 0.30]).sum()
    J = natural / np.log(base)
    assert base == 10, f"slide_log_base: expected the whole number for which J = .74, got {base:.6g}: J = {J:.6f}"
