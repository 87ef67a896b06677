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
# # 3 · Loss functions
#
# A network learns by making one number smaller. That number, the loss, is the only thing it ever hears about what you
# want, so choose it well. At the end your losses turn detective: a lecture's slide prints $J = .74$, and that is odd.
#
# **You will learn** three losses for numbers, and what each does with an outlier; why a confident wrong probability
# must cost so much, and why computers need clipping; losses for classes and distributions (cross-entropy, hinge,
# Kullback–Leibler); and which loss goes with which task and output activation.
#
# **Taken as given**: numpy arrays, logarithms, the sigmoid (notebook 1). **Sources**: lecture 003 (DL4NLP, *Loss
# Functions* and the Iris walk-through), 000 (OTH, *Loss Function*), 001 (JKU, table 4.1), 002 (Sharif, class vectors),
# 004 (RL, *Error calculation*).
#
# Replace each `raise NotImplementedError()` by your own code and run the cell below it: it says what was expected.
#
# ## Conventions
#
# | here | shape | means | in the lectures |
# |---|---|---|---|
# | `y_hat`, `y` | (N,) or (N, K) | numbers: predicted, true | $\hat y, y$ (000, 003, 004); $a, y$ (001); $h, t$ (002) |
# | `p`, `t` | (N,) | predicted probability of "yes"; truth, 0 or 1 | $\hat y, y$ (003); $h, t$ (002) |
# | `y` in `one_hot`, `hinge` | (N,) | classes, whole numbers $0 \dots K-1$ | 002 counts $1 \dots K$ |
# | `P`, `Y` | (N, K) | probabilities of K classes; truth, one-hot | $\hat y, y$ (003) |
# | `scores` | (N, K) | raw scores, any real numbers | $s_j$ (003) |
#
# A loss is the **mean** over the batch; logarithms are natural ($\ln$) unless a base is given. The lectures differ: 000
# and 001 halve a square, 002 divides by $2m$, 004 sums. A factor does not move the minimum, but it does change the
# number. No function changes its arguments.

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
# over all $n$ elements of the arrays:
# $$ \text{MAE} = \frac1n \sum_i |r_i| \qquad\qquad \text{MSE} = \frac1n \sum_i r_i^2 $$
# **By hand**, lecture 004's cat: $\hat y = (.87, .13)$, $y = (1, 0)$. The residuals are $-.13$ and $.13$, so the MAE is
# $.13$; their squares are $.0169$ each. The lecture prints $.0338$. Why (erratum 37)? It is a *sum*; ours is the mean.


# %% nbgrader={"grade": false, "grade_id": "mean_absolute_error", "locked": false, "schema_version": 3, "solution": true}
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
expect(mean_absolute_error, cat_hat, cat).gives(0.13, "lecture 004's cat")
expect(mean_absolute_error, A, B).gives(1, "(2 + 0 + 1 + 1) / 4")


# %% nbgrader={"grade": false, "grade_id": "mean_squared_error", "locked": false, "schema_version": 3, "solution": true}
def mean_squared_error(y_hat, y):
    """The mean of (ŷ − y)² over all elements, a number.

    y_hat, y: as above. Source: lecture 003, loss functions; lecture 004, error calculation (erratum 37).
    """
    ### BEGIN SOLUTION
    return np.mean((y_hat - y) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mean_squared_error-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(mean_squared_error, cat_hat, cat).gives(0.0169, "half of the lecture's sum .0338")
expect(mean_squared_error, A, B).gives(1.5, "(4 + 0 + 1 + 1) / 4")

# %% [markdown]
# ## 3.2 Huber: a square with straight arms
#
# Squared, one residual of 10 costs as much as a hundred of 1; the absolute value has a kink at 0. Huber's loss is a
# square near 0 and a straight line from $|r| = \delta$ on, glued so that neither value nor slope jumps: the mean of
# $$ h(r) = \begin{cases} \tfrac12 r^2 & |r| \le \delta \\ \delta\,(|r| - \tfrac12\delta) & \text{else} \end{cases} $$
# **By hand** with $\delta = 1$: $r = .5$ gives $.125$; $r = 1$ gives $.5$ by both lines; $r = 3$ gives $3 - .5 = 2.5$.


# %% nbgrader={"grade": false, "grade_id": "huber", "locked": false, "schema_version": 3, "solution": true}
def huber(y_hat, y, delta=1.0):
    """Huber's loss, the mean over all elements of ½ r² if |r| ≤ δ, else δ (|r| − ½ δ), with r = ŷ − y; a number.

    y_hat, y: as above. delta: where the line begins, > 0. Source: lecture 000, loss function.
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

# %% [markdown]
# **What does a loss do with an outlier?** Five measurements, 1, 2, 2.5, 4 and 2.05, but the last was typed as 20.5. We
# predict one number $c$ for all five. Which $c$ has the smallest loss? Guess before you run: who believes the typo?

# %%
measured = np.array([1.0, 2.0, 2.5, 4.0, 20.5])
residuals, guesses = np.linspace(-4, 4, 161), np.linspace(0, 10, 401)
names = {"absolute": mean_absolute_error, "squared": mean_squared_error, "Huber, δ = 1": huber}
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for (name, loss), colour in zip(names.items(), plots.CLASSES):
    axes[0].plot(residuals, [loss(np.array([r]), np.zeros(1)) for r in residuals], color=colour, label=name)
    values = np.array([loss(np.full(5, c), measured) for c in guesses])
    best = guesses[values.argmin()]
    axes[1].plot(guesses, values / values.min(), color=colour, label=f"{name}: best c = {best:.2f}")
    axes[1].plot(best, 1, "o", color=colour)
axes[0].set(title="One residual's loss", xlabel="residual $r$", ylabel="loss", ylim=(0, 6))
axes[1].set(title="Four measurements and a typo", xlabel="prediction $c$", ylabel="loss / smallest", ylim=(0.9, 2.6))
for ax in axes:
    ax.legend(loc="upper center")
plt.show()

# %% [markdown]
# The squared error answers with the mean, 6, where nobody ever measured anything; the absolute error with the median,
# 2.5. Huber stays with the crowd too, at 2.75, and its bottom is smooth, which gradient descent will like.
#
# ## 3.3 Yes or no: binary cross-entropy
#
# Now the output is a probability $p$ that the answer is yes, and the truth $t$ is 0 or 1. What cost is fair? Ask how
# probable the truth was: $p$ if $t = 1$, $1 - p$ if $t = 0$. Its negative logarithm is 0 for a truth held certain, and
# grows without bound the more certain the model is of the opposite:
# $$ \text{BCE} = -\frac1N \sum_i \bigl[\, t_i \ln p_i + (1 - t_i) \ln (1 - p_i) \,\bigr] $$
# One of the two terms is always 0. **By hand**: notebook 1's neuron said $p = .704746$. If the truth is 1, the loss is
# $-\ln .704746 = .349918$. If it is 0, it is $-\ln .295254 = 1.219919$. The mean of both is $.784919$.
#
# At $p = 0$ the logarithm is $-\infty$, and $0 \cdot \infty$ is not a number at all: one such sample spoils a whole
# training. So first **clip** $p$ to $[10^{-12},\, 1 - 10^{-12}]$ (`EPS` is $10^{-12}$). The worst loss is then 27.63.


# %% nbgrader={"grade": false, "grade_id": "binary_cross_entropy", "locked": false, "schema_version": 3, "solution": true}
def binary_cross_entropy(p, t):
    """The mean of −[t ln p + (1 − t) ln(1 − p)], with p clipped to [1e-12, 1 − 1e-12] before.

    p: predicted probabilities of class 1, shape (N,). t: truth, 0 or 1, shape (N,). Returns a number, always finite.
    Source: lecture 003, loss functions.
    """
    ### BEGIN SOLUTION
    p = np.clip(p, EPS, 1 - EPS)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "binary_cross_entropy-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
expect(binary_cross_entropy, np.array([0.704746, 0.704746]), np.array([1, 0])).gives(0.784919, "by hand")
expect(binary_cross_entropy, np.array([0.0]), np.array([1])).gives(27.631021, "as wrong as can be, and yet finite")
expect(binary_cross_entropy, np.array([0.0, 1.0]), np.array([0, 1])).gives(0, "certain and right: no NaN")

# %% [markdown]
# Why not simply the squared error of $p$? Lecture 001 pairs each loss with an output activation (table 4.1), and asks
# what goes wrong with other pairs. Look at the right panel, for $t = 1$ and $p = \sigma(z)$: it shows the slope in the
# score $z$, which is all that gradient descent will feel. What does a neuron feel at $z = -6$, where it is quite wrong?

# %%
probabilities, z, one = np.linspace(0.002, 0.998, 250)[:, None], np.linspace(-8, 8, 321)[:, None], np.array([1])
costs = {"binary cross-entropy": binary_cross_entropy, "½ squared error": lambda p, t: mean_squared_error(p, t) / 2}
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for (name, cost), colour in zip(costs.items(), plots.CLASSES):
    axes[0].plot(probabilities, [cost(p, one) for p in probabilities], color=colour, label=f"{name}, t = 1")
    slope = np.gradient([cost(sigmoid(v), one) for v in z], z[:, 0])
    axes[1].plot(z, slope, color=colour, label=name)
no = [binary_cross_entropy(p, 0 * one) for p in probabilities]
axes[0].plot(probabilities, no, "--", color=plots.CLASSES[0], label="binary cross-entropy, t = 0")
axes[0].set(title="Loss over the probability", xlabel="$p$", ylabel="loss", ylim=(0, 7.5))
axes[1].set(title="Slope over the score, t = 1", xlabel="$z$", ylabel="slope of the loss in $z$", ylim=(-1.1, 0.3))
axes[0].legend(loc="upper center")
axes[1].legend(loc="upper left")
plt.show()

# %% [markdown]
# The squared error's slope vanishes just where the neuron is most wrong, for the sigmoid is flat there. The logarithm
# undoes the sigmoid's exponential, and its slope is simply $p - t$. Every pair of table 4.1 has this slope.
#
# ## 3.4 Classes as vectors
#
# With $K$ classes the truth is written as a vector with a single 1. Lecture 002 turns its classes 1, 2, 3 into
# $(1,0,0)$, $(0,1,0)$, $(0,0,1)$. Python counts from 0, so for us class 0 is $(1,0,0)$. Row $i$ of the result belongs
# to sample $i$; a class that happens not to occur still has its column.


# %% nbgrader={"grade": false, "grade_id": "one_hot", "locked": false, "schema_version": 3, "solution": true}
def one_hot(y, n_classes):
    """A row for each sample, 1 in the column of its class, 0 elsewhere: shape (N, K), float64.

    y: classes, whole numbers 0 … K−1, shape (N,). n_classes: K. Source: lecture 002, class vectors in the forward pass.
    """
    ### BEGIN SOLUTION
    return np.eye(n_classes)[y]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one_hot-check", "locked": true, "points": 0.5, "schema_version": 3, "solution": false}
expect(one_hot, np.array([0, 1, 2]), 3).gives([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "lecture 002's three classes")
expect(one_hot, np.array([2, 0]), 4).gives([[0, 0, 1, 0], [1, 0, 0, 0]], "classes 1 and 3 don't occur")

# %% [markdown]
# ## 3.5 Cross-entropy
#
# The same idea for $K$ classes: how probable was the truth? Each row of $Y$ has a single 1, so the inner sum just picks
# out $\ln$ of the true class's probability:
# $$ \text{CE} = -\frac1N \sum_{i=1}^N \sum_{k=1}^K Y_{ik} \ln P_{ik} $$
# **By hand**, lecture 003's Iris flower: $P = (.375167,\, .326154,\, .298679)$ and the true class is the first:
# $\text{CE} = -\ln .375167 = .980385$ (from the unrounded $P$). A pure guess among three would cost $\ln 3 = 1.098612$.


# %% nbgrader={"grade": false, "grade_id": "cross_entropy", "locked": false, "schema_version": 3, "solution": true}
def cross_entropy(P, Y):
    """−Σ Y ln P over all samples and classes, divided by N, with P clipped to [1e-12, 1 − 1e-12] before.

    P: predicted probabilities, shape (N, K). Y: truth, one-hot, shape (N, K). Returns a number, always finite.
    Source: lecture 003, categorical cross-entropy.
    """
    ### BEGIN SOLUTION
    return -np.sum(Y * np.log(np.clip(P, EPS, 1 - EPS))) / len(Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cross_entropy-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
flower, setosa = np.array([[0.375167, 0.326154, 0.298679]]), np.array([[1.0, 0.0, 0.0]])
expect(cross_entropy, flower, setosa).gives(0.980385, "lecture 003's Iris flower")
expect(cross_entropy, np.full((2, 3), 1 / 3), np.array([[1.0, 0, 0], [0, 0, 1]])).gives(math.log(3), "pure guesses")
expect(cross_entropy, np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])).gives(27.631021, "finite at P = 0")

# %% [markdown]
# ## 3.6 Hinge: be right by a margin
#
# The hinge loss needs no probabilities. It looks at raw scores $s$ and asks that the true class $y$ lead every other
# class by at least 1; whatever is missing from that lead is the loss:
# $$ L = \frac1N \sum_i \sum_{j \ne y_i} \max(0,\; s_{ij} - s_{i y_i} + 1) $$
# **By hand**, with the scores of lecture 003's softmax example, $s = (.6,\, 1.1,\, -1.5,\, 1.2,\, 3.2,\, -1.1)$:
#
# - $y = 4$ (score 3.2): it leads all others by 2 or more. The loss is 0, there is nothing left to learn.
# - $y = 3$ (score 1.2): the others give $.4,\; .9,\; 0,\; 3.0,\; 0$, together 4.3. Leave out $j = y$: it would add 1.


# %% nbgrader={"grade": false, "grade_id": "hinge", "locked": false, "schema_version": 3, "solution": true}
def hinge(scores, y):
    """The multi-class hinge loss: Σ over j ≠ y of max(0, s_j − s_y + 1), mean over the samples.

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
expect(hinge, s, np.array([4])).gives(0, "leads by more than 1")
expect(hinge, s, np.array([3])).gives(4.3, ".4 + .9 + 3.0")
expect(hinge, np.vstack([s, s]), np.array([4, 3])).gives(2.15, "the mean of both samples")

# %% [markdown]
# ## 3.7 Two distributions: Kullback–Leibler
#
# What if the truth is itself a distribution: three of four doctors say yes? The divergence of $q$ (predicted) from $p$
# (true) is the mean log-ratio under $p$; a class with $p_k = 0$ adds 0:
# $$ \text{KL}(p, q) = \sum_k p_k \ln \frac{p_k}{q_k} $$
# **By hand**: $p = (.5, .5)$, $q = (.25, .75)$ gives $.5 \ln 2 + .5 \ln \tfrac23 = .143841$; swapped,
# $.25 \ln \tfrac12 + .75 \ln \tfrac32 = .130812$. It is no distance: the order matters.


# %% nbgrader={"grade": false, "grade_id": "kl_divergence", "locked": false, "schema_version": 3, "solution": true}
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

# %%
lead, q1, p = np.linspace(-4, 4, 321), np.linspace(0.01, 0.99, 99), np.array([0.75, 0.25])
price = {
    "0/1 loss (notebook 2)": [float(v <= 0) for v in lead],
    "hinge": [hinge(np.array([[v, 0]]), np.array([0])) for v in lead],
    "cross-entropy, p = σ(lead)": [cross_entropy(np.array([[sigmoid(v), sigmoid(-v)]]), setosa[:, :2]) for v in lead],
}
there = [kl_divergence(p, np.array([v, 1 - v])) for v in q1]
back = [kl_divergence(np.array([v, 1 - v]), p) for v in q1]
divergences = {"KL(p, q)": there, "KL(q, p)": back, "−Σ p ln q": there - p @ np.log(p)}
fig, axes = plt.subplots(1, 2, figsize=(11, 4))
for ax, x, curves in ((axes[0], lead, price), (axes[1], q1, divergences)):
    for (name, values), colour in zip(curves.items(), plots.CLASSES):
        ax.plot(x, values, color=colour, label=name)
    ax.legend(loc="upper right" if ax is axes[0] else "upper center")
axes[0].set(title="Two classes: the price of a lead", xlabel="lead of the true class, $s_y - s_j$", ylabel="loss")
axes[1].axvline(0.75, color="grey", linewidth=1)
axes[1].set(title="From p = (.75, .25), grey line: q = p", xlabel="$q_1$", ylabel="loss", ylim=(-0.1, 2.5))
plt.show()

# %% [markdown]
# Left: the 0/1 loss is what we mean, but it is flat. Hinge and cross-entropy give it a slope; the hinge is content with
# a lead of 1, the cross-entropy never quite. Right: both divergences are 0 exactly at $q = p$. The cross-entropy is KL
# plus a constant, the entropy of $p$: minimising one minimises the other.
#
# ## 3.8 Which loss goes with what?
#
# Lecture 003 asks it for four kinds of problem; lectures 000 and 001 (table 4.1) answer it for the first three.
#
# | problem | truth | output activation | loss |
# |---|---|---|---|
# | regression | a number | identity | squared; absolute or Huber with outliers |
# | binary classification | 0 or 1 | sigmoid | binary cross-entropy |
# | one of K classes | one-hot | softmax (notebook 5) | cross-entropy; hinge on raw scores (identity) |
# | several of K labels | K times 0 or 1 | a sigmoid for each | binary cross-entropy, summed over the labels |
#
# ## 3.9 The detective story
#
# The fourth row sums over the $K$ outputs of *one* sample. Lecture 003 takes the same sum for its Iris flower, so that
# the wrong classes have a say too:
# $$ J = -\sum_{k=1}^K \bigl[\, y_k \log \hat y_k + (1 - y_k) \log(1 - \hat y_k) \,\bigr] $$
# The slide prints $y_k \log \hat y_k\,(1 - y_k) \log(1 - \hat y_k)$, without the plus. What is that for labels 0 and 1
# (erratum 7)? Write the sum, for a logarithm of any base $b$: $\log_b x = \ln x / \ln b$.


# %% nbgrader={"grade": false, "grade_id": "summed_binary_cross_entropy", "locked": false, "schema_version": 3, "solution": true}
def summed_binary_cross_entropy(p, y, base=math.e):
    """−Σ [y log p + (1 − y) log(1 − p)] over the K outputs of one sample, with p clipped to [1e-12, 1 − 1e-12].

    p: predicted probabilities, shape (K,). y: labels, 0 or 1, shape (K,). base: of the logarithm. Returns a number.
    Source: lecture 003, cross-entropy considering also negative samples (erratum 7).
    """
    ### BEGIN SOLUTION
    return len(p) * binary_cross_entropy(p, y) / math.log(base)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "summed_binary_cross_entropy-check", "locked": true, "points": 1, "schema_version": 3, "solution": false}
slide, label, coins = np.array([0.38, 0.32, 0.30]), np.array([1, 0, 0]), np.array([0.5, 0.5])
expect(summed_binary_cross_entropy, slide, label).gives(1.709921, "−(ln .38 + ln .68 + ln .70)")
expect(summed_binary_cross_entropy, coins, np.array([1, 0]), 2).gives(2, "two coin tosses are two bits")

# %% [markdown]
# For $\hat y = (.38, .32, .30)$ and $y = (1, 0, 0)$ the slide writes
# $J = -(\log .38 + \log(1 - .32) + \log(1 - .30)) = .74$: not the misprinted product, which is always 0, but your sum.
# And yet you got another number (erratum 1). Line up the suspects, each loss in three bases:

# %%
bases = {"base 2": 2, "base e": math.e, "base 10": 10}
suspects = {
    "cross-entropy": cross_entropy(slide[None], label[None]),
    "mean binary CE": binary_cross_entropy(slide, label),
    "summed binary CE": summed_binary_cross_entropy(slide, label),
}
fig, ax = plt.subplots(figsize=(8, 3.6))
for (name, base), colour, marker in zip(bases.items(), plots.CLASSES, "o^s"):
    values = [value / math.log(base) for value in suspects.values()]
    ax.plot(values, list(suspects), marker, color=colour, label=name, markersize=9)
ax.axvline(0.74, color="black", linewidth=1)
ax.text(0.76, 2.35, "the slide: .74")
ax.set(title="Who was it?", xlabel="$J$", xlim=(0, 2.9), ylim=(-0.5, 2.7))
ax.legend(loc="lower right")
plt.show()

# %% [markdown]
# Which base did the slide's calculator use?


# %% nbgrader={"grade": false, "grade_id": "slide_log_base", "locked": false, "schema_version": 3, "solution": true}
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
# In that base $(.38, .33, .30)$ gives $.749$, and the unrounded output $.751$: the slide's $.74$ needs the base *and*
# the slip. Nor is the base a detail: the next slide differentiates $\log$ as if it were $\ln$, so its gradient does not
# fit its loss. Notebook 7 takes up the case.
#
# ## Summary
#
# - The squared error follows outliers, the absolute error ignores their size, Huber is the compromise.
# - Cross-entropy is $-\ln$ of the probability of the truth; clip before the logarithm. With its own activation, the
#   slope in the score is just $p - t$.
# - Hinge asks for a lead of 1; KL compares distributions, and for a one-hot truth it *is* the cross-entropy.
# - A loss without its reduction (sum or mean, erratum 37) and its base (erratum 1) is not a number to compare.
#
# Next: going downhill on these losses (notebook 4).
