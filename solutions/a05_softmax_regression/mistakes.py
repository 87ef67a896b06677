"""Known wrong answers of a05_softmax_regression."""

import numpy as np


def _log_softmax(Z):
    Z = Z - np.max(Z, axis=-1, keepdims=True)
    return Z - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))


def _from_scores(X, dZ):
    return X.T @ dZ, np.sum(dZ, axis=0)


def _start(X, Y):
    return np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1])


def _fit(X, Y, eta, epochs, gradient):
    W, b = _start(X, Y)
    losses = [right.softmax_cross_entropy(X @ W + b, Y)]
    for _ in range(epochs):
        dW, db = gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
    return W, b, losses


def softmax__over_the_columns(Z):
    """You normalise down the columns, over the samples. Each row is one sample: work along the last axis."""
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return E / np.sum(E, axis=0, keepdims=True)


def softmax__global_maximum(Z):
    """You shift the whole batch by one maximum, and rows far below it underflow to 0/0. Shift each row by its own."""
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__global_sum(Z):
    """Your whole batch adds up to 1. Each row must: divide by the sum along the last axis."""
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E)


def softmax__without_a_shift(Z):
    """The exponential of a large score overflows, of a very low one underflows. Subtract each row's maximum first."""
    E = np.exp(Z)
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__unshifted_global_sum(Z):
    """Two things: the sum runs over the whole batch where each row needs its own, and large scores overflow."""
    return np.exp(Z) / np.sum(np.exp(Z))


def softmax__not_normalised(Z):
    """These are exponentials, not yet probabilities: divide each row by its sum."""
    return np.exp(Z - np.max(Z, axis=-1, keepdims=True))


def softmax__base_two(Z):
    """You use powers of 2; softmax uses powers of e."""
    E = 2.0 ** (Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__base_ten(Z):
    """You use powers of 10; softmax uses powers of e."""
    E = 10.0 ** (Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__divided_by_n(Z):
    """You also divide by the number of rows. The mean over the batch belongs to the loss, not to the probabilities."""
    return right.softmax(Z) / len(Z)


def softmax__divided_by_the_count(Z):
    """You divide by the number of classes, as a mean does. Divide by the sum of the row's exponentials."""
    return np.exp(Z - np.max(Z, axis=-1, keepdims=True)) / np.shape(Z)[-1]


def softmax__keepdims_forgotten(Z):
    """Maximum and sum lost their axis, so they no longer line up with the rows. Keep it with keepdims=True."""
    E = np.exp(Z - np.max(Z, axis=-1))
    return E / np.sum(E, axis=-1)


def softmax__keepdims_forgotten_in_the_sum(Z):
    """The sum lost its axis, so it no longer lines up with the rows. Keep it with keepdims=True."""
    E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1)


def softmax__only_batches(Z):
    """Axis 1 exists only in a batch; one sample (K,) fails. The last axis, −1, is right for both."""
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


def softmax__largest_magnitude(Z):
    """You subtract the largest absolute value, which pushes negative rows to 0/0. Subtract the largest score itself."""
    E = np.exp(Z - np.max(np.abs(Z), axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__minimum(Z):
    """You subtract the row's minimum, so the largest score can still overflow. Subtract the maximum."""
    E = np.exp(Z - np.min(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__mean(Z):
    """You subtract the row's mean; a score far above it still overflows. Subtract the maximum: then none exceeds 0."""
    E = np.exp(Z - np.mean(Z, axis=-1, keepdims=True))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__clipped(Z):
    """You cut off large scores, which makes different scores equal. Shift each row by its maximum instead."""
    E = np.exp(np.clip(Z, -500, 500))
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__shifted_above_only(Z):
    """The shift is missing below the fraction: subtract the maximum from all scores, then use them above and below."""
    return np.exp(Z - np.max(Z, axis=-1, keepdims=True)) / np.sum(np.exp(Z), axis=-1, keepdims=True)


def softmax__sigmoid(Z):
    """You took the sigmoid of each score; those do not add up to 1. Divide by the row's sum of exponentials."""
    return 0.5 * (1 + np.tanh(Z / 2))


def softmax__linear(Z):
    """You divide the scores themselves by their sum, which can be negative or 0. Take the exponentials first."""
    return Z / np.sum(Z, axis=-1, keepdims=True)


def softmax__logarithm(Z):
    """These are the logarithms of the probabilities; return the probabilities."""
    return _log_softmax(Z)


def softmax__minus(Z):
    """The sign is flipped: the largest score must get the largest probability."""
    return right.softmax(-Z)


def softmax__hard(Z):
    """You give everything to the maximum. Softmax is soft: every class keeps a share."""
    return np.eye(np.shape(Z)[-1])[np.argmax(Z, axis=-1)]


def softmax__whole_numbers(Z):
    """Your result takes over the whole-number type of the scores and cuts probabilities to 0. Make it a float array."""
    P = np.zeros_like(Z)
    P[...] = right.softmax(Z)
    return P


def softmax__in_place(Z):
    """You changed Z in place (Z −= … does that). Make a new array, Z − …, instead."""
    Z -= np.max(Z, axis=-1, keepdims=True)
    E = np.exp(Z)
    return E / np.sum(E, axis=-1, keepdims=True)


def softmax__squeezed(Z):
    """A batch of one lost its first axis: the result has the shape of Z, (1, K) as well."""
    return np.squeeze(right.softmax(Z))


def softmax__columns_without_a_shift(Z):
    """Two things: you normalise down the columns where each row is a sample, and large scores overflow."""
    return np.exp(Z) / np.sum(np.exp(Z), axis=0)


def softmax_jacobian__diagonal_only(y_hat):
    """You keep the diagonal alone (lecture 003 does too, erratum 3). Each score moves the other probabilities too."""
    return np.diag(y_hat * (1 - y_hat))


def softmax_jacobian__vector(y_hat):
    """You return the diagonal ŷ (1 − ŷ) alone, as a vector. The Jacobian is a matrix: row ŷ_i, column z_j."""
    return y_hat * (1 - y_hat)


def softmax_jacobian__plus(y_hat):
    """The sign of ŷ ŷᵀ is flipped: raising one score lowers the other probabilities."""
    return np.diag(y_hat) + np.outer(y_hat, y_hat)


def softmax_jacobian__minus(y_hat):
    """The sign of the whole matrix is flipped: raising a score raises its own probability."""
    return np.outer(y_hat, y_hat) - np.diag(y_hat)


def softmax_jacobian__without_diagonal(y_hat):
    """diag(ŷ) is missing: you return only −ŷ ŷᵀ."""
    return -np.outer(y_hat, y_hat)


def softmax_jacobian__identity(y_hat):
    """The first term is diag(ŷ), with the probabilities on the diagonal; yours is the identity."""
    return np.eye(len(y_hat)) - np.outer(y_hat, y_hat)


def softmax_jacobian__squares(y_hat):
    """With ŷ * ŷ you subtract squares, the same ones from every row. You need all products ŷ_i ŷ_j, as a matrix."""
    return np.diag(y_hat) - y_hat * y_hat


def softmax_jacobian__dot_product(y_hat):
    """The product ŷ @ ŷ is one number. You need the matrix of all products ŷ_i ŷ_j: the outer product."""
    return np.diag(y_hat) - y_hat @ y_hat


def softmax_jacobian__softmax_again(y_hat):
    """The argument already is the result of softmax; don't apply it again."""
    return np.diag(right.softmax(y_hat)) - np.outer(right.softmax(y_hat), right.softmax(y_hat))


def softmax_jacobian__of_the_logarithm(y_hat):
    """That is the derivative of ln ŷ. Multiply row i by ŷ_i to get that of ŷ."""
    return np.eye(len(y_hat)) - y_hat


def softmax_jacobian__all_rows(y_hat):
    """You subtract ŷ_j from ŷ_i everywhere; ŷ_i stands on the diagonal only, and beside it is −ŷ_i ŷ_j."""
    return y_hat[:, None] * (1 - y_hat)


def softmax_jacobian__diagonal_of_ones_less(y_hat):
    """The diagonal is ŷ_k (1 − ŷ_k), and yours is 1 − ŷ_k: what was left out is the factor ŷ_k."""
    return np.diag(1 - y_hat) - np.outer(y_hat, y_hat) + np.diag(y_hat**2)


def softmax_cross_entropy__sum(Z, Y):
    """You summed over the samples; the loss is their mean, so divide by N."""
    return -np.sum(Y * _log_softmax(Z))


def softmax_cross_entropy__mean_of_all(Z, Y):
    """You divide by all N·K entries; divide by the number of samples N only."""
    return -np.mean(Y * _log_softmax(Z))


def softmax_cross_entropy__sign(Z, Y):
    """The sign is flipped: logarithms of probabilities are negative, a loss is positive."""
    return np.sum(Y * _log_softmax(Z)) / len(Z)


def softmax_cross_entropy__log_ten(Z, Y):
    """You took the logarithm to base 10; losses here use the natural one."""
    return right.softmax_cross_entropy(Z, Y) / np.log(10)


def softmax_cross_entropy__log_two(Z, Y):
    """You took the logarithm to base 2; losses here use the natural one."""
    return right.softmax_cross_entropy(Z, Y) / np.log(2)


def softmax_cross_entropy__clipped(Z, Y):
    """You clip the probabilities, so no mistake costs more than 27.6. Work with log-sum-exp, from the scores."""
    return -np.sum(Y * np.log(np.clip(right.softmax(Z), 1e-12, 1 - 1e-12))) / len(Z)


def softmax_cross_entropy__log_of_softmax(Z, Y):
    """A tiny probability rounds to 0, and its logarithm is −∞. Write ln ŷ as score minus log-sum-exp."""
    return -np.sum(Y * np.log(right.softmax(Z))) / len(Z)


def softmax_cross_entropy__small_number_in_the_log(Z, Y):
    """The small number you add inside the logarithm changes the loss and caps it. With log-sum-exp you need none."""
    return -np.sum(Y * np.log(right.softmax(Z) + 1e-9)) / len(Z)


def softmax_cross_entropy__without_a_shift(Z, Y):
    """Your log-sum-exp overflows for large scores: subtract each row's maximum first."""
    return -np.sum(Y * (Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True)))) / len(Z)


def softmax_cross_entropy__global_maximum(Z, Y):
    """You shift the whole batch by one maximum, so rows far below it underflow. Shift each row by its own."""
    Z = Z - np.max(Z)
    return -np.sum(Y * (Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True)))) / len(Z)


def softmax_cross_entropy__shift_forgotten(Z, Y):
    """You subtract the log-sum-exp of the shifted scores from the unshifted ones: use the shifted scores in both."""
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return -np.sum(Y * (Z - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True)))) / len(Z)


def softmax_cross_entropy__over_the_columns(Z, Y):
    """You normalise down the columns, over the samples; each row is one sample."""
    return -np.sum(Y * _log_softmax(Z.T).T) / len(Z)


def softmax_cross_entropy__scores_only(Z, Y):
    """Log-sum-exp is missing: ln ŷ is the score minus the logarithm of the sum of all exponentials."""
    return -np.sum(Y * Z) / len(Z)


def softmax_cross_entropy__softmax_twice(Z, Y):
    """Softmax is applied twice: the scores go through it once."""
    return right.softmax_cross_entropy(right.softmax(Z), Y)


def softmax_cross_entropy__negatives_too(Z, Y):
    """You also count (1 − y) ln(1 − ŷ), the summed binary cross-entropy; here only the true class's ln ŷ counts."""
    P = np.clip(right.softmax(Z), 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(Z)


def softmax_cross_entropy__slide(Z, Y):
    """That is the slide's product, which is 0 for every one-hot target (erratum 7). Sum −Y ln Ŷ."""
    P = np.clip(right.softmax(Z), 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P) * (1 - Y) * np.log(1 - P)) / len(Z)


def softmax_cross_entropy__per_sample(Z, Y):
    """You return one loss for each sample; asked is their mean, one number."""
    return -np.sum(Y * _log_softmax(Z), axis=1)


def softmax_cross_entropy__divided_by_the_classes(Z, Y):
    """You divide by the number of classes; the mean goes over the N samples, the rows."""
    return -np.sum(Y * _log_softmax(Z)) / Z.shape[1]


def softmax_cross_entropy__of_the_prediction(Z, Y):
    """You take the probability of the predicted class; the loss is about the true one, where Y is 1."""
    return -np.mean(np.max(_log_softmax(Z), axis=1))


def softmax_cross_entropy__sum_without_a_shift(Z, Y):
    """Two things: the loss is a mean over the samples, and log-sum-exp overflows without each row's maximum."""
    return -np.sum(Y * (Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))))


def softmax_gradient__not_averaged(X, Y, W, b):
    """You sum over the samples; the loss is a mean, so divide by N."""
    dZ = right.softmax(X @ W + b) - Y
    return _from_scores(X, dZ)


def softmax_gradient__bias_not_averaged(X, Y, W, b):
    """You averaged dW but not db: divide Ŷ − Y by N once, and use that for both."""
    dZ = right.softmax(X @ W + b) - Y
    return X.T @ dZ / len(X), np.sum(dZ, axis=0)


def softmax_gradient__bias_averaged_twice(X, Y, W, b):
    """You divide db by N twice: Ŷ − Y is averaged already, so sum it over the batch."""
    dZ = (right.softmax(X @ W + b) - Y) / len(X)
    return X.T @ dZ, np.mean(dZ, axis=0)


def softmax_gradient__mean_of_all(X, Y, W, b):
    """You divide by all N·K entries; the loss is the mean over the N samples only."""
    dZ = (right.softmax(X @ W + b) - Y) / Y.size
    return _from_scores(X, dZ)


def softmax_gradient__minus(X, Y, W, b):
    """The sign is flipped: the gradient is predicted minus true, Ŷ − Y."""
    dW, db = right.softmax_gradient(X, Y, W, b)
    return -dW, -db


def softmax_gradient__scores(X, Y, W, b):
    """You compare the scores with Y; first turn them into probabilities with softmax."""
    dZ = (X @ W + b - Y) / len(X)
    return _from_scores(X, dZ)


def softmax_gradient__extra_slope(X, Y, W, b):
    """The factor ŷ (1 − ŷ) is too much: Ŷ − Y already contains the slope of softmax, and all of it cancels."""
    P = right.softmax(X @ W + b)
    dZ = (P - Y) * P * (1 - P) / len(X)
    return _from_scores(X, dZ)


def softmax_gradient__diagonal_only(X, Y, W, b):
    """Your chain rule uses only the Jacobian's diagonal; with the full one it gives Ŷ − Y for every class."""
    dZ = Y * (right.softmax(X @ W + b) - 1) / len(X)
    return _from_scores(X, dZ)


def softmax_gradient__without_target(X, Y, W, b):
    """The target is missing: the error is Ŷ − Y, not Ŷ."""
    dZ = right.softmax(X @ W + b) / len(X)
    return _from_scores(X, dZ)


def softmax_gradient__extra_target(X, Y, W, b):
    """You multiply the error by Y, so only the true class learns. The other classes' Ŷ − 0 counts too."""
    dZ = (right.softmax(X @ W + b) - Y) * (1 - Y) / len(X)
    return _from_scores(X, dZ)


def softmax_gradient__without_bias(X, Y, W, b):
    """The scores lack the bias: Z = X W + b."""
    return right.softmax_gradient(X, Y, W, np.zeros(len(b)))


def softmax_gradient__transposed(X, Y, W, b):
    """The gradient dW must have W's shape (D, K); yours is transposed."""
    dW, db = right.softmax_gradient(X, Y, W, b)
    return dW.T, db


def softmax_gradient__bias_per_sample(X, Y, W, b):
    """The gradient db must have b's shape (K,): sum the errors over the samples."""
    dZ = (right.softmax(X @ W + b) - Y) / len(X)
    return X.T @ dZ, dZ


def softmax_gradient__bias_over_classes(X, Y, W, b):
    """You sum the errors over the classes, which always gives 0; sum them over the samples, axis 0."""
    dZ = (right.softmax(X @ W + b) - Y) / len(X)
    return X.T @ dZ, np.sum(dZ, axis=1)


def softmax_gradient__bias_kept_two_axes(X, Y, W, b):
    """Your db has shape (1, K), but b has shape (K,): drop the axis you sum over."""
    dZ = (right.softmax(X @ W + b) - Y) / len(X)
    return X.T @ dZ, np.sum(dZ, axis=0, keepdims=True)


def softmax_gradient__over_the_columns(X, Y, W, b):
    """Your softmax normalises over the samples; each row of scores is one sample."""
    dZ = (right.softmax((X @ W + b).T).T - Y) / len(X)
    return _from_scores(X, dZ)


def softmax_gradient__swapped(X, Y, W, b):
    """The order is (dW, db); yours is the other way round."""
    return right.softmax_gradient(X, Y, W, b)[::-1]


def softmax_gradient__minus_not_averaged(X, Y, W, b):
    """Two things: the error is predicted minus true, and the mean's 1/N is missing."""
    return _from_scores(X, Y - right.softmax(X @ W + b))


def softmax_gradient__first_sample(X, Y, W, b):
    """Only the first sample counts: a return inside a loop, perhaps. Add up over all samples."""
    return _from_scores(X[:1], (right.softmax(X[:1] @ W + b) - Y[:1]) / len(X))


def softmax_gradient__decisions(X, Y, W, b):
    """You compare the decided class with Y; compare the probabilities, softmax of the scores."""
    return _from_scores(X, (np.eye(len(b))[np.argmax(X @ W + b, axis=1)] - Y) / len(X))


def predict_classes__over_the_samples(X, W, b):
    """You look for the best sample of each class; asked is the best class of each sample, along axis 1."""
    return np.argmax(X @ W + b, axis=0)


def predict_classes__without_bias(X, W, b):
    """You left out the biases: the score is X W + b."""
    return np.argmax(X @ W, axis=1)


def predict_classes__least_probable(X, W, b):
    """You take the smallest score; the most probable class has the largest."""
    return np.argmin(X @ W + b, axis=1)


def predict_classes__from_one(X, W, b):
    """Your classes count from 1; labels here are 0 … K−1."""
    return np.argmax(X @ W + b, axis=1) + 1


def predict_classes__one_hot(X, W, b):
    """You return one-hot rows; asked are the labels, one whole number for each sample."""
    return np.eye(len(b))[np.argmax(X @ W + b, axis=1)]


def predict_classes__probabilities(X, W, b):
    """You return the probabilities; asked is the index of the largest in each row."""
    return right.softmax(X @ W + b)


def predict_classes__largest_probability(X, W, b):
    """You return how large the largest probability is; asked is where it stands: its class."""
    return np.max(right.softmax(X @ W + b), axis=1)


def predict_classes__flat(X, W, b):
    """Without an axis, argmax looks at the whole batch and returns one number. Look along each row."""
    return np.argmax(X @ W + b)


def predict_classes__overflow(X, W, b):
    """Large scores overflow in the exponential. The scores decide by themselves, or use your stable softmax."""
    E = np.exp(X @ W + b)
    return np.argmax(E / np.sum(E, axis=1, keepdims=True), axis=1)


def predict_classes__probabilities_over_the_samples(X, W, b):
    """Your softmax normalises down the columns, so a sample's probabilities cannot be compared. Work along each row."""
    return np.argmax(right.softmax((X @ W + b).T).T, axis=1)


def predict_classes__first_sample(X, W, b):
    """You return the class of the first sample only; asked are all of them."""
    return np.argmax(X @ W + b, axis=1)[:1]


def accuracy__error_rate(y_hat, y):
    """That is the share of wrong predictions; the accuracy counts the right ones."""
    return np.mean(y_hat != y)


def accuracy__count(y_hat, y):
    """You count the right predictions; the accuracy is their share, so divide by N."""
    return np.sum(y_hat == y)


def accuracy__percent(y_hat, y):
    """That is in per cent; the accuracy is between 0 and 1."""
    return 100 * np.mean(y_hat == y)


def accuracy__all(y_hat, y):
    """You ask whether all predictions are right; asked is which share of them."""
    return float(np.all(y_hat == y))


def accuracy__distance(y_hat, y):
    """Class labels are names: class 2 is not twice as wrong as class 1. Count the equal ones."""
    return 1 - np.mean(np.abs(y_hat - y))


def fit_softmax__first_loss_missing(X, Y, eta, epochs):
    """The loss before the first step, ln K, is missing: record it before the loop."""
    W, b = _start(X, Y)
    losses = []
    for _ in range(epochs):
        dW, db = right.softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
    return W, b, losses


def fit_softmax__last_loss_missing(X, Y, eta, epochs):
    """The loss after the last step is missing: losses has epochs + 1 entries, the last at the returned W and b."""
    W, b = _start(X, Y)
    losses = []
    for _ in range(epochs):
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
        dW, db = right.softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
    return W, b, losses


def fit_softmax__one_step_more(X, Y, eta, epochs):
    """You step epochs + 1 times; the first loss is recorded without a step."""
    W, b = _start(X, Y)
    losses = []
    for _ in range(epochs + 1):
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
        dW, db = right.softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
    return W, b, losses


def fit_softmax__uphill(X, Y, eta, epochs):
    """Your loss rises: step against the gradient, W − η dW."""
    return _fit(X, Y, -eta, epochs, right.softmax_gradient)


def fit_softmax__without_eta(X, Y, eta, epochs):
    """The learning rate η is missing in the step."""
    return _fit(X, Y, 1.0, epochs, right.softmax_gradient)


def fit_softmax__bias_stays(X, Y, eta, epochs):
    """The biases never move; they take a step like the weights: b − η db."""
    return _fit(X, Y, eta, epochs, lambda *now: (right.softmax_gradient(*now)[0], 0.0))


def fit_softmax__summed_gradient(X, Y, eta, epochs):
    """Your step is N times too long: the gradient is that of the mean loss."""
    return _fit(X, Y, eta * len(X), epochs, right.softmax_gradient)


def fit_softmax__two_gradients(X, Y, eta, epochs):
    """You moved W before taking the gradient for b; both steps use the gradient of the same W and b."""

    def gradient(X, Y, W, b):
        dW, _ = right.softmax_gradient(X, Y, W, b)
        return dW, right.softmax_gradient(X, Y, W - eta * dW, b)[1]

    return _fit(X, Y, eta, epochs, gradient)


def fit_softmax__always_from_the_start(X, Y, eta, epochs):
    """Your gradient is always that of the start; take it anew at the current W and b in each epoch."""
    return _fit(X, Y, eta, epochs, lambda X, Y, W, b: right.softmax_gradient(X, Y, *_start(X, Y)))


def fit_softmax__one_step(X, Y, eta, epochs):
    """You take a single step; repeat it `epochs` times."""
    return _fit(X, Y, eta, min(epochs, 1), right.softmax_gradient)


def fit_softmax__random_start(X, Y, eta, epochs):
    """Training starts from W = 0 and b = 0; yours starts from random weights."""
    W, b = 0.01 * np.random.default_rng(0).normal(size=(X.shape[1], Y.shape[1])), np.zeros(Y.shape[1])
    losses = [right.softmax_cross_entropy(X @ W + b, Y)]
    for _ in range(epochs):
        dW, db = right.softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
    return W, b, losses


def fit_softmax__sample_by_sample(X, Y, eta, epochs):
    """You step after each sample; here one step uses the mean gradient over all samples (full batch)."""
    W, b = _start(X, Y)
    losses = [right.softmax_cross_entropy(X @ W + b, Y)]
    for _ in range(epochs):
        for i in range(len(X)):
            dW, db = right.softmax_gradient(X[i : i + 1], Y[i : i + 1], W, b)
            W, b = W - eta * dW, b - eta * db
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
    return W, b, losses


def fit_softmax__squared_error(X, Y, eta, epochs):
    """You record the squared error of the probabilities; the loss is the cross-entropy."""
    W, b = _start(X, Y)
    losses = [np.mean((right.softmax(X @ W + b) - Y) ** 2)]
    for _ in range(epochs):
        dW, db = right.softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
        losses.append(np.mean((right.softmax(X @ W + b) - Y) ** 2))
    return W, b, losses


def fit_softmax__last_loss_only(X, Y, eta, epochs):
    """You return only the last loss; asked are all of them, from before the first step on."""
    W, b, losses = _fit(X, Y, eta, epochs, right.softmax_gradient)
    return W, b, losses[-1]


def fit_softmax__stops_early(X, Y, eta, epochs):
    """You stop when the loss hardly falls any more; take all the epochs that were asked for."""
    W, b = _start(X, Y)
    losses = [right.softmax_cross_entropy(X @ W + b, Y)]
    for _ in range(epochs):
        dW, db = right.softmax_gradient(X, Y, W, b)
        W, b = W - eta * dW, b - eta * db
        losses.append(right.softmax_cross_entropy(X @ W + b, Y))
        if abs(losses[-1] - losses[-2]) < 1e-6:
            break
    return W, b, losses


def fit_softmax__bias_without_eta(X, Y, eta, epochs):
    """The learning rate is missing in the step of b; it belongs to both steps."""

    def gradient(X, Y, W, b):
        dW, db = right.softmax_gradient(X, Y, W, b)
        return dW, db / eta

    return _fit(X, Y, eta, epochs, gradient)


def fit_softmax__uphill_without_eta(X, Y, eta, epochs):
    """Two things: the step goes uphill, and the learning rate is missing in it."""
    return _fit(X, Y, -1.0, epochs, right.softmax_gradient)
