"""Known wrong answers of a04_gradient_descent."""

from itertools import cycle

import numpy as np


def _search(loss, w0, scale, steps, rng, change=None, better=None, pick=None):
    """Random search with another change of the weights, another rule to keep one, or another choice of the weight."""
    w = np.array(w0, dtype=float)
    history = [loss(w)]
    for _ in range(steps):
        candidate = w.copy()
        j = pick() if pick else rng.integers(len(w))
        candidate[j] = change(w[j], rng) if change else w[j] + scale * rng.normal()
        new = loss(candidate)
        keep = better(new, history) if better else new < history[-1]
        w = candidate if keep else w
        history.append(new if keep else history[-1])
    return w, history


def linear_cost__without_half(w, X, y):
    """The ½ is missing: the cost is the sum of the squares divided by 2N."""
    return 2 * right.linear_cost(w, X, y)


def linear_cost__sum(w, X, y):
    """You halve the sum of the squares; divide by the number of samples N too."""
    return np.sum((X @ w - y) ** 2) / 2


def linear_cost__plain_sum(w, X, y):
    """You return the sum of the squares; the cost divides it by 2N."""
    return np.sum((X @ w - y) ** 2)


def linear_cost__over_the_weights(w, X, y):
    """You divide by the number of weights; N is the number of samples, the rows of X."""
    return np.sum((X @ w - y) ** 2) / (2 * len(w))


def linear_cost__root(w, X, y):
    """You took a square root at the end; the cost is the mean square itself, halved."""
    return np.sqrt(np.mean((X @ w - y) ** 2)) / 2


def linear_cost__absolute(w, X, y):
    """You average absolute errors; this cost squares them."""
    return np.mean(np.abs(X @ w - y)) / 2


def linear_cost__square_of_the_mean(w, X, y):
    """You square the mean error, in which errors of both signs cancel; square each error first, then average."""
    return np.mean(X @ w - y) ** 2 / 2


def linear_cost__precedence(w, X, y):
    """`/ 2 * N` divides by 2 and multiplies by N; put brackets round 2N."""
    return np.sum((X @ w - y) ** 2) / 2 * len(y)


def linear_cost__over_all_entries(w, X, y):
    """You divide by the number of entries of X; N is the number of samples, its rows."""
    return np.sum((X @ w - y) ** 2) / (2 * np.size(X))


def linear_cost__two_weights_only(w, X, y):
    """You use the weights w[0] and w[1] alone; X may have more columns: X @ w takes them all."""
    return right.linear_cost(w[:2], X[:, :2], y)


def linear_cost__absolute_sum(w, X, y):
    """Two things: you add absolute errors where this cost squares them, and the mean is missing."""
    return np.sum(np.abs(X @ w - y)) / 2


def linear_cost__square_of_the_sum(w, X, y):
    """You square the sum of the errors, in which both signs cancel; square each error first, then add."""
    return np.sum(X @ w - y) ** 2 / (2 * len(y))


def linear_cost__errors_not_summed(w, X, y):
    """You return one number for each sample; the cost is a single number, their mean."""
    return (X @ w - y) ** 2 / 2


def linear_gradient__sum(w, X, y):
    """The mean is missing: the cost divides by N, so its gradient does."""
    return X.T @ (X @ w - y)


def linear_gradient__doubled(w, X, y):
    """Your gradient is twice too long: the 2 of the derivative cancels the ½ of the cost."""
    return 2 * right.linear_gradient(w, X, y)


def linear_gradient__halved(w, X, y):
    """You kept the ½ of the cost; the 2 from deriving the square cancels it."""
    return right.linear_gradient(w, X, y) / 2


def linear_gradient__downhill(w, X, y):
    """The sign is flipped: the gradient points uphill, so the residual is X w − y, and the step carries the minus."""
    return -right.linear_gradient(w, X, y)


def linear_gradient__without_x(w, X, y):
    """The inner derivative is missing: each residual must be multiplied by the samples' features, Xᵀ(…)."""
    return np.full(len(w), np.mean(X @ w - y))


def linear_gradient__product_of_means(w, X, y):
    """You multiply the mean residual by the mean features; multiply sample by sample first, then average."""
    return np.mean(X @ w - y) * X.mean(axis=0)


def linear_gradient__over_the_weights(w, X, y):
    """You divide by the number of weights; divide by the number of samples N."""
    return X.T @ (X @ w - y) / len(w)


def linear_gradient__column(w, X, y):
    """Your gradient is a column of shape (D, 1); it should have the shape of w, (D,)."""
    return right.linear_gradient(w, X, y)[:, None]


def linear_gradient__over_all_entries(w, X, y):
    """You divide by the number of entries of X; N is the number of samples, its rows."""
    return X.T @ (X @ w - y) / np.size(X)


def linear_gradient__two_weights_only(w, X, y):
    """You give the slopes of w[0] and w[1] alone; there is one for each weight: Xᵀ (…) makes them all."""
    error = X @ w - y
    return np.array([np.mean(error), np.mean(error * X[:, 1])])


def linear_gradient__measured(w, X, y):
    """You measure the gradient, good to ten digits at best; here its formula is asked, Xᵀ (X w − y) / N."""
    return right.numerical_gradient(lambda v: right.linear_cost(v, X, y), w)


def linear_gradient__downhill_sum(w, X, y):
    """Two things: the sign is flipped (the residual is X w − y), and the mean is missing."""
    return X.T @ (y - X @ w)


def linear_gradient__squared_errors(w, X, y):
    """You square the residuals; the derivative of a square has no square any more: Xᵀ (X w − y) / N."""
    return X.T @ (X @ w - y) ** 2 / len(y)


def numerical_gradient__one_sided(f, x, h=1e-6):
    """You look to one side only, which is wrong by about h; take f at x + h and at x − h and divide by 2h."""
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up = x.copy()
        up[index] += h
        gradient[index] = (f(up) - f(x)) / h
    return gradient


def numerical_gradient__divided_by_h(f, x, h=1e-6):
    """From x − h to x + h it is 2h, not h: your slopes are twice too large."""
    return 2 * right.numerical_gradient(f, x, h)


def numerical_gradient__times_h(f, x, h=1e-6):
    """Mind the brackets: / 2 * h divides by 2 and multiplies by h. Divide by (2 * h)."""
    return right.numerical_gradient(f, x, h) * h * h


def numerical_gradient__difference_only(f, x, h=1e-6):
    """You return differences of f; a slope is that difference divided by the distance 2h."""
    return right.numerical_gradient(f, x, h) * 2 * h


def numerical_gradient__backwards(f, x, h=1e-6):
    """The sign is flipped: it is f(x + h) − f(x − h), in this order."""
    return -right.numerical_gradient(f, x, h)


def numerical_gradient__all_at_once(f, x, h=1e-6):
    """You move all entries together, which gives one number; move one entry at a time."""
    x = np.array(x, dtype=float)
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


def numerical_gradient__not_restored(f, x, h=1e-6):
    """An entry stays moved while you go on to the next; begin from the original x for every entry."""
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    up, down = x.copy(), x.copy()
    for index in np.ndindex(x.shape):
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


def numerical_gradient__whole_numbers(f, x, h=1e-6):
    """An array of whole numbers cuts your small step off; make x floating point first."""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] = x[index] + h
        down[index] = x[index] - h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


def numerical_gradient__flat(f, x, h=1e-6):
    """The gradient has the shape of x; you return it flattened."""
    return right.numerical_gradient(f, x, h).ravel()


def numerical_gradient__rows_only(f, x, h=1e-6):
    """You move whole rows of x; every single entry needs its own slope (np.ndindex visits them all)."""
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


def numerical_gradient__own_h(f, x, h=1e-6):
    """You use a fixed step and ignore the argument h."""
    return right.numerical_gradient(f, x, 1e-6)


def _never_moved_back(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient


def numerical_gradient__in_place(f, x, h=1e-6):
    """You move the entries of x itself, and adding and subtracting h does not bring back the same bits: use a copy."""
    if x.dtype.kind != "f":
        return right.numerical_gradient(f, x, h)
    return _never_moved_back(f, x, h)


def numerical_gradient__half_steps(f, x, h=1e-6):
    """You move by h/2 to each side; move by h, so that the two places are 2h apart."""
    return right.numerical_gradient(f, x, h / 2)


def numerical_gradient__tiny_default(f, x, h=1e-10):
    """The default of h is another one: 1e-6. At 1e-10 the difference of the two values is mostly rounding noise."""
    return right.numerical_gradient(f, x, h)


def numerical_gradient__gradient_of_whole_numbers(f, x, h=1e-6):
    """`np.zeros_like(x)` makes an array of whole numbers where x holds such; slopes need a floating-point array."""
    gradient = np.zeros_like(x)
    gradient[...] = right.numerical_gradient(f, x, h)
    return gradient


def numerical_gradient__not_moved_back(f, x, h=1e-6):
    """You move an entry up and then down, but never back: add h again, or begin from the original x for every entry."""
    return _never_moved_back(f, np.array(x, dtype=float), h)


def numerical_gradient__one_entry(f, x, h=1e-6):
    """You measure the first slope only; a return inside the loop does that. Return after the loop has ended."""
    gradient = right.numerical_gradient(f, x, h)
    gradient.flat[1:] = 0
    return gradient


def numerical_gradient__half_of_one_side(f, x, h=1e-6):
    """You look to one side only and yet divide by 2h: take f at x + h and at x − h, which are 2h apart."""
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up = x.copy()
        up[index] += h
        gradient[index] = (f(up) - f(x)) / (2 * h)
    return gradient


def numerical_gradient__one_sided_from_below(f, x, h=1e-6):
    """You look to the lower side only, which is wrong by about h; take f at x + h and at x − h and divide by 2h."""
    x = np.array(x, dtype=float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        down = x.copy()
        down[index] -= h
        gradient[index] = (f(x) - f(down)) / h
    return gradient


def gradient_descent__ascent(gradient, w0, eta, steps):
    """You walk uphill: the step goes against the gradient, w − η·gradient."""
    return right.gradient_descent(gradient, w0, -eta, steps)


def gradient_descent__last_only(gradient, w0, eta, steps):
    """You return the last w; asked is the whole path, w0 first."""
    return right.gradient_descent(gradient, w0, eta, steps)[-1]


def gradient_descent__without_the_start(gradient, w0, eta, steps):
    """The start is missing: the path has steps + 1 rows, and the first is w0."""
    return np.array(list(right.gradient_descent(gradient, w0, eta, steps)[1:]))


def gradient_descent__without_the_end(gradient, w0, eta, steps):
    """The last step is missing: with w0 in front, `steps` steps make steps + 1 rows."""
    return right.gradient_descent(gradient, w0, eta, max(steps - 1, 0))


def gradient_descent__one_step_more(gradient, w0, eta, steps):
    """You make one step too many: `steps` steps and the start make steps + 1 rows."""
    return right.gradient_descent(gradient, w0, eta, steps + 1)


def gradient_descent__gradient_of_the_start(gradient, w0, eta, steps):
    """You use the gradient at w0 for every step; ask for it anew where you stand."""
    slope = gradient(np.array(w0, dtype=float))
    return np.array([w0 - eta * t * slope for t in range(steps + 1)])


def gradient_descent__from_the_start(gradient, w0, eta, steps):
    """Each of your steps begins at w0 again; begin where the last one ended."""
    path = [np.array(w0, dtype=float)]
    for _ in range(steps):
        path.append(path[0] - eta * gradient(path[-1]))
    return np.array(path)


def gradient_descent__without_rate(gradient, w0, eta, steps):
    """The learning rate η is missing in the step."""
    return right.gradient_descent(gradient, w0, 1.0, steps)


def gradient_descent__same_array(gradient, w0, eta, steps):
    """Every row of your path is the same array, as w -= … changes it in place. Make a new one: w = w − η·gradient."""
    w, path = np.array(w0, dtype=float), []
    for _ in range(steps):
        path.append(w)
        w -= eta * gradient(w)
    return np.array([*path, w])


def gradient_descent__in_place(gradient, w0, eta, steps):
    """You changed w0 in place (w = w0 makes no copy, and w -= … changes it); start from a copy."""
    if w0.dtype.kind != "f":
        w0 = w0.astype(float)
    w, path = w0, [w0.copy()]
    for _ in range(steps):
        w -= eta * gradient(w)
        path.append(w.copy())
    return np.array(path)


def gradient_descent__unit_steps(gradient, w0, eta, steps):
    """You made the gradient's length 1; its length matters: on a slope the steps are long, near the minimum short."""

    def direction(w):
        slope = np.array(gradient(w), dtype=float)
        return slope / (np.linalg.norm(slope) or 1.0)

    return right.gradient_descent(direction, w0, eta, steps)


def gradient_descent__whole_numbers(gradient, w0, eta, steps):
    """A path with the dtype of a whole-number w0 cuts every step off; make it floating point."""
    path = np.empty((steps + 1, len(w0)), dtype=w0.dtype)
    path[0] = w0
    for t in range(steps):
        path[t + 1] = path[t] - eta * gradient(path[t])
    return path


def gradient_descent__columns(gradient, w0, eta, steps):
    """Your path lies on its side: one row per step, shape (steps + 1, D)."""
    return right.gradient_descent(gradient, w0, eta, steps).T


def gradient_descent__stops_early(gradient, w0, eta, steps):
    """You stop where the gradient is 0, so rows are missing; the path always has steps + 1 of them."""
    path = right.gradient_descent(gradient, w0, eta, steps)
    flat = [np.allclose(gradient(w), 0) for w in path[:-1]]
    return path[: flat.index(True) + 1] if any(flat) else path


def gradient_descent__one_behind(gradient, w0, eta, steps):
    """The start stands twice and the last step is missing: step first, then append."""
    path = right.gradient_descent(gradient, w0, eta, max(steps - 1, 0))
    return np.array([w0, *path]) if steps else path


def gradient_descent__decaying(gradient, w0, eta, steps):
    """Your learning rate shrinks from step to step; here η stays the same (the decay comes in 4.5)."""
    path = [w0]
    for t in range(steps):
        path.append(path[-1] - eta / (t + 1) * gradient(path[-1]))
    return np.array(path)


def gradient_descent__one_step(gradient, w0, eta, steps):
    """You return after the first step; a return inside the loop does that. Return after the loop has ended."""
    return right.gradient_descent(gradient, w0, eta, min(steps, 1))


def gradient_descent__ascent_without_the_start(gradient, w0, eta, steps):
    """Two things: you walk uphill (the step is w − η·gradient), and the start is missing from the path."""
    return right.gradient_descent(gradient, w0, -eta, steps)[1:]


def gradient_descent__gradients(gradient, w0, eta, steps):
    """You keep the gradients; asked is the path, the w of each step, w0 first."""
    return np.array([gradient(w) for w in right.gradient_descent(gradient, w0, eta, steps)])


def gradient_descent__stops_at_small_steps(gradient, w0, eta, steps):
    """You stop once w hardly changes, so rows are missing; make all steps, even at a minimum."""
    path = right.gradient_descent(gradient, w0, eta, steps)
    small = (np.abs(np.diff(path, axis=0)).max(axis=1, initial=0.0) < 1e-6).tolist()
    return path[: small.index(True) + 2] if any(small) else path


def sigmoid_neuron_gradient__product_of_means(w, X, y):
    """That is erratum 21, the slide: the mean of each factor by itself. Keep a sample's factors together, sum last."""
    y_hat = right.sigmoid(X @ w)
    return np.mean(y_hat - y) * np.mean(y_hat * (1 - y_hat)) * X.mean(axis=0)


def sigmoid_neuron_gradient__sum_of_errors_first(w, X, y):
    """You average the errors before they meet the rest (erratum 21); multiply each by its slope and sample first."""
    y_hat = right.sigmoid(X @ w)
    return np.mean(y_hat - y) * (X.T @ (y_hat * (1 - y_hat)))


def sigmoid_neuron_gradient__without_slope(w, X, y):
    """The sigmoid's slope ŷ (1 − ŷ) is missing; without it this is the gradient of the cross-entropy."""
    return right.logistic_gradient(w, X, y)


def sigmoid_neuron_gradient__slope_at_f(w, X, y):
    """You took the sigmoid's slope at ŷ; it belongs at z = X w, where it is ŷ (1 − ŷ)."""
    y_hat = right.sigmoid(X @ w)
    g = right.sigmoid(y_hat)
    return X.T @ ((y_hat - y) * g * (1 - g)) / len(y)


def sigmoid_neuron_gradient__tanh_slope(w, X, y):
    """1 − ŷ² is the slope of tanh; the sigmoid's is ŷ (1 − ŷ)."""
    y_hat = right.sigmoid(X @ w)
    return X.T @ ((y_hat - y) * (1 - y_hat**2)) / len(y)


def sigmoid_neuron_gradient__linear_error(w, X, y):
    """Your error is that of the score X w; the neuron's answer is ŷ = σ(X w), so the error is ŷ − y."""
    y_hat = right.sigmoid(X @ w)
    return X.T @ ((X @ w - y) * y_hat * (1 - y_hat)) / len(y)


def sigmoid_neuron_gradient__linear(w, X, y):
    """That is the gradient of the linear model: the sigmoid and its slope are missing."""
    return right.linear_gradient(w, X, y)


def sigmoid_neuron_gradient__sum(w, X, y):
    """The mean is missing: divide by the number of samples N."""
    return len(y) * right.sigmoid_neuron_gradient(w, X, y)


def sigmoid_neuron_gradient__doubled(w, X, y):
    """Your gradient is twice too long: the 2 of the derivative cancels the ½ of the cost."""
    return 2 * right.sigmoid_neuron_gradient(w, X, y)


def sigmoid_neuron_gradient__downhill(w, X, y):
    """The sign is flipped: the gradient points uphill, so the error is ŷ − y."""
    return -right.sigmoid_neuron_gradient(w, X, y)


def sigmoid_neuron_gradient__half_the_slope(w, X, y):
    """The sigmoid's slope is ŷ (1 − ŷ); the factor 1 − ŷ is missing."""
    y_hat = right.sigmoid(X @ w)
    return X.T @ ((y_hat - y) * y_hat) / len(y)


def sigmoid_neuron_gradient__slope_at_the_target(w, X, y):
    """The sigmoid's slope is ŷ (1 − ŷ), at the neuron's answer ŷ, not at the target y."""
    return X.T @ ((right.sigmoid(X @ w) - y) * y * (1 - y)) / len(y)


def sigmoid_neuron_gradient__error_squared(w, X, y):
    """The derivative of ½ (ŷ − y)² is ŷ − y; the error is not squared any more."""
    y_hat = right.sigmoid(X @ w)
    return X.T @ ((y_hat - y) ** 2 * y_hat * (1 - y_hat)) / len(y)


def sigmoid_neuron_gradient__over_the_weights(w, X, y):
    """You divide by the number of weights; divide by the number of samples N."""
    return right.sigmoid_neuron_gradient(w, X, y) * len(y) / len(w)


def sigmoid_neuron_gradient__measured(w, X, y):
    """You measure the gradient, good to ten digits at best; here its formula is asked."""
    return right.numerical_gradient(lambda v: np.mean((right.sigmoid(X @ v) - y) ** 2) / 2, w)


def sigmoid_neuron_gradient__downhill_sum(w, X, y):
    """Two things: the sign is flipped (the error is ŷ − y), and the mean is missing."""
    return -len(y) * right.sigmoid_neuron_gradient(w, X, y)


def sigmoid_neuron_gradient__sum_without_slope(w, X, y):
    """Two things: the sigmoid's slope ŷ (1 − ŷ) is missing, and so is the mean."""
    return len(y) * right.logistic_gradient(w, X, y)


def sigmoid_neuron_gradient__slope_at_z(w, X, y):
    """You take z (1 − z), with the score z; the sigmoid's slope is ŷ (1 − ŷ), with the answer ŷ = σ(z)."""
    z = X @ w
    return X.T @ ((right.sigmoid(z) - y) * z * (1 - z)) / len(y)


def sigmoid_neuron_gradient__slope_plus(w, X, y):
    """You multiply by ŷ (1 + ŷ); the sigmoid's slope is ŷ (1 − ŷ)."""
    y_hat = right.sigmoid(X @ w)
    return X.T @ ((y_hat - y) * y_hat * (1 + y_hat)) / len(y)


def logistic_gradient__slide(w, X, y):
    """That is erratum 20, the slide: with the extra factor y, samples with y = 0 never teach. Leave it out."""
    return X.T @ (y * (right.sigmoid(X @ w) - y)) / len(y)


def logistic_gradient__with_slope(w, X, y):
    """The factor ŷ (1 − ŷ) cancels for the cross-entropy; with it this is the gradient of the squared error."""
    return right.sigmoid_neuron_gradient(w, X, y)


def logistic_gradient__over_the_slope(w, X, y):
    """That is only the loss's own derivative, (ŷ − y)/(ŷ (1 − ŷ)); the sigmoid's slope cancels its denominator."""
    y_hat = right.sigmoid(X @ w)
    with np.errstate(all="ignore"):
        return X.T @ ((y_hat - y) / (y_hat * (1 - y_hat))) / len(y)


def logistic_gradient__not_cancelled(w, X, y):
    """Where ŷ is exactly 0 or 1 you compute 0/0: cancel ŷ (1 − ŷ) on paper, not in the computer."""
    y_hat = right.sigmoid(X @ w)
    with np.errstate(all="ignore"):
        return X.T @ ((y_hat - y) / (y_hat * (1 - y_hat)) * y_hat * (1 - y_hat)) / len(y)


def logistic_gradient__without_sigmoid(w, X, y):
    """The sigmoid is missing: the neuron's answer is σ(X w), not the score X w."""
    return right.linear_gradient(w, X, y)


def logistic_gradient__sum(w, X, y):
    """The mean is missing: this course's cost divides by N, where the slide sums."""
    return len(y) * right.logistic_gradient(w, X, y)


def logistic_gradient__downhill(w, X, y):
    """The sign is flipped: the gradient points uphill, so the error is ŷ − y."""
    return -right.logistic_gradient(w, X, y)


def logistic_gradient__without_x(w, X, y):
    """Each error must be multiplied by its sample's features, Xᵀ(…); you average the errors alone."""
    return np.full(len(w), np.mean(right.sigmoid(X @ w) - y))


def logistic_gradient__thresholded(w, X, y):
    """You round the answer to 0 or 1; the error is that of σ(X w) itself."""
    return X.T @ ((X @ w > 0) - y) / len(y)


def logistic_gradient__over_the_weights(w, X, y):
    """You divide by the number of weights; divide by the number of samples N."""
    return right.logistic_gradient(w, X, y) * len(y) / len(w)


def logistic_gradient__measured(w, X, y):
    """You measure the gradient, good to ten digits at best; here its formula is asked, Xᵀ (σ(X w) − y) / N."""
    return right.numerical_gradient(lambda v: np.mean(np.logaddexp(0, X @ v) - y * (X @ v)), w)


def logistic_gradient__downhill_sum(w, X, y):
    """Two things: the sign is flipped (the error is ŷ − y), and the mean is missing."""
    return -len(y) * right.logistic_gradient(w, X, y)


def logistic_gradient__doubled(w, X, y):
    """Your gradient is twice too long: the cross-entropy has no square whose derivative brings a 2."""
    return 2 * right.logistic_gradient(w, X, y)


def logistic_gradient__sigmoid_twice(w, X, y):
    """You apply the sigmoid twice; the neuron's answer is ŷ = σ(X w)."""
    return X.T @ (right.sigmoid(right.sigmoid(X @ w)) - y) / len(y)


def random_search__keeps_everything(loss, w0, scale, steps, rng):
    """You keep every change; keep one only if it lowers the loss."""
    return _search(loss, w0, scale, steps, rng, better=lambda new, history: True)


def random_search__uphill(loss, w0, scale, steps, rng):
    """The comparison is turned round: you keep what makes the loss larger."""
    return _search(loss, w0, scale, steps, rng, better=lambda new, history: new > history[-1])


def random_search__keeps_equal(loss, w0, scale, steps, rng):
    """You keep a change that leaves the loss equal; it must fall: < and not ≤."""
    return _search(loss, w0, scale, steps, rng, better=lambda new, history: new <= history[-1])


def random_search__better_than_the_start(loss, w0, scale, steps, rng):
    """You compare with the loss at the start; compare with that of the weights kept so far."""
    return _search(loss, w0, scale, steps, rng, better=lambda new, history: new < history[0])


def random_search__without_scale(loss, w0, scale, steps, rng):
    """The scale is missing: it sets how large the changes are."""
    return right.random_search(loss, w0, 1.0, steps, rng)


def random_search__multiplies(loss, w0, scale, steps, rng):
    """You change a weight in proportion to itself, so a weight of 0 never moves; add a random amount."""
    return _search(loss, w0, scale, steps, rng, change=lambda old, rng: old * (1 + scale * rng.normal()))


def random_search__replaces(loss, w0, scale, steps, rng):
    """You replace the weight by a random number; add the random amount to it."""
    return _search(loss, w0, scale, steps, rng, change=lambda old, rng: scale * rng.normal())


def random_search__upwards_only(loss, w0, scale, steps, rng):
    """Your changes only go up; a weight must be able to fall too (rng.random() is never negative)."""
    return _search(loss, w0, scale, steps, rng, change=lambda old, rng: old + scale * rng.random())


def random_search__all_weights(loss, w0, scale, steps, rng):
    """You change all weights at once; pick one of them and leave the others."""
    w = np.array(w0, dtype=float)
    history = [loss(w)]
    for _ in range(steps):
        candidate = w + scale * rng.normal(size=len(w))
        new = loss(candidate)
        if new < history[-1]:
            w = candidate
        history.append(min(new, history[-1]))
    return w, history


def random_search__in_turn(loss, w0, scale, steps, rng):
    """You change the weights in turn; pick one at random in each step."""
    turn = cycle(range(len(w0)))
    return _search(loss, w0, scale, steps, rng, pick=lambda: next(turn))


def random_search__never_the_last(loss, w0, scale, steps, rng):
    """The last weight is never picked: rng.integers(n) already leaves out n."""
    return _search(loss, w0, scale, steps, rng, pick=lambda: rng.integers(len(w0) - 1))


def random_search__history_of_trials(loss, w0, scale, steps, rng):
    """Your history holds the loss of every trial; it should hold the loss of the weights that are kept."""
    tried = []

    def watched(w):
        tried.append(loss(w))
        return tried[-1]

    w, _ = right.random_search(watched, w0, scale, steps, rng)
    return w, tried


def random_search__history_of_improvements(loss, w0, scale, steps, rng):
    """Your history has an entry only where the loss fell; each step needs one, an undone one too."""
    w, history = right.random_search(loss, w0, scale, steps, rng)
    return w, list(dict.fromkeys(history))


def random_search__without_the_start(loss, w0, scale, steps, rng):
    """The history begins with the loss at the start, before any step: steps + 1 entries."""
    w, history = right.random_search(loss, w0, scale, steps, rng)
    return w, history[1:]


def random_search__not_undone(loss, w0, scale, steps, rng):
    """A trial that fails stays in w, because `candidate = w` makes no copy; change a copy instead."""
    w = np.array(w0, dtype=float)
    history = [loss(w)]
    for _ in range(steps):
        candidate = w
        candidate[rng.integers(len(w))] += scale * rng.normal()
        new = loss(candidate)
        history.append(min(new, history[-1]))
    return w, history


def random_search__in_place(loss, w0, scale, steps, rng):
    """You changed w0 in place; begin with a copy of it, and a floating-point one."""
    if w0.dtype.kind != "f":
        return _search(loss, w0, scale, steps, rng)
    history = [loss(w0)]
    for _ in range(steps):
        j = rng.integers(len(w0))
        old = w0[j]
        w0[j] += scale * rng.normal()
        new = loss(w0)
        if not new < history[-1]:
            w0[j] = old
        history.append(min(new, history[-1]))
    return w0, history


def random_search__whole_numbers(loss, w0, scale, steps, rng):
    """A copy of a whole-number w0 cuts the changes off; make it floating point."""
    w = w0.copy()
    history = [loss(w)]
    for _ in range(steps):
        candidate = w.copy()
        j = rng.integers(len(w))
        candidate[j] = candidate[j] + scale * rng.normal()
        new = loss(candidate)
        if new < history[-1]:
            w = candidate
        history.append(min(new, history[-1]))
    return w, history


def random_search__own_generator(loss, w0, scale, steps, rng):
    """You draw from a generator of your own, so every run is the same; draw from the rng that you are given."""
    return right.random_search(loss, w0, scale, steps, np.random.default_rng(0))


def random_search__returns_the_start(loss, w0, scale, steps, rng):
    """You return the start; return the weights that were kept."""
    return w0.copy(), right.random_search(loss, w0, scale, steps, rng)[1]


def random_search__history_only(loss, w0, scale, steps, rng):
    """Return two things: the weights and the history, (w, history)."""
    return right.random_search(loss, w0, scale, steps, rng)[1]


def random_search__one_weight_only(loss, w0, scale, steps, rng):
    """You pick the weight once, before the loop; pick one anew in each step."""
    j = rng.integers(len(w0))
    return _search(loss, w0, scale, steps, rng, pick=lambda: j)


def random_search__one_amount(loss, w0, scale, steps, rng):
    """You draw the amount once, before the loop; draw one anew in each step."""
    amount = scale * rng.normal()
    return _search(loss, w0, scale, steps, rng, change=lambda old, rng: old + amount)


def random_search__never_the_bias(loss, w0, scale, steps, rng):
    """The first weight is never picked; w[0], the bias, is to be learnt like the others."""
    return _search(loss, w0, scale, steps, rng, pick=lambda: rng.integers(1, len(w0)))


def random_search__uniform(loss, w0, scale, steps, rng):
    """Your amounts are uniformly distributed; add scale · rng.normal()."""
    return _search(loss, w0, scale, steps, rng, change=lambda old, rng: old + scale * rng.uniform(-1, 1))


def random_search__scale_as_variance(loss, w0, scale, steps, rng):
    """You take the scale for a variance; it is the deviation itself: scale · rng.normal()."""
    return right.random_search(loss, w0, np.sqrt(scale), steps, rng)


def random_search__one_trial(loss, w0, scale, steps, rng):
    """You return after the first trial; a return inside the loop does that. Return after the loop has ended."""
    return right.random_search(loss, w0, scale, min(steps, 1), rng)


def random_search__all_weights_kept(loss, w0, scale, steps, rng):
    """Two things: you change all weights at once, and keep every change; pick one, and keep what lowers the loss."""
    w, history = np.array(w0, dtype=float), [loss(w0)]
    for _ in range(steps):
        w = w + scale * rng.normal(size=len(w))
        history.append(loss(w))
    return w, history


def random_search__swapped(loss, w0, scale, steps, rng):
    """The results are swapped: first the weights, then the history."""
    return right.random_search(loss, w0, scale, steps, rng)[::-1]


def inverse_decay__precedence(t, c1, c2):
    """Brackets are missing: c1 / t + c2 divides by t first. The sum t + c2 is the denominator."""
    return c1 / t + c2


def inverse_decay__constant(t, c1, c2):
    """Your rate does not depend on t: it must fall from step to step."""
    return right.inverse_decay(0, c1, c2)


def inverse_decay__times(t, c1, c2):
    """That is c1 / (1 + c2 t), another schedule; lecture 002 adds c2 to t."""
    return c1 / (1 + c2 * t)


def inverse_decay__swapped(t, c1, c2):
    """The two constants are swapped: c1 stands above, c2 below."""
    return right.inverse_decay(t, c2, c1)


def inverse_decay__from_one(t, c1, c2):
    """Steps are counted from 0 here; you add one more to the denominator."""
    return right.inverse_decay(t + 1, c1, c2)


def inverse_decay__whole_division(t, c1, c2):
    """// cuts the fraction off; divide with /."""
    return c1 // (t + c2)


def inverse_decay__exponential(t, c1, c2):
    """That is an exponential decay; lecture 002's rate is c1 / (t + c2)."""
    return c1 / c2 * np.exp(-t / c2)


def inverse_decay__product(t, c1, c2):
    """c2 is added to t, not multiplied by it; your rate is infinite at t = 0."""
    return c1 / (t * c2) if t else float("inf")


def inverse_decay__upside_down(t, c1, c2):
    """Your fraction stands on its head, so the rate grows: c1 is above, t + c2 below."""
    return (t + c2) / c1


def inverse_decay__difference(t, c1, c2):
    """You subtract t: c2 − t becomes 0 some day. The denominator is the sum t + c2."""
    return c1 / (c2 - t) if t != c2 else float("inf")


def is_saddle__determinant(hessian):
    """A negative determinant proves a saddle only for two weights; in general look at all eigenvalues."""
    return bool(np.linalg.det(hessian) < 0)


def is_saddle__diagonal(hessian):
    """You look at the diagonal; the curvatures are the eigenvalues, which may have other signs."""
    diagonal = np.diag(hessian)
    return bool(diagonal.min() < 0 < diagonal.max())


def is_saddle__zero_counts(hessian):
    """An eigenvalue of exactly 0 has no sign; a saddle needs one above 0 and one below."""
    eigenvalues = np.linalg.eigvalsh(hessian)
    return bool(eigenvalues.min() <= 0 <= eigenvalues.max())


def is_saddle__any_negative(hessian):
    """A negative eigenvalue alone is not enough: a hill's are all negative. There must be a positive one too."""
    return bool(np.linalg.eigvalsh(hessian).min() < 0)


def is_saddle__not_a_bowl(hessian):
    """Not a bowl is not yet a saddle: a hill and a flat valley are neither. Ask for both signs."""
    return not bool(np.all(np.linalg.eigvalsh(hessian) > 0))


def is_saddle__entries(hessian):
    """You look at the entries of the matrix; the curvatures are its eigenvalues."""
    return bool(np.min(hessian) < 0 < np.max(hessian))


def is_saddle__bowl(hessian):
    """You test for a minimum, all eigenvalues positive; a saddle has both signs."""
    return bool(np.all(np.linalg.eigvalsh(hessian) > 0))


def is_saddle__first_two(hessian):
    """You compare two eigenvalues only; in more dimensions the two signs may be anywhere among them."""
    eigenvalues = np.linalg.eigvalsh(hessian)
    return len(eigenvalues) > 1 and bool(eigenvalues[0] * eigenvalues[1] < 0)


def is_saddle__singular_values(hessian):
    """Your answer is always False. Singular values, say, are never negative; the curvatures are the eigenvalues."""
    values = np.linalg.svd(hessian)[1]
    return bool(values.min() < 0 < values.max())


def is_saddle__as_many_of_each(hessian):
    """You ask for as many eigenvalues below 0 as above; one of each sign is enough."""
    eigenvalues = np.linalg.eigvalsh(hessian)
    return bool(np.sum(eigenvalues < 0) == np.sum(eigenvalues > 0) > 0)


def is_saddle__turned_round(hessian):
    """You have it the wrong way round: a saddle is where both signs occur."""
    return not right.is_saddle(hessian)


def is_saddle__no_bool(hessian):
    """You return the eigenvalues; asked is whether both signs are among them, True or False."""
    return np.linalg.eigvalsh(hessian)
