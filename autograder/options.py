"""What the commands have in common: errors in one line, limits, the seed, the class folder, exit statuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment
    from autograder.publish.progress import Meter
    from autograder.results import Result
    from autograder.sandbox.client import Limits

SOMETHING_WRONG = 1  # the exit status if something could not be graded, or a check of the course failed


class Failure(click.ClickException):
    """One clear line on stderr and exit status 1."""

    def show(self, file: Any = None) -> None:
        """See click's `ClickException.show`."""
        click.echo(f"autograder: {self.message}", err=True)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn expected errors into one line; whatever else goes wrong is a bug and keeps its traceback."""
    try:
        yield
    except AutograderError as error:
        raise Failure(str(error)) from None
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "autograder", "course_tools"):
            raise
        advice = f"pip install 'deltarule[{_extra_with(package)}]'"
        raise Failure(f"this command needs the package {package}, which is not installed: {advice}") from None
    except OSError as error:
        raise Failure(f"{error.filename or 'the system'}: {error.strerror or error}") from None


def _extra_with(package: str) -> str:
    """The first extra of this distribution that names the package, or has it in brackets."""
    for requirement in metadata.requires("deltarule") or ():
        name, _, marker = requirement.partition(";")
        found = re.search(r"extra == ['\"](\w+)['\"]", marker)
        if found and re.search(rf"\b{package}\b", name, re.IGNORECASE):
            return found.group(1)
    return "instructor"


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose expected errors are one line on stderr."""

    @wraps(function)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        with _clear_errors():
            return function(*arguments, **named)

    return wrapped


def limits(function: Callable[..., Any]) -> Callable[..., Any]:
    """The sandbox's limits, all settable."""
    for name, default, words in (
        ("--call-seconds", 10.0, "Longest time for one call of a student's function."),
        ("--cell-seconds", 30.0, "Longest time for one cell."),
        ("--submission-seconds", 120.0, "Longest time for one submission."),
        ("--memory-mb", 1536, "Memory of a submission."),
        ("--files-mb", 64, "Files that a submission may write."),
        ("--output-kb", 1024, "Output that is kept of each cell."),
    ):
        kind = click.FloatRange(min=0, min_open=True) if isinstance(default, float) else click.IntRange(min=1)
        function = click.option(name, default=default, show_default=True, type=kind, help=words)(function)
    words = "Longest search for the line of a mistake in a wrong function that nothing else explains; 0: none."
    seconds = click.FloatRange(min=0)
    function = click.option("--repair", default=1.0, show_default=True, type=seconds, metavar="SECONDS", help=words)(
        function
    )
    words = "Run submissions without isolation, on a machine that has none."
    return click.option("--trust-submissions", is_flag=True, help=words)(function)


def limits_of(named: dict[str, Any]) -> Limits:
    """The limits that the options say; refuses where this machine cannot isolate and nobody said to trust."""
    from autograder.sandbox.client import Limits, require_isolation

    if not named["trust_submissions"]:
        require_isolation()
    return Limits(
        call=named["call_seconds"],
        cell=named["cell_seconds"],
        submission=named["submission_seconds"],
        memory=named["memory_mb"] << 20,
        files=named["files_mb"] << 20,
        output=named["output_kb"] << 10,
        repair=named["repair"],
    )


def drawn(seed: int | None) -> int:
    """The seed that was given, or a fresh one."""
    import secrets

    return secrets.randbelow(2**31) if seed is None else seed


def _choose_course(context: click.Context, parameter: click.Parameter, folder: Path | None) -> Path | None:
    """Grade by the course that the class folder's settings name, unless $DELTARULE_COURSE says otherwise."""
    if folder is not None:
        from autograder.classroom import settings

        with _clear_errors():
            settings.use_course(settings.read(folder))
    return folder


course_folder = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=_choose_course,
    help="The folder with submitted/ and nbgrader_config.py [default: here].",
)
# For commands that need no class folder: the settings of the current folder are not read unless it is named.
named_course = click.option(
    "--course",
    type=click.Path(path_type=Path),
    callback=_choose_course,
    expose_value=False,
    help="A folder whose nbgrader_config.py names the course [default: $DELTARULE_COURSE, or this package's checkout].",
)
seed = click.option(
    "--seed", type=click.IntRange(min=0), help="Draw the checks' inputs with this seed [default: a fresh one]."
)


def assignments(names: tuple[str, ...]) -> list[Assignment]:
    """The assignments of these names, or all."""
    from autograder.course import assignment as course

    return [course.assignment(name) for name in names] if names else list(course.assignments())


def bar(total: int, words: str) -> AbstractContextManager[Meter]:
    """Show progress while the block runs; gives the function to call after each step."""
    from autograder.publish import progress

    return progress.bar(total, words)


def write(path: Path, text: str) -> None:
    """Write a command's result to the named file, wholly or not at all; "-" is stdout."""
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    from autograder.files import write_atomically

    write_atomically(path, text)


def exit_for(results: list[Result], fail_under: float | None = None) -> None:
    """Name what could not be graded, or earned less than that share; exit with 1 if there is any."""
    from autograder.text import one_line

    ungraded = [result for result in results if result.status == "ungradable"]
    for result in ungraded:
        click.echo(f"autograder: {one_line(f'{result.path}: {result.reason}')}", err=True)
    below = [result for result in results if fail_under is not None and result.score < fail_under * result.max_score]
    for result in below:
        share = f"{fail_under:.0%}"
        click.echo(f"autograder: {result.path}: {result.score:g} of {result.max_score:g} is under {share}", err=True)
    if ungraded or below:
        raise SystemExit(SOMETHING_WRONG)
