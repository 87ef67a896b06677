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

# %% [markdown] minutes=45
# # 8 · Training
#
# Backpropagation says which way is down. Everything else that makes a network *learn*, and learn something that holds
# for flowers it has never seen, is in this notebook. Each part is a few lines; at the end they train on real data.
#
# **You will learn**
#
# - why data are split in three, and what standardising and mini-batches do,
# - how large the first weights must be,
# - how momentum, Adagrad and learning-rate schedules improve the plain step,
# - how to see under- and overfitting in a learning curve, and what to do about each.
#
# **Taken as given**: forward pass and backpropagation (notebooks 6 and 7), cross-entropy (3 and 5).
#
# **What to do**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what was
# expected and what came; green means right.

# %% [markdown]
# ## Conventions
#
# <!-- glossary: N D K l X y_class W params grads w_any g_any eta B lam beta v G_adagrad epsilon_adagrad t rng -->
#
# A loss is the *mean* over the samples. Everything is float64, but arrays of whole numbers may come in: nothing of them is
# cut off. No function changes its arguments; each returns new arrays. Everything random comes from `rng`, a numpy
# Generator, by any of its methods (`permutation`, `normal`, …); use no other randomness. Then the same seed gives the same
# training, and a good run can be repeated.

# %% nbgrader={"grade": false, "grade_id": "given-network", "locked": true, "schema_version": 3, "solution": false}
from functools import partial
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots


def outputs(X, params):
    """Each layer's output, beginning with X: hidden layers are ReLU, the last is softmax (notebook 6)."""
    hs = [X]
    for W, b in params[:-1]:
        hs.append(np.maximum(0, hs[-1] @ W + b))
    Z = hs[-1] @ params[-1][0] + params[-1][1]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return [*hs, E / E.sum(axis=1, keepdims=True)]


def classes(X, params):
    """The most probable class of each sample, shape (N,)."""
    return outputs(X, params)[-1].argmax(axis=1)


def loss(X, params, y):
    """The mean cross-entropy of the network for classes y (notebook 5)."""
    Y_hat = outputs(X, params)[-1]
    return -np.mean(np.log(np.maximum(Y_hat[np.arange(len(y)), y], 1e-12)))


def gradients(X, params, y):
    """The loss's gradients [(dW, db), …], dW = ∂L/∂W and db = ∂L/∂b, by backpropagation (notebook 7)."""
    hs, grads = outputs(X, params), []
    delta = (hs[-1] - np.eye(hs[-1].shape[1])[y]) / len(y)
    for (W, _), h in zip(params[::-1], hs[-2::-1]):
        grads.insert(0, (h.T @ delta, delta.sum(axis=0)))
        delta = delta @ W.T * (h > 0)
    return grads


# %% [markdown]
# ## 8.1 Three parts
#
# A small error on known samples is not the aim: a lookup table has that too. So part of the data is withheld. On the
# **training set** the weights learn; on the **validation set** *you* learn (which architecture, which rate, when to
# stop); the **test set** tells once, at the very end, how good the result is. Lecture 001 suggests 80, 10 and 10 %.
#
# Split *row numbers*, not rows: `X[part]` and `y[part]` then stay together. **Round the cumulated fractions**: for
# $n = 13$ and thirds the cuts are at $4.33 → 4$ and $8.67 → 9$, so the sizes are 4, 5, 4. (Three rounded thirds,
# 4 + 4 + 4, would lose a sample.) And **shuffle first**: Iris is sorted by species, its last 15 rows are one class.


# %% nbgrader={"grade": false, "grade_id": "split", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def split(n, fractions, rng):
    """Divide the indices 0 … n−1 at random into parts: disjoint, shuffled, together all of them.

    n: number of samples. fractions: a tuple of numbers that add up to 1, one per part. rng: a Generator.
    Returns a list of index arrays (integers); part i ends at n · (fractions[0] + … + fractions[i]), rounded (a half may go
    either way), and the last part at n.
    Source: lecture 001, training, validation and test set.
    """
    ### BEGIN SOLUTION
    ends = np.round(n * np.cumsum(fractions)).astype(int)
    return np.split(rng.permutation(n), ends[:-1])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "split-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(split, 157, (0.8, 0.1, 0.1), np.random.default_rng(1)).satisfies(
    "parts of 126, 15 and 16: cuts at 125.6 and 141.3", lambda parts: [len(part) for part in parts] == [126, 15, 16]
)
expect(split, 150, (0.8, 0.1, 0.1), np.random.default_rng(1)).satisfies(
    "three parts of 120, 15 and 15", lambda parts: [len(part) for part in parts] == [120, 15, 15]
)
expect(split, 150, (0.8, 0.1, 0.1), np.random.default_rng(1)).satisfies(
    "every index from 0 to 149 once", lambda parts: np.array_equal(np.sort(np.concatenate(parts)), np.arange(150))
)
expect(split, 150, (0.8, 0.1, 0.1), np.random.default_rng(1)).satisfies(
    "no part holds neighbours only", lambda parts: all(np.ptp(part) >= len(part) for part in parts)
)
expect(split, 13, (1 / 3, 1 / 3, 1 / 3), np.random.default_rng(1)).satisfies(
    "sizes 4, 5, 4 from the rounded cumulated thirds", lambda parts: [len(part) for part in parts] == [4, 5, 4]
)
expect(split, 14, (0.4, 0.3, 0.2, 0.1), np.random.default_rng(1)).satisfies(
    "as many parts as fractions, here of 6, 4, 3 and 1", lambda parts: [len(part) for part in parts] == [6, 4, 3, 1]
)


def split_thrice(n, *seeds):
    """The first half of n indices, drawn with each of these seeds."""
    return [split(n, (0.5, 0.5), np.random.default_rng(seed))[0] for seed in seeds]


expect(split_thrice, 20, 1, 1, 2).satisfies(
    "the same for one seed, another for another seed",
    lambda halves: np.array_equal(halves[0], halves[1]) and set(halves[0]) != set(halves[2]),
)

# %% [markdown]
# ## 8.2 One scale for all features
#
# Petal lengths have a standard deviation of 1.8 cm, sepal widths one of .4 cm. In millimetres both would be ten times larger,
# and so would their part in every gradient. Standardising removes the unit: subtract each feature's mean $\mu$, divide by its standard
# deviation $s = \sqrt{\tfrac1N \sum (x - \mu)^2}$ (divisor $N$). **By hand**: 10, 10, 40 have $\mu = 20$ and
# $s = \sqrt{(100 + 100 + 400)/3} = 14.14$, so they become $-.707, -.707, 1.414$.
#
# $\mu$ and $s$ come **from the training set only**; the other set is shifted and scaled by the *same* numbers. If
# the test set had a say in them, it would no longer be unseen.
#
# A feature that is the same in all training samples has $s = 0$; let it become 0 in the training set, not NaN. (In the
# other set nothing is promised about such a feature: training could learn nothing from it.) Careful: rounding can make the
# $s$ of a constant .1 come out as 1e−17, so ask whether its smallest and largest values agree, and add nothing to $s$:
# `s + 1e-8` changes every other feature, too.


# %% nbgrader={"grade": false, "grade_id": "standardise", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def standardise(X_train, X_other):
    """Shift and scale each feature by the training set's mean and standard deviation (divisor N).

    X_train: shape (N, D). X_other: shape (M, D), e.g. validation samples. Returns (A, B), shapes (N, D) and (M, D).
    A feature that is constant in X_train becomes 0 in A; what becomes of it in B is up to you. Source: lecture 001, normalizing inputs.
    """
    ### BEGIN SOLUTION
    mean = X_train.mean(axis=0)
    scale = X_train.std(axis=0)
    scale[X_train.min(axis=0) == X_train.max(axis=0)] = 1
    return (X_train - mean) / scale, (X_other - mean) / scale
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "standardise-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
X = np.array([[1.0, 10], [3, 10], [5, 40]])  # means 3 and 20, deviations √(8/3) and √200
a, b = 1.224745, 0.707107
scaled = [[-a, -b], [0, -b], [a, 2 * b]]
expect(standardise, X, np.array([[4.0, 30], [2, 50]])).gives(
    (scaled, [[a / 2, b], [-a / 2, 3 * b]]), "each feature by the training set's mean and deviation, in both sets"
)
expect(standardise, X, X[2:]).gives((scaled, scaled[2:]), "the other set may be a single sample")
constant = np.array([[0.1, 1.0, -7], [0.1, 3, -7], [0.1, 5, -7]])
expect(standardise, constant, constant).gives(([[0, -a, 0], [0, 0, 0], [0, a, 0]],) * 2, "constant features become 0")
whole = np.array([[1, 10], [3, 10], [5, 40]])
expect(standardise, whole, whole).gives((scaled, scaled), "whole numbers")
expect(standardise, 1e-7 * X, 1e-7 * X).gives((scaled, scaled), "other units, the same result")

# %% [markdown]
# What it does to the loss: a linear neuron on sepal width and petal length, whose best weights are (1, 1). On raw
# features (shifted to mean 0) the curvature across the valley is 21 times that along it; on standardised ones 2.5 times,
# which is left because the two features are correlated.

# %%
iris = datasets.iris()
raw = iris.X[:, [1, 2]] - iris.X[:, [1, 2]].mean(axis=0)
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for ax, title, inputs in zip(axes, ("raw", "standardised"), (raw, standardise(raw, raw)[0])):
    half_mse = partial(lambda inputs, w: np.mean((inputs @ (w - 1)) ** 2) / 2, inputs)
    plots.surface(ax, half_mse, (-1, 3), (-1, 3), np.linspace(0, 4, 17))
    ax.plot(1, 1, "*", color="black", markersize=12, label="minimum")
    ax.set(title=f"½ mean squared error, {title}", xlabel="weight of sepal width", ylabel="weight of petal length")
    ax.legend(loc="lower left")
plots.show(
    "The squared error over two weights: a long narrow valley for raw features, a rounder one for standardised ones."
)

# %% [markdown]
# ## 8.3 Mini-batches
#
# The gradient over all samples is exact and slow; that of one sample is fast and noisy. The compromise is a small
# random batch for each step, typically of 8 to 256 samples (003). One pass over all samples is an **epoch** (002).
#
# %% [markdown]
# > **Look closely.** Lecture 004 defines the epoch as *dataset size / batch size* (erratum 34). Try it with 101 samples
# > in batches of 32: 3.16 of what?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# It counts the *iterations* in an epoch, and after three of them 5 samples are still waiting: a fourth, smaller batch
# takes them. Round up.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "iterations_per_epoch", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def iterations_per_epoch(n, batch_size):
    """How many batches it takes to see each of n samples once; the last batch may be smaller.

    n, batch_size: whole numbers from 1. Returns a whole number.
    Source: lecture 002, batch size; lecture 004, SGD (erratum 34).
    """
    ### BEGIN SOLUTION
    return -(-n // batch_size)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "iterations_per_epoch-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(iterations_per_epoch, 1000, 48).gives(21, "20 batches of 48 and one of 40")
expect(iterations_per_epoch, 1010, 48).gives(22, "21 batches of 48 and one of 2")
expect(iterations_per_epoch, 1000, 50).gives(20, "lecture 002's example: all batches are full")
expect(iterations_per_epoch, 101, 32).gives(4, "three batches of 32 and one of 5")
expect(iterations_per_epoch, 37, 64).gives(1, "fewer samples than a batch may hold")


# %% nbgrader={"grade": false, "grade_id": "minibatches", "locked": false, "schema_version": 3, "solution": true} minutes=8 dots=1
def minibatches(n, batch_size, rng):
    """One epoch: the indices 0 … n−1 in random order, cut into batches.

    n: number of samples. batch_size: samples per batch; only the last batch may be smaller. rng: a Generator.
    Returns a list of index arrays (integers) in which every index occurs once. Source: lecture 001, mini batch.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "minibatches-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(minibatches, 60, 20, np.random.default_rng(3)).satisfies(
    "three batches of 20, and no empty one", lambda batches: [len(batch) for batch in batches] == [20, 20, 20]
)
expect(minibatches, 101, 32, np.random.default_rng(3)).satisfies(
    "batches of 32, 32, 32 and 5", lambda batches: [len(batch) for batch in batches] == [32, 32, 32, 5]
)
expect(minibatches, 101, 32, np.random.default_rng(3)).satisfies(
    "every index from 0 to 100 once", lambda batches: np.array_equal(np.sort(np.concatenate(batches)), np.arange(101))
)
expect(minibatches, 101, 32, np.random.default_rng(3)).satisfies(
    "no batch holds neighbours only", lambda batches: all(np.ptp(batch) >= len(batch) for batch in batches)
)


def first_batches(n, *seeds):
    """The first batch of half of n indices, drawn with each of these seeds."""
    return [minibatches(n, n // 2, np.random.default_rng(seed))[0] for seed in seeds]


expect(first_batches, 20, 1, 1, 2).satisfies(
    "the same for one seed, another for another seed",
    lambda halves: np.array_equal(halves[0], halves[1]) and set(halves[0]) != set(halves[2]),
)

# %% [markdown]
# ## 8.4 The first weights
#
# If all were 0, all units of a layer would get equal gradients and stay equal for ever. So weights start at random
# around 0; but how large? A unit sums $D_{in}$ products $x_j w_j$. Where the weights are drawn independently around 0, the
# variances of the products add up: with inputs of mean square 1 and weights of variance $V$, the sum has variance
# $D_{in} V$. To keep the size, a layer needs $V = 1/D_{in}$. ReLU sets the negative half of the sums to 0, and with it half
# of the mean square, so it needs $V = 2/D_{in}$. **By hand**: for $D_{in} = 100$ and ReLU, $V = .02$, so the *standard
# deviation* of the weights is $\sqrt{.02} = .141$. Biases start at 0.
#
# > **Beyond the lectures.** On the way *back*, δ is a sum over a layer's $D_{out}$ outputs, which would ask for
# > $1/D_{out}$. Xavier Glorot's compromise is $2/(D_{in} + D_{out})$; Kaiming He's is the $2/D_{in}$ for ReLU above.
# > *Batch normalisation* keeps the size by force: it standardises each unit's pre-activation over the mini-batch.

# %% [markdown]
# > **Look closely.** Lecture 001 writes $\frac2J$ and $\frac1J$ and leaves $J$ unexplained; elsewhere in it, that is the
# > Jacobian (erratum 28). Which number of a (D_in, D_out) layer must it be?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The sum above decides: the number of products that are added up, the fan-in $D_{in}$.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "initialise", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def initialise(sizes, kind, rng):
    """The first parameters of a network: normally distributed weights of mean 0, and zero biases.

    sizes: a list of layer widths, from the input's to the output's. kind: name of the hidden activation; the weights'
    variance is 2/D_in for "relu" and 1/D_in for any other, in every layer. rng: a Generator.
    Returns a list of arrays (W, b), shapes (D_in, D_out) and (D_out,). Source: lecture 001, initialization (erratum 28).
    """
    ### BEGIN SOLUTION
    gain = 2 if kind == "relu" else 1
    return [(rng.normal(0, np.sqrt(gain / a), (a, b)), np.zeros(b)) for a, b in pairwise(sizes)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "initialise-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
def mean_squares(sizes, layer):
    """The mean square of this layer's weights W, for relu and for tanh: their variances, as their mean is 0."""
    kinds = ("relu", "tanh")
    return [np.mean(initialise(sizes, kind, np.random.default_rng(1))[layer][0] ** 2) for kind in kinds]


def share_within(deviations):
    """The share of 8000 weights of variance 1/100 that are at most so many deviations .1 away from 0."""
    return np.mean(np.abs(initialise([100, 80], "tanh", np.random.default_rng(1))[0][0]) < 0.1 * deviations)


def first_weights(*seeds):
    """Two layers of 2 · 2 weights, drawn with each of these seeds."""
    return [[W for W, b in initialise([2, 2, 2], "tanh", np.random.default_rng(seed))] for seed in seeds]


expect(initialise, [4, 16, 3], "relu", np.random.default_rng(1)).satisfies(
    "weights (4, 16) and (16, 3), biases (16,) and (3,)",
    lambda params: [np.shape(p) for layer in params for p in layer] == [(4, 16), (16,), (16, 3), (3,)],
)
expect(initialise, [4, 16, 3], "tanh", np.random.default_rng(1)).satisfies(
    "all biases 0", lambda params: not any(np.any(b) for _, b in params)
)
expect(mean_squares, [400, 100, 30], 0).gives(
    [0.005, 0.0025], "2 / 400 for relu, 1 / 400 for tanh; chance allows 5 % more or less", rtol=0.05
)
expect(mean_squares, [30, 80, 500], -1).gives([0.025, 0.0125], "2 / 80 and 1 / 80, in the last layer", rtol=0.05)
expect(share_within, 1).gives(0.683, "normal numbers: 68 % within one deviation", rtol=0.05)
expect(first_weights, 1, 1, 2).satisfies(
    "the same for one seed, others for another seed and in another layer",
    lambda drawn: np.allclose(drawn[0], drawn[1]) and len(np.unique(drawn)) == 16,
)

# %% [markdown]
# Send random samples through 15 ReLU layers whose widths alternate between 50 and 150. With variance 1 the signal
# explodes; with $1/D_{in}$ each layer loses half of its power; with $2/D_{in}$ it arrives.

# %%
rng = np.random.default_rng(0)
sizes = [50, 150] * 8
networks = {f"{text} / fan-in": initialise(sizes, kind, rng) for kind, text in (("relu", 2), ("tanh", 1))}
networks["1"] = [(W / np.std(W), b) for W, b in networks["1 / fan-in"]]
fig, ax = plt.subplots(figsize=(7, 3.8))
for index, (variance, params) in enumerate(networks.items()):
    hs = outputs(rng.normal(size=(200, 50)), [*params, (np.ones((150, 1)), 0)])[:-1]  # without the softmax at the end
    ax.semilogy([np.sqrt(np.mean(h**2)) for h in hs], label=f"variance {variance}", **plots.styled(index))
ax.set(title="A signal on its way through 15 ReLU layers", xlabel="layer", ylabel="root mean square of its outputs")
ax.legend(loc="upper left")
plots.show(
    "The size of the outputs, layer by layer: it explodes at variance 1, fades at 1/fan-in, and stays at 2/fan-in."
)

# %% [markdown]
# ## 8.5 Momentum
#
# In a long narrow valley, plain steps bounce between the steep walls and creep along the floor. A heavy ball does
# better: it has a velocity $v$, to which each gradient $g$ adds, and of which a share $\beta$ survives each step.
#
# $$ v \leftarrow \beta v + g \qquad\qquad w \leftarrow w - \eta\, v $$
#
# Gradients that alternate cancel in $v$; those that agree add up, in the long run to $g/(1-\beta)$: tenfold at
# $\beta = .9$. **By hand**, $g = 1$, $\beta = .9$, $\eta = .1$ from $w = v = 0$: $v = 1,\ 1.9,\ 2.71$ and
# $w = -.1$, then $-.29$, then $-.561$.


# %% nbgrader={"grade": false, "grade_id": "momentum_step", "locked": false, "schema_version": 3, "solution": true} minutes=6 dots=1
def momentum_step(w, g, v, eta, beta):
    """One step with momentum: first the velocity, v ← β v + g, then w ← w − η v with the new velocity.

    w, g, v: weights, gradient and velocity, arrays of one shape. eta: learning rate. beta: the share of v that stays.
    Returns (w, v), two new arrays of that shape. Source: lecture 003, mini-batch SGD (variations).
    """
    ### BEGIN SOLUTION
    v = beta * v + g
    return w - eta * v, v
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "momentum_step-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(momentum_step, np.zeros(1), np.ones(1), np.zeros(1), 0.1, 0.9).gives(([-0.1], [1]), "the first step by hand")
expect(momentum_step, np.array([-0.1]), np.ones(1), np.ones(1), 0.1, 0.9).gives(([-0.29], [1.9]), "the second")
expect(momentum_step, np.array([[2.0, 1]]), np.array([[1.0, -3]]), np.array([[5.0, 4]]), 0.5, 0.0).gives(
    ([[1.5, 2.5]], [[1, -3]]), "β = 0 is plain gradient descent; a matrix of weights"
)
expect(momentum_step, np.array([1, 2]), np.array([2, -3]), np.array([3, 4]), 0.25, 0.5).gives(
    ([0.125, 2.25], [3.5, -1]), "whole numbers: v = .5 · (3, 4) + (2, −3)"
)

# %% [markdown]
# ## 8.6 Adagrad
#
# Adagrad gives every weight a rate of its own: large gradients so far, small steps. Per coordinate, it sums the
# *squared* gradients in $G$ (the same shape as $w$, at first 0):
#
# $$ G \leftarrow G + g^2 \qquad\qquad w \leftarrow w - \frac{\eta}{\sqrt{\epsilon + G}}\; g $$
#
# Lecture 004 prints the second formula (as $\mathrm{diag}(G_k)$) and never says what $G$ is (erratum 35): now you know.
# The small $\epsilon$ keeps the root from being 0.
#
# **By hand** on the bowl $f(w) = \tfrac12 w_1^2 + 5 w_2^2$ with $g = (w_1, 10 w_2)$, from $(1, 1)$ with $\eta = .5$ and
# $\epsilon = 0$. Step 1: $g = (1, 10)$, $G = (1, 100)$, so both coordinates move by $.5$, from $.5 \cdot 1/1$ and
# $.5 \cdot 10/10$. Step 2: $g = (.5, 5)$, $G = (1.25, 125)$, both move by $.223607$ to $.276393$; then to $.156399$. The
# factor 10 has vanished.
#
# %% [markdown]
# > **Look closely.** Many programs write $\eta / (\sqrt G + \epsilon)$ instead. Does it matter? Take a first gradient
# > $g = 10^{-6}$ with $\epsilon = 10^{-8}$ and $\eta = .1$. How far does each form move?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The lecture's form moves .0010, the other .0990, a hundred times as far. Under the root, $\epsilon$ competes with $g^2$;
# outside, with $|g|$.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "adagrad_step", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=1
def adagrad_step(w, g, G, eta, eps):
    """One step of Adagrad: first G ← G + g², then w ← w − η g / √(ε + G) with the new G, element by element.

    w, g, G: weights, gradient and sum of squared gradients, arrays of one shape. eta: learning rate. eps: ε ≥ 0,
    and above 0 where a gradient may be 0.
    Returns (w, G), two new arrays of that shape. Source: lecture 004, Adagrad (erratum 35).
    """
    ### BEGIN SOLUTION
    G = G + g**2
    return w - eta * g / np.sqrt(eps + G), G
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "adagrad_step-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
expect(adagrad_step, np.ones(1), np.array([-3.0]), np.zeros(1), 1.0, 16.0).gives(([1.6], [9]), "1 + 3/√(16 + 9)")
w, G, slope = np.ones(2), np.zeros(2), np.array([1.0, 10.0])
expect(adagrad_step, w, slope * w, G, 0.5, 0.0).gives(([0.5, 0.5], [1, 100]), "step 1 on the bowl")
w, G = np.array([0.5, 0.5]), np.array([1.0, 100.0])
expect(adagrad_step, w, slope * w, G, 0.5, 0.0).gives(([0.276393, 0.276393], [1.25, 125]), "step 2")
expect(adagrad_step, np.array([[1, 2]]), np.array([[3, -4]]), np.array([[7, 0]]), 0.5, 9).gives(
    ([[0.7, 2.4]], [[16, 16]]), "whole numbers, in a matrix"
)
expect(adagrad_step, np.ones(2), np.array([0.0, 2.0]), np.zeros(2), 0.5, 1e-8).gives(
    ([1, 0.5], [0, 4]), "where there is no slope, the weight stays"
)

# %% [markdown]
# > **Beyond the lectures.** Adagrad's sum only grows, so its steps shrink for ever. RMSProp lets old squares fade, as
# > momentum lets old gradients fade; **Adam** does both at once, and is what most networks are trained with today.
#
# The three on one bowl. Plain descent must stay below $\eta = .2$, or the steep direction diverges; just below, it zigzags
# where it is steep and dawdles where it is flat. Momentum gets there with half the rate, swinging. Adagrad goes straight down
# the diagonal. (This bowl's axes are the coordinates. In a tilted one, Adagrad has no such luck: try it.)


# %%
def bowl(w):
    """½ w1² + 5 w2², with the gradient (w1, 10 w2)."""
    return (w[0] ** 2 + 10 * w[1] ** 2) / 2


def descend(step, eta):
    """The path of 25 times `step(w, g, memory, eta)` down the bowl from (1, 1), shape (26, 2)."""
    path, memory = [np.ones(2)], np.zeros(2)
    for _ in range(25):
        w, memory = step(path[-1], np.array([1.0, 10.0]) * path[-1], memory, eta)
        path.append(w)
    return np.array(path)


runs = {
    "plain, η = .18": descend(lambda *a: momentum_step(*a, 0.0), 0.18),
    "momentum β = .5, η = .1": descend(lambda *a: momentum_step(*a, 0.5), 0.1),
    "Adagrad, η = .5": descend(lambda *a: adagrad_step(*a, 1e-8), 0.5),
}
fig, axes = plt.subplots(1, 2, figsize=(12, 4.4))
plots.surface(axes[0], bowl, (-0.3, 1.1), (-1.0, 1.1), np.linspace(0, 6, 13))
for index, (label, path) in enumerate(runs.items()):
    plots.path(axes[0], path, label=label, **plots.styled(index, 26))
    axes[1].semilogy([bowl(w) for w in path], label=label, **plots.styled(index, 26))
axes[0].set(title="Three ways down the bowl from (1, 1)", xlabel="$w_1$", ylabel="$w_2$")
axes[1].set(title="How low after each step", xlabel="step", ylabel="$f(w)$", ylim=(1e-6, 10))
axes[1].legend(loc="upper right")
plots.show(
    "Left: plain descent zigzags across the valley, momentum swings, Adagrad goes down the diagonal. Right: after 25 steps "
    "plain descent is highest by far."
)

# %% [markdown]
# ## 8.7 Learning-rate schedules
#
# Far from the minimum large steps save time, near it they overshoot: first run, then look where you tread. Lecture 004
# names two schedules for the rate at step (or epoch) $t = 0, 1, 2, …$:
#
# - **step decay**, $\eta_t = \eta_0 \cdot \text{factor}^{\lfloor t/\text{every} \rfloor}$: constant, then a drop.
#   The exponent, $t/\text{every}$ rounded down, counts the drops so far. With $\eta_0 = .8$, factor ½ and every = 10,
#   the rate is .8 for $t = 0 … 9$, .4 for $t = 10 … 19$, and so on;
# - **exponential decay**, $\eta_t = \eta_0\, e^{-\text{rate} \cdot t}$: a little less each step.


# %% nbgrader={"grade": false, "grade_id": "step_decay", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def step_decay(t, eta0, factor, every):
    """The learning rate at step t: η0 times `factor` for each stretch of `every` steps that is complete.

    t: step, a whole number from 0. eta0: the rate at t = 0. factor: between 0 and 1. every: a whole number from 1.
    Returns a number. Source: lecture 004, step decay scheduler.
    """
    ### BEGIN SOLUTION
    return eta0 * factor ** (t // every)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "step_decay-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(step_decay, 20, 0.8, 0.7, 6).gives(0.2744, "three drops: .8 · .7³")
expect(step_decay, 7, 0.8, 0.5, 10).gives(0.8, "the example above: no drop yet")
expect(step_decay, 9, 0.8, 0.5, 10).gives(0.8, "still none")
expect(step_decay, 10, 0.8, 0.5, 10).gives(0.4, "the first drop")


# %% nbgrader={"grade": false, "grade_id": "exponential_decay", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def exponential_decay(t, eta0, rate):
    """The learning rate at step t: η0 e^(−rate·t).

    t: step, a whole number from 0. eta0: the rate at t = 0. rate: the decay per step, ≥ 0.
    Returns a number. Source: lecture 004, exponential decay scheduler.
    """
    ### BEGIN SOLUTION
    return eta0 * np.exp(-rate * t)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "exponential_decay-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(exponential_decay, 3, 0.5, 0.2).gives(0.274406, "0.5 · e^(−.6)")
expect(exponential_decay, 0, 0.8, 0.1).gives(0.8, "the start")
expect(exponential_decay, 10, 0.8, 0.1).gives(0.294304, "0.8/e")

# %% [markdown]
# The two below agree at every tenth epoch; in between, step decay dares more.

# %%
fig, ax = plt.subplots(figsize=(7, 3.2))
epochs = range(60)
ax.plot(epochs, [step_decay(t, 0.8, 0.5, 10) for t in epochs], ".", color=plots.SEQUENCE[0], label="step: ½ every 10")
rates = [exponential_decay(t, 0.8, np.log(2) / 10) for t in epochs]
ax.plot(epochs, rates, color=plots.SEQUENCE[2], label="exponential: rate = ln 2 / 10")
ax.set(title="Two schedules that halve the rate every ten epochs", xlabel="epoch $t$", ylabel="$\\eta_t$")
ax.legend(loc="upper right")
plots.show("Two schedules over 60 epochs: one falls in steps, the other smoothly; both halve every ten epochs.")

# %% [markdown]
# ## 8.8 A price on large weights
#
# A network that bends round every single sample needs large weights. Lecture 003's algorithm carries a price
# $\lambda\,\Omega(\theta)$ along with the loss: $\theta$ stands for all parameters, $\Omega$ for a measure of their size.
# The usual one is the L2 penalty, half the sum of all squared weights:
#
# $$ \tfrac\lambda2 \sum_l \sum_{jk} \big(W^{[l]}_{jk}\big)^2 \qquad\text{with the gradient}\qquad \lambda W^{[l]} $$
#
# so each step also shrinks the weights a little. Biases stay free: they shift the function and bend nothing. (Lecture
# 003 later uses λ for the learning rate too, erratum 15; here that is η.) **By hand**: for
# $W = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$ and $\lambda = .1$ it is $.05 \cdot (1 + 4 + 9 + 16) = 1.5$.


# %% nbgrader={"grade": false, "grade_id": "l2_penalty", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def l2_penalty(params, lam):
    """λ/2 times the sum of all squared weights, over all layers and without the biases.

    params: list of (W, b). lam: λ ≥ 0. Returns a number. Source: lecture 003, λ Ω(θ) in the algorithm.
    """
    ### BEGIN SOLUTION
    return lam / 2 * sum(np.sum(W**2) for W, b in params)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "l2_penalty-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
layer = (np.array([[1.0, 2], [3, 4]]), np.array([7.0, 8]))
expect(l2_penalty, [layer, (np.array([[-3.0], [1]]), np.ones(1))], 0.3).gives(
    6, "the layers add up, and λ multiplies: .15 · (30 + 10)"
)
expect(l2_penalty, [layer], 0.1).gives(1.5, "the example: biases don't count")


# %% nbgrader={"grade": false, "grade_id": "l2_gradients", "locked": false, "schema_version": 3, "solution": true} minutes=6 dots=1
def l2_gradients(params, grads, lam):
    """The gradients of loss + penalty, given those of the loss: λ W is added to each dW, each db stays.

    params: list of (W, b). grads: list of (dW, db), shaped like params. lam: λ ≥ 0.
    Returns a new list of (dW, db). Source: lecture 003, λ ∇Ω(θ) in the algorithm.
    """
    ### BEGIN SOLUTION
    return [(dW + lam * W, db) for (W, b), (dW, db) in zip(params, grads)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "l2_gradients-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
grad = (np.array([[5.0, 6], [7, 8]]), np.array([9.0, 10]))
second, second_grad = (np.array([[-3], [1]]), np.array([2])), (np.array([[0], [4]]), np.array([6]))
expect(l2_gradients, [layer, second], [grad, second_grad], 0.1).gives(
    [([[5.1, 6.2], [7.3, 8.4]], [9, 10]), ([[-0.3], [4.1]], [6])], "5 + .1 · 1, 6 + .1 · 2, …; whole numbers as well"
)

# %% [markdown]
# ## 8.9 Stop in time
#
# Watch the validation loss after each epoch. While it falls, the network learns what holds in general; when it rises,
# what it learns holds for the training samples alone. The curve is noisy, so wait `patience` epochs for a new best
# before you stop, and then go *back to the weights of the best epoch*.
#
# **By hand**, patience 3, epochs from 0, losses 5, 4, 3, 3.5, 3.2, 3.1, 2: the best so far is 3 at epoch 2. Epochs 3, 4
# and 5 are no better, and epoch 5 is 3 after the best: stop there. Nobody sees the 2 of epoch 6. Result: (2, 5).


# %% nbgrader={"grade": false, "grade_id": "early_stopping", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=3
def early_stopping(val_losses, patience):
    """When to stop: at the first epoch that is `patience` after the best one so far, else at the last.

    val_losses: a list with the validation loss of epoch 0, 1, 2, …, finite, at least one. patience: a whole number ≥ 1.
    The best epoch is the first of the lowest loss so far: an equal loss is no improvement.
    Returns (best_epoch, stop_epoch). Source: lecture 002, stopping the training.
    """
    ### BEGIN SOLUTION
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "early_stopping-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
expect(early_stopping, [6, 5, 4.5, 4.7, 4, 4, 7.5, 3, 7, 3, 3.5, 9, 8], 2).gives(
    (4, 6), "a noisy curve: epoch 6 is 2 after the best one, epoch 4, and what follows is never seen"
)
expect(early_stopping, [6, 5, 4, 3, 6, 5, 5.5, 5.5, 5.5, 7], 3).gives((3, 6), "the fall from 6 to 5 is no new best")
expect(early_stopping, [5, 4, 3, 3.5, 3.2, 3.1, 2], 3).gives((2, 5), "the example")
expect(early_stopping, [5, 4, 4.5, 3, 3.5, 3.2, 2], 3).gives((6, 6), "each new best starts the waiting afresh")
expect(early_stopping, [5, 4, 4, 4, 1], 2).gives((1, 3), "an equal loss is no improvement")
expect(early_stopping, [3, 3, 4, 1], 2).gives((0, 2), "not in epoch 1 either")
expect(early_stopping, [5, 4, 3, 3.5, 3.4], 3).gives((2, 4), "no epochs left while it waits: the last")
expect(early_stopping, [0.7], 1).gives((0, 0), "a single epoch")

# %% [markdown]
# ## 8.10 All together
#
# The loop that trains nearly every network in the world has two parts. The inner one is an epoch: shuffle, and for each
# batch take the gradients, add the penalty's, and move every array of weights by a step. **Write it yourself**: it is the
# hardest piece of this notebook and earns no points, but everything below runs on it. Each array has a *memory* of its own shape, at first 0: the velocity of momentum,
# or Adagrad's $G$. A `step` takes `(w, g, memory, eta)` and returns the new `(w, memory)`, as your two optimisers do.


# %%
def plain(w, g, memory, eta):
    """A step of gradient descent; the memory stays as it is."""
    return w - eta * g, memory


def momentum(w, g, v, eta):
    """A step with β = .9."""
    return momentum_step(w, g, v, eta, 0.9)


def adagrad(w, g, G, eta):
    """A step with ε = 1e-8."""
    return adagrad_step(w, g, G, eta, 1e-8)


# %% stretch="one_epoch"
def one_epoch(params, memory, X, y, batch_size, step, eta, lam, rng):
    """Train for one epoch: a step for each mini-batch, in the order that `minibatches` gives.

    params: a list of (W, b). memory: a list of (of W, of b), shaped like params. X (N, D), y (N,): the training set.
    step: takes (w, g, memory, eta) for one array, returns the new (w, memory). lam: λ of the L2 penalty.
    Returns (params, memory), new lists.
    """
    ### BEGIN SOLUTION
    for batch in minibatches(len(y), batch_size, rng):
        grads = l2_gradients(params, gradients(X[batch], params, y[batch]), lam)
        new_params, new_memory = [], []
        for (W, b), (dW, db), (memory_W, memory_b) in zip(params, grads, memory):
            W, memory_W = step(W, dW, memory_W, eta)
            b, memory_b = step(b, db, memory_b, eta)
            new_params.append((W, b))
            new_memory.append((memory_W, memory_b))
        params, memory = new_params, new_memory
    return params, memory
    ### END SOLUTION


# %%
small = [(np.array([[0.1, -0.2], [0.3, 0.4]]), np.array([0.0, 0.1]))]  # softmax regression, two inputs, two classes
nothing = [(np.zeros((2, 2)), np.zeros(2))]
samples, targets = np.array([[1.0, 2.0], [3.0, -1.0], [-1.0, 0.5]]), np.array([0, 1, 1])
W, b = small[0]
((grad_of_w, grad_of_b),) = gradients(samples, small, targets)
one_batch = (samples, targets, 3)
expect(one_epoch, small, nothing, *one_batch, plain, 0.5, 0.0, np.random.default_rng(1)).gives(
    ([(W - 0.5 * grad_of_w, b - 0.5 * grad_of_b)], nothing), "one batch of all samples is one plain step"
)
expect(one_epoch, small, nothing, *one_batch, plain, 0.5, 0.1, np.random.default_rng(1)).gives(
    ([(W - 0.5 * (grad_of_w + 0.1 * W), b - 0.5 * grad_of_b)], nothing), "with the penalty: W feels it, b does not"
)
expect(one_epoch, small, [(grad_of_w, grad_of_b)], *one_batch, momentum, 0.5, 0.0, np.random.default_rng(1)).gives(
    ([(W - 0.95 * grad_of_w, b - 0.95 * grad_of_b)], [(1.9 * grad_of_w, 1.9 * grad_of_b)]),
    "with momentum: the memory counts and is handed on",
)
expect(one_epoch, small, nothing, samples, targets, 1, plain, 0.5, 0.0, np.random.default_rng(1)).satisfies(
    "batches of one make three steps, each from where the last one ended",
    lambda result: not np.allclose(result[0][0][0], W - 0.5 * grad_of_w),
)

# %% [markdown]
# The outer part repeats it, watches the validation set and stops in time:


# %%
def train(known, held_out, sizes, rng, rate, step=momentum, lam=0.0, patience=None, epochs=150):
    """Train on `known` (X, y), watch `held_out`; rate(t) is η in epoch t. Returns each epoch's params, and the curves."""
    params = initialise(sizes, "relu", rng)
    memory = [(0 * W, 0 * b) for W, b in params]
    snapshots, curves = [], ([], [])
    for epoch in range(epochs):
        params, memory = one_epoch(params, memory, *known, 16, step, rate(epoch), lam, rng)
        snapshots.append(params)
        for curve, (X, y) in zip(curves, (known, held_out)):
            curve.append(loss(X, params, y))
        if patience and epoch - early_stopping(curves[1], patience)[0] == patience:
            break
    return snapshots, curves


# %% [markdown]
# **Under- and overfitting.** To provoke both, make Iris hard: sepals only, 60 flowers to learn from, 60 to watch. Three
# trainings of the same 2-32-32-3 network for 150 epochs; the curves show the cross-entropy alone, without the penalty.
# (If you draw by other methods of `rng` than we do, your curves differ in their details, here and below.)

# %% [markdown]
# > **Predict.** Sketch both curves, training and validation loss, for a penalty that is too large (λ = .2), none at all,
# > and a moderate one (λ = .02).
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Too large: both end high, close together. None: training keeps falling, validation falls first and then rises. Moderate:
# training ends in between, validation lowest of all, without drifting apart.
#
# </details>

# %%
seen, watched, _ = split(150, (0.4, 0.4, 0.2), np.random.default_rng(2))
A, B = standardise(iris.X[seen][:, :2], iris.X[watched][:, :2])
known, held_out = (A, iris.y[seen]), (B, iris.y[watched])
fig, axes = plt.subplots(2, 3, figsize=(13, 7.5), sharey="row")
for (title, lam), (above, below) in zip((("underfit", 0.2), ("overfit", 0.0), ("better", 0.02)), axes.T):
    rng = np.random.default_rng(2)
    snapshots, curves = train(known, held_out, [2, 32, 32, 3], rng, lambda t: 0.02, lam=lam)
    for curve, name, colour in zip(curves, ("training", "validation"), plots.CLASSES):
        style = "--" if name == "training" else "-"
        above.plot(curve, style, color=colour, label=f"{name}, finally {curve[-1]:.2f}")
    above.axvline(np.argmin(curves[1]), color="grey", linestyle=":", label="best epoch")
    above.set(title=f"{title}: λ = {lam}", xlabel="epoch", ylim=(0, 1.5))
    above.legend(loc="upper right", framealpha=1)
    plots.regions(below, partial(classes, params=snapshots[-1]), (-2.6, 2.8), (-2.8, 3.4))
    plots.points(below, *known, names=iris.class_names)
    below.set(title="after the last epoch", xlabel="sepal length (standardised)")
axes[0, 0].set_ylabel("cross-entropy")
axes[1, 0].set_ylabel("sepal width (standardised)")
axes[1, 0].legend(loc="upper left", fontsize=8)
fig.tight_layout()
plots.show(
    "Three trainings, above their losses, below their regions: with λ = .2 both losses end high, without a penalty the "
    "validation loss rises while training falls and the borders bend most, with λ = .02 both stay moderate."
)

# %% [markdown]
# - **Underfit**: both losses large. It began to learn, then the price pulled the weights back, and the network gives up
#   versicolor, even where it has seen it.
# - **Overfit**: training loss small, validation loss large *and rising*. The borders bend a little more; above all, the network
#   grows ever surer, also where it is wrong. Early stopping would have gone back to the dotted line.
# - **Better**: both moderate, and no longer drifting apart. Two species overlap in their sepals: no network could do much
#   better.
#
# Lecture 001's rule of thumb: take a network large enough to overfit, then regularise it.
#
# ## 8.11 A fair race
#
# Four features, 80/10/10, a 4-16-3 network. Which optimiser is the fastest? A race at *one* rate each, such as the picture
# in 8.6, proves nothing: with β = .9 momentum's steps add up to ten times the rate that is written down. So each optimiser runs at every rate, and we
# count the epochs until the training loss is below .1.

# %% [markdown]
# > **Predict.** Each at its own best rate: how many times faster than plain steps are momentum and Adagrad?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Not at all: see the picture. All three get there in a few epochs, and on these three splits plain steps are even first, at
# a rate forty times the .05 that one might have tried. On other splits the order is another.
#
# </details>


# %%
def epochs_needed(parts, step, eta, most=60):
    """Epochs until the training loss is below .1, on average over these splits; `most` if it never is."""
    needed = []
    for seed, (train_rows, *_) in enumerate(parts):
        X, _ = standardise(iris.X[train_rows], iris.X[train_rows])
        data = (X, iris.y[train_rows])
        rng = np.random.default_rng(seed)
        params = initialise([4, 16, 3], "relu", rng)
        memory = [(0 * W, 0 * b) for W, b in params]
        below = False
        epoch = 0
        while epoch < most and not below:
            params, memory = one_epoch(params, memory, *data, 16, step, eta, 0.001, rng)
            epoch += 1
            below = loss(data[0], params, data[1]) < 0.1
        needed.append(epoch)
    return np.mean(needed)


parts = [split(150, (0.8, 0.1, 0.1), np.random.default_rng(seed)) for seed in range(3)]
rates = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]
race = {}
fig, ax = plt.subplots(figsize=(8, 4))
for index, step in enumerate((plain, momentum, adagrad)):
    with np.errstate(all="ignore"):  # the largest rates overflow
        race[step.__name__] = [epochs_needed(parts, step, eta) for eta in rates]
    best = min(race[step.__name__])
    at = rates[race[step.__name__].index(best)]
    label = f"{step.__name__}: at best {best:.1f} epochs, at η = {at:g}"
    ax.loglog(rates, race[step.__name__], label=label, **{**plots.styled(index), "markevery": 1})
ax.set(title="Epochs until the training loss is below .1", xlabel="learning rate η", ylabel="epochs (60: not reached)")
ax.set(xticks=rates, xticklabels=rates, yticks=[3, 5, 10, 20, 60], yticklabels=[3, 5, 10, 20, 60])
ax.minorticks_off()
ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncol=3, fontsize=9)
plots.show(
    "Epochs over the learning rate: each optimiser has a valley of good rates, plain steps at the largest, momentum at about "
    "a tenth of them, Adagrad over the widest range; the valleys are nearly equally deep."
)

# %% [markdown]
# Surprised? On an easy problem, all three get there in a few epochs, *each at its own rate*:
# 3.0<!-- {min(race["plain"]):.1f} -->, 4.3<!-- {min(race["momentum"]):.1f} --> and 3.7<!-- {min(race["adagrad"]):.1f} -->.
# At η = .05 plain steps look seven<!-- {"seven" if 6.5 < race["plain"][1] / race["momentum"][1] < 7.5 else "not seven"} -->
# times slower than momentum, but that is a badly chosen rate and no merit of momentum's. Where momentum truly earns its
# keep is the narrow valley of 8.6: there plain steps have *no* good rate, because the steep direction forbids a large one
# and the flat direction needs it. So compare methods at their best rates, and say which ones you tried.
#
# **In earnest**: a weak penalty, step decay, early stopping. Choose by the validation set, and only then open the test set.
# Once.

# %%
rng = np.random.default_rng(5)
parts = split(150, (0.8, 0.1, 0.1), rng)
_, X = standardise(iris.X[parts[0]], iris.X)  # all flowers, by the training set's mean and deviation
known, held_out, test = ((X[part], iris.y[part]) for part in parts)
chosen = {}
for label, step, eta in (("plain", plain, 1.0), ("momentum", momentum, 0.1), ("adagrad", adagrad, 0.2)):
    rate = partial(step_decay, eta0=eta, factor=0.5, every=10)
    snapshots, curves = train(known, held_out, [4, 16, 3], np.random.default_rng(8), rate, step, 0.001, 15, 80)
    best, stop = early_stopping(curves[1], 15)
    chosen[label] = (curves[1][best], snapshots[best])
    print(f"{label:9} η = {eta:<4} best epoch {best:2}, last epoch {stop:2}, validation loss {curves[1][best]:.3f}")
label = min(chosen, key=lambda name: chosen[name][0])
right = np.mean(classes(test[0], chosen[label][1]) == test[1])
most_frequent = np.bincount(known[1]).argmax()
means = np.array([known[0][known[1] == k].mean(axis=0) for k in range(3)])
nearest = ((test[0][:, None, :] - means) ** 2).sum(axis=2).argmin(axis=1)
print(f"test, {len(test[1])} flowers: {right:.0%} right, by the network trained with {label}")
print(f"baselines: always the most frequent class {np.mean(test[1] == most_frequent):.0%}, ", end="")
print(f"the class with the nearest mean {np.mean(nearest == test[1]):.0%}")

# %% [markdown]
# A number without a baseline says nothing: the first is what you get for no thought at all, the second for three averages.
# And with 15 test flowers, one more or less makes 7 %: treat all three with the caution that they deserve.
#
# ## Summary
#
# | part | formula | remember |
# |---|---|---|
# | split | 80/10/10, shuffled | weights learn from training, you from validation, nobody from the test set |
# | standardise | $(x - \mu) / s$ | $\mu$ and $s$ of the training set alone |
# | epoch | $\lceil N / B \rceil$ steps | shuffled batches, the last may be smaller (erratum 34) |
# | first weights | variance $2/D_{in}$ for ReLU, else $1/D_{in}$ | biases 0 (erratum 28) |
# | momentum | $v \leftarrow \beta v + g$, $w \leftarrow w - \eta v$ | adds up to $\eta / (1 - \beta)$ |
# | Adagrad | $G \leftarrow G + g^2$, $w \leftarrow w - \eta g / \sqrt{\epsilon + G}$ | a rate for each weight; ε under the root (erratum 35) |
# | schedule | $\eta_0 \cdot \text{factor}^{\lfloor t/\text{every} \rfloor}$, $\eta_0 e^{-\text{rate} \cdot t}$ | calms the end |
# | L2 | loss $+ \tfrac\lambda2 \sum W^2$, gradient $+ \lambda W$ | no biases |
# | early stopping | best validation loss, then `patience` | go back to the best epoch |
#
# Both losses large: underfit. A wide gap: overfit. And compare optimisers each at its own best rate.
#
# Next: what happens to the deltas in *deep* networks (notebook 9).
#
# ## Sources
#
# - Lecture 001, *Basic neural network architectures* (JKU Linz): *Basic tricks of the trade*.
# - Lecture 002, *Feedforward deep networks & backpropagation* (Sharif University): *Batch size*, *Stopping the training*.
# - Lecture 003, *Deep Learning for Natural Language Processing: Neural Networks*: *Mini-batch SGD*.
# - Lecture 004, *Neural networks* (for reinforcement learning): *Learning rate scheduler*, *Optimizer*, *Learning curve*.
# - Lecture 000, *Deep Learning: Multi-Layer Perceptron* (OTH Amberg-Weiden): training with mini-batches.
#
# ## Read on
#
# - Stanford CS231n, [Neural Networks Part 3](https://cs231n.github.io/neural-networks-3/): learning, evaluation, updates.
# - [Dive into Deep Learning](https://d2l.ai/chapter_optimization/index.html), chapter *Optimization Algorithms*.
# - G. Goh, [Why Momentum Really Works](https://distill.pub/2017/momentum/), Distill, with sliders.
# - D. Kingma and J. Ba, [Adam](https://arxiv.org/abs/1412.6980); K. He et al.,
#   [Delving Deep into Rectifiers](https://arxiv.org/abs/1502.01852); J. Duchi et al., *Adaptive Subgradient Methods*,
#   [JMLR 12 (2011)](https://jmlr.org/papers/v12/duchi11a.html).
