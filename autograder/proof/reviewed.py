"""What an author has looked at and lets stand, with the reason: an assignment's `silent.toml`.

Four kinds of entries, all with a `reason`: `[[silent]]` loses points though its notebook cell is green, `[[strict]]`
is red and loses none, `[[varies]]` gets points that depend on the seed by more than a quarter, `[[stand_in]]` is an
exercise of which trivial or replayed answers earn more than a fifth. The first three name a `mistake`, or a mutant
by `exercise`, `was` and `now`; the last an `exercise`.
"""

from __future__ import annotations

import tomllib
from typing import Any, Literal

from autograder.course.assignment import Assignment
from autograder.errors import CourseError
from autograder.proof.mutants import label

Kind = Literal["silent", "strict", "varies", "stand_in"]
KINDS: tuple[Kind, ...] = ("silent", "strict", "varies", "stand_in")


def entries(assignment: Assignment) -> dict[Kind, set[str]]:
    """The labels of what is let stand, by kind. Raises `CourseError` where an entry lacks something."""
    path = assignment.folder / "silent.toml"
    found: dict[Kind, set[str]] = {kind: set() for kind in KINDS}
    if not path.is_file():
        return found
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := sorted(set(table) - set(KINDS)):
            raise CourseError(f"{path}: {unknown[0]!r} is not one of {', '.join(KINDS)}")
        for kind in KINDS:
            for entry in table.get(kind, []):
                if not entry["reason"]:
                    raise CourseError(f"{path}: an entry of {kind} has an empty reason")
                found[kind].add(_label(kind, entry))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: {error}") from None
    except KeyError as error:
        raise CourseError(f"{path}: an entry lacks {error}") from None
    return found


def _label(kind: Kind, entry: dict[str, Any]) -> str:
    if kind == "stand_in":
        return str(entry["exercise"])
    return str(entry["mistake"]) if "mistake" in entry else label(entry["exercise"], entry["was"], entry["now"])
