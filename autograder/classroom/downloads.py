"""Whose a downloaded file is: the names that Moodle, Canvas and Gradescope give to what students handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# "Ada Lovelace_123456_assignsubmission_file_/a02.ipynb", or flat: "Ada Lovelace_123456_assignsubmission_file_a02.ipynb"
_MOODLE = re.compile(r"(?:.*/)?[^/]*_(?P<student>\d+)_assignsubmission_file_/?(?:.*/)?(?P<file>[^/]+)\.ipynb")
# "lovelaceada_12345_67890_a02.ipynb"; _LATE_ before the numbers, -1 behind the name if it was handed in again
_CANVAS = re.compile(r"(?:.*/)?[^/_]+(?:_LATE)?_(?P<student>\d+)_\d+_(?P<file>[^/]+?)(?:-\d+)?\.ipynb")
# "assignment_1_export/submission_67890/a02.ipynb", with submission_metadata.yml beside the folders
_GRADESCOPE = re.compile(r"(?P<export>.*/)?submission_(?P<student>\d+)/(?:.*/)?(?P<file>[^/]+)\.ipynb")
_METADATA = "submission_metadata.yml"


def owner(path: str) -> tuple[str, str] | None:
    """The student's id and the notebook's name; None if the path is not one of a known download.

    Moodle: the participant's number. Canvas: the user's number, the gradebook's column ID. Gradescope: the SID, else
    the email address of the export's metadata, else the submission's number.
    """
    if found := _GRADESCOPE.fullmatch(path):
        export = Path(found["export"] or ".")
        return _submitters(export).get(found["student"], found["student"]), found["file"]
    for pattern in (_MOODLE, _CANVAS):
        if found := pattern.fullmatch(path):
            return found["student"], found["file"]
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
