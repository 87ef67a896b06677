"""What helpers of checks may do inside the sandbox: give values back, which are compared outside, and judge nothing."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder import demo as demonstration
from autograder.course import assignment as course
from autograder.grading import grade as grading
from autograder.results import Result
from autograder.sandbox.client import Sandbox

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


# The nodes behind the given one in the order in which they were made, or as a caller's variable has them.
IN_THE_ORDER_OF_THEIR_MAKING = """
def topological_order(node):
    import gc, sys
    behind, waiting = {}, [node]
    while waiting:
        found = waiting.pop()
        if id(found) not in behind:
            behind[id(found)] = found
            waiting += list(found.parents)
    frame = sys._getframe(1)
    while frame is not None:
        for value in frame.f_locals.values():
            if isinstance(value, list) and len(value) > 3 and all(isinstance(part, Node) for part in value):
                return [part for part in value if id(part) in behind]
        frame = frame.f_back
    return [found for found in gc.get_objects() if id(found) in behind and isinstance(found, Node)]
"""


@pytest.mark.slow
def test_neither_frames_nor_the_order_of_making_tell_the_order_of_a_graph(
    sandbox: Sandbox, repository: Path, tmp_path: Path
) -> None:
    """In the first edition a helper inside the child judged it, and made the nodes in the order that is asked for."""
    graph = course.assignment("a10_computation_graph", repository)
    notebook = demonstration.answered(graph, {"topological_order": IN_THE_ORDER_OF_THEIR_MAKING})
    (tmp_path / "a10_computation_graph.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    result = grading.grade_file(tmp_path / "a10_computation_graph.ipynb", sandbox, 1)
    exercise = next(each for each in result.exercises if each.id == "topological_order")
    passed = {check.name for check in exercise.checks if check.passed}
    assert passed <= {"leaves_its_arguments_unchanged"}, passed
    assert exercise.points == 0


def _is_new_array(result: Result) -> bool:
    """Whether the check passes that writes into the update's answer."""
    exercise = next(each for each in result.exercises if each.id == "perceptron_update")
    return next(check.passed for check in exercise.checks if "gives_a_new_array" in check.name)
