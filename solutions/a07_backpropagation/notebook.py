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

# %% [markdown] minutes=90
# # 7 · Backpropagation
#
# A network is off by a little. Which weight is to blame, and by how much? Backpropagation answers for *all* the weights
# in one walk from the output to the input. It is the centre of this course, and its heart is two short lines.
#
# **You will learn**
#
# - how the chain rule follows one path from a weight to the loss,
# - what a delta is, how one layer's deltas give those of the layer before, and how deltas become gradients,
# - how to check any gradient, to find the line that is wrong, and to convict a lecture slide,
# - how a network learns XOR, which no line could (notebook 2), and why it must not start at zero.
#
# **Taken as given**: activations and slopes (notebook 1), losses (3), gradient descent and central differences (4),
# softmax (5), the forward pass (6).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came. Green means right.
#
# **Sources**: lectures 000 (C. Bergler, *Deep Learning*, OTH Amberg-Weiden: *Backpropagation for MLPs*), 001
# (G. Klambauer, *Basic neural network architectures*, JKU Linz: *4.6.2 Gradient descent and the backpropagation
# algorithm*), 002 (H. Beigy, *Feedforward deep networks & backpropagation*, Sharif: *Backpropagation algorithm*), 003
# (R. Krestel, *Neural Networks*, DL4NLP: *Computation of Gradients*, *Walk-Through Example: Iris Dataset*).
#
# ## Conventions
#
# <!-- glossary: N D H K M i j k c_class l X W b_layer z_layer h_layer f Y Y_hat L delta dW db J eta epsilon params activations grads -->
#
# A layer's inputs are counted by $j$, its outputs by $k$: $w_{jk}$ leads from input $j$ to output $k$. `params` and
# `activations` have one entry per layer. Python counts from 0, so layer $l$ has `params[l-1]` and `zs[l-1]`, but
# `hs[l]`, as `hs[0]` is the input. A loss is summed over the K outputs and is the *mean* over the N samples.
# Lower-case $y$ and $\hat y$ are a single sample's, or with an index one of its outputs; $\odot$ multiplies element by element.
#
# All is float64. Whole-number arrays may come in, too. No function changes its arguments: return new arrays.

# %% nbgrader={"grade": false, "grade_id": "given-network", "locked": true, "schema_version": 3, "solution": false}
import time

import matplotlib.pyplot as plt
import numpy as np

from course_tools import expect, plots


def sigmoid(z):
    """1/(1 + e^−z), without overflow."""
    return np.exp(-np.logaddexp(0, -z))


def softmax(z):
    """Probabilities over the last axis, shape (K,) or (N, K)."""
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def log(p):
    """The natural logarithm of probabilities, clipped to stay finite."""
    return np.log(np.clip(p, 1e-12, 1 - 1e-12))


ACTIVATIONS = {"sigmoid": sigmoid, "softmax": softmax, "tanh": np.tanh}
ACTIVATIONS |= {"identity": np.array, "relu": lambda z: np.maximum(z, 0)}
SLOPES = {  # f'(z) where f works on each z by itself; softmax has a Jacobian instead
    "identity": lambda z: np.ones(np.shape(z)),
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
}
LOSSES = {  # by the output's activation: LOSSES[name](Y_hat, Y) is summed over outputs, mean over samples
    "identity": lambda Y_hat, Y: np.sum((Y_hat - Y) ** 2) / 2 / len(Y),
    "sigmoid": lambda Y_hat, Y: -np.sum(Y * log(Y_hat) + (1 - Y) * log(1 - Y_hat)) / len(Y),
    "softmax": lambda Y_hat, Y: -np.sum(Y * log(Y_hat)) / len(Y),
}


def forward(X, params, activations):
    """Return (zs, hs): each layer's pre-activations; the input, then each layer's activations (notebook 6)."""
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations):
        zs.append(hs[-1] @ W + b)
        hs.append(ACTIVATIONS[name](zs[-1]))
    return zs, hs


# %% [markdown]
# ## 7.1 One path, and the chain rule
#
# The smallest deep network is lecture 000's chain: one input, one hidden neuron, one output, both sigmoid, here without
# biases, and with the loss $\tfrac12(\hat y - y)^2$ (7.2 has a better one for a sigmoid). The input is $x = 2$, the target $y = 1$, the weights are $w^{[1]} = .3$ and $w^{[2]} = -1.5$.
#
# **Forward**, by hand: each number follows from the one before.
#
# $$ z^{[1]} = .3 \cdot 2 = .6 \quad h = \sigma(.6) = .646 \quad z^{[2]} = -1.5 \cdot .646 = -.968 \quad
# \hat y = \sigma(-.968) = .275 \quad L = \tfrac12(\hat y - y)^2 = .263 $$
#
# **Backward**, ask of each number: if it were a little larger, by how much would $L$ change? Start at the end, and at each
# station multiply by its slope. The slope of σ is $\sigma'(z) = \sigma(z)(1 - \sigma(z))$ (notebook 1).
#
# | if this number grows | $L$ changes by this much per unit | |
# |---|---|---|
# | $\hat y$ | $\hat y - y$ | $= -.725$ |
# | $z^{[2]}$ | $-.725 \cdot \sigma'(-.968) = -.725 \cdot .1995$ | $= -.1446 =: \delta^{[2]}$ |
# | $h$ | $\delta^{[2]} \cdot w^{[2]} = -.1446 \cdot (-1.5)$ | $= .2169$ |
# | $z^{[1]}$ | $.2169 \cdot \sigma'(.6) = .2169 \cdot .2288$ | $= .0496 =: \delta^{[1]}$ |
# | $w^{[1]}$ | $\delta^{[1]} \cdot x = .0496 \cdot 2$ | $= .0992$ |
#
# The slope of $L$ at a pre-activation $z$ has a name, as all the others follow from it: the **delta** of its neuron.

# %% [markdown]
# > **Predict.** The output is too small ($.275$, and it should be 1). To raise it, must $w^{[1]}$ grow or shrink? Look at the
# > table, then at the sign of $w^{[2]}$, before you run the next cell.
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Shrink. The slope $.0992$ is positive: as $w^{[1]}$ grows, so does the loss. A larger $w^{[1]}$ makes $h$ larger, and
# $h$ is sent on through a *negative* weight, so that the output falls even further.
#
# </details>

# %%
x, y, w1, w2 = 2.0, 1.0, 0.3, -1.5
z1, z2 = w1 * x, w2 * sigmoid(w1 * x)
delta2 = (sigmoid(z2) - y) * SLOPES["sigmoid"](z2)
delta1 = delta2 * w2 * SLOPES["sigmoid"](z1)
fig, axes = plt.subplots(1, 2, figsize=(12, 3.6), width_ratios=(1.7, 1), layout="constrained")
loss = (sigmoid(z2) - y) ** 2 / 2
values = [["2"], [f"z = {z1:.3f}\nh = {sigmoid(z1):.3f}"], [f"z = {z2:.3f}\nŷ = {sigmoid(z2):.3f}, L = {loss:.3f}"]]
deltas = [[""], [f"δ = {delta1:.4f}"], [f"δ = {delta2:.4f}"]]
plots.network(axes[0], [np.array([[w1]]), np.array([[w2]])], [["x"], ["1"], ["2"]], values, deltas)
axes[0].set(title="One path: values above the neurons, deltas below")
w, here = np.linspace(-4, 4, 100), (w1, loss)
axes[1].plot(w, (sigmoid(w2 * sigmoid(w * x)) - y) ** 2 / 2, color=plots.SEQUENCE[1], label="$L$ as $w^{[1]}$ varies")
axes[1].axline(here, slope=delta1 * x, color=plots.CLASSES[1], linestyle="--", label=f"slope {delta1 * x:.4f}")
axes[1].plot(*here, "o", color=plots.CLASSES[1])
axes[1].set(title="What the chain predicts", xlabel="$w^{[1]}$", ylabel="$L$")
axes[1].legend(loc="upper left")
plots.show("A chain of two neurons with its values and deltas; the slope they give touches the curve of the loss.")

# %% [markdown]
# The dashed line, computed from four multiplications, touches the curve. Written down, the path is the chain rule:
#
# $$ \frac{\partial L}{\partial w^{[1]}} =
# \underbrace{\frac{\partial L}{\partial \hat y}\,\frac{\partial \hat y}{\partial z^{[2]}}}_{\delta^{[2]}}\;
# \underbrace{\frac{\partial z^{[2]}}{\partial h}}_{w^{[2]}}\;
# \underbrace{\frac{\partial h}{\partial z^{[1]}}}_{\sigma'(z^{[1]})}\;
# \underbrace{\frac{\partial z^{[1]}}{\partial w^{[1]}}}_{x} $$
#
# Each denominator is the next numerator: a rule to proofread by. The chain for $w^{[2]}$ begins in the same way,
# $\partial L / \partial w^{[2]} = \delta^{[2]} \cdot h$. That shared beginning is computed once and used twice. Here lies the
# whole secret of backpropagation: it never computes a delta twice.

# %% [markdown]
# > **Look closely.** In the middle of its chain lecture 002 prints
# > $\frac{\partial o}{\partial a}\,\frac{\partial a}{\partial w}\,\frac{\partial o}{\partial w}$, where $o$ is the
# > pre-activation and $a$ the activation of the layer before. Proofread it: which letter is wrong?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The second denominator must be the third numerator: $\frac{\partial o}{\partial a}\,\frac{\partial a}{\partial
# o}\,\frac{\partial o}{\partial w}$ (erratum 23; the handbook has more about this slide).
#
# </details>

# %% [markdown]
# ## 7.2 The delta at the output
#
# Where to begin? Choose output and loss as one of lecture 001's canonical pairs (its table 4.1), and everything cancels
# into one formula:
#
# | output $f$ | loss of a sample, summed over outputs | $\delta^{[M]}$ of a sample |
# |---|---|---|
# | identity | $\tfrac12 (\hat y - y)^2$ | $\hat y - y$ |
# | sigmoid | $-y \ln \hat y - (1-y)\ln(1-\hat y)$ | $\hat y - y$ |
# | softmax | $-y \ln \hat y$ | $\hat y - y$ |
#
# (With $\tfrac12(\hat y - y)^2$ on a sigmoid, as in 7.1, nothing cancels: that is no canonical pair.)
#
# Sigmoid, by hand: $\frac{\partial L}{\partial \hat y} = \frac{\hat y - y}{\hat y(1-\hat y)}$, and the slope
# $\hat y (1 - \hat y)$ cancels the denominator. The loss of a batch is a mean, so each row of delta carries a $1/N$.


# %% nbgrader={"grade": false, "grade_id": "output_delta", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def output_delta(Y_hat, Y):
    """∂L/∂Z at the output for a canonical pair: (Ŷ − Y)/N, as L is the mean over the N samples.

    Y_hat: outputs, shape (N, K). Y: targets, shape (N, K). Returns shape (N, K). Source: lecture 001, table 4.1.
    """
    ### BEGIN SOLUTION
    return (Y_hat - Y) / len(Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "output_delta-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
p_iris = np.array([[0.375167, 0.326154, 0.298679]])
expect(output_delta, p_iris, np.array([[1, 0, 0]])).gives([[-0.624833, 0.326154, 0.298679]], "003's Iris sample")
expect(output_delta, np.array([[0.8], [0.4]]), np.array([[1], [0]])).gives([[-0.1], [0.2]], "two samples: divided by 2")
expect(output_delta, np.array([[7, -2], [4, 8], [1, 0]]), np.array([[1, 1], [1, 5], [1, 3]])).gives(
    [[2, -1], [1, 1], [0, -1]], "three samples, two outputs, whole numbers"
)

# %% [markdown]
# ## 7.3 Any other pair
#
# Without a canonical pair we need the chain itself. We follow one sample, so all arrays here have a single axis, (K,); a
# batch is the same for each of its rows. If each $\hat y_k$ depends on its own $z_k$ alone, one path leads from
# $z_k$ to the loss: $\delta_k = \frac{\partial L}{\partial \hat y_k}\, f'(z_k)$. But softmax divides by a sum over all $z$:
# one $z_c$ moves *every* $\hat y_k$, so there are K paths, and they add up. The slopes form softmax's Jacobian $J$
# (notebook 5):
#
# $$ \delta_c = \sum_k \frac{\partial L}{\partial \hat y_k}\, J_{kc}, \qquad
# J = \operatorname{diag}(\hat y) - \hat y\,\hat y^\top, \qquad \hat y = \operatorname{softmax}(z) $$
#
# **By hand** for $z = (.7, 0, .3)$, cross-entropy, the second class true: $\hat y = (.461, .229, .309)$ and
# $\partial L/\partial \hat y = (0, -1/.229, 0)$. Only one term of each sum is left: $\delta_1 = -\frac{1}{.229} \cdot (-.229
# \cdot .461) = .461$, $\delta_2 = -\frac{1}{.229} \cdot .229 \cdot (1 - .229) = -.771$, $\delta_3 = .309$. That is
# $\hat y - y$, as the table promised.


# %% nbgrader={"grade": false, "grade_id": "chain_output_delta", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def chain_output_delta(dloss, z, activation):
    """∂L/∂z of one sample from ∂L/∂ŷ by the chain rule, for any output activation.

    dloss: ∂L/∂ŷ, shape (K,). z: the output's pre-activations, shape (K,). activation: "identity", "relu", "sigmoid",
    "tanh" (dloss ⊙ f'(z), element by element) or "softmax" (its full Jacobian). Returns shape (K,).
    Source: lecture 000, recursive calculation of δ (erratum 30).
    """
    ### BEGIN SOLUTION
    if activation == "softmax":
        y_hat = softmax(z)
        return (np.diag(y_hat) - np.outer(y_hat, y_hat)) @ dloss
    return dloss * SLOPES[activation](z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "chain_output_delta-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
expect(chain_output_delta, np.array([-0.7]), np.array([0.5]), "sigmoid").gives([-0.164503], "−.7 · σ(.5)(1 − σ(.5))")
expect(chain_output_delta, np.array([2, 3, 5]), np.array([-1, 4, 0]), "relu").gives([0, 3, 0], "slope 0 at and below 0")
z = np.array([0.7, 0, 0.3])
dloss = np.array([0, -1 / softmax(z)[1], 0])
expect(chain_output_delta, dloss, z, "softmax").gives([0.461488, -0.770832, 0.309344], "ŷ − y, by the full Jacobian")
expect(chain_output_delta, np.array([2.0, -3, 4]), np.array([1000.0, 999, -1000]), "softmax").gives(
    [0.98306, -0.98306, 0], "large z: ŷ = (.731, .269, 0), all else follows"
)

# %% [markdown]
# > **Look closely.** Lecture 000 writes $\delta^{[M]} = \nabla_{\hat y} L \odot f'(z)$ for *every* output, where $\odot$ multiplies
# > element by element. What does that give for the softmax example by hand? Which classes would learn?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# $(0, -.771, 0)$: only the diagonal of $J$ is used, and only the true class would learn. The paths from $z_1$ and $z_3$ to
# $\hat y_2$ are lost (erratum 30).
#
# </details>

# %% [markdown]
# ## 7.4 The recursion: from layer to layer
#
# In a wide network, hidden neuron $j$ reaches the loss through *every* neuron $k$ of the next layer. Each path carries
# its weight $w_{jk}$, and paths add up; then the neuron's own slope follows:
#
# $$ \delta^{[l]}_j = f'(z^{[l]}_j) \sum_k w_{jk}\, \delta^{[l+1]}_k $$
#
# **By hand**: lecture 003's Iris network, $x = (1.8, .5)$, first class true, so that $\delta^{[2]} = \hat y - y = (-.6248,
# .3262, .2987)$. Hidden neuron 1 has the outgoing weights $(.3, .2, .3)$: $.3 \cdot (-.6248) + .2 \cdot .3262 + .3 \cdot
# .2987 = -.0326$, times $\mathrm{relu}'(.28) = 1$. Follow the three lines back from the outputs to hidden neuron 1:

# %% nbgrader={"grade": false, "grade_id": "given-iris", "locked": true, "schema_version": 3, "solution": false}
# Lecture 003's Iris network in our layout (in, out), and its flower.
W1, b1 = np.array([[0.1, 0.4], [-0.2, 0.6]]), np.array([0.2, -0.3])
W2, b2 = np.array([[0.3, 0.2, 0.3], [-0.3, 0.1, -0.2]]), np.array([-0.1, -0.5, -0.4])
iris, iris_acts = [(W1, b1), (W2, b2)], ["relu", "softmax"]
X_iris, Y_iris = np.array([[1.8, 0.5]]), np.array([[1.0, 0.0, 0.0]])
zs, hs = forward(X_iris, iris, iris_acts)

# %%
back = {2: hs[2][0] - Y_iris[0]}
back[1] = W2 @ back[2]  # both ReLUs are on: their slopes are 1
values = [[f"{value:g}" for value in X_iris[0]]]
for letter, Z, H in zip(("h", "ŷ"), zs, hs[1:]):
    values.append([f"z = {z:.3f}\n{letter} = {h:.3f}" for z, h in zip(Z[0], H[0])])
deltas = [["", ""], *([f"δ = {delta:.4f}" for delta in back[layer]] for layer in (1, 2))]
fig, ax = plt.subplots(figsize=(9.5, 5), layout="constrained")
names = [["$x_1$", "$x_2$"], ["1", "2"], ["ŷ₁", "ŷ₂", "ŷ₃"]]
plots.network(ax, [W1, W2], names, values, deltas)
ax.set_title("The Iris network: three deltas flow back into each hidden neuron")
plots.show("Lecture 003's 2-2-3 network: every neuron with its z, h and delta, every line with its weight; no biases.")

# %% [markdown]
# For all neurons and all samples at once the sum is a matrix product:
#
# $$ \underbrace{\delta^{[l]}}_{(N, H)} =
# \underbrace{\delta^{[l+1]}}_{(N, K)}\; \underbrace{W^{[l+1]\top}}_{(K, H)} \odot \underbrace{f'(z^{[l]})}_{(N, H)} $$
#
# Let the shapes guard you: forward, $W$ leads from H to K; backward, $W^\top$ leads from K to H. And the slope is taken at
# $z$, the value *before* the activation. `SLOPES[activation](z)` gives it.


# %% nbgrader={"grade": false, "grade_id": "delta_step", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def delta_step(delta, W, z, activation):
    """The deltas of a hidden layer from those of the next one: δ Wᵀ ⊙ f'(z).

    delta: the next layer's, shape (N, K). W: the next layer's weights, shape (H, K). z: this layer's
    pre-activations, shape (N, H). activation: this layer's: "identity", "relu", "sigmoid" or "tanh".
    Returns shape (N, H). Source: lecture 000, recursive calculation of δ; 001, delta error at hidden units.
    """
    ### BEGIN SOLUTION
    return delta @ W.T * SLOPES[activation](z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "delta_step-check", "locked": true, "points": 3, "schema_version": 3, "solution": false}
d2 = hs[-1] - Y_iris
expect(delta_step, d2, W2, zs[0], "relu").gives([[-0.032615, 0.16033]], "003's Iris sample")
expect(delta_step, d2, W2, zs[0], "tanh").gives([[-0.030186, 0.099312]], "the same with tanh: slopes .9255, .6194")
d, w, z = np.array([[1], [2], [3]]), np.array([[3]]), np.array([[-1], [1], [0]])
expect(delta_step, d, w, z, "relu").gives([[0], [6], [0]], "a neuron that is off passes nothing back")
d, z = np.array([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]]), np.array([[0.0, 1, 2], [3, -1, -2]])
w = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 10]])
expect(delta_step, d, w, z, "sigmoid").gives(
    [[0.15, 0.235934, 0.220487], [-0.018071, 0.098306, 0.083995]],
    "two samples; W is square: is it the right way round?",
)

# %% [markdown]
# > **Look closely.** Two slides. Lecture 001 writes $\delta^{[l-1]} = \delta^{[l]} J$ for columns $\delta$, down to
# > $\delta^{[0]} = \delta^{[1]} J^{[1]}$, starting from $(\hat y - y)^\top$; its $J$ holds the slopes of one layer's $z$ (rows) with
# > respect to those of the layer below (columns). Lecture 000 calls $\odot$ a dot product. What is
# > wrong with each?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# For columns it is $J^\top \delta$, from $\hat y - y$: the transposes are lost. And there is no $\delta^{[0]}$, for the
# input has no pre-activation; what reaches it is $\delta^{[1]} W^{[1]\top}$ (erratum 26). Two matrices (N, H) have no dot
# product, their shapes don't fit: $\odot$ is the Hadamard product, element by element (erratum 29).
#
# </details>

# %% [markdown]
# ## 7.5 From deltas to gradients
#
# The weight $w_{jk}$ meets the loss through $z_k$ alone, and $\partial z_k / \partial w_{jk} = h_j$: *what came in, times the
# delta of where it went*. The bias is a weight whose input is always 1. Over a batch the samples add up, which is just
# what a matrix product does:
#
# $$ \frac{\partial L}{\partial W^{[l]}} =
# \underbrace{h^{[l-1]\top}}_{(D_{in}, N)}\; \underbrace{\delta^{[l]}}_{(N, D_{out})}
# \qquad\qquad \frac{\partial L}{\partial b^{[l]}_k} = \sum_{i=1}^N \delta^{[l](i)}_k $$
#
# In code these two are `dW` and `db`. **By hand**, the Iris network's last layer: $h = (.28, .72)$ came in, so the first
# row of `dW` is $.28 \cdot (-.6248, .3262, .2987) = (-.1750, .0913, .0836)$, and `db` is $\delta^{[2]}$ itself.
#
# A gradient has the shape of what it belongs to: check that first. And take no mean here, the $1/N$ is in delta already.


# %% nbgrader={"grade": false, "grade_id": "weight_gradients", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=1
def weight_gradients(h_prev, delta):
    """The gradients of one layer: hᵀ δ for W; δ summed over the batch for b.

    h_prev: what came into the layer, shape (N, D_in). delta: the layer's deltas, shape (N, D_out).
    Returns (dW, db), shapes (D_in, D_out) and (D_out,). Source: lectures 000 and 001 (errata 24, 31).
    """
    ### BEGIN SOLUTION
    return h_prev.T @ delta, delta.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "weight_gradients-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
h_prev, delta = np.array([[1.0, 2.0, 0.0], [3.0, 4.0, 5.0]]), np.array([[0.1, -0.2], [0.3, 0.4]])
expect(weight_gradients, h_prev[:1], delta[:1]).gives(([[0.1, -0.2], [0.2, -0.4], [0, 0]], [0.1, -0.2]), "one sample")
expect(weight_gradients, h_prev, delta).gives(([[1, 1], [1.4, 1.2], [1.5, 2]], [0.4, 0.2]), "two samples add up")
expect(weight_gradients, np.array([[1], [2], [3]]), np.array([[4], [0], [-1]])).gives(([[1]], [3]), "whole numbers")

# %% [markdown]
# > **Look closely.** Lecture 001 prints $\partial L/\partial W = a\,\delta^\top$ for its (out, in) matrix, and on another slide
# > $\Delta W = -\eta\,\delta\,a^\top$ ($a$ and $\delta$ are columns). Lecture 000 gives $\partial L/\partial b = \delta$ for a
# > batch, too. Which of the three has a wrong shape?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# $a\,\delta^\top$ is (in, out): the slide's $W$ needs $\delta\,a^\top$ (erratum 24). And $\delta$ of a batch is (N, D_out),
# while $b$ is (D_out,): the samples must be added up (erratum 31).
#
# </details>

# %% [markdown]
# ## 7.6 An instrument: the gradient check
#
# Next you assemble everything into one function, and you will want to know whether it is right. A known number can be met
# by luck: both ReLUs of the Iris flower are on, so a network without any $f'$ gives the same numbers there. An instrument
# that needs only the loss is harder to fool. Call a single parameter, one entry of a `W` or `b`, $\theta$. Nudge each of
# them by $\pm\varepsilon$, one at a time; measure the slope $s$ (notebook 4); and compare it with $g$, what your gradient has
# in its place:
#
# $$ s = \frac{L(\theta + \varepsilon) - L(\theta - \varepsilon)}{2\varepsilon} \qquad\qquad
# \text{error} = \max_\theta \frac{|g - s|}{\max(10^{-8},\, |g| + |s|)} $$
#
# **By hand**, for $L = \theta^3$ at $\theta = 1$ with $\varepsilon = .1$: $s = (1.331 - .729)/.2 = 3.01$. The gradient $g = 3$
# is off by $.01/6.01$; twice the gradient, $g = 6$, by $2.99/9.01 \approx \frac13$.
#
# The error is 0 for equal numbers; it is 1 if the signs differ, or if one of the two is 0 (unless both are tiny: the
# $10^{-8}$ keeps $0/0$ away).
# Stay away from the kink of a ReLU, $z = 0$, where $s$ is the mean of two slopes: lecture 003's XOR weights lie there.


# %% nbgrader={"grade": false, "grade_id": "gradient_check", "locked": false, "schema_version": 3, "solution": true} minutes=25 dots=3
def gradient_check(loss, params, grads, eps=1e-6):
    """The largest relative error of grads against central differences, over every entry of every W and b.

    loss: a callable; loss(params) is a number. params: list of (W, b), float64; exactly the same afterwards.
    grads: list of (dW, db) of the same shapes, g their entries. eps: the nudge ε.
    Returns one number, max |g − s| / max(1e-8, |g| + |s|) with s the measured slope; nothing is left out.
    """

    ### BEGIN SOLUTION
    def nudged(layer, part, index, nudge):
        moved = [(W.copy(), b.copy()) for W, b in params]
        moved[layer][part][index] += nudge
        return loss(moved)

    errors = []
    for layer, pair in enumerate(grads):
        for part, gradient in enumerate(pair):
            for index, g in np.ndenumerate(gradient):
                s = (nudged(layer, part, index, eps) - nudged(layer, part, index, -eps)) / (2 * eps)
                errors.append(abs(g - s) / max(1e-8, abs(g) + abs(s)))
    return np.max(errors)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_check-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
def cubes(params):
    """The sum of θ³ over all parameters; its gradient is 3θ²."""
    return sum(np.sum(W**3) + np.sum(b**3) for W, b in params)


def lines(params):
    """2 times the first weight, and 0 times all others."""
    return 2 * params[0][0][0, 0]


one = [(np.array([[1.0]]), np.array([2.0]))]
two = [(np.array([[1.0, -2.0]]), np.array([0.5, 3.0])), (np.array([[1.5], [2.0]]), np.array([-1.0]))]
exact = [(3 * W**2, 3 * b**2) for W, b in two]
expect(gradient_check, cubes, one, [(np.array([[3.0]]), np.array([12.0]))], 0.1).gives(0.01 / 6.01, "by hand, ε = .1")
expect(gradient_check, cubes, two, exact).satisfies("below 1e-5 for the right gradient", lambda error: error < 1e-5)
half_b = [exact[0], (exact[1][0], exact[1][1] / 2)]
expect(gradient_check, cubes, two, half_b).gives(1 / 3, "the last b's is half as large as it should be")
one_sign = [(exact[0][0] * [[1, -1]], exact[0][1]), exact[1]]
expect(gradient_check, cubes, two, one_sign).gives(1, "one wrong sign among seven entries")
forgotten = [exact[0], (np.zeros((2, 1)), exact[1][1])]
expect(gradient_check, cubes, two, forgotten).gives(1, "a dW left at 0, where the slopes are not 0")
flat = [(np.array([[2.0, 0.0]]), np.zeros(2)), (np.zeros((2, 1)), np.zeros(1))]
expect(gradient_check, lines, two, flat).gives(0, "equal zeros are no error", atol=1e-5)
flat[1] = (np.array([[0.0], [-4e-9]]), np.zeros(1))
expect(gradient_check, lines, two, flat).gives(0.4, "g = −4e-9 where s = 0: divided by 1e-8")

# %% [markdown]
# ## 7.7 The whole backward pass
#
# Delta at the output; gradients of the last layer; one step back; gradients of that layer; and so on, to the first. You
# have all the parts: put them in this order. Mind the indices, which count from 0. With two layers:
#
# | layer | its delta | from the layer above | its own slope at | its gradients with what came in |
# |---|---|---|---|---|
# | 2, the output | `output_delta(hs[2], Y)` | | | `hs[1]` |
# | 1 | `delta_step` | `params[1][0]` | `zs[0]`, `activations[0]` | `hs[0]` |
#
# **When the check says that something is wrong, where is it?** Go through the intermediates in the order in which they
# arise and stop at the first that is off. With a single sample $\partial L/\partial b$ *is* the delta, so central
# differences can judge the deltas, too. `first_off` below does that with any `backward`; keep it for your own hunts. (You
# need not read it line by line. `measured` takes one `W` or `b` after the other, nudges its entries, and leaves the rest of
# the network as it is; `first_off` compares from the top layer down.)
#
# It judges more mildly than `gradient_check`, for a reason. Central differences are themselves uncertain: the loss is
# rounded at the sixteenth digit, and dividing by $2\varepsilon$ makes that some $10^{-10}$. Beside an entry of $10^{-6}$,
# that is a relative error of $10^{-4}$, although nobody made a mistake. So an array is judged as a whole, by its norm,
# $\lVert g - s \rVert / \max(10^{-4},\, \lVert g \rVert + \lVert s \rVert)$, and what is off by less than $10^{-5}$ counts as right.


# %% nbgrader={"grade": false, "grade_id": "given-first-off", "locked": true, "schema_version": 3, "solution": false}
def numerical_gradient(f, x, eps=1e-6):
    """∂f/∂x by central differences, of x's shape (notebook 4)."""
    slopes = np.zeros(np.shape(x))
    for index in np.ndindex(slopes.shape):
        nudge = np.zeros(slopes.shape)
        nudge[index] = eps
        slopes[index] = (f(x + nudge) - f(x - nudge)) / (2 * eps)
    return slopes


def measured(params, activations, X, Y):
    """The gradients of a network's loss by central differences: a list of (dW, db)."""

    def loss(layer, pair):  # with this layer's (W, b) in place of its own
        moved = [*params[:layer], pair, *params[layer + 1 :]]
        return LOSSES[activations[-1]](forward(X, moved, activations)[1][-1], Y)

    return [
        (
            numerical_gradient(lambda W_moved, at=layer, b=b: loss(at, (W_moved, b)), W),
            numerical_gradient(lambda b_moved, at=layer, W=W: loss(at, (W, b_moved)), b),
        )
        for layer, (W, b) in enumerate(params)
    ]


def array_error(g, s):
    """How far a gradient g is from measured slopes s as a whole: |g − s| / max(1e-4, |g| + |s|), norms."""
    return np.linalg.norm(g - s) / max(1e-4, np.linalg.norm(g) + np.linalg.norm(s))


def first_off(backward, params, activations, X, Y):
    """Which of a network's intermediates is the first on the way back that is off, in words. X, Y: one sample."""
    grads = backward(params, activations, *forward(X, params, activations), Y)
    if len(grads) != len(params):
        return f"{len(grads)} pairs of gradients for {len(params)} layers"
    slopes = measured(params, activations, X, Y)
    for layer in reversed(range(len(params))):
        for part, name in ((1, f"δ{layer + 1} (with one sample: db{layer + 1})"), (0, f"dW{layer + 1}")):
            g, s = np.asarray(grads[layer][part]), slopes[layer][part]
            if g.shape != s.shape:
                return f"{name} has shape {g.shape} where {s.shape} belongs"
            if not array_error(g, s) < 1e-5:
                return f"{name} is the first that is off, by {array_error(g, s):.2g}"
    return "nothing is off"


# %% nbgrader={"grade": false, "grade_id": "backward", "locked": false, "schema_version": 3, "solution": true} minutes=25 dots=3
def backward(params, activations, zs, hs, Y):
    """The gradients of all layers of a network with a canonical output (see 7.2).

    params: list of M pairs (W, b), one per layer. activations: their names, softmax in the last layer only. zs, hs: what
    `forward` returned, M and M + 1 arrays. Y: targets, shape (N, K). Returns a list of (dW, db) in the order of params, first layer first.
    Source: lecture 001, backward pass of an MLP; lecture 003, the algorithm.
    """
    ### BEGIN SOLUTION
    delta = output_delta(hs[-1], Y)
    grads = [weight_gradients(hs[-2], delta)]
    for layer in reversed(range(len(params) - 1)):
        delta = delta_step(delta, params[layer + 1][0], zs[layer], activations[layer])
        grads.insert(0, weight_gradients(hs[layer], delta))
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backward-check", "locked": true, "points": 3, "schema_version": 3, "solution": false}
layer1 = [[-0.058708, 0.288593], [-0.016308, 0.080165]], [-0.032615, 0.16033]
layer2 = [[-0.174953, 0.091323, 0.08363], [-0.44988, 0.234831, 0.215049]], [-0.624833, 0.326154, 0.298679]
expect(backward, iris, iris_acts, zs, hs, Y_iris).gives([layer1, layer2], "003's Iris sample")

deep = [  # 2-4-3-2
    (np.array([[0.5, -0.4, 0.3, 0.9], [-0.2, 0.6, 0.8, -0.7]]), np.array([0.1, -0.3, 0.2, 0.4])),
    (np.array([[0.7, -0.6, 0.2], [-0.5, 0.4, 1.1], [0.3, 0.8, -0.9], [1.2, -0.1, 0.5]]), np.array([0.2, -0.4, 0.1])),
    (np.array([[1.3, -0.8], [-0.6, 0.9], [0.4, 0.7]]), np.array([-0.2, 0.3])),
]
deep_acts, X_deep, Y_deep = (
    ["tanh", "sigmoid", "softmax"],
    np.array([[0.7, -1.2], [-0.4, 0.9]]),
    np.array([[0, 1], [1, 0]]),
)
expect(first_off, backward, deep, deep_acts, X_deep[:1], Y_deep[:1]).gives("nothing is off", "three layers, one sample")

first = [[0.110395, -0.072185, -0.012703, 0.062641], [-0.225832, 0.152963, 0.024842, -0.138009]]
second = [[0.09113, -0.078502, -0.022802], [-0.129114, 0.111496, 0.032526]]
second += [[-0.148513, 0.118985, 0.029981], [0.161027, -0.136768, -0.038731]]
third = [[0.196957, -0.196957], [-0.155489, 0.155489], [0.058416, -0.058416]]
db_deep = [-0.110568, 0.111134, 0.00433, -0.135099], [-0.089109, 0.046845, -0.001705], [0.012809, -0.012809]
expect(backward, deep, deep_acts, *forward(X_deep, deep, deep_acts), Y_deep).gives(
    list(zip((first, second, third), db_deep)), "a batch of two"
)
expect(backward, deep[:1], ["identity"], *forward(X_deep, deep[:1], ["identity"]), np.zeros((2, 4))).gives(
    [([[0.2975, -0.535, -0.3525, 0.7725], [-0.54, 0.96, 0.69, -1.3875]], [0.205, -0.45, 0.125, 0.64])], "a single layer"
)

# %% [markdown]
# > **Predict.** Now a mistake is planted: this `backward` takes the slopes at $h$, where $z$ belongs. Which intermediate of the
# > 2-4-3-2 network will `first_off` name: δ3, dW3, δ2, dW2, δ1 or dW1?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# δ2. At the output no slope is needed, so δ3 and dW3 are right. δ2 is the first that takes an $f'$. All before it is
# right, so the mistake sits in the step from δ3 to δ2: in the weights, or in the slope.
#
# </details>


# %%
def at_h(params, activations, zs, hs, Y):
    """Your backward, with activations in the place of pre-activations."""
    return backward(params, activations, hs[1:], hs, Y)


print("planted:", first_off(at_h, deep, deep_acts, X_deep[:1], Y_deep[:1]))

# %% [markdown]
# **Does the instrument convict the innocent?** Draw 300 random 2-4-3-2 networks, and judge your gradients and the planted
# ones twice: entry by entry, as `gradient_check` does, and array by array, as `first_off` does.

# %%
rng, acts, runs = np.random.default_rng(1), ["tanh", "tanh", "softmax"], 300
errors = {(who, how): [] for who in ("yours", "planted") for how in ("entry", "array")}
for _ in range(runs):
    net = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((2, 4), (4, 3), (3, 2))]
    x, y = rng.normal(size=(1, 2)), np.eye(2)[rng.integers(2, size=1)]
    slopes, state = measured(net, acts, x, y), forward(x, net, acts)
    for who, grads in {"yours": backward(net, acts, *state, y), "planted": at_h(net, acts, *state, y)}.items():
        pairs = [(g, s) for pair, other in zip(grads, slopes) for g, s in zip(pair, other)]
        entries = [np.max(np.abs(g - s) / np.maximum(1e-8, np.abs(g) + np.abs(s))) for g, s in pairs]
        errors[who, "entry"].append(max(entries))
        errors[who, "array"].append(max(array_error(g, s) for g, s in pairs))
fig, axes = plt.subplots(1, 2, figsize=(12, 3.6), sharey=True, layout="constrained")
for ax, how in zip(axes, ("entry", "array")):
    for who, colour, hatch in (("yours", plots.CLASSES[0], ""), ("planted", plots.CLASSES[1], "//")):
        ax.hist(errors[who, how], np.logspace(-11, 0, 45), color=colour, alpha=0.6, hatch=hatch, label=who)
    ax.axvline(1e-5, color="black", linestyle="--", label="$10^{-5}$")
    convicted = {who: np.sum(np.array(errors[who, how]) > 1e-5) for who in ("yours", "planted")}
    words = f"{convicted['yours']} of yours convicted, {convicted['planted']} of the planted ones"
    ax.set(title=f"{how.title()} by {how}: {words}", xscale="log", xlabel="largest error of a network")
axes[0].set_ylabel(f"networks (of {runs})")
axes[1].legend(loc="upper left")
plots.show("Errors of 300 right and 300 planted gradients: by entries some right ones cross the line, by arrays none.")

# %% [markdown]
# Entry by entry, some right gradients cross the line: each has an entry so small that the instrument's own noise shows.
# Array by array, none does, and every planted mistake is still far to the right. So if *your* `gradient_check` ends
# between $10^{-5}$ and $10^{-2}$, look at the entry before you look for a mistake: is it tiny?
#
# **Why not simply measure?** Central differences need no calculus and are hard to get wrong. What do they cost? One
# nudge up and one down for each parameter, each a whole forward pass; backpropagation needs one walk forward and one back
# for all of them together. Time both on networks of growing width.

# %% [markdown]
# > **Predict.** With twice as many parameters, how many times as long does each of the two take? What happens to their ratio?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# One walk forward and back grows with the number of parameters P (once it outweighs Python's own time). Central
# differences walk 2P times, so their time grows like P², and the ratio like P. For an image network of the sizes 784-512-10
# P is 407,050 (notebook 6): one gradient would take 814,100 forward passes. This is why backpropagation exists.
#
# </details>


# %%
def seconds(task, *arguments, repeats=20):
    """The shortest of several times that the task takes."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        task(*arguments)
        times.append(time.perf_counter() - start)
    return min(times)


def propagated(params, activations, X, Y):
    """All gradients by one forward and one backward pass."""
    return backward(params, activations, *forward(X, params, activations), Y)


counts, ratios, acts = [], [], ["tanh", "softmax"]
X_time, Y_time = rng.normal(size=(32, 20)), np.eye(5)[rng.integers(5, size=32)]
for width in (1, 4, 16, 64, 128):
    net = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((20, width), (width, 5))]
    counts.append(sum(W.size + b.size for W, b in net))
    fast = seconds(propagated, net, acts, X_time, Y_time)
    ratios.append(seconds(measured, net, acts, X_time, Y_time, repeats=2) / fast)
fig, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
ax.loglog(counts, ratios, "o-", color=plots.CLASSES[0], label="measured just now")
ax.loglog(counts, [2 * count for count in counts], ":", color="black", label="2 P: as many losses are taken")
ax.set(title=f"With {counts[-1]} parameters, backpropagation was {ratios[-1]:.0f} times as fast")
ax.set(xlabel="parameters P", ylabel="time of central differences / of backpropagation")
ax.legend(loc="upper left")
plots.show(
    "The time of central differences over that of backpropagation grows about as the number of parameters does; how much "
    "exactly, differs from run to run."
)

# %% [markdown]
# > **Beyond the lectures.** PyTorch's `loss.backward()` and JAX's `grad` do what your `backward` does, for any program:
# > *reverse-mode automatic differentiation*. Its law is what you have just seen: the gradient of one number, by however
# > many parameters, costs no more than a few evaluations of that number. Notebook 10 builds such a machine.
#
# ## 7.8 A detective story
#
# Take the instrument to lecture 003's walk-through. Its network outputs $\hat y = (.38, .32, .30)$ for the target
# $y = (1, 0, 0)$, from $h = (.28, .72)$. Its loss counts the negatives, too, the *summed binary cross-entropy*
# $L = -\sum_k \big( y_k \ln \hat y_k + (1 - y_k)\ln(1 - \hat y_k) \big)$. Its gradient for $W^{[2]}$, in the slide's layout (K, H):
#
# $$ \nabla_{kj} = -\Big(\frac{y_k}{\hat y_k} + \frac{1-y_k}{1-\hat y_k}\Big)\; \hat y_k(1-\hat y_k)\; h_j $$
#
# First put the evidence on record: write the formula exactly as printed, mistakes included. Row 1, column 1, by hand:
# $-\frac{1}{.38} \cdot .38 \cdot .62 \cdot .28 = -.1736$.


# %% nbgrader={"grade": false, "grade_id": "slide_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def slide_gradient(y_hat, y, h):
    """Lecture 003's gradient of W⁽²⁾ exactly as its slide prints it: −(y/ŷ + (1−y)/(1−ŷ)) · ŷ(1−ŷ) · hᵀ.

    y_hat: outputs, shape (K,). y: targets, 0 or 1, shape (K,). h: hidden activations, shape (H,).
    Returns shape (K, H), the slide's layout. Source: lecture 003, backward pass I–IV (errata 2, 3, 4).
    """
    ### BEGIN SOLUTION
    return np.outer(-(y / y_hat + (1 - y) / (1 - y_hat)) * y_hat * (1 - y_hat), h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "slide_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
y_slide, h_slide = np.array([0.38, 0.32, 0.3]), np.array([0.28, 0.72])
printed = [[-0.1736, -0.4464], [-0.0896, -0.2304], [-0.084, -0.216]]
expect(slide_gradient, y_slide, np.array([1, 0, 0]), h_slide).gives(printed, "as on the slide")
expect(slide_gradient, np.array([0.2, 0.7]), np.array([1, 1]), np.array([3, -1, 2])).gives(
    [[-2.4, 0.8, -1.6], [-0.9, 0.3, -0.6]], "two targets of 1, three hidden units"
)

# %% [markdown]
# Now the check, at the exact $\hat y$. (A bias is a weight whose input is the constant 1: append a 1 to `h`, and
# the last column is $\partial L / \partial b$.)

# %%
BCE, CE = LOSSES["sigmoid"], LOSSES["softmax"]  # summed binary cross-entropy, cross-entropy
y_iris, y_exact, h_iris = Y_iris[0], hs[2][0], hs[1][0]
h_and_1 = np.append(h_iris, 1.0)


def interrogate(gradient, loss):
    """The gradient check of a gradient (K, H+1), its last column for the bias."""

    def loss_of(params):
        return loss(softmax(h_iris @ params[0][0] + params[0][1])[None], Y_iris)

    return gradient_check(loss_of, [(W2, b2)], [(gradient[:, :-1].T, gradient[:, -1])])


print(f"the slide's gradient is off by {interrogate(slide_gradient(y_exact, y_iris, h_and_1), BCE):.3g}")

# %% [markdown]
# An error of 1: a wrong sign somewhere, for no entry is 0 or tiny. Guilty. Two suspects:
#
# - **The sign.** The derivative of $-\ln(1 - \hat y)$ is $+\frac{1}{1-\hat y}$, as two minus signs cancel:
#   $\partial L/\partial \hat y_k = -\frac{y_k}{\hat y_k} + \frac{1-y_k}{1-\hat y_k}$.
# - **The missing paths.** $\hat y(1-\hat y)$ is only the diagonal of softmax's Jacobian (7.3).
#
# Write the gradient with both corrected.


# %% nbgrader={"grade": false, "grade_id": "true_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def true_gradient(y_hat, y, h):
    """The gradient of 003's summed binary cross-entropy for W⁽²⁾, through the full softmax Jacobian.

    y_hat: softmax outputs, shape (K,). y: targets, 0 or 1, shape (K,). h: hidden activations, shape (H,).
    Returns shape (K, H), the slide's layout. Source: lecture 003, backward pass I–IV (errata 2, 3, 4).
    """
    ### BEGIN SOLUTION
    dloss = (1 - y) / (1 - y_hat) - y / y_hat
    return np.outer((np.diag(y_hat) - np.outer(y_hat, y_hat)) @ dloss, h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "true_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
corrected = [[-0.270535, -0.695662], [0.143754, 0.369652], [0.126782, 0.32601]]
expect(true_gradient, hs[2][0], np.array([1, 0, 0]), hs[1][0]).gives(corrected, "the Iris flower")
expect(true_gradient, np.array([0.2, 0.7, 0.1]), np.array([0, 1, 1]), np.array([2, -3, 1, 5])).gives(
    [[1.2, -1.8, 0.6, 3], [0.45, -0.675, 0.225, 1.125], [-1.65, 2.475, -0.825, -4.125]],
    "two targets of 1, four hidden units",
)

# %% [markdown]
# > **Predict.** Which suspect did what? Correct one at a time. Will *sign corrected, Jacobian still diagonal* pass the
# > check for the summed binary cross-entropy (BCE)? And for the plain cross-entropy (CE), which nobody asked for?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Not for BCE: the paths through the other outputs are missing. But for CE it does! Read on.
#
# </details>

# %%
turned = np.where(y_iris == 1, 1, -1)[:, None]  # the sign concerns the rows with y = 0 only
printed_dloss = -(y_iris / y_exact + (1 - y_iris) / (1 - y_exact))
candidates = {
    "as printed": slide_gradient(y_exact, y_iris, h_and_1),
    "sign corrected": slide_gradient(y_exact, y_iris, h_and_1) * turned,
    "Jacobian corrected": np.outer(chain_output_delta(printed_dloss, h_iris @ W2 + b2, "softmax"), h_and_1),
    "both corrected": true_gradient(y_exact, y_iris, h_and_1),
}
after = {}
fig, axes = plt.subplots(1, 4, figsize=(12, 4.6), sharey=True, layout="constrained")
for ax, (name, gradient) in zip(axes, candidates.items()):
    after[name] = BCE(softmax(h_iris @ (W2 - 0.5 * gradient[:, :-1].T) + b2)[None], Y_iris)
    plots.heatmap(ax, gradient[:, :-1], form=".3f", limit=0.7)
    verdicts = f"error for BCE: {interrogate(gradient, BCE):.1g}\nerror for CE: {interrogate(gradient, CE):.1g}"
    ax.set_title(f"{name}\n{verdicts}\nBCE after a step: {after[name]:.3f}", fontsize=10)
    ax.set(xlabel="hidden neuron", xticklabels=[1, 2], yticklabels=[1, 2, 3])
axes[0].set_ylabel("output neuron")
before = BCE(y_exact[None], Y_iris)
fig.suptitle(f"Four gradients of W2 on one colour scale (BCE before the step: {before:.3f})")
plots.show(
    "Heat maps of four gradients: as printed all rows are negative; with both corrected the numbers are largest."
)

# %% [markdown]
# - **As printed**, each row stands alone, so the wrong sign goes straight through: *all three* outputs are pushed up.
# - **Jacobian corrected**: the full Jacobian compares the outputs (the same number added to each $\partial L/\partial
#   \hat y_k$ changes nothing), and so the rows have the right signs; but the wrong sign inside makes them far too small.
# - **Sign corrected**: right signs, still too small, for the paths through the other outputs are missing. The true step
#   (η = .5) takes the loss from 1.730<!-- {before:.3f} --> to 1.334<!-- {after["both corrected"]:.3f} -->, the slide's only to 1.641<!-- {after["as printed"]:.3f} -->.
# - But look: *sign corrected* passes for the plain **cross-entropy**! Multiply out: $(-\frac{y}{\hat y} + \frac{1-y}{1-\hat
#   y})\,\hat y(1-\hat y) = -y(1-\hat y) + (1-y)\hat y = \hat y - y$, line 3 of the table in 7.2. A coincidence: softmax's
#   diagonal looks like sigmoid's slope, and line 2 of the table gives $\hat y - y$ as well.
#
# **A gradient can be right for another loss than yours. Only a check against *your* loss notices.**
#
# The case file, for those who have the slides:
#
# - $\partial L/\partial \hat y$ is printed as $(-2.63, -1.47, -1.43)$; right is $(-2.665, +1.484, +1.426)$ (erratum 2).
# - Of the Jacobian only the diagonal is kept, $(.23, .22, .21)$ (erratum 3).
# - The loss, $.74$, took $\log_{10}$, whose slopes are .4343 times those of the natural logarithm (erratum 1).
# - So the new weights are wrong, too: the slide's own step, with its rounded numbers, ends at a loss of 1.645 (erratum 4).
#
# ## 7.9 Learn
#
# The rest is gradient descent (notebook 4) on every `W` and `b`: $W \leftarrow W - \eta\,\partial L/\partial W$. All
# gradients are taken at the *old* parameters, then all move together.


# %% nbgrader={"grade": false, "grade_id": "update", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def update(params, grads, eta):
    """One step of gradient descent on all parameters: W − η dW, b − η db.

    params: list of (W, b). grads: list of (dW, db) of the same shapes. eta: learning rate.
    Returns a new list of (W, b). Source: lectures 001 and 003, weight update.
    """
    ### BEGIN SOLUTION
    return [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "update-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
W2_new, b2_new = [[0.387477, 0.154338, 0.258185], [-0.07506, -0.017416, -0.307525]], [0.212417, -0.663077, -0.54934]
W1_new, b1_new = [[0.129354, 0.255703], [-0.191846, 0.559917]], [0.216308, -0.380165]
grads_iris = [(np.array(dW), np.array(db)) for dW, db in (layer1, layer2)]
expect(update, iris, grads_iris, 0.5).gives([(W1_new, b1_new), (W2_new, b2_new)], "003's two layers, η = .5")
expect(update, [(np.array([[1]]), np.array([2]))], [(np.array([[3]]), np.array([12]))], 0.1).gives(
    [([[0.7]], [0.8])], "1 − .1 · 3 and 2 − .1 · 12, from whole numbers"
)


# %% nbgrader={"grade": false, "grade_id": "train_step", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def train_step(params, activations, X, Y, eta):
    """One step of training: forward, loss, backward, update.

    params: list of (W, b). activations: names, the last "identity", "sigmoid" or "softmax", with the loss that goes
    with it (LOSSES). X: samples, shape (N, D). Y: targets, shape (N, K). eta: learning rate.
    Returns (new params, loss before the step). Source: lecture 003, graphical representation.
    """
    ### BEGIN SOLUTION
    zs, hs = forward(X, params, activations)
    grads = backward(params, activations, zs, hs, Y)
    return update(params, grads, eta), LOSSES[activations[-1]](hs[-1], Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "train_step-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
iris_new = [(W1_new, b1_new), (W2_new, b2_new)]
expect(train_step, iris, iris_acts, X_iris, Y_iris, 0.5).gives((iris_new, 0.980385), "003's Iris sample")
for output, loss in {"identity": 0.890879, "sigmoid": 1.94091, "softmax": 1.227582}.items():
    expect(train_step, deep, ["tanh", "sigmoid", output], X_deep, Y_deep, 0.5).satisfies(
        f"two samples, output {output}: the loss before the step is {loss}, and smaller after it",
        lambda answer, output=output, loss=loss: (
            abs(answer[1] - loss) < 2e-6
            and LOSSES[output](forward(X_deep, answer[0], ["tanh", "sigmoid", output])[1][-1], Y_deep) < loss
        ),
    )


# %% nbgrader={"grade": false, "grade_id": "fit", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def fit(params, activations, X, Y, eta, steps):
    """Train on all samples at once, exactly `steps` times.

    Arguments as in train_step. Returns (params, losses): the trained parameters, and `steps` losses, each from before
    its step. Source: lecture 002, training a neural network (batch gradient descent).
    """
    ### BEGIN SOLUTION
    losses = []
    for _ in range(steps):
        params, loss = train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return params, losses
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fit-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
twice = [
    ([[0.201461, 0.29205], [-0.171816, 0.570014]], [0.256367, -0.359972]),
    ([[0.466077, 0.115941, 0.217982], [0.005062, -0.056556, -0.348506]], [0.434941, -0.771783, -0.663158]),
]
expect(fit, iris, iris_acts, X_iris, Y_iris, 0.5, 2).gives((twice, [0.980385, 0.588875]), "two steps with 003's flower")
still = [(np.array([[2.0]]), np.array([1.0]))]
expect(fit, still, ["identity"], np.array([[1], [3]]), np.array([[3], [7]]), 0.1, 4).gives(
    ([([[2]], [1])], [0, 0, 0, 0]), "y = 2x + 1 is right at once, and yet four steps were asked for"
)
X_xor, Y_xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
rng, xor_acts = np.random.default_rng(3), ["tanh", "sigmoid"]
start = [(rng.normal(size=(2, 8)), np.zeros(8)), (rng.normal(size=(8, 1)), np.zeros(1))]
expect(fit, start, xor_acts, X_xor, Y_xor, 0.5, 2000).satisfies(
    "XOR: 2000 losses, .836168, then .785789, and below .05 in the end",
    lambda answer: (
        len(answer[1]) == 2000 and np.allclose(answer[1][:2], [0.836168, 0.785789], atol=2e-6) and answer[1][-1] < 0.05
    ),
)

# %% [markdown]
# The wall of notebook 2 has fallen. How did 8 hidden neurons do it? Each draws a line of its own (where its $z$ is 0);
# the output need only weigh their opinions.

# %%
trained, losses = fit(start, xor_acts, X_xor, Y_xor, 0.5, 2000)
fig, axes = plt.subplots(1, 3, figsize=(14, 4), width_ratios=(1, 1, 1.6), layout="constrained")
axes[0].semilogy(losses, color=plots.SEQUENCE[1], label="2-8-1 network")
axes[0].axhline(np.log(2), color="grey", linestyle="--", label="always ½: ln 2")
axes[0].set(title="The loss on XOR", xlabel="step", ylabel="binary cross-entropy")
axes[0].legend()
plots.regions(axes[1], lambda P: forward(P, trained, xor_acts)[1][-1][:, 0] > 0.5, (-0.5, 1.5), (-0.5, 1.5))
for number, (w, b) in enumerate(zip(trained[0][0].T, trained[0][1]), start=1):
    plots.line(axes[1], -w[0] / w[1], -b / w[1], color="grey", linewidth=0.8)
    nearest = 0.5 - w * (0.5 * w.sum() + b) / (w @ w)  # the line's point nearest to the middle
    axes[1].annotate(number, nearest, fontsize=8, annotation_clip=True)
plots.points(axes[1], X_xor, Y_xor[:, 0], names=["XOR = 0", "XOR = 1"])
axes[1].set(title="Learned regions, hidden lines", xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))
axes[1].legend(loc="lower right", fontsize=8)
plots.heatmap(axes[2], forward(X_xor, trained, xor_acts)[1][1])
axes[2].set(title="What the hidden neurons make of each input", xlabel="hidden neuron", ylabel="input")
axes[2].set(xticklabels=range(1, 9), yticklabels=["0 0", "0 1", "1 0", "1 1"])
plots.show(
    "XOR learned: the loss falls below ln 2, two diagonal corners share a region, each hidden neuron has its numbered line, "
    "as far as it crosses the picture."
)

# %% [markdown]
# Read the columns on the right: neuron 1 singles out (0, 1), neuron 2 singles out (1, 0), neuron 3 is close to OR. Nobody told them
# to; the deltas did.
#
# ## 7.10 Why not start at zero?
#
# Softmax regression started from zeros (notebook 5). Why did the last cell draw random numbers? Use what you know about
# deltas: $\delta^{[1]} = \delta^{[2]} W^{[2]\top} \odot f'(z^{[1]})$ and $\partial L/\partial W^{[2]} = h^{[1]\top} \delta^{[2]}$.

# %% [markdown]
# > **Predict.** The 2-8-1 network on XOR. What is the loss after 2000 steps if all weights and biases start at 0? And if all
# > weights start at .5?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# **From zeros** nothing moves, ever: $W^{[2]} = 0$ makes $\delta^{[1]} = 0$, and $h = \tanh 0 = 0$ makes
# $\partial L/\partial W^{[2]} = 0$. Only the output's bias could move, and on XOR its deltas cancel. The loss stays at ln 2.
#
# **From .5** all hidden neurons have the same weights, so they give the same $h$, get the same delta and move in the same
# way. They remain eight copies of one neuron for ever, and one neuron cannot do XOR. Softmax regression has no such trouble: its
# outputs have different targets, and its loss has a single valley.
#
# </details>

# %%
starts = {"all zeros": [(np.zeros((2, 8)), np.zeros(8)), (np.zeros((8, 1)), np.zeros(1))]}
starts["all .5"] = [(np.full((2, 8), 0.5), np.zeros(8)), (np.full((8, 1), 0.5), np.zeros(1))]
starts["random"] = start
ends, final = {}, {}
for name, params in starts.items():
    ends[name], curve = fit(params, xor_acts, X_xor, Y_xor, 0.5, 2000)
    final[name] = curve[-1]
fig, axes = plt.subplots(3, 1, figsize=(8, 5.4), sharex=True, layout="constrained")
for ax, (name, params) in zip(axes, ends.items()):
    plots.heatmap(ax, params[0][0], form=".1f", limit=5)
    ax.set(title=f"started with {name}: loss {final[name]:.3f} after 2000 steps", yticklabels=["$x_1$", "$x_2$"])
axes[2].set(xlabel="hidden neuron", xticklabels=range(1, 9))
plots.show(
    "First-layer weights after training: from zeros all 0, from equal weights eight equal columns, else all different."
)

# %% [markdown]
# From zeros the loss is still .693<!-- {final["all zeros"]:.3f} -->, that is ln 2. Eight equal columns reach .485<!-- {final["all .5"]:.3f} -->:
# together they are worth one hidden neuron. Random weights break the symmetry. How large they should be is a question for notebook 8.
#
# ## Stretch: what reaches the input
#
# *No points: for the curious.* Which change of the *input* would raise the loss the most? Go one step further than the
# first layer: the input has no $z$ and so no slope, what reaches it is $\delta^{[1]}\,W^{[1]\top}$. Such a gradient shows
# which pixels matter, and can be used to fool a network. You need the delta of the first layer, which `backward` computes but does not return.


# %% stretch="input_gradient"
def input_gradient(params, activations, X, Y):
    """∂L/∂X of a network with a canonical output: how the loss responds to each input of each sample.

    params, activations: the network. X: samples, shape (N, D). Y: targets, shape (N, K). Returns shape (N, D).
    """
    ### BEGIN SOLUTION
    zs, hs = forward(X, params, activations)
    delta = output_delta(hs[-1], Y)
    for layer in reversed(range(len(params) - 1)):
        delta = delta_step(delta, params[layer + 1][0], zs[layer], activations[layer])
    return delta @ params[0][0].T
    ### END SOLUTION


# %%
expect(input_gradient, iris, iris_acts, X_iris, Y_iris).gives([[0.06087, 0.102721]], "both of the flower's inputs")
expect(input_gradient, deep, deep_acts, X_deep, Y_deep).satisfies(
    "it agrees with central differences",
    lambda slopes: (
        array_error(
            slopes, numerical_gradient(lambda X: LOSSES["softmax"](forward(X, deep, deep_acts)[1][-1], Y_deep), X_deep)
        )
        < 1e-5
    ),
)

# %% [markdown]
# ## Summary
#
# | | formula | shapes |
# |---|---|---|
# | a delta | $\delta^{[l]} = \partial L/\partial z^{[l]}$ | like $z^{[l]}$ |
# | at a canonical output | $\delta^{[M]} = (\hat Y - Y)/N$ | (N, K) |
# | at any output | $\delta_c = \sum_k \frac{\partial L}{\partial \hat y_k} J_{kc}$; softmax needs its whole $J$ | (K,) = (K, K) · (K,) |
# | one layer back | $\delta^{[l]} = \delta^{[l+1]}\, W^{[l+1]\top} \odot f'(z^{[l]})$ | (N, H) = (N, K) · (K, H) ⊙ (N, H) |
# | weights | $\partial L/\partial W^{[l]} = h^{[l-1]\top}\, \delta^{[l]}$ | (D_in, D_out) = (D_in, N) · (N, D_out) |
# | biases | $\partial L/\partial b^{[l]} = \sum_i \delta^{[l](i)}$ | (D_out,) |
# | learn | $W \leftarrow W - \eta\, \partial L/\partial W$, all together | like $W$ |
# | check | $(L(\theta + \varepsilon) - L(\theta - \varepsilon))/2\varepsilon$ against *your* loss, away from kinks | a number |
#
# Start with random weights: equal neurons stay equal. Next: training well, on real data (notebook 8).
#
# ## Read on
#
# - D. Rumelhart, G. Hinton, R. Williams, [Learning representations by back-propagating errors](https://doi.org/10.1038/323533a0), Nature 1986: four pages that began it.
# - M. Nielsen, [How the backpropagation algorithm works](http://neuralnetworksanddeeplearning.com/chap2.html): the same four equations, slowly.
# - CS231n, [Backpropagation, intuitions](https://cs231n.github.io/optimization-2/) and [Gradient checks](https://cs231n.github.io/neural-networks-3/#gradcheck).
# - A. Karpathy, [Yes you should understand backprop](https://karpathy.medium.com/yes-you-should-understand-backprop-e2f06eab496b), and [micrograd](https://github.com/karpathy/micrograd), all of it in a hundred lines.
# - A. Baydin and others, [Automatic differentiation in machine learning: a survey](https://arxiv.org/abs/1502.05767).
