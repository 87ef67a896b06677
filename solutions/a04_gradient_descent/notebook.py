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

# %% [markdown]
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
# **Taken as given**: the sigmoid (notebook 1), the bias column (2), squared error and binary cross-entropy (3).
# **Sources**: lectures 002 (Sharif, *Gradient based learning*), 003 (DL4NLP, *How to update the weights*) and 004.
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came.
#
# ## Conventions
#
# | here | shape | means | lecture 002 | lecture 003 | lecture 004 |
# |---|---|---|---|---|---|
# | `X` | (m, D) | one sample per row, the first column all ones | $x^i$ | $x$ | |
# | `w` | (D,) | weights; `w[0]` is the bias | $w$ | $W$ | $\mathbf{w}$ |
# | `t` | (m,) | targets | $t^i$ | $y$ | |
# | `alpha` | number | learning rate $\alpha$ | $\alpha$ | $\lambda$ | $\eta$ |
# | `k` | number | which step, from 0 | $k$, also $(t)$ | | $k$ |
#
# A cost is the *mean* over the $m$ samples. No function changes its arguments: return a new array.
#
# Letters with two jobs: in lecture 002 $t$ is the target and also the time in $w^{(t)}$, and the perceptron's *new*
# weights are called $w^{(t)}$ too (erratum 22); in lecture 003 $\lambda$ is first the weight of a regulariser, then the
# learning rate (erratum 15). Here $t$ is always a target, and $w^{(k+1)}$ follows $w^{(k)}$.

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
# The model is a line, $h(x) = w_0 + w_1 x$; with the bias column its answers for all samples are `X @ w`, shape (m,).
# (With more features, row $x^i$ of $X$ and $w$ just have more entries.) Lecture 002's cost gives each $w$, and so each
# line, a height:
#
# $$ J(w) = \frac{1}{2m} \sum_{i=1}^m \bigl(w \cdot x^i - t^i\bigr)^2 $$
#
# **By hand**: three samples $x = 0, 1, 2$ with $t = 1, 3, 5$. At $w = (0, 0)$ the line answers 0 everywhere, so
# $J = (1 + 9 + 25)/(2 \cdot 3) = 5.833333$. (The ½ is there for beauty: it will cancel a 2.)


# %% nbgrader={"grade": false, "grade_id": "linear_cost", "locked": false, "schema_version": 3, "solution": true}
def linear_cost(w, X, t):
    """The cost of a linear model, a number: 1/(2m) Σ (X w − t)², the sum over the m samples.

    w: weights (D,). X: samples with their bias column (m, D). t: targets (m,). Source: lecture 002, cost function.
    """
    ### BEGIN SOLUTION
    return np.mean((X @ w - t) ** 2) / 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "linear_cost-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
X = np.array([[1.0, 0], [1, 1], [1, 2]])
t = np.array([1.0, 3, 5])
expect(linear_cost, np.zeros(2), X, t).gives(5.833333, "at w = (0, 0): 35/6")
expect(linear_cost, np.array([1.0, 2]), X, t).gives(0, "the line 1 + 2x meets all three points")

# %% [markdown]
# ## 4.2 Which way is down?
#
# The gradient $\nabla J$ collects the slopes along all weights; it points uphill. By the chain rule the square gives
# $2(\ldots)$, cancelled by the ½, and the inside $w \cdot x^i - t^i$ gives $x^i_j$:
#
# $$ \frac{\partial J}{\partial w_j} = \frac1m \sum_i (w \cdot x^i - t^i)\, x^i_j \qquad\text{that is}\qquad
#    \nabla J = \frac1m X^\top (Xw - t), \quad \text{shape } (D,) $$
#
# **By hand** at $w = (0, 0)$: the residuals $Xw - t$ are $(-1, -3, -5)$, their mean $-3$; weighted with $x = 0, 1, 2$
# they give $(-3 - 10)/3 = -4.333333$. Both slopes are negative: raise both weights. (For one sample this is
# $-(t - w \cdot x)\,x$: Adaline from notebook 2 was gradient descent all along.)


# %% nbgrader={"grade": false, "grade_id": "linear_gradient", "locked": false, "schema_version": 3, "solution": true}
def linear_gradient(w, X, t):
    """The gradient of linear_cost with respect to w, shape (D,): Xᵀ (X w − t) / m.

    w: weights (D,). X: samples with their bias column (m, D). t: targets (m,). Source: lecture 002, gradient descent.
    """
    ### BEGIN SOLUTION
    return X.T @ (X @ w - t) / len(t)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "linear_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(linear_gradient, np.zeros(2), X, t).gives([-3, -4.333333], "at w = (0, 0)")
expect(linear_gradient, np.array([2, 1, 3]), np.array([[1.0, 4, -2]]), np.array([1.0])).gives(
    [-1, -4, 2], "one sample, three weights: the residual −1 times (1, 4, −2)"
)

# %% [markdown]
# ## 4.3 Trust no gradient: measure it
#
# How would you know that a gradient is right, yours or a lecture's? Measure the slope: move *one* entry of $x$ a little
# up and a little down, and see how much $f$ changes. These are **central differences**:
#
# $$ \frac{\partial f}{\partial x_j} \approx \frac{f(x + h\,e_j) - f(x - h\,e_j)}{2h} $$
#
# where $e_j$ is 1 at entry $j$ and 0 elsewhere. **By hand**, for $x^3$ at $x = 2$ with $h = 0.1$:
# $(9.261 - 6.859)/0.2 = 12.01$, against a true slope of $12$. `x` may have any shape (`np.ndindex(x.shape)` visits
# every index); work on floating-point copies, for an array of whole numbers would cut $x_j + 10^{-6}$ off.


# %% nbgrader={"grade": false, "grade_id": "numerical_gradient", "locked": false, "schema_version": 3, "solution": true}
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
expect(numerical_gradient, lambda w: linear_cost(w, X, t), np.zeros(2)).gives([-3, -4.333333], "agrees with 4.2")
expect(numerical_gradient, lambda a: a[0, 1] * a[1, 2], np.array([[1, 2, 3], [4, 5, 6]])).gives(
    [[0, 6, 0], [0, 0, 2]], "a matrix of whole numbers"
)

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
# $$ w^{(k+1)} = w^{(k)} - \alpha\, \nabla J\bigl(w^{(k)}\bigr) $$
#
# **By hand** with $\alpha = .1$ from $w^{(0)} = (0, 0)$: the first step is $-.1 \cdot (-3, -4.333333) = (.3, .433333)$.
# There the gradient is $(-2.266667, -3.311111)$, so the second step ends at $(.526667, .764444)$.
#
# Your function gets the gradient as a callable, so that it can descend *anything*. Return the whole path.


# %% nbgrader={"grade": false, "grade_id": "gradient_descent", "locked": false, "schema_version": 3, "solution": true}
def gradient_descent(gradient, w0, alpha, steps):
    """Descend: w ← w − α · gradient(w), `steps` times from w0, and keep every w on the way.

    gradient: a callable that takes w (D,) and returns the gradient there (D,). w0: start, shape (D,).
    alpha: learning rate. steps: number of steps, 0 or more; none is left out, even at a minimum.
    Returns the path, shape (steps + 1, D): w0 first, the last w last. Source: lecture 002, gradient descent.
    """
    ### BEGIN SOLUTION
    path = [w0]
    for _ in range(steps):
        path.append(path[-1] - alpha * gradient(path[-1]))
    return np.array(path)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_descent-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
expect(gradient_descent, lambda w: np.array([[1, 1], [1, 5 / 3]]) @ w - [3, 13 / 3], np.zeros(2), 0.1, 2).gives(
    [[0, 0], [0.3, 0.433333], [0.526667, 0.764444]], "the two steps above (∇J in numbers), after their start"
)
expect(gradient_descent, lambda w: 2 * w, np.array([8]), 0.25, 3).gives([[8], [4], [2], [1]], "w²: halved each time")
expect(gradient_descent, lambda w: 2 * w, np.array([8.0, 1]), 0.25, 0).gives([[8, 1]], "no step: only the start")

# %% [markdown]
# Now the learning rate: the same start, 25 steps, three rates; the star marks $(1, 2)$. **Predict** each path first.

# %%
fig, axes = plt.subplots(1, 4, figsize=(16, 3.8))
for ax, alpha, word, colour in zip(axes, (0.02, 0.4, 0.86), ("too small", "right", "too large"), plots.SEQUENCE):
    way = gradient_descent(lambda w: linear_gradient(w, X, t), np.array([-2.0, 5]), alpha, 25)
    plots.surface(ax, lambda w: linear_cost(w, X, t), (-3, 5), (-2, 6), np.linspace(0, 6, 13) ** 2)
    plots.path(ax, way, color=colour)
    ax.plot(1, 2, "*", color="black", markersize=10)
    ax.set(title=f"{word}: α = {alpha}", xlabel="$w_0$", ylabel="$w_1$", xlim=(-3, 5), ylim=(-2, 6))
    axes[3].semilogy([linear_cost(w, X, t) for w in way], color=colour, label=f"α = {alpha}")
axes[3].set(title="The cost on the way", xlabel="step $k$", ylabel="cost $J$")
axes[3].legend(loc="lower left")
fig.tight_layout()
plt.show()

# %% [markdown]
# Too small: you do not arrive. Too large: each step jumps over the valley, in the end *higher* each time. For a cost
# that is quadratic in $w$ the border is 2 divided by the steepest curvature, here $2/2.387 = .838$. No error message
# warns you; the cost curve does.
#
# ## 4.5 Let it decay
#
# Lecture 002's remedy: large steps first, fine tuning later, with two constants $c_1$ and $c_2$:
#
# $$ \alpha_k = \frac{c_1}{k + c_2} $$
#
# With $c_1 = 1$, $c_2 = 10$: $\alpha_0 = .1$, $\alpha_{10} = .05$, $\alpha_{90} = .01$.


# %% nbgrader={"grade": false, "grade_id": "inverse_decay", "locked": false, "schema_version": 3, "solution": true}
def inverse_decay(k, c1, c2):
    """The learning rate of step k, a number: c1 / (k + c2).

    k: number of the step, from 0. c1, c2: two positive constants. Source: lecture 002, tuning the learning rate.
    """
    ### BEGIN SOLUTION
    return c1 / (k + c2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "inverse_decay-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(inverse_decay, 0, 1, 10).gives(0.1, "the first step")
expect(inverse_decay, 90, 1, 10).gives(0.01, "step 90: a tenth of it")

# %%
fig, ax = plt.subplots(figsize=(7, 3.4))
for (c1, c2), colour in zip([(1e9, 1e9), (15, 15)], plots.SEQUENCE[::3]):
    way = [np.array([-1.0, 4])]
    for k in range(40):
        way.append(gradient_descent(lambda w: linear_gradient(w, X, t), way[-1], inverse_decay(k, c1, c2), 1)[-1])
    ax.semilogy([linear_cost(w, X, t) for w in way], color=colour, label=f"$c_1 = c_2 =$ {c1:g}")
ax.set(title="Both rates begin at α = 1, beyond the border", xlabel="step $k$", ylabel="cost $J$")
ax.legend()
plt.show()

# %% [markdown]
# With $c_1 = c_2 = 10^9$ the rate hardly moves, and the cost explodes. With 15 it is below the border from $k = 3$ on,
# and soon the cost falls too.
#
# ## 4.6 A neuron with a sigmoid: the first slide on trial
#
# Now the answer is $f^i = \sigma(z^i)$, the score $z^i = w \cdot x^i$, and the cost $\frac{1}{2m}\sum_i (f^i - t^i)^2$.
# The chain has one link more, the sigmoid's slope $\sigma'(z) = f(1 - f)$. Lecture 002 multiplies three factors, with
# the sum inside the first (erratum 21):
#
# $$ \frac{\partial J}{\partial f} = \frac1m\sum_i (f^i - t^i), \qquad \frac{\partial f}{\partial z} = f(1-f),
#    \qquad \frac{\partial z}{\partial w_j} = x^j $$
#
# Take each factor's mean over the samples, and measure, with one sample and with three:

# %%
t01, w_half = np.array([0.0, 1, 1]), np.array([0.5, -0.25])
for A, labels in ((X[2:], t01[2:]), (X, t01)):
    measured = numerical_gradient(lambda w, A=A, t=labels: np.mean((sigmoid(A @ w) - t) ** 2) / 2, w_half)
    f = sigmoid(A @ w_half)
    slide = np.mean(f - labels) * np.mean(f * (1 - f)) * A.mean(axis=0)
    print(f"m = {len(A)}   measured {np.round(measured, 6)}   slide {np.round(slide, 6)}")

# %% [markdown]
# With one sample no one notices. With three, the slide's slope in $w_1$ is less than a quarter of the measured one. A
# mean of products is no product of means: each sample keeps its three factors together, and the sum comes last.
#
# **By hand** for $x = (1, 2)$, $t = 1$, $w = (.5, -.25)$: $z = 0$, $f = .5$, so the gradient is
# $(.5 - 1) \cdot .25 \cdot (1, 2) = (-.125, -.25)$.


# %% nbgrader={"grade": false, "grade_id": "sigmoid_neuron_gradient", "locked": false, "schema_version": 3, "solution": true}
def sigmoid_neuron_gradient(w, X, t):
    """The gradient of 1/(2m) Σ (σ(X w) − t)² with respect to w, shape (D,); `sigmoid` is given above.

    It is (1/m) Σᵢ (fⁱ − tⁱ) fⁱ (1 − fⁱ) xⁱ with fⁱ = σ(w·xⁱ). w: weights (D,). X: samples with their bias column
    (m, D). t: targets (m,). Source: lecture 002, training a neuron with sigmoid activation (erratum 21).
    """
    ### BEGIN SOLUTION
    f = sigmoid(X @ w)
    return X.T @ ((f - t) * f * (1 - f)) / len(t)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_neuron_gradient-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
expect(sigmoid_neuron_gradient, w_half, X[2:], t01[2:]).gives([-0.125, -0.25], "one sample, by hand")
expect(sigmoid_neuron_gradient, w_half, X, t01).gives([-0.028828, -0.119254], "three samples, as measured above")

# %% [markdown]
# ## 4.7 Cross-entropy: the second slide on trial
#
# For labels 0 and 1 the fitting cost is the binary cross-entropy (here the mean; the lecture takes the sum):
#
# $$ J(w) = -\frac1m \sum_i \Bigl[ t^i \ln f^i + (1 - t^i) \ln (1 - f^i) \Bigr] $$
#
# For one sample $\partial J/\partial f = (f - t)/\bigl(f(1-f)\bigr)$, and the sigmoid's slope is $f(1-f)$: they cancel!
# What remains is $(f - t)\,x$. Lecture 002 prints $t\,x\,(f - t)$ instead (erratum 20). **By hand** at $w = 0$, where
# every $f = .5$, with $x = 0, 1, 2$ and $t = 0, 1, 1$: the errors $f - t$ are $(.5, -.5, -.5)$, the gradient is
# $(-.5,\, -1.5)/3$. With the slide's $t$ the first sample has no say, and you get $(-1,\, -1.5)/3$. Whom does your
# measurement confirm?


# %% nbgrader={"grade": false, "grade_id": "logistic_gradient", "locked": false, "schema_version": 3, "solution": true}
def logistic_gradient(w, X, t):
    """The gradient of the mean binary cross-entropy of σ(X w) with respect to w, shape (D,): Xᵀ (σ(X w) − t) / m.

    w: weights (D,). X: samples with their bias column (m, D). t: labels 0 or 1 (m,). Finite even where σ is exactly
    0 or 1. Source: lecture 002, training a neuron for classification (erratum 20).
    """
    ### BEGIN SOLUTION
    return X.T @ (sigmoid(X @ w) - t) / len(t)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "logistic_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(logistic_gradient, np.zeros(2), X, t01).gives([-0.166667, -0.5], "at w = 0, by hand")
expect(logistic_gradient, np.array([-1000.0, 0]), X[2:], t01[2:]).gives([-1, -2], "quite sure, and wrong")

# %% [markdown]
# If $t\,x\,(f - t)$ decides, a sample with $t = 0$ never teaches. Here are both gradients at work on eighty samples:


# %%
def logistic_cost(w, X, t):
    """The mean binary cross-entropy of σ(X w), from the scores, so that no logarithm meets a 0."""
    return np.mean(np.logaddexp(0, X @ w) - t * (X @ w))


rng = np.random.default_rng(4)
X80 = np.column_stack([np.ones(80), rng.uniform(-3, 3, 80)])
t80 = (rng.random(80) < sigmoid(1.5 * X80[:, 1] - 0.5)).astype(float)
print("measured at 0 ", np.round(numerical_gradient(lambda w: logistic_cost(w, X80, t80), np.zeros(2)), 6))
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8))
rules = {
    "yours: x (f − t)": logistic_gradient,
    "slide: t x (f − t)": lambda w, X, t: (t * (sigmoid(X @ w) - t)) @ X / len(t),
}
x_axis = np.linspace(-3, 3, 100)
for (label, rule), colour in zip(rules.items(), plots.CLASSES):
    print(f"{label[:5]} at 0    ", np.round(rule(np.zeros(2), X80, t80), 6))
    way = gradient_descent(lambda w, rule=rule: rule(w, X80, t80), np.zeros(2), 1.0, 200)
    left.plot([logistic_cost(w, X80, t80) for w in way], color=colour, label=label)
    right.plot(x_axis, sigmoid(way[-1][0] + way[-1][1] * x_axis), color=colour, label=label)
right.plot(X80[:, 1], t80, "|", color="black", label="labels")
left.set(title="Both rules from $w = 0$, α = 1", xlabel="step $k$", ylabel="cross-entropy $J$", ylim=(0, None))
right.set(title="What the neuron answers after 200 steps", xlabel="$x$", ylabel="$f = σ(w · x)$")
for ax in (left, right):
    ax.legend(loc="center right", fontsize=8)
plt.show()

# %% [markdown]
# The slide's neuron says *rather 1* to nearly everyone, and its cost grows. No error is raised; only measuring tells.
# (Why not stay with 4.6's squared error? Its factor $f(1-f)$ is nearly 0 for a neuron that is wrong *and sure*, which
# then learns nothing, as notebook 3 showed. Cross-entropy pulls hardest where the mistake is worst.)
#
# ## 4.8 Why not just guess?
#
# Lecture 003 begins with a naive way without gradients: pick one weight at random, change it by a random amount, and
# keep the change only if the loss falls. Here each of the `steps` is one such trial.


# %% nbgrader={"grade": false, "grade_id": "random_search", "locked": false, "schema_version": 3, "solution": true}
def random_search(loss, w0, scale, steps, rng):
    """Random search: each step changes one weight at random and keeps the change only if the loss falls.

    loss: a callable that takes w (D,) and returns a number. w0: start, shape (D,). scale: size of the changes;
    scale · rng.normal() is added to the weight. steps: number of trials. rng: a numpy Generator; draw from it alone.
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
expect(random_search, lambda w: -np.sum(w**2), np.zeros(5), 0.5, 1, np.random.default_rng(1)).satisfies(
    "after one step that lowers the loss, exactly one weight has changed", lambda a: np.count_nonzero(a[0]) == 1
)

# %% [markdown]
# **The race.** A linear model with 2 weights, then one with 40, each from zero. A gradient costs about as much as two
# losses, so gradient descent gets only *half* the steps. Your bet?

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for ax, D in zip(axes, (2, 40)):
    rng = np.random.default_rng(5)
    A = np.column_stack([np.ones(200), rng.normal(size=(200, D - 1))])
    b = A @ rng.normal(size=D)
    _, history = random_search(lambda w, A=A, b=b: linear_cost(w, A, b), np.zeros(D), 0.3, 600, rng)
    way = gradient_descent(lambda w, A=A, b=b: linear_gradient(w, A, b), np.zeros(D), 0.3, 300)
    ax.semilogy(history, color=plots.CLASSES[1], label="random search")
    costs = [linear_cost(w, A, b) for w in way]
    ax.semilogy(2 * np.arange(301), costs, color=plots.CLASSES[0], label="gradient descent")
    ax.set(title=f"{D} weights", xlabel="effort (in evaluations of the cost)", ylabel="cost $J$", ylim=(1e-9, 1e5))
    ax.legend(loc="upper right")
plt.show()

# %% [markdown]
# With forty weights guessing crawls: a trial learns about *one* weight, and the nearer it comes, the fewer trials help.
# The gradient knows all forty slopes at once; and a network has thousands of weights.
#
# ## 4.9 Zero gradient, and yet not there
#
# Lecture 002 warns of two traps: **local minima**, lower than all around but not lowest, and **saddle points**. Its
# example $f(x) = x_1^2 - x_2^2$ has the gradient $(2x_1, -2x_2)$, zero at the origin, but along $x_2$ it falls to both
# sides. The second derivatives tell: the **Hessian** $H$, shape (D, D), has the entries
# $H_{ij} = \partial^2 f / \partial x_i \partial x_j$, here $H = \operatorname{diag}(2, -2)$. Its **eigenvalues** are
# the curvatures along its main directions (`np.linalg.eigvalsh` for a symmetric matrix): one of each sign is a saddle.


# %% nbgrader={"grade": false, "grade_id": "is_saddle", "locked": false, "schema_version": 3, "solution": true}
def is_saddle(hessian):
    """Whether a point of zero gradient with this Hessian is a saddle: it has eigenvalues of both signs.

    hessian: symmetric, shape (D, D). Returns True if an eigenvalue is > 0 and another one is < 0, else False.
    Source: lecture 002, challenges with gradient descent.
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(hessian)
    return bool(eigenvalues.min() < 0 < eigenvalues.max())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "is_saddle-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(is_saddle, np.diag([2.0, -2])).gives(True, "lecture 002: x1² − x2²")
expect(is_saddle, np.diag([2.0, 2])).gives(False, "x1² + x2²: a bowl")
expect(is_saddle, np.array([[1.0, 3], [3, 1]])).gives(True, "a positive diagonal, but eigenvalues 4 and −2")

# %%
fig, ax = plt.subplots(figsize=(6, 4.2))
plots.surface(ax, lambda x: x[0] ** 2 - x[1] ** 2, (-1.2, 1.2), (-1.2, 1.2))
for start, colour, width in zip(([1, 0], [1, 0.001], [-1, -0.05]), plots.SEQUENCE, (6, 1.5, 1.5)):
    way = gradient_descent(lambda x: np.array([2 * x[0], -2 * x[1]]), np.array(start, dtype=float), 0.1, 40)
    plots.path(ax, way, color=colour, linewidth=width, label=f"from ({start[0]}, {start[1]})")
ax.set(title="The saddle $x_1^2 - x_2^2$: 40 steps, α = .1", xlabel="$x_1$", ylabel="$x_2$")
ax.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
ax.legend(loc="upper left", fontsize=8)
plt.show()

# %% [markdown]
# From exactly $(1, 0)$ the descent runs into the saddle and stays. A thousandth to the side and it lingers there for
# many steps, then finds the way out. In a long training, a flat stretch of the cost curve need not be the end.
#
# ## Summary
#
# - A cost makes a landscape over the weights; the gradient points uphill, and $w - \alpha \nabla J$ is a step down.
# - Central differences measure any gradient. They convicted two slides: sum *over* the products (erratum 21), and no
#   extra $t$ (erratum 20). Make it a habit.
# - Too small a rate crawls, too large a rate climbs; a decaying rate does first the one job, then the other.
# - Cross-entropy cancels the sigmoid's flat slope: $X^\top(f - t)/m$, the same form as for the line.
# - Guessing does not scale; a zero gradient may be a saddle. Next: more than two classes (notebook 5).
