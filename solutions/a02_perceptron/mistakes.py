"""Known wrong answers of a02_perceptron."""

import numpy as np


def _passes(X, y, w, max_passes, update):
    """Passes until one brings no update; `update(w, x, y)` makes one. Returns w and the updates of each pass."""
    counts = []
    for _ in range(max_passes):
        counts.append(0)
        for x_i, y_i in zip(X, y, strict=True):
            counts[-1] += bool(y_i * (w @ x_i) <= 0)
            w = update(w, x_i, y_i)
        if not counts[-1]:
            break
    return w, counts


def add_bias__last(X):
    """The column of ones belongs in front: w[0] is the bias. You appended it at the end."""
    return np.column_stack([X, np.ones(len(X))])


def add_bias__zeros(X):
    """The new column must hold ones, so that w[0] · 1 is added to the score; yours holds zeros."""
    return np.column_stack([np.zeros(len(X)), X])


def add_bias__row(X):
    """You added a row of ones. The bias is one more feature of each sample: a column."""
    return np.vstack([np.ones(np.shape(X)[1]), X])


def add_bias__forgotten(X):
    """The samples come back without their column of ones."""
    return np.array(X, dtype=float)


def add_bias__added(X):
    """You added 1 to every feature; the ones belong in a column of their own."""
    return X + 1.0


def predict__zero_is_positive(X, w):
    """At a score of exactly 0 the prediction is −1: compare with > 0, not with ≥ 0."""
    return np.where(X @ w >= 0, 1, -1)


def predict__sign(X, w):
    """`np.sign` gives 0 at a score of exactly 0, which is no class; there the prediction is −1."""
    return np.sign(X @ w)


def predict__zero_and_one(X, w):
    """You predict 0 and 1; the perceptron's classes are −1 and +1."""
    return np.where(X @ w > 0, 1, 0)


def predict__raw_score(X, w):
    """You return the scores; the prediction is their class, −1 or +1."""
    return X @ w


def predict__without_bias(X, w):
    """You left out the bias w[0]; X already has its column of ones, so the score is all of X·w."""
    return np.where(X[:, 1:] @ w[1:] > 0, 1, -1)


def predict__flipped(X, w):
    """The classes are swapped: a score above 0 is class +1."""
    return np.where(X @ w > 0, -1, 1)


def zero_one_loss__accuracy(y, y_hat):
    """That is the share of right predictions; a loss counts the wrong ones (erratum 10)."""
    return np.mean(y == y_hat)


def zero_one_loss__sum(y, y_hat):
    """You count the wrong predictions; the loss is their share, so divide by N."""
    return np.sum(y != y_hat)


def zero_one_loss__mean_difference(y, y_hat):
    """|y − ŷ| is 2 for a wrong prediction, as the labels are ±1; count 1 for each."""
    return np.mean(np.abs(y - y_hat))


def zero_one_loss__squared(y, y_hat):
    """(y − ŷ)² is 4 for a wrong prediction, as the labels are ±1; count 1 for each."""
    return np.mean((y - y_hat) ** 2)


def zero_one_loss__each(y, y_hat):
    """You return a loss for each sample; asked is their mean, one number."""
    return np.where(y != y_hat, 1.0, 0.0)


def perceptron_loss__sum(X, y, w):
    """You summed over the samples; the loss is their mean."""
    return len(y) * right.perceptron_loss(X, y, w)


def perceptron_loss__sign(X, y, w):
    """The sign inside is flipped: a sample has a loss if y w·x is negative, so the loss is max(0, −y w·x)."""
    return right.perceptron_loss(X, -y, w)


def perceptron_loss__no_maximum(X, y, w):
    """Without max(0, …) a right sample gets a negative loss and hides the wrong ones."""
    return np.mean(-y * (X @ w))


def perceptron_loss__maximum_of_the_mean(X, y, w):
    """You take the maximum with 0 of the mean; each sample needs its own, before the mean."""
    return max(0.0, np.mean(-y * (X @ w)))


def perceptron_loss__hinge(X, y, w):
    """That is the hinge loss with its margin of 1; the perceptron's loss is max(0, −y w·x)."""
    return np.mean(np.maximum(0, 1 - y * (X @ w)))


def perceptron_loss__over_the_wrong(X, y, w):
    """You divide by the number of wrong samples; the mean goes over all N."""
    losses = np.maximum(0, -y * (X @ w))
    return losses.sum() / max(1, np.count_nonzero(losses))


def perceptron_loss__without_label(X, y, w):
    """The label is missing: the loss of a sample is max(0, −y w·x)."""
    return np.mean(np.maximum(0, -(X @ w)))


def perceptron_loss__counts(X, y, w):
    """You count the wrong samples, that is the 0/1 loss; here each counts by its score, max(0, −y w·x)."""
    return np.mean(y * (X @ w) < 0)


def perceptron_update__every_sample(w, x, y, eta):
    """You update after every sample; only a wrong one (y w·x ≤ 0) moves the weights."""
    return w + eta * y * x


def perceptron_update__zero_is_right(w, x, y, eta):
    """A score of exactly 0 is a mistake too: the condition is y w·x ≤ 0 (erratum 11)."""
    return w + eta * y * x if y * (w @ x) < 0 else w.copy()


def perceptron_update__by_prediction(w, x, y, eta):
    """You predict and compare. At a score of exactly 0 a sample with y = −1 is predicted rightly, and yet the rule
    updates it: its condition is y w·x ≤ 0 (erratum 11).
    """
    return w + eta * y * x if right.predict(x[None], w)[0] != y else w.copy()


def perceptron_update__label_forgotten(w, x, y, eta):
    """The label is missing in the step, or its sign counts twice (erratum 9): it is + η y x, the minus comes from y."""
    return w + eta * x if y * (w @ x) <= 0 else w.copy()


def perceptron_update__minus(w, x, y, eta):
    """The step has the wrong sign: w moves by + η y x, towards the sample's own side (erratum 9)."""
    return w - eta * y * x if y * (w @ x) <= 0 else w.copy()


def perceptron_update__when_right(w, x, y, eta):
    """The condition is the wrong way round: you update where the sample is right."""
    return w + eta * y * x if y * (w @ x) > 0 else w.copy()


def perceptron_update__without_eta(w, x, y, eta):
    """The learning rate η is missing in the step."""
    return right.perceptron_update(w, x, y, 1.0)


def perceptron_update__adaline(w, x, y, eta):
    """That is Adaline's step, which measures the distance; the perceptron's is η y x, if the sample is wrong."""
    return right.adaline_update(w, x, y, eta)


def perceptron_update__doubled(w, x, y, eta):
    """Your step is twice too long: y − ŷ is ±2 for a wrong sample. The rule of this course steps by η y x."""
    return w + eta * (y - right.predict(x[None], w)[0]) * x


def perceptron_update__score_only(w, x, y, eta):
    """You look at the score alone; whether the sample is wrong depends on its label too: y w·x ≤ 0."""
    return w + eta * y * x if w @ x <= 0 else w.copy()


def perceptron_update__margin(w, x, y, eta):
    """You update samples that are right by less than 1; the perceptron asks for no margin: y w·x ≤ 0."""
    return w + eta * y * x if y * (w @ x) <= 1 else w.copy()


def perceptron_update__step_only(w, x, y, eta):
    """You return the step alone; the new weights are the old ones plus the step."""
    return right.perceptron_update(w, x, y, eta) - w


def perceptron_update__in_place(w, x, y, eta):
    """You changed w in place, as w += … does; return a new array."""
    if y * (w @ x) <= 0:
        w += eta * y * x
    return w


def perceptron_update__copy_in_place(w, x, y, eta):
    """You add to a copy in place. If w holds whole numbers, so does its copy, and fractions don't fit in; write w + …
    instead.
    """
    new = w.copy()
    if y * (w @ x) <= 0:
        new += eta * y * x
    return new


def perceptron_update__same_array(w, x, y, eta):
    """For a right sample you return w itself; who writes into your answer changes w. Return a copy."""
    return w + eta * y * x if y * (w @ x) <= 0 else w


def perceptron_update__nothing_if_right(w, x, y, eta):
    """For a right sample your function returns nothing; return the weights then, too."""
    return w + eta * y * x if y * (w @ x) <= 0 else None


def perceptron_update__bias_stays(w, x, y, eta):
    """The bias w[0] does not move in your update; it is a weight like the others."""
    new = right.perceptron_update(w, x, y, eta)
    return np.append(w[0], new[1:])


def fit_perceptron__one_pass(X, y, w0, eta, max_passes):
    """You go through the samples once; repeat passes until one brings no update."""
    return right.fit_perceptron(X, y, w0, eta, 1)


def fit_perceptron__counts_passes(X, y, w0, eta, max_passes):
    """You return the number of passes; asked is the number of updates."""
    w, counts = _passes(X, y, w0, max_passes, lambda w, x, y: right.perceptron_update(w, x, y, eta))
    return w, len(counts)


def fit_perceptron__counts_visits(X, y, w0, eta, max_passes):
    """You count every sample you visit; count only those that move the weights."""
    w, counts = _passes(X, y, w0, max_passes, lambda w, x, y: right.perceptron_update(w, x, y, eta))
    return w, len(counts) * len(y)


def fit_perceptron__counts_the_last_pass(X, y, w0, eta, max_passes):
    """You count the updates of the last pass only: the counter is set to 0 again in each pass. Count them all."""
    w, counts = _passes(X, y, w0, max_passes, lambda w, x, y: right.perceptron_update(w, x, y, eta))
    return w, counts[-1] if counts else 0


def fit_perceptron__swapped(X, y, w0, eta, max_passes):
    """The two results are swapped: first the weights, then the number of updates."""
    return right.fit_perceptron(X, y, w0, eta, max_passes)[::-1]


def fit_perceptron__weights_only(X, y, w0, eta, max_passes):
    """You return the weights alone; the number of updates belongs to the answer: (w, updates)."""
    return right.fit_perceptron(X, y, w0, eta, max_passes)[0]


def fit_perceptron__batch(X, y, w0, eta, max_passes):
    """You decide which samples are wrong once for a whole pass; w moves after each wrong sample, before you look at
    the next.
    """
    w, updates = w0, 0
    for _ in range(max_passes):
        wrong = y * (X @ w) <= 0
        if not wrong.any():
            break
        w, updates = w + eta * (y[wrong] @ X[wrong]), updates + int(wrong.sum())
    return w, updates


def fit_perceptron__one_update_a_pass(X, y, w0, eta, max_passes):
    """You begin a new pass after each update; go on with the next sample instead."""
    w, updates = w0, 0
    for _ in range(max_passes):
        wrong = np.flatnonzero(y * (X @ w) <= 0)
        if not len(wrong):
            break
        w, updates = w + eta * y[wrong[0]] * X[wrong[0]], updates + 1
    return w, updates


def fit_perceptron__stops_at_a_right_sample(X, y, w0, eta, max_passes):
    """You stop at the first sample that is right; stop only after a whole pass without an update."""
    w, updates = w0, 0
    for _ in range(max_passes):
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (w @ x_i) > 0:
                return w, updates
            w, updates = w + eta * y_i * x_i, updates + 1
    return w, updates


def fit_perceptron__by_prediction(X, y, w0, eta, max_passes):
    """You predict and compare. At a score of exactly 0 a sample with y = −1 is predicted rightly, and yet it counts as
    a mistake: y w·x ≤ 0 (erratum 11).
    """
    w, updates = w0, 0
    for _ in range(max_passes):
        before = updates
        for x_i, y_i in zip(X, y, strict=True):
            if right.predict(x_i[None], w)[0] != y_i:
                w, updates = w + eta * y_i * x_i, updates + 1
        if updates == before:
            break
    return w, updates


def fit_perceptron__from_zero(X, y, w0, eta, max_passes):
    """Training starts from w0; yours starts from zero."""
    return right.fit_perceptron(X, y, np.zeros(len(w0)), eta, max_passes)


def fit_perceptron__without_eta(X, y, w0, eta, max_passes):
    """The learning rate η is missing in your updates."""
    return right.fit_perceptron(X, y, w0, 1.0, max_passes)


def adaline_update__perceptron(w, x, y, eta):
    """That is the perceptron's step; Adaline steps by how far the score is off: η (y − w·x) x."""
    return right.perceptron_update(w, x, y, eta)


def adaline_update__only_when_wrong(w, x, y, eta):
    """You step only if the sample is on the wrong side; Adaline learns from every sample whose score is not y."""
    return right.adaline_update(w, x, y, eta) if y * (w @ x) <= 0 else w.copy()


def adaline_update__thresholded(w, x, y, eta):
    """You take the error of the thresholded output; Adaline's error is that of the raw score, y − w·x."""
    return w + eta * (y - right.predict(x[None], w)[0]) * x


def adaline_update__minus(w, x, y, eta):
    """The sign is flipped: this step goes uphill. It is w + η (y − w·x) x."""
    return right.adaline_update(w, x, y, -eta)


def adaline_update__without_eta(w, x, y, eta):
    """The learning rate η is missing in the step."""
    return right.adaline_update(w, x, y, 1.0)


def adaline_update__without_x(w, x, y, eta):
    """The error must be multiplied by x: a weight moves in proportion to its input."""
    return w + eta * (y - w @ x)


def adaline_update__doubled(w, x, y, eta):
    """Your step is twice too long: the error is ½ (y − w·x)², so the 2 of the derivative cancels."""
    return right.adaline_update(w, x, y, 2 * eta)


def adaline_update__step_only(w, x, y, eta):
    """You return the step alone; the new weights are the old ones plus the step."""
    return right.adaline_update(w, x, y, eta) - w


def adaline_update__copy_in_place(w, x, y, eta):
    """You add to a copy in place. If w holds whole numbers, so does its copy, and fractions don't fit in; write w + …
    instead.
    """
    new = w.copy()
    new += eta * (y - w @ x) * x
    return new


def decision_line__upside_down(w):
    """Slope and intercept are divided by w1; solving for x2 divides by w2."""
    return -w[2] / w[1], -w[0] / w[1]


def decision_line__signs(w):
    """The signs are lost: moving w0 and w1 x1 to the other side makes them −w1/w2 and −w0/w2."""
    return w[1] / w[2], w[0] / w[2]


def decision_line__slope_sign(w):
    """The slope's sign is lost: moving w1 x1 to the other side makes it −w1/w2."""
    return w[1] / w[2], -w[0] / w[2]


def decision_line__intercept_sign(w):
    """The intercept's sign is lost: moving w0 to the other side makes it −w0/w2."""
    return -w[1] / w[2], w[0] / w[2]


def decision_line__swapped(w):
    """Slope and intercept are swapped: first the slope −w1/w2, then the intercept −w0/w2."""
    return right.decision_line(w)[::-1]


def decision_line__arrow(w):
    """w2/w1 is the slope of the arrow (w1, w2), which stands upright on the line; the line's own slope is −w1/w2."""
    return w[2] / w[1], -w[0] / w[2]


def decision_line__bias_last(w):
    """You took w[2] for the bias; the bias is w[0]."""
    return -w[0] / w[1], -w[2] / w[1]


def quiz_weights__and():
    """Those weights make AND: (0,1) and (1,0) must be in class +1 too, so raise the bias."""
    return np.array([-1.5, 1.0, 1.0])


def quiz_weights__bias_last():
    """With the bias first, w is (w0, w1, w2); yours looks as if the bias came last."""
    return np.array([1.0, 1.0, -0.5])


def quiz_weights__always():
    """With these weights (0,0) is in class +1 as well: its score is the bias, which must not be above 0."""
    return np.array([0.5, 1.0, 1.0])


def quiz_weights__without_bias():
    """Put the bias in front: three weights, (w0, w1, w2)."""
    return np.array([1.0, 1.0])
