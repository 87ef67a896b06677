"""What an author runs: new, release, source, bundle, validate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder import options

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options.command
def new(folder: Path) -> None:
    """Begin a course in a new FOLDER: one worked assignment that proves itself, settings, a CI workflow."""
    from autograder.course import scaffold

    written = scaffold.create(folder)
    click.echo(
        f"{folder}: {len(written)} files. Go on with:\n\n  cd {folder}\n  autograder validate --course .", err=True
    )


@click.command()
@click.argument("names", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--check", is_flag=True, help="Only prove that the committed releases are what their sources give.")
@options.named_course
@options.command
def release(names: tuple[str, ...], check: bool) -> None:
    """Generate the students' notebooks: solutions/ to assignments/; without a name, handbook and syllabus too."""
    from autograder.course import release as releases

    chosen = options.assignments(names)
    stale = [] if names else _pages(chosen, check=check)
    with options.bar(len(chosen), "releasing") as tick:
        for assignment in chosen:
            if check:
                stale += [] if releases.is_current(assignment) else [assignment.name]
            else:
                changed = releases.write(assignment)
                click.echo(f"{assignment.release}: {'written' if changed else 'unchanged'}", err=True)
            tick()
    if stale:
        raise options.Failure(f"not what the sources give: {', '.join(stale)}; run `autograder release`")
    if check:
        click.echo(f"{len(chosen)} releases are what their sources give", err=True)


def _pages(chosen: list[Assignment], *, check: bool) -> list[str]:
    """Write what is generated from all assignments, or name what is not what the sources give."""
    from autograder.course import handbook, syllabus
    from autograder.course.mistakes import mistakes

    hints = {each.name: [(mistake.exercise, mistake.hint) for mistake in mistakes(each)] for each in chosen}
    files = handbook.files(chosen) | syllabus.files(chosen, hints)
    if check:
        return [path.name for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path, text in files.items():
        options.write(path, text)
    return []


@click.command()
@click.argument("names", metavar="ASSIGNMENT...", nargs=-1, required=True)
@options.course_folder
@options.command
def source(names: tuple[str, ...], course_folder: Path) -> None:
    """Write nbgrader's source/ of a class folder, for `nbgrader generate_assignment` and Formgrader."""
    from autograder.classroom import nbgrader_source, settings

    class_settings = settings.read(course_folder)
    for assignment in options.assignments(names):
        written = nbgrader_source.write(assignment, class_settings)
        folder = class_settings.folder("source", ".", assignment.name)
        click.echo(f"{folder}: {f'{len(written)} files written' if written else 'unchanged'}", err=True)


@click.command()
@click.argument("names", metavar="ASSIGNMENT...", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The zip to write.")
@options.named_course
@options.command
def bundle(names: tuple[str, ...], output: Path) -> None:
    """Write the zip that students get: notebooks, data, course_tools, a README; no solution, no check."""
    from autograder.course import bundle as bundles

    bundles.write(options.assignments(names), output)
    click.echo(f"{output}: {len(names)} notebooks, {output.stat().st_size >> 10} KB", err=True)


@click.command()
@click.argument("names", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--workers", type=click.IntRange(min=1), help="Processes that work side by side [default: all cores].")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Draw the checks' inputs with this seed."
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write what was found here, as JSON.")
@click.option("--hints", type=click.Path(path_type=Path), help="Write the hints that mutants get here, to be read.")
@click.option(
    "--quick", is_flag=True, help="Leave out the known mistakes and the mutants, which take nearly all the time."
)
@click.option("--strict", is_flag=True, help="Fail on findings, too: silent mistakes, lucky seeds, replayed answers.")
@options.named_course
@options.command
def validate(
    names: tuple[str, ...],
    workers: int | None,
    seed: int,
    json_file: Path | None,
    hints: Path | None,
    strict: bool,
    quick: bool,
) -> None:
    """Prove the course: the reference, the release, every known mistake, every mutant, every number."""
    import json
    import os

    from autograder.files import write_atomically
    from autograder.proof import plan, run, summary, table
    from autograder.sandbox.client import require_isolation

    require_isolation()
    chosen = options.assignments(names)
    proofs = []
    tasks = plan.plan(chosen, seed, quick=quick)
    with options.bar(len(tasks), "proving") as tick:
        for proof in run.run(tasks, workers or len(os.sched_getaffinity(0))):
            proofs.append(proof)
            tick()
    rows = summary.summarise(chosen, proofs)
    table.show(rows)
    if json_file is not None:
        write_atomically(json_file, json.dumps(summary.document(rows), indent=1) + "\n")
    if hints is not None:
        write_atomically(hints, summary.hints_given(proofs))
    if any(row.problems or (strict and row.findings) for row in rows):
        raise SystemExit(options.SOMETHING_WRONG)
