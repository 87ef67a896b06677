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
# # 10 · The computation graph
#
# So far you derived every gradient with pencil and paper. Now you build the machine that does it for you: six small
# operations, one sorted list and one loop. It is the heart of every deep learning framework.
#
# **You will learn** how a computation becomes a graph whose nodes know nothing but their own slopes; in which order the
# chain rule walks through it, and what happens where two paths meet; why one walk is enough, although the number of
# paths may be astronomical; how logistic regression's gradient falls out without anybody deriving it; and how your
# graph trains a network on XOR, with the very gradients of notebook 7.
#
# **Taken as given**: derivatives of sums, products, sin, ln, ReLU and σ; logistic regression (notebook 4);
# backpropagation through layers (notebook 7), only to compare with.
#
# **What to do**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what was
# expected and what came; green means right.

# %% [markdown]
# ## Conventions
#
# Every node holds **one number**. Lecture 002 tells three kinds of nodes apart: *inputs* (data), *parameters* (what we
# train) and *compute* nodes. Here all are of one class; inputs and parameters are those without parents.
#
# <!-- glossary: node_inputs node_value node_parents node_slopes node_grad f_output N D X y y_hat w b W z h L delta eta -->
#
# In 10.1 and 10.2, $b$ is an operation's second input; in a neuron it is the bias.
#
# A *slope* belongs to one arrow, written down on the way forward; a *gradient* to the whole way up to the output, filled
# in on the way back. The logarithm is the natural one, and $\operatorname{relu}'(0) = 0$. A node's number is a Python
# float (float64); whole numbers such as `Node(3)` must work as well, and no operation changes the nodes it is given.


# %% nbgrader={"grade": false, "grade_id": "given-node", "locked": true, "schema_version": 3, "solution": false}
import time

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


# %% [markdown]
# Your operations take nodes; the tests want to say *3.0*. So here are two helpers: `value_of(operation, 2.0, 5.0)` makes
# nodes of the numbers, applies the operation and gives the new node's value; `slopes_of` gives its slopes, one for each
# number. (Slopes and parents must come in the same order; which order that is doesn't matter.) Both complain if what came
# is not a new node with the right parents.


# %% nbgrader={"grade": false, "grade_id": "given-helpers", "locked": true, "schema_version": 3, "solution": false}
def applied(operation, numbers):
    """Inputs with these numbers, and the node that the operation makes of them."""
    inputs = [Node(number) for number in numbers]
    node = operation(*inputs)
    if not isinstance(node, Node):
        raise TypeError(f"expected a new Node, got {node!r}")
    if node in inputs:
        raise TypeError(f"expected a new Node, got one of the nodes handed in, now {node!r}")
    if set(map(id, node.parents)) != set(map(id, inputs)):
        raise ValueError(f"the parents should be the {len(inputs)} node(s) handed in, got {node.parents}")
    if len(node.slopes) != len(node.parents):
        raise ValueError(f"expected one slope for each parent, got {node.slopes}")
    if [each.value for each in inputs] != list(numbers) or any(each.grad for each in inputs):
        raise ValueError(f"an operation leaves its inputs as they are, but these are now {inputs}")
    return inputs, node


def value_of(operation, *numbers):
    """The value of an operation's new node."""
    return applied(operation, numbers)[1].value


def slopes_of(operation, *numbers):
    """The slopes of an operation's new node, one for each number."""
    inputs, node = applied(operation, numbers)
    pairs = list(zip(node.parents, node.slopes))
    return [sum(1.0 * slope for parent, slope in pairs if parent is each) for each in inputs]


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


# %% nbgrader={"grade": false, "grade_id": "add", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def add(a, b):
    """The sum of two nodes.

    a, b: Nodes, perhaps the same. Returns one new Node: value a + b, parents (a, b), slopes. Source: lecture 002.
    """
    ### BEGIN SOLUTION
    return Node(a.value + b.value, (a, b), (1.0, 1.0))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "add-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
def slope_to_itself(operation, number):
    """The slopes of a node that an operation with two inputs makes of one node taken twice, added up."""
    node = Node(number)
    return sum(operation(node, node).slopes)


expect(value_of, add, 2.0, 5.0).gives(7, "the example by hand")
expect(slopes_of, add, 2.0, 5.0).gives([1, 1], "each input counts in full")
expect(value_of, add, 3, -8).gives(-5, "whole numbers")
expect(slopes_of, add, 3, -8).gives([1, 1], "the slopes of a sum don't depend on the values")
expect(slope_to_itself, add, 0.7).gives(2, "a + a: 1 for the first, 1 for the second")

# %% [markdown]
# Now $u = a \cdot b$, with $a = 2$ and $b = 5$. If $a$ grows by .001, the product grows from 10 to
# $2.001 \cdot 5 = 10.005$, five times as much. Do the same with $b$, and you have both slopes.


# %% nbgrader={"grade": false, "grade_id": "multiply", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def multiply(a, b):
    """The product of two nodes.

    a, b: Nodes, perhaps the same. Returns one new Node: value a · b, parents (a, b), slopes. Source: lecture 002.
    """
    ### BEGIN SOLUTION
    return Node(a.value * b.value, (a, b), (b.value, a.value))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "multiply-check", "locked": true, "points": 0.75, "schema_version": 3, "solution": false}
expect(value_of, multiply, 2.0, 5.0).gives(10, "2 times 5")
expect(slopes_of, multiply, 2.0, 5.0).gives([5, 2], "10.005 − 10 is 5 times .001")
expect(value_of, multiply, 3, -8).gives(-24, "whole numbers")
expect(slopes_of, multiply, 0.0, 4.0).gives([4, 0], "0 as a factor")
expect(slope_to_itself, multiply, 3.0).gives(6, "a · a: 3 for the first, 3 for the second")

# %% [markdown]
# ## 10.2 Four operations with one parent
#
# Lecture 004 differentiates $\log(\sin(x^2))$. We have the square already, $x \cdot x$; sine and logarithm are missing:
#
# $$ \frac{d \sin a}{d a} = \cos a \qquad\qquad \frac{d \ln a}{d a} = \frac1a $$
#
# The slope is taken at the *input* $a$, not at the result. And mind the comma: a tuple of one entry is `(a,)`.


# %% nbgrader={"grade": false, "grade_id": "sine", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def sine(a):
    """The sine of a node.

    a: Node, in radians. Returns one new Node: value sin a, parents (a,), slopes. Source: lecture 004, backpropagation.
    """
    ### BEGIN SOLUTION
    return Node(np.sin(a.value), (a,), (np.cos(a.value),))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sine-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(slopes_of, sine, 1.0).gives([0.540302], "cos 1")
expect(value_of, sine, 1.0).gives(0.841471, "sin 1")
expect(slopes_of, sine, 2).gives([-0.416147], "past its top at 1.57 the sine falls; a whole number")


# %% nbgrader={"grade": false, "grade_id": "logarithm", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def logarithm(a):
    """The natural logarithm of a node.

    a: Node, value > 0. Returns one new Node: value ln a, parents (a,), slopes. Source: lecture 004, backpropagation.
    """
    ### BEGIN SOLUTION
    return Node(np.log(a.value), (a,), (1 / a.value,))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "logarithm-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(slopes_of, logarithm, 0.841471).gives([1.188395], "1 / .841471")
expect(value_of, logarithm, 0.841471).gives(-0.172604, "the lecture's log(sin 1)")
expect(slopes_of, logarithm, 4).gives([0.25], "a whole number")

# %% [markdown]
# Two activations turn the graph into a network: $\operatorname{relu}(a) = \max(0, a)$, whose slope is 1 right of 0
# and 0 elsewhere (at 0 too), and $\sigma(a) = 1/(1 + e^{-a})$, whose slope can be had from its own value $s$: it is
# $s\,(1 - s)$.


# %% nbgrader={"grade": false, "grade_id": "relu_node", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def relu_node(a):
    """The rectified linear unit of a node.

    a: Node. Returns one new Node: value max(0, a), parents (a,), slopes (1 if a > 0, else 0). Source: lecture 003.
    """
    ### BEGIN SOLUTION
    return Node(max(0.0, a.value), (a,), (1.0 if a.value > 0 else 0.0,))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "relu_node-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
def values_at(operation, numbers):
    """The operation's values at several numbers, each taken by itself."""
    return [value_of(operation, number) for number in numbers]


def slopes_at(operation, numbers):
    """The operation's slopes at several numbers, each taken by itself."""
    return [slopes_of(operation, number)[0] for number in numbers]


expect(values_at, relu_node, [2.5, 7, 0.25, 0.0, -0.3, -7]).gives([2.5, 7, 0.25, 0, 0, 0], "positive numbers pass")
expect(slopes_at, relu_node, [2.5, 7, 0.25, 0.0, -0.3, -7]).gives([1, 1, 1, 0, 0, 0], "1 right of 0; 0 at 0 and left")


# %% nbgrader={"grade": false, "grade_id": "sigmoid_node", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def sigmoid_node(a):
    """The logistic sigmoid of a node.

    a: Node, its value between −700 and 700. Returns one new Node: value 1/(1 + e^−a), parents (a,), slopes.
    Source: lecture 003, logistic regression.
    """
    ### BEGIN SOLUTION
    s = 1 / (1 + np.exp(-a.value))
    return Node(s, (a,), (s * (1 - s),))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sigmoid_node-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(value_of, sigmoid_node, 0.87).gives(0.704746, "lecture 003's neuron")
expect(slopes_of, sigmoid_node, 0.87).gives([0.208079], ".704746 · (1 − .704746)")
expect(value_of, sigmoid_node, -2).gives(0.119203, "a whole number")
expect(value_of, sigmoid_node, -40.0).gives(4.248354e-18, "far below 0 it is tiny: don't cut it off", atol=0)

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
# Two traps. Python stops a function that calls itself a thousand times deep, and our graphs will be 5000 deep: keep
# a list of what is still to do (a *stack*) instead. And a node that is reached twice must not be walked
# through twice: remember in a `set` which ones you have seen.
#
# **A recipe.** The stack begins with the output. Take the last entry off. If it carries the note *finished*, list its
# node. Otherwise, if you have seen its node, drop it; if the node is new, mark it as seen, put it back with the note
# *finished*, and put its parents on top. Here is the whole run for $x$, $u$, $f$, with ✓ for the note:
#
# | taken off | why | stack afterwards (its end at the right) | listed so far |
# |---|---|---|---|
# | | the start | f | |
# | f | new: put back with ✓, parents on top | f✓ u x | |
# | x | new; has no parents | f✓ u x✓ | |
# | x✓ | finished: list it | f✓ u | x |
# | u | new: both its parents are x | f✓ u✓ x x | x |
# | x | seen before: drop it | f✓ u✓ x | x |
# | x | seen before: drop it | f✓ u✓ | x |
# | u✓ | finished: list it | f✓ | x, u |
# | f✓ | finished: list it | empty | x, u, f |
#
# The stack holds pairs: `(node, finished)`.

# %% [markdown]
# > **Predict.** What goes wrong if you mark a node as seen when you *put* it on the stack, not when you take it off?
# > Try it with $f = x + u$, whose parents are $x$ and $u$ in this order.
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# With $f$'s parents on top, the stack is f✓ x u, and both x and u are marked. Then u is taken: its parent x counts as
# seen, so it is not put on top of u✓, and u is listed while x still waits at the bottom. A child before its parent.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "topological_order", "locked": false, "schema_version": 3, "solution": true} minutes=25 dots=3
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


# %% nbgrader={"grade": true, "grade_id": "topological_order-check", "locked": true, "points": 2.5, "schema_version": 3, "solution": false}
class PatientNode(Node):
    """A node that lets its parents be looked at a hundred times, then complains."""

    patience = 100

    @property
    def parents(self):
        """The parents, as in every node."""
        self.patience -= 1
        if self.patience < 0:
            raise RuntimeError("you have looked at this node's parents a hundred times: walk through each node once")
        return self._parents

    @parents.setter
    def parents(self, parents):
        self._parents = parents


def names_in_order(parents, output=None, calls=1):
    """Build the graph {name: its parents' names}; the names in your order, from the output (usually the last one)."""
    nodes = {}
    for name in parents:
        nodes[name] = PatientNode(0.0, [nodes[parent] for parent in parents[name]], [1.0] * len(parents[name]))
    names = {id(node): name for name, node in nodes.items()}
    for _ in range(calls):
        order = topological_order(nodes[name if output is None else output])
    return [names[id(node)] for node in order]


expect(names_in_order, {"x": "", "u": "xx", "f": "ux"}).gives(["x", "u", "f"], "x is used three times and listed once")
expect(names_in_order, {"x": "", "u": "x", "v": "u", "f": "vx"}).gives(["x", "u", "v", "f"], "a long and a short way")
expect(names_in_order, {"x": "", "u": "x", "v": "u", "f": "xv"}).gives(["x", "u", "v", "f"], "a short and a long way")
expect(names_in_order, {"x": "", "w": "", "u": "xw", "f": "u"}).satisfies(
    "x and w in any order, then u, then f", lambda order: sorted(order[:2]) == ["w", "x"] and order[2:] == ["u", "f"]
)
expect(names_in_order, {"x": "", "u": "xx", "f": "ux"}, "u").gives(["x", "u"], "what comes after u is not behind it")
expect(names_in_order, {"x": "", "u": "xx", "f": "ux"}, "f", 2).gives(["x", "u", "f"], "a second call lists all again")
expect(names_in_order, {k: [k - 1, k - 1] if k else [] for k in range(41)}).gives(
    list(range(41)), "41 nodes, although 2⁴⁰ paths lead through them"
)
expect(names_in_order, {k: [k - 1] if k else [] for k in range(5000)}).gives(
    list(range(5000)), "deeper than Python lets a function call itself"
)

# %% [markdown]
# The picture below uses your order. It shows lecture 002's linear regression, one sample with the squared error:
# $\hat y = w x + b$ and $L = (\hat y - y)^2$. Every box holds a node's value and gradient (∂, still 0), every arrow its
# slope.

# %%
w, x, b, minus_y = Node(0.5), Node(3.0), Node(-1.0), Node(-2.0)
product = multiply(w, x)
y_hat = add(product, b)
error = add(y_hat, minus_y)
regression = multiply(error, error)
regression_names = {w: "w", x: "x", b: "b", minus_y: "−y", product: "w·x", y_hat: "ŷ", error: "ŷ − y", regression: "L"}
fig, ax = plt.subplots(figsize=(10, 3.2))
title = "Linear regression, after the forward pass (green: inputs, parameters)"
plots.graph(ax, topological_order(regression), regression_names, title)
plots.show(
    "The graph of L = (w·x + b − y)²: w and x meet in a product, b and −y are added, and the error ŷ − y goes twice into "
    "its square. All gradients are still 0."
)

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
# **By hand**, lecture 004's $f = \log(\sin(x^2))$ at $x = 1$: $u = x \cdot x = 1$, $v = \sin u = .841471$,
# $f = \ln v = -.172604$. (The lecture calls them $c$, $b$ and $a$.)
#
# - $f$ is the output: gradient 1.
# - $v$ gets $\frac1v \cdot 1 = 1.188395$, then $u$ gets $\cos(u) \cdot 1.188395 = .642093$.
# - $x$ gets $x \cdot .642093 = .642093$ through the first factor of $x \cdot x$ **and** as much through the second:
#   $1.284185$. That is the 2 in the lecture's $2x$, and it is lost if you overwrite where you should add.
#
# Whoever adds must begin at 0: set all gradients to 0 first, or a second call will add to what the first one left.


# %% nbgrader={"grade": false, "grade_id": "backpropagate", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def backpropagate(node):
    """Fill in the gradients: for `node` and all that it was computed from, .grad becomes ∂node/∂(that one).

    node: Node, the output. Uses the nodes' parents and slopes, and changes nothing but .grad; returns nothing.
    Adds up over all paths. What .grad held before doesn't matter: a second call gives the same.
    Works for 5000 nodes in a chain. Source: lectures 003 and 004, chain rule and backpropagation.
    """
    ### BEGIN SOLUTION
    order = topological_order(node)
    for current in order:
        current.grad = 0.0
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in zip(current.parents, current.slopes):
            parent.grad += slope * current.grad
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backpropagate-check", "locked": true, "points": 2.25, "schema_version": 3, "solution": false}
def gradients_of(build, numbers, calls=1):
    """Build a graph from numbers, backpropagate from its last node; the gradients of all its nodes, in their order."""
    nodes = build(*[Node(number) for number in numbers])
    for _ in range(calls):
        backpropagate(nodes[-1])
    return [node.grad for node in nodes]


def log_sin_square(x):
    """Lecture 004's example: x, u, v, f."""
    u = multiply(x, x)
    v = sine(u)
    return x, u, v, logarithm(v)


def used_twice(x, w, b):
    """The nodes of f = (w · x + x) + b: x, w, b, the product, the sum in brackets, f."""
    product = multiply(w, x)
    total = add(product, x)
    return x, w, b, product, total, add(total, b)


def short_and_long(x):
    """The nodes of f = u · (u + u) with u = 1 · x: a short and a long way from u to the output."""
    u = multiply(Node(1.0), x)
    s = add(u, u)
    return x, u, s, multiply(u, s)


def doublings(x, times=40):
    """A number doubled by adding it to itself, forty times: 41 nodes and 2⁴⁰ paths."""
    nodes = [x]
    for _ in range(times):
        nodes.append(PatientNode(2 * nodes[-1].value, (nodes[-1], nodes[-1]), (1.0, 1.0)))
    return nodes


def long_chain(x):
    """The sum x + 0 + 0 + …: five thousand sums in a line."""
    nodes = [x]
    for _ in range(5000):
        nodes.append(add(nodes[-1], Node(0.0)))
    return x, nodes[2500], nodes[-1]


expect(gradients_of, used_twice, [2.0, 5.0, 3.0]).gives(
    [6, 2, 1, 1, 1, 1], "(w · x + x) + b; at x: w = 5 through the product, 1 through the sum"
)
expect(gradients_of, log_sin_square, [1.0]).gives([1.284185, 0.642093, 1.188395, 1], "the example by hand: x, u, v, f")
expect(gradients_of, log_sin_square, [0.5]).gives([3.916317, 3.916317, 4.041973, 1], "at .5: 2x cos(x²) / sin(x²)")
expect(gradients_of, short_and_long, [3.0]).gives([12, 12, 3, 1], "u must have both its shares before it hands on")
expect(gradients_of, log_sin_square, [1.0], 2).gives([1.284185, 0.642093, 1.188395, 1], "a second call gives the same")
expect(gradients_of, doublings, [1.0]).satisfies("2⁴⁰ at x, in 41 visits", lambda grads: grads[0] == 2**40)
expect(gradients_of, long_chain, [7]).gives([1, 1, 1], "5000 nodes deep: the first, the middle and the last")

# %%
nodes = log_sin_square(Node(1.0))
names = dict(zip(nodes, ("x", "u = x·x", "v = sin u", "f = ln v")))
fig, axes = plt.subplots(2, 1, figsize=(10, 5.4), height_ratios=[1, 2])
for ax, output, labels, title in (
    (axes[0], nodes[-1], names, "Lecture 004: log(sin(x²)) at x = 1"),
    (axes[1], regression, regression_names, "Linear regression, after the way back"),
):
    backpropagate(output)
    plots.graph(ax, topological_order(output), labels, title)
fig.tight_layout()
plots.show(
    "Both graphs with their gradients: in log(sin(x²)) x has collected .642 twice; in the regression the gradient of the "
    "loss is −9 at w and −3 at b."
)

# %% [markdown]
# Read the lower one from right to left. The error is used twice, so it gets $-1.5$ twice: $-3 = 2(\hat y - y)$. Sums
# pass gradients on unchanged, products swap the factors. And **one walk** gives them all, $\partial L/\partial w = -9$
# and $\partial L/\partial b = -3$ among them, where central differences need two evaluations for each parameter.
#
# > **Beyond the lectures.** A node could just as well carry ∂node/∂x *forwards*, from one input to everything behind it.
# > That is *forward mode*: one walk for each input, where yours, *reverse mode*, takes one for each output. A network has
# > a million weights and one loss, so reverse it is; for the Jacobian of a map from few inputs to many outputs, forward
# > mode wins.
#
# ## 10.5 Five thousand deep
#
# Apply one operation again and again to its own result, up to 5000 times, and ask for the gradient at the far end.

# %% [markdown]
# > **Predict.** What becomes of a gradient that meets one slope below 1 after another? Which of ReLU, sine and sigmoid
# > loses it fastest, and is anything left after 5000 of them?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# It depends on how far below 1. ReLU's slope is 1: nothing is lost. The sine's slope nears 1, as the values near 0: it
# loses ever less. The sigmoid's values settle near .66, where its slope is .22: each step takes the same large share,
# and nothing is left at all.
#
# </details>

# %%
depths = [1, 2, 3, 5, 10, 15, 20, 25, 30, 50, 100, 200, 400, 500, 1000, 2000, 5000]


def far_gradient(operation, depth):
    """The gradient at the input of an operation that is applied `depth` times to its own result, from 1."""
    node = start = Node(1.0)
    for _ in range(depth):
        node = operation(node)
    backpropagate(node)
    return start.grad


fig, axes = plt.subplots(1, 2, figsize=(12, 4))
for index, (name, operation) in enumerate({"ReLU": relu_node, "sine": sine, "sigmoid": sigmoid_node}.items()):
    grads = np.array([far_gradient(operation, depth) for depth in depths])
    look = {**plots.styled(index), "markevery": 1, "label": name}
    axes[0].loglog(np.array(depths)[grads > 0], grads[grads > 0], **look)
axes[0].set(title="One operation, applied to itself", ylim=(1e-16, 1e2), xlabel="depth", ylabel="gradient at the input")
axes[0].legend(loc="lower right")
cliff = np.array([far_gradient(sigmoid_node, depth) for depth in range(520)])
last = int(np.flatnonzero(cliff)[-1])
axes[1].plot(np.log10(cliff[: last + 1]), color=plots.SEQUENCE[2])
axes[1].plot(last, np.log10(cliff[last]), "o", color=plots.SEQUENCE[2], label=f"depth {last}: {cliff[last]:.0e}")
axes[1].axvspan(last + 1, 520, color="lightgrey", label=f"exactly 0 from depth {last + 1}")
axes[1].set(title="The sigmoid alone, to the end of float64", xlabel="depth", ylabel="$\\log_{10}$ of the gradient")
axes[1].legend(loc="lower left")
fig.tight_layout()
plots.show(
    "Left: over depth, the ReLU's gradient stays 1, the sine's falls slowly on a straight line, the sigmoid's falls off a "
    "cliff. Right: the sigmoid's logarithm falls evenly to −323 and then the gradient is exactly 0."
)

# %% [markdown]
# The ReLU passes everything on. The sine loses ever less: a straight line on these scales, a power of the depth. The
# sigmoid multiplies by about .22<!-- {cliff[200] / cliff[199]:.2f} --> each time. At depth
# 25<!-- {np.flatnonzero(cliff < 1e-16)[0]} --> its gradient leaves the left picture, and from depth 499<!-- {last + 1} -->
# on it is not small but **exactly 0**: float64 has no number between $5 \cdot 10^{-324}$ and 0. That is notebook 9's
# vanishing gradient, taken to the end.
#
# ## 10.6 Logistic regression falls out
#
# Lecture 003 draws the graph of $\hat y = \sigma(x^\top w + b)$. We put the cross-entropy on top of it. With the
# label $y = 1$ a sample's loss is $-\ln \sigma(z)$, with $y = 0$ it is $-\ln(1 - \sigma(z)) = -\ln \sigma(-z)$; so
# the sign of $z$ is all that the label decides.


# %%
def neuron(inputs, weights, bias):
    """The node bias + Σ weight · input, of Nodes."""
    z = bias
    for x_j, w_j in zip(inputs, weights):
        z = add(z, multiply(w_j, x_j))
    return z


def mean_cross_entropy(scores, y):
    """The mean binary cross-entropy: scores z are Nodes, the labels y numbers 0 or 1."""
    total = Node(0.0)
    for z, label in zip(scores, y):
        total = add(total, logarithm(sigmoid_node(multiply(Node(2.0 * label - 1), z))))
    return multiply(Node(-1 / len(y)), total)


def logistic_gradient(w, X, y):
    """Loss and gradient (D+1,) of logistic regression at the numbers w, bias first, from the graph alone."""
    nodes = [Node(w_j) for w_j in w]
    scores = [neuron([Node(x_j) for x_j in row], nodes[1:], nodes[0]) for row in X]
    loss = mean_cross_entropy(scores, y)
    backpropagate(loss)
    return loss.value, np.array([node.grad for node in nodes])


X, labels = datasets.perceptron_points()
y = (labels + 1) / 2
X_bias = np.column_stack([np.ones(4), X])  # for the formulas
w_start = np.array([0.0, -1.0, 1.0])
y_hat = 1 / (1 + np.exp(-X_bias @ w_start))
print("the graph            ", logistic_gradient(w_start, X, y)[1])
print("notebook 4's formula ", X_bias.T @ (y_hat - y) / 4)
print("lecture 002's formula", X_bias.T @ (y * (y_hat - y)) / 4)

# %% [markdown]
# The graph has never heard of $X^\top(\hat y - y)/N$ and gives the same numbers. And it settles a dispute:
# lecture 002's slide has the target as a further factor in that gradient (erratum 20; we divided its sum by $N$). The
# graph says no, and it cannot have misread a slide. Now train with it, on lecture 003's four points:

# %%
w, gap = w_start, 0.0
fig, ax = plt.subplots(figsize=(7, 4.2))
plots.points(ax, X, labels, names={-1: "y = 0", 1: "y = 1"})
for step in range(501):
    loss, gradient = logistic_gradient(w, X, y)
    gap = max(gap, np.abs(gradient - X_bias.T @ (1 / (1 + np.exp(-X_bias @ w)) - y) / 4).max())
    if step in (0, 10, 500):
        style = {0: ":", 10: "--", 500: "-"}[step]
        plots.line(ax, -w[1] / w[2], -w[0] / w[2], linestyle=style, label=f"step {step}: loss {loss:.3f}")
    w = w - 0.2 * gradient
ax.set(title=f"Trained by the graph\nlargest distance from notebook 4's gradient in 500 steps: {gap:.1e}")
ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(0, 9), ylim=(0, 6))
ax.legend(loc="lower right")
plots.show(
    "Lecture 003's four points and the dividing line after 0, 10 and 500 steps: the last one separates the classes."
)

# %% [markdown]
# ## 10.7 A network of your own nodes
#
# Now the whole of notebook 7. There a 2-8-1 network, tanh below and σ on top, learned XOR by backpropagation in matrices.
# We build it from nodes, with the same first weights. A tanh is missing, but it takes no new operation:
#
# $$ \tanh z = 2\,\sigma(2z) - 1 $$
#
# Its slope? Nobody has to derive it. And nobody writes a line of backpropagation for this network: `backpropagate` does
# not know that there are layers. For comparison stands notebook 7's way, six lines of matrices.


# %%
TWO, MINUS_ONE = Node(2.0), Node(-1.0)


def tanh_of(z):
    """The hyperbolic tangent, from your own operations."""
    return add(multiply(TWO, sigmoid_node(multiply(TWO, z))), MINUS_ONE)


def graph_gradients(params, X, y):
    """Loss and gradients [(dW, db), (dW, db)] of a 2-H-1 network, tanh and σ, from the graph alone."""
    nodes = [([[Node(w) for w in row] for row in W], [Node(bias) for bias in b]) for W, b in params]
    (W1, b1), (W2, b2) = nodes
    scores = []
    for row in X:
        x = [Node(x_j) for x_j in row]
        h = [tanh_of(neuron(x, weights, bias)) for weights, bias in zip(zip(*W1), b1)]
        scores.append(neuron(h, [weights[0] for weights in W2], b2[0]))
    loss = mean_cross_entropy(scores, y)
    backpropagate(loss)
    grads = [(np.array([[w.grad for w in row] for row in W]), np.array([bias.grad for bias in b])) for W, b in nodes]
    return loss, grads


def matrix_gradients(params, X, y):
    """The same by notebook 7's backward pass."""
    (W1, b1), (W2, b2) = params
    h = np.tanh(X @ W1 + b1)
    y_hat = 1 / (1 + np.exp(-(h @ W2 + b2)))
    delta2 = (y_hat - y[:, None]) / len(y)
    delta1 = delta2 @ W2.T * (1 - h**2)
    return [(X.T @ delta1, delta1.sum(axis=0)), (h.T @ delta2, delta2.sum(axis=0))]


X_xor, y_xor = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 0])
rng = np.random.default_rng(3)
params = [(rng.normal(size=(2, 8)), np.zeros(8)), (rng.normal(size=(8, 1)), np.zeros(1))]
losses, gap, seconds = [], 0.0, np.zeros(2)
for _ in range(2000):
    start = time.perf_counter()
    loss, grads = graph_gradients(params, X_xor, y_xor)
    seconds[0] += time.perf_counter() - start
    start = time.perf_counter()
    expected = matrix_gradients(params, X_xor, y_xor)
    seconds[1] += time.perf_counter() - start
    gap = max(gap, *(np.abs(g - e).max() for pair, other in zip(grads, expected) for g, e in zip(pair, other)))
    losses.append(loss.value)
    params = [(W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, grads)]
print(f"{len(topological_order(loss))} nodes for 33 parameters and 4 samples; loss {losses[0]:.6f} → {losses[-1]:.6f}")
print(f"largest distance from notebook 7's gradients in 2000 steps: {gap:.1e}")
print(f"a step takes {seconds[0] / 2:.2f} ms by the graph, {seconds[1] / 2:.3f} ms in matrices")


def read_xor(points):
    """The class that the trained network gives to each point (M, 2)."""
    (W1, b1), (W2, b2) = params
    return (np.tanh(points @ W1 + b1) @ W2 + b2)[:, 0] > 0


fig, axes = plt.subplots(1, 2, figsize=(11, 4))
axes[0].semilogy(losses, color=plots.SEQUENCE[1])
axes[0].set(title="The loss on XOR", xlabel="step", ylabel="binary cross-entropy")
plots.regions(axes[1], read_xor, (-0.5, 1.5), (-0.5, 1.5))
plots.points(axes[1], X_xor, y_xor, names=["XOR = 0", "XOR = 1"])
axes[1].set(title="What the network of nodes has learned", xlabel="$x_1$", ylabel="$x_2$")
axes[1].legend(loc="upper right")
plots.show(
    "Left: the loss falls by a factor of several hundred in 2000 steps. Right: the plane in two classes, with all four corners on their side."
)

# %% [markdown]
# The same gradients to the last digits, in each of two thousand steps, and the same network at the end. So
# `backpropagate` *is* backpropagation: $\delta$ is nothing but `z.grad`. What differs is the time, by a factor of ten
# and more: a node of one number costs a Python object; a framework's node holds a whole array, and its slope is a rule such as "multiply
# by $W^\top$". The graph above it is the same as yours.

# %% [markdown]
# > **Look closely.** In notebook 7 the bias gradient is δ *summed over the batch*, easily forgotten (erratum 31). Where
# > does your graph sum it?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# A bias is one node with four children, one per sample. `+=` adds up what they send: the sum over the batch is nothing but
# a node used several times.
#
# </details>

# %% [markdown]
# ## Stretch: softmax
#
# No points for this one. Softmax has $K$ outputs, and each depends on all $K$ scores: each output is a node with **all
# scores as its parents**. Its slopes are a row of notebook 5's Jacobian, $p_k\,([k = m] - p_m)$ for output $k$ and score
# $m$, where $[k = m]$ is 1 if they are the same and 0 if not. With it, the graph can do lecture 003's Iris flower.


# %% stretch="softmax_nodes"
def softmax_nodes(scores):
    """The softmax of a list of Nodes, as a list of new Nodes.

    scores: K Nodes. Returns K Nodes: values p_k = exp(z_k) / Σ exp(z_m), parents all the scores, slopes the Jacobian's
    row k. Nothing overflows, for scores of ±1000 either. Source: lecture 003, computational graphs.
    """
    ### BEGIN SOLUTION
    z = np.array([score.value for score in scores])
    e = np.exp(z - z.max())
    p = e / e.sum()
    return [Node(p[k], scores, p[k] * (np.eye(len(p))[k] - p)) for k in range(len(p))]
    ### END SOLUTION


# %%
def iris_output_gradients(label, numbers=(-0.232, -0.372, -0.460)):
    """The gradients of −ln p[label] at 003's three scores: notebook 7 calls them δ of the output, and db2."""
    scores = [Node(number) for number in numbers]
    backpropagate(multiply(Node(-1.0), logarithm(softmax_nodes(scores)[label])))
    return [score.grad for score in scores]


expect(iris_output_gradients, 0).gives([-0.624833, 0.326154, 0.298679], "notebook 7's db2, ŷ − y for setosa")
expect(iris_output_gradients, 2).gives([0.375167, 0.326154, -0.701321], "ŷ − y for virginica")
expect(iris_output_gradients, 0, (1000.0, 999.0)).gives([-0.268941, 0.268941], "large scores: nothing overflows")

# %% [markdown]
# ## Summary
#
# | | value | slopes |
# |---|---|---|
# | `add` | $a + b$ | $1,\ 1$ |
# | `multiply` | $a \cdot b$ | $b,\ a$ |
# | `sine`, `logarithm` | $\sin a$, $\ln a$ | $\cos a$, $1/a$ |
# | `relu_node` | $\max(0, a)$ | $1$ if $a > 0$, else $0$ |
# | `sigmoid_node` | $s = \sigma(a)$ | $s(1 - s)$ |
# | `topological_order` | parents before children, each once | a stack and a set, no recursion |
# | `backpropagate` | all `.grad` = 0, the output's = 1 | backwards: `parent.grad += slope * node.grad` |
#
# - A node knows its parents and its slopes; nothing else is needed, by anyone. A new operation is one line.
# - $2^{40}$ paths, 41 visits: each node hands on the *sum* of what came through it. That is all the magic of
#   backpropagation, and why it costs about as much as the forward pass.
# - It is neither a formula (symbolic) nor a difference quotient (numerical), but *automatic* differentiation: exact to
#   rounding.
# - Logistic regression and a network learned from it, with the gradients of notebooks 4 and 7.
#
# Next: everything you have built, on handwritten digits (notebook 11).
#
# ## Sources
#
# - Lecture 002, *Feedforward deep networks & backpropagation* (Sharif University): *Computation graphs*.
# - Lecture 003, *Deep Learning for Natural Language Processing: Neural Networks*: *Computational Graphs*, *Chain Rule*.
# - Lecture 004, *Neural networks* (for reinforcement learning): *Backpropagation*.
#
# ## Read on
#
# - A. Karpathy, [micrograd](https://github.com/karpathy/micrograd): your graph in a hundred lines, with operators.
# - C. Olah, [Calculus on Computational Graphs](https://colah.github.io/posts/2015-08-Backprop/): forward and reverse mode
#   in pictures.
# - Stanford CS231n, [Backpropagation, Intuitions](https://cs231n.github.io/optimization-2/).
# - A. G. Baydin et al., [Automatic Differentiation in Machine Learning: a Survey](https://arxiv.org/abs/1502.05767).
