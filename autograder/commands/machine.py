"""What shows whether all of it works here: demo, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from autograder import options


@click.command()
@click.option(
    "--keep",
    "target",
    type=click.Path(path_type=Path),
    help="Build the scratch course here [default: a new temporary folder].",
)
@click.option("--open", "open_pages", is_flag=True, help="Open the pages in a browser.")
@options.named_course
@options.command
def demo(target: Path | None, open_pages: bool) -> None:
    """Run the whole loop in a scratch course with sample submissions, and say where to look."""
    from autograder import demo as demonstration

    demonstration.run(target, open_pages=open_pages)


@click.command()
@options.named_course
@options.command
def doctor() -> None:
    """Say what this machine can isolate, which versions it has, what is missing and how to get it."""
    from autograder import doctor as machine

    if not machine.show():
        raise SystemExit(options.SOMETHING_WRONG)
