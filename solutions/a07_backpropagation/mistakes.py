"""Known wrong answers of a07_backpropagation."""

import numpy as np


def _slope(z, name):
    """f'(z), for softmax the diagonal of its Jacobian alone."""
    return right.softmax(z) * (1 - right.softmax(z)) if name == "softmax" else right.SLOPES[name](z)


def _walk(params, activations, zs, hs, delta, step=right.delta_step, layer=right.weight_gradients):
    """A backward pass from the output's delta, with its own way through a layer."""
    grads = [layer(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = step(delta, params[i + 1][0], zs[i], activations[i])
        grads.insert(0, layer(hs[i], delta))
    return grads


def _jacobian(y_hat):
    return np.diag(y_hat) - np.outer(y_hat, y_hat)


def _dloss(y_hat, y):
    return (1 - y) / (1 - y_hat) - y / y_hat


def _errors(loss, params, grads, eps, quotient):
    """Of every entry: its layer and part (0 for W, 1 for b), g, and s = quotient(f, ε) for the nudged loss f."""
    for layer, pair in enumerate(grads):
        for part, gradient in enumerate(pair):
            for index, g in np.ndenumerate(gradient):

                def nudged(step, layer=layer, part=part, index=index):
                    moved = [(W.copy(), b.copy()) for W, b in params]
                    moved[layer][part][index] += step
                    return loss(moved)

                yield layer, part, g, quotient(nudged, eps)


def _central(f, eps):
    return (f(eps) - f(-eps)) / (2 * eps)


def _relative(g, s):
    return abs(g - s) / max(1e-8, abs(g) + abs(s))


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


def output_delta__sign_without_the_mean(Y_hat, Y):
    """Two things: the sign is flipped, delta is Ŷ − Y; and the 1/N of the mean over the samples is missing."""
    return Y - Y_hat


def output_delta__halved(Y_hat, Y):
    """There is a ½ left over: the derivative of ½ (ŷ − y)² is ŷ − y."""
    return (Y_hat - Y) / len(Y) / 2


def chain_output_delta__diagonal_softmax(dloss, z, activation):
    """For softmax you took only the diagonal ŷ(1 − ŷ); each z moves all outputs: use the full Jacobian (erratum 30)."""
    return dloss * _slope(z, activation)


def chain_output_delta__softmax_for_its_slope(dloss, z, activation):
    """For softmax you multiply by ŷ itself; each z moves all outputs: use the full Jacobian, diag(ŷ) − ŷŷᵀ."""
    if activation == "softmax":
        return right.softmax(z) * dloss
    return right.chain_output_delta(dloss, z, activation)


def chain_output_delta__off_diagonal_sign(dloss, z, activation):
    """The off-diagonals of softmax's Jacobian are negative: if one probability rises, the others fall."""
    y_hat = right.softmax(z)
    if activation == "softmax":
        return (np.diag(y_hat - 2 * y_hat**2) + np.outer(y_hat, y_hat)) @ dloss
    return dloss * right.SLOPES[activation](z)


def chain_output_delta__jacobian_sign(dloss, z, activation):
    """Your softmax Jacobian has its sign flipped: it is diag(ŷ) − ŷ ŷᵀ."""
    if activation == "softmax":
        return -_jacobian(right.softmax(z)) @ dloss
    return dloss * right.SLOPES[activation](z)


def chain_output_delta__unstable_softmax(dloss, z, activation):
    """Your softmax overflows at large z; subtract the maximum first, or use the softmax that is given."""
    if activation == "softmax":
        return _jacobian(np.exp(z) / np.exp(z).sum()) @ dloss
    return dloss * right.SLOPES[activation](z)


def chain_output_delta__slope_at_h(dloss, z, activation):
    """The slope is taken at the activation f(z); take it at z."""
    if activation == "softmax":
        return _jacobian(right.softmax(z)) @ dloss
    return dloss * right.SLOPES[activation](right.ACTIVATIONS[activation](z))


def chain_output_delta__canonical(dloss, z, activation):
    """You pass ∂L/∂ŷ on unchanged; it must go through the slope of the output activation."""
    return np.array(dloss, dtype=float)


def chain_output_delta__activation_for_slope(dloss, z, activation):
    """You multiply by the activation f(z); the chain rule needs its slope f'(z)."""
    return dloss * right.ACTIVATIONS[activation](z)


def chain_output_delta__relu_kink(dloss, z, activation):
    """At z = 0 exactly the slope of relu is 0 in this course, so compare with > 0."""
    slope = np.where(z >= 0, 1.0, 0.0)
    return dloss * slope if activation == "relu" else right.chain_output_delta(dloss, z, activation)


def chain_output_delta__slope_for_softmax_only(dloss, z, activation):
    """For softmax you use the Jacobian, for the others no slope at all: there δ is ∂L/∂ŷ times f'(z)."""
    if activation == "softmax":
        return right.chain_output_delta(dloss, z, activation)
    return np.array(dloss, dtype=float)


def chain_output_delta__jacobian_of_z(dloss, z, activation):
    """Your Jacobian is made of z; it is made of the probabilities ŷ = softmax(z)."""
    return _jacobian(z) @ dloss if activation == "softmax" else right.chain_output_delta(dloss, z, activation)


def chain_output_delta__softmax_everywhere(dloss, z, activation):
    """You use softmax's Jacobian whatever the activation is; the others work on each z by itself."""
    return _jacobian(right.softmax(z)) @ dloss


def chain_output_delta__diagonal_left_out(dloss, z, activation):
    """Your Jacobian is −ŷ ŷᵀ alone; each probability also reacts to its own score: add diag(ŷ)."""
    y_hat = right.softmax(z)
    return -y_hat * (y_hat @ dloss) if activation == "softmax" else right.chain_output_delta(dloss, z, activation)


def delta_step__without_transpose(delta, W, z, activation):
    """W must be transposed: forward it leads from this layer to the next, backward you go the other way."""
    return delta @ W * _slope(z, activation)


def delta_step__slope_at_h(delta, W, z, activation):
    """The slope is taken at the activation h; take it at z, the value before the activation."""
    return delta @ W.T * _slope(right.ACTIVATIONS[activation](z), activation)


def delta_step__without_slope(delta, W, z, activation):
    """The slope f'(z) of this layer is missing: what you have is the derivative by h, not yet by z."""
    return delta @ W.T


def delta_step__activation_for_slope(delta, W, z, activation):
    """You multiply by the activation f(z); the chain rule needs its slope f'(z)."""
    return delta @ W.T * right.ACTIVATIONS[activation](z)


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


def delta_step__without_transpose_and_slope(delta, W, z, activation):
    """You multiply by W where Wᵀ belongs and leave the slope out: two things. It is δ Wᵀ ⊙ f'(z)."""
    return delta @ W


def delta_step__slope_at_delta(delta, W, z, activation):
    """You take the slope at the delta that came back; take it at this layer's z."""
    return delta @ W.T * right.SLOPES[activation](delta @ W.T)


def delta_step__slope_added(delta, W, z, activation):
    """You add the slope; the chain rule multiplies."""
    return delta @ W.T + right.SLOPES[activation](z)


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


def weight_gradients__last_sample(h_prev, delta):
    """Only the last sample counts: your loop overwrites the gradient. Add up over the samples, with += or hᵀ δ."""
    return np.outer(h_prev[-1], delta[-1]), delta[-1].copy()


def weight_gradients__first_sample(h_prev, delta):
    """Only the first sample counts: a return inside the loop, perhaps. Add up over all samples."""
    return np.outer(h_prev[0], delta[0]), delta[0].copy()


def weight_gradients__bias_from_h(h_prev, delta):
    """Your db sums what came in; a bias's input is 1, so db is the sum of the deltas."""
    return h_prev.T @ delta, h_prev.sum(axis=0)


def backward__last_layer_first(params, activations, zs, hs, Y):
    """The gradients come in the order in which you computed them; return them first layer first, like params."""
    return right.backward(params, activations, zs, hs, Y)[::-1]


def backward__output_slope(params, activations, zs, hs, Y):
    """At the output you multiply by f' once more; in a canonical pair ŷ − y is the delta already."""
    delta = right.output_delta(hs[-1], Y) * _slope(zs[-1], activations[-1])
    return _walk(params, activations, zs, hs, delta)


def backward__slope_at_h(params, activations, zs, hs, Y):
    """The slopes of the hidden layers are taken at h; take them at z."""
    return right.backward(params, activations, hs[1:], hs, Y)


def backward__without_slopes(params, activations, zs, hs, Y):
    """The slopes f'(z) of the hidden layers are missing."""
    return right.backward(params, ["identity"] * len(params), zs, hs, Y)


def backward__relu_everywhere(params, activations, zs, hs, Y):
    """You take relu's slope in every hidden layer; each layer has its own activation."""
    return right.backward(params, ["relu"] * len(params), zs, hs, Y)


def backward__activation_of_the_next(params, activations, zs, hs, Y):
    """A hidden layer gets the slope of the next layer's activation; z and the name must belong to the same layer."""
    delta = right.output_delta(hs[-1], Y)
    grads = [right.weight_gradients(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = delta @ params[i + 1][0].T * _slope(zs[i], activations[i + 1])
        grads.insert(0, right.weight_gradients(hs[i], delta))
    return grads


def backward__own_weights(params, activations, zs, hs, Y):
    """You go back through a layer's own W; the deltas come from the next layer, so through the next layer's W."""
    delta = right.output_delta(hs[-1], Y)
    grads = [right.weight_gradients(hs[-2], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = right.delta_step(delta, params[i][0], zs[i], activations[i])
        grads.insert(0, right.weight_gradients(hs[i], delta))
    return grads


def backward__without_transpose(params, activations, zs, hs, Y):
    """W must be transposed on the way back."""

    def step(delta, W, z, activation):
        return delta @ W * right.SLOPES[activation](z)

    return _walk(params, activations, zs, hs, right.output_delta(hs[-1], Y), step)


def backward__own_activations(params, activations, zs, hs, Y):
    """Your dW uses what comes out of the layer; it needs what came in: hs[0] is the input of the first layer."""
    delta = right.output_delta(hs[-1], Y)
    grads = [right.weight_gradients(hs[-1], delta)]
    for i in reversed(range(len(params) - 1)):
        delta = right.delta_step(delta, params[i + 1][0], zs[i], activations[i])
        grads.insert(0, right.weight_gradients(hs[i + 1], delta))
    return grads


def backward__z_for_h(params, activations, zs, hs, Y):
    """Your dW uses the pre-activations z of the layer before; what came in are its activations h."""
    return right.backward(params, activations, zs, [hs[0], *zs[:-1], hs[-1]], Y)


def backward__without_the_mean(params, activations, zs, hs, Y):
    """The gradients are N times too large: the loss is a mean, so the output's delta is divided by N."""
    return [(len(Y) * dW, len(Y) * db) for dW, db in right.backward(params, activations, zs, hs, Y)]


def backward__mean_twice(params, activations, zs, hs, Y):
    """The gradients are N times too small: the 1/N is in the output's delta, don't divide again."""
    return [(dW / len(Y), db / len(Y)) for dW, db in right.backward(params, activations, zs, hs, Y)]


def backward__bias_mean(params, activations, zs, hs, Y):
    """Your db is divided by N once more; it is the sum of the deltas, which have their 1/N already."""
    return [(dW, db / len(Y)) for dW, db in right.backward(params, activations, zs, hs, Y)]


def backward__sign(params, activations, zs, hs, Y):
    """All signs are flipped: the output's delta is ŷ − y."""
    return [(-dW, -db) for dW, db in right.backward(params, activations, zs, hs, Y)]


def backward__last_layer_only(params, activations, zs, hs, Y):
    """You stop after the last layer; go on with delta_step to the first."""
    return right.backward(params, activations, zs, hs, Y)[-1:]


def backward__two_layers_only(params, activations, zs, hs, Y):
    """Your loop stops too early: every layer gets its gradients, down to the first."""
    return right.backward(params, activations, zs, hs, Y)[-2:]


def backward__first_activation_everywhere(params, activations, zs, hs, Y):
    """You take the first activation's slope in every hidden layer; each layer has its own name in activations."""
    return right.backward(params, activations[:1] * len(params), zs, hs, Y)


def backward__without_slopes_and_mean(params, activations, zs, hs, Y):
    """Two things: the slopes f'(z) of the hidden layers are missing, and so is the 1/N of the mean."""
    return [(len(Y) * dW, len(Y) * db) for dW, db in backward__without_slopes(params, activations, zs, hs, Y)]


def backward__slope_at_h_last_layer_first(params, activations, zs, hs, Y):
    """Two things: the slopes are taken at h where z belongs, and the last layer comes first."""
    return right.backward(params, activations, hs[1:], hs, Y)[::-1]


def backward__bias_not_summed(params, activations, zs, hs, Y):
    """Your db is the delta of every sample; the samples share one bias, so add up over the batch."""

    def layer(h_prev, delta):
        return h_prev.T @ delta, delta

    return _walk(params, activations, zs, hs, right.output_delta(hs[-1], Y), layer=layer)


def backward__sum_of_the_deltas(params, activations, zs, hs, Y):
    """You pass one delta back for the whole batch; each sample keeps its own row until its layer's gradients."""

    def step(delta, W, z, activation):
        return np.repeat(delta.mean(axis=0, keepdims=True), len(z), axis=0) @ W.T * right.SLOPES[activation](z)

    return _walk(params, activations, zs, hs, right.output_delta(hs[-1], Y), step)


def gradient_check__one_sided(loss, params, grads, eps=1e-6):
    """Your difference looks to one side only; nudge up and down, and divide by 2ε."""
    return max(
        _relative(g, s) for *_, g, s in _errors(loss, params, grads, eps, lambda f, eps: (f(eps) - f(0.0)) / eps)
    )


def gradient_check__without_two(loss, params, grads, eps=1e-6):
    """The two nudged points are 2ε apart, so divide by 2ε."""
    return max(
        _relative(g, s) for *_, g, s in _errors(loss, params, grads, eps, lambda f, eps: (f(eps) - f(-eps)) / eps)
    )


def gradient_check__weights_only(loss, params, grads, eps=1e-6):
    """The biases are not checked; they have gradients, too."""
    return max(_relative(g, s) for _, part, g, s in _errors(loss, params, grads, eps, _central) if part == 0)


def gradient_check__first_layer_only(loss, params, grads, eps=1e-6):
    """Only the first layer is checked; go through all (W, b) of params."""
    return max(_relative(g, s) for layer, _, g, s in _errors(loss, params, grads, eps, _central) if layer == 0)


def gradient_check__mean(loss, params, grads, eps=1e-6):
    """You average the errors, which hides a single wrong entry; return the largest."""
    return np.mean([_relative(g, s) for *_, g, s in _errors(loss, params, grads, eps, _central)])


def gradient_check__last(loss, params, grads, eps=1e-6):
    """You return the last entry's error; keep the largest of all."""
    return [_relative(g, s) for *_, g, s in _errors(loss, params, grads, eps, _central)][-1]


def gradient_check__absolute(loss, params, grads, eps=1e-6):
    """Your error is absolute; divide by |g| + |s|, so that it means the same for large and small gradients."""
    return max(abs(g - s) for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__without_floor(loss, params, grads, eps=1e-6):
    """Where g and s are both 0 you divide 0 by 0; divide by max(1e-8, |g| + |s|)."""
    return np.max(
        [np.float64(abs(g - s)) / (abs(g) + abs(s)) for *_, g, s in _errors(loss, params, grads, eps, _central)]
    )


def gradient_check__floor_added(loss, params, grads, eps=1e-6):
    """You add 1e-8 to the denominator; it is the larger of 1e-8 and |g| + |s|."""
    return max(abs(g - s) / (1e-8 + abs(g) + abs(s)) for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__signed(loss, params, grads, eps=1e-6):
    """Without the absolute value, a gradient that is too small gives a negative error, which the maximum overlooks."""
    return max((g - s) / max(1e-8, abs(g) + abs(s)) for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__relative_to_one(loss, params, grads, eps=1e-6):
    """You divide by |s| alone; the denominator is |g| + |s|, which keeps the error between 0 and 1."""
    return max(abs(g - s) / max(1e-8, abs(s)) for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__signed_denominator(loss, params, grads, eps=1e-6):
    """The denominator is |g + s|, which vanishes for opposite signs; it is |g| + |s|."""
    return max(abs(g - s) / max(1e-8, abs(g + s)) for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__larger_of_both(loss, params, grads, eps=1e-6):
    """You divide by the larger of |g| and |s|; the denominator is their sum."""
    return max(abs(g - s) / max(1e-8, abs(g), abs(s)) for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__fixed_h(loss, params, grads, eps=1e-6):
    """You nudge by 1e-6 whatever ε is; use the argument."""
    return max(_relative(g, s) for *_, g, s in _errors(loss, params, grads, 1e-6, _central))


def gradient_check__in_place(loss, params, grads, eps=1e-6):
    """Your nudges stay in params: adding and taking away ε again leaves a rounding error. Nudge a copy instead."""
    errors = []
    for pair, gradient_pair in zip(params, grads, strict=True):
        for array, gradient in zip(pair, gradient_pair, strict=True):
            for index, g in np.ndenumerate(gradient):
                array[index] += eps
                up = loss(params)
                array[index] -= 2 * eps
                down = loss(params)
                array[index] += eps
                errors.append(_relative(g, (up - down) / (2 * eps)))
    return max(errors)


def gradient_check__nudges_left(loss, params, grads, eps=1e-6):
    """A nudge is never taken back: the next entries are checked elsewhere, and params has changed. Nudge a copy."""
    errors = []
    for pair, gradient_pair in zip(params, grads, strict=True):
        for array, gradient in zip(pair, gradient_pair, strict=True):
            for index, g in np.ndenumerate(gradient):
                array[index] += eps
                up = loss(params)
                array[index] -= 2 * eps
                errors.append(_relative(g, (up - loss(params)) / (2 * eps)))
    return max(errors)


def gradient_check__all_at_once(loss, params, grads, eps=1e-6):
    """You nudge a whole array at once; each entry has a derivative of its own, so nudge one at a time."""
    errors = []
    for layer, pair in enumerate(grads):
        for part, gradient in enumerate(pair):
            values = []
            for step in (eps, -eps):
                moved = [(W.copy(), b.copy()) for W, b in params]
                moved[layer][part][...] += step
                values.append(loss(moved))
            s = (values[0] - values[1]) / (2 * eps)
            errors.extend(_relative(g, s) for g in gradient.ravel())
    return max(errors)


def gradient_check__largest_ratio_of_maxima(loss, params, grads, eps=1e-6):
    """You divide the largest difference by the largest gradients; take each entry's relative error first."""
    pairs = np.array([(g, s) for *_, g, s in _errors(loss, params, grads, eps, _central)])
    g, s = pairs.T
    return np.max(np.abs(g - s)) / max(1e-8, np.max(np.abs(g)) + np.max(np.abs(s)))


def gradient_check__of_norms(loss, params, grads, eps=1e-6):
    """You compare the norms of whole vectors, in which one wrong entry hides; here the error is that of each entry."""
    g, s = np.array([(g, s) for *_, g, s in _errors(loss, params, grads, eps, _central)]).T
    return np.linalg.norm(g - s) / max(1e-8, np.linalg.norm(g) + np.linalg.norm(s))


def gradient_check__a_verdict(loss, params, grads, eps=1e-6):
    """You return the verdict; return the largest relative error itself, a number."""
    return bool(max(_relative(g, s) for *_, g, s in _errors(loss, params, grads, eps, _central)) < 1e-5)


def gradient_check__skips_zeros(loss, params, grads, eps=1e-6):
    """You leave out entries whose gradient is 0; a forgotten gradient is just that. Compare every entry."""
    return max(_relative(g, s) if g else 0.0 for *_, g, s in _errors(loss, params, grads, eps, _central))


def gradient_check__first_array(loss, params, grads, eps=1e-6):
    """You stop after the first array: is a return inside the loop? Go through every W and b."""
    pairs = _errors(loss, params, grads, eps, _central)
    return max(_relative(g, s) for layer, part, g, s in pairs if layer == 0 and part == 0)


def gradient_check__half_the_denominator(loss, params, grads, eps=1e-6):
    """You divide by the mean of |g| and |s|; the denominator is their sum."""
    return max(
        abs(g - s) / max(1e-8, (abs(g) + abs(s)) / 2) for *_, g, s in _errors(loss, params, grads, eps, _central)
    )


def update__uphill(params, grads, eta):
    """The sign is flipped: this goes uphill. A step goes against the gradient, W − η dW."""
    return right.update(params, grads, -eta)


def update__without_eta(params, grads, eta):
    """The learning rate η is missing."""
    return right.update(params, grads, 1.0)


def update__weights_only(params, grads, eta):
    """The biases stay where they are; they move, too: b − η db."""
    return [(W - eta * dW, b.copy()) for (W, b), (dW, _) in zip(params, grads, strict=True)]


def update__last_layer_only(params, grads, eta):
    """Only the last layer moves; update every layer."""
    return [*params[:-1], *right.update(params[-1:], grads[-1:], eta)]


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
    return right.update(params, grads, eta)[::-1]


def update__first_layer_only(params, grads, eta):
    """Only the first layer moves: a return inside the loop, perhaps. Update every layer."""
    return [*right.update(params[:1], grads[:1], eta), *params[1:]]


def update__uphill_without_eta(params, grads, eta):
    """Two things: the sign is flipped, a step goes against the gradient; and the learning rate is missing."""
    return right.update(params, grads, -1.0)


def train_step__loss_after(params, activations, X, Y, eta):
    """Your loss is that of the new parameters; return the one before the step, which the forward pass has given."""
    new, _ = right.train_step(params, activations, X, Y, eta)
    return new, right.LOSSES[activations[-1]](right.forward(X, new, activations)[1][-1], Y)


def train_step__swapped(params, activations, X, Y, eta):
    """The order is (params, loss); you return the loss first."""
    return right.train_step(params, activations, X, Y, eta)[::-1]


def train_step__always_cross_entropy(params, activations, X, Y, eta):
    """You use the cross-entropy for every output; identity goes with ½ squared error, sigmoid with the binary one."""
    new, _ = right.train_step(params, activations, X, Y, eta)
    return new, right.LOSSES["softmax"](right.forward(X, params, activations)[1][-1], Y)


def train_step__always_squared(params, activations, X, Y, eta):
    """You use the squared error for every output; sigmoid and softmax go with the cross-entropies."""
    new, _ = right.train_step(params, activations, X, Y, eta)
    return new, right.LOSSES["identity"](right.forward(X, params, activations)[1][-1], Y)


def train_step__loss_summed(params, activations, X, Y, eta):
    """Your loss is the sum over the batch; it is the mean over the samples."""
    new, loss = right.train_step(params, activations, X, Y, eta)
    return new, loss * len(Y)


def train_step__mean_over_outputs(params, activations, X, Y, eta):
    """Your loss is a mean over all elements; sum over the outputs, and take the mean over the N samples only."""
    new, loss = right.train_step(params, activations, X, Y, eta)
    return new, loss / Y.shape[1]


def train_step__without_half(params, activations, X, Y, eta):
    """The ½ of the squared error is missing for the identity output; without it ŷ − y is not its gradient."""
    new, loss = right.train_step(params, activations, X, Y, eta)
    return new, loss * (2 if activations[-1] == "identity" else 1)


def train_step__updated_on_the_way(params, activations, X, Y, eta):
    """You update a layer before the deltas have passed through it; compute all gradients at the old W, then move."""
    zs, hs = right.forward(X, params, activations)
    delta, new = right.output_delta(hs[-1], Y), list(params)
    for i in reversed(range(len(params))):
        new[i : i + 1] = right.update(params[i : i + 1], [right.weight_gradients(hs[i], delta)], eta)
        if i:
            delta = right.delta_step(delta, new[i][0], zs[i - 1], activations[i - 1])
    return new, right.LOSSES[activations[-1]](hs[-1], Y)


def train_step__uphill(params, activations, X, Y, eta):
    """The step goes uphill; go against the gradient."""
    return right.train_step(params, activations, X, Y, -eta)


def train_step__params_unchanged(params, activations, X, Y, eta):
    """You return the old parameters; `update` gives new ones, return those."""
    return [(W.copy(), b.copy()) for W, b in params], right.train_step(params, activations, X, Y, eta)[1]


def train_step__without_eta(params, activations, X, Y, eta):
    """The learning rate is not used; pass it to `update`."""
    return right.train_step(params, activations, X, Y, 1.0)


def train_step__gradients_returned(params, activations, X, Y, eta):
    """You return the gradients; asked are the new parameters."""
    zs, hs = right.forward(X, params, activations)
    return right.backward(params, activations, zs, hs, Y), right.LOSSES[activations[-1]](hs[-1], Y)


def train_step__two_steps(params, activations, X, Y, eta):
    """You step twice; one step with one gradient is asked for."""
    new, loss = right.train_step(params, activations, X, Y, eta)
    return right.train_step(new, activations, X, Y, eta)[0], loss


def train_step__loss_after_and_uphill(params, activations, X, Y, eta):
    """Two things: the step goes uphill, and the loss is that of the new parameters instead of the old."""
    new, _ = right.train_step(params, activations, X, Y, -eta)
    return new, right.train_step(new, activations, X, Y, eta)[1]


def fit__losses_after(params, activations, X, Y, eta, steps):
    """Your losses are from after each step; each entry is from before its step."""
    losses = []
    for _ in range(steps):
        params, _ = right.train_step(params, activations, X, Y, eta)
        losses.append(right.train_step(params, activations, X, Y, eta)[1])
    return params, losses


def fit__one_loss_more(params, activations, X, Y, eta, steps):
    """You have steps + 1 losses; there is one for each step, from before it."""
    losses = []
    for _ in range(steps):
        params, loss = right.train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return params, [*losses, right.train_step(params, activations, X, Y, eta)[1]]


def fit__always_from_the_start(params, activations, X, Y, eta, steps):
    """Each step begins again at the start; go on from the parameters that the last step returned."""
    new, losses = params, []
    for _ in range(steps):
        new, loss = right.train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return new, losses


def fit__old_parameters(params, activations, X, Y, eta, steps):
    """You return the parameters from the start; return the trained ones."""
    new, losses = params, []
    for _ in range(steps):
        new, loss = right.train_step(new, activations, X, Y, eta)
        losses.append(loss)
    return params, losses


def fit__one_step_short(params, activations, X, Y, eta, steps):
    """One step is missing: count from 0 to steps − 1, which are `steps` steps."""
    losses = []
    for _ in range(1, steps):
        params, loss = right.train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return params, losses


def fit__last_loss(params, activations, X, Y, eta, steps):
    """You return only the last loss; collect one for each step."""
    loss = None
    for _ in range(steps):
        params, loss = right.train_step(params, activations, X, Y, eta)
    return params, loss


def fit__returns_in_the_loop(params, activations, X, Y, eta, steps):
    """Your return stands inside the loop, so it ends after the first step; move it out."""
    params, loss = right.train_step(params, activations, X, Y, eta)
    return params, [loss]


def fit__sample_by_sample(params, activations, X, Y, eta, steps):
    """You step after each sample; here every step uses the whole batch."""
    losses = []
    for _ in range(steps):
        losses.append(right.train_step(params, activations, X, Y, eta)[1])
        for x, y in zip(X, Y, strict=True):
            params, _ = right.train_step(params, activations, x[None], y[None], eta)
    return params, losses


def fit__swapped(params, activations, X, Y, eta, steps):
    """The order is (params, losses); you return the losses first."""
    losses = []
    for _ in range(steps):
        params, loss = right.train_step(params, activations, X, Y, eta)
        losses.append(loss)
    return losses, params


def fit__stops_early(params, activations, X, Y, eta, steps):
    """You stop when the loss hardly falls any more; take all the steps that were asked for."""
    losses = []
    for _ in range(steps):
        params, loss = right.train_step(params, activations, X, Y, eta)
        losses.append(loss)
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-6:
            break
    return params, losses


def fit__stops_when_learned(params, activations, X, Y, eta, steps):
    """You stop when the loss is small enough; take all the steps that were asked for."""
    losses = []
    for _ in range(steps):
        params, loss = right.train_step(params, activations, X, Y, eta)
        losses.append(loss)
        if loss < 1e-3:
            break
    return params, losses


def slide_gradient__sign_corrected(y_hat, y, h):
    """You corrected the sign; that comes later. Write the formula as printed, with a plus in the bracket."""
    return np.outer(_dloss(y_hat, y) * y_hat * (1 - y_hat), h)


def slide_gradient__full_jacobian(y_hat, y, h):
    """You used the whole Jacobian; the slide has only its diagonal ŷ(1 − ŷ). Write it as printed."""
    return np.outer(_jacobian(y_hat) @ -(y / y_hat + (1 - y) / (1 - y_hat)), h)


def slide_gradient__transposed(y_hat, y, h):
    """Your result is (H, K); the slide's layout is (K, H), one row per output."""
    return np.outer(h, -(y / y_hat + (1 - y) / (1 - y_hat)) * y_hat * (1 - y_hat))


def slide_gradient__positive(y_hat, y, h):
    """The minus in front of the bracket is missing."""
    return np.outer((y / y_hat + (1 - y) / (1 - y_hat)) * y_hat * (1 - y_hat), h)


def slide_gradient__without_slope(y_hat, y, h):
    """The factor ŷ(1 − ŷ) is missing."""
    return np.outer(-(y / y_hat + (1 - y) / (1 - y_hat)), h)


def slide_gradient__without_negatives(y_hat, y, h):
    """The term (1 − y)/(1 − ŷ) is missing: without it the wrong classes have no gradient at all."""
    return np.outer(-(y / y_hat) * y_hat * (1 - y_hat), h)


def slide_gradient__minus_over_the_first_term(y_hat, y, h):
    """Mind the bracket: the minus in front goes with both terms on the slide."""
    return np.outer(-y / y_hat + (1 - y) / (1 - y_hat) * y_hat * (1 - y_hat), h)


def slide_gradient__delta_only(y_hat, y, h):
    """You stop at the delta, shape (K,); each entry still meets every h: (K, H)."""
    return -(y / y_hat + (1 - y) / (1 - y_hat)) * y_hat * (1 - y_hat)


def slide_gradient__squared_slope(y_hat, y, h):
    """Your slope is ŷ²(1 − ŷ)² or the like; the factor is ŷ(1 − ŷ), once."""
    return np.outer(-(y / y_hat + (1 - y) / (1 - y_hat)) * (y_hat * (1 - y_hat)) ** 2, h)


def true_gradient__cross_entropy(y_hat, y, h):
    """That is ŷ − y, the gradient of the plain cross-entropy: the coincidence of erratum 4. Use the full Jacobian."""
    return np.outer(y_hat - y, h)


def true_gradient__slide(y_hat, y, h):
    """That is still the slide's gradient; correct the sign in the bracket and take the full Jacobian."""
    return np.outer(-(y / y_hat + (1 - y) / (1 - y_hat)) * y_hat * (1 - y_hat), h)


def true_gradient__sign_kept(y_hat, y, h):
    """The Jacobian is whole, the sign is not: the derivative of −log(1 − ŷ) is +1/(1 − ŷ)."""
    return np.outer(_jacobian(y_hat) @ -(y / y_hat + (1 - y) / (1 - y_hat)), h)


def true_gradient__transposed(y_hat, y, h):
    """Your result is (H, K); the slide's layout is (K, H), one row per output."""
    return np.outer(h, _jacobian(y_hat) @ _dloss(y_hat, y))


def true_gradient__uphill(y_hat, y, h):
    """All signs are flipped: the gradient points to where the loss grows."""
    return -np.outer(_jacobian(y_hat) @ _dloss(y_hat, y), h)


def true_gradient__off_diagonal_sign(y_hat, y, h):
    """The off-diagonals of softmax's Jacobian are negative: J = diag(ŷ) − ŷ ŷᵀ."""
    return np.outer((np.diag(y_hat - 2 * y_hat**2) + np.outer(y_hat, y_hat)) @ _dloss(y_hat, y), h)


def true_gradient__log10(y_hat, y, h):
    """Your gradient is .4343 times too small: that is the logarithm to base 10 (erratum 1). Use the natural one."""
    return np.outer(_jacobian(y_hat) @ _dloss(y_hat, y), h) / np.log(10)


def true_gradient__mean_over_classes(y_hat, y, h):
    """You took the mean over the classes; the loss is their sum."""
    return np.outer(_jacobian(y_hat) @ _dloss(y_hat, y), h) / len(y_hat)


def true_gradient__softmax_again(y_hat, y, h):
    """You put ŷ through softmax once more; it is softmax's output already."""
    q = right.softmax(y_hat)
    return np.outer((np.diag(q) - np.outer(q, q)) @ _dloss(y_hat, y), h)
