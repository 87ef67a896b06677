"""Known wrong answers of a08_training."""

import numpy as np


def _cuts(n, fractions):
    """Where the parts begin and end, without 0 and n."""
    return np.cumsum([len(part) for part in right.split(n, fractions, np.random.default_rng(0))])[:-1]


def split__in_order(n, fractions, rng):
    """The indices come in order. Iris is sorted by species: shuffle before you cut, or the last part is one class."""
    return np.split(np.arange(n), _cuts(n, fractions))


def split__each_share_rounded(n, fractions, rng):
    """You round each share by itself, so the sizes may not add up to n. Round where the parts end instead."""
    order, parts, start = rng.permutation(n), [], 0
    for fraction in fractions:
        parts.append(order[start : start + round(n * fraction)])
        start += round(n * fraction)
    return parts


def split__cut_off(n, fractions, rng):
    """You cut the fraction off where it should be rounded: .8 · 157 = 125.6 ends the first part at 126."""
    return np.split(rng.permutation(n), (n * np.cumsum(fractions)).astype(int)[:-1])


def split__sizes_as_ends(n, fractions, rng):
    """You cut at the sizes of the parts; cut where they end, which is the cumulated sum."""
    return np.split(rng.permutation(n), np.round(n * np.array(fractions)).astype(int)[:-1])


def split__with_replacement(n, fractions, rng):
    """Some indices occur twice and others never: you draw with replacement. Shuffle all of them and cut."""
    return np.split(rng.integers(0, n, n), _cuts(n, fractions))


def split__overlapping(n, fractions, rng):
    """You draw each part from all indices, so parts overlap: test samples are trained on. Shuffle once, then cut."""
    return [rng.permutation(n)[:size] for size in np.diff(_cuts(n, fractions), prepend=0, append=n)]


def split__own_seed(n, fractions, rng):
    """You seed a generator of your own, so each split is the same; draw from the given rng."""
    return right.split(n, fractions, np.random.default_rng(0))


def split__masks(n, fractions, rng):
    """You return masks of n truth values; asked are the indices themselves."""
    return [np.isin(np.arange(n), part) for part in right.split(n, fractions, rng)]


def split__first_part_only(n, fractions, rng):
    """Only the first part is shuffled, and only in itself: you cut before you shuffle. Shuffle first."""
    first, *others = np.split(np.arange(n), _cuts(n, fractions))
    return [rng.permutation(first), *others]


def split__rolled(n, fractions, rng):
    """You begin at a random place but keep the order, so neighbours stay together; shuffle the indices."""
    return np.split(np.roll(np.arange(n), rng.integers(n)), _cuts(n, fractions))


def split__empty_part_at_the_end(n, fractions, rng):
    """There is an empty part at the end: the last part ends at n anyway, so don't cut there again."""
    return [*right.split(n, fractions, rng), np.array([], dtype=int)]


def split__cut_up(n, fractions, rng):
    """You round every end up; round to the nearest number: .3 · 301 = 90.3 ends the first part at 90."""
    return np.split(rng.permutation(n), np.ceil(n * np.cumsum(fractions)).astype(int)[:-1])


def split__rest_to_the_last(n, fractions, rng):
    """You cut each share off and leave the rest to the last part; round where the parts end instead."""
    return np.split(rng.permutation(n), np.cumsum([int(n * fraction) for fraction in fractions[:-1]]))


def split__rounded_rest_to_the_last(n, fractions, rng):
    """You round each share by itself and leave the rest to the last part; round where the parts end instead."""
    return np.split(rng.permutation(n), np.cumsum([round(n * fraction) for fraction in fractions[:-1]]))


def split__always_three_parts(n, fractions, rng):
    """You always make three parts; make as many as there are fractions."""
    return np.split(rng.permutation(n), [*_cuts(n, fractions), n][:2])


def split__from_one(n, fractions, rng):
    """Your indices run from 1 to n; rows are counted from 0, so they run from 0 to n − 1."""
    return [part + 1 for part in right.split(n, fractions, rng)]


def split__each_part_shuffled(n, fractions, rng):
    """You cut first and shuffle each part in itself, so every part holds neighbours; shuffle first, then cut."""
    return [rng.permutation(part) for part in np.split(np.arange(n), _cuts(n, fractions))]


def split__in_order_and_cut_off(n, fractions, rng):
    """Two things: nothing is shuffled, and ends such as 45.6 are cut off to 45 where they should be rounded."""
    return np.split(np.arange(n), (n * np.cumsum(fractions)).astype(int)[:-1])


def _scaled(X_train, X_other, mean, scale):
    scale = np.where(np.ptp(X_train, axis=0) == 0, 1, scale)
    return (X_train - mean) / scale, (X_other - mean) / scale


def standardise__each_by_itself(X_train, X_other):
    """You scale the other set by its own mean and deviation; both sets take those of the training set."""
    return right.standardise(X_train, X_train)[0], right.standardise(X_other, X_other)[0]


def standardise__by_both(X_train, X_other):
    """Mean and deviation come from both sets together: the test set leaks into training. Take the training set's."""
    both = np.vstack([X_train, X_other])
    return tuple(right.standardise(both, X)[1] for X in (X_train, X_other))


def standardise__sample_deviation(X_train, X_other):
    """You divide by N − 1 in the deviation (ddof=1); here it is N."""
    return _scaled(X_train, X_other, X_train.mean(axis=0), X_train.std(axis=0, ddof=1))


def standardise__variance(X_train, X_other):
    """You divide by the variance; divide by its root, the standard deviation."""
    return _scaled(X_train, X_other, X_train.mean(axis=0), X_train.var(axis=0))


def standardise__over_everything(X_train, X_other):
    """You take one mean and one deviation of all numbers; each feature (column) has its own."""
    return (X_train - X_train.mean()) / X_train.std(), (X_other - X_train.mean()) / X_train.std()


def standardise__without_mean(X_train, X_other):
    """The mean is not subtracted: the features keep their offset."""
    return _scaled(X_train, X_other, 0, X_train.std(axis=0))


def standardise__only_centred(X_train, X_other):
    """You subtract the mean but don't divide by the standard deviation."""
    return _scaled(X_train, X_other, X_train.mean(axis=0), 1)


def standardise__constant_feature(X_train, X_other):
    """A feature that is constant in the training set has deviation 0: you divide by 0. Let it become 0."""
    with np.errstate(all="ignore"):
        mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
        return (X_train - mean) / scale, (X_other - mean) / scale


def standardise__rounded_constant(X_train, X_other):
    """The deviation of a constant .1 is 1e-17 by rounding, not 0, so your test misses it; compare its extremes."""
    mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
    scale = np.where(scale == 0, 1, scale)
    return (X_train - mean) / scale, (X_other - mean) / scale


def standardise__deviation_plus_a_little(X_train, X_other):
    """Adding a small number to each deviation avoids 0/0 but changes all values; treat the constant ones apart."""
    mean, scale = X_train.mean(axis=0), X_train.std(axis=0) + 1e-8
    return (X_train - mean) / scale, (X_other - mean) / scale


def standardise__to_the_unit_interval(X_train, X_other):
    """You scale to the range 0 … 1; asked are mean 0 and standard deviation 1."""
    return _scaled(X_train, X_other, X_train.min(axis=0), np.ptp(X_train, axis=0))


def standardise__training_set_only(X_train, X_other):
    """The other set comes back as it was; shift and scale it by the training set's mean and deviation too."""
    return right.standardise(X_train, X_train)[0], X_other.astype(float)


def standardise__own_mean(X_train, X_other):
    """You shift the other set by its own mean; both sets take mean and deviation of the training set."""
    own = X_other - X_other.mean(axis=0) + X_train.mean(axis=0)
    return right.standardise(X_train, own)


def standardise__one_deviation_for_all(X_train, X_other):
    """You divide by one deviation of all numbers; each feature (column) has its own: axis=0."""
    mean = X_train.mean(axis=0)
    return (X_train - mean) / X_train.std(), (X_other - mean) / X_train.std()


def standardise__brackets(X_train, X_other):
    """Brackets are missing: x − μ/σ divides the mean alone; it is (x − μ)/σ."""
    shift = X_train.mean(axis=0) / np.where(np.ptp(X_train, axis=0) == 0, 1, X_train.std(axis=0))
    return X_train - shift, X_other - shift


def standardise__each_sample(X_train, X_other):
    """You scale each sample (row) by its own mean and deviation; each feature (column) has its own: axis=0."""
    sets = [(X - X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)) for X in (X_train, X_other)]
    return tuple(shifted / np.where(scale == 0, 1, scale) for shifted, scale in sets)


def standardise__swapped(X_train, X_other):
    """The results are swapped: first the training set, then the other one."""
    return right.standardise(X_train, X_other)[::-1]


def standardise__training_set_alone(X_train, X_other):
    """Return two arrays: the training set and the other one, both shifted and scaled."""
    return right.standardise(X_train, X_other)[0]


def standardise__whole_numbers(X_train, X_other):
    """You write into an array of whole numbers, which cuts fractions off; make new arrays by X − μ."""
    A, B = right.standardise(X_train, X_other)
    return A.astype(X_train.dtype), B.astype(X_other.dtype)


def standardise__each_by_its_sample_deviation(X_train, X_other):
    """Two things: each set is scaled by itself, not both by the training set; and the divisor is N − 1."""
    return tuple(
        _scaled(X, X, X.mean(axis=0), X.std(axis=0) * np.sqrt(len(X) / max(len(X) - 1, 1)))[0]
        for X in (X_train, X_other)
    )


def standardise__maximum(X_train, X_other):
    """You divide by the largest value; divide by the standard deviation."""
    return _scaled(X_train, X_other, X_train.mean(axis=0), X_train.max(axis=0))


def iterations_per_epoch__rounded_down(n, batch_size):
    """You round down and drop the last, smaller batch; those samples would never be seen."""
    return n // batch_size


def iterations_per_epoch__one_too_many(n, batch_size):
    """Always adding 1 counts an empty batch where n is a multiple of the batch size."""
    return n // batch_size + 1


def iterations_per_epoch__not_rounded(n, batch_size):
    """That is lecture 004's quotient as printed (erratum 34); there is no fraction of a batch: round up."""
    return n / batch_size


def iterations_per_epoch__rounded(n, batch_size):
    """You round to the nearest number; a last batch counts however small it is: round up."""
    return round(n / batch_size)


def iterations_per_epoch__remainder(n, batch_size):
    """You add the remainder, which counts samples; whatever is left over makes one more batch."""
    return n // batch_size + n % batch_size


def iterations_per_epoch__swapped(n, batch_size):
    """You divide the batch size by the number of samples; it is the other way round."""
    return -(-batch_size // n)


def iterations_per_epoch__last_batch(n, batch_size):
    """That is the size of the last batch; asked is how many batches there are."""
    return n % batch_size or batch_size


def minibatches__in_order(n, batch_size, rng):
    """The batches are stretches of 0, 1, 2, …; shuffle the indices first."""
    return [np.arange(n)[i : i + batch_size] for i in range(0, n, batch_size)]


def minibatches__last_dropped(n, batch_size, rng):
    """The last, smaller batch is missing; each sample belongs to every epoch."""
    return [batch for batch in right.minibatches(n, batch_size, rng) if len(batch) == batch_size]


def minibatches__of_equal_sizes(n, batch_size, rng):
    """You divide the samples evenly; each batch has batch_size samples, and only the last may be smaller."""
    return np.array_split(rng.permutation(n), right.iterations_per_epoch(n, batch_size))


def minibatches__as_many_as_the_size(n, batch_size, rng):
    """You make batch_size batches; batch_size is the number of samples in each batch."""
    return np.array_split(rng.permutation(n), batch_size)


def minibatches__with_replacement(n, batch_size, rng):
    """You draw each batch anew, so some samples come twice in an epoch and others never; shuffle all once, then cut."""
    return [rng.integers(0, n, min(batch_size, n - i)) for i in range(0, n, batch_size)]


def minibatches__drawn_from_all(n, batch_size, rng):
    """Each batch is drawn from all indices, so batches overlap; shuffle all once, then cut."""
    return [rng.permutation(n)[: min(batch_size, n - i)] for i in range(0, n, batch_size)]


def minibatches__blocks_shuffled(n, batch_size, rng):
    """You shuffle within the stretches of neighbours, so the same samples always meet; shuffle before you cut."""
    return [rng.permutation(np.arange(n)[i : i + batch_size]) for i in range(0, n, batch_size)]


def minibatches__own_seed(n, batch_size, rng):
    """You seed a generator of your own, so each epoch has the same batches; draw from the given rng."""
    return right.minibatches(n, batch_size, np.random.default_rng(0))


def minibatches__one_flat_row(n, batch_size, rng):
    """That is one row of shuffled indices; cut it into batches and return the list of them."""
    return rng.permutation(n)


def minibatches__empty_batch_at_the_end(n, batch_size, rng):
    """Where n is a multiple of the batch size, there is an empty batch at the end."""
    batches = right.minibatches(n, batch_size, rng)
    return batches if n % batch_size else [*batches, batches[0][:0]]


def minibatches__stretches_in_another_order(n, batch_size, rng):
    """You shuffle the batches, but each still holds neighbours; shuffle the indices before you cut."""
    stretches = [np.arange(n)[i : i + batch_size] for i in range(0, n, batch_size)]
    return [stretches[i] for i in rng.permutation(len(stretches))]


def minibatches__first_only(n, batch_size, rng):
    """You return the first batch alone; a return inside the loop does that. Collect all batches in a list."""
    return right.minibatches(n, batch_size, rng)[0]


def minibatches__from_one(n, batch_size, rng):
    """Your indices run from 1 to n; rows are counted from 0, so they run from 0 to n − 1."""
    return [batch + 1 for batch in right.minibatches(n, batch_size, rng)]


def minibatches__batch_lost(n, batch_size, rng):
    """Your loop ends one batch too early: the last one is always missing, were it full or not."""
    return right.minibatches(n, batch_size, rng)[:-1]


def minibatches__in_order_last_dropped(n, batch_size, rng):
    """Two things: the batches are stretches of 0, 1, 2, …, and the last, smaller one is missing."""
    return [np.arange(start, start + batch_size) for start in range(0, n - batch_size + 1, batch_size)]


def _rescaled(sizes, kind, rng, factor):
    """The right weights, times a factor that depends on D_in, D_out and the gain (2 for relu, else 1)."""
    gain = 2 if kind == "relu" else 1
    return [(W * factor(*W.shape, gain), b) for W, b in right.initialise(sizes, kind, rng)]


def initialise__fan_out(sizes, kind, rng):
    """You divide by the fan-out; a unit sums over its inputs, so J is the fan-in D_in (erratum 28)."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: np.sqrt(a / b))


def initialise__mean_fan(sizes, kind, rng):
    """You divide by the mean of fan-in and fan-out (Glorot's rule); here it is the fan-in alone (erratum 28)."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: np.sqrt(2 * a / (a + b)))


def initialise__variance_as_deviation(sizes, kind, rng):
    """2/D_in is the variance; rng.normal wants the standard deviation, its root."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: np.sqrt(gain / a))


def initialise__always_one(sizes, kind, rng):
    """The variance is 1/D_in for each activation; relu needs 2/D_in, as it cuts half of the signal's power away."""
    return right.initialise(sizes, "tanh", rng)


def initialise__always_two(sizes, kind, rng):
    """The variance is 2/D_in for each activation; that is for relu only, the others have 1/D_in."""
    return right.initialise(sizes, "relu", rng)


def initialise__not_scaled(sizes, kind, rng):
    """Your weights have variance 1 whatever the layer; scale them by the fan-in, or the signal explodes."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: np.sqrt(a / gain))


def initialise__small_numbers(sizes, kind, rng):
    """Your weights have the deviation .01 whatever the layer; scale them by the fan-in."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: 0.01 * np.sqrt(a / gain))


def initialise__first_fan_in(sizes, kind, rng):
    """Every layer is scaled by the network's input size; each has its own fan-in, the width of the layer before."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: np.sqrt(a / sizes[0]))


def initialise__zeros(sizes, kind, rng):
    """All weights are 0, so all units of a layer are equal and stay equal; draw them at random."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: 0)


def initialise__uniform(sizes, kind, rng):
    """Your weights are uniformly distributed (the variance is right); asked are normal ones."""
    layers = right.initialise(sizes, kind, rng)
    gain = 2 if kind == "relu" else 1
    return [(rng.uniform(-1, 1, W.shape) * np.sqrt(3 * gain / len(W)), b) for W, b in layers]


def initialise__transposed(sizes, kind, rng):
    """W has the shape (D_out, D_in); this course's convention is (D_in, D_out)."""
    return [(W.T, b) for W, b in right.initialise(sizes, kind, rng)]


def initialise__random_biases(sizes, kind, rng):
    """The biases are random too; let them start at 0."""
    return [(W, rng.normal(0, 0.1, len(b))) for W, b in right.initialise(sizes, kind, rng)]


def initialise__biases_of_ones(sizes, kind, rng):
    """The biases are 1; let them start at 0."""
    return [(W, b + 1) for W, b in right.initialise(sizes, kind, rng)]


def initialise__biases_as_rows(sizes, kind, rng):
    """The biases have the shape (1, D_out); a bias is (D_out,)."""
    return [(W, b[None]) for W, b in right.initialise(sizes, kind, rng)]


def initialise__without_biases(sizes, kind, rng):
    """The biases are missing: each layer is a pair (W, b)."""
    return [W for W, _ in right.initialise(sizes, kind, rng)]


def initialise__own_seed(sizes, kind, rng):
    """You seed a generator of your own, so each network begins alike; draw from the given rng."""
    return right.initialise(sizes, kind, np.random.default_rng(0))


def initialise__one_layer_too_many(sizes, kind, rng):
    """There is one layer too many: L + 1 widths have L layers between them."""
    return right.initialise([*sizes, sizes[-1]], kind, rng)


def initialise__variances_exchanged(sizes, kind, rng):
    """You have them the wrong way round: the variance is 2/D_in for relu, 1/D_in for the others."""
    return right.initialise(sizes, "tanh" if kind == "relu" else "relu", rng)


def initialise__last_layer_apart(sizes, kind, rng):
    """You give the last layer variance 1/D_in even for relu; the rule holds in every layer."""
    *hidden, (W, b) = right.initialise(sizes, kind, rng)
    return [*hidden, (W / np.sqrt(2) if kind == "relu" else W, b)]


def initialise__never_negative(sizes, kind, rng):
    """All your weights are positive (rng.random draws from 0 to 1); asked are normal numbers around 0."""
    layers = right.initialise(sizes, kind, rng)
    gain = 2 if kind == "relu" else 1
    return [(rng.random(W.shape) * np.sqrt(gain / len(W)), b) for W, b in layers]


def initialise__root_of_two_only(sizes, kind, rng):
    """The deviation is √(2/D_in); your root covers the 2 alone."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: 1 / np.sqrt(a))


def initialise__biases_of_the_inputs(sizes, kind, rng):
    """Your biases have D_in entries; each unit has one, which makes D_out."""
    return [(W, np.zeros(len(W))) for W, _ in right.initialise(sizes, kind, rng)]


def initialise__one_layer_only(sizes, kind, rng):
    """You return the first layer alone; a return inside the loop does that. Collect all layers in a list."""
    return right.initialise(sizes, kind, rng)[:1]


def initialise__fan_out_as_deviation(sizes, kind, rng):
    """Two things: you divide by the fan-out where D_in belongs, and take the variance for the standard deviation."""
    return _rescaled(sizes, kind, rng, lambda a, b, gain: np.sqrt(gain * a) / b)


def initialise__seeded_by_layer(sizes, kind, rng):
    """You seed a generator of your own for each layer, so each draws the same numbers; draw from the given rng."""
    return [right.initialise(sizes[i : i + 2], kind, np.random.default_rng(0))[0] for i in range(len(sizes) - 1)]


def momentum_step__averaged(w, g, v, eta, beta):
    """You weight the gradient by 1 − β; the rule of this course adds all of it: v ← β v + g."""
    v = beta * v + (1 - beta) * g
    return w - eta * v, v


def momentum_step__eta_in_the_velocity(w, g, v, eta, beta):
    """You put η into the velocity; it belongs into the step, the velocity adds bare gradients."""
    v = beta * v + eta * g
    return w - v, v


def momentum_step__old_velocity(w, g, v, eta, beta):
    """The step uses the old velocity; update v first, then move w by the new one."""
    return w - eta * v, beta * v + g


def momentum_step__uphill(w, g, v, eta, beta):
    """The sign of the step is flipped: this goes uphill."""
    v = beta * v + g
    return w + eta * v, v


def momentum_step__minus_gradient(w, g, v, eta, beta):
    """Your velocity points downhill (it subtracts g); here v adds the gradients, and the step subtracts v."""
    v = beta * v - g
    return w + eta * v, v


def momentum_step__plain(w, g, v, eta, beta):
    """The weights move by the gradient alone; they should move by the velocity."""
    return w - eta * g, beta * v + g


def momentum_step__velocity_stays(w, g, v, eta, beta):
    """You return the old velocity, so it never grows; return the new one."""
    return w - eta * (beta * v + g), v.copy()


def momentum_step__nesterov(w, g, v, eta, beta):
    """You look one step ahead (Nesterov's variant); asked is w − η v with the new v."""
    v = beta * v + g
    return w - eta * (beta * v + g), v


def momentum_step__swapped(w, g, v, eta, beta):
    """The results are swapped: first the weights, then the velocity."""
    v = beta * v + g
    return v, w - eta * v


def momentum_step__no_decay(w, g, v, eta, beta):
    """The factor β is missing: without it the velocity never forgets."""
    v = v + g
    return w - eta * v, v


def momentum_step__in_place(w, g, v, eta, beta):
    """You change v (or w) in place (v *= … does that); return new arrays."""
    if v.dtype.kind == "f":
        v *= beta
        v += g
    else:
        v = beta * v + g
    return w - eta * v, v


def momentum_step__beta_on_both(w, g, v, eta, beta):
    """Your β multiplies the gradient too; only the old velocity fades: v ← β v + g."""
    v = beta * (v + g)
    return w - eta * v, v


def momentum_step__gradient_twice(w, g, v, eta, beta):
    """The step contains the gradient twice, once in v and once by itself; w moves by η v alone."""
    v = beta * v + g
    return w - eta * (g + v), v


def momentum_step__without_rate(w, g, v, eta, beta):
    """The learning rate η is missing in the step: w ← w − η v."""
    return right.momentum_step(w, g, v, 1.0, beta)


def momentum_step__rates_swapped(w, g, v, eta, beta):
    """η and β have changed places: β is the share of v that stays, η scales the step."""
    return right.momentum_step(w, g, v, beta, eta)


def momentum_step__weights_only(w, g, v, eta, beta):
    """Return two arrays, the weights and the velocity: the next step needs both."""
    return right.momentum_step(w, g, v, eta, beta)[0]


def momentum_step__averaged_uphill(w, g, v, eta, beta):
    """Two things: the gradient is weighted by 1 − β, and the step has the wrong sign: v ← β v + g, w ← w − η v."""
    v = beta * v + (1 - beta) * g
    return w + eta * v, v


def adagrad_step__epsilon_outside(w, g, G, eta, eps):
    """Your ε stands outside the root; here it is √(ε + G) (erratum 35)."""
    G = G + g**2
    return w - eta * g / (np.sqrt(G) + eps), G


def adagrad_step__no_sum(w, g, G, eta, eps):
    """G is only the last squared gradient; it sums all of them: add g² to the old G."""
    return right.adagrad_step(w, g, 0 * G, eta, eps)


def adagrad_step__rmsprop(w, g, G, eta, eps):
    """You let the old G fade (RMSprop does that); Adagrad's G is the plain sum."""
    G = 0.9 * G + 0.1 * g**2
    return w - eta * g / np.sqrt(eps + G), G


def adagrad_step__old_sum(w, g, G, eta, eps):
    """The step uses the old G; add g² first, then divide by the root of the new sum."""
    with np.errstate(all="ignore"):
        return w - eta * g / np.sqrt(eps + G), G + g**2


def adagrad_step__no_root(w, g, G, eta, eps):
    """The square root is missing in the divisor."""
    G = G + g**2
    return w - eta * g / (eps + G), G


def adagrad_step__gradient_not_squared(w, g, G, eta, eps):
    """G adds the gradients' absolute values; it should add their squares."""
    G = G + np.abs(g)
    return w - eta * g / np.sqrt(eps + G), G


def adagrad_step__one_sum_for_all(w, g, G, eta, eps):
    """You add up the squares over all coordinates; each coordinate has its own sum, that is the point of Adagrad."""
    G = G + np.sum(g**2)
    return w - eta * g / np.sqrt(eps + G), G


def adagrad_step__sum_stays(w, g, G, eta, eps):
    """You return the old G, so nothing adds up; return the new one."""
    return right.adagrad_step(w, g, G, eta, eps)[0], G.copy()


def adagrad_step__without_gradient(w, g, G, eta, eps):
    """The gradient itself is missing in the step: it is η g / √(ε + G)."""
    G = G + g**2
    return w - eta / np.sqrt(eps + G), G


def adagrad_step__uphill(w, g, G, eta, eps):
    """The sign of the step is flipped: this goes uphill."""
    w_down, G = right.adagrad_step(w, g, G, eta, eps)
    return 2 * w - w_down, G


def adagrad_step__epsilon_in_the_sum(w, g, G, eta, eps):
    """You store ε in G, where it adds up step by step; G is the bare sum of squares, ε joins it only under the root."""
    G = eps + G + g**2
    return w - eta * g / np.sqrt(G), G


def adagrad_step__in_place(w, g, G, eta, eps):
    """You change G (or w) in place (G += … does that); return new arrays."""
    G += g**2
    return w - eta * g / np.sqrt(eps + G), G


def adagrad_step__signed_sum(w, g, G, eta, eps):
    """G adds the gradients themselves, so that signs cancel and the root may fail; it should add their squares."""
    G = G + g
    with np.errstate(all="ignore"):
        return w - eta * g / np.sqrt(eps + G), G


def adagrad_step__without_epsilon(w, g, G, eta, eps):
    """You leave ε out; under the root it keeps the divisor from being 0."""
    with np.errstate(all="ignore"):
        return right.adagrad_step(w, g, G, eta, 0.0)


def adagrad_step__without_rate(w, g, G, eta, eps):
    """The learning rate η is missing in the step."""
    return right.adagrad_step(w, g, G, 1.0, eps)


def adagrad_step__swapped(w, g, G, eta, eps):
    """The results are swapped: first the weights, then the sums of squares."""
    return right.adagrad_step(w, g, G, eta, eps)[::-1]


def adagrad_step__root_of_the_rate_too(w, g, G, eta, eps):
    """The root covers η too: only ε + G stands under it."""
    G = G + g**2
    return w - np.sqrt(eta / (eps + G)) * g, G


def adagrad_step__old_sum_epsilon_outside(w, g, G, eta, eps):
    """Two things: the step uses the old G, and ε stands outside the root. Add g² first; the divisor is √(ε + G)."""
    with np.errstate(all="ignore"):
        return w - eta * g / (np.sqrt(G) + eps), G + g**2


def step_decay__smooth(t, eta0, factor, every):
    """The rate falls at every step; count only complete stretches: ⌊t/every⌋."""
    return eta0 * factor ** (t / every)


def step_decay__rounded(t, eta0, factor, every):
    """You round t/every to the nearest number, so the drop comes half a stretch too early; round down."""
    return eta0 * factor ** round(t / every)


def step_decay__rounded_up(t, eta0, factor, every):
    """You round t/every up, so the first drop comes at once; round down."""
    return eta0 * factor ** -(-t // every)


def step_decay__one_too_early(t, eta0, factor, every):
    """Each drop comes one step too early: t counts from 0, so the first drop is at t = every."""
    return eta0 * factor ** ((t + 1) // every)


def step_decay__one_too_late(t, eta0, factor, every):
    """Each drop comes one step too late: at t = every the rate has dropped already."""
    return eta0 * factor ** (max(t - 1, 0) // every)


def step_decay__once(t, eta0, factor, every):
    """The rate drops only once; it drops again after each stretch: factor to the power of ⌊t/every⌋."""
    return eta0 * factor if t >= every else eta0


def step_decay__every_step(t, eta0, factor, every):
    """You multiply by the factor at each step; only every `every` steps."""
    return eta0 * factor**t


def step_decay__multiplied(t, eta0, factor, every):
    """You multiply by the number of drops; the factor is raised to its power."""
    return eta0 * factor * (t // every)


def step_decay__precedence(t, eta0, factor, every):
    """Brackets are missing: `a ** t // every` takes the power first and divides last; you want a ** (t // every)."""
    return eta0 * factor**t // every


def step_decay__by_one_minus_factor(t, eta0, factor, every):
    """You multiply by 1 − factor; the rate that is left after a drop is `factor` times the one before."""
    return eta0 * (1 - factor) ** (t // every)


def step_decay__only_at_the_drop(t, eta0, factor, every):
    """The rate is lower only at t = every, 2 · every, …; each drop lasts, and the drops multiply."""
    return eta0 * factor if t % every == 0 else eta0


def step_decay__divided(t, eta0, factor, every):
    """You divide by the factor, so the rate grows; multiply by it."""
    return eta0 / factor ** (t // every)


def step_decay__half_for_the_factor(t, eta0, factor, every):
    """You halve the rate whatever the factor; the example's ½ is the argument `factor`."""
    return right.step_decay(t, eta0, 0.5, every)


def step_decay__multiplied_after_the_first(t, eta0, factor, every):
    """You multiply by the number of drops; the factor is raised to its power."""
    return eta0 * factor * (t // every) if t >= every else eta0


def step_decay__subtracted(t, eta0, factor, every):
    """You subtract the factor for each drop; each drop multiplies by it."""
    return eta0 - factor * (t // every)


def step_decay__by_remainder(t, eta0, factor, every):
    """`%` gives the steps since the last drop; the number of drops is t // every."""
    return eta0 * factor ** (t % every)


def exponential_decay__growing(t, eta0, rate):
    """The minus in the exponent is missing: your rate grows."""
    return right.exponential_decay(t, eta0, -rate)


def exponential_decay__power_of_the_rate(t, eta0, rate):
    """You raise the rate to the power of t; it is e that is raised to −rate·t."""
    return eta0 * rate**t


def exponential_decay__compound(t, eta0, rate):
    """(1 − rate)^t is only close to e^(−rate·t); use the exponential function."""
    return eta0 * (1 - rate) ** t


def exponential_decay__inverse(t, eta0, rate):
    """That is an inverse decay, as in notebook 4; asked is the exponential one."""
    return eta0 / (1 + rate * t)


def exponential_decay__without_k(t, eta0, rate):
    """The step t is missing in the exponent, so the rate never changes."""
    return eta0 * np.exp(-rate)


def exponential_decay__base_two(t, eta0, rate):
    """You use 2 as the base; it is e."""
    return eta0 * 2.0 ** (-rate * t)


def exponential_decay__divided(t, eta0, rate):
    """You divide t by the rate; the exponent is their product, −rate·t."""
    return eta0 * np.exp(-t / rate)


def exponential_decay__start_in_the_exponent(t, eta0, rate):
    """η0 has slipped into the exponent; it multiplies the exponential."""
    return np.exp(-eta0 * rate * t)


def exponential_decay__rate_to_the_k(t, eta0, rate):
    """The exponent is −rate · t, a product; `-rate ** k` is a power."""
    return eta0 * np.exp(-(rate**t))


def exponential_decay__rounded_e(t, eta0, rate):
    """Your e is rounded; `np.exp` has all its digits."""
    return eta0 * 2.718 ** (-rate * t)


def exponential_decay__linear(t, eta0, rate):
    """That is a straight line, η0 (1 − rate·t), which even becomes negative; asked is the exponential."""
    return eta0 * (1 - rate * t)


def exponential_decay__subtracted(t, eta0, rate):
    """You subtract the exponential from η0; it multiplies η0."""
    return eta0 - np.exp(-rate * t)


def l2_penalty__with_biases(params, lam):
    """The biases count in your penalty; only the weights W do."""
    return right.l2_penalty([layer for W, b in params for layer in ((W, b), (b, b))], lam)


def l2_penalty__without_half(params, lam):
    """The ½ is missing: λ/2 makes the gradient λ W."""
    return 2 * right.l2_penalty(params, lam)


def l2_penalty__without_lambda(params, lam):
    """The factor λ is missing."""
    return right.l2_penalty(params, 1.0)


def l2_penalty__absolute(params, lam):
    """You add absolute values (an L1 penalty); L2 adds squares."""
    return lam / 2 * sum(np.sum(np.abs(W)) for W, _ in params)


def l2_penalty__norm(params, lam):
    """You take the root of each sum of squares; the penalty has no root."""
    return lam / 2 * sum(np.linalg.norm(W) for W, _ in params)


def l2_penalty__mean(params, lam):
    """You take means of the squares; the penalty is their sum."""
    return lam / 2 * sum(np.mean(W**2) for W, _ in params)


def l2_penalty__last_layer(params, lam):
    """Only one layer counts in your penalty; add up all of them."""
    return right.l2_penalty(params[-1:], lam)


def l2_penalty__first_layer(params, lam):
    """Only the first layer counts in your penalty; a return inside the loop does that. Add up all layers."""
    return right.l2_penalty(params[:1], lam)


def l2_penalty__square_of_the_sum(params, lam):
    """You square the sum of the weights; square each weight, then add."""
    return lam / 2 * sum(np.sum(W) ** 2 for W, _ in params)


def l2_penalty__matrix_product(params, lam):
    """W @ W.T is a matrix product; square each weight by itself, W**2."""
    return lam / 2 * sum(np.sum(W @ W.T) for W, _ in params)


def l2_penalty__lambda_squared(params, lam):
    """You square λ along with the weights; it multiplies their sum once."""
    return right.l2_penalty(params, lam**2)


def l2_penalty__mean_over_layers(params, lam):
    """You divide by the number of layers; the penalty is a sum over them."""
    return right.l2_penalty(params, lam) / len(params)


def l2_penalty__biases_without_half(params, lam):
    """Two things: the biases count in your penalty, and the ½ is missing."""
    return lam * sum(np.sum(W**2) + np.sum(b**2) for W, b in params)


def l2_penalty__sum_without_squares(params, lam):
    """The square is missing: you add the weights themselves, of which signs cancel."""
    return lam / 2 * sum(np.sum(W) for W, _ in params)


def l2_penalty__biases_only(params, lam):
    """You add up the squares of the biases; the penalty is on the weights W."""
    return right.l2_penalty([(b, b) for _, b in params], lam)


def l2_gradients__biases_too(params, grads, lam):
    """You add λ b to db as well; the penalty doesn't depend on the biases."""
    return [(dW + lam * W, db + lam * b) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__doubled(params, grads, lam):
    """You add 2 λ W; the ½ of the penalty cancels the 2 of the derivative: λ W."""
    return right.l2_gradients(params, grads, 2 * lam)


def l2_gradients__halved(params, grads, lam):
    """You add λ/2 · W; the square's derivative brings a 2 that cancels the ½: λ W."""
    return right.l2_gradients(params, grads, lam / 2)


def l2_gradients__subtracted(params, grads, lam):
    """You subtract λ W, which makes the weights grow. It is added to the gradient; the step subtracts it later."""
    return right.l2_gradients(params, grads, -lam)


def l2_gradients__penalty_alone(params, grads, lam):
    """You return λ W in place of dW + λ W: the loss's own gradient got lost."""
    return [(lam * W, db) for (W, _), (_, db) in zip(params, grads, strict=True)]


def l2_gradients__scales_the_gradient(params, grads, lam):
    """You add λ dW; the penalty pulls on the weights: λ W."""
    return right.l2_gradients(grads, grads, lam)


def l2_gradients__penalty_added(params, grads, lam):
    """You add the penalty's value to each gradient; add its derivative, λ W, element by element."""
    penalty = right.l2_penalty(params, lam)
    return [(dW + penalty, db) for dW, db in grads]


def l2_gradients__sign_only(params, grads, lam):
    """You add λ sign(W), the gradient of an L1 penalty; for L2 it is λ W."""
    return [(dW + lam * np.sign(W), db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__without_lambda(params, grads, lam):
    """The factor λ is missing."""
    return right.l2_gradients(params, grads, 1.0)


def l2_gradients__unchanged(params, grads, lam):
    """The gradients come back as they were: λ W is missing."""
    return right.l2_gradients(params, grads, 0.0)


def l2_gradients__last_layer(params, grads, lam):
    """Only the last layer gets its λ W; all layers do."""
    return [*grads[:-1], *right.l2_gradients(params[-1:], grads[-1:], lam)]


def l2_gradients__in_place(params, grads, lam):
    """You change the gradients in place (dW += … does that); make new arrays, dW + λ W."""
    added = []
    for (W, _), (dW, db) in zip(params, grads, strict=True):
        if dW.dtype.kind == "f":
            dW += lam * W
            added.append((dW, db))
        else:
            added.append((dW + lam * W, db))
    return added


def l2_gradients__penalty_by_element(params, grads, lam):
    """You add each weight's own price, λ/2 W²; add its derivative, λ W."""
    return [(dW + lam / 2 * W**2, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__without_biases(params, grads, lam):
    """The biases' gradients are gone; they come back as they were, only the penalty adds nothing to them."""
    return [(dW, 0 * db) for dW, db in right.l2_gradients(params, grads, lam)]


def l2_gradients__first_layer(params, grads, lam):
    """You return the first layer alone; a return inside the loop does that. Collect all layers in a list."""
    return right.l2_gradients(params[:1], grads[:1], lam)


def l2_gradients__biases_too_doubled(params, grads, lam):
    """Two things: you add the price to db as well, and twice too much of it: λ W to each dW, nothing to db."""
    return [(dW + 2 * lam * W, db + 2 * lam * b) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__step_taken(params, grads, lam):
    """You take a step already (W − …); asked are the gradients, dW + λ W."""
    return [(W - (dW + lam * W), b - db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__shrinks_the_gradient(params, grads, lam):
    """You multiply dW by 1 − λ, as if the gradient were to shrink; the penalty adds λ W."""
    return right.l2_gradients(grads, grads, -lam)


def early_stopping__equal_is_better(val_losses, patience):
    """You count an equal loss as an improvement (≤); only a lower one is (<)."""
    best = epoch = 0
    for epoch, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


def early_stopping__against_the_last(val_losses, patience):
    """You compare with the epoch before; compare with the best loss so far, or a slow zigzag never stops."""
    best = waited = epoch = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[epoch - 1]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best, epoch


def early_stopping__never_resets(val_losses, patience):
    """You count all epochs without improvement; a new best starts the waiting afresh."""
    best = waited = epoch = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        else:
            waited += 1
        if waited == patience:
            break
    return best, epoch


def early_stopping__one_too_late(val_losses, patience):
    """You stop one epoch too late: stop as soon as `patience` epochs have passed since the best one."""
    return right.early_stopping(val_losses, patience + 1)


def early_stopping__one_too_early(val_losses, patience):
    """You stop one epoch too early: the epoch that is `patience` after the best still has its chance."""
    best = epoch = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        elif epoch - best == patience - 1 or patience == 1:
            break
    return best, epoch


def early_stopping__best_of_all(val_losses, patience):
    """You look for the lowest loss of the whole list; epochs after the stop are never trained."""
    best = int(np.argmin(val_losses))
    return best, min(best + patience, len(val_losses) - 1)


def early_stopping__best_after_the_stop(val_losses, patience):
    """The stop is right, but the best epoch is looked for in the whole list; nobody sees what comes after the stop."""
    return int(np.argmin(val_losses)), right.early_stopping(val_losses, patience)[1]


def early_stopping__to_the_end(val_losses, patience):
    """You never stop; stop as soon as `patience` epochs have passed since the best one."""
    return int(np.argmin(val_losses)), len(val_losses) - 1


def early_stopping__counts_from_one(val_losses, patience):
    """You count epochs from 1; here the first is epoch 0."""
    best, stop = right.early_stopping(val_losses, patience)
    return best + 1, stop + 1


def early_stopping__number_of_epochs(val_losses, patience):
    """Where training isn't stopped, you return the number of epochs; the last epoch is one less."""
    best, stop = right.early_stopping(val_losses, patience)
    return best, stop if stop - best >= patience else len(val_losses)


def early_stopping__swapped(val_losses, patience):
    """The results are swapped: first the best epoch, then the epoch of the stop."""
    return right.early_stopping(val_losses, patience)[::-1]


def early_stopping__loss_of_the_best(val_losses, patience):
    """You return the lowest loss; asked is the epoch at which it occurs."""
    best, stop = right.early_stopping(val_losses, patience)
    return val_losses[best], stop


def early_stopping__rises_in_a_row(val_losses, patience):
    """You count rises in a row, so that any small fall starts the waiting afresh; only a new best does."""
    best = rises = epoch = 0
    for epoch in range(1, len(val_losses)):
        best = epoch if val_losses[epoch] < val_losses[best] else best
        rises = rises + 1 if val_losses[epoch] > val_losses[epoch - 1] else 0
        if rises >= patience:
            break
    return best, epoch


def early_stopping__any_fall_resets(val_losses, patience):
    """Any fall from one epoch to the next starts your waiting afresh; only a loss below the best so far does."""
    best = waited = epoch = 0
    for epoch in range(1, len(val_losses)):
        best = epoch if val_losses[epoch] < val_losses[best] else best
        waited = 0 if val_losses[epoch] < val_losses[epoch - 1] else waited + 1
        if waited == patience:
            break
    return best, epoch


def early_stopping__ends_at_the_best(val_losses, patience):
    """Where training isn't stopped, it runs to the last epoch; you return the best one there."""
    best, stop = right.early_stopping(val_losses, patience)
    return best, stop if stop - best >= patience else best


def early_stopping__epochs_waited(val_losses, patience):
    """You return how many epochs were waited; asked is the epoch of the stop."""
    best, stop = right.early_stopping(val_losses, patience)
    return best, stop - best


def early_stopping__first_rise(val_losses, patience):
    """You take the epoch before the first rise for the best, and wait from there; a later one may be lower."""
    losses = [*val_losses, np.inf]
    best = next(epoch for epoch in range(len(val_losses)) if losses[epoch + 1] >= losses[epoch])
    return best, min(best + patience, len(val_losses) - 1)


def early_stopping__equal_is_better_one_too_late(val_losses, patience):
    """Two things: you count an equal loss as an improvement, and stop one epoch too late."""
    best = epoch = 0
    for epoch, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best = epoch
        if epoch - best > patience:
            break
    return best, epoch


def early_stopping__best_stays_0(val_losses, patience):
    """You never raise the number of the best epoch with the best loss: it stays 0."""
    return 0, right.early_stopping(val_losses, patience)[1]
