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
# # 2 · The perceptron and Adaline
#
# In July 1958 Frank Rosenblatt let an IBM 704, a computer that filled a room, learn to tell cards marked on the left from cards
# marked on the right, by correcting itself after each mistake. Two years later the *Mark I Perceptron* did it in
# hardware: 400 photocells, and motors that turned its weights. The learning rule fits into one line. You will write it,
# watch it work, and find the problem that stops it.
#
# **You will learn**
#
# - how a weighted sum and a threshold divide the plane by a line,
# - how the perceptron moves that line after a mistake, and why this ends when a dividing line exists,
# - what the learning rate changes, and what it does not,
# - why XOR is out of reach for every single neuron, and what that means for real flowers,
# - how Adaline learns from *how far* it is off, where the perceptron learns only from *whether* it is wrong.
#
# **Taken as given**: numpy arrays, the dot product, and the idea of a neuron $w \cdot x + b$ (notebook 1).
#
# **How to work**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what
# was expected and what came; green means right.

# %% [markdown]
# ## Conventions
#
# <!-- glossary: N D i j X_bias w_bias y_sign y_hat eta L -->
#
# A loss is the *mean* over the samples. No function changes its arguments: return a new array. Everything is computed
# in float64 (numpy's default); arrays that you are given may hold whole numbers, what you return need not.
#
# $x^{(i)}$ is a *sample*, a row of `X`; $x_j$ is a *feature*, an entry of a sample. Samples count from 0, as in lecture 003.
# `perceptron_update` and `adaline_update` take a single sample: `x`, shape (D+1,), with its leading 1, and its `y`, a number.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots

# %% [markdown]
# ## 2.1 The bias becomes a weight
#
# The neuron's score is $w_0 + w_1 x_1 + w_2 x_2$. If every sample begins with a constant 1, the bias $w_0$ is a weight
# like the others and the score is one dot product:
#
# $$ (1, x_1, x_2) \cdot (w_0, w_1, w_2) = w_0 + w_1 x_1 + w_2 x_2 $$


# %% nbgrader={"grade": false, "grade_id": "add_bias", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def add_bias(X):
    """Put a column of ones in front of the samples.

    X: samples, shape (N, D). Returns an array of shape (N, D+1), float64.
    Source: lecture 003, extended data points.
    """
    ### BEGIN SOLUTION
    return np.column_stack([np.ones(len(X)), X])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "add_bias-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
points, labels = datasets.perceptron_points()
expect(add_bias, points).gives([[1, 1, 3], [1, 5, 4], [1, 6, 3], [1, 3, 1]], "lecture 003's four points")
expect(add_bias, np.array([[7, 8, 9]])).gives([[1, 7, 8, 9]], "one sample, three features, whole numbers")

# %% [markdown]
# ## 2.2 Which side of the line?
#
# The perceptron predicts $\hat y = \operatorname{sign}(w \cdot x)$. What happens *on* the line, at score 0? The lecture
# predicts +1 only if the score is **greater** than 0, so a score of exactly 0 gives −1. (`np.sign` would give 0, which is
# no class at all.)


# %% nbgrader={"grade": false, "grade_id": "predict", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def predict(X, w):
    """Predict the class of each sample: +1 where the score X·w is greater than 0, else −1.

    X: samples with their bias column, shape (N, D+1). w: weights, shape (D+1,).
    Returns the predictions, shape (N,), each −1 or +1. Source: lecture 003, simple linear classification.
    """
    ### BEGIN SOLUTION
    return np.where(X @ w > 0, 1, -1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "predict-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
X = np.array([[1.0, 1.0, 3.0], [1.0, 5.0, 4.0], [1.0, 6.0, 3.0], [1.0, 3.0, 1.0]])
w_start = np.array([0.0, -1.0, 1.0])
expect(predict, X, w_start).gives([1, -1, -1, -1], "lecture 003's start: the scores are 2, −1, −3, −2")
expect(predict, X, np.array([2.5, -1, 1])).gives([1, 1, -1, 1], "a bias of 2.5: the scores are 4.5, 1.5, −.5, .5")
expect(predict, X, np.zeros(3)).gives([-1, -1, -1, -1], "score 0 predicts −1")
expect(predict, np.array([[1, 2, 0, 3]]), np.array([-3, 1, 5, 1])).gives([1], "one sample, three features: score 2")

# %% [markdown]
# ## 2.3 How wrong is it?
#
# Two losses. The **0/1 loss** is the share of wrong predictions: what we care about, but flat almost everywhere, so it
# gives no direction in which to improve. The **perceptron loss** also asks how far on the wrong side a sample lies:
#
# $$ L_{0/1} = \frac1N \sum_i [\,y^{(i)} \ne \hat y^{(i)}\,] \qquad\qquad
#    L_p(w) = \frac1N \sum_i \max(0,\; -y^{(i)}\, w \cdot x^{(i)}) $$
#
# The bracket $[\ldots]$ is 1 if what it says is true, else 0. The product $y\,(w \cdot x)$ is positive if label and
# score agree in sign. Then $-y\,(w\cdot x)$ is negative, and the maximum with 0 says: no loss.

# %% [markdown]
# > **Look closely.** The lecture's slide prints $[\,y = \hat y\,]$ inside the 0/1 loss. Whatever that averages, is it
# > a loss? With $w = (0, -1, 1)$ one sample of four is wrong: which of .25 and .75 should come out?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# A loss is small when all is well. The average of $[y = \hat y]$ is the share of *right* predictions, .75: the
# accuracy. The loss is .25, with $\ne$ in the bracket (erratum 10).
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "zero_one_loss", "locked": false, "schema_version": 3, "solution": true} minutes=4 dots=1
def zero_one_loss(y, y_hat):
    """The share of wrong predictions, between 0 and 1.

    y: labels ±1, shape (N,). y_hat: predictions ±1, shape (N,). Returns a number.
    Source: lecture 003, loss function (erratum 10).
    """
    ### BEGIN SOLUTION
    return np.mean(y != y_hat)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "zero_one_loss-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(zero_one_loss, np.array([1, 1, -1, -1]), np.array([1, -1, -1, -1])).gives(0.25, "one of four is wrong")
expect(zero_one_loss, np.array([1, -1]), np.array([1, -1])).gives(0, "all right")
expect(zero_one_loss, np.array([-1]), np.array([1])).gives(1, "the only sample is wrong")

# %% [markdown]
# (Mind the order of arguments: the truth stands first here, but the losses of notebook 3 and `accuracy(y_hat, y)` of
# notebook 5 begin with the prediction. In every library there are both kinds.)


# %% nbgrader={"grade": false, "grade_id": "perceptron_loss", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=1
def perceptron_loss(X, y, w):
    """The mean over all samples of max(0, −y w·x).

    X: samples with their bias column, shape (N, D+1). y: labels ±1, shape (N,). w: weights, shape (D+1,).
    Returns a number. Source: lecture 003, loss function (the mean; erratum 11).
    """
    ### BEGIN SOLUTION
    return np.mean(np.maximum(0, -y * (X @ w)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "perceptron_loss-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
y = np.array([1, 1, -1, -1])
expect(perceptron_loss, X, y, w_start).gives(0.25, "only x⁽¹⁾ has a loss: max(0, −1·(−1)) = 1, divided by 4")
expect(perceptron_loss, X[2:3], y[2:3], np.array([0.5, 1.5, 3])).gives(18.5, "other weights, x⁽²⁾ alone: −(−1) · 18.5")
expect(perceptron_loss, X, y, np.array([0.5, 1.5, 3])).gives(6.625, "the mean over all four: (0 + 0 + 18.5 + 8) / 4")

# %% [markdown]
# ## 2.4 The line itself
#
# Before we move the line, let us be able to draw it. Solve $w_0 + w_1 x_1 + w_2 x_2 = 0$ for $x_2$ and read off slope
# and intercept. **By hand**: $w = (6, -2, 4)$ is the line $6 - 2 x_1 + 4 x_2 = 0$, so $x_2 = .5\,x_1 - 1.5$: slope $.5$,
# intercept $-1.5$. Both signs turn when $x_2$ is left alone.


# %% nbgrader={"grade": false, "grade_id": "decision_line", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=1
def decision_line(w):
    """Slope and intercept of the line w0 + w1 x1 + w2 x2 = 0, written as x2 = slope · x1 + intercept.

    w: weights (w0, w1, w2), shape (3,), with w2 ≠ 0. Returns (slope, intercept), two numbers.
    Source: lecture 003, perceptrons are linear classifiers.
    """
    ### BEGIN SOLUTION
    return -w[1] / w[2], -w[0] / w[2]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "decision_line-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(decision_line, np.array([0.0, -1.5, 1.5])).gives((1, 0), "the diagonal")
expect(decision_line, np.array([2, 1, -4])).gives((0.25, 0.5), "2 + x1 − 4 x2 = 0")

# %% [markdown]
# ## 2.5 Learn from one mistake
#
# Take one wrong sample. Its loss is $-y\,(w \cdot x) = -y\,(w_0 + w_1 x_1 + w_2 x_2)$. If $w_1$ grows by a little, the
# loss changes by $-y\,x_1$ times that; so for every weight. These slopes together, $-y\,x$, are the loss's *gradient*
# (notebook 4 is all about it): the direction in which it grows fastest. To lower the loss, step the other way:
#
# $$ w \leftarrow w + \eta\, y\, x \qquad \text{if } y\,(w \cdot x) \le 0 $$
#
# The learning rate $\eta > 0$ says how far. A right sample has no loss and changes nothing (what if its score is exactly 0? See below).
#
# **By hand**, from $w = (0, -1, 1)$ with $\eta = .5$; the samples with their leading 1:
#
# - $x^{(0)} = (1, 1, 3)$, $y = +1$: score $-1 + 3 = 2$, right. $w$ stays.
# - $x^{(1)} = (1, 5, 4)$, $y = +1$: score $-5 + 4 = -1$, wrong. $w = (0,-1,1) + .5\,(1,5,4) = (.5,\, 1.5,\, 3)$.
# - $x^{(2)} = (1, 6, 3)$, $y = -1$: score $.5 + 9 + 9 = 18.5$, wrong. $w = (.5, 1.5, 3) - .5\,(1,6,3) = (0,\, -1.5,\, 1.5)$.
#
# The minus in the last line comes from $y = -1$. The slide writes $w - \eta y x$ there, and so has the sign twice
# (erratum 9).

# %% [markdown]
# > **Look closely.** Is a sample with a score of exactly 0 a mistake? By 2.2 it is predicted −1; by the rule above it is
# > updated, $y\,(w \cdot x) = 0 \le 0$, whatever its label. So a sample with $y = -1$ on the line is predicted *rightly* and
# > updated all the same. What would go wrong if the condition were $< 0$, and we started from $w = 0$?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# At $w = 0$ every score is 0: nothing would ever move. A line through a sample has not decided, so the rule pushes it
# away, to either side. The lecture leaves the case open, and also takes the loss once as a mean and once as a sum over
# the wrong samples; we had to choose: the mean, −1 at score 0, an update at $\le 0$ (erratum 11).
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "perceptron_update", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def perceptron_update(w, x, y, eta):
    """One step of the perceptron rule on one sample.

    w: weights, shape (D+1,). x: sample with its leading 1, shape (D+1,). y: its label, −1 or +1.
    eta: learning rate. Returns w + η y x if y (w·x) ≤ 0, else the values of w; always a new array, shape (D+1,).
    Source: lecture 003, perceptron training (errata 9, 11).
    """
    ### BEGIN SOLUTION
    if y * (w @ x) <= 0:
        return w + eta * y * x
    return w.copy()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "perceptron_update-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
expect(perceptron_update, w_start, X[0], 1, 0.5).gives([0, -1, 1], "x⁽⁰⁾ is right: nothing changes")
expect(perceptron_update, w_start, X[1], 1, 0.5).gives([0.5, 1.5, 3], "x⁽¹⁾ is wrong")
expect(perceptron_update, np.array([0.5, 1.5, 3]), X[2], -1, 0.5).gives([0, -1.5, 1.5], "x⁽²⁾ is wrong, y = −1")
expect(perceptron_update, w_start, X[3], -1, 0.5).gives([0, -1, 1], "x⁽³⁾ is right, y = −1")
expect(perceptron_update, np.array([0, 0.1, 0]), X[0], 1, 0.5).gives([0, 0.1, 0], "score .1: right, if only just")
expect(perceptron_update, np.zeros(3), X[0], 1, 1.0).gives([1, 1, 3], "score 0: a mistake")
expect(perceptron_update, np.zeros(3), X[3], -1, 1.0).gives([-1, -3, -1], "score 0: a mistake for y = −1, too")
expect(perceptron_update, np.array([0, -1, 1]), np.array([1, 5, 4]), 1, 0.5).gives([0.5, 1.5, 3], "whole numbers")
expect(perceptron_update, w_start, X[0], 1, 0.5).gives_a_new_array("a new array, also if nothing changes")

# %% [markdown]
# Here is the walk-through as a picture: the line before and after each of the two updates. The arrow is the normal
# $(w_1, w_2)$; it points to the side of class +1.

# %%
w, steps = w_start, [("start", w_start)]
for i in (1, 2):
    w = np.asarray(perceptron_update(w, X[i], y[i], 0.5))
    steps.append((f"after $x^{{({i})}}$", w))
fig, axes = plt.subplots(1, 3, figsize=(12, 4), sharex=True, sharey=True)
for ax, (title, w) in zip(axes, steps):
    plots.points(ax, X[:, 1:], y, names={-1: "class −1", 1: "class +1"})
    plots.labels(ax, X[:, 1:], [f"$x^{{({i})}}$" for i in range(4)])
    plots.line(ax, *decision_line(w))
    plots.normal(ax, w[1:], at=(3, np.polyval(decision_line(w), 3)))
    ax.set(title=f"{title}: w = {w.tolist()}", xlabel="$x_1$", xlim=(0, 8), ylim=(-3, 6))
axes[0].set_ylabel("$x_2$")
axes[0].legend(loc="lower right")
plots.show("After the first update the line lies below all four points, after the second it is the old diagonal again.")

# %% [markdown]
# ## 2.6 Pass after pass
#
# Go through the samples in row order, apply the rule of 2.5 to each, and begin again from the first. Count an update
# where its condition $y\,(w \cdot x) \le 0$ holds. If a whole pass brings no
# update, every sample is right and we stop. Rosenblatt's convergence theorem promises that this happens whenever *some*
# line divides the classes (2.7 shows why). Nothing is promised otherwise, so we also stop after `max_passes`.


# %% nbgrader={"grade": false, "grade_id": "fit_perceptron", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def fit_perceptron(X, y, w0, eta, max_passes):
    """Train a perceptron: cyclic passes in row order, one update per mistake.

    X: samples with their bias column, shape (N, D+1). y: labels ±1, shape (N,). w0: start, shape (D+1,).
    eta: learning rate. max_passes: the largest number of passes over all samples, 0 or more.
    Stops after a pass without an update. Returns (w, updates): the weights (D+1,) and how many updates were made.
    Source: lecture 003, perceptron training.
    """
    ### BEGIN SOLUTION
    w, updates = w0.copy(), 0
    for _ in range(max_passes):
        before = updates
        for x_i, y_i in zip(X, y):
            if y_i * (w @ x_i) <= 0:
                updates += 1
            w = perceptron_update(w, x_i, y_i, eta)
        if updates == before:
            break
    return w, updates
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fit_perceptron-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
expect(fit_perceptron, X, y, w_start, 0.5, 1).gives(([0, -1.5, 1.5], 2), "one pass: the walk-through above")
expect(fit_perceptron, X, y, w_start, 0.2, 100).gives(([0.2, -2, 3.8], 21), "until all four are right")
expect(fit_perceptron, X, y, w_start, 1.0, 100).gives(([1, -10, 19], 29), "a larger learning rate")
expect(fit_perceptron, X, y, np.zeros(3), 1.0, 2).gives(([1, -5, 4], 5), "two passes from zero, where 0 is a mistake")
expect(fit_perceptron, X[3:], y[3:], np.array([0, 1, 1]), 0.5, 9).gives(([-0.5, -0.5, 0.5], 1), "one sample, whole w0")
expect(fit_perceptron, X[3:], y[3:], np.zeros(3), 1.0, 9).gives(([-1, -3, -1], 1), "score 0 and y = −1: an update")
expect(fit_perceptron, X, y, w_start, 0.5, 0).gives(([0, -1, 1], 0), "no pass at all: the start")

# %% [markdown]
# > **Predict.** One pass is not the end: the last update for $x^{(2)}$ costs $x^{(1)}$ its place, and the line swings back
# > and forth until it fits between all four. What does the learning rate do to that? Is $\eta = 1$ five times faster than
# > $\eta = .2$? Will the three runs end with three lines? And will the loss fall from pass to pass?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Hardly anything; no; no, with one line; and no, it rises. Run the next cell, then read on.
#
# </details>

# %%
fig, axes = plt.subplots(1, 3, figsize=(15, 4.2))
plots.points(axes[0], X[:, 1:], y, names={-1: "class −1", 1: "class +1"})
for index, (eta, width) in enumerate(zip((0.2, 0.5, 1.0), (4.5, 2.8, 1.2))):
    runs = [fit_perceptron(X, y, w_start, eta, passes) for passes in range(18)]
    w, updates = runs[-1]
    look = plots.styled(index)
    label = f"η = {eta}: w = {np.round(w, 2).tolist()}"
    plots.line(axes[0], *decision_line(w), color=look["color"], linewidth=width, label=label)
    losses = np.array([perceptron_loss(X, y, w) for w, _ in runs])
    axes[1].plot(losses, **look, label=f"η = {eta}: {updates} updates")
    axes[2].plot(losses / [np.linalg.norm(w[1:]) for w, _ in runs], **look, label=f"η = {eta}")
axes[0].set(title="Where the line ends", xlabel="$x_1$", ylabel="$x_2$", xlim=(0, 8), ylim=(-1, 7))
axes[1].set(
    title="The loss after each pass",
    xlabel="passes",
    ylabel="perceptron loss",
    ylim=(-0.2, 5.5),
    xticks=range(0, 18, 5),
)
axes[2].set(
    title="The loss divided by the arrow's length",
    xlabel="passes",
    ylabel=r"loss / $\Vert(w_1, w_2)\Vert$",
    ylim=(-0.01, 0.28),
    xticks=range(0, 18, 5),
)
for ax, place in zip(axes, ("upper left", "upper right", "upper right")):
    ax.legend(loc=place, fontsize=8)
plots.show(
    "Three learning rates end on one line; the loss rises pass by pass and then drops to 0, "
    "but divided by the length of the arrow it is level until it drops."
)

# %% [markdown]
# **The rate** hardly changes how soon: 21, 27 and 29 updates. Nor where it ends: $(.2, -2, 3.8)$, $(.5, -5, 9.5)$ and
# $(1, -10, 19)$ are multiples of one another and draw the *same* line, which is why the picture stacks them. The rate
# only scales the updates against the start $w = (0,-1,1)$. (From $w = 0$ it changes nothing but the length of $w$: try it.)
#
# **The loss rises** for ten passes and more, and nothing is broken. Look at the weights after each pass, at $\eta = 1$:
#
# | pass | 0 | 1 | 2 | … | 14 | 15 |
# |---|---|---|---|---|---|---|
# | $w$ | (0, −1, 1) | (0, −2, 2) | (0, −3, 3) | … | (0, −15, 15) | (1, −10, 19) |
#
# The line is the same diagonal fourteen times, with the same sample equally far on its wrong side. But a score is the
# distance from the line *times the length of the arrow* $(w_1, w_2)$, and the arrow grows. Divided by its length, the loss
# is level (right panel). Why does it end, then? The step $\eta x$ keeps its size while $w$ grows, so each swing turns the
# line a little *less*, until one of them no longer overshoots.
#
# ## 2.7 Why it ends
#
# In 1962 Albert Novikoff turned this into a proof of a few lines. Let some line divide the classes: a $w^*$ of length 1 with
# $y^{(i)}\,(w^* \cdot x^{(i)}) \ge \gamma > 0$ for every sample; $\gamma$ is its *margin*. Let $R$ be the length of the longest
# $x^{(i)}$. (All lengths count the leading 1 and the bias, too: $\gamma$ is not quite the gap that you see in the plane.)
# Start at $w = 0$, not at $(0, -1, 1)$ as above, and watch what one update $w \leftarrow w + \eta\,y\,x$ does to two numbers:
#
# - **Towards the goal**: $w^* \cdot w$ grows by $\eta\, y\,(w^* \cdot x) \ge \eta\gamma$. After $u$ updates it is at least $u\,\eta\gamma$,
#   and since $w^*$ has length 1, $\lVert w \rVert \ge u\,\eta\gamma$: the length grows at least *like $u$*.
# - **In length**: $\lVert w \rVert^2$ grows by $2\eta\,y\,(w \cdot x) + \eta^2 \lVert x \rVert^2$. The first term is not positive, for an update happens
#   only at a mistake. So $\lVert w \rVert^2 \le u\,\eta^2 R^2$, and the length grows at most *like $\sqrt u$*.
#
# A line cannot stay below a square root for ever. From $u\,\eta\gamma \le \lVert w \rVert \le \sqrt u\,\eta R$ follows
#
# $$ u \le \frac{R^2}{\gamma^2} $$
#
# The rate $\eta$ has cancelled. More samples don't matter either, only how narrow the gap is compared with their size.

# %%
R = np.linalg.norm(X, axis=1).max()
w_star = np.array([0.033285, -0.540878, 0.840442])  # length 1; no other w has a wider margin γ
margin = (y * (X @ w_star)).min()
lengths, w = [0.0], np.zeros(3)
for _ in range(20):
    for x_i, y_i in zip(X, y):
        if y_i * (w @ x_i) <= 0:
            w = np.asarray(perceptron_update(w, x_i, y_i, 1.0))
            lengths.append(np.linalg.norm(w))
u = np.arange(101)
fig, ax = plt.subplots(figsize=(8, 3.8))
ax.plot(u, np.sqrt(u) * R, **plots.styled(1), label=r"at most $\sqrt{u}\,\eta R$")
ax.plot(u, u * margin, **plots.styled(2), label=r"at least $u\,\eta\gamma$")
ax.plot(lengths, color="black", linewidth=2.5, label=r"$\Vert w\Vert$ of our perceptron, $\eta = 1$")
ax.axvline(R**2 / margin**2, color="grey", linewidth=1)
ax.set(title="No room beyond $R^2/γ^2$ updates", xlabel="updates $u$", ylabel=r"length of $w$", xlim=(0, 100))
ax.legend(loc="upper left")
plots.show(
    "The length of w stays between a straight line and a square root; where they cross, training must have ended. "
    "Ours ended long before."
)

# %% [markdown]
# For the four points $R^2 = 1 + 6^2 + 3^2 = 46$ and the widest margin is $\gamma = .69$<!-- {margin:.2f} -->: at most 96<!-- {int(R**2 / margin**2)} --> updates. From
# $w = 0$ it took 24<!-- {len(lengths) - 1} -->.
#
# ### An experiment: one wrong label
#
# Lecture 003's first slide prints the labels $y = (1, 1, -1, 1)$ for these points; the next slide has $(1, 1, -1, -1)$.
# Only one can be meant (erratum 8).

# %% [markdown]
# > **Predict.** Train with both. Does the misprint make learning *fail*?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# No. The misprinted labels are separable too, and training ends in silence with another line, $w = (5, -2, 2)$. That is
# the lesson: **a wrong label rarely raises an error.** Look at your data before you train.
#
# </details>

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
for ax, title, y_slide in zip(axes, ("second slide", "first slide: $x^{(3)}$ is +1"), ([1, 1, -1, -1], [1, 1, -1, 1])):
    w, updates = fit_perceptron(X, np.array(y_slide), w_start, 0.5, 100)
    plots.points(ax, X[:, 1:], np.array(y_slide), names={-1: "class −1", 1: "class +1"})
    plots.line(ax, *decision_line(w))
    ax.set(title=f"{title}\nw = {np.asarray(w).tolist()}, {updates} updates", xlabel="$x_1$", xlim=(0, 8), ylim=(-1, 6))
axes[0].set(ylabel="$x_2$")
axes[0].legend(loc="lower right", fontsize=8)
plots.show("Both labellings are divided by a line, but by two very different ones.")

# %% [markdown]
# ## 2.8 Weights by thought
#
# The lecture's quiz: which weights put $(1,1)$, $(0,1)$ and $(1,0)$ into class +1 and $(0,0)$ into class −1? Find them
# by thinking, not by training; many answers are right. Which logic gate have you built? (Think, then read the summary.)


# %% nbgrader={"grade": false, "grade_id": "quiz_weights", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def quiz_weights():
    """Weights (w0, w1, w2), bias first, that put (1,1), (0,1), (1,0) in class +1 and (0,0) in class −1.

    Returns an array of shape (3,). Source: lecture 003, the perceptron quiz.
    """
    ### BEGIN SOLUTION
    return np.array([-0.5, 1.0, 1.0])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "quiz_weights-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
corners = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
expect(quiz_weights).satisfies("three numbers, bias first", lambda w: np.shape(w) == (3,))


def quiz_classes():
    """The classes that your weights give to (0,0), (0,1), (1,0) and (1,1), in this order."""
    return np.where(corners @ np.asarray(quiz_weights()) > 0, 1, -1)


expect(quiz_classes).gives([-1, 1, 1, 1], "the classes of (0,0), (0,1), (1,0), (1,1)")

# %% [markdown]
# ## 2.9 The wall: XOR
#
# Now the gate that is 1 if exactly *one* input is 1. Train as long as you like:

# %%
y_xor = np.array([-1, 1, 1, -1])
w, path = np.zeros(3), [np.zeros(3)]
for _ in range(6):
    for x_i, y_i in zip(corners, y_xor):
        w = np.asarray(perceptron_update(w, x_i, y_i, 1.0))
        path.append(w)
fig, axes = plt.subplot_mosaic([["plane", 0], ["plane", 1], ["plane", 2]], figsize=(11, 4), width_ratios=(2, 3))
plots.points(axes["plane"], corners[:, 1:], y_xor, names={-1: "XOR = 0", 1: "XOR = 1"})
axes["plane"].set(title="No line divides them", xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))
axes["plane"].legend(loc="center")
for j in range(3):
    axes[j].step(range(len(path)), np.array(path)[:, j], color=plots.SEQUENCE[j], where="post")
    axes[j].set(ylabel=f"$w_{j}$", ylim=(-1.3, 1.3), yticks=(-1, 0, 1))
axes[0].set_title("The weights run in a circle for ever")
axes[2].set_xlabel("samples seen")
fig.tight_layout()
plots.show("The four corners of XOR; each of the three weights repeats the same pattern every four samples.")

# %% [markdown]
# Is the perceptron rule to blame? Ask for the *best* linear answer in the sense of least squares instead, with
# targets 0 and 1:

# %%
target = (y_xor + 1) / 2
for name, design in (("without a bias", corners[:, 1:]), ("with a bias", corners)):
    best, *_ = np.linalg.lstsq(design, target, rcond=None)
    shown = np.round(best, 4) + 0.0  # + 0.0 makes 0 of −0
    print(f"{name:15} w = {shown}   sum of squared errors = {np.sum((design @ best - target) ** 2):.4f}")

# %% [markdown]
# Without a bias, $w = (\tfrac13, \tfrac13)$ with error $\tfrac43$. With one, both weights vanish and the answer is the
# constant $.5$: the line has given up, with error 1. No weights have a smaller squared error, and whatever the rule, no
# line gets all four corners right. The way out is a second layer (notebook 6).
#
# ## 2.10 Real flowers
#
# In 1936 Ronald Fisher published measurements of 150 irises of three species. Two of the four, the length and width of a
# petal in centimetres, can be drawn. Let one perceptron learn *setosa or not*, and another one *virginica or versicolor*. The
# rows are shuffled first: in a row of fifty flowers of one species hardly more than the first would teach anything, and the
# line would jump twice in a pass, to one side and back.

# %%
iris = datasets.iris()
order = np.random.default_rng(2).permutation(150)
petals, species = np.column_stack([np.ones(150), iris.X[order, 2:]]), iris.y[order]
others = species > 0
tasks = {
    "setosa or not": (petals, np.where(species == 0, 1, -1)),
    "virginica or versicolor": (petals[others], np.where(species[others] == 2, 1, -1)),
}
fig, axes = plt.subplots(1, 3, figsize=(15, 4))
wrong, flower_updates = {}, {}
for index, (ax, (name, (Z, y_flower))) in enumerate(zip(axes, tasks.items())):
    w, counts, wrong[name] = np.zeros(3), [], []
    for _ in range(100):
        w, updates = fit_perceptron(Z, y_flower, w, 1.0, 1)  # one pass more
        counts.append(updates)
        wrong[name].append(zero_one_loss(y_flower, predict(Z, w)))
    flower_updates[name] = counts
    yes, _, no = name.split()
    plots.points(ax, Z[:, 1:], y_flower, names={1: yes, -1: "the others" if no == "not" else no})
    plots.line(ax, *decision_line(w))
    ax.set(title=f"{name}, after 100 passes", xlabel="petal length (cm)", ylabel="petal width (cm)", ylim=(-0.1, 2.8))
    ax.legend(loc="lower right")
    axes[2].plot(range(1, 101), wrong[name], **plots.styled(3 * index, marks=10), label=name)
axes[2].set(title="Wrong after each pass", xlabel="passes", ylabel="0/1 loss", ylim=(-0.02, 0.6))
axes[2].legend(loc="upper right")
plots.show(
    "Setosa is cut off by a line at once; between the other two the line never rests, and its errors jump up and down."
)

# %% [markdown]
# Setosa takes 8<!-- {sum(flower_updates["setosa or not"])} --> updates and is done after one pass. Virginica and versicolor overlap: no line divides them, the
# hundredth pass still makes 13<!-- {flower_updates["virginica or versicolor"][-1]} --> updates, and in the last twenty passes the share of wrong flowers lies anywhere
# between 6<!-- {100 * min(wrong["virginica or versicolor"][-20:]):.0f} --> and 36<!-- {100 * max(wrong["virginica or versicolor"][-20:]):.0f} --> per cent. When you stop decides what you get. XOR was no puzzle for logicians only: real
# classes overlap, and a rule that never rests is a poor tool for them.

# %% [markdown]
# **Stretch** (no points): keep the best weights in your *pocket* (Gallant, 1990). Train as before, but count the wrong
# samples at the start and after each update, and return the weights that had the fewest (of equals, the first).


# %% stretch="fit_pocket"
def fit_pocket(X, y, w0, eta, max_passes):
    """Train as fit_perceptron does, but return the weights (D+1,) with the smallest 0/1 loss that was met on the way.

    X: samples with their bias column, shape (N, D+1). y: labels ±1, shape (N,). w0: start, shape (D+1,).
    eta: learning rate. max_passes: number of passes. Source: S. Gallant, Perceptron-based learning algorithms (1990).
    """
    ### BEGIN SOLUTION
    w = best = w0.copy()
    least = zero_one_loss(y, predict(X, best))
    for _ in range(max_passes):
        for x_i, y_i in zip(X, y):
            w = perceptron_update(w, x_i, y_i, eta)
            loss = zero_one_loss(y, predict(X, w))
            if loss < least:
                best, least = w, loss
    return best
    ### END SOLUTION


# %%
Z, y_flower = tasks["virginica or versicolor"]
expect(fit_pocket, Z, y_flower, np.zeros(3), 1.0, 50).satisfies(
    "at most 4 of the 100 flowers are wrong", lambda w: zero_one_loss(y_flower, predict(Z, np.asarray(w))) <= 0.04
)

# %% [markdown]
# ## 2.11 Adaline: learn from the distance
#
# In 1960 Bernard Widrow and Ted Hoff dropped the threshold during learning. Their *Adaline* looks at the error of the raw score,
# $y - w \cdot x$, and steps against the gradient of $\tfrac12 (y - w \cdot x)^2$:
#
# $$ w \leftarrow w + \eta\,(y - w \cdot x)\,x $$
#
# The bracket is a *number*: how far the score is from the target $y$, with its sign. Even a sample on the right side
# teaches, unless its score is exactly $y$. The target may be any number here. This is the delta rule. "Error times input" is what the
# gradients of all later notebooks have in common.
#
# **By hand**, from $w = (0, -1, 1)$ at $x^{(0)} = (1, 1, 3)$, $y = 1$, $\eta = .1$: the score is 2, the error $1 - 2 = -1$, and
# $w$ becomes $(0, -1, 1) - .1\,(1, 1, 3) = (-.1, -1.1, .7)$. The perceptron would have left this sample alone.


# %% nbgrader={"grade": false, "grade_id": "adaline_update", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def adaline_update(w, x, y, eta):
    """One step of the delta rule on one sample: w + η (y − w·x) x.

    w: weights, shape (D+1,). x: sample with its leading 1, shape (D+1,). y: target, a number.
    eta: learning rate. Returns a new array, shape (D+1,). Source: lecture 002, Adaline.
    """
    ### BEGIN SOLUTION
    return w + eta * (y - w @ x) * x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "adaline_update-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(adaline_update, w_start, X[0], 1, 0.1).gives([-0.1, -1.1, 0.7], "score 2, target 1: too far, back")
expect(adaline_update, np.array([0.5, 0, 0]), X[1], 0.5, 0.1).gives([0.5, 0, 0], "score = target: nothing to learn")
expect(adaline_update, np.array([1, 2]), np.array([1, 3]), -1, 0.25).gives([-1, -4], "whole numbers: 7 should be −1")

# %% [markdown]
# Adaline descends a smooth bowl, the squared error; the perceptron's loss is made of flat faces, like a cut gem. Here is
# the bowl for the OR gate over the weights $(w_1, w_2)$, its bias held at the best value, with the path of 40 passes:

# %%
y_or = np.array([-1, 1, 1, 1])
best, *_ = np.linalg.lstsq(corners, y_or, rcond=None)
w, path = np.array([best[0], -1.0, 2.5]), []
for _ in range(40):
    for x_i, y_i in zip(corners, y_or):
        path.append(w[1:])
        w = np.append(best[0], adaline_update(w, x_i, y_i, 0.1)[1:])
losses = {
    "Adaline: ½ squared error": lambda v: np.mean((corners @ np.append(best[0], v) - y_or) ** 2) / 2,
    "Perceptron: max(0, −y w·x)": lambda v: perceptron_loss(corners, y_or, np.append(best[0], v)),
}
fig, axes = plt.subplots(1, 2, figsize=(12, 4.5))
for ax, (title, loss) in zip(axes, losses.items()):
    plots.surface(ax, loss, (-1.5, 3.5), (-1.5, 3.5))
    ax.set(title=f"{title}, mean over the OR gate", xlabel="$w_1$", ylabel="$w_2$")
style = {"color": "black", "linewidth": 1, "linestyle": "--"}
axes[1].axvline(-best[0], **style, label="the score of a corner is 0")
axes[1].axhline(-best[0], **style)
axes[1].axline((0, -best[0]), slope=-1, **style)
axes[1].legend(loc="upper right")
plots.path(axes[0], np.array(path), label="Adaline, η = .1")
axes[0].plot(*best[1:], "*", color="black", markersize=12, label="least squares")
axes[0].legend(loc="upper right")
plots.show(
    "Adaline's loss is a bowl, and its path zigzags to the bottom; the perceptron's has straight creases, drawn as lines, "
    "and a flat floor at the upper right."
)

# %% [markdown]
# > **Look closely.** Adaline pulls the score of every sample to exactly ±1. What does that do to a sample that lies far on
# > its right side, with a score of 10?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# It is "wrong" by 9 and pulls the line towards itself, although nothing was the matter. A few such samples can push others to
# the wrong side. Which errors are worth descending? Notebook 3 finds better ones.
#
# </details>

# %% [markdown]
# > **Beyond the lectures.** Rosenblatt's rule is not history only. With the mean of all weights met on the way (the
# > *averaged perceptron*) it was for years the workhorse of language processing; and asking for a margin, an update
# > also where $y\,(w \cdot x) \le 1$, leads to the support vector machine.
#
# ## Summary
#
# | | | shapes |
# |---|---|---|
# | predict | $\hat y = +1$ if $w \cdot x > 0$, else $-1$; at score 0: $-1$ | (N, D+1) · (D+1,) → (N,) |
# | the line | $x_2 = -\tfrac{w_1}{w_2}\,x_1 - \tfrac{w_0}{w_2}$; $(w_1, w_2)$ points to class +1 | |
# | 0/1 loss | share of $\hat y \ne y$ (a loss counts what is *wrong*, erratum 10) | number |
# | perceptron loss | mean of $\max(0, -y\,w \cdot x)$; its size depends on $\lVert w \rVert$ | number |
# | perceptron rule | $w + \eta\,y\,x$ if $y\,(w \cdot x) \le 0$ | (D+1,) |
# | it ends | after at most $R^2/\gamma^2$ updates, if a line divides the classes; $\eta$ changes little | |
# | it does not end | for XOR, and wherever classes overlap. The best linear answer to XOR is the constant ½ | |
# | Adaline | $w + \eta\,(y - w \cdot x)\,x$, a step down a smooth bowl | (D+1,) |
#
# The quiz's gate is OR. A wrong label trains as silently as a right one (erratum 8). Next: which errors are worth
# descending (notebook 3), and how to descend them (notebook 4).
#
# ## Read on
#
# - F. Rosenblatt, *The perceptron: a probabilistic model for information storage and organization in the brain*,
#   Psychological Review 65 (1958), [doi:10.1037/h0042519](https://doi.org/10.1037/h0042519).
# - M. Nielsen, *Neural Networks and Deep Learning*, chapter 1: [perceptrons](http://neuralnetworksanddeeplearning.com/chap1.html).
# - The averaged perceptron's theory: Y. Freund and R. Schapire, *Large margin classification using the perceptron
#   algorithm*, Machine Learning 37 (1999), [doi:10.1023/A:1007662407062](https://doi.org/10.1023/A:1007662407062).
#
# **Sources**: lecture 003, R. Krestel, *Deep Learning for Natural Language Processing*, chapter 2 *Neural Networks* (slides *Simple Linear Classification*
# to *Perceptrons are Linear Classifiers*); lecture 002, H. Beigy (Sharif), *Feedforward deep networks & backpropagation*
# (slides *History of neural networks*).
