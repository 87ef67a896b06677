"""The commands, nothing else: each reads its arguments, calls the room that does the work, and prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder import options, startup

if TYPE_CHECKING:
    from autograder.classroom.settings import Settings
    from autograder.course.assignment import Assignment
    from autograder.results import Result

_SOMETHING_WRONG = 1

startup.trim()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="deltarule")
def main() -> None:
    """Release, grade and look at the course "from the perceptron to backpropagation"."""


def _bar(total: int, words: str) -> AbstractContextManager[Callable[[], None]]:
    from autograder.publish.progress import bar

    return bar(total, words)


@main.command()
@click.argument("names", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--check", is_flag=True, help="Only prove that the committed releases are what their sources give.")
@options.command
def release(names: tuple[str, ...], check: bool) -> None:
    """Generate the students' notebooks: solutions/ to assignments/."""
    from autograder.course import release as releases

    stale = []
    chosen = options.assignments(names)
    with _bar(len(chosen), "releasing") as tick:
        for one in chosen:
            if check:
                stale += [] if releases.is_current(one) else [one.name]
            else:
                changed = releases.write(one)
                click.echo(f"{one.release}: {'written' if changed else 'unchanged'}", err=True)
            tick()
    if stale:
        raise options.Failure(f"not what the sources give: {', '.join(stale)}; run `autograder release`")
    if check:
        click.echo(f"{len(chosen)} releases are what their sources give", err=True)


@main.command()
@click.argument("names", metavar="ASSIGNMENT...", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The zip to write.")
@options.command
def bundle(names: tuple[str, ...], output: Path) -> None:
    """Write the zip that students get: notebooks, data, course_tools, a README; no solution, no check."""
    from autograder.course import bundle as bundles

    bundles.write(options.assignments(names), output)
    click.echo(f"{output}: {len(names)} notebooks, {output.stat().st_size >> 10} KB", err=True)


@main.command()
@click.argument("notebooks", metavar="NOTEBOOK...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write the results here, as JSON (- for stdout)."
)
@click.option("--junit", type=click.Path(path_type=Path), help="Write the results here, as JUnit XML.")
@click.option(
    "--gradescope", type=click.Path(path_type=Path), help="Write the results here, as Gradescope's results.json."
)
@click.option("--github", is_flag=True, help="Report to GitHub Actions: summary, annotations and Classroom result.")
@click.option("--fail-under", type=click.FloatRange(0, 1), help="Exit with 1 if a submission earns a smaller share.")
@options.seed
@options.limits
@options.command
def check(
    notebooks: tuple[Path, ...],
    json_file: Path | None,
    junit: Path | None,
    gradescope: Path | None,
    github: bool,
    fail_under: float | None,
    seed: int | None,
    **named: Any,
) -> None:
    """Grade notebook files without a gradebook: for CI, and for one look."""
    from autograder import results
    from autograder.grading import grade as grading
    from autograder.publish import github as github_writer
    from autograder.publish import gradescope as gradescope_writer
    from autograder.publish import junit as junit_writer
    from autograder.publish import table
    from autograder.sandbox.client import Sandbox

    drawn = options.drawn(seed)
    found: list[Result] = []
    with (
        Sandbox(options.limits_of(named), trust=named["trust_submissions"]) as sandbox,
        _bar(len(notebooks), "grading") as tick,
    ):
        for path in notebooks:
            found.append(grading.grade_file(path, sandbox, drawn))
            tick()
    if json_file is not None:
        _write(json_file, json.dumps(results.document(found), indent=1) + "\n")
    if junit is not None:
        _write(junit, junit_writer.document(found))
    if gradescope is not None:
        _write(gradescope, gradescope_writer.document(found))
    if github:
        github_writer.report(found)
    if json_file is None or str(json_file) != "-":
        table.show_checked(found)
    _exit_for(found, fail_under)


@main.command()
@click.argument("name", metavar="ASSIGNMENT")
@click.option("--student", "students", multiple=True, help="Grade this student only (may be repeated).")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that grade side by side [default: all cores].")
@click.option("--scheduler", help="Grade on the Dask cluster of this address.")
@click.option("--force", is_flag=True, help="Grade again what was graded and has not changed.")
@options.course_folder
@options.seed
@options.limits
@options.command
def grade(
    name: str,
    students: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    force: bool,
    course_folder: Path,
    seed: int | None,
    **named: Any,
) -> None:
    """Grade submitted/<student>/<ASSIGNMENT>/ into the gradebook, autograded/ and results/."""
    import os

    from autograder.classroom import settings
    from autograder.sandbox import client

    where = settings.read(course_folder)
    limits, trust = options.limits_of(named), named["trust_submissions"]
    count = min(workers or len(os.sched_getaffinity(0)), len(students) or len(where.submitted(name)))
    with client.sandboxes(0 if scheduler else count, limits, trust=trust) as sandboxes:
        from autograder.classroom import grade_class
        from autograder.classroom.workers import BatchOptions
        from autograder.publish import table

        (one,) = options.assignments((name,))
        jobs = grade_class.jobs(one, where, students, options.drawn(seed))
        how = BatchOptions(count, scheduler, limits, trust, sandboxes)
        with _bar(len(jobs), f"grading {name}") as tick:
            found = grade_class.grade(one, where, jobs, how, force=force, tick=tick)
    table.show_class(found)
    _exit_for(found, None)


@main.command()
@click.argument("name", metavar="ASSIGNMENT")
@options.course_folder
@options.command
def feedback(name: str, course_folder: Path) -> None:
    """Write a page for each student into feedback/<student>/<ASSIGNMENT>/."""
    from autograder.publish import feedback as pages

    one, where, found = _graded(name, course_folder)
    with _bar(len(found), "writing pages") as tick:
        for result in found:
            path = pages.write(result, one, where)
            tick()
    click.echo(f"{len(found)} pages, the last one {path}", err=True)


@main.command()
@click.argument("name", metavar="ASSIGNMENT")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The page [default: results/ASSIGNMENT/report.html]."
)
@options.course_folder
@options.command
def report(name: str, output: Path | None, course_folder: Path) -> None:
    """Write a page about the class: scores, what was hard, which mistakes were made."""
    from autograder.publish import class_report

    one, where, found = _graded(name, course_folder)
    target = output or where.results(name) / "report.html"
    _write(target, class_report.page(found, one))
    click.echo(str(target))


@main.command()
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

    one, where, found = _graded(name, course_folder)
    if form == "csv":
        text = table.csv_document(found, one, where)
    elif form == "canvas":
        text = canvas.document(found, one)
    elif form == "moodle":
        text = moodle.document(found, one)
    else:
        text = gradescope.document(found)
    _write(output, text)


@main.command()
@click.argument("names", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that work side by side [default: all cores].")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Draw the checks' inputs by this seed."
)
@options.command
def validate(names: tuple[str, ...], workers: int | None, seed: int) -> None:
    """Prove the course: the reference, the release, every known mistake, every mutant, every number."""
    import os

    from autograder.proof import proofs as validation
    from autograder.publish import table
    from autograder.sandbox.client import require_isolation

    require_isolation()
    chosen = options.assignments(names)
    proofs = []
    work = validation.plan(chosen, seed)
    with _bar(len(work), "proving") as tick:
        for proof in validation.run(work, workers or len(os.sched_getaffinity(0))):
            proofs.append(proof)
            tick()
    report = validation.summarise(chosen, proofs)
    table.show_validation(report)
    if any(row.problems for row in report):
        raise SystemExit(_SOMETHING_WRONG)


@main.command()
@click.option(
    "--keep",
    "target",
    type=click.Path(path_type=Path),
    help="Build the scratch course here [default: a new temporary folder].",
)
@click.option("--open", "open_pages", is_flag=True, help="Open the pages in a browser.")
@options.command
def demo(target: Path | None, open_pages: bool) -> None:
    """Run the whole loop in a scratch course with sample submissions, and say where to look."""
    from autograder import demo as demonstration

    demonstration.run(target, open_pages=open_pages)


@main.command()
@options.command
def doctor() -> None:
    """Say what this machine can isolate, which versions it has, what is missing and how to get it."""
    from autograder import doctor as machine

    if not machine.show():
        raise SystemExit(_SOMETHING_WRONG)


def _graded(name: str, course_folder: Path) -> tuple[Assignment, Settings, list[Result]]:
    from autograder.classroom import grade_class, settings

    (one,) = options.assignments((name,))
    where = settings.read(course_folder)
    found = grade_class.results(one, where)
    if not found:
        raise options.Failure(f"no results of {name} in {where.results(name)}; run `autograder grade {name}` first")
    return one, where, found


def _write(path: Path, text: str) -> None:
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    from autograder.files import write_atomically

    write_atomically(path, text)


def _exit_for(found: list[Result], fail_under: float | None) -> None:
    ungraded = [one for one in found if one.status == "ungradable"]
    for one in ungraded:
        click.echo(f"autograder: {one.path}: {one.reason}", err=True)
    below = [one for one in found if fail_under is not None and one.score < fail_under * one.max_score]
    for one in below:
        click.echo(f"autograder: {one.path}: {one.score:g} of {one.max_score:g} is under {fail_under:.0%}", err=True)
    if ungraded or below:
        raise SystemExit(_SOMETHING_WRONG)
