"""Known wrong answers of a06_forward_pass."""

import numpy as np


def _pairs(values):
    """The neighbouring pairs of a list."""
    return [(values[k], values[k + 1]) for k in range(len(values) - 1)]


def _sigmoids(weights, centres, heights, bias):
    """A sigmoid layer with these weights and centres, and a linear output."""
    weights, heights = np.asarray(weights, dtype=float), np.asarray(heights, dtype=float)
    return [(weights[None, :], -weights * np.asarray(centres)), (heights[:, None], np.array([float(bias)]))]


def _stairs(levels, edges, steepness):
    return _sigmoids(np.full(len(edges), float(steepness)), edges, np.diff(levels), levels[0])


def dense__transposed(X, W, b):
    """You multiply by W transposed. Here W is (D_in, D_out), one column per unit, so X @ W needs no transpose."""
    return X @ W.T + b


def dense__no_bias(X, W, b):
    """The bias is missing: add b to every row of XW."""
    return X @ W


def dense__bias_subtracted(X, W, b):
    """You subtract the bias; the layer is XW + b."""
    return X @ W - b


def dense__bias_on_the_weights(X, W, b):
    """You add b before multiplying, so it gets multiplied by the inputs: first XW, then the bias."""
    return X @ (W + b)


def dense__bias_by_sample(X, W, b):
    """You add b down the columns, one entry per sample; each unit has its own bias, so it runs along the rows."""
    return X @ W + b[:, None]


def dense__first_sample(X, W, b):
    """Only the first sample comes back; the result has one row for each sample of the batch."""
    return X[0] @ W + b


def dense__relu(X, W, b):
    """You applied an activation already; `dense` returns the pre-activations, XW + b."""
    return np.maximum(0, X @ W + b)


def dense__truncated(X, W, b):
    """Your result has the type of X and cuts off fractions when X holds whole numbers; start from float zeros."""
    Z = np.zeros_like(X, shape=(len(X), W.shape[1]))
    Z[:] = X @ W + b
    return Z


def dense__bias_summed(X, W, b):
    """You add the sum of all biases everywhere; each unit has its own bias."""
    return X @ W + np.sum(b)


def dense__units_added_up(X, W, b):
    """You add up the units of each sample; the result keeps one column for each unit, shape (N, D_out)."""
    return np.sum(X @ W + b, axis=1)


def dense__transposed_without_bias(X, W, b):
    """Two things: W needs no transpose, its columns are the units; and the bias is missing."""
    return X @ W.T


def forward__input_in_every_layer(X, params, activations):
    """You feed X to every layer; each layer gets the activations of the one before it (erratum 32)."""
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations, strict=True):
        zs.append(X @ W + b)
        hs.append(right.ACTIVATIONS[name](zs[-1]))
    return zs, hs


def forward__passes_on_z(X, params, activations):
    """You pass the pre-activations on to the next layer; it takes the activations h."""
    zs, hs, z = [], [X], X
    for (W, b), name in zip(params, activations, strict=True):
        z = z @ W + b
        zs.append(z)
        hs.append(right.ACTIVATIONS[name](z))
    return zs, hs


def forward__zs_after_activation(X, params, activations):
    """Your zs hold the activations (or were changed in place by one); they are the values before the activation."""
    _, hs = right.forward(X, params, activations)
    return hs[1:], hs


def forward__without_input(X, params, activations):
    """The first entry of hs is missing: hs[0] is the input X, so hs is one longer than zs."""
    zs, hs = right.forward(X, params, activations)
    return zs, hs[1:]


def forward__only_output(X, params, activations):
    """You return the output alone; asked are all pre-activations and all activations, (zs, hs)."""
    return right.forward(X, params, activations)[1][-1]


def forward__swapped(X, params, activations):
    """The two lists are swapped: first zs, then hs."""
    return right.forward(X, params, activations)[::-1]


def forward__always_relu(X, params, activations):
    """You use ReLU in every hidden layer; each layer has its own activation, named in `activations`."""
    return right.forward(X, params, ["relu"] * (len(params) - 1) + [activations[-1]])


def forward__first_activation(X, params, activations):
    """You use the first activation in every layer; go through the names along with the layers."""
    return right.forward(X, params, [activations[0]] * len(params))


def forward__output_without_activation(X, params, activations):
    """The last layer has an activation too; your ŷ is still its pre-activation."""
    return right.forward(X, params, [*activations[:-1], "identity"])


def forward__activations_reversed(X, params, activations):
    """The activations come in the wrong order: activations[0] belongs to the first layer."""
    return right.forward(X, params, activations[::-1])


def forward__transposed(X, params, activations):
    """You multiply by W transposed; here W is (D_in, D_out) and a layer is hW + b."""
    return right.forward(X, [(W.T, b) for W, b in params], activations)


def forward__no_bias(X, params, activations):
    """The biases are missing: each pre-activation is hW + b."""
    return right.forward(X, [(W, 0 * b) for W, b in params], activations)


def forward__last_layer_missing(X, params, activations):
    """Your loop ends one layer too early; the last layer makes the output."""
    return right.forward(X, params[:-1], activations[:-1])


def forward__softmax_over_the_batch(X, params, activations):
    """Your softmax divides by the sum over the whole batch; each sample's probabilities add up to 1."""
    zs, hs = right.forward(X, params, activations)
    if activations[-1] == "softmax":
        powers = np.exp(zs[-1] - np.max(zs[-1]))
        hs[-1] = powers / np.sum(powers)
    return zs, hs


def forward__first_layer_missing(X, params, activations):
    """Your loop begins one layer too late; the first pair (W, b) takes the input X."""
    return right.forward(X, params[1:], activations[1:])


def forward__input_among_the_zs(X, params, activations):
    """Your zs begin with X; the input has no pre-activation, so zs has one entry for each layer."""
    zs, hs = right.forward(X, params, activations)
    return [X, *zs], hs


def forward__tanh_forgotten(X, params, activations):
    """One of the five activations is missing, tanh it seems; look up every name in ACTIVATIONS."""
    return right.forward(X, params, ["identity" if name == "tanh" else name for name in activations])


def forward__activation_twice(X, params, activations):
    """You apply each activation twice: once is enough, h = f(z)."""
    zs, hs = [], [X]
    for (W, b), name in zip(params, activations, strict=True):
        zs.append(hs[-1] @ W + b)
        hs.append(right.ACTIVATIONS[name](right.ACTIVATIONS[name](zs[-1])))
    return zs, hs


def forward__relu_in_every_layer(X, params, activations):
    """You use ReLU in every layer, the output included; each layer has its own activation, named in `activations`."""
    return right.forward(X, params, ["relu"] * len(params))


def forward__without_biases_and_input(X, params, activations):
    """Two things: the biases are missing, and the input is missing at the front of hs."""
    zs, hs = right.forward(X, [(W, 0 * b) for W, b in params], activations)
    return zs, hs[1:]


def forward__last_layer_only(X, params, activations):
    """You keep the last layer only; collect every z and every h, layer by layer."""
    zs, hs = right.forward(X, params, activations)
    return zs[-1:], hs[-1:]


def layer_shapes__swapped(sizes):
    """You give (D_out, D_in), as some lectures do; here W is (D_in, D_out)."""
    return [((o, i), (o,)) for i, o in _pairs(sizes)]


def layer_shapes__bias_of_the_inputs(sizes):
    """A layer has one bias for each of its own units, D_out, not for each of its inputs."""
    return [((i, o), (i,)) for i, o in _pairs(sizes)]


def layer_shapes__bias_as_number(sizes):
    """The shape of the biases is a tuple with one entry, (D_out,); mind the comma."""
    return [((i, o), o) for i, o in _pairs(sizes)]


def layer_shapes__bias_as_row(sizes):
    """The biases are a plain vector of shape (D_out,), not a matrix with one row."""
    return [((i, o), (1, o)) for i, o in _pairs(sizes)]


def layer_shapes__weights_only(sizes):
    """The biases' shapes are missing: each entry is a pair of shapes."""
    return [(i, o) for i, o in _pairs(sizes)]


def layer_shapes__last_layer_missing(sizes):
    """Your list ends one layer too early: there is a layer for each pair of neighbouring widths."""
    return [((i, o), (o,)) for i, o in _pairs(sizes[:-1])]


def layer_shapes__with_the_input(sizes):
    """You make a layer of the input; it has no weights and no biases."""
    return [((1, sizes[0]), (sizes[0],)), *[((d_in, d_out), (d_out,)) for d_in, d_out in _pairs(sizes)]]


def layer_shapes__not_paired(sizes):
    """Your list runs on without pairs; each layer is one entry, the pair ((D_in, D_out), (D_out,))."""
    return [shape for d_in, d_out in _pairs(sizes) for shape in ((d_in, d_out), (d_out,))]


def count_parameters__no_biases(sizes):
    """You count the weights alone; each unit has a bias too."""
    return sum(i * o for i, o in _pairs(sizes))


def count_parameters__input_biases(sizes):
    """You count biases for the input as well; it is no layer and has none."""
    return sum(i * o for i, o in _pairs(sizes)) + sum(sizes)


def count_parameters__bias_per_input(sizes):
    """A layer has as many biases as units, D_out, not as many as inputs."""
    return sum(i * o + i for i, o in _pairs(sizes))


def count_parameters__one_bias_per_layer(sizes):
    """You count one bias per layer; every unit has its own."""
    return sum(i * o + 1 for i, o in _pairs(sizes))


def count_parameters__product(sizes):
    """You multiply all widths; add up the layers instead, each with its own weights and biases."""
    return int(np.prod(sizes)) + sum(sizes[1:])


def count_parameters__last_layer_missing(sizes):
    """The last layer is not counted; there is one for each pair of neighbouring widths."""
    return sum(i * o + o for i, o in _pairs(sizes[:-1]))


def count_parameters__no_output_bias(sizes):
    """The output units have biases too."""
    return sum(d_in * d_out for d_in, d_out in _pairs(sizes)) + sum(sizes[1:-1])


def count_parameters__widths_added(sizes):
    """You add the two widths of a layer; each input has a weight to each unit, so they are multiplied."""
    return sum(d_in + d_out for d_in, d_out in _pairs(sizes))


def count_parameters__first_layer_only(sizes):
    """You count the first layer only; add up all of them."""
    return sizes[0] * sizes[1] + sizes[1]


def collapse__biases_added(params):
    """You add the biases as lecture 004 does; an earlier bias still passes through the later weights (erratum 33)."""
    W = params[0][0]
    for W_next, _ in params[1:]:
        W = W @ W_next
    return W, sum(b for _, b in params)


def collapse__last_bias(params):
    """You keep the last bias alone; the earlier ones come through too, multiplied by the weights after them."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, b_next
    return W, b


def collapse__own_bias_forgotten(params):
    """The later layers' own biases are missing: b is b₁W₂ + b₂."""
    W, b = params[0]
    for W_next, _ in params[1:]:
        W, b = W @ W_next, b @ W_next
    return W, b


def collapse__other_order(params):
    """The weights are multiplied in the wrong order: data in rows meet W₁ first, so W is W₁W₂."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W_next @ W, b @ W_next + b_next
    return W, b


def collapse__bias_through_the_product(params):
    """You multiply the bias by all weights so far; it passes only through those after its own layer."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W = W @ W_next
        b = b @ W + b_next
    return W, b


def collapse__two_layers(params):
    """You join the first two layers alone; go on until all are joined (and one layer alone is its own answer)."""
    (W1, b1), (W2, b2) = params[:2]
    return W1 @ W2, b1 @ W2 + b2


def collapse__weights_added(params):
    """You add the weights; layers one after the other multiply them."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W + W_next, b @ W_next + b_next
    return W, b


def collapse__transposed(params):
    """Your W is transposed; it takes rows of X to rows of the output, shape (D, K)."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W.T, b


def collapse__bias_not_summed(params):
    """b₁ is multiplied by W₂ entry by entry in your answer; it passes through like a sample, as a matrix product."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, b[:, None] * W_next + b_next
    return W, b


def collapse__own_bias_too_early(params):
    """You send a layer's own bias through its own weights; it is added after them: b W₂ + b₂."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, (b + b_next) @ W_next
    return W, b


def collapse__other_order_and_biases_added(params):
    """Two things: data in rows meet W₁ first, so W is W₁W₂; and an earlier bias passes through the later weights."""
    W = params[0][0]
    for W_next, _ in params[1:]:
        W = W_next @ W
    return W, sum(b for _, b in params)


def collapse__as_columns(params):
    """You send the bias through W₂ as if it were a column; here rows are samples, and b₁ meets W₂ from the left."""
    W, b = params[0]
    for W_next, b_next in params[1:]:
        W, b = W @ W_next, W_next @ b + b_next
    return W, b


def _xor(b1, W2, b2):
    return [(np.ones((2, 2)), np.array(b1)), (np.array(W2), np.array(b2))]


def xor_network__or():
    """Your output stays at 1 for (1,1): that is OR. The second unit must pull it down twice as strongly as it rises."""
    return _xor([0.0, -1.0], [[1.0], [-1.0]], [0.0])


def xor_network__sum():
    """The second unit has no bias, so both wake up together; shift it by −1, so that it wakes up at the sum 1."""
    return _xor([0.0, 0.0], [[1.0], [-2.0]], [0.0])


def xor_network__both_up():
    """Both hidden units push the output up; the second must pull it down, with a negative weight."""
    return _xor([0.0, -1.0], [[1.0], [2.0]], [0.0])


def xor_network__wakes_too_early():
    """The bias moves the hinge the other way: a unit with weight 1 wakes up at minus its bias."""
    return _xor([0.0, 1.0], [[1.0], [-2.0]], [0.0])


def xor_network__xnor():
    """Your output is 1 where the inputs are equal: that is the opposite of XOR."""
    return _xor([0.0, -1.0], [[-1.0], [2.0]], [1.0])


def xor_network__scaled():
    """The classes are right, but the output is not exactly 0 and 1: scale the output weights."""
    return _xor([0.0, -1.0], [[0.75], [-1.5]], [0.0])


def xor_network__output_vector():
    """The output layer is a layer like the others: its W has the shape (2, 1), and its b the shape (1,)."""
    return _xor([0.0, -1.0], [1.0, -2.0], 0.0)


def xor_network__bias_inside():
    """You put the biases into the matrices, as lecture 003 does; here each layer is a pair (W, b)."""
    return [np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])]


def xor_network__for_steps():
    """These weights suit step units; a ReLU goes on rising, so OR and AND must be joined with other weights."""
    return _xor([-0.5, -1.5], [[1.0], [-1.0]], [-0.5])


def xor_network__wakes_at_two():
    """The second unit wakes up at the sum 2, too late: at (1,1) it is still silent. Wake it at the sum 1."""
    return _xor([0.0, -2.0], [[1.0], [-2.0]], [0.0])


def bump__both_up(left, right, height, steepness):
    """Both sigmoids step up, so the curve rises again at `right`; the second one must be subtracted."""
    return _sigmoids([steepness] * 2, [left, right], [height, height], 0)


def bump__bias_sign(left, right, height, steepness):
    """The bias has the wrong sign: s (x − edge) = s x − s edge. Your edges are mirrored at 0."""
    return _sigmoids([steepness] * 2, [-left, -right], [height, -height], 0)


def bump__bias_without_steepness(left, right, height, steepness):
    """The steepness multiplies the edge too: s (x − edge) = s x − s edge, so the bias is not just −edge."""
    return _sigmoids([steepness] * 2, [left / steepness, right / steepness], [height, -height], 0)


def bump__no_height(left, right, height, steepness):
    """Your bump is 1 high; multiply both output weights by the height."""
    return _sigmoids([steepness] * 2, [left, right], [1, -1], 0)


def bump__height_once(left, right, height, steepness):
    """Only one of the two steps has the height; the step down must be as high as the step up."""
    return _sigmoids([steepness] * 2, [left, right], [height, -1], 0)


def bump__upside_down(left, right, height, steepness):
    """The bump points the wrong way: the step at `left` goes up by the height, the one at `right` down."""
    return _sigmoids([steepness] * 2, [left, right], [-height, height], 0)


def bump__fixed_steepness(left, right, height, steepness):
    """You do not use the steepness you are given: it is the weight s in σ(s (x − edge))."""
    return _sigmoids([100.0] * 2, [left, right], [height, -height], 0)


def bump__right_as_width(left, right, height, steepness):
    """The second edge is at `right`; you put it at left + right, as if it were a width."""
    return _sigmoids([steepness] * 2, [left, left + right], [height, -height], 0)


def bump__opposite_slopes(left, right, height, steepness):
    """Two sigmoids that face each other add up to 1 outside and 2 inside; the output bias must take one height away."""
    return _sigmoids([steepness, -steepness], [left, right], [height, height], 0)


def bump__flat_output(left, right, height, steepness):
    """The output layer's weights need the shape (2, 1): two rows, one column, so that the output is (N, 1)."""
    (hidden, (W2, b2)) = _sigmoids([steepness] * 2, [left, right], [height, -height], 0)
    return [hidden, (W2[:, 0], b2)]


def bump__hidden_column(left, right, height, steepness):
    """The hidden weights need the shape (1, 2): one input, two units. Yours is a column."""
    ((W1, b1), output) = _sigmoids([steepness] * 2, [left, right], [height, -height], 0)
    return [(W1.T, b1), output]


def bump__half_height(left, right, height, steepness):
    """Your bump has half its height; a sigmoid goes from 0 to 1 already, so no ½ is needed."""
    return _sigmoids([steepness] * 2, [left, right], [height / 2, -height / 2], 0)


def bump__raised(left, right, height, steepness):
    """The output bias lifts the whole curve; both steps start from 0, so it is 0."""
    return _sigmoids([steepness] * 2, [left, right], [height, -height], height)


def bump__divided_by_steepness(left, right, height, steepness):
    """You divide by the steepness; it multiplies: the larger s, the steeper σ(s (x − edge))."""
    return _sigmoids([1 / steepness] * 2, [left, right], [height, -height], 0)


def bump__no_height_and_both_up(left, right, height, steepness):
    """Two things: the height is missing in the output weights, and the second step must go down."""
    return _sigmoids([steepness] * 2, [left, right], [1, 1], 0)


def bump__edges_swapped(left, right, height, steepness):
    """The edges are swapped: the step up is at `left`, the step down at `right`."""
    return _sigmoids([steepness] * 2, [right, left], [height, -height], 0)


def _cells(target, left, right, cells):
    """The levels of the cells, the edges between them, and the cells' width."""
    width = (right - left) / cells
    levels = np.array([target(left + (c + 0.5) * width) for c in range(cells)])
    return levels, left + width * np.arange(1, cells), width


def staircase__left_ends(target, left, right, cells, steepness):
    """You take the target at the left end of each cell; asked is its middle."""
    _, edges, width = _cells(target, left, right, cells)
    return _stairs(np.array([target(left + c * width) for c in range(cells)]), edges, steepness)


def staircase__right_ends(target, left, right, cells, steepness):
    """You take the target at the right end of each cell; asked is its middle."""
    _, edges, width = _cells(target, left, right, cells)
    return _stairs(np.array([target(left + (c + 1) * width) for c in range(cells)]), edges, steepness)


def staircase__linspace(target, left, right, cells, steepness):
    """`np.linspace(left, right, cells)` gives one cell too few: n cells have n + 1 edges."""
    edges = np.linspace(left, right, cells)
    levels = np.array([target((low + high) / 2) for low, high in _pairs(edges)])
    return _stairs(levels, edges[1:-1], steepness)


def staircase__average_of_the_ends(target, left, right, cells, steepness):
    """You average the target at the ends of each cell; the level is the target at the middle, which is not the same."""
    _, edges, width = _cells(target, left, right, cells)
    return _stairs(
        np.array([(target(left + c * width) + target(left + (c + 1) * width)) / 2 for c in range(cells)]),
        edges,
        steepness,
    )


def staircase__steps_at_the_middles(target, left, right, cells, steepness):
    """Your steps are at the cells' middles, where the level should hold; they belong to the edges between cells."""
    levels, edges, width = _cells(target, left, right, cells)
    return _stairs(levels, edges + width / 2, steepness)


def staircase__levels_for_jumps(target, left, right, cells, steepness):
    """Your output weights are the levels, which pile up; each step adds the difference to the level before it."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _sigmoids(np.full(cells - 1, float(steepness)), edges, levels[1:], levels[0])


def staircase__from_zero(target, left, right, cells, steepness):
    """The first level is missing, so the whole staircase is shifted: put it into the output bias or add a unit."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _sigmoids(np.full(cells - 1, float(steepness)), edges, np.diff(levels), 0)


def staircase__bias_is_f_of_a(target, left, right, cells, steepness):
    """You start from the target at `left`; the first level is the target at the middle of the first cell."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _sigmoids(np.full(cells - 1, float(steepness)), edges, np.diff(levels), target(left))


def staircase__starts_at_zero(target, left, right, cells, steepness):
    """Your edges are counted from 0; they begin at `left`."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _stairs(levels, edges - left, steepness)


def staircase__bias_sign(target, left, right, cells, steepness):
    """The hidden biases have the wrong sign: s (x − edge) = s x − s edge. Your steps are mirrored at 0."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _stairs(levels, -edges, steepness)


def staircase__bias_without_steepness(target, left, right, cells, steepness):
    """The steepness multiplies the edge too: s (x − edge) = s x − s edge, so the bias is not just −edge."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _stairs(levels, edges / steepness, steepness)


def staircase__fixed_steepness(target, left, right, cells, steepness):
    """You do not use the steepness you are given: it is the weight s in σ(s (x − edge))."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _stairs(levels, edges, 1000.0)


def staircase__last_cell_missing(target, left, right, cells, steepness):
    """The last step is missing: between n cells there are n − 1 edges."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _stairs(levels[:-1], edges[:-1], steepness)


def staircase__whole_array(target, left, right, cells, steepness):
    """You hand the target an array of all middles; it takes one number, so call it once for each cell."""
    width = (right - left) / cells
    levels = target(left + width * (np.arange(cells) + 0.5))
    return _stairs(levels, left + width * np.arange(1, cells), steepness)


def staircase__flat_output(target, left, right, cells, steepness):
    """The output layer's weights need one row per hidden unit and one column, shape (H, 1)."""
    levels, edges, _ = _cells(target, left, right, cells)
    (hidden, (W2, b2)) = _stairs(levels, edges, steepness)
    return [hidden, (W2[:, 0], b2)]


def staircase__only_upwards(target, left, right, cells, steepness):
    """All your steps go up; where the target falls the difference is negative, so no absolute value."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _sigmoids([steepness] * (cells - 1), edges, np.abs(np.diff(levels)), levels[0])


def staircase__first_level_twice(target, left, right, cells, steepness):
    """The first level is there twice, as the output bias and as a step of its own at `left`; one of them is enough."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _sigmoids([steepness] * cells, [left, *edges], np.diff(levels, prepend=0), levels[0])


def staircase__downwards(target, left, right, cells, steepness):
    """The sign of your steps is flipped: a step is the new level minus the old one."""
    levels, edges, _ = _cells(target, left, right, cells)
    return _sigmoids([steepness] * (cells - 1), edges, -np.diff(levels), levels[0])


def staircase__middles_from_zero(target, left, right, cells, steepness):
    """Your middles are counted from 0; the first is half a cell to the right of `left`."""
    _, edges, width = _cells(target, left, right, cells)
    return _stairs(np.array([target((c + 0.5) * width) for c in range(cells)]), edges, steepness)


def staircase__nothing_for_one_cell(target, left, right, cells, steepness):
    """With a single cell there is no step, but still a level: the target at its middle, as the output's bias."""
    if cells == 1:
        return _sigmoids([steepness], [left], [0], 0)
    levels, edges, _ = _cells(target, left, right, cells)
    return _stairs(levels, edges, steepness)


def staircase__left_ends_from_zero(target, left, right, cells, steepness):
    """Two things: the levels are taken at the left ends of the cells, and the first level is missing."""
    _, edges, width = _cells(target, left, right, cells)
    levels = np.array([target(left + c * width) for c in range(cells)])
    return _sigmoids([steepness] * (cells - 1), edges, np.diff(levels), 0)
