"""README and docs name only commands, options, targets and files that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest

from autograder import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_COMMAND = re.compile(r"(?:^|[`\s/])autograder +([a-z]+)((?: [^`#\n]*)?)")


def code(page):
    """Every line and span of code of a page."""
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    indented = re.findall(r"^ {4,}(.+)$", text, re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", text)
    return [line for block in fenced for line in block.splitlines()] + indented + spans


def commands(page):
    """The autograder's commands on a page: (name, what follows)."""
    return [(match.group(1), match.group(2)) for line in code(page) for match in _COMMAND.finditer(line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page: Any) -> None:
    for name, rest in commands(page):
        assert name in cli.main.commands, f"autograder {name}"
        command = cli.main.commands[name]
        known = {
            flag for one in command.params if isinstance(one, click.Option) for flag in (*one.opts, *one.secondary_opts)
        }
        words = [word.strip("[]…,;:.") for word in rest.split()]
        flags = {word.partition("=")[0] for word in words if re.match(r"-{1,2}[a-z]", word)}
        assert flags <= known | {"-h", "--help"}, f"autograder {name}: {flags - known}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_assignments_in_commands_exist(page: Any) -> None:
    names = {path.name for path in (ROOT / "solutions").glob("a*")}
    for _, rest in commands(page):
        for word in rest.split():
            found = re.fullmatch(r"(a\d\d_\w+)(\.ipynb)?", word)
            assert not found or found.group(1) in names, word


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Any) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {match for line in code(page) for match in re.findall(r"^make ([a-z-]+)", line.strip())}
    assert named <= targets, named - targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Any) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_shows_every_step_of_the_three_readers() -> None:
    names = {name for name, _ in commands(ROOT / "README.md")}
    assert {"bundle", "grade", "feedback", "report", "export", "check", "validate", "doctor"} <= names


def test_the_options_of_check_in_the_readme_parse() -> None:
    lines = [line for name, line in commands(ROOT / "README.md") if name == "check"]
    assert lines
    for line in lines:
        cli.main.commands["check"].make_context("check", shlex.split(line))


def test_the_search_sees_what_it_must(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Run `autograder nonsense --no`:\n\n    .venv/bin/autograder grade a02 --force  # again\n\nthe autograder is\n"
    )
    assert commands(page) == [("grade", " a02 --force  "), ("nonsense", " --no")]


def test_tests_that_the_promises_name_exist() -> None:
    named = re.findall(
        r"`(tests/[^`:]+?\.py)(?:::(\w+)(?:\[([^\]`]+)\])?)?`", (ROOT / "docs" / "security.md").read_text("utf-8")
    )
    assert len(named) > 30
    for path, function, case in named:
        text = (ROOT / path).read_text("utf-8")
        assert f"def {function}" in text and case in text, (path, function, case)
