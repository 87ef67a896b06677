"""The page about the course has every assignment and every student, with the gradebook's scores."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.publish import course_report, feedback, scores


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)).split())


@pytest.fixture
def weeks(settings, a02, enrol, by_hand):
    """The class's assignment, and the same without the first student as a second one."""
    enrol("bob", first_name="Bob", last_name="Byte")
    enrol("zoe")
    by_hand("ada", penalty=4.0)
    first = scores.read(a02, settings)
    second = replace(first, students=first.students[1:], absent=(*first.absent, first.students[0].student))
    return [first, second]


def test_assignments_and_students(settings: Any, weeks: Any, a02: Assignment) -> None:
    page = course_report.page(weeks, settings, settings.root / "results" / "report.html")
    words = plain(page)
    assert f"{a02.title} 3 submissions, 1 could not be graded" in words
    rows = [plain(row) for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", page, re.DOTALL)]
    bob = weeks[0].students[1].score
    assert rows == [f"Bob Byte {10 * bob:.0f} % {bob:g} {bob:g}", "ada 30 % 6 –", "cleo 0 % 0 0", "zoe 0 % – –"]
    assert "Hardest: predict" in words


def test_links_lead_to_the_pages_that_are_there(settings: Any, weeks: Any, a02: Assignment) -> None:
    target = settings.root / "results" / "report.html"
    assert "href" not in course_report.page(weeks, settings, target)
    feedback.write(weeks[0].students[1], a02, settings)
    (settings.results(a02.name) / "report.html").write_text("x")
    found = re.findall(r'href="([^"]+)"', course_report.page(weeks, settings, target))
    assert set(found) == {"a02_perceptron/report.html", "../feedback/bob/a02_perceptron/a02_perceptron.html"}
    assert all((target.parent / address).resolve().is_file() for address in found)


def test_only_what_the_gradebook_knows(settings: Any, a02: Assignment) -> None:
    assert scores.recorded(settings) == [a02]


def test_the_page_is_self_contained_and_escapes(settings: Any, weeks: Any) -> None:
    evil = "<script>alert(1)</script>"
    entry = weeks[0].students[0]
    nasty = replace(entry, student=replace(entry.student, id=evil, first_name=evil))
    page = course_report.page([replace(weeks[0], students=(nasty,))], settings, settings.root / "report.html")
    assert "<script" not in page and "&lt;script&gt;" in page
    for foreign in ("http://", "https://", "url(", "@import", "src="):
        assert foreign not in page
