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

# %% [markdown] minutes=50
# # 4 · Gradient descent
#
# A hillside at night, in thick fog: you cannot see the valley, but your foot feels which way the ground falls. Take a
# step that way, and again. Every network you have heard of is trained like this.
#
# **You will learn**
#
# - how a cost turns "fit a line" into a landscape, and how its gradient says which way is down,
# - how to measure *any* gradient, and convict two lecture slides with the measurement,
# - what a learning rate that is too small, right or too large does,
# - why nobody trains by guessing, and why a zero gradient does not mean that you have arrived.
#
# **Taken as given**: the sigmoid (notebook 1), the bias column (2), squared error and binary cross-entropy (3), and
# derivatives of one variable (a *partial* derivative $\partial L / \partial w_j$ is the one along $w_j$, all other weights
# held fixed), matrix products and the transpose $X^\top$.
#
# **How to work**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what
# was expected and what came; green means right. Section 4.8 is a detour: if time is short, read on at 4.9.
#
# ## Conventions
#
# <!-- glossary: N D i j t X_bias_d w_bias_d y eta h_step L gradient hessian_d -->
#
# A loss (here often called *cost*, as in lecture 002) is the *mean* over the samples. No function changes its arguments:
# return a new array. Everything is computed in float64 (numpy's default); arrays that you are given may hold whole numbers.
#
# Letters with two jobs: in lecture 002 $t$ is the target and also the time in $w^{(t)}$, and the perceptron's *new*
# weights are called $w^{(t)}$ too (erratum 22); in lecture 003 $\lambda$ is first the weight of a regulariser, then the
# learning rate (erratum 15). Here targets are $y$, the step is $t$, and $w_{t+1}$ follows $w_t$.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np

from course_tools import expect, plots


def sigmoid(z):
    """1 / (1 + e^(−z)) element by element, written so that it cannot overflow (notebook 1)."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))


# %% [markdown]
# ## 4.1 Every line is a point in a landscape
#
# The model is a line, $\hat y = w_0 + w_1 x$; with the bias column its answers for all samples are `X @ w`, shape (N,).
# (With more features, row $x^{(i)}$ of $X$ and $w$ just have more entries.) Lecture 002's cost gives each $w$, and so each
# line, a height:
#
# $$ L(w) = \frac{1}{2N} \sum_{i=1}^N \bigl(w \cdot x^{(i)} - y^{(i)}\bigr)^2 $$
#
# **By hand**: three samples $x = 0, 1, 2$ with $y = 1, 3, 5$. At $w = (0, 0)$ the line answers 0 everywhere, so
# $L = (1 + 9 + 25)/(2 \cdot 3) = 5.833333$. (The ½ is there for beauty: it will cancel a 2.)


# %% nbgrader={"grade": false, "grade_id": "linear_cost", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def linear_cost(w, X, y):
    """The cost of a linear model, a number: 1/(2N) Σ (X w − y)², the sum over the N samples.

    w: weights (D,). X: samples with their bias column (N, D). y: targets (N,). Source: lecture 002, cost function.
    """
    ### BEGIN SOLUTION
    return np.mean((X @ w - y) ** 2) / 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "linear_cost-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
X = np.array([[1.0, 0], [1, 1], [1, 2]])
y = np.array([1.0, 3, 5])
expect(linear_cost, np.zeros(2), X, y).gives(5.833333, "at w = (0, 0): 35/6")
expect(linear_cost, np.array([1.0, 2]), X, y).gives(0, "the line 1 + 2x meets all three points")
expect(linear_cost, np.array([2, -1]), np.array([[1, 3], [1, -4]]), np.array([1, 1])).gives(7.25, "whole numbers: 29/4")
expect(linear_cost, np.array([1.0, 2, 3]), np.array([[1.0, 1, 1]]), np.array([2.0])).gives(8, "one sample: 16/2")

# %% [markdown]
# ## 4.2 Which way is down?
#
# The gradient $\nabla L$ collects the slopes along all weights; it points uphill. By the chain rule the square gives
# $2(\ldots)$, cancelled by the ½, and the inside $w \cdot x^{(i)} - y^{(i)}$ gives $x^{(i)}_j$:
#
# $$ \frac{\partial L}{\partial w_j} = \frac1N \sum_i (w \cdot x^{(i)} - y^{(i)})\, x^{(i)}_j \qquad\text{that is}\qquad
#    \nabla L = \frac1N X^\top (Xw - y), \quad \text{shape } (D,) $$
#
# **By hand** at $w = (0, 0)$: the residuals $Xw - y$ are $(-1, -3, -5)$, their mean $-3$; weighted with $x = 0, 1, 2$
# they give $(-3 - 10)/3 = -4.333333$. Both slopes are negative: raise both weights. (For one sample this is
# $-(y - w \cdot x)\,x$: Adaline from notebook 2 was gradient descent all along.)


# %% nbgrader={"grade": false, "grade_id": "linear_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=2
def linear_gradient(w, X, y):
    """The gradient of linear_cost with respect to w, shape (D,): Xᵀ (X w − y) / N.

    w: weights (D,). X: samples with their bias column (N, D). y: targets (N,). Source: lecture 002, gradient descent.
    """
    ### BEGIN SOLUTION
    return X.T @ (X @ w - y) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "linear_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
four = np.array([[1.0, 4, -2], [1, 1, 1], [1, 0, 2], [1, -1, 0]])
expect(linear_gradient, np.array([2, 1, 3]), four, np.array([1.0, 3, 4, -1])).gives(
    [2, -0.75, 3.25], "three weights: the mean of −1 · (1, 4, −2), 3 · (1, 1, 1), 4 · (1, 0, 2), 2 · (1, −1, 0)"
)
expect(linear_gradient, np.array([2, 1, 3]), four[:1], np.array([1.0])).gives(
    [-1, -4, 2], "the first of these samples alone"
)
expect(linear_gradient, np.zeros(2), X, y).gives([-3, -4.333333], "at w = (0, 0)")
expect(linear_gradient, np.array([2, -1]), np.array([[1, 300], [1, -400]]), np.array([1, 2])).gives(
    [50.5, -124850], "whole numbers, and no slope is cut off"
)
expect(linear_gradient, np.array([30.0, 0]), np.array([[1, 2e-5], [1, 3e-5]]), np.array([10.0, 20])).gives(
    [15, 3.5e-4], "tiny features: the mean of 20 · 2e-5 and 10 · 3e-5", atol=0
)

# %% [markdown]
# ## 4.3 Trust no gradient: measure it
#
# How would you know that a gradient is right, yours or a lecture's? Measure the slope: move *one* entry of $x$ a little
# up and a little down, and see how much $f$ changes. These are **central differences**:
#
# $$ \frac{\partial f}{\partial x_j} \approx \frac{f(x + h\,e_j) - f(x - h\,e_j)}{2h} $$
#
# where $e_j$ is 1 at entry $j$ and 0 elsewhere, and $h$ is how far you move. **By hand**, for $x^3$ at $x = 2$ with $h = 0.1$:
# $(9.261 - 6.859)/0.2 = 12.01$, against a true slope of $12$. `x` may have any shape (`np.ndindex(x.shape)` visits
# every index); work on floating-point copies, for an array of whole numbers would cut $x_j + 10^{-6}$ off.


# %% nbgrader={"grade": false, "grade_id": "numerical_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=3
def numerical_gradient(f, x, h=1e-6):
    """The gradient of f at x by central differences, one entry of x at a time.

    f: a callable that takes an array of x's shape and returns a number. x: array of any shape (whole numbers too).
    h: how far to move, to each side. Returns an array of x's shape; x stays as it is.
    Source: the definition of the derivative; every gradient among the course's errata was checked like this.
    """
    ### BEGIN SOLUTION
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "numerical_gradient-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
expect(numerical_gradient, lambda x: x[0] ** 3, np.array([2.0]), 0.1).gives([12.01], "x³ at 2 with h = .1, by hand")
expect(numerical_gradient, lambda w: linear_cost(w, X, y), np.zeros(2)).gives([-3, -4.333333], "agrees with 4.2")
expect(numerical_gradient, lambda a: a[0, 1] * a[1, 2] / 4, np.array([[1, 2, 3], [4, 5, 6]]), 0.3).gives(
    [[0, 1.5, 0], [0, 0, 0.5]], "a matrix of whole numbers, h = .3: one entry at a time"
)
expect(numerical_gradient, lambda a: a[0, 0, 0] ** 3 + a[0, 1, 0], np.array([[[-1.0], [3]]]), 0.5).gives(
    [[[3.25], [1]]], "three axes, h = .5: 3 · 1 + h²"
)
expect(numerical_gradient, lambda x: 1000 + x[0] ** 3, np.array([2.0])).gives(
    [12], "a height changes no slope; h = 1e-6"
)
expect(numerical_gradient, np.sum, np.ones(2)).leaves_arguments_alone()

# %% [markdown]
# How small should $h$ be? Here is the error of the measured slope of $e^x$ at $x = 1$:

# %%
for h in (1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12):
    central = numerical_gradient(lambda x: np.exp(x[0]), np.ones(1), h)[0]
    print(f"h = {h:.0e}   one side: {abs((np.exp(1 + h) - np.e) / h - np.e):.0e}   both: {abs(central - np.e):.0e}")

# %% [markdown]
# Large $h$: the curve bends in between, an error like $h$ from one side, but only $h^2$ from both. Tiny $h$: the two
# values agree in nearly all of their 16 digits, and their difference is rounding noise. $10^{-6}$ lies well between.
#
# ## 4.4 Walk
#
# The gradient points uphill, so step against it, and again from where you land:
#
# $$ w_{t+1} = w_t - \eta\, \nabla L(w_t) $$
#
# **By hand** with $\eta = .1$ from $w_0 = (0, 0)$: the first step is $-.1 \cdot (-3, -4.333333) = (.3, .433333)$.
# There the gradient is $(-2.266667, -3.311111)$, so the second step ends at $(.526667, .764444)$.
#
# Your function gets the gradient as a callable, so that it can descend *anything*. Return the whole path.


# %% nbgrader={"grade": false, "grade_id": "gradient_descent", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def gradient_descent(gradient, w0, eta, steps):
    """Descend: w ← w − η · gradient(w), `steps` times from w0, and keep every w on the way.

    gradient: a callable that takes w (D,) and returns the gradient there (D,). w0: start, shape (D,).
    eta: learning rate. steps: number of steps, 0 or more; none is left out, even at a minimum.
    Returns the path, shape (steps + 1, D): w0 first, the last w last. Source: lecture 002, gradient descent.
    """
    ### BEGIN SOLUTION
    path = [w0]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_descent-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
def slope(w):
    """The gradient of 4.2 for its three samples."""
    return X.T @ (X @ w - y) / 3


path = [[0, 0], [0.3, 0.433333], [0.526667, 0.764444]]
expect(gradient_descent, slope, np.zeros(2), 0.1, 2).gives(path, "the two steps above, after their start")
expect(gradient_descent, lambda w: w, np.array([8.0]), 0.5, 0).gives([[8]], "no step at all: the start")
expect(gradient_descent, lambda w: 0.5 * w, np.array([8, -4]), 0.5, 2).gives(
    [[8, -4], [6, -3], [4.5, -2.25]], "from whole numbers"
)
expect(gradient_descent, lambda w: w - 2, np.full(2, 2.0), 0.1, 3).gives(
    np.full((4, 2), 2), "at the minimum: stay, all steps"
)
expect(gradient_descent, lambda w: 2.5 * w, np.array([8.0]), 1.0, 2).gives(
    [[8], [-12], [18]], "too large a rate: uphill"
)

# %% [markdown]
# > **Predict.** Three rates, .02, .4 and .85, start from the same place. Which arrives within 25 steps, and what do the other two do?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The middle one. The small one is still on its way. The large one swings from side to side of the valley, ever wider; at first
# its loss falls all the same, because along the valley it does come nearer.
#
# </details>

# %%
rates = {"too small": 0.02, "right": 0.4, "too large": 0.85}
fig, axes = plt.subplots(1, 4, figsize=(17, 3.9))
for index, (ax, (word, eta)) in enumerate(zip(axes, rates.items())):
    way = np.asarray(gradient_descent(lambda w: linear_gradient(w, X, y), np.array([-2.0, 5]), eta, 25))
    plots.surface(ax, lambda w: linear_cost(w, X, y), (-3, 5), (-2, 6), np.linspace(0, 6, 13) ** 2)
    plots.path(ax, way, color=plots.CLASSES[1])
    ax.plot(1, 2, "*", color="black", markersize=10)
    ax.set(title=f"{word}: η = {eta}", xlabel="$w_0$", ylabel="$w_1$", xlim=(-3, 5), ylim=(-2, 6), aspect="equal")
    axes[3].semilogy([linear_cost(w, X, y) for w in way], **plots.styled(index), label=f"η = {eta}")
axes[3].set(title="The loss on the way", xlabel="step $t$", ylabel="loss $L$")
axes[3].legend(loc="lower left")
fig.tight_layout()
plots.show(
    "Three paths over one valley: a short one that does not arrive, one that does, and one that first comes nearer and "
    "then leaps ever higher."
)

# %% [markdown]
# Too small: you do not arrive. Too large: each step jumps over the valley, in the end *higher* each time. Where is the
# border? Along one axis a quadratic loss is $\tfrac12 c\,u^2$, with $u$ the distance from the bottom and $c$ the **curvature**, the
# second derivative. Its slope is $c\,u$, so a step leads from $u$ to $(1 - \eta c)\,u$: nearer if $\eta < 2/c$, farther if $\eta$ is
# larger. The steepest direction decides. All second derivatives of our loss form the symmetric matrix $X^\top X / N$. Such a
# matrix has D main directions, at right angles, along which it only stretches: by its **eigenvalues**, here the curvatures along
# these directions. The largest is the steepest curvature:

# %%
curvatures = np.linalg.eigvalsh(X.T @ X / 3)
print(f"curvatures {np.round(curvatures, 3)}   border of the rate 2 / {curvatures[-1]:.3f} = {2 / curvatures[-1]:.3f}")


def draw_descent(eta):
    """25 steps down the valley at this rate, and the loss on the way."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
    way = np.asarray(gradient_descent(lambda w: linear_gradient(w, X, y), np.array([-2.0, 5]), eta, 25))
    plots.surface(left, lambda w: linear_cost(w, X, y), (-3, 5), (-2, 6), np.linspace(0, 6, 13) ** 2)
    plots.path(left, way)
    left.set(title=f"η = {eta:g}", xlabel="$w_0$", ylabel="$w_1$", xlim=(-3, 5), ylim=(-2, 6), aspect="equal")
    right.semilogy([linear_cost(w, X, y) for w in way], **plots.styled(1))
    right.set(title="The loss on the way", xlabel="step $t$", ylabel="loss $L$", ylim=(1e-6, 1e3))
    plots.show(f"25 steps of gradient descent with the learning rate {eta:g}, and the loss at each of them.")


plots.slider(draw_descent, eta=(0.02, 0.9, 0.02, 0.8))

# %% [markdown]
# The border is .838<!-- {2 / curvatures[-1]:.3f} -->: turn the knob across it. No error message warns you; the curve of the loss does.
#
# ## 4.5 Let it decay
#
# Lecture 002's remedy: large steps first, fine tuning later, with two constants $c_1$ and $c_2$:
#
# $$ \eta_t = \frac{c_1}{t + c_2} $$
#
# With $c_1 = 1$, $c_2 = 10$: $\eta_0 = .1$, $\eta_{10} = .05$, $\eta_{90} = .01$.


# %% nbgrader={"grade": false, "grade_id": "inverse_decay", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def inverse_decay(t, c1, c2):
    """The learning rate of step t, a number: c1 / (t + c2).

    t: number of the step, from 0. c1, c2: two positive constants. Source: lecture 002, tuning the learning rate.
    """
    ### BEGIN SOLUTION
    return c1 / (t + c2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "inverse_decay-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(inverse_decay, 3, 2.5, 7.0).gives(0.25, "2.5/(3 + 7)")
expect(inverse_decay, 0, 1, 10).gives(0.1, "the example's first step")
expect(inverse_decay, 90, 1, 10).gives(0.01, "step 90: a tenth of it")

# %%
fig, ax = plt.subplots(figsize=(7, 3.4))
for index, (c1, c2) in enumerate([(1e9, 1e9), (15, 15)]):
    way = [np.array([-1.0, 4])]
    for t in range(40):
        step = gradient_descent(lambda w: linear_gradient(w, X, y), way[-1], inverse_decay(t, c1, c2), 1)
        way.append(np.asarray(step)[-1])
    ax.semilogy([linear_cost(w, X, y) for w in way], **plots.styled(3 * index), label=f"$c_1 = c_2 =$ {c1:g}")
ax.set(title="Both rates begin at η = 1, beyond the border", xlabel="step $t$", ylabel="loss $L$")
ax.legend()
plots.show(
    "With a constant rate of 1 the loss soon explodes; with a decaying one it hardly changes for a few steps, then falls."
)

# %% [markdown]
# With $c_1 = c_2 = 10^9$ the rate hardly moves, and the loss explodes. With 15 it is below the border from $t = 3$ on,
# and from there the loss falls.
#
# ## 4.6 A neuron with a sigmoid: the first slide on trial
#
# Now the answer is $\hat y^{(i)} = \sigma(z^{(i)})$ with $z^{(i)} = w \cdot x^{(i)}$, and the loss $\frac{1}{2N}\sum_i (\hat y^{(i)} - y^{(i)})^2$.
# The chain has one link more, the sigmoid's slope $\sigma'(z) = \hat y\,(1 - \hat y)$. Lecture 002 multiplies three factors, with
# the sum inside the first; in its letters $f$ is our $\hat y$, $t$ our $y$, $J$ the loss, $m$ our $N$:
#
# $$ \frac{\partial J}{\partial f} = \frac1m\sum_i (f^i - t^i), \qquad \frac{\partial f}{\partial z} = f(1-f),
#    \qquad \frac{\partial z}{\partial w_j} = x^j $$
#
# Two things are odd: the sum belongs to the first factor alone, and $x^j$ has an index too few: the others count samples, so
# feature $j$ *of which sample*? (Erratum 21.) The next cell takes each factor's mean over the samples, and measures, with one
# sample and with three:

# %%
labels, w_half = np.array([0.0, 1, 1]), np.array([0.5, -0.25])
for A, b in ((X[2:], labels[2:]), (X, labels)):
    measured = numerical_gradient(lambda w, A=A, b=b: np.mean((sigmoid(A @ w) - b) ** 2) / 2, w_half)
    y_hat = sigmoid(A @ w_half)
    slide = np.mean(y_hat - b) * np.mean(y_hat * (1 - y_hat)) * A.mean(axis=0)
    print(f"N = {len(A)}   measured {np.round(measured, 6)}   slide {np.round(slide, 6)}")

# %% [markdown]
# With one sample no one notices. With three, the slide's slope in $w_1$ is less than a quarter of the measured one. A
# mean of products is no product of means: each sample keeps its three factors together, and the sum comes last.
#
# **By hand** for $x = (1, 2)$, $y = 1$, $w = (.5, -.25)$: $z = 0$, $\hat y = .5$, so the gradient is
# $(.5 - 1) \cdot .25 \cdot (1, 2) = (-.125, -.25)$.


# %% nbgrader={"grade": false, "grade_id": "sigmoid_neuron_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def sigmoid_neuron_gradient(w, X, y):
    """The gradient of 1/(2N) Σ (σ(X w) − y)² with respect to w, shape (D,); `sigmoid` is given above.

    It is (1/N) Σᵢ (ŷᵢ − yᵢ) ŷᵢ (1 − ŷᵢ) xᵢ with ŷᵢ = σ(w·xᵢ), sample by sample. w: weights (D,).
    X: samples with their bias column (N, D). y: targets (N,).
    Source: lecture 002, training a neuron with sigmoid activation (erratum 21).
    """
    ### BEGIN SOLUTION
    y_hat = sigmoid(X @ w)
    return X.T @ ((y_hat - y) * y_hat * (1 - y_hat)) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_neuron_gradient-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
targets, w_given = np.array([0.0, 1, 1]), np.array([0.5, -0.25])
expect(sigmoid_neuron_gradient, w_given, X, targets).gives([-0.028828, -0.119254], "three samples, as measured above")
expect(sigmoid_neuron_gradient, w_given, X[2:], targets[2:]).gives([-0.125, -0.25], "one sample, by hand")
expect(sigmoid_neuron_gradient, np.array([1, -1, 1]), np.array([[1, 2, 0], [1, 3, 2]]), np.array([1, 0])).gives(
    [-0.009367, 0.043765, 0.125], "whole numbers, three weights"
)
tiny = np.array([[1, 4e-7], [1, 1.2e-6], [1, 2e-7]])
expect(sigmoid_neuron_gradient, np.zeros(2), tiny, targets).gives(
    [-1 / 24, -1.25e-7 / 3], "tiny features: .125 · (4 − 12 − 2)/3 ten-millionths", atol=0
)

# %% [markdown]
# ## 4.7 Cross-entropy: the second slide on trial
#
# The cost that suits labels 0 and 1 is the binary cross-entropy (here the mean; the lecture takes the sum):
#
# $$ L(w) = -\frac1N \sum_i \Bigl[ y^{(i)} \ln \hat y^{(i)} + (1 - y^{(i)}) \ln (1 - \hat y^{(i)}) \Bigr] $$
#
# For one sample $\partial L/\partial \hat y = -\frac{y}{\hat y} + \frac{1 - y}{1 - \hat y}$, on one denominator
# $(\hat y - y)/\bigl(\hat y\,(1 - \hat y)\bigr)$, and the sigmoid's slope is $\hat y\,(1 - \hat y)$: they cancel!
# What remains is $(\hat y - y)\,x$. Lecture 002 prints $t\,x\,(f - t)$ instead, in our letters $y\,x\,(\hat y - y)$ (erratum 20).
# **By hand** at $w = 0$, where every $\hat y = .5$, with $x = 0, 1, 2$ and $y = 0, 1, 1$: the errors $\hat y - y$ are $(.5, -.5, -.5)$,
# the gradient is $(-.5,\, -1.5)/3$. With the slide's extra factor the first sample has no say, and you get $(-1,\, -1.5)/3$.
# Whom will the measurement below confirm?


# %% nbgrader={"grade": false, "grade_id": "logistic_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=6 dots=1
def logistic_gradient(w, X, y):
    """The gradient of the mean binary cross-entropy of σ(X w) with respect to w, shape (D,): Xᵀ (σ(X w) − y) / N.

    w: weights (D,). X: samples with their bias column (N, D). y: labels 0 or 1 (N,). Finite even where σ is exactly
    0 or 1. Source: lecture 002, training a neuron for classification (erratum 20).
    """
    ### BEGIN SOLUTION
    return X.T @ (sigmoid(X @ w) - y) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "logistic_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
classes = np.array([0, 1, 1])
expect(logistic_gradient, np.zeros(2), X, classes).gives([-1 / 6, -0.5], "at w = 0, by hand")
expect(logistic_gradient, np.array([-1000.0, 0]), X[2:], classes[2:]).gives([-1, -2], "quite sure, and wrong")
expect(logistic_gradient, np.array([1, -1]), np.array([[1, 2], [1, 4]]), np.array([0, 0])).gives(
    [0.158184, 0.363793], "whole numbers; samples of class 0 teach, too"
)
expect(logistic_gradient, np.zeros(2), tiny, classes).gives(
    [-1 / 6, -5e-7 / 3], "tiny features: .5 · (4 − 12 − 2)/3 ten-millionths", atol=0
)

# %% [markdown]
# If the slide's $y\,x\,(\hat y - y)$ decides, a sample with $y = 0$ never teaches. Here are both gradients at work on eighty samples:


# %%
def logistic_cost(w, X, y):
    """The mean binary cross-entropy of σ(X w), from the scores, so that no logarithm meets a 0."""
    return np.mean(np.logaddexp(0, X @ w) - y * (X @ w))


rng = np.random.default_rng(4)
X80 = np.column_stack([np.ones(80), rng.uniform(-3, 3, 80)])
y80 = (rng.random(80) < sigmoid(1.5 * X80[:, 1] - 0.5)).astype(float)
print("measured at 0 ", np.round(numerical_gradient(lambda w: logistic_cost(w, X80, y80), np.zeros(2)), 6))
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8))
rules = {
    "yours: x (ŷ − y)": logistic_gradient,
    "slide: y x (ŷ − y)": lambda w, X, y: (y * (sigmoid(X @ w) - y)) @ X / len(y),
}
x_axis = np.linspace(-3, 3, 100)
for index, (label, rule) in enumerate(rules.items()):
    print(f"{label[:5]} at 0    ", np.round(rule(np.zeros(2), X80, y80), 6))
    way = gradient_descent(lambda w, rule=rule: rule(w, X80, y80), np.zeros(2), 1.0, 200)
    left.plot([logistic_cost(w, X80, y80) for w in way], **plots.styled(3 * index), label=label)
    right.plot(x_axis, sigmoid(way[-1][0] + way[-1][1] * x_axis), **plots.styled(3 * index), label=label)
right.plot(X80[:, 1], y80, "|", color="black", label="labels")
left.set(title="Both rules from $w = 0$, η = 1", xlabel="step $t$", ylabel="cross-entropy $L$", ylim=(0, None))
right.set(title="What the neuron answers after 200 steps", xlabel="$x$", ylabel=r"$\hat y = σ(w · x)$")
for ax in (left, right):
    ax.legend(loc="center right", fontsize=8)
plots.show(
    "With the right gradient the loss falls and the curve fits the labels; with the slide's it falls at first, then rises "
    "above its start, and nearly all are called 1."
)

# %% [markdown]
# The slide's neuron says *rather 1* to nearly everyone, and after a few good steps its loss grows. No error is raised; only measuring tells.
# (Why not stay with 4.6's squared error? Its factor $\hat y\,(1 - \hat y)$ is nearly 0 for a neuron that is wrong *and sure*, which
# then learns nothing, as notebook 3 showed. Cross-entropy pulls hardest where the mistake is worst.)
#
# ## 4.8 Why not just guess?
#
# Lecture 003 begins with a naive way without gradients: pick one weight at random, change it by a random amount, and
# keep the change only if the loss falls. Here each of the `steps` is one such trial. Ask for the loss once a trial: that is
# what costs.


# %% nbgrader={"grade": false, "grade_id": "random_search", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=3
def random_search(loss, w0, scale, steps, rng):
    """Random search: each step changes one weight at random and keeps the change only if the loss falls.

    loss: a callable that takes w (D,) and returns a number. w0: start, shape (D,). scale: size of the changes;
    scale · rng.normal() is added to the weight. steps: number of trials. rng: a numpy Generator; use no other
    randomness.
    Returns (w, history): the weights kept at the end (D,), and steps + 1 losses: of w0, and of the weights kept after
    each step. Source: lecture 003, the naive approach to updating the weights.
    """
    ### BEGIN SOLUTION
    w = np.array(w0, dtype=float)
    history = [loss(w)]
    for _ in range(steps):
        candidate = w.copy()
        candidate[rng.integers(len(w))] += scale * rng.normal()
        new = loss(candidate)
        if new < history[-1]:
            w = candidate
        history.append(min(new, history[-1]))
    return w, history
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "random_search-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
def bowl(w):
    """The squared distance to (1, 2, 3)."""
    return np.sum((w - np.array([1, 2, 3])) ** 2)


search = expect(random_search, bowl, np.zeros(3), 0.5, 100, np.random.default_rng(0))
search.satisfies("a history of 101 losses, the first 14", lambda a: len(a[1]) == 101 and a[1][0] == 14)
search.satisfies("the history never rises, and it falls", lambda a: np.all(np.diff(a[1]) <= 0) and a[1][-1] < 14)
search.satisfies("the history ends at loss(w)", lambda a: np.isclose(a[1][-1], bowl(np.asarray(a[0]))))
expect(random_search, bowl, np.array([0, 0, 9]), 0.5, 40, np.random.default_rng(3)).satisfies(
    "from whole numbers the weights become fractions", lambda a: np.any(np.asarray(a[0]) != np.round(a[0]))
)
expect(random_search, lambda w: 2.5, np.zeros(3), 0.5, 9, np.random.default_rng(3)).satisfies(
    "where no change lowers the loss, none is kept", lambda a: not np.any(a[0])
)
expect(random_search, bowl, np.zeros(3), 0.5, 0, np.random.default_rng(0)).gives(([0, 0, 0], [14]), "no step at all")
expect(random_search, lambda w: -np.sum(w**2), np.zeros(5), 0.5, 1, np.random.default_rng(1)).satisfies(
    "after one step that lowers the loss, exactly one weight has changed", lambda a: np.count_nonzero(a[0]) == 1
)


def changes(scale, steps, seed):
    """What your search adds to the weights (3, −8, 40) in each trial, where no loss ever falls; shape (steps, 3)."""
    start, asked = np.array([3.0, -8, 40]), []
    random_search(lambda w: asked.append(w - start) or 0.0, start, scale, steps, np.random.default_rng(seed))
    return np.array([change for change in asked if np.any(change)])


def changes_by_seed(*seeds):
    """The changes in five trials, drawn with each of these seeds."""
    return [changes(0.25, 5, seed) for seed in seeds]


expect(changes, 0.25, 60, 1).satisfies(
    "one weight a trial, and each weight has its turn, at random",
    lambda a: (
        np.all(np.sum(a != 0, axis=1) == 1) and np.all(np.any(a, axis=0)) and np.any((a[3:] != 0) != (a[:-3] != 0))
    ),
)
expect(changes, 0.25, 60, 1).satisfies(
    "up and down, mostly by less than the scale .25, never by 2",
    lambda a: a.min() < 0 < a.max() and 0.03 < np.median(np.abs(a).max(axis=1)) < 0.25 and np.abs(a).max() < 2,
)
expect(changes, 4.0, 3000, 2).satisfies(
    "normal amounts: about 68 % below the scale, here 4",
    lambda a: len(a) == 3000 and abs(np.mean(np.abs(a).max(axis=1) < 4) - 0.683) < 0.06,
)
expect(changes_by_seed, 1, 1, 2).satisfies(
    "the same for one seed, others for another seed",
    lambda a: np.array_equal(a[0], a[1]) and not np.array_equal(a[0], a[2]),
)

# %% [markdown]
# > **Predict.** A race: a linear model with 2 weights, then one with 40, each from zero. A gradient costs about as much as two losses,
# > so gradient descent gets only *half* the steps. Your bet?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# With two weights both come near the minimum, gradient descent far sooner. With forty guessing crawls: a trial learns about *one* weight, and the
# nearer it comes, the fewer trials help. The gradient knows all forty slopes at once; and a network has thousands of weights.
#
# </details>

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for ax, D in zip(axes, (2, 40)):
    rng = np.random.default_rng(5)
    A = np.column_stack([np.ones(200), rng.normal(size=(200, D - 1))])
    b = A @ rng.normal(size=D)
    _, history = random_search(lambda w, A=A, b=b: linear_cost(w, A, b), np.zeros(D), 0.3, 600, rng)
    way = gradient_descent(lambda w, A=A, b=b: linear_gradient(w, A, b), np.zeros(D), 0.3, 300)
    ax.semilogy(history, **plots.styled(3), label="random search")
    costs = [linear_cost(w, A, b) for w in way]
    ax.semilogy(2 * np.arange(301), costs, **plots.styled(1), label="gradient descent")
    ax.set(title=f"{D} weights", xlabel="effort (in evaluations of the loss)", ylabel="loss $L$", ylim=(1e-9, 1e3))
    ax.legend(loc="center right")
plots.show("With two weights both come near the minimum; with forty, random search is far behind gradient descent.")

# %% [markdown]
# ## 4.9 Zero gradient, and yet not there
#
# Lecture 002 warns of two traps: **local minima**, lower than all around but not lowest, and **saddle points**. First a
# landscape over one number $u$, with $L(u) = u \cos \pi u$ between −1 and 2: its slope is $\cos \pi u - \pi u \sin \pi u$.

# %%
u = np.linspace(-1, 2, 301)
fig, ax = plt.subplots(figsize=(8, 3.6))
ax.plot(u, u * np.cos(np.pi * u), color="black")
ends = []
for index, start in enumerate((-0.6, 0.5, 1.9)):
    way = gradient_descent(lambda v: np.cos(np.pi * v) - np.pi * v * np.sin(np.pi * v), np.array([start]), 0.03, 40)
    way = np.asarray(way)[:, 0]
    ends.append(way[-1])
    ax.plot(way, way * np.cos(np.pi * way), **plots.styled(index, marks=12) | {"linestyle": ""}, label=f"from {start}")
ax.plot(ends, ends * np.cos(np.pi * np.array(ends)), "*", color="black", markersize=13, label="ends")
ax.set(title=r"$u\, \cos πu$: the start decides where the descent ends", xlabel="$u$", ylabel="$L(u)$")
ax.legend(loc="upper left")
plots.show("A curve with two valleys: one descent ends in the shallow left one, two in the deep right one.")

# %% [markdown]
# From −.6 the descent ends at −.27<!-- {ends[0]:.2f} -->, in a valley that is not the deepest: downhill is all it knows. From the
# other two starts it finds 1.09<!-- {ends[1]:.2f} -->.
#
# A **saddle**: lecture 002's example $f(x) = x_1^2 - x_2^2$ has the gradient $(2x_1, -2x_2)$, zero at the origin, but along $x_2$
# it falls to both sides. The second derivatives tell: the **Hessian** $\nabla^2 f$, shape (D, D), has the entry
# $\partial^2 f / \partial x_i \partial x_j$ in row $i$ and column $j$, here $\operatorname{diag}(2, -2)$. Its **eigenvalues** are the curvatures along its main
# directions (`np.linalg.eigvalsh` for a symmetric matrix), as in 4.4: one of each sign is a saddle.


# %% nbgrader={"grade": false, "grade_id": "is_saddle", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def is_saddle(hessian):
    """Whether a point of zero gradient with this Hessian is a saddle: it has eigenvalues of both signs.

    hessian: symmetric, shape (D, D). Returns True if an eigenvalue is > 0 and another one is < 0, else False. (One of 0 has no
    sign; you will meet it in diagonal matrices only, where no rounding blurs it.)
    Source: lecture 002, challenges with gradient descent.
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(hessian)
    return bool(eigenvalues.min() < 0 < eigenvalues.max())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "is_saddle-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(is_saddle, np.diag([2.0, -2])).gives(True, "lecture 002: x1² − x2²")
expect(is_saddle, np.diag([2.0, 2])).gives(False, "x1² + x2²: a bowl")
expect(is_saddle, np.array([[1, 3], [3, 1]])).gives(
    True, "a positive diagonal, but eigenvalues 4 and −2; whole numbers"
)
expect(is_saddle, np.diag([-1.0, -3])).gives(False, "a hill")
expect(is_saddle, np.diag([3.0, 0])).gives(False, "a valley with a flat floor: no eigenvalue below 0")
expect(is_saddle, np.diag([0.0, -3])).gives(False, "a ridge: none above 0")
expect(is_saddle, np.diag([1.0, -1, -2])).gives(True, "three directions, two of them down")

# %%
fig, ax = plt.subplots(figsize=(6.5, 4.5))
plots.surface(ax, lambda x: x[0] ** 2 - x[1] ** 2, (-1.2, 1.2), (-1.2, 1.2))
for index, start in enumerate(([1, 0], [1, 0.001], [-1, -0.05])):
    way = gradient_descent(lambda x: np.array([2 * x[0], -2 * x[1]]), np.array(start, dtype=float), 0.1, 40)
    look = {"color": plots.CLASSES[index], "marker": "o^s"[index], "markersize": 9 - 3 * index, "linewidth": 3 - index}
    plots.path(ax, way, **look, label=f"from ({start[0]}, {start[1]})")
ax.set(title="The saddle $x_1^2 - x_2^2$: 40 steps, η = .1", xlabel="$x_1$", ylabel="$x_2$")
ax.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal")
ax.legend(loc="upper left", fontsize=8)
plots.show("Three descents run towards a saddle: one stays there, one turns aside late, one soon.")

# %% [markdown]
# From exactly $(1, 0)$ the descent runs into the saddle and stays. A thousandth to the side and it lingers there for
# many steps, then finds the way out; from $(-1, -.05)$, a twentieth to the side, it turns off sooner. In a long training, a
# flat stretch of the curve need not be the end.
#
# > **Beyond the lectures.** In landscapes over many weights saddles are far more common than local minima: a minimum needs *all*
# > curvatures to be positive. And no one descends with one plain rate today: momentum remembers the last steps
# > (notebook 8), and *Adam* gives each weight a rate of its own.

# %% [markdown]
# **Stretch** (no points): let the loss choose the rate. *Backtracking* begins each step with a rate of 1 and halves it until the step
# lowers the loss by at least half of what the slope promises, $L(w - \eta g) \le L(w) - \tfrac12 \eta\, g \cdot g$ with $g = \nabla L(w)$.


# %% stretch="backtracking_descent"
def backtracking_descent(loss, gradient, w0, steps):
    """Descend `steps` times from w0, each step with the first of the rates 1, ½, ¼, … that keeps the promise above.

    loss, gradient: callables that take w (D,). w0: start, shape (D,). Returns the path, shape (steps + 1, D).
    Source: L. Armijo, Minimization of functions having Lipschitz continuous first partial derivatives (1966).
    """
    ### BEGIN SOLUTION
    path = [np.array(w0, dtype=float)]
    for _ in range(steps):
        w, g, eta = path[-1], gradient(path[-1]), 1.0
        while loss(w - eta * g) > loss(w) - eta * (g @ g) / 2:
            eta /= 2
        path.append(w - eta * g)
    return np.array(path)
    ### END SOLUTION


# %%
downhill = expect(
    backtracking_descent, lambda w: linear_cost(w, X, y), lambda w: linear_gradient(w, X, y), np.array([-2.0, 5]), 25
)
downhill.satisfies("it never climbs", lambda way: np.all(np.diff([linear_cost(w, X, y) for w in way]) <= 0))
downhill.satisfies("no rate was chosen, and it arrives: L < .001", lambda way: linear_cost(way[-1], X, y) < 0.001)

# %% [markdown]
# ## Summary
#
# | | formula | shapes |
# |---|---|---|
# | loss of a line | $\tfrac{1}{2N} \sum (Xw - y)^2$ | (N, D), (D,), (N,) → number |
# | its gradient | $X^\top (Xw - y) / N$ | (D,) |
# | one step | $w - \eta\, \nabla L(w)$; η below 2 / steepest curvature | (D,) |
# | measured slope | $\bigl(f(x + h e_j) - f(x - h e_j)\bigr) / 2h$, $h = 10^{-6}$ | any |
# | sigmoid, squared error | $X^\top \bigl((\hat y - y)\, \hat y\,(1 - \hat y)\bigr) / N$ (erratum 21) | (D,) |
# | sigmoid, cross-entropy | $X^\top (\hat y - y) / N$ (erratum 20): the same form as for the line | (D,) |
# | decay | $\eta_t = c_1 / (t + c_2)$ | number |
# | saddle | eigenvalues of $\nabla^2 f$ of both signs | (D, D) → True or False |
#
# Central differences measure any gradient; they convicted two slides. Make it a habit. Guessing does not scale; a zero
# gradient may be a local minimum or a saddle. Next: more than two classes (notebook 5).
#
# ## Read on
#
# - [Dive into Deep Learning, *Optimization algorithms*](https://d2l.ai/chapter_optimization/index.html): local minima, saddles, and what came after.
# - [CS231n, *Optimization*](https://cs231n.github.io/optimization-1/): random search, then the gradient.
# - [G. Goh, *Why momentum really works*](https://distill.pub/2017/momentum/) (Distill): curvatures and rates, to play with.
# - Y. Dauphin and others, *Identifying and attacking the saddle point problem* (2014), [arXiv:1406.2572](https://arxiv.org/abs/1406.2572).
#
# **Sources**: lecture 002, H. Beigy (Sharif), *Feedforward deep networks & backpropagation* (slides *Gradient based learning*,
# *Training neuron with sigmoid activation*, *Tuning learning rate*, *Challenges with gradient descent*); lecture 003, R. Krestel,
# *Deep Learning for Natural Language Processing*, *Neural Networks* (slides *How to Update the Weights*); lecture 004, *Neural networks*
# for reinforcement learning (slide *Model improvement*).
