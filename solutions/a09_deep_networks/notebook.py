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
# - the Jacobian of a layer and of a whole network, and how to climb it until the network takes a 3 for an 8,
# - why gradients vanish or explode with depth, and how the first weights decide which,
# - the Hessian, and how well a parabola predicts the loss,
# - why the best weights are never unique: two symmetries of every tanh network.
#
# **Taken as given**: softmax and its Jacobian (notebook 5), the forward pass (6), backpropagation (7).
#
# **How to work**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what
# was expected and what came; green means right.

# %% [markdown]
# ## Conventions
#
# <!-- glossary: N D K M H n_weights j k l x W b_layer z_layer h_layer f J L delta gradient hessian kappa epsilon eta params activations -->
#
# In this notebook we follow **single samples**: read $(D_{out},)$ where the table says $(N, D_{out})$. In a Jacobian, row
# $k$ holds all derivatives of output $k$. A superscript $[l]$ counts the $M$ layers from 1, an index into `params` counts
# from 0. Everything is float64; arrays that you are given may hold whole numbers. No function changes its arguments:
# return new arrays and lists.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np

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
    "identity": lambda z: np.ones(np.shape(z)),
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
}


def forward(X, params, activations):
    """The pre-activations zs = [z1 … zM] and activations hs = [X, h1 … hM]; X is one sample (D,) or a batch (N, D)."""
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations):
        zs.append(hs[-1] @ W + b)
        hs.append(ACTIVATIONS[name](zs[-1]))
    return zs, hs


# %% [markdown]
# ## 9.1 The Jacobian of one layer
#
# A layer maps $x$ to $h = f(xW + b)$. Move input $j$ a little: how does output $k$ respond? The answers, one for each
# pair, fill a matrix $J$ with $J_{kj} = \partial h_k / \partial x_j$, shape (D_out, D_in). By the chain rule, first
# $z$ moves by $\partial z_k/\partial x_j = W_{jk}$, then $f$ scales row $k$ by its slope $f'(z_k)$:
#
# $$ J = \operatorname{diag}(f'(z))\; W^\top $$
#
# **By hand**: $x = (1, 2)$, $W = \begin{pmatrix} 1 & 0 & -1 \\ .5 & 1 & 1 \end{pmatrix}$, $b = (0, 0, -3)$, ReLU. Then
# $z = (2, 2, -2)$ and the slopes are $(1, 1, 0)$. The rows of $W^\top$ are $(1, .5)$, $(0, 1)$, $(-1, 1)$; the third
# is switched off:
#
# $$ J = \begin{pmatrix} 1 & .5 \\ 0 & 1 \\ 0 & 0 \end{pmatrix} $$
#
# Softmax is different: each $\hat y_k$ depends on *every* entry of $z$, so the diagonal matrix gives way to the full
# `softmax_jacobian(softmax(z))`.


# %% nbgrader={"grade": false, "grade_id": "layer_jacobian", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def layer_jacobian(W, b, x, activation):
    """The Jacobian ∂h/∂x of one layer h = f(x W + b), at x.

    W: weights, shape (D_in, D_out). b: biases, shape (D_out,). x: one sample, shape (D_in,).
    activation: "identity", "relu", "sigmoid", "tanh" or "softmax".
    Returns shape (D_out, D_in): entry (k, j) is ∂h_k/∂x_j. Source: lecture 001, single-layer Jacobian.
    """
    ### BEGIN SOLUTION
    z = x @ W + b
    if activation == "softmax":
        return softmax_jacobian(softmax(z)) @ W.T
    return SLOPES[activation](z)[:, None] * W.T
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "layer_jacobian-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
W1, b1 = np.array([[1.0, 0, -1], [0.5, 1, 1]]), np.array([0.0, 0, -3])
x = np.array([1.0, 2.0])


def central_differences(f, x, eps=1e-6):
    """∂f/∂x for f of a vector: one column for each entry of x (for comparison only: slow and inexact)."""
    return np.stack([(f(x + e) - f(x - e)) / (2 * eps) for e in eps * np.eye(len(x))], axis=-1)


expect(layer_jacobian, W1, b1, x, "relu").gives([[1, 0.5], [0, 1], [0, 0]], "the example by hand")
for name in ACTIVATIONS:
    numeric = central_differences(lambda x, name=name: ACTIVATIONS[name](x @ W1 + b1), x)
    expect(layer_jacobian, W1, b1, x, name).gives(numeric, f"{name}: central differences agree", atol=1e-7)
whole = np.array([[2, -1], [1, 3], [-1, 1]]), np.array([-3, 0]), np.array([1, 2, 1])
expect(layer_jacobian, *whole, "relu").gives(
    [[0, 0, 0], [-1, 3, 1]], "whole numbers; z is (0, 6): ReLU's slope at 0 is 0"
)
far = np.array([[1.0, 0, 2]]), np.array([1000.0, 999, -1000]), np.array([0.5])
expect(layer_jacobian, *far, "softmax").gives([[0.149146], [-0.149146], [0]], "large z: nothing overflows")

# %% [markdown]
# > **Look closely.** On its slides about backpropagation lecture 001 calls $J = W \operatorname{diag}(f')$ the Jacobian, on later
# > ones $J = \operatorname{diag}(f')\, W$ (its $W$ is our $W^\top$). Which of the two is right?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Both (erratum 27): the later one runs from a layer's input $x$ to its activations $h$, as yours does; the earlier one from
# the pre-activations $z$ *below* to the $z$ *above*: first through $f$, then through $W$. The slides' "parameter Jacobian"
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
# $(.97, -.01)$ only the first hidden *unit* is on:
# $J = (1, -2) \begin{pmatrix} 1 & 1 \\ 0 & 0 \end{pmatrix} = (1, 1)$, and more of either input raises the answer. At
# $(1.05, .99)$ both units are on: $J = (1, -2) \begin{pmatrix} 1 & 1 \\ 1 & 1 \end{pmatrix} = (-1, -1)$.


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
expect(input_output_jacobian, xor, ["relu", "identity"], np.array([0.97, -0.01])).gives(
    [[1, 1]], "one hidden unit is on"
)
expect(input_output_jacobian, xor, ["relu", "identity"], np.array([1.05, 0.99])).gives(
    [[-1, -1]], "both hidden units are on"
)
rng = np.random.default_rng(9)
net = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((4, 6), (6, 5), (5, 3))]
names, x4 = ["tanh", "sigmoid", "softmax"], rng.normal(size=4)
numeric = central_differences(lambda x: forward(x, net, names)[1][-1], x4)
expect(input_output_jacobian, net, names, x4).gives(numeric, "4-6-5-3, central differences agree", atol=1e-7)
equal, x3 = [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(2)], rng.normal(size=3)
slopes_differ = central_differences(lambda x: forward(x, equal, ["tanh", "tanh"])[1][-1], x3)
expect(input_output_jacobian, equal, ["tanh", "tanh"], x3).gives(
    slopes_differ, "3-3-3: each layer's Jacobian at that layer's own input", atol=1e-7
)
expect(input_output_jacobian, net[:1], names[:1], x4).gives(
    layer_jacobian(*net[0], x4, "tanh"), "one layer: that layer's Jacobian"
)
whole_net = [(np.array([[1, 2], [3, -1]]), np.array([0, 1])), (np.array([[2], [1]]), np.array([0]))]
expect(input_output_jacobian, whole_net, ["relu", "identity"], np.array([1, 1])).gives([[4, 5]], "whole numbers")

# %% [markdown]
# ## 9.3 Climbing the input: from a 3 to an 8
#
# Training moves the weights to lower a loss. Now the other way round: keep the weights, and move the *input* to raise
# output $k$.
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


# %% nbgrader={"grade": true, "grade_id": "ascent_step-check", "locked": true, "points": 0.75, "schema_version": 3, "solution": false}
expect(ascent_step, xor, ["relu", "identity"], np.array([0.97, -0.01]), 0, 0.1).gives([1.07, 0.09], "uphill is (1, 1)")
expect(ascent_step, net, names, x4, 2, 5.0).gives(x4 + 5 * numeric[2], "5 times row 2 of the Jacobian above", atol=1e-6)
expect(ascent_step, whole_net, ["relu", "identity"], np.array([1, 1]), 0, 0.5).gives([3, 3.5], "whole numbers come in")

# %% [markdown]
# Now on real digits. A small network, 64-32-10, learns the 8×8 images in a second (backpropagation as in notebook 7):


# %%
def train(params, activations, X, Y, eta, steps):
    """Gradient descent on all of X, Y where δ of the output is Ŷ − Y (notebook 7's pairs); returns the new params."""
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
order = rng.permutation(len(pixels))
seen, unseen = order[:1000], order[1000:]
start = [(rng.normal(0, n**-0.5, size=(n, m)), np.zeros(m)) for n, m in ((64, 32), (32, 10))]
digit_net = train(start, ["tanh", "softmax"], pixels[seen], np.eye(10)[digits.y[seen]], eta=0.5, steps=300)


def probabilities(x):
    """What the network believes: ten probabilities."""
    return forward(x, digit_net, ["tanh", "softmax"])[1][-1]


right = probabilities(pixels).argmax(axis=1) == digits.y
print(
    f"read correctly: {right[seen].mean():.1%} of the 1000 it learned from, {right[unseen].mean():.1%} of the 437 others"
)

# %% [markdown]
# > **Predict.** Take a 3 and climb towards 8, each pixel held between 0 and 1. We try it twice: on the probability
# > $\hat y_8$ with $\eta = .1$, and on the score $z_8$ before the softmax (the same network with "identity" in its last
# > layer) with $\eta = .02$. Which one gets there first?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The score, by far, although its $\eta$ is five times smaller: run the next cell, then read why.
#
# </details>

# %%
three = pixels[np.flatnonzero((digits.y == 3) & right)[0]]
runs = {}
for last, eta in (("softmax", 0.1), ("identity", 0.02)):
    path = [three]
    for _ in range(60):
        path.append(np.clip(ascent_step(digit_net, ["tanh", last], path[-1], 8, eta), 0, 1))
    runs[last] = np.array(path)
belief = {last: probabilities(path)[:, 8] for last, path in runs.items()}
sure = int(np.argmax(belief["identity"] > 0.99))
fig, ax = plt.subplots(figsize=(7, 3.6))
for index, (path, label) in enumerate(zip(belief.values(), ("probability, η = .1", "score, η = .02"))):
    ax.semilogy(path, label=f"climbing the {label}", **plots.styled(index))
ax.set(title="How sure is the network that the 3 is an 8?", xlabel="step", ylabel="$\\hat y_8$")
ax.legend(loc="center right")
plots.show(
    "Climbing the score, the belief in an 8 rises to one within half of the sixty steps; climbing the probability, hardly."
)

# %%
shown = [0, 5, 10, 15, 20, 25, 30, 60]
beliefs = probabilities(runs["identity"][shown])
titles = [f"step {s}\n{p.argmax()} ({p.max():.2f})" for s, p in zip(shown, beliefs)]
fig = plots.images(runs["identity"][shown], titles, columns=8)
fig.suptitle("Climbing the score of 8: what the network reads, and how sure it is", y=1.17)
plots.show(
    "Eight pictures of the same 3 as it changes slowly, each with what the network reads in it and how sure it is."
)

# %% [markdown]
# The probability hardly moves. Where the network is sure, softmax is flat: row $k$ of its Jacobian has the factor
# $\hat y_k$, here .0004<!-- {belief["softmax"][0]:.4f} -->. That is a vanishing gradient within a single layer! The score has no such plateau.

# %% [markdown]
# > **Look closely.** From which step on would *you* read an 8? Compare with the network.
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The network is sure of it (above .99) at step 22<!-- {sure} -->, when a pixel has changed by
# .13<!-- {np.abs(runs["identity"][sure] - three).mean():.2f} --> on average, where white and black are 1 apart. Would you
# be? In large pictures a change too small to be seen is enough; such inputs are called *adversarial*.
#
# </details>

# %% [markdown]
# ## 9.4 What arrives at the bottom
#
# Backpropagation starts from $\delta^{[M]} = \partial L/\partial z^{[M]}$ at the top and goes down, for one sample:
#
# $$ \delta^{[l]} = \big(W^{[l+1]}\, \delta^{[l+1]}\big) \odot f'\big(z^{[l]}\big), \qquad l = M-1, \dots, 1 $$
#
# Here $W^{[l+1]}$ is (units of $l$, units of $l+1$), and $\odot$ multiplies entry by entry. For one sample, $\delta$ is an
# array with a single axis, and `W @ delta` is what notebook 7's rows wrote as `delta @ W.T`; $h\,\delta^\top$ below is
# `np.outer(h, delta)`. The top layer's slope is in $\delta^{[M]}$ already, so softmax, allowed there only, needs none. A layer's weights learn
# from its own $\delta$, as $\partial L/\partial W^{[l]} = h^{[l-1]} \delta^{[l]\top}$. So the Euclidean norm
# $\|\delta^{[l]}\|$, the root of the sum of squares, says how strongly layer $l$ is told to learn.
#
# **By hand**: put the layer from 9.1 below $W^{[2]} = (2, -1, 5)^\top$ with identity, and $\delta^{[2]} = (.5)$. Then
# $W^{[2]} \delta^{[2]} = (1, -.5, 2.5)$, times the slopes $(1, 1, 0)$ is $\delta^{[1]} = (1, -.5, 0)$. The norms are
# $\sqrt{1.25} = 1.118034$ and $.5$.


# %% nbgrader={"grade": false, "grade_id": "delta_norms", "locked": false, "schema_version": 3, "solution": true} minutes=20 dots=3
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
expect(delta_norms, two, ["sigmoid", "identity"], x, np.array([2])).gives(
    [1.150147, 2], "σ's slope at z; δ of whole numbers"
)
at_zero = [(np.array([[2.0, 1], [-1, 1]]), np.array([0.0, 1])), (np.array([[3.0], [4]]), np.zeros(1))]
expect(delta_norms, at_zero, ["relu", "identity"], x, np.array([1.0])).gives(
    [4, 1], "z is (0, 4): ReLU's slope at 0 is 0"
)
three_layers = [*two, (np.array([[3.0, 4.0]]), np.zeros(2))]
expect(delta_norms, three_layers, ["relu", "identity", "identity"], x, np.array([1.0, 1.0])).gives(
    [15.652476, 7, 1.414214], "three layers, two outputs: W δ = 3 + 4 = 7, then (14, −7, 0)"
)

# %% [markdown]
# > **Look closely.** The slides print $\partial L/\partial W = a\,\delta^\top$ and, on the next one, the step $-\eta\,\delta\,a^\top$, $a$ being
# > what we call $h$. Which fits *their* $W$ (out, in)? They also print $\delta^{[L-1]} = \delta^{[L]} J$ and go down to $\delta^{[0]}$.
# > Check the shapes. And is there a $\delta^{[0]}$?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Only $\delta a^\top$ is (out, in); the other is right in *our* layout (erratum 24). As columns, deltas need $J^\top$, and the
# top one is $\hat y - y$ without the printed transpose. The input has no pre-activation and so no delta: you return $M$
# norms, not $M + 1$. What reaches the input is $\partial L/\partial x = W^{[1]} \delta^{[1]}$ (erratum 26).
#
# </details>


# %% [markdown]
# ## 9.5 A bound, and a slip in it
#
# Each step down multiplies by $J^\top$, $J$ being the Jacobian between two pre-activations. Its norm $\|J\|$, which is
# also that of $J^\top$, is the most by which it can stretch a vector. If $\|J\| \le \kappa$ in every layer, then after
# $M - 1$ steps
#
# $$ \|\delta^{[1]}\| \le \kappa^{M-1}\, \|\delta^{[M]}\| $$
#
# The sigmoid's slope is at most $.25$. If the weights don't make up for it, $\kappa = .25$; eleven layers, which are ten
# steps, then leave at most $.25^{10} \approx 9.5 \cdot 10^{-7}$.


# %% nbgrader={"grade": false, "grade_id": "delta_bound", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def delta_bound(kappa, n_layers, delta_norm):
    """The largest possible norm of δ[1] if no step down stretches by more than κ.

    kappa: bound on the norm of each Jacobian. n_layers: the number M of layers. delta_norm: the norm of δ[M].
    Returns a number. Source: lecture 001, the vanishing gradient problem (erratum 25).
    """
    ### BEGIN SOLUTION
    return kappa ** (n_layers - 1) * delta_norm
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "delta_bound-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(delta_bound, 0.25, 11, 1.0).gives(9.536743e-07, "sigmoid, eleven layers", atol=1e-13)
expect(delta_bound, 2, 5, 1.5).gives(24, "five layers that may double: 2⁴ · 1.5")
expect(delta_bound, 1.0, 20, 3.0).gives(3, "κ = 1 keeps all of it, in any depth")
expect(delta_bound, 0.3, 1, 7.0).gives(7, "one layer: no step down")

# %% [markdown]
# > **Look closely.** The slide says $\|J\| \le k \le 1$ (our $\kappa$) and concludes $\|\delta^{[1]}\| \approx 0$. Can you find a $J$ that keeps to
# > the condition and makes nothing vanish?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The identity: $\|J\| = 1$, and every delta arrives as it was sent. Vanishing needs $\kappa < 1$ (erratum 25).
#
# </details>


# %% [markdown]
# ## 9.6 Five ways to begin
#
# Lecture 001's remedy is in the first weights: mean zero and variance $2/D_{in}$ for ReLU, $1/D_{in}$ else, $D_{in}$ being a
# layer's number of inputs. (It writes $J$ for that, which elsewhere in it is the Jacobian: erratum 28.) In notebook 8 that
# kept the signal on its way up. We send a $\delta$ of length 1 down 20 layers of $D = 100$ units, as many in as out, with
# zero biases. All five networks use the *same* random numbers, only scaled; the fifth has four times the variance that
# ReLU should have.

# %% [markdown]
# > **Predict.** On its way down, each entry of $W\delta$ is a sum over a layer's *outputs*. Which variance of the weights keeps $\delta$'s
# > length, $1/D_{in}$ or $1/D_{out}$? And which of the two does the picture test?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# $1/D_{out}$ (for ReLU $2/D_{out}$): a sum of $D_{out}$ products has variance $D_{out}$ times that of one. Here $D_{in} = D_{out}$, so
# both recipes agree; between layers of 784 and 10 units they don't, and something has to give.
#
# </details>

# %%
rng = np.random.default_rng(10716)
x_deep, delta_top = rng.normal(size=(2, 100))
delta_top = delta_top / np.linalg.norm(delta_top)
draws = rng.normal(size=(20, 100, 100))
begins = {"sigmoid, 1/D": 1, "tanh, 1/D": 1, "relu, 2/D": 2, "relu, 1/D": 1, "relu, 8/D": 8}
arrives, largest = {}, {}
fig, ax = plt.subplots(figsize=(8, 4.6))
for index, (name, gain) in enumerate(begins.items()):
    activation = name.partition(",")[0]
    deep = [(np.sqrt(gain / 100) * draw, np.zeros(100)) for draw in draws]
    norms = delta_norms(deep, [activation] * 20, x_deep, delta_top)
    zs, _ = forward(x_deep, deep, [activation] * 20)
    arrives[name] = norms[0]
    largest[name] = max(np.linalg.norm(W.T * SLOPES[activation](z), 2) for (W, _), z in zip(deep[1:], zs))
    bound = delta_bound(largest[name], 20, 1)
    print(f"{name:13} norm of δ[1] {norms[0]:8.2g}   largest ‖J‖ {largest[name]:5.2f}   bound {bound:8.2g}")
    ax.semilogy(range(1, 21), norms, label=name, **plots.styled(index))
ax.semilogy(range(1, 21), 0.25 ** np.arange(19, -1, -1), "k", linewidth=0.8, label="bound for κ = .25")
ax.set(title="Twenty layers: what is left of δ", xlabel="layer $l$ (1 is the lowest)", ylabel="$\\|\\delta^{[l]}\\|$")
ax.set(xticks=[1, 5, 10, 15, 20])
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plots.show(
    "On a logarithmic scale the five norms are nearly straight lines: one explodes, one holds, tanh's falls slowly, two vanish."
)

# %% [markdown]
# Read it from right to left, as $\delta$ travels. On the logarithmic scale each is nearly a straight line: a constant
# factor per layer. The sigmoid leaves $6 \cdot 10^{-13}$: its first layer will practically never learn. (It runs just
# below the thin black line, 9.5's bound if its slopes alone counted.) A factor of 2
# in ReLU's variance decides between .85<!-- {arrives["relu, 2/D"]:.2f} --> and .001<!-- {arrives["relu, 1/D"]:.3f} -->; at $8/D$,
# $\delta$ explodes beyond $4 \cdot 10^5$. (A ReLU hands a positive factor on as it is, so its three lines differ by exactly
# $\sqrt 2$ and $2$ per layer.)
#
# The bound is honest but coarse, because $\kappa$, the largest $\|J\|$, looks at the *worst* direction: for the sigmoid it
# is .48<!-- {largest["sigmoid, 1/D"]:.2f} -->, as these weights can double a vector, though they rarely do. For tanh it allows a growth to $3 \cdot 10^5$, and
# yet $\delta$ shrinks to .16<!-- {arrives["tanh, 1/D"]:.2f} -->. A $\kappa$ below 1 proves that gradients vanish; a $\kappa$ above 1 proves nothing.
#
# > **Beyond the lectures.** Glorot and Bengio settle the quarrel between up and down by a compromise, the variance
# > $2/(D_{in} + D_{out})$ (2010; "Xavier" in most libraries); He and others keep $2/D_{in}$ for ReLU (2015). *Batch
# > normalisation* rescales each layer's pre-activations during training, and *residual* connections, $h + f(h)$, add an
# > identity to every Jacobian: both let hundreds of layers learn.

# %% [markdown]
# ## 9.7 The Hessian
#
# So far first derivatives. How the gradient itself changes is told by the **Hessian** $\nabla^2 f$, the matrix of all
# second derivatives of a function $f$ of $n$ weights: its entry $(i, j)$ is $\partial^2 f / \partial w_i \partial w_j$, its shape
# $(n, n)$, and it is symmetric. Central differences, taken twice, give with $e_i = (0, \dots, 1, \dots, 0)$ and a nudge $\varepsilon$
#
# $$ \frac{\partial^2 f}{\partial w_i \partial w_j} \approx \frac{f(w + \varepsilon e_i + \varepsilon e_j) - f(w + \varepsilon e_i - \varepsilon e_j)
#    - f(w - \varepsilon e_i + \varepsilon e_j) + f(w - \varepsilon e_i - \varepsilon e_j)}{4\varepsilon^2} $$
#
# Why is $\varepsilon = 10^{-4}$ here, where gradients used $10^{-6}$? Rounding errs by about $10^{-16}$ in $f$, and we divide by
# $\varepsilon^2$: at $10^{-6}$ that would leave errors of $10^{-4}$. For the same reason the result has fewer digits than
# elsewhere: errors up to $10^{-6}$ are accepted.
#
# **By hand**: $f = w_1^2 w_2$ has the gradient $(2 w_1 w_2,\; w_1^2)$ and
# $\nabla^2 f = \begin{pmatrix} 2 w_2 & 2 w_1 \\ 2 w_1 & 0 \end{pmatrix}$; at $w = (1, 2)$ that is
# $\begin{pmatrix} 4 & 2 \\ 2 & 0 \end{pmatrix}$.


# %% nbgrader={"grade": false, "grade_id": "numerical_hessian", "locked": false, "schema_version": 3, "solution": true} minutes=20 dots=3
def numerical_hessian(f, w, eps=1e-4):
    """The Hessian of f at w by symmetric central differences with nudges of size eps.

    f: a callable that maps a vector of shape (n,) to a number. w: where, shape (n,). eps: size of the nudges.
    Returns shape (n, n). Source: lecture 001, Hessian.
    """
    ### BEGIN SOLUTION
    steps = eps * np.eye(len(w))
    return np.array(
        [[(f(w + i + j) - f(w + i - j) - f(w - i + j) + f(w - i - j)) / (4 * eps**2) for j in steps] for i in steps]
    )
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "numerical_hessian-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}


def cubic(w):
    """w₁² w₂, of the example by hand."""
    return w[0] ** 2 * w[1]


expect(numerical_hessian, cubic, np.array([1.0, 2.0])).gives([[4, 2], [2, 0]], "the example by hand", atol=1e-6)
expect(numerical_hessian, cubic, np.array([1, 2]), 0.5).gives([[4, 2], [2, 0]], "a cubic: exact for every nudge")
expect(numerical_hessian, cubic, np.array([1, 2])).gives([[4, 2], [2, 0]], "whole numbers, a tiny nudge", atol=1e-6)
expect(numerical_hessian, lambda w: w[0] ** 4, np.array([1.0]), 0.1).satisfies(
    "w⁴ at 1 with ε = .1: 12.08 (12.02 by three points); else ε is not the nudge that was given",
    lambda found: 12.019 < np.asarray(found)[0][0] < 12.081,
)
at = np.array([0.5, -0.2, 0.3])
expect(numerical_hessian, lambda w: np.exp(w[0] + 2 * w[1]) + w[1] * w[2], at).gives(
    [[1.105171, 2.210342, 0], [2.210342, 4.420684, 1], [0, 1, 0]], "e^(w₁ + 2 w₂) + w₂ w₃", atol=1e-6
)

# %% [markdown]
# ## 9.8 A parabola for the loss
#
# Value, gradient $\nabla f$ and Hessian at $w_0$ together predict $f$ at $w_0 + d$:
#
# $$ f(w_0 + d) = f(w_0) + \nabla f \cdot d + \tfrac12\, d^\top\, \nabla^2\! f\; d + O(\|d\|^3) $$
#
# The remainder is of the third order in the *length* of $d$: halve $d$, and what is left over falls about 8-fold.
#
# **By hand**: the same $f$ at $(1, 2)$: value 2, gradient $(4, 1)$. For $d = (.1, .2)$ the approximation is
# $2 + .6 + \tfrac12 (.04 + .04 + .04) = 2.66$; the truth is $1.1^2 \cdot 2.2 = 2.662$.


# %% nbgrader={"grade": false, "grade_id": "taylor2", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def taylor2(f0, gradient, hessian, d):
    """The second-order Taylor approximation f0 + gradient·d + ½ dᵀ hessian d.

    f0: value at the start, a number. gradient: there, shape (n,). hessian: there, shape (n, n).
    d: the step, shape (n,). Returns a number. Source: lecture 001, Hessian (erratum 28).
    """
    ### BEGIN SOLUTION
    return f0 + gradient @ d + 0.5 * d @ hessian @ d
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "taylor2-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
slope, bend = np.array([4.0, 1.0]), np.array([[4.0, 2.0], [2.0, 0.0]])
expect(taylor2, 2.0, slope, bend, np.array([0.1, 0.2])).gives(2.66, "the example by hand: the truth is 2.662")
expect(taylor2, 5, np.array([2, -1]), np.array([[1, 2], [2, 4]]), np.array([1, 1])).gives(10.5, "whole numbers")
expect(taylor2, 2.0, slope, bend, np.zeros(2)).gives(2, "no step")

# %% [markdown]
# > **Look closely.** The slide writes the remainder as $O((w - w_0)^3)$. What is the third power of a vector?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Nothing that is defined; the power is that of its *length*, $O(\|w - w_0\|^3)$ (erratum 28).
#
# </details>

# %% [markdown]
# Does it hold for a real loss? A 2-2-1 network with tanh and sigmoid on lecture 001's noisy XOR: nine weights, so the
# Hessian is (9, 9). We step from random weights in one direction, and look at what each approximation leaves over:

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
slope, bend = central_differences(loss, w0), numerical_hessian(loss, w0)
eigenvalues = np.linalg.eigvalsh(bend)
lengths = 2.0 ** -np.arange(0, 8)
left = {"value only, O(‖d‖)": [], "with gradient, O(‖d‖²)": [], "with Hessian, O(‖d‖³)": []}
for d in lengths[:, None] * direction:
    guesses = (loss(w0), taylor2(loss(w0), slope, np.zeros((9, 9)), d), taylor2(loss(w0), slope, bend, d))
    for remainder, guess in zip(left.values(), guesses):
        remainder.append(abs(loss(w0 + d) - guess))
fig, axes = plt.subplots(1, 3, figsize=(15, 4.6), gridspec_kw={"width_ratios": [1.1, 0.7, 1]}, layout="constrained")
weight_names = [
    "$w^{[1]}_{11}$",
    "$w^{[1]}_{12}$",
    "$w^{[1]}_{21}$",
    "$w^{[1]}_{22}$",
    "$b^{[1]}_1$",
    "$b^{[1]}_2$",
    "$w^{[2]}_1$",
    "$w^{[2]}_2$",
    "$b^{[2]}$",
]
plots.heatmap(axes[0], bend, "Hessian of the loss", labels=weight_names, form=".2f")
axes[1].axhline(0, color="black", linewidth=0.8)
axes[1].bar(range(1, 10), eigenvalues, color=np.where(eigenvalues < 0, plots.CLASSES[1], plots.CLASSES[0]))
axes[1].set(title="Its eigenvalues", xlabel="number, in order", yscale="symlog", xticks=range(1, 10))
axes[1].set_yscale("symlog", linthresh=0.001)
axes[1].set_ylim(3 * eigenvalues.min(), 3 * eigenvalues.max())
for index, (name, remainder) in enumerate(left.items()):
    label = f"{name}: last halving ÷ {remainder[-2] / remainder[-1]:.1f}"
    axes[2].loglog(lengths, remainder, label=label, **plots.styled(index))
axes[2].set(title="What is left over", xlabel="length of the step $d$", ylabel="|loss − approximation|")
axes[2].legend(loc="lower right", fontsize=9)
plots.show(
    "A nine by nine Hessian with entries of both signs, its eigenvalues of both signs, and remainders of slopes 1, 2 and 3."
)

# %% [markdown]
# Each halving divides the remainder by 2, 4 and 8: slopes 1, 2 and 3 in the right picture. Far out, at length 1, the
# parabola guesses worse than the straight line: what derivatives know is local. Of the nine eigenvalues
# 4<!-- {(eigenvalues < 0).sum()} --> are negative: seen from here, the loss bends upwards in some directions and downwards in others. It is not convex. (Their
# axis is logarithmic on either side of 0: read the ticks, don't compare lengths.)
#
# ### Stretch: jump to the bottom of the parabola
#
# *No points: for the curious.* A parabola that opens upwards has its lowest point where its gradient is zero:
# $\nabla f + \nabla^2\! f\, d = 0$. Newton's method steps there at once. (Solve the system with `np.linalg.solve`; don't invert.)


# %% stretch="newton_step"
def newton_step(w, gradient, hessian):
    """The lowest point of the parabola that value, gradient and Hessian describe at w.

    w: where, shape (n,). gradient: there, shape (n,). hessian: there, shape (n, n), its eigenvalues all positive.
    Returns the new weights, shape (n,).
    """
    ### BEGIN SOLUTION
    return w - np.linalg.solve(hessian, gradient)
    ### END SOLUTION


# %%
expect(newton_step, np.array([1.0, 2.0]), np.array([2.0, 8.0]), np.array([[2.0, 0.0], [0.0, 4.0]])).gives(
    [0, 0], "f = w₁² + 2 w₂²: at the bottom in one step"
)
expect(newton_step, np.array([1.0, 1.0]), np.array([1.0, 0.0]), np.array([[2.0, 1.0], [1.0, 2.0]])).gives(
    [0.333333, 1.333333], "a parabola that lies askew"
)

# %% [markdown]
# ## 9.9 The best weights are not unique
#
# Since $\tanh(-z) = -\tanh(z)$, you may **flip** a hidden unit of a tanh network: negate what goes in (its column of
# $W$ and its bias), and its output changes sign; negate what goes out (its *row* of the next $W$), and nobody notices.


# %% nbgrader={"grade": false, "grade_id": "flip_unit", "locked": false, "schema_version": 3, "solution": true} minutes=12 dots=2
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
expect(flip_unit, [(np.array([[1, 2], [3, 4]]), np.array([5, 6])), (np.array([[7], [8]]), np.array([9]))], 0, 0).gives(
    [([[-1, 2], [-3, 4]], [-5, 6]), ([[-7], [8]], [9])], "whole numbers, the first unit"
)
deeper = [
    (np.eye(2), np.array([1.0, 2.0])),
    (np.array([[1.0, 2], [3, 4]]), np.array([5.0, 6])),
    (np.ones((2, 1)), np.zeros(1)),
]
expect(flip_unit, deeper, 1, 0).gives(
    [([[1, 0], [0, 1]], [1, 2]), ([[-1, 2], [-3, 4]], [-5, 6]), ([[-1], [1]], [0])], "layer 1 of three; layer 0 stays"
)
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
expect(permute_units, deeper, 0, np.array([1, 0])).gives(
    [([[0, 1], [1, 0]], [2, 1]), ([[3, 4], [1, 2]], [5, 6]), ([[1], [1]], [0])], "the next layer keeps its biases"
)
expect(permute_units, deeper, 1, np.array([1, 0])).gives(
    [([[1, 0], [0, 1]], [1, 2]), ([[2, 1], [4, 3]], [6, 5]), ([[1], [1]], [0])], "layer 1 of three; layer 0 stays"
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
    losses = [loss((1 - t) * flat(trained) + t * flat(twin)) for t in along]
    ax.plot(along, losses, label=name, **plots.styled(index))
ax.set(title="Two equally good networks, a hill between them", ylabel="loss on the noisy XOR")
ax.set(xlabel="way from the weights (0) to their twin (1)")
ax.legend(loc="upper left")
plots.show("Between a network and each of two twins the loss rises and falls again: both ends are equally low.")

# %% [markdown]
# Both ends have the same loss, and between them it rises. A convex function cannot do that: a second proof, beside
# the negative eigenvalues, that the loss is not convex. It is no misfortune: gradient descent needs *a* good minimum, and there are plenty.
#
# ## Summary
#
# | | formula | shape |
# |---|---|---|
# | Jacobian of a layer | $J = \operatorname{diag}(f'(z))\,W^\top$; softmax: $(\operatorname{diag}\hat y - \hat y\hat y^\top)\,W^\top$ | (D_out, D_in) |
# | of a network | $J^{[M]} \cdots J^{[1]}$ | (K, D) |
# | ascent on the input | $x + \eta\, \partial \hat y_k/\partial x$ | (D,) |
# | deltas on their way down | $\delta^{[l]} = (W^{[l+1]} \delta^{[l+1]}) \odot f'(z^{[l]})$, $\|\delta^{[1]}\| \le \kappa^{M-1} \|\delta^{[M]}\|$ | |
# | what keeps them alive | variance $1/D$ of the first weights, $2/D$ for ReLU | |
# | parabola | $f_0 + \nabla f \cdot d + \tfrac12 d^\top\, \nabla^2\! f\, d$, remainder of order $\|d\|^3$ | a number |
# | twins | flip a tanh unit, permute units: $2^H H!$ equally good networks | |
#
# So far we have derived each gradient with pencil and paper. In **notebook 10** you teach the computer to do that by
# itself, for any formula: the computation graph.
#
# **Sources**: lecture 001 (G. Klambauer, *Basic neural network architectures*, JKU Linz: *Backpropagation in DNNs*,
# *Jacobian*, *Hessian*, *Loss surface*).
#
# ## Read on
#
# - X. Glorot, Y. Bengio, [Understanding the difficulty of training deep feedforward neural networks](https://proceedings.mlr.press/v9/glorot10a.html), AISTATS 2010.
# - K. He and others, [Delving deep into rectifiers](https://arxiv.org/abs/1502.01852), 2015, and [Deep residual learning](https://arxiv.org/abs/1512.03385), 2015.
# - I. Goodfellow, J. Shlens, C. Szegedy, [Explaining and harnessing adversarial examples](https://arxiv.org/abs/1412.6572), 2014.
# - D2L, [Numerical stability and initialisation](https://d2l.ai/chapter_multilayer-perceptrons/numerical-stability-and-init.html).
# - C. Olah and others, [Feature visualization](https://distill.pub/2017/feature-visualization/), Distill 2017: the climb of 9.3, at scale.
