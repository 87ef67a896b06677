"""Hidden checks of a01_neuron."""

from itertools import product

import numpy as np
import pytest

from course_tools.comparison import as_array, as_number, show

NEEDS = {"leaky_relu": ["relu"], "leaky_relu_derivative": ["relu_derivative", "step"]}

SHAPES = ((6,), (3, 5), (2, 3, 2))
shapes = pytest.mark.parametrize("shape", SHAPES, ids=["one axis", "two axes", "three axes"])
# The notebook demands it, too: a formula that is right by luck only, 1/(1 + ∞) = 0, is not stable.
STRICT = """
def sigmoid_where_an_overflow_is_an_error(z):
    import numpy
    with numpy.errstate(over="raise", invalid="raise"):
        return sigmoid(z)
"""
forms = pytest.mark.parametrize("form", ["single numbers", "arrays"])
signs = pytest.mark.parametrize("sign", [1, -1], ids=["positive", "negative"])

CORNERS = list(product((0, 1), repeat=2))
GATES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0)}


def net_inputs(rng, shape):
    """Random net inputs on both sides of zero, none closer to it than .05."""
    z = rng.uniform(0.05, 6, shape) * rng.choice([-1, 1], shape)
    z.flat[:2] = abs(z.flat[0]), -abs(z.flat[1])
    return z


def in_form(form, rng):
    """Random net inputs: four single numbers, or arrays of one, two and three axes, by turns with either sign first."""
    if form == "single numbers":
        return net_inputs(rng, 4).tolist()
    return [(-1) ** axes * net_inputs(rng, shape) for axes, shape in enumerate(SHAPES)]


def with_zeros(rng, shape):
    """Random net inputs with zeros among them."""
    z = net_inputs(rng, shape)
    z.flat[[2, -1]] = 0
    return z


def measured_slope(f, z, h=1e-6):
    """The slope of an element-wise function by central differences; its error is about 1e-10 here."""
    return (f(z + h) - f(z - h)) / (2 * h)


def near_the_threshold(agrees, rng):
    """Random inputs, one below the threshold, at it, and one above it."""
    for offset in rng.permutation([-2, -1, 0, 0, 1, 1, 2, 3]).tolist():
        excitatory = [1, 0, *rng.integers(0, 2, 5).tolist()]
        inhibitory = [1, 0, *rng.integers(0, 2, 3).tolist()]
        agrees("mcculloch_pitts", excitatory, inhibitory, sum(excitatory) - sum(inhibitory) + offset)


def test_mcculloch_pitts_with_excitatory_inputs(agrees, gives, rng):
    """is AND with two excitatory inputs and threshold 2, OR with threshold 1, and counts any number of them"""
    for offset in rng.permutation([-1, 0, 0, 0, 1, 1, 1, 2]).tolist():
        excitatory = [1, 0, *rng.integers(0, 2, 5).tolist()]
        agrees("mcculloch_pitts", excitatory, [], sum(excitatory) + offset)
    for threshold, gate in ((2, "AND"), (1, "OR")):
        for corner, output in zip(CORNERS, GATES[gate], strict=True):
            gives("mcculloch_pitts", list(corner), [], threshold, expected=output)


def test_mcculloch_pitts_with_inhibitory_inputs(agrees, gives, rng):
    """is NOT with one inhibitory input, no excitatory one and threshold 0, and counts any number of them"""
    for offset in rng.permutation([-1, 0, 0, 0, 1, 1, 1, 2]).tolist():
        inhibitory = [1, 0, *rng.integers(0, 2, 5).tolist()]
        agrees("mcculloch_pitts", [], inhibitory, offset - sum(inhibitory))
    gives("mcculloch_pitts", [], [0], 0, expected=1)
    gives("mcculloch_pitts", [], [1], 0, expected=0)


def test_mcculloch_pitts_around_the_threshold(agrees, gives, rng):
    """weighs excitatory against inhibitory inputs, near the threshold"""
    near_the_threshold(agrees, rng)
    gives("mcculloch_pitts", [0, 1, 0, 0], [1, 0], 1, expected=0)
    gives("mcculloch_pitts", [1, 0], [1, 1, 0], 2, expected=0)
    gives("mcculloch_pitts", [1, 0, 1], [1, 0, 1], 1, expected=0)
    gives("mcculloch_pitts", [0, 1], [1, 1, 1], -2, expected=1)


def test_mcculloch_pitts_without_inputs(gives, rng):
    """without any input fires at threshold 0 and below, not above"""
    for threshold in rng.permutation([-2, -1, 0, 1, 2, 3]).tolist():
        gives("mcculloch_pitts", [], [], threshold, expected=int(threshold <= 0))


@pytest.mark.parametrize("d", [1, 2, 7], ids=["1 input", "2 inputs", "7 inputs"])
def test_net_input_of_random_numbers(agrees, gives, rng, d):
    """is .87 in lecture 003's example, and the weighted sum plus the bias for random numbers"""
    gives("net_input", np.array([0.5, 0.6, 0.1]), np.array([0.2, 0.3, 0.9]), 0.5, expected=0.87)
    agrees("net_input", rng.normal(size=d), rng.normal(size=d), float(rng.uniform(1, 2) * rng.choice([-1, 1])))


def test_net_input_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("net_input", rng.integers(1, 9, 3), rng.integers(-9, 0, 3), int(rng.integers(1, 9)))


@shapes
def test_step_of_arrays(agrees, rng, shape):
    """is 1 above zero, else 0, in arrays with zeros among them"""
    agrees("step", with_zeros(rng, shape))


def test_step_of_numbers(agrees, gives, rng):
    """takes single numbers, and is 0 at 0"""
    for z in rng.permutation(net_inputs(rng, 10)).tolist():
        agrees("step", z)
    for z, expected in ((0.87, 1), (-0.3, 0), (0.0, 0), (2, 1), (-5, 0)):
        gives("step", z, expected=expected)


def test_step_of_tiny_and_huge_numbers(agrees, rng):
    """tells 1e-300 from −1e-300, and holds at ±1000"""
    agrees("step", rng.permutation([1e-300, -1e-300, 1000, -1000, 0.3, -0.3, 0]))


@forms
def test_sigmoid_of_random_numbers(agrees, gives, rng, form):
    """is .704746 at lecture 003's .87, and works element by element for random numbers of either sign"""
    for z in in_form(form, rng):
        agrees("sigmoid", z)
    gives("sigmoid", 0.87, expected=0.704746, atol=2e-6)


def test_sigmoid_of_whole_numbers(agrees, rng):
    """works for whole numbers, and is ½ at 0"""
    agrees("sigmoid", rng.permutation([0, 2, -2, 3, -1, 0]).reshape(2, 3))


@forms
def test_sigmoid_far_out(gives, student, rng, form):
    """is 1 at 1000 and 0 at −1000, without NaN and without overflowing on the way"""
    student.define(STRICT)
    z = rng.permutation([-2000, -750, 0, 1000.0]) + rng.uniform(0.1, 3)
    expected = np.where(z > 100, 1.0, np.where(z < -100, 0.0, 1 / (1 + np.exp(-np.abs(z)))))
    cases = (
        zip(z.tolist(), expected.tolist(), strict=True)
        if form == "single numbers"
        else [(z[:, None], expected[:, None])]
    )
    for place, wanted in cases:
        gives("sigmoid_where_an_overflow_is_an_error", place, expected=wanted)


@forms
def test_tanh_of_random_numbers(agrees, rng, form):
    """works element by element for random numbers of either sign"""
    for z in in_form(form, rng):
        agrees("tanh", z)


def test_tanh_is_odd(agrees, gives, rng):
    """has the range (−1, 1): tanh(−2) = −.964028, tanh(0) = 0 (erratum 19); also for whole numbers"""
    agrees("tanh", rng.permutation([[-3, 0, 1], [4, -1, 2]]))
    gives("tanh", np.array([-2, 0, 2]), expected=[-0.9640275800758169, 0, 0.9640275800758169])


@signs
def test_tanh_far_out(agrees, gives, rng, sign):
    """is ±1 at ±1000, without NaN, and not before"""
    agrees("tanh", sign * np.array([1000.0, *rng.uniform(3, 6, 3)]))
    gives("tanh", 1000.0 * sign, expected=sign)
    gives("tanh", sign * np.array([[1000.0, 0.0], [750.0, 2000.0]]), expected=sign * np.array([[1, 0], [1, 1]]))


@forms
def test_relu_of_random_numbers(agrees, rng, form):
    """works element by element for random numbers of either sign"""
    for z in in_form(form, rng):
        agrees("relu", z)


def test_relu_of_numbers_of_both_signs(agrees, gives, rng):
    """takes single numbers: positive ones stay, negative ones and 0 become 0"""
    for z in net_inputs(rng, 4).tolist():
        agrees("relu", z)
    for z, expected in ((0.4, 0.4), (-0.4, 0), (0.0, 0), (7, 7), (-7, 0)):
        gives("relu", z, expected=expected)


def test_relu_far_out(agrees, rng):
    """keeps 1000 and makes 0 of −1000, among whole numbers"""
    agrees("relu", rng.permutation([1000, -1000, 0, 2, -3, *rng.integers(3, 99, 2)]))


@forms
def test_leaky_relu_of_random_numbers(agrees, rng, form):
    """works element by element with the usual slope of .01"""
    for z in in_form(form, rng):
        agrees("leaky_relu", z)


@forms
def test_leaky_relu_with_another_slope(agrees, rng, form):
    """works element by element with another slope"""
    for z in in_form(form, rng):
        agrees("leaky_relu", z, float(rng.uniform(0.1, 0.5)))


def test_leaky_relu_of_numbers_of_both_signs(agrees, gives, rng):
    """takes single numbers of both signs, and is 0 at 0"""
    for z in net_inputs(rng, 4).tolist():
        agrees("leaky_relu", z, 0.25)
    for z, expected in ((0.4, 0.4), (-0.4, -0.1), (0.0, 0), (8, 8), (-8, -2)):
        gives("leaky_relu", z, 0.25, expected=expected)


def test_leaky_relu_of_whole_numbers(agrees, rng):
    """does not cut off fractions where the array holds whole numbers"""
    agrees("leaky_relu", rng.permutation([1000, -1000, 0, -3, *rng.integers(3, 99, 2)]), 0.15)


@forms
def test_sigmoid_derivative_is_the_slope(gives, reference, rng, form):
    """equals the measured slope of the sigmoid; it is .25 at 0, and .208079 at lecture 003's .87"""
    for z in in_form(form, rng):
        gives("sigmoid_derivative", z, expected=measured_slope(reference.sigmoid, z), rtol=1e-6, atol=1e-8)
    gives("sigmoid_derivative", 0.0, expected=0.25)
    gives("sigmoid_derivative", 0.87, expected=0.208079, atol=2e-6)


def test_sigmoid_derivative_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("sigmoid_derivative", rng.permutation([0, 1, -2, 3, -4, 5]).reshape(2, 3))


@signs
def test_sigmoid_derivative_far_out(agrees, gives, rng, sign):
    """is 0 at ±1000, without NaN"""
    agrees("sigmoid_derivative", sign * np.array([*rng.uniform(1, 3, 3), 1000]))
    gives("sigmoid_derivative", np.array([1000.0, 0.0, 750.0]) * sign, expected=[0, 0.25, 0])


@forms
def test_tanh_derivative_is_the_slope(gives, reference, rng, form):
    """equals the measured slope of tanh; it is 1 at 0, and .070651 at 2"""
    for z in in_form(form, rng):
        gives("tanh_derivative", z, expected=measured_slope(reference.tanh, z), rtol=1e-6, atol=1e-8)
    gives("tanh_derivative", 0.0, expected=1)
    gives("tanh_derivative", 2.0, expected=0.070651, atol=2e-6)


def test_tanh_derivative_of_whole_numbers(agrees, rng):
    """works for whole numbers"""
    agrees("tanh_derivative", rng.permutation([0, 1, -2, 3, -1, 2]).reshape(2, 3))


@signs
def test_tanh_derivative_far_out(agrees, gives, rng, sign):
    """is 0 at ±1000, without NaN"""
    agrees("tanh_derivative", sign * np.array([*rng.uniform(0.3, 2, 3), 1000]))
    gives("tanh_derivative", np.array([1000.0, 0.0, 750.0]) * sign, expected=[0, 1, 0])


@shapes
def test_relu_derivative_of_arrays(agrees, rng, shape):
    """is 1 above zero and 0 elsewhere, in arrays with zeros among them"""
    agrees("relu_derivative", with_zeros(rng, shape))


def test_relu_derivative_is_the_slope(gives, reference, rng):
    """equals the measured slope of the ReLU away from 0"""
    z = net_inputs(rng, (4, 3))
    gives("relu_derivative", z, expected=measured_slope(reference.relu, z), rtol=1e-6, atol=1e-8)


def test_relu_derivative_of_numbers(agrees, gives, rng):
    """takes single numbers, and is 0 at 0"""
    for z in rng.permutation(net_inputs(rng, 10)).tolist():
        agrees("relu_derivative", z)
    for z, expected in ((0.0, 0), (0.3, 1), (-0.3, 0), (4, 1), (1000.0, 1), (-1000.0, 0)):
        gives("relu_derivative", z, expected=expected)


@shapes
def test_leaky_relu_derivative_of_arrays(agrees, rng, shape):
    """is 1 above zero and .01 elsewhere, in arrays with zeros among them"""
    agrees("leaky_relu_derivative", with_zeros(rng, shape))


@forms
def test_leaky_relu_derivative_is_the_slope(gives, reference, rng, form):
    """equals the measured slope of the leaky ReLU away from 0, with another slope than .01"""
    slope = float(rng.uniform(0.1, 0.5))
    for z in in_form(form, rng):
        measured = measured_slope(lambda one: reference.leaky_relu(one, slope), z)
        gives("leaky_relu_derivative", z, slope, expected=measured, rtol=1e-6, atol=1e-8)


def test_leaky_relu_derivative_of_numbers(agrees, gives, rng):
    """takes single numbers, and is the slope at 0"""
    for z in rng.permutation(net_inputs(rng, 10)).tolist():
        agrees("leaky_relu_derivative", z, float(rng.uniform(0.1, 0.5)))
    for z, expected in ((0.0, 0.2), (0.3, 1), (-0.3, 0.2), (4, 1), (-1000.0, 0.2)):
        gives("leaky_relu_derivative", z, 0.2, expected=expected)


def test_leaky_relu_derivative_of_whole_numbers(agrees, rng):
    """does not cut off fractions where the array holds whole numbers"""
    agrees(
        "leaky_relu_derivative", rng.permutation([-2, 0, 3, -1000, 5, 8]).reshape(2, 3), float(rng.uniform(0.1, 0.5))
    )


@pytest.mark.parametrize("name", ["step", "tanh", "relu", "leaky_relu"])
def test_neuron_with_each_activation(agrees, gives, reference, rng, name):
    """applies the activation that it is handed; with the sigmoid lecture 003's example gives .704746"""
    gives(
        "neuron",
        np.array([0.5, 0.6, 0.1]),
        np.array([0.2, 0.3, 0.9]),
        0.5,
        reference.sigmoid,
        expected=0.704746,
        atol=2e-6,
    )
    x, w = rng.uniform(0.5, 1.5, 4), rng.uniform(0.2, 0.6, 4)
    for b in (-8.0, -float(w @ x) + 0.3):  # net inputs of either sign
        agrees("neuron", x, w, b, getattr(reference, name))


@pytest.mark.parametrize("d", [1, 5], ids=["1 input", "5 inputs"])
def test_neuron_with_a_new_activation(agrees, rng, d):
    """takes any function as its activation, here z³ − 2 z + 1"""
    agrees("neuron", rng.normal(size=d), rng.normal(size=d), float(rng.uniform(0.5, 1)), lambda z: z**3 - 2 * z + 1)


def gate(student, name):
    """The student's weights (2,) and bias for a gate."""
    answer = student.gate_weights(name)
    text = f"gate_weights({name!r}): expected the pair (w, b), got {show(answer)}"
    assert isinstance(answer, list | tuple) and len(answer) == 2, text
    w = as_array(answer[0], (2,), label=f"gate_weights({name!r}): w")
    return w, as_number(answer[1], label=f"gate_weights({name!r}): b")


@pytest.mark.parametrize("name", list(GATES))
def test_gate_weights_make_the_gate(student, name):
    """make the neuron fire at the right corners, and only there"""
    w, b = gate(student, name)
    for corner, wanted in zip(CORNERS, GATES[name], strict=True):
        z = float(w @ corner + b)
        text = f"gate_weights({name!r}): expected {wanted} at {corner}, got {int(z > 0)}: w·x + b is {z:.4g}"
        assert int(z > 0) == wanted, text


def test_gate_weights_make_xor_of_three_neurons(student):
    """make XOR together: AND of OR and NAND"""
    neurons = {name: gate(student, name) for name in GATES}
    for corner in CORNERS:
        hidden = [int(neurons[name][0] @ corner + neurons[name][1] > 0) for name in ("OR", "NAND")]
        got, wanted = int(neurons["AND"][0] @ hidden + neurons["AND"][1] > 0), sum(corner) % 2
        assert got == wanted, f"gate_weights: AND of OR and NAND should be {wanted} at {corner}, got {got}"
