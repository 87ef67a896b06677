"""Whose a downloaded file is: the names that Moodle, Canvas and Gradescope give to what students handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# A folder "Ada Lovelace_123456_assignsubmission_file_", or flat: "Ada Lovelace_123456_assignsubmission_file_a02.ipynb"
_MOODLE = re.compile(r"[^/]*?_(?P<student>\d+)_assignsubmission_file_(?P<file>.*)")
# "lovelaceada_12345_67890_a02.ipynb"; _LATE_ before the numbers, -1 behind the name if it was handed in again
_CANVAS = re.compile(r"[^/_]+(?:_LATE)?_(?P<student>\d+)_\d+_(?P<file>.+?)(?:-\d+)?(?:\.ipynb)?")
# "assignment_1_export/submission_67890/a02.ipynb", with submission_metadata.yml beside the folders
_GRADESCOPE = re.compile(r"submission_(?P<student>\d+)")
_METADATA = "submission_metadata.yml"
_NOTEBOOK = ".ipynb"


def owner(path: str, within: Path = Path()) -> tuple[str, str] | None:
    """The student's id and the notebook's name; None if the path is not one of a known download.

    The outermost name below `within` that fits decides: the system gave that one, and those further in are the
    student's, who could write another's number into them.
    Moodle: the participant's number. Canvas: the user's number, the gradebook's column ID. Gradescope: the SID, else
    the email address of the export's metadata, else the submission's number.
    """
    below = Path(path).relative_to(within) if Path(path).is_relative_to(within) else Path(path)
    if below.suffix != _NOTEBOOK:
        return None
    for place, name in enumerate(below.parts):
        is_file = place == len(below.parts) - 1
        if not is_file and (found := _GRADESCOPE.fullmatch(name)):
            export = within.joinpath(*below.parts[:place])
            return _submitters(export).get(found["student"], found["student"]), below.stem
        if found := _MOODLE.fullmatch(name) or _CANVAS.fullmatch(name):
            return found["student"], found["file"].removesuffix(_NOTEBOOK) if is_file else below.stem
    return None


@cache
def _submitters(export: Path) -> dict[str, str]:
    """Gradescope's submissions by number: the SID or the email address of their first submitter."""
    try:
        lines = (export / _METADATA).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    return dict(_read_metadata(lines))


def _read_metadata(lines: list[str]) -> Iterator[tuple[str, str]]:
    number = ""
    fields: dict[str, str] = {}
    for line in [*lines, "submission_:"]:
        if head := re.match(r"submission_(\d*):", line):
            if number and (who := fields.get("sid") or fields.get("email")):
                yield number, who
            number, fields = head[1], {}
        elif field := re.match(r"[ -]+:(sid|email): *['\"]?([^'\"]*?)['\"]? *$", line):
            fields.setdefault(field[1], field[2])
