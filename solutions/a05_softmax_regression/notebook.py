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
# # 5 · Softmax regression
#
# The perceptron says yes or no. But an iris belongs to one of *three* species, and some lie so close to the border that
# an honest answer is "probably versicolor". You will build the model that says so: the last layer of most classifiers.
#
# **You will learn**
#
# - how softmax turns any scores into probabilities, and how to compute it when the scores are huge,
# - how every probability reacts to every score: the softmax Jacobian,
# - why the cross-entropy is computed from the scores, and why its gradient is simply $\hat y - y$,
# - how to train the model on Fisher's irises, why its borders are straight, and why it cannot get stuck.
#
# **Taken as given**: the sigmoid σ (notebook 1), one-hot targets and the cross-entropy (notebook 3), gradient descent
# (notebook 4).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came. Green means right.
#
# **Sources**: lectures 000 (C. Bergler, *Deep Learning*, OTH Amberg-Weiden: *Softmax Regression as Neural Network*), 001
# (G. Klambauer, *Basic neural network architectures*, JKU Linz: table 4.1), 002 (H. Beigy, *Feedforward deep networks &
# backpropagation*, Sharif: *Softmax*), 003 (R. Krestel, *Neural Networks*, DL4NLP: *Softmax: a Generalization of Sigmoid*,
# *Walk-Through Example: Iris Dataset*).
#
# ## Conventions
#
# <!-- glossary: N D K i j k c_class X W b_layer Z Y_hat y_class Y L dW db dZ J eta -->
#
# Classes are counted from 0, so "class 1" is the second column. $y$ is a number, the class; as an entry of its one-hot
# vector, $y_k$ is 1 for the true class and else 0 (row $i$ of $Y$ has one sample's). Where a lecture has (out, in), our $W$ is its transpose. A
# loss is the *mean* over the samples, with natural logarithms. All is float64; whole-number arrays may come in, too. No
# function changes its arguments: return new arrays.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import matplotlib.pyplot as plt
import numpy as np

from course_tools import datasets, expect, plots


def one_hot(y, n_classes):
    """Rows of the identity, one for each label: y (N,) → (N, n_classes). From notebook 3."""
    return np.eye(n_classes)[y]


# %% [markdown]
# ## 5.1 From scores to probabilities
#
# The model gives each class $k$ a score $z_k$, any number at all. Probabilities must be positive and add up to 1. So
# make the scores positive with the exponential function, then divide by the sum:
#
# $$ \hat y_k = \operatorname{softmax}(z)_k = \frac{e^{z_k}}{e^{z_0} + e^{z_1} + \dots + e^{z_{K-1}}}
#    \qquad z: (K,) \to \hat y: (K,) $$
#
# **By hand**: for $z = (0, \ln 2, \ln 5)$ the exponentials are $(1, 2, 5)$, their sum is 8, so $\hat y = (.125, .25, .625)$.
#
# **Large scores.** So far so good, but a computer's numbers end near $10^{308}$. In numpy $e^{1000}$ is `inf`, and
# `inf/inf` is `nan`. And $e^{-1000}$ is rounded to 0, so if all scores are that low, you get $0/0$, which is `nan`, too.
# The way out costs nothing: subtract the same number $m$ from all scores, and it cancels.
#
# $$ \frac{e^{z_k - m}}{\sum_c e^{z_c - m}} = \frac{e^{-m}\, e^{z_k}}{e^{-m} \sum_c e^{z_c}}
#    = \frac{e^{z_k}}{\sum_c e^{z_c}} $$
#
# Only *differences* of scores matter. So shift until the largest score is 0: now no exponential exceeds 1, and the sum
# is at least 1. Each sample is shifted by its *own* largest score; with one number for the whole batch, a row far below
# it would become $0/0$ again. Your function takes one sample (K,) or a batch (N, K), where each row is a sample.
# `axis=-1` means the last axis in both cases, and `keepdims=True` keeps the shape (N, 1) that broadcasts against (N,
# K).


# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true} minutes=20 dots=2
def softmax(Z):
    """Probabilities from scores, over the last axis; right for scores of any size.

    Z: scores, shape (K,) for one sample or (N, K) for a batch. Returns probabilities of the same shape; those of
    each sample add up to 1. Formula: e^(z_k) / Σ_c e^(z_c). Source: lectures 002 and 003, softmax (errata 14, 17).
    """
    ### BEGIN SOLUTION
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax-check", "locked": true, "points": 2.5, "schema_version": 3, "solution": false}
z_003 = np.array([0.6, 1.1, -1.5, 1.2, 3.2, -1.1])
expect(softmax, np.log([1.0, 2.0, 5.0])).gives([0.125, 0.25, 0.625], "the example by hand")
expect(softmax, z_003).gives([0.054825, 0.090392, 0.006714, 0.099898, 0.738155, 0.010016], "lecture 003's example")
expect(softmax, np.array([1.60, 0.55, 0.98])).gives([0.529694, 0.185360, 0.284946], "lecture 002's example, corrected")
expect(softmax, np.log([[1.0, 2, 5], [3, 3, 2], [6, 1, 1]])).gives(
    [[0.125, 0.25, 0.625], [0.375, 0.375, 0.25], [0.75, 0.125, 0.125]], "three samples: each row adds up to 1"
)
expect(softmax, np.array([[1000.0, 0], [-1000, -1001]])).gives([[1, 0], [0.731059, 0.268941]], "rows far from 0")
expect(softmax, np.array([0.0, 3000, 0])).gives([0, 1, 0], "scores thousands apart")
expect(softmax, np.array([[2, 2]])).gives([[0.5, 0.5]], "a batch of one, whole numbers")

# %% [markdown]
# > **Look closely.** Lecture 003 prints its example as $(.055, .090, .006, .099, .74, .010)$. Compare with yours: which two of the
# > six were treated unlike the others?
# >
# > Lecture 002 prints $\operatorname{softmax}(1.60, .55, .98) = (.51, .18, .31)$. The ratio of two probabilities is $e$ to the
# > difference of their scores. Test $\hat y_0/\hat y_1$ and $\hat y_0/\hat y_2$ by hand: which fits?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# $.006$ and $.099$ were cut off where the others were rounded; $.007$ and $.100$ are right (erratum 14).
#
# $\hat y_0/\hat y_1$ must be $e^{1.05} = 2.86$, and $.51/.18 = 2.83$ fits. $\hat y_0/\hat y_2$ must be $e^{.62} = 1.86$, but
# $.51/.31 = 1.65$: the printed result belongs to a third score near 1.09 (erratum 17).
#
# </details>

# %% [markdown]
# **Why *soft* max?** Multiply all scores by a number: a small one blurs the choice, a large one sharpens it until only
# the maximum is left. And **with two classes** softmax is an old friend. Divide numerator and denominator by $e^{z_1}$:
#
# $$ \hat y_1 = \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0) $$

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
looks = zip((-0.27, 0, 0.27), (0.3, 1, 3), plots.SEQUENCE, ("//", "", ".."))
for shift, scale, colour, hatch in looks:
    bars = {"color": colour, "alpha": 0.8, "hatch": hatch, "edgecolor": "white"}
    axes[0].bar(np.arange(6) + shift, softmax(scale * z_003), 0.25, label=f"softmax of {scale} · z", **bars)
axes[0].set(title="Lecture 003's scores, scaled: blurred to sharp", xlabel="class", ylabel="probability")
gap = np.linspace(-6, 6, 121)
second = softmax(np.column_stack([np.zeros(121), gap]))[:, 1]
axes[1].plot(gap, second, color=plots.CLASSES[0], linewidth=6, alpha=0.4, label="softmax, class 1 of 0 and 1")
axes[1].plot(gap, 1 / (1 + np.exp(-gap)), color="black", linestyle="--", label="sigmoid of $z_1 - z_0$")
axes[1].set(title="Two classes: softmax is a sigmoid", xlabel="$z_1 - z_0$", ylabel="probability of class 1")
for ax in axes:
    ax.legend(loc="upper left")
plots.show("Scaled-up scores sharpen softmax towards the maximum; for two classes its curve is the sigmoid's.")

# %% [markdown]
# > **Beyond the lectures.** The number by which the scores are multiplied is one over the *temperature* that language
# > models let you choose. They use softmax a second time, inside: in *attention* the scores say how well each word fits a
# > question, and softmax turns them into weights of a mean. You can build that in the stretch exercise.
#
# ## 5.2 How each probability reacts to each score
#
# Raise one score $z_c$ a little. Its own probability grows, and because the sum stays 1, the others must shrink. All
# these reactions are the Jacobian, a matrix with $\partial \hat y_k / \partial z_c$ in row $k$, column $c$. First take the
# logarithm: in $\ln \hat y_k = z_k - \ln (e^{z_0} + \dots + e^{z_{K-1}})$ the first term changes at the rate $[k = c]$, which is
# 1 if $k = c$, else 0, and the second at the rate $e^{z_c}/(e^{z_0} + \dots) = \hat y_c$. But the derivative of $\ln \hat y_k$ is
# also $\frac{1}{\hat y_k}\,\partial \hat y_k / \partial z_c$, so
#
# $$ \frac{\partial \hat y_k}{\partial z_c} = \hat y_k\,([k = c] - \hat y_c) \qquad\text{as a matrix } (K, K):\quad
#    J = \operatorname{diag}(\hat y) - \hat y\,\hat y^\top $$
#
# The scores themselves have dropped out: $\hat y$ is all that the Jacobian needs, and so it is what your function gets.
#
# **By hand**, for $\hat y = (.5, .3, .2)$: on the diagonal $\hat y_k(1 - \hat y_k) = .25,\ .21,\ .16$; beside it $-\hat y_k
# \hat y_c$, so $-.15$, $-.10$, $-.06$. Each row adds up to 0: raising *all* scores equally changes nothing.


# %% nbgrader={"grade": false, "grade_id": "softmax_jacobian", "locked": false, "schema_version": 3, "solution": true} minutes=10 dots=2
def softmax_jacobian(y_hat):
    """The derivatives ∂ŷ_k/∂z_c of softmax, expressed by its result.

    y_hat: the probabilities softmax(z) of one sample, shape (K,). Returns diag(ŷ) − ŷ ŷᵀ, shape (K, K).
    Source: lecture 003, backward pass (erratum 3).
    """
    ### BEGIN SOLUTION
    return np.diag(y_hat) - np.outer(y_hat, y_hat)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_jacobian-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
by_hand = [[0.25, -0.15, -0.10], [-0.15, 0.21, -0.06], [-0.10, -0.06, 0.16]]
expect(softmax_jacobian, np.array([0.5, 0.3, 0.2])).gives(by_hand, "the example by hand")
expect(softmax_jacobian, np.array([0.375167, 0.326154, 0.298679])).gives(
    [[0.234417, -0.122362, -0.112054], [-0.122362, 0.219778, -0.097415], [-0.112054, -0.097415, 0.209470]],
    "lecture 003's Iris sample",
)

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 4.6), layout="constrained")
titles = "Iris, z = (−.232, −.372, −.460)", "Lecture 003's six scores: class 4 dominates"
for ax, z, title in zip(axes, (np.array([-0.232, -0.372, -0.460]), z_003), titles):
    plots.heatmap(ax, softmax_jacobian(softmax(z)), title, form=".3f", limit=0.25)
    ax.set(xlabel="score $z_c$ that is raised", ylabel=r"probability $\hat y_k$ that reacts")
plots.show("Two softmax Jacobians: positive on the diagonal, negative beside it, nearly 0 where a class has no chance.")

# %% [markdown]
# Red grows, blue shrinks. Softmax is not element-wise like the sigmoid: each score moves *all* probabilities.

# %% [markdown]
# > **Look closely.** Lecture 003's walk-through multiplies by $(.23, .22, .21)$ where softmax's derivative belongs. What is
# > missing? And it prints the middle one as $e^{z_2}(e^{z_1} + e^{z_3})^2 / (\sum_k e^{z_k})^2$, counting from 1. Compute it with
# > and without the square above: .313 or .220, which of them stands in your matrix?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The slide keeps the diagonal alone (erratum 3); notebook 7 finds out what this costs. And .220 stands in the matrix: there
# is no square in the numerator (erratum 6).
#
# </details>

# %% [markdown]
# ## 5.3 The loss, straight from the scores
#
# The cross-entropy of one sample is $-\sum_k y_k \ln \hat y_k$. With one-hot $y$ only the true class's term is left: minus
# the log of the probability given to the truth.
#
# **By hand**, lecture 003's Iris sample: its scores $(-.232, -.372, -.460)$ give $\hat y = (.375167, .326154, .298679)$. The
# first class is true, so the loss is $-\ln .375167 = .980385$.
#
# There is a trap. If the truth got a very small probability, $\hat y$ rounds to 0 and $\ln 0 = -\infty$. Notebook 3 clipped
# at $10^{-12}$. This hides the trouble: no mistake costs more than $-\ln 10^{-12} = 27.6$, and where the loss is
# flat its slope is 0, so that the worst mistakes teach nothing. But the logarithm of softmax, which 5.2 began with, can be
# computed from the scores alone, with no $\hat y$ that could round to 0:
#
# $$ \ln \hat y_k = z_k - \ln \sum_c e^{z_c} \qquad\quad L = -\frac1N \sum_{i=1}^{N} \sum_k Y^{(i)}_k \ln \hat Y^{(i)}_k $$
#
# The second term is called *log-sum-exp*. Shift the scores first, as in softmax, and it is safe at any size.


# %% nbgrader={"grade": false, "grade_id": "softmax_cross_entropy", "locked": false, "schema_version": 3, "solution": true} minutes=20 dots=3
def softmax_cross_entropy(Z, Y):
    """The mean cross-entropy of softmax(Z), computed from the scores by log-sum-exp, without clipping.

    Z: scores, shape (N, K). Y: one-hot targets, shape (N, K). Returns a number, right for scores of any size.
    Source: lecture 001, table 4.1 (categorical CE); lecture 003, loss functions (erratum 7).
    """
    ### BEGIN SOLUTION
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    log_Y_hat = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.sum(Y * log_Y_hat) / len(Z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
Z_iris, Y_iris = np.array([[-0.232, -0.372, -0.460]]), np.array([[1.0, 0.0, 0.0]])
expect(softmax_cross_entropy, Z_iris, Y_iris).gives(0.980385, "lecture 003's Iris sample")
expect(softmax_cross_entropy, np.zeros((4, 3)), np.eye(3)[[0, 1, 1, 2]]).gives(np.log(3), "no idea: ln K")
expect(softmax_cross_entropy, np.log([[1, 2, 5], [3, 3, 2]]), np.array([[0, 0, 1], [1, 0, 0]])).gives(
    -np.log(0.625 * 0.375) / 2, "two samples, three classes: the mean of −ln .625 and −ln .375"
)
expect(softmax_cross_entropy, np.array([[0, 30]]), np.array([[1, 0]])).gives(30, "not clipped at 27.6; whole numbers")
expect(softmax_cross_entropy, np.array([[1000.0, -1000], [1000, -1000]]), np.eye(2)).gives(1000, "losses 0 and 2000")
expect(softmax_cross_entropy, np.array([[1000.0, 0], [-1000, -1001]]), np.eye(2)[[0, 0]]).gives(
    0.156631, "each row is shifted by its own maximum: losses 0 and .313262"
)

# %% [markdown]
# > **Look closely.** Lecture 003 also prints a cross-entropy "considering negative samples",
# > $-\sum_k y_k \ln \hat y_k\, (1 - y_k) \ln(1 - \hat y_k)$. Put in any one-hot $y$: what comes out?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# One of $y_k$ and $1 - y_k$ is always 0, so *every* prediction has loss 0. A plus sign is missing in the middle (erratum 7).
#
# </details>

# %% [markdown]
# ## 5.4 The gradient is $\hat y - y$
#
# How does one sample's loss react to the score $z_c$? It moves *all* the probabilities $\hat y_k$, and each of them moves
# the loss. So take the slope of the loss, $\partial L/\partial \hat y_k = -y_k/\hat y_k$, times the entry of the Jacobian in row
# $k$, column $c$, and add up over all $k$; remember that $\sum_k y_k = 1$:
#
# $$ \frac{\partial L}{\partial z_c} = \sum_k -\frac{y_k}{\hat y_k}\; \hat y_k\,([k = c] - \hat y_c)
#    = -y_c + \hat y_c \sum_k y_k = \hat y_c - y_c $$
#
# All fractions cancel: what is left is *predicted minus true*. For a batch, the loss is a mean, and each sample has only
# a share of $1/N$ in it. **By hand**, two samples: $\hat y = (.5, .5)$ and $(.2, .8)$, the truth is class 0 both times. Then
# $\hat y - y$ is $(-.5, .5)$ and $(-.8, .8)$, and half of that is the gradient: $(-.25, .25)$ and $(-.4, .4)$. From now on
# `dZ` stands for $\partial L/\partial Z$, and `dW` and `db` likewise: each has the shape of what it belongs to.
#
# From the scores to the parameters: $w_{jk}$ is the weight of feature $j$ in the score $z_k = \sum_j x_j w_{jk} + b_k$. It
# changes this one score, at the rate $x_j$, in every sample. So add up over the samples, each with its own $x_j$, and that
# is a matrix product. The bias has the rate 1:
#
# $$ \frac{\partial L}{\partial w_{jk}} = \sum_{i=1}^N x^{(i)}_j\, dZ^{(i)}_k \qquad\qquad
# dZ = \frac{\hat Y - Y}{N}\ (N, K) \qquad dW = X^\top dZ\ (D, K) \qquad db_k = \sum_{i=1}^N dZ^{(i)}_k\ (K,) $$
#
# **By hand**: the last layer of lecture 003's Iris network is a softmax regression with input $x = (.28, .72)$. Its
# scores are the ones above, so $db = \hat y - y = (.375167 - 1,\ .326154,\ .298679)$. Row $j$ of $dW$ is $x_j\,(\hat y - y)$: the
# first begins with $.28 \cdot (-.624833) = -.174953$.


# %% nbgrader={"grade": false, "grade_id": "softmax_gradient", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def softmax_gradient(X, Y, W, b):
    """The gradient of softmax_cross_entropy(X W + b, Y) with respect to W and b.

    X: samples, shape (N, D). Y: one-hot targets, shape (N, K). W: weights, shape (D, K). b: biases, shape (K,).
    Returns (dW, db) of shapes (D, K) and (K,). Source: lecture 001, table 4.1 and "a result from before".
    """
    ### BEGIN SOLUTION
    dZ = (softmax(X @ W + b) - Y) / len(X)
    return X.T @ dZ, np.sum(dZ, axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_gradient-check", "locked": true, "points": 2, "schema_version": 3, "solution": false}
X_iris, b_iris = np.array([[0.28, 0.72]]), np.array([-0.1, -0.5, -0.4])
W_iris = np.array([[0.3, 0.2, 0.3], [-0.3, 0.1, -0.2]])
iris_slopes = [[-0.174953, 0.091323, 0.083630], [-0.449880, 0.234831, 0.215049]]
iris_bias_slopes = [-0.624833, 0.326154, 0.298679]
expect(softmax_gradient, X_iris, Y_iris, W_iris, b_iris).gives(
    (iris_slopes, iris_bias_slopes), "lecture 003's Iris sample"
)
expect(softmax_gradient, np.repeat(X_iris, 4, axis=0), np.repeat(Y_iris, 4, axis=0), W_iris, b_iris).gives(
    (iris_slopes, iris_bias_slopes), "the same sample four times: a mean does not change"
)
X_four, Y_four = np.array([[1, 2], [3, -1], [0, 1], [2, 2]]), np.eye(3, dtype=int)[[0, 1, 2, 0]]
W_four, b_four = np.array([[0.1, -0.2, 0.3], [0.4, 0.0, -0.5]]), np.array([0.2, -0.1, 0.3])
expect(softmax_gradient, X_four, Y_four, W_four, b_four).gives(
    ([[-0.119164, -0.592649, 0.711813], [-0.226783, 0.442914, -0.216131]], [0.009418, -0.095326, 0.085908]),
    "four different samples, whole numbers",
)
expect(softmax_gradient, np.array([[1000.0]]), np.array([[0, 1]]), np.array([[1.0, -1]]), np.zeros(2)).gives(
    ([[1000, -1000]], [1, -1]), "scores of ±1000"
)

# %% [markdown]
# ## 5.5 Decide, and count
#
# To decide, take the class with the largest probability. Softmax keeps the order of the scores, so the largest score
# $x \cdot W_{:,k} + b_k$ wins, where $W_{:,k}$ is column $k$ of $W$. If several scores are equally large, the
# first of them wins, as with `np.argmax`. The *accuracy* is the share of right decisions. (Its arguments come in the order
# `accuracy(y_hat, y)`, those of notebook 2's `zero_one_loss(y, y_hat)` the other way round; neither result depends on it.)


# %% nbgrader={"grade": false, "grade_id": "predict_classes", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def predict_classes(X, W, b):
    """The most probable class of each sample.

    X: samples, shape (N, D). W: weights, shape (D, K). b: biases, shape (K,).
    Returns class labels 0 … K−1, shape (N,). Source: lecture 000, softmax regression as a neural network.
    """
    ### BEGIN SOLUTION
    return np.argmax(X @ W + b, axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "predict_classes-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
X = np.array([[1, -2], [0, 3], [-1, 0], [2, -1]])
expect(predict_classes, X, W_iris, np.array([0.0, 0, 0.15])).gives([0, 1, 2, 2], "four samples, three classes")
expect(predict_classes, X, W_iris, np.array([0.0, 0.0, 9.0])).gives([2, 2, 2, 2], "a large bias wins everywhere")
expect(predict_classes, np.array([[2, 1]]), 9000 * W_iris, np.zeros(3)).gives(
    [1], "one sample, scores in the thousands"
)


# %% nbgrader={"grade": false, "grade_id": "accuracy", "locked": false, "schema_version": 3, "solution": true} minutes=5 dots=1
def accuracy(y_hat, y):
    """The share of right predictions, between 0 and 1.

    y_hat: predicted class labels, shape (N,). y: true class labels, shape (N,). Returns a number.
    Source: lecture 003, loss function (the counterpart of the 0/1 loss).
    """
    ### BEGIN SOLUTION
    return np.mean(y_hat == y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "accuracy-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(accuracy, np.array([0, 1, 1, 2]), np.array([2, 1, 1, 2])).gives(0.75, "three of four are right")
expect(accuracy, np.array([1, 0, 2]), np.array([0, 1, 0])).gives(0, "none is right")

# %% [markdown]
# ## 5.6 Train it
#
# Start with all weights and biases at 0: every class has probability $1/K$ and the loss is $\ln K$. Then step against
# the gradient over *all* samples (the full batch; one such round is an *epoch*) with learning rate $\eta$:
#
# $$ W \leftarrow W - \eta\, dW \qquad\qquad b \leftarrow b - \eta\, db $$
#
# both from the same gradient. Record the loss before the first step and after each one: `epochs + 1` numbers, in a list or an array.


# %% nbgrader={"grade": false, "grade_id": "fit_softmax", "locked": false, "schema_version": 3, "solution": true} minutes=15 dots=2
def fit_softmax(X, Y, eta, epochs):
    """Train softmax regression by gradient descent on the full batch, from W = 0 and b = 0.

    X: samples, shape (N, D). Y: one-hot targets, shape (N, K). eta: learning rate. epochs: number of steps.
    Returns (W, b, losses): weights (D, K), biases (K,), and epochs + 1 losses, the first before any step (ln K), the
    last at the returned W and b. Source: lecture 000, training parametric models.
    """
    ### BEGIN SOLUTION
    W, b = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1])
    losses = [softmax_cross_entropy(X @ W + b, Y)]
    for _ in range(epochs):
        dW, db = softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
        losses.append(softmax_cross_entropy(X @ W + b, Y))
    return W, b, losses
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fit_softmax-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
no_step = (np.zeros((2, 3)), np.zeros(3), [1.098612])
expect(fit_softmax, X_four, Y_four, 0.5, 0).gives(no_step, "no step: zeros and ln 3")
first_step, first_bias = [[0.125, 0.125, -0.25], [0.333333, -0.291667, -0.041667]], [0.083333, -0.041667, -0.041667]
expect(fit_softmax, X_four, Y_four, 0.5, 1).gives(
    (first_step, first_bias, [1.098612, 0.663706]), "one step, both from one gradient"
)
second_step, second_bias = (
    [[0.124027, 0.234187, -0.358214], [0.47913, -0.462505, -0.016625]],
    [0.065005, -0.054628, -0.010377],
)
expect(fit_softmax, X_four, Y_four, 0.5, 2).gives(
    (second_step, second_bias, [1.098612, 0.663706, 0.536832]), "two steps"
)
corners, Y_xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), one_hot(np.array([0, 1, 1, 0]), 2)
expect(fit_softmax, corners, Y_xor, 0.5, 3).gives(
    (np.zeros((2, 2)), np.zeros(2), [0.693147] * 4), "XOR: nothing moves, and yet three steps were asked for"
)

# %% [markdown]
# **Real flowers.** Fisher's 150 irises of three species; two of the four features, so that we can draw: length and
# width of the petal, in centimetres.

# %% [markdown]
# > **Predict.** Train with $\eta$ = .01, .1, .4 and 2. Which is lowest after 60 epochs? Which after 3000? What does too large
# > a learning rate do to the loss?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# It makes the loss jump up first, above where it began; after 60 epochs .1 is lowest. After 3000 epochs 2 happens to be
# lowest, but it jumped out of the valley on the way, and may do so again. Of those that have settled, .4 is lowest. Look at
# both panels below.
#
# </details>

# %%
iris = datasets.iris()
petals, Y = iris.X[:, 2:4], one_hot(iris.y, 3)
curves = {eta: fit_softmax(petals, Y, eta, 3000)[2] for eta in (0.01, 0.1, 0.4, 2)}
fig, axes = plt.subplots(1, 2, figsize=(12, 4), layout="constrained")
for index, (eta, losses) in enumerate(curves.items()):
    look = plots.styled(index) | {"label": f"η = {eta}", "linewidth": 1}
    axes[0].plot(losses[:61], **look | {"markevery": 5})
    axes[1].semilogy(losses, **look | {"markevery": (499, 500)})
axes[0].set(title="60 epochs: small rates glide, large ones jump", ylim=(0.7, 2.5), ylabel="cross-entropy")
axes[1].set(title="3000 epochs: .4 has overtaken .1; 2 is a gamble")
for ax in axes:
    ax.axhline(np.log(3), color="grey", linestyle=":", label="ln 3: no idea")
    ax.set_xlabel("epoch")
axes[1].legend(loc="upper right")
plots.show(
    "Losses for four learning rates: .01 and .1 glide down, .4 zigzags and then ends lower, 2 jumps again and again."
)

# %% [markdown]
# With .4 the loss first climbs to 1.668<!-- {max(curves[0.4]):.3f} -->, and then it zigzags: after 40 epochs it is .855<!-- {curves[0.4][40]:.3f} -->, one epoch
# later 1.278<!-- {curves[0.4][41]:.3f} -->, while .1 has calmly reached .817<!-- {curves[0.1][40]:.3f} -->. But it settles, and after 3000 epochs .4 has
# reached .114<!-- {curves[0.4][-1]:.3f} -->, .1 only .197<!-- {curves[0.1][-1]:.3f} --> and .01 only .462<!-- {curves[0.01][-1]:.3f} -->. With 2 the loss jumps for hundreds of
# epochs, settles very low, and jumps out once more, near epoch 1815<!-- {np.argmax(curves[2][1000:]) + 1000:.0f} -->; at epoch 3000 it is down at .071<!-- {curves[2][-1]:.3f} -->:
# how good it is depends on when you stop. So "too large" is where the loss no longer settles, and a zigzag at first is a
# price that may be worth paying. (All four could find the valley, because there is only one: see 5.7.)
#
# Now look at what the model has learned, with $\eta = .2$. The picture on the right walks through the plane along the line on
# which petals grow.

# %%
W, b, losses = fit_softmax(petals, Y, 0.2, 3000)
share = accuracy(predict_classes(petals, W, b), iris.y)
fig, axes = plt.subplots(1, 2, figsize=(12, 4.2), layout="constrained")
plots.regions(axes[0], lambda points: predict_classes(points, W, b), (0.5, 7.5), (-0.2, 3.4))
plots.points(axes[0], petals, iris.y, names=iris.class_names)
axes[0].set(title=f"After 3000 epochs: loss {losses[-1]:.3f}, accuracy {share:.3f}", ylabel="petal width (cm)")
lengths = np.linspace(0.5, 7.5, 200)
walk = softmax(np.column_stack([lengths, np.polyval(np.polyfit(*petals.T, 1), lengths)]) @ W + b)
for k, (name, colour, dash) in enumerate(zip(iris.class_names, plots.CLASSES, ("-", "--", "-."))):
    axes[1].plot(lengths, walk[:, k], color=colour, linestyle=dash, linewidth=2, label=name)
    axes[1].plot(petals[iris.y == k, 0], np.full(50, -0.05 * (k + 1)), "|", color=colour)
axes[1].set(title="The petal grows, the species changes softly", ylabel="probability", ylim=(-0.2, 1.05))
axes[0].legend(loc="upper left")
axes[1].legend(loc="center left")
for ax in axes:
    ax.set_xlabel("petal length (cm)")
plots.show(
    "Three regions with straight borders; along the petals' growth each species' probability rises and gives way."
)

# %% [markdown]
# The borders are **straight**: two classes tie where $z_k = z_c$, and the difference of two linear scores is linear.
# (The accuracy is that of the flowers we trained on; notebook 8 measures honestly, on others.) What the regions hide,
# the curves show: *how sure* the model is. Between versicolor and virginica, where the flowers themselves overlap (the
# ticks at the bottom), it hesitates, and rightly so.
#
# ## 5.7 One valley, and a limit
#
# With two classes $\hat y_1 = \sigma(z_1 - z_0)$, and $z_1 - z_0 = x \cdot (W_{:,1} - W_{:,0}) + b_1 - b_0$: only the
# *difference* of the two columns counts. This is logistic regression, with one column too many. That is harmless: each
# row of $dW$ adds up to 0, so each row of $W$ adds up to 0, too, if it started from zeros.
#
# **Why can training not get stuck?** The slope of the loss with respect to the scores is $\hat y - y$, and how *that*
# changes with the scores is the Jacobian $J$ of 5.2. Move the scores along a straight line, $z + s\,v$ with any direction
# $v$, shape (K,), and a number $s$. Now the loss is a function of $s$ alone, its slope is $v \cdot (\hat y - y)$, and its second
# derivative, how much it *bends*, is
#
# $$ v^\top J\, v = \sum_k \hat y_k v_k^2 - \Big(\sum_k \hat y_k v_k\Big)^2 \ \ge\ 0. $$
#
# It is the variance of $v$ under the probabilities $\hat y$, and a variance is never negative. The scores are linear in $W$ and
# $b$, so along every straight line through the parameters the loss bends upwards or not at all: it is **convex**. A convex
# loss has a single valley. Wherever its gradient is 0, nothing lower exists.

# %%
rng, steps = np.random.default_rng(0), np.linspace(-3, 3, 61)
fig, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
for index in range(4):
    W_way, b_way = rng.normal(size=(2, 3)), rng.normal(size=3)
    along = [softmax_cross_entropy(petals @ (W + step * W_way) + b + step * b_way, Y) for step in steps]
    ax.plot(steps, along, label=f"direction {index + 1}", **plots.styled(index))
ax.set(
    title="The Iris loss along random lines through the trained weights", xlabel="step along the line", ylabel="loss"
)
ax.legend()
plots.show("Along four random directions through the trained weights, the loss has a single valley, bent upwards.")

# %% [markdown]
# > **Predict.** What can softmax regression do about XOR? Compute the gradient at the start by hand: at
# > $W = 0$ and $b = 0$ every $\hat y$ is ½. Add up $x_j\,(\hat y_k - y_k)$ over the four corners (the factor $1/N$
# > can wait: is the sum 0?).
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# For $x_1$ the corners (1, 0) and (1, 1) count, of which one is in each class: $+\tfrac12 - \tfrac12 = 0$. The same for $x_2$
# and for the bias. The gradient is 0 at the very start, and as the loss is convex, nothing lower exists: ln 2, "no idea", is
# the best linear answer.
#
# </details>

# %%
print("Iris: the rows of W add up to", np.round(np.abs(W.sum(axis=1)), 12))
W_xor, _, losses = fit_softmax(corners, Y_xor, 0.5, 1000)
print(f"XOR: W = {W_xor.tolist()}, loss {losses[0]:.6f} → {losses[-1]:.6f}")

# %% [markdown]
# ## Stretch: attention
#
# *No points: for the curious.* In a language model each word asks a question, a vector $q$ (E,); every word offers a key
# (E,) and a value (V,). The score of a key is its dot product with the question, divided by $\sqrt E$ so that long vectors do
# not make softmax too sharp. Softmax turns the scores into weights, and the answer is the weighted mean of the values.


# %% stretch="attention"
def attention(queries, keys, values):
    """For each query the mean of the values, weighted by softmax of the scores query · key / √E.

    queries: shape (Q, E). keys: shape (M, E). values: shape (M, V). Returns shape (Q, V).
    """
    ### BEGIN SOLUTION
    scores = queries @ keys.T / np.sqrt(queries.shape[1])
    return softmax(scores) @ values
    ### END SOLUTION


# %%
keys, values = np.array([[2.0, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0]]), np.array([[10.0, 1], [20, 2], [60, 6]])
expect(attention, np.zeros((1, 4)), keys, values).gives([[30, 3]], "no question: the plain mean")
expect(attention, np.array([[np.log(2), 0, np.log(5), 0], [0, 900, 0, 0]]), keys, values).gives(
    [[42.5, 4.25], [20, 2]], "weights ²⁄₈, ¹⁄₈, ⁵⁄₈; and a question that only the second key fits"
)

# %% [markdown]
# ## Summary
#
# | | formula | shapes |
# |---|---|---|
# | scores | $Z = XW + b$ | (N, K) = (N, D) · (D, K) + (K,) |
# | probabilities | $\hat y_k = e^{z_k - m} / \sum_c e^{z_c - m}$, $m$ the row's maximum | (N, K), rows add up to 1 |
# | reactions | $J = \operatorname{diag}(\hat y) - \hat y\,\hat y^\top$, not diagonal | (K, K) |
# | loss | mean of $-\sum_k y_k \ln \hat y_k$, with $\ln \hat y_k = z_k - \ln \sum_c e^{z_c}$, never clipped | a number |
# | slope at the scores | $dZ = (\hat Y - Y)/N$ | (N, K) |
# | gradients | $dW = X^\top dZ$, $db = \sum_i dZ^{(i)}$ | (D, K), (K,) |
# | decision | the largest score; borders are straight | (N,) |
#
# The loss is convex: one valley, any start will do. The borders are straight, so XOR remains out of reach. Next: put
# layers before the softmax (notebook 6).
#
# ## Read on
#
# - CS231n, [Linear classification: softmax](https://cs231n.github.io/linear-classify/#softmax-classifier): the same model, on pictures.
# - d2l.ai, [Softmax regression](https://d2l.ai/chapter_linear-classification/softmax-regression.html), with a word on information theory.
# - M. Nielsen, [The cross-entropy cost function](http://neuralnetworksanddeeplearning.com/chap3.html#the_cross-entropy_cost_function).
# - S. Boyd, L. Vandenberghe, [Convex Optimization](https://web.stanford.edu/~boyd/cvxbook/), chapter 3: log-sum-exp is convex.
# - A. Vaswani and others, [Attention is all you need](https://arxiv.org/abs/1706.03762), 2017: softmax in the middle.
# - R. A. Fisher, [The use of multiple measurements in taxonomic problems](https://doi.org/10.1111/j.1469-1809.1936.tb02137.x), 1936: the irises.
