"""Known wrong answers of a01_neuron."""

import math

import numpy as np


def _single(z):
    """Fails for arrays as `if` and `float` do."""
    if np.ndim(z):
        raise ValueError("The truth value of an array with more than one element is ambiguous.")
    return float(z)


def mcculloch_pitts__strictly_greater(excitatory, inhibitory, threshold):
    """The cell fires as soon as the difference *reaches* the threshold: equal is enough."""
    return int(sum(excitatory) - sum(inhibitory) > threshold)


def mcculloch_pitts__inhibition_added(excitatory, inhibitory, threshold):
    """You add the inhibitory inputs; they work against firing, so their sum is subtracted."""
    return int(sum(excitatory) + sum(inhibitory) >= threshold)


def mcculloch_pitts__inhibition_ignored(excitatory, inhibitory, threshold):
    """The inhibitory inputs play no part in your answer; their sum is subtracted."""
    return int(sum(excitatory) >= threshold)


def mcculloch_pitts__veto(excitatory, inhibitory, threshold):
    """One inhibitory input vetoes everything in your answer, as in the paper of 1943; here their sum is subtracted."""
    return int(not any(inhibitory) and sum(excitatory) >= threshold)


def mcculloch_pitts__number_of_inputs(excitatory, inhibitory, threshold):
    """You count how many inputs there are; count those that are 1: add them up."""
    return int(len(excitatory) - len(inhibitory) >= threshold)


def mcculloch_pitts__wrong_way_round(excitatory, inhibitory, threshold):
    """The comparison is the wrong way round: the cell fires if the difference reaches the threshold, not if it stays
    below.
    """
    return int(sum(excitatory) - sum(inhibitory) < threshold)


def mcculloch_pitts__difference(excitatory, inhibitory, threshold):
    """You return the difference itself; the output is 1 if it reaches the threshold, else 0."""
    return sum(excitatory) - sum(inhibitory)


def mcculloch_pitts__truth_value(excitatory, inhibitory, threshold):
    """You return True or False; the output is a number, 1 or 0."""
    return bool(sum(excitatory) - sum(inhibitory) >= threshold)


def mcculloch_pitts__silent_without_excitation(excitatory, inhibitory, threshold):
    """A cell without active excitatory input is not always silent: with threshold 0, or below, it fires by itself."""
    return int(sum(excitatory) > 0 and sum(excitatory) - sum(inhibitory) >= threshold)


def mcculloch_pitts__pairs(excitatory, inhibitory, threshold):
    """`zip` stops at the end of the shorter list; add up the excitatory and the inhibitory inputs separately."""
    return int(sum(a - b for a, b in zip(excitatory, inhibitory, strict=False)) >= threshold)


def mcculloch_pitts__minus_one(excitatory, inhibitory, threshold):
    """A silent cell gives 0, not −1."""
    return 1 if sum(excitatory) - sum(inhibitory) >= threshold else -1


def net_input__without_bias(x, w, b):
    """The bias is missing: the net input is w·x + b."""
    return w @ x


def net_input__minus_bias(x, w, b):
    """You subtract the bias; it is added. What is subtracted is a threshold, and the bias is its negative."""
    return w @ x - b


def net_input__not_added_up(x, w, b):
    """Your answer is an array: the products wᵢ xᵢ are still to be added up to one number."""
    return w * x + b


def net_input__bias_for_each_input(x, w, b):
    """The bias is added once for each input; add it once, after the sum."""
    return np.sum(w * x + b)


def net_input__mean(x, w, b):
    """You take the mean of the products wᵢ xᵢ; the net input is their sum, plus the bias."""
    return np.mean(w * x) + b


def net_input__product_of_sums(x, w, b):
    """You multiply the sums; multiply pair by pair first, wᵢ xᵢ, and add up then."""
    return np.sum(w) * np.sum(x) + b


def net_input__without_weights(x, w, b):
    """The inputs are added up without their weights; each counts wᵢ xᵢ."""
    return np.sum(x) + b


def net_input__bias_weighted(x, w, b):
    """You multiply by the bias; it is added to the weighted sum."""
    return (w @ x) * b


def net_input__bias_on_the_inputs(x, w, b):
    """You add the bias to the inputs, so that it is weighted; add it once, after the sum of the products."""
    return w @ (x + b)


def step__zero_fires(z):
    """At exactly 0 the step is 0 in this course: compare with > 0, not with ≥ 0."""
    return np.where(np.asarray(z) >= 0, 1, 0)


def step__sign(z):
    """Below zero the step is 0; yours is −1, the sign."""
    return np.sign(z)


def step__half_at_zero(z):
    """At exactly 0 the step of this course is 0, not one half."""
    return np.heaviside(z, 0.5)


def step__as_printed(z):
    """That is the slide's misprint, 0 on both sides (erratum 18): above zero the neuron fires, and the step is 1."""
    return np.zeros(np.shape(z))


def step__wrong_way_round(z):
    """The sides are swapped: the step is 1 *above* zero."""
    return np.where(np.asarray(z) > 0, 0, 1)


def step__truth_values(z):
    """You return True and False; the step's values are the numbers 1 and 0."""
    return np.asarray(z) > 0


def step__relu(z):
    """Above zero the step is 1, whatever z is; yours hands z through, like the ReLU."""
    return np.maximum(0, z)


def step__above_one_half(z):
    """The step is at z = 0; yours is at ½, where one rounds a probability."""
    return np.where(np.asarray(z) > 0.5, 1, 0)


def step__single_numbers_only(z):
    """`if` decides for one number only; for an array, let numpy decide element by element."""
    return 1 if _single(z) > 0 else 0


def sigmoid__overflows(z):
    """Far below zero e^(−z) overflows; that 1/(1 + ∞) is 0 is luck. Rewrite it so that only e^(−|z|) occurs."""
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def sigmoid__nan_above(z):
    """e^z / (1 + e^z) is ∞/∞, NaN, for large z; rewrite it so that only e^(−|z|) occurs."""
    power = np.exp(np.asarray(z, dtype=float))
    return power / (1 + power)


def sigmoid__sign_of_the_exponent(z):
    """Your curve falls from 1 to 0: the exponent's sign is lost, it is e^(−z)."""
    return right.sigmoid(-z)


def sigmoid__brackets(z):
    """Brackets are missing: 1 / 1 + e^(−z) divides first; the whole sum 1 + e^(−z) is below the line."""
    return 1 / 1 + np.exp(-np.asarray(z, dtype=float))


def sigmoid__tanh(z):
    """Your curve goes from −1 to 1 (that is tanh); the sigmoid goes from 0 to 1."""
    return np.tanh(z)


def sigmoid__half_as_steep(z):
    """That is σ(2z), twice too steep: ½ (1 + tanh) belongs to z/2."""
    return (1 + np.tanh(z)) / 2


def sigmoid__softmax(z):
    """Your elements add up to 1: that is the softmax (notebook 5). The sigmoid looks at each element by itself."""
    power = np.exp(np.asarray(z) - np.max(z))
    return power / np.sum(power)


def sigmoid__single_numbers_only(z):
    """`math.exp` and `if` take one number only; use numpy's functions, which work element by element."""
    z = _single(z)
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def sigmoid__whole_numbers(z):
    """Fractions are cut off where z holds whole numbers: you write into an array of z's type. Make one of floats."""
    result = np.zeros_like(z)
    result[...] = right.sigmoid(z)
    return result


def sigmoid__never_below_half(z):
    """1 / (1 + e^(−|z|)) is for z ≥ 0 alone; below zero it is e^(−|z|) / (1 + e^(−|z|))."""
    return 1 / (1 + np.exp(-np.abs(z)))


def sigmoid__clipped(z):
    """Cutting z off keeps the power finite, but changes σ far out: σ(−1000) is 0 to all digits."""
    return right.sigmoid(np.clip(z, -20, 20))


def tanh__as_printed(z):
    """Yours goes from 0 to 1, the slide's range (erratum 19); tanh goes from −1 to 1."""
    return (1 + np.tanh(z)) / 2


def tanh__cut_off(z):
    """You set tanh to ±1 where |z| is large; it comes near ±1, but tanh(4) = .999329 is not 1."""
    return np.where(np.abs(z) > 3, np.sign(z), np.tanh(z))


def tanh__overflows(z):
    """The quotient of powers is right near zero, but NaN (∞/∞) far out. Build it on σ, or take numpy's own."""
    z = np.asarray(z, dtype=float)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh__half_as_steep(z):
    """The argument is not doubled: tanh z is 2 σ(2z) − 1, and 2 σ(z) − 1 is tanh(z/2)."""
    return np.tanh(np.asarray(z) / 2)


def tanh__sigmoid(z):
    """That is the sigmoid, from 0 to 1; it still has to be squeezed, stretched and pushed down."""
    return right.sigmoid(z)


def tanh__not_stretched(z):
    """The factor 2 in front of σ is missing: your curve goes from −1 to 0."""
    return (np.tanh(z) - 1) / 2


def tanh__minus(z):
    """The sign is flipped: tanh is negative for negative z."""
    return -np.tanh(z)


def tanh__tangent(z):
    """That is the tangent of trigonometry; the *hyperbolic* tangent is another function."""
    return np.tan(z)


def tanh__single_numbers_only(z):
    """The functions of `math` take one number only; numpy's work element by element."""
    return math.tanh(_single(z))


def tanh__shifted_inside(z):
    """The −1 belongs outside: tanh z is 2 σ(2z) − 1, not 2 σ(2z − 1)."""
    return 2 * right.sigmoid(2 * z - 1)


def relu__smaller(z):
    """You take the smaller of 0 and z; the ReLU takes the larger one."""
    return np.minimum(0, z)


def relu__absolute(z):
    """Negative values become 0; yours become positive."""
    return np.abs(z)


def relu__leaky(z):
    """Below zero the ReLU is 0; the small slope there belongs to the leaky one."""
    return right.leaky_relu(z)


def relu__step(z):
    """Above zero the ReLU hands z through; yours is 1 there, like the step."""
    return np.where(np.asarray(z) > 0, 1, 0)


def relu__identity(z):
    """Negative values come through unchanged; the ReLU makes them 0."""
    return np.array(z)


def relu__capped(z):
    """Above zero the ReLU has no upper end; yours stops at 1."""
    return np.clip(z, 0, 1)


def relu__largest(z):
    """`np.max` gives the largest of all elements; the larger of 0 and z is asked for each element by itself."""
    return np.max(np.maximum(0, z))


def relu__selected(z):
    """You select the positive elements and lose the places of the others, where zeros belong."""
    z = np.asarray(z)
    return z[z > 0]


def relu__single_numbers_only(z):
    """Python's `max` and `if` take single numbers only; numpy has a maximum that works element by element."""
    return max(0, _single(z))


def relu__in_place(z):
    """You write the zeros into the argument itself; make a new array."""
    if np.ndim(z) == 0:
        return max(0, z)
    z[z < 0] = 0
    return z


def relu__vectorised_by_the_first(z):
    """`np.vectorize` gives all elements the type of its first answer, here a whole 0; `np.maximum` keeps fractions."""
    return np.vectorize(lambda one: one if one > 0 else 0)(z)


def leaky_relu__plain(z, slope=0.01):
    """Below zero the leaky ReLU is slope · z, not 0."""
    return np.maximum(0, z)


def leaky_relu__everywhere(z, slope=0.01):
    """You multiply by the slope on both sides; above zero z stays as it is."""
    return slope * np.asarray(z)


def leaky_relu__slope_alone(z, slope=0.01):
    """Below zero your answer is the slope itself; it has to be multiplied by z."""
    return np.where(np.asarray(z) > 0, z, slope)


def leaky_relu__minus(z, slope=0.01):
    """The sign is flipped below zero: slope · z is negative there."""
    return np.where(np.asarray(z) > 0, z, -slope * np.asarray(z))


def leaky_relu__slope_ignored(z, slope=0.01):
    """You wrote .01 into the formula; use the argument `slope`, whose usual value is .01."""
    return right.leaky_relu(z)


def leaky_relu__other_default(z, slope=0.1):
    """The default is another one: without a second argument, the slope is .01."""
    return right.leaky_relu(z, slope)


def leaky_relu__sides_swapped(z, slope=0.01):
    """The sides are swapped: the small slope belongs below zero."""
    return np.where(np.asarray(z) > 0, slope * np.asarray(z), z)


def leaky_relu__whole_numbers(z, slope=0.01):
    """Fractions are cut off where z holds whole numbers: you write into a copy of z's type. Make one of floats."""
    result = np.array(z)
    result[...] = np.where(result > 0, result, slope * result)
    return result


def leaky_relu__single_numbers_only(z, slope=0.01):
    """`if` decides for one number only; for an array, let numpy decide element by element."""
    z = _single(z)
    return z if z > 0 else slope * z


def sigmoid_derivative__at_the_output(z):
    """You wrote z (1 − z), which takes z for the output; apply σ to z first: s (1 − s) with s = σ(z)."""
    return np.asarray(z) * (1 - np.asarray(z))


def sigmoid_derivative__twice(z):
    """The sigmoid is applied twice: σ(σ(z)). The slope at the net input z is made from σ(z)."""
    s = right.sigmoid(right.sigmoid(z))
    return s * (1 - s)


def sigmoid_derivative__plus(z):
    """The sign is flipped: the second factor is 1 − σ(z)."""
    s = right.sigmoid(z)
    return s * (1 + s)


def sigmoid_derivative__half(z):
    """The first factor σ(z) is missing; the slope is σ(z) (1 − σ(z))."""
    return 1 - right.sigmoid(z)


def sigmoid_derivative__squared(z):
    """1 − σ² follows tanh's pattern; the sigmoid's slope is σ (1 − σ)."""
    return 1 - right.sigmoid(z) ** 2


def sigmoid_derivative__itself(z):
    """That is the sigmoid, not its slope."""
    return right.sigmoid(z)


def sigmoid_derivative__minus(z):
    """The sign is flipped: the sigmoid rises everywhere, so its slope is positive."""
    s = right.sigmoid(z)
    return s * (s - 1)


def sigmoid_derivative__mixed(z):
    """The bracket holds 1 − z; it is 1 − σ(z)."""
    return right.sigmoid(z) * (1 - np.asarray(z))


def sigmoid_derivative__overflows(z):
    """e^(−z) / (1 + e^(−z))² is right near zero, but ∞/∞, NaN, at −1000; build the slope from your stable sigmoid."""
    power = np.exp(-np.asarray(z, dtype=float))
    return power / (1 + power) ** 2


def sigmoid_derivative__not_squared(z):
    """Below the line the square is missing: e^(−z) / (1 + e^(−z))²; but far out it is NaN: take σ (1 − σ)."""
    power = np.exp(-np.asarray(z, dtype=float))
    return power / (1 + power)


def tanh_derivative__at_the_output(z):
    """You wrote 1 − z², which takes z for the output; apply tanh to z first."""
    return 1 - np.asarray(z) ** 2


def tanh_derivative__twice(z):
    """You apply tanh twice; the slope at the net input z is made from tanh(z)."""
    return 1 - np.tanh(np.tanh(z)) ** 2


def tanh_derivative__not_squared(z):
    """The square is missing: the slope is 1 − tanh²(z)."""
    return 1 - np.tanh(z)


def tanh_derivative__plus(z):
    """The sign is flipped: the slope is 1 *minus* tanh²(z), so it falls to 0 far out."""
    return 1 + np.tanh(z) ** 2


def tanh_derivative__like_sigmoid(z):
    """The pattern t (1 − t) is the sigmoid's; tanh's slope is 1 − t²."""
    t = np.tanh(z)
    return t * (1 - t)


def tanh_derivative__square_of_the_argument(z):
    """You square z inside tanh; square tanh(z) instead."""
    return 1 - np.tanh(np.asarray(z) ** 2)


def tanh_derivative__minus(z):
    """The sign is flipped: tanh rises everywhere, so its slope is positive."""
    return np.tanh(z) ** 2 - 1


def tanh_derivative__overflows(z):
    """The quotient of powers is ∞/∞, NaN, far out; build the slope from a tanh that stands large |z|."""
    z = np.asarray(z, dtype=float)
    return 1 - ((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))) ** 2


def tanh_derivative__bracket_squared(z):
    """You square the whole bracket, (1 − t)²; the slope is 1 − t²."""
    return (1 - np.tanh(z)) ** 2


def relu_derivative__one_at_zero(z):
    """At exactly 0 the course takes the slope 0: compare with > 0, not with ≥ 0."""
    return np.where(np.asarray(z) >= 0, 1, 0)


def relu_derivative__half_at_zero(z):
    """At exactly 0 the course takes the slope 0, not one half."""
    return np.heaviside(z, 0.5)


def relu_derivative__itself(z):
    """That is the ReLU, not its slope: the line above zero rises by 1 for each step of 1."""
    return np.maximum(0, z)


def relu_derivative__one_everywhere(z):
    """Below zero the ReLU is flat, so its slope is 0 there."""
    return np.ones(np.shape(z))


def relu_derivative__sign(z):
    """Below zero the ReLU is flat: its slope is 0 there, not −1."""
    return np.sign(z)


def relu_derivative__quotient(z):
    """relu(z) / z is 0/0, NaN, at z = 0; there the slope is 0."""
    return np.maximum(0, z) / np.asarray(z)


def relu_derivative__leaky(z):
    """Below zero the ReLU's slope is 0; .01 belongs to the leaky one."""
    return np.where(np.asarray(z) > 0, 1, 0.01)


def relu_derivative__truth_values(z):
    """You return True and False; a slope is a number, 1 or 0."""
    return np.asarray(z) > 0


def relu_derivative__single_numbers_only(z):
    """`if` decides for one number only; for an array, let numpy decide element by element."""
    return 1 if _single(z) > 0 else 0


def leaky_relu_derivative__one_at_zero(z, slope=0.01):
    """At exactly 0 the course takes the slope from below: compare with > 0, not with ≥ 0."""
    return np.where(np.asarray(z) >= 0, 1, slope)


def leaky_relu_derivative__zero_at_zero(z, slope=0.01):
    """At exactly 0 the leaky ReLU takes `slope`, as below zero, not 0."""
    return np.where(np.asarray(z) > 0, 1, slope * (np.asarray(z) < 0))


def leaky_relu_derivative__plain(z, slope=0.01):
    """Below zero the leaky ReLU still rises: its slope there is `slope`, not 0."""
    return np.where(np.asarray(z) > 0, 1, 0)


def leaky_relu_derivative__times_z(z, slope=0.01):
    """The product slope · z is the function's value below zero; how fast it rises there is `slope`."""
    return np.where(np.asarray(z) > 0, 1, slope * np.asarray(z))


def leaky_relu_derivative__itself(z, slope=0.01):
    """That is the leaky ReLU itself, not its slope: above zero it rises by 1 for each step of 1."""
    return right.leaky_relu(z, slope)


def leaky_relu_derivative__minus(z, slope=0.01):
    """The leaky ReLU rises below zero too: its slope there is positive."""
    return np.where(np.asarray(z) > 0, 1, -slope)


def leaky_relu_derivative__slope_ignored(z, slope=0.01):
    """You wrote .01 into the formula; use the argument `slope`, whose usual value is .01."""
    return np.where(np.asarray(z) > 0, 1, 0.01)


def leaky_relu_derivative__other_default(z, slope=0.1):
    """The default is another one: without a second argument, the slope is .01."""
    return right.leaky_relu_derivative(z, slope)


def leaky_relu_derivative__sides_swapped(z, slope=0.01):
    """The sides are swapped: `slope` belongs below zero."""
    return np.where(np.asarray(z) > 0, slope, 1)


def leaky_relu_derivative__whole_numbers(z, slope=0.01):
    """Fractions are cut off where z holds whole numbers: you write into an array of z's type. Make one of floats."""
    result = np.ones_like(z)
    result[np.asarray(z) <= 0] = slope
    return result


def leaky_relu_derivative__single_numbers_only(z, slope=0.01):
    """`if` decides for one number only; for an array, let numpy decide element by element."""
    return 1 if _single(z) > 0 else slope


def neuron__always_sigmoid(x, w, b, activation):
    """You always take the sigmoid; call the function that is handed over as `activation`."""
    return right.sigmoid(w @ x + b)


def neuron__net_input(x, w, b, activation):
    """You return the net input; the output is the activation *of* it."""
    return w @ x + b


def neuron__bias_outside(x, w, b, activation):
    """You add the bias after the activation; it belongs to the net input, inside."""
    return activation(w @ x) + b


def neuron__without_bias(x, w, b, activation):
    """The bias is missing in the net input."""
    return activation(w @ x)


def neuron__minus_bias(x, w, b, activation):
    """You subtract the bias; it is added."""
    return activation(w @ x - b)


def neuron__inputs_activated(x, w, b, activation):
    """You apply the activation to the inputs; weigh and add them up first, then apply it to the result."""
    return w @ np.array([activation(one) for one in x]) + b


def neuron__each_product(x, w, b, activation):
    """You apply the activation to each product; add them up with the bias first, then apply it once."""
    return sum(activation(one) for one in w * x) + b


def neuron__each_term(x, w, b, activation):
    """You apply the activation to each product and to the bias; add them all up first, then apply it once."""
    return sum(activation(one) for one in [*(w * x), b])


def neuron__twice(x, w, b, activation):
    """The activation is applied twice."""
    return activation(activation(w @ x + b))


def neuron__times_net_input(x, w, b, activation):
    """The output is the activation of z alone; you multiply it by z."""
    z = w @ x + b
    return z * activation(z)


def neuron__bias_for_each_input(x, w, b, activation):
    """The bias is added once for each input; add it once, after the sum."""
    return activation(np.sum(w * x + b))


def gate_weights__fires_at_zero(name):
    """You seem to let the neuron fire *at* 0; the step fires only above 0, so no corner that should fire may get 0."""
    return {"AND": ([1, 1], -2), "OR": ([1, 1], -1), "NAND": ([-1, -1], 1)}[name]


def gate_weights__nand_on_the_line(name):
    """NAND's signs are those of your AND flipped, but a net input of exactly 0 does not fire: move its line."""
    return {"AND": ([1, 1], -1), "OR": ([1, 1], 0), "NAND": ([-1, -1], 1)}[name]


def gate_weights__threshold_as_bias(name):
    """Your bias is the threshold itself; moved to the other side of the inequality, it changes its sign."""
    return {"AND": ([1, 1], 1.5), "OR": ([1, 1], 0.5), "NAND": ([-1, -1], -1.5)}[name]


def gate_weights__without_bias(name):
    """Without a bias every line goes through (0, 0): AND and NAND need one."""
    return {"AND": ([1, 1], 0), "OR": ([1, 1], 0), "NAND": ([-1, -1], 0)}[name]


def gate_weights__always_and(name):
    """You give the same weights for every name; look at `name`."""
    return [1, 1], -1.5


def gate_weights__nor(name):
    """Your NAND is NOR: it should fire for (0, 1) and (1, 0) too, and be silent for (1, 1) only."""
    return {"AND": ([1, 1], -1.5), "OR": ([1, 1], -0.5), "NAND": ([-1, -1], 0.5)}[name]


def gate_weights__and_and_or_swapped(name):
    """AND and OR are swapped: AND needs both inputs, so its bias is the lower one."""
    return {"AND": ([1, 1], -0.5), "OR": ([1, 1], -1.5), "NAND": ([-1, -1], 1.5)}[name]


def gate_weights__bias_among_the_weights(name):
    """The bias stands among the weights; return the pair (w, b), w with two entries and b by itself."""
    b, *w = {"AND": (-1.5, 1, 1), "OR": (-0.5, 1, 1), "NAND": (1.5, -1, -1)}[name]
    return np.array([b, *w])


def gate_weights__bias_first(name):
    """The order is (w, b), weights first; yours is the other way round."""
    return {"AND": (-1.5, [1, 1]), "OR": (-0.5, [1, 1]), "NAND": (1.5, [-1, -1])}[name]


def gate_weights__nand_is_and(name):
    """Your NAND is AND: it should be silent where AND fires, and fire where AND is silent."""
    return {"AND": ([1, 1], -1.5), "OR": ([1, 1], -0.5), "NAND": ([1, 1], -1.5)}[name]
