"""Hidden checks of a10_computation_graph."""

import numpy as np
import pytest

from course_tools.comparison import ATOL, as_number, require, show

# A graph is written down on the trusted side, one row per node (value, indices of the parents, slopes), and its nodes
# are made of Node alone, so that a mistake in an operation is not charged again. They are made in shuffled order and
# have no parents at first: neither when they came into being nor their numbers tell who comes before whom.
# What the student's function did with them is read through their handles and judged on the trusted side.
# A watched node stops whoever looks at parents some dozen times a node: it ends what else would take 2⁴⁰ steps.
BUILD = """
class WatchedNode(Node):
    looks_left = 0

    @property
    def parents(self):
        WatchedNode.looks_left -= 1
        if WatchedNode.looks_left < 0:
            raise RuntimeError("a shared node is walked through again for each path that leads to it")
        return self.above

    @parents.setter
    def parents(self, above):
        self.above = above


def graph(values, arrows, slopes, wanted, looks):
    WatchedNode.looks_left = looks
    nodes = [WatchedNode(value) for value in values.tolist()]
    for node in nodes:
        node.parents, node.slopes = [], []
    for child, parent, slope in zip(*arrows.tolist(), slopes.tolist()):
        nodes[child].above.append(nodes[parent])
        nodes[child].slopes.append(slope)
    for node in nodes:
        node.parents, node.slopes = tuple(node.above), tuple(node.slopes)
    return [nodes[i] for i in wanted.tolist()]
"""
LOOKS = 50  # at a node's parents, on average


class Rows:
    """Writes down a graph node by node; each method returns the new node's index."""

    def __init__(self):
        """Begin with no nodes."""
        self.values, self.parents, self.slopes = [], [], []

    def node(self, value, parents=(), slopes=()):
        """Any node, by its value, its parents' indices and its slopes."""
        self.values.append(float(value))
        self.parents.append([int(i) for i in parents])
        self.slopes.append([float(slope) for slope in slopes])
        return len(self.values) - 1

    def add(self, a, b):
        """a + b."""
        return self.node(self.values[a] + self.values[b], (a, b), (1, 1))

    def multiply(self, a, b):
        """a · b."""
        return self.node(self.values[a] * self.values[b], (a, b), (self.values[b], self.values[a]))

    def sine(self, a):
        """sin a."""
        return self.node(np.sin(self.values[a]), (a,), (np.cos(self.values[a]),))

    def logarithm(self, a):
        """ln a."""
        return self.node(np.log(self.values[a]), (a,), (1 / self.values[a],))

    def sigmoid(self, a):
        """σ(a)."""
        s = 1 / (1 + np.exp(-self.values[a]))
        return self.node(s, (a,), (s * (1 - s),))

    def built(self, student, rng, rows=None):
        """The student's nodes for these rows (all, if none are named), made in an order that `rng` draws."""
        student.define(BUILD)
        place = rng.permutation(len(self.values))  # the node of row i is the place[i]-th to be made
        children = np.repeat(np.arange(len(place)), [len(above) for above in self.parents])
        arrows = place[np.array([children, [i for above in self.parents for i in above]], dtype=int)]
        slopes = np.array([slope for row in self.slopes for slope in row])
        values, wanted = np.array(self.values)[np.argsort(place)], place if rows is None else place[rows]
        return student.graph(values, arrows, slopes, wanted, LOOKS * len(place))

    def gradients(self, output):
        """∂output/∂node for every node: the sum over all paths, 0 where there is none."""
        gradients = [0.0] * len(self.values)
        gradients[output] = 1.0
        for child in range(output, -1, -1):
            for parent, slope in zip(self.parents[child], self.slopes[child], strict=True):
                gradients[parent] += slope * gradients[child]
        return np.array(gradients)


def random_rows(rng, n):
    """A random graph in which every node is behind the last; the first three are inputs, many are shared."""
    rows = Rows()
    for _ in range(3):
        rows.node(rng.normal())
    for i in range(3, n):
        parents = rng.integers(0, i, rng.integers(1, 3)).tolist()
        parents += [i - 1] if i > 3 else [0, 1, 2]  # so that none is left out
        rng.shuffle(parents)
        rows.node(rng.normal(), parents, rng.uniform(0.3, 1.2, len(parents)) * rng.choice([-1, 1], len(parents)))
    return rows


def deep_rows(rng, depth, mixed):
    """A graph that many nodes deep, and the rows of its line: a chain, or a mixed one.

    In a mixed one some nodes of the line have a new input beside them, before or after, and some the node two before,
    so that the number of paths grows like Fibonacci's numbers.
    """
    rows = Rows()
    line = [rows.node(1.0)]
    for slope, kind in zip(rng.uniform(0.99, 1.01, depth - 1).tolist(), rng.integers(0, 8, depth - 1), strict=True):
        parents, slopes = [line[-1]], [slope]
        if mixed and kind < 4:
            parents.insert(kind % 2, rows.node(2.0) if kind < 2 else line[max(0, len(line) - 2)])
            slopes = [0.6 * slope, 0.4 * slope]
        line.append(rows.node(1.0, parents, slopes))
    return rows, line


def doublings(times):
    """A node added to itself, the sum to itself, and so on: 2 to the power of `times` paths."""
    rows = Rows()
    for i in range(times + 1):
        rows.node(2.0**i, [i - 1, i - 1] if i else [], [1, 1] if i else [])
    return rows


def is_object(value):
    """Whether a value is an object of the student's, not plain data."""
    return not isinstance(value, bool | int | float | str | list | tuple | dict | np.ndarray | np.generic | None)


def taken_apart(name, node, *arguments):
    """The value of a student's node and, for each argument, its slope: their sum if it is a parent twice."""
    assert node is not None, f"{name}: expected a Node, got None. Is there a return at the end?"
    assert is_object(node), f"{name}: expected a Node, got {show(node)}"
    assert not any(node == argument for argument in arguments), f"{name}: expected a new Node, got the argument itself"
    parents, slopes = list(node.parents), list(node.slopes)
    assert parents, f"{name}: expected the nodes handed in as parents, got no parents"
    known = all(any(parent == argument for argument in arguments) for parent in parents)
    assert known, f"{name}: expected the nodes handed in as parents, got something else among them"
    assert len(parents) == len(slopes), (
        f"{name}: expected one slope for each parent, got {len(slopes)} for {len(parents)} (value {show(node.value)})"
    )
    plain_slopes = all(isinstance(s, bool | int | float | np.ndarray | np.generic) for s in slopes)
    assert plain_slopes, f"{name}: expected a number as the slope for each parent, got something else"
    # A truth value counts as 1 or 0 here: a > 0 is a fine slope of the ReLU.
    numbers = [as_number(float(s) if isinstance(s, bool | np.bool_) else s, label=f"{name}'s slope") for s in slopes]
    return node.value, [
        sum(s for p, s in zip(parents, numbers, strict=True) if p == argument) for argument in arguments
    ]


def operation_gives(student, name, inputs, value, slopes, atol=ATOL):
    """The operation on new nodes of these values has this value and these slopes, and changes no input."""
    nodes = [student.Node(number) for number in inputs]
    got = taken_apart(name, student.call(name, *nodes), *nodes)
    require(got[0], value, label=f"{name}'s value at {show(inputs)}", atol=atol)
    require(got[1], slopes, label=f"{name}'s slopes at {show(inputs)}, for the parents as handed in", atol=atol)
    require([node.value for node in nodes], inputs, label=f"the inputs' values after {name}")
    require([node.grad for node in nodes], [0.0] * len(nodes), label=f"the inputs' gradients after {name}")


FUNCTIONS = {
    "add": lambda x: x[0] + x[1],
    "multiply": lambda x: x[0] * x[1],
    "sine": lambda x: np.sin(x[0]),
    "logarithm": lambda x: np.log(x[0]),
    "relu_node": lambda x: max(0.0, x[0]),
    "sigmoid_node": lambda x: 1 / (1 + np.exp(-x[0])),
}


def operation_agrees_with_differences(student, name, inputs, central_difference):
    """The slopes are the central differences of the operation."""
    nodes = [student.Node(number) for number in inputs]
    _, slopes = taken_apart(name, student.call(name, *nodes), *nodes)
    expected = central_difference(FUNCTIONS[name], np.array(inputs))
    # The differences' own error is about 1e-10 here.
    require(slopes, expected, label=f"{name}'s slopes at {show(inputs)}, by central differences", rtol=1e-7, atol=1e-8)


def test_add_by_hand(student):
    """2 + 5: the value is 7, both slopes are 1"""
    operation_gives(student, "add", [2.0, 5.0], 7.0, [1.0, 1.0])


@pytest.mark.parametrize("scale", [1.0, 1e6, 1e-6], ids=["usual", "large", "tiny"])
def test_add_random_numbers(student, rng, scale):
    """adds random numbers, with slopes 1 and the nodes handed in as parents"""
    a, b = (scale * rng.normal(size=2)).tolist()
    operation_gives(student, "add", [a, b], a + b, [1.0, 1.0])


def test_add_a_node_to_itself(student, rng):
    """a node added to itself: the slopes add up to 2"""
    a = student.Node(float(rng.normal()))
    value, slopes = taken_apart("add", student.add(a, a), a)
    require(value, 2 * a.value, label="the value of a + a")
    require(slopes, [2.0], label="the slopes of a + a, added up")


def test_add_by_differences(student, rng, central_difference):
    """the slopes agree with central differences"""
    operation_agrees_with_differences(student, "add", rng.normal(size=2).tolist(), central_difference)


def test_add_whole_numbers_and_results(student):
    """adds whole numbers, and takes a sum's result as an input again"""
    a, b = student.Node(3), student.Node(-8)
    inner = student.add(a, b)
    value, slopes = taken_apart("add", student.add(inner, b), inner, b)
    require(value, -13, label="the value of (3 − 8) − 8")
    require(slopes, [1.0, 1.0], label="the slopes of (3 − 8) − 8, for the sum in brackets and for −8")


def test_multiply_by_hand(student):
    """2 · 5: the value is 10, the slopes are 5 and 2"""
    operation_gives(student, "multiply", [2.0, 5.0], 10.0, [5.0, 2.0])


@pytest.mark.parametrize("scale", [1.0, 1e6, 1e-4], ids=["usual", "large", "tiny"])
def test_multiply_random_numbers(student, rng, scale):
    """multiplies random numbers; each slope is the other factor"""
    a, b = (scale * rng.normal(size=2)).tolist()
    operation_gives(student, "multiply", [a, b], a * b, [b, a])


def test_multiply_a_node_by_itself(student, rng):
    """a node times itself: the slopes add up to 2a"""
    a = student.Node(float(rng.normal()))
    value, slopes = taken_apart("multiply", student.multiply(a, a), a)
    require(value, a.value**2, label="the value of a · a")
    require(slopes, [2 * a.value], label="the slopes of a · a, added up")


def test_multiply_by_zero(student, rng):
    """takes 0 as a factor: its own slope is the other factor, the other's slope is 0"""
    b = float(rng.uniform(1, 3))
    operation_gives(student, "multiply", [0.0, b], 0.0, [b, 0.0])
    operation_gives(student, "multiply", [-b, 0.0], 0.0, [0.0, -b])


def test_multiply_by_differences(student, rng, central_difference):
    """the slopes agree with central differences"""
    operation_agrees_with_differences(student, "multiply", rng.normal(size=2).tolist(), central_difference)


def test_multiply_whole_numbers_and_results(student):
    """multiplies whole numbers, and takes a product as an input again"""
    a, b = student.Node(3), student.Node(-8)
    inner = student.multiply(a, b)
    value, slopes = taken_apart("multiply", student.multiply(inner, b), inner, b)
    require(value, 192, label="the value of (3 · −8) · −8")
    require(slopes, [-8, -24], label="the slopes of (3 · −8) · −8, for the product in brackets and for −8")


def test_sine_of_one(student):
    """sin 1 = .841471 with the slope cos 1 = .540302"""
    operation_gives(student, "sine", [1.0], 0.841471, [0.540302], atol=2e-6)


@pytest.mark.parametrize(("low", "high"), [(-1.5, -0.2), (0.2, 1.5), (2.0, 6.0), (50.0, 90.0), (1e-5, 1e-4)])
def test_sine_of_random_numbers(student, rng, low, high):
    """the sine in radians, with the cosine as its slope"""
    a = float(rng.uniform(low, high))
    operation_gives(student, "sine", [a], np.sin(a), [np.cos(a)])


def test_sine_by_differences(student, rng, central_difference):
    """the slope agrees with central differences"""
    operation_agrees_with_differences(student, "sine", rng.uniform(0.2, 1.3, 1).tolist(), central_difference)


def test_sine_of_a_whole_number(student):
    """takes whole numbers too"""
    operation_gives(student, "sine", [2], np.sin(2.0), [np.cos(2.0)])


def test_logarithm_of_the_lecture(student):
    """ln .841471 = −.172604 with the slope 1/.841471 = 1.188395, as in lecture 004's log(sin 1)"""
    operation_gives(student, "logarithm", [0.841471], -0.172604, [1.188395], atol=2e-6)


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (1.1, 9.0), (1e-5, 1e-4), (1e5, 1e6)])
def test_logarithm_of_random_numbers(student, rng, low, high):
    """the natural logarithm, with the slope 1/a"""
    a = float(rng.uniform(low, high))
    operation_gives(student, "logarithm", [a], np.log(a), [1 / a], atol=1e-15)


def test_logarithm_by_differences(student, rng, central_difference):
    """the slope agrees with central differences"""
    operation_agrees_with_differences(student, "logarithm", rng.uniform(1.5, 4, 1).tolist(), central_difference)


def test_logarithm_of_a_whole_number(student):
    """takes whole numbers without cutting off the slope's fraction"""
    operation_gives(student, "logarithm", [4], np.log(4.0), [0.25])


@pytest.mark.parametrize("scale", [1.0, 1e6, 1e-6], ids=["usual", "large", "tiny"])
def test_relu_node_of_random_numbers(student, rng, scale):
    """lets a positive number through with slope 1, and gives 0 with slope 0 for a negative one"""
    above, below = (scale * rng.uniform(0.3, 3, 2)).tolist()
    operation_gives(student, "relu_node", [above], above, [1.0])
    operation_gives(student, "relu_node", [-below], 0.0, [0.0])


@pytest.mark.parametrize("zero", [0.0, -0.0], ids=["0", "minus 0"])
def test_relu_node_at_zero(student, zero):
    """has the slope 0 at 0, and 1 right beside it"""
    operation_gives(student, "relu_node", [zero], 0.0, [0.0])
    operation_gives(student, "relu_node", [1e-9], 1e-9, [1.0], atol=1e-15)


def test_relu_node_by_differences(student, rng, central_difference):
    """the slope agrees with central differences on either side of 0, and is 0 at 0"""
    for a in (rng.uniform(0.3, 3), -rng.uniform(0.3, 3)):
        operation_agrees_with_differences(student, "relu_node", [float(a)], central_difference)
    operation_gives(student, "relu_node", [0.0], 0.0, [0.0])


def test_relu_node_of_whole_numbers(student):
    """takes whole numbers too: 7, −7 and 0"""
    for a, value, slope in ((7, 7, 1), (-7, 0, 0), (0, 0, 0)):
        operation_gives(student, "relu_node", [a], value, [slope])


def test_sigmoid_node_of_the_lecture(student):
    """σ(.87) = .704746, with the slope .704746 · (1 − .704746) = .208079"""
    operation_gives(student, "sigmoid_node", [0.87], 0.704746, [0.208079], atol=2e-6)


@pytest.mark.parametrize(("low", "high"), [(-4.0, -0.3), (0.3, 4.0), (-30.0, -10.0), (10.0, 30.0)])
def test_sigmoid_node_of_random_numbers(student, rng, low, high):
    """the sigmoid, with the slope σ(a)(1 − σ(a))"""
    a = float(rng.uniform(low, high))
    s = 1 / (1 + np.exp(-a))
    operation_gives(student, "sigmoid_node", [a], s, [s * (1 - s)])


def test_sigmoid_node_far_below_zero(student, rng):
    """is tiny there, and its slope as well, but neither is 0"""
    a = float(rng.uniform(-60, -40))
    operation_gives(student, "sigmoid_node", [a], np.exp(a), [np.exp(a)], atol=0)


def test_sigmoid_node_at_zero(student):
    """is ½ at 0, with its largest slope, ¼; and ¾ at ln 3, with the slope 3/16"""
    operation_gives(student, "sigmoid_node", [0.0], 0.5, [0.25])
    operation_gives(student, "sigmoid_node", [float(np.log(3))], 0.75, [3 / 16])


def test_sigmoid_node_by_differences(student, rng, central_difference):
    """the slope agrees with central differences"""
    operation_agrees_with_differences(student, "sigmoid_node", rng.uniform(0.5, 2, 1).tolist(), central_difference)


def test_sigmoid_node_of_a_whole_number(student):
    """takes whole numbers too"""
    s = 1 / (1 + np.exp(2.0))
    operation_gives(student, "sigmoid_node", [-2], s, [s * (1 - s)])


def check_order(student, rows, nodes, output):
    """The order of what is behind node `output`: every one once, parents before children, the output last."""
    behind, waiting = set(), [output]
    while waiting:
        i = waiting.pop()
        waiting += [] if i in behind else rows.parents[i]
        behind.add(i)
    order = student.topological_order(nodes[output])
    assert order is not None, "topological_order: expected a list of Nodes, got None. Is there a return at the end?"
    assert isinstance(order, list | tuple), f"topological_order: expected a list of Nodes, got {type(order).__name__}"
    numbers = {node: i for i, node in enumerate(nodes)}
    known = [is_object(node) and node in numbers for node in order]
    assert all(known), "topological_order: expected nodes of the graph only, got something else in the list"
    found = [numbers[node] for node in order]
    got = f"got {show(found)}, where nodes are numbered as they are computed and {output} is the output"
    missing, extra = sorted(behind - set(found)), sorted(set(found) - behind)
    assert not missing, f"topological_order: expected all of {show(sorted(behind))}, {show(missing)} missing; {got}"
    assert not extra, f"topological_order: expected only {show(sorted(behind))}, not {show(extra)}; {got}"
    assert len(found) == len(behind), f"topological_order: expected every node once, {len(behind)} in all; {got}"
    place = {i: k for k, i in enumerate(found)}
    for child in found:
        for parent in rows.parents[child]:
            before = place[parent] < place[child]
            assert before, f"topological_order: expected {parent} before its child {child}; {got}"


def test_topological_order_of_the_lecture(student, rng):
    """lecture 004's log(sin(x²)): x, x², sin, log, each once"""
    rows = Rows()
    x = rows.node(0.7)
    rows.logarithm(rows.sine(rows.multiply(x, x)))
    check_order(student, rows, rows.built(student, rng), 3)


@pytest.mark.parametrize("swapped", [False, True], ids=["short way first", "long way first"])
def test_topological_order_of_a_short_and_a_long_way(student, rng, swapped):
    """a node that the output uses directly and through others comes before them all"""
    rows = Rows()
    x = rows.node(0.7)
    u = rows.multiply(x, x)
    v = rows.sine(rows.sine(rows.add(u, x)))
    rows.multiply(*((v, u) if swapped else (u, v)))
    check_order(student, rows, rows.built(student, rng), 5)


def test_topological_order_of_random_graphs(student, rng):
    """orders random graphs with many shared nodes, and a single node"""
    for n in (9, 25):
        rows = random_rows(rng, n)
        nodes = rows.built(student, rng)
        check_order(student, rows, nodes, n - 1)
        check_order(student, rows, nodes, 0)


def test_topological_order_of_inner_nodes(student, rng):
    """lists what is behind the given node, and nothing that comes after it"""
    rows = random_rows(rng, 14)
    nodes = rows.built(student, rng)
    for output in (3, 7, 11):
        check_order(student, rows, nodes, output)


def test_topological_order_again(student, rng):
    """a second call lists everything again"""
    rows = random_rows(rng, 12)
    nodes = rows.built(student, rng)
    for output in (11, 11, 6, 11):
        check_order(student, rows, nodes, output)


@pytest.mark.parametrize("mixed", [False, True], ids=["a chain", "shared nodes"])
def test_topological_order_of_a_deep_graph(student, rng, mixed):
    """goes 5000 nodes deep"""
    rows, line = deep_rows(rng, 5000, mixed)
    check_order(student, rows, rows.built(student, rng), line[-1])


def test_topological_order_of_forty_doublings(student, rng):
    """walks through 41 nodes once each, although 2⁴⁰ paths lead through them"""
    rows = doublings(40)
    check_order(student, rows, rows.built(student, rng), 40)


def check_gradients(student, rows, nodes, output=None):
    """After backpropagation from node `output`, all nodes behind it have the sum over their paths."""
    output = len(nodes) - 1 if output is None else output
    student.backpropagate(nodes[output])
    expected = rows.gradients(output)
    behind = np.flatnonzero(expected)
    got = [as_number(nodes[i].grad, label=f"backpropagate: the gradient of node {i}") for i in behind]
    label = f"backpropagate: gradients from the first input to the output, node {output}"
    require(got, expected[behind], label=label, atol=1e-9)  # terms of both signs may nearly cancel


def test_backpropagate_through_the_lecture(student, rng):
    """log(sin(x²)): f′(1) = 1.284185 and f′(.5) = 3.916317"""
    for x, slope in ((1.0, 1.284185), (0.5, 3.916317)):
        rows = Rows()
        start = rows.node(x)
        rows.logarithm(rows.sine(rows.multiply(start, start)))
        nodes = rows.built(student, rng)
        student.backpropagate(nodes[-1])
        require(nodes[0].grad, slope, label=f"backpropagate: f′({x:g}) of log(sin(x²))", atol=2e-6)
        check_gradients(student, rows, rows.built(student, rng))


def test_backpropagate_to_a_node_used_twice(student, rng):
    """adds up over the paths: x·x + x, and its result twice"""
    rows = Rows()
    x = rows.node(rng.uniform(0.5, 1.5))
    f = rows.add(rows.multiply(x, x), x)
    rows.multiply(f, rows.add(f, x))
    check_gradients(student, rows, rows.built(student, rng))


def test_backpropagate_along_a_short_and_a_long_way(student, rng):
    """waits until all children of a node have had their turn"""
    for swapped in (False, True):
        rows = Rows()
        x = rows.node(rng.uniform(0.2, 0.8))
        u = rows.sine(x)
        v = rows.sigmoid(rows.logarithm(u))
        rows.multiply(*((v, u) if swapped else (u, v)))
        check_gradients(student, rows, rows.built(student, rng))


def test_backpropagate_through_random_graphs(student, rng):
    """gives every node of a random graph its gradient, then those of a node in its middle"""
    for n in (8, 25):
        rows = random_rows(rng, n)
        nodes = rows.built(student, rng)
        check_gradients(student, rows, nodes)
        check_gradients(student, rows, nodes, n // 2)


def test_backpropagate_by_differences(student, rng, central_difference):
    """agrees with central differences of sin(w x + b) · ln(x) + σ(w)"""
    start = rng.uniform(0.5, 1.5, 3)

    def rows_at(numbers):
        rows = Rows()
        w, x, b = (rows.node(number) for number in numbers)
        wave = rows.sine(rows.add(rows.multiply(w, x), b))
        rows.add(rows.multiply(wave, rows.logarithm(x)), rows.sigmoid(w))
        return rows

    nodes = rows_at(start).built(student, rng)
    student.backpropagate(nodes[-1])
    got = [as_number(node.grad, label="backpropagate: a gradient") for node in nodes[:3]]
    expected = central_difference(lambda numbers: rows_at(numbers).values[-1], start)
    # The differences' own error is about 1e-10 here.
    require(got, expected, label="backpropagate: gradients of w, x, b by central differences", rtol=1e-7, atol=1e-8)


def logistic_rows(w, X, y):
    """Lecture 003's logistic regression with the mean binary cross-entropy; the weights are the first nodes."""
    rows = Rows()
    parameters = [rows.node(number) for number in w]
    total = rows.node(0.0)
    for sample, label in zip(X, y, strict=True):
        z = rows.node(0.0)
        for parameter, number in zip(parameters, sample, strict=True):
            z = rows.add(z, rows.multiply(parameter, rows.node(number)))
        total = rows.add(total, rows.logarithm(rows.sigmoid(rows.multiply(rows.node(2 * label - 1), z))))
    rows.multiply(rows.node(-1 / len(y)), total)
    return rows


def test_backpropagate_through_logistic_regression(student, rng):
    """lecture 003's logistic regression has notebook 4's gradient Xᵀ(σ(Xw) − y)/N"""
    for n in (1, 5):
        X, y = np.column_stack([np.ones(n), rng.normal(size=(n, 2))]), rng.integers(0, 2, n)
        w = rng.normal(size=3)
        nodes = logistic_rows(w, X, y).built(student, rng)
        student.backpropagate(nodes[-1])
        got = [as_number(node.grad, label="backpropagate: a weight's gradient") for node in nodes[:3]]
        expected = X.T @ (1 / (1 + np.exp(-X @ w)) - y) / n
        require(got, expected, label="backpropagate: logistic regression's gradient")


def test_backpropagate_again(student, rng):
    """a second call gives the same, and so does a third"""
    rows = random_rows(rng, 10)
    nodes = rows.built(student, rng)
    for _ in range(3):
        check_gradients(student, rows, nodes)


def test_backpropagate_again_through_the_lecture(student, rng):
    """a second call gives the same for lecture 004's log(sin(x²)), whose x is used twice"""
    rows = Rows()
    x = rows.node(rng.uniform(0.5, 1.5))
    rows.logarithm(rows.sine(rows.multiply(x, x)))
    nodes = rows.built(student, rng)
    for _ in range(2):
        check_gradients(student, rows, nodes)


def test_backpropagate_from_another_output(student, rng):
    """a call for another output forgets what the first one left"""
    rows = random_rows(rng, 12)
    nodes = rows.built(student, rng)
    for output in (11, 7, 11):
        check_gradients(student, rows, nodes, output)


def test_backpropagate_from_an_input(student, rng):
    """a node without parents has the gradient 1, also after it had another"""
    rows = Rows()
    x = rows.node(5.0)
    rows.multiply(x, x)
    nodes = rows.built(student, rng)
    for output in (0, 1, 0):
        check_gradients(student, rows, nodes, output)


@pytest.mark.parametrize("mixed", [False, True], ids=["a chain", "shared nodes"])
def test_backpropagate_through_a_deep_graph(student, rng, mixed):
    """goes 5000 nodes deep"""
    rows, line = deep_rows(rng, 5000, mixed)
    watched = [line[0], line[1], *sorted(rng.choice(line, 20).tolist()), line[-1]]
    nodes = rows.built(student, rng, watched)
    student.backpropagate(nodes[-1])
    got = [as_number(node.grad, label="backpropagate: a gradient") for node in nodes]
    label = "backpropagate: some gradients, from the first input to the output"
    require(got, rows.gradients(line[-1])[watched], label=label)


def test_backpropagate_through_forty_doublings(student, rng):
    """visits 41 nodes once each, although 2⁴⁰ paths lead through them"""
    rows = doublings(40)
    check_gradients(student, rows, rows.built(student, rng))
