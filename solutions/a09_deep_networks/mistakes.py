"""Known wrong answers of a09_deep_networks."""

import numpy as np


def _through(z, activation):
    """The Jacobian of the activation alone."""
    return right.layer_jacobian(np.eye(len(z)), np.zeros(len(z)), z, activation)


def _copy(params):
    return [(W.copy(), b.copy()) for W, b in params]


def layer_jacobian__transposed(W, b, x, activation):
    """Your Jacobian is transposed: row i belongs to output i, so its shape is (D_out, D_in) and Wᵀ stands in it."""
    return right.layer_jacobian(W, b, x, activation).T


def layer_jacobian__without_the_slope(W, b, x, activation):
    """Wᵀ is the Jacobian of z alone; the activation scales its rows by the slopes f′(z)."""
    return W.T.copy()


def layer_jacobian__activation_alone(W, b, x, activation):
    """That is ∂a/∂z, the step through the activation alone; the chain goes on to x and brings in Wᵀ."""
    return _through(x @ W + b, activation)


def layer_jacobian__without_bias(W, b, x, activation):
    """The bias shifts the point at which the slope is taken: z = x W + b."""
    return right.layer_jacobian(W, 0 * b, x, activation)


def layer_jacobian__slope_at_the_output(W, b, x, activation):
    """You take the slope at a = f(z); the slope f′ belongs at the pre-activation z."""
    z = x @ W + b
    return _through(z if activation == "softmax" else right.ACTIVATIONS[activation](z), activation) @ W.T


def layer_jacobian__value_for_slope(W, b, x, activation):
    """You scale the rows by f(z), the activation's value; the chain rule wants its slope f′(z)."""
    z = x @ W + b
    return right.ACTIVATIONS[activation](z)[:, None] * W.T


def layer_jacobian__diagonal_softmax(W, b, x, activation):
    """Each softmax output depends on all of z: besides p(1 − p) on the diagonal there are the −p_i p_j beside it."""
    z = x @ W + b
    if activation == "softmax":
        p = right.softmax(z)
        return (p * (1 - p))[:, None] * W.T
    return right.layer_jacobian(W, b, x, activation)


def layer_jacobian__softmax_of_the_scores(W, b, x, activation):
    """The softmax Jacobian diag(p) − ppᵀ is made of the probabilities p = softmax(z); you put in z itself."""
    z = x @ W + b
    if activation == "softmax":
        return (np.diag(z) - np.outer(z, z)) @ W.T
    return right.layer_jacobian(W, b, x, activation)


def layer_jacobian__columns_scaled(W, b, x, activation):
    """The slopes multiply the rows of Wᵀ, one for each output; yours multiply its columns."""
    z = x @ W + b
    return W.T @ _through(z, activation)


def layer_jacobian__slope_one_at_zero(W, b, x, activation):
    """At exactly 0 the course takes the ReLU's slope as 0: compare with > 0, not with ≥ 0."""
    if activation == "relu":
        return (x @ W + b >= 0)[:, None] * W.T
    return right.layer_jacobian(W, b, x, activation)


def layer_jacobian__softmax_alone(W, b, x, activation):
    """For softmax you return ∂p/∂z; the chain goes on to x and brings in Wᵀ, as for the other activations."""
    z = x @ W + b
    return _through(z, activation) if activation == "softmax" else right.layer_jacobian(W, b, x, activation)


def layer_jacobian__softmax_plus(W, b, x, activation):
    """A sign is wrong in the softmax Jacobian: it is diag(p) − ppᵀ, one probability grows at the others' expense."""
    if activation == "softmax":
        p = right.softmax(x @ W + b)
        return (np.diag(p) + np.outer(p, p)) @ W.T
    return right.layer_jacobian(W, b, x, activation)


def layer_jacobian__with_respect_to_the_weights(W, b, x, activation):
    """You multiply the slopes by x, as for ∂a/∂W; the derivative with respect to x brings in the weights, Wᵀ."""
    if activation == "softmax":
        return right.layer_jacobian(W, b, x, activation)
    return np.outer(right.SLOPES[activation](x @ W + b), x)


def layer_jacobian__slopes_along_the_rows(W, b, x, activation):
    """The slopes (D_out,) scale the rows of Wᵀ, but `slopes * W.T` scales its columns; write slopes[:, None] * W.T."""
    return (
        right.layer_jacobian(W, b, x, activation)
        if activation == "softmax"
        else right.SLOPES[activation](x @ W + b) * W.T
    )


def layer_jacobian__slope_at_the_input(W, b, x, activation):
    """You take the slopes at x; they belong at the pre-activation z = x W + b."""
    return _through(x, activation) @ W.T


def layer_jacobian__by_differences(W, b, x, activation):
    """Differences are good for a comparison; nine digits of them are right at best. Build J from slopes and weights."""
    steps = 1e-6 * np.eye(len(x))
    f = right.ACTIVATIONS[activation]
    return np.stack([(f((x + e) @ W + b) - f((x - e) @ W + b)) / 2e-6 for e in steps], axis=-1)


def input_output_jacobian__transposed(params, activations, x):
    """Your Jacobian is transposed: its shape is (K, D), one row for each output."""
    return right.input_output_jacobian(params, activations, x).T


def input_output_jacobian__every_layer_at_x(params, activations, x):
    """Each layer's Jacobian belongs at that layer's own input h, not at the network's input x."""
    J = np.eye(len(x))
    for (W, b), name in zip(params, activations, strict=True):
        J = right.layer_jacobian(W, b, x, name) @ J
    return J


def input_output_jacobian__wrong_order(params, activations, x):
    """You multiply in the wrong order: the last layer's Jacobian stands leftmost, the first layer's rightmost."""
    _, hs = right.forward(x, params, activations)
    J = np.eye(len(x))
    for (W, b), h, name in zip(params, hs, activations, strict=False):
        J = J @ right.layer_jacobian(W, b, h, name)
    return J


def input_output_jacobian__last_activation_missing(params, activations, x):
    """You stop at the last pre-activation; ŷ comes after the last activation, whose Jacobian is a factor too."""
    return right.input_output_jacobian(params, [*activations[:-1], "identity"], x)


def input_output_jacobian__without_activations(params, activations, x):
    """That is the product of the weights alone, as in a network without activations; the slopes are missing."""
    return right.input_output_jacobian(params, ["identity"] * len(params), x)


def input_output_jacobian__without_biases(params, activations, x):
    """The biases are missing in the forward pass: without them the slopes are taken at the wrong points."""
    return right.input_output_jacobian([(W, 0 * b) for W, b in params], activations, x)


def input_output_jacobian__at_the_layers_output(params, activations, x):
    """You take each layer's Jacobian at its output h⁽ˡ⁾; it belongs at its input h⁽ˡ⁻¹⁾, and h⁽⁰⁾ is x."""
    _, hs = right.forward(x, params, activations)
    J = np.eye(len(x))
    for (W, b), h, name in zip(params, hs[1:], activations, strict=True):
        J = right.layer_jacobian(W, b, h, name) @ J
    return J


def input_output_jacobian__pre_activations_handed_on(params, activations, x):
    """You hand z on to the next layer; its input is h = f(z)."""
    J, h = np.eye(len(x)), x
    for (W, b), name in zip(params, activations, strict=True):
        J, h = right.layer_jacobian(W, b, h, name) @ J, h @ W + b
    return J


def input_output_jacobian__last_layer_only(params, activations, x):
    """That is the last layer's Jacobian alone, with respect to its own input; multiply down to x."""
    _, hs = right.forward(x, params, activations)
    return right.layer_jacobian(*params[-1], hs[-2], activations[-1])


def input_output_jacobian__first_layer_only(params, activations, x):
    """That is the first layer's Jacobian alone; multiply on, up to the output."""
    return right.layer_jacobian(*params[0], x, activations[0])


def input_output_jacobian__first_layer_missing(params, activations, x):
    """The first layer's Jacobian is missing in the product: yours ends at h⁽¹⁾, not at x."""
    _, hs = right.forward(x, params, activations)
    return right.input_output_jacobian(params[1:], activations[1:], hs[1])


def input_output_jacobian__fed_with_pre_activations(params, activations, x):
    """You take each layer's Jacobian at the z of the layer below; its input is h = f(z)."""
    zs, _ = right.forward(x, params, activations)
    J = np.eye(len(x))
    for (W, b), below, name in zip(params, [x, *zs], activations, strict=False):
        J = right.layer_jacobian(W, b, below, name) @ J
    return J


def ascent_step__downhill(params, activations, x, k, eta):
    """The sign is flipped: you go downhill. To raise the output, add the gradient."""
    return x - eta * right.input_output_jacobian(params, activations, x)[k]


def ascent_step__without_eta(params, activations, x, k, eta):
    """The step size η is missing."""
    return x + right.input_output_jacobian(params, activations, x)[k]


def ascent_step__step_alone(params, activations, x, k, eta):
    """You return the step; asked is the new input, x plus the step."""
    return eta * right.input_output_jacobian(params, activations, x)[k]


def ascent_step__normalised(params, activations, x, k, eta):
    """You scale the gradient to length 1; here the step is η times the gradient as it is."""
    gradient = right.input_output_jacobian(params, activations, x)[k]
    return x + eta * gradient / np.linalg.norm(gradient)


def ascent_step__column(params, activations, x, k, eta):
    """You took column k of the Jacobian; the gradient of output k is its row k."""
    return x + eta * right.input_output_jacobian(params, activations, x)[:, k]


def ascent_step__all_outputs(params, activations, x, k, eta):
    """You climb the sum of all outputs; take the row of output k alone."""
    return x + eta * right.input_output_jacobian(params, activations, x).sum(axis=0)


def ascent_step__counts_from_one(params, activations, x, k, eta):
    """Outputs count from 0: output k is row k, not row k − 1."""
    return x + eta * right.input_output_jacobian(params, activations, x)[k - 1]


def ascent_step__score(params, activations, x, k, eta):
    """You climb the last pre-activation; output k is what comes after the last activation."""
    return x + eta * right.input_output_jacobian(params, [*activations[:-1], "identity"], x)[k]


def ascent_step__loss(params, activations, x, k, eta):
    """You climb the logarithm of the output (a gradient divided by ŷ_k); asked is the output itself."""
    return (
        x
        + eta * right.input_output_jacobian(params, activations, x)[k] / right.forward(x, params, activations)[1][-1][k]
    )


def ascent_step__clipped(params, activations, x, k, eta):
    """You limit the input to [0, 1]; the step itself knows no limits, the caller may clip."""
    return np.clip(x + eta * right.input_output_jacobian(params, activations, x)[k], 0, 1)


def ascent_step__in_place(params, activations, x, k, eta):
    """You changed x in place, as `x += …` does; return a new array."""
    x += eta * right.input_output_jacobian(params, activations, x)[k]
    return x


def ascent_step__whole_jacobian(params, activations, x, k, eta):
    """You add the whole Jacobian; the gradient of output k is its row k."""
    return x + eta * right.input_output_jacobian(params, activations, x)


def ascent_step__sign_only(params, activations, x, k, eta):
    """You take the gradient's signs only; here the step is η times the gradient as it is."""
    return x + eta * np.sign(right.input_output_jacobian(params, activations, x)[k])


def ascent_step__towards_the_target(params, activations, x, k, eta):
    """You lower a loss, with ŷ − y in front; asked is output k's own gradient, row k of the Jacobian."""
    y_hat = right.forward(x, params, activations)[1][-1]
    return x + eta * (np.eye(len(y_hat))[k] - y_hat) @ right.input_output_jacobian(params, activations, x)


def numerical_hessian__gradient(f, w, h=1e-4):
    """That is the gradient, shape (n,); the Hessian holds the derivatives of each of its entries, shape (n, n)."""
    return np.array([(f(w + e) - f(w - e)) / (2 * h) for e in h * np.eye(len(w))])


def numerical_hessian__gradient_squared(f, w, h=1e-4):
    """You multiplied first derivatives with one another; a second derivative is a derivative taken twice."""
    g = np.array([(f(w + e) - f(w - e)) / (2 * h) for e in h * np.eye(len(w))])
    return np.outer(g, g)


def numerical_hessian__diagonal(f, w, h=1e-4):
    """You filled the diagonal alone; the mixed derivatives ∂²f/∂w_i∂w_j belong beside it."""
    return np.diag([(f(w + e) - 2 * f(w) + f(w - e)) / h**2 for e in h * np.eye(len(w))])


def numerical_hessian__one_sided(f, w, h=1e-4):
    """Your differences look to one side only, which errs in the order of ε; central ones look to both sides."""
    steps = h * np.eye(len(w))
    return np.array([[(f(w + i + j) - f(w + i) - f(w + j) + f(w)) / h**2 for j in steps] for i in steps])


def _four_points(f, w, h, divisor):
    steps = h * np.eye(len(w))
    return np.array(
        [[(f(w + i + j) - f(w + i - j) - f(w - i + j) + f(w - i - j)) / divisor for j in steps] for i in steps]
    )


def numerical_hessian__without_the_four(f, w, h=1e-4):
    """Four times too large: each of the two differences spans 2ε, so divide by 4ε²."""
    return _four_points(f, w, h, h**2)


def numerical_hessian__half_the_divisor(f, w, h=1e-4):
    """Twice too large: each of the two differences spans 2ε, and 2ε · 2ε is 4ε²."""
    return _four_points(f, w, h, 2 * h**2)


def numerical_hessian__divided_once(f, w, h=1e-4):
    """You divide by the step only once; two differences are taken, so its square belongs in the divisor."""
    return _four_points(f, w, h, 4 * h)


def numerical_hessian__own_step(f, w, h=1e-4):
    """You use a nudge of your own; take the eps that is handed over."""
    return _four_points(f, w, 1e-4, 4e-8)


def numerical_hessian__sign(f, w, h=1e-4):
    """The sign is flipped: + where both steps have the same sign, − where they differ."""
    return _four_points(f, w, h, -4 * h**2)


def numerical_hessian__diagonal_doubled(f, w, h=1e-4):
    """Your diagonal is wrong: for i = j the two steps add up to ± 2ε, and f(w) in the middle counts twice, negative."""
    H = _four_points(f, w, h, 4 * h**2)
    return H + np.diag(np.diag(H))


def numerical_hessian__upper_triangle(f, w, h=1e-4):
    """Only one half of the matrix is filled; the Hessian is symmetric, so copy it below the diagonal too."""
    return np.triu(_four_points(f, w, h, 4 * h**2))


def numerical_hessian__one_vector(f, w, h=1e-4):
    """All your points are one and the same array (`a = w` makes no copy), so the differences cancel; use w.copy()."""
    return np.zeros((len(w), len(w)))


def taylor2__without_the_half(f0, g, H, d):
    """The factor ½ of the quadratic term is missing."""
    return f0 + g @ d + d @ H @ d


def taylor2__first_order(f0, g, H, d):
    """You stop after the gradient; the curvature ½ dᵀHd is missing."""
    return f0 + g @ d


def taylor2__change_alone(f0, g, H, d):
    """That is the change alone; add the value f0 at the start."""
    return g @ d + 0.5 * d @ H @ d


def taylor2__without_the_gradient(f0, g, H, d):
    """The linear term g·d is missing; it drops out at a minimum only."""
    return f0 + 0.5 * d @ H @ d


def taylor2__minus(f0, g, H, d):
    """The linear term has the wrong sign; d is the step that is taken, whatever its direction."""
    return f0 - g @ d + 0.5 * d @ H @ d


def taylor2__diagonal(f0, g, H, d):
    """You use the Hessian's diagonal alone; dᵀHd has the mixed terms too."""
    return f0 + g @ d + 0.5 * np.sum(np.diag(H) * d**2)


def taylor2__vector(f0, g, H, d):
    """You return one value per weight; each of the terms is a number, so use dot products."""
    return f0 + g * d + 0.5 * d * (H @ d)


def taylor2__elementwise(f0, g, H, d):
    """You multiply H entry by entry with d²; dᵀHd is d_i H_ij d_j, added up over i and j."""
    return f0 + g @ d + 0.5 * np.sum(H * d**2)


def taylor2__half_of_both(f0, g, H, d):
    """The ½ belongs to the quadratic term alone; you halve the linear one too."""
    return f0 + 0.5 * (g @ d + d @ H @ d)


def taylor2__d_once(f0, g, H, d):
    """H @ d is a vector; the quadratic term multiplies it by d once more, dᵀHd."""
    return f0 + g @ d + 0.5 * H @ d


def _deltas(params, activations, x, delta):
    """The true δ[1] … δ[M]."""
    zs, _ = right.forward(x, params, activations)
    deltas = [delta]
    for i in reversed(range(1, len(params))):
        deltas.insert(0, (params[i][0] @ deltas[0]) * right.SLOPES[activations[i - 1]](zs[i - 1]))
    return deltas


def _norms(deltas):
    return np.array([np.linalg.norm(d) for d in deltas])


def delta_norms__top_first(params, activations, x, delta):
    """Your norms are in the order of the way down; asked is the lowest layer first."""
    return _norms(_deltas(params, activations, x, delta))[::-1]


def delta_norms__with_the_input(params, activations, x, delta):
    """One norm too many: the input has no pre-activation, so there is no δ[0] (erratum 26)."""
    deltas = _deltas(params, activations, x, delta)
    return _norms([params[0][0] @ deltas[0], *deltas])


def delta_norms__squared(params, activations, x, delta):
    """Those are the squared norms; the root is missing."""
    return _norms(_deltas(params, activations, x, delta)) ** 2


def delta_norms__absolute_sum(params, activations, x, delta):
    """You add up the absolute values; the Euclidean norm is the root of the sum of squares."""
    return np.array([np.abs(d).sum() for d in _deltas(params, activations, x, delta)])


def delta_norms__mean(params, activations, x, delta):
    """You average over the units; the Euclidean norm is the root of the sum of squares, not of their mean."""
    return np.array([np.sqrt(np.mean(d**2)) for d in _deltas(params, activations, x, delta)])


def delta_norms__without_slopes(params, activations, x, delta):
    """The slopes f′(z) are missing: each step down multiplies by W and by the slope of the layer below."""
    deltas = [delta]
    for W, _ in params[:0:-1]:
        deltas.insert(0, W @ deltas[0])
    return _norms(deltas)


def delta_norms__slope_at_h(params, activations, x, delta):
    """You take the slope at the output h; f′ belongs at the pre-activation z."""
    _, hs = right.forward(x, params, activations)
    deltas = [delta]
    for i in reversed(range(1, len(params))):
        deltas.insert(0, (params[i][0] @ deltas[0]) * right.SLOPES[activations[i - 1]](hs[i]))
    return _norms(deltas)


def delta_norms__slope_of_the_layer_above(params, activations, x, delta):
    """You multiply by the slope of the layer above, before W; δ[l] needs the slope of its own layer l, after W."""
    zs, _ = right.forward(x, params, activations)
    deltas = [delta]
    for i in reversed(range(1, len(params))):
        deltas.insert(0, params[i][0] @ (_through(zs[i], activations[i]) @ deltas[0]))
    return _norms(deltas)


def delta_norms__top_activation_again(params, activations, x, delta):
    """The δ handed over belongs to the last pre-activation already: don't send it through the last activation again."""
    zs, _ = right.forward(x, params, activations)
    return _norms(_deltas(params, activations, x, _through(zs[-1], activations[-1]) @ delta))


def delta_norms__transposed(params, activations, x, delta):
    """On the way down W (in, out) itself multiplies δ from the left, or Wᵀ from the right; you have them mixed up."""
    zs, _ = right.forward(x, params, activations)
    deltas = [delta]
    for i in reversed(range(1, len(params))):
        deltas.insert(0, (params[i][0].T @ deltas[0]) * right.SLOPES[activations[i - 1]](zs[i - 1]))
    return _norms(deltas)


def delta_norms__weights_of_the_layer_itself(params, activations, x, delta):
    """δ[l] comes down through the weights of layer l + 1, those between the two; yours are one layer too low."""
    zs, _ = right.forward(x, params, activations)
    deltas = [delta]
    for i in reversed(range(1, len(params))):
        deltas.insert(0, (params[i - 1][0] @ deltas[0]) * right.SLOPES[activations[i - 1]](zs[i - 1]))
    return _norms(deltas)


def delta_norms__without_biases(params, activations, x, delta):
    """The biases are missing in the forward pass: without them the slopes are taken at the wrong points."""
    return _norms(_deltas([(W, 0 * b) for W, b in params], activations, x, delta))


def delta_norms__largest_entry(params, activations, x, delta):
    """You take the largest entry; the Euclidean norm is the root of the sum of squares."""
    return np.array([np.abs(d).max() for d in _deltas(params, activations, x, delta)])


def delta_norms__top_missing(params, activations, x, delta):
    """One norm too few: that of the δ[M] handed over is the last of them."""
    return _norms(_deltas(params, activations, x, delta)[:-1])


def delta_norms__product_of_norms(params, activations, x, delta):
    """You multiply the norms of the Jacobians, which is only a bound; send δ itself down and take its norms."""
    zs, _ = right.forward(x, params, activations)
    norms = [np.linalg.norm(delta)]
    for i in reversed(range(1, len(params))):
        norms.insert(0, norms[0] * np.linalg.norm(_through(zs[i - 1], activations[i - 1]) @ params[i][0], 2))
    return np.array(norms)


def delta_norms__slope_one_at_zero(params, activations, x, delta):
    """At exactly 0 the course takes the ReLU's slope as 0: compare with > 0, not with ≥ 0."""
    zs, _ = right.forward(x, params, activations)
    deltas = [delta]
    for i in reversed(range(1, len(params))):
        below, z = activations[i - 1], zs[i - 1]
        deltas.insert(0, (params[i][0] @ deltas[0]) * ((z >= 0) if below == "relu" else right.SLOPES[below](z)))
    return _norms(deltas)


def delta_bound__one_step_too_many(k, n_layers, delta_norm):
    """From the top layer to the lowest there are M − 1 steps, one fewer than layers."""
    return k**n_layers * delta_norm


def delta_bound__one_step_too_few(k, n_layers, delta_norm):
    """From the top layer to the lowest there are M − 1 steps; you count one fewer."""
    return k ** (n_layers - 2) * delta_norm


def delta_bound__product(k, n_layers, delta_norm):
    """Each step multiplies by κ again: a power, not a product."""
    return k * (n_layers - 1) * delta_norm


def delta_bound__without_the_norm(k, n_layers, delta_norm):
    """That is the factor alone; multiply it by the norm of δ[M]."""
    return k ** (n_layers - 1)


def delta_bound__zero_up_to_one(k, n_layers, delta_norm):
    """Nothing vanishes for κ = 1, and for κ < 1 the bound is small, but not 0 (erratum 25)."""
    return 0.0 if k <= 1 else k ** (n_layers - 1) * delta_norm


def delta_bound__never_above(k, n_layers, delta_norm):
    """You hold κ down to 1; for κ > 1 the bound grows, as exploding gradients do."""
    return min(k, 1) ** (n_layers - 1) * delta_norm


def delta_bound__divided(k, n_layers, delta_norm):
    """You divide by κ for each step; going down multiplies by at most κ."""
    return delta_norm / k ** (n_layers - 1)


def delta_bound__norm_in_the_power(k, n_layers, delta_norm):
    """The norm is multiplied once; only κ is raised to the power M − 1."""
    return (k * delta_norm) ** (n_layers - 1)


def delta_bound__precedence(k, n_layers, delta_norm):
    """Brackets are missing: `kappa ** n_layers - 1` subtracts 1 from the power; the power is n_layers − 1."""
    return k**n_layers - 1 * delta_norm


def flip_unit__bias_forgotten(params, layer, unit):
    """The unit's bias goes in too: it must be negated with the column."""
    flipped = _copy(params)
    flipped[layer][0][:, unit] *= -1
    flipped[layer + 1][0][unit] *= -1
    return flipped


def flip_unit__next_layer_forgotten(params, layer, unit):
    """The unit's output has changed its sign: negate what goes out of it too, its row in the next layer."""
    flipped = _copy(params)
    flipped[layer][0][:, unit] *= -1
    flipped[layer][1][unit] *= -1
    return flipped


def flip_unit__row_and_column_swapped(params, layer, unit):
    """Rows and columns are swapped: a unit's incoming weights are a column, its outgoing ones a row of the next W."""
    flipped = _copy(params)
    flipped[layer][0][unit] *= -1
    flipped[layer][1][unit] *= -1
    flipped[layer + 1][0][:, unit] *= -1
    return flipped


def flip_unit__column_of_the_next(params, layer, unit):
    """In the next layer it is the unit's row that must be negated: the row holds what goes out of it."""
    flipped = _copy(params)
    flipped[layer][0][:, unit] *= -1
    flipped[layer][1][unit] *= -1
    flipped[layer + 1][0][:, unit] *= -1
    return flipped


def flip_unit__whole_layer(params, layer, unit):
    """You flip the whole layer; only the one unit is asked for."""
    flipped = _copy(params)
    flipped[layer] = (-flipped[layer][0], -flipped[layer][1])
    flipped[layer + 1] = (-flipped[layer + 1][0], flipped[layer + 1][1])
    return flipped


def flip_unit__next_bias_too(params, layer, unit):
    """The next layer's biases don't come from this unit; leave them as they are."""
    flipped = _copy(params)
    flipped[layer][0][:, unit] *= -1
    flipped[layer][1][unit] *= -1
    flipped[layer + 1][0][unit] *= -1
    flipped[layer + 1][1][:] *= -1
    return flipped


def flip_unit__layers_from_one(params, layer, unit):
    """The index `layer` counts from 0; you took the layer below."""
    flipped = _copy(params)
    flipped[layer - 1][0][:, unit] *= -1
    flipped[layer - 1][1][unit] *= -1
    flipped[layer][0][unit] *= -1
    return flipped


def flip_unit__in_place(params, layer, unit):
    """You changed the arrays in params in place (a new list still holds the old arrays); work on copies."""
    (W, b), (W_next, _) = params[layer], params[layer + 1]
    W[:, unit] *= -1
    b[unit] *= -1
    W_next[unit] *= -1
    return list(params)


def flip_unit__other_layers_lost(params, layer, unit):
    """You return the two changed layers only; the others belong to the network too."""
    flipped = _copy(params)
    flipped[layer][0][:, unit] *= -1
    flipped[layer][1][unit] *= -1
    flipped[layer + 1][0][unit] *= -1
    return flipped[layer : layer + 2]


def permute_units__bias_forgotten(params, layer, order):
    """The biases stayed behind: each unit takes its own bias along."""
    permuted = _copy(params)
    permuted[layer] = (params[layer][0][:, order], params[layer][1])
    permuted[layer + 1] = (params[layer + 1][0][order], params[layer + 1][1])
    return permuted


def permute_units__next_layer_forgotten(params, layer, order):
    """The next layer still listens to the old order: its rows must move too."""
    permuted = _copy(params)
    permuted[layer] = (params[layer][0][:, order], params[layer][1][order])
    return permuted


def permute_units__rows(params, layer, order):
    """You reorder rows of W and columns of the next one; a unit is a column of its W and a row of the next."""
    permuted = _copy(params)
    permuted[layer] = (params[layer][0][order], params[layer][1][order])
    permuted[layer + 1] = (params[layer + 1][0][:, order], params[layer + 1][1])
    return permuted


def permute_units__columns_of_the_next(params, layer, order):
    """In the next layer the rows belong to these units, not the columns."""
    permuted = _copy(params)
    permuted[layer] = (params[layer][0][:, order], params[layer][1][order])
    permuted[layer + 1] = (params[layer + 1][0][:, order], params[layer + 1][1])
    return permuted


def permute_units__inverse(params, layer, order):
    """The same function, but in the inverse order: the new unit i is the old unit order[i], not the other way round."""
    inverse = np.argsort(order)
    permuted = _copy(params)
    permuted[layer] = (params[layer][0][:, inverse], params[layer][1][inverse])
    permuted[layer + 1] = (params[layer + 1][0][inverse], params[layer + 1][1])
    return permuted


def permute_units__there_and_back(params, layer, order):
    """The next layer's rows must be reordered by the same order as the columns, not by its inverse."""
    permuted = _copy(params)
    permuted[layer] = (params[layer][0][:, order], params[layer][1][order])
    permuted[layer + 1] = (params[layer + 1][0][np.argsort(order)], params[layer + 1][1])
    return permuted


def permute_units__next_bias_too(params, layer, order):
    """The next layer's biases belong to the next layer's units; leave them where they are."""
    permuted = _copy(params)
    b_next = params[layer + 1][1]
    permuted[layer] = (params[layer][0][:, order], params[layer][1][order])
    permuted[layer + 1] = (params[layer + 1][0][order], np.roll(b_next, 1) if len(b_next) > 1 else b_next)
    return permuted


def permute_units__in_place(params, layer, order):
    """You changed the arrays or the list in params in place; build new ones."""
    (W, b), (W_next, _) = params[layer], params[layer + 1]
    W[:] = W[:, order]
    b[:] = b[order]
    W_next[:] = W_next[order]
    return params


def permute_units__other_layers_lost(params, layer, order):
    """You return the two changed layers only; the others belong to the network too."""
    (W, b), (W_next, b_next) = params[layer], params[layer + 1]
    return [(W[:, order], b[order]), (W_next[order], b_next)]
