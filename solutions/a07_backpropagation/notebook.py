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
# # 7 · Backpropagation
#
# A network is off by a little. Which weight is to blame, and by how much? Backpropagation tells for *all* the weights
# in one walk from the output to the input. It is the centre of this course, and its heart is two short lines.
#
# **You will learn**
#
# - how the chain rule follows one path from a weight to the loss,
# - what a delta is, how one layer's deltas give those of the layer before, and how deltas become gradients,
# - how to check any gradient, and to convict a lecture slide with it,
# - how a network learns XOR, which no line could (notebook 2).
#
# **Taken as given**: activations and slopes (notebook 1), losses (3), softmax (5), the forward pass (6).
# **Sources**: lectures 000 (OTH), 001 (JKU), 002 (Sharif) and 003 (DL4NLP), on backpropagation.
#
# ## Conventions
#
# | here | shape | means | 000 | 001 | 002 | 003 |
# |---|---|---|---|---|---|---|
# | `W`, `b` | (D_in, D_out), (D_out,) | a layer's parameters | same | $W^\top$ | $w_{pj}$ | $W^\top$ (Iris) |
# | `zs[0]`, …, `zs[L-1]` | (N, D_out) | pre-activations $z^{(1)}, …, z^{(L)}$ | $z$ | $s$ | $o$ | $a$ |
# | `hs[0]`, …, `hs[L]` | (N, D_out) | input `X`, activations $h^{(l)} = f(z^{(l)})$ | $h$ | $a$ | $a$ | $h$ |
# | `Y_hat` = `hs[-1]`, `Y` | (N, K) | outputs $\hat y$, targets $y$ | same | same | same | same |
# | `delta` | like its `z` | $\delta^{(l)} = \partial L / \partial z^{(l)}$ | $\delta$ | $\delta$ | – | $g$ |
#
# `params` is a list of `(W, b)`, one per layer, `activations` a list of names. Python counts from 0, so layer $l$ has
# `params[l-1]` and `zs[l-1]`, but `hs[l]`, as `hs[0]` is the input. A loss is summed over the K outputs and is the
# *mean* over the N samples. All is float64. No function changes its arguments.

# %% nbgrader={"grade": false, "grade_id": "given-network", "locked": true, "schema_version": 3, "solution": false}
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
# The smallest deep network is lecture 000's chain: one input, one hidden neuron, one output, both sigmoid, and the loss
# $L = \tfrac12(\hat y - y)^2$. A nudge of $w_1$ reaches $L$ along one path; each station multiplies it by its slope:
#
# $$ x \xrightarrow{w_1} z_1 \xrightarrow{\sigma} h \xrightarrow{w_2} z_2 \xrightarrow{\sigma} \hat y \to L \qquad
# \frac{\partial L}{\partial w_1} =
# \underbrace{\frac{\partial L}{\partial \hat y}\frac{\partial \hat y}{\partial z_2}}_{\delta_2}
# \underbrace{\frac{\partial z_2}{\partial h}\frac{\partial h}{\partial z_1}}_{w_2\,\sigma'(z_1)}
# \underbrace{\frac{\partial z_1}{\partial w_1}}_{x} $$
#
# Each denominator is the next numerator: a rule to proofread by. Lecture 002 prints
# $\frac{\partial o}{\partial a}\,\frac{\partial a}{\partial w}\,\frac{\partial o}{\partial w}$ inside its chain. Which
# letter is wrong (erratum 23)? It also puts another neuron's $\sigma(o_c)$ and $w_{jk}$ where neuron $j$'s own output
# $\sigma(o_j)$ and weight $w_{jc}$ belong. Now with numbers, and the slope that they predict:

# %%
x, y, w1, w2 = 2.0, 1.0, 0.3, -1.5
z1, z2 = w1 * x, w2 * sigmoid(w1 * x)
delta2 = (sigmoid(z2) - y) * SLOPES["sigmoid"](z2)
delta1 = delta2 * w2 * SLOPES["sigmoid"](z1)
w, here = np.linspace(-4, 4, 100), (w1, (sigmoid(z2) - y) ** 2 / 2)
fig, ax = plt.subplots(figsize=(6.5, 3.2))
ax.plot(w, (sigmoid(w2 * sigmoid(w * x)) - y) ** 2 / 2, color=plots.SEQUENCE[1], label="the loss as $w_1$ turns")
ax.axline(here, slope=delta1 * x, color=plots.CLASSES[1], linestyle="--", label=f"the chain: slope {delta1 * x:.4f}")
ax.plot(*here, "o", color=plots.CLASSES[1])
ax.set(title=f"One path: δ₂ = {delta2:.4f}, δ₁ = {delta1:.4f}, ∂L/∂w₁ = δ₁x", xlabel="$w_1$", ylabel="$L$")
ax.legend(loc="upper left")
plt.show()

# %% [markdown]
# The chain of $w_2$ begins the same way: with $\delta_2 = \partial L / \partial z_2$. That shared beginning is worth a
# name and is computed only once. The **delta** of a neuron says how the loss answers to a nudge of its $z$.
#
# ## 7.2 The delta at the output
#
# Choose output and loss as one of lecture 001's canonical pairs (its table 4.1), and all cancels into one formula:
#
# | output $f$ | loss of a sample, summed over outputs | $\delta^{(L)}$ of a sample |
# |---|---|---|
# | identity | $\tfrac12 (\hat y - y)^2$ | $\hat y - y$ |
# | sigmoid | $-y \log \hat y - (1-y)\log(1-\hat y)$ | $\hat y - y$ |
# | softmax | $-y \log \hat y$ | $\hat y - y$ |
#
# Sigmoid, by hand: $\frac{\partial L}{\partial \hat y} = \frac{\hat y - y}{\hat y(1-\hat y)}$, and the slope
# $\hat y (1 - \hat y)$ cancels the denominator. The loss of a batch is a mean, so each row of delta carries a $1/N$.


# %% nbgrader={"grade": false, "grade_id": "output_delta", "locked": false, "schema_version": 3, "solution": true}
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

# %% [markdown]
# ## 7.3 Any other pair
#
# Without a canonical pair we need the chain itself. Lecture 000 writes $\delta^{(L)} = \nabla_{\hat y} L \odot f'(z)$
# for every output: $\nabla_{\hat y} L$ holds all $\partial L/\partial \hat y_k$, and $\odot$ multiplies element by
# element. That is right where $\hat y_k$ depends on $z_k$ alone. But softmax divides by a sum over all $z$: one $z_i$
# moves *every* $\hat y_k$. Its slopes form a matrix, the Jacobian $J$ (notebook 5), and each path counts:
#
# $$ \delta_i = \sum_k \frac{\partial L}{\partial \hat y_k} J_{ki}, \qquad J = \operatorname{diag}(p) - p\,p^\top,
# \qquad p = \operatorname{softmax}(z) $$
#
# **By hand** for $z = (.7, 0, .3)$, true class 2, cross-entropy: $p = (.461, .229, .309)$ and $\nabla_{\hat y} L =
# (0, -1/p_2, 0)$. With $\odot$ you get $(0, -.771, 0)$: only the true class learns. The full Jacobian gives
# $(.461, -.771, .309) = p - y$, as the table promised (erratum 30).


# %% nbgrader={"grade": false, "grade_id": "chain_output_delta", "locked": false, "schema_version": 3, "solution": true}
def chain_output_delta(dloss, z, activation):
    """∂L/∂z of one sample from ∂L/∂ŷ by the chain rule, for any output activation.

    dloss: ∂L/∂ŷ, shape (K,). z: the output's pre-activations, shape (K,). activation: "identity", "relu", "sigmoid",
    "tanh" (dloss ⊙ f'(z)) or "softmax" (its full Jacobian). Returns shape (K,). Source: lecture 000 (erratum 30).
    """
    ### BEGIN SOLUTION
    if activation == "softmax":
        p = softmax(z)
        return (np.diag(p) - np.outer(p, p)) @ dloss
    return dloss * SLOPES[activation](z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "chain_output_delta-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
expect(chain_output_delta, np.array([-0.7]), np.array([0.5]), "sigmoid").gives([-0.164503], "−.7 · σ(.5)(1 − σ(.5))")
expect(chain_output_delta, np.array([2.0, 3.0]), np.array([-1.0, 4.0]), "relu").gives([0, 3], "slope 0 below 0")
z = np.array([0.7, 0, 0.3])
dloss = np.array([0, -1 / softmax(z)[1], 0])
expect(chain_output_delta, dloss, z, "softmax").gives([0.461488, -0.77083, 0.309342], "p − y, by the full Jacobian")

# %% [markdown]
# ## 7.4 The recursion: from layer to layer
#
# In a wide network, hidden neuron $j$ reaches the loss through *every* neuron $k$ of the next layer. Paths add up, each
# with its weight $w_{jk}$; then the neuron's own slope follows:
#
# $$ \delta_j = f'(z_j) \sum_k w_{jk}\, \delta_k \qquad\text{for all samples at once:}\qquad
# \underbrace{\delta^{(l)}}_{(N, H)} =
# \underbrace{\delta^{(l+1)}}_{(N, K)} \underbrace{W^{(l+1)\top}}_{(K, H)} \odot \underbrace{f'(z^{(l)})}_{(N, H)} $$
#
# Let the shapes guard you: forward, $W$ leads from H to K; backward, $W^\top$ leads from K to H. (A slide of lecture
# 001 lost its transposes, erratum 26. Lecture 000 calls $\odot$ a dot product: could two matrices (N, H) be multiplied
# that way? Erratum 29.) And the slope is taken at $z$, the value *before* the activation.
#
# **By hand**, 003's Iris sample: $\delta^{(2)} = (-.6248, .3262, .2987)$. Hidden neuron 1 has the outgoing weights
# $(.3, .2, .3)$: $-.18745 + .06523 + .08960 = -.03262$, times $\mathrm{relu}'(.28) = 1$.


# %% nbgrader={"grade": false, "grade_id": "delta_step", "locked": false, "schema_version": 3, "solution": true}
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
W1, b1 = np.array([[0.1, 0.4], [-0.2, 0.6]]), np.array([0.2, -0.3])  # lecture 003's Iris network, transposed
W2, b2 = np.array([[0.3, 0.2, 0.3], [-0.3, 0.1, -0.2]]), np.array([-0.1, -0.5, -0.4])
iris, iris_acts = [(W1, b1), (W2, b2)], ["relu", "softmax"]
X_iris, Y_iris = np.array([[1.8, 0.5]]), np.array([[1.0, 0.0, 0.0]])
zs, hs = forward(X_iris, iris, iris_acts)
d2 = hs[-1] - Y_iris
expect(delta_step, d2, W2, zs[0], "relu").gives([[-0.032615, 0.16033]], "003's Iris sample")
expect(delta_step, d2, W2, zs[0], "tanh").gives([[-0.030186, 0.099312]], "the same with tanh: slopes .9255, .6194")
d, w, z = np.array([[1.0], [2.0]]), np.array([[3.0]]), np.array([[-1.0], [1.0]])
expect(delta_step, d, w, z, "relu").gives([[0], [6]], "a neuron that is off passes nothing back")

# %% [markdown]
# ## 7.5 From deltas to gradients
#
# The weight $w_{ij}$ meets the loss through $z_j$ alone, and $\partial z_j / \partial w_{ij} = h_i$: *what came in,
# times the delta of where it went*. Over a batch the samples add up, which is just what a matrix product does:
#
# $$ \frac{\partial L}{\partial W^{(l)}} =
# \underbrace{h^{(l-1)\top}}_{(D_{in}, N)} \underbrace{\delta^{(l)}}_{(N, D_{out})}
# \qquad\qquad \frac{\partial L}{\partial b^{(l)}_j} = \sum_{n=1}^N \delta^{(l)}_{nj} $$
#
# A gradient has the shape of what it belongs to. That convicts two slides. Lecture 001 prints $a\,\delta^\top$ for its
# (out, in) matrix: that is (in, out), while its own update has the right $\delta\,a^\top$ (erratum 24). And 000 gives
# $\partial L/\partial b = \delta$ for a batch too: which shape has that, and which has $b$ (erratum 31)? No mean is
# needed: the $1/N$ is in delta already (lecture 002's chain lost it on the way, erratum 23).


# %% nbgrader={"grade": false, "grade_id": "weight_gradients", "locked": false, "schema_version": 3, "solution": true}
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

# %% [markdown]
# ## 7.6 The whole backward pass
#
# Delta at the output; gradients of the last layer; one step back; gradients of that layer; and so on, to the first.
# Each layer costs two matrix products, so *all* gradients together cost little more than two forward passes.


# %% nbgrader={"grade": false, "grade_id": "backward", "locked": false, "schema_version": 3, "solution": true}
def backward(params, activations, zs, hs, Y):
    """The gradients of all layers of a network with a canonical output (see 7.2).

    params: list of (W, b), one per layer. activations: their names. zs, hs: what `forward` returned: zs[0] … zs[L-1],
    hs[0] … hs[L]. Y: targets, shape (N, K). Returns a list of (dW, db) in the order of params, first layer first.
    Source: lecture 001, backward pass of an MLP; lecture 003, the algorithm.
    """
    ### BEGIN SOLUTION
    delta = output_delta(hs[-1], Y)
    grads = [weight_gradients(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta_step(delta, params[i + 1][0], zs[i], activations[i])
        grads.insert(0, weight_gradients(hs[i], delta))
    return grads
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backward-check", "locked": true, "points": 3, "schema_version": 3, "solution": false}
layer1 = [[-0.058708, 0.288593], [-0.016308, 0.080165]], [-0.032615, 0.16033]
layer2 = [[-0.174953, 0.091323, 0.08363], [-0.44988, 0.234831, 0.215049]], [-0.624833, 0.326154, 0.298679]
expect(backward, iris, iris_acts, zs, hs, Y_iris).gives([layer1, layer2], "003's Iris sample")
zs2, hs2 = forward(np.vstack([X_iris, X_iris]), iris, iris_acts)
expect(backward, iris, iris_acts, zs2, hs2, np.vstack([Y_iris, Y_iris])).gives([layer1, layer2], "twice: the same mean")

# %% [markdown]
# ## 7.7 Trust nothing: the gradient check
#
# A known number can be met by luck: both ReLUs of the Iris sample are on, so a `backward` that forgets $f'$ altogether
# passes there. An instrument that needs only the loss is harder to fool. Nudge each parameter $\theta$, an entry of a
# `W` or `b`, by $\pm h$ (here a small number, no activation), one at a time, and compare with your gradient $a$:
#
# $$ n = \frac{L(\theta + h) - L(\theta - h)}{2h} \qquad\qquad
# \text{error} = \max_\theta \frac{|a - n|}{\max(10^{-8},\, |a| + |n|)} $$
#
# It is 0 for equal numbers, 1 for opposite signs; below $10^{-5}$ is right. Stay away from the kink of a ReLU, $z = 0$:
# there $n$ is the mean of two slopes. Lecture 003's XOR weights lie exactly there.


# %% nbgrader={"grade": false, "grade_id": "gradient_check", "locked": false, "schema_version": 3, "solution": true}
def gradient_check(loss, params, grads, h=1e-6):
    """The largest relative error of grads against central differences, over every entry of every W and b.

    loss: a callable; loss(params) is a number. params: list of (W, b), float64; exactly the same afterwards.
    grads: list of (dW, db) of the same shapes. h: the nudge. Returns one number, max |a − n| / max(1e-8, |a| + |n|).
    Two calls of loss for each entry are enough.
    """

    ### BEGIN SOLUTION
    def nudged(layer, part, index, step):
        moved = [(W.copy(), b.copy()) for W, b in params]
        moved[layer][part][index] += step
        return loss(moved)

    errors = []
    for layer, pair in enumerate(grads):
        for part, gradient in enumerate(pair):
            for index, a in np.ndenumerate(gradient):
                n = (nudged(layer, part, index, h) - nudged(layer, part, index, -h)) / (2 * h)
                errors.append(abs(a - n) / max(1e-8, abs(a) + abs(n)))
    return np.max(errors)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_check-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
def cubes(params):
    """The sum of θ³ over all parameters; its gradient is 3θ²."""
    return sum(np.sum(W**3) + np.sum(b**3) for W, b in params)


one_two, exact = [(np.array([[1.0]]), np.array([2.0]))], [(np.array([[3.0]]), np.array([12.0]))]
expect(gradient_check, cubes, one_two, exact).satisfies("below 1e-5 for the right gradient", lambda error: error < 1e-5)
expect(gradient_check, cubes, one_two, [(exact[0][0], 2 * exact[0][1])]).gives(1 / 3, "db doubled: |2n − n| / 3|n|")
expect(gradient_check, cubes, one_two, exact, 0.1).gives(0.01 / 6.01, "h = .1 is too wide: n = 3.01 and 12.01")

# %% [markdown]
# ### Which number is off first?
#
# The check says *that* something is wrong. To find *where*, go through the intermediates in the order in which they
# arise. Forward, each follows from the one before. Backward, your instrument checks one array at a time; with a single
# sample, $\partial L/\partial b$ *is* the delta. Keep `first_off` for your own hunts. Here a mistake is planted: the
# second `backward` gets activations where pre-activations belong.


# %%
def check_one(params, acts, X, Y, grads, i, part):
    """The gradient check of one array alone: W (part 0) or b (part 1) of layer i + 1."""

    def loss(one):
        pair = [one[0][k] if k == part else params[i][k] for k in (0, 1)]
        return LOSSES[acts[-1]](forward(X, [*params[:i], pair, *params[i + 1 :]], acts)[1][-1], Y)

    alone, mine = [[pairs[i][k] if k == part else np.zeros(1) for k in (0, 1)] for pairs in (params, grads)]
    return gradient_check(loss, [alone], [mine])


def first_off(params, acts, zs, hs, y, grads):
    """Print one sample's intermediates in the order in which they arise, up to the first that is off."""
    gaps = {}
    for i, (W, b) in enumerate(params):
        gaps[f"z{i + 1}"] = np.abs(zs[i] - (hs[i] @ W + b)).max()
        gaps[f"h{i + 1}"] = np.abs(hs[i + 1] - ACTIVATIONS[acts[i]](zs[i])).max()
    for i in reversed(range(len(params))):
        gaps[f"δ{i + 1} = db{i + 1}"] = check_one(params, acts, hs[0], y, grads, i, 1)
        gaps[f"dW{i + 1}"] = check_one(params, acts, hs[0], y, grads, i, 0)
    for name, gap in gaps.items():
        print(f"{name} ✓" if gap < 1e-5 else f"{name} is the first that is off: by {gap:.2g}", end="   ")
        if gap > 1e-5:
            break
    print()


rng, acts = np.random.default_rng(1), ["tanh", "tanh", "softmax"]
net = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((2, 4), (4, 3), (3, 2))]
x, y = np.array([[0.7, -1.2]]), np.array([[0.0, 1.0]])
z_net, h_net = forward(x, net, acts)
for slopes_at in (z_net, h_net[1:]):
    first_off(net, acts, z_net, h_net, y, backward(net, acts, slopes_at, h_net, y))

# %% [markdown]
# All before δ2 is acquitted, so the culprit sits in the step from δ3 to δ2: in the weights, or in $f'(z)$.
#
# ## 7.8 A detective story
#
# Take the instrument to lecture 003's walk-through. Its network puts out $p = \hat y = (.38, .32, .30)$ for the target
# $y = (1, 0, 0)$, from $h = (.28, .72)$. Its loss counts the negatives too, the *summed binary cross-entropy*
# $J = -\sum_k y_k \log p_k + (1 - y_k)\log(1 - p_k)$. Its gradient for $W^{(2)}$, in the slide's layout (K, H):
#
# $$ \nabla_{kj} = -\Big(\frac{y_k}{p_k} + \frac{1-y_k}{1-p_k}\Big)\; p_k(1-p_k)\; h_j $$
#
# First secure the evidence: write the formula exactly as printed, mistakes included. Row 1, column 1, by hand:
# $-\frac{1}{.38} \cdot .38 \cdot .62 \cdot .28 = -.1736$.


# %% nbgrader={"grade": false, "grade_id": "slide_gradient", "locked": false, "schema_version": 3, "solution": true}
def slide_gradient(p, y, h):
    """Lecture 003's gradient of W⁽²⁾ exactly as its slide prints it: −(y/p + (1−y)/(1−p)) · p(1−p) · hᵀ.

    p: outputs, shape (K,). y: targets, 0 or 1, shape (K,). h: hidden activations, shape (H,).
    Returns shape (K, H), the slide's layout. Source: lecture 003, backward pass I–IV (errata 2, 3, 4).
    """
    ### BEGIN SOLUTION
    return np.outer(-(y / p + (1 - y) / (1 - p)) * p * (1 - p), h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "slide_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
p, y, h = np.array([0.38, 0.32, 0.3]), np.array([1, 0, 0]), np.array([0.28, 0.72])
expect(slide_gradient, p, y, h).gives([[-0.1736, -0.4464], [-0.0896, -0.2304], [-0.084, -0.216]], "as on the slide")

# %% [markdown]
# Now the interrogation, at the exact $p$. (A bias is a weight whose input is the constant 1: append a 1 to `h`, and the
# last column is $\partial J / \partial b$.)

# %%
BCE, CE = LOSSES["sigmoid"], LOSSES["softmax"]  # summed binary cross-entropy, cross-entropy
p, y, h = hs[-1][0], Y_iris[0], hs[1][0]
h1 = np.append(h, 1.0)


def interrogate(gradient, loss):
    """The gradient check of a gradient (K, H+1), its last column for the bias."""

    def loss_of(params):
        return loss(softmax(h @ params[0][0] + params[0][1])[None], Y_iris)

    return gradient_check(loss_of, [(W2, b2)], [(gradient[:, :-1].T, gradient[:, -1])])


print(f"the slide's gradient is off by {interrogate(slide_gradient(p, y, h1), BCE):.3g}; 1 means a wrong sign")

# %% [markdown]
# Guilty. Two suspects:
#
# - **The sign.** The derivative of $-\log(1 - p)$ is $+\frac{1}{1-p}$: two minus signs cancel, and $\partial J/\partial
#   p_k = -\frac{y_k}{p_k} + \frac{1-y_k}{1-p_k}$, in numbers $(-2.665, +1.484, +1.426)$. The slide has
#   $(-2.63, -1.47, -1.43)$ (erratum 2), by the natural logarithm, though its $J = .74$ took $\log_{10}$ (erratum 1),
#   whose slopes are .4343 times as large.
# - **The missing paths.** $p(1-p)$ is only the diagonal of softmax's Jacobian (7.3, erratum 3).
#
# Write the gradient with both mended.


# %% nbgrader={"grade": false, "grade_id": "true_gradient", "locked": false, "schema_version": 3, "solution": true}
def true_gradient(p, y, h):
    """The gradient of 003's summed binary cross-entropy for W⁽²⁾, through the full softmax Jacobian.

    p: softmax outputs, shape (K,). y: targets, 0 or 1, shape (K,). h: hidden activations, shape (H,).
    Returns shape (K, H), the slide's layout. Source: lecture 003, backward pass I–IV (errata 2, 3, 4).
    """
    ### BEGIN SOLUTION
    dloss = (1 - y) / (1 - p) - y / p
    return np.outer((np.diag(p) - np.outer(p, p)) @ dloss, h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "true_gradient-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(true_gradient, p, y, h).gives([[-0.270535, -0.695662], [0.143754, 0.369652], [0.126782, 0.32601]], "erratum 4")

# %% [markdown]
# Which suspect did what? Mend one at a time. (The sign concerns only the rows with $y = 0$: turn those.) Predict before
# you run: will *sign mended, Jacobian still diagonal* pass?

# %%
turned = np.where(y == 1, 1, -1)[:, None]
candidates = {
    "as printed": slide_gradient(p, y, h1),
    "sign mended": slide_gradient(p, y, h1) * turned,
    "Jacobian mended": np.outer(chain_output_delta(-(y / p + (1 - y) / (1 - p)), h @ W2 + b2, "softmax"), h1),
    "both mended": true_gradient(p, y, h1),
}
fig, axes = plt.subplots(1, 4, figsize=(12, 4.6), sharey=True, layout="constrained")
for ax, (name, gradient) in zip(axes, candidates.items()):
    stepped = BCE(softmax(h @ (W2 - 0.5 * gradient[:, :-1].T) + b2)[None], Y_iris)
    plots.heatmap(ax, gradient[:, :-1], form=".3f")
    errors = f"error for BCE: {interrogate(gradient, BCE):.0e}\nerror for CE: {interrogate(gradient, CE):.0e}"
    ax.set_title(f"{name}\n{errors}\nBCE after a step: {stepped:.3f}", fontsize=10)
    ax.set(xlabel="hidden neuron", xticklabels=[1, 2], yticklabels=[1, 2, 3])
axes[0].set_ylabel("output neuron")
fig.suptitle(f"Four gradients of W2, checked against two losses (BCE before the step: {BCE(p[None], Y_iris):.3f})")
plt.show()

# %% [markdown]
# - **As printed**, each row stands alone, so the wrong sign goes straight through: *all three* outputs are pushed up.
# - **Jacobian mended**: the full Jacobian compares the outputs (the same number added to each $\partial J/\partial p_k$
#   changes nothing), and so the rows have the right signs, but the wrong sign inside makes them far too small.
# - **Sign mended**: right signs, still too small, for the paths through the other outputs are missing. The true step
#   (η = .5) takes the loss from 1.730 to 1.334; the slide's, with its rounded numbers, to 1.645.
# - But look: *sign mended* passes for the plain **cross-entropy**, which nobody asked for! Multiply out:
#   $(-\frac{y}{p} + \frac{1-y}{1-p})\,p(1-p) = -y(1-p) + (1-y)p = p - y$, line 3 of the table in 7.2. A coincidence
#   (erratum 4): softmax's diagonal looks like sigmoid's slope, and line 2 of the table gives $p - y$ as well.
#
# **A gradient can be right for another loss than yours. Only a check against *your* loss notices.**
#
# ## 7.9 Learn
#
# The rest is gradient descent (notebook 4) on every `W` and `b`: $W \leftarrow W - \eta\,\partial L/\partial W$. All
# gradients are taken at the *old* parameters, then all move together.


# %% nbgrader={"grade": false, "grade_id": "update", "locked": false, "schema_version": 3, "solution": true}
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
grads_iris = [(np.array(dW), np.array(db)) for dW, db in (layer1, layer2)]
expect(update, iris[1:], grads_iris[1:], 0.5).gives([(W2_new, b2_new)], "003's second layer")
expect(update, one_two, exact, 0.1).gives([([[0.7]], [0.8])], "1 − .1 · 3 and 2 − .1 · 12")


# %% nbgrader={"grade": false, "grade_id": "train_step", "locked": false, "schema_version": 3, "solution": true}
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
expect(train_step, iris, iris_acts, X_iris, Y_iris, 0.5).satisfies(
    "003's loss is .980385 before the step, and .588875 with the new parameters",
    lambda answer: np.allclose(
        [answer[1], LOSSES["softmax"](forward(X_iris, answer[0], iris_acts)[1][-1], Y_iris)],
        [0.980385, 0.588875],
        atol=2e-6,
    ),
)


# %% nbgrader={"grade": false, "grade_id": "fit", "locked": false, "schema_version": 3, "solution": true}
def fit(params, activations, X, Y, eta, steps):
    """Train on all samples at once, `steps` times.

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
X_xor, Y_xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
rng, acts = np.random.default_rng(3), ["tanh", "sigmoid"]
start = [(rng.normal(size=(2, 8)), np.zeros(8)), (rng.normal(size=(8, 1)), np.zeros(1))]
expect(fit, start, acts, X_xor, Y_xor, 0.5, 2000).satisfies(
    "2000 losses, from .836168 to below .05",
    lambda answer: len(answer[1]) == 2000 and abs(answer[1][0] - 0.836168) < 2e-6 and answer[1][-1] < 0.05,
)

# %% [markdown]
# The wall of notebook 2 has fallen. How did 8 hidden neurons do it? Each draws a line of its own (where its $z$ is 0);
# the output need only weigh their opinions.

# %%
trained, losses = fit(start, acts, X_xor, Y_xor, 0.5, 2000)
fig, axes = plt.subplots(1, 3, figsize=(14, 4), width_ratios=(1, 1, 1.6), layout="constrained")
axes[0].semilogy(losses, color=plots.SEQUENCE[1], label="2-8-1 network")
axes[0].axhline(np.log(2), color="grey", linestyle="--", label="always ½: ln 2")
axes[0].set(title="The loss on XOR", xlabel="step", ylabel="binary cross-entropy")
axes[0].legend()
plots.regions(axes[1], lambda P: forward(P, trained, acts)[1][-1][:, 0] > 0.5, (-0.5, 1.5), (-0.5, 1.5))
for w, b in zip(trained[0][0].T, trained[0][1]):
    plots.line(axes[1], -w[0] / w[1], -b / w[1], color="grey", linewidth=0.8)
plots.points(axes[1], X_xor, Y_xor[:, 0], names=["XOR = 0", "XOR = 1"])
axes[1].set(title="Learned regions, hidden lines", xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))
axes[1].legend(loc="center", fontsize=8)
plots.heatmap(axes[2], forward(X_xor, trained, acts)[1][1])
axes[2].set(title="What the hidden neurons make of each input", xlabel="hidden neuron", ylabel="input")
axes[2].set(xticklabels=range(1, 9), yticklabels=["0 0", "0 1", "1 0", "1 1"])
plt.show()

# %% [markdown]
# Read the columns: neuron 1 singles out (0, 1), neuron 2 singles out (1, 0), neuron 3 is close to OR. Nobody told them
# to; the deltas did.
#
# ## Summary
#
# - A delta is $\partial L/\partial z$. At a canonical output it is $(\hat y - y)/N$; $\delta W^\top \odot f'(z)$
#   carries it back; $h^\top\delta$ and the sum of $\delta$ over the batch are the gradients.
# - The shapes catch a lost transpose or sum (errata 24, 26, 29, 31); softmax needs its whole Jacobian (errata 3, 30).
# - Check every gradient against *your* loss: a slide, half mended, was right for another one (erratum 4).
# - XOR yields to 8 hidden neurons that found their own features. Next: training well, on real data (notebook 8).
