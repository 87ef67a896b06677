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
# # 11 · Digits
#
# Ten notebooks ago you had one neuron. Now build something that reads handwriting: no recipe this time, only data, a
# goal, and all that you have written so far.
#
# **You will learn**
#
# - to begin with a baseline, so that you know what a result is worth,
# - to read a confusion matrix: not only *how often* a classifier errs, but *what it takes for what*,
# - to put scaling, first weights, mini-batches and rate together until a network learns,
# - to ask what would help more: a better network, or more data.
#
# **Taken as given**: a network's forward and backward pass (notebooks 6 and 7). **Bring along** whatever you like of your
# own: softmax regression (5), mini-batches, first weights, momentum, schedules, L2, early stopping (8).
# **Sources**: lecture 000 (OTH, *MLP for Classification*), lecture 001 (JKU, *Training, validation and test set*,
# *Number of neurons and hidden layers*).

# %% [markdown]
# ## Conventions
#
# | here | shape | means | lecture 000 | lecture 001 |
# |---|---|---|---|---|
# | `X` | (N, 64) | one digit per row: 8×8 grey values from 0 (paper) to 16 (ink), row by row | $x$ | $x^n$ |
# | `y` | (N,) | true classes, whole numbers 0 … 9 | $y$ | $y^n$ |
# | `y_hat` | (N,) | predicted classes, whole numbers 0 … 9 | largest entry of $\hat y$ | of $g(x; w)$ |
# | `params` | as you like | what training hands to prediction | $\theta$ | $w$ |
# | `eta` | number | learning rate $\eta$ | | $\eta$ |
#
# Everything is float64; no function changes its arguments. Draw all randomness from `rng`, a numpy Generator.

# %% nbgrader={"grade": false, "grade_id": "given-network", "locked": true, "schema_version": 3, "solution": false}
import time

import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots


def forward(params, X):
    """Each layer's output, beginning with X: hidden layers are ReLU, the last is softmax (notebook 6).

    params: a list of (W, b) for each layer; with a single layer, this is softmax regression (notebook 5).
    """
    hs = [X]
    for W, b in params[:-1]:
        hs.append(np.maximum(0, hs[-1] @ W + b))
    Z = hs[-1] @ params[-1][0] + params[-1][1]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return [*hs, E / E.sum(axis=1, keepdims=True)]


def cross_entropy(params, X, y):
    """The mean cross-entropy of that network for classes y (notebook 5)."""
    P = forward(params, X)[-1]
    return -np.mean(np.log(np.maximum(P[np.arange(len(y)), y], 1e-12)))


def gradients(params, X, y):
    """The cross-entropy's gradients, a list of (dW, db) for each layer, by backpropagation (notebook 7)."""
    hs, grads = forward(params, X), []
    delta = (hs[-1] - np.eye(hs[-1].shape[1])[y]) / len(y)
    for (W, _), h in zip(params[::-1], hs[-2::-1]):
        grads.insert(0, (h.T @ delta, delta.sum(axis=0)))
        delta = delta @ W.T * (h > 0)
    return grads


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
#
# > **Look closely.** Lecture 003 draws such a first layer for 28×28 images, 512 units wide, and gives each unit 28
# > weights (erratum 16). How many must it be, if every unit looks at every pixel?

# %%
digits = datasets.digits()
order = np.random.default_rng(4).permutation(len(digits.y))
X_train, y_train = digits.X[order[:1237]], digits.y[order[:1237]]
X_val, y_val = digits.X[order[1237:]], digits.y[order[1237:]]
print(f"training {X_train.shape}, validation {X_val.shape}, values {X_train.min():.0f} … {X_train.max():.0f}")
fig = plots.images(X_train[:20], titles=[f"is a {label}" for label in y_train[:20]])
fig.suptitle("Twenty digits", y=1.05)
plt.show()

# %% [markdown]
# Could *you* read all of them? With 64 pixels, people err too. (And the answer to the box: 784.)
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
plt.show()

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


# %% nbgrader={"grade": false, "grade_id": "confusion_matrix", "locked": false, "schema_version": 3, "solution": true}
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
expect(confusion_matrix, np.array([1, 1]), np.array([0, 0]), 3).gives(
    [[0, 0, 0], [2, 0, 0], [0, 0, 0]], "class 1 read as 0, twice; class 2 does not occur"
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
    plt.show()


show_confusion(y_val, y_baseline, "Nearest mean: what it takes for what")

# %% [markdown]
# The errors are not spread evenly. Look for the darkest cells and then at the mean images above: are those pairs alike?
#
# ## 11.3 The scale, the rate, and the linear limit
#
# Softmax regression (notebook 5) has one matrix for 64 → 10 and draws straight borders. Here it learns by plain gradient
# descent, all 1237 digits in every step, on grey values as they are (0 … 16) and on grey values divided by 16. Predict:
# does the scale of the inputs matter? By how much must the rate change with it?


# %%
def descend(scale, eta, steps):
    """Softmax regression from zero: training loss and accuracy on training and validation digits, before each step."""
    A, B, params, curves = X_train / scale, X_val / scale, [(np.zeros((64, 10)), np.zeros(10))], []
    for _ in range(steps):
        right = [np.mean(forward(params, X)[-1].argmax(axis=1) == y) for X, y in ((A, y_train), (B, y_val))]
        curves.append((cross_entropy(params, A, y_train), *right))
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, gradients(params, A, y_train))]
    return np.transpose(curves)


rates = 10.0 ** np.arange(-4.5, 1.6, 0.5)
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for scale, label, colour in ((1, "grey values 0 … 16", plots.SEQUENCE[3]), (16, "divided by 16", plots.SEQUENCE[1])):
    axes[0].semilogx(rates, [descend(scale, eta, 31)[0, -1] for eta in rates], "o-", color=colour, label=label)
axes[0].set(
    title="Where the good rates are", xlabel="learning rate η", ylabel="training loss after 30 steps", ylim=(0, 3)
)
loss, *accuracies = descend(16, 0.5, 300)
for curve, name, colour in zip(accuracies, ("training", "validation"), plots.CLASSES):
    axes[1].plot(curve, color=colour, label=f"{name}, at last {curve[-1]:.1%}")
axes[1].set(title="Divided by 16, η = .5: learning curves", xlabel="step", ylabel="accuracy", ylim=(0.8, 1))
for ax, place in zip(axes, ("upper right", "lower right")):
    ax.legend(loc=place)
plt.show()

# %% [markdown]
# The valley is the same, only elsewhere: inputs 16 times as large give gradients 16 times as large for weights that should
# be 16 times *smaller*, so the rate must be $16^2 = 256$ times smaller. Rates that work "usually", such as lecture 001's
# .1 or .01, are meant for inputs of size about 1; so are first weights of variance 2/fan-in. With hidden ReLU units it is
# worse than slow: a first step too long can push them all below 0, where their slope is 0, and nothing ever learns again.
#
# The right picture shows the linear limit: up quickly, past the baseline, then hardly further, on training digits too.
# For the rest you need a hidden layer. Lecture 001's rule of thumb: take enough units that the network *can* overfit, then
# tame it.
#
# ## 11.4 Your reader
#
# Write two functions. **How they do it is free**: any architecture, any method, numpy only.
#
# - `train_digits` gets training and validation digits and returns `params`, in whatever form you like.
# - `predict_digits` gets those `params` and new digits, and returns their classes.
#
# **How it is graded.** Your `train_digits` runs four times, on four random splits of the public digits with four
# different `rng`; each time your `predict_digits` reads the **360 digits that you never see**.
#
# | accuracy, in whole per cent | below 80 % | 80 % | 85 % | 90 % | 95 % | 97 % and above |
# |---|---|---|---|---|---|---|
# | share of the 6 points | none | 20 % | 44 % | 67 % | 91 % | all |
#
# In between it is linear. The first fifth also needs that your arguments are left unchanged. `predict_digits` earns its own
# 2 points with your training on 400 digits only: one class per row, whatever the number of rows, and never another answer
# because of the neighbours.
#
# **The rules.** A training may take **60 seconds**; a few are enough. Grading runs only the given cells, your two solution
# cells and cells that you *add*: helper functions belong there, in or above the solution cells. What the other cells here
# define, `X_train` or `descend` for instance, does not exist then. Everything random comes from `rng`.
#
# **Where to begin**: scale the inputs, *in both functions*; a layer 64 → some hidden units with random weights of variance
# 2/fan-in and one → 10 (notebook 8 says why not zeros); shuffled mini-batches of about 32; step by step with `gradients`.
# The training digits teach the weights. The validation digits teach you, or your early stopping: which rate, how long?
#
# If `params` is a list of `(W, b)` that the given `forward` takes on `X / 16`, each of the two functions is also tried with
# a right version of the other, so that one mistake is charged once. With a form of your own they stand and fall together.


# %% nbgrader={"grade": false, "grade_id": "train_digits", "locked": false, "schema_version": 3, "solution": true}
def train_digits(X_train, y_train, X_val, y_val, rng):
    """Learn to read digits, within 60 seconds.

    X_train: grey values 0 … 16, shape (N, 64). y_train: their classes 0 … 9, shape (N,), whole numbers.
    X_val, y_val: validation digits, shapes (M, 64) and (M,), to choose by. rng: a Generator for all randomness.
    Returns params in any form; it is only handed to `predict_digits`.
    Source: lecture 000, MLP for classification; lecture 001, tricks of the trade.
    """
    ### BEGIN SOLUTION
    params = [(rng.normal(0, np.sqrt(2 / a), (a, b)), np.zeros(b)) for a, b in ((64, 128), (128, 10))]
    for eta in np.linspace(1, 0, 30):  # large steps first, small ones at last; chosen on validation digits
        for batch in np.array_split(rng.permutation(len(y_train)), len(y_train) // 32 + 1):
            grads = gradients(params, X_train[batch] / 16, y_train[batch])
            params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
    return params
    ### END SOLUTION


# %% nbgrader={"grade": false, "grade_id": "predict_digits", "locked": false, "schema_version": 3, "solution": true}
def predict_digits(params, X):
    """Read digits.

    params: what `train_digits` returned. X: grey values 0 … 16, shape (N, 64), any N ≥ 1.
    Returns the predicted classes, whole numbers 0 … 9, shape (N,). Source: lecture 000, MLP for classification.
    """
    ### BEGIN SOLUTION
    return forward(params, X / 16)[-1].argmax(axis=1)
    ### END SOLUTION


# %% [markdown]
# Both work together, so their tests come together. The first one trains: it takes as long as your training takes.


# %% nbgrader={"grade": true, "grade_id": "train_digits-check", "locked": true, "points": 6, "schema_version": 3, "solution": false}
def reads_well(params):
    """Whether more than 90 % of the validation digits are read rightly."""
    right = np.mean(np.asarray(predict_digits(params, X_val)) == y_val)
    print(
        f"{right:.1%} of the validation digits right, after {time.perf_counter() - start:.1f} s of training (60 allowed)"
    )
    return right > 0.9


start = time.perf_counter()
expect(train_digits, X_train, y_train, X_val, y_val, np.random.default_rng(1)).satisfies(
    "with these params, predict_digits reads more than 90 % of the validation digits", reads_well
)

# %% nbgrader={"grade": true, "grade_id": "predict_digits-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
params = train_digits(X_train, y_train, X_val, y_val, np.random.default_rng(2))
expect(predict_digits, params, X_val).satisfies(
    "200 classes, each a whole number 0 … 9",
    lambda y_hat: np.shape(y_hat) == (200,) and np.isin(y_hat, range(10)).all(),
)
expect(predict_digits, params, X_val[:1]).satisfies("a batch of one: shape (1,)", lambda y_hat: np.shape(y_hat) == (1,))
y_hat = np.asarray(predict_digits(params, X_val))
expect(predict_digits, params, X_val[::-1]).satisfies(
    "the order of the digits changes no answer", lambda backwards: np.array_equal(backwards[::-1], y_hat)
)

# %% [markdown]
# ## 11.5 What it still gets wrong
#
# One number hides much. Here are all pairs that your reader confuses, and then the culprits themselves.

# %%
wrong = np.flatnonzero(y_hat != y_val)
show_confusion(y_val, y_hat, f"Your reader: {1 - len(wrong) / len(y_val):.1%} of the validation digits right")
if len(wrong):
    shown = wrong[:20]
    names = [f"{true}, read as {read}" for true, read in zip(y_val[shown], y_hat[shown])]
    fig = plots.images(X_val[shown], titles=names, columns=6)
    fig.set_size_inches(10, 1.9 * -(-len(shown) // 6))
    fig.tight_layout()
    plt.show()

# %% [markdown]
# Would you have read them rightly? Some mistakes look silly, some are forgivable. If your accuracy is not there yet, the
# number itself is a clue:
#
# | you see | then look at |
# |---|---|
# | 10 %: chance | too large a rate, unscaled inputs, zero weights (no unit differs from another), steps uphill |
# | 0 to 15 %, though the loss falls | classes shifted by one; digits and classes shuffled apart; other scale when predicting |
# | 80 to 92 % | too few steps: more epochs, a larger rate, smaller batches |
# | about 95 %, and no further | no hidden layer, or no ReLU: the model is linear |
# | training 100 %, validation far less | overfitting: L2, early stopping, fewer units, more digits |
# | 97 % now, 95 % with another `rng` | smaller steps towards the end (notebook 8, schedules), more units |
#
# ## 11.6 A better network or more data?
#
# A last look at learning. Train on the first 50, 100, …, 1237 digits and measure the accuracy on those very digits, and
# on the validation digits. (Six trainings with your function; shorten the list if that takes too long.)

# %%
sizes, curves = [50, 100, 200, 400, 800, 1237], []
for n in sizes:
    params = train_digits(X_train[:n], y_train[:n], X_val, y_val, np.random.default_rng(3))
    known, new = predict_digits(params, X_train[:n]), predict_digits(params, X_val)
    curves.append((np.mean(known == y_train[:n]), np.mean(new == y_val)))
fig, ax = plt.subplots(figsize=(7, 3.8))
for curve, name, colour in zip(np.transpose(curves), ("the digits it has seen", "validation digits"), plots.CLASSES):
    ax.semilogx(sizes, curve, "o-", color=colour, label=name)
ax.set(title="What more data would bring", xlabel="training digits", ylabel="accuracy", xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# The upper curve says what the network *can* learn, the lower one what holds for new digits. If both lie low, the network
# is too small or badly trained. If a gap is left that closes to the right, more digits would help, and so would the
# digits that you have, shifted by a pixel: can you make new ones?
#
# ## Summary
#
# - A baseline first. Nearest means and a linear model are hard to be ashamed of, and tell what a network adds.
# - Scaling, first weights, batches and rate decide whether a network learns; the data decide how well it ends.
# - Accuracy is one number, the confusion matrix tells the story behind it, and looking at the errors tells the rest.
# - Weights learn from training digits, you from validation digits; the hidden ones are read once, when you hand in.
#
# **And looking back**: a weighted sum and a threshold (1), a rule that corrects mistakes (2), a measure of them (3), a way
# downhill (4), probabilities for classes (5), layers (6), blame for every weight (7), the craft of training (8), its
# dangers in the deep (9), a graph that derives itself (10), and now it reads. You built all of it. What will you build next?
