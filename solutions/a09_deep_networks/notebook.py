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
# # 9 · Deep networks
#
# Why did networks stay shallow for so long? Because what backpropagation sends down through twenty layers may arrive as
# a trillionth of what was sent. In this notebook you measure that, and learn the two matrices that explain it and more:
# the Jacobian, all first derivatives of a vector, and the Hessian, all second derivatives of a number.
#
# **You will learn**
#
# - the Jacobian of a layer and of a whole network, and how to climb it until the network mistakes a 3 for an 8,
# - why gradients vanish or explode with depth, and how the first weights decide which,
# - the Hessian, and how well a parabola predicts the loss,
# - why the best weights are never unique: two symmetries of every tanh network.
#
# **Taken as given**: softmax and its Jacobian (notebook 5), the forward pass (6), backpropagation (7).
#
# **What to do**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what was
# expected and what came; green means right.

# %% [markdown]
# ## Conventions
#
# <!-- glossary: x D W b_layer z_sample h_sample delta_sample J hessian params activations M l H K eta -->
#
# In this notebook we follow **single samples**: `x` has shape (D,). A superscript $[l]$ counts the $M$ layers from 1, an
# index into `params` counts from 0; $i$ and $j$ are rows and columns of a matrix. Everything is float64, but arrays of
# whole numbers may come in. No function changes its arguments: return new arrays and lists. "Erratum n" is a line of the
# course's list of the lectures' misprints.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import SymLogNorm

from course_tools import datasets, expect, plots

# %% [markdown]
# From earlier notebooks you get the activations, the slopes $f'(z)$ of the element-wise ones, softmax's Jacobian
# $\operatorname{diag}(\hat y) - \hat y \hat y^\top$ and the forward pass.


# %% nbgrader={"grade": false, "grade_id": "given-network", "locked": true, "schema_version": 3, "solution": false}
def sigmoid(z):
    """1 / (1 + exp(−z)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def softmax(z):
    """Probabilities over the last axis."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(y_hat):
    """∂ŷ/∂z, shape (K, K), for the probabilities ŷ = softmax(z), shape (K,)."""
    return np.diag(y_hat) - np.outer(y_hat, y_hat)


ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "softmax": softmax,
}
SLOPES = {
    "identity": lambda z: np.ones_like(z),
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
}


def forward(X, params, activations):
    """The pre-activations zs = [z1 … zM] and activations hs = [X, h1 … hM]; X is a batch (N, D) or one sample (D,)."""
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations):
        zs.append(hs[-1] @ W + b)
        hs.append(ACTIVATIONS[name](zs[-1]))
    return zs, hs


# %% [markdown]
# ## 9.1 The Jacobian of one layer
#
# A layer maps $x$ to $h = f(xW + b)$. Nudge input $j$ a little: how does output $i$ move? The answers, one for each
# pair, fill a matrix $J$ with $J_{ij} = \partial h_i / \partial x_j$, shape (D_out, D_in). By the chain rule, first
# $z$ moves by $\partial z_i/\partial x_j = W_{ji}$, then $f$ scales row $i$ by its slope $f'(z_i)$:
#
# $$ J = \operatorname{diag}(f'(z))\; W^\top $$
#
# **By hand**: $x = (1, 2)$, $W = \begin{pmatrix} 1 & 0 & -1 \\ .5 & 1 & 1 \end{pmatrix}$, $b = (0, 0, -3)$, ReLU. Then
# $z = (2, 2, -2)$ and the slopes are $(1, 1, 0)$. The rows of $W^\top$ are $(1, .5)$, $(0, 1)$, $(-1, 1)$; the third
# is switched off:
#
# $$ J = \begin{pmatrix} 1 & .5 \\ 0 & 1 \\ 0 & 0 \end{pmatrix} $$
#
# Softmax is different: each $\hat y_i$ depends on *every* $z_j$, so the diagonal matrix gives way to the full
# `softmax_jacobian(y_hat)`.


# %% nbgrader={"grade": false, "grade_id": "layer_jacobian", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def layer_jacobian(W, b, x, activation):
    """The Jacobian ∂h/∂x of one layer h = f(x W + b), at x.

    W: weights, shape (D_in, D_out). b: biases, shape (D_out,). x: one sample, shape (D_in,).
    activation: "identity", "relu", "sigmoid", "tanh" or "softmax".
    Returns shape (D_out, D_in): entry (i, j) is ∂h_i/∂x_j. Source: lecture 001, single-layer Jacobian.
    """
    ### BEGIN SOLUTION
    z = x @ W + b
    if activation == "softmax":
        return softmax_jacobian(softmax(z)) @ W.T
    return SLOPES[activation](z)[:, None] * W.T
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "layer_jacobian-check", "locked": true, "points": 1.25, "schema_version": 3, "solution": false}
W1, b1 = np.array([[1.0, 0, -1], [0.5, 1, 1]]), np.array([0.0, 0, -3])
x = np.array([1.0, 2.0])


def central_differences(f, x, h=1e-6):
    """∂f/∂x for f of a vector: one column for each entry of x (for comparison only: slow and inexact)."""
    return np.stack([(f(x + e) - f(x - e)) / (2 * h) for e in h * np.eye(len(x))], axis=-1)


expect(layer_jacobian, W1, b1, x, "relu").gives([[1, 0.5], [0, 1], [0, 0]], "the example by hand")
for name in ACTIVATIONS:
    numeric = central_differences(lambda x, name=name: ACTIVATIONS[name](x @ W1 + b1), x)
    expect(layer_jacobian, W1, b1, x, name).gives(numeric, "central differences agree", atol=1e-7)

# %% [markdown]
# > **Look closely.** On its slides about backpropagation lecture 001 calls $J = W \operatorname{diag}(f')$ the
# > Jacobian, on later ones $J = \operatorname{diag}(f')\, W$ (erratum 27; its $W$ is our $W^\top$). Which is right?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Both: the later one runs from a layer's input $x$ to its output $h$, as yours does; the earlier one from the
# pre-activations $z$ *below* to the $z$ *above*: first through $f$, then through $W$. Its "parameter Jacobian"
# $\partial L/\partial w$ is a plain gradient, as $L$ is one number.
#
# </details>

# %% [markdown]
# ## 9.2 The Jacobian of a network
#
# A network is one layer after another, and the chain rule makes the Jacobian of a chain a product of matrices, the last
# layer's leftmost, each at its own input $h^{[l-1]}$ (with $h^{[0]} = x$):
#
# $$ \frac{\partial \hat y}{\partial x} = J^{[M]} \cdots J^{[2]} J^{[1]} \qquad \text{shape } (K, D) $$
#
# **By hand**: lecture 001's XOR network, $\hat y = \max(0, x_1 + x_2) - 2 \max(0, x_1 + x_2 - 1)$. At its noisy sample
# $(.97, -.01)$ only the first hidden unit is on:
# $J = (1, -2) \begin{pmatrix} 1 & 1 \\ 0 & 0 \end{pmatrix} = (1, 1)$, and more of either input raises the answer. At
# $(1.05, .99)$ both are on: $J = (1, -2) \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix} = (-1, -1)$.


# %% nbgrader={"grade": false, "grade_id": "input_output_jacobian", "locked": false, "schema_version": 3, "solution": true} minutes=12 dots=2
def input_output_jacobian(params, activations, x):
    """The Jacobian ∂ŷ/∂x of a whole network, at x.

    params: list of (W, b) per layer. activations: list of names; softmax in the last layer only.
    x: one sample, shape (D,). Returns shape (K, D), K being the number of outputs.
    Source: lecture 001, input-output Jacobian.
    """
    ### BEGIN SOLUTION
    _, hs = forward(x, params, activations)
    J = np.eye(len(x))
    for (W, b), h, activation in zip(params, hs, activations):
        J = layer_jacobian(W, b, h, activation) @ J
    return J
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "input_output_jacobian-check", "locked": true, "points": 1.25, "schema_version": 3, "solution": false}
xor = [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.zeros(1))]
expect(input_output_jacobian, xor, ["relu", "identity"], np.array([0.97, -0.01])).gives([[1, 1]], "one input is on")
expect(input_output_jacobian, xor, ["relu", "identity"], np.array([1.05, 0.99])).gives([[-1, -1]], "both are on")
rng = np.random.default_rng(9)
net = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((4, 6), (6, 5), (5, 3))]
names, x4 = ["tanh", "sigmoid", "softmax"], rng.normal(size=4)
numeric = central_differences(lambda x: forward(x, net, names)[1][-1], x4)
expect(input_output_jacobian, net, names, x4).gives(numeric, "4-6-5-3, central differences agree", atol=1e-7)

# %% [markdown]
# ## 9.3 Climbing the input: from a 3 to an 8
#
# Training moves the weights to lower a loss. Turn it round: keep the weights, and move the *input* to raise output $k$.
# Its gradient is row $k$ of the Jacobian you have just written. "Deep Dream" pictures are made this way.
#
# $$ x \leftarrow x + \eta\, \frac{\partial \hat y_k}{\partial x} $$


# %% nbgrader={"grade": false, "grade_id": "ascent_step", "locked": false, "schema_version": 3, "solution": true} minutes=6 dots=1
def ascent_step(params, activations, x, k, eta):
    """One step of gradient ascent on the input, that raises output k (counted from 0) of the network.

    params, activations: the network. x: one sample, shape (D,). eta: step size; the gradient is not normalised.
    Returns the new input, shape (D,). Source: lecture 001, input-output Jacobian ("Deep Dream").
    """
    ### BEGIN SOLUTION
    return x + eta * input_output_jacobian(params, activations, x)[k]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "ascent_step-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(ascent_step, xor, ["relu", "identity"], np.array([0.97, -0.01]), 0, 0.1).gives([1.07, 0.09], "uphill is (1, 1)")
expect(ascent_step, net, names, x4, 2, 5.0).gives(x4 + 5 * numeric[2], "5 times row 2 of the Jacobian above", atol=1e-6)

# %% [markdown]
# Now on real digits. A small network, 64-32-10, learns the 8×8 images in a second (backpropagation as in notebook 7):


# %%
def train(params, activations, X, Y, eta, steps):
    """Full-batch gradient descent for a canonical output; returns the new params."""
    for _ in range(steps):
        zs, hs = forward(X, params, activations)
        delta, moved = (hs[-1] - Y) / len(X), []
        for i in reversed(range(len(params))):
            W, b = params[i]
            moved.insert(0, (W - eta * hs[i].T @ delta, b - eta * delta.sum(axis=0)))
            if i > 0:
                delta = delta @ W.T * SLOPES[activations[i - 1]](zs[i - 1])
        params = moved
    return params


digits = datasets.digits()
pixels = digits.X / 16
rng = np.random.default_rng(0)
start = [(rng.normal(0, n**-0.5, size=(n, m)), np.zeros(m)) for n, m in ((64, 32), (32, 10))]
digit_net = train(start, ["tanh", "softmax"], pixels, np.eye(10)[digits.y], eta=0.5, steps=300)


def probabilities(x):
    """What the network believes: ten probabilities."""
    return forward(x, digit_net, ["tanh", "softmax"])[1][-1]


right = np.mean(probabilities(pixels).argmax(axis=1) == digits.y)
print(f"{right:.1%} of the digits that it was trained on are read correctly (how it does on new ones: notebook 11)")

# %% [markdown]
# > **Predict.** Take a 3 and climb towards 8, each pixel held between 0 and 1. We try it twice: on the probability
# > $\hat y_8$, and on the score $z_8$ before the softmax (the same network with "identity" in its last layer). Which will
# > be faster?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The score, by far. Where the network is sure of its 3, softmax is flat: row 8 of its Jacobian has the factor
# $\hat y_8$, here below .001. That is a vanishing gradient within a single layer! The score has no such plateau.
#
# </details>

# %%
three = pixels[np.flatnonzero(digits.y == 3)[0]]
runs = {}
for last, eta in (("softmax", 0.1), ("identity", 0.02)):
    path = [three]
    for _ in range(60):
        path.append(np.clip(ascent_step(digit_net, ["tanh", last], path[-1], 8, eta), 0, 1))
    runs[last] = np.array(path)
fig, ax = plt.subplots(figsize=(7, 3.6))
for index, (path, label) in enumerate(zip(runs.values(), ("probability, η = .1", "score, η = .02"))):
    ax.semilogy(probabilities(path)[:, 8], label=f"climbing the {label}", **plots.styled(index))
ax.set(title="How sure is the network that the 3 is an 8?", xlabel="step", ylabel="$\\hat y_8$")
ax.legend(loc="center right")
plots.show(
    "How sure the network is of an 8: climbing the score it rises to nearly 1, climbing the probability it stays low."
)
shown = [0, 5, 10, 15, 20, 25, 30, 60]
beliefs = probabilities(runs["identity"][shown])
titles = [f"step {s}\n{p.argmax()} ({p.max():.2f})" for s, p in zip(shown, beliefs)]
fig = plots.images(runs["identity"][shown], titles, columns=8)
fig.suptitle("Climbing the score of 8: what the network reads, and how sure it is", y=1.17)
plots.show(
    "Eight pictures on the way from the 3: to the eye it hardly changes, while the network's answer turns into an 8."
)

# %% [markdown]
# The probability hardly moves, although its $\eta$ is five times larger.
#
# And look at the images: from which step on would *you* read an 8? The network is sure of it at step 25. In large
# pictures a change too small to be seen is enough; such inputs are called adversarial.
#
# ## 9.4 What arrives at the bottom
#
# Backpropagation starts from $\delta^{[M]} = \partial L/\partial z^{[M]}$ at the top and goes down, for one sample:
#
# $$ \delta^{[l]} = \big(W^{[l+1]}\, \delta^{[l+1]}\big) \odot f'\big(z^{[l]}\big), \qquad l = M-1, \dots, 1 $$
#
# Here $W^{[l+1]}$ is (units of $l$, units of $l+1$), and $\odot$ multiplies entry by entry. A layer's weights learn
# from its own $\delta$, as $\partial L/\partial W^{[l]} = h^{[l-1]} \delta^{[l]\top}$. So the Euclidean norm
# $\|\delta^{[l]}\|$, the root of the sum of squares, says how strongly layer $l$ is told to learn.
#
# **By hand**: put the layer from 9.1 below $W^{[2]} = (2, -1, 5)^\top$ with identity, and $\delta^{[2]} = (.5)$. Then
# $W^{[2]} \delta^{[2]} = (1, -.5, 2.5)$, times the slopes $(1, 1, 0)$ is $\delta^{[1]} = (1, -.5, 0)$. The norms are
# $\sqrt{1.25} = 1.118034$ and $.5$.
#
# There is no $\delta^{[0]}$: the input has no pre-activation, so you return $M$ norms, not $M + 1$. What reaches the input
# is $\partial L/\partial x = W^{[1]} \delta^{[1]}$.

# %% [markdown]
# > **Check the shapes.** The slides print $\partial L/\partial W = a\,\delta^\top$ (their $a$ is our $h$) and, on the next
# > one, the step $-\eta\,\delta\,a^\top$ (erratum 24). Which fits *their* $W$ (out, in)? And what is missing in
# > $\delta^{[L-1]} = \delta^{[L]} J$ (erratum 26)?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Only $\delta a^\top$ fits theirs; the other is right in *our* layout. As columns, deltas need $J^\top$; and the top one is
# $\hat y - y$ without the printed transpose.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "delta_norms", "locked": false, "schema_version": 3, "solution": true} minutes=18 dots=3
def delta_norms(params, activations, x, delta):
    """The Euclidean norms of δ[1] … δ[M] for one sample, the lowest layer first.

    params, activations: the network of M layers; softmax in the last layer only. x: one sample, shape (D,).
    delta: δ[M] = ∂L/∂z[M], with respect to the last pre-activation, shape (K,). Returns shape (M,).
    Source: lecture 001, recursive formula for deltas (erratum 26).
    """
    ### BEGIN SOLUTION
    zs, _ = forward(x, params, activations)
    norms = [np.linalg.norm(delta)]
    for below in reversed(range(len(params) - 1)):
        W, _ = params[below + 1]
        delta = (W @ delta) * SLOPES[activations[below]](zs[below])
        norms.append(np.linalg.norm(delta))
    return np.array(norms[::-1])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "delta_norms-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
two = [(W1, b1), (np.array([[2.0], [-1.0], [5.0]]), np.zeros(1))]
expect(delta_norms, two, ["relu", "identity"], x, np.array([0.5])).gives([1.118034, 0.5], "the example by hand")
expect(delta_norms, two, ["tanh", "identity"], x, np.array([0.5])).gives([0.193485, 0.5], "√7.5 · (1 − tanh² 2)")
expect(delta_norms, two[:1], ["tanh"], x, np.array([3.0, 0, 4])).gives([5], "one layer: δ itself")
expect(delta_norms, [(np.diag([1.0, 2]), np.ones(2))] * 3, ["identity"] * 3, np.array([1, 2]), np.array([1, 0])).gives(
    [1, 1, 1], "three layers, whole numbers; a sum is not asked, each layer has its own norm"
)

# %% [markdown]
# ## 9.5 A bound, and a slip in it
#
# Each step down multiplies by $J^\top$, $J$ being the Jacobian between two pre-activations. Its norm $\|J\|$, which is
# also that of $J^\top$, is the most by which it can stretch a vector. If $\|J\| \le c$ in every layer, then after
# $M - 1$ steps
#
# $$ \|\delta^{[1]}\| \le c^{M-1}\, \|\delta^{[M]}\| $$
#
# The sigmoid's slope is at most $.25$. If the weights don't make up for it, $c = .25$; eleven layers, which are ten
# steps, then leave at most $.25^{10} \approx 9.5 \cdot 10^{-7}$.
#
# %% [markdown]
# > **Look closely.** The slide says $\|J\| \le c \le 1$ (with $k$ for our $c$) and concludes $\|\delta^{[1]}\| \approx 0$. Can you find a $J$
# > that keeps to the condition and makes nothing vanish? (erratum 25)
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# $J = I$: its norm is 1, and every δ arrives as it was sent. Vanishing needs $c < 1$.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "delta_bound", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def delta_bound(c, n_layers, delta_norm):
    """The largest possible norm of δ[1] if no step down stretches by more than c.

    c: bound on the norm of each Jacobian. n_layers: the number M of layers. delta_norm: the norm of δ[M].
    Returns a number. Source: lecture 001, the vanishing gradient problem (erratum 25).
    """
    ### BEGIN SOLUTION
    return c ** (n_layers - 1) * delta_norm
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "delta_bound-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(delta_bound, 0.25, 11, 1.0).gives(9.536743e-07, "sigmoid, eleven layers", atol=1e-13)
expect(delta_bound, 1.0, 20, 3.0).gives(3, "J = I has norm 1 and keeps every δ: vanishing needs c < 1")

# %% [markdown]
# ## 9.6 Five ways to begin
#
# Lecture 001's remedy is in the first weights: mean zero and variance $2/J$ for ReLU, $1/J$ else, where $J$ is *not* the
# Jacobian but the fan-in, a layer's number of inputs (erratum 28); let us write $n$. In notebook 8 that kept the signal
# on its way up. And $\delta$ on its way down? There each unit sums over the layer's *outputs*, so by the same argument it is the
# **fan-out** that ought to stand in the denominator. A variance cannot serve both unless they are equal; here they are: 20
# layers of 100 units, as many in as out, with zero biases. We send a $\delta$ of length 1 down. All five networks use the
# *same* random numbers, only scaled.
#
# > **Beyond the lectures.** Where a layer is wider below than above, one of the two must give way. Xavier Glorot's
# > compromise is the mean of both, a variance of $2 / (\text{fan-in} + \text{fan-out})$. The modern remedy is another: a
# > *residual* layer computes $x + f(xW + b)$, whose Jacobian $I + J$ hands δ down even where $J$ vanishes.

# %%
rng = np.random.default_rng(10716)
x_deep, delta_top = rng.normal(size=(2, 100))
delta_top = delta_top / np.linalg.norm(delta_top)
draws = rng.normal(size=(20, 100, 100))
begins = {"sigmoid, 1/n": 1, "tanh, 1/n": 1, "relu, 2/n": 2, "relu, 1/n": 1, "relu, 8/n": 8}
fig, ax = plt.subplots(figsize=(8, 4.6))
for index, (name, gain) in enumerate(begins.items()):
    activation = name.partition(",")[0]
    deep = [(np.sqrt(gain / 100) * draw, np.zeros(100)) for draw in draws]
    norms = delta_norms(deep, [activation] * 20, x_deep, delta_top)
    zs, _ = forward(x_deep, deep, [activation] * 20)
    c = max(np.linalg.norm(W.T * SLOPES[activation](z), 2) for (W, _), z in zip(deep[1:], zs))
    print(f"{name:13} norm of δ[1] {norms[0]:8.2g}   largest ‖J‖ {c:5.2f}   bound {delta_bound(c, 20, 1):8.2g}")
    ax.semilogy(range(1, 21), norms, label=name, **plots.styled(index))
ax.semilogy(range(1, 21), 0.25 ** np.arange(19, -1, -1), "k--", linewidth=1, label="$.25^{M-l}$")
ax.set(title="Twenty layers: what is left of δ", xlabel="layer $l$ (1 is the lowest)", ylabel="$\\|\\delta^{[l]}\\|$")
ax.set(xticks=[1, 5, 10, 15, 20])
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plots.show(
    "The length of δ over the layers on a logarithmic scale: nearly straight lines, the sigmoid's falling to 10⁻¹², ReLU's "
    "level at 2/n and rising at 8/n."
)

# %% [markdown]
# Read it from right to left, as $\delta$ travels. On the logarithmic scale each is nearly a straight line: a constant
# factor per layer. The sigmoid leaves $6 \cdot 10^{-13}$: its first layer will practically never learn. A factor of 2
# in ReLU's variance decides between $.9$ and $10^{-3}$; at $8/n$, $\delta$ explodes beyond $4 \cdot 10^5$. (A ReLU hands
# a positive factor on as it is, so its three lines differ by exactly $\sqrt 2$ and $2$ per layer.)
#
# The bound is honest but coarse, because $c$, the largest $\|J\|$, looks at the *worst* direction: for the sigmoid it is
# $.48$, as these weights can double a vector, though they rarely do. For tanh it allows a growth to $3 \cdot 10^5$, and
# yet $\delta$ shrinks to $.16$. A $c$ below 1 proves that gradients vanish; a $c$ above 1 proves nothing.
#
# ## 9.7 The Hessian
#
# So far first derivatives. How the gradient itself changes is told by the **Hessian**, the matrix of all second
# derivatives of a function $f$ of $n$ weights: $\nabla^2 f_{ij} = \partial^2 f / \partial w_i \partial w_j$, shape $(n, n)$,
# symmetric. Central differences, taken twice, give with $e_i = (0, \dots, 1, \dots, 0)$
#
# $$ \nabla^2 f_{ij} \approx \frac{f(w + h e_i + h e_j) - f(w + h e_i - h e_j) - f(w - h e_i + h e_j)
#    + f(w - h e_i - h e_j)}{4h^2} $$
#
# Why is $h = 10^{-4}$ here, where gradients used $10^{-6}$? Rounding errs by about $10^{-16}$ in $f$, and we divide by
# $h^2$: at $10^{-6}$ that would leave errors of $10^{-4}$.
#
# **By hand**: $f = w_1^2 w_2$ has the gradient $(2 w_1 w_2,\; w_1^2)$ and
# $\nabla^2 f = \begin{pmatrix} 2 w_2 & 2 w_1 \\ 2 w_1 & 0 \end{pmatrix}$; at $w = (1, 2)$ that is
# $\begin{pmatrix} 4 & 2 \\ 2 & 0 \end{pmatrix}$.


# %% nbgrader={"grade": false, "grade_id": "numerical_hessian", "locked": false, "schema_version": 3, "solution": true} minutes=20 dots=3
def numerical_hessian(f, w, h=1e-4):
    """The Hessian of f at w by symmetric central differences with steps of size h.

    f: a callable that maps a vector of shape (n,) to a number. w: where, shape (n,). h: step size.
    Returns shape (n, n). Source: lecture 001, Hessian.
    """
    ### BEGIN SOLUTION
    steps = h * np.eye(len(w))
    return np.array(
        [[(f(w + i + j) - f(w + i - j) - f(w - i + j) + f(w - i - j)) / (4 * h**2) for j in steps] for i in steps]
    )
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "numerical_hessian-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}


def cubic(w):
    """w₁² w₂, of the example by hand."""
    return w[0] ** 2 * w[1]


expect(numerical_hessian, cubic, np.array([1.0, 2.0])).gives([[4, 2], [2, 0]], "the example by hand", atol=1e-6)
expect(numerical_hessian, cubic, np.array([1.0, 2.0]), 0.5).gives([[4, 2], [2, 0]], "a cubic: exact for every h")
expect(numerical_hessian, cubic, np.array([1, 2])).gives([[4, 2], [2, 0]], "whole numbers", atol=1e-6)

# %% [markdown]
# ## 9.8 A parabola for the loss
#
# Value, gradient $g$ and Hessian at $w_0$ together predict $f$ at $w_0 + d$:
#
# $$ f(w_0 + d) = f(w_0) + g \cdot d + \tfrac12\, d^\top \nabla^2 f\, d + O(\|d\|^3) $$
#
# The slide writes $O((w - w_0)^3)$, but what is the third power of a vector? The power is that of its *length* (erratum
# 28): halve $d$, and what is left over falls about 8-fold.
#
# **By hand**: the same $f$ at $(1, 2)$: $f_0 = 2$, $g = (4, 1)$. For $d = (.1, .2)$ the approximation is
# $2 + .6 + \tfrac12 (.04 + .04 + .04) = 2.66$; the truth is $1.1^2 \cdot 2.2 = 2.662$.


# %% nbgrader={"grade": false, "grade_id": "taylor2", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def taylor2(f0, g, hessian, d):
    """The second-order Taylor approximation f0 + g·d + ½ dᵀ ∇²f d.

    f0: value at the start, a number. g: gradient there, shape (n,). hessian: Hessian there, shape (n, n).
    d: the step, shape (n,). Returns a number. Source: lecture 001, Hessian (erratum 28).
    """
    ### BEGIN SOLUTION
    return f0 + g @ d + 0.5 * d @ hessian @ d
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "taylor2-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
g, hessian = np.array([4.0, 1.0]), np.array([[4.0, 2.0], [2.0, 0.0]])
expect(taylor2, 2.0, g, hessian, np.array([0.1, 0.2])).gives(2.66, "the example by hand: the truth is 2.662")
expect(taylor2, 2.0, g, hessian, np.zeros(2)).gives(2, "no step")
expect(taylor2, 1, np.array([1, 2]), np.array([[2, 0], [0, 4]]), np.array([1, -1])).gives(3, "whole numbers: 1 − 1 + 3")

# %% [markdown]
# Does it hold for a real loss? A 2-2-1 network with tanh and sigmoid on lecture 001's noisy XOR: nine weights, so the Hessian
# is (9, 9). We step from random weights in one direction, and look at what each approximation leaves over:

# %%
X_xor, y_xor, _ = datasets.noisy_xor()
TANH_SIGMOID = ["tanh", "sigmoid"]


def flat(params):
    """All weights and biases as one vector."""
    return np.concatenate([np.concatenate([W.ravel(), b]) for W, b in params])


def loss(w):
    """Binary cross-entropy of the 2-H-1 network with the weight vector w, of length 4H + 1."""
    W1, b1, W2, b2 = np.split(w, np.cumsum([2, 1, 1]) * (len(w) // 4))
    y_hat = forward(X_xor, [(W1.reshape(2, -1), b1), (W2[:, None], b2)], TANH_SIGMOID)[1][-1][:, 0]
    return -np.mean(y_xor * np.log(y_hat) + (1 - y_xor) * np.log(1 - y_hat))


rng = np.random.default_rng(1)
w0, direction = rng.normal(size=(2, 9))
direction = direction / np.linalg.norm(direction)
g, hessian = central_differences(loss, w0), numerical_hessian(loss, w0)
lengths = 2.0 ** -np.arange(0, 8)
left = {"value only, O(‖d‖)": [], "with gradient, O(‖d‖²)": [], "with Hessian, O(‖d‖³)": []}
for d in lengths[:, None] * direction:
    guesses = (loss(w0), taylor2(loss(w0), g, np.zeros((9, 9)), d), taylor2(loss(w0), g, hessian, d))
    for rest, guess in zip(left.values(), guesses):
        rest.append(abs(loss(w0 + d) - guess))
names9 = ["$W^{[1]}_{11}$", "$W^{[1]}_{12}$", "$W^{[1]}_{21}$", "$W^{[1]}_{22}$", "$b^{[1]}_1$", "$b^{[1]}_2$"]
names9 += ["$W^{[2]}_{1}$", "$W^{[2]}_{2}$", "$b^{[2]}$"]
eigenvalues = np.linalg.eigvalsh(hessian)
fig, axes = plt.subplots(1, 3, figsize=(15, 4.6), gridspec_kw={"width_ratios": [1.1, 0.8, 1.1]})
limit = np.abs(hessian).max()
picture = axes[0].imshow(hessian, cmap="RdBu_r", norm=SymLogNorm(limit / 30, vmin=-limit, vmax=limit))
axes[0].set(title="Hessian of the loss", xticks=range(9), yticks=range(9), xticklabels=names9, yticklabels=names9)
fig.colorbar(picture, ax=axes[0], shrink=0.8, label="second derivative (colours stretched near 0)")
axes[1].bar(range(1, 10), eigenvalues, color=[plots.CLASSES[int(value < 0)] for value in eigenvalues])
axes[1].axhline(0, color="black", linewidth=0.8)
axes[1].set_yscale("symlog", linthresh=1e-3)
axes[1].set(title="Its eigenvalues: blue bends up, red down", xlabel="number", ylabel="eigenvalue", xticks=range(1, 10))
for index, (name, rest) in enumerate(left.items()):
    label = f"{name}: last halving ÷ {rest[-2] / rest[-1]:.1f}"
    axes[2].loglog(lengths, rest, label=label, **{**plots.styled(index), "markevery": 1})
axes[2].set(title="What is left over", xlabel="length of the step $d$", ylabel="|loss − approximation|")
axes[2].legend(loc="lower right", fontsize=9)
fig.tight_layout()
plots.show(
    "Left: the 9×9 Hessian, symmetric, with positive and negative entries. Middle: its nine eigenvalues, some below 0. Right: "
    "what the three approximations leave over falls with slopes 1, 2 and 3."
)
print("eigenvalues:", np.round(eigenvalues, 4))

# %% [markdown]
# Each halving divides the rest by 2, 4 and 8: slopes 1, 2 and 3 in the right picture. Far out, at length 1, the
# parabola guesses worse than the straight line: what derivatives know is local. And the eigenvalues have both signs,
# four<!-- {['none', 'one', 'two', 'three', 'four', 'five'][np.sum(eigenvalues < 0)]} --> of nine below 0 and the largest 0.55<!-- {eigenvalues[-1]:.2f} -->: seen from here,
# the loss bends upwards in some directions and downwards in others. It is not convex.
#
# ## 9.9 The best weights are not unique
#
# Since $\tanh(-z) = -\tanh(z)$, you may **flip** a hidden unit of a tanh network: negate what goes in (its column of
# $W$ and its bias), and its output changes sign; negate what goes out (its *row* of the next $W$), and nobody notices.


# %% nbgrader={"grade": false, "grade_id": "flip_unit", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def flip_unit(params, layer, unit):
    """Other weights for the same function: flip the sign of one hidden unit of a tanh network.

    params: list of (W, b) per layer. layer: the hidden unit's layer, an index into params from 0, not the last.
    unit: the unit's index in that layer, from 0. Returns new params. Source: lecture 001, weight space symmetries.
    """
    ### BEGIN SOLUTION
    flipped = [(W.copy(), b.copy()) for W, b in params]
    W, b = flipped[layer]
    W_next, _ = flipped[layer + 1]
    W[:, unit] = -W[:, unit]
    b[unit] = -b[unit]
    W_next[unit] = -W_next[unit]
    return flipped
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "flip_unit-check", "locked": true, "points": 0.75, "schema_version": 3, "solution": false}
tiny = [(np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([7.0, 8, 9])), (np.array([[1.0], [2], [3]]), np.array([4.0]))]
expect(flip_unit, tiny, 0, 1).gives(
    [([[1, -2, 3], [4, -5, 6]], [7, -8, 9]), ([[1], [-2], [3]], [4])], "column, bias and row of the middle unit"
)

# %% [markdown]
# You may also **permute** the units of a hidden layer, with any activation: reorder the columns of its $W$ and its
# biases, and in the same way the *rows* of the next $W$. Like seats in a choir: who sings where does not change the
# sound, as long as everybody takes their sheet along.


# %% nbgrader={"grade": false, "grade_id": "permute_units", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def permute_units(params, layer, order):
    """Other weights for the same function: reorder the units of one hidden layer.

    params: list of (W, b) per layer. layer: an index into params from 0, not the last. order: a permutation of the
    layer's unit indices, shape (H,): new unit i is the old unit order[i]. Returns new params.
    Source: lecture 001, weight space symmetries.
    """
    ### BEGIN SOLUTION
    permuted = list(params)
    W, b = params[layer]
    W_next, b_next = params[layer + 1]
    permuted[layer] = (W[:, order], b[order])
    permuted[layer + 1] = (W_next[order], b_next)
    return permuted
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "permute_units-check", "locked": true, "points": 0.75, "schema_version": 3, "solution": false}
expect(permute_units, tiny, 0, np.array([2, 0, 1])).gives(
    [([[3, 1, 2], [6, 4, 5]], [9, 7, 8]), ([[3], [1], [2]], [4])], "the last unit comes first"
)

# %% [markdown]
# So $H$ tanh units can be flipped in $2^H$ and ordered in $H!$ ways: a layer of 10 has 3.7 billion twins, all equally
# good. We train a 2-3-1 network on the noisy XOR and walk in a straight line from its weights to two of its 47 twins:

# %%
rng = np.random.default_rng(3)
begin = [(rng.normal(size=(2, 3)), rng.normal(size=3)), (rng.normal(size=(3, 1)), rng.normal(size=1))]
trained = train(begin, TANH_SIGMOID, X_xor, y_xor[:, None], eta=0.5, steps=2000)
twins = {
    "one unit flipped": flip_unit(trained, 0, 0),
    "units reordered": permute_units(trained, 0, np.array([1, 2, 0])),
}
fig, ax = plt.subplots(figsize=(7, 4))
along = np.linspace(0, 1, 101)
for index, (name, twin) in enumerate(twins.items()):
    losses = [loss((1 - share) * flat(trained) + share * flat(twin)) for share in along]
    ax.plot(along, losses, label=name, **plots.styled(index))
ax.set(title="Two equally good networks, a hill between them", ylabel="loss on the noisy XOR")
ax.set(xlabel="way from the weights (0) to their twin (1)")
ax.legend(loc="upper left")
plots.show("The loss on two straight lines between equally good networks: low at both ends, a hill in between.")

# %% [markdown]
# Both ends have the same loss, and between them it rises. A convex function cannot do that: a second proof. It is no
# misfortune: gradient descent needs *a* good minimum, and there are plenty.
#
# ## Stretch: initialise by measuring
#
# No points for this one. All of 9.6 can be had without any formula: draw weights, send samples up, and divide each layer's
# weights by the size of what comes out, before you go on to the next ("layer-sequential unit variance").


# %% stretch="unit_variance"
def unit_variance(params, activations, X):
    """Scale each layer's weights so that its pre-activations on X have the root mean square 1; biases must be 0.

    params: a list of (W, b). activations: names. X: samples, shape (N, D). Returns new params, the lowest layer first
    scaled, each on what the scaled layers below it give.
    """
    ### BEGIN SOLUTION
    scaled, h = [], X
    for (W, b), activation in zip(params, activations):
        W = W / np.sqrt(np.mean((h @ W) ** 2))
        h = ACTIVATIONS[activation](h @ W + b)
        scaled.append((W, b))
    return scaled
    ### END SOLUTION


# %%
def sizes_after(params, activations, X):
    """The root mean square of each layer's pre-activations after the scaling."""
    zs, _ = forward(X, unit_variance(params, activations, X), activations)
    return [np.sqrt(np.mean(z**2)) for z in zs]


rng = np.random.default_rng(12)
samples = rng.normal(size=(50, 30))
wild = [(rng.normal(size=shape), np.zeros(shape[1])) for shape in ((30, 40), (40, 20), (20, 10))]
expect(sizes_after, wild, ["relu", "tanh", "identity"], samples).gives(
    [1, 1, 1], "every layer at size 1, whatever f is"
)
expect(unit_variance, [(np.array([[3.0]]), np.zeros(1))], ["identity"], np.array([[2.0]])).gives(
    [([[0.5]], [0])], "one weight: 2 · .5 = 1"
)

# %% [markdown]
# ## Summary
#
# | you built | formula | it says |
# |---|---|---|
# | `layer_jacobian` | $J = \operatorname{diag}(f'(z))\, W^\top$, (D_out, D_in) | how outputs respond to inputs |
# | `input_output_jacobian` | $J^{[M]} \cdots J^{[1]}$, (K, D) | a product of matrices, one for each layer |
# | `ascent_step` | $x + \eta\, \partial \hat y_k / \partial x$ | the same derivatives move inputs: dreams and adversarial images |
# | `delta_norms` | $\delta^{[l]} = (W^{[l+1]} \delta^{[l+1]}) \odot f'(z^{[l]})$ | what arrives at the bottom; the first weights decide |
# | `delta_bound` | $c^{M-1} \Vert\delta^{[M]}\Vert$ | $c < 1$ proves vanishing; $c > 1$ proves nothing |
# | `numerical_hessian` | four values over $4h^2$, (n, n) | how the loss bends; both signs: not convex |
# | `taylor2` | $f + g \cdot d + \tfrac12 d^\top \nabla^2 f\, d$ | a parabola predicts the loss, with a remainder of order $\Vert d \Vert^3$ |
# | `flip_unit`, `permute_units` | $2^H \cdot H!$ twins | good weights come in crowds |
#
# So far we have derived each gradient with pencil and paper. In **notebook 10** you teach the computer to do that by
# itself, for any formula: the computation graph.
#
# ## Sources
#
# - Lecture 001, *Basic neural network architectures* (JKU Linz): *Backpropagation in DNNs*, *Jacobian*, *The vanishing
#   gradient problem*, *Hessian*, *Loss surface*, *Weight space symmetries*.
#
# ## Read on
#
# - [Dive into Deep Learning](https://d2l.ai/chapter_multilayer-perceptrons/numerical-stability-and-init.html), *Numerical
#   Stability and Initialization*.
# - M. Nielsen, [chapter 5](http://neuralnetworksanddeeplearning.com/chap5.html): why deep networks are hard to train.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*,
#   [AISTATS 2010](https://proceedings.mlr.press/v9/glorot10a.html).
# - K. He et al., [Deep Residual Learning](https://arxiv.org/abs/1512.03385); C. Olah et al.,
#   [Feature Visualization](https://distill.pub/2017/feature-visualization/), where climbing the input leads.
