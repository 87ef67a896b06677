"""Hidden checks of a06_forward_pass."""

import math
from itertools import pairwise

import numpy as np
import pytest

from course_tools.comparison import as_array, require
from course_tools.lectures import CORNERS, IRIS_ACTIVATIONS, IRIS_PARAMS, IRIS_X

NEEDS = {"collapse": ["dense"], "staircase": ["bump"]}


def network(rng, sizes):
    """Random weights and biases of a network with these widths."""
    return [(rng.normal(size=(i, o)), rng.normal(size=o)) for i, o in pairwise(sizes)]


def two_layers(got, inputs, hidden=None, *, label):
    """The student's [(W1, b1), (W2, b2)] with one output as arrays of fitting shapes; `hidden` None: any width."""
    if got is None or not isinstance(got, list | tuple):
        require(got, [None, None], label=label)
    assert len(got) == 2, f"{label}: expected two layers [(W1, b1), (W2, b2)], got {len(got)} entries"
    for layer, pair in enumerate(got):
        fits = isinstance(pair, list | tuple) and len(pair) == 2
        assert fits, f"{label}: layer {layer + 1} should be a pair (W, b), got {type(pair).__name__}"
    (W1, b1), (W2, b2) = got
    W1 = as_array(W1, label=f"{label}: W1")
    width = hidden if hidden is not None else W1.shape[-1] if W1.ndim else 1
    W1 = as_array(W1, (inputs, width), label=f"{label}: W1")
    b1 = as_array(b1, (width,), label=f"{label}: b1")
    return [(W1, b1), (as_array(W2, (width, 1), label=f"{label}: W2"), as_array(b2, (1,), label=f"{label}: b2"))]


def curve(student, reference, name, x, *arguments):
    """The outputs at the points x (N,) of the sigmoid network that the student's function returns, shape (N,)."""
    params = two_layers(student.call(name, *arguments), 1, label=name)
    return reference.forward(np.reshape(x, (-1, 1)), params, ["sigmoid", "identity"])[1][-1][:, 0]


def near(got, expected, x, tolerance, *, label):
    """Both curves are closer than the tolerance at all points x; the message names the worst of them."""
    gap = np.abs(got - expected)
    worst = int(np.argmax(gap))
    message = f"{label}: at x = {x[worst]:.6g} the network should give {expected[worst]:.6g}, it gives {got[worst]:.6g}"
    assert gap[worst] <= tolerance, message


def test_dense_of_the_iris_layer(agrees, gives, rng):
    """gives (.28, .72) for lecture 003's flower in its first layer, and other numbers for other flowers"""
    agrees("dense", rng.normal(size=(2, 2)), *IRIS_PARAMS[0])
    gives("dense", IRIS_X, *IRIS_PARAMS[0], expected=[[0.28, 0.72]])


def test_dense_is_the_matrix_layer_transposed(gives, rng):
    """equals lecture 004's Wx + b, whose W is our transpose"""
    W, x, b = rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4)
    gives("dense", x[None], W.T.copy(), b, expected=[[sum(W[j] * x) + b[j] for j in range(4)]])


@pytest.mark.parametrize("shape", [(5, 3, 2), (1, 4, 3), (3, 2, 3), (3, 3, 3), (2, 5, 1)])
def test_dense_of_random_batches(agrees, rng, shape):
    """is right for random batches, wide and narrow layers"""
    n, d_in, d_out = shape
    agrees("dense", rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out))


def test_dense_of_whole_numbers(agrees, rng):
    """does not cut off fractions when the inputs are whole numbers"""
    agrees("dense", rng.integers(1, 9, (3, 4)), rng.uniform(0.1, 0.9, (4, 2)), rng.uniform(0.1, 0.9, 2))


def test_forward_of_the_iris_flower(agrees, gives, rng):
    """gives every number of lecture 003's Iris walk-through, and those of another flower"""
    zs = [[[0.28, 0.72]], [[-0.232, -0.372, -0.46]]]
    hs = [IRIS_X, [[0.28, 0.72]], [[0.375167, 0.326154, 0.298679]]]
    agrees("forward", IRIS_X + rng.uniform([0, 3], [2, 5]), IRIS_PARAMS, IRIS_ACTIVATIONS)
    gives("forward", IRIS_X, IRIS_PARAMS, IRIS_ACTIVATIONS, expected=(zs, hs), atol=2e-6)


def test_forward_of_the_xor_batch(agrees, gives, rng):
    """maps the four corners to (0,0), (1,0), (1,0), (2,1) in lecture 003's hidden layer, and to XOR in its output"""
    params = [(np.ones((2, 2)), np.array([0.0, -1])), (np.array([[1.0], [-2]]), np.zeros(1))]
    zs = [[[0, -1], [1, 0], [1, 0], [2, 1]], [[0], [1], [1], [0]]]
    hs = [CORNERS, [[0, 0], [1, 0], [1, 0], [2, 1]], [[0], [1], [1], [0]]]
    agrees("forward", CORNERS + rng.uniform(0.1, 0.3, (4, 2)), params, ["relu", "identity"])
    gives("forward", CORNERS, params, ["relu", "identity"], expected=(zs, hs))


@pytest.mark.parametrize(
    ("n", "sizes", "activations"),
    [
        (6, (3, 4, 2), ["tanh", "softmax"]),
        (1, (5, 2, 3, 4), ["sigmoid", "relu", "identity"]),
        (4, (2, 5, 3, 2, 1), ["relu", "identity", "tanh", "sigmoid"]),
    ],
    ids=["two layers", "one sample", "four layers"],
)
def test_forward_of_random_networks(agrees, rng, n, sizes, activations):
    """is right for random networks, in every layer"""
    agrees("forward", rng.normal(size=(n, sizes[0])), network(rng, sizes), activations)


def test_forward_of_equal_widths(agrees, rng):
    """feeds each layer with the one before it, where the shapes would fit otherwise too (erratum 32)"""
    agrees("forward", rng.normal(size=(3, 3)), network(rng, (3, 3, 3, 3)), ["relu", "tanh", "sigmoid"])


def test_forward_of_whole_numbers(agrees, rng):
    """does not cut off fractions when inputs and weights are whole numbers"""
    params = [
        (rng.integers(-3, 4, (2, 3)), rng.integers(1, 4, 3)),
        (rng.integers(-3, 4, (3, 2)), rng.integers(1, 4, 2)),
    ]
    agrees("forward", rng.integers(-2, 3, (4, 2)), params, ["sigmoid", "tanh"])


def test_forward_of_large_inputs(agrees, rng):
    """stays finite for inputs in the thousands"""
    agrees("forward", 3000 * rng.normal(size=(3, 2)), network(rng, (2, 4, 3)), ["relu", "softmax"])


@pytest.mark.parametrize("count", [2, 3, 6])
def test_layer_shapes_of_random_sizes(agrees, gives, rng, count):
    """are right for random widths and for lecture 004's 2-3-4-1 network"""
    agrees("layer_shapes", (1 + rng.permutation(20)[:count]).tolist())
    gives("layer_shapes", [2, 3, 4, 1], expected=[((2, 3), (3,)), ((3, 4), (4,)), ((4, 1), (1,))])


def test_count_parameters_of_an_image_layer(agrees, gives, rng):
    """is 401920 for 512 units on the 784 pixels of an image (erratum 16), and right for other images"""
    agrees("count_parameters", [int(rng.integers(20, 40)) ** 2, int(rng.integers(100, 400))])
    gives("count_parameters", [784, 512], expected=401920)


@pytest.mark.parametrize("count", [2, 3, 6])
def test_count_parameters_of_random_sizes(agrees, gives, rng, count):
    """counts the weights and biases of random widths and of lecture 004's 2-3-4-1 network"""
    agrees("count_parameters", (2 + rng.permutation(40)[:count]).tolist())
    gives("count_parameters", [2, 3, 4, 1], expected=30)


def test_collapse_by_hand(agrees, gives, rng):
    """makes 11 x + 4 of the two layers (x + 1, 2x − 1) and 3h₁ + 4h₂ + 5, and something else of other biases"""
    params = [(np.array([[1.0, 2]]), np.array([1.0, -1])), (np.array([[3.0], [4]]), np.array([5.0]))]
    agrees("collapse", [(W, b + rng.normal(size=b.shape)) for W, b in params])
    gives("collapse", params, expected=([[11]], [4]))


@pytest.mark.parametrize("sizes", [(3, 4, 2), (5, 2, 3, 4), (2, 4, 1, 3, 5, 2)], ids=["two", "three", "five"])
def test_collapse_of_random_layers(agrees, rng, sizes):
    """is right for two, three and five layers"""
    agrees("collapse", network(rng, sizes))


def test_collapse_of_equal_widths(agrees, rng):
    """is right where all widths are equal, so that b₁ + b₂ would have the right shape (erratum 33)"""
    agrees("collapse", network(rng, (3, 3, 3)))
    agrees("collapse", network(rng, (4, 4, 4, 4)))


def test_collapse_gives_what_the_network_gives(student, reference, rng):
    """gives the same outputs as the network without activations, of one layer or of four"""
    for sizes in ((2, 3), (4, 2, 5, 3, 2)):
        params, X = network(rng, sizes), rng.normal(size=(6, sizes[0]))
        expected = reference.forward(X, params, ["identity"] * len(params))[1][-1]
        got = student.collapse(params)
        pair = isinstance(got, list | tuple) and len(got) == 2
        assert pair, f"collapse: expected a pair (W, b), got {type(got).__name__}"
        W = as_array(got[0], (sizes[0], sizes[-1]), label="collapse: W")
        b = as_array(got[1], (sizes[-1],), label="collapse: b")
        require(X @ W + b, expected, label=f"collapse: XW + b for {len(params)} layers")


def test_collapse_of_whole_numbers(agrees, rng):
    """does not cut off fractions when the first layer holds whole numbers"""
    first = (rng.integers(1, 5, (3, 2)), rng.integers(1, 5, 2))
    agrees("collapse", [first, *network(rng, (2, 4, 3))])


def test_xor_network_separates(student, reference):
    """the output is above ½ where exactly one input is 1, and below elsewhere"""
    params = two_layers(student.xor_network(), 2, 2, label="xor_network")
    out = reference.forward(CORNERS, params, ["relu", "identity"])[1][-1][:, 0]
    for corner, score in zip(CORNERS.astype(int).tolist(), out, strict=True):
        wanted = corner[0] ^ corner[1]
        side = "above" if wanted else "below"
        right = (score > 0.5) == wanted
        assert right, f"xor_network: at {tuple(corner)} the output should be {side} ½, it is {score:.6g}"


def test_xor_network_is_exact(student, reference):
    """the output is exactly 0, 1, 1, 0 at the four corners"""
    params = two_layers(student.xor_network(), 2, 2, label="xor_network")
    out = reference.forward(CORNERS, params, ["relu", "identity"])[1][-1][:, 0]
    for corner, score in zip(CORNERS.astype(int).tolist(), out, strict=True):
        wanted = corner[0] ^ corner[1]
        text = f"xor_network: at {tuple(corner)} the output should be exactly {wanted}, it is {score:.6g}"
        assert abs(score - wanted) <= 1e-9, text


# Thirty widths 1/s from an edge a sigmoid is off by e^−30: 1e-9 of the height leaves room for that and for rounding.


@pytest.mark.parametrize("height", [1.7, -2.3], ids=["upwards", "downwards"])
def test_bump_inside_and_outside(student, reference, rng, height):
    """is the height inside and 0 outside"""
    left = rng.uniform(0.5, 2)
    right, s = left + rng.uniform(0.5, 2), 400.0
    inside, below = rng.uniform(left + 30 / s, right - 30 / s, 20), rng.uniform(-5, left - 30 / s, 20)
    x = np.concatenate([inside, below, rng.uniform(right + 30 / s, 9, 20)])
    got = curve(student, reference, "bump", x, left, right, height, s)
    near(got, np.where((x > left) & (x < right), height, 0.0), x, 1e-8, label="bump")


def test_bump_left_of_zero(student, reference, rng):
    """works on intervals left of 0 and across it, and far away from them"""
    for left, right in ((-7.0, -4.5), (-1.25, 3.5)):
        height, s = rng.uniform(2, 5), 60.0
        x = np.array([-900.0, left - 1, (left + right) / 2, right - 0.6, right + 1, 800])
        got = curve(student, reference, "bump", x, left, right, height, s)
        near(got, height * np.array([0, 0, 1, 1, 0, 0]), x, 1e-8, label="bump")


@pytest.mark.parametrize("scale", [1e-3, 1e3], ids=["narrow", "wide"])
def test_bump_of_other_widths(student, reference, rng, scale):
    """works for intervals a thousand times narrower or wider, with a steepness to match"""
    left, right = scale * rng.uniform(1, 2), scale * rng.uniform(3, 4)
    x = scale * np.array([0, 0.8, 2.2, 2.8, 4.2, 6])
    got = curve(student, reference, "bump", x, left, right, 0.6, 200 / scale)
    near(got, 0.6 * np.array([0, 0, 1, 1, 0, 0]), x, 1e-8, label="bump")


def test_bump_edges(student, reference, rng):
    """is half the height at both edges, and rises and falls within a few 1/steepness"""
    left, right, height = 1.2, 4.7, rng.uniform(2, 3)
    for s in (40.0, 300.0):
        x = np.array([left - 2 / s, left, left + 2 / s, right - 2 / s, right, right + 2 / s])
        share = curve(student, reference, "bump", x, left, right, height, s) / height
        near(
            height * share,
            height * np.array([0.1192, 0.5, 0.8808, 0.8808, 0.5, 0.1192]),
            x,
            0.01 * height,
            label="bump",
        )


def check_staircase(student, reference, f, a, b, n, label="staircase"):
    """At each cell's middle, and a quarter of a cell to both sides of it, the network has f's value there."""
    width = (b - a) / n
    middles = a + width * (np.arange(n) + 0.5)
    got = curve(student, reference, "staircase", middles, f, a, b, n, 240 / width)
    expected = np.array([f(m) for m in middles])
    # Half a cell from the next edge, 120 widths 1/s, the sigmoids are 0 or 1; adding n steps rounds at 1e-13.
    near(got, expected, middles, 1e-8 * np.abs(expected).max(), label=label)
    return middles, width


@pytest.mark.parametrize(
    ("n", "a", "b"), [(2, 0.0, 4.0), (7, 1.5, 3.0), (12, -4.0, -1.0), (5, -0.8, 2.7), (1, -2.0, 3.0)]
)
def test_staircase_at_the_middles(student, reference, rng, n, a, b):
    """takes f's value at the middle of each cell"""
    p, q, r = rng.uniform(0.5, 2, 3)
    check_staircase(student, reference, lambda x: p + math.sin(q * float(x)) + r * math.exp(float(x) / 3), a, b, n)


def test_staircase_of_a_polynomial(student, reference, rng):
    """takes a polynomial's value at the middle of each cell"""
    p, q, r = rng.uniform(0.5, 2, 3)
    check_staircase(student, reference, lambda x: p * x**2 - q * x + r, -2.0, 5.0, 9)


def test_staircase_of_small_and_large_cells(student, reference, rng):
    """works on a tiny interval and on a huge one"""
    p = rng.uniform(1, 2)
    for scale in (1e-4, 1e4):
        check_staircase(student, reference, lambda x, by=scale: p + math.cos(float(x) / by), scale, 3 * scale, 6)


@pytest.mark.parametrize("steepness", [100, 900], ids=["softer", "steeper"])
def test_staircase_is_flat_within_a_cell(student, reference, rng, steepness):
    """keeps the level over the whole of each cell and changes it at the edges, half way at the edge itself"""
    a, b, n = 0.7, 3.1, 6
    p, width = rng.uniform(1, 2), (b - a) / n
    s = steepness / width
    levels = np.array([math.exp(p * (a + width * (k + 0.5))) for k in range(n)])
    left = a + width * np.arange(n)
    x = np.concatenate([left + 0.1 * width, left + 0.9 * width, left[1:], left[1:] + 2 / s])
    half, most = levels[:-1] + np.diff(levels) / 2, levels[:-1] + 0.8808 * np.diff(levels)
    got = curve(student, reference, "staircase", x, lambda x: math.exp(p * float(x)), a, b, n, s)
    near(got, np.concatenate([levels, levels, half, most]), x, 1e-3 * np.diff(levels).max(), label="staircase")


def test_staircase_approximates_the_sine(student, reference):
    """is closer than .02 to the sine on all of [0, π] with 100 cells"""
    s = 1e4
    x = np.linspace(30 / s, np.pi - 30 / s, 3001)  # at the two ends themselves an extra unit would be half way up
    got = curve(student, reference, "staircase", x, lambda x: math.sin(float(x)), 0.0, math.pi, 100, s)
    near(got, np.sin(x), x, 0.02, label="staircase")


def test_staircase_gets_better_with_more_cells(student, reference):
    """halves its largest error when the number of cells is doubled"""
    s, errors = 1e4, []
    x = np.linspace(-1 + 30 / s, 2 - 30 / s, 2001)
    for n in (5, 10, 20, 40):
        got = curve(student, reference, "staircase", x, lambda x: math.exp(-float(x)), -1.0, 2.0, n, s)
        errors.append(np.max(np.abs(got - np.exp(-x))))
        # The slope is at most e, and the middle at most half a cell away; 2 % more for the soft edges.
        bound = 1.02 * math.e * 3 / n / 2
        assert errors[-1] <= bound, (
            f"staircase: {n} cells should err by {bound:.4g} at most, they err by {errors[-1]:.4g}"
        )
    assert errors[-1] < errors[0] / 6, f"staircase: eight times the cells should err far less; the errors are {errors}"
