"""The hidden checks of an assignment: collected by pytest once, run again and again."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType, SimpleNamespace
from typing import Any

import pytest

from autograder.course import Assignment, CourseError
from autograder.fixtures import Call, GraderError, Student, bench

UNCHANGED = "leaves_its_arguments_unchanged"


@dataclass(frozen=True)
class Check:
    """One collected pytest item: `name` with its parameters' id, the exercise, and what it shows."""

    name: str
    exercise: str
    description: str
    function: Callable[..., Any]
    parameters: dict[str, Any]
    fixtures: tuple[str, ...]


@dataclass(frozen=True)
class Checks:
    """The checks of one assignment, what its exercises depend on, and its own time limits."""

    items: tuple[Check, ...]
    needs: dict[str, tuple[str, ...]]
    seconds: dict[str, float]

    def of(self, exercise: str) -> tuple[Check, ...]:
        """The checks of one exercise."""
        return tuple(check for check in self.items if check.exercise == exercise)


@dataclass(frozen=True)
class Outcome:
    """What one run of one check gave: the share of its points (0 to 1), and why not all."""

    check: Check
    share: float
    message: str | None
    error: AssertionError | None
    calls: tuple[Call, ...]


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to an exercise; its docstring is the hint."""

    exercise: str
    name: str
    hint: str
    function: Callable[..., Any]


class _Collector:
    def __init__(self) -> None:
        self.items: list[pytest.Item] = []
        self.errors: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = list(session.items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            last = str(report.longrepr).rstrip().rpartition("\n")[2]  # the exception, below its traceback
            self.errors.append(last.removeprefix("E").strip())


@cache
def collect(assignment: Assignment) -> Checks:
    """Collect the assignment's hidden checks; raises `CourseError` if they cannot be imported."""
    collector = _Collector()
    options = ["--collect-only", "-o", "addopts=", "-p", "no:terminal", "-p", "no:cacheprovider", "--assert=plain"]
    options += ["--disable-plugin-autoload"]  # nobody's plugins have a say in what is graded
    options += ["--rootdir", str(assignment.root), "-c", str(assignment.root / "pyproject.toml")]
    pytest.main([*options, str(assignment.checks)], plugins=[collector])
    if collector.errors or not collector.items:
        raise CourseError(f"{assignment.checks}: {'; '.join(collector.errors) or 'no checks found'}")
    module: ModuleType = collector.items[0].module  # type: ignore[attr-defined]
    return Checks(
        tuple(_check(item) for item in collector.items),
        {name: tuple(others) for name, others in getattr(module, "NEEDS", {}).items()},
        dict(getattr(module, "SECONDS", {})),
    )


def _check(item: Any) -> Check:
    marker = item.get_closest_marker("exercise")
    if marker is None:
        raise CourseError(f"{item.nodeid}: the mark `exercise` is missing")
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    names = [name for name in item._fixtureinfo.argnames if name not in parameters]
    words = inspect.cleandoc(item.function.__doc__ or "").replace("\n", " ")
    if getattr(item, "callspec", None) and (case := _case(item.callspec.id, parameters)):
        words = f"{words} ({case})"
    return Check(item.name, marker.args[0], words, item.function, parameters, tuple(names))


def _case(identity: str, parameters: dict[str, Any]) -> str:
    """What sets a parametrised check apart, in words: its id if an author gave one, else its short parameters."""
    made_up = re.fullmatch(r"[\w.-]*\d+(-[\w.-]+)*", identity) is not None
    if not made_up:
        return identity
    short = {name: value for name, value in parameters.items() if isinstance(value, int | float | str | tuple)}
    return ", ".join(f"{name.replace('_', ' ')} = {value}" for name, value in short.items() if len(str(value)) < 20)


def run(check: Check, student: Student, reference: SimpleNamespace, seed: int) -> Outcome:
    """Run one check on a student's functions; nothing that the student returns can raise here."""
    one = bench(student, reference, seed, check.name)
    before = len(student._calls)
    given = one.fixtures()
    message: str | None = None
    failure: AssertionError | None = None
    try:
        check.function(**{name: given[name] for name in check.fixtures}, **check.parameters)
    except AssertionError as error:
        message, failure = str(error), error
    except GraderError:
        raise
    except Exception as error:  # the answer has a form that the check cannot work with
        message = f"{check.exercise}: the answer cannot be used: {type(error).__name__}: {error}"
        failure = AssertionError(message)
    share = one.share if failure is None else 0.0
    return Outcome(check, share, message or one.remark, failure, tuple(student._calls[before:]))


def run_exercise(
    exercise: str,
    checks: Checks,
    student: Student,
    reference: SimpleNamespace,
    seed: int,
    known: Mapping[str, Outcome] = MappingProxyType({}),
) -> list[Outcome]:
    """Run the checks of one exercise whose outcome is not known by name, and the one that no file needs to spell out.

    That one is: arguments unchanged.
    """
    outcomes = [known.get(check.name) or run(check, student, reference, seed) for check in checks.of(exercise)]
    return [*outcomes, unchanged(exercise, outcomes)]


def unchanged(exercise: str, outcomes: list[Outcome]) -> Outcome:
    """Did any call of these outcomes change an argument? Earned only beside another passed check."""
    check = Check(UNCHANGED, exercise, "leaves its arguments unchanged", run, {}, ())
    changed = [call for one in outcomes for call in one.calls if call.changed]
    if changed:
        place = ("first", "second", "third", "fourth", "fifth")[min(changed[0].changed[0], 4)]
        message = f"{changed[0].name}: your function changed its {place} argument in place; work on a copy"
        return Outcome(check, 0.0, message, AssertionError(message), ())
    if not any(one.share for one in outcomes):
        return Outcome(check, 0.0, "not counted: no other check of this function passed", None, ())
    return Outcome(check, 1.0, None, None, ())


@cache
def mistakes(assignment: Assignment) -> tuple[Mistake, ...]:
    """The known mistakes of an assignment, in the file's order."""
    namespace: dict[str, Any] = {"__name__": f"mistakes_{assignment.name}"}
    source = assignment.mistakes.read_text(encoding="utf-8")
    exec(compile(source, str(assignment.mistakes), "exec"), namespace)
    found = []
    for name, function in namespace.items():
        match = re.fullmatch(r"([a-z]\w*?)__\w+", name)
        if match:
            hint = " ".join(inspect.cleandoc(function.__doc__ or "").split())
            found.append(Mistake(match.group(1), name, hint, function))
    return tuple(found)


def mistake_answer(assignment: Assignment, mistake: Mistake) -> str:
    """A mistake as the text of a solution cell: its file's imports and helpers, itself, its exercise's name."""
    source = assignment.mistakes.read_text(encoding="utf-8")
    body = [node for node in ast.parse(source).body if not isinstance(node, ast.Expr)]  # without the file's docstring
    texts = {node: ast.get_source_segment(source, node) or "" for node in body}
    others = {node.name: node for node in texts if isinstance(node, ast.FunctionDef) and "__" in node.name.strip("_")}
    wanted = {mistake.name}
    while more := {name for name in others if name not in wanted and any(name in texts[others[one]] for one in wanted)}:
        wanted |= more  # a mistake may call another one
    parts = [text for node, text in texts.items() if getattr(node, "name", "") in wanted or node not in others.values()]
    return "\n\n".join([*parts, f"{mistake.exercise} = {mistake.name}\n"])
