"""What the proofs come to: a row for each assignment, its problems, and all of it as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.course.assignment import Assignment
from autograder.grading import checks as checking
from autograder.proof import earned, mutants, reviewed
from autograder.proof.judged import Judged
from autograder.proof.plan import Earned, Proof
from autograder.proof.reviewed import Kind

MOST_SILENT = 0.02  # of all mistakes and mutants that lose points
FEWEST_TOLD = 0.75  # of the known mistakes that are red in the notebook


@dataclass
class Row:
    """One assignment: what there is, what was proved, and what is wrong.

    The lists name mistakes and mutants by their labels; what stands in `silent.toml` is in them too. `replayed` and
    `trivial` are shares of all its points (0 to 1).
    """

    assignment: str
    functions: int
    points: float
    checks: int
    mistakes: int
    mistakes_named: int
    mistakes_red: int
    mistakes_told: int
    mutants: int
    mutants_killed: int
    mutants_equivalent: int
    mutants_red: int
    silent: list[str]
    strict: list[str]
    varies: list[str]
    replayed: float
    trivial: float
    easily_earned: list[str]
    seconds: float
    problems: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    """What an author should look at: problems only where `validate --strict` asks for it."""


def summarise(assignments: Sequence[Assignment], proofs: Sequence[Proof]) -> list[Row]:
    """One row for each assignment."""
    return [_row(name, [proof for proof in proofs if proof.task.assignment == name]) for name in assignments]


def document(rows: Sequence[Row]) -> dict[str, Any]:
    """The rows as the JSON of `autograder validate --json`."""
    return {"schema": 1, "assignments": [asdict(row) for row in rows]}


def hints_given(proofs: Iterable[Proof]) -> str:
    """Every hint that a mutant is told, beside the mutant: to be read by whoever vouches for the hints."""
    lines = []
    for proof in proofs:
        for judged in proof.judged:
            if judged.hint is None and any((*judged.hints, judged.told)):
                lines.append(f"{proof.task.assignment.name} {judged.label}")
                lines += [f"    {hint}" for hint in dict.fromkeys(hint or "(nothing)" for hint in judged.hints)]
                lines += [f"    in the notebook: {judged.told}"] * (judged.told is not None)
    return "\n".join(lines) + "\n"


def _row(assignment: Assignment, proofs: list[Proof]) -> Row:
    judged = sorted((each for proof in proofs for each in proof.judged), key=lambda each: each.label)
    known = [each for each in judged if each.hint is not None]
    mutated = [each for each in judged if each.hint is None]
    wrong = [each for each in mutated if each.loses]
    replayed = [proof.replayed for proof in proofs if proof.replayed]
    trivial = [proof.trivial for proof in proofs if proof.trivial]
    row = Row(
        assignment=assignment.name,
        functions=len(assignment.exercises),
        points=sum(exercise.max_points for exercise in assignment.exercises),
        checks=len(checking.collect(assignment).items),
        mistakes=len(known),
        mistakes_named=sum(each.hints[0] == each.hint for each in known),
        mistakes_red=sum(each.red for each in known),
        mistakes_told=sum(each.told == each.hint for each in known),
        mutants=len(mutated),
        mutants_killed=len(wrong),
        mutants_equivalent=len(mutants.equivalent(assignment)),
        mutants_red=sum(each.red for each in wrong),
        silent=[each.label for each in judged if each.silent],
        strict=[each.label for each in judged if each.strict],
        varies=[each.label for each in judged if each.varies],
        replayed=_share(assignment, replayed),
        trivial=_share(assignment, trivial),
        easily_earned=sorted({each.exercise for each in [*replayed, *trivial] if each.share > earned.AT_MOST}),
        seconds=sum(proof.seconds for proof in proofs),
        problems=[problem for proof in proofs for problem in proof.problems],
        findings=[finding for proof in proofs for finding in proof.findings],
    )
    if judged:
        row.problems += _mutant_problems(assignment, mutated) + _stale_reviews(assignment, row)
    row.problems += [
        f"{each.label} is named otherwise in the notebook: {each.told}"
        for each in known
        if each.told not in (None, each.hint)
    ]
    row.findings += _not_reviewed(assignment, row, judged) + _earned(assignment, replayed, trivial)
    if row.mistakes_told < FEWEST_TOLD * row.mistakes_red:
        row.findings.append(
            f"the notebook names {row.mistakes_told} of {row.mistakes_red} mistakes that are red in it, "
            f"fewer than {FEWEST_TOLD:.0%}"
        )
    if len(row.silent) > MOST_SILENT * (len(known) + len(wrong)):
        row.findings.append(
            f"{len(row.silent)} of {len(known) + len(wrong)} wrong answers stay green in the notebook and lose points, "
            f"more than {MOST_SILENT:.0%}"
        )
    return row


def _mutant_problems(assignment: Assignment, mutated: list[Judged]) -> list[str]:
    listed = {mutants.label(*key) for key in mutants.equivalent(assignment)}
    alive = {each.label for each in mutated if not each.loses}
    problems = [f"a mutant survives: {label}" for label in sorted(alive - listed)]
    stale = sorted(listed - alive)
    return problems + [f"listed as equivalent, but caught or not a mutant any more: {label}" for label in stale]


_WORDS: dict[Kind, str] = {
    "silent": "is green in the notebook and loses points",
    "strict": "is red in the notebook and loses no points",
    "varies": "gets points that depend on the seed",
}


def _not_reviewed(assignment: Assignment, row: Row, judged: list[Judged]) -> list[str]:
    """What is green, red or lucky where it should not be, and stands in no list with its reason."""
    let_stand = reviewed.entries(assignment)
    equivalent = {mutants.label(*key) for key in mutants.equivalent(assignment)}
    by_label = {each.label: each for each in judged}
    return [
        f"{label} {_WORDS[kind]}{_points(by_label[label]) if kind == 'varies' else ''}"
        for kind, labels in _found(row).items()
        for label in labels
        if label not in let_stand[kind] and not (kind == "strict" and label in equivalent)
    ]


def _stale_reviews(assignment: Assignment, row: Row) -> list[str]:
    let_stand = reviewed.entries(assignment)
    problems = [
        f"silent.toml: {label} is no longer {kind}"
        for kind, labels in _found(row).items()
        for label in sorted(let_stand[kind] - set(labels))
    ]
    stale = sorted(let_stand["stand_in"] - set(row.easily_earned))
    return problems + [f"silent.toml: {name} is no longer earned by a stand-in" for name in stale]


def _found(row: Row) -> dict[Kind, list[str]]:
    return {"silent": row.silent, "strict": row.strict, "varies": row.varies}


def _earned(assignment: Assignment, replayed: list[Earned], trivial: list[Earned]) -> list[str]:
    let_stand = reviewed.entries(assignment)["stand_in"]
    return [
        f"{each.exercise}: {each.stand_in} {'earn' if each.stand_in.startswith('the ') else 'earns'} "
        f"{each.share:.0%} of its points, more than {earned.AT_MOST:.0%}"
        for each in [*replayed, *trivial]
        if each.share > earned.AT_MOST and each.exercise not in let_stand
    ]


def _share(assignment: Assignment, found: list[Earned]) -> float:
    points = {exercise.id: exercise.max_points for exercise in assignment.exercises}
    return sum(each.share * points[each.exercise] for each in found) / (sum(points.values()) or 1.0)


def _points(judged: Judged) -> str:
    return f": {', '.join(f'{points:g}' for points in judged.points)} of {judged.max_points:g}"
