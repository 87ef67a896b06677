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
# # 11 · Digits
#
# Ten notebooks ago you had one neuron. Now build something that reads handwriting: no recipe this time, only data, a
# goal, and all that you have written so far.
#
# **You will learn**
#
# - to begin with a baseline, so that you know what a result is worth,
# - to read a confusion matrix: not only *how often* a classifier errs, but *what it mistakes for what*,
# - to put scaling, first weights, mini-batches and rate together until a network learns,
# - to compare a network honestly with its simple rivals, and to ask what would help more: a better network, or more data.
#
# **Taken as given**: a network's forward and backward pass (notebooks 6 and 7). **Bring along** whatever you like of your
# own: softmax regression (5), mini-batches, first weights, momentum, schedules, L2, early stopping (8).
#
# **What to do**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what was
# expected and what came; green means right. (For the reader in 11.5, green means that it works; how well, hidden digits
# decide.)

# %% [markdown]
# ## Conventions
#
# <!-- glossary: N pixels y_class y_hat_class K params_free eta rng W b_layer -->
#
# Everything is float64, the classes are whole numbers, and so may be the grey values that your functions are given. No
# function changes its arguments. Everything random comes from `rng`, a numpy Generator; use no other randomness.

# %% nbgrader={"grade": false, "grade_id": "given-network", "locked": true, "schema_version": 3, "solution": false}
import time
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots


def outputs(X, params):
    """Each layer's output, beginning with X: hidden layers are ReLU, the last is softmax (notebook 6).

    params: a list of (W, b) for each layer; with a single layer, this is softmax regression (notebook 5).
    """
    hs = [X]
    for W, b in params[:-1]:
        hs.append(np.maximum(0, hs[-1] @ W + b))
    Z = hs[-1] @ params[-1][0] + params[-1][1]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return [*hs, E / E.sum(axis=1, keepdims=True)]


def loss(X, params, y):
    """The mean cross-entropy of that network for classes y (notebook 5)."""
    Y_hat = outputs(X, params)[-1]
    return -np.mean(np.log(np.maximum(Y_hat[np.arange(len(y)), y], 1e-12)))


def gradients(X, params, y):
    """The loss's gradients, a list of (dW, db) for each layer, by backpropagation (notebook 7)."""
    hs, grads = outputs(X, params), []
    delta = (hs[-1] - np.eye(hs[-1].shape[1])[y]) / len(y)
    for (W, _), h in zip(params[::-1], hs[-2::-1]):
        grads.insert(0, (h.T @ delta, delta.sum(axis=0)))
        delta = delta @ W.T * (h > 0)  # of the layer below; at the inputs it is no more used
    return grads


def is_network(params):
    """Whether params are what `outputs` takes for our digits: pairs (W, b) that lead from 64 inputs to 10 outputs."""
    size, pairs = 64, params if isinstance(params, list | tuple) else []
    for pair in pairs:
        arrays = [part for part in pair if isinstance(part, np.ndarray)] if isinstance(pair, list | tuple) else []
        if len(arrays) != 2 or len(pair) != 2 or arrays[0].ndim != 2 or arrays[1].ndim != 1:
            return False
        if arrays[0].shape != (size, len(arrays[1])) or any(part.dtype.kind not in "fiu" for part in arrays):
            return False
        size = len(arrays[1])
    return len(pairs) > 0 and size == 10


LEAST_NUMBERS, MOST_NUMBERS = 1_000, 20_000  # that params hold for full points: a small network's


def numbers(params):
    """How many numbers params hold; None if they are not made of arrays, numbers, lists, tuples and dictionaries."""
    if isinstance(params, dict):
        params = list(params.values())
    if isinstance(params, list | tuple):
        counts = [numbers(part) for part in params]
        return None if None in counts else sum(counts)
    if isinstance(params, np.ndarray | np.generic | int | float):
        return np.size(params) if np.asarray(params).dtype.kind in "biuf" else None
    return 0 if params is None else None


digits = datasets.digits()
order = np.random.default_rng(4).permutation(len(digits.y))
X_train, y_train = digits.X[order[:1237]], digits.y[order[:1237]]
X_val, y_val = digits.X[order[1237:]], digits.y[order[1237:]]


# %% [markdown]
# ## 11.1 The digits
#
# Lecture 000's network reads MNIST: images of 28×28 pixels, flattened to $x \in \mathbb{R}^{784}$, with ten outputs, one
# per digit. Ours are its little sisters, shrunk to 8×8.
#
# | | MNIST | ours |
# |---|---|---|
# | inputs | 28 · 28 = 784 | 8 · 8 = 64 |
# | a pixel | grey, 0 … 255 | 0 … 16: how many of the 4×4 dots beneath it have ink |
# | digits | 70 000 | 1797: you have 1437, the other 360 stay hidden |
# | softmax layer | 784 → 10: 7850 parameters | 64 → 10: 650 parameters |
#
# The network is the same, only smaller, and your training takes seconds.

# %% [markdown]
# > **Look closely.** Lecture 003 draws such a first layer for 28×28 images, 512 units wide, and gives each unit 28
# > weights (erratum 16). How many must it be, if every unit looks at every pixel?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# 28 · 28 = 784: the image is flattened, one weight for each pixel.
#
# </details>

# %%
print(f"training {X_train.shape}, validation {X_val.shape}, values {X_train.min():.0f} … {X_train.max():.0f}")
fig = plots.images(X_train[:20], titles=[f"is a {label}" for label in y_train[:20]])
fig.suptitle("Twenty digits", y=1.05)
plots.show("Twenty digits of 8×8 grey dots, each with its class above it.")

# %% [markdown]
# Could *you* read all of them? With 64 pixels, people err too.
#
# ## 11.2 A baseline, and what it gets wrong
#
# Before the network comes the simplest thing that could work: average all zeros, all ones, … and give a new digit the
# class of the nearest average. There is nothing to train, and if your network cannot beat it, something is broken.

# %%
means = np.array([X_train[y_train == k].mean(axis=0) for k in range(10)])
distances = ((X_val[:, None, :] - means) ** 2).sum(axis=2)  # (200, 10)
y_baseline = distances.argmin(axis=1)
fig = plots.images(means, titles=[f"mean {k}" for k in range(10)])
fig.suptitle(f"Nearest mean: {np.mean(y_baseline == y_val):.1%} of the validation digits right", y=1.15)
plots.show("The ten mean images: blurry, but each can be recognised as its digit.")

# %% [markdown]
# Nine of ten, from ten blurry pictures. Which are the wrong ones? Count for each pair (true class, predicted class) how
# often it occurs, and write the counts into a $K \times K$ matrix $C$, **rows true, columns predicted**.
#
# **By hand**, with $K = 3$ classes: true are $y = (0, 0, 1, 2, 2, 2)$, predicted $\hat y = (0, 1, 1, 2, 0, 2)$. The pairs
# are (0,0), (0,1), (1,1), (2,2), (2,0), (2,2), and so
#
# $$ C = \begin{pmatrix} 1 & 1 & 0 \\ 0 & 1 & 0 \\ 1 & 0 & 2 \end{pmatrix} $$
#
# Row 0: of the two zeros, one was read as a 1. The diagonal holds what is right: accuracy $= (1 + 1 + 2)/6$. A row sums
# to how often its class *is* there, a column to how often it is *predicted*.


# %% nbgrader={"grade": false, "grade_id": "confusion_matrix", "locked": false, "schema_version": 3, "solution": true} minutes=8 dots=1
def confusion_matrix(y, y_hat, n_classes):
    """How often each class (row) was predicted as each class (column).

    y: true classes, whole numbers 0 … K−1, shape (N,). y_hat: predicted classes, likewise, shape (N,).
    n_classes: the number of classes K; some may not occur in y or y_hat.
    Returns counts, shape (K, K): entry [i, j] is the number of samples of class i that were predicted as j.
    Source: lecture 000, MLP for classification.
    """
    ### BEGIN SOLUTION
    counts = np.zeros((n_classes, n_classes))
    for true, predicted in zip(y, y_hat):
        counts[true, predicted] += 1
    return counts
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "confusion_matrix-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
y_true, y_read = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 2])
expect(confusion_matrix, y_true, y_read, 3).gives([[1, 1, 0], [0, 1, 0], [1, 0, 2]], "the example")
expect(confusion_matrix, np.array([2, 2]), np.array([0, 0]), 4).gives(
    [[0, 0, 0, 0], [0, 0, 0, 0], [2, 0, 0, 0], [0, 0, 0, 0]], "class 2 read as 0, twice; 1 and 3 do not occur"
)
expect(confusion_matrix, np.array([3]), np.array([1]), 4).gives(
    [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]], "a single sample"
)


# %%
def show_confusion(y, y_hat, title):
    """Draw the confusion matrix, the wrong ones in colour."""
    counts = np.asarray(confusion_matrix(y, y_hat, 10))
    wrong = counts * (1 - np.eye(10))
    _, ax = plt.subplots(figsize=(5.6, 5.6))
    ax.imshow(wrong, cmap="Oranges", vmax=max(5, wrong.max()))
    for (row, column), count in np.ndenumerate(counts):
        if count:
            ax.text(column, row, f"{count:.0f}", ha="center", va="center", color="grey" if row == column else "black")
    ax.set(title=title, xlabel="predicted", ylabel="true", xticks=range(10), yticks=range(10))
    plots.show(f"{title}: right ones in grey on the diagonal, wrong ones in orange, the darker the more often.")


show_confusion(y_val, y_baseline, "Nearest mean: what it mistakes for what")

# %% [markdown]
# > **Look closely.** Which pair is confused most often? Look at both mean images: could you have predicted it?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Of the ones, four were read as a 2. Hardly to be predicted from what a 1 looks like, but from its mean: it is the
# widest and greyest of the ten. People write a 1 in several ways, and the average of several ways is close to none of them.
#
# </details>

# %% [markdown]
# ## 11.3 The scale and the rate
#
# Softmax regression (notebook 5) has one matrix, 64 → 10, and draws straight borders. A network with a hidden layer of
# ReLU units can bend them. Let both learn by plain gradient descent, all 1237 digits in every step, once on grey values as
# they are (0 … 16) and once on grey values divided by 16.

# %% [markdown]
# > **Predict.** Does the scale of the inputs matter? By how much must the rate change with it, for softmax regression that
# > begins at 0? And can a rate be too large for good, so that no later step mends it?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Inputs 16 times as large give gradients 16 times as large, for weights that should be 16 times *smaller*: the same
# descent needs a rate 16² = 256 times smaller. Begun at 0, softmax regression then takes nearly the same way (only its
# biases, which no input scales, now learn 256 times more slowly); scaling moves the good rates. With ReLU it can be too late: one step too long pushes all hidden units below 0, for every digit.
# There their slope is 0, and nothing ever learns again.
#
# </details>


# %%
def descend(hidden, scale, eta, steps, watched=()):
    """Full-batch descent of a 64-…-10 network on X/scale: its params, and the accuracies on `watched` before each step.

    hidden: widths of the hidden ReLU layers, () for softmax regression, which begins at 0. watched: a list of (X, y).
    """
    rng, sizes = np.random.default_rng(0), [64, *hidden, 10]
    gain = 1 if hidden else 0
    params = [(gain * rng.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)) for n, m in pairwise(sizes)]
    curves = []
    for _ in range(steps):
        curves.append([accuracy(X / scale, params, y) for X, y in watched])
        grads = gradients(X_train / scale, params, y_train)
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
    return params, np.transpose(curves)


def accuracy(X, params, y):
    """The share of the samples whose most probable class is right."""
    return np.mean(outputs(X, params)[-1].argmax(axis=1) == y)


rates = 10.0 ** np.arange(-4, 1.6, 0.5)
fig, axes = plt.subplots(1, 2, figsize=(12, 4), sharey=True)
best = {}
for ax, hidden, title in zip(axes, ((), (64,)), ("Softmax regression, 64-10", "With 64 hidden ReLU units, 64-64-10")):
    for index, (scale, label) in enumerate(((1, "grey values 0 … 16"), (16, "divided by 16"))):
        with np.errstate(all="ignore"):  # the largest rates overflow
            fitted = [descend(hidden, scale, eta, 40)[0] for eta in rates]
            best[hidden, scale] = [accuracy(X_val / scale, params, y_val) for params in fitted]
        ax.semilogx(rates, best[hidden, scale], label=label, **{**plots.styled(index), "markevery": 1})
    ax.set(title=title, xlabel="learning rate η", ylim=(0, 1))
axes[0].set_ylabel("validation accuracy after 40 steps")
axes[0].legend(loc="lower right")
fig.tight_layout()
plots.show(
    "Left: softmax regression learns on either scale, with rates that lie a factor of 256 apart. Right: with ReLU the "
    "curves break off: beyond a rate of .1 on raw grey values and of 1 on scaled ones, the network falls to "
    "chance."
)

# %% [markdown]
# Left, scaling gains nothing but the place of the good rates. Right is a cliff: on raw grey values the network reads
# .86<!-- {best[(64,), 1][6]:.2f} --> at η = .1, then .20<!-- {best[(64,), 1][7]:.2f} --> at the next rate and
# .09<!-- {best[(64,), 1][8]:.2f} --> at η = 1, which is chance. Divided by 16, it is at its best there, with
# .94<!-- {best[(64,), 16][8]:.2f} -->. Rates that work "usually", and first weights of variance 2/fan-in, are meant for
# inputs of size about 1.
#
# ## 11.4 Two simple rivals
#
# How far do straight borders get? Here are softmax regression's learning curves, at two rates.

# %%
both = [(X_train, y_train), (X_val, y_val)]
linear, fast = descend((), 16, 5.0, 1000, both)
slow = descend((), 16, 0.5, 1000, both)[1]
fig, ax = plt.subplots(figsize=(8, 4))
for index, (curves, eta) in enumerate(((slow, "η = .5"), (fast, "η = 5"))):
    for curve, part, width in zip(curves, ("training", "validation"), (1, 2.4)):
        ax.plot(
            curve, label=f"{eta}, {part}: finally {curve[-1]:.1%}", **{**plots.styled(2 * index), "linewidth": width}
        )
ax.axvline(300, color="grey", linestyle=":")
ax.set(title="Softmax regression on the digits", xlabel="step", ylabel="accuracy", ylim=(0.8, 1.005))
ax.legend(loc="lower right")
plots.show(
    "Accuracy over 1000 steps at two rates: at η = .5 the curves are nearly flat near 95 % after 300 steps (dotted); at "
    "η = 5 training passes 99 % and validation 96 %."
)

# %% [markdown]
# At η = .5 one might stop after 300 steps, at 95.0<!-- {100 * slow[1, 300]:.1f} --> % of the validation digits, and call
# it *the limit of a linear model*. It is not: the rate was too small. At η = 5 the same model reads
# 99.8<!-- {100 * fast[0, -1]:.1f} --> % of its training digits, so straight borders separate them nearly all, and
# 97.0<!-- {100 * fast[1, -1]:.1f} --> % of the validation digits. Beware of a limit that was measured at one rate.
#
# The second rival learns nothing at all. It keeps all training digits and gives a new one the class of the most similar,
# or the majority's among the three most similar ones: *nearest neighbours*, in three lines.


# %%
def nearest_neighbours(X, n_neighbours):
    """The majority class among the n most similar training digits, for each row of X (N, 64)."""
    squares = (X**2).sum(axis=1)[:, None] - 2 * X @ X_train.T + (X_train**2).sum(axis=1)  # squared distances (N, 1237)
    classes = y_train[squares.argsort(axis=1)[:, :n_neighbours]]
    return np.array([np.bincount(row).argmax() for row in classes])


neighbours = {n: np.mean(nearest_neighbours(X_val, n) == y_val) for n in (1, 3)}
print(f"nearest neighbour {neighbours[1]:.1%}, three nearest {neighbours[3]:.1%} of the validation digits")

# %% [markdown]
# That is hard to beat, and honesty demands to say so: on small, clean, centred images nearest neighbours read as well as a
# network. They pay when they *read*: all 1237 digits must be kept and compared with each new one, where softmax
# regression keeps 650 numbers. On the 60,000 large images of MNIST, or where similar pixels don't mean the same thing,
# that is another story. Keep both rivals in mind; you will see them again beside your own reader.
#
# ## 11.5 Your reader
#
# Write two functions. **How they do it is free**: any architecture, any method, numpy only.
#
# - `train_digits` gets training and validation digits and returns `params`.
# - `predict_digits` gets those `params` and new digits, and returns their classes.
#
# `params` are made of arrays, numbers, lists, tuples and dictionaries. A list of `(W, b)`, as the given `outputs` takes it,
# means that very network: ReLU layers, softmax, grey values divided by 16. If your reader works otherwise (another scale,
# tanh, …), hand its weights over in another form, in a dictionary for instance.
#
# **How `train_digits` is graded.** It runs three times, with another split of the public digits and another `rng` each
# time; then the three `params` read the **360 digits that you never see**. The mean of the three accuracies counts:
#
# | accuracy on hidden digits | below 90 % | 90 % | 92.5 % | 95 % | 96 % | 97 % and above |
# |---|---|---|---|---|---|---|
# | share of the 6 points | none | 20 % | 49 % | 77 % | 89 % | all |
#
# In between it is linear, in quarters of a point, rounded down. The last fifth goes to **small networks**: from 1000
# to 20 000 numbers in `params`. A single layer has 650, the nearest neighbours keep 80 000: less or more earns at most 80 %,
# however well it reads. In each of the three runs the classes are renumbered, in training and in reading alike: what
# is called 3 may be a nine. So only what you learn there is of use.
#
# What to expect, measured over twelve seeds: a network with 256 hidden units, which trains in a fraction of a second, reads
# 97.8 to 98.9 % of the hidden digits, 98.4 % in the mean; softmax regression 97.2 %. The hidden digits happen to be easier
# than the rest: on validation digits the same networks read between 95 and 99 %, 97.7 % in the mean. So don't despair of
# 96 %: of 200 digits, one is half a per cent.
#
# **How `predict_digits` is graded**, for its own 2 points: by its answers with `params` of your training on 400 digits, or,
# if they are a list of `(W, b)`, with other weights of that form: one class per row, for any number of rows, the same for a
# digit whatever stands beside it. One mistake is charged once: each function is also tried with a right version of the
# other, or with the given network.
#
# **The rules.** A training may take **30 seconds**; one is enough. Grading runs the first code cell (imports, network,
# data), your solution cells and cells that you *add*: helper functions belong there, in or above the solution cells. What
# the other cells here define, `descend` or `accuracy` for instance, does not exist then. Learn from your arguments, not
# from this notebook's `X_train`: in grading, the digits have other numbers.
#
# **Where to begin**: scale the inputs, *in both functions*; a layer 64 → some hidden units with random weights of variance
# 2/fan-in and one → 10 (notebook 8 says why not zeros); shuffled mini-batches of 16 or 32; step by step with `gradients`,
# large steps first and small ones towards the end.
# The training digits teach the weights. The validation digits teach you, or your early stopping: which rate, how long?


# %% nbgrader={"grade": false, "grade_id": "train_digits", "locked": false, "schema_version": 3, "solution": true} minutes=45 dots=3
def train_digits(X_train, y_train, X_val, y_val, rng):
    """Learn to read digits, within 30 seconds.

    X_train: grey values 0 … 16, shape (N, 64). y_train: their classes 0 … 9, shape (N,), whole numbers.
    X_val, y_val: validation digits, shapes (M, 64) and (M,), to choose by. rng: a Generator for all randomness.
    Returns params, made of arrays, numbers, lists, tuples and dictionaries, for `predict_digits`; a list of (W, b) is for
    `outputs` on X / 16.
    Source: lecture 000, MLP for classification; lecture 001, tricks of the trade.
    """
    ### BEGIN SOLUTION
    params = [(rng.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)) for n, m in ((64, 256), (256, 10))]
    for epochs_left in range(16, 0, -1):
        eta = epochs_left / 32  # large steps first, small ones at the end; chosen on validation digits
        for batch in np.array_split(rng.permutation(len(y_train)), len(y_train) // 16 + 1):
            grads = gradients(X_train[batch] / 16, params, y_train[batch])
            params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
    return params
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "predict_digits", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=1
def predict_digits(params, X):
    """Read digits.

    params: what `train_digits` returned, or other weights in that form. X: grey values 0 … 16, shape (N, 64), any N ≥ 1.
    Returns the predicted classes, whole numbers 0 … 9, shape (N,). Source: lecture 000, MLP for classification.
    """
    ### BEGIN SOLUTION
    return outputs(X / 16, params)[-1].argmax(axis=1)
    ### END SOLUTION


# %% [markdown]
# Both work together, so their tests come together. The first one trains twice: it takes as long as your trainings take.
# It keeps 200 of the training digits back, so that neither the weights nor your choices have seen them.


# %% nbgrader={"grade": true, "grade_id": "train_digits-check", "locked": true, "points": 6, "schema_version": 3, "solution": false}
X_kept, y_kept = X_train[1037:], y_train[1037:]


def most_often_read(*arguments):
    """Train; then, for each class, what most of its digits are read as."""
    reads = np.asarray(predict_digits(train_digits(*arguments), X_kept)).astype(int)
    return [np.bincount(reads[y_kept == k]).argmax() for k in range(10)]


def reads_well(params):
    """Whether more than 95 % of the digits kept back are read correctly."""
    share, taken = np.mean(np.asarray(predict_digits(params, X_kept)) == y_kept), time.perf_counter() - start
    print(
        f"{share:.1%} of 200 new digits right (11.7 says what that means), after {taken:.1f} s of training (30 allowed)"
    )
    return share > 0.95


def is_small(params):
    """Whether params hold as many numbers as a small network."""
    print(f"{numbers(params)} numbers in params")
    return LEAST_NUMBERS <= numbers(params) <= MOST_NUMBERS


shown = X_train[:1037], y_train[:1037], X_val, y_val, np.random.default_rng(1)
expect(most_often_read, *shown).gives(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "most digits of each class are read as what they are"
)
start = time.perf_counter()
trained = expect(train_digits, *shown)
trained.satisfies("with these params, predict_digits reads more than 95 % of 200 digits kept back", reads_well)
trained.satisfies("params are a small network's: from 1000 to 20 000 numbers", is_small)

# %% nbgrader={"grade": true, "grade_id": "predict_digits-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
params = train_digits(X_train, y_train, X_val, y_val, np.random.default_rng(2))
if is_network(params):
    draw, pale = np.random.default_rng(156), X_val[:12] // 2
    pale[::2] //= 2
    W_1, b_1 = draw.normal(0, 1, (64, 64)), draw.uniform(-4, 4, 64)
    other = [(W_1 - W_1.mean(axis=0), b_1), (draw.normal(0, 0.5, (64, 10)), draw.uniform(-16, -4, 10))]
    expect(predict_digits, other, pale).gives(
        [9, 0, 6, 6, 9, 0, 9, 8, 9, 9, 0, 8],
        "random weights, pale digits: the given network's likeliest classes, on X / 16",
    )
    expect(predict_digits, other, pale[:1]).gives([9], "one digit: shape (1,)")
expect(predict_digits, params, X_val).satisfies(
    "200 classes, each a whole number 0 … 9",
    lambda y_hat: np.shape(y_hat) == (200,) and np.isin(y_hat, range(10)).all(),
)
expect(predict_digits, params, X_val.astype(int)).satisfies(
    "whole-number grey values too", lambda y_hat: np.array_equal(y_hat, predict_digits(params, X_val))
)
expect(predict_digits, params, X_val[:1]).satisfies("a batch of one: shape (1,)", lambda y_hat: np.shape(y_hat) == (1,))
y_hat = np.asarray(predict_digits(params, X_val))
expect(predict_digits, params, X_val[::-1]).satisfies(
    "the order of the digits changes no answer", lambda backwards: np.array_equal(backwards[::-1], y_hat)
)
expect(predict_digits, params, X_val[:7]).satisfies(
    "nor do the digits beside it", lambda few: np.array_equal(few, y_hat[:7])
)

# %% [markdown]
# Both green: it works. Grading repeats it on other splits and on hidden digits, so don't polish for these 200.
#
# ## 11.6 All readers on one axis
#
# Now the whole story: your reader beside the baseline and the two rivals, all on the same validation digits.

# %%
start = time.perf_counter()
params = train_digits(X_train, y_train, X_val, y_val, np.random.default_rng(2))
seconds_yours = time.perf_counter() - start
y_hat = np.asarray(predict_digits(params, X_val))
start = time.perf_counter()
descend((), 16, 5.0, 1000)  # again, without the accuracies at each step: only the training is timed
seconds_linear = time.perf_counter() - start

readers = {  # name: (accuracy, seconds of training, numbers that are kept)
    "nearest mean": (np.mean(y_baseline == y_val), 0.0, means.size),
    "softmax regression, η = 5": (fast[1, -1], seconds_linear, numbers(linear)),
    "nearest neighbour": (neighbours[1], 0.0, X_train.size + y_train.size),
    "three nearest neighbours": (neighbours[3], 0.0, X_train.size + y_train.size),
    "yours": (np.mean(y_hat == y_val), seconds_yours, numbers(params)),
}
fig, ax = plt.subplots(figsize=(10, 3.2))
for row, (name, (right, taken, numbers)) in enumerate(readers.items()):
    ax.plot(right, row, "D" if name == "yours" else "o", color=plots.CLASSES[name == "yours"], markersize=9)
    text = f"{right:.1%}, trained in {taken:.1f} s, keeps {numbers:,} numbers"
    ax.annotate(text, (right, row), (-10, 0), textcoords="offset points", ha="right", va="center", fontsize=9)
ax.set(title="Who reads the validation digits best?", xlabel="accuracy", xlim=(0.7, 1), ylim=(4.5, -0.5))
ax.set(yticks=range(5), yticklabels=list(readers))
plots.show("Five readers on one axis of accuracy, each with its seconds of training and the numbers that it keeps.")

# %% [markdown]
# Two hundred digits are few: one digit is half a per cent, and another split can change the order of the last three. What
# differs reliably is the price. (And if `train_digits` chose by the validation digits, yours is flattered: the hidden
# digits are the test.) Neighbours keep every digit they have seen and compare each new one with all of them; a
# network has boiled them down to its weights. It paid once, in training.
#
# **What do they look for?** Each column of a first layer's matrix is a picture: the 8×8 weights with which one unit looks
# at a digit. Here are the ten of softmax regression, one for each class, and ten of a small network with 16 hidden units.

# %%
small, _ = descend((16,), 16, 0.5, 400)
strongest = np.argsort(-np.linalg.norm(small[0][0], axis=0))[:10]
fig, axes = plt.subplots(2, 10, figsize=(11, 3), layout="constrained")
for row, (weights, titles) in enumerate(
    (
        (linear[0][0], [f"class {k}" for k in range(10)]),
        (small[0][0][:, strongest], [f"unit {unit}" for unit in strongest]),
    )
):
    limit = np.abs(weights).max()
    for ax, column, title in zip(axes[row], weights.T, titles):
        picture = ax.imshow(column.reshape(8, 8), cmap="RdBu_r", vmin=-limit, vmax=limit)
        ax.set_title(title, fontsize=9)
        ax.axis("off")
    fig.colorbar(picture, ax=axes[row], shrink=0.9)
fig.suptitle(
    f"First-layer weights: softmax regression above, a network ({accuracy(X_val / 16, small, y_val):.1%}) below"
)
plots.show(
    "Twenty 8×8 pictures of weights, red for positive and blue for negative: above one for each class, among them one "
    "with a blue hole for 0; below strokes and edges that belong to no single digit."
)

# %% [markdown]
# Red dots speak for a class or unit, blue ones against it. Above, class 0 punishes ink in the middle of its ring.
# Below, a unit need not know any class: it looks for a stroke, an edge, a gap, and the second layer puts them together.
# (In a network of hundreds of units each weight moves so little that you would see the first random weights and not much else.
# Try it with yours: `params[0][0]`.)

# %% [markdown]
# > **Look closely.** Most dots at the left and right edges are white above and coloured at random below. Why?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Those pixels are always or nearly always 0. Where the input is 0, so is the gradient, and the weights stay what they
# were: 0 in softmax regression, the first random numbers in the network.
#
# </details>

# %% [markdown]
# ## 11.7 What it still gets wrong
#
# One number hides much. Here are all pairs that your reader confuses, and then the culprits themselves.

# %%
wrong = np.flatnonzero(y_hat != y_val)
show_confusion(y_val, y_hat, f"Your reader: {1 - len(wrong) / len(y_val):.1%} of the validation digits right")
if len(wrong):
    shown = wrong[:20]
    names = [f"{true}, read as {read}" for true, read in zip(y_val[shown], y_hat[shown])]
    fig = plots.images(X_val[shown], titles=names, columns=min(len(shown), 6))
    fig.set_size_inches(1.7 * min(len(shown), 6), 1.9 * -(-len(shown) // 6))
    fig.tight_layout()
    plots.show("The validation digits that your reader got wrong, each with its class and what was read.")

# %% [markdown]
# Would you have read them correctly? Some mistakes look silly, some are forgivable. If your accuracy is not there yet, the
# number itself is a clue:
#
# | you see | then look at |
# |---|---|
# | about 10 %: chance | too large a rate, unscaled inputs, zero weights (no unit differs from another), steps uphill, digits and classes shuffled separately |
# | under 5 %, though the loss falls | classes shifted by one |
# | 60 to 94 % | too few steps or too small a rate: more epochs, a larger rate, smaller batches |
# | 95 to 97 % | the training digits tell: read at 100 %, it is chance; below 99 %, a linear model, a network that is not done, or inputs scaled in one function only |
# | training 100 %, validation far less | overfitting: L2, early stopping, fewer units, more digits |
# | 98 % now, 95 % with another `rng` | smaller steps towards the end (notebook 8, schedules), more units; and partly chance |
#
# ## 11.8 A better network or more data?
#
# A last look at learning. Train on the first 50, 100, …, 1237 digits and measure the accuracy on those very digits, and
# on the validation digits (flattered a little, if yours chooses by them). (Six trainings with your function; shorten the list if that takes too long.)

# %%
sizes, curves = [50, 100, 200, 400, 800, 1237], []
for n in sizes:
    fitted = train_digits(X_train[:n], y_train[:n], X_val, y_val, np.random.default_rng(3))
    known, new = predict_digits(fitted, X_train[:n]), predict_digits(fitted, X_val)
    curves.append((np.mean(known == y_train[:n]), np.mean(new == y_val)))
fig, ax = plt.subplots(figsize=(7, 3.8))
for index, (curve, name) in enumerate(zip(np.transpose(curves), ("the digits it has seen", "validation digits"))):
    ax.semilogx(sizes, curve, label=name, **{**plots.styled(index), "markevery": 1})
ax.set(title="What more data would bring", xlabel="training digits", ylabel="accuracy", xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
ax.legend(loc="lower right")
plots.show(
    "Accuracy over the number of training digits: on the digits it has seen at the top, on validation digits rising."
)

# %% [markdown]
# The upper curve says what the network *can* learn, the lower one what holds for new digits. If both lie low, the network
# is too small or badly trained. If a gap is left that closes to the right, more digits would help.
#
# ## Stretch: more digits from those you have
#
# No points for this one. A 3 stays a 3 if it moves by one dot. So each digit can give you four more: shifted up, down,
# left and right. Write the shift; then train on `np.concatenate([X_train, shift_digits(X_train, 1, 0), …])`.


# %% stretch="shift_digits"
def shift_digits(X, down, right):
    """The digits, moved by whole dots; what leaves the picture is lost, what enters is paper (0).

    X: grey values, shape (N, 64). down, right: dots, −7 … 7, negative for up and left. Returns shape (N, 64), a new array.
    """
    ### BEGIN SOLUTION
    pictures = X.reshape(-1, 8, 8)
    moved = np.zeros_like(pictures)
    rows, columns = slice(max(0, down), 8 + min(0, down)), slice(max(0, right), 8 + min(0, right))
    from_rows, from_columns = slice(max(0, -down), 8 + min(0, -down)), slice(max(0, -right), 8 + min(0, -right))
    moved[:, rows, columns] = pictures[:, from_rows, from_columns]
    return moved.reshape(-1, 64)
    ### END SOLUTION


# %%
corner = np.zeros((1, 64))
corner[0, [0, 63]] = 5, 9  # ink in the first and in the last dot
expect(shift_digits, corner, 1, 0).satisfies("one down: the 5 at row 1, the 9 gone", lambda X: X[0, 8] == X.sum() == 5)
expect(shift_digits, corner, 0, -1).satisfies("one left: the 9 at column 6", lambda X: X[0, 62] == X.sum() == 9)
expect(shift_digits, X_train[:3], 0, 0).gives(X_train[:3], "no shift")
expect(shift_digits, X_train[:3], 2, -1).satisfies(
    "2 down and 1 left, for all digits",
    lambda X: np.array_equal(X.reshape(3, 8, 8)[:, 2:, :-1], X_train[:3].reshape(3, 8, 8)[:, :-2, 1:]),
)

# %% [markdown]
# > **Beyond the lectures.** A *convolutional* layer builds that knowledge in: it slides one small set of weights over all
# > places, so a stroke is recognised wherever it stands. Such networks read MNIST at 99.7 %. And *dropout*, which switches
# > off random units in each training step, is another way to keep a large network from learning single digits by heart.
#
# ## Summary
#
# | step | do | why |
# |---|---|---|
# | baseline | nearest mean, softmax regression, nearest neighbours | tells what a network adds, and whether something is broken |
# | inputs | to size about 1, the same in training and prediction | the usual rates and first weights are meant for that |
# | first weights | random, variance 2/fan-in; biases 0 | equal units would stay equal |
# | steps | shuffled batches of 16 … 32; a large rate that falls to 0 | fast first, calm at the end |
# | choice | on validation digits; several rates, several seeds | one rate shows one rate's limit, not the model's |
# | errors | confusion matrix, then the pictures | one number hides which and why |
# | test | hidden digits, once | all else has been looked at too often |
#
# **And looking back**: a weighted sum and a threshold (1), a rule that corrects mistakes (2), a measure of them (3), a way
# downhill (4), probabilities for classes (5), layers (6), blame for every weight (7), the craft of training (8), its
# dangers in the deep (9), a graph that derives itself (10), and now it reads. You built all of it. What will you build next?
#
# ## Sources
#
# - Lecture 000, *Deep Learning: Multi-Layer Perceptron* (OTH Amberg-Weiden): *MLP for Classification*.
# - Lecture 001, *Basic neural network architectures* (JKU Linz): *Training, validation and test set*, *Number of neurons
#   and hidden layers*.
# - The digits: E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository,
#   [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49).
#
# ## Read on
#
# - M. Nielsen, [Neural Networks and Deep Learning, chapter 1](http://neuralnetworksanddeeplearning.com/chap1.html): the
#   full MNIST, in 74 lines of Python.
# - [Dive into Deep Learning](https://d2l.ai/): convolutional networks, from LeNet on.
# - A. Karpathy, [A Recipe for Training Neural Networks](https://karpathy.github.io/2019/04/25/recipe/): what to do when it
#   does not learn.
# - Y. LeCun et al., *Gradient-based learning applied to document recognition* (1998),
#   [doi:10.1109/5.726791](https://doi.org/10.1109/5.726791).
