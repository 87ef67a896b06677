"""Known wrong answers of a10_computation_graph."""

import numpy as np


def add__number(a, b):
    """You return a number; return a Node that also holds its parents and slopes."""
    return a.value + b.value


def add__no_parents(a, b):
    """The value is there, but the new node has no parents, so no gradient can flow through it."""
    return right.Node(a.value + b.value)


def add__values_as_slopes(a, b):
    """The slopes are not the values: if a grows by one, the sum grows by one, whatever a is."""
    return right.Node(a.value + b.value, (a, b), (a.value, b.value))


def add__slopes_of_a_product(a, b):
    """Those are the slopes of a product. In a sum, neither input changes how much the other one counts."""
    return right.Node(a.value + b.value, (a, b), (b.value, a.value))


def add__multiplies(a, b):
    """The slopes are those of a sum, but the value is a product."""
    return right.Node(a.value * b.value, (a, b), (1.0, 1.0))


def add__half(a, b):
    """Your slopes share the change out between the parents; each one counts fully, so each slope is 1."""
    return right.Node(a.value + b.value, (a, b), (0.5, 0.5))


def add__value_as_slope(a, b):
    """Your slopes are the sum itself; a slope says how much the sum *changes* with one parent."""
    return right.Node(a.value + b.value, (a, b), (a.value + b.value, a.value + b.value))


def add__one_slope(a, b):
    """One slope is not enough: a node has one slope for each parent."""
    return right.Node(a.value + b.value, (a, b), (1.0,))


def add__parents_values(a, b):
    """The parents must be the nodes a and b themselves, not their numbers: the way back leads through them."""
    return right.Node(a.value + b.value, (a.value, b.value), (1.0, 1.0))


def add__in_place(a, b):
    """You changed the node a and handed it back; each operation makes a new Node and leaves its inputs alone."""
    a.value = a.value + b.value
    return a


def add__writes_gradients(a, b):
    """You change the parents' gradients on the way forward; the node only notes its slopes, `backpropagate` does it."""
    a.grad += 1.0
    b.grad += 1.0
    return right.Node(a.value + b.value, (a, b), (1.0, 1.0))


def add__no_slopes(a, b):
    """The slopes are missing: the third part of a Node is one slope for each parent."""
    return right.Node(a.value + b.value, (a, b))


def multiply__own_values(a, b):
    """The slopes are the wrong way round: if a changes, the product changes by the *other* factor, b."""
    return right.Node(a.value * b.value, (a, b), (a.value, b.value))


def multiply__ones(a, b):
    """Slopes of 1 belong to a sum; a product changes with a by as much as b is, and the other way round."""
    return right.Node(a.value * b.value, (a, b), (1.0, 1.0))


def multiply__product_as_slope(a, b):
    """Your slopes are the product itself; ∂(ab)/∂a is what is left when a is differentiated away."""
    return right.Node(a.value * b.value, (a, b), (a.value * b.value, a.value * b.value))


def multiply__no_parents(a, b):
    """The value is there, but the new node has no parents, so no gradient can flow through it."""
    return right.Node(a.value * b.value)


def multiply__adds(a, b):
    """The slopes are those of a product, but the value is a sum."""
    return right.Node(a.value + b.value, (a, b), (b.value, a.value))


def multiply__one_parent(a, b):
    """Only a is recorded as a parent; the product depends on b too."""
    return right.Node(a.value * b.value, (a,), (b.value,))


def multiply__number(a, b):
    """You return a number; return a Node that also holds its parents and slopes."""
    return a.value * b.value


def multiply__same_slope(a, b):
    """Both your slopes are b; for the second parent it must be the other way round: a."""
    return right.Node(a.value * b.value, (a, b), (b.value, b.value))


def multiply__both_as_square(a, b):
    """You doubled the slopes as for a square; backpropagation adds up the two slopes of a node used twice."""
    return right.Node(a.value * b.value, (a, b), (2 * b.value, 2 * a.value))


def multiply__nodes_as_slopes(a, b):
    """Your slopes are nodes; a slope is a number, the node's `.value`."""
    return right.Node(a.value * b.value, (a, b), (b, a))


def multiply__quotients(a, b):
    """You divide the product by the factor to find the other one, which fails at 0; take the other factor itself."""
    u = a.value * b.value
    return right.Node(u, (a, b), (u / a.value, u / b.value))


def multiply__gradients_as_slopes(a, b):
    """You take the parents' gradients, which are still 0; a slope is made of values: the other factor."""
    return right.Node(a.value * b.value, (a, b), (b.grad, a.grad))


def sine__minus_cosine(a):
    """The sign belongs to the cosine's derivative; that of the sine is + cos."""
    return right.Node(np.sin(a.value), (a,), (-np.cos(a.value),))


def sine__at_the_result(a):
    """You take the cosine of the result; the slope is taken at the input, cos a."""
    return right.Node(np.sin(a.value), (a,), (np.cos(np.sin(a.value)),))


def sine__sine_as_slope(a):
    """Your slope is the sine again; the sine's derivative is the cosine."""
    return right.Node(np.sin(a.value), (a,), (np.sin(a.value),))


def sine__degrees(a):
    """You turn the value from degrees into radians; it is in radians already."""
    return right.Node(np.sin(np.deg2rad(a.value)), (a,), (np.cos(np.deg2rad(a.value)),))


def sine__slope_one(a):
    """A slope of 1 is right at 0 only; elsewhere it is cos a."""
    return right.Node(np.sin(a.value), (a,), (1.0,))


def sine__no_parents(a):
    """The value is there, but the new node has no parents, so no gradient can flow through it."""
    return right.Node(np.sin(a.value))


def sine__swapped(a):
    """Value and slope have changed places: the value is sin a, the slope cos a."""
    return right.Node(np.cos(a.value), (a,), (np.sin(a.value),))


def sine__root(a):
    """√(1 − sin² a) is the size of the cosine without its sign; take cos a itself."""
    s = np.sin(a.value)
    return right.Node(s, (a,), (np.sqrt(1 - s**2),))


def sine__cosine(a):
    """Value and slope are those of the cosine; asked is the sine."""
    return right.Node(np.cos(a.value), (a,), (-np.sin(a.value),))


def logarithm__base_ten(a):
    """That is the logarithm to base 10; the natural one is meant, `np.log`."""
    return right.Node(np.log10(a.value), (a,), (1 / (a.value * np.log(10)),))


def logarithm__base_ten_value(a):
    """Your value is the logarithm to base 10, your slope that of the natural one; the natural one is meant."""
    return right.Node(np.log10(a.value), (a,), (1 / a.value,))


def logarithm__at_the_result(a):
    """You divide by the result; the slope is taken at the input, 1/a."""
    return right.Node(np.log(a.value), (a,), (1 / np.log(a.value),))


def logarithm__minus(a):
    """Where does the minus sign come from? The logarithm rises: its slope is + 1/a."""
    return right.Node(np.log(a.value), (a,), (-1 / a.value,))


def logarithm__slope_not_inverted(a):
    """Your slope is a; the logarithm gets flatter for larger a: 1/a."""
    return right.Node(np.log(a.value), (a,), (a.value,))


def logarithm__squared(a):
    """1/a² belongs to the derivative of 1/a; that of ln a is 1/a."""
    return right.Node(np.log(a.value), (a,), (1 / a.value**2,))


def logarithm__plus_one(a):
    """You take ln(1 + a) (`log1p`); asked is ln a."""
    return right.Node(np.log1p(a.value), (a,), (1 / (1 + a.value),))


def logarithm__no_parents(a):
    """The value is there, but the new node has no parents, so no gradient can flow through it."""
    return right.Node(np.log(a.value))


def logarithm__whole_division(a):
    """`//` cuts the fraction off; the slope is 1/a with a single stroke."""
    return right.Node(np.log(a.value), (a,), (1 // a.value,))


def relu_node__slope_one(a):
    """Your slope is always 1; left of 0 the ReLU is flat, its slope is 0 there."""
    return right.Node(max(0.0, a.value), (a,), (1.0,))


def relu_node__slope_one_at_zero(a):
    """At exactly 0 the course takes the slope 0: compare with > 0, not with ≥ 0."""
    return right.Node(max(0.0, a.value), (a,), (1.0 if a.value >= 0 else 0.0,))


def relu_node__slope_half_at_zero(a):
    """½ is a reasonable slope at exactly 0, but the course has agreed on 0."""
    return right.Node(max(0.0, a.value), (a,), (float(np.heaviside(a.value, 0.5)),))


def relu_node__value_as_slope(a):
    """Your slope is the value itself; right of 0 the ReLU is the diagonal, with slope 1."""
    return right.Node(max(0.0, a.value), (a,), (max(0.0, a.value),))


def relu_node__leaky(a):
    """That is the leaky ReLU; the plain one is flat left of 0, in value and slope."""
    return right.Node(max(0.01 * a.value, a.value), (a,), (1.0 if a.value > 0 else 0.01,))


def relu_node__absolute(a):
    """You take the absolute value; the ReLU makes a negative number 0."""
    return right.Node(abs(a.value), (a,), (float(np.sign(a.value)),))


def relu_node__identity(a):
    """Negative numbers pass through unchanged; the value is max(0, a)."""
    return right.Node(a.value, (a,), (1.0 if a.value > 0 else 0.0,))


def relu_node__flipped(a):
    """You keep the smaller of 0 and a; the ReLU keeps the larger."""
    return right.Node(min(0.0, a.value), (a,), (1.0 if a.value < 0 else 0.0,))


def relu_node__step(a):
    """That is the step function; right of 0 the ReLU's value is a itself."""
    return right.Node(1.0 if a.value > 0 else 0.0, (a,), (1.0 if a.value > 0 else 0.0,))


def relu_node__no_parents(a):
    """The value is there, but the new node has no parents, so no gradient can flow through it."""
    return right.Node(max(0.0, a.value))


def relu_node__parents_only_if_positive(a):
    """Left of 0 your node forgets its parent; it keeps it, with the slope 0."""
    return right.Node(a.value, (a,), (1.0,)) if a.value > 0 else right.Node(0.0)


def relu_node__hands_back(a):
    """Right of 0 you hand the node itself back; make a new Node with a as its parent and slope 1."""
    return a if a.value > 0 else right.Node(0.0, (a,), (0.0,))


def relu_node__falling(a):
    """Left of 0 your slope is −1; the ReLU is flat there: 0."""
    return right.Node(max(0.0, a.value), (a,), (1.0 if a.value > 0 else -1.0,))


def _sigma(z):
    return right.sigmoid_node(right.Node(z)).value


def sigmoid_node__slope_at_the_input(a):
    """a(1 − a) is taken at the input; in s(1 − s) the s is the node's value, σ(a)."""
    return right.Node(_sigma(a.value), (a,), (a.value * (1 - a.value),))


def sigmoid_node__sigma_twice(a):
    """You apply σ twice in the slope: s is the value already, and the slope is s(1 − s)."""
    s = _sigma(a.value)
    return right.Node(s, (a,), (_sigma(s) * (1 - _sigma(s)),))


def sigmoid_node__half_the_slope(a):
    """The factor 1 − s is missing in the slope."""
    return right.Node(_sigma(a.value), (a,), (_sigma(a.value),))


def sigmoid_node__other_half(a):
    """The factor s is missing in the slope."""
    return right.Node(_sigma(a.value), (a,), (1 - _sigma(a.value),))


def sigmoid_node__sign(a):
    """The minus in the exponent is lost: σ(a) = 1/(1 + e^−a) rises with a."""
    s = _sigma(-a.value)
    return right.Node(s, (a,), (s * (1 - s),))


def sigmoid_node__tanh_slope(a):
    """1 − s² is tanh's slope; that of the sigmoid is s(1 − s)."""
    return right.Node(_sigma(a.value), (a,), (1 - _sigma(a.value) ** 2,))


def sigmoid_node__tanh(a):
    """That is tanh, between −1 and 1; the sigmoid lies between 0 and 1."""
    return right.Node(np.tanh(a.value), (a,), (1 - np.tanh(a.value) ** 2,))


def sigmoid_node__minus(a):
    """The sigmoid rises everywhere, so its slope is positive: s(1 − s), not s(s − 1)."""
    s = _sigma(a.value)
    return right.Node(s, (a,), (s * (s - 1),))


def sigmoid_node__no_parents(a):
    """The value is there, but the new node has no parents, so no gradient can flow through it."""
    return right.Node(_sigma(a.value))


def sigmoid_node__brackets(a):
    """Brackets are missing: 1 / 1 + e^−a is 1 + e^−a; it is 1 / (1 + e^−a)."""
    s = 1 + np.exp(-a.value)
    return right.Node(s, (a,), (s * (1 - s),))


def sigmoid_node__clipped(a):
    """You cut the input off at ± 10; below −10 the sigmoid goes on falling."""
    s = _sigma(np.clip(a.value, -10, 10))
    return right.Node(s, (a,), (s * (1 - s),))


def topological_order__recursive(node):
    """Your order is right, but the function calls itself once per node, and Python stops it in deep graphs.
    Keep a list of what is still to do instead.
    """
    order, seen = [], set()

    def visit(current):
        if current not in seen:
            seen.add(current)
            for parent in current.parents:
                visit(parent)
            order.append(current)

    visit(node)
    return order


def topological_order__children_first(node):
    """Your list is the wrong way round: parents come before their children, the output last."""
    return right.topological_order(node)[::-1]


def topological_order__every_path(node):
    """A node that is used twice is in your list twice. Remember which nodes you have seen."""
    order, stack = [], [(node, False)]
    while stack:
        current, finished = stack.pop()
        if finished:
            order.append(current)
        else:
            stack.append((current, True))
            stack.extend((parent, False) for parent in current.parents)
    return order


def topological_order__last_of_duplicates(node):
    """Your order is right, but you walk every path to its end and drop the repetitions later; the number of paths
    explodes. Remember which nodes you have seen, and don't enter them again.
    """
    return list(dict.fromkeys(topological_order__every_path(node)))


def topological_order__breadth_first(node):
    """You go by the distance from the output and turn that round. A node can be close to the output and yet be the
    parent of one farther away: a node may be listed only after all its parents.
    """
    order, seen = [node], {node}
    for current in order:
        for parent in current.parents:
            if parent not in seen:
                seen.add(parent)
                order.append(parent)
    return order[::-1]


def topological_order__preorder(node):
    """You list a node when you first see it and turn the list round. List it only when all its parents are listed:
    put it back on the stack under them.
    """
    order, seen, stack = [], set(), [node]
    while stack:
        current = stack.pop()
        if current not in seen:
            seen.add(current)
            order.append(current)
            stack.extend(current.parents)
    return order[::-1]


def topological_order__seen_when_pushed(node):
    """You mark nodes as seen when you put them on the stack, so one that is needed earlier waits at the bottom.
    Mark it when you take it off.
    """
    order, seen, stack = [], {node}, [(node, False)]
    while stack:
        current, finished = stack.pop()
        if finished:
            order.append(current)
            continue
        stack.append((current, True))
        for parent in current.parents:
            if parent not in seen:
                seen.add(parent)
                stack.append((parent, False))
    return order


def topological_order__without_the_output(node):
    """The output itself is missing at the end of your list."""
    return right.topological_order(node)[:-1]


def topological_order__without_inputs(node):
    """Nodes without parents are missing in your list; they are what we want gradients for."""
    return [current for current in right.topological_order(node) if current.parents]


def topological_order__first_parent(node):
    """You follow the first parent only; a node has as many as `parents` says."""
    order = [node]
    while order[-1].parents:
        order.append(order[-1].parents[0])
    return order[::-1]


def topological_order__parents_only(node):
    """You list the node and its parents; theirs belong to the graph too, back to the inputs."""
    return [*dict.fromkeys(node.parents), node]


def topological_order__remembers(node, seen=set()):  # noqa: B006
    """What you have seen survives from one call to the next (a default value is made only once; or a mark is left on
    the nodes). Begin each call with a new, empty set.
    """
    order, stack = [], [(node, False)]
    while stack:
        current, finished = stack.pop()
        if finished:
            order.append(current)
        elif current not in seen:
            seen.add(current)
            stack.append((current, True))
            stack.extend((parent, False) for parent in current.parents)
    return order


def topological_order__by_value(node):
    """You compare nodes by their values; two different nodes may hold the same number, and each must be listed."""
    return list({current.value: current for current in right.topological_order(node)}.values())


def topological_order__values(node):
    """You list the nodes' values; list the nodes themselves."""
    return [current.value for current in right.topological_order(node)]


def _reset(order):
    for current in order:
        current.grad = 0.0


def _backwards(order):
    for current in reversed(order):
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad += slope * current.grad


def backpropagate__overwrites(node):
    """You overwrite a gradient where you should add to it: a node that is used twice gets a share from each use."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad = slope * current.grad


def backpropagate__never_reset(node):
    """The gradients of the last call are still there and you add to them; set all to 0 first."""
    order = right.topological_order(node)
    node.grad = 1.0
    _backwards(order)


def backpropagate__adds_to_the_output(node):
    """You neither set the gradients to 0 nor the output's to 1: you add to what the last call left."""
    order = right.topological_order(node)
    node.grad += 1.0
    _backwards(order)


def backpropagate__inputs_reset_only(node):
    """You set only the inputs' gradients to 0; the nodes in between also keep what the last call left."""
    order = right.topological_order(node)
    _reset([current for current in order if not current.parents])
    node.grad = 1.0
    _backwards(order)


def backpropagate__no_start(node):
    """All gradients stay 0: nothing starts the flow. The output's own gradient is 1, and it is set after the reset."""
    order = right.topological_order(node)
    _reset(order)
    _backwards(order)


def backpropagate__starts_with_the_value(node):
    """The output's gradient is ∂f/∂f = 1, not its value."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = node.value
    _backwards(order)


def backpropagate__forwards(node):
    """Only the output's own parents get a gradient. Each of them must hand on to its parents in turn: begin at the
    output and walk backwards, towards the inputs.
    """
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    _backwards(order[::-1])


def backpropagate__slopes_only(node):
    """You hand on the slope alone; by the chain rule it is multiplied by the node's own gradient."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad += slope


def backpropagate__adds_slope_and_gradient(node):
    """Slope and gradient are multiplied along a path; you add them."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad += slope + current.grad


def backpropagate__without_slopes(node):
    """You hand each parent the whole gradient; multiply it by that parent's slope."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent in current.parents:
            parent.grad += current.grad


def backpropagate__values_for_slopes(node):
    """You multiply by the parent's value; it is the slope that counts."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent in current.parents:
            parent.grad += parent.value * current.grad


def backpropagate__first_slope(node):
    """You use the first slope for every parent; slopes and parents belong together in pairs."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent in current.parents:
            parent.grad += current.slopes[0] * current.grad


def backpropagate__by_distance(node):
    """You hand a gradient on before it is complete: a node's turn comes only after all its children had theirs.
    That is what the topological order is for.
    """
    queue, seen = [node], {node}
    _reset(right.topological_order(node))
    node.grad = 1.0
    for current in queue:
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad += slope * current.grad
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)


def backpropagate__recursive(node):
    """Your gradients are right, but you call yourself along each path: Python stops that in deep graphs, and the number
    of paths explodes. Walk once through the topological order, backwards.
    """
    _reset(right.topological_order(node))

    def visit(current, gradient):
        current.grad += gradient
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            visit(parent, slope * gradient)

    visit(node, 1.0)


def backpropagate__every_path(node):
    """Your gradients are right, but you walk along each path by itself, and the number of paths explodes where nodes
    are shared. Walk once through the topological order, backwards.
    """
    _reset(right.topological_order(node))
    stack = [(node, 1.0)]
    while stack:
        current, gradient = stack.pop()
        current.grad += gradient
        stack.extend((parent, slope * gradient) for parent, slope in zip(current.parents, current.slopes, strict=True))


def backpropagate__inner_nodes_cleared(node):
    """The inputs have their gradients, but those of the nodes in between are lost; every node keeps its own."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    _backwards(order)
    _reset([current for current in order if current.parents])


def backpropagate__inputs_forgotten(node):
    """The inputs get no gradient: they have no parents, but they are parents of others."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    _backwards(order)
    _reset([current for current in order if not current.parents and current is not node])


def backpropagate__each_parent_once(node):
    """A node that is both parents of another gets only one share; it gets one for each of the slopes."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent in set(current.parents):
            parent.grad += current.slopes[current.parents.index(parent)] * current.grad


def backpropagate__one_slope_for_each_parent(node):
    """A node that is both parents of another gets only one share; it gets one for each of the slopes."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in dict(zip(current.parents, current.slopes, strict=True)).items():
            parent.grad += slope * current.grad


def backpropagate__slopes_reversed(node):
    """Slopes and parents are paired the wrong way round: the first slope belongs to the first parent."""
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in zip(current.parents, reversed(current.slopes), strict=True):
            parent.grad += slope * current.grad


def backpropagate__one_for_every_node(node):
    """Only the output starts with 1; you add 1 to every node's gradient."""
    order = right.topological_order(node)
    _reset(order)
    for current in reversed(order):
        current.grad += 1.0
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad += slope * current.grad


def backpropagate__parents_gradient(node):
    """Only the output gets a gradient: what you hand on has the parent's own gradient as a factor, and that is still 0.
    Add slope times the *child's* gradient.
    """
    order = right.topological_order(node)
    _reset(order)
    node.grad = 1.0
    for current in reversed(order):
        for parent, slope in zip(current.parents, current.slopes, strict=True):
            parent.grad += slope * parent.grad
