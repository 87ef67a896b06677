"""What an instructor runs on the submissions of a class: grade."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder import options

if TYPE_CHECKING:
    from autograder.classroom.grade_class import Graded
    from autograder.publish.progress import Meter
    from autograder.sandbox.client import Limits


@click.command()
@click.argument("name", metavar="ASSIGNMENT")
@click.option("--student", "students", multiple=True, help="Grade this student only (may be repeated).")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that grade side by side [default: all cores].")
@click.option("--scheduler", help="Grade on the Dask cluster of this address.")
@click.option("--force", is_flag=True, help="Grade again what was graded and has not changed.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="Draw the checks' inputs with this seed from now on [default: the class's own, drawn once and kept].",
)
@click.option("--github", is_flag=True, help="Write the gradebook's scores into GitHub Actions' summary.")
@options.course_folder
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
    github: bool,
    **named: Any,
) -> None:
    """Grade submitted/<student>/<ASSIGNMENT>/ into the gradebook, autograded/ and results/."""
    with _told_how_to_go_on() as far:
        how = (workers, scheduler, options.limits_of(named), named["trust_submissions"])
        graded = _grade(name, course_folder, how, far, students=students, seed=seed, force=force)
    _tell(graded, name)
    from autograder.publish import table

    table.show_class(graded.results, graded.seed)
    if github:
        from autograder.classroom import settings
        from autograder.publish import github as github_writer
        from autograder.publish import scores

        (assignment,) = options.assignments((name,))
        github_writer.report_class(scores.read(assignment, settings.read(course_folder)))
    options.exit_for(graded.results)


def _grade(
    name: str,
    course_folder: Path,
    how: tuple[int | None, str | None, Limits, bool],
    far: list[Meter],
    *,
    students: tuple[str, ...],
    seed: int | None,
    force: bool,
) -> Graded:
    """Grade the class by so many workers or on a cluster, under these limits; `far` gets the progress."""
    import os

    from autograder.classroom import settings as class_settings
    from autograder.sandbox import client

    workers, scheduler, limits, trust = how
    settings = class_settings.read(course_folder)
    count = min(workers or len(os.sched_getaffinity(0)), len(students) or len(settings.submitted(name)))
    # the sandboxes start while the other modules are imported
    with client.sandboxes(0 if scheduler else count, limits, trust=trust) as sandboxes:
        from autograder.classroom import grade_class
        from autograder.classroom.work import Batch

        (assignment,) = options.assignments((name,))
        batch = Batch(count, scheduler, limits, trust, sandboxes)
        with options.bar(0, f"grading {name}") as progress:
            far.append(progress)
            return grade_class.grade(assignment, settings, batch, progress, students=students, seed=seed, force=force)


@contextmanager
def _told_how_to_go_on() -> Iterator[list[Meter]]:
    """Say in one line what Ctrl-C left behind; the block puts the progress, once there is any, into the list."""
    far: list[Meter] = []
    try:
        yield far
    except KeyboardInterrupt:
        done = f"{far[0].done} of {far[0].total} are" if far else "nothing is"
        message = f"interrupted: {done} graded and kept; run the same command again to go on"
        raise options.Failure(message) from None


def _tell(graded: Graded, name: str) -> None:
    """What was done beside grading what is new, and what does not fit together, on stderr."""
    for exercise, (recorded, given) in graded.other_points.items():
        words = f"{recorded:g} points in the release and the gradebook, {given:g} in the source"
        click.echo(f"{exercise}: {words}; run `autograder release {name}` and grade again", err=True)
    for changed, count in graded.again.most_common():
        click.echo(f"graded again: {count}, for {changed} changed", err=True)
    if graded.recorded:
        click.echo(f"{graded.recorded} were graded before and missing from the gradebook: written there", err=True)
