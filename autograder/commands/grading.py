"""What an instructor runs on the submissions of a class: grade."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from autograder import options


@click.command()
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

    from autograder.classroom import settings as class_settings
    from autograder.sandbox import client

    settings = class_settings.read(course_folder)
    limits, trust = options.limits_of(named), named["trust_submissions"]
    count = min(workers or len(os.sched_getaffinity(0)), len(students) or len(settings.submitted(name)))
    with client.sandboxes(0 if scheduler else count, limits, trust=trust) as sandboxes:
        from autograder.classroom import grade_class
        from autograder.classroom.workers import BatchOptions
        from autograder.publish import table

        (assignment,) = options.assignments((name,))
        jobs = grade_class.jobs(assignment, settings, students, options.drawn(seed))
        batch = BatchOptions(count, scheduler, limits, trust, sandboxes)
        with options.bar(len(jobs), f"grading {name}") as tick:
            found = grade_class.grade(assignment, settings, jobs, batch, force=force, tick=tick)
    table.show_class(found)
    options.exit_for(found, None)
