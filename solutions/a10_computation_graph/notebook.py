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
# # 10 · The computation graph
#
# So far you derived every gradient with pencil and paper. Now you build the machine that does it for you: six small
# operations, one sorted list and one loop. It is the heart of every deep learning framework.
#
# **You will learn** how a computation becomes a graph whose nodes know nothing but their own slopes; in which order the
# chain rule walks through it, and what happens where two paths meet; why one walk is enough, although the number of
# paths may be astronomical; and how logistic regression's gradient falls out without anybody deriving it.
#
# **Taken as given**: derivatives of sums, products, sin, ln, ReLU and σ; logistic regression (notebook 4).
# **Sources**: lecture 002 (Sharif, *Computation graphs*), lecture 003 (DL4NLP, *Computational Graphs*, *Chain Rule*)
# and lecture 004 (*Backpropagation*).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came.

# %% [markdown]
# ## Conventions
#
# Every node holds **one number**. Lecture 002 tells three kinds of nodes apart: *inputs* (data), *parameters* (what we
# train) and *compute* nodes. Here all are of one class; inputs and parameters are those without parents.
#
# | here | means | lecture 003 | lecture 004 |
# |---|---|---|---|
# | `node.value` | the number itself | $y = g(x)$ | $a$, $b$, $c$ |
# | `node.parents` | the nodes that it was computed from, `()` for an input | arrows that enter | $c$ for $b$ |
# | `node.slopes` | for each parent ∂node/∂parent, a number | $dy/dx$ of one step | $\partial b/\partial c = \cos c$ |
# | `node.grad` | ∂output/∂node, through all steps in between | $dz/dx$ | $\partial f/\partial x$ |
#
# A *slope* belongs to one arrow, written down on the way forward; a *gradient* to the whole way up to the output, filled
# in on the way back. The logarithm is the natural one, and $\operatorname{relu}'(0) = 0$.


# %% nbgrader={"grade": false, "grade_id": "given-node", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots


class Node:
    """A number, and how it came about: value, parents, slopes (one for each parent) and grad."""

    def __init__(self, value, parents=(), slopes=()):
        """An input needs its value only; the gradient is 0 until `backpropagate` fills it in."""
        self.value = value
        self.parents = tuple(parents)
        self.slopes = tuple(slopes)
        self.grad = 0.0

    def __repr__(self):
        """What an output line shows."""
        return f"Node({self.value:.6g}, grad={self.grad:.6g})"


def value_and_slopes(operation, *values):
    """Apply an operation to new nodes with these values; returns its value and its list of slopes."""
    inputs = [Node(value) for value in values]
    node = operation(*inputs)
    if not isinstance(node, Node):
        raise TypeError(f"expected a Node, got {node!r}")
    if list(map(id, node.parents)) != list(map(id, inputs)):
        raise ValueError(f"the parents should be the {len(inputs)} node(s) handed in, in their order")
    return node.value, [1.0 * slope for slope in node.slopes]


# %% [markdown]
# ## 10.1 Two operations with two parents
#
# An operation takes nodes, computes a number and writes down two things: where its inputs came from, and how much its
# own value changes if one input changes while the others stay. That is *all* it has to know. For $u = a + b$:
#
# $$ \frac{\partial u}{\partial a} = 1 \qquad \frac{\partial u}{\partial b} = 1 $$
#
# **By hand**: $a = 2$, $b = 5$. The value is 7, the parents are `(a, b)`, the slopes `(1.0, 1.0)`. So the new node is
# `Node(7.0, (a, b), (1.0, 1.0))`, with the *nodes* `a` and `b` as its parents, not their numbers.


# %% nbgrader={"grade": false, "grade_id": "add", "locked": false, "schema_version": 3, "solution": true}
def add(a, b):
    """The sum of two nodes.

    a, b: Nodes, perhaps the same. Returns one new Node: value a + b, parents (a, b), slopes. Source: lecture 002.
    """
    ### BEGIN SOLUTION
    return Node(a.value + b.value, (a, b), (1.0, 1.0))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "add-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(value_and_slopes, add, 2.0, 5.0).gives((7, [1, 1]), "the example by hand")
expect(value_and_slopes, add, -0.5, 0.25).gives((-0.25, [1, 1]), "the slopes of a sum don't depend on the values")

# %% [markdown]
# Now $u = a \cdot b$, with $a = 2$ and $b = 5$. If $a$ grows by .001, the product grows from 10 to
# $2.001 \cdot 5 = 10.005$, five times as much. So what is the slope for $a$, and what for $b$?


# %% nbgrader={"grade": false, "grade_id": "multiply", "locked": false, "schema_version": 3, "solution": true}
def multiply(a, b):
    """The product of two nodes.

    a, b: Nodes, perhaps the same. Returns one new Node: value a · b, parents (a, b), slopes. Source: lecture 002.
    """
    ### BEGIN SOLUTION
    return Node(a.value * b.value, (a, b), (b.value, a.value))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "multiply-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(value_and_slopes, multiply, 2.0, 5.0).gives((10, [5, 2]), "10.005 − 10 is 5 times .001")
expect(value_and_slopes, multiply, 3.0, 3.0).gives((9, [3, 3]), "two equal numbers")

# %% [markdown]
# ## 10.2 Four operations with one parent
#
# Lecture 004 differentiates $\log(\sin(x^2))$. We have the square already, $x \cdot x$; sine and logarithm are missing:
#
# $$ \frac{d \sin a}{d a} = \cos a \qquad\qquad \frac{d \ln a}{d a} = \frac1a $$
#
# The slope is taken at the *input* $a$, not at the result. And mind the comma: a tuple of one entry is `(a,)`.


# %% nbgrader={"grade": false, "grade_id": "sine", "locked": false, "schema_version": 3, "solution": true}
def sine(a):
    """The sine of a node.

    a: Node, in radians. Returns one new Node: value sin a, parents (a,), slopes. Source: lecture 004, backpropagation.
    """
    ### BEGIN SOLUTION
    return Node(np.sin(a.value), (a,), (np.cos(a.value),))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sine-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(value_and_slopes, sine, 0.0).gives((0, [1]), "the sine starts out as steep as the diagonal")
expect(value_and_slopes, sine, 1.0).gives((0.841471, [0.540302]), "sin 1 and cos 1")


# %% nbgrader={"grade": false, "grade_id": "logarithm", "locked": false, "schema_version": 3, "solution": true}
def logarithm(a):
    """The natural logarithm of a node.

    a: Node, value > 0. Returns one new Node: value ln a, parents (a,), slopes. Source: lecture 004, backpropagation.
    """
    ### BEGIN SOLUTION
    return Node(np.log(a.value), (a,), (1 / a.value,))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "logarithm-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(value_and_slopes, logarithm, 1.0).gives((0, [1]), "ln 1 = 0, with slope 1")
expect(value_and_slopes, logarithm, 0.841471).gives((-0.172604, [1.188395]), "the lecture's log(sin 1)")

# %% [markdown]
# Two activations turn the graph into a network: $\operatorname{relu}(a) = \max(0, a)$, whose slope is 1 right of 0
# and 0 elsewhere (at 0 too), and $\sigma(a) = 1/(1 + e^{-a})$, whose slope can be had from its own value $s$: it is
# $s\,(1 - s)$.


# %% nbgrader={"grade": false, "grade_id": "relu_node", "locked": false, "schema_version": 3, "solution": true}
def relu_node(a):
    """The rectified linear unit of a node.

    a: Node. Returns one new Node: value max(0, a), parents (a,), slopes (1 if a > 0, else 0). Source: lecture 003.
    """
    ### BEGIN SOLUTION
    return Node(max(0.0, a.value), (a,), (1.0 if a.value > 0 else 0.0,))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "relu_node-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(value_and_slopes, relu_node, 2.5).gives((2.5, [1]), "lets a positive number through")
expect(value_and_slopes, relu_node, -2.5).gives((0, [0]), "stops a negative one, and its gradient")
expect(value_and_slopes, relu_node, 0.0).gives((0, [0]), "at 0 the slope is 0")


# %% nbgrader={"grade": false, "grade_id": "sigmoid_node", "locked": false, "schema_version": 3, "solution": true}
def sigmoid_node(a):
    """The logistic sigmoid of a node.

    a: Node. Returns one new Node: value 1/(1 + e^−a), parents (a,), slopes. Source: lecture 003, logistic regression.
    """
    ### BEGIN SOLUTION
    s = np.exp(-np.logaddexp(0, -a.value))  # 1 / (1 + e^−a), and e^−a cannot overflow
    return Node(s, (a,), (s * (1 - s),))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_node-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(value_and_slopes, sigmoid_node, 0.0).gives((0.5, [0.25]), "the steepest place")
expect(value_and_slopes, sigmoid_node, 0.87).gives((0.704746, [0.208079]), "lecture 003's neuron")

# %% [markdown]
# ## 10.3 Who comes before whom?
#
# Each node knows its parents, so the last node knows the whole graph. To walk through it we need the nodes in a row, so
# that **parents stand before their children**, every node once: a *topological order*.
#
# **By hand**: $x$, $u = x \cdot x$, $f = u + x$. From $f$ we see the parents $u$ and $x$. The order $x, u, f$ is right;
# $u, x, f$ is not, as $x$ is $u$'s parent. So "nearest to the output comes last" will not do: $x$ is right next to $f$
# and still comes first. Where several orders are right, any of them will do.
#
# Two traps. Python stops a function that calls itself a few thousand times deep, and our graphs will be 5000 deep: keep
# a list of what is still to do (a *stack*) instead. And a node that is reached twice must not be walked
# through twice: remember in a `set` which ones you have seen. A recipe: take an entry off the end of the stack; if its
# node is new, put it back with the note *finished next time*, and put its parents on top.


# %% nbgrader={"grade": false, "grade_id": "topological_order", "locked": false, "schema_version": 3, "solution": true}
def topological_order(node):
    """The node and all that it was computed from, parents before children.

    node: Node, the output. Returns a list of Nodes: every one exactly once, each after all its parents, `node` last.
    Works for graphs of 5000 nodes in a chain, and walks through a shared node once, however many paths lead to it.
    Source: lecture 002, computation graphs (a sequence of assignments).
    """
    ### BEGIN SOLUTION
    order, seen, stack = [], set(), [(node, False)]
    while stack:
        current, finished = stack.pop()
        if finished:
            order.append(current)
        elif current not in seen:
            seen.add(current)
            stack.append((current, True))
            stack.extend((parent, False) for parent in current.parents)
    return order
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "topological_order-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
def names_in_order(parents):
    """Build the graph {name: its parents' names}; return the names in your order, from the last one."""
    nodes = {}
    for name in parents:
        nodes[name] = Node(0.0, [nodes[one] for one in parents[name]], [1.0] * len(parents[name]))
    names = {id(node): name for name, node in nodes.items()}
    return [names[id(node)] for node in topological_order(nodes[name])]


expect(names_in_order, {"x": "", "u": "xx", "f": "ux"}).gives(["x", "u", "f"], "x is used three times and listed once")
expect(names_in_order, {"x": "", "p": "x", "q": "p", "f": "xq"}).gives(["x", "p", "q", "f"], "a short and a long way")
chain = {i: [i - 1] if i else [] for i in range(5000)}
expect(names_in_order, chain).gives(list(range(5000)), "deeper than Python lets a function call itself")

# %% [markdown]
# The picture below uses your order. It shows lecture 002's linear regression, one sample with the squared error:
# $\hat y = w x + b$ and $L = (\hat y - t)^2$. Every box holds a node's value and gradient (still 0), every arrow its
# slope.


# %%
def draw(ax, output, names, title):
    """Draw the graph behind `output`; names: {node: label}."""
    order, column, place = topological_order(output), {}, {}
    for node in order:
        column[node] = 1 + max([column[parent] for parent in node.parents], default=-1)
    for node in order:
        if not node.parents:  # an input stands close to where it is used
            column[node] = min([column[child] for child in order if node in child.parents], default=1) - 1
    for x in range(column[output] + 1):
        nodes = sorted([node for node in order if column[node] == x], key=lambda node: not node.parents)
        place |= {node: np.array([x, (len(nodes) - 1) / 2 - k]) for k, node in enumerate(nodes)}
    boxes = {}
    for node in order:
        box = {"boxstyle": "round,pad=.4", "facecolor": "white", "edgecolor": plots.CLASSES[0 if node.parents else 2]}
        label = f"{names.get(node, '')}\n{node.value:.4g}\n∂: {node.grad:.4g}"
        boxes[node] = ax.text(*place[node], label, ha="center", va="center", fontsize=9, bbox=box).get_bbox_patch()
    for child in order:
        for k, (parent, slope) in enumerate(zip(child.parents, child.slopes)):
            bend = (0.35 * k - 0.175) * (child.parents.count(parent) > 1)  # two arrows from one node part
            here, there = place[parent], place[child]
            style = {"arrowstyle": "-|>", "color": "grey", "patchA": boxes[parent], "patchB": boxes[child]}
            ax.annotate("", there, here, arrowprops={**style, "connectionstyle": f"arc3,rad={bend}"})
            middle = (here + there) / 2 + bend / 2 * np.array([1, -1]) * (there - here)[::-1]
            ax.text(*middle, f"{slope:.3g}", ha="center", va="center", fontsize=8, backgroundcolor="white")
    lowest = min(y for _, y in place.values())
    ax.set(title=title, xlim=(-0.5, column[output] + 0.5), ylim=(lowest - 0.5, 0.5 - lowest))
    ax.axis("off")


w, x, b, minus_t = Node(0.5), Node(3.0), Node(-1.0), Node(-2.0)
product = multiply(w, x)
y_hat = add(product, b)
error = add(y_hat, minus_t)
loss = multiply(error, error)
names = {w: "w", x: "x", b: "b", minus_t: "−t", product: "w·x", y_hat: "ŷ", error: "ŷ − t", loss: "L"}
fig, ax = plt.subplots(figsize=(10, 3.2))
draw(ax, loss, names, "Linear regression, after the forward pass (green: inputs and parameters)")
plt.show()

# %% [markdown]
# ## 10.4 The way back
#
# For every node $u$ we want its gradient $\partial f/\partial u$. At the output $f$ itself it is 1. And if we know it
# for all nodes $v$ that use $u$ (its children), the chain rule of lecture 003 gives it for $u$:
#
# $$ \frac{\partial f}{\partial u} = \sum_{v \text{ uses } u}
#    \frac{\partial v}{\partial u}\,\frac{\partial f}{\partial v} $$
#
# In words: slope times the child's gradient, **added up** over all children (twice for a child that uses $u$ twice).
# So walk through the topological order *backwards*: when a node's turn comes, all its children have had theirs, its
# gradient is complete, and it can hand to each parent *slope · its own gradient*.
#
# **By hand**, lecture 004's $f = \log(\sin(x^2))$ at $x = 1$: $c = x \cdot x = 1$, $b = \sin c = .841471$,
# $a = \ln b = -.172604$.
#
# - $a$ is the output: gradient 1.
# - $b$ gets $\frac1b \cdot 1 = 1.188395$, then $c$ gets $\cos(c) \cdot 1.188395 = .642093$.
# - $x$ gets $x \cdot .642093 = .642093$ through the first factor of $x \cdot x$ **and** as much through the second:
#   $1.284185$. That is the 2 in the lecture's $2x$, and it is lost if you overwrite where you should add.
#
# Whoever adds must begin at 0: set all gradients to 0 first, or a second call will add to what the first one left.


# %% nbgrader={"grade": false, "grade_id": "backpropagate", "locked": false, "schema_version": 3, "solution": true}
def backpropagate(node):
    """Fill in the gradients: for `node` and all that it was computed from, .grad becomes ∂node/∂(that one).

    node: Node, the output. Uses the nodes' parents and slopes, and changes nothing but .grad; returns nothing.
    Adds up over all paths. What .grad held before doesn't matter: a second call gives the same.
    Works for 5000 nodes in a chain. Source: lectures 003 and 004, chain rule and backpropagation.
    """
    ### BEGIN SOLUTION
    order = topological_order(node)
    for one in order:
        one.grad = 0.0
    node.grad = 1.0
    for one in reversed(order):
        for parent, slope in zip(one.parents, one.slopes):
            parent.grad += slope * one.grad
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backpropagate-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
def slope_of(f, x, calls=1):
    """The gradient at x of the output of f, a function that builds a graph from a node."""
    x = Node(x)
    output = f(x)
    for _ in range(calls):
        backpropagate(output)
    return x.grad


def log_sin_square(x):
    """Lecture 004's example."""
    return logarithm(sine(multiply(x, x)))


def twice_the_square(x):
    """2x² as u · (u + u) with u = 1 · x: a short and a long way from u to the output."""
    u = multiply(Node(1.0), x)
    return multiply(u, add(u, u))


def double_forty_times(x):
    """Double x forty times by adding it to itself: 41 nodes and 2⁴⁰ paths."""
    for _ in range(40):
        x = add(x, x)
    return x


expect(slope_of, log_sin_square, 1.0).gives(1.284185, "the example by hand")
expect(slope_of, log_sin_square, 0.5).gives(3.916317, "2x cos(x²) / sin(x²) at another place")
expect(slope_of, twice_the_square, 3.0).gives(12, "4x: u must have both its shares before it hands on")
expect(slope_of, log_sin_square, 1.0, 2).gives(1.284185, "a second call gives the same")
expect(slope_of, double_forty_times, 1.0).gives(2**40, "never ends if you walk along paths, not nodes")

# %%
x = Node(1.0)
c = multiply(x, x)
b = sine(c)
a = logarithm(b)
fig, axes = plt.subplots(2, 1, figsize=(10, 5.4), height_ratios=[1, 2])
for ax, output, labels, title in (
    (axes[0], a, {x: "x", c: "c = x·x", b: "b = sin c", a: "a = ln b"}, "Lecture 004: log(sin(x²)) at x = 1"),
    (axes[1], loss, names, "Linear regression, after the way back"),
):
    backpropagate(output)
    draw(ax, output, labels, title)
fig.tight_layout()
plt.show()

# %% [markdown]
# Read the lower one from right to left. The error is used twice, so it gets $-1.5$ twice: $-3 = 2(\hat y - t)$. Sums
# pass gradients on unchanged, products swap the factors. And **one walk** gives them all, $\partial L/\partial w = -9$
# and $\partial L/\partial b = -3$ among them, where central differences need two evaluations for each parameter.
#
# ## 10.5 Five thousand deep
#
# Apply one operation again and again to its own result, up to 5000 times, and ask for the gradient at the far end.
# Predict: what becomes of a gradient that meets one slope below 1 after another?

# %%
depths = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
fig, ax = plt.subplots(figsize=(8, 4))
for operation, colour in zip((relu_node, sine, sigmoid_node), plots.SEQUENCE):
    grads = []
    for depth in depths:
        node = start = Node(1.0)
        for _ in range(depth):
            node = operation(node)
        backpropagate(node)
        grads.append(start.grad)
    ax.loglog(depths, grads, "o-", color=colour, label=operation.__name__)
ax.set(title="One operation, applied to itself", xlabel="depth", ylabel="gradient at the input", ylim=(1e-16, 1e2))
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# The ReLU passes everything on. The sine loses ever less, as its slope nears 1 when the values near 0: a straight line
# on these scales, a power of the depth. The sigmoid multiplies by about .22 each time and falls off a cliff; 500 deep,
# a float64 can hardly hold what is left. That is notebook 9's vanishing gradient.
#
# ## 10.6 Logistic regression falls out
#
# Lecture 003 draws the graph of $\hat y = \sigma(x^\top w + b)$. We put the cross-entropy on top of it. With the
# label $t = 1$ a sample's loss is $-\ln \sigma(z)$, with $t = 0$ it is $-\ln(1 - \sigma(z)) = -\ln \sigma(-z)$; so
# the sign of $z$ is all that the label decides. The bias is $w_0$, with a constant 1 in front of each sample.


# %%
def logistic_loss(w, X, t):
    """The graph of the mean binary cross-entropy. w: list of Nodes; X (N, D+1) and t (N,): arrays of numbers."""
    total = Node(0.0)
    for x_i, t_i in zip(X, t):
        z = Node(0.0)
        for w_j, x_ij in zip(w, x_i):
            z = add(z, multiply(w_j, Node(x_ij)))
        total = add(total, logarithm(sigmoid_node(multiply(Node(2.0 * t_i - 1), z))))
    return multiply(Node(-1 / len(t)), total)


def graph_gradient(w, X, t):
    """Loss and gradient (D+1,) at the numbers w, from the graph alone."""
    nodes = [Node(w_j) for w_j in w]
    loss = logistic_loss(nodes, X, t)
    backpropagate(loss)
    return loss.value, np.array([node.grad for node in nodes])


points, labels = datasets.perceptron_points()
X, t = np.column_stack([np.ones(4), points]), (labels + 1) / 2
w_start = np.array([0.0, -1.0, 1.0])
h = 1 / (1 + np.exp(-X @ w_start))
print("the graph            ", graph_gradient(w_start, X, t)[1])
print("notebook 4's formula ", X.T @ (h - t) / 4)
print("lecture 002's formula", X.T @ (t * (h - t)) / 4)

# %% [markdown]
# The graph has never heard of $X^\top(\sigma(Xw) - t)/m$ and gives the same numbers. And it settles a dispute:
# lecture 002's slide has a further factor $t$ in that gradient (erratum 20; its sum is divided by $m$ above). The
# graph says no, and it cannot have misread a slide. Now train with it, on lecture 003's four points:

# %%
w, gap = w_start, 0.0
fig, ax = plt.subplots(figsize=(7, 4.2))
plots.points(ax, points, labels, names={-1: "t = 0", 1: "t = 1"})
for step in range(501):
    loss, gradient = graph_gradient(w, X, t)
    gap = max(gap, np.abs(gradient - X.T @ (1 / (1 + np.exp(-X @ w)) - t) / 4).max())
    if step in (0, 10, 500):
        style = {0: ":", 10: "--", 500: "-"}[step]
        plots.line(ax, -w[1] / w[2], -w[0] / w[2], linestyle=style, label=f"step {step}: loss {loss:.3f}")
    w = w - 0.2 * gradient
ax.set(title=f"Trained by the graph\nlargest distance from notebook 4's gradient in 500 steps: {gap:.1e}")
ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(0, 9), ylim=(0, 6))
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# ## Summary
#
# - A node knows its parents and its slopes; nothing else is needed, by anyone. A new operation is one line.
# - Walk backwards through a topological order: slope times gradient, **added** where paths meet.
# - $2^{40}$ paths, 41 visits: each node hands on the *sum* of what came through it. That is all the magic of
#   backpropagation, and why it costs about as much as the forward pass.
# - It is neither a formula (symbolic) nor a difference quotient (numerical), but *automatic* differentiation: exact to
#   rounding. Frameworks do the same with whole arrays in each node; their slopes are the Jacobians of notebook 9.
# - The gradient of logistic regression came for free, without a misprint. Next: everything you have built, on
#   handwritten digits (notebook 11).
