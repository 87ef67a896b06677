"""What an instructor sends out: feedback, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder import options

if TYPE_CHECKING:
    from autograder.classroom.settings import Settings
    from autograder.publish.scores import Scores


@click.command()
@click.argument("name", metavar="ASSIGNMENT")
@options.course_folder
@options.command
def feedback(name: str, course_folder: Path) -> None:
    """Write a page for each student into feedback/<student>/<ASSIGNMENT>/."""
    from autograder.publish import feedback as pages

    scores, settings = _scores(name, course_folder)
    with options.bar(len(scores.students), "writing pages") as tick:
        for entry in scores.students:
            path = pages.write(entry, scores.assignment, settings)
            tick()
    click.echo(f"{len(scores.students)} pages, the last one {path}", err=True)


@click.command()
@click.argument("name", metavar="[ASSIGNMENT]", required=False)
@click.option("--all", "whole_course", is_flag=True, help="One page about the whole course, as without an ASSIGNMENT.")
@click.option("--similar", is_flag=True, help="List pairs of submissions that are more alike than usual.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The page [default: results/ASSIGNMENT/report.html, or results/report.html].",
)
@options.course_folder
@options.command
def report(name: str | None, whole_course: bool, similar: bool, output: Path | None, course_folder: Path) -> None:
    """Write a page about the class: scores, what was hard, which mistakes were made, by whom."""
    from autograder.publish import class_report

    if name is None or whole_course:
        if name or similar:
            raise click.UsageError("--all is about the whole course; name an ASSIGNMENT for --similar")
        _course_report(output, course_folder)
        return
    scores, settings = _scores(name, course_folder)
    target = output or settings.results(name) / "report.html"
    found = None
    if similar:
        from autograder.publish import similarity

        found = similarity.of_class(scores, settings)
    links = class_report.links(scores, settings, target)
    options.write(
        target, class_report.page(scores.results, scores.assignment, scores=scores, links=links, similarity=found)
    )
    click.echo(str(target))


def _course_report(output: Path | None, course_folder: Path) -> None:
    from autograder.classroom import settings as class_settings
    from autograder.publish import course_report
    from autograder.publish import scores as gradebook_scores

    settings = class_settings.read(course_folder)
    found = [gradebook_scores.read(each, settings) for each in gradebook_scores.recorded(settings)]
    found = [scores for scores in found if scores.students]
    if not found:
        raise options.Failure("no results in the gradebook; run `autograder grade ASSIGNMENT` first")
    target = output or settings.root / "results" / "report.html"
    options.write(target, course_report.page(found, settings, target))
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
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Canvas: the gradebook that it exported, to be given back with the scores filled in.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("-"),
    help="The file to write [default: stdout]; for Gradescope a folder, with a document for each student.",
)
@options.course_folder
@options.command
def export(name: str, form: str, roster: Path | None, output: Path, course_folder: Path) -> None:
    """Write the scores of an assignment, as the gradebook has them, in another system's format."""
    from autograder.publish import canvas, gradebook_csv, gradescope, moodle

    if form == "gradescope" and str(output) == "-":
        raise click.UsageError("--format gradescope writes a document for each student: name a folder with -o FOLDER")
    if roster is not None and form != "canvas":
        raise click.UsageError("--roster goes with --format canvas")
    scores, _ = _scores(name, course_folder)
    if form == "gradescope":
        click.echo(f"{output}: {len(gradescope.write(scores, output))} documents", err=True)
    elif form == "canvas" and roster is not None:
        filled = canvas.fill(scores, roster)
        options.write(output, filled.text)
        for line in (f"the scores stand in the column “{filled.column}”", *filled.unmatched()):
            click.echo(f"autograder: {line}", err=True)
    else:
        writer = {"csv": gradebook_csv, "canvas": canvas, "moodle": moodle}[form]
        options.write(output, writer.document(scores))


def _scores(name: str, course_folder: Path) -> tuple[Scores, Settings]:
    """The scores of an assignment; says on stderr what the gradebook and the kept results do not both know."""
    from autograder.classroom import settings as class_settings
    from autograder.publish import scores as gradebook_scores

    (assignment,) = options.assignments((name,))
    settings = class_settings.read(course_folder)
    scores = gradebook_scores.read(assignment, settings)
    if not scores.students:
        raise options.Failure(f"no results of {name} in the gradebook; run `autograder grade {name}` first")
    for line in scores.unmatched():
        click.echo(f"autograder: {line}", err=True)
    return scores, settings
