"""The program `autograder`: its commands, gathered from `autograder.commands`."""

from __future__ import annotations

import click

from autograder import startup
from autograder.commands import authoring, checking, grading, machine, publishing

startup.trim()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="deltarule")
def main() -> None:
    """Release, grade and look at the course "from the perceptron to backpropagation"."""


for _command in (
    machine.demo,
    authoring.new,
    authoring.release,
    authoring.source,
    authoring.bundle,
    checking.check,
    grading.grade,
    publishing.feedback,
    publishing.report,
    publishing.export,
    authoring.validate,
    machine.doctor,
):
    main.add_command(_command)
