"""Known wrong answers of a11_digits."""

import numpy as np


def _start(rng, gain=2.0):
    return [(rng.normal(0, np.sqrt(gain / a), (a, b)), np.zeros(b)) for a, b in ((64, 64), (64, 10))]


def _train(params, X, y, rng, eta=0.5, epochs=10, size=32):
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), size):
            batch = order[start : start + size]
            grads = right.gradients(X[batch], params, y[batch])
            params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    return params


def train_digits__untrained(X_train, y_train, X_val, y_val, rng):
    """These are the first, random weights: training is missing, or its result is not what you return."""
    return _start(rng)


def train_digits__zero_weights(X_train, y_train, X_val, y_val, rng):
    """All weights begin at 0, so no hidden unit ever differs from another or wakes up; begin with random ones."""
    return _train(_start(rng, gain=0.0), X_train / 16, y_train, rng, epochs=3)


def train_digits__raw_pixels(X_train, y_train, X_val, y_val, rng):
    """The network is fed grey values up to 16, and at this rate its first steps throw it off; scale the inputs, in the
    prediction too.
    """
    return _train(_start(rng), X_train, y_train, rng, epochs=3)


def train_digits__uphill(X_train, y_train, X_val, y_val, rng):
    """The weights break down in training: the steps go uphill, or the rate is far too large for the inputs. Go against
    the gradient, on scaled inputs.
    """
    return _train(_start(rng), X_train / 16, y_train, rng, eta=-0.5, epochs=3)


def train_digits__classes_shifted(X_train, y_train, X_val, y_val, rng):
    """It learns the classes shifted by one: digit k belongs to output k, the counting starts at 0."""
    return _train(_start(rng), X_train / 16, y_train - 1, rng)


def train_digits__shuffled_apart(X_train, y_train, X_val, y_val, rng):
    """Digits and classes were shuffled apart from each other; use one order for both."""
    return _train(_start(rng), X_train[rng.permutation(len(X_train))] / 16, y_train, rng)


def train_digits__one_epoch(X_train, y_train, X_val, y_val, rng):
    """One pass over the digits is not enough: it is still learning fast when you stop. Make more epochs."""
    return _train(_start(rng), X_train / 16, y_train, rng, eta=0.1, epochs=1)


def train_digits__full_batch(X_train, y_train, X_val, y_val, rng):
    """A step over all digits at once makes one step per epoch: too few. Take mini-batches of a few dozen."""
    return _train(_start(rng), X_train / 16, y_train, rng, epochs=12, size=len(y_train))


def train_digits__on_validation_digits(X_train, y_train, X_val, y_val, rng):
    """It learns from the few validation digits alone; the weights learn from the training digits."""
    return _train(_start(rng), X_val / 16, y_val, rng, eta=0.1, epochs=5)


def train_digits__linear(X_train, y_train, X_val, y_val, rng):
    """You train a single layer, softmax regression: it ends near 97 %. The last points are for networks with
    a hidden layer.
    """
    return _train([(np.zeros((64, 10)), np.zeros(10))], X_train / 16, y_train, rng, epochs=12)


def train_digits__one_batch(X_train, y_train, X_val, y_val, rng):
    """You return after the first batch: the return is indented into the loop. Go through all batches of all epochs."""
    batch = rng.permutation(len(y_train))[:32]
    return _train(_start(rng), X_train[batch] / 16, y_train[batch], rng, epochs=1)


def train_digits__worst_epoch(X_train, y_train, X_val, y_val, rng):
    """Early stopping keeps the epoch with the *lowest* validation accuracy; turn the comparison round."""
    params, worst = _start(rng), (2.0, [])
    for _ in range(6):
        params = _train(params, X_train / 16, y_train, rng, eta=0.05, epochs=1)
        right_ones = np.mean(right.predict_digits(params, X_val) == y_val)
        worst = min(worst, (right_ones, params), key=lambda kept: kept[0])
    return worst[1]


def train_digits__only_the_blackest_dots(X_train, y_train, X_val, y_val, rng):
    """`//` divides whole numbers and drops the rest: of the grey values 0 … 16 only 16 is not 0 then. Divide by `/`."""
    return _train(_start(rng), X_train // 16, y_train, rng)


def train_digits__tiny_rate(X_train, y_train, X_val, y_val, rng):
    """The rate is far too small for so few steps: the loss still falls when you stop. Begin with large steps."""
    return _train(_start(rng), X_train / 16, y_train, rng, eta=0.002, epochs=5)


def train_digits__too_many_numbers(X_train, y_train, X_val, y_val, rng):
    """It reads well, and keeps more numbers than the 20 000 of full points: fewer hidden units do as well."""
    params = [(rng.normal(0, np.sqrt(2 / n), (n, m)), np.zeros(m)) for n, m in ((64, 280), (280, 10))]
    params = _train(params, X_train / 16, y_train, rng, eta=0.4, epochs=6, size=16)
    return _train(params, X_train / 16, y_train, rng, eta=0.1, epochs=3, size=16)


def train_digits__scaled_in_place(X_train, y_train, X_val, y_val, rng):
    """`X_train /= 16` changes the caller's digits; give the scaled ones a name of their own."""
    X_train /= 16
    return right.train_digits(16 * X_train, y_train, X_val, y_val, rng)


def predict_digits__not_scaled(params, X):
    """The weights were learnt on X / 16, and you read X: so the biases count for little. Scale in both functions."""
    return right.outputs(X, params)[-1].argmax(axis=1)


def predict_digits__whole_number_division(params, X):
    """`//` drops what is left over: of the grey values 0 … 16 only 16 is not 0 then. Divide by `/`."""
    return right.outputs(X // 16, params)[-1].argmax(axis=1)


def predict_digits__by_the_largest_value(params, X):
    """You divide by the largest grey value of the batch, which differs from batch to batch; the scale is 16 always."""
    return right.outputs(X / max(X.max(), 1), params)[-1].argmax(axis=1)


def predict_digits__by_each_digits_largest_value(params, X):
    """Each digit is divided by its own largest grey value, so that pale ones turn black; the scale is 16 always."""
    return right.outputs(X / np.maximum(X.max(axis=1, keepdims=True), 1), params)[-1].argmax(axis=1)


def predict_digits__without_relu(params, X):
    """The hidden layers have lost their ReLU: two matrices in a row are one linear layer."""
    h = X / 16
    for W, b in params:
        h = h @ W + b
    return h.argmax(axis=1)


def predict_digits__relu_at_the_end(params, X):
    """The last layer has a ReLU too: where all its net inputs are negative, all become 0. It has none."""
    h = X / 16
    for W, b in params:
        h = np.maximum(0, h @ W + b)
    return h.argmax(axis=1)


def predict_digits__without_biases(params, X):
    """The biases count for nothing: they are missing (each layer computes h W + b), or X is multiplied, not divided."""
    return right.outputs(X / 16, [(W, 0 * b) for W, b in params])[-1].argmax(axis=1)


def predict_digits__squeezed(params, X):
    """A single digit loses its axis, so that a bare number comes back; the answer's shape is (N,), with N = 1 too."""
    return np.squeeze(right.outputs(X / 16, params)[-1]).argmax(axis=-1)


def predict_digits__probabilities(params, X):
    """You return the outputs of the network; the class of a digit is the position of its largest output."""
    return right.outputs(X / 16, params)[-1]


def predict_digits__over_the_batch(params, X):
    """The largest is sought among the digits of the batch; seek it among each digit's ten outputs: the last axis."""
    return right.outputs(X / 16, params)[-1].argmax(axis=0)


def predict_digits__flat(params, X):
    """Without an axis, argmax gives one position in the whole table; ask for one in each row."""
    return right.outputs(X / 16, params)[-1].argmax()


def predict_digits__column(params, X):
    """A column of shape (N, 1) comes out; asked is one class per row, shape (N,)."""
    return right.outputs(X / 16, params)[-1].argmax(axis=1, keepdims=True)


def predict_digits__one_hot(params, X):
    """You return one-hot rows; asked are the classes themselves, whole numbers 0 … 9."""
    return np.eye(10)[right.outputs(X / 16, params)[-1].argmax(axis=1)]


def predict_digits__from_one(params, X):
    """The classes are counted from 0: output k stands for digit k."""
    return right.outputs(X / 16, params)[-1].argmax(axis=1) + 1


def predict_digits__least(params, X):
    """You take the least probable class; take the most probable one."""
    return right.outputs(X / 16, params)[-1].argmin(axis=1)


def predict_digits__hidden_layer(params, X):
    """The largest hidden unit is no class; take the outputs of the last layer."""
    return right.outputs(X / 16, params)[1].argmax(axis=1)


def predict_digits__mean_class(params, X):
    """You average the class numbers with their probabilities; between a 1 and a 7 there is no 4. Take the likeliest."""
    return right.outputs(X / 16, params)[-1] @ np.arange(10)


def predict_digits__scaled_by_the_batch(params, X):
    """You scale by mean and deviation of the digits to be read, so the neighbours change an answer, and a digit alone
    vanishes. Scale by numbers fixed in training.
    """
    return right.outputs((X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8), params)[-1].argmax(axis=1)


def confusion_matrix__transposed(y, y_hat, n_classes):
    """Rows and columns are swapped: the row is the true class, the column the predicted one."""
    counts = np.zeros((n_classes, n_classes))
    np.add.at(counts, (y_hat, y), 1)
    return counts


def confusion_matrix__once_each(y, y_hat, n_classes):
    """Each pair is counted once only: `counts[y, y_hat] += 1` adds 1 to an entry, however often its pair occurs. Count
    them one by one.
    """
    counts = np.zeros((n_classes, n_classes))
    counts[y, y_hat] += 1
    return counts


def confusion_matrix__shares(y, y_hat, n_classes):
    """The entries are counts, not shares of their row; don't divide."""
    counts = np.zeros((n_classes, n_classes))
    np.add.at(counts, (y, y_hat), 1)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def confusion_matrix__shares_of_all(y, y_hat, n_classes):
    """The entries are counts, not shares of all samples; don't divide by N."""
    counts = np.zeros((n_classes, n_classes))
    np.add.at(counts, (y, y_hat), 1)
    return counts / len(y)


def confusion_matrix__only_what_occurs(y, y_hat, n_classes):
    """Classes that do not occur have lost their row and column; the shape is (n_classes, n_classes) always."""
    present = np.union1d(y, y_hat)
    return np.array([[np.sum((y == i) & (y_hat == j)) for j in present] for i in present])


def confusion_matrix__up_to_the_largest_class(y, y_hat, n_classes):
    """The size is that of the largest class that occurs; the shape is (n_classes, n_classes) always."""
    size = max(*y, *y_hat) + 1
    return right.confusion_matrix(y, y_hat, size)


def confusion_matrix__counted_from_one(y, y_hat, n_classes):
    """Row and column lie one place too far back: class 0 has row 0, so no index is made smaller by 1."""
    return right.confusion_matrix(y - 1, y_hat - 1, n_classes)


def confusion_matrix__errors_only(y, y_hat, n_classes):
    """The diagonal is empty: right predictions are counted too, at [i, i]."""
    counts = np.zeros((n_classes, n_classes))
    np.add.at(counts, (y, y_hat), y != y_hat)
    return counts


def confusion_matrix__right_ones_only(y, y_hat, n_classes):
    """Only right predictions are counted; a wrong one belongs into row true, column predicted."""
    return np.diag(np.bincount(y[y == y_hat], minlength=n_classes))


def confusion_matrix__either_way(y, y_hat, n_classes):
    """A wrong pair is counted in both directions; a 3 read as an 8 is another thing than an 8 read as a 3."""
    counts = np.zeros((n_classes, n_classes))
    np.add.at(counts, (y, y_hat), 1)
    return counts + counts.T - np.diag(np.diag(counts))


def confusion_matrix__one_row_for_all(y, y_hat, n_classes):
    """All rows are the same list, so each count appears in every row: `[[0] * K] * K` repeats one row. Make K rows."""
    counts = [[0] * n_classes] * n_classes
    for true, predicted in zip(y, y_hat, strict=True):
        counts[true][predicted] += 1
    return np.array(counts)


def confusion_matrix__last_sample(y, y_hat, n_classes):
    """Only one sample is counted: the matrix is made anew for each; make it once, before the loop."""
    counts = np.zeros((n_classes, n_classes))
    counts[y[-1], y_hat[-1]] += 1
    return counts


def confusion_matrix__first_sample(y, y_hat, n_classes):
    """You return after the first sample: the return is indented into the loop."""
    counts = np.zeros((n_classes, n_classes))
    counts[y[0], y_hat[0]] += 1
    return counts
