"""Hidden checks of a04_gradient_descent."""

import numpy as np
import pytest

from course_tools.comparison import as_array, require, show

# The worked example: the line 1 + 2x at x = 0, 1, 2, and labels for the same three samples.
X = np.array([[1.0, 0], [1, 1], [1, 2]])
Y = np.array([1.0, 3, 5])
LABELS = np.array([0.0, 1, 1])


def regression(rng, n, d):
    """Random samples with bias column (n, d), targets (n,) and weights (d,)."""
    return np.column_stack([np.ones(n), rng.normal(size=(n, d - 1))]), rng.normal(size=n), rng.normal(size=d)


def labels(rng, n):
    """Labels 0 and 1 in a drawn order, both of them in it if n > 1."""
    return rng.permutation(np.arange(n) % 2)


def logistic(z):
    """σ(z) without overflow."""
    return np.exp(-np.logaddexp(0, -z))


def tiny_features(rng, n, d):
    """The same with features of about 1e-5, whose slopes are as small: measured by differences, they drown in noise."""
    samples, y, w = regression(rng, n, d)
    samples[:, 1:] *= 1e-5
    return samples, y, w


# Slopes by central differences are good to about 1e-9 where values are of order 1; a wrong gradient is off by far more.
MEASURED = {"rtol": 1e-6, "atol": 1e-8}


def test_linear_cost_by_hand(gives, rng):
    """is 35/6 at w=(0, 0), 0 on the line through all points, and right beside it"""
    gives("linear_cost", np.zeros(2), X, Y, expected=35 / 6)
    gives("linear_cost", np.array([1.0, 2.0]), X, Y, expected=0.0)
    off = rng.uniform(1, 3)
    gives("linear_cost", np.array([1.0 + off, 2.0]), X, Y, expected=off**2 / 2)


@pytest.mark.parametrize(("n", "d"), [(1, 3), (7, 2), (4, 6)])
def test_linear_cost_of_random_samples(agrees, rng, n, d):
    """is right for random samples"""
    samples, y, w = regression(rng, n, d)
    agrees("linear_cost", w, samples, y)


def test_linear_cost_of_whole_numbers(agrees, rng):
    """is right for whole numbers"""
    agrees("linear_cost", np.array([2, -3, 1]), rng.integers(2, 9, (5, 3)), rng.integers(-9, 9, 5))


def test_linear_gradient_by_hand(gives, rng):
    """is (−3, −13/3) at w=(0, 0), and as far off as a line that is too high"""
    gives("linear_gradient", np.zeros(2), X, Y, expected=[-3, -13 / 3])
    off = rng.uniform(1, 3)
    gives("linear_gradient", np.array([1.0 + off, 2.0]), X, Y, expected=[off, off])


@pytest.mark.parametrize(("n", "d"), [(1, 3), (8, 2), (4, 6)])
def test_linear_gradient_is_the_slope(gives, central_difference, rng, n, d):
    """is the slope of the cost, measured by central differences"""
    samples, y, w = regression(rng, n, d)
    slope = central_difference(lambda v: np.mean((samples @ v - y) ** 2) / 2, w)
    gives("linear_gradient", w, samples, y, expected=slope, **MEASURED)


def test_linear_gradient_of_whole_numbers(agrees, rng):
    """is right for whole numbers, large ones too"""
    agrees("linear_gradient", np.array([2, -3, 1]), rng.integers(2, 900, (5, 3)), rng.integers(-900, 900, 5))


def test_linear_gradient_of_tiny_features(agrees, rng):
    """is the formula's value, exact also where features and slopes are tiny"""
    samples, y, w = tiny_features(rng, 6, 9)
    agrees("linear_gradient", w, samples, y)


@pytest.mark.parametrize("shape", [(1,), (2, 2)], ids=str)
def test_numerical_gradient_is_central(gives, rng, shape):
    """is (f(x+h) − f(x−h)) / 2h with the h it is given: 12.01 for x³ at 2 with h=.1"""
    gives("numerical_gradient", lambda at: float(np.sum(at**3)), np.array([2.0]), 0.1, expected=[12.01])
    x, h = rng.uniform(1, 3, shape), rng.uniform(0.1, 0.9)
    gives("numerical_gradient", lambda at: float(np.sum(at**3)), x, h, expected=3 * x**2 + h**2)


@pytest.mark.parametrize("shape", [(4,), (2, 3), (2, 1, 3)])
def test_numerical_gradient_of_any_shape(gives, rng, shape):
    """is right to 1e-8 without being told an h, for any shape of x"""
    a, x = rng.normal(size=shape), rng.normal(size=shape)

    def f(at):
        assert np.shape(at) == shape, f"f must be called with arrays of x's shape {shape}, got {np.shape(at)}"
        return float(np.sum(a * np.sin(at)) + np.sum(at * at) * at[(0,) * len(shape)])

    exact = a * np.cos(x) + 2 * x * x.flat[0]
    exact.flat[0] += np.sum(x * x)
    gives("numerical_gradient", f, x, expected=exact, rtol=0, atol=1e-8)


def test_numerical_gradient_of_one_number_in_an_array(gives, rng):
    """is right for an x of shape (1, 1)"""
    x = rng.uniform(0.5, 2, (1, 1))
    gives("numerical_gradient", lambda at: float(np.log(at[0, 0])), x, expected=1 / x, rtol=0, atol=1e-8)


def test_numerical_gradient_at_whole_numbers(gives, rng):
    """does not cut off the small step where x holds whole numbers"""
    x = rng.integers(1, 9, (2, 3))
    gives("numerical_gradient", lambda at: float(np.sum(at**2)) / 10, x, expected=x / 5, rtol=0, atol=1e-8)


def test_numerical_gradient_moves_one_entry_at_a_time(student, rng):
    """asks f only at places where one entry has moved by h, so that x is restored in between"""
    x, h, asked = rng.normal(size=(3, 2)), 0.125, []

    def f(at):
        asked.append(np.array(at, dtype=float) - x)
        return float(np.sum(at**3))

    got = student.numerical_gradient(f, x, h)
    for moved in asked:
        entries = moved[np.abs(moved) > 1e-9]
        fine = len(entries) <= 1 and np.allclose(np.abs(entries), h)
        assert fine, f"numerical_gradient: expected f at x with one entry moved by ±{h}, got x moved by {show(moved)}"
    require(got, 3 * x**2 + h**2, label="numerical_gradient")


def test_gradient_descent_by_hand(gives, agrees, rng):
    """walks the example's first two steps: (.3, .433333), (.526667, .764444), and those from another start"""
    path = [[0, 0], [0.3, 0.433333], [0.526667, 0.764444]]

    def slope(w):
        return X.T @ (X @ w - Y) / 3

    gives("gradient_descent", slope, np.zeros(2), 0.1, 2, expected=path, atol=2e-6)
    agrees("gradient_descent", slope, rng.normal(size=2), 0.1, 2)


@pytest.mark.parametrize("d", [1, 2, 5])
def test_gradient_descent_in_a_curved_valley(agrees, rng, d):
    """keeps the whole path over a landscape that is no simple bowl"""
    matrix, w0 = rng.normal(size=(d, d)), rng.normal(size=d)
    agrees("gradient_descent", lambda w: matrix @ np.sin(w) + 0.3 * w, w0, 0.17, 6)


@pytest.mark.parametrize("steps", [0, 1])
def test_gradient_descent_of_few_steps(agrees, rng, steps):
    """returns steps + 1 rows, w0 first"""
    agrees("gradient_descent", lambda w: 3 * w - 1, rng.normal(size=3), 0.37, steps)


def test_gradient_descent_from_whole_numbers(agrees, rng):
    """does not cut off fractions when it starts from whole numbers"""
    agrees("gradient_descent", lambda w: 0.5 * w, rng.integers(3, 90, 3), 0.3, 4)


def test_gradient_descent_never_stops_early(gives, rng):
    """makes every step, at a minimum, where it is nearly flat, and where it diverges"""
    bottom, start = rng.normal(size=2), rng.uniform(1, 3, 2)
    gives("gradient_descent", lambda w: w - bottom, bottom, 0.1, 4, expected=np.tile(bottom, (5, 1)))
    tiny = start * np.array([[1.0], [0.5], [0.25], [0.125]])
    gives("gradient_descent", lambda w: w, 1e-12 * start, 0.5, 3, expected=1e-12 * tiny, atol=1e-20)
    gives("gradient_descent", lambda w: 2.5 * w, start, 1.0, 3, expected=start * [[1.0], [-1.5], [2.25], [-3.375]])


def test_sigmoid_neuron_gradient_by_hand(gives, agrees, rng):
    """is (−.125, −.25) for the one sample, (−.028828, −.119254) for all three, and right for other weights"""
    w = np.array([0.5, -0.25])
    gives("sigmoid_neuron_gradient", w, X[2:], LABELS[2:], expected=[-0.125, -0.25])
    gives("sigmoid_neuron_gradient", w, X, LABELS, expected=[-0.028828, -0.119254], atol=2e-6)
    agrees("sigmoid_neuron_gradient", rng.normal(size=2), X, LABELS)


@pytest.mark.parametrize(("n", "d"), [(1, 3), (9, 2), (4, 6)])
def test_sigmoid_neuron_gradient_is_the_slope(gives, central_difference, rng, n, d):
    """is the slope of the cost, measured by central differences (erratum 21)"""
    samples, _, w = regression(rng, n, d)
    y = rng.uniform(0.1, 0.9, n)
    slope = central_difference(lambda v: np.mean((logistic(samples @ v) - y) ** 2) / 2, w)
    gives("sigmoid_neuron_gradient", w, samples, y, expected=slope, **MEASURED)


def test_sigmoid_neuron_gradient_of_whole_numbers(agrees, rng):
    """is right for whole numbers"""
    agrees("sigmoid_neuron_gradient", np.array([1, -1]), rng.integers(2, 5, (6, 2)), labels(rng, 6))


def test_sigmoid_neuron_gradient_of_tiny_features(agrees, rng):
    """is the formula's value, exact also where features and slopes are tiny"""
    samples, _, w = tiny_features(rng, 6, 9)
    agrees("sigmoid_neuron_gradient", w, samples, labels(rng, 6))


def test_logistic_gradient_by_hand(gives, agrees, rng):
    """is (−1/6, −1/2) at w=(0, 0): the sample with y = 0 teaches too (erratum 20)"""
    gives("logistic_gradient", np.zeros(2), X, LABELS, expected=[-1 / 6, -1 / 2])
    agrees("logistic_gradient", rng.normal(size=2), X, LABELS)


@pytest.mark.parametrize(("n", "d"), [(1, 3), (9, 2), (4, 6)])
def test_logistic_gradient_is_the_slope(gives, central_difference, rng, n, d):
    """is the slope of the mean cross-entropy, measured by central differences (erratum 20)"""
    samples, _, w = regression(rng, n, d)
    y = labels(rng, n).astype(float)
    slope = central_difference(lambda v: np.mean(np.logaddexp(0, samples @ v) - y * (samples @ v)), w)
    gives("logistic_gradient", w, samples, y, expected=slope, **MEASURED)


def test_logistic_gradient_of_negatives_only(agrees, rng):
    """learns from samples that all have y = 0"""
    samples, _, w = regression(rng, 5, 3)
    agrees("logistic_gradient", w, samples, np.zeros(5))


def test_logistic_gradient_of_sure_neurons(agrees, rng):
    """is finite and right where the neuron is quite sure, scores of ±1000 and more"""
    samples = np.column_stack([np.ones(4), rng.uniform(1.2, 2.5, 4) * [1, -1, 1, -1]])
    agrees("logistic_gradient", np.array([0.0, 1000.0]), samples, np.array([0, 1, 1, 0]))


def test_logistic_gradient_of_tiny_features(agrees, rng):
    """is the formula's value, exact also where features and slopes are tiny"""
    samples, _, w = tiny_features(rng, 6, 9)
    agrees("logistic_gradient", w, samples, labels(rng, 6))


@pytest.mark.parametrize(("t", "eta"), [(0, 0.1), (10, 0.05), (90, 0.01)], ids=["t=0", "t=10", "t=90"])
def test_inverse_decay_of_the_example(gives, rng, t, eta):
    """gives .1, .05 and .01 for c1=1, c2=10, and in proportion to c1"""
    gives("inverse_decay", t, 1, 10, expected=eta)
    c1 = rng.uniform(2, 9)
    gives("inverse_decay", t, c1, 10, expected=c1 * eta)


def test_inverse_decay_of_random_constants(agrees, rng):
    """is right for random constants"""
    for t in (0, 3, 1000):
        agrees("inverse_decay", t, *rng.uniform(0.2, 30, 2).tolist())


def bowl_near(w0, scale, terraces=False):
    """A loss with its minimum a few scales beside w0; with terraces, it falls in steps and is flat between them."""
    away = np.array([2.0, -1.5, 1.0])

    def loss(w):
        height = float(np.sum([1, 2, 3] * ((w - w0) / scale - away) ** 2))
        return float(np.floor(height)) if terraces else height

    return loss


def searched(student, loss, w0, scale, steps, seed):
    """Run random_search and hold its answer against the trials that it made; returns w and the trials' changes.

    The trials are the new places at which it asked for the loss, whatever it drew and in whatever order it asked.
    A change may be undone by subtracting it again, which rounds; so places that differ by rounding are the same.
    """
    places = [w0.astype(float)]

    def watched(w):
        place = as_array(w, w0.shape, label="the w handed to loss")
        if np.abs(np.array(places) - place).max(axis=1).min() > 1e-9 * scale:
            places.append(place)
        return loss(place)

    answer = student.random_search(watched, w0, scale, steps, np.random.default_rng(seed))
    pair = isinstance(answer, tuple | list) and len(answer) == 2
    assert pair, f"random_search: expected (w, history), got {show(answer)}"
    w = as_array(answer[0], w0.shape, label="random_search's w")
    history = as_array(answer[1], (steps + 1,), label="random_search's history")
    trials = len(places) - 1
    assert trials == steps, (
        f"random_search: expected {steps} trials in {steps} steps, got {trials} with changed weights"
    )
    best, changes = places[0], []
    for place in places[1:]:
        change = place - best
        changes.append(np.where(np.abs(change) > 1e-9 * scale, change, 0.0))
        count = np.count_nonzero(changes[-1])
        assert count == 1, f"random_search: expected a trial to change one of the weights kept, got {count} changed"
        best = place if loss(place) < loss(best) else best
    kept = np.minimum.accumulate([loss(place) for place in places])
    require(history, kept, label="random_search's history, the loss of the weights kept after each step")
    require(w, best, label="random_search's w, the best of its trials")
    return w, np.array(changes)


def require_fair_changes(changes, scale):
    """All weights were changed, up and down, by amounts of the size of the scale."""
    touched = np.count_nonzero(np.any(changes != 0, axis=0))
    assert touched == 3, f"random_search: expected changes of all 3 weights in {len(changes)} trials, got {touched}"
    picks = np.abs(changes).argmax(axis=1)
    assert np.any(picks[3:] != picks[:-3]), (
        f"random_search: expected random turns of the weights, got {show(picks[:9])} …"
    )
    for name, some in (("upwards", changes > 0), ("downwards", changes < 0)):
        assert some.any(), f"random_search: expected changes {name} too, got none in {len(changes)} trials"
    # Normal and uniform amounts pass: among 60 of them, the chance of a median out here is below 1e-9.
    typical = np.median(np.abs(changes).max(axis=1))
    fits = 0.1 * scale < typical < 2 * scale
    assert fits, f"random_search: expected changes of about the scale {scale}, got a typical change of {typical:.3g}"
    largest = np.abs(changes).max()  # of a thousand normal amounts, one is beyond 7 scales with a chance of 3e-9
    assert largest < 7 * scale, f"random_search: expected changes of about the scale {scale}, got one of {largest:.3g}"


# Run beside the student's function: 3000 losses asked for across the sandbox's border would take seconds.
TRIALS = """
def trials(w0, scale, steps, rng):
    asked = []

    def flat(w):
        asked.append(np.array(w, dtype=float) - w0)
        return 0.0

    w, _ = random_search(flat, w0.copy(), scale, steps, rng)
    return w, np.array([change for change in asked if np.any(np.abs(change) > 1e-12 * scale)])
"""


@pytest.mark.parametrize("steps", [0, 1])
def test_random_search_of_few_steps(student, rng, steps):
    """starts its history with loss(w0), and adds one entry for each step"""
    w0 = rng.normal(size=3)
    searched(student, bowl_near(w0, 0.5), w0, 0.5, steps, rng.integers(2**32))


def test_random_search_keeps_one_changed_weight(student, rng):
    """changes exactly one weight in a step that lowers the loss"""
    for _ in range(5):
        w0 = rng.normal(size=4)
        w, _ = searched(student, lambda w, w0=w0: -float(np.sum(np.abs(w - w0))), w0, 0.5, 1, rng.integers(2**32))
        changed = np.count_nonzero(w != w0)
        assert changed == 1, f"random_search: expected one changed weight after one step, got {changed}"


@pytest.mark.parametrize("scale", [0.02, 30.0])
def test_random_search_in_a_bowl(student, rng, scale):
    """tries one change a step, of the size of scale, and keeps what lowers the loss"""
    w0 = scale * np.array([40.0, -60.0, 0.0])
    _, changes = searched(student, bowl_near(w0, scale), w0, scale, 60, rng.integers(2**32))
    require_fair_changes(changes, scale)


@pytest.mark.parametrize("scale", [0.04, 25.0])
def test_random_search_on_terraces(student, rng, scale):
    """undoes a change that leaves the loss as it was"""
    w0 = scale * np.array([50.0, 0.0, -30.0])
    _, changes = searched(student, bowl_near(w0, scale, terraces=True), w0, scale, 60, rng.integers(2**32))
    require_fair_changes(changes, scale)


def test_random_search_on_a_plain(student, rng):
    """keeps no change if the loss is the same everywhere"""
    w0 = np.array([0.0, 1.5, -2.5])
    _, changes = searched(student, lambda w: 2.5, w0, 0.03, 60, rng.integers(2**32))
    require_fair_changes(changes, 0.03)


def test_random_search_draws_normal_amounts(student, rng):
    """changes weights by normal amounts: of a few thousand, 68 % are within one scale and 95 % within two"""
    student.define(TRIALS)
    w0, scale, steps = rng.normal(size=3), rng.uniform(0.5, 4), 3000
    w, changes = student.trials(w0, scale, steps, rng)
    require(w, w0, label="random_search's w where no change lowers the loss")
    changes = as_array(changes, (steps, 3), label="the trials of random_search")
    amounts = np.abs(changes).max(axis=1)
    for limit, share in ((1, 0.6827), (2, 0.9545)):
        # the share of 3000 normal amounts is beyond six of its standard deviations about once in 1e8
        got, allowed = np.mean(amounts < limit * scale), 6 * np.sqrt(share * (1 - share) / steps)
        text = f"expected {share:.1%} of the changes below {limit} · scale, got {got:.1%}: are they normal?"
        assert abs(got - share) < allowed, f"random_search: {text}"


def test_random_search_draws_from_rng(student, rng):
    """draws from the rng it is given: the same seed gives the same, another seed other weights"""
    w0, seeds = rng.normal(size=3), rng.integers(2**32, size=2)
    runs = [searched(student, bowl_near(w0, 20.0), w0, 20.0, 30, seed) for seed in (*seeds, seeds[0])]
    (first, changes), (other, other_changes), (again, _) = runs
    require(again, first, label="random_search's w with the same seed again")
    assert not np.array_equal(first, other), "random_search: expected other weights with another seed, got the same"
    require_fair_changes(changes, 20.0)
    require_fair_changes(other_changes, 20.0)


@pytest.mark.parametrize("scale", [0.3, 15.0])
def test_random_search_from_whole_numbers(student, rng, scale):
    """does not cut off fractions when it starts from whole numbers"""
    w0 = np.array([-200, 0, 300])
    w, changes = searched(student, bowl_near(w0, scale), w0, scale, 60, rng.integers(2**32))
    require_fair_changes(changes, scale)
    assert np.any(w != np.round(w)), f"random_search: expected weights between whole numbers, got {show(w)}"


def drawn_order(rng, hessians):
    """Pairs of a Hessian, times a drawn number, and whether it is of a saddle, in a drawn order."""
    pairs = [(np.array(hessian) * rng.uniform(0.5, 9), saddle) for hessian, saddle in hessians]
    return [pairs[index] for index in rng.permutation(len(pairs))]


def test_is_saddle_of_the_lecture(gives, rng):
    """tells saddles such as lecture 002's diag(2, −2) from bowls and hills"""
    curvatures = {(2, -2): True, (-1, 5): True, (1, 3, -1): True, (-1, 2, -6): True}
    curvatures |= {(2, 2): False, (-1, -3): False, (4, 1, 2): False, (-2,): False, (3,): False}
    for hessian, saddle in drawn_order(rng, [(np.diag(each), saddle) for each, saddle in curvatures.items()]):
        gives("is_saddle", hessian, expected=saddle)


def test_is_saddle_of_a_flat_direction(gives, rng):
    """is False where one direction is flat and the others bend one way, and True once they bend both ways"""
    curvatures = {(3, 0): False, (0, -2): False, (0, 1, 4): False, (-1, 0, -2): False}
    curvatures |= {(3, 0, -1): True, (0, -2, 2): True, (1, -4, 0): True, (0, 0, 2, -1): True}
    for hessian, saddle in drawn_order(rng, [(np.diag(each), saddle) for each, saddle in curvatures.items()]):
        gives("is_saddle", hessian, expected=saddle)


@pytest.mark.parametrize("d", [2, 3, 5])
def test_is_saddle_of_turned_curvatures(gives, rng, d):
    """looks at the eigenvalues, whatever the diagonal and the determinant say"""
    for negative in rng.permutation([*range(d + 1), *range(d + 1), 1]):
        turn, _ = np.linalg.qr(rng.normal(size=(d, d)))
        curvatures = np.where(np.arange(d) < negative, -1, 1) * rng.uniform(0.1, 9, d)
        hessian = turn * curvatures @ turn.T
        gives("is_saddle", (hessian + hessian.T) / 2, expected=bool(0 < negative < d))


def test_is_saddle_behind_the_diagonal(gives, rng):
    """finds the saddle of whole-number Hessians whose diagonal has one sign"""
    saddles = [
        [[1, 3], [3, 1]],
        [[-2, 1, 4], [1, -3, 0], [4, 0, -1]],
        [[-1, 4], [4, -2]],
        [[2, 0, 5], [0, 1, 0], [5, 0, 3]],
    ]
    others = [[[3, -1], [-1, 3]], [[-3, 1], [1, -3]], [[4, 1, 0], [1, 5, -1], [0, -1, 3]], [[7]]]
    pairs = [(hessian, True) for hessian in saddles] + [(hessian, False) for hessian in others]
    for index in rng.permutation(len(pairs)):
        gives("is_saddle", np.array(pairs[index][0]) * int(rng.integers(1, 9)), expected=pairs[index][1])
