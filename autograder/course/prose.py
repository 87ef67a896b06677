"""What the generator makes of an author's prose: tables of symbols, points and minutes, numbers without their origin.

An author writes what only an author knows, beside the text that it belongs to:

- `minutes` and `dots` (difficulty, 1 to 3) in a solution cell's header, `minutes` of reading in the first cell's;
- `<!-- glossary: N X eta -->`, which becomes a table of these entries of solutions/glossary.toml;
- `.855<!-- {accuracy:.3f} -->`, a claim: the number's origin, which `validate` evaluates and the release leaves out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.errors import CourseError

_GLOSSARY = re.compile(r"^<!-- glossary: ([^\n]*?) -->$", re.MULTILINE)
_CLAIM = re.compile(r"([^\s|(]*)<!-- (\{.*?\}) -->")


@dataclass(frozen=True)
class Symbol:
    """One row of the glossary: the letter, its name in code, its shape, its meaning, what the lectures write."""

    symbol: str
    code: str = ""
    shape: str = ""
    meaning: str = ""
    lectures: str = ""


@dataclass(frozen=True)
class Claim:
    """A number in the prose, and the replacement field of an f-string that gives it in the notebook's namespace."""

    text: str
    field: str


def glossary(course_root: Path) -> dict[str, Symbol]:
    """All entries of solutions/glossary.toml by name; none if a course has no such file. Raises `CourseError`."""
    path = course_root / "solutions" / "glossary.toml"
    if not path.is_file():
        return {}
    try:
        return {name: Symbol(**entry) for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise CourseError(f"{path}: {error}") from None


def table(symbols: Sequence[Symbol]) -> str:
    """A Markdown table of symbols; the lectures' column only if one of them has an entry there."""
    lectures = any(symbol.lectures for symbol in symbols)
    names = ["symbol", "in code", "shape", "meaning", *(["in the lectures"] if lectures else [])]
    rows = [names, ["---"] * len(names)]
    for symbol in symbols:
        code = f"`{symbol.code}`" if symbol.code else ""
        row = [f"${symbol.symbol}$" if symbol.symbol else "", code, symbol.shape, symbol.meaning]
        rows.append([*row, *([symbol.lectures] if lectures else [])])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def rendered(text: str, entries: Mapping[str, Symbol], place: str) -> str:
    """An author's prose as students read it: tables in, claims out. Raises `CourseError` for an unknown symbol."""

    def fill(match: re.Match[str]) -> str:
        names = match.group(1).split()
        unknown = [name for name in names if name not in entries]
        if unknown:
            raise CourseError(f"{place}: the glossary has no entry {', '.join(unknown)}")
        return table([entries[name] for name in names])

    return _CLAIM.sub(r"\1", _GLOSSARY.sub(fill, text))


def claims(text: str) -> list[Claim]:
    """The numbers of a prose cell that name their origin."""
    return [Claim(match.group(1), match.group(2)) for match in _CLAIM.finditer(text)]


def opening(assignment: Assignment) -> str:
    """The line under a notebook's title: its points, and its hours where the author gave minutes."""
    points = sum(exercise.max_points for exercise in assignment.exercises)
    total = minutes(assignment)
    exercises = f"{len(assignment.exercises)} exercises, {points:g} points"
    return f"*{exercises}{f', about {duration(total)}' if total else ''}*"


def references(text: str) -> str:
    """The sentences that say what a notebook's "erratum 9" and "lecture 002" are, for those that occur in its text."""
    said = []
    if re.search(r"(?<![.\d])00\d\b", text):
        said.append("Lectures are named by their numbers, such as 002; *Sources* has their titles.")
    if re.search(r"\berrat(?:um|a)\b", text, re.IGNORECASE):
        said.append(
            "An *erratum* is a misprint or a slip in the lectures: erratum $n$ is row $n$ of the list in the course's "
            "handbook, `handbook.ipynb`, which says what is printed and what is right."
        )
    return " ".join(said)


def effort(assignment: Assignment, exercise: str) -> str:
    """The line before an exercise's cell: difficulty, points and minutes; the latter two from the source's headers."""
    cell = next(
        cell for cell in assignment.notebook.cells if cell_kind(cell) == "solution" and grade_id(cell) == exercise
    )
    points = next(each.max_points for each in assignment.exercises if each.id == exercise)
    parts = [f"**Exercise** `{exercise}`"]
    if dots := int(cell.metadata.get("dots", 0)):
        parts.append("●" * dots + "○" * (3 - dots))
    parts.append(f"{points:g} point{'' if points == 1 else 's'}")
    if takes := int(cell.metadata.get("minutes", 0)):
        parts.append(f"about {takes} minutes")
    return " · ".join(parts)


def minutes(assignment: Assignment) -> int:
    """What the author says that a student takes for all of it; 0 where nothing is said."""
    return sum(int(cell.metadata.get("minutes", 0)) for cell in assignment.notebook.cells)


def duration(minutes: int) -> str:
    """Hours to the nearest half, minutes below one and a half hours to the nearest five."""
    if minutes < 90:
        return f"{max(5, 5 * round(minutes / 5))} minutes"
    halves = round(minutes / 30)
    return f"{halves // 2}{'½' if halves % 2 else ''} hours"
