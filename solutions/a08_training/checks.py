"""Hidden checks of a08_training."""

from collections import Counter
from itertools import combinations, pairwise

import numpy as np
import pytest

from course_tools.comparison import as_array, as_number, require, show

NEEDS = {"minibatches": ["iterations_per_epoch"]}


def index_lists(got, n, sizes, label):
    """The answer as index arrays of these sizes, in which each of 0 … n−1 occurs once."""
    assert isinstance(got, list | tuple | np.ndarray), f"{label}: expected a list of index arrays, got {show(got)}"
    parts = []
    for number, part in enumerate(got):
        as_array(part, label=f"{label}[{number}]")
        parts.append(np.asarray(part))
        if parts[-1].size:
            kind = parts[-1].dtype.kind
            assert kind in "iu", f"{label}[{number}]: expected whole numbers usable as indices, got {show(part)}"
        assert parts[-1].ndim == 1, f"{label}[{number}]: expected a row of indices, got shape {parts[-1].shape}"
    got_sizes = [len(part) for part in parts]
    assert got_sizes == list(sizes), f"{label}: expected sizes {show(list(sizes))}, got {show(got_sizes)}"
    everything = np.sort(np.concatenate(parts))
    missing = len(set(range(n)) - set(everything.tolist()))
    text = f"indices from {everything[0]} to {everything[-1]}, {missing} of {n} missing"
    assert np.array_equal(everything, np.arange(n)), f"{label}: expected 0 to {n - 1}, each once; got {text}"
    return parts


def require_not_in_order(parts, label):
    """The parts are not just the stretches of 0, 1, 2, …: chance makes them so less than once in 1e9."""
    in_order = np.all(np.diff(np.concatenate([np.sort(part) for part in parts])) == 1)
    assert not in_order, f"{label}: expected shuffled indices, got stretches of 0, 1, 2, … one after the other"


def require_shuffled(parts, label):
    """No part of 15 or more is a stretch of neighbours: chance makes one less than once in 1e9 (46 of 57)."""
    for number, part in enumerate(parts):
        neighbours = len(part) >= 15 and np.ptp(part) == len(part) - 1
        text = f"{label}[{number}] holds all of {part.min()} to {part.max()}"
        assert not neighbours, f"{label}: expected indices drawn from everywhere, but {text}. Is it shuffled?"


def repeated(student, name, count, *arguments):
    """What `count` calls on one and the same generator return."""
    student.define(f"def repeated_{name}(count, *arguments):\n    return [{name}(*arguments) for _ in range(count)]\n")
    return student.call(f"repeated_{name}", count, *arguments)


def require_fair(halves, label):
    """Each of the six pairs out of four is the first half equally often: 100 of 600, within 6 standard deviations.

    The deviation of such a count is √(600 · 1/6 · 5/6) = 9.13; chance exceeds six of them about once in 1e8.
    """
    count = Counter(tuple(sorted(half.tolist())) for half in halves)
    for pair in combinations(range(4), 2):
        text = f"expected the indices {pair} together first in about 100 of 600 draws, got {count[pair]}"
        assert abs(count[pair] - 100) < 55, f"{label}: {text}. Every order should be equally likely"


def seeded(rng):
    """Two generators that draw the same."""
    seed = int(rng.integers(1 << 30))
    return np.random.default_rng(seed), np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("n", "fractions", "sizes"),
    [
        (150, (0.8, 0.1, 0.1), (120, 15, 15)),
        (301, (0.3, 0.3, 0.4), (90, 91, 120)),  # cuts at 90.3 and 180.6; the single shares would be 90, 90, 120
        (400, (1 / 3, 1 / 3, 1 / 3), (133, 134, 133)),  # cuts at 133.33 and 266.67
        (57, (0.8, 0.1, 0.1), (46, 5, 6)),  # cuts at 45.6 and 51.3; the single shares would round to 46, 6, 6
    ],
    ids=["80/10/10 of 150", "30/30/40 of 301", "thirds of 400", "80/10/10 of 57"],
)
def test_split_into_parts(student, rng, n, fractions, sizes):
    """has the right sizes, from the rounded cumulated fractions, and every index once, not in order"""
    parts = index_lists(student.split(n, fractions, rng), n, sizes, "split")
    require_shuffled(parts, "split")


def test_split_shuffles(student, rng):
    """draws every part from all of the indices"""
    require_shuffled(index_lists(student.split(331, (0.3, 0.3, 0.4), rng), 331, (99, 100, 132), "split"), "split")


def test_split_is_fair(student, rng):
    """makes every split equally likely"""
    drawn = repeated(student, "split", 600, 4, (0.5, 0.5), rng)
    require_fair([index_lists(parts, 4, (2, 2), "split")[0] for parts in drawn], "split")


def test_split_differs_from_call_to_call(student, rng):
    """splits anew at each call on one generator"""
    one, other = (
        index_lists(parts, 80, (40, 40), "split") for parts in repeated(student, "split", 2, 80, (0.5, 0.5), rng)
    )
    assert set(one[0]) != set(other[0]), "split: two calls on one generator gave the same parts; draw from rng"


def test_split_is_reproducible(student, rng):
    """gives the same parts for the same seed, and others for another"""
    one, again = (index_lists(student.split(90, (0.7, 0.3), r), 90, (63, 27), "split") for r in seeded(rng))
    other = index_lists(student.split(90, (0.7, 0.3), rng), 90, (63, 27), "split")
    text = "split: the same seed gave other parts; draw all randomness from rng"
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True)), text
    assert set(one[0]) != set(other[0]), "split: another seed gave the same parts; draw from rng"


@pytest.mark.parametrize(("n", "m"), [(7, 4), (40, 1), (2, 9)])
def test_standardise_random_samples(agrees, rng, n, m):
    """shifts and scales both sets by the training set's mean and deviation"""
    scale, shift = rng.uniform(0.2, 5, 3), rng.normal(size=3)
    agrees("standardise", rng.normal(size=(n, 3)) * scale + shift, rng.normal(size=(m, 3)) + 2, atol=1e-9)


def test_standardise_whole_numbers(gives):
    """gives known values for whole numbers: means 3 and 40, deviations 2 and 30"""
    X = np.array([[1, 10], [5, 70]])
    gives("standardise", X, np.array([[3, 100]]), expected=([[-1, -1], [1, 1]], [[0, 2]]))


def test_standardise_makes_mean_0_and_deviation_1(student, rng):
    """gives the training set mean 0 and deviation 1, and not the other set"""
    units = np.array([0.001, 1, 30, 1000])
    samples = rng.exponential(size=(50, 4)) * units
    answer = student.standardise(samples, samples[:5] + units)
    assert isinstance(answer, list | tuple), f"standardise: expected two arrays, got {show(answer)}"
    assert len(answer) == 2, f"standardise: expected two arrays, got {len(answer)}"
    A = as_array(answer[0], (50, 4), label="standardise: A")
    B = as_array(answer[1], (5, 4), label="standardise: B")
    require(A.mean(axis=0), np.zeros(4), label="standardise: the means of A", atol=1e-9)
    require(A.std(axis=0), np.ones(4), label="standardise: the deviations of A")
    require(B - A[:5], np.tile(units / samples.std(axis=0), (5, 1)), label="standardise: B − A")


def test_standardise_small_units(agrees, rng):
    """works for features of any unit: millionths, thousands"""
    units = np.array([1e-6, 1e3, 1.0])
    agrees("standardise", rng.normal(size=(9, 3)) * units, rng.normal(size=(6, 3)) * units, atol=1e-9)


@pytest.mark.parametrize("constant", [3.0, 0.0, 0.1])
def test_standardise_a_constant_feature(agrees, rng, constant):
    """makes a constant feature 0 and treats the others as usual"""
    samples = rng.normal(size=(6, 3)) * [2, 1, 0.5] + 1
    samples[:, 1] = constant  # the mean of .1, .1, … is rounded, so its deviation is 1e-17
    agrees("standardise", samples, samples[[4, 2]], atol=1e-9)


def test_iterations_per_epoch_of_lecture_002(gives):
    """is 1000, 20 and 1 for 1000 samples in batches of 1, 50 and 1000"""
    for size, expected in ((1, 1000), (50, 20), (1000, 1)):
        gives("iterations_per_epoch", 1000, size, expected=expected)


def test_iterations_per_epoch_of_the_erratum(gives):
    """is 4 for 101 samples in batches of 32 (erratum 34)"""
    gives("iterations_per_epoch", 101, 32, expected=4)


@pytest.mark.parametrize(("rest", "more"), [(1, 1), (0, 0), (-1, 0)], ids=["one too many", "exact", "one too few"])
def test_iterations_per_epoch_rounds_up(gives, rng, rest, more):
    """counts the last, smaller batch"""
    size, full = int(rng.integers(8, 60)), int(rng.integers(3, 40))
    gives("iterations_per_epoch", size * full + rest, size, expected=full + more)


def test_iterations_per_epoch_of_large_batches(gives):
    """is 1 where the batch is larger than the data, and 3 where it takes two and a bit"""
    gives("iterations_per_epoch", 5, 64, expected=1)
    gives("iterations_per_epoch", 130, 64, expected=3)


@pytest.mark.parametrize(
    ("n", "size", "sizes"),
    [(101, 32, [32, 32, 32, 5]), (120, 40, [40] * 3), (37, 6, [6] * 6 + [1]), (30, 1, [1] * 30)],
    ids=["101 by 32", "120 by 40", "37 by 6", "30 by 1"],
)
def test_minibatches_of_one_epoch(student, rng, n, size, sizes):
    """has batches of the right size, the last one smaller if need be, and every index once, not in order"""
    parts = index_lists(student.minibatches(n, size, rng), n, sizes, "minibatches")
    require_not_in_order(parts, "minibatches")
    require_shuffled(parts, "minibatches")


def test_minibatches_of_one(student, rng):
    """is one batch of all if the batch size is n or more, and two if it is a little less"""
    for n, size in ((1, 8), (40, 40), (40, 64)):
        index_lists(student.minibatches(n, size, rng), n, [n], "minibatches")
    require_not_in_order(index_lists(student.minibatches(40, 25, rng), 40, [25, 15], "minibatches"), "minibatches")


def test_minibatches_shuffle(student, rng):
    """draws every batch from all of the indices, not from neighbours"""
    require_shuffled(index_lists(student.minibatches(300, 70, rng), 300, [70] * 4 + [20], "minibatches"), "minibatches")


def test_minibatches_are_fair(student, rng):
    """makes every order equally likely"""
    drawn = repeated(student, "minibatches", 600, 4, 2, rng)
    require_fair([index_lists(parts, 4, (2, 2), "minibatches")[0] for parts in drawn], "minibatches")


def test_minibatches_differ_from_epoch_to_epoch(student, rng):
    """groups the indices anew in each epoch on one generator"""
    epochs = [index_lists(e, 90, [30] * 3, "minibatches") for e in repeated(student, "minibatches", 2, 90, 30, rng)]
    one, other = ({frozenset(batch.tolist()) for batch in epoch} for epoch in epochs)
    assert one != other, "minibatches: two epochs on one generator had the same batches; draw a new order from rng"


def test_minibatches_are_reproducible(student, rng):
    """gives the same batches for the same seed, and others for another"""
    one, again = (index_lists(student.minibatches(90, 40, r), 90, [40, 40, 10], "minibatches") for r in seeded(rng))
    other = index_lists(student.minibatches(90, 40, rng), 90, [40, 40, 10], "minibatches")
    text = "minibatches: the same seed gave other batches; draw all randomness from rng"
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True)), text
    assert set(one[0]) != set(other[0]), "minibatches: another seed gave the same batches; draw from rng"


def layers_of(got, sizes):
    """The answer as a list of (W, b) of the right shapes, with varied weights and zero biases."""
    count = len(sizes) - 1
    assert isinstance(got, list | tuple), f"initialise: expected a list of {count} (W, b), got {show(got)}"
    assert len(got) == count, f"initialise: expected {count} layers, got {len(got)}"
    params = []
    for number, (layer, (d_in, d_out)) in enumerate(zip(got, pairwise(sizes), strict=True)):
        pair = isinstance(layer, list | tuple) and len(layer) == 2
        assert pair, f"initialise: expected (W, b) as layer {number}, got {show(layer)}"
        W = as_array(layer[0], (d_in, d_out), label=f"initialise: W of layer {number}")
        b = as_array(layer[1], (d_out,), label=f"initialise: b of layer {number}")
        assert not b.any(), f"initialise: expected zero biases in layer {number}, got {show(b)}"
        # Two of a million normal numbers agree in all 53 bits with a probability below 1e-4, of these few below 1e-7.
        assert len(np.unique(W)) == W.size, (
            f"initialise: expected as many different weights as there are, got {show(W)}"
        )
        params.append((W, b))
    return params


@pytest.mark.parametrize("sizes", [[3, 5], [2, 7, 6, 5, 1]], ids=str)
def test_initialise_gives_layers(student, rng, sizes):
    """has a weight matrix and zero biases of the right shapes for each layer; no weight is far off"""
    for kind, gain in (("relu", 2), ("sigmoid", 1)):
        for (W, _), fan_in in zip(layers_of(student.initialise(sizes, kind, rng), sizes), sizes[:-1], strict=True):
            limit, largest = 7 * np.sqrt(gain / fan_in), np.abs(W).max()  # exceeded about once in 4e11
            assert largest < limit, f"initialise: expected weights below {limit:.3g} for {W.shape}, got {largest:.3g}"


@pytest.mark.parametrize(
    ("sizes", "kinds"),
    [([50, 240, 80], ["relu", "tanh"]), ([240, 50, 200], ["identity", "relu"]), ([100, 150], ["relu", "sigmoid"])],
    ids=["50-240-80", "240-50-200", "100-150"],
)
def test_initialise_draws_right(student, rng, sizes, kinds):
    """draws normal weights of mean 0 and variance 2/fan-in for relu, 1/fan-in otherwise, in every layer (erratum 28)"""
    for kind in kinds:
        for (W, _), fan_in in zip(layers_of(student.initialise(sizes, kind, rng), sizes), sizes[:-1], strict=True):
            require_normal(W, (2 if kind == "relu" else 1) / fan_in, f"W of shape {W.shape} for {kind}")


def require_normal(W, variance, where):
    """Mean, mean square and the shares within one and two deviations are those of normal numbers.

    Of n such numbers, the mean deviates by √(variance/n), the mean square by √(2/n) of itself, a share p by
    √(p (1 − p)/n). Six of these deviations are exceeded about once in 1e8. Here n is 10000 to 19200: the mean square is
    allowed 8.5 %, the shares 2.8 % and 1.3 %. Uniform numbers have 57.7 % and 100 %, not 68.3 % and 95.4 %.
    """
    mean, square, allowed = np.mean(W), np.mean(W**2), 6 * np.sqrt(2 / W.size)
    assert abs(mean) < 6 * np.sqrt(variance / W.size), f"initialise: expected mean 0 in {where}, got {mean:.4g}"
    text = f"expected a variance of {variance:.4g} (within {allowed:.0%}) in {where}, got {square:.4g}"
    assert abs(square / variance - 1) < allowed, f"initialise: {text}"
    for limit, share in ((1, 0.6827), (2, 0.9545)):
        got = np.mean(np.abs(W) < limit * np.sqrt(variance))
        text = f"expected {share:.1%} of the weights within {limit} deviations in {where}, got {got:.1%}"
        fair = abs(got - share) < 6 * np.sqrt(share * (1 - share) / W.size)
        assert fair, f"initialise: {text}; asked are normal numbers"


def test_initialise_differs(student, rng):
    """draws other weights for each layer and at each call on one generator"""
    one, other = (layers_of(params, [9, 9, 9]) for params in repeated(student, "initialise", 2, [9, 9, 9], "tanh", rng))
    weights = [W for W, _ in (*one, *other)]
    alike = any(np.allclose(a, b) for a, b in combinations(weights, 2))
    assert not alike, "initialise: two layers, or two calls on one generator, have the same weights; draw from rng"


def test_initialise_is_reproducible(student, rng):
    """gives the same weights for the same seed, and others for another"""
    one, again = (layers_of(student.initialise([6, 5, 4], "relu", r), [6, 5, 4]) for r in seeded(rng))
    other = layers_of(student.initialise([6, 5, 4], "relu", rng), [6, 5, 4])
    text = "initialise: the same seed gave other weights; draw all randomness from rng"
    assert all(np.array_equal(a[0], b[0]) for a, b in zip(one, again, strict=True)), text
    assert not np.allclose(one[0][0], other[0][0]), "initialise: another seed gave the same weights; draw from rng"


def test_momentum_step_by_hand(student):
    """gives −.1, −.29, −.561 in three steps with g = 1, η = .1, β = .9"""
    w, v = np.zeros(1), np.zeros(1)
    for wanted in ((-0.1, 1.0), (-0.29, 1.9), (-0.561, 2.71)):
        answer = student.momentum_step(w, np.ones(1), v, 0.1, 0.9)
        require(answer, ([wanted[0]], [wanted[1]]), label="momentum_step")
        w, v = (np.array(one, dtype=float) for one in answer)


@pytest.mark.parametrize("shape", [(5,), (1,), (3, 4)])
def test_momentum_step_of_random_arrays(agrees, rng, shape):
    """steps with the new velocity, for arrays of any shape"""
    w, g, v = rng.normal(size=(3, *shape))
    agrees("momentum_step", w, g, v, 0.23, 0.7)


@pytest.mark.parametrize("beta", [0.0, 0.95])
def test_momentum_step_with_other_shares(agrees, rng, beta):
    """is plain gradient descent at β = 0, and keeps most of the velocity at β = .95"""
    w, g, v = rng.normal(size=(3, 4)) * 100
    agrees("momentum_step", w, g, v, 0.004, beta)


def test_momentum_step_of_whole_numbers(gives):
    """does not cut off fractions when all are whole numbers"""
    expected = ([0.125, 2.25], [3.5, -1.0])
    gives("momentum_step", np.array([1, 2]), np.array([2, -3]), np.array([3, 4]), 0.25, 0.5, expected=expected)


def test_adagrad_step_down_the_bowl(student):
    """moves both coordinates of the bowl with g = (w1, 10 w2) alike: .5, .276393, .156399"""
    w, G = np.ones(2), np.zeros(2)
    for wanted in (0.5, 0.276393, 0.156399):
        G_wanted = G + (w * [1.0, 10.0]) ** 2
        answer = student.adagrad_step(w, w * [1.0, 10.0], G, 0.5, 0.0)
        require(answer, ([wanted, wanted], G_wanted), label="adagrad_step", atol=2e-6)
        w, G = (np.array(one, dtype=float) for one in answer)


@pytest.mark.parametrize("shape", [(5,), (1,), (3, 4)])
@pytest.mark.parametrize("eps", [1e-8, 0.5])
def test_adagrad_step_of_random_arrays(agrees, rng, shape, eps):
    """scales each element's step by the root of ε + its own sum of squares"""
    w, g = rng.normal(size=(2, *shape))
    agrees("adagrad_step", w, g, rng.uniform(0.1, 2, shape), 0.23, eps)


def test_adagrad_step_of_a_tiny_gradient(gives):
    """adds ε under the root: g = 1e-6, ε = 1e-8, η = .1 moves .0010, not .0990 (erratum 35)"""
    expected = ([-0.1 / np.sqrt(10001.0)], [1e-12])
    gives("adagrad_step", np.zeros(1), np.array([1e-6]), np.zeros(1), 0.1, 1e-8, expected=expected, atol=1e-18)


def test_adagrad_step_without_a_gradient(gives):
    """leaves a weight where it is whose gradient is 0"""
    expected = ([2.0, -1.4], [0.0, 25.0])
    gives("adagrad_step", np.array([2.0, -2]), np.array([0.0, -3]), np.array([0.0, 16]), 1.0, 1e-20, expected=expected)


def test_adagrad_step_of_whole_numbers(gives):
    """does not cut off fractions when all are whole numbers"""
    expected = ([0.7, 2.4], [16, 16])
    gives("adagrad_step", np.array([1, 2]), np.array([3, -4]), np.array([7, 0]), 0.5, 9, expected=expected)


@pytest.mark.parametrize("drops", [1, 2, 10])
def test_step_decay_drops_at_once(gives, drops):
    """is constant between its drops: η0 = .6, times .3 every 7"""
    gives("step_decay", 7 * drops - 7, 0.6, 0.3, 7, expected=0.6 * 0.3 ** (drops - 1))
    gives("step_decay", 7 * drops - 1, 0.6, 0.3, 7, expected=0.6 * 0.3 ** (drops - 1))
    gives("step_decay", 7 * drops, 0.6, 0.3, 7, expected=0.6 * 0.3**drops)


def test_step_decay_at_random(agrees, rng):
    """follows other rates, factors and lengths"""
    for _ in range(5):
        k, every = int(rng.integers(1, 200)), int(rng.integers(2, 30))
        agrees("step_decay", k + every, rng.uniform(0.01, 2), rng.uniform(0.2, 0.95), every, atol=1e-15)


def test_step_decay_at_every_step(gives):
    """drops at each step if every = 1"""
    gives("step_decay", 3, 2.0, 0.1, 1, expected=0.002)


def test_exponential_decay_at_the_start(gives):
    """is η0 at k = 0 and a tenth of it after ln 10 / rate steps"""
    gives("exponential_decay", 0, 0.37, 0.2, expected=0.37)
    gives("exponential_decay", 40, 0.37, np.log(10) / 40, expected=0.037)


@pytest.mark.parametrize("k", [1, 7, 90])
def test_exponential_decay_at_random(agrees, rng, k):
    """is η0 e^(−rate·k)"""
    agrees("exponential_decay", k, rng.uniform(0.01, 2), rng.uniform(0.02, 0.3))


def test_exponential_decay_keeps_its_ratio(student):
    """falls by the same factor e^−rate at each step"""
    rates = [as_number(student.exponential_decay(k, 1.3, 0.25), label="exponential_decay") for k in range(4)]
    require(rates[0], 1.3, label="exponential_decay at k = 0")
    for k, (one, after) in enumerate(pairwise(rates)):
        require(after, one * np.exp(-0.25), label=f"exponential_decay at k = {k + 1} after {one:.6g}")


def network(rng, sizes):
    """Random params, biases included."""
    return [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(sizes)]


def test_l2_penalty_by_hand(gives):
    """is 1.5 for W = [[1, 2], [3, 4]] and λ = .1, whatever the biases"""
    gives("l2_penalty", [(np.array([[1.0, 2], [3, 4]]), np.array([7.0, -8]))], 0.1, expected=1.5)


@pytest.mark.parametrize("sizes", [(3, 2), (4, 1, 3), (2, 5, 4, 3)], ids=str)
def test_l2_penalty_of_random_networks(agrees, rng, sizes):
    """adds the squares of all weights of all layers"""
    agrees("l2_penalty", network(rng, sizes), 0.37)


def test_l2_penalty_of_whole_numbers(gives):
    """works for whole numbers"""
    params = [(np.array([[2, -1]]), np.array([5, 5])), (np.array([[3], [4]]), np.array([6]))]
    gives("l2_penalty", params, 0.5, expected=7.5)


@pytest.mark.parametrize("sizes", [(3, 2), (4, 1, 3), (2, 5, 4, 3)], ids=str)
def test_l2_gradients_of_random_networks(agrees, rng, sizes):
    """adds λ W to the gradients of the weights, and leaves those of the biases"""
    agrees("l2_gradients", network(rng, sizes), network(rng, sizes), 0.37)


def test_l2_gradients_agree_with_finite_differences(student, reference, rng, central_difference):
    """what it adds is the derivative of the penalty, by finite differences"""
    params, grads = network(rng, (3, 4, 2)), network(rng, (3, 4, 2))
    answer = student.l2_gradients(params, grads, 0.6)
    assert isinstance(answer, list | tuple), f"l2_gradients: expected a list of (dW, db), got {show(answer)}"
    assert [len(layer) for layer in answer] == [2, 2], f"l2_gradients: expected two (dW, db), got {show(answer)}"
    for number in (0, 1):
        for which, name in enumerate(("dW", "db")):

            def penalty(array, number=number, which=which):
                changed = [list(layer) for layer in params]
                changed[number][which] = array
                return reference.l2_penalty([tuple(layer) for layer in changed], 0.6)

            label = f"{name} of layer {number}"
            got = as_array(answer[number][which], params[number][which].shape, label=f"l2_gradients: {label}")
            slope = central_difference(penalty, params[number][which])
            # the penalty is quadratic, so central differences have only rounding: 1e-16 · 10 / 1e-6
            added = got - grads[number][which]
            require(added, slope, label=f"l2_gradients: what is added to {label}", rtol=1e-7, atol=1e-8)


def test_l2_gradients_of_whole_numbers(gives):
    """does not cut off fractions when all are whole numbers"""
    params = [(np.array([[2, -1]]), np.array([5, 5]))]
    grads = [(np.array([[10, 20]]), np.array([3, 4]))]
    gives("l2_gradients", params, grads, 0.25, expected=[([[10.5, 19.75]], [3, 4])])


def test_l2_gradients_of_a_large_price(gives):
    """follows λ: at 10 the weights' own gradients hardly count"""
    params = [(np.array([[0.5], [-3.0]]), np.array([4.0])), (np.array([[2.0]]), np.array([-1.0]))]
    grads = [(np.array([[0.1], [0.2]]), np.array([0.3])), (np.array([[0.4]]), np.array([0.5]))]
    gives("l2_gradients", params, grads, 10.0, expected=[([[5.1], [-29.8]], [0.3]), ([[20.4]], [0.5])])


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [
        ([5, 4, 3, 3.5, 3.2, 3.1, 2], 3, (2, 5)),
        ([5, 4, 3, 3.5, 3.2, 3.1, 2], 4, (6, 6)),  # the new best comes in the last moment
        ([0.9, 0.8, 0.85, 0.7, 0.75, 0.74, 0.6, 0.65, 0.63], 3, (6, 8)),
        ([0.9, 0.8, 0.85, 0.82, 0.1], 2, (1, 3)),
    ],
    ids=["the example", "a new best at the last moment", "ends while waiting", "a better one comes too late"],
)
def test_early_stopping_by_hand(gives, losses, patience, expected):
    """waits `patience` epochs for a new best"""
    gives("early_stopping", losses, patience, expected=expected)


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [([3, 2, 2, 2.5, 1], 2, (1, 3)), ([3, 2, 2.5, 2, 2.2, 1], 3, (1, 4)), ([3, 2, 2], 5, (1, 2))],
    ids=["the next one is equal", "a later one is equal", "the last one is equal"],
)
def test_early_stopping_at_equal_losses(gives, losses, patience, expected):
    """does not take an equal loss for an improvement"""
    gives("early_stopping", losses, patience, expected=expected)


def test_early_stopping_of_falling_losses(gives):
    """runs to the last epoch while the loss falls, and not if it has stopped falling"""
    gives("early_stopping", [5.0, 4.0, 3.0, 2.0, 1.0], 2, expected=(4, 4))
    gives("early_stopping", [0.7], 1, expected=(0, 0))
    gives("early_stopping", [5e9, 4e9, 4.5e9, 4.2e9, 3e9], 2, expected=(1, 3))
    gives("early_stopping", [5.0, 4.0, 3.0, 3.2, 3.1, 3.3, 1.0], 2, expected=(2, 4))


def test_early_stopping_of_rising_losses(gives):
    """counts from epoch 0"""
    gives("early_stopping", [1.0, 2.0, 3.0, 2.5, 1.5, 0.5], 3, expected=(0, 3))
    gives("early_stopping", [1.0, 1.5, 0.5], 1, expected=(0, 1))


@pytest.mark.parametrize("patience", [2, 4, 7])
def test_early_stopping_of_noisy_losses(agrees, rng, patience):
    """stops right on noisy curves that fall and rise"""
    for _ in range(5):
        epochs = np.arange(40)
        losses = 1 + ((epochs - rng.integers(5, 30)) / 20) ** 2 + 0.3 * rng.normal(size=40)
        agrees("early_stopping", losses.round(1).tolist(), patience)  # rounded, so that some are equal
