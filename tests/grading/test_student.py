"""What helpers of checks may do inside the sandbox: give values back, which are compared outside, and judge nothing."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.results import Result

# The update gives its argument back where the sample is right: what its last check looks for. Once it ran, another
# function takes the helper's place as soon as the child has defined it.
FORGING = """
import sys

class Yes:
    def __eq__(self, other):
        return True

def forge(frame, event, function):
    if event == "c_return" and function is exec:
        globals()["start_after_writing_into_the_answer"] = lambda *arguments: {answer}

def perceptron_update(w, x, y, eta):
    sys.setprofile(forge)
    return w if y * (w @ x) > 0 else w + eta * y * x
"""


def _helpers(path: Path) -> Iterator[ast.Module]:
    """What the checks in this file define in the sandbox."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "define":
            (text,) = node.args
            text = names[text.id] if isinstance(text, ast.Name) else text
            pieces = text.values if isinstance(text, ast.JoinedStr) else [text]
            # The name of a function that is filled in stands for itself.
            yield ast.parse("".join(str(piece.value) if isinstance(piece, ast.Constant) else "f" for piece in pieces))


def test_no_helper_of_a_check_judges(repository: Path) -> None:
    helpers = [(path, tree) for path in repository.glob("solutions/*/checks.py") for tree in _helpers(path)]
    assert len(helpers) >= 4
    for path, tree in helpers:
        for node in ast.walk(tree):
            assert not isinstance(node, ast.Assert), path
            if isinstance(node, ast.Return) and node.value is not None:
                verdict = isinstance(node.value, ast.Compare | ast.BoolOp | ast.UnaryOp)
                assert not verdict and not isinstance(getattr(node.value, "value", None), bool), path


@pytest.mark.parametrize("answer", ["True", "Yes()", "'passed'", "None", "[True]", "1 / 0", "arguments[0] + 1"])
def test_a_forged_helper_earns_nothing_by_what_it_says(
    graded: Callable[..., Result], answered: Callable[..., dict[str, Any]], answer: str
) -> None:
    assert not _is_new_array(graded(answered({"perceptron_update": FORGING.format(answer=answer)})))


def test_a_forged_helper_earns_its_property_by_the_right_value(
    graded: Callable[..., Result], answered: Callable[..., dict[str, Any]]
) -> None:
    """What docs/security.md does not promise; and the test above would prove nothing if no helper were replaced."""
    assert _is_new_array(graded(answered({"perceptron_update": FORGING.format(answer="arguments[0]")})))


def _is_new_array(result: Result) -> bool:
    """Whether the check passes that writes into the update's answer."""
    exercise = next(each for each in result.exercises if each.id == "perceptron_update")
    return next(check.passed for check in exercise.checks if "gives_a_new_array" in check.name)
