"""What an instructor sends out: feedback, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder import options

if TYPE_CHECKING:
    from autograder.classroom.settings import Settings
    from autograder.course.assignment import Assignment
    from autograder.results import Result


@click.command()
@click.argument("name", metavar="ASSIGNMENT")
@options.course_folder
@options.command
def feedback(name: str, course_folder: Path) -> None:
    """Write a page for each student into feedback/<student>/<ASSIGNMENT>/."""
    from autograder.publish import feedback as pages

    assignment, settings, found = _graded(name, course_folder)
    with options.bar(len(found), "writing pages") as tick:
        for result in found:
            path = pages.write(result, assignment, settings)
            tick()
    click.echo(f"{len(found)} pages, the last one {path}", err=True)


@click.command()
@click.argument("name", metavar="ASSIGNMENT")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The page [default: results/ASSIGNMENT/report.html]."
)
@options.course_folder
@options.command
def report(name: str, output: Path | None, course_folder: Path) -> None:
    """Write a page about the class: scores, what was hard, which mistakes were made."""
    from autograder.publish import class_report

    assignment, settings, found = _graded(name, course_folder)
    target = output or settings.results(name) / "report.html"
    options.write(target, class_report.page(found, assignment))
    click.echo(str(target))


@click.command()
@click.argument("name", metavar="ASSIGNMENT")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["csv", "canvas", "moodle", "gradescope"]),
    help="For which system.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("-"), help="The file to write [default: stdout]."
)
@options.course_folder
@options.command
def export(name: str, form: str, output: Path, course_folder: Path) -> None:
    """Write the scores of an assignment in another system's format."""
    from autograder.publish import canvas, gradescope, moodle, table

    assignment, settings, found = _graded(name, course_folder)
    if form == "csv":
        text = table.csv_document(found, assignment, settings)
    elif form == "canvas":
        text = canvas.document(found, assignment)
    elif form == "moodle":
        text = moodle.document(found, assignment)
    else:
        text = gradescope.document(found)
    options.write(output, text)


def _graded(name: str, course_folder: Path) -> tuple[Assignment, Settings, list[Result]]:
    from autograder.classroom import grade_class
    from autograder.classroom import settings as class_settings

    (assignment,) = options.assignments((name,))
    settings = class_settings.read(course_folder)
    found = grade_class.results(assignment, settings)
    if not found:
        raise options.Failure(f"no results of {name} in {settings.results(name)}; run `autograder grade {name}` first")
    return assignment, settings, found
