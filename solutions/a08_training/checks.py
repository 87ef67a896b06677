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


def require_fair(halves, n, label):
    """Each pair of the n indices is together in the first half equally often, within 6 standard deviations.

    Of 600 draws such a count has the deviation √(600 p (1 − p)); chance exceeds six of them about once in 1e8.
    """
    p = (n // 2 - 1) / (2 * (n - 1))
    allowed = 6 * np.sqrt(len(halves) * p * (1 - p))
    count = Counter(pair for half in halves for pair in combinations(sorted(half.tolist()), 2))
    for pair in combinations(range(n), 2):
        text = f"expected the indices {pair} together first in about {len(halves) * p:.0f} draws, got {count[pair]}"
        assert abs(count[pair] - len(halves) * p) < allowed, f"{label}: {text}. Every order should be equally likely"


def seeded(rng):
    """Two generators that draw the same."""
    seed = int(rng.integers(1 << 30))
    return np.random.default_rng(seed), np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("fractions", "rest", "sizes"),
    [
        ((0.8, 0.1, 0.1), 0, (0, 0, 0)),
        ((0.8, 0.1, 0.1), 7, (6, 0, 1)),  # cuts at 5.6 and 6.3; the single shares would round to 6, 1, 1
        ((0.3, 0.3, 0.4), 1, (0, 1, 0)),  # cuts at .3 and .6; the single shares would round to 0, 0, 0
        ((0.7, 0.3), 8, (6, 2)),
        ((0.4, 0.3, 0.2, 0.1), 4, (2, 1, 1, 0)),
    ],
    ids=["80/10/10 of tens", "80/10/10", "30/30/40", "70/30", "40/30/20/10"],
)
def test_split_into_parts(student, rng, fractions, rest, sizes):
    """has as many parts as fractions, with sizes from the rounded cumulated fractions, and every index once"""
    tens = int(rng.integers(5, 60))
    n = 10 * tens + rest
    expected = [round(10 * tens * fraction) + more for fraction, more in zip(fractions, sizes, strict=True)]
    index_lists(student.split(n, fractions, rng), n, expected, "split")


def test_split_of_thirds(student, rng):
    """gives k, k + 1 and k of 3k + 1 indices, and k + 1, k, k + 1 of 3k + 2"""
    k = int(rng.integers(20, 200))
    for n, sizes in ((3 * k + 1, (k, k + 1, k)), (3 * k + 2, (k + 1, k, k + 1))):
        index_lists(student.split(n, (1 / 3, 1 / 3, 1 / 3), rng), n, sizes, "split")


def test_split_shuffles(student, rng):
    """draws every part from all of the indices"""
    tens = int(rng.integers(20, 90))
    sizes = (3 * tens, 3 * tens, 4 * tens)
    require_shuffled(index_lists(student.split(10 * tens, (0.3, 0.3, 0.4), rng), 10 * tens, sizes, "split"), "split")


def test_split_is_fair(student, rng):
    """makes every split equally likely"""
    half = int(rng.integers(2, 12))
    drawn = repeated(student, "split", 600, 2 * half, (0.5, 0.5), rng)
    require_fair([index_lists(parts, 2 * half, (half, half), "split")[0] for parts in drawn], 2 * half, "split")


def test_split_differs_from_call_to_call(student, rng):
    """splits anew at each call on one generator"""
    half = int(rng.integers(40, 90))
    first, second = (
        index_lists(parts, 2 * half, (half, half), "split")
        for parts in repeated(student, "split", 2, 2 * half, (0.5, 0.5), rng)
    )
    assert set(first[0]) != set(second[0]), "split: two calls on one generator gave the same parts; draw from rng"


def test_split_is_reproducible(student, rng):
    """gives the same parts for the same seed, and others for another"""
    tens = int(rng.integers(7, 90))

    def parts(rng):
        return index_lists(student.split(10 * tens, (0.7, 0.3), rng), 10 * tens, (7 * tens, 3 * tens), "split")

    first, again = map(parts, seeded(rng))
    text = "split: the same seed gave other parts; draw all randomness from rng"
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True)), text
    assert set(first[0]) != set(parts(rng)[0]), "split: another seed gave the same parts; draw from rng"


@pytest.mark.parametrize(("n", "m"), [(7, 4), (40, 1), (2, 9)])
def test_standardise_random_samples(agrees, rng, n, m):
    """shifts and scales both sets by the training set's mean and deviation"""
    scale, shift = rng.uniform(0.2, 5, 3), rng.normal(size=3)
    agrees("standardise", rng.normal(size=(n, 3)) * scale + shift, rng.normal(size=(m, 3)) + 2, atol=1e-9)


def test_standardise_whole_numbers(gives, agrees, rng):
    """is right for whole numbers: means 3 and 40, deviations 2 and 30, and drawn ones"""
    X = np.array([[1, 10], [5, 70]])
    gives("standardise", X, np.array([[3, 100]]), expected=([[-1, -1], [1, 1]], [[0, 2]]))
    X = rng.integers(0, 100, (6, 4))
    agrees("standardise", X, X[1:4], atol=1e-9)


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


def test_iterations_per_epoch_of_the_lectures(gives, rng):
    """is 1000, 20 and 1 for 1000 samples in batches of 1, 50 and 1000, and right for other batches that fit"""
    for size, expected in ((1, 1000), (50, 20), (1000, 1)):
        gives("iterations_per_epoch", 1000, size, expected=expected)
    size, full = rng.integers(8, 60, 2).tolist()
    gives("iterations_per_epoch", size * full, size, expected=full)


def test_iterations_per_epoch_rounds_up(gives, rng):
    """counts the last, smaller batch: 4 for 101 samples in batches of 32 (erratum 34)"""
    gives("iterations_per_epoch", 101, 32, expected=4)
    for rest in (1, -1):
        size, full = rng.integers(8, 60, 2).tolist()
        gives("iterations_per_epoch", size * full + rest, size, expected=full + max(rest, 0))


def test_iterations_per_epoch_of_large_batches(gives, rng):
    """is 1 where the batch is larger than the data; with batches of one it is the number of samples"""
    n = int(rng.integers(40, 400))
    gives("iterations_per_epoch", n, 2 * n + 1, expected=1)
    gives("iterations_per_epoch", n, n - 1, expected=2)
    gives("iterations_per_epoch", n, 1, expected=n)


@pytest.mark.parametrize("rest", [5, 1, 0], ids=["a rest", "a rest of one", "no rest"])
def test_minibatches_of_one_epoch(student, rng, rest):
    """has batches of the right size, the last one smaller if need be, and every index once"""
    size, full = int(rng.integers(6, 40)), int(rng.integers(3, 9))
    n = size * full + rest
    index_lists(student.minibatches(n, size, rng), n, [size] * full + [rest] * (rest > 0), "minibatches")


def test_minibatches_of_extreme_sizes(student, rng):
    """is one batch of all if the batch size is n or more, and n batches if it is 1"""
    n = int(rng.integers(30, 300))
    for size in (n, n + 7):
        index_lists(student.minibatches(n, size, rng), n, [n], "minibatches")
    index_lists(student.minibatches(n, 1, rng), n, [1] * n, "minibatches")


def test_minibatches_shuffle(student, rng):
    """draws every batch from all of the indices, not from neighbours"""
    size = int(rng.integers(30, 90))
    sizes = [size] * 4 + [20]
    require_shuffled(
        index_lists(student.minibatches(sum(sizes), size, rng), sum(sizes), sizes, "minibatches"), "minibatches"
    )


def test_minibatches_are_fair(student, rng):
    """makes every order equally likely"""
    half = int(rng.integers(2, 12))
    drawn = repeated(student, "minibatches", 600, 2 * half, half, rng)
    halves = [index_lists(parts, 2 * half, (half, half), "minibatches")[0] for parts in drawn]
    require_fair(halves, 2 * half, "minibatches")


def test_minibatches_differ_from_epoch_to_epoch(student, rng):
    """groups the indices anew in each epoch on one generator"""
    size = int(rng.integers(20, 60))
    drawn = repeated(student, "minibatches", 2, 3 * size, size, rng)
    epochs = [index_lists(batches, 3 * size, [size] * 3, "minibatches") for batches in drawn]
    first, second = ({frozenset(batch.tolist()) for batch in epoch} for epoch in epochs)
    assert first != second, "minibatches: two epochs on one generator had the same batches; draw a new order from rng"


def test_minibatches_are_reproducible(student, rng):
    """gives the same batches for the same seed, and others for another"""
    size = int(rng.integers(20, 60))
    sizes = [size, size, size // 2]

    def batches(rng):
        return index_lists(student.minibatches(sum(sizes), size, rng), sum(sizes), sizes, "minibatches")

    first, again = map(batches, seeded(rng))
    text = "minibatches: the same seed gave other batches; draw all randomness from rng"
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True)), text
    assert set(first[0]) != set(batches(rng)[0]), "minibatches: another seed gave the same batches; draw from rng"


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


@pytest.mark.parametrize("layers", [1, 4], ids=["one layer", "four layers"])
def test_initialise_gives_layers(student, rng, layers):
    """has a weight matrix and zero biases of the right shapes for each layer; no weight is far off"""
    sizes = rng.choice(np.arange(2, 12), layers + 1, replace=False).tolist()
    for kind, gain in (("relu", 2), ("sigmoid", 1)):
        for (W, _), fan_in in zip(layers_of(student.initialise(sizes, kind, rng), sizes), sizes[:-1], strict=True):
            limit, largest = 7 * np.sqrt(gain / fan_in), np.abs(W).max()  # exceeded about once in 4e11
            assert largest < limit, f"initialise: expected weights below {limit:.3g} for {W.shape}, got {largest:.3g}"


def drawn_sizes(rng):
    """Widths of two networks whose layers have about ten thousand weights or more, some wider and some narrower."""
    narrow, wide = int(rng.integers(50, 70)), int(rng.integers(200, 240))
    return [narrow, wide, int(rng.integers(80, 100))], [wide, narrow, wide - 1]


def require_variance(student, rng, kind, gain):
    """Mean and mean square of the weights of each layer are those of numbers of variance gain/fan-in.

    Of n such numbers, the mean deviates by √(variance/n), the mean square by √(2/n) of itself. Six of these deviations
    are exceeded about once in 1e8. Here n is 9950 to 24000: the mean square is allowed 8.5 % or less.
    """
    for sizes in drawn_sizes(rng):
        for (W, _), fan_in in zip(layers_of(student.initialise(sizes, kind, rng), sizes), sizes[:-1], strict=True):
            label, variance = f"W of shape {W.shape} for {kind}", gain / fan_in
            mean, square, allowed = np.mean(W), np.mean(W**2), 6 * np.sqrt(2 / W.size)
            assert abs(mean) < 6 * np.sqrt(variance / W.size), f"initialise: expected mean 0 in {label}, got {mean:.4g}"
            text = f"expected a variance of {variance:.4g} (within {allowed:.0%}) in {label}, got {square:.4g}"
            assert abs(square / variance - 1) < allowed, f"initialise: {text}"


def test_initialise_for_relu(student, rng):
    """draws weights of mean 0 and variance 2/fan-in for relu, in every layer (erratum 28)"""
    require_variance(student, rng, "relu", 2)


@pytest.mark.parametrize("kind", ["tanh", "sigmoid", "identity"])
def test_initialise_for_other_activations(student, rng, kind):
    """draws weights of mean 0 and variance 1/fan-in for other activations, in every layer (erratum 28)"""
    require_variance(student, rng, kind, 1)


def test_initialise_draws_normal_numbers(student, rng):
    """draws normal numbers: 68 % are within one of their standard deviations, 95 % within two"""
    for sizes in drawn_sizes(rng):
        for W, _ in layers_of(student.initialise(sizes, "relu", rng), sizes):
            for limit, share in ((1, 0.6827), (2, 0.9545)):
                # the share of n such numbers is off by six times √(p (1 − p)/n) about once in 1e8: 2.8 % and 1.3 %
                got = np.mean(np.abs(W) < limit * np.sqrt(np.mean(W**2)))
                text = f"expected {share:.1%} of the weights within {limit} deviations, got {got:.1%}"
                fair = abs(got - share) < 6 * np.sqrt(share * (1 - share) / W.size)
                assert fair, f"initialise: {text}; asked are normal numbers"


def test_initialise_keeps_a_signal(student, rng):
    """keeps the size of a signal through eight ReLU layers"""
    sizes = rng.choice(np.arange(150, 250), 9, replace=False).tolist()
    h = rng.normal(size=(100, sizes[0]))
    for W, _ in layers_of(student.initialise(sizes, "relu", rng), sizes):
        h = np.maximum(0, h @ W)
    got = np.mean(h**2)
    # in a thousand trials it came to .4 to 2.9, with .31 as the deviation of its logarithm; 1/fan-in makes it .004
    assert 0.1 < got < 10, f"initialise: expected a mean square of about 1 after eight layers, got {got:.3g}"


def test_initialise_draws_from_rng(student, rng):
    """draws all randomness from rng: anew in each layer and call, the same for the same seed"""
    sizes = [int(rng.integers(4, 30))] * 3
    calls = repeated(student, "initialise", 2, sizes, "tanh", rng)
    calls += [student.initialise(sizes, "tanh", same) for same in seeded(rng)]
    first, second, seeded_first, again = (layers_of(params, sizes) for params in calls)
    weights = [W for W, _ in (*first, *second, *seeded_first)]
    alike = any(np.allclose(a, b) for a, b in combinations(weights, 2))
    assert not alike, "initialise: two layers, calls or seeds have the same weights; draw from rng"
    text = "initialise: the same seed gave other weights; draw all randomness from rng"
    assert all(np.array_equal(a[0], b[0]) for a, b in zip(seeded_first, again, strict=True)), text


def test_momentum_step_by_hand(gives, agrees, rng):
    """gives −.1, −.29, −.561 in three steps with g = 1, η = .1, β = .9, and follows another start and slope"""
    one = np.ones(1)
    for w, v, expected in ((0, 0, (-0.1, 1)), (-0.1, 1, (-0.29, 1.9)), (-0.29, 1.9, (-0.561, 2.71))):
        gives("momentum_step", w * one, one, v * one, 0.1, 0.9, expected=([expected[0]], [expected[1]]))
    agrees("momentum_step", *rng.normal(size=(3, 1)), 0.1, 0.9)


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


def test_momentum_step_of_whole_numbers(agrees, rng):
    """does not cut off fractions when all are whole numbers"""
    agrees("momentum_step", *rng.integers(1, 9, (3, 4)), 0.23, 0.7)


def test_adagrad_step_down_the_bowl(gives, agrees, rng):
    """moves both coordinates of the bowl with g = (w1, 10 w2) alike: .5, .276393, .156399; and others as they should"""
    w, G = np.ones(2), np.zeros(2)
    for wanted in (0.5, 0.276393, 0.156399):
        slope = w * [1.0, 10.0]
        gives("adagrad_step", w, slope, G, 0.5, 0.0, expected=([wanted, wanted], G + slope**2), atol=2e-6)
        w, G = np.full(2, wanted), G + slope**2
    w = rng.uniform(1, 3, 2)
    agrees("adagrad_step", w, w * [1.0, 10.0], np.zeros(2), 0.5, 0.0)


@pytest.mark.parametrize("shape", [(5,), (1,), (3, 4)])
@pytest.mark.parametrize("eps", [1e-8, 0.5])
def test_adagrad_step_of_random_arrays(agrees, rng, shape, eps):
    """scales each element's step by the root of ε + its own sum of squares"""
    w, g = rng.normal(size=(2, *shape))
    agrees("adagrad_step", w, g, rng.uniform(0.1, 2, shape), 0.23, eps)


def test_adagrad_step_of_a_tiny_gradient(gives, agrees, rng):
    """adds ε under the root: g = 1e-6, ε = 1e-8, η = .1 moves .0010, not .0990 (erratum 35)"""
    expected = ([-0.1 / np.sqrt(10001.0)], [1e-12])
    gives("adagrad_step", np.zeros(1), np.array([1e-6]), np.zeros(1), 0.1, 1e-8, expected=expected, atol=1e-18)
    tiny = 1e-6 * rng.uniform(1, 9, 3)
    agrees("adagrad_step", np.zeros(3), tiny, tiny**2, 0.1, 1e-8, atol=1e-18)


def test_adagrad_step_without_a_gradient(agrees, rng):
    """leaves a weight where it is whose gradient is 0, but not its neighbours"""
    w, g = rng.normal(size=3), rng.normal(size=3) * [0, 1, 1]
    agrees("adagrad_step", w, g, np.zeros(3), 1.0, 1e-12, atol=1e-15)


def test_adagrad_step_of_whole_numbers(agrees, rng):
    """does not cut off fractions when all are whole numbers"""
    w, g, G = rng.integers(1, 9, (3, 4))
    agrees("adagrad_step", w, -g, G, 0.5, 9)


@pytest.mark.parametrize("drops", [1, 2, 10])
def test_step_decay_drops_at_once(gives, rng, drops):
    """is constant between its drops, times a factor every so often"""
    eta0, factor = rng.uniform(0.1, 2), rng.uniform(0.2, 0.45)
    every = int(rng.integers(5, 30))
    gives("step_decay", every * drops - every, eta0, factor, every, expected=eta0 * factor ** (drops - 1))
    gives("step_decay", every * drops - 1, eta0, factor, every, expected=eta0 * factor ** (drops - 1))
    gives("step_decay", every * drops, eta0, factor, every, expected=eta0 * factor**drops)


def test_step_decay_at_random(agrees, rng):
    """follows other rates, factors and lengths"""
    for _ in range(5):
        t, every = int(rng.integers(1, 200)), int(rng.integers(2, 30))
        agrees("step_decay", t + every, rng.uniform(0.01, 2), rng.uniform(0.2, 0.95), every, atol=1e-15)


def test_step_decay_at_every_step(gives, rng):
    """drops at each step if every = 1"""
    eta0, factor = rng.uniform(1, 2), rng.uniform(0.1, 0.4)
    gives("step_decay", 3, eta0, factor, 1, expected=eta0 * factor**3)


def test_exponential_decay_at_known_steps(gives, rng):
    """is η0 at t = 0 and a tenth of it after ln 10 / rate steps"""
    eta0 = rng.uniform(0.1, 2)
    gives("exponential_decay", 0, eta0, 0.2, expected=eta0)
    gives("exponential_decay", 40, eta0, np.log(10) / 40, expected=eta0 / 10)


@pytest.mark.parametrize("t", [1, 7, 90])
def test_exponential_decay_at_random(agrees, rng, t):
    """is η0 e^(−rate·t)"""
    agrees("exponential_decay", t, rng.uniform(0.01, 2), rng.uniform(0.02, 0.3))


def test_exponential_decay_keeps_its_ratio(student, rng):
    """falls by the same factor e^−rate at each step"""
    eta0, rate = rng.uniform(1, 2), rng.uniform(0.1, 0.4)
    rates = [as_number(student.exponential_decay(t, eta0, rate), label="exponential_decay") for t in range(4)]
    require(rates[0], eta0, label="exponential_decay at t = 0")
    for t, (before, after) in enumerate(pairwise(rates), start=1):
        require(after, before * np.exp(-rate), label=f"exponential_decay at t = {t} after {before:.6g}")


def network(rng, sizes):
    """Random params, biases included."""
    return [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(sizes)]


def whole_numbers(rng, sizes):
    """Random params of whole numbers, none of them 0."""
    return [(rng.integers(1, 9, (a, b)), rng.integers(1, 9, b)) for a, b in pairwise(sizes)]


def test_l2_penalty_by_hand(gives, rng):
    """is 1.5 for W = [[1, 2], [3, 4]] and λ = .1, whatever the biases, and for more layers their sum"""
    params, c = [(np.array([[1.0, 2], [3, 4]]), rng.normal(size=2))], rng.uniform(1, 5)
    gives("l2_penalty", params, 0.1, expected=1.5)
    gives("l2_penalty", [*params, (np.array([[c], [-c]]), np.ones(1))], 0.1, expected=1.5 + 0.1 * c**2)


@pytest.mark.parametrize("sizes", [(3, 2), (4, 1, 3), (2, 5, 4, 3)], ids=str)
def test_l2_penalty_of_random_networks(agrees, rng, sizes):
    """adds the squares of all weights of all layers"""
    agrees("l2_penalty", network(rng, sizes), 0.37)


def test_l2_penalty_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("l2_penalty", whole_numbers(rng, (2, 4, 1)), 0.3)


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


def test_l2_gradients_of_whole_numbers(agrees, rng):
    """does not cut off fractions when all are whole numbers"""
    agrees("l2_gradients", whole_numbers(rng, (2, 4, 1)), whole_numbers(rng, (2, 4, 1)), 0.3)


def test_l2_gradients_of_a_large_price(agrees, rng):
    """follows λ: at 1000 the weights' own gradients hardly count"""
    agrees("l2_gradients", network(rng, (3, 2, 4)), network(rng, (3, 2, 4)), 1000.0)


def after_falling(rng, losses):
    """These losses after a drawn number of epochs in which the loss falls to them."""
    before = int(rng.integers(2, 40))
    return [*(max(losses) + 1 + rng.uniform(0.1, 0.9) + np.arange(before)[::-1]).tolist(), *losses], before


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
def test_early_stopping_by_hand(gives, rng, losses, patience, expected):
    """waits `patience` epochs for a new best"""
    gives("early_stopping", losses, patience, expected=expected)
    later, before = after_falling(rng, losses)
    gives("early_stopping", later, patience, expected=tuple(before + epoch for epoch in expected))


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [
        ([3, 2, 2, 2.5, 1], 2, (1, 3)),
        ([3, 2, 2.5, 2, 2.2, 1], 3, (1, 4)),
        ([3, 2, 2], 5, (1, 2)),
        ([2, 2, 2.5, 1], 2, (0, 2)),
    ],
    ids=["the next one is equal", "a later one is equal", "the last one is equal", "the first two are equal"],
)
def test_early_stopping_at_equal_losses(gives, rng, losses, patience, expected):
    """does not take an equal loss for an improvement"""
    gives("early_stopping", losses, patience, expected=expected)
    later, before = after_falling(rng, losses)
    gives("early_stopping", later, patience, expected=tuple(before + epoch for epoch in expected))


def test_early_stopping_of_falling_losses(gives, rng):
    """runs to the last epoch while the loss falls, were there only one, and where the patience is not used up"""
    gives("early_stopping", [0.7], 1, expected=(0, 0))
    later, before = after_falling(rng, [0.7])
    gives("early_stopping", later, 2, expected=(before, before))
    gives("early_stopping", [*later, 0.8, 0.9], 3, expected=(before, before + 2))


def test_early_stopping_of_rising_losses(gives, rng):
    """counts from epoch 0 where the first loss is the best, and waits as long as it is told, whatever the scale"""
    patience = int(rng.integers(2, 20))
    losses = (10.0 ** rng.integers(-9, 9) * (1 + np.arange(30) / 30)).tolist()
    gives("early_stopping", losses, patience, expected=(0, patience))
    gives("early_stopping", losses, 1, expected=(0, 1))


@pytest.mark.parametrize("patience", [2, 4, 7])
def test_early_stopping_of_noisy_losses(agrees, rng, patience):
    """stops right on noisy curves that fall and rise"""
    for _ in range(5):
        epochs = np.arange(40)
        losses = 1 + ((epochs - rng.integers(5, 30)) / 20) ** 2 + 0.3 * rng.normal(size=40)
        losses[0] += 2  # the first two epochs' own cases are above
        agrees("early_stopping", losses.round(1).tolist(), patience)  # rounded, so that some are equal
