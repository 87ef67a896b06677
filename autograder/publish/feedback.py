"""A student's page: the score, and for each exercise what to know about it, in the words of a tutor."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.classroom import autograded
from autograder.classroom.settings import Settings
from autograder.course.assignment import Assignment
from autograder.files import exists, write_atomically
from autograder.publish import answers, templates
from autograder.publish.scores import StudentScore
from autograder.results import Result

_AGAIN = "Restart the kernel, run all cells, save, and hand in the saved `{name}.ipynb` again."
_HELP = "If it still cannot be graded, show your instructor this page."
_ITSELF = "No readable notebook arrived. Hand in the notebook itself, under the name `{name}.ipynb`."
_SMALLER = "In JupyterLab, choose “Edit → Clear Outputs of All Cells”: large outputs are not part of the answer."
_STEPS = {  # by the code of the reason
    **dict.fromkeys(("missing", "link", "special", "outside", "denied"), _ITSELF),
    **dict.fromkeys(("large", "values"), _SMALLER),
    "old": "Open the notebook in JupyterLab and save it: that brings it into today's format.",
    "unknown": "Start from the notebook of this assignment as it was given out, and copy your answers into its cells.",
    "format": "Open the file that you handed in with JupyterLab. If it does not open, it was damaged or is something "
    "else: take the notebook as it was given out and copy your answers into its cells.",
}


def write(entry: StudentScore, assignment: Assignment, settings: Settings) -> Path:
    """Write the student's page into the course's feedback folder; returns its path."""
    student = entry.student.id
    target = settings.folder("feedback", student, assignment.name) / f"{assignment.name}.html"
    graded = settings.folder("autograded", student, assignment.name) / f"{assignment.name}.ipynb"
    newer = _newer(entry, assignment, settings, graded)
    write_atomically(target, page(entry.result, assignment, graded, entry=entry, newer=newer))
    autograded.hand_on(graded.parent, target.parent)
    return target


def page(
    result: Result,
    assignment: Assignment,
    graded: Path | None = None,
    *,
    entry: StudentScore | None = None,
    newer: bool = False,
) -> str:
    """The student's page as HTML; with the student's code, if `graded` is a notebook that can be read.

    `entry` is what the gradebook adds to the result: name, comments, extra credit, penalty. `newer` says that
    something else was handed in since. The integrity flags are for the instructor, so they are not on it.
    """
    code = answers.sources(graded, assignment)
    return templates.render(
        "feedback.html.j2",
        result=result,
        assignment=assignment,
        student=entry.student.name if entry else result.student,
        entry=entry,
        cells={cell.id: cell for cell in entry.exercises} if entry else {},
        newer=newer,
        share=min(1.0, max(0.0, result.score / result.max_score)) if result.max_score else 0.0,
        lead=_lead(result),
        steps=_steps(result.code, assignment),
        code={name: _highlighted(source) for name, source in code.items()},
        outputs={cell.id: cell for cell in result.cells},
    )


def _newer(entry: StudentScore, assignment: Assignment, settings: Settings, graded: Path) -> bool:
    """Whether the folder of submissions holds other answers than those that were graded."""
    submitted = settings.folder("submitted", entry.student.id, assignment.name) / Path(entry.result.path).name
    if not exists(submitted) or not graded.is_file():
        return False
    was_graded = entry.result.status == "graded"
    answered = answers.written(graded, assignment, settings.within("autograded")) if was_graded else None
    return answers.written(submitted, assignment, settings.within("submitted")) != answered


def _lead(result: Result) -> str:
    """One or two sentences below the score: how it stands, and where to go on."""
    right = [exercise for exercise in result.exercises if exercise.status == "passed"]
    wrong = [exercise for exercise in result.exercises if exercise.status in ("partial", "failed")]
    missing = [exercise for exercise in result.exercises if exercise.status == "missing"]
    if len(missing) == len(result.exercises):
        return "Nothing was written yet: replace each `raise NotImplementedError()` by your own code."
    if len(right) == len(result.exercises):
        return "Every exercise is right. Well done."
    lead = f"{len(right)} of {len(result.exercises)} exercises {'is' if len(right) == 1 else 'are'} right."
    if wrong:
        lead += f" Look at `{wrong[0].id}` first."
    if missing:
        lead += f" Not written yet: {', '.join(f'`{exercise.id}`' for exercise in missing)}."
    return lead


def _steps(code: str | None, assignment: Assignment) -> list[str]:
    """What to do about a submission that could not be graded."""
    first = [_STEPS[code]] if code in _STEPS else []
    return [step.format(name=assignment.name) for step in (*first, _AGAIN, _HELP)]


def _highlighted(source: str) -> Markup:
    """Code as HTML, escaped and highlighted by Pygments, each line in an element that the style numbers."""
    lexer, formatter = PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)
    html = str(highlight(templates.shortened(source.rstrip()), lexer, formatter)).rstrip("\n")
    return Markup("\n".join(f'<span class="line">{line}</span>' for line in html.split("\n")))
