"""Hidden checks of a07_backpropagation."""

from itertools import pairwise

import numpy as np
import pytest

from course_tools.comparison import as_array, as_number, require, show
from course_tools.lectures import (
    CORNERS,
    IRIS_ACTIVATIONS,
    IRIS_H,
    IRIS_P,
    IRIS_PARAMS,
    IRIS_W2,
    IRIS_X,
    IRIS_Y,
    IRIS_Z2,
    SETOSA,
    SLIDE_P,
    XOR,
)

NEEDS = {"true_gradient": ["chain_output_delta"]}

OUTPUTS = ("identity", "sigmoid", "softmax")
ELEMENT_WISE = ("identity", "relu", "sigmoid", "tanh")

IRIS_GRADS = [
    ([[-0.058708, 0.288593], [-0.016308, 0.080165]], [-0.032615, 0.160330]),
    ([[-0.174953, 0.091323, 0.083630], [-0.449880, 0.234831, 0.215049]], [-0.624833, 0.326154, 0.298679]),
]
SIX_DECIMALS = 2e-6

X_XOR, Y_XOR = CORNERS.astype(int), XOR[:, None].astype(int)


def network(rng, *sizes):
    """Random weights and biases of layers of these sizes."""
    return [(rng.normal(size=(i, o)) * 1.2 / np.sqrt(i), 0.5 * rng.normal(size=o)) for i, o in pairwise(sizes)]


def targets(rng, n, k, output):
    """Targets (n, k) that suit the output: any numbers, zeros and ones, or one-hot rows."""
    if output == "softmax":
        return np.eye(k)[rng.integers(k, size=n)]
    return rng.integers(0, 2, (n, k)).astype(float) if output == "sigmoid" else rng.normal(size=(n, k))


def squash(z, output):
    """The output activation of z, written independently of the reference."""
    if output == "softmax":
        return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
    return {"identity": z, "sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z), "relu": np.maximum(z, 0)}[output]


def canonical_loss(z, y, output):
    """The canonical pair's loss: summed over outputs, mean over samples."""
    p = squash(z, output)
    if output == "identity":
        return np.sum((p - y) ** 2) / 2 / len(y)
    if output == "sigmoid":
        return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y)
    return -np.sum(y * np.log(p)) / len(y)


def network_loss(params, activations, x, y):
    """The canonical loss of a network."""
    h = x
    for (w, b), name in zip(params[:-1], activations[:-1], strict=True):
        h = squash(h @ w + b, name)
    return canonical_loss(h @ params[-1][0] + params[-1][1], y, activations[-1])


def softmax_of(rng, k):
    """Random probabilities (k,), none close to 0 or 1."""
    return squash(rng.uniform(-1, 1, k), "softmax")


def pairs_of(got, count, label):
    """The answer as a list of `count` pairs, one per layer; fails with a message otherwise."""
    assert isinstance(got, list | tuple), (
        f"{label}: expected a list of {count} pairs (W or dW, b or db), got {show(got)}"
    )
    assert len(got) == count, f"{label}: expected {count} pairs, one per layer, got {len(got)}"
    for layer, pair in enumerate(got, 1):
        is_pair = isinstance(pair, list | tuple) and len(pair) == 2
        assert is_pair, f"{label}: expected a pair for layer {layer}, got {show(pair)}"
    return got


def in_the_order_of_computation(got, expected, label, names=("dW", "db")):
    """Compare layer by layer from the last to the first, so that the message names the first that is off."""
    got = pairs_of(got, len(expected), label)
    for layer in reversed(range(len(expected))):
        for part in (1, 0):
            require(got[layer][part], expected[layer][part], label=f"{label}: {names[part]} of layer {layer + 1}")


@pytest.mark.parametrize("shape", [(5, 3), (2, 4), (7, 1), (1, 3)])
def test_output_delta_of_a_batch(agrees, gives, rng, shape):
    """is ŷ − y divided by the number of samples: lecture 003's Iris sample, random batches"""
    agrees("output_delta", rng.normal(size=shape), rng.normal(size=shape))
    gives("output_delta", IRIS_P[None], IRIS_Y, expected=[[-0.624833, 0.326154, 0.298679]], atol=SIX_DECIMALS)


@pytest.mark.parametrize("output", OUTPUTS)
def test_output_delta_by_finite_differences(student, rng, central_difference, output):
    """is the derivative of the mean loss by z for each canonical pair"""
    z, y = rng.normal(size=(4, 3)), targets(rng, 4, 3, output)
    numeric = central_difference(lambda moved: canonical_loss(moved, y, output), z)
    got = student.output_delta(squash(z, output), y)
    require(got, numeric, label=f"output_delta for {output}", rtol=1e-5, atol=1e-8)


def test_output_delta_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("output_delta", rng.integers(-9, 9, (3, 2)), rng.integers(10, 20, (3, 2)))


def test_chain_output_delta_of_erratum_30(gives, rng):
    """gives ŷ − y for softmax with cross-entropy, where lecture 000's ⊙ gives (0, −.771, 0) (erratum 30)"""
    for z, true in ((rng.normal(size=4), rng.integers(4)), (np.array([0.7, 0.0, 0.3]), 1)):
        y_hat, y = squash(z, "softmax"), np.eye(len(z))[true]
        gives("chain_output_delta", -y / y_hat, z, "softmax", expected=y_hat - y)


def test_chain_output_delta_of_erratum_3(gives, agrees, rng):
    """follows all paths of the summed binary cross-entropy, as in lecture 003's walk-through (erratum 3)"""
    for z, true in ((rng.normal(size=5), rng.integers(5)), (IRIS_Z2, 0)):
        y_hat, y = squash(z, "softmax"), np.eye(len(z))[true]
        dloss = (1 - y) / (1 - y_hat) - y / y_hat
        agrees("chain_output_delta", dloss, z, "softmax")
    gives("chain_output_delta", dloss, IRIS_Z2, "softmax", expected=[-0.966198, 0.513405, 0.452792], atol=SIX_DECIMALS)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softmax"])
def test_chain_output_delta_of_random_samples(agrees, rng, activation):
    """follows the chain rule for random slopes of the loss"""
    for k in (5, 2):
        agrees("chain_output_delta", rng.normal(size=k), rng.normal(size=k), activation)


def test_chain_output_delta_of_straight_activations(agrees, rng):
    """follows the chain rule for relu, with relu'(0) = 0, and for identity"""
    z = np.array([0.0, 1.5, -0.5, 0.2])
    for activation in ("relu", "identity"):
        agrees("chain_output_delta", rng.normal(size=4), z, activation)


def test_chain_output_delta_by_finite_differences(student, rng, central_difference):
    """is the derivative of a squared error by z"""
    for activation in ("softmax", "sigmoid", "tanh"):
        z, y = rng.normal(size=4), rng.normal(size=4)
        numeric = central_difference(lambda moved, y=y, f=activation: np.sum((squash(moved, f) - y) ** 2), z)
        got = student.chain_output_delta(2 * (squash(z, activation) - y), z, activation)
        require(got, numeric, label=f"chain_output_delta for {activation}", rtol=1e-5, atol=1e-8)


def test_chain_output_delta_of_large_logits(gives, rng):
    """stays finite where e^z does not"""
    gap, first, second = rng.uniform(0.5, 2, 3)
    share = 1 / (1 + np.exp(gap))
    flow = share * (1 - share) * (first + second)
    z = np.array([1000.0, 1000 - gap, -1000.0])
    gives("chain_output_delta", np.array([first, -second, 4.0]), z, "softmax", expected=[flow, -flow, 0])


def test_chain_output_delta_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    for activation in ("tanh", "relu", "softmax"):
        agrees("chain_output_delta", rng.integers(1, 9, 3), rng.permutation([2, 1, -1]), activation)


@pytest.mark.parametrize("activation", ELEMENT_WISE)
def test_delta_step_of_a_batch(agrees, gives, rng, activation):
    """goes back through random layers, wide and narrow, and through lecture 003's"""
    for n, h, k in ((4, 5, 3), (2, 3, 4)):
        agrees("delta_step", rng.normal(size=(n, k)), rng.normal(size=(h, k)), rng.normal(size=(n, h)), activation)
    z = IRIS_H[None]
    gives("delta_step", IRIS_P[None] - IRIS_Y, IRIS_W2, z, "relu", expected=[[-0.032615, 0.160330]], atol=SIX_DECIMALS)


@pytest.mark.parametrize("n", [1, 3])
def test_delta_step_through_a_square_matrix(agrees, rng, n):
    """uses Wᵀ also where W is square and the shapes cannot tell"""
    agrees("delta_step", rng.normal(size=(n, 3)), rng.normal(size=(3, 3)), rng.normal(size=(n, 3)), "tanh")


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_delta_step_by_finite_differences(student, rng, central_difference, activation):
    """is the derivative of the loss by this layer's z"""
    delta, w, z = rng.normal(size=(3, 2)), rng.normal(size=(4, 2)), rng.normal(size=(3, 4))
    numeric = central_difference(lambda moved: np.sum(delta * (squash(moved, activation) @ w)), z)
    got = student.delta_step(delta, w, z, activation)
    require(got, numeric, label=f"delta_step for {activation}", rtol=1e-5, atol=1e-8)


def test_delta_step_at_the_kink(agrees, rng):
    """takes relu'(0) = 0"""
    z = np.array([[0.0, 0.4], [-0.4, 0.0], [0.3, 0.0]])
    agrees("delta_step", rng.uniform(1, 2, (3, 2)), rng.uniform(1, 2, (2, 2)), z, "relu")


def test_delta_step_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    delta, w, z = rng.integers(1, 9, (3, 2)), rng.integers(1, 9, (4, 2)), rng.integers(-2, 3, (3, 4))
    for activation in ("sigmoid", "identity"):
        agrees("delta_step", delta, w, z, activation)


@pytest.mark.parametrize("shape", [(5, 4, 3), (2, 3, 6), (3, 3, 3), (1, 2, 4)])
def test_weight_gradients_of_a_batch(agrees, gives, rng, shape):
    """adds up over the samples of a random batch (N, D_in, D_out); gives both layers of lecture 003's Iris sample"""
    n, d_in, d_out = shape
    agrees("weight_gradients", rng.normal(size=(n, d_in)), rng.normal(size=(n, d_out)))
    for h_prev, expected in zip((IRIS_X, IRIS_H[None]), IRIS_GRADS, strict=True):
        gives("weight_gradients", h_prev, np.array([expected[1]]), expected=expected, atol=SIX_DECIMALS)


def test_weight_gradients_by_finite_differences(student, rng, central_difference):
    """are the derivatives of the loss by W and b"""
    h, delta, w, b = (rng.normal(size=shape) for shape in ((4, 3), (4, 2), (3, 2), 2))
    numeric = (
        central_difference(lambda moved: np.sum(delta * (h @ moved + b)), w),
        central_difference(lambda moved: np.sum(delta * (h @ w + moved)), b),
    )
    require(student.weight_gradients(h, delta), numeric, label="weight_gradients", rtol=1e-5, atol=1e-8)


def test_weight_gradients_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("weight_gradients", rng.integers(1, 9, (3, 2)), rng.integers(1, 9, (3, 2)))


def test_backward_names_what_is_off(student, reference, rng):
    """is right for one sample, delta by delta, from the last of four layers to the first"""
    params, names = network(rng, 3, 4, 2, 5, 2), ["tanh", "sigmoid", "relu", "softmax"]
    params[2] = (params[2][0], np.array([2.0, 3.0, -4.0, 2.5, 3.5]))  # far from the kink; one neuron is off
    y = targets(rng, 1, 2, "softmax")
    zs, hs = reference.forward(rng.normal(size=(1, 3)), params, names)
    expected = reference.backward(params, names, zs, hs, y)
    got = student.backward(params, names, zs, hs, y)
    names = ("dW", "db (with one sample it is the delta)")
    in_the_order_of_computation(got, expected, "backward", names)


@pytest.mark.parametrize("output", OUTPUTS)
def test_backward_of_a_batch(student, reference, rng, output):
    """is right for lecture 003's Iris sample and for a batch of five, each output"""
    zs, hs = reference.forward(IRIS_X, IRIS_PARAMS, IRIS_ACTIVATIONS)
    got = student.backward(IRIS_PARAMS, IRIS_ACTIVATIONS, zs, hs, IRIS_Y)
    require(got, IRIS_GRADS, label="backward of the Iris sample", atol=SIX_DECIMALS)
    params, names = network(rng, 2, 4, 3, 2), ["relu", "tanh", output]
    x, y = rng.normal(size=(5, 2)), targets(rng, 5, 2, output)
    zs, hs = reference.forward(x, params, names)
    got = student.backward(params, names, zs, hs, y)
    in_the_order_of_computation(got, reference.backward(params, names, zs, hs, y), "backward")


def test_backward_of_square_layers(student, reference, rng):
    """is right where all layers have the same width and the shapes cannot tell"""
    params, names = network(rng, 3, 3, 3, 3), ["sigmoid", "tanh", "identity"]
    x, y = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    zs, hs = reference.forward(x, params, names)
    got = student.backward(params, names, zs, hs, y)
    in_the_order_of_computation(got, reference.backward(params, names, zs, hs, y), "backward")


def test_backward_of_a_single_layer(student, reference, rng):
    """works without a hidden layer, too"""
    params, x, y = network(rng, 4, 3), rng.normal(size=(6, 4)), targets(rng, 6, 3, "softmax")
    zs, hs = reference.forward(x, params, ["softmax"])
    got = student.backward(params, ["softmax"], zs, hs, y)
    in_the_order_of_computation(got, reference.backward(params, ["softmax"], zs, hs, y), "backward")


@pytest.mark.parametrize("output", OUTPUTS)
def test_backward_by_finite_differences(student, reference, rng, central_difference, output):
    """is the derivative of the loss by each W and b"""
    params, names = network(rng, 3, 4, 2), ["tanh", output]
    x, y = rng.normal(size=(3, 3)), targets(rng, 3, 2, output)
    zs, hs = reference.forward(x, params, names)
    got = pairs_of(student.backward(params, names, zs, hs, y), 2, "backward")
    for layer in (1, 0):
        for part, name in ((1, "db"), (0, "dW")):

            def loss(array, layer=layer, part=part):
                moved = [list(pair) for pair in params]
                moved[layer][part] = array
                return network_loss(moved, names, x, y)

            numeric = central_difference(loss, params[layer][part])
            require(got[layer][part], numeric, label=f"backward: {name} of layer {layer + 1}", rtol=1e-5, atol=1e-8)


def weighted(power, factors):
    """The loss Σ factor · θ^power over all parameters: its derivatives are known."""

    def loss(params):
        pairs = zip(params, factors, strict=True)
        arrays = [(np.asarray(a), c) for one, other in pairs for a, c in zip(one, other, strict=True)]
        return float(sum(np.sum(c * a**power) for a, c in arrays))

    return loss


def cubic(rng, h, *sizes):
    """Parameters, factors, and what central differences of ±h give for Σ factor · θ³: factor · (3θ² + h²)."""
    params = [(rng.uniform(0.5, 2, (i, o)), rng.uniform(0.5, 2, o)) for i, o in pairwise(sizes)]
    factors = [(rng.uniform(1, 2, (i, o)), rng.uniform(-2, -1, o)) for i, o in pairwise(sizes)]
    pairs = zip(params, factors, strict=True)
    return params, factors, [(c * (3 * w**2 + h**2), d * (3 * b**2 + h**2)) for (w, b), (c, d) in pairs]


def largest(grads, numeric):
    """The largest relative error of `grads`, given what central differences find."""
    pairs = [(a, n) for one, other in zip(grads, numeric, strict=True) for a, n in zip(one, other, strict=True)]
    return max(np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n))) for a, n in pairs)


@pytest.mark.parametrize("names", [("tanh", "softmax"), ("sigmoid", "identity")], ids="/".join)
def test_gradient_check_of_a_network(student, reference, rng, names):
    """is below 1e-5 for right gradients of a network, and right if the last bias's is too large"""
    params, x = network(rng, 2, 3, 2), rng.uniform(0.5, 1.5, (2, 2)) * [[1, -1], [-1, -1]]
    y = np.array([[1.0, 0.0], [1.0, 0.0]])
    first, last = reference.backward(params, names, *reference.forward(x, params, names), y)

    def loss(moved):
        return network_loss(moved, names, x, y)

    right = as_number(student.gradient_check(loss, params, [first, last]), label="gradient_check")
    assert 0 <= right < 1e-5, f"gradient_check: expected less than 1e-5 for right gradients, got {right:.3g}"
    factor = rng.uniform(1.5, 3)
    wrong = student.gradient_check(loss, params, [first, (last[0], factor * last[1])])
    require(wrong, (factor - 1) / (factor + 1), label="gradient_check with a db that is too large", rtol=1e-4)


@pytest.mark.parametrize("place", ["a W of layer 1", "a b of layer 1", "a W of layer 2", "a b of layer 2"])
def test_gradient_check_finds_one_wrong_entry(student, rng, place):
    """finds a single wrong entry, too large, too small or left at 0, wherever it is (ε = .1)"""
    params, factors, numeric = cubic(rng, 0.1, 2, 3, 2)
    layer, part = int(place[-1]) - 1, int(" b " in place)
    for factor in (rng.uniform(0.4, 0.8), rng.uniform(1.2, 1.8), -1.0, 0.0):
        grads = [(dw.copy(), db.copy()) for dw, db in numeric]
        index = tuple(rng.integers(size) for size in grads[layer][part].shape)
        grads[layer][part][index] *= factor
        got = student.gradient_check(weighted(3, factors), params, grads, 0.1)
        require(got, largest(grads, numeric), label=f"gradient_check with {place} off", rtol=1e-6)


def test_gradient_check_of_random_errors(student, rng):
    """is the largest of many relative errors (ε = .03)"""
    params, factors, numeric = cubic(rng, 0.03, 3, 2, 2)
    grads = [(dw * rng.uniform(0.5, 2, dw.shape), db * rng.uniform(0.5, 2, db.shape)) for dw, db in numeric]
    grads[1][1][0] = rng.uniform(3, 4) * numeric[1][1][0]  # the largest is not the last
    got = student.gradient_check(weighted(3, factors), params, grads, 0.03)
    require(got, largest(grads, numeric), label="gradient_check", rtol=1e-6)


@pytest.mark.parametrize("h", [0.1, 0.02])
def test_gradient_check_uses_central_differences_of_h(student, rng, h):
    """nudges by ±ε: for θ³ it finds 3θ² + ε², and the error of 3θ² is that of ε²"""
    params, factors, numeric = cubic(rng, h, 2, 3, 2)
    params[1][0][0, 1] = 0.2  # the smallest: here h² weighs most
    numeric[1][0][0, 1] = factors[1][0][0, 1] * (3 * 0.2**2 + h**2)
    pairs = zip(params, factors, strict=True)
    grads = [(3 * c * w**2, 3 * d * b**2) for (w, b), (c, d) in pairs]
    got = student.gradient_check(weighted(3, factors), params, grads, h)
    # n is rounded by about 1e-16 · 100 / h = 5e-13, against h² = 4e-4
    require(got, largest(grads, numeric), label="gradient_check", rtol=1e-6)


def test_gradient_check_of_slopes_of_zero(student, rng):
    """is no error where gradient and slope are both 0"""
    factors = [
        (rng.uniform(1, 2, (2, 2)), rng.uniform(1, 2, 2)),
        (np.array([[2.0, 0.0], [0.0, 0.0]]), np.array([1.5, 0.0])),
    ]
    factor = rng.uniform(2, 4)
    for off, expected in ((1.0, 0.0), (factor, (factor - 1) / (factor + 1))):
        grads = [factors[0], (factors[1][0], off * factors[1][1])]
        got = student.gradient_check(weighted(1, factors), network(rng, 2, 2, 2), grads)
        require(got, expected, label="gradient_check", rtol=1e-5, atol=1e-5)


def test_gradient_check_of_tiny_slopes(student, rng):
    """divides by at least 1e-8: 4e-9 against 0 is an error of .4"""
    factors = [(rng.uniform(1, 2, (1, 2)), np.zeros(2)), (np.array([[2.0], [0.0]]), np.array([1.0]))]
    g = rng.uniform(2e-9, 8e-9)
    grads = [factors[0], (np.array([[2.0], [-g]]), np.array([1.0]))]
    got = student.gradient_check(weighted(1, factors), network(rng, 1, 2, 1), grads)
    require(got, g / 1e-8, label="gradient_check", rtol=1e-5)


@pytest.mark.parametrize("sizes", [(4, 3, 2, 3), (2, 2, 2), (1, 5)], ids=str)
def test_update_of_random_networks(agrees, rng, sizes):
    """moves every W and b of random networks against its gradient"""
    agrees("update", network(rng, *sizes), network(rng, *sizes), 0.17)


def test_update_of_iris(agrees, gives, rng):
    """moves lecture 003's two layers to the known weights, and with other rates to others"""
    grads = [(np.array(dW), np.array(db)) for dW, db in IRIS_GRADS]
    expected = [
        ([[0.129354, 0.255703], [-0.191846, 0.559917]], [0.216308, -0.380165]),
        ([[0.387477, 0.154338, 0.258185], [-0.075060, -0.017416, -0.307525]], [0.212417, -0.663077, -0.549339]),
    ]
    agrees("update", IRIS_PARAMS, grads, rng.uniform(0.1, 0.4))
    gives("update", IRIS_PARAMS, grads, 0.5, expected=expected, atol=SIX_DECIMALS)


def test_update_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    params, grads = [[(rng.integers(1, 9, (2, 3)), rng.integers(1, 9, 3))] for _ in range(2)]
    agrees("update", params, grads, 0.25)


def test_train_step_of_iris(student, rng):
    """finds lecture 003's loss .980385, and its new parameters give .588875; with another rate another loss"""
    for eta, known in ((0.5, 0.588875), (rng.uniform(0.1, 0.3), None)):
        got = student.train_step(IRIS_PARAMS, IRIS_ACTIVATIONS, IRIS_X, IRIS_Y, eta)
        assert isinstance(got, list | tuple) and len(got) == 2, "train_step: expected (params, loss)"
        require(got[1], 0.980385, label="train_step: loss before the step", atol=SIX_DECIMALS)
        params = [(as_array(w), as_array(b)) for w, b in pairs_of(got[0], 2, "train_step: params")]
        after = network_loss(params, IRIS_ACTIVATIONS, IRIS_X, IRIS_Y)
        grads = [(np.array(dW), np.array(db)) for dW, db in IRIS_GRADS]
        moved = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(IRIS_PARAMS, grads, strict=True)]
        expected = network_loss(moved, IRIS_ACTIVATIONS, IRIS_X, IRIS_Y) if known is None else known
        assert abs(after - expected) < SIX_DECIMALS, (
            f"train_step: expected loss {expected:.6f} after a step with η = {eta:.3g}, got {after:.6f}"
        )


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("n", [1, 5])
def test_train_step_of_random_networks(student, reference, rng, output, n):
    """gives the loss that goes with the output, and the new parameters"""
    params, names = network(rng, 3, 4, 3, 2), ["relu", "tanh", output]
    x, y = rng.normal(size=(n, 3)), targets(rng, n, 2, output)
    got = student.train_step(params, names, x, y, 0.3)
    new, loss = reference.train_step(params, names, x, y, 0.3)
    assert isinstance(got, list | tuple) and len(got) == 2, "train_step: expected (params, loss)"
    require(got[1], loss, label=f"train_step: loss for output {output}")
    in_the_order_of_computation(got[0], new, "train_step", names=("the new W", "the new b"))


def test_train_step_of_whole_numbers(agrees, rng):
    """works for samples and targets of whole numbers"""
    agrees("train_step", network(rng, 2, 3, 1), ["tanh", "sigmoid"], X_XOR, Y_XOR, 0.5)


def xor_start():
    """The given weights of a 2-8-1 network."""
    rng = np.random.default_rng(3)
    return [(rng.normal(size=(2, 8)), np.zeros(8)), (rng.normal(size=(8, 1)), np.zeros(1))]


def test_fit_learns_xor(student, reference, rng):
    """learns XOR: after 2000 steps the loss is below .05 and all four inputs are right"""
    order = [*rng.permutation([1, 2, 3]), 0]  # never the notebook's
    X, Y = X_XOR[order], Y_XOR[order]
    start = [(rng.uniform(0.95, 1.05) * w, b) for w, b in xor_start()]
    (first,) = reference.fit(start, ["tanh", "sigmoid"], X, Y, 0.5, 1)[1]
    got = student.fit(start, ["tanh", "sigmoid"], X, Y, 0.5, 2000)
    assert isinstance(got, list | tuple) and len(got) == 2, "fit: expected (params, losses)"
    losses = as_array(got[1], (2000,), label="fit: losses")
    assert abs(losses[0] - first) < SIX_DECIMALS, f"fit: expected the first loss {first:.6f}, got {losses[0]:.6f}"
    assert losses[-1] < 0.05, f"fit: expected the last loss below .05, got {losses[-1]:.4f}"
    (w1, b1), (w2, b2) = [
        (as_array(w, label="fit: W"), as_array(b, label="fit: b")) for w, b in pairs_of(got[0], 2, "fit: params")
    ]
    p = squash(np.tanh(X @ w1 + b1) @ w2 + b2, "sigmoid")
    assert np.all(np.abs(p - Y) < 0.5), (
        f"fit: expected outputs near {Y.ravel().tolist()}, got {p.ravel().round(3).tolist()}"
    )


@pytest.mark.parametrize("steps", [1, 2, 20])
@pytest.mark.parametrize("output", OUTPUTS)
def test_fit_of_random_networks(agrees, rng, output, steps):
    """gives the losses before each step and the parameters after the last"""
    params, x, y = network(rng, 3, 4, 2), rng.normal(size=(5, 3)), targets(rng, 5, 2, output)
    agrees("fit", params, ["tanh", output], x, y, 0.1, steps)


def test_fit_takes_every_step(agrees, rng):
    """takes all its steps, also where nothing is left to learn or the loss hardly falls"""
    params, x = network(rng, 2, 3), rng.normal(size=(4, 2))
    agrees("fit", params, ["identity"], x, x @ params[0][0] + params[0][1], 0.1, 30)
    agrees("fit", params, ["identity"], x, rng.normal(size=(4, 3)), 1e-7, 15)


def test_slide_gradient_of_the_slide(agrees, gives, rng):
    """gives the slide's three rows at ŷ = (.38, .32, .30), all negative, and others for another h"""
    expected = [[-0.1736, -0.4464], [-0.0896, -0.2304], [-0.0840, -0.2160]]
    agrees("slide_gradient", SLIDE_P, SETOSA, rng.normal(size=2))
    gives("slide_gradient", SLIDE_P, SETOSA, IRIS_H, expected=expected)


@pytest.mark.parametrize("k", [3, 5])
def test_slide_gradient_of_random_samples(agrees, rng, k):
    """is the printed formula for random outputs, one-hot targets"""
    agrees("slide_gradient", softmax_of(rng, k), np.eye(k)[rng.integers(k)], rng.normal(size=4))


@pytest.mark.parametrize("k", [3, 5])
def test_slide_gradient_of_two_labels(agrees, rng, k):
    """is the printed formula for random outputs, two targets of 1"""
    y = np.eye(k)[rng.integers(k)]
    agrees("slide_gradient", softmax_of(rng, k), y + np.roll(y, 1), rng.normal(size=2))


def test_slide_gradient_of_whole_targets(agrees, rng):
    """works for targets and activations of whole numbers"""
    agrees("slide_gradient", softmax_of(rng, 4), rng.permutation([0, 1, 0, 0]), rng.integers(1, 9, 3))


def test_true_gradient_of_iris(agrees, gives, rng):
    """gives erratum 4's gradient at lecture 003's exact ŷ, and others for another h"""
    expected = [[-0.270535, -0.695662], [0.143754, 0.369652], [0.126782, 0.326010]]
    agrees("true_gradient", IRIS_P, SETOSA, rng.normal(size=2))
    gives("true_gradient", IRIS_P, SETOSA, IRIS_H, expected=expected, atol=SIX_DECIMALS)


@pytest.mark.parametrize("k", [3, 5])
def test_true_gradient_of_random_samples(agrees, rng, k):
    """is right for random outputs, one-hot targets"""
    agrees("true_gradient", softmax_of(rng, k), np.eye(k)[rng.integers(k)], rng.normal(size=4))


@pytest.mark.parametrize("k", [3, 5])
def test_true_gradient_of_two_labels(agrees, rng, k):
    """is right for random outputs, two targets of 1"""
    y = np.eye(k)[rng.integers(k)]
    agrees("true_gradient", softmax_of(rng, k), y + np.roll(y, 1), rng.normal(size=2))


@pytest.mark.parametrize("k", [3, 4])
def test_true_gradient_by_finite_differences(student, rng, central_difference, k):
    """is the derivative of the summed binary cross-entropy by the weights (K, H)"""
    w, h, y = rng.normal(size=(k, 3)), rng.normal(size=3), np.eye(k)[rng.integers(k)]

    def loss(moved):
        p = squash(moved @ h, "softmax")
        return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))

    got = student.true_gradient(squash(w @ h, "softmax"), y, h)
    require(got, central_difference(loss, w), label="true_gradient", rtol=1e-5, atol=1e-8)


def test_true_gradient_of_whole_targets(agrees, rng):
    """works for targets and activations of whole numbers"""
    agrees("true_gradient", softmax_of(rng, 4), rng.permutation([0, 1, 0, 0]), rng.integers(1, 9, 3))
