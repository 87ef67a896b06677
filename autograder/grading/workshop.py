"""Where changed cells of a student's are tried: in a child, against the exercise's checks and its known mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autograder.course.mistakes import Mistake, mistakes
from autograder.grading import checks as checking
from autograder.grading import matching, repair
from autograder.grading.attempt import Attempt, InSandbox
from autograder.grading.checks import Check, Outcome
from autograder.grading.diagnosis import MORE_SEEDS, VAGUE, Diagnosis
from autograder.grading.exercise import Grading
from autograder.grading.repair import Known
from autograder.grading.stand_ins import core
from autograder.grading.student import Student, StudentError
from autograder.grading.submission import mentions
from autograder.grading.surroundings import defined
from autograder.sandbox.outcomes import Died

_SHARE = 0.2  # of the time for the whole search, for one call: a change can make a loop endless


def look(
    grading: Grading, exercise: str, outcomes: Sequence[Outcome], attempt: Attempt, found: Diagnosis | None
) -> Diagnosis | None:
    """What is known of a wrong answer, and the line to look at if nothing certain is known and a repair finds it."""
    seconds = grading.sandbox.limits.repair
    if not seconds or (found is not None and found.code not in VAGUE):
        return found
    source = next((cell.source for cell in grading.submission.cells if cell.id == exercise), "")
    if _leans_on_own_cells(source, grading):
        return found  # the mistake may be there: a change here would make up for it, in a line that is right
    attempt.call_seconds = min(attempt.call_seconds, _SHARE * seconds)
    repaired = repair.search(source, Workshop(exercise, outcomes, attempt, grading), seconds)
    if repaired is None:
        return found
    before = "" if found is None else f"{found.text.rstrip('.')}. "
    text = f"{before}{repaired.hint}"
    stopped = None if found is None else found.stopped
    place = repaired.place
    return Diagnosis("repair", text, place.kind if place else "", place.lines[0] if place else None, stopped)


def _leans_on_own_cells(source: str, grading: Grading) -> bool:
    added = "\n".join(cell.source for cell in grading.submission.cells if cell.kind == "added")
    return bool(mentions(source, set(defined(added))))


@dataclass
class Workshop:
    """All changes of one cell are tried in one child, which is started anew when one of them kills it."""

    exercise: str
    outcomes: Sequence[Outcome]
    attempt: Attempt
    grading: Grading
    _student: Student = field(init=False)

    def __post_init__(self) -> None:
        self._student = Student(InSandbox(self.attempt, self.exercise))

    def __call__(self, source: str, known: bool) -> bool | Known:
        """See `repair.Try`; the run's seed and two others have to agree."""
        if not self._define(source):
            return False
        first = [self._run(check) for check in self._first]
        if all(outcome.share == 1 for outcome in first):
            return self._works()
        return self._known(first) if known and first else False

    @cached_property
    def _first(self) -> list[Check]:
        """The first check that fails: what does not mend it need not be tried on the others."""
        failed = [outcome.check for outcome in self.outcomes if outcome.share < 1]
        return [check for check in failed if check.name != checking.UNCHANGED][:1]

    @cached_property
    def _mistakes(self) -> list[Mistake]:
        known = mistakes(self.grading.assignment)
        return [mistake for mistake in known if mistake.exercise == self.exercise]

    @cached_property
    def _passed(self) -> set[str]:
        return {outcome.check.name for outcome in self.outcomes if outcome.share == 1}

    def _define(self, source: str) -> bool:
        self._student = Student(InSandbox(self.attempt, self.exercise))
        try:
            return self.attempt.session().run_cell(source, self.exercise).error is None
        except Died as died:
            self.attempt.lost(died)
        except StudentError:
            pass
        return False

    def _run(self, check: Check) -> Outcome:
        return checking.run(check, self._student, self.grading.assignment.reference, self.grading.seed)

    def _all(self, seed: int) -> list[Outcome]:
        reference = self.grading.assignment.reference
        return checking.run_exercise(self.exercise, self.grading.checks, self._student, reference, seed)

    def _works(self) -> bool:
        seeds = (self.grading.seed, *(self.grading.seed + more for more in MORE_SEEDS))
        return all(outcome.share == 1 for seed in seeds for outcome in self._all(seed))

    def _known(self, first: Sequence[Outcome]) -> bool | Known:
        """The only known mistake that gives this in the first check, and then in all of them under three seeds."""
        assignment, seed = self.grading.assignment, self.grading.seed
        name = first[0].check.name
        fitting = []
        for mistake in self._mistakes:
            theirs = {outcome.check.name: outcome for outcome in matching.outcomes_of(assignment, mistake, seed)}
            if matching.same_calls(first[0], theirs[name]):
                fitting.append(mistake)
        if not fitting:
            return False
        outcomes = self._all(seed)
        fitting = [
            mistake for mistake in fitting if matching.alike(outcomes, matching.outcomes_of(assignment, mistake, seed))
        ]
        if len({mistake.hint for mistake in fitting}) != 1 or not matching.is_telling(outcomes):
            return False
        for more in MORE_SEEDS:
            if not matching.alike(self._all(seed + more), matching.outcomes_of(assignment, fitting[0], seed + more)):
                return False
        return Known(fitting[0].hint, self._is_closer(outcomes))

    def _is_closer(self, outcomes: Sequence[Outcome]) -> bool:
        passed = {outcome.check.name for outcome in outcomes if outcome.share == 1}
        gained = {outcome.check.demand for outcome in outcomes if outcome.check.name in passed - self._passed}
        return passed > self._passed and bool(gained & core(self.grading.assignment, self.exercise))
