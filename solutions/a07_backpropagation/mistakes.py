"""Known wrong answers of a07_backpropagation."""

import numpy as np


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def _softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def _f(z, name):
    if name == "softmax":
        return _softmax(z)
    return {"identity": z, "relu": np.maximum(z, 0), "sigmoid": _sigmoid(z), "tanh": np.tanh(z)}[name]


def _slope(z, name):
    if name == "softmax":
        return _softmax(z) * (1 - _softmax(z))
    return {
        "identity": np.ones(np.shape(z)),
        "relu": np.where(np.asarray(z) > 0, 1.0, 0.0),
        "sigmoid": _sigmoid(z) * (1 - _sigmoid(z)),
        "tanh": 1 - np.tanh(z) ** 2,
    }[name]


def _forward(X, params, activations):
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations, strict=True):
        zs.append(hs[-1] @ W + b)
        hs.append(_f(zs[-1], name))
    return zs, hs


def _layer(h, delta):
    return h.T @ delta, delta.sum(axis=0)


def _backward(params, activations, zs, hs, Y):
    delta = (hs[-1] - Y) / len(Y)
    grads = [_layer(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta @ params[i + 1][0].T * _slope(zs[i], activations[i])
        grads.insert(0, _layer(hs[i], delta))
    return grads


def _update(params, grads, eta):
    return [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def _log(p):
    return np.log(np.clip(p, 1e-12, 1 - 1e-12))


def _loss(Y_hat, Y, output):
    if output == "identity":
        return np.sum((Y_hat - Y) ** 2) / 2 / len(Y)
    if output == "sigmoid":
        return -np.sum(Y * _log(Y_hat) + (1 - Y) * _log(1 - Y_hat)) / len(Y)
    return -np.sum(Y * _log(Y_hat)) / len(Y)


def _train_step(params, activations, X, Y, eta):
    zs, hs = _forward(X, params, activations)
    grads = _backward(params, activations, zs, hs, Y)
    return _update(params, grads, eta), _loss(hs[-1], Y, activations[-1])


def _errors(loss, params, grads, h, quotient):
    """All pairs (a, n), where n is quotient(f, h) for the nudged loss f."""
    for layer, pair in enumerate(grads):
        for part, gradient in enumerate(pair):
            for index, a in np.ndenumerate(gradient):

                def nudged(step, layer=layer, part=part, index=index):
                    moved = [(W.copy(), b.copy()) for W, b in params]
                    moved[layer][part][index] += step
                    return loss(moved)

                yield layer, part, a, quotient(nudged, h)


def _central(f, h):
    return (f(h) - f(-h)) / (2 * h)


def _relative(a, n):
    return abs(a - n) / max(1e-8, abs(a) + abs(n))


def output_delta__without_the_mean(Y_hat, Y):
    """The 1/N is missing: the loss is the mean over the samples, so each sample's delta is divided by N."""
    return Y_hat - Y


def output_delta__sign(Y_hat, Y):
    """The sign is flipped: delta is Ŷ − Y, positive where the output is too large."""
    return (Y - Y_hat) / len(Y)


def output_delta__mean_over_all(Y_hat, Y):
    """You divide by N·K; the loss is summed over the outputs and averaged over the samples only, so divide by N."""
    return (Y_hat - Y) / Y.size


def output_delta__mean_over_outputs(Y_hat, Y):
    """You divide by the number of outputs K; the mean goes over the N samples, the rows."""
    return (Y_hat - Y) / Y.shape[1]


def output_delta__sigmoid_slope(Y_hat, Y):
    """You multiplied by ŷ(1 − ŷ) once more; in a canonical pair the loss's denominator has cancelled that slope."""
    return (Y_hat - Y) * Y_hat * (1 - Y_hat) / len(Y)


def output_delta__doubled(Y_hat, Y):
    """There is a factor 2 too many: with ½ (ŷ − y)² the 2 of the derivative cancels."""
    return 2 * (Y_hat - Y) / len(Y)


def output_delta__batch_mean(Y_hat, Y):
    """You averaged the deltas over the batch; each sample keeps its own row, divided by N."""
    return np.mean(Y_hat - Y, axis=0)


def chain_output_delta__diagonal_softmax(dloss, z, activation):
    """For softmax you took only the diagonal p(1 − p); each z moves all outputs: use the full Jacobian (erratum 30)."""
    return dloss * _slope(z, activation)


def chain_output_delta__off_diagonal_sign(dloss, z, activation):
    """The off-diagonals of softmax's Jacobian are negative: if one probability rises, the others fall."""
    if activation == "softmax":
        p = _softmax(z)
        return (np.diag(p - 2 * p**2) + np.outer(p, p)) @ dloss
    return dloss * _slope(z, activation)


def chain_output_delta__jacobian_sign(dloss, z, activation):
    """Your softmax Jacobian has its sign flipped: it is diag(p) − p pᵀ."""
    if activation == "softmax":
        p = _softmax(z)
        return (np.outer(p, p) - np.diag(p)) @ dloss
    return dloss * _slope(z, activation)


def chain_output_delta__unstable_softmax(dloss, z, activation):
    """Your softmax overflows at large z; subtract the maximum first, or use the softmax that is given."""
    if activation == "softmax":
        p = np.exp(z) / np.exp(z).sum()
        return (np.diag(p) - np.outer(p, p)) @ dloss
    return dloss * _slope(z, activation)


def chain_output_delta__slope_at_h(dloss, z, activation):
    """The slope is taken at the activation f(z); take it at z."""
    if activation == "softmax":
        p = _softmax(z)
        return (np.diag(p) - np.outer(p, p)) @ dloss
    return dloss * _slope(_f(z, activation), activation)


def chain_output_delta__canonical(dloss, z, activation):
    """You pass ∂L/∂ŷ on unchanged; it must go through the slope of the output activation."""
    return np.array(dloss, dtype=float)


def chain_output_delta__activation_for_slope(dloss, z, activation):
    """You multiply by the activation f(z); the chain rule needs its slope f'(z)."""
    return dloss * _f(z, activation)


def chain_output_delta__relu_kink(dloss, z, activation):
    """At z = 0 exactly the slope of relu is 0 in this course, so compare with > 0."""
    if activation == "softmax":
        p = _softmax(z)
        return (np.diag(p) - np.outer(p, p)) @ dloss
    return dloss * (np.where(z >= 0, 1.0, 0.0) if activation == "relu" else _slope(z, activation))


def delta_step__without_transpose(delta, W, z, activation):
    """W must be transposed: forward it leads from this layer to the next, backward you go the other way."""
    return delta @ W * _slope(z, activation)


def delta_step__slope_at_h(delta, W, z, activation):
    """The slope is taken at the activation h; take it at z, the value before the activation."""
    return delta @ W.T * _slope(_f(z, activation), activation)


def delta_step__without_slope(delta, W, z, activation):
    """The slope f'(z) of this layer is missing: what you have is the derivative by h, not yet by z."""
    return delta @ W.T


def delta_step__activation_for_slope(delta, W, z, activation):
    """You multiply by the activation f(z); the chain rule needs its slope f'(z)."""
    return delta @ W.T * _f(z, activation)


def delta_step__relu_everywhere(delta, W, z, activation):
    """You take the slope of relu whatever the activation is; look at its name."""
    return delta @ W.T * np.where(z > 0, 1.0, 0.0)


def delta_step__relu_kink(delta, W, z, activation):
    """At z = 0 exactly the slope of relu is 0 in this course, so compare with > 0."""
    return delta @ W.T * (np.where(z >= 0, 1.0, 0.0) if activation == "relu" else _slope(z, activation))


def delta_step__dot_for_hadamard(delta, W, z, activation):
    """⊙ multiplies element by element; you took a matrix product there (erratum 29)."""
    return delta @ W.T @ _slope(z, activation).T


def delta_step__mean_again(delta, W, z, activation):
    """You divide by the number of samples once more; the 1/N is in the output's delta already."""
    return delta @ W.T * _slope(z, activation) / len(z)


def delta_step__batch_sum(delta, W, z, activation):
    """You add up the samples too early: each has its own row of deltas, the sum comes with the weight gradients."""
    return (delta @ W.T * _slope(z, activation)).sum(axis=0)


def delta_step__sigmoid_everywhere(delta, W, z, activation):
    """You take the slope of the sigmoid whatever the activation is; look at its name."""
    return delta @ W.T * _slope(z, "sigmoid")


def weight_gradients__transposed(h_prev, delta):
    """Your dW has the wrong shape: it must have that of W, (D_in, D_out), so hᵀ δ (erratum 24)."""
    return delta.T @ h_prev, delta.sum(axis=0)


def weight_gradients__bias_not_summed(h_prev, delta):
    """Your db is delta itself; the samples share one bias, so add up over the batch (erratum 31)."""
    return h_prev.T @ delta, delta.copy()


def weight_gradients__bias_mean(h_prev, delta):
    """Your db is a mean over the batch; delta has its 1/N already, so take the sum."""
    return h_prev.T @ delta, delta.mean(axis=0)


def weight_gradients__mean(h_prev, delta):
    """You divide by N once more; delta has its 1/N already."""
    return h_prev.T @ delta / len(delta), delta.mean(axis=0)


def weight_gradients__weights_mean(h_prev, delta):
    """Your dW is divided by N once more; delta has its 1/N already."""
    return h_prev.T @ delta / len(delta), delta.sum(axis=0)


def weight_gradients__bias_over_outputs(h_prev, delta):
    """Your db is summed over the outputs; sum over the samples, axis 0."""
    return h_prev.T @ delta, delta.sum(axis=1)


def weight_gradients__bias_row(h_prev, delta):
    """Your db has shape (1, D_out); a bias has shape (D_out,), so drop `keepdims`."""
    return h_prev.T @ delta, delta.sum(axis=0, keepdims=True)


def weight_gradients__sums_multiplied(h_prev, delta):
    """You sum first and multiply then; multiply for each sample and then add up: hᵀ δ."""
    return np.outer(h_prev.sum(axis=0), delta.sum(axis=0)), delta.sum(axis=0)


def weight_gradients__bias_total(h_prev, delta):
    """Your db is one number; each output neuron has its own bias, so sum over the samples only."""
    return h_prev.T @ delta, delta.sum()


def weight_gradients__swapped(h_prev, delta):
    """The order is (dW, db); you return db first."""
    return delta.sum(axis=0), h_prev.T @ delta


def weight_gradients__sign(h_prev, delta):
    """These are the steps −δ…, not the gradients: the minus comes with the update."""
    return -(h_prev.T @ delta), -delta.sum(axis=0)


def backward__last_layer_first(params, activations, zs, hs, Y):
    """The gradients come in the order in which you computed them; return them first layer first, like params."""
    return _backward(params, activations, zs, hs, Y)[::-1]


def backward__output_slope(params, activations, zs, hs, Y):
    """At the output you multiply by f' once more; in a canonical pair ŷ − y is the delta already."""
    delta = (hs[-1] - Y) / len(Y) * _slope(zs[-1], activations[-1])
    grads = [_layer(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta @ params[i + 1][0].T * _slope(zs[i], activations[i])
        grads.insert(0, _layer(hs[i], delta))
    return grads


def backward__slope_at_h(params, activations, zs, hs, Y):
    """The slopes of the hidden layers are taken at h; take them at z."""
    return _backward(params, activations, hs[1:], hs, Y)


def backward__without_slopes(params, activations, zs, hs, Y):
    """The slopes f'(z) of the hidden layers are missing."""
    return _backward(params, ["identity"] * len(params), zs, hs, Y)


def backward__relu_everywhere(params, activations, zs, hs, Y):
    """You take relu's slope in every hidden layer; each layer has its own activation."""
    return _backward(params, ["relu"] * len(params), zs, hs, Y)


def backward__activation_of_the_next(params, activations, zs, hs, Y):
    """A hidden layer gets the slope of the next layer's activation; z and the name must belong to the same layer."""
    return _backward(params, [*activations[1:], activations[-1]], zs, hs, Y)


def backward__own_weights(params, activations, zs, hs, Y):
    """You go back through a layer's own W; the deltas come from the next layer, so through the next layer's W."""
    delta = (hs[-1] - Y) / len(Y)
    grads = [_layer(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta @ params[i][0].T * _slope(zs[i], activations[i])
        grads.insert(0, _layer(hs[i], delta))
    return grads


def backward__without_transpose(params, activations, zs, hs, Y):
    """W must be transposed on the way back."""
    delta = (hs[-1] - Y) / len(Y)
    grads = [_layer(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta @ params[i + 1][0] * _slope(zs[i], activations[i])
        grads.insert(0, _layer(hs[i], delta))
    return grads


def backward__own_activations(params, activations, zs, hs, Y):
    """Your dW uses what comes out of the layer; it needs what came in: hs[0] is the input of the first layer."""
    delta = (hs[-1] - Y) / len(Y)
    grads = [_layer(hs[-1], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta @ params[i + 1][0].T * _slope(zs[i], activations[i])
        grads.insert(0, _layer(hs[i + 1], delta))
    return grads


def backward__z_for_h(params, activations, zs, hs, Y):
    """Your dW uses the pre-activations z of the layer before; what came in are its activations h."""
    return _backward(params, activations, zs, [hs[0], *zs[:-1], hs[-1]], Y)


def backward__without_the_mean(params, activations, zs, hs, Y):
    """The gradients are N times too large: the loss is a mean, so the output's delta is divided by N."""
    return [(len(Y) * dW, len(Y) * db) for dW, db in _backward(params, activations, zs, hs, Y)]


def backward__mean_twice(params, activations, zs, hs, Y):
    """The gradients are N times too small: the 1/N is in the output's delta, don't divide again."""
    return [(dW / len(Y), db / len(Y)) for dW, db in _backward(params, activations, zs, hs, Y)]


def backward__bias_mean(params, activations, zs, hs, Y):
    """Your db is divided by N once more; it is the sum of the deltas, which have their 1/N already."""
    return [(dW, db / len(Y)) for dW, db in _backward(params, activations, zs, hs, Y)]


def backward__sign(params, activations, zs, hs, Y):
    """All signs are flipped: the output's delta is ŷ − y."""
    return [(-dW, -db) for dW, db in _backward(params, activations, zs, hs, Y)]


def backward__last_layer_only(params, activations, zs, hs, Y):
    """You stop after the last layer; go on with delta_step to the first."""
    return _backward(params, activations, zs, hs, Y)[-1:]


def backward__two_layers_only(params, activations, zs, hs, Y):
    """Your loop stops too early: every layer gets its gradients, down to the first."""
    return _backward(params, activations, zs, hs, Y)[-2:]


def gradient_check__one_sided(loss, params, grads, h=1e-6):
    """Your difference looks to one side only; nudge up and down, and divide by 2h."""
    return max(_relative(a, n) for *_, a, n in _errors(loss, params, grads, h, lambda f, h: (f(h) - f(0.0)) / h))


def gradient_check__without_two(loss, params, grads, h=1e-6):
    """The two nudged points are 2h apart, so divide by 2h."""
    return max(_relative(a, n) for *_, a, n in _errors(loss, params, grads, h, lambda f, h: (f(h) - f(-h)) / h))


def gradient_check__weights_only(loss, params, grads, h=1e-6):
    """The biases are not checked; they have gradients, too."""
    return max(_relative(a, n) for _, part, a, n in _errors(loss, params, grads, h, _central) if part == 0)


def gradient_check__first_layer_only(loss, params, grads, h=1e-6):
    """Only the first layer is checked; go through all (W, b) of params."""
    return max(_relative(a, n) for layer, _, a, n in _errors(loss, params, grads, h, _central) if layer == 0)


def gradient_check__mean(loss, params, grads, h=1e-6):
    """You average the errors, which hides a single wrong entry; return the largest."""
    return np.mean([_relative(a, n) for *_, a, n in _errors(loss, params, grads, h, _central)])


def gradient_check__last(loss, params, grads, h=1e-6):
    """You return the last entry's error; keep the largest of all."""
    return [_relative(a, n) for *_, a, n in _errors(loss, params, grads, h, _central)][-1]


def gradient_check__absolute(loss, params, grads, h=1e-6):
    """Your error is absolute; divide by |a| + |n|, so that it means the same for large and small gradients."""
    return max(abs(a - n) for *_, a, n in _errors(loss, params, grads, h, _central))


def gradient_check__without_floor(loss, params, grads, h=1e-6):
    """Where a and n are both 0 you divide 0 by 0; divide by max(1e-8, |a| + |n|)."""
    return np.max(
        [np.float64(abs(a - n)) / (abs(a) + abs(n)) for *_, a, n in _errors(loss, params, grads, h, _central)]
    )


def gradient_check__floor_added(loss, params, grads, h=1e-6):
    """You add 1e-8 to the denominator; it is the larger of 1e-8 and |a| + |n|."""
    return max(abs(a - n) / (1e-8 + abs(a) + abs(n)) for *_, a, n in _errors(loss, params, grads, h, _central))


def gradient_check__signed(loss, params, grads, h=1e-6):
    """Without the absolute value, a gradient that is too small gives a negative error, which the maximum overlooks."""
    return max((a - n) / max(1e-8, abs(a) + abs(n)) for *_, a, n in _errors(loss, params, grads, h, _central))


def gradient_check__relative_to_one(loss, params, grads, h=1e-6):
    """You divide by |n| alone; the denominator is |a| + |n|, which keeps the error between 0 and 1."""
    return max(abs(a - n) / max(1e-8, abs(n)) for *_, a, n in _errors(loss, params, grads, h, _central))


def gradient_check__signed_denominator(loss, params, grads, h=1e-6):
    """The denominator is |a + n|, which vanishes for opposite signs; it is |a| + |n|."""
    return max(abs(a - n) / max(1e-8, abs(a + n)) for *_, a, n in _errors(loss, params, grads, h, _central))


def gradient_check__larger_of_both(loss, params, grads, h=1e-6):
    """You divide by the larger of |a| and |n|; the denominator is their sum."""
    return max(abs(a - n) / max(1e-8, abs(a), abs(n)) for *_, a, n in _errors(loss, params, grads, h, _central))


def gradient_check__fixed_h(loss, params, grads, h=1e-6):
    """You nudge by 1e-6 whatever h is; use the argument."""
    return max(_relative(a, n) for *_, a, n in _errors(loss, params, grads, 1e-6, _central))


def gradient_check__in_place(loss, params, grads, h=1e-6):
    """Your nudges stay in params: adding and taking away h again leaves a rounding error. Nudge a copy instead."""
    errors = []
    for pair, gradient_pair in zip(params, grads, strict=True):
        for array, gradient in zip(pair, gradient_pair, strict=True):
            for index, a in np.ndenumerate(gradient):
                array[index] += h
                up = loss(params)
                array[index] -= 2 * h
                down = loss(params)
                array[index] += h
                errors.append(_relative(a, (up - down) / (2 * h)))
    return max(errors)


def gradient_check__nudges_left(loss, params, grads, h=1e-6):
    """A nudge is never taken back: the next entries are checked elsewhere, and params has changed. Nudge a copy."""
    errors = []
    for pair, gradient_pair in zip(params, grads, strict=True):
        for array, gradient in zip(pair, gradient_pair, strict=True):
            for index, a in np.ndenumerate(gradient):
                array[index] += h
                up = loss(params)
                array[index] -= 2 * h
                errors.append(_relative(a, (up - loss(params)) / (2 * h)))
    return max(errors)


def gradient_check__all_at_once(loss, params, grads, h=1e-6):
    """You nudge a whole array at once; each entry has a derivative of its own, so nudge one at a time."""
    errors = []
    for layer, pair in enumerate(grads):
        for part, gradient in enumerate(pair):
            values = []
            for step in (h, -h):
                moved = [(W.copy(), b.copy()) for W, b in params]
                moved[layer][part][...] += step
                values.append(loss(moved))
            n = (values[0] - values[1]) / (2 * h)
            errors.extend(_relative(a, n) for a in gradient.ravel())
    return max(errors)


def gradient_check__largest_ratio_of_maxima(loss, params, grads, h=1e-6):
    """You divide the largest difference by the largest gradients; take each entry's relative error first."""
    pairs = np.array([(a, n) for *_, a, n in _errors(loss, params, grads, h, _central)])
    a, n = pairs.T
    return np.max(np.abs(a - n)) / max(1e-8, np.max(np.abs(a)) + np.max(np.abs(n)))


def gradient_check__of_norms(loss, params, grads, h=1e-6):
    """You compare the norms of whole vectors, in which one wrong entry hides; here the error is that of each entry."""
    a, n = np.array([(a, n) for *_, a, n in _errors(loss, params, grads, h, _central)]).T
    return np.linalg.norm(a - n) / max(1e-8, np.linalg.norm(a) + np.linalg.norm(n))


def gradient_check__a_verdict(loss, params, grads, h=1e-6):
    """You return the verdict; return the largest relative error itself, a number."""
    return bool(max(_relative(a, n) for *_, a, n in _errors(loss, params, grads, h, _central)) < 1e-5)


def update__uphill(params, grads, eta):
    """The sign is flipped: this goes uphill. A step goes against the gradient, W − η dW."""
    return _update(params, grads, -eta)


def update__without_eta(params, grads, eta):
    """The learning rate η is missing."""
    return _update(params, grads, 1.0)


def update__weights_only(params, grads, eta):
    """The biases stay where they are; they move, too: b − η db."""
    return [(W - eta * dW, b.copy()) for (W, b), (dW, _) in zip(params, grads, strict=True)]


def update__last_layer_only(params, grads, eta):
    """Only the last layer moves; update every layer."""
    return [*params[:-1], *_update(params[-1:], grads[-1:], eta)]


def update__in_place(params, grads, eta):
    """You changed the arrays of params in place (W -= … does that); build new ones, W − η dW."""
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        W -= eta * dW
        b -= eta * db
    return params


def update__steps_only(params, grads, eta):
    """You return the steps −η dW; add them to the parameters."""
    return [(-eta * dW, -eta * db) for dW, db in grads]


def update__reversed(params, grads, eta):
    """The layers come back in reverse order; keep the order of params."""
    return _update(params, grads, eta)[::-1]


def train_step__loss_after(params, activations, X, Y, eta):
    """Your loss is that of the new parameters; return the one before the step, which the forward pass has given."""
    new, _ = _train_step(params, activations, X, Y, eta)
    return new, _loss(_forward(X, new, activations)[1][-1], Y, activations[-1])


def train_step__swapped(params, activations, X, Y, eta):
    """The order is (params, loss); you return the loss first."""
    return _train_step(params, activations, X, Y, eta)[::-1]


def train_step__always_cross_entropy(params, activations, X, Y, eta):
    """You use the cross-entropy for every output; identity goes with ½ squared error, sigmoid with the binary one."""
    new, _ = _train_step(params, activations, X, Y, eta)
    return new, _loss(_forward(X, params, activations)[1][-1], Y, "softmax")


def train_step__always_squared(params, activations, X, Y, eta):
    """You use the squared error for every output; sigmoid and softmax go with the cross-entropies."""
    new, _ = _train_step(params, activations, X, Y, eta)
    return new, _loss(_forward(X, params, activations)[1][-1], Y, "identity")


def train_step__loss_summed(params, activations, X, Y, eta):
    """Your loss is the sum over the batch; it is the mean over the samples."""
    new, loss = _train_step(params, activations, X, Y, eta)
    return new, loss * len(Y)


def train_step__mean_over_outputs(params, activations, X, Y, eta):
    """Your loss is a mean over all elements; sum over the outputs, and take the mean over the N samples only."""
    new, loss = _train_step(params, activations, X, Y, eta)
    return new, loss / Y.shape[1]


def train_step__without_half(params, activations, X, Y, eta):
    """The ½ of the squared error is missing for the identity output; without it ŷ − y is not its gradient."""
    new, loss = _train_step(params, activations, X, Y, eta)
    return new, loss * (2 if activations[-1] == "identity" else 1)


def train_step__updated_on_the_way(params, activations, X, Y, eta):
    """You update a layer before the deltas have passed through it; compute all gradients at the old W, then move."""
    zs, hs = _forward(X, params, activations)
    delta, new = (hs[-1] - Y) / len(Y), list(params)
    for i in reversed(range(len(params))):
        dW, db = _layer(hs[i], delta)
        new[i] = (params[i][0] - eta * dW, params[i][1] - eta * db)
        if i:
            delta = delta @ new[i][0].T * _slope(zs[i - 1], activations[i - 1])
    return new, _loss(hs[-1], Y, activations[-1])


def train_step__uphill(params, activations, X, Y, eta):
    """The step goes uphill; go against the gradient."""
    return _train_step(params, activations, X, Y, -eta)


def train_step__params_unchanged(params, activations, X, Y, eta):
    """You return the old parameters; `update` gives new ones, return those."""
    return [(W.copy(), b.copy()) for W, b in params], _train_step(params, activations, X, Y, eta)[1]


def train_step__without_eta(params, activations, X, Y, eta):
    """The learning rate is not used; pass it to `update`."""
    return _train_step(params, activations, X, Y, 1.0)


def train_step__gradients_returned(params, activations, X, Y, eta):
    """You return the gradients; asked are the new parameters."""
    zs, hs = _forward(X, params, activations)
    return _backward(params, activations, zs, hs, Y), _loss(hs[-1], Y, activations[-1])


def fit__losses_after(params, activations, X, Y, eta, steps):
    """Your losses are from after each step; each entry is from before its step."""
    losses = []
    for _ in range(steps):
        params, _ = _train_step(params, activations, X, Y, eta)
        losses.append(_train_step(params, activations, X, Y, eta)[1])
    return params, losses


def fit__one_loss_more(params, activations, X, Y, eta, steps):
    """You have steps + 1 losses; there is one for each step, from before it."""
    losses = []
    for _ in range(steps):
        params, loss = _train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return params, [*losses, _train_step(params, activations, X, Y, eta)[1]]


def fit__always_from_the_start(params, activations, X, Y, eta, steps):
    """Each step begins again at the start; go on from the parameters that the last step returned."""
    new, losses = params, []
    for _ in range(steps):
        new, loss = _train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return new, losses


def fit__old_parameters(params, activations, X, Y, eta, steps):
    """You return the parameters from the start; return the trained ones."""
    new, losses = params, []
    for _ in range(steps):
        new, loss = _train_step(new, activations, X, Y, eta)
        losses.append(loss)
    return params, losses


def fit__one_step_short(params, activations, X, Y, eta, steps):
    """One step is missing: count from 0 to steps − 1, which are `steps` steps."""
    losses = []
    for _ in range(1, steps):
        params, loss = _train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return params, losses


def fit__last_loss(params, activations, X, Y, eta, steps):
    """You return only the last loss; collect one for each step."""
    loss = None
    for _ in range(steps):
        params, loss = _train_step(params, activations, X, Y, eta)
    return params, loss


def fit__returns_in_the_loop(params, activations, X, Y, eta, steps):
    """Your return stands inside the loop, so it ends after the first step; move it out."""
    params, loss = _train_step(params, activations, X, Y, eta)
    return params, [loss]


def fit__sample_by_sample(params, activations, X, Y, eta, steps):
    """You step after each sample; here every step uses the whole batch."""
    losses = []
    for _ in range(steps):
        losses.append(_train_step(params, activations, X, Y, eta)[1])
        for x, y in zip(X, Y, strict=True):
            params, _ = _train_step(params, activations, x[None], y[None], eta)
    return params, losses


def fit__swapped(params, activations, X, Y, eta, steps):
    """The order is (params, losses); you return the losses first."""
    losses = []
    for _ in range(steps):
        params, loss = _train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return losses, params


def slide_gradient__sign_mended(p, y, h):
    """You mended the sign; that comes later. Write the formula as the slide prints it, with a plus in the bracket."""
    return np.outer((-y / p + (1 - y) / (1 - p)) * p * (1 - p), h)


def slide_gradient__full_jacobian(p, y, h):
    """You used the whole Jacobian; the slide has only its diagonal p(1 − p). Write it as printed."""
    return np.outer((np.diag(p) - np.outer(p, p)) @ -(y / p + (1 - y) / (1 - p)), h)


def slide_gradient__transposed(p, y, h):
    """Your result is (H, K); the slide's layout is (K, H), one row per output."""
    return np.outer(h, -(y / p + (1 - y) / (1 - p)) * p * (1 - p))


def slide_gradient__positive(p, y, h):
    """The minus in front of the bracket is missing."""
    return np.outer((y / p + (1 - y) / (1 - p)) * p * (1 - p), h)


def slide_gradient__without_slope(p, y, h):
    """The factor p(1 − p) is missing."""
    return np.outer(-(y / p + (1 - y) / (1 - p)), h)


def slide_gradient__without_negatives(p, y, h):
    """The term (1 − y)/(1 − p) is missing: without it the wrong classes have no gradient at all."""
    return np.outer(-(y / p) * p * (1 - p), h)


def slide_gradient__minus_over_the_first_term(p, y, h):
    """Mind the bracket: the minus in front goes with both terms on the slide."""
    return np.outer(-y / p + (1 - y) / (1 - p) * p * (1 - p), h)


def slide_gradient__delta_only(p, y, h):
    """You stop at the delta, shape (K,); each entry still meets every h: (K, H)."""
    return -(y / p + (1 - y) / (1 - p)) * p * (1 - p)


def slide_gradient__squared_slope(p, y, h):
    """Your slope is p²(1 − p)² or the like; the factor is p(1 − p), once."""
    return np.outer(-(y / p + (1 - y) / (1 - p)) * (p * (1 - p)) ** 2, h)


def true_gradient__cross_entropy(p, y, h):
    """That is p − y, the gradient of the plain cross-entropy: the coincidence of erratum 4. Use the full Jacobian."""
    return np.outer(p - y, h)


def true_gradient__slide(p, y, h):
    """That is still the slide's gradient; mend the sign in the bracket and take the full Jacobian."""
    return np.outer(-(y / p + (1 - y) / (1 - p)) * p * (1 - p), h)


def true_gradient__sign_kept(p, y, h):
    """The Jacobian is whole, the sign is not: the derivative of −log(1 − p) is +1/(1 − p)."""
    return np.outer((np.diag(p) - np.outer(p, p)) @ -(y / p + (1 - y) / (1 - p)), h)


def true_gradient__transposed(p, y, h):
    """Your result is (H, K); the slide's layout is (K, H), one row per output."""
    return np.outer(h, (np.diag(p) - np.outer(p, p)) @ (-y / p + (1 - y) / (1 - p)))


def true_gradient__uphill(p, y, h):
    """All signs are flipped: the gradient points to where the loss grows."""
    return -np.outer((np.diag(p) - np.outer(p, p)) @ (-y / p + (1 - y) / (1 - p)), h)


def true_gradient__off_diagonal_sign(p, y, h):
    """The off-diagonals of softmax's Jacobian are negative: J = diag(p) − p pᵀ."""
    return np.outer((np.diag(p - 2 * p**2) + np.outer(p, p)) @ (-y / p + (1 - y) / (1 - p)), h)


def true_gradient__log10(p, y, h):
    """Your gradient is .4343 times too small: that is the logarithm to base 10 (erratum 1). Use the natural one."""
    return np.outer((np.diag(p) - np.outer(p, p)) @ (-y / p + (1 - y) / (1 - p)), h) / np.log(10)


def true_gradient__mean_over_classes(p, y, h):
    """You took the mean over the classes; the loss is their sum."""
    return np.outer((np.diag(p) - np.outer(p, p)) @ (-y / p + (1 - y) / (1 - p)), h) / len(p)


def true_gradient__softmax_again(p, y, h):
    """You put p through softmax once more; p is softmax's output already."""
    q = _softmax(p)
    return np.outer((np.diag(q) - np.outer(q, q)) @ (-y / p + (1 - y) / (1 - p)), h)
