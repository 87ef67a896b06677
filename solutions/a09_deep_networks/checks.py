"""Hidden checks of a09_deep_networks."""

from itertools import pairwise

import numpy as np
import pytest

from course_tools.comparison import as_array, as_number, require

# The example by hand: a ReLU layer from two inputs to three units, the third switched off.
W_HAND = np.array([[1.0, 0, -1], [0.5, 1, 1]])
B_HAND = np.array([0.0, 0, -3])
X_HAND = np.array([1.0, 2.0])

# Lecture 001's XOR network and two of its noisy samples.
XOR = [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.zeros(1))]
XOR_NAMES = ["relu", "identity"]


def activate(z, name):
    """The activation of this name, over the last axis."""
    if name == "softmax":
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)
    return {"identity": z, "relu": np.maximum(z, 0), "sigmoid": 0.5 + 0.5 * np.tanh(z / 2), "tanh": np.tanh(z)}[name]


def run(params, names, h):
    """The output of the network, for one sample or a batch."""
    for (W, b), name in zip(params, names, strict=True):
        h = activate(h @ W + b, name)
    return h


def network(rng, *sizes):
    """Random weights, whose scale keeps the activations out of saturation, and biases that matter."""
    return [(rng.normal(size=(n, m)) / np.sqrt(n), rng.normal(scale=0.6, size=m)) for n, m in pairwise(sizes)]


def zero_at_both_ends(rng):
    """A layer of two inputs whose pre-activations at `X_HAND` are exactly 0, positive, exactly 0."""
    W = rng.integers(1, 6, (2, 3)).astype(float)
    return W, -(X_HAND @ W) * [1.0, 0.0, 1.0]


def whole_numbers(rng):
    """A 2-3-1 network of whole numbers, none of them 0."""
    return [(rng.integers(1, 9, (2, 3)), rng.integers(1, 9, 3)), (rng.integers(1, 9, (3, 1)), rng.integers(1, 9, 1))]


def as_params(got, params, label):
    """What the student returned, as a list of (W, b) of the same shapes as `params`."""
    assert isinstance(got, list | tuple), f"{label}: expected a list of (W, b), got {type(got).__name__}"
    assert len(got) == len(params), f"{label}: expected {len(params)} layers, got {len(got)}"
    layers = []
    for i, (layer, (W, b)) in enumerate(zip(got, params, strict=True)):
        pair = isinstance(layer, list | tuple) and len(layer) == 2
        assert pair, f"{label}: expected layer {i} to be (W, b), got {type(layer).__name__}"
        layers.append(
            (
                as_array(layer[0], W.shape, label=f"{label}[{i}], W"),
                as_array(layer[1], b.shape, label=f"{label}[{i}], b"),
            )
        )
    return layers


def test_layer_jacobian_by_hand(gives, agrees, rng):
    """is ((1, .5), (0, 1), (0, 0)) for the ReLU layer of the example, and right for one like it"""
    gives("layer_jacobian", W_HAND, B_HAND, X_HAND, "relu", expected=[[1, 0.5], [0, 1], [0, 0]])
    agrees("layer_jacobian", W_HAND * rng.uniform(1, 1.4, (2, 3)), B_HAND, X_HAND, "relu")


@pytest.mark.parametrize("activations", [("identity", "relu"), ("sigmoid",), ("tanh",), ("softmax",)], ids=" ".join)
def test_layer_jacobian_of_random_layers(agrees, rng, activations):
    """is right for random layers of each activation, square, narrow and wide"""
    for n, m in ((4, 4), (5, 3), (2, 6)):
        for activation in activations:
            ((W, b),) = network(rng, n, m)
            agrees("layer_jacobian", W, b, rng.normal(size=n), activation)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softmax"])
def test_layer_jacobian_by_central_differences(gives, rng, central_difference, activation):
    """agrees with central differences on a layer of seven inputs and four units"""
    ((W, b),) = network(rng, 7, 4)
    x = rng.normal(size=7)
    # the differences are off by about 1e-10
    numeric = central_difference(lambda x: activate(x @ W + b, activation), x)
    gives("layer_jacobian", W, b, x, activation, expected=numeric, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("activation", ["tanh", "softmax"])
def test_layer_jacobian_of_whole_numbers(agrees, rng, activation):
    """works where weights, biases and sample are whole numbers"""
    W, b = rng.integers(-2, 3, (2, 3)), rng.integers(-1, 2, 3)
    agrees("layer_jacobian", W, b, np.array([-1, 1]), activation)


def test_layer_jacobian_at_zero(agrees, rng):
    """takes the ReLU's slope as 0 where a pre-activation is exactly 0"""
    agrees("layer_jacobian", *zero_at_both_ends(rng), X_HAND, "relu")


@pytest.mark.parametrize("activation", ["sigmoid", "softmax"])
def test_layer_jacobian_far_out(agrees, rng, activation):
    """stays finite where pre-activations are large: two near 1000, one moderate, one of −1000"""
    W = np.array([[0.3, -0.4, 0.3, -0.8], [0.5, 0.2, -0.2, 0.7]])
    agrees("layer_jacobian", W, np.array([1000.0, 999.5, 0.3, -1000.0]), rng.uniform(-1, 1, 2), activation)


@pytest.mark.parametrize(
    ("x", "expected"), [([0.97, -0.01], [[1, 1]]), ([1.05, 0.99], [[-1, -1]])], ids=["one input on", "both on"]
)
def test_input_output_jacobian_of_the_lecture(gives, agrees, rng, x, expected):
    """is (1, 1) and (−1, −1) for lecture 001's XOR network at two noisy samples, and right for others of its kind"""
    gives("input_output_jacobian", XOR, XOR_NAMES, np.array(x), expected=expected)
    agrees("input_output_jacobian", network(rng, 2, 2, 1), XOR_NAMES, rng.normal(size=2))


@pytest.mark.parametrize("output", ["identity", "sigmoid", "softmax"])
def test_input_output_jacobian_of_random_networks(agrees, rng, output):
    """is right for random networks of four layers with each kind of output"""
    agrees(
        "input_output_jacobian", network(rng, 4, 6, 5, 7, 3), ["tanh", "relu", "sigmoid", output], rng.normal(size=4)
    )


@pytest.mark.parametrize("output", ["tanh", "softmax"])
def test_input_output_jacobian_of_equal_widths(agrees, rng, output):
    """is right where all layers have the same width, so that no shape tells of a mistake"""
    agrees("input_output_jacobian", network(rng, 4, 4, 4, 4), ["sigmoid", "tanh", output], rng.normal(size=4))


@pytest.mark.parametrize("sizes", [(6, 3, 5), (1, 4, 2), (3, 4, 5, 1)], ids=str)
def test_input_output_jacobian_by_central_differences(gives, rng, central_difference, sizes):
    """agrees with central differences for networks of several shapes"""
    params, x = network(rng, *sizes), rng.normal(size=sizes[0])
    names = ["tanh"] * (len(sizes) - 2) + ["sigmoid"]
    numeric = central_difference(lambda x: run(params, names, x), x)
    gives("input_output_jacobian", params, names, x, expected=numeric, rtol=1e-6, atol=1e-7)


def test_input_output_jacobian_of_one_layer(agrees, rng):
    """is the layer's Jacobian for a network of one layer"""
    agrees("input_output_jacobian", network(rng, 5, 3), ["softmax"], rng.normal(size=5))


@pytest.mark.parametrize("k", [0, 1, 3])
def test_ascent_step_in_random_networks(agrees, rng, k):
    """moves the input by η times the gradient of output k, for softmax and identity outputs"""
    params, x = network(rng, 4, 5, 4), rng.normal(size=4)
    agrees("ascent_step", params, ["tanh", "softmax"], x, k, 0.7)
    agrees("ascent_step", params, ["sigmoid", "identity"], x, k, 0.03)


@pytest.mark.parametrize("k", [0, 2])
def test_ascent_step_raises_the_output(student, rng, k):
    """raises output k, for a short step by η times the squared length of its gradient"""
    params, names, x, eta = network(rng, 6, 5, 3), ["tanh", "sigmoid"], rng.normal(size=6), 1e-3
    got = as_array(student.ascent_step(params, names, x, k, eta), (6,), label="ascent_step")
    before, after = run(params, names, x)[k], run(params, names, got)[k]
    slopes = np.array([(run(params, names, x + e) - run(params, names, x - e))[k] / 2e-6 for e in 1e-6 * np.eye(6)])
    foretold = eta * slopes @ slopes
    # the second-order term is of the size of η
    message = f"ascent_step: expected output {k} to rise by {foretold:.4g}, got {after - before:.4g}"
    assert abs(after - before - foretold) < 0.02 * foretold, message


def test_ascent_step_of_the_lecture(gives, agrees, rng):
    """goes from (.97, −.01) along (1, 1) in lecture 001's XOR network, and as far as η says"""
    gives("ascent_step", XOR, XOR_NAMES, np.array([0.97, -0.01]), 0, 0.1, expected=[1.07, 0.09])
    agrees("ascent_step", XOR, XOR_NAMES, np.array([0.97, -0.01]), 0, rng.uniform(0.2, 0.9))


def test_ascent_step_of_whole_numbers(agrees, rng):
    """does not cut off fractions where the sample is of whole numbers, nor limits the input"""
    agrees("ascent_step", network(rng, 3, 4, 2), ["tanh", "softmax"], np.array([2, -1, 3]), 1, 0.5)


def test_numerical_hessian_by_hand(gives, rng):
    """is ((4, 2), (2, 0)) for w₁² w₂ at (1, 2), and right elsewhere"""
    # rounding: 1e-16 over h² = 1e-8 leaves some 1e-8, so here and below the tolerance is 1e-5 or 1e-6
    gives(
        "numerical_hessian",
        lambda w: w[0] ** 2 * w[1],
        np.array([1.0, 2.0]),
        expected=[[4, 2], [2, 0]],
        rtol=0,
        atol=1e-6,
    )
    a, b = rng.integers(1, 5, 2)
    whole = np.array([[2 * b, 2 * a], [2 * a, 0]])
    gives("numerical_hessian", lambda w: w[0] ** 2 * w[1], np.array([a, b]), expected=whole, rtol=0, atol=1e-5)
    u, v = rng.uniform(1, 2, 2)
    expected = [[2 * v, 2 * u], [2 * u, 0]]
    gives("numerical_hessian", lambda w: w[0] ** 2 * w[1], np.array([u, v]), expected=expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_numerical_hessian_of_a_curved_function(gives, rng, n):
    """agrees with pencil and paper for exp(a·w) + ½ wᵀAw, whose third derivatives show one-sided differences"""
    a, w, A = rng.uniform(1, 2, n), rng.normal(scale=0.3, size=n), rng.normal(size=(n, n))
    A = A + A.T
    expected = np.exp(a @ w) * np.outer(a, a) + A
    gives("numerical_hessian", lambda w: np.exp(a @ w) + w @ A @ w / 2, w, expected=expected, rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("h", [0.5, 0.125])
def test_numerical_hessian_of_a_cubic(gives, rng, h):
    """is exact for a cubic whatever the step, as central differences are"""
    c, w = rng.uniform(1, 2, 4), rng.normal(size=3)
    expected = [
        [6 * c[0] * w[0], c[2] * w[2], c[2] * w[1]],
        [c[2] * w[2], 2 * c[3], c[2] * w[0]],
        [c[2] * w[1], c[2] * w[0], 6 * c[1] * w[2]],
    ]
    f = lambda w: c[0] * w[0] ** 3 + c[1] * w[2] ** 3 + c[2] * w[0] * w[1] * w[2] + c[3] * w[1] ** 2  # noqa: E731
    gives("numerical_hessian", f, w, h, expected=expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("h", [0.02, 0.1, 0.3])
def test_numerical_hessian_uses_the_nudge(student, rng, h):
    """sees Σw⁴ with nudges of the size it is given: 12 w² and an excess of a few squares of it"""
    w = rng.uniform(0.6, 1.2, 2) * [1, -1]
    got = as_array(student.numerical_hessian(lambda w: np.sum(w**4), w, h), (2, 2), label="numerical_hessian")
    # the excess is 2h² if the second difference reaches to ± h, 8h² if to ± 2h as in the notebook's formula
    excess = (np.diag(got) - 12 * w**2) / h**2
    message = f"numerical_hessian: expected 12 w² plus 2 to 8 times h² on the diagonal for h={h}, got {np.diag(got)}"
    assert np.all((excess > 1.9) & (excess < 8.1)), message
    require(got[0, 1], 0.0, label="numerical_hessian, entry (0, 1)", atol=1e-6)
    require(got[1, 0], 0.0, label="numerical_hessian, entry (1, 0)", atol=1e-6)


def test_taylor2_by_hand(gives, agrees, rng):
    """gives 2.66 for w₁² w₂ from (1, 2) by (.1, .2), and is right for other steps"""
    terms = 2.0, np.array([4.0, 1.0]), np.array([[4.0, 2.0], [2.0, 0.0]])
    gives("taylor2", *terms, np.array([0.1, 0.2]), expected=2.66)
    agrees("taylor2", *terms, rng.normal(size=2))


@pytest.mark.parametrize("n", [1, 3, 6])
def test_taylor2_of_random_terms(agrees, rng, n):
    """is f0 + g·d + ½ dᵀHd for random terms"""
    H = rng.normal(size=(n, n))
    agrees("taylor2", float(rng.normal()), rng.normal(size=n), H + H.T, rng.normal(size=n))


def test_taylor2_of_whole_numbers(agrees, rng):
    """keeps the half where all terms are whole numbers"""
    diagonal = 2 * rng.integers(1, 5, 2) + [1, 0]  # an odd sum: a half is left
    agrees("taylor2", 5, rng.integers(1, 5, 2), np.array([[diagonal[0], 2], [2, diagonal[1]]]), np.array([1, 1]))


def test_taylor2_leaves_a_third_order_rest(student, rng):
    """leaves over a rest that falls at least 7-fold when the step is halved"""
    a, w = rng.uniform(0.5, 1.5, 3), rng.normal(size=3)
    f0 = float(np.exp(a @ w))
    d = 0.2 * a / (a @ a)
    rests = []
    for step in (d, d / 2, d / 4):
        guess = as_number(student.taylor2(f0, f0 * a, f0 * np.outer(a, a), step), label="taylor2")
        rests.append(abs(np.exp(a @ (w + step)) - guess))
    falls = f"{rests[0]:.4g}, {rests[1]:.4g}, {rests[2]:.4g}"
    message = f"taylor2: expected the rest to fall at least 7-fold as d is halved twice, got the rests {falls}"
    assert rests[0] >= 7 * rests[1] and rests[1] >= 7 * rests[2], message


def test_delta_norms_by_hand(gives, agrees, rng):
    """gives √1.25 and .5 for the example by hand, and is right for another δ"""
    params = [(W_HAND, B_HAND), (np.array([[2.0], [-1.0], [5.0]]), np.zeros(1))]
    gives("delta_norms", params, ["relu", "identity"], X_HAND, np.array([0.5]), expected=[np.sqrt(1.25), 0.5])
    agrees("delta_norms", params, ["relu", "identity"], X_HAND, rng.uniform(1, 3, 1))


def test_delta_norms_at_zero(agrees, rng):
    """takes the ReLU's slope as 0 where a pre-activation is exactly 0"""
    params = [zero_at_both_ends(rng), (rng.uniform(1, 3, (3, 2)), np.zeros(2))]
    agrees("delta_norms", params, ["relu", "identity"], X_HAND, rng.uniform(1, 3, 2))


@pytest.mark.parametrize("output", ["identity", "softmax"])
def test_delta_norms_of_random_networks(agrees, rng, output):
    """is right for random networks of several widths and activations"""
    names = ["tanh", "sigmoid", "relu", output]
    agrees("delta_norms", network(rng, 3, 6, 5, 8, 4), names, rng.normal(size=3), rng.normal(size=4))


def test_delta_norms_of_equal_widths(agrees, rng):
    """is right where all layers have the same width, so that no shape tells of a mistake"""
    agrees(
        "delta_norms", network(rng, 4, 4, 4, 4), ["sigmoid", "tanh", "sigmoid"], rng.normal(size=4), rng.normal(size=4)
    )


def test_delta_norms_of_one_layer(gives, rng):
    """is the norm of δ alone for a network of one layer"""
    delta = rng.normal(size=3)
    expected = [np.sqrt(np.sum(delta**2))]
    gives("delta_norms", network(rng, 5, 3), ["tanh"], rng.normal(size=5), delta, expected=expected)


def test_delta_norms_by_central_differences(gives, rng, central_difference):
    """agrees with central differences with respect to the biases, whose gradient is δ"""
    params, names, x, delta = (
        network(rng, 5, 3, 6, 2),
        ["tanh", "sigmoid", "identity"],
        rng.normal(size=5),
        rng.normal(size=2),
    )

    def score(layer, b):
        return delta @ run([(W, b if i == layer else old) for i, (W, old) in enumerate(params)], names, x)

    expected = [np.linalg.norm(central_difference(lambda b, i=i: score(i, b), params[i][1])) for i in range(3)]
    gives("delta_norms", params, names, x, delta, expected=expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("activation", "gain", "bottom"),
    [("sigmoid", 1, 6.4e-13), ("tanh", 1, 0.16), ("relu", 2, 0.85), ("relu", 1, 1.18e-3), ("relu", 8, 4.5e5)],
    ids=["sigmoid 1/n", "tanh 1/n", "relu 2/n", "relu 1/n", "relu 8/n"],
)
def test_delta_norms_through_twenty_layers(agrees, rng, activation, gain, bottom):
    """finds what the notebook's five initialisations leave of δ after twenty layers, and other draws after six"""
    agrees("delta_norms", network(rng, *[20] * 7), [activation] * 6, rng.normal(size=20), rng.normal(size=20))
    told = np.random.default_rng(10716)
    x, delta = told.normal(size=(2, 100))
    params = [(np.sqrt(gain / 100) * draw, np.zeros(100)) for draw in told.normal(size=(20, 100, 100))]
    delta = delta / np.linalg.norm(delta)
    # the norms span 18 decades: compare relatively; a sum of 100 terms, twenty times, rounds by less than 1e-12
    got = agrees("delta_norms", params, [activation] * 20, x, delta, rtol=1e-8, atol=0)
    require(as_array(got, (20,))[0], bottom, label="delta_norms, lowest layer", rtol=0.05, atol=0)


def test_delta_bound_of_the_sigmoid(gives, rng):
    """is .25¹⁰ = 9.5e−7 for eleven sigmoid layers, and that much of any norm"""
    gives("delta_bound", 0.25, 11, 1.0, expected=2.0**-20, atol=0)
    norm = rng.uniform(2, 9)
    gives("delta_bound", 0.25, 11, norm, expected=2.0**-20 * norm, atol=0)


@pytest.mark.parametrize("k", [0.6, 1.7], ids=["κ below 1", "κ above 1"])
def test_delta_bound_of_random_norms(agrees, rng, k):
    """is κ^(M−1) times the norm for random κ and norms"""
    for n_layers in (2, 5, 30):
        agrees("delta_bound", k * rng.uniform(0.9, 1.1), n_layers, rng.uniform(1.5, 5), atol=0)


def test_delta_bound_of_exploding_gradients(agrees, rng):
    """doubles the norm at each of the steps, whole numbers included"""
    agrees("delta_bound", 2, int(rng.integers(12, 30)), int(rng.integers(2, 9)))


def test_delta_bound_of_k_one(agrees, rng):
    """keeps the whole norm for κ = 1, in any depth (erratum 25)"""
    agrees("delta_bound", 1.0, int(rng.integers(20, 60)), rng.uniform(2, 9))


def test_delta_bound_of_one_layer(agrees, rng):
    """is the norm itself for one layer: no step down is made"""
    agrees("delta_bound", 0.3, 1, rng.uniform(2, 9))


@pytest.mark.parametrize(("layer", "unit"), [(0, 0), (1, 3), (2, 1)])
def test_flip_unit_keeps_the_function(student, rng, layer, unit):
    """leaves every output of a tanh network as it was, with other weights"""
    params, X = network(rng, 3, 5, 4, 6, 2), rng.normal(size=(7, 3))
    names = ["tanh", "tanh", "tanh", "softmax"]
    got = as_params(student.flip_unit(params, layer, unit), params, "flip_unit")
    require(run(got, names, X), run(params, names, X), label="the flipped network's outputs", rtol=1e-12, atol=1e-12)
    column = got[layer][0][:, unit]
    require(column, -params[layer][0][:, unit], label=f"flip_unit: column {unit} of W in layer {layer}")


@pytest.mark.parametrize(("layer", "unit"), [(0, 2), (1, 0), (1, 4)])
def test_flip_unit_changes_only_this_unit(agrees, rng, layer, unit):
    """negates the unit's column, bias and outgoing row, and nothing else"""
    agrees("flip_unit", network(rng, 4, 3, 5, 3), layer, unit)


def test_flip_unit_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("flip_unit", whole_numbers(rng), 0, 0)


@pytest.mark.parametrize(("layer", "size"), [(0, 5), (1, 4), (2, 6)])
def test_permute_units_keeps_the_function(student, rng, layer, size):
    """leaves every output as it was, with other weights"""
    params, X = network(rng, 3, 5, 4, 6, 2), rng.normal(size=(7, 3))
    names = ["tanh", "sigmoid", "relu", "identity"]
    order = np.roll(np.arange(size), rng.integers(1, size))
    got = as_params(student.permute_units(params, layer, order), params, "permute_units")
    # the sums over the units are taken in another order
    require(run(got, names, X), run(params, names, X), label="the permuted network's outputs", rtol=1e-12, atol=1e-12)
    assert not np.allclose(got[layer][0], params[layer][0]), (
        f"permute_units: the columns of W in layer {layer} did not move"
    )


@pytest.mark.parametrize("layer", [0, 1])
def test_permute_units_follows_the_order(agrees, rng, layer):
    """makes new unit i of the old unit order[i], where the order is not its own inverse"""
    agrees("permute_units", network(rng, 4, 4, 4, 4), layer, np.array([2, 0, 3, 1]))


def test_permute_units_of_the_middle_layer(agrees, rng):
    """moves biases and outgoing rows along and leaves other layers alone"""
    agrees("permute_units", network(rng, 2, 3, 5, 4, 3), 1, np.array([4, 2, 0, 1, 3]))


def test_permute_units_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("permute_units", whole_numbers(rng), 0, np.array([1, 2, 0]))
