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
# # 6 · The forward pass
#
# A single neuron failed at XOR. Two layers of them do not: they first move the points to where a line *is* enough. In
# this notebook you send data through networks, see what each layer does to them, and build by hand, without training,
# networks that imitate whichever continuous curve you like.
#
# **You will learn**
#
# - how a layer, for a whole batch, is one matrix product, and a network a chain of them,
# - why layers without activation functions are one layer in disguise,
# - how a hidden layer makes XOR separable,
# - what universal approximation means, and what it does not promise.
#
# **Taken as given**: a neuron and its activation (notebook 1), the softmax (notebook 5).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came. Green means right.
#
# **Sources**: lectures 000 (C. Bergler, *Deep Learning*, OTH Amberg-Weiden: *Multi-Layer Perceptron*, *Forward Propagation*,
# *Universal approximation theorem*), 001 (G. Klambauer, *Basic neural network architectures*, JKU Linz: *4.5 XOR*, *4.6
# Forward pass*), 003 (R. Krestel, *Neural Networks*, DL4NLP: *XOR-Problem: Deep Feedforward Network*, *Walk-Through Example:
# Forward Pass*), 004 (*Neural networks*, for reinforcement learning: *Matrix representation*).
#
# ## Conventions
#
# A network has $M$ layers, counted from 1; the input is not counted. The shape of a layer's $W$ is (D_in, D_out): from the
# width before it to its own.
#
# <!-- glossary: N D K M H i j k l X W b_layer z_layer h_layer f sigma Y_hat params activations steepness edge cells g_target -->
#
# A lower index counts units, from 1: $z^{[2]}_1$ is the first unit of layer 2. Names in code have no brackets: `W1` is
# $W^{[1]}$.
#
# 001, 003's Iris example and 004 write $W$ as (out, in): theirs is our transpose. In 003 the letter $a$ is the activation
# first and the pre-activation later (erratum 15); we avoid it. All is float64; whole-number arrays may come in, too. No
# function changes its arguments: return new arrays.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import math
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots


def softmax(Z):
    """Probabilities over the last axis, safe for large Z (notebook 5)."""
    powers = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(0, z),
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,  # the same as 1 / (1 + exp(-z)), but nothing can overflow
    "tanh": np.tanh,
    "softmax": softmax,
}

# %% [markdown]
# ## 6.1 A layer is one matrix product
#
# One neuron has a weight for each of its $D_{in}$ inputs. Write the weights of $D_{out}$ neurons side by side as the
# columns of $W$, and the net inputs of all neurons, for all samples at once, are
#
# $$ Z = X\,W + b \qquad (N, D_{out}) = (N, D_{in})\,(D_{in}, D_{out}) + (D_{out},) $$
#
# where numpy adds $b$ to every row. **By hand**, the first layer of lecture 003's Iris network: $x = (1.8, .5)$ and
# $b = (.2, -.3)$. The slide prints one row per unit, so each of its rows becomes a column:
#
# $$ \begin{pmatrix} .1 & -.2 \\ .4 & .6 \end{pmatrix} \to
#    W = \begin{pmatrix} .1 & .4 \\ -.2 & .6 \end{pmatrix} $$
#
# $z_1 = 1.8 \cdot .1 + .5 \cdot (-.2) + .2 = .28$ and $z_2 = 1.8 \cdot .4 + .5 \cdot .6 - .3 = .72$.


# %% nbgrader={"grade": false, "grade_id": "dense", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def dense(X, W, b):
    """The pre-activations of a fully connected layer: XW + b.

    X: inputs, shape (N, D_in). W: weights, shape (D_in, D_out). b: biases, shape (D_out,).
    Returns an array of shape (N, D_out). Source: lecture 004, matrix representation (there W is transposed).
    """
    ### BEGIN SOLUTION
    return X @ W + b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "dense-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
flower = np.array([[1.8, 0.5]])
W1, b1 = np.array([[0.1, 0.4], [-0.2, 0.6]]), np.array([0.2, -0.3])
expect(dense, flower, W1, b1).gives([[0.28, 0.72]], "lecture 003's first layer")
column = np.array([[1.0], [10.0]])
expect(dense, np.array([[1, 2], [3, 4], [5, 6]]), column, np.array([0.5])).gives(
    [[21.5], [43.5], [65.5]], "one unit, three samples of whole numbers"
)
expect(dense, np.array([[1.0, 2], [3, -1]]), np.array([[0.5, -1], [2, 0]]), np.array([-10.0, 20])).gives(
    [[-5.5, 19], [-10.5, 17]], "a square W; each unit has its own bias, and nothing is cut off"
)

# %% [markdown]
# ## 6.2 Layer after layer
#
# The forward pass repeats one line. With $h^{[0]} = X$, for $l = 1, \dots, M$:
#
# $$ z^{[l]} = h^{[l-1]}\,W^{[l]} + b^{[l]}, \qquad h^{[l]} = f^{[l]}(z^{[l]}), \qquad \hat y = h^{[M]} $$
#
# Learning will need all the values in between, so we keep them: every $z^{[l]}$ in `zs`, every $h^{[l]}$ in `hs`. The
# functions $f^{[l]}$ are in the dict `ACTIVATIONS` above: `ACTIVATIONS["relu"](z)`.
#
# **By hand**, the Iris flower goes on. ReLU changes nothing, as both pre-activations are positive:
# $h^{[1]} = (.28, .72)$. The first of three outputs has weights $(.3, -.3)$ and bias $-.1$, so
# $z^{[2]}_1 = .28 \cdot .3 - .72 \cdot .3 - .1 = -.232$. Likewise $z^{[2]}_2 = -.372$ and $z^{[2]}_3 = -.46$. For the softmax,
# $e^{-.232} = .793$, $e^{-.372} = .689$ and $e^{-.46} = .631$ add up to $2.114$, and $.793/2.114 = .375$: $\hat y = (.375, .326, .299)$.


# %% nbgrader={"grade": false, "grade_id": "forward", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def forward(X, params, activations):
    """Run a batch through a network and keep every pre-activation and every activation.

    X: inputs, shape (N, D). params: list of M pairs (W, b), one a layer, W (D_in, D_out) and b (D_out,).
    activations: M names out of "identity" "relu" "sigmoid" "tanh" "softmax", keys of ACTIVATIONS.
    Returns (zs, hs): zs is the list z1 … zM, hs the list h0 = X (X itself will do), h1 … hM = ŷ (one
    longer); each array (N, D_out).
    Source: lecture 000, forward propagation (erratum 32); lecture 003, walk-through example.
    """
    ### BEGIN SOLUTION
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations):
        zs.append(dense(hs[-1], W, b))
        hs.append(ACTIVATIONS[name](zs[-1]))
    return zs, hs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "forward-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
W2, b2 = np.array([[0.3, 0.2, 0.3], [-0.3, 0.1, -0.2]]), np.array([-0.1, -0.5, -0.4])
iris_zs = [[[0.28, 0.72]], [[-0.232, -0.372, -0.46]]]
iris_hs = [[[1.8, 0.5]], [[0.28, 0.72]], [[0.375167, 0.326154, 0.298679]]]
iris = [(W1, b1), (W2, b2)]
expect(forward, flower, iris, ["relu", "softmax"]).gives((iris_zs, iris_hs), "lecture 003's Iris flower")
expect(forward, np.array([[-1], [2]]), [(np.array([[2.0]]), np.array([1.0]))], ["relu"]).gives(
    ([[[-1], [5]]], [[[-1], [2]], [[0], [5]]]), "one layer, two samples: ReLU cuts off the −1"
)
square = [(np.array([[1.0, -1], [2, 0.5]]), np.array([0.0, 1])), (np.array([[0.5, 1], [-2, 0]]), np.array([1.0, -1]))]
expect(forward, np.array([[1.0, -1], [0.5, 2]]), square, ["tanh", "softmax"]).gives(
    (
        [[[-1, -0.5], [4.5, 1.5]], [[1.543437, -1.761594], [-0.31042, -0.000247]]],
        [
            [[1, -1], [0.5, 2]],
            [[-0.761594, -0.462117], [0.999753, 0.905148]],
            [[0.964601, 0.035399], [0.423073, 0.576927]],
        ],
    ),
    "square layers: each is fed by the one before it, and has its own activation",
)

# %% [markdown]
# Here is the flower on its way, with every number that you computed (the biases are not drawn):

# %%
zs, hs = forward(flower, iris, ["relu", "softmax"])
values = [[f"{x:.1f}" for x in flower[0]]]
for Z, H, letter in zip(zs, hs[1:], ("h", "ŷ")):
    values.append([f"z = {z:.3f}\n{letter} = {h:.3f}" for z, h in zip(Z[0], H[0])])
fig, ax = plt.subplots(figsize=(9, 5), layout="constrained")
plots.network(ax, [W1, W2], [["$x_1$", "$x_2$"], ["1", "2"], ["ŷ₁", "ŷ₂", "ŷ₃"]], values)
ax.set_title("The Iris flower in a 2-2-3 network: input, ReLU layer, softmax layer")
plots.show(
    "A 2-2-3 network with its ten weights on the lines, dashed where negative, and every neuron's z and activation."
)

# %% [markdown]
# > **Look closely.** Lecture 000's overview slide writes $h^{(l)} = W^{(l)T} x + b^{(l)}$ for *every* layer $l$, and the loss as
# > $L(\hat y)$. Would the second layer then ever see the first? And can a loss be known without $y$?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# No: every layer would look at the input alone, and usually its shapes would not even fit. It must be $h^{(l-1)}$ in place
# of $x$, and the loss is $L(\hat y, y)$ (erratum 32).
#
# </details>

# %% [markdown]
# ## 6.3 How large is a network?
#
# A network is often named by its widths: 2-3-4-1 has two inputs, hidden layers of three and four units, and one output
# (lecture 004's exercise). Which arrays does it need? Each layer has a $W$ from the width before it to its own, and one
# bias for each of its units. The input is no layer: it has neither.


# %% nbgrader={"grade": false, "grade_id": "layer_shapes", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def layer_shapes(sizes):
    """The shapes of weights and biases, layer by layer.

    sizes: list of widths from input to output, e.g. [2, 3, 4, 1].
    Returns a list with one entry per layer, ((D_in, D_out), (D_out,)). Source: lecture 000, multi-layer perceptron.
    """
    ### BEGIN SOLUTION
    return [((d_in, d_out), (d_out,)) for d_in, d_out in pairwise(sizes)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "layer_shapes-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(layer_shapes, [2, 3, 4, 1]).gives([((2, 3), (3,)), ((3, 4), (4,)), ((4, 1), (1,))], "lecture 004's exercise")
expect(layer_shapes, [5, 2]).gives([((5, 2), (2,))], "a single layer")


# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def count_parameters(sizes):
    """The number of weights and biases of a fully connected network.

    sizes: list of widths from input to output, e.g. [2, 3, 4, 1]. Returns a whole number.
    Source: lecture 004, depth and width (erratum 16).
    """
    ### BEGIN SOLUTION
    return sum(d_in * d_out + d_out for (d_in, d_out), _ in layer_shapes(sizes))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_parameters-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(count_parameters, [2, 3, 4, 1]).gives(30, "(2·3 + 3) + (3·4 + 4) + (4·1 + 1)")
expect(count_parameters, [784, 512]).gives(401920, "512 units that look at a whole image of 28×28 pixels")

# %% [markdown]
# > **Look closely.** Lecture 003 prints the weights between an image of 28×28 pixels and 512 units as a matrix that ends at column
# > 28. What would such a layer see, and at which column should it end?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# One row of pixels. Flattened, the image has $28 \cdot 28 = 784$ inputs (erratum 16).
#
# </details>

# %% [markdown]
# ## 6.4 Depth without activations is an illusion
#
# Does it help to stack layers with nothing in between? Put the first layer into the second:
#
# $$ (x\,W^{[1]} + b^{[1]})\,W^{[2]} + b^{[2]} = x\,\underbrace{W^{[1]} W^{[2]}}_{W} + \underbrace{b^{[1]} W^{[2]} + b^{[2]}}_{b} $$
#
# That is *one* layer again, however many you stack. Only an activation function that bends makes depth worthwhile.
#
# **By hand**, one input, two hidden units, one output: $W^{[1]} = \begin{pmatrix} 1 & 2 \end{pmatrix}$, shape (1, 2), $b^{[1]} = (1, -1)$,
# $W^{[2]} = \begin{pmatrix} 3 \\ 4 \end{pmatrix}$, shape (2, 1), $b^{[2]} = (5)$. The hidden units are $x + 1$ and $2x - 1$, the output is $3(x + 1) + 4(2x - 1) + 5 = 11x + 4$.


# %% nbgrader={"grade": false, "grade_id": "collapse", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def collapse(params):
    """The one linear layer that equals a network without activation functions.

    params: list of one or more pairs (W, b), in the order in which the data pass them.
    Returns (W, b) with W (D, K) and b (K,) such that XW + b is the network's output for every X (N, D).
    Source: lecture 004, activation function (erratum 33).
    """
    ### BEGIN SOLUTION
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "collapse-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
two = [(np.array([[1, 2]]), np.array([1, -1])), (np.array([[3.0], [4]]), np.array([5.0]))]
expect(collapse, two).gives(([[11]], [4]), "11 x + 4")
expect(collapse, [*two, (np.array([[2.0, -1]]), np.array([0.0, 1]))]).gives(
    ([[22, -11]], [8, -3]), "a third layer: 2 (11 x + 4) and −(11 x + 4) + 1"
)
expect(collapse, two[:1]).gives(([[1, 2]], [1, -1]), "a single layer is its own answer")
turn, scale = (np.array([[0.0, 1], [-1, 0]]), np.array([1.0, 2])), (np.array([[3.0, 0], [0, 0.5]]), np.array([-1.0, 4]))
expect(collapse, [turn, scale]).gives(([[0, 0.5], [-3, 0]], [2, 5]), "two square layers: mind the order")

# %%
x = np.linspace(-2, 2, 201)[:, None]
linear, bent = (forward(x, two, [name, "identity"])[1][-1] for name in ("identity", "relu"))
fig, ax = plt.subplots(figsize=(6.5, 4))
ax.plot(x, linear, color=plots.CLASSES[0], linewidth=4, alpha=0.5, label="two layers")
ax.plot(x[::20], dense(x[::20], *collapse(two)), "o", color="black", markersize=4, label="collapsed into one")
ax.plot(x, bent, "--", color=plots.CLASSES[1], label="two layers with ReLU")
ax.set(title="Without an activation the second layer adds nothing", xlabel="$x$", ylabel="output")
ax.legend(loc="upper left")
plots.show(
    "Two linear layers and the layer they collapse into give one straight line; with ReLU between, the line bends twice."
)

# %% [markdown]
# > **Look closely.** Lecture 004 gives the bias as $b^{[1]} + b^{[2]}$. In the example by hand $b^{[1]}$ has two entries and
# > $b^{[2]}$ one. Would numpy refuse the sum? Can it be the bias of one output? And which of the two does the slide forget to
# > send through $W^{[2]}$?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Numpy adds them without complaint, but two entries are no bias for one output. $b^{[1]}$ must pass through $W^{[2]}$ like
# any other input of the second layer: $b = b^{[1]} W^{[2]} + b^{[2]}$ (erratum 33).
#
# </details>

# %% [markdown]
# ## 6.5 XOR, at last
#
# XOR is 1 if exactly one input is 1. Lecture 001 wrote down its four equations and found that no line solves them; now
# use one hidden layer of two ReLU units and a linear output: a 2-2-1 network. Find the nine numbers **by thinking**.
#
# One way: let both hidden units look at the sum $x_1 + x_2$. At the four corners it is 0, 1, 1, 2, and wanted is
# 0, 1, 1, 0: up with the sum at first, then down again. A single ReLU rises for ever. At which sum must the second one wake
# up, and how strongly must it pull, so that both together come *down*? (Any other way that is exact is right, too.)


# %% nbgrader={"grade": false, "grade_id": "xor_network", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def xor_network():
    """A 2-2-1 network with activations ("relu", "identity") whose output is exactly XOR at the four corners.

    Returns params: [(W1, b1), (W2, b2)], four arrays of shapes (2, 2), (2,), (2, 1), (1,).
    Source: lecture 001, 4.5; lecture 003, XOR with a deep feedforward network (errata 12, 13).
    """
    ### BEGIN SOLUTION
    W1, b1 = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0], [-2.0]]), np.array([0.0])
    return [(W1, b1), (W2, b2)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "xor_network-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
def xor_output(X):
    """The output of your network, shape (N, 1)."""
    return forward(X, xor_network(), ["relu", "identity"])[1][-1]


corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
expect(xor_output, corners).gives([[0], [1], [1], [0]], "XOR of (0,0), (0,1), (1,0), (1,1)")

# %% [markdown]
# What has the hidden layer done? Draw the corners as they enter your network, and again as its hidden layer sees them:

# %%
gate, net = np.array([0, 1, 1, 0]), xor_network()
W_out, b_out, H = map(np.asarray, (*net[1], forward(corners, net, ["relu", "identity"])[1][1]))
fig, axes = plt.subplots(1, 2, figsize=(10, 4.4), layout="constrained")
plots.regions(axes[0], lambda P: xor_output(P)[:, 0] > 0.5, (-0.6, 1.6), (-0.6, 1.6))
plots.points(axes[0], corners, gate, names=["XOR = 0", "XOR = 1"])
axes[0].set(title="Input space: no single line will do", xlabel="$x_1$", ylabel="$x_2$")
low, high = H.min() - 0.6, H.max() + 0.6
plots.regions(axes[1], lambda P: P @ W_out[:, 0] + b_out[0] > 0.5, (low, high), (low, high))
plots.line(axes[1], -W_out[0, 0] / W_out[1, 0], (0.5 - b_out[0]) / W_out[1, 0])
plots.points(axes[1], H, gate, names=["XOR = 0", "XOR = 1"])
for spot in np.unique(H, axis=0):
    here = (spot == H).all(axis=1)
    away = 20 * (2 * gate[here][0] - 1) * W_out[:, 0] / np.linalg.norm(W_out)  # to the side away from the line
    who = ", ".join(f"({p:.0f},{q:.0f})" for p, q in corners[here])
    axes[1].annotate(who, spot, xytext=away, textcoords="offset points", ha="center", va="center")
axes[1].set(title="Hidden space: one line is enough", xlabel="$h_1$", ylabel="$h_2$")
axes[0].legend(loc="center")
plots.show("In input space XOR's corners need two regions; in hidden space a single straight line separates them.")

# %% [markdown]
# The lectures' hidden layer maps the corners to $(0,0)$, $(1,0)$, $(1,0)$ and $(2,1)$: both points of class 1 fall on
# one spot. Does it work on lecture 001's *noisy* XOR, and what does your network say about the two points without a label?

# %%
X, y, unknown = datasets.noisy_xor()
said = (xor_output(X)[:, 0] > 0.5).astype(int)
print(f"{np.sum(said == y)} of {len(y)} right")
for point, score in zip(unknown, xor_output(unknown)[:, 0]):
    print(f"{point} → {score:.2f}, class {int(score > 0.5)}")

# %% [markdown]
# With the lectures' weights it is 8 of 8, and the classes of the unknown points are 1 and 0.

# %% [markdown]
# > **Look closely.** Lecture 003 computes all four corners at once, with the bias inside the matrices. Its design matrix $X$ has
# > three rows, its product $XW$ four. And its formula multiplies a $w$ of length 3 by two hidden units. What is missing?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The row $(1, 1, 1)$ (erratum 12), and a 1 in front of $h$ for the bias (erratum 13). Our $b$ spares us both.
#
# </details>

# %% [markdown]
# ## 6.6 A bump
#
# Can hidden layers do more than gates? A steep sigmoid is a soft step: $\sigma(s\,(x - e))$ goes from 0 to 1 around the
# edge $x = e$, within a few times $1/s$; $s$ is its steepness. Multiply out: the hidden weight is $s$ and the bias $-s\,e$.
# A step up at `left` minus a step up at `right` is a bump:
#
# $$ \hat y(x) = \text{height} \cdot \big[\, \sigma(s\,(x - \text{left})) - \sigma(s\,(x - \text{right})) \,\big] $$
#
# **By hand**, with left 1, right 3, height 2 and steep steps: at $x = 0$ both steps are still 0, $2\,(0 - 0) = 0$; at
# $x = 2$ only the first is up, $2\,(1 - 0) = 2$; at $x = 4$ both are, $2\,(1 - 1) = 0$.


# %% nbgrader={"grade": false, "grade_id": "bump", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def bump(left, right, height, steepness):
    """A network with activations ("sigmoid", "identity"): about height inside [left, right], about 0 outside.

    left, right: the edges, numbers. height: a number of either sign. steepness: s in σ(s (x − edge)), positive.
    Returns params: [(W1, b1), (W2, b2)] for input (N, 1), two sigmoids and one linear output, that is
    shapes (1, 2), (2,), (2, 1), (1,). Source: lecture 000, universal approximation theorem.
    """
    ### BEGIN SOLUTION
    W1, b1 = np.array([[steepness, steepness]]), -steepness * np.array([left, right])
    W2, b2 = np.array([[height], [-height]]), np.zeros(1)
    return [(W1, b1), (W2, b2)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bump-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
def values(x, build, *arguments):
    """The outputs, shape (N, 1), at the points x (N,) of the network that build(*arguments) returns.

    So values(x, bump, 1, 3, 2, 50) are the outputs of bump(1, 3, 2, 50) at the points x.
    """
    return forward(np.reshape(x, (-1, 1)), build(*arguments), ["sigmoid", "identity"])[1][-1]


expect(values, np.array([0, 2, 4]), bump, 1, 3, 2, 50).gives([[0], [2], [0]], "outside, inside, outside")
expect(values, np.array([-3, -1.5, 0]), bump, -2, -1, -0.5, 80).gives([[0], [-0.5], [0]], "left of zero, and downwards")
expect(values, np.array([1, 3]), bump, 1, 3, 2, 50).gives([[1], [1]], "half the height at both edges")
expect(values, np.array([0.9, 3.1]), bump, 1, 3, 2, 20).gives(
    [[0.238406], [0.238406]], "σ(−2) = .1192 of it, 2/s outside"
)

# %% [markdown]
# Now set bumps side by side, each as high as a target curve is in its middle. Ten networks of two units each, added up:


# %%
def wave(x):
    """The curve to imitate."""
    return math.sin(x) + 0.4 * math.sin(4 * x)


x, cells = np.linspace(0, np.pi, 1000), np.linspace(0, np.pi, 11)
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for index, s in enumerate((5, 20, 100)):
    axes[0].plot(x, values(x, bump, 1, 2, 1, s), label=f"s = {s}", **plots.styled(index))
axes[0].set(title="One bump on [1, 2]: only steep ones get up to 1", xlabel="$x$", ylabel="output")
bumps = [values(x, bump, left, right, wave((left + right) / 2), 200)[:, 0] for left, right in pairwise(cells)]
for curve in bumps:
    axes[1].fill_between(x, curve, color=plots.CLASSES[0], alpha=0.2, linewidth=0)
axes[1].plot(x, np.sum(bumps, axis=0), color=plots.CLASSES[0], label="ten bumps")
axes[1].plot(x, [wave(v) for v in x], color="black", linestyle="--", label="target")
axes[1].set(title="Ten bumps, each as high as the target", xlabel="$x$", ylabel="output")
axes[0].legend(loc="upper right")
axes[1].legend(loc="upper left")
plots.show(
    "One bump gets squarer with its steepness, and a soft one does not reach its height; ten bumps side by side, darker where "
    "two overlap, follow the target in steps."
)

# %% [markdown]
# ## 6.7 Universal approximation, with your own hands
#
# Look at the inner edges: where one bump steps down, the next steps up, at the same place. Two units do what one could:
# step by the *difference* of the two levels. So cut the interval from left to right into $C$ equal cells, each
# $\frac{\text{right} - \text{left}}{C}$ wide, with middles $m_1, \dots, m_C$ (cells count from 1 here, Python's lists from 0), and
# let the network imitate the target $g$ by a staircase:
#
# $$ \hat y(x) = g(m_1) + \sum_{c=2}^{C} \big( g(m_c) - g(m_{c-1}) \big)\; \sigma(s\,(x - e_c)), \qquad
#    e_c = \text{left} + (c - 1)\,\tfrac{\text{right} - \text{left}}{C} $$
#
# Each $e_c$ is the edge between cells $c - 1$ and $c$. In cell $c$ the steps up to $c$ are done, the others not
# begun, and the sum telescopes to $g(m_c)$.
#
# **By hand**: $g(x) = x^2$ on $[0, 4]$ in two cells. The middles are 1 and 3, the levels 1 and 9, and the only inner edge is
# 2: $\hat y(x) = 1 + 8\,\sigma(s\,(x - 2))$.


# %% nbgrader={"grade": false, "grade_id": "staircase", "locked": false, "schema_version": 3, "solution": true} minutes=25 dots=3
def staircase(target, left, right, cells, steepness):
    """A one-hidden-layer sigmoid network whose value in each of equal cells of [left, right] is target at its middle.

    target: a function of ONE number that returns a number (it cannot take an array). left < right: numbers. cells: how
    many, at least 1. steepness: s in σ(s (x − edge)), positive. How the first level is reached (output bias or one more
    unit) is free. Returns params: [(W1, b1), (W2, b2)] of shapes (1, H), (H,), (H, 1), (1,) for activations
    ("sigmoid", "identity"). Source: lecture 000, universal approximation theorem (erratum 36).
    """
    ### BEGIN SOLUTION
    width = (right - left) / cells
    levels = np.array([target(left + (c + 0.5) * width) for c in range(cells)])
    edges = left + width * np.arange(1, cells)
    W1, b1 = np.full((1, cells - 1), steepness), -steepness * edges
    W2, b2 = np.diff(levels)[:, None], levels[:1]
    return [(W1, b1), (W2, b2)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "staircase-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
steps, middles = np.array([0.5, 1.9, 2.1, 3]), np.array([-2.5, -1.5, -0.5])
expect(values, steps, staircase, lambda x: x**2, 0, 4, 2, 300).gives([[1], [1], [9], [9]], "x² in two cells of [0, 4]")
expect(values, middles, staircase, math.exp, -3, 0, 3, 500).gives(np.exp(middles)[:, None], "exp(x) in three cells")
expect(values, np.array([1, 3]), staircase, lambda x: 7 - x, 0, 4, 2, 300).gives([[6], [4]], "downwards, too")
expect(values, np.array([0.5, 3.5]), staircase, lambda x: 7 - x, 0, 4, 1, 50).gives([[5], [5]], "one cell, one level")
expect(values, np.array([1.0, 1.1]), staircase, math.sin, 0, 2, 2, 10).gives(
    [[0.73846], [0.858165]], "at the edge half way up; 1/s later σ(1) = .731 of the way"
)

# %% [markdown]
# Turn the knobs: how many cells does it take before you cannot tell the staircase from the target? What does a small
# steepness do to it?


# %%
def compare(cells, steepness):
    """Draw the target and its staircase with these settings."""
    x = np.linspace(0, np.pi, 1500)
    fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
    ax.plot(x, [wave(v) for v in x], "--", color="black", label="target")
    approximation = values(x, staircase, wave, 0, np.pi, int(cells), steepness)[:, 0]
    ax.plot(x, approximation, color=plots.CLASSES[0], label=f"{int(cells)} cells, s = {steepness:g}")
    worst = np.max(np.abs(approximation - [wave(v) for v in x]))
    ax.set(title=f"The largest error is {worst:.3f}", xlabel="$x$", ylabel="output", ylim=(-0.5, 1.6))
    ax.legend(loc="lower center")
    plots.show("The target curve and its staircase; more cells come closer, a small steepness rounds the steps.")


plots.slider(compare, cells=(1, 60, 1, 12), steepness=(5, 500, 5, 200))

# %% [markdown]
# > **Predict.** Lecture 004 promises that a network can come close to *any* function. Imagine a target with a jump: can a network without jumps
# > come close to it everywhere? And what will the staircase do outside the interval?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# No: a continuous curve must pass from one level to the other, so near the jump it is off by half of it at the very best
# (our staircase, whose steps are not at the jump: by all of it), however many cells it has. Outside it stays level: nothing
# is promised there. The theorem says: any **continuous** function, on a **closed, bounded** set (erratum 36).
#
# </details>

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
x = np.linspace(-1, np.pi + 1, 3000)
axes[0].axvspan(0, np.pi, color="0.93", label="$[0, \\pi]$")
axes[0].plot(x, [wave(v) for v in x], linestyle="--", color="black", label="target")
for count, colour, dash in zip((8, 40), plots.CLASSES, ("-", "-.")):
    axes[0].plot(x, values(x, staircase, wave, 0, np.pi, count, 2000), dash, color=colour, label=f"{count} cells")
axes[0].set(title="Close inside the interval, lost outside", xlabel="$x$", ylabel="output")
counts, inside = [5, 10, 20, 40, 80, 160, 320], np.linspace(0, np.pi, 4001)
targets = {"target with a jump at 1": lambda x: float(x > 1), "continuous target": wave}
for (name, target), colour, look in zip(targets.items(), plots.CLASSES[::-1][2:], ("s--", "o-")):
    truth = np.array([[target(v)] for v in inside])
    worst = [np.max(np.abs(values(inside, staircase, target, 0, np.pi, count, 1e4) - truth)) for count in counts]
    axes[1].loglog(counts, worst, look, color=colour, label=name)
smallest = worst[-1]
axes[1].set(title="Largest error inside the interval", xlabel="cells", ylabel="largest error")
axes[0].legend(loc="lower center", ncols=2)
axes[1].legend(loc="lower left")
plots.show(
    "The staircase follows the target inside the interval only; its error halves with twice the cells, not at a jump."
)

# %% [markdown]
# Twice the cells, half the error, for a continuous target. At the jump this staircase is off by all of it, at every number of
# cells, as none of its edges is exactly at 1; the best of all networks, continuous as they are, by half. Outside the interval
# nothing is promised. Nor does the theorem say how many units it takes: with 320 cells the largest error is still
# .013<!-- {smallest:.3f} -->. Training will find better places for its steps than equal cells.
#
# > **Beyond the lectures.** Why deep, if one hidden layer is enough? Because it may need very many units. A zigzag with
# > $2^d$ teeth takes $d + 1$ folds, each of two ReLU units, but of the order of $2^d$ units in a
# > single layer (Telgarsky 2016). Build the fold in the stretch exercise.
#
# ## Stretch: folding
#
# *No points: for the curious.* A fold maps $[0, 1]$ to $[0, 1]$ so that it goes up to 1 in the middle and down again:
# $2x$ up to $\tfrac12$, $2 - 2x$ beyond. Two ReLU units do it, as in XOR. Stack `depth` of them, each with a linear output that
# the next one takes as its input: with every further fold the number of teeth doubles.


# %% stretch="zigzag"
def zigzag(depth):
    """A network with activations ["relu", "identity"] * depth that folds [0, 1] `depth` times: 2^(depth−1) teeth.

    Returns params: a list of 2·depth pairs (W, b), alternately of shapes (1, 2), (2,) and (2, 1), (1,).
    """
    ### BEGIN SOLUTION
    fold = [(np.array([[1.0, 1.0]]), np.array([0.0, -0.5])), (np.array([[2.0], [-4.0]]), np.array([0.0]))]
    return fold * depth
    ### END SOLUTION


# %%
def teeth(x, depth):
    """The outputs, shape (N,), of your zigzag at the points x."""
    return forward(np.reshape(x, (-1, 1)), zigzag(depth), ["relu", "identity"] * depth)[1][-1][:, 0]


expect(teeth, np.array([0, 0.25, 0.5, 0.75, 1]), 1).gives([0, 0.5, 1, 0.5, 0], "one fold")
expect(teeth, np.array([0, 0.25, 0.5, 0.75, 1]), 2).gives([0, 1, 0, 1, 0], "two folds: two teeth")
expect(teeth, np.arange(17) / 16, 4).gives([0, 1] * 8 + [0], "four folds: eight teeth")

# %% [markdown]
# ## Summary
#
# | | formula | shapes |
# |---|---|---|
# | a layer | $z^{[l]} = h^{[l-1]} W^{[l]} + b^{[l]}$, $h^{[l]} = f^{[l]}(z^{[l]})$ | (N, D_out) = (N, D_in) · (D_in, D_out) + (D_out,) |
# | a network | $h^{[0]} = X$, $\hat y = h^{[M]}$; each layer is fed by the one *before* it | `zs` M arrays, `hs` M + 1 |
# | parameters of a layer | $D_{in} \cdot D_{out} + D_{out}$ | |
# | no activation, no depth | $W = W^{[1]} W^{[2]}$, $b = b^{[1]} W^{[2]} + b^{[2]}$ | |
# | a soft step | $\sigma(s\,(x - e))$: weight $s$, bias $-s\,e$ | |
# | universal approximation | any continuous function, on a closed, bounded set; how many units, it does not say | |
#
# A hidden layer makes new coordinates, and in the right ones XOR is separable. We chose all weights ourselves. Next, the
# network finds them: backpropagation (notebook 7).
#
# ## Read on
#
# - M. Nielsen, [A visual proof that neural nets can compute any function](http://neuralnetworksanddeeplearning.com/chap4.html): bumps to play with.
# - C. Olah, [Neural networks, manifolds, and topology](https://colah.github.io/posts/2014-03-NN-Manifolds-Topology/): hidden layers as bent space.
# - d2l.ai, [Multilayer perceptrons](https://d2l.ai/chapter_multilayer-perceptrons/mlp.html).
# - G. Cybenko, [Approximation by superpositions of a sigmoidal function](https://doi.org/10.1007/BF02551274), 1989: the theorem.
# - M. Telgarsky, [Benefits of depth in neural networks](https://arxiv.org/abs/1602.04485), 2016: why deep.
# - TensorFlow, [Playground](https://playground.tensorflow.org): networks to watch while they learn.
