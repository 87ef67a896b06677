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
# # 5 · Softmax regression
#
# The perceptron says yes or no. But an iris belongs to one of *three* species, and some lie so close to the border that
# an honest answer is "probably versicolor". You will build the model that says so: the last layer of most classifiers.
#
# **You will learn**
#
# - how softmax turns any scores into probabilities, and how to compute it when the scores are huge,
# - how every probability reacts to every score: the softmax Jacobian,
# - why the cross-entropy is computed from the scores, and why its gradient is simply $p - y$,
# - how to train the model on Fisher's irises, why its borders are straight, and what it has to do with the sigmoid.
#
# **Taken as given**: the sigmoid σ (notebook 1), one-hot targets and the cross-entropy (notebook 3), gradient descent
# (notebook 4). **Sources**: lecture 000 (OTH, *Softmax Regression*), lecture 001 (JKU, table 4.1), lecture 002 (Sharif,
# *Softmax*), lecture 003 (DL4NLP, *Multinomial Logistic Regression* and the Iris walk-through).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was expected and
# what came.

# %% [markdown]
# ## Conventions
#
# | here | shape | means | lecture 000 | lecture 001 | lecture 002 | lecture 003 |
# |---|---|---|---|---|---|---|
# | `X` | (N, D) | one sample per row | $x$ | $x$ | $x$ | $h$ |
# | `W` | (D, K) | weights, one column per class | $W$ | $W$, (out, in) | | $W^{(2)}$, (out, in) |
# | `b` | (K,) | biases | $b$ | | | $b^{(2)}$ |
# | `Z` | (N, K) | scores $XW + b$, also called logits | $z$ | $s$ | $z$ | $a^{(2)}$ |
# | `P` | (N, K) | probabilities, softmax of each row of `Z` | $\hat y$ | $a$ | $a$ | $\hat y$ |
# | `y` | (N,) | class labels 0 … K−1 | | | | |
# | `Y` | (N, K) | the same, one-hot | $y$ | $y$ | | $y$ |
#
# There are N samples of D features, and K classes. Where a lecture has (out, in), our `W` is its transpose. A loss is
# the *mean* over the samples, with natural logarithms. No function changes its arguments: return new arrays.

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
# $$ p_k = \operatorname{softmax}(z)_k = \frac{e^{z_k}}{e^{z_0} + e^{z_1} + \dots + e^{z_{K-1}}}
#    \qquad z: (K,) \to p: (K,) $$
#
# **By hand**: for $z = (0, \ln 2, \ln 5)$ the exponentials are $(1, 2, 5)$, their sum is 8, so $p = (.125, .25, .625)$.
#
# **Large scores.** So far so good, but a computer's numbers end near $10^{308}$. In numpy $e^{1000}$ is `inf`, and
# `inf/inf` is `nan`. And $e^{-1000}$ is rounded to 0, so if all scores are that low, you get $0/0$, which is `nan` too.
# The way out costs nothing: subtract the same number $m$ from all scores, and it cancels.
#
# $$ \frac{e^{z_k - m}}{\sum_j e^{z_j - m}} = \frac{e^{-m}\, e^{z_k}}{e^{-m} \sum_j e^{z_j}}
#    = \frac{e^{z_k}}{\sum_j e^{z_j}} $$
#
# Only *differences* of scores matter. So shift until the largest score is 0: now no exponential exceeds 1, and the sum
# is at least 1. Each sample is shifted by its *own* largest score; with one number for the whole batch, a row far below
# it would become $0/0$ again. Your function takes one sample (K,) or a batch (N, K), where each row is a sample.
# `axis=-1` means the last axis in both cases, and `keepdims=True` keeps the shape (N, 1) that broadcasts against (N,
# K).


# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true}
def softmax(Z):
    """Probabilities from scores, over the last axis; right for scores of any size.

    Z: scores, shape (K,) for one sample or (N, K) for a batch. Returns probabilities of the same shape; those of
    each sample add up to 1. Formula: e^(z_k) / Σ_j e^(z_j). Source: lectures 002 and 003, softmax (errata 14, 17).
    """
    ### BEGIN SOLUTION
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax-check", "locked": true, "points": 2.5, "schema_version": 3, "solution": false}
z_003 = np.array([0.6, 1.1, -1.5, 1.2, 3.2, -1.1])
expect(softmax, np.log([1.0, 2.0, 5.0])).gives([0.125, 0.25, 0.625], "the example by hand")
expect(softmax, z_003).gives([0.054825, 0.090392, 0.006714, 0.099898, 0.738155, 0.010016], "lecture 003's example")
expect(softmax, np.array([1.60, 0.55, 0.98])).gives([0.529694, 0.185360, 0.284946], "lecture 002's example, mended")
expect(softmax, np.array([[1000.0, 0], [-1000, -1001]])).gives([[1, 0], [0.731059, 0.268941]], "a batch, far from 0")

# %% [markdown]
# > **Look closely.** Lecture 003 prints its example as $(.055, .090, .006, .099, .74, .010)$. Compare with yours: two
# > of the six were cut off where the others were rounded (erratum 14).
# >
# > Lecture 002 prints $\operatorname{softmax}(1.60, .55, .98) = (.51, .18, .31)$ for the third example. You can tell by
# > hand that this cannot be: the ratio of two probabilities is $e$ to the difference of their scores. $p_0/p_1$ must be
# > $e^{1.05} = 2.86$, and $.51/.18 = 2.83$ fits. $p_0/p_2$ must be $e^{.62} = 1.86$. Is it? The printed result belongs
# > to a third score near 1.09 (erratum 17).
#
# **Why *soft* max?** Multiply all scores by a number: a small one blurs the choice, a large one sharpens it until only
# the maximum is left. And **with two classes** softmax is an old friend. Divide above and below by $e^{z_1}$:
#
# $$ p_1 = \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0) $$

# %%
fig, axes = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
for shift, scale, colour in zip((-0.27, 0, 0.27), (0.3, 1, 3), plots.SEQUENCE):
    axes[0].bar(np.arange(6) + shift, softmax(scale * z_003), 0.25, color=colour, label=f"softmax of {scale} z")
axes[0].set(title="Lecture 003's scores, scaled: blurred to sharp", xlabel="class", ylabel="probability")
gap = np.linspace(-6, 6, 121)
p_1 = softmax(np.column_stack([np.zeros(121), gap]))[:, 1]
axes[1].plot(gap, p_1, color=plots.CLASSES[0], linewidth=6, alpha=0.4, label="softmax, class 1 of 0 and 1")
axes[1].plot(gap, 1 / (1 + np.exp(-gap)), color="black", linestyle="--", label="sigmoid of $z_1 - z_0$")
axes[1].set(title="Two classes: softmax is a sigmoid", xlabel="$z_1 - z_0$", ylabel="probability of class 1")
for ax in axes:
    ax.legend(loc="upper left")
plt.show()

# %% [markdown]
# ## 5.2 How each probability reacts to each score
#
# Raise one score $z_j$ a little. Its own probability grows, and because the sum stays 1, the others must shrink. All
# these reactions are the Jacobian, a matrix with $\partial p_i / \partial z_j$ in row $i$, column $j$. First take the
# logarithm: $\ln p_i = z_i - \ln \sum_k e^{z_k}$ has the derivative $[i = j] - p_j$, where $[i = j]$ is 1 if $i = j$,
# else 0. But the derivative of $\ln p_i$ is also $\frac{1}{p_i}\,\partial p_i / \partial z_j$, so
#
# $$ \frac{\partial p_i}{\partial z_j} = p_i\,([i = j] - p_j) \qquad\text{as a matrix } (K, K):\quad
#    J = \operatorname{diag}(p) - p\,p^{\mathsf T} $$
#
# **By hand**, for $p = (.5, .3, .2)$: on the diagonal $p_i(1 - p_i) = .25,\ .21,\ .16$; beside it $-p_i p_j$, so
# $-.15$, $-.10$, $-.06$. Each row adds up to 0: raising *all* scores equally changes nothing.


# %% nbgrader={"grade": false, "grade_id": "softmax_jacobian", "locked": false, "schema_version": 3, "solution": true}
def softmax_jacobian(p):
    """The derivatives ∂p_i/∂z_j of softmax, expressed by its result.

    p: the probabilities softmax(z) of one sample, shape (K,). Returns diag(p) − p pᵀ, shape (K, K).
    Source: lecture 003, backward pass (erratum 3).
    """
    ### BEGIN SOLUTION
    return np.diag(p) - np.outer(p, p)
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
    plots.heatmap(ax, softmax_jacobian(softmax(z)), title, form=".3f")
    ax.set(xlabel="score $z_j$ that is raised", ylabel="probability $p_i$ that reacts")
plt.show()

# %% [markdown]
# Red grows, blue shrinks. Softmax is not element-wise like the sigmoid: each score moves *all* probabilities. Lecture
# 003's walk-through keeps the diagonal alone, $(.23, .22, .21)$ (erratum 3); notebook 7 finds out what this costs. Its
# middle entry is printed as $e^{z_2}(e^{z_1} + e^{z_3})^2 / (\sum_k e^{z_k})^2$. Compute it with and without the square
# in the numerator: which of .313 and .220 stands in your matrix (erratum 6)?
#
# ## 5.3 The loss, straight from the scores
#
# The cross-entropy of one sample is $-\sum_k y_k \ln p_k$. With one-hot $y$ only the true class's term is left: minus
# the log of the probability given to the truth.
#
# **By hand**, lecture 003's Iris sample: its scores $(-.232, -.372, -.460)$ give $p = (.375167, .326154, .298679)$. The
# first class is true, so the loss is $-\ln .375167 = .980385$.
#
# > **Look closely.** The lecture also prints a cross-entropy "considering negative samples",
# > $-\sum_i y_i \ln \hat y_i\, (1 - y_i) \ln(1 - \hat y_i)$. Put in any one-hot $y$: what comes out? One of $y_i$ and
# > $1 - y_i$ is always 0, so *every* prediction has loss 0. A plus sign is missing in the middle (erratum 7).
#
# There is a trap. If the truth got a very small probability, $p$ rounds to 0 and $\ln 0 = -\infty$. Notebook 3 clipped
# $p$ at $10^{-12}$. This hides the trouble: no mistake costs more than $-\ln 10^{-12} = 27.6$, and where the loss is
# flat its slope is 0, so that the worst mistakes teach nothing. But you have already taken the logarithm of softmax by
# hand, in 5.2, and it needs no $p$ at all:
#
# $$ \ln p_k = z_k - \ln \sum_j e^{z_j} \qquad\quad L = -\frac1N \sum_{n=1}^{N} \sum_{k=1}^{K} Y_{nk} \ln P_{nk} $$
#
# The second term is called *log-sum-exp*. Shift the scores first, as in softmax, and it is safe at any size.


# %% nbgrader={"grade": false, "grade_id": "softmax_cross_entropy", "locked": false, "schema_version": 3, "solution": true}
def softmax_cross_entropy(Z, Y):
    """The mean cross-entropy of softmax(Z), computed from the scores by log-sum-exp, without clipping.

    Z: scores, shape (N, K). Y: one-hot targets, shape (N, K). Returns a number, right for scores of any size.
    Source: lecture 001, table 4.1 (categorical CE); lecture 003, loss functions (erratum 7).
    """
    ### BEGIN SOLUTION
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    log_P = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.sum(Y * log_P) / len(Z)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy-check", "locked": true, "points": 1.5, "schema_version": 3, "solution": false}
Z_iris, Y_iris = np.array([[-0.232, -0.372, -0.460]]), np.array([[1.0, 0.0, 0.0]])
expect(softmax_cross_entropy, Z_iris, Y_iris).gives(0.980385, "lecture 003's Iris sample")
expect(softmax_cross_entropy, np.zeros((3, 3)), np.eye(3)).gives(np.log(3), "no idea: ln K")
expect(softmax_cross_entropy, np.array([[0.0, 30.0]]), np.array([[1.0, 0.0]])).gives(30, "not clipped at 27.6")
expect(softmax_cross_entropy, np.array([[1000.0, -1000], [1000, -1000]]), np.eye(2)).gives(1000, "losses 0 and 2000")

# %% [markdown]
# ## 5.4 The gradient is $p - y$
#
# How does one sample's loss react to the scores? By the chain rule, multiply the slopes
# $\partial L/\partial p_i = -y_i/p_i$ with the Jacobian of 5.2, and remember that $\sum_i y_i = 1$:
#
# $$ \frac{\partial L}{\partial z_j} = \sum_i -\frac{y_i}{p_i}\; p_i\,([i = j] - p_j)
#    = -y_j + p_j \sum_i y_i = p_j - y_j $$
#
# All fractions cancel: what is left is *predicted minus true*. From there to the parameters it is the linear model of
# notebook 4, averaged over the batch:
#
# $$ dZ = \frac{P - Y}{N}\ (N, K) \qquad dW = X^{\mathsf T} dZ\ (D, K) \qquad db_k = \sum_n dZ_{nk}\ (K,) $$
#
# **By hand**: the last layer of lecture 003's Iris network is a softmax regression with input $x = (.28, .72)$. Its
# scores are the ones above, so $db = p - y = (.375167 - 1,\ .326154,\ .298679)$. Row $d$ of $dW$ is $x_d\,(p - y)$: the
# first begins with $.28 \cdot (-.624833) = -.174953$.


# %% nbgrader={"grade": false, "grade_id": "softmax_gradient", "locked": false, "schema_version": 3, "solution": true}
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
dw_iris = [[-0.174953, 0.091323, 0.083630], [-0.449880, 0.234831, 0.215049]]
db_iris = [-0.624833, 0.326154, 0.298679]
expect(softmax_gradient, X_iris, Y_iris, W_iris, b_iris).gives((dw_iris, db_iris), "lecture 003's Iris sample")
expect(softmax_gradient, np.repeat(X_iris, 4, axis=0), np.repeat(Y_iris, 4, axis=0), W_iris, b_iris).gives(
    (dw_iris, db_iris), "the same sample four times: a mean does not change"
)

# %% [markdown]
# ## 5.5 Decide, and count
#
# To decide, take the class with the largest probability. Softmax keeps the order of the scores, so the largest score
# $x \cdot W_{:,k} + b_k$ wins, where $W_{:,k}$ is column $k$ of $W$. The *accuracy* is the share of right decisions.


# %% nbgrader={"grade": false, "grade_id": "predict_classes", "locked": false, "schema_version": 3, "solution": true}
def predict_classes(X, W, b):
    """The most probable class of each sample.

    X: samples, shape (N, D). W: weights, shape (D, K). b: biases, shape (K,).
    Returns class labels 0 … K−1, shape (N,). Source: lecture 000, softmax regression as a neural network.
    """
    ### BEGIN SOLUTION
    return np.argmax(X @ W + b, axis=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "predict_classes-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
X = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.3], [2.0, -1.0]])
expect(predict_classes, X, W_iris, np.zeros(3)).gives([0, 1, 1, 0], "four samples, three classes")
expect(predict_classes, X, W_iris, np.array([0.0, 0.0, 9.0])).gives([2, 2, 2, 2], "a large bias wins everywhere")


# %% nbgrader={"grade": false, "grade_id": "accuracy", "locked": false, "schema_version": 3, "solution": true}
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

# %% [markdown]
# ## 5.6 Train it
#
# Start with all weights and biases at 0: every class has probability $1/K$ and the loss is $\ln K$. Then step against
# the gradient over *all* samples (the full batch; one such round is an *epoch*) with learning rate $\eta$:
#
# $$ W \leftarrow W - \eta\, dW \qquad\qquad b \leftarrow b - \eta\, db $$
#
# both from the same gradient. Record the loss before the first step and after each one: `epochs + 1` numbers.


# %% nbgrader={"grade": false, "grade_id": "fit_softmax", "locked": false, "schema_version": 3, "solution": true}
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
X_tiny, Y_tiny = np.array([[1.0], [-1.0]]), np.eye(2)
expect(fit_softmax, X_tiny, Y_tiny, 0.5, 0).gives(([[0, 0]], [0, 0], [0.693147]), "no step: zeros and ln 2")
expect(fit_softmax, X_tiny, Y_tiny, 0.5, 1).gives(([[0.25, -0.25]], [0, 0], [0.693147, 0.474077]), "one step")

# %% [markdown]
# **Real flowers.** Fisher's 150 irises of three species; two of the four features, so that we can draw: length and
# width of the petal, in centimetres. Predict first: what will too large a learning rate do to the loss? (The picture on
# the right walks through the plane along the line on which petals grow.)

# %%
iris = datasets.iris()
petals, Y = iris.X[:, 2:4], one_hot(iris.y, 3)
fig, axes = plt.subplots(1, 3, figsize=(14, 4.2), layout="constrained")
for eta, colour in zip((0.01, 0.1, 0.4), plots.SEQUENCE):
    axes[0].plot(fit_softmax(petals, Y, eta, 40)[2], color=colour, label=f"η = {eta}")
axes[0].axhline(np.log(3), color="grey", linestyle=":", label="ln 3: no idea")
axes[0].set(title="The loss falls, unless η is too large", xlabel="epoch", ylabel="cross-entropy", ylim=(0.7, 2.0))
W, b, losses = fit_softmax(petals, Y, 0.2, 3000)
share = accuracy(predict_classes(petals, W, b), iris.y)
plots.regions(axes[1], lambda points: predict_classes(points, W, b), (0.5, 7.5), (-0.2, 3.4))
plots.points(axes[1], petals, iris.y, names=iris.class_names)
axes[1].set(title=f"3000 epochs, η = .2: loss {losses[-1]:.3f}, accuracy {share:.3f}", ylabel="petal width (cm)")
lengths = np.linspace(0.5, 7.5, 200)
P = softmax(np.column_stack([lengths, np.polyval(np.polyfit(*petals.T, 1), lengths)]) @ W + b)
for k, (name, colour) in enumerate(zip(iris.class_names, plots.CLASSES)):
    axes[2].plot(lengths, P[:, k], color=colour, linewidth=2, label=name)
    axes[2].plot(petals[iris.y == k, 0], np.full(50, -0.06), "|", color=colour)
axes[2].set(title="The petal grows, the species changes softly", ylabel="probability", ylim=(-0.12, 1.4))
for ax, place in zip(axes, ("upper right", "upper left", "upper left")):
    ax.legend(loc=place)
    ax.set_xlabel(ax.get_xlabel() or "petal length (cm)")
plt.show()

# %% [markdown]
# The borders are **straight**: two classes tie where $z_i = z_j$, and the difference of two linear scores is linear.
# (The accuracy is that of the flowers we trained on; notebook 8 measures honestly, on others.) What the regions hide,
# the curves show: *how sure* the model is. Between versicolor and virginica, where the flowers themselves overlap (the
# ticks at the bottom), it hesitates, and rightly so.
#
# ## 5.7 Two classes, and a limit
#
# With two classes $p_1 = \sigma(z_1 - z_0)$, and $z_1 - z_0 = x \cdot (W_{:,1} - W_{:,0}) + b_1 - b_0$: only the
# *difference* of the two columns counts. This is logistic regression, with one column too many. That is harmless: each
# row of $dW$ adds up to 0, so, started from zeros, each row of $W$ does too. And what can softmax do about XOR?

# %%
print("Iris: the rows of W add up to", np.round(np.abs(W.sum(axis=1)), 12))
corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
W_xor, _, losses = fit_softmax(corners, one_hot(np.array([0, 1, 1, 0]), 2), 0.5, 1000)
print(f"XOR: W = {W_xor.tolist()}, loss {losses[0]:.6f} → {losses[-1]:.6f}")

# %% [markdown]
# Nothing: the gradient is 0 at the very start, and the loss stays at $\ln 2$. The best linear answer is "no idea".
#
# ## Summary
#
# - Softmax: exponentials divided by their sum, row by row. Only differences of scores matter: shift by the maximum.
# - Its Jacobian $\operatorname{diag}(p) - p\,p^{\mathsf T}$ is not diagonal: each score moves every probability.
# - Cross-entropy from the scores by log-sum-exp stays right where clipped probabilities go flat.
# - Together their gradient is $p - y$, as for the linear and the logistic model (lecture 001's table 4.1).
# - The borders are straight, so XOR remains out of reach. Next: put layers before the softmax (notebook 6).
