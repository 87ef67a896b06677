"""Known wrong answers of a03_losses."""

import math

import numpy as np

_EPS = 1e-12


def _clip(y_hat):
    return np.clip(y_hat, _EPS, 1 - _EPS)


def _missing(scores, y):
    """What is missing from the lead over each class, with the true class left out."""
    rows = np.arange(len(y))
    missing = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    missing[rows, y] = 0
    return missing


def mean_absolute_error__signed(y_hat, y):
    """Without the absolute value, errors upwards and downwards cancel."""
    return np.mean(y_hat - y)


def mean_absolute_error__absolute_too_late(y_hat, y):
    """Take the absolute value of each residual first and the mean afterwards; otherwise the signs cancel."""
    return np.abs(np.mean(y_hat - y))


def mean_absolute_error__sum(y_hat, y):
    """That is the sum; the loss is the mean over all elements."""
    return right.mean_absolute_error(y_hat, y) * np.size(y)


def mean_absolute_error__over_the_rows(y_hat, y):
    """You divide by the number of rows; in a table of N rows and K columns the mean goes over all N·K elements."""
    return np.sum(np.abs(y_hat - y)) / len(y)


def mean_absolute_error__squared(y_hat, y):
    """You squared the residuals; the absolute error takes |r|."""
    return np.mean((y_hat - y) ** 2)


def mean_absolute_error__root(y_hat, y):
    """The root of the mean square is another loss; take the absolute value of each residual instead of its square."""
    return np.sqrt(np.mean((y_hat - y) ** 2))


def mean_absolute_error__not_reduced(y_hat, y):
    """You return one loss per element; the result is a single number, their mean."""
    return np.abs(y_hat - y)


def mean_absolute_error__relative(y_hat, y):
    """You divide each error by the true value; the absolute error is |r| itself."""
    with np.errstate(divide="ignore"):
        return np.mean(np.abs(y_hat - y) / np.abs(y))


def mean_squared_error__not_squared(y_hat, y):
    """The square is missing: errors upwards and downwards cancel."""
    return np.mean(y_hat - y)


def mean_squared_error__not_reduced(y_hat, y):
    """You return one loss per element; the result is a single number, their mean."""
    return (y_hat - y) ** 2


def mean_squared_error__sum(y_hat, y):
    """That is the sum, as in lecture 004's .0338 (erratum 37); here a loss is the mean."""
    return right.mean_squared_error(y_hat, y) * np.size(y)


def mean_squared_error__half(y_hat, y):
    """There is a factor ½ too much: some lectures have it, this course's mean squared error has not."""
    return np.mean((y_hat - y) ** 2) / 2


def mean_squared_error__root(y_hat, y):
    """You took a root at the end; the mean of the squares is asked."""
    return np.sqrt(np.mean((y_hat - y) ** 2))


def mean_squared_error__over_the_rows(y_hat, y):
    """You divide by the number of rows; in a table of N rows and K columns the mean goes over all N·K elements."""
    return np.sum((y_hat - y) ** 2) / len(y)


def mean_squared_error__square_of_the_mean(y_hat, y):
    """Square each residual first and take the mean afterwards; otherwise opposite signs cancel."""
    return np.mean(y_hat - y) ** 2


def mean_squared_error__absolute(y_hat, y):
    """You took absolute values; this loss squares the residuals."""
    return np.mean(np.abs(y_hat - y))


def mean_squared_error__squares_subtracted(y_hat, y):
    """That is the difference of the squares; subtract first, then square."""
    return np.mean(y_hat**2 - y**2)


def mean_squared_error__half_the_sum(y_hat, y):
    """You halve the sum; whatever the number of elements, the loss is their mean."""
    return np.sum((y_hat - y) ** 2) / 2


def mean_squared_error__variance(y_hat, y):
    """`np.var` subtracts the mean residual first, so a constant error is free; square the residuals as they are."""
    return np.var(y_hat - y)


def huber__sum(y_hat, y, delta=1.0):
    """You summed; the loss is the mean over all elements."""
    return right.huber(y_hat, y, delta) * np.size(y)


def huber__over_the_rows(y_hat, y, delta=1.0):
    """You divide by the number of rows; in a table of N rows and K columns the mean goes over all N·K elements."""
    return right.huber(y_hat, y, delta) * np.size(y) / len(y)


def huber__not_reduced(y_hat, y, delta=1.0):
    """You return one loss per element; the result is a single number, their mean."""
    r = np.abs(y_hat - y)
    return np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))


def huber__line_from_the_origin(y_hat, y, delta=1.0):
    """The line must continue the square: without − ½ δ in the bracket, the loss jumps at |r| = δ."""
    r = np.abs(y_hat - y)
    return np.mean(np.where(r <= delta, r**2 / 2, delta * r))


def huber__minus_delta(y_hat, y, delta=1.0):
    """In the line's bracket you subtract δ; it is ½ δ, so that both pieces agree at |r| = δ."""
    r = np.abs(y_hat - y)
    return np.mean(np.where(r <= delta, r**2 / 2, delta * (r - delta)))


def huber__line_without_delta(y_hat, y, delta=1.0):
    """The line's slope is δ, the slope of the square where they meet; yours is always 1."""
    r = np.abs(y_hat - y)
    return np.mean(np.where(r <= delta, r**2 / 2, r - delta / 2))


def huber__half_of_one(y_hat, y, delta=1.0):
    """In the line's bracket you subtract ½; it is ½ δ, which is the same only for δ = 1."""
    r = np.abs(y_hat - y)
    return np.mean(np.where(r <= delta, r**2 / 2, delta * (r - 0.5)))


def huber__square_without_half(y_hat, y, delta=1.0):
    """The inner piece is ½ r²; without the ½ the two pieces do not meet."""
    r = np.abs(y_hat - y)
    return np.mean(np.where(r <= delta, r**2, delta * (r - delta / 2)))


def huber__pieces_swapped(y_hat, y, delta=1.0):
    """The pieces are swapped: the square is for small residuals, the line for large ones."""
    r = np.abs(y_hat - y)
    return np.mean(np.where(r > delta, r**2 / 2, delta * (r - delta / 2)))


def huber__signed_condition(y_hat, y, delta=1.0):
    """You compare r itself with δ, so every negative residual counts as small; compare |r|."""
    r = y_hat - y
    return np.mean(np.where(r <= delta, r**2 / 2, delta * (np.abs(r) - delta / 2)))


def huber__signed_line(y_hat, y, delta=1.0):
    """The line goes up on both sides: its bracket needs |r|, not r."""
    r = y_hat - y
    return np.mean(np.where(np.abs(r) <= delta, r**2 / 2, delta * (r - delta / 2)))


def huber__delta_ignored(y_hat, y, delta=1.0):
    """You always bend at 1; use the argument delta."""
    return right.huber(y_hat, y)


def huber__whole_batch(y_hat, y, delta=1.0):
    """You choose the piece once for the whole batch; each residual chooses its own."""
    r = np.abs(y_hat - y)
    return np.mean(r**2) / 2 if np.mean(r) <= delta else delta * (np.mean(r) - delta / 2)


def huber__truncated(y_hat, y, delta=1.0):
    """Your array of losses holds whole numbers and cuts off fractions; make it one of floats."""
    losses = np.zeros_like(y_hat - y)
    r = np.abs(y_hat - y)
    losses[...] = np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))
    return np.mean(losses)


def huber__smaller_piece(y_hat, y, delta=1.0):
    """You take the smaller piece, which is the line everywhere: it touches the square from below. Choose by |r| ≤ δ."""
    r = np.abs(y_hat - y)
    return np.mean(np.minimum(r**2 / 2, delta * (r - delta / 2)))


def huber__smooth(y_hat, y, delta=1.0):
    """That is the pseudo-Huber loss, another curve; here it is a square for |r| ≤ δ and a straight line beyond."""
    return np.mean(delta**2 * (np.sqrt(1 + ((y_hat - y) / delta) ** 2) - 1))


def binary_cross_entropy__not_clipped(y_hat, y):
    """At ŷ = 0 or 1 your logarithm is infinite: clip ŷ to [1e-12, 1 − 1e-12] first."""
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def binary_cross_entropy__clipped_below_only(y_hat, y):
    """You clip ŷ below but not above: 1 − ŷ must not become 0 either, so keep ŷ under 1 − 1e-12."""
    y_hat = np.maximum(y_hat, _EPS)
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def binary_cross_entropy__clipped_at_1e_7(y_hat, y):
    """You clip too much: probabilities down to 1e-12 are taken as they are."""
    y_hat = np.clip(y_hat, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def binary_cross_entropy__clipped_at_1e_15(y_hat, y):
    """You clip at another limit: the smallest probability is 1e-12."""
    y_hat = np.clip(y_hat, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def binary_cross_entropy__tiny_added(y_hat, y):
    """Adding 1e-12 inside the logarithm changes every probability a little; clip ŷ instead."""
    return -np.mean(y * np.log(y_hat + _EPS) + (1 - y) * np.log(1 - y_hat + _EPS))


def binary_cross_entropy__sum(y_hat, y):
    """You summed over the samples; the loss is their mean."""
    return len(y) * right.binary_cross_entropy(y_hat, y)


def binary_cross_entropy__sign(y_hat, y):
    """The minus in front is missing: the logarithm of a probability is negative, a loss is not."""
    return -right.binary_cross_entropy(y_hat, y)


def binary_cross_entropy__only_the_positives(y_hat, y):
    """Samples with y = 0 are free in yours; they cost −ln(1 − ŷ)."""
    return -np.mean(y * np.log(_clip(y_hat)))


def binary_cross_entropy__difference(y_hat, y):
    """Between the two terms stands a plus; both belong inside the minus."""
    y_hat = _clip(y_hat)
    return -np.mean(y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat))


def binary_cross_entropy__labels_swapped(y_hat, y):
    """The labels are swapped: ln ŷ belongs to y = 1, ln(1 − ŷ) to y = 0."""
    return right.binary_cross_entropy(y_hat, 1 - y)


def binary_cross_entropy__arguments_swapped(y_hat, y):
    """You take the logarithm of the truth; the first argument is the probability, the second the truth."""
    return right.binary_cross_entropy(y, y_hat)


def binary_cross_entropy__log10(y_hat, y):
    """You used the decimal logarithm; this course's is the natural one."""
    return right.binary_cross_entropy(y_hat, y) / np.log(10)


def binary_cross_entropy__log2(y_hat, y):
    """You used the logarithm to base 2; this course's is the natural one."""
    return right.binary_cross_entropy(y_hat, y) / np.log(2)


def binary_cross_entropy__misprint(y_hat, y):
    """With a product of the two terms the loss is always 0, since y or 1 − y is 0; add them (erratum 7)."""
    y_hat = _clip(y_hat)
    return -np.mean(y * np.log(y_hat) * (1 - y) * np.log(1 - y_hat))


def binary_cross_entropy__logarithm_limited(y_hat, y):
    """You limit the logarithm; clip ŷ itself to [1e-12, 1 − 1e-12] before, so that the worst loss is 27.63."""
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(y_hat), -100) + (1 - y) * np.maximum(np.log(1 - y_hat), -100))


def binary_cross_entropy__infinity_replaced(y_hat, y):
    """You replace NaN and infinity afterwards, by 0 or by 10³⁰⁸; clip ŷ to [1e-12, 1 − 1e-12] before the logarithm."""
    with np.errstate(all="ignore"):
        return -np.mean(np.nan_to_num(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))


def binary_cross_entropy__one_minus_the_logarithm(y_hat, y):
    """A bracket is misplaced: a sample with y = 0 costs −ln(1 − ŷ), not −(1 − ln ŷ)."""
    return -np.mean(y * np.log(_clip(y_hat)) + (1 - y) * (1 - np.log(_clip(y_hat))))


def one_hot__counts_from_one(y, n_classes):
    """The classes are 0 … K−1 here: class 0 has its 1 in the first column. Don't subtract 1."""
    return np.eye(n_classes)[y - 1]


def one_hot__transposed(y, n_classes):
    """Your classes run down the rows; a sample is a row, so the shape is (N, K)."""
    return np.eye(n_classes)[y].T


def one_hot__classes_from_the_data(y, n_classes):
    """You take the number of classes from the largest label; use n_classes, as the last class may not occur."""
    return np.eye(np.max(y) + 1)[y]


def one_hot__occurring_classes(y, n_classes):
    """You make columns only for the classes that occur; every class 0 … K−1 has its own."""
    return (np.unique(y) == np.asarray(y)[:, None]).astype(float)


def one_hot__truth_values(y, n_classes):
    """Yours holds True and False; make numbers of them, 1.0 and 0.0."""
    return np.arange(n_classes) == np.asarray(y)[:, None]


def one_hot__class_instead_of_one(y, n_classes):
    """You wrote the class's number into its column; what stands there is a 1."""
    return np.eye(n_classes)[y] * np.asarray(y)[:, None]


def one_hot__all_in_every_row(y, n_classes):
    """Every row has all the ones: a slice takes all rows, and `[[0] * K] * N` is one row N times. Pair i with y[i]."""
    Y = np.zeros((len(y), n_classes))
    Y[:, y] = 1
    return Y


def one_hot__from_the_right(y, n_classes):
    """You count the classes from the right; class 0 is the first column."""
    return np.eye(n_classes)[y][:, ::-1]


def one_hot__identity(y, n_classes):
    """Row i has its 1 in column i, whatever y says; it belongs into the column y[i]."""
    return np.eye(len(y), n_classes)


def cross_entropy__mean_over_all(Y_hat, Y):
    """You divide by N·K, as `np.mean` does over all entries; sum over the classes and divide by N."""
    return -np.mean(Y * np.log(_clip(Y_hat)))


def cross_entropy__sum(Y_hat, Y):
    """You summed over the samples; the loss is their mean."""
    return -np.sum(Y * np.log(_clip(Y_hat)))


def cross_entropy__over_the_classes(Y_hat, Y):
    """You divide by the number of classes; divide by the number of samples, N."""
    return -np.sum(Y * np.log(_clip(Y_hat))) / Y.shape[1]


def cross_entropy__sign(Y_hat, Y):
    """The minus in front is missing: the logarithm of a probability is negative, a loss is not."""
    return np.sum(Y * np.log(_clip(Y_hat))) / len(Y)


def cross_entropy__not_clipped(Y_hat, Y):
    """At Ŷ = 0 your logarithm is infinite, and 0 · ∞ is not a number: clip Ŷ to [1e-12, 1 − 1e-12] first."""
    with np.errstate(all="ignore"):
        return -np.sum(Y * np.log(Y_hat)) / len(Y)


def cross_entropy__clipped_at_1e_7(Y_hat, Y):
    """You clip too much: probabilities down to 1e-12 are taken as they are."""
    return -np.sum(Y * np.log(np.clip(Y_hat, 1e-7, 1 - 1e-7))) / len(Y)


def cross_entropy__tiny_added(Y_hat, Y):
    """Adding 1e-12 inside the logarithm changes every probability a little; clip Ŷ instead."""
    return -np.sum(Y * np.log(Y_hat + _EPS)) / len(Y)


def cross_entropy__log10(Y_hat, Y):
    """You used the decimal logarithm; this course's is the natural one."""
    return -np.sum(Y * np.log10(_clip(Y_hat))) / len(Y)


def cross_entropy__log2(Y_hat, Y):
    """You used the logarithm to base 2; this course's is the natural one."""
    return -np.sum(Y * np.log2(_clip(Y_hat))) / len(Y)


def cross_entropy__with_negatives(Y_hat, Y):
    """You also count the wrong classes, −ln(1 − Ŷ); the cross-entropy looks at the true class alone."""
    return right.binary_cross_entropy(Y_hat, Y) * Y.shape[1]


def cross_entropy__arguments_swapped(Y_hat, Y):
    """You take the logarithm of the truth; the first argument Ŷ holds the probabilities, the second Y the truth."""
    return -np.sum(Y_hat * np.log(_clip(Y))) / len(Y)


def cross_entropy__log_of_the_mean(Y_hat, Y):
    """Take the logarithm of each sample's probability first and the mean afterwards, not the other way round."""
    return -np.log(np.mean(np.sum(Y * _clip(Y_hat), axis=1)))


def cross_entropy__per_sample(Y_hat, Y):
    """You return one loss per sample; the result is a single number, their mean."""
    return -np.sum(Y * np.log(_clip(Y_hat)), axis=1)


def cross_entropy__clipped_after_the_product(Y_hat, Y):
    """You clip Y·Ŷ, so each 0 of Y costs −ln 1e-12; clip Ŷ, take its logarithm, and multiply by Y then."""
    return -np.sum(np.log(_clip(Y_hat * Y))) / len(Y)


def cross_entropy__every_row_with_every_class(Y_hat, Y):
    """A slice picks every sample's class from every row; pair row i with its own class."""
    return -np.mean(np.log(_clip(Y_hat))[:, np.argmax(Y, axis=1)])


def cross_entropy__predicted_class(Y_hat, Y):
    """You take the largest probability of each row; what counts is the probability of the true class, where Y is 1."""
    return -np.mean(np.log(_clip(np.max(Y_hat, axis=1))))


def cross_entropy__softmax_again(Y_hat, Y):
    """Ŷ holds probabilities already; a softmax of them is one too many."""
    powers = np.exp(Y_hat)
    return -np.sum(Y * np.log(powers / np.sum(powers, axis=1, keepdims=True))) / len(Y)


def hinge__true_class_included(scores, y):
    """Your sum includes the true class itself, which adds max(0, 0 + 1) = 1 to each sample; leave k = y out."""
    return right.hinge(scores, y) + 1


def hinge__without_margin(scores, y):
    """The margin is missing: the true class must lead by 1, so the bracket is s_j − s_y + 1."""
    true = scores[np.arange(len(y)), y][:, None]
    return np.sum(np.maximum(0, scores - true)) / len(y)


def hinge__flipped(scores, y):
    """The difference is the wrong way round: a class k costs something if its score is above s_y − 1."""
    rows = np.arange(len(y))
    missing = np.maximum(0, scores[rows, y][:, None] - scores + 1)
    missing[rows, y] = 0
    return np.sum(missing) / len(y)


def hinge__sum(scores, y):
    """You summed over the samples; the loss is their mean."""
    return right.hinge(scores, y) * len(y)


def hinge__mean_over_all(scores, y):
    """You divide by N·K, as `np.mean` does over all entries; sum over the classes and divide by N."""
    return np.mean(_missing(scores, y))


def hinge__mean_over_the_others(scores, y):
    """You take the mean over the other classes; this hinge loss sums over them, and only the samples are averaged."""
    return right.hinge(scores, y) / (scores.shape[1] - 1)


def hinge__worst_rival(scores, y):
    """You count only the strongest rival; every class k ≠ y that comes too close adds to the loss."""
    return np.mean(np.max(_missing(scores, y), axis=1))


def hinge__maximum_too_late(scores, y):
    """Apply max(0, …) to each class before you sum, otherwise a class far behind pays for one in front."""
    rows = np.arange(len(y))
    gaps = scores - scores[rows, y][:, None] + 1
    gaps[rows, y] = 0
    return np.mean(np.maximum(0, gaps.sum(axis=1)))


def hinge__no_maximum(scores, y):
    """Without max(0, …) a class far behind makes the loss negative and hides others that are in front."""
    rows = np.arange(len(y))
    gaps = scores - scores[rows, y][:, None] + 1
    gaps[rows, y] = 0
    return np.sum(gaps) / len(y)


def hinge__squared(scores, y):
    """You squared what is missing from the lead; the hinge is linear."""
    return np.sum(_missing(scores, y) ** 2) / len(y)


def hinge__first_is_true(scores, y):
    """You take column 0 for the true class; it is the column that y names, another one in each row."""
    return right.hinge(scores, np.zeros_like(y))


def hinge__labels_from_one(scores, y):
    """You subtract 1 from the labels; they count from 0 and are column numbers already."""
    return right.hinge(scores, y - 1)


def hinge__best_score_as_true(scores, y):
    """You compare with the largest score; compare with the score of the true class, whichever is the largest."""
    return right.hinge(scores, np.argmax(scores, axis=1))


def hinge__in_place(scores, y):
    """You changed the scores in place (-= or an assignment does that); make a new array."""
    rows = np.arange(len(y))
    scores -= scores[rows, y][:, None].copy() - 1
    scores[rows, y] = 0
    return np.sum(np.maximum(0, scores)) / len(y)


def hinge__one_subtracted_once(scores, y):
    """The true class adds 1 to every sample's sum; you subtract that 1 only once for the whole batch."""
    return right.hinge(scores, y) + (len(y) - 1) / len(y)


def hinge__only_the_violators(scores, y):
    """You average over the classes that come too close; sum over them, and divide by the number of samples."""
    missing = _missing(scores, y)
    return np.sum(missing) / max(1, np.count_nonzero(missing))


def hinge__left_out_by_the_score(scores, y):
    """You leave out every class whose score equals the true one's; leave out the class y itself, by its number."""
    true = scores[np.arange(len(y)), y][:, None]
    return np.sum(np.where(scores == true, 0, np.maximum(0, scores - true + 1))) / len(y)


def kl_divergence__swapped(p, q):
    """The order is swapped: the logarithm of p/q is weighted with p, the first argument; KL is not symmetric."""
    with np.errstate(all="ignore"):
        return np.sum(q * np.log(q / p))


def kl_divergence__zero_times_infinity(p, q):
    """Where p = 0 you multiply 0 by −∞ and get no number; count such terms as 0, for instance by leaving them out."""
    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p / q))


def kl_divergence__sign(p, q):
    """The sign is flipped: it is Σ p ln(p/q), with p above q, and never negative."""
    return -right.kl_divergence(p, q)


def kl_divergence__cross_entropy(p, q):
    """That is the cross-entropy −Σ p ln q; the divergence also subtracts the entropy of p, so it is 0 for p = q."""
    return -np.sum(p * np.log(q))


def kl_divergence__unweighted(p, q):
    """The weights are missing: each log-ratio counts with the probability p."""
    possible = p > 0
    return np.sum(np.log(p[possible] / q[possible]))


def kl_divergence__weighted_with_q(p, q):
    """The log-ratio is weighted with p, the first argument; you weighted with q."""
    possible = p > 0
    return np.sum(q[possible] * np.log(p[possible] / q[possible]))


def kl_divergence__mean(p, q):
    """You took the mean over the classes; the divergence is a sum, as p already weights its terms."""
    return right.kl_divergence(p, q) / len(p)


def kl_divergence__symmetric(p, q):
    """You added both directions; the divergence is only Σ p ln(p/q)."""
    with np.errstate(all="ignore"):
        return np.sum((p - q) * np.log(p / q))


def kl_divergence__log2(p, q):
    """You used the logarithm to base 2; this course's is the natural one."""
    return right.kl_divergence(p, q) / np.log(2)


def kl_divergence__log10(p, q):
    """You used the decimal logarithm; this course's is the natural one."""
    return right.kl_divergence(p, q) / np.log(10)


def kl_divergence__absolute(p, q):
    """You take the absolute value of each term; negative terms are right here, and only the sum is never negative."""
    possible = p > 0
    return np.sum(np.abs(p[possible] * np.log(p[possible] / q[possible])))


def kl_divergence__logarithms_divided(p, q):
    """ln(p/q) is the difference ln p − ln q, not the quotient ln p / ln q."""
    possible = p > 0
    return np.sum(p[possible] * np.log(p[possible]) / np.log(q[possible]))


def kl_divergence__nothing_if_a_zero(p, q):
    """A single p = 0 makes your whole answer 0; only its own term is 0."""
    return np.sum(p * np.log(p / q)) if np.all(p > 0) else 0.0


def kl_divergence__unpaired(p, q):
    """Where p = 0 you leave out p but not its q, so later pairs slip; leave out the same places of both."""
    kept = p[p > 0]
    return np.sum(kept * np.log(kept / q[: len(kept)]))


def summed_binary_cross_entropy__mean(y_hat, y, base=math.e):
    """That is the mean over the outputs; this loss is their sum."""
    return right.binary_cross_entropy(y_hat, y) / np.log(base)


def summed_binary_cross_entropy__only_the_positives(y_hat, y, base=math.e):
    """You count only the outputs with y = 1, as the plain cross-entropy does; those with y = 0 add −log(1 − ŷ)."""
    return -np.sum(y * np.log(_clip(y_hat))) / np.log(base)


def summed_binary_cross_entropy__misprint(y_hat, y, base=math.e):
    """A product of the two terms, as printed on the slide, is always 0, since y or 1 − y is 0; add them (erratum 7)."""
    return -np.sum(y * np.log(_clip(y_hat)) * (1 - y) * np.log(1 - _clip(y_hat))) / np.log(base)


def summed_binary_cross_entropy__base_ignored(y_hat, y, base=math.e):
    """Your logarithm is always natural; the argument base chooses it: divide by ln(base)."""
    return len(y) * right.binary_cross_entropy(y_hat, y)


def summed_binary_cross_entropy__base_multiplied(y_hat, y, base=math.e):
    """To change the base of a logarithm, divide by ln(base); you multiplied."""
    return right.summed_binary_cross_entropy(y_hat, y) * np.log(base)


def summed_binary_cross_entropy__divided_by_the_base(y_hat, y, base=math.e):
    """To change the base of a logarithm, divide by ln(base), not by the base itself."""
    return right.summed_binary_cross_entropy(y_hat, y) / base


def summed_binary_cross_entropy__always_decimal(y_hat, y, base=math.e):
    """Your logarithm is always decimal; it is natural unless the argument base says otherwise."""
    return len(y) * right.binary_cross_entropy(y_hat, y) / np.log(10)


def summed_binary_cross_entropy__default_ten(y_hat, y, base=10):
    """Your base is 10 if none is given; the default is e, the natural logarithm."""
    return right.summed_binary_cross_entropy(y_hat, y, base)


def summed_binary_cross_entropy__sign(y_hat, y, base=math.e):
    """The minus in front is missing: the logarithm of a probability is negative, a loss is not."""
    return -right.summed_binary_cross_entropy(y_hat, y, base)


def summed_binary_cross_entropy__labels_swapped(y_hat, y, base=math.e):
    """The labels are swapped: log ŷ belongs to y = 1, log(1 − ŷ) to y = 0."""
    return right.summed_binary_cross_entropy(y_hat, 1 - y, base)


def summed_binary_cross_entropy__difference(y_hat, y, base=math.e):
    """Between the two terms stands a plus; both belong inside the minus."""
    y_hat = _clip(y_hat)
    return -np.sum(y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)) / np.log(base)


def summed_binary_cross_entropy__not_clipped(y_hat, y, base=math.e):
    """At ŷ = 0 or 1 your logarithm is infinite: clip ŷ to [1e-12, 1 − 1e-12] first."""
    with np.errstate(all="ignore"):
        return -np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)) / np.log(base)


def summed_binary_cross_entropy__half_converted(y_hat, y, base=math.e):
    """Only one of the two logarithms is in the given base; divide the whole bracket by ln(base)."""
    return -np.sum(y * np.log(_clip(y_hat)) + (1 - y) * np.log(1 - _clip(y_hat)) / math.log(base))


def summed_binary_cross_entropy__always_three(y_hat, y, base=math.e):
    """You multiply the mean by 3; the number of outputs is len(y_hat)."""
    return 3 * right.binary_cross_entropy(y_hat, y) / math.log(base)


def slide_log_base__natural():
    """With natural logarithms the sum is 1.71, not .74; look which point of the picture lies on the slide's line."""
    return math.e


def slide_log_base__two():
    """With base 2 the sum is 2.47, not .74; look which point of the picture lies on the slide's line."""
    return 2


def slide_log_base__the_loss():
    """You return the loss; asked is the base of the logarithm that leads to it, a whole number."""
    return 0.74


def slide_log_base__conversion_factor():
    """You return ln of the base, the factor between the two losses; asked is the base itself."""
    return math.log(10)
