"""Calls into a child: every kind of value, callbacks, handles, limits, and a clean child for each submission."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.client import Limits, Sandbox
from autograder.sandbox.handle import Handle
from autograder.sandbox.outcomes import Died, Raised
from autograder.sandbox.wire import Refused


@pytest.fixture
def session(sandbox):
    with sandbox.session() as one:
        yield one


@pytest.fixture
def define(session):
    """Run a cell and give the function that calls `f` of it."""

    def run(source):
        result = session.run_cell(source, "cell")
        assert result.error is None, result.error
        return lambda *arguments, **named: session.call("f", arguments, "cell", **named)[0]

    return run


VALUES = {
    "None": None,
    "bool": True,
    "int": -7,
    "large int": 10**40,
    "float": 0.1,
    "infinity": float("inf"),
    "complex": 1 + 2j,
    "text": "ŷ − y\n\x00",
    "list": [1, [2.5, None], "x"],
    "tuple": (1, (2,)),
    "dict": {"W": [1, 2], 3: "x", (1, 2): None},
    "empty": [[], (), {}, ""],
}


@pytest.mark.parametrize("name", VALUES)
def test_plain_values_come_back_as_they_went(define: Any, name: str) -> None:
    value = VALUES[name]
    got = define("f = lambda x: x")(value)
    assert got == value and type(got) is type(value)


ARRAYS = {
    "floats": np.arange(6.0).reshape(2, 3),
    "ints": np.arange(4),
    "small ints": np.array([1, 255], dtype=np.uint8),
    "bools": np.array([True, False]),
    "float32": np.array([0.1], dtype=np.float32),
    "complex": np.array([1j, 2]),
    "NaN and infinity": np.array([np.nan, np.inf, -0.0]),
    "0-d": np.array(3.0),
    "empty": np.zeros((0, 4)),
    "transposed": np.arange(6.0).reshape(2, 3).T,
    "every second": np.arange(10)[::-2],
    "seven dimensions": np.ones((1, 2, 1, 2, 1, 2, 1)),
    "big-endian": np.arange(3, dtype=">f8"),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_come_back_as_they_went(define: Any, name: str) -> None:
    array = ARRAYS[name]
    got = define("f = lambda x: x")(array)
    assert isinstance(got, np.ndarray) and got.shape == array.shape and got.dtype == array.dtype.newbyteorder("=")
    assert np.array_equal(got, array, equal_nan=array.dtype.kind in "fc")


def test_numpy_scalars_stay_numbers(define: Any) -> None:
    assert define("import numpy as np\nf = lambda x: np.float64(x)")(0.5) == 0.5
    assert define("f = lambda x: np.int8(x)")(5) == 5


def test_both_sides_draw_the_same_stream(define: Any) -> None:
    rng = np.random.default_rng(4)
    rng.integers(10)
    wanted = np.random.default_rng(4)
    wanted.integers(10)
    assert np.array_equal(define("f = lambda rng: rng.normal(size=5)")(rng), wanted.normal(size=5))


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("(i for i in range(3))", "a generator; turn it into a list"),
        ("map(abs, [1])", "a map; turn it into a list"),
        ("{1, 2}", "a set, which has no order"),
        ("np.array([1, None])", "an array of objects"),
        ("np.ma.masked_array([1.0], [True])", "a masked array"),
        ("np.matrix([[1.0]])", "a numpy.matrix"),
        ("np", "a module"),
        ("b'ab'", "bytes instead of numbers"),
        ("int", "the class int itself; did you forget to call it?"),
        ("coroutine()", "a coroutine: define the function without async"),
        ("cycle()", "nested too deeply, or one that contains itself"),
        ("np.array(['a'])", "an array of dtype"),
        ("10 ** 5000", "an integer of more than a thousand digits"),
        ("'x' * (2 << 20)", "a text of more than 100000 characters"),
        ("np.random.Generator(np.random.MT19937(1))", "a random generator of another kind"),
        ("np.broadcast_to(np.ones(1), (1 << 20, 1 << 20))", "MB, which is too large"),
    ],
)
def test_what_cannot_travel_is_refused_with_a_reason(define: Any, session: Any, expression: Any, words: str) -> None:
    helpers = (
        "import numpy as np\nasync def coroutine(): pass\ndef cycle():\n    x = []\n    x.append(x)\n    return x\n"
    )
    with pytest.raises(Refused, match="^.*" + words):
        define(f"{helpers}\nf = lambda: {expression}")()
    assert define("f = lambda: 1")() == 1


def test_subclasses_of_array_become_plain(define: Any) -> None:
    mine = "import numpy as np\nclass Mine(np.ndarray):\n    def __eq__(self, other): return True\n"
    assert type(define(f"{mine}f = lambda: np.ones(2).view(Mine)")()) is np.ndarray


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("1 / 0", r"^ZeroDivisionError: division by zero \(line 2 of the cell\)$"),
        ("raise NotImplementedError()", "^NotImplementedError: not written yet"),
        ("raise KeyboardInterrupt", "^KeyboardInterrupt"),
        ("raise SystemExit('bye')", "^SystemExit: bye"),
        ("raise type('Odd', (BaseException,), {'__str__': lambda self: 1 / 0})()", "^Odd"),
        ("raise ValueError('x' * 10 ** 7)", "^ValueError: x{1000}"),
        ("f()", "^RecursionError"),
        ("x", "^NameError: name 'x' is not defined"),
    ],
)
def test_exceptions_are_told_in_a_line(define: Any, statement: Any, words: str) -> None:
    with pytest.raises(Raised, match=words) as caught:
        define(f"def f():\n    {statement}")()
    assert len(str(caught.value)) < 2300


def test_a_name_that_is_not_there(session: Any) -> None:
    with pytest.raises(Raised, match="NameError: g is not defined"):
        session.call("g", ())


def test_changed_arguments_are_reported(session: Any) -> None:
    session.run_cell("def f(a, b, c):\n    a += 1\n    c[0] = 5", "cell")
    assert session.call("f", (np.zeros(2), np.zeros(2), [1, 2]))[1] == [0, 2]
    assert session.call("f", (3, np.zeros(2), [5, 2]))[1] == []


def test_a_change_that_compares_equal_is_a_change(session: Any) -> None:
    session.run_cell("def f(a):\n    a[0] = 1.0\n    a[1] = True", "cell")
    assert session.call("f", ([1, 2],))[1] == [0]
    assert session.call("f", ([1.0, True],))[1] == []
    session.run_cell("def g(a):\n    a[0] = -a[0]\n    return a", "cell")
    value, changed = session.call("g", (np.array([0.0, np.nan]),))
    assert changed == [0] and np.signbit(value[0])
    assert session.call("g", ([np.nan, 1],))[1] == []  # NaN stays NaN


def test_callables_call_back(define: Any) -> None:
    seen = []

    def loss(w):
        seen.append(w.tolist())
        return float(np.sum(w**2))

    f = define("def f(loss, w):\n    return loss(w) + loss(w=w + 1)")
    assert f(loss, np.array([1.0, 2.0])) == 5 + 13
    assert seen == [[1, 2], [2, 3]]


def test_an_exception_in_a_callback_reaches_the_students_code(define: Any) -> None:
    f = define("def f(g):\n    try:\n        g(1)\n    except ValueError as error:\n        return str(error)")
    assert f(lambda x: 1 / 0) == "ZeroDivisionError: division by zero"
    with pytest.raises(Raised, match="TypeError"):
        define("def f(g):\n    return g(1, 2, 3)")(lambda x: x)


def test_a_callback_has_no_more_time_than_the_call(define: Any) -> None:
    start = time.monotonic()
    with pytest.raises(Died, match=r"took longer than 0\.5 s"):
        define("def f(g):\n    return g()")(lambda: time.sleep(30), seconds=0.5)
    assert time.monotonic() - start < 5


NODE = """
class Node:
    def __init__(self, value):
        self.value = value
        self.children = []
        self.name = "node"
    def plus(self, other):
        made = Node(self.value + other.value)
        made.children = [self, other]
        return made
    def fail(self):
        raise ValueError("no")
    def __call__(self, x):
        return x * self.value
f = Node
g = lambda node: node.value
"""


def test_objects_stay_in_the_sandbox_as_handles(define: Any, session: Any) -> None:
    f = define(NODE)
    one, two = f(1.5), f(np.array([1.0, 2.0]))
    assert isinstance(one, Handle) and one.value == 1.5 and one.name == "node"
    assert repr(one) == "<an object of type Node>"
    total = one.plus(two)
    assert total.value.tolist() == [2.5, 3.5] and total.children == [one, two] and total.children[0] != two
    assert session.call("g", (total,))[0].tolist() == [2.5, 3.5]
    assert one(4) == 6.0
    with pytest.raises(Raised, match="ValueError: no"):
        one.fail()
    with pytest.raises(AttributeError, match="'Node' object has no attribute 'nothing'"):
        _ = one.nothing
    with pytest.raises(AttributeError):
        _ = one.__reduce_ex_hidden__


def test_output_is_kept_up_to_the_limit() -> None:
    with Sandbox(Limits(output=1000)) as one, one.session() as session:
        result = session.run_cell("print('x' * 100_000)\nprint('y')", "cell")
        assert "output cut off" in result.output and "y" not in result.output and len(result.output) < 1200
        assert session.run_cell("print('z')", "cell").output == "z\n"


def test_control_characters_are_made_visible(session: Any) -> None:
    assert session.run_cell("print('a\\x1b[31mb')", "cell").output == "a�[31mb\n"


def test_a_stub_stands_in_for_a_function(session: Any) -> None:
    session.run_cell("def f(x): return -x", "cell", {"f": lambda x: 10 * x})
    session.run_cell("def g(x): return f(x) + 1", "cell")
    assert session.call("g", (2,))[0] == 21


def test_a_call_that_never_ends_dies_alone(sandbox: Sandbox) -> None:
    with sandbox.session() as session:
        session.run_cell("def f():\n    while True: pass\ndef g(): return 1", "cell")
        start = time.monotonic()
        with pytest.raises(Died, match=r"took longer than 0\.3 s") as caught:
            session.call("f", (), seconds=0.3)
        assert caught.value.kind == "timeout" and time.monotonic() - start < 3
        with pytest.raises(Died):
            session.call("g", ())
    with sandbox.session() as session:
        assert session.run_cell("1", "cell").error is None


def test_swallowing_every_exception_does_not_help(sandbox: Sandbox) -> None:
    with sandbox.session() as session:
        session.run_cell(
            "def f():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
            "cell",
        )
        with pytest.raises(Died, match="took longer"):
            session.call("f", (), seconds=0.3)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("import os; os._exit(7)", "exit status 7"),
        ("import ctypes; ctypes.string_at(0)", "killed by signal 11"),
        ("import os; os.closerange(3, 200)", "ended its own process"),
    ],
)
def test_a_child_that_ends_itself(sandbox: Sandbox, statement: Any, words: str) -> None:
    with sandbox.session() as session:
        session.run_cell(f"def f():\n    {statement}", "cell")
        with pytest.raises(Died, match=words) as caught:
            session.call("f", ())
        assert caught.value.kind in ("died", "protocol")


def test_memory_is_limited() -> None:
    with Sandbox(Limits(memory=256 << 20)) as one, one.session() as session:
        session.run_cell("import numpy as np\ndef f(): return np.ones(1 << 27).sum()\ndef g(): return 1", "cell")
        with pytest.raises(Raised, match=r"(Array)?MemoryError"):
            session.call("f", ())
        assert session.call("g", ())[0] == 1


def test_files_are_limited() -> None:
    with Sandbox(Limits(files=1 << 20)) as one, one.session() as session:
        result = session.run_cell("open('big', 'wb').write(b'x' * (2 << 20))", "cell")
        assert result.error is not None and ("File too large" in result.error or "No space" in result.error)


def test_a_submission_has_a_deadline(sandbox: Sandbox) -> None:
    with sandbox.session(time.monotonic() + 0.7) as session:
        session.run_cell("def f():\n    while True: pass", "cell")
        with pytest.raises(Died, match="took longer than the submission has"):
            session.call("f", ())


def test_one_child_cannot_see_anothers_files_or_names(sandbox: Sandbox) -> None:
    with sandbox.session() as session:
        assert (
            session.run_cell(
                "import os, numpy\nnumpy.mine = secret = 1\nopen('answer', 'w').write('42')\nos.mkdir('d')", "cell"
            ).error
            is None
        )
    with sandbox.session() as session:
        found = session.run_cell(
            "import os, numpy\nprint(os.listdir('.'), hasattr(numpy, 'mine'), 'secret' in globals())", "cell"
        )
        assert found.output == "[] False False\n"


def test_two_children_side_by_side_keep_their_own(sandbox: Sandbox) -> None:
    with Sandbox(Limits()) as other, sandbox.session() as one, other.session() as two:
        one.run_cell("open('answer', 'w').write('42')", "cell")
        assert two.run_cell("import os; print(os.listdir('.'))", "cell").output == "[]\n"


def test_what_a_child_tried_is_told(sandbox: Sandbox) -> None:
    with sandbox.session() as session:
        session.run_cell(
            "import numpy as np\nnp.allclose = lambda *_: True\ntry: open('/etc/passwd')\nexcept OSError: pass", "cell"
        )
        assert session.events == ["tried to open /etc/passwd", "replaced numpy.allclose"]


def test_a_closed_session_leaves_no_process_behind(sandbox: Sandbox) -> None:
    session = sandbox.session()
    session.run_cell("x = 1", "cell")
    assert session.close() in (-9, 0)  # killed, or gone by itself when its channel closed
    assert session.close() == 0
    with pytest.raises(Died):
        session.run_cell("x", "cell")
    assert not Path(f"/proc/{sandbox._process.pid}/task/{sandbox._process.pid}/children").read_text().split()[1:]


def test_helper_code_of_a_check_runs_beside_the_students(session: Any) -> None:
    session.run_cell("def f(x): return x + 1", "cell")
    session.define("def twice(x):\n    return f(f(x))")
    assert session.call("twice", (1,))[0] == 3


def test_a_child_with_too_many_threads_is_ended(sandbox: Sandbox) -> None:
    bomb = "import threading, time\nfor _ in range(400): threading.Thread(target=time.sleep, args=(100,)).start()\n"
    few = "import threading, time\nthreading.Thread(target=time.sleep, args=(0.01,)).start()\ntime.sleep(0.05)\n"
    with sandbox.session() as session:
        assert session.run_cell(few, "few").error is None
        with pytest.raises(Died, match="more than 64 threads"):
            session.run_cell(bomb, "bomb")


def test_what_a_text_seems_to_import_is_made_ready() -> None:
    look = "import sys\nprint('matplotlib.figure' in sys.modules, 'IPython' in sys.modules)"
    with Sandbox() as one:
        for text, seen in (("x = 1", "False False"), ("plt.plot(x)", "True False"), ("%time x = 1", "True True")):
            with one.session(text=text) as session:
                assert session.run_cell(look, "look").output.strip() == seen
