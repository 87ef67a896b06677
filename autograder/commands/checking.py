"""What CI runs, and whoever wants one look: check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder import options

if TYPE_CHECKING:
    from autograder.results import Result


@click.command()
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
@options.named_course
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
    from autograder.grading import file_jobs, watched
    from autograder.publish import github as github_writer
    from autograder.publish import gradescope as gradescope_writer
    from autograder.publish import junit as junit_writer
    from autograder.publish import table

    drawn = options.drawn(seed)
    found: list[Result] = []
    with (
        watched.GradingProcess(file_jobs.FILES, options.limits_of(named), trust=named["trust_submissions"]) as process,
        options.bar(len(notebooks), "grading") as tick,
    ):
        for result in watched.grade_all([file_jobs.File(path, drawn) for path in notebooks], [process]):
            found.append(result)
            tick()
    if json_file is not None:
        options.write(json_file, json.dumps(results.document(found), indent=1) + "\n")
    if junit is not None:
        options.write(junit, junit_writer.document(found))
    if gradescope is not None:
        options.write(gradescope, gradescope_writer.document(found))
    if github:
        github_writer.report(found)
    if json_file is None or str(json_file) != "-":
        table.show_checked(found)
    options.exit_for(found, fail_under)
