"""When a submission came in, as nbgrader reads its timestamp.txt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import timestamps


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-01-03 12:00:00 UTC", datetime(2026, 1, 3, 12)),
        ("2026-01-03T12:00:00+02:00\n", datetime(2026, 1, 3, 10)),
        ("2026-01-03T12:00:00Z", datetime(2026, 1, 3, 12)),
        ("2026-01-03 12:00:00", datetime(2026, 1, 3, 12)),
        ("2026-01-03 12:00:00.123456 UTC", datetime(2026, 1, 3, 12, 0, 0, 123456)),
        ("2026-01-03 12:00:00.123456 Europe/Berlin", datetime(2026, 1, 3, 11, 0, 0, 123456)),
        ("2026-07-03 12:00:00 America/Los_Angeles", datetime(2026, 7, 3, 19)),
        ("2026-01-03 12:00:00 CET", datetime(2026, 1, 3, 11)),
    ],
)
def test_dates_with_zones_by_offset_and_name(tmp_path: Path, text: str, wanted: Any) -> None:
    (tmp_path / "timestamp.txt").write_text(text)
    assert timestamps.read(tmp_path) == timestamps.Arrival(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-03 12:00:00 UTC",
        "2026-01-03 12:00:00.5 Europe/Berlin",
        "2026-01-03T12:00:00+02:00",
        "2026-01-03 12:00:00",
    ],
)
def test_nbgrader_reads_the_same(text: str) -> None:
    from nbgrader.utils import parse_utc

    assert timestamps.parse(text).time == parse_utc(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-01-03 12:00:00 Mars/Olympus", "names the unknown time zone 'Mars/Olympus': taken as UTC"),
        ("2026-01-03 12:00:00 XYZT", "names the unknown time zone 'XYZT': taken as UTC"),
    ],
)
def test_an_unknown_zone_is_told(text: str, words: str) -> None:
    found = timestamps.parse(text)
    assert found.time == datetime(2026, 1, 3, 12) and words in str(found.problem)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "",
        "0001-01-01T00:00:00+14:00",
        "9" * 200,
        "2026 ../../etc/passwd",
        f"-24:00{'9' * 40}",  # decimal.InvalidOperation of the parser's
        f"2026-01-03 A{'9' * 400}",  # OSError: a zone whose file cannot have such a name
    ],
)
def test_what_is_no_date_is_told(text: str) -> None:
    found = timestamps.parse(text)
    assert found.time is None and "does not hold a date" in str(found.problem)


def test_no_file_is_nothing_to_tell(tmp_path: Path) -> None:
    assert timestamps.read(tmp_path) == timestamps.Arrival(None)
    (tmp_path / "timestamp.txt").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in str(timestamps.read(tmp_path).problem)
    (tmp_path / "timestamp.txt").unlink()
    (tmp_path / "timestamp.txt").symlink_to("/dev/zero")
    assert "is a link" in str(timestamps.read(tmp_path).problem)
