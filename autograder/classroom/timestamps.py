"""When a submission came in: nbgrader's timestamp.txt, read as nbgrader reads it."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import Unreadable
from autograder.files import read_submitted

NAME = "timestamp.txt"
_SIZE = 1024  # bytes: a date and a zone
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")


@dataclass(frozen=True)
class Arrival:
    """When a submission came in (UTC, without a zone, as the gradebook has it), and what was odd about saying so."""

    time: datetime | None
    problem: str | None = None


def read(folder: Path, within: Path | None = None) -> Arrival:
    """When the submission in a folder came in: UTC if no zone is named, none if nothing says so."""
    try:
        text = read_submitted(folder / NAME, _SIZE, within).decode("utf-8").strip()
    except Unreadable as error:
        return Arrival(None, None if error.code == "missing" else f"{NAME} was not read: {error}")
    except UnicodeDecodeError:
        return Arrival(None, f"{NAME} was not read: it is not UTF-8 text")
    return parse(text)


def parse(text: str) -> Arrival:
    """A date and a zone, by an offset or a name: `2024-05-01 12:00:00 Europe/Berlin`."""
    from dateutil import parser, tz

    date, _, zone = text.rpartition(" ")
    zone = zone if date and _ZONE.fullmatch(zone) and zone.upper() not in ("AM", "PM") else ""
    try:
        named = tz.gettz(zone) if zone else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a zone that is not known: it is told below
            time = parser.parse(date if zone else text)
        if named is not None:
            time = time.replace(tzinfo=named)
        known = time.tzinfo is not None or not zone
        if time.tzinfo is not None:
            time = time.astimezone(UTC).replace(tzinfo=None)
    except Exception:  # dateutil guesses, and raises whatever the parts of its guess do: decimals, files of zones
        return Arrival(None, f"{NAME} does not hold a date: {text[:40]!r}; nothing is known of lateness")
    return Arrival(time, None if known else f"{NAME} names the unknown time zone {zone[:40]!r}: taken as UTC")
