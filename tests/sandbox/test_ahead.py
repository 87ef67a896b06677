"""Calls that are sent before they are asked for: the answers are those that come without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.sandbox.client import Sandbox
from autograder.sandbox.outcomes import Died, Raised

COUNTS = """
calls = []

def f(x):
    calls.append(float(x))
    if x == 13:
        raise ValueError("thirteen")
    return x + 1

def asked():
    return calls
"""


@pytest.fixture
def made(sandbox):
    """The calls of a child that was asked f(0) to f(4), as they can be sent to another."""
    with sandbox.session() as session:
        session.run_cell(COUNTS, "cell")
        session.foresee(())
        for number in range(5):
            session.call("f", (float(number),), "cell")
        return session.made()


@pytest.fixture
def ahead(sandbox, made):
    """A child that has been sent those calls."""
    with sandbox.session() as session:
        session.run_cell(COUNTS, "cell")
        session.foresee(made)
        yield session


def test_what_was_foreseen_is_asked_once(ahead: Any) -> None:
    assert [ahead.call("f", (float(number),), "cell") for number in range(5)] == [(n + 1.0, []) for n in range(5)]
    assert ahead.call("asked", ())[0] == [0, 1, 2, 3, 4]


def test_what_was_not_foreseen_is_answered_too(ahead: Any) -> None:
    assert ahead.call("f", (0.0,), "cell")[0] == 1
    assert ahead.call("f", (3.0,), "cell")[0] == 4  # 1 and 2 are passed over
    assert ahead.call("f", (7.0,), "cell")[0] == 8  # 4 is, too
    with pytest.raises(Raised, match="thirteen"):
        ahead.call("f", (13.0,), "cell")
    assert ahead.call("asked", ())[0] == [0, 1, 2, 3, 4, 7, 13]
    assert ahead.events == []


def test_equal_numbers_of_another_type_are_another_call(ahead: Any) -> None:
    assert type(ahead.call("f", (0,), "cell")[0]) is int


def test_a_child_that_dies_on_the_way(sandbox: Sandbox, made: Any) -> None:
    with sandbox.session() as session:
        session.run_cell("import os\n\ndef f(x):\n    if x == 2:\n        os._exit(3)\n    return x", "cell")
        session.foresee(made)
        assert [session.call("f", (float(number),), "cell")[0] for number in range(2)] == [0, 1]
        with pytest.raises(Died, match="exit status 3"):
            session.call("f", (2.0,), "cell")


def test_a_call_without_an_end_has_its_own_time(sandbox: Sandbox, made: Any) -> None:
    with sandbox.session() as session:
        session.run_cell("def f(x):\n    while x == 1:\n        pass\n    return x", "cell")
        session.foresee(made)
        assert session.call("f", (0.0,), "cell")[0] == 0
        with pytest.raises(Died, match=r"longer than 0\.5 s"):
            session.call("f", (1.0,), "cell", 0.5)


def test_calls_with_functions_and_objects_are_not_sent_ahead(sandbox: Sandbox) -> None:
    with sandbox.session() as session:
        session.run_cell("class Node:\n    pass\n\ndef f(x):\n    return x\n\nkept = []", "cell")
        session.foresee(())
        session.call("f", (1,))
        node = session.call("Node", ())[0]
        session.call("f", (node,))
        session.call("f", (2,))
        assert len(session.made()) == 2  # f(1) and Node(): no other child has this node
        session.foresee(())
        session.call("f", (np.sum,))
        assert session.made() == ()
        session.foresee(session.made())


def test_a_student_who_keeps_a_function_finds_no_question_in_place_of_its_answer(sandbox: Sandbox, made: Any) -> None:
    source = "kept = []\n\ndef keep(g):\n    kept.append(g)\n\ndef f(x):\n    return kept[0](x) if kept else x"
    with sandbox.session() as session:
        session.run_cell(source, "cell")
        session.call("keep", (lambda x: 10 * x,))
        session.foresee(made)
        assert [session.call("f", (float(number),), "cell")[0] for number in range(5)] == [0, 10, 20, 30, 40]
        assert session.events == []


def test_large_arguments_are_not_sent_ahead(sandbox: Sandbox) -> None:
    with sandbox.session() as session:
        session.run_cell("def f(x):\n    return x", "cell")
        session.foresee(())
        for size in (10, 10_000, 20):
            session.call("f", (np.ones(size),))
        assert len(session.made()) == 1
