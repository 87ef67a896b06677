"""Known wrong answers of a08_training."""

from itertools import pairwise

import numpy as np


def _ends(n, fractions):
    return np.round(n * np.cumsum(fractions)).astype(int)


def split__in_order(n, fractions, rng):
    """The indices come in order. Iris is sorted by species: shuffle before you cut, or the last part is one class."""
    return np.split(np.arange(n), _ends(n, fractions)[:-1])


def split__each_share_rounded(n, fractions, rng):
    """You round each share by itself, so the sizes may not add up to n. Round where the parts end instead."""
    order, parts, start = rng.permutation(n), [], 0
    for fraction in fractions:
        parts.append(order[start : start + round(n * fraction)])
        start += round(n * fraction)
    return parts


def split__cut_off(n, fractions, rng):
    """You cut the fraction off where it should be rounded: .8 · 57 = 45.6 ends the first part at 46."""
    return np.split(rng.permutation(n), (n * np.cumsum(fractions)).astype(int)[:-1])


def split__sizes_as_ends(n, fractions, rng):
    """You cut at the sizes of the parts; cut where they end, which is the cumulated sum."""
    return np.split(rng.permutation(n), np.round(n * np.array(fractions)).astype(int)[:-1])


def split__with_replacement(n, fractions, rng):
    """Some indices occur twice and others never: you draw with replacement. Shuffle all of them and cut."""
    return np.split(rng.integers(0, n, n), _ends(n, fractions)[:-1])


def split__overlapping(n, fractions, rng):
    """You draw each part from all indices, so parts overlap: test samples are trained on. Shuffle once, then cut."""
    return [rng.permutation(n)[:size] for size in np.diff(_ends(n, fractions), prepend=0)]


def split__own_seed(n, fractions, rng):
    """You seed a generator of your own, so each split is the same; draw from the given rng."""
    return np.split(np.random.default_rng(0).permutation(n), _ends(n, fractions)[:-1])


def split__masks(n, fractions, rng):
    """You return masks of n truth values; asked are the indices themselves."""
    return [np.isin(np.arange(n), part) for part in np.split(rng.permutation(n), _ends(n, fractions)[:-1])]


def split__first_part_only(n, fractions, rng):
    """Only the first part is shuffled, and only in itself: you cut before you shuffle. Shuffle first."""
    first, *others = np.split(np.arange(n), _ends(n, fractions)[:-1])
    return [rng.permutation(first), *others]


def split__rolled(n, fractions, rng):
    """You begin at a random place but keep the order, so neighbours stay together; shuffle the indices."""
    return np.split(np.roll(np.arange(n), rng.integers(n)), _ends(n, fractions)[:-1])


def split__empty_part_at_the_end(n, fractions, rng):
    """There is an empty part at the end: the last part ends at n anyway, so don't cut there again."""
    return np.split(rng.permutation(n), _ends(n, fractions))


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
    return np.split(rng.permutation(n), _ends(n, fractions)[:2])


def _scaled(X_train, X_other, mean, scale):
    scale = np.where(np.ptp(X_train, axis=0) == 0, 1, scale)
    return (X_train - mean) / scale, (X_other - mean) / scale


def standardise__each_by_itself(X_train, X_other):
    """You scale the other set by its own mean and deviation; both sets take those of the training set."""
    return (
        _scaled(X_train, X_other, X_train.mean(axis=0), X_train.std(axis=0))[0],
        _scaled(X_other, X_other, X_other.mean(axis=0), X_other.std(axis=0))[1],
    )


def standardise__by_both(X_train, X_other):
    """Mean and deviation come from both sets together: the test set leaks into training. Take the training set's."""
    both = np.vstack([X_train, X_other])
    return _scaled(both, X_other, both.mean(axis=0), both.std(axis=0))[0][: len(X_train)], _scaled(
        both, X_other, both.mean(axis=0), both.std(axis=0)
    )[1]


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
    return _scaled(X_train, X_other, X_train.mean(axis=0), X_train.std(axis=0))[0], X_other.astype(float)


def standardise__own_mean(X_train, X_other):
    """You shift the other set by its own mean; both sets take mean and deviation of the training set."""
    mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
    return (
        _scaled(X_train, X_train, mean, scale)[0],
        _scaled(X_train, X_other, X_other.mean(axis=0), scale)[1],
    )


def standardise__one_deviation_for_all(X_train, X_other):
    """You divide by one deviation of all numbers; each feature (column) has its own: axis=0."""
    mean = X_train.mean(axis=0)
    return (X_train - mean) / X_train.std(), (X_other - mean) / X_train.std()


def standardise__brackets(X_train, X_other):
    """Brackets are missing: x − μ/σ divides the mean alone; it is (x − μ)/σ."""
    shift = X_train.mean(axis=0) / np.where(np.ptp(X_train, axis=0) == 0, 1, X_train.std(axis=0))
    return X_train - shift, X_other - shift


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


def minibatches__in_order(n, batch_size, rng):
    """The batches are stretches of 0, 1, 2, …; shuffle the indices first."""
    return [np.arange(n)[i : i + batch_size] for i in range(0, n, batch_size)]


def minibatches__last_dropped(n, batch_size, rng):
    """The last, smaller batch is missing; each sample belongs to every epoch."""
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n - batch_size + 1, batch_size)]


def minibatches__of_equal_sizes(n, batch_size, rng):
    """You divide the samples evenly; each batch has batch_size samples, and only the last may be smaller."""
    return np.array_split(rng.permutation(n), -(-n // batch_size))


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
    order = np.random.default_rng(0).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


def minibatches__one_flat_row(n, batch_size, rng):
    """That is one row of shuffled indices; cut it into batches and return the list of them."""
    return rng.permutation(n)


def minibatches__empty_batch_at_the_end(n, batch_size, rng):
    """Where n is a multiple of the batch size, there is an empty batch at the end."""
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size + 1)]


def minibatches__stretches_in_another_order(n, batch_size, rng):
    """You shuffle the batches, but each still holds neighbours; shuffle the indices before you cut."""
    stretches = [np.arange(n)[i : i + batch_size] for i in range(0, n, batch_size)]
    return [stretches[i] for i in rng.permutation(len(stretches))]


def _layers(sizes, deviation, rng):
    return [(rng.normal(0, deviation(a, b), (a, b)), np.zeros(b)) for a, b in pairwise(sizes)]


def _gain(kind):
    return 2 if kind == "relu" else 1


def initialise__fan_out(sizes, kind, rng):
    """You divide by the fan-out; a unit sums over its inputs, so J is the fan-in D_in (erratum 28)."""
    return _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / b), rng)


def initialise__mean_fan(sizes, kind, rng):
    """You divide by the mean of fan-in and fan-out (Glorot's rule); here it is the fan-in alone (erratum 28)."""
    return _layers(sizes, lambda a, b: np.sqrt(2 * _gain(kind) / (a + b)), rng)


def initialise__variance_as_deviation(sizes, kind, rng):
    """2/D_in is the variance; rng.normal wants the standard deviation, its root."""
    return _layers(sizes, lambda a, b: _gain(kind) / a, rng)


def initialise__always_one(sizes, kind, rng):
    """The variance is 1/D_in for each activation; relu needs 2/D_in, as it cuts half of the signal's power away."""
    return _layers(sizes, lambda a, b: np.sqrt(1 / a), rng)


def initialise__always_two(sizes, kind, rng):
    """The variance is 2/D_in for each activation; that is for relu only, the others have 1/D_in."""
    return _layers(sizes, lambda a, b: np.sqrt(2 / a), rng)


def initialise__not_scaled(sizes, kind, rng):
    """Your weights have variance 1 whatever the layer; scale them by the fan-in, or the signal explodes."""
    return _layers(sizes, lambda a, b: 1, rng)


def initialise__small_numbers(sizes, kind, rng):
    """Your weights have the deviation .01 whatever the layer; scale them by the fan-in."""
    return _layers(sizes, lambda a, b: 0.01, rng)


def initialise__first_fan_in(sizes, kind, rng):
    """Every layer is scaled by the network's input size; each has its own fan-in, the width of the layer before."""
    return _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / sizes[0]), rng)


def initialise__zeros(sizes, kind, rng):
    """All weights are 0, so all units of a layer are equal and stay equal; draw them at random."""
    return _layers(sizes, lambda a, b: 0, rng)


def initialise__uniform(sizes, kind, rng):
    """Your weights are uniformly distributed (the variance is right); asked are normal ones."""
    return [(rng.uniform(-1, 1, (a, b)) * np.sqrt(3 * _gain(kind) / a), np.zeros(b)) for a, b in pairwise(sizes)]


def initialise__transposed(sizes, kind, rng):
    """W has the shape (D_out, D_in); this course's convention is (D_in, D_out)."""
    return [(W.T, b) for W, b in _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), rng)]


def initialise__random_biases(sizes, kind, rng):
    """The biases are random too; let them start at 0."""
    return [(W, rng.normal(0, 1, len(b)) / 10) for W, b in _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), rng)]


def initialise__biases_of_ones(sizes, kind, rng):
    """The biases are 1; let them start at 0."""
    return [(W, b + 1) for W, b in _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), rng)]


def initialise__biases_as_rows(sizes, kind, rng):
    """The biases have the shape (1, D_out); a bias is (D_out,)."""
    return [(W, b[None]) for W, b in _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), rng)]


def initialise__without_biases(sizes, kind, rng):
    """The biases are missing: each layer is a pair (W, b)."""
    return [W for W, b in _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), rng)]


def initialise__own_seed(sizes, kind, rng):
    """You seed a generator of your own, so each network begins alike; draw from the given rng."""
    return _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), np.random.default_rng(0))


def initialise__one_layer_too_many(sizes, kind, rng):
    """There is one layer too many: L + 1 widths have L layers between them."""
    return _layers([*sizes, sizes[-1]], lambda a, b: np.sqrt(_gain(kind) / a), rng)


def initialise__variances_exchanged(sizes, kind, rng):
    """You have them the wrong way round: the variance is 2/D_in for relu, 1/D_in for the others."""
    return _layers(sizes, lambda a, b: np.sqrt((3 - _gain(kind)) / a), rng)


def initialise__last_layer_apart(sizes, kind, rng):
    """You give the last layer variance 1/D_in even for relu; the rule holds in every layer."""
    *hidden, last = pairwise(sizes)
    widths = [(a, b, _gain(kind)) for a, b in hidden] + [(*last, 1)]
    return [(rng.normal(0, np.sqrt(gain / a), (a, b)), np.zeros(b)) for a, b, gain in widths]


def initialise__never_negative(sizes, kind, rng):
    """All your weights are positive (rng.random draws from 0 to 1); asked are normal numbers around 0."""
    return [(rng.random((a, b)) * np.sqrt(_gain(kind) / a), np.zeros(b)) for a, b in pairwise(sizes)]


def initialise__root_of_two_only(sizes, kind, rng):
    """The deviation is √(2/D_in); your root covers the 2 alone."""
    return _layers(sizes, lambda a, b: np.sqrt(_gain(kind)) / a, rng)


def initialise__biases_of_the_inputs(sizes, kind, rng):
    """Your biases have D_in entries; each unit has one, which makes D_out."""
    return [(W, np.zeros(len(W))) for W, _ in _layers(sizes, lambda a, b: np.sqrt(_gain(kind) / a), rng)]


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


def adagrad_step__epsilon_outside(w, g, G, eta, eps):
    """Your ε stands outside the root; here it is √(ε + G) (erratum 35)."""
    G = G + g**2
    return w - eta * g / (np.sqrt(G) + eps), G


def adagrad_step__no_sum(w, g, G, eta, eps):
    """G is only the last squared gradient; it sums all of them: add g² to the old G."""
    G = 1.0 * g**2
    return w - eta * g / np.sqrt(eps + G), G


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
    return w - eta * g / np.sqrt(eps + G + g**2), G.copy()


def adagrad_step__without_gradient(w, g, G, eta, eps):
    """The gradient itself is missing in the step: it is η g / √(ε + G)."""
    G = G + g**2
    return w - eta / np.sqrt(eps + G), G


def adagrad_step__uphill(w, g, G, eta, eps):
    """The sign of the step is flipped: this goes uphill."""
    G = G + g**2
    return w + eta * g / np.sqrt(eps + G), G


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
    G = G + g**2
    with np.errstate(all="ignore"):
        return w - eta * g / np.sqrt(G), G


def step_decay__smooth(k, eta0, factor, every):
    """The rate falls at every step; count only complete stretches: ⌊k/every⌋."""
    return eta0 * factor ** (k / every)


def step_decay__rounded(k, eta0, factor, every):
    """You round k/every to the nearest number, so the drop comes half a stretch too early; round down."""
    return eta0 * factor ** round(k / every)


def step_decay__rounded_up(k, eta0, factor, every):
    """You round k/every up, so the first drop comes at once; round down."""
    return eta0 * factor ** -(-k // every)


def step_decay__one_too_early(k, eta0, factor, every):
    """Each drop comes one step too early: k counts from 0, so the first drop is at k = every."""
    return eta0 * factor ** ((k + 1) // every)


def step_decay__one_too_late(k, eta0, factor, every):
    """Each drop comes one step too late: at k = every the rate has dropped already."""
    return eta0 * factor ** (max(k - 1, 0) // every)


def step_decay__once(k, eta0, factor, every):
    """The rate drops only once; it drops again after each stretch: factor to the power of ⌊k/every⌋."""
    return eta0 * factor if k >= every else eta0


def step_decay__every_step(k, eta0, factor, every):
    """You multiply by the factor at each step; only every `every` steps."""
    return eta0 * factor**k


def step_decay__multiplied(k, eta0, factor, every):
    """You multiply by factor · ⌊k/every⌋; the number of drops is an exponent."""
    return eta0 * factor * (k // every)


def step_decay__precedence(k, eta0, factor, every):
    """Brackets are missing: `a ** k // every` takes the power first and divides last; you want a ** (k // every)."""
    return eta0 * factor**k // every


def step_decay__by_one_minus_factor(k, eta0, factor, every):
    """You multiply by 1 − factor; the rate that is left after a drop is `factor` times the one before."""
    return eta0 * (1 - factor) ** (k // every)


def step_decay__only_at_the_drop(k, eta0, factor, every):
    """The rate is lower only at k = every, 2 · every, …; each drop lasts, and the drops multiply."""
    return eta0 * factor if k % every == 0 else eta0


def step_decay__divided(k, eta0, factor, every):
    """You divide by the factor, so the rate grows; multiply by it."""
    return eta0 / factor ** (k // every)


def exponential_decay__growing(k, eta0, rate):
    """The minus in the exponent is missing: your rate grows."""
    return eta0 * np.exp(rate * k)


def exponential_decay__power_of_the_rate(k, eta0, rate):
    """You raise the rate to the power of k; it is e that is raised to −rate·k."""
    return eta0 * rate**k


def exponential_decay__compound(k, eta0, rate):
    """(1 − rate)^k is only close to e^(−rate·k); use the exponential function."""
    return eta0 * (1 - rate) ** k


def exponential_decay__inverse(k, eta0, rate):
    """That is an inverse decay, as in notebook 4; asked is the exponential one."""
    return eta0 / (1 + rate * k)


def exponential_decay__without_k(k, eta0, rate):
    """The step k is missing in the exponent, so the rate never changes."""
    return eta0 * np.exp(-rate)


def exponential_decay__base_two(k, eta0, rate):
    """You use 2 as the base; it is e."""
    return eta0 * 2.0 ** (-rate * k)


def exponential_decay__divided(k, eta0, rate):
    """You divide k by the rate; the exponent is their product, −rate·k."""
    return eta0 * np.exp(-k / rate)


def exponential_decay__start_in_the_exponent(k, eta0, rate):
    """η0 has slipped into the exponent; it multiplies the exponential."""
    return np.exp(-eta0 * rate * k)


def exponential_decay__rate_to_the_k(k, eta0, rate):
    """The exponent is −rate · k, a product; `-rate ** k` is a power."""
    return eta0 * np.exp(-(rate**k))


def exponential_decay__rounded_e(k, eta0, rate):
    """Your e is rounded; `np.exp` has all its digits."""
    return eta0 * 2.718 ** (-rate * k)


def l2_penalty__with_biases(params, lam):
    """The biases count in your penalty; only the weights W do."""
    return lam / 2 * sum(np.sum(W**2) + np.sum(b**2) for W, b in params)


def l2_penalty__without_half(params, lam):
    """The ½ is missing: λ/2 makes the gradient λ W."""
    return lam * sum(np.sum(W**2) for W, _ in params)


def l2_penalty__without_lambda(params, lam):
    """The factor λ is missing."""
    return sum(np.sum(W**2) for W, _ in params) / 2


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
    return lam / 2 * np.sum(params[-1][0] ** 2)


def l2_penalty__first_layer(params, lam):
    """Only the first layer counts in your penalty; a return inside the loop does that. Add up all layers."""
    return lam / 2 * np.sum(params[0][0] ** 2)


def l2_penalty__square_of_the_sum(params, lam):
    """You square the sum of the weights; square each weight, then add."""
    return lam / 2 * sum(np.sum(W) ** 2 for W, _ in params)


def l2_penalty__matrix_product(params, lam):
    """W @ W.T is a matrix product; square each weight by itself, W**2."""
    return lam / 2 * sum(np.sum(W @ W.T) for W, _ in params)


def l2_penalty__lambda_squared(params, lam):
    """You square λ along with the weights; it multiplies their sum once."""
    return sum(np.sum((lam * W) ** 2) for W, _ in params) / 2


def l2_penalty__mean_over_layers(params, lam):
    """You divide by the number of layers; the penalty is a sum over them."""
    return lam / 2 * sum(np.sum(W**2) for W, _ in params) / len(params)


def l2_gradients__biases_too(params, grads, lam):
    """You add λ b to db as well; the penalty doesn't depend on the biases."""
    return [(dW + lam * W, db + lam * b) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__doubled(params, grads, lam):
    """You add 2 λ W; the ½ of the penalty cancels the 2 of the derivative: λ W."""
    return [(dW + 2 * lam * W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__halved(params, grads, lam):
    """You add λ/2 · W; the square's derivative brings a 2 that cancels the ½: λ W."""
    return [(dW + lam / 2 * W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__subtracted(params, grads, lam):
    """You subtract λ W, which makes the weights grow. It is added to the gradient; the step subtracts it later."""
    return [(dW - lam * W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__penalty_alone(params, grads, lam):
    """You return λ W in place of dW + λ W: the loss's own gradient got lost."""
    return [(lam * W, db) for (W, _), (_, db) in zip(params, grads, strict=True)]


def l2_gradients__scales_the_gradient(params, grads, lam):
    """You add λ dW; the penalty pulls on the weights: λ W."""
    return [(dW + lam * dW, db) for dW, db in grads]


def l2_gradients__penalty_added(params, grads, lam):
    """You add the penalty's value to each gradient; add its derivative, λ W, element by element."""
    penalty = lam / 2 * sum(np.sum(W**2) for W, _ in params)
    return [(dW + penalty, db) for dW, db in grads]


def l2_gradients__sign_only(params, grads, lam):
    """You add λ sign(W), the gradient of an L1 penalty; for L2 it is λ W."""
    return [(dW + lam * np.sign(W), db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__without_lambda(params, grads, lam):
    """The factor λ is missing."""
    return [(dW + W, db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__unchanged(params, grads, lam):
    """The gradients come back as they were: λ W is missing."""
    return [(1 * dW, 1 * db) for dW, db in grads]


def l2_gradients__last_layer(params, grads, lam):
    """Only the last layer gets its λ W; all layers do."""
    return [*grads[:-1], (grads[-1][0] + lam * params[-1][0], grads[-1][1])]


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
    return [(dW + lam * W, 0 * db) for (W, _), (dW, db) in zip(params, grads, strict=True)]


def l2_gradients__first_layer(params, grads, lam):
    """You return the first layer alone; a return inside the loop does that. Collect all layers in a list."""
    return [(grads[0][0] + lam * params[0][0], grads[0][1])]


def _stopped(val_losses, patience, better):
    best = 0
    epoch = 0
    for epoch in range(len(val_losses)):
        if better(val_losses, epoch, best):
            best = epoch
        if epoch - best >= patience:
            break
    return best, epoch


def early_stopping__equal_is_better(val_losses, patience):
    """You count an equal loss as an improvement (≤); only a lower one is (<)."""
    return _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] <= losses[best])


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
    return _stopped(val_losses, patience + 1, lambda losses, epoch, best: losses[epoch] < losses[best])


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
    _, stop = _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] < losses[best])
    return int(np.argmin(val_losses)), stop


def early_stopping__to_the_end(val_losses, patience):
    """You never stop; stop as soon as `patience` epochs have passed since the best one."""
    return int(np.argmin(val_losses)), len(val_losses) - 1


def early_stopping__counts_from_one(val_losses, patience):
    """You count epochs from 1; here the first is epoch 0."""
    best, stop = _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] < losses[best])
    return best + 1, stop + 1


def early_stopping__number_of_epochs(val_losses, patience):
    """Where training isn't stopped, you return the number of epochs; the last epoch is one less."""
    best, stop = _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] < losses[best])
    return best, stop if stop - best >= patience else len(val_losses)


def early_stopping__swapped(val_losses, patience):
    """The results are swapped: first the best epoch, then the epoch of the stop."""
    best, stop = _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] < losses[best])
    return stop, best


def early_stopping__loss_of_the_best(val_losses, patience):
    """You return the lowest loss; asked is the epoch at which it occurs."""
    best, stop = _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] < losses[best])
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


def early_stopping__ends_at_the_best(val_losses, patience):
    """Where training isn't stopped, it runs to the last epoch; you return the best one there."""
    best, stop = _stopped(val_losses, patience, lambda losses, epoch, best: losses[epoch] < losses[best])
    return best, stop if stop - best >= patience else best
