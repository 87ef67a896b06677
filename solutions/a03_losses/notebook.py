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

# %% [markdown] minutes=40
# # 3 · Loss functions
#
# A network learns by making one number smaller. That number, the loss, is the only thing it ever hears about what you
# want, so choose it well. At the end your losses turn detective: a lecture's slide prints $J = .74$, and that is odd.
#
# **You will learn**
#
# - three losses for numbers, and what each does with an outlier,
# - why a confident wrong probability must cost so much, and why computers need clipping,
# - losses for classes and distributions: cross-entropy, hinge, Kullback–Leibler,
# - which loss goes with which task and output activation.
#
# **Taken as given**: numpy arrays, logarithms, the sigmoid (notebook 1).
#
# **How to work**: replace each `raise NotImplementedError()` by your own code and run the cell below it. It shows what
# was expected and what came; green means right.
#
# ## Conventions
#
# <!-- glossary: N K i k y y_hat y_binary y_class Y Y_hat scores z r delta_huber p q L -->
#
# A loss is the **mean** over the batch; logarithms are natural ($\ln$) unless a base is given. The lectures differ: 000
# and 001 halve a square, 002 divides by $2N$, 004 sums. A factor does not move the minimum, but it does change the
# number. The prediction is the first argument, the truth the second (but for 3.7's `kl_divergence(p, q)`, which is
# written so everywhere, and notebook 2's `zero_one_loss`). Take care with $p$: here it is always a *true* distribution; lecture 003 also calls its predictions so.
#
# No function changes its arguments. Everything is computed in float64 (numpy's default); arrays that you are given may
# hold whole numbers, and a loss of them has a fraction all the same.

# %% nbgrader={"grade": false, "grade_id": "given-imports", "locked": true, "schema_version": 3, "solution": false}
import math

import matplotlib.pyplot as plt
import numpy as np

from course_tools import expect, plots

EPS = 1e-12  # the smallest probability of which we take a logarithm


def sigmoid(z):
    """1 / (1 + e^(−z)) element by element, written so that it cannot overflow (notebook 1)."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))


# %% [markdown]
# ## 3.1 Numbers: how far off?
#
# The **residual** $r = \hat y - y$ says how far a prediction is off. Two ways to turn it into a loss, each a mean
# over *all* elements of the arrays, rows and columns alike:
#
# $$ \text{MAE} = \text{mean of } |r| \qquad\qquad \text{MSE} = \text{mean of } r^2 $$
#
# **By hand**, lecture 004's cat: $\hat y = (.87, .13)$, $y = (1, 0)$. The residuals are $-.13$ and $.13$, so the MAE is
# $.13$; their squares are $.0169$ each, and so is their mean. The lecture prints $.0338$: that is the *sum* (erratum 37).


# %% nbgrader={"grade": false, "grade_id": "mean_absolute_error", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def mean_absolute_error(y_hat, y):
    """The mean of |ŷ − y| over all elements, a number.

    y_hat: predictions, y: true values, both of shape (N,) or (N, K). Source: lecture 003, loss functions.
    """
    ### BEGIN SOLUTION
    return np.mean(np.abs(y_hat - y))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mean_absolute_error-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
cat_hat, cat = np.array([0.87, 0.13]), np.array([1.0, 0.0])
A, B = np.array([[1.0, 5.0], [0.0, 2.0]]), np.array([[3.0, 5.0], [1.0, 1.0]])
guess, truth = np.array([1.0, 5.0, 0.5]), np.array([3.0, 4.0, 2.25])
expect(mean_absolute_error, guess, truth).gives(4.75 / 3, "(2 + 1 + 1.75) / 3")
expect(mean_absolute_error, cat_hat, cat).gives(0.13, "lecture 004's cat")
expect(mean_absolute_error, A, B).gives(1, "(2 + 0 + 1 + 1) / 4")
expect(mean_absolute_error, np.array([3, -2, 7]), np.array([5, 1, 1])).gives(11 / 3, "whole numbers of both signs")


# %% nbgrader={"grade": false, "grade_id": "mean_squared_error", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def mean_squared_error(y_hat, y):
    """The mean of (ŷ − y)² over all elements, a number.

    y_hat: predictions, y: true values, both of shape (N,) or (N, K).
    Source: lecture 003, loss functions; lecture 004, error calculation (erratum 37).
    """
    ### BEGIN SOLUTION
    return np.mean((y_hat - y) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mean_squared_error-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(mean_squared_error, guess, truth).gives(2.6875, "(4 + 1 + 3.0625) / 3")
expect(mean_squared_error, cat_hat, cat).gives(0.0169, "half of the lecture's sum .0338")
expect(mean_squared_error, A, B).gives(1.5, "(4 + 0 + 1 + 1) / 4")
expect(mean_squared_error, np.array([[3, -2, 7]]), np.array([[5, 1, 1]])).gives(49 / 3, "one row of whole numbers")

# %% [markdown]
# ## 3.2 Huber: a square with straight arms
#
# Squared, one residual of 10 costs as much as a hundred of 1; the absolute value has a kink at 0. Huber's loss is a
# square near 0 and a straight line from $|r| = \delta$ on, glued so that neither value nor slope jumps: the mean of
#
# $$ \ell(r) = \begin{cases} \tfrac12 r^2 & |r| \le \delta \\ \delta\,(|r| - \tfrac12\delta) & \text{else} \end{cases} $$
#
# **By hand** with $\delta = 1$: $r = .5$ gives $.125$; $r = 1$ gives $.5$ by both lines; $r = 3$ gives $3 - .5 = 2.5$.


# %% nbgrader={"grade": false, "grade_id": "huber", "locked": false, "schema_version": 3, "solution": true} minutes=8 dots=2
def huber(y_hat, y, delta=1.0):
    """Huber's loss, the mean over all elements of ½ r² if |r| ≤ δ, else δ (|r| − ½ δ), with r = ŷ − y; a number.

    y_hat: predictions, y: true values, both of shape (N,) or (N, K). delta: where the line begins, > 0.
    Source: lecture 000, loss function.
    """
    ### BEGIN SOLUTION
    r = np.abs(y_hat - y)
    return np.mean(np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "huber-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(huber, np.array([0.5]), np.array([0.0])).gives(0.125, "the square's part")
expect(huber, np.array([5.0]), np.array([8.0])).gives(2.5, "r = −3: the left arm")
expect(huber, np.array([0.5, 1.0, 3.0]), np.zeros(3)).gives(3.125 / 3, "the mean of .125, .5, 2.5")
expect(huber, np.array([3.0]), np.array([0.0]), 2.0).gives(4, "δ = 2: 2 (3 − 1)")
expect(huber, np.array([1, 0, -4]), np.array([0, 4, 1]), 2).gives(14.5 / 3, "whole numbers: (.5 + 6 + 8) / 3")
expect(huber, A, B).gives(0.625, "two rows: (1.5 + 0 + .5 + .5) / 4")

# %% [markdown]
# > **Predict.** Five measurements, 1, 2, 2.5, 4 and 2.05, but the last was typed as 20.5. We predict one number $c$ for all five.
# > Which $c$ has the smallest absolute, squared, Huber loss? Who believes the typo?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# The squared error believes it: its slope, twice the sum of all $c - y$, is 0 at the mean, 6, where nobody ever measured
# anything. The absolute error's slope counts how many values lie below $c$ and how many above: it is 0 at the median, 2.5.
# Huber lies between.
#
# </details>

# %%
measured = np.array([1.0, 2.0, 2.5, 4.0, 20.5])
residuals, candidates = np.linspace(-4, 4, 161), np.linspace(0, 10, 401)
names = {"absolute": mean_absolute_error, "squared": mean_squared_error, "Huber, δ = 1": huber}
best_c = {}
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for index, (name, loss) in enumerate(names.items()):
    axes[0].plot(residuals, [loss(np.array([r]), np.zeros(1)) for r in residuals], **plots.styled(index), label=name)
    values = np.array([loss(np.full(5, c), measured) for c in candidates])
    best_c[name] = candidates[values.argmin()]
    axes[1].plot(candidates, values / values.min(), **plots.styled(index), label=f"{name}: best c = {best_c[name]:.2f}")
    axes[1].plot(best_c[name], 1, "*", color="black", markersize=9)
axes[0].set(title="One residual's loss", xlabel="residual $r$", ylabel="loss", ylim=(0, 6))
axes[1].set(title="Four measurements and a typo", xlabel="prediction $c$", ylabel="loss / smallest", ylim=(0.9, 2.6))
for ax in axes:
    ax.legend(loc="upper center")
plots.show(
    "Three losses of a residual, and of one prediction for five numbers: only the squared error's best prediction follows the typo."
)

# %% [markdown]
# The squared error answers with the mean, 6<!-- {best_c["squared"]:g} -->; the absolute error with the median, 2.5<!-- {best_c["absolute"]:g} -->. Huber
# stays with the crowd too, at 2.75<!-- {best_c["Huber, δ = 1"]:g} -->, and its bottom is smooth, which gradient descent will like.
#
# ## 3.3 Yes or no: binary cross-entropy
#
# Now the output $\hat y$ is a probability that the answer is yes, and the truth $y$ is 0 or 1. What cost is fair? Ask how
# probable the model held the truth to be: $\hat y$ if $y = 1$, $1 - \hat y$ if $y = 0$. Its negative logarithm is 0 for a truth held certain, and
# grows without bound the more certain the model is of the opposite:
#
# $$ \text{BCE} = -\frac1N \sum_{i=1}^N \bigl[\, y^{(i)} \ln \hat y^{(i)} + (1 - y^{(i)}) \ln (1 - \hat y^{(i)}) \,\bigr] $$
#
# One of the two terms is always 0. **By hand**: notebook 1's neuron said $\hat y = .704746$. If the truth is 1, the loss is
# $-\ln .704746 = .349918$. If it is 0, it is $-\ln .295254 = 1.219919$. The mean of both is $.784919$.
#
# At $\hat y = 0$ the logarithm is $-\infty$, and $0 \cdot \infty$ is not a number at all. So first **clip** $\hat y$ to
# $[10^{-12},\, 1 - 10^{-12}]$ (`EPS` is $10^{-12}$). The worst loss is then $-\ln 10^{-12} = 27.63$. Whatever lies between
# the limits stays as it is: adding `EPS` to all probabilities is something else.


# %% nbgrader={"grade": false, "grade_id": "binary_cross_entropy", "locked": false, "schema_version": 3, "solution": true} minutes=8 dots=2
def binary_cross_entropy(y_hat, y):
    """The mean of −[y ln ŷ + (1 − y) ln(1 − ŷ)], with ŷ clipped to [1e-12, 1 − 1e-12] before.

    y_hat: predicted probabilities of class 1, shape (N,). y: truth, 0 or 1, shape (N,).
    Returns a number, always finite. Source: lecture 003, loss functions.
    """
    ### BEGIN SOLUTION
    y_hat = np.clip(y_hat, EPS, 1 - EPS)
    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "binary_cross_entropy-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(binary_cross_entropy, np.array([0.704746, 0.704746]), np.array([1, 0])).gives(0.784919, "by hand")
expect(binary_cross_entropy, np.array([0.0]), np.array([1])).gives(27.631021, "as wrong as can be, and yet finite")
expect(binary_cross_entropy, np.array([0.0, 1.0]), np.array([0, 1])).gives(0, "certain and right: no NaN")
expect(binary_cross_entropy, np.array([1e-9, 0.5]), np.array([1, 0])).gives(
    10.708206, "10⁻⁹ is no 0: it stays as it is"
)
expect(binary_cross_entropy, np.array([0, 1]), np.array([1, 1])).gives(13.815511, "whole numbers: (27.631021 + 0) / 2")

# %% [markdown]
# > **Predict.** Why not simply ½ the squared error of $\hat y$? Gradient descent feels only the slope of the loss in the score $z$, with
# > $\hat y = \sigma(z)$. Let $y = 1$. What does a neuron feel at $z = -6$, where it is quite wrong, from either loss?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# From the squared error nearly nothing: the sigmoid is flat there. From the cross-entropy a slope of nearly −1, the
# steepest there is. See the right panel.
#
# </details>

# %%
guesses, z, yes = np.linspace(0.002, 0.998, 250)[:, None], np.linspace(-8, 8, 321)[:, None], np.array([1])
costs = {
    "binary cross-entropy": binary_cross_entropy,
    "½ squared error": lambda y_hat, y: mean_squared_error(y_hat, y) / 2,
}
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for index, (name, cost) in enumerate(costs.items()):
    axes[0].plot(guesses, [cost(y_hat, yes) for y_hat in guesses], **plots.styled(index), label=f"{name}, y = 1")
    slope = np.gradient([cost(sigmoid(v), yes) for v in z], z[:, 0])
    axes[1].plot(z, slope, **plots.styled(index), label=name)
no = [binary_cross_entropy(y_hat, 0 * yes) for y_hat in guesses]
axes[0].plot(guesses, no, **plots.styled(2), label="binary cross-entropy, y = 0")
axes[0].set(title="Loss over the probability", xlabel=r"$\hat y$", ylabel="loss", ylim=(0, 7.5))
axes[1].set(title="Slope over the score, y = 1", xlabel="$z$", ylabel="slope of the loss in $z$", ylim=(-1.1, 0.3))
axes[0].legend(loc="upper center")
axes[1].legend(loc="upper left")
plots.show(
    "Left: the cross-entropy grows without bound towards the wrong end, the squared error does not. "
    "Right: where the neuron is most wrong, only the cross-entropy is steep."
)

# %% [markdown]
# The squared error's slope vanishes just where the neuron is most wrong, for the sigmoid is flat there. The logarithm
# undoes the sigmoid's exponential, and its slope is simply $\hat y - y$. Lecture 001 lists three such pairs of output
# activation and loss (its table 4.1): the identity with ½ squared error, the sigmoid with the binary cross-entropy, and
# softmax with the cross-entropy of 3.5. In each of them the slope in $z$ is $\hat y - y$ (of softmax, one for each class);
# notebooks 4 and 5 do the sums, and notebook 7 will live on that.
#
# ## 3.4 Classes as vectors
#
# With $K$ classes the truth is written as a vector with a single 1. Lecture 002 turns its classes 1, 2, 3 into
# $(1,0,0)$, $(0,1,0)$, $(0,0,1)$. Python counts from 0, so for us class 0 is $(1,0,0)$. Row $i$ of the result belongs
# to sample $i$; a class that happens not to occur still has its column.


# %% nbgrader={"grade": false, "grade_id": "one_hot", "locked": false, "schema_version": 3, "solution": true} minutes=6 dots=1
def one_hot(y, n_classes):
    """A row for each sample, 1 in the column of its class, 0 elsewhere: shape (N, K), float64.

    y: classes, whole numbers 0 … K−1, shape (N,). n_classes: K. Source: lecture 002, class vectors in the forward pass.
    """
    ### BEGIN SOLUTION
    return np.eye(n_classes)[y]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one_hot-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(one_hot, np.array([0, 1, 2]), 3).gives([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "lecture 002's three classes")
expect(one_hot, np.array([2, 0, 2]), 4).gives([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]], "classes 1 and 3 don't occur")
expect(one_hot, np.array([1]), 3).gives([[0, 1, 0]], "one sample")

# %% [markdown]
# ## 3.5 Cross-entropy
#
# The same idea for $K$ classes: how probable was the truth? Each row of $Y$ has a single 1, so the inner sum just picks
# out $\ln$ of the true class's probability:
#
# $$ \text{CE} = -\frac1N \sum_{i=1}^N \sum_{k=0}^{K-1} Y_{ik} \ln \hat Y_{ik} $$
#
# **By hand**, lecture 003's Iris flower: $\hat y = (.375167,\, .326154,\, .298679)$ and the true class is the first:
# $\text{CE} = -\ln .375167 = .980385$ (from the unrounded $\hat y$). A pure guess among three would cost $\ln 3 = 1.098612$.


# %% nbgrader={"grade": false, "grade_id": "cross_entropy", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=2
def cross_entropy(Y_hat, Y):
    """−Σ Y ln Ŷ over all samples and classes, divided by N, with Ŷ clipped to [1e-12, 1 − 1e-12] before.

    Y_hat: predicted probabilities, shape (N, K). Y: truth, one-hot, shape (N, K). Returns a number, always finite.
    Source: lecture 003, categorical cross-entropy.
    """
    ### BEGIN SOLUTION
    return -np.sum(Y * np.log(np.clip(Y_hat, EPS, 1 - EPS))) / len(Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cross_entropy-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
flower, setosa = np.array([[0.375167, 0.326154, 0.298679]]), np.array([[1.0, 0.0, 0.0]])
both = np.vstack([flower, [[0.2, 0.5, 0.3]]])
expect(cross_entropy, both, np.array([[1.0, 0, 0], [0, 0, 1]])).gives(
    1.092179, "two samples: −(ln .375167 + ln .3) / 2"
)
expect(cross_entropy, flower, setosa).gives(0.980385, "lecture 003's Iris flower")
expect(cross_entropy, np.full((2, 3), 1 / 3), np.array([[1.0, 0, 0], [0, 0, 1]])).gives(math.log(3), "pure guesses")
expect(cross_entropy, np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])).gives(27.631021, "finite at 0")
expect(cross_entropy, np.array([[1e-9, 1 - 1e-9], [0.5, 0.5]]), np.array([[1, 0], [0, 1]])).gives(
    10.708206, "10⁻⁹ is no 0: it stays as it is"
)

# %% [markdown]
# ## 3.6 Hinge: be right by a margin
#
# The hinge loss needs no probabilities. It looks at raw scores $s$ and asks that the true class $y$ lead every other
# class by at least 1; whatever is missing from that lead is the loss:
#
# $$ L = \frac1N \sum_{i=1}^N \sum_{k \ne y} \max(0,\; s_k - s_y + 1) \qquad (s = s^{(i)},\; y = y^{(i)}) $$
#
# **By hand**, with the scores of lecture 003's softmax example, $s = (.6,\, 1.1,\, -1.5,\, 1.2,\, 3.2,\, -1.1)$:
#
# - $y = 4$ (score 3.2): it leads all others by 2 or more ($y = 4$ is the fifth: counting begins at 0). The loss is 0, there is nothing left to learn.
# - $y = 3$ (score 1.2): the others give $.4,\; .9,\; 0,\; 3.0,\; 0$, together 4.3. Leave out $k = y$: it would add 1.


# %% nbgrader={"grade": false, "grade_id": "hinge", "locked": false, "schema_version": 3, "solution": true} minutes=14 dots=3
def hinge(scores, y):
    """The multi-class hinge loss: Σ over k ≠ y of max(0, s_k − s_y + 1), mean over the samples.

    scores: raw scores, shape (N, K). y: true classes, whole numbers 0 … K−1, shape (N,). Returns a number.
    Source: lecture 003, loss functions.
    """
    ### BEGIN SOLUTION
    rows = np.arange(len(y))
    missing = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    missing[rows, y] = 0
    return np.sum(missing) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "hinge-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
s = np.array([[0.6, 1.1, -1.5, 1.2, 3.2, -1.1]])
expect(hinge, s, np.array([3])).gives(4.3, ".4 + .9 + 3.0")
expect(hinge, s, np.array([4])).gives(0, "leads by more than 1")
expect(hinge, np.vstack([s, s]), np.array([4, 3])).gives(2.15, "the mean of both samples")
expect(hinge, np.array([[3, 2, 5], [-1, 0, -4]]), np.array([0, 1])).gives(
    1.5, "whole numbers; a lead of exactly 1 is enough"
)
expect(hinge, np.full((2, 3), -7.25), np.array([1, 0])).gives(2, "all scores equal: each rival costs 1")

# %% [markdown]
# ## 3.7 Two distributions: Kullback–Leibler
#
# What if the truth is itself a distribution: three of four doctors say yes? The divergence of $q$ (predicted) from $p$
# (true) takes the logarithm of the ratio $p_k / q_k$ for each class and weighs it with $p_k$. A class with $p_k = 0$ adds 0,
# the limit of $x \ln x$. Mind the order: here the truth $p$ comes *first*.
#
# $$ \text{KL}(p, q) = \sum_k p_k \ln \frac{p_k}{q_k} = \underbrace{-\sum_k p_k \ln q_k}_{\text{cross-entropy}}
#    \;-\; \underbrace{\Bigl(-\sum_k p_k \ln p_k\Bigr)}_{\text{entropy of } p} $$
#
# The **entropy** of $p$ is what its own uncertainty costs even the best of predictions, $q = p$; it is 0 for a one-hot truth.
#
# **By hand**: $p = (.5, .5)$, $q = (.25, .75)$ gives $.5 \ln 2 + .5 \ln \tfrac23 = .143841$; swapped,
# $.25 \ln \tfrac12 + .75 \ln \tfrac32 = .130812$. It is no distance: the order matters.


# %% nbgrader={"grade": false, "grade_id": "kl_divergence", "locked": false, "schema_version": 3, "solution": true} minutes=8 dots=2
def kl_divergence(p, q):
    """The Kullback–Leibler divergence Σ p ln(p/q), a number; terms with p = 0 are 0.

    p, q: distributions, shape (K,); p may hold zeros, q is > 0 everywhere. Source: lecture 003, loss functions.
    """
    ### BEGIN SOLUTION
    possible = p > 0
    return np.sum(p[possible] * np.log(p[possible] / q[possible]))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "kl_divergence-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(kl_divergence, np.array([0.5, 0.5]), np.array([0.25, 0.75])).gives(0.143841, "by hand")
expect(kl_divergence, np.array([0.25, 0.75]), np.array([0.5, 0.5])).gives(0.130812, "not symmetric")
expect(kl_divergence, setosa[0], flower[0]).gives(0.980385, "a one-hot truth: the cross-entropy again")
expect(kl_divergence, np.array([0, 0.25, 0.75]), np.array([0.2, 0.3, 0.5])).gives(0.258518, "a term with p = 0 is 0")
expect(kl_divergence, np.array([0.1, 0.9]), np.array([0.1, 0.9])).gives(0, "equal distributions")

# %%
lead, q1, p = np.linspace(-4, 4, 321), np.linspace(0.01, 0.99, 99), np.array([0.75, 0.25])
price = {
    "0/1 loss (notebook 2)": [float(v <= 0) for v in lead],
    "hinge": [hinge(np.array([[v, 0]]), np.array([0])) for v in lead],
    "cross-entropy, ŷ = σ(lead)": [cross_entropy(np.array([[sigmoid(v), sigmoid(-v)]]), setosa[:, :2]) for v in lead],
}
there = [kl_divergence(p, np.array([v, 1 - v])) for v in q1]
back = [kl_divergence(np.array([v, 1 - v]), p) for v in q1]
divergences = {
    "KL(p, q)": there,
    "KL(q, p), the other way round": back,
    "cross-entropy −Σ p ln q": there - p @ np.log(p),
}
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for ax, x, curves in ((axes[0], lead, price), (axes[1], q1, divergences)):
    for index, (name, values) in enumerate(curves.items()):
        ax.plot(x, values, **plots.styled(index), label=name)
    ax.legend(loc="upper right" if ax is axes[0] else "upper center")
axes[0].set(title="Two classes: the price of a lead", xlabel="lead of the true class, $s_y - s_k$", ylabel="loss")
axes[1].axvline(0.75, color="grey", linewidth=1)
axes[1].set(title="From p = (.75, .25), grey line: q = p", xlabel="$q_1$", ylabel="loss", ylim=(-0.1, 2.5))
plots.show(
    "Left: hinge and cross-entropy slope down towards a lead, the 0/1 loss is a step. "
    "Right: all three curves are lowest where q equals p; the cross-entropy lies above KL by a constant."
)

# %% [markdown]
# Left: the 0/1 loss is what we mean, but it is flat. Hinge and cross-entropy give it a slope; the hinge is content with
# a lead of 1, the cross-entropy never quite. Right: both divergences are 0 exactly at $q = p$. The cross-entropy is KL
# plus a constant, the entropy of $p$: minimising one minimises the other.
#
# > **Beyond the lectures.** A language model is trained with just the cross-entropy of 3.5, with a class for each of some
# > hundred thousand word pieces. What is reported is often $e^{\text{CE}}$, the *perplexity*: the
# > number of equally likely words among which a guess would be as good.

# %% [markdown]
# **Stretch** (no points): a loss for those who fear to predict too little. The *pinball* loss charges `share` · $|r|$ where the
# prediction is too low, and $(1 -$ `share`$)\,|r|$ where it is too high. Its best constant is no mean and no median but a
# quantile: with share .9 nine tenths of the values lie below.


# %% stretch="pinball"
def pinball(y_hat, y, share):
    """The pinball loss, the mean over all elements of share · |r| where ŷ < y, else (1 − share) · |r|; a number.

    y_hat: predictions, y: true values, both of shape (N,). share: between 0 and 1.
    Source: R. Koenker and G. Bassett, Regression quantiles (1978).
    """
    ### BEGIN SOLUTION
    r = y_hat - y
    return np.mean(np.where(r < 0, -share * r, (1 - share) * r))
    ### END SOLUTION


# %%
expect(pinball, np.array([1.0, 5.0]), np.array([3.0, 4.0]), 0.9).gives(0.95, "(.9 · 2 + .1 · 1) / 2")
expect(pinball, cat_hat, cat, 0.5).gives(0.065, "half the absolute error")

# %% [markdown]
# ## 3.8 Which loss goes with what?
#
# Lecture 003 asks it for four kinds of problem; lectures 000 and 001 answer it for the first three. Lecture 001's three
# pairs, those with the slope $\hat y - y$, are set in **bold**.
#
# | problem | truth | output activation | loss |
# |---|---|---|---|
# | regression | a number | **identity** | **½ squared**; absolute or Huber with outliers |
# | binary classification | 0 or 1 | **sigmoid** | **binary cross-entropy** |
# | one of K classes | one-hot | **softmax** (notebook 5) | **cross-entropy**; hinge on raw scores (identity) |
# | several of K labels | K times 0 or 1 | a sigmoid for each | binary cross-entropy, summed over the labels |
#
# ## 3.9 The detective story
#
# The fourth row of that table sums over the $K$ outputs of *one* sample: here $\hat y$ and $y$ have the shape (K,). Lecture
# 003 takes the same sum for its Iris flower, so that the wrong classes have a say too (for one of K classes the third row is
# the usual choice); for a logarithm of any base, $\log x = \ln x / \ln \text{base}$:
#
# $$ L = -\sum_{k=0}^{K-1} \bigl[\, y_k \log \hat y_k + (1 - y_k) \log(1 - \hat y_k) \,\bigr] $$

# %% [markdown]
# > **Look closely.** The slide prints $y_k \log \hat y_k\,(1 - y_k) \log(1 - \hat y_k)$, without the plus. What is that for labels 0 and 1?
#
# *Your answer:*
#
# <details><summary>Answer</summary>
#
# Always 0: one of $y_k$ and $1 - y_k$ is 0, and so is their product. The plus is missing (erratum 7).
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "summed_binary_cross_entropy", "locked": false, "schema_version": 3, "solution": true} minutes=7 dots=2
def summed_binary_cross_entropy(y_hat, y, base=math.e):
    """−Σ [y log ŷ + (1 − y) log(1 − ŷ)] over the K outputs of one sample, with ŷ clipped to [1e-12, 1 − 1e-12].

    y_hat: predicted probabilities, shape (K,). y: labels, 0 or 1, shape (K,). base: of the logarithm. Returns a number.
    Source: lecture 003, cross-entropy considering also negative samples (erratum 7).
    """
    ### BEGIN SOLUTION
    return len(y_hat) * binary_cross_entropy(y_hat, y) / math.log(base)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "summed_binary_cross_entropy-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
slide, label, coins = np.array([0.38, 0.32, 0.30]), np.array([1, 0, 0]), np.array([0.5, 0.5])
expect(summed_binary_cross_entropy, slide, label).gives(1.709921, "−(ln .38 + ln .68 + ln .70)")
expect(summed_binary_cross_entropy, coins, np.array([1, 0]), 2).gives(2, "two coin tosses are two bits")
expect(summed_binary_cross_entropy, np.array([0.0, 1.0, 0.3]), np.array([1, 1, 1])).gives(
    28.834994, "clipped, and three times yes"
)
expect(summed_binary_cross_entropy, np.array([0.25]), np.array([0]), 10).gives(0.124939, "one output, base 10")

# %% [markdown]
# For $\hat y = (.38, .32, .30)$ and $y = (1, 0, 0)$ the slide writes
# $J = -(\log .38 + \log(1 - .32) + \log(1 - .30)) = .74$ ($J$ is its letter for the loss): not the misprinted product,
# which is always 0, but your sum. And yet you got another number. Line up the suspects, each loss in three bases:

# %%
bases = {"base 2": 2, "base e": math.e, "base 10": 10}
suspects = {
    "cross-entropy": cross_entropy(slide[None], label[None]),
    "mean binary CE": binary_cross_entropy(slide, label),
    "summed binary CE": summed_binary_cross_entropy(slide, label),
}
fig, ax = plt.subplots(figsize=(8, 3.6))
for index, (name, base) in enumerate(bases.items()):
    values = [value / math.log(base) for value in suspects.values()]
    ax.plot(values, list(suspects), **plots.styled(index) | {"linestyle": "", "markersize": 9}, label=name)
ax.axvline(0.74, color="black", linewidth=1)
ax.text(0.76, 2.35, "the slide: .74")
ax.set(title="Who was it?", xlabel="$J$", xlim=(0, 2.9), ylim=(-0.5, 2.7))
ax.legend(loc="lower right")
plots.show("Three losses in three bases as nine points; exactly one lies on the slide's line at .74.")

# %% [markdown]
# Which base did the slide's calculator use (erratum 1)?


# %% nbgrader={"grade": false, "grade_id": "slide_log_base", "locked": false, "schema_version": 3, "solution": true} minutes=3 dots=1
def slide_log_base():
    """The base of the logarithm with which lecture 003's slide gets J = .74. Returns a whole number.

    Source: lecture 003, walk-through example: forward pass (erratum 1).
    """
    ### BEGIN SOLUTION
    return 10
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "slide_log_base-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(slide_log_base).satisfies("the sum is .74 in it", lambda base: round(1.709921 / math.log(base), 2) == 0.74)

# %% [markdown]
# One more clue: the network's second output is $.326154$, which rounds to $.33$, not to the slide's $.32$ (erratum 5).
# In that base $(.38, .33, .30)$ gives .749<!-- {summed_binary_cross_entropy(np.array([.38, .33, .30]), label, 10):.3f} -->, and the unrounded output .751<!-- {summed_binary_cross_entropy(flower[0], label, 10):.3f} -->: the slide's .74
# needs the base *and* the slip. Nor is the base a detail: the next slide differentiates $\log$ as if it were $\ln$, so its gradient does not
# fit its loss. Notebook 7 takes up the case.
#
# ## Summary
#
# | loss | formula (mean over N) | shapes | slope of one term, or what it asks |
# |---|---|---|---|
# | absolute | $\lvert r \rvert$, $r = \hat y - y$ | (N,) or (N, K) | ±1: the size of an outlier does not matter |
# | squared | $r^2$ | (N,) or (N, K) | $2r$: follows outliers |
# | Huber | $\tfrac12 r^2$ if $\lvert r \rvert \le \delta$, else $\delta\,(\lvert r \rvert - \tfrac12\delta)$ | (N,) or (N, K) | $r$, at most $\delta$ |
# | binary cross-entropy | $-\ln$ of the probability of the truth | (N,), (N,) | in $z$: $\hat y - y$ |
# | cross-entropy | $-\sum_k y_k \ln \hat y_k$ | (N, K), (N, K) | in $z$: $\hat y - y$ |
# | hinge | $\sum_{k \ne y} \max(0, s_k - s_y + 1)$ | (N, K), (N,) | content with a lead of 1 |
# | Kullback–Leibler | $\sum_k p_k \ln(p_k / q_k)$: cross-entropy minus the entropy of $p$ | (K,), (K,) | 0 at $q = p$ |
#
# Clip before the logarithm. A loss without its reduction (sum or mean, erratum 37) and its base (erratum 1) is not a
# number to compare. Next: going downhill on these losses (notebook 4).
#
# ## Read on
#
# - P. Huber, *Robust estimation of a location parameter* (1964), [doi:10.1214/aoms/1177703732](https://doi.org/10.1214/aoms/1177703732).
# - [Dive into Deep Learning, *Softmax regression*](https://d2l.ai/chapter_linear-classification/softmax-regression.html), with
#   the cross-entropy seen from information theory.
# - [C. Olah, *Visual information theory*](https://colah.github.io/posts/2015-09-Visual-Information/): entropy, cross-entropy and KL in pictures.
# - [CS231n, *Linear classification*](https://cs231n.github.io/linear-classify/): hinge and softmax side by side.
#
# **Sources**: lecture 003, R. Krestel, *Deep Learning for Natural Language Processing*, *Neural Networks* (slides *Loss Functions* and
# the Iris walk-through); lecture 000, C. Bergler (OTH Amberg-Weiden), *Deep Learning*, *Multi-Layer Perceptron* (slide *Loss Function*);
# lecture 001, G. Klambauer (JKU Linz), *Basic neural network architectures* (table 4.1); lecture 002, H. Beigy (Sharif),
# *Feedforward deep networks & backpropagation* (class vectors); lecture 004, *Neural networks* for reinforcement learning (slide
# *Error calculation*).
