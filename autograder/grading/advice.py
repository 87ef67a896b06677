"""What an exception says to a student, and what to do about it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_SHAPES = "The shapes do not fit: write the shape of each factor beside it; is a transpose missing or one too many?"
_MATH = "The functions of `math` take single numbers; those of numpy take arrays too."
_ALIASES = {"numpy": "np", "matplotlib": "plt", "pyplot": "plt"}


@dataclass(frozen=True)
class Advice:
    """A sentence for exceptions of some kinds whose text matches a pattern; `{name}` is the pattern's first group."""

    kinds: tuple[str, ...]
    pattern: str
    sentence: str


ADVICE = (
    Advice(("ValueError",), r"matmul: ", _SHAPES),
    Advice(("ValueError",), r"not aligned", _SHAPES),
    Advice(
        ("ValueError",),
        r"could not be broadcast",
        "The shapes do not fit: write the shape of each term beside it.",
    ),
    Advice(
        ("UFuncTypeError", "_UFuncOutputCastingError", "TypeError"),
        r"same_kind",
        "An array of whole numbers cannot take fractions in place; make a new array instead of += or −=.",
    ),
    Advice(
        ("ValueError",),
        r"(assignment|output) (destination|array) is read-only",
        "Work on a copy; arguments must not be changed.",
    ),
    Advice(
        ("TypeError", "AttributeError"),
        r"NoneType",
        "One of the values is None: does a function that you call lack its return?",
    ),
    Advice(
        ("TypeError",),
        r"only (length-1|0-dimensional) arrays",
        _MATH,
    ),
    Advice(
        ("ValueError",),
        r"truth value of an array",
        "An `if` or `max` needs one truth value; for whole arrays take np.where or np.maximum.",
    ),
    Advice(("RecursionError",), r"", "The recursion does not end, or is too deep; use a loop."),
    Advice(
        ("OverflowError",),
        r"math range error",
        "The functions of `math` raise an error on overflow; rewrite the formula so that no large number appears.",
    ),
    Advice(
        ("TypeError",),
        r"'(\w+)' object is not callable",
        "A name in your notebook hides a function of the same name; rename one of the two.",
    ),
    Advice(
        ("UnboundLocalError",),
        r"variable '(\w+)'",
        "`{name}` gets its value inside the function only under a condition, or after it is used.",
    ),
    Advice(
        ("IndexError",), r"out of bounds|out of range", "An index goes past the end: the last of n entries is n − 1."
    ),
    Advice(
        ("IndexError",),
        r"(too many indices)",
        "The array has fewer axes than your index: look at its shape.",
    ),
    Advice(("KeyError",), r"'(\w+)'", "There is no key `{name}` in this dict: look at its keys."),
)


@dataclass(frozen=True)
class Surroundings:
    """What else a notebook holds, for names that are missing.

    `stopped` maps each of the student's cells that stopped to how, `defines` cells to the names they would define;
    `known` are the names that grading finds, `shown` those that demonstration cells define; `first_lines` name cells.
    """

    stopped: Mapping[str, str] = field(default_factory=dict)
    defines: Mapping[str, Collection[str]] = field(default_factory=dict)
    first_lines: Mapping[str, str] = field(default_factory=dict)
    known: Collection[str] = ()
    shown: Collection[str] = ()


def missing_name(kind: str, text: str) -> str | None:
    """The name that a NameError is about."""
    found = re.search(r"name '(\w+)' is not defined|(\w+) is not defined", text) if kind == "NameError" else None
    return None if found is None else found.group(1) or found.group(2)


def stopped_before(name: str | None, surroundings: Surroundings) -> str | None:
    """Which of the student's cells stopped before it came to define a name, and how; it reads on after "the cell"."""
    for cell, how in surroundings.stopped.items():
        if name is not None and name in surroundings.defines.get(cell, ()):
            place = surroundings.first_lines.get(cell, cell)
            return f"that begins with `{place}` stopped before it came to `{name}`: {how}"
    return None


def about(kind: str, text: str, exercise: str, surroundings: Surroundings) -> str | None:
    """What to do about an exception of this kind and text; None if there is nothing to add to it."""
    if kind == "NameError":
        name = missing_name(kind, text)
        return None if name is None else about_name(name, exercise, surroundings)
    if kind == "TypeError" and "argument" in text:
        return _about_arguments(text, exercise)
    for advice in ADVICE:
        found = re.search(advice.pattern, text)
        if kind in advice.kinds and found is not None:
            return advice.sentence.format(name=found.group(1) if found.groups() else "")
    return None


def about_name(name: str, exercise: str, surroundings: Surroundings) -> str:
    """Why a name is missing: a cell that stopped, another spelling, a demonstration cell."""
    stopped = stopped_before(name, surroundings)
    if stopped is not None:
        return f"Your cell {stopped}."
    if name in _ALIASES:
        return f"The notebook imports it as `{_ALIASES[name]}`: write `{_ALIASES[name]}.` in place of `{name}.`"
    if name == exercise:
        defined = [other for other in surroundings.defines.get(exercise, ()) if other != name]
        renamed = f" (it defines `{defined[-1]}`)" if defined else ""
        return f"Its cell defines no `{name}`{renamed}: keep the name that the stub had."
    close = difflib.get_close_matches(name, [other for other in surroundings.known if other != name], 1, 0.75)
    if close:
        return f"Did you mean `{close[0]}`?"
    if name in surroundings.shown:
        return (
            f"`{name}` is defined in a demonstration cell; grading runs given cells, your solution cells and your own."
        )
    return (
        f"Nothing that grading runs defines `{name}`: given cells, your solution cells and cells you added, "
        "but no demonstration or test cells."
    )


def _about_arguments(text: str, exercise: str) -> str | None:
    counted = re.search(
        r"([\w.<>]+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) (?:was|were)", text
    )
    lacking = re.search(r"([\w.<>]+)\(\) missing (\d+) required positional arguments?: (.+)", text)
    if counted is None and lacking is None:
        return None
    name = (counted or lacking).group(1).rpartition(".")  # type: ignore[union-attr]
    if counted is not None and name[1] and int(counted.group(3)) == int(counted.group(2)) + 1:
        return f"`{name[2]}` is a method: is its first parameter `self`?"
    if name[2] == exercise:
        return "The function is called by position, with the arguments of the stub in their order."
    if counted is not None:
        return f"`{name[2]}` takes {counted.group(2)} arguments, but your code gives it {counted.group(3)}."
    return f"`{name[2]}` needs more arguments than your code gives it."
