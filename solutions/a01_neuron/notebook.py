# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] minutes=40
# # 1 · The artificial neuron
#
# A nerve cell collects signals through its *dendrites*: some excite it, some inhibit it. If enough comes together in
# the cell body, it *fires*: a pulse runs along its *axon* to other cells. That is all we borrow from biology. It fits
# into one line of numpy, and every network of this course is made of that line.
#
# **You will learn**
#
# - how McCulloch and Pitts made logic from a cell that only counts,
# - what weights, bias, net input and activation are,
# - the activations in use, their ranges and their slopes, and why the slopes matter,
# - how to choose weights that make a neuron AND, OR or NAND, and why no weights make it XOR.
#
# **Taken as given**: Python, numpy arrays, and what a derivative is (school is enough). Nothing about neurons.
#
# **How to work**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what
# was expected and what came; green means right. Helper functions may stand in the same cell or in one that you add, not
# in a cell that tests or draws: grading leaves those out.
#
# ## Conventions
#
# <!-- glossary: D j x w b z f h sigma -->
#
# No function changes its arguments. Functions of $z$ work *element by element*: $z$ is a number or an array of any
# shape, and the result has the same shape. `np.exp`, `np.where` and `np.maximum` do that; `math.exp`, `if` and `max`
# take single numbers only. Everything is computed in float64 (numpy's default). Arguments may hold whole numbers; what you
# return may have fractions all the same.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np

from course_tools import expect, plots

# %% [markdown]
# ## 1.1 A cell that counts
#
# In 1943 Warren McCulloch and Walter Pitts reduced the nerve cell to counting. Its inputs are 0 or 1, some
# *excitatory*, some *inhibitory*. If their difference reaches a threshold, the cell fires (1); else it is silent (0):
#
# $$ \text{output} = 1 \quad\text{if}\quad \sum \text{excitatory} - \sum \text{inhibitory} \ge \text{threshold} $$
#
# **By hand**: excitatory $(1, 1, 0)$, inhibitory $(1)$: $2 - 1 = 1$. With threshold 1 the cell fires, with 2 it does
# not. (In their paper one inhibitory input vetoes everything; lecture 002 subtracts, and so do we.)


# %% nbgrader={"grade": false, "grade_id": "mcculloch_pitts", "locked": false, "schema_version": 3, "solution": true} minutes=6 dots=1
def mcculloch_pitts(excitatory, inhibitory, threshold):
    """The output of a McCulloch-Pitts neuron: 1 if Σ excitatory − Σ inhibitory ≥ threshold, else 0.

    excitatory, inhibitory: sequences (lists) of 0s and 1s, of any length, possibly empty. threshold: number.
    Returns the number 1 or 0. Source: lecture 002, history of neural networks.
    """
    ### BEGIN SOLUTION
    return int(sum(excitatory) - sum(inhibitory) >= threshold)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mcculloch_pitts-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
def at_thresholds(excitatory, inhibitory):
    """What the cell says at the thresholds −3, −2, …, 6."""
    return [mcculloch_pitts(excitatory, inhibitory, threshold) for threshold in range(-3, 7)]


expect(at_thresholds, [0, 1, 1, 1, 0, 0, 0], [0, 1]).gives(
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0], "3 − 1 reaches the thresholds −3, −2, …, 2"
)
expect(at_thresholds, [], [1]).gives([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], "no excitatory input at all: 0 − 1 reaches −1")
expect(mcculloch_pitts, [1, 1, 0], [1], 1).gives(1, "2 − 1 reaches the threshold 1")
expect(mcculloch_pitts, [1, 1, 0], [1], 2).gives(0, "but not the threshold 2")

# %% [markdown]
# Thresholds turn counting into logic. Two excitatory inputs and threshold 2 are AND: both are needed.

# %% [markdown]
# > **Predict.** Which gate is it with threshold 1? And what does a cell do with
# > one input, an inhibitory one, and threshold 0?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# OR: one active input is enough. And NOT: an input of 0 leaves the difference 0, which reaches the threshold 0; an
# input of 1 makes it −1, which does not.
#
# </details>

# %%
for x1, x2 in ((0, 0), (0, 1), (1, 0), (1, 1)):
    both, either, no = mcculloch_pitts([x1, x2], [], 2), mcculloch_pitts([x1, x2], [], 1), mcculloch_pitts([], [x1], 0)
    print(f"x1 = {x1}, x2 = {x2}:   x1 AND x2 = {both}   x1 OR x2 = {either}   NOT x1 = {no}")

# %% [markdown]
# ## 1.2 Weights and a bias
#
# Inputs should be any numbers, and some should count more than others. So each input $x_j$ gets a **weight** $w_j$: its
# size says how much the input matters, its sign replaces the two kinds (positive excites, negative inhibits). The
# threshold $\theta$ changes sides, and so its sign: $\sum \ge \theta$ says the same as $\sum + b \ge 0$ with $b = -\theta$.
# That is the **bias** $b$; the larger the bias, the more easily the neuron fires. The sum of all is the **net input**, also called *pre-activation*. An **activation** function $f$ turns it into
# the output $h = f(z)$:

# %%
fig, ax = plt.subplots(figsize=(9, 3.2))
plots.neuron(ax, ["$x_1$", "$x_2$", "$x_3$"], ["$w_1$", "$w_2$", "$w_3$"], "$b$", ["$z = w · x + b$", "$h = f(z)$"])
plots.show(
    "A neuron: each input is multiplied by its weight, all are added up with the bias, and the activation makes the output."
)

# %% [markdown]
# $$ z = w \cdot x + b = \sum_{j=1}^{D} w_j x_j + b $$
#
# The dot product $w \cdot x$ multiplies pairwise and adds up: shapes (D,) and (D,) give one number.
# **By hand** (lecture 003): $w = (.2, .3, .9)$, $x = (.5, .6, .1)$, $b = .5$ give $z = .10 + .18 + .09 + .5 = .87$.


# %% nbgrader={"grade": false, "grade_id": "net_input", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def net_input(x, w, b):
    """The net input w·x + b of a neuron, a number.

    x: inputs, shape (D,). w: weights, shape (D,). b: bias, a number. Source: lecture 003, neural unit.
    """
    ### BEGIN SOLUTION
    return w @ x + b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "net_input-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
x_example, w_example, b_example = np.array([0.5, 0.6, 0.1]), np.array([0.2, 0.3, 0.9]), 0.5
expect(net_input, x_example, w_example, b_example).gives(0.87, "lecture 003's example")
expect(net_input, np.array([2, -1]), np.array([3, 4]), -10).gives(-8, "6 − 4 − 10")

# %% [markdown]
# ## 1.3 To fire or not: the unit step
#
# The oldest activation is the unit step $U$, all or nothing: 1 if the net input is above zero, else 0. At exactly 0
# this course decides: not *above* zero, so 0.

# %% [markdown]
# > **Look closely.** Lecture 002's slide prints $U(x) = 0$ for $x > 0$ *and* for $x < 0$. What could such a neuron ever say?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Nothing: it is silent whatever it hears. Above zero the step must be 1 (erratum 18).
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "step", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def step(z):
    """The unit step of z (a number or any array), same shape: the number 1 where z > 0, else 0 (002; erratum 18)."""
    ### BEGIN SOLUTION
    return np.where(z > 0, 1, 0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "step-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(step, np.array([-2.0, -0.3, 0, 0.3, 0.7, 2, 5])).gives([0, 0, 0, 1, 1, 1, 1], "a row of seven")
expect(step, 0.87).gives(1, "a single number: lecture 003's neuron fires")
expect(step, np.array([[1e-300], [-1e-300]])).gives([[1], [0]], "the tiniest number above zero is above zero")

# %% [markdown]
# With weights ±1 and the step you have the McCulloch-Pitts cell again. That one fires *at* its threshold $\theta$
# already; but it counts in whole numbers, so for a whole $\theta$ the bias $b = \tfrac12 - \theta$ does the same.
#
# ## 1.4 To fire a little: the sigmoid
#
# The step hides whether $z$ was .01 or 100. The sigmoid climbs smoothly from 0 to 1 and tells the two apart:
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} \qquad\qquad \sigma(0) = \tfrac12, \qquad \sigma(.87) = .704746 $$
#
# Its range is the *open* interval $(0, 1)$, for $e^{-z}$ is positive and finite. (Float64 rounds: there σ(37) is 1.)
#
# **A trap**: at $z = -1000$ the formula asks for $e^{1000}$. That is too large for a float, and numpy warns of an
# *overflow*. But $e^{-|z|}$ is never above 1. Where $z$ is negative, multiply top and bottom by $e^{z}$; then
#
# $$ \sigma(z) = \frac{1}{1 + e^{-|z|}} \;\; (z \ge 0), \qquad \sigma(z) = \frac{e^{-|z|}}{1 + e^{-|z|}} \;\; (z < 0) $$
#
# (`np.where` computes *both* its branches for every element, so neither may overflow.)


# %% nbgrader={"grade": false, "grade_id": "sigmoid", "locked": false, "schema_version": 3, "solution": true} minutes=12 dots=3
def sigmoid(z):
    """The sigmoid 1 / (1 + e^(−z)) of z (a number or any array), same shape; no NaN, no overflow warning (003)."""
    ### BEGIN SOLUTION
    power = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, power) / (1 + power)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(sigmoid, 0.87).gives(0.704746, "lecture 003's example (the slide rounds to .70)")
expect(sigmoid, np.array([[0, 2], [-2, 4]])).gives(
    [[0.5, 0.880797], [0.119203, 0.982014]], "two rows of two, whole numbers"
)
with np.errstate(over="raise", invalid="raise"):
    expect(sigmoid, np.array([-1000.0, 1000])).gives([0, 1], "far out: here an overflow is an error, no mere warning")
    expect(sigmoid, -1000.0).gives(0, "a single number, far out")
expect(sigmoid, -30.0).gives(9.357623e-14, "very little, but not cut off", atol=0)

# %% [markdown]
# > **Predict.** A neuron with one input answers $\sigma(wx + b)$. Which of weight and bias makes the curve steep, which moves
# > it? And where is it half way up?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The weight makes it steep (and turns it over if it is negative). The bias moves it: it is half way up where
# $wx + b = 0$, at $x = -b/w$. So with $b \ne 0$ the weight moves it too, towards 0. Turn the knobs below, or change the numbers in the cell.
#
# </details>


# %%
def draw_neuron(w, b):
    """One sigmoid neuron with one input over its input, beside the plain sigmoid."""
    x = np.linspace(-5, 5, 201)
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(x, sigmoid(x), **plots.styled(1), label="w = 1, b = 0")
    ax.plot(x, sigmoid(w * x + b), **plots.styled(3), label=f"w = {w:g}, b = {b:g}")
    if w:
        ax.axvline(-b / w, color="grey", linewidth=1, label=f"half way up: x = {-b / w:.2f}")
    ax.set(
        title="The weight makes it steep, and the half-way point lies at −b/w",
        xlabel="input $x$",
        ylabel=r"output $\sigma(wx + b)$",
        xlim=(-5, 5),
    )
    ax.legend(loc="center right")
    plots.show(
        f"The sigmoid with w = {w:g} and b = {b:g} beside the plain one: w makes it steep, −b/w is its half-way point."
    )


plots.slider(draw_neuron, w=(-6, 6, 0.5, 4), b=(-6, 6, 0.5, 3))

# %% [markdown]
# ## 1.5 Centred on zero: tanh
#
# The sigmoid is never negative. Squeeze it sideways, stretch it to twice its height, and push it down by 1:
#
# $$ \tanh z = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}} = 2\,\sigma(2z) - 1 $$
#
# (Multiply top and bottom by $e^{-z}$: $(1 - e^{-2z})/(1 + e^{-2z})$, and that is $2/(1 + e^{-2z}) - 1$.)

# %% [markdown]
# > **Look closely.** Lecture 002 gives tanh the range $[0, 1]$ and two lines on calls it zero-centred. Can both be? Find the range
# > from that of $\sigma$ and the formula on the right.
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# No. $\sigma$ lies in $(0, 1)$, so $2\sigma - 1$ lies in $(-1, 1)$, symmetric about zero: $\tanh(-2) = -.964028$ is below
# 0 (erratum 19). The ends are excluded, for $\sigma$'s are.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "tanh", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def tanh(z):
    """The tanh 2 σ(2z) − 1 of z (a number or any array), same shape; no NaN for large |z| (002; erratum 19)."""
    ### BEGIN SOLUTION
    return 2 * sigmoid(2 * z) - 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "tanh-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(tanh, -2.0).gives(-0.964028, "below 0: the slide's range cannot be")
expect(tanh, np.array([-1000.0, 0, 0.5, 4, 1000])).gives(
    [-1, 0, 0.462117, 0.999329, 1], "zero-centred; ±1 far out only"
)
expect(tanh, np.array([[1, -2]])).gives([[0.761594, -0.964028]], "whole numbers")

# %% [markdown]
# ## 1.6 Half a line: ReLU and its leaky sister
#
# Both curves go flat for large $|z|$. The *rectified linear unit* does not, above zero, and costs almost nothing. Below
# zero it is silent; the *leaky* ReLU keeps a small slope there:
#
# $$ \operatorname{relu}(z) = \max(0, z) \qquad\qquad
#    \operatorname{leaky}(z) = z \;\text{ if } z > 0, \;\text{ else }\; \text{slope} \cdot z $$


# %% nbgrader={"grade": false, "grade_id": "relu", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def relu(z):
    """The rectified linear unit max(0, z) of z (a number or any array), same shape (002, activation function)."""
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "relu-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(relu, np.array([[-2.0, 0.5, 7], [3, -0.1, 4]])).gives([[0, 0.5, 7], [3, 0, 4]], "negative ones become 0")
expect(relu, np.array([-2, 0, 1000])).gives([0, 0, 1000], "whole numbers, large ones too")
expect(relu, -2).gives(0, "a single number")
expect(relu, 0.4).gives(0.4, "another one")


# %% nbgrader={"grade": false, "grade_id": "leaky_relu", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def leaky_relu(z, slope=0.01):
    """The leaky ReLU of z (a number or any array), same shape: z where z > 0, else slope · z; 0 ≤ slope < 1 (002)."""
    ### BEGIN SOLUTION
    return np.where(z > 0, z, slope * z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "leaky_relu-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(leaky_relu, np.array([[-2.0, 0.4, 3], [-0.5, 0, 7]])).gives(
    [[-0.02, 0.4, 3], [-0.005, 0, 7]], "the usual slope is .01"
)
expect(leaky_relu, np.array([-250, 0, 3, -7, 5])).gives([-2.5, 0, 3, -0.07, 5], "whole numbers")
expect(leaky_relu, np.array([-0.5, 1.5]), 0.3).gives([-0.15, 1.5], "another slope")
expect(leaky_relu, -2, 0.2).gives(-0.4, "a single number, another slope")

# %% [markdown]
# ## 1.7 The neuron
#
# Put both halves together: $h = f(w \cdot x + b)$. In Python a function can be handed over like a number: whoever calls
# `neuron(x, w, b, sigmoid)` lets your code inside say `activation(…)` and mean `sigmoid`.


# %% nbgrader={"grade": false, "grade_id": "neuron", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def neuron(x, w, b, activation):
    """The output of a neuron, a number: the activation of its net input w·x + b. Source: lecture 003, neural unit.

    x: inputs, shape (D,). w: weights, shape (D,). b: bias, a number. activation: a function of a number, for this is one sample.
    """
    ### BEGIN SOLUTION
    return activation(net_input(x, w, b))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "neuron-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(neuron, x_example, w_example, b_example, sigmoid).gives(0.704746, "lecture 003's neuron")
expect(neuron, x_example, -w_example, 0.1, relu).gives(0, "z = −.37 + .1: a ReLU neuron is silent")
expect(neuron, np.array([2]), np.array([3]), -1, lambda z: z**2 + 1).gives(
    26, "one input, z = 5, a function of our own"
)

# %% [markdown]
# > **Predict.** Draw one neuron's output over the plane of its two inputs, $f(x_1 + 2x_2 - 1)$, as a map with level lines, for four
# > activations. What will all four maps share?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Straight, parallel level lines. A neuron sees only how far $x$ lies along the arrow $w$, and the activation says how to
# report it. Keep this in mind for the end of this notebook.
#
# </details>

# %%
fig, axes = plt.subplots(1, 4, figsize=(16, 3.2), sharey=True)
levels = {step: (0, 1), sigmoid: (0, 1), tanh: (-1, 1), relu: (0, 8)}
for ax, (f, ends) in zip(axes, levels.items()):
    landscape = {"function": lambda x, f=f: neuron(x, np.array([1.0, 2.0]), -1.0, f), "levels": np.linspace(*ends, 11)}
    plots.surface(ax, xlim=(-3, 3), ylim=(-3, 3), **landscape)
    plots.normal(ax, np.array([1.0, 2.0]), at=(0, 0.5), color=plots.CLASSES[1])
    ax.set(title=f"{f.__name__}: $f(x_1 + 2 x_2 - 1)$", xlabel="$x_1$", aspect="equal")
axes[0].set_ylabel("$x_2$")
plots.show(
    "Four maps of a neuron's output over its two inputs: all level lines are straight and at right angles to the arrow w."
)

# %% [markdown]
# ## 1.8 Slopes
#
# A network learns by asking: if $z$ rose a little, how would the output change? That is the derivative $f'(z)$.
#
# - $\sigma'(z) = e^{-z} / (1 + e^{-z})^2$ by the chain rule. As $1 - \sigma(z) = e^{-z} / (1 + e^{-z})$, this is the product
#   $\sigma(z)\,(1 - \sigma(z))$. By hand: $\sigma'(0) = .5 \cdot .5 = .25$, and nowhere is it larger.
# - $\tanh z = 2\,\sigma(2z) - 1$ has the slope $4\,\sigma(2z)\,(1 - \sigma(2z)) = (1 + \tanh z)(1 - \tanh z)$. So
#   $\tanh'(z) = 1 - \tanh^2 z$, and $\tanh'(0) = 1$.
# - $\operatorname{relu}'(z)$ is 1 above zero and 0 below. *At* zero is a kink; lecture 002 prints a question mark, and
#   the course decides: $\operatorname{relu}'(0) = 0$. The leaky ReLU's is 1 above zero, and `slope` below and at zero.
# - The step's is 0, except where it jumps and has none (the slide writes Dirac's $\delta$ there, a spike without width:
#   erratum 18). A slope of 0 teaches nothing, so you need not write this one.
#
# All take the net input $z$, *not* the output $f(z)$: `sigmoid_derivative(0)` is .25.


# %% nbgrader={"grade": false, "grade_id": "sigmoid_derivative", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def sigmoid_derivative(z):
    """The slope σ(z) (1 − σ(z)) of the sigmoid at net input z (a number or any array), same shape (002)."""
    ### BEGIN SOLUTION
    s = sigmoid(z)
    return s * (1 - s)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_derivative-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(sigmoid_derivative, np.array([0.87, 0, -1000])).gives(
    [0.208079, 0.25, 0], "003's z, the steepest place, far out"
)
expect(sigmoid_derivative, 0.0).gives(0.25, "a single number")
expect(sigmoid_derivative, np.array([[2, -3]])).gives([[0.104994, 0.045177]], "whole numbers")


# %% nbgrader={"grade": false, "grade_id": "tanh_derivative", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def tanh_derivative(z):
    """The slope 1 − tanh²(z) of tanh at net input z (a number or any array), same shape (002)."""
    ### BEGIN SOLUTION
    return 1 - tanh(z) ** 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "tanh_derivative-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(tanh_derivative, np.array([-1.0, 0, 2, 1000])).gives([0.419974, 1, 0.070651, 0], "steepest at 0")
expect(tanh_derivative, np.array([[1], [-2]])).gives([[0.419974], [0.070651]], "whole numbers")
expect(tanh_derivative, 0.5).gives(0.786448, "a single number")


# %% nbgrader={"grade": false, "grade_id": "relu_derivative", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def relu_derivative(z):
    """The slope of the ReLU at net input z (a number or any array), same shape: 1 where z > 0, else 0 (002)."""
    ### BEGIN SOLUTION
    return step(z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "relu_derivative-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(relu_derivative, np.array([-3.0, -0.4, 0, 0.2, 2, 5])).gives(
    [0, 0, 0, 1, 1, 1], "at 0 it is 0. Does it look familiar?"
)
expect(relu_derivative, 5).gives(1, "a single number")
expect(relu_derivative, np.array([[4, -7]])).gives([[1, 0]], "whole numbers")


# %% nbgrader={"grade": false, "grade_id": "leaky_relu_derivative", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def leaky_relu_derivative(z, slope=0.01):
    """The slope of the leaky ReLU at net input z (a number or any array), same shape: 1 where z > 0, else `slope`."""
    ### BEGIN SOLUTION
    return np.where(z > 0, 1, slope)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "leaky_relu_derivative-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(leaky_relu_derivative, np.array([-3.0, -0.4, 0, 0.2, 2, 5])).gives(
    [0.01, 0.01, 0.01, 1, 1, 1], "at 0 it is the slope below"
)
expect(leaky_relu_derivative, np.array([-3, 0, 2])).gives([0.01, 0.01, 1], "whole numbers")
expect(leaky_relu_derivative, np.array([[-0.5], [0.5]]), 0.2).gives([[0.2], [1]], "another slope")
expect(leaky_relu_derivative, -1.0, 0.2).gives(0.2, "a single number")

# %% [markdown]
# The gallery. The dots measure the slope of $f$ itself: how much it rises between $z - \varepsilon$ and $z + \varepsilon$, divided by
# $2\varepsilon$, with $\varepsilon = 10^{-6}$. They know nothing of your formula and should lie on your orange curve. (The identity, $f(z) = z$, is lecture 002's linear activation.)

# %%
gallery = {
    "identity, range (−∞, ∞)": (lambda z: z, np.ones_like),
    "step, range {0, 1}": (step, np.zeros_like),
    "sigmoid, range (0, 1)": (sigmoid, sigmoid_derivative),
    "tanh, range (−1, 1)": (tanh, tanh_derivative),
    "ReLU, range [0, ∞)": (relu, relu_derivative),
    "leaky ReLU (slope .1)": (lambda z: leaky_relu(z, 0.1), lambda z: leaky_relu_derivative(z, 0.1)),
}
halves = np.column_stack([np.linspace(-3.5, 0, 100), np.linspace(1e-9, 3.5, 100)])  # so that jumps stay jumps
dots, nudge = np.linspace(-3.5, 3.5, 16), 1e-6
fig, axes = plt.subplots(2, 3, figsize=(13, 6.2), sharex=True, sharey=True, layout="constrained")
for ax, (title, (f, slope)) in zip(axes.flat, gallery.items()):
    ax.plot(halves, f(halves), color=plots.CLASSES[0], linewidth=2.5, label=["$f(z)$", "_"])
    ax.plot(halves, slope(halves), color=plots.CLASSES[1], linestyle="--", label=["$f'(z)$, your formula", "_"])
    ax.plot(dots, (f(dots + nudge) - f(dots - nudge)) / (2 * nudge), ".", color="black", label="slope of $f$, measured")
    ax.set(title=title, xlabel="net input $z$", ylabel="$f$ and $f'$", ylim=(-1.5, 2.5))
fig.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower right", ncols=3)
plots.show("Six activations with their derivatives; the measured slopes lie on the formulas' curves.")

# %% [markdown]
# Where the orange curve is at 0, a neuron hardly learns: sigmoid and tanh *saturate* on both sides, the ReLU is dead on
# the left. The sigmoid's slope is at most ¼, tanh's at most 1; notebook 9 shows what twenty such factors do.
#
# > **Beyond the lectures.** Today's language models use smooth relatives of the ReLU: *swish*, $z\,\sigma(z)$, and GELU, $z$ times
# > the chance that a standard normal number is below $z$. Both dip a little below zero before they rise, and have a
# > slope everywhere.

# %% [markdown]
# **Stretch** (no points): the slope of swish, $f(z) = z\,\sigma(z)$. The product rule and your functions are all it takes.


# %% stretch="swish_derivative"
def swish_derivative(z):
    """The slope of z σ(z) at net input z (a number or any array), same shape. Source: arXiv:1710.05941."""
    ### BEGIN SOLUTION
    return sigmoid(z) + z * sigmoid_derivative(z)
    ### END SOLUTION


# %%
expect(swish_derivative, np.array([0.0, 2, -1.278465])).gives(
    [0.5, 1.090784, 0], "½ at 0, above 1 at 2, level at its lowest point"
)

# %% [markdown]
# ## 1.9 Weights by thought
#
# Build gates from a step neuron with two inputs. AND fires for $(1,1)$ alone; OR for $(0,1)$, $(1,0)$ and $(1,1)$; NAND
# ("not and") just where AND does not. Find $w$ and $b$ by thinking; many answers are right. Does flipping every sign of
# your AND make NAND? Mind a net input of exactly 0: it does not fire, either way.


# %% nbgrader={"grade": false, "grade_id": "gate_weights", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def gate_weights(name):
    """Weights w, shape (2,), and bias b, a number, with which step(w·x + b) is the gate for all x in {0, 1}².

    name: "AND", "OR" or "NAND". Returns (w, b). Source: lecture 003, the XOR problem.
    """
    ### BEGIN SOLUTION
    gates = {"AND": ([1, 1], -1.5), "OR": ([1, 1], -0.5), "NAND": ([-1, -1], 1.5)}
    w, b = gates[name]
    return np.array(w), b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gate_weights-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
truth = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0]}


def says(name, answer):
    """What the gate with these weights says at the four corners; it is printed, too."""
    found = (corners @ np.asarray(answer[0]) + answer[1] > 0).astype(int).tolist()
    print(f"{name}: at (0,0), (0,1), (1,0), (1,1) yours says {found}")
    return found


for name, out in truth.items():
    expect(gate_weights, name).satisfies(
        "a pair: w with two entries, and b, a single number (no array)",
        lambda answer: (np.shape(answer[0]), np.ndim(answer[1]), len(answer)) == ((2,), 0, 2),
    )
    expect(gate_weights, name).satisfies(
        f"at (0,0), (0,1), (1,0), (1,1) it says {out}",
        lambda answer, name=name, out=out: says(name, answer) == out,
    )

# %%
fig, axes = plt.subplots(1, 3, figsize=(12, 3.8), sharey=True)
for ax, (name, out) in zip(axes, truth.items()):
    w, b = gate_weights(name)
    plots.regions(ax, lambda X, w=w, b=b: step(X @ np.asarray(w) + b), (-0.5, 1.5), (-0.5, 1.5))
    plots.points(ax, corners, np.array(out), names={0: "should be silent", 1: "should fire"})
    ax.set(title=f"{name}: w = {np.asarray(w).tolist()}, b = {b}", xlabel="$x_1$", ylabel="$x_2$")
axes[0].legend(loc="center")
plots.show("Each gate is a straight cut through the square of its four corners.")

# %% [markdown]
# ## 1.10 The gate that has no weights
#
# XOR is 1 if exactly *one* input is 1. Lecture 001 asks for a linear neuron $x_1 w_1 + x_2 w_2$ that gives just that:
#
# $$ 0 = 0\,w_1 + 0\,w_2 \qquad 1 = 1\,w_1 + 0\,w_2 \qquad 1 = 0\,w_1 + 1\,w_2 \qquad 0 = 1\,w_1 + 1\,w_2 $$
#
# The second says $w_1 = 1$, the third $w_2 = 1$, the fourth then $0 = 2$: the equations contradict one another. Do a
# bias and a threshold help? Then there are four inequalities, one for each corner:
#
# $$ b \le 0 \qquad\quad w_1 + b > 0 \qquad\quad w_2 + b > 0 \qquad\quad w_1 + w_2 + b \le 0 $$
#
# Add the two in the middle: $w_1 + w_2 + 2b > 0$. Add the two outer ones: $w_1 + w_2 + 2b \le 0$. **Impossible**, for
# all weights. (A sigmoid does not help: it exceeds ½ just where $z > 0$.)

# %% [markdown]
# > **Predict.** Guess 100 000 neurons, weights and biases uniform between −1 and 1. Which gate is hit most often, and how many of the
# > four corners can a neuron get right for XOR?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# OR, twice as often as AND. With positive weights, OR needs a bias from −min(w₁, w₂) to 0, AND one from −(w₁ + w₂) to
# −max(w₁, w₂). Both windows are equally wide, but much of AND's lies below −1, where nothing was guessed. NAND is AND with
# all signs flipped (but for the corners that lie on the line), and is hit as often. For XOR three of four is the best
# there is: the bar over 4 stays empty.
#
# </details>

# %%
guesses = np.random.default_rng(1).uniform(-1, 1, (100_000, 3))
fires = np.asarray(step(corners @ guesses[:, :2].T + guesses[:, 2]))
fig, ax = plt.subplots(figsize=(8, 3.4))
for i, (name, out) in enumerate({**truth, "XOR": [0, 1, 1, 0]}.items()):
    right = np.bincount(np.sum(fires == np.array(out)[:, None], axis=0), minlength=5)
    look = {"color": plots.CLASSES[i], "hatch": ("", "//", "..", "xx")[i], "edgecolor": "white"}
    ax.bar(np.arange(5) + 0.2 * i - 0.3, right / 1000, width=0.2, label=name, **look)
    print(f"{name:4}: {right[4] / 1000:5.2f} % of the neurons have all four corners right")
ax.set(title="100 000 random neurons", xlabel="how many of the 4 corners are right", ylabel="% of the neurons")
ax.legend()
plots.show("AND, OR and NAND are hit by some of the random neurons; none of them gets all four corners of XOR right.")

# %% [markdown]
# But let two neurons look at the inputs, and a third at *them*:

# %%
for x in corners:
    hidden = np.array([neuron(x, *gate_weights(name), step) for name in ("OR", "NAND")])
    print(f"x = {x}   (OR, NAND) = {hidden}   AND of both = {neuron(hidden, *gate_weights('AND'), step)}")

# %% [markdown]
# That is XOR, from a *hidden layer* built by hand (more in notebook 6).
#
# ## Summary
#
# | | formula | range | slope |
# |---|---|---|---|
# | neuron | $h = f(w \cdot x + b)$: (D,) · (D,) → number | | |
# | step | 1 if $z > 0$, else 0 (erratum 18) | $\{0, 1\}$ | 0: teaches nothing |
# | sigmoid | $1 / (1 + e^{-z})$; far out with $e^{-\lvert z \rvert}$ | $(0, 1)$ | $\sigma\,(1 - \sigma) \le \tfrac14$ |
# | tanh | $2\,\sigma(2z) - 1$ | $(-1, 1)$ (erratum 19) | $1 - \tanh^2 z \le 1$ |
# | ReLU | $\max(0, z)$ | $[0, \infty)$ | 1 if $z > 0$, else 0 |
# | leaky ReLU | $z$ if $z > 0$, else slope · $z$ | $(-\infty, \infty)$ | 1 if $z > 0$, else the slope |
#
# McCulloch and Pitts' cell has weights ±1 and a step. A formula can be right and still overflow: look at large
# $\lvert z \rvert$ before you trust it. One neuron draws one straight line; XOR needs two. Next: a neuron that finds its
# line *by itself* (notebook 2).
#
# ## Read on
#
# - W. McCulloch and W. Pitts, *A logical calculus of the ideas immanent in nervous activity* (1943),
#   [doi:10.1007/BF02478259](https://doi.org/10.1007/BF02478259).
# - [CS231n, *Neural networks part 1*](https://cs231n.github.io/neural-networks-1/): the same activations, judged by who trains with them.
# - [Dive into Deep Learning, *Multilayer perceptrons*](https://d2l.ai/chapter_multilayer-perceptrons/mlp.html).
#
# **Sources**: lecture 002, H. Beigy (Sharif), *Feedforward deep networks & backpropagation* (slides *History of neural networks*,
# *Activation function*); lecture 003, R. Krestel, *Deep Learning for Natural Language Processing*, *Neural Networks* (slides
# *Neural Unit*, *An Example*, *The XOR Problem*); lecture 004, *Neural networks* for reinforcement learning (slides *Neural
# networks are inspired by nature*); lecture 001, G. Klambauer (JKU Linz), *Basic neural network architectures* (4.5).
