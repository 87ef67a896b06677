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
# # 2 · The perceptron and Adaline
#
# In 1958 Frank Rosenblatt built a machine that learned to tell shapes apart by correcting itself after each mistake.
# Its learning rule fits into one line, and you will write it, watch it work, and find the problem that stops it.
#
# **You will learn**
#
# - how a weighted sum and a threshold divide the plane by a line,
# - how the perceptron moves that line after a mistake, and why this ends when a dividing line exists,
# - what the learning rate changes, and what it does not,
# - why XOR is out of reach for every single neuron,
# - how Adaline learns from *how far* it is off, where the perceptron learns only from *whether* it is wrong.
#
# **Taken as given**: numpy arrays, the dot product, and the idea of a neuron $w \cdot x + b$ (notebook 1).
# **Sources**: lecture 003 (DL4NLP, *The Perceptron*) and lecture 002 (Sharif, *Adaline*).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came.

# %% [markdown]
# ## Conventions
#
# | here | shape | means | lecture 003 | lecture 002 |
# |---|---|---|---|---|
# | `X` | (N, D+1) | one sample per row, the first column all ones | extended points as columns | $x^{(i)}$ |
# | `w` | (D+1,) | weights; `w[0]` is the bias | $w_0, w_1, w_2$ | $w, b$ |
# | `y` | (N,) | labels, −1 or +1 | $y_i$ | $t$ |
# | `y_hat` | (N,) | predictions, −1 or +1 | $\hat y$ | $o$ |
# | `eta` | number | learning rate $\eta$ | $\eta$ (later $\lambda$) | $\alpha$ |
#
# A loss is the *mean* over the samples. No function changes its arguments: return a new array.

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


# %% nbgrader={"grade": false, "grade_id": "add_bias", "locked": false, "schema_version": 3, "solution": true}
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
expect(add_bias, np.array([[7.0, 8.0, 9.0]])).gives([[1, 7, 8, 9]], "a batch of one, three features")

# %% [markdown]
# ## 2.2 Which side of the line?
#
# The perceptron predicts $\hat y = \operatorname{sign}(w \cdot x)$. What happens *on* the line, at score 0? The lecture
# predicts +1 only if the score is **greater** than 0, so a score of exactly 0 gives −1. (`np.sign` would give 0, which is
# no class at all.)


# %% nbgrader={"grade": false, "grade_id": "predict", "locked": false, "schema_version": 3, "solution": true}
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
expect(predict, X, np.zeros(3)).gives([-1, -1, -1, -1], "score 0 predicts −1")

# %% [markdown]
# ## 2.3 How wrong is it?
#
# Two losses. The **0/1 loss** is the share of wrong predictions: what we care about, but flat almost everywhere, so it
# gives no direction in which to improve. The **perceptron loss** also asks how far on the wrong side a sample lies:
#
# $$ L_{0/1} = \frac1N \sum_i [\,y_i \ne \hat y_i\,] \qquad\qquad
#    L_p(w) = \frac1N \sum_i \max(0,\; -y_i\, w \cdot x_i) $$
#
# The product $y\,(w \cdot x)$ is positive if sample and score agree in sign. Then $-y\,(w\cdot x)$ is negative, and the
# maximum with 0 says: no loss.
#
# > **Look closely.** The lecture's slide prints $[\,y = \hat y\,]$ inside the 0/1 loss (erratum 10). Whatever that
# > averages, is it a loss? On the start above one sample of four is wrong: which of .25 and .75 should come out?


# %% nbgrader={"grade": false, "grade_id": "zero_one_loss", "locked": false, "schema_version": 3, "solution": true}
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


# %% nbgrader={"grade": false, "grade_id": "perceptron_loss", "locked": false, "schema_version": 3, "solution": true}
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
expect(perceptron_loss, X, y, w_start).gives(0.25, "only x1 has a loss: max(0, −1·(−1)) = 1, divided by 4")
expect(perceptron_loss, X[2:3], y[2:3], np.array([0.5, 1.5, 3])).gives(18.5, "x2 after the first update")

# %% [markdown]
# ## 2.4 The line itself
#
# Before we move the line, let us be able to draw it. Solve $w_0 + w_1 x_1 + w_2 x_2 = 0$ for $x_2$ and read off slope
# and intercept.


# %% nbgrader={"grade": false, "grade_id": "decision_line", "locked": false, "schema_version": 3, "solution": true}
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
expect(decision_line, np.array([2.0, 1.0, -4.0])).gives((0.25, 0.5), "2 + x1 − 4 x2 = 0")

# %% [markdown]
# ## 2.5 Learn from one mistake
#
# The gradient of $\max(0, -y\,w\cdot x)$ with respect to $w$ is $-y\,x$ where the sample is wrong, and 0 where it is
# right. One step against it:
#
# $$ w \leftarrow w + \eta\, y\, x \qquad \text{if } y\,(w \cdot x) \le 0 $$
#
# **By hand**, from $w = (0, -1, 1)$ with $\eta = .5$:
#
# - $x_1 = (1, 5, 4)$, $y = +1$: score $-5 + 4 = -1$, wrong. $w = (0,-1,1) + .5\,(1,5,4) = (.5,\, 1.5,\, 3)$.
# - $x_2 = (1, 6, 3)$, $y = -1$: score $.5 + 9 + 9 = 18.5$, wrong. $w = (.5, 1.5, 3) - .5\,(1,6,3) = (0,\, -1.5,\, 1.5)$.
#
# Mind the sign in the second line: it comes from $y = -1$. The slide writes $w - \eta y x$ there and so drops it twice
# (erratum 9). A score of exactly 0 counts as a mistake: a line through a sample has not decided.


# %% nbgrader={"grade": false, "grade_id": "perceptron_update", "locked": false, "schema_version": 3, "solution": true}
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
expect(perceptron_update, w_start, X[0], 1, 0.5).gives([0, -1, 1], "x0 is right: nothing changes")
expect(perceptron_update, w_start, X[1], 1, 0.5).gives([0.5, 1.5, 3], "x1 is wrong")
expect(perceptron_update, np.array([0.5, 1.5, 3]), X[2], -1, 0.5).gives([0, -1.5, 1.5], "x2 is wrong, y = −1")
expect(perceptron_update, np.zeros(3), X[0], 1, 1.0).gives([1, 1, 3], "score 0: a mistake")

# %% [markdown]
# Here is the walk-through as a picture: the line before and after each of the two updates. The arrow is the normal
# $(w_1, w_2)$; it points to the side of class +1.

# %%
w, steps = w_start, [("start", w_start)]
for i in (1, 2):
    w = perceptron_update(w, X[i], y[i], 0.5)
    steps.append((f"after x{i}", w))
fig, axes = plt.subplots(1, 3, figsize=(12, 4), sharex=True, sharey=True)
for ax, (title, w) in zip(axes, steps):
    plots.points(ax, X[:, 1:], y, names={-1: "class −1", 1: "class +1"})
    plots.line(ax, *decision_line(w))
    plots.normal(ax, w[1:], at=(3, np.polyval(decision_line(w), 3)))
    ax.set(title=f"{title}: w = {w.tolist()}", xlabel="$x_1$", xlim=(0, 8), ylim=(-3, 6))
axes[0].set_ylabel("$x_2$")
axes[0].legend(loc="lower right")
plt.show()

# %% [markdown]
# ## 2.6 Pass after pass
#
# Go through the samples in row order, update at each mistake, and begin again from the first. If a whole pass brings no
# update, every sample is right and we stop. Rosenblatt's convergence theorem promises that this happens whenever *some*
# line divides the classes. Nothing is promised otherwise, so we also stop after `max_passes`.


# %% nbgrader={"grade": false, "grade_id": "fit_perceptron", "locked": false, "schema_version": 3, "solution": true}
def fit_perceptron(X, y, w0, eta, max_passes):
    """Train a perceptron: cyclic passes in row order, one update per mistake.

    X: samples with their bias column, shape (N, D+1). y: labels ±1, shape (N,). w0: start, shape (D+1,).
    eta: learning rate. max_passes: the largest number of passes over all samples.
    Stops after a pass without an update. Returns (w, updates): the weights (D+1,) and how many updates were made.
    Source: lecture 003, perceptron training.
    """
    ### BEGIN SOLUTION
    w, updates = w0, 0
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

# %% [markdown]
# One pass is not the end: the last update for x2 costs x1 its place, and the line swings back and forth until it fits
# between all four. **What does the learning rate do?** Predict first: is η = 1 five times faster than η = .2? Will the
# three runs end with three lines?

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 4.2))
plots.points(axes[0], X[:, 1:], y, names={-1: "class −1", 1: "class +1"})
for eta, colour, width in zip((0.2, 0.5, 1.0), plots.SEQUENCE, (7, 4, 1.5)):
    runs = [fit_perceptron(X, y, w_start, eta, passes) for passes in range(20)]
    w, updates = runs[-1]
    label = f"η = {eta}: w = {np.round(w, 2).tolist()}"
    plots.line(axes[0], *decision_line(w), color=colour, linewidth=width, label=label)
    losses = [perceptron_loss(X, y, w) for w, _ in runs]
    axes[1].plot(losses, ".-", color=colour, label=f"η = {eta}: {updates} updates")
axes[0].set(title="Where the line ends", xlabel="$x_1$", ylabel="$x_2$", xlim=(0, 8), ylim=(-1, 7))
axes[1].set(title="Learning", xlabel="passes", ylabel="perceptron loss after the pass", xticks=range(0, 20, 5))
axes[1].set_ylim(top=1.3 * axes[1].get_ylim()[1])  # room for the legend
for ax in axes:
    ax.legend(loc="upper left" if ax is axes[0] else "upper right", fontsize=8)
plt.show()

# %% [markdown]
# The rate changes hardly how soon: 21, 27 and 29 updates. Nor where it ends: $(.2, -2, 3.8)$, $(.5, -5, 9.5)$ and
# $(1, -10, 19)$ are multiples of one another and draw the *same* line, which is why the picture stacks them. The rate
# only scales the updates against the start $w = (0,-1,1)$. (From $w = 0$ it changes nothing but the length of $w$: try it.)
#
# ### An experiment: one wrong label
#
# Lecture 003's first slide prints the labels $y = (1, 1, -1, 1)$ for these points; the next slide has $(1, 1, -1, -1)$.
# Only one can be meant (erratum 8). Train with both and look: does the misprint make learning *fail*?

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
for ax, title, y_slide in zip(axes, ("second slide", "first slide: x3 is +1"), ([1, 1, -1, -1], [1, 1, -1, 1])):
    w, updates = fit_perceptron(X, np.array(y_slide), w_start, 0.5, 100)
    plots.points(ax, X[:, 1:], np.array(y_slide), names={-1: "class −1", 1: "class +1"})
    plots.line(ax, *decision_line(w))
    ax.set(title=f"{title}\nw = {w.tolist()}, {updates} updates", xlabel="$x_1$", xlim=(0, 8), ylim=(-1, 6))
axes[0].set(ylabel="$x_2$")
axes[0].legend(loc="lower right", fontsize=8)
plt.show()

# %% [markdown]
# It does not fail: the misprinted labels are separable too, and training ends in silence with another line,
# $w = (5, -2, 2)$. That is the lesson: **a wrong label rarely raises an error.** Look at your data before you train.
#
# ## 2.7 Weights by thought
#
# The lecture's quiz: which weights put $(1,1)$, $(0,1)$ and $(1,0)$ into class +1 and $(0,0)$ into class −1? Find them
# by thinking, not by training; many answers are right. Which logic gate have you built? (Think, then read the summary.)


# %% nbgrader={"grade": false, "grade_id": "quiz_weights", "locked": false, "schema_version": 3, "solution": true}
def quiz_weights():
    """Weights (w0, w1, w2), bias first, that put (1,1), (0,1), (1,0) in class +1 and (0,0) in class −1.

    Returns an array of shape (3,). Source: lecture 003, the perceptron quiz.
    """
    ### BEGIN SOLUTION
    return np.array([-0.5, 1.0, 1.0])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "quiz_weights-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
corners = np.array([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
expect(quiz_weights).satisfies(
    "score > 0 at (0,1), (1,0), (1,1) and ≤ 0 at (0,0)",
    lambda w: np.array_equal(corners @ np.asarray(w) > 0, [False, True, True, True]),
)

# %% [markdown]
# ## 2.8 The wall: XOR
#
# Now the gate that is 1 if exactly *one* input is 1. Train as long as you like:

# %%
y_xor = np.array([-1, 1, 1, -1])
w, path = np.zeros(3), [np.zeros(3)]
for _ in range(8):
    for x_i, y_i in zip(corners, y_xor):
        w = perceptron_update(w, x_i, y_i, 1.0)
        path.append(w)
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8))
plots.points(axes[0], corners[:, 1:], y_xor, names={-1: "XOR = 0", 1: "XOR = 1"})
axes[0].set(title="No line divides them", xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5))
axes[0].set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
axes[0].legend(loc="center")
for j, colour in zip(range(3), plots.SEQUENCE):
    axes[1].step(range(len(path)), np.array(path)[:, j], color=colour, label=f"$w_{j}$")
axes[1].set(title="The weights run in a circle for ever", xlabel="step", ylabel="weight", ylim=(None, 1.7))
axes[1].legend(loc="upper right", ncols=3)
plt.show()

# %% [markdown]
# Is the perceptron rule to blame? Ask for the *best* linear answer in the sense of least squares instead, with
# targets 0 and 1:

# %%
target = (y_xor + 1) / 2
for name, design in (("without a bias", corners[:, 1:]), ("with a bias", corners)):
    best, *_ = np.linalg.lstsq(design, target, rcond=None)
    print(f"{name:15} w = {np.round(best, 4)}   sum of squared errors = {np.sum((design @ best - target) ** 2):.4f}")

# %% [markdown]
# Without a bias, $w = (\tfrac13, \tfrac13)$ with error $\tfrac43$. With one, both weights vanish and the answer is the
# constant $.5$: the line has given up, with error 1. No rule can do better, because no line is right. The way out is a
# second layer (notebook 6).
#
# ## 2.9 Adaline: learn from the distance
#
# Widrow and Hoff's Adaline drops the threshold during learning. It looks at the error of the raw score, $t - w \cdot x$,
# and steps against the gradient of $\tfrac12 (t - w \cdot x)^2$:
#
# $$ w \leftarrow w + \alpha\,(t - w \cdot x)\,x $$
#
# The bracket is a *number*: how far the score is from the target $t$, with its sign. Even a sample on the right side
# teaches, unless its score is exactly $t$. This is the delta rule, and notebook 7 is its grandchild.


# %% nbgrader={"grade": false, "grade_id": "adaline_update", "locked": false, "schema_version": 3, "solution": true}
def adaline_update(w, x, t, alpha):
    """One step of the delta rule on one sample: w + α (t − w·x) x.

    w: weights, shape (D+1,). x: sample with its leading 1, shape (D+1,). t: target, a number.
    alpha: learning rate. Returns a new array, shape (D+1,). Source: lecture 002, Adaline.
    """
    ### BEGIN SOLUTION
    return w + alpha * (t - w @ x) * x
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "adaline_update-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(adaline_update, np.array([0.0, -1, 1]), X[0], 1, 0.1).gives(
    [-0.1, -1.1, 0.7], "score 2, target 1: too far, back"
)
expect(adaline_update, np.array([0.5, 0, 0]), X[1], 0.5, 0.1).gives([0.5, 0, 0], "score = target: nothing to learn")

# %% [markdown]
# Adaline descends a smooth bowl, the squared error, where the perceptron climbs down steps. Here is the bowl for the OR
# gate over the weights $(w_1, w_2),$ its bias held at the best value, with the path of 40 passes:

# %%
y_or = np.array([-1, 1, 1, 1])
best, *_ = np.linalg.lstsq(corners, y_or, rcond=None)
w, path = np.array([best[0], -1.0, 2.5]), []
for _ in range(40):
    for x_i, t in zip(corners, y_or):
        path.append(w[1:])
        w = np.append(best[0], adaline_update(w, x_i, t, 0.1)[1:])
fig, ax = plt.subplots(figsize=(6, 4.5))
plots.surface(ax, lambda v: np.mean((corners @ np.append(best[0], v) - y_or) ** 2) / 2, (-1.5, 3.5), (-1.5, 3.5))
plots.path(ax, np.array(path), label="Adaline, α = .1")
ax.plot(*best[1:], "*", color="black", markersize=12, label="least squares")
ax.set(title="Adaline on the OR gate: ½ mean squared error", xlabel="$w_1$", ylabel="$w_2$")
ax.legend(loc="upper right")
plt.show()

# %% [markdown]
# ## Summary
#
# - A perceptron is a line; learning moves it by $\eta\,y\,x$ after each mistake, and a score of 0 is a mistake.
# - If a dividing line exists, training ends; the learning rate changes little about when and where. The quiz's gate is OR.
# - A wrong label trains as silently as a right one (erratum 8); a loss counts what is *wrong* (erratum 10).
# - XOR has no line. Even the best linear answer is the constant ½.
# - Adaline's $(t - w\cdot x)\,x$ is a gradient of a smooth error. Next: which errors are worth descending (notebook 3),
#   and how to descend them (notebook 4).
