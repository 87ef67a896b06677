"""The page about the class counts rightly, names who made which mistake, and is safe to open."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest

from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.publish import class_report, feedback, scores
from autograder.publish.similarity import Pair, Similarity
from autograder.results import ExerciseResult, Result, ungradable

ASSIGNMENT = course.assignment("a02_perceptron")
NAMES = [one.id for one in ASSIGNMENT.exercises]
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def submission(student, flags=(), **changes):
    """A submission that is right but for the changes: status, share of the points, diagnosis."""
    exercises = []
    for one in ASSIGNMENT.exercises:
        status, share, diagnosis = changes.get(one.id, ("passed", 1.0, None))
        carried = bool(diagnosis and diagnosis.startswith("right, given"))
        exercises.append(ExerciseResult(one.id, share * one.max_points, one.max_points, status, carried, diagnosis, ()))
    score = sum(one.points for one in exercises)
    return Result(
        f"{student}.ipynb", ASSIGNMENT.name, student, "graded", None, score, 10.0, 1, 0.1, flags, tuple(exercises)
    )


def opened(settings):
    from nbgrader.api import Gradebook

    return Gradebook(settings.db_url, settings.course_id)


CLASS = (
    submission("ada"),
    submission("bob", predict=("failed", 0.0, "zero is no class"), add_bias=("partial", 0.5, "a row, no column")),
    submission(
        "cyd", predict=("failed", 0.0, "zero is no class"), fit_perceptron=("passed", 1.0, "right, given a right `x`")
    ),
    submission("dee", predict=("failed", 0.0, None), quiz_weights=("missing", 0.0, "not written yet")),
    ungradable("eve.ipynb", "invalid JSON", student="eve"),
)


def plain(html):
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(page, heading):
    """The text of the section under a heading."""
    found = re.search(rf"<h2>{heading}.*?</h2>(.*?)</section>", page, re.DOTALL)
    return plain(found[1]) if found else ""


def row(page, table, name):
    """The texts of the cells of the row that begins with a name."""
    body = re.search(rf'<table class="{table}">(.*?)</table>', page, re.DOTALL)[1]
    rows = [re.findall(r"<t[hd].*?</t[hd]>", one, re.DOTALL) for one in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)]
    return next([plain(cell) for cell in cells] for cells in rows if plain(cells[0]) == name)


def test_figures_are_of_the_graded_submissions() -> None:
    words = plain(class_report.page(CLASS, ASSIGNMENT))
    assert "Submissions 5 4 graded, 1 not gradable" in words
    assert "Median 8.88 of 10 points" in words  # of 10, 8.75, 9 and 8
    assert "Mean 8.94 of 10 points" in words
    assert "Quartiles 8.56–9.25" in words
    assert "Lowest, highest 8–10" in words
    assert "All points 1 submission" in words


def test_histogram_counts_each_graded_score_once() -> None:
    page = class_report.page([*CLASS, replace(submission("zed"), score=0.0)], ASSIGNMENT)
    title = re.search(r"<title id=[^>]*>(.*?)</title>", page)[1]
    assert title == "Histogram of scores. 0 to 1 points: 1. 8 to 9 points: 2. 9 to 10 points: 2. "
    heights = [float(one) for one in re.findall(r'class="column"[^>]* height="([\d.]+)"', page)]
    assert len(heights) == 10
    assert heights[0] * 2 == pytest.approx(heights[9])
    assert heights[8] == heights[9] == max(heights)
    assert heights[1:8] == [0.0] * 7


def test_success_of_each_exercise_in_the_notebooks_order() -> None:
    page = class_report.page([replace(one, exercises=one.exercises[::-1]) for one in CLASS], ASSIGNMENT)
    body = re.search(r'<table class="shares">(.*?)</table>', page, re.DOTALL)[1]
    assert re.findall(r"<code>(\w+)</code>", body) == NAMES
    assert row(page, "shares", "predict")[2:] == ["1", "·", "3", "·", "25 %", "·"]
    assert row(page, "shares", "add_bias")[2:] == ["3", "1", "·", "·", "88 %", "·"]
    assert row(page, "shares", "quiz_weights")[2:] == ["3", "·", "·", "1", "75 %", "·"]
    assert 'class="fill-failed" style="width: 75.00%"' in body


def test_mistakes_by_frequency_with_their_students() -> None:
    words = part(class_report.page(CLASS, ASSIGNMENT), "What went wrong")
    assert "predict 1 of 4 passed 2 × zero is no class bob, cyd 1 × No typical mistake was recognised. dee" in words
    assert "add_bias 3 of 4 passed 1 × a row, no column bob" in words
    assert "quiz_weights" not in words  # not written is no mistake
    assert "right, given" not in words


def test_rare_mistakes_are_folded_away() -> None:
    many = [submission(f"s{i}", predict=("failed", 0.0, f"mistake {i}")) for i in range(8)]
    page = class_report.page(many, ASSIGNMENT)
    assert "<summary>3 more</summary>" in page
    assert all(f"mistake {i}" in page for i in range(8))


def test_at_a_glance() -> None:
    words = part(class_report.page(CLASS, ASSIGNMENT), "At a glance")
    assert "Hardest: predict , where the class earned 25 % of the points." in words
    assert "made 2 times, in predict : zero is no class" in words
    assert "1 submission could not be graded" in words
    assert "look at" not in words


def test_a_mistake_made_once_is_not_the_most_frequent() -> None:
    one = submission("bob", predict=("failed", 0.0, "zero is no class"))
    assert "Most frequent" not in class_report.page([one], ASSIGNMENT)


def test_students_grid() -> None:
    page = class_report.page(CLASS, ASSIGNMENT)
    body = re.search(r'<table class="grid">(.*?)</table>', page, re.DOTALL)[1]
    assert re.findall(r'<th scope="row"[^>]*>(\w+)<', body) == ["ada", "cyd", "bob", "dee", "eve"]
    assert re.findall(r'class="upright">(\w+)<', body) == NAMES
    assert row(page, "grid", "ada")[1:] == ["10", *["✓ passed"] * 9]
    bob = row(page, "grid", "bob")
    assert bob[1:4] == ["8.75", "◐ partial 50", "✗ failed"]
    carried = row(page, "grid", "cyd")[2 + NAMES.index("fit_perceptron")]
    assert carried == "✓ passed * given right versions of what it depends on"
    assert row(page, "grid", "dee")[2 + NAMES.index("quiz_weights")] == "○ missing"
    assert row(page, "grid", "eve")[1:] == ["0", "not gradable: invalid JSON"]


def test_ungradable_with_the_reason() -> None:
    assert part(class_report.page(CLASS, ASSIGNMENT), "Could not be graded") == "eve invalid JSON"


def test_flags_for_the_instructor() -> None:
    page = class_report.page([submission("mal", flags=("patched numpy", "read /etc/passwd"))], ASSIGNMENT)
    assert "mal patched numpy read /etc/passwd" in part(page, "For your eyes")
    assert "1 submission did something that you should look at" in part(page, "At a glance")
    assert 'id="flags"' not in class_report.page(CLASS, ASSIGNMENT)


def test_a_result_that_lacks_an_exercise_is_counted_as_missing() -> None:
    page = class_report.page([replace(submission("old"), exercises=submission("old").exercises[:1])], ASSIGNMENT)
    assert row(page, "shares", "predict")[2:] == ["·", "·", "·", "1", "0 %", "·"]
    assert row(page, "grid", "old")[2:4] == ["✓ passed", "–"]


@pytest.mark.parametrize("found", [[], [CLASS[-1]], [CLASS[0]], [submission("x"), submission("y")]])
def test_small_classes(found: Any) -> None:
    page = class_report.page(found, ASSIGNMENT)
    assert f"Submissions {len(found)} " in plain(page)
    assert "What went wrong" not in page
    assert "nan" not in plain(page).split()


def test_a_submission_of_no_known_student_is_named_by_its_file() -> None:
    assert row(class_report.page([replace(CLASS[0], student=None)], ASSIGNMENT), "grid", "ada.ipynb")


def test_all_that_came_from_outside_is_escaped() -> None:
    found = [
        submission(EVIL, flags=(EVIL,), predict=("failed", 0.0, f"{EVIL} `{EVIL}`")),
        submission(f"{EVIL}2", predict=("failed", 0.0, f"{EVIL} `{EVIL}`")),
        ungradable(EVIL, EVIL, student=EVIL),
        ungradable('"><b>', "none"),
    ]
    page = class_report.page(found, ASSIGNMENT)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert 'title="&#34;&gt;&lt;b&gt;"' in page


def test_page_is_self_contained_and_says_so() -> None:
    page = class_report.page([*CLASS, submission("mal", flags=("patched numpy",))], ASSIGNMENT)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert '<html lang="en-GB">' in page
    for foreign in ("http://", "https://", "<script", "url(", "@import", "src=", ".ipynb"):
        assert foreign not in page


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    shares = {"ann": (1.0, 1.0), "ben": (1.0, 0.5), "cat": (0.0, 0.5), "dan": (0.0, 0.0), "eve": (1.0, 1.0)}
    found = [
        submission(name, predict=("partial", mine, None), add_bias=("partial", other, None))
        for name, (mine, other) in shares.items()
    ]
    page = class_report.page(found, ASSIGNMENT)
    mine, other = zip(*shares.values(), strict=True)
    wanted = np.corrcoef(mine, other)[0, 1]  # the other exercises are the same for all
    assert row(page, "shares", "predict")[-1] == f"{wanted:.2f}" == row(page, "shares", "add_bias")[-1]
    assert row(page, "shares", "quiz_weights")[-1] == "·"  # all have it: nothing to correlate
    assert row(class_report.page(found[:4], ASSIGNMENT), "shares", "predict")[-1] == "·"  # too few
    worse = [
        submission(name, predict=("partial", 1 - mine, None), add_bias=("partial", mine, None))
        for name, (mine, _) in shares.items()
    ]
    assert row(class_report.page(worse, ASSIGNMENT), "shares", "predict")[-1] == "−1.00"


def test_links_to_who_made_a_mistake(settings: Any, a02: Assignment) -> None:
    found = scores.read(a02, settings)
    for entry in found.students[:2]:
        feedback.write(entry, a02, settings)
    target = settings.results("a02_perceptron") / "report.html"
    links = class_report.links(found, settings, target)
    assert links == {name: f"../../feedback/{name}/a02_perceptron/a02_perceptron.html" for name in ("ada", "bob")}
    assert (target.parent / links["bob"]).resolve().is_file()
    page = class_report.page(found.results, a02, links=links)
    wrong = re.search(r"<h2>What went wrong</h2>(.*?)</section>", page, re.DOTALL)[1]
    assert f'<a href="{links["bob"]}">bob</a>' in wrong and ">ada<" not in wrong
    assert row(page, "grid", "cleo")[0] == "cleo" and '">cleo</a>' not in page


def test_the_gradebooks_scores_are_shown(settings: Any, a02: Assignment, by_hand: Any) -> None:
    by_hand("ada", penalty=3.0)
    by_hand("bob", manual_score=0.0, needs_manual_grade=False)
    page = class_report.page(scores.read(a02, settings).results, a02)
    assert row(page, "grid", "ada")[1] == "7"
    assert "✗ failed" in row(page, "grid", "bob")


def test_times(settings: Any, a02: Assignment, by_hand: Any) -> None:
    with opened(settings) as book:
        book.update_or_create_assignment("a02_perceptron", duedate=datetime(2026, 1, 2, 12))
        for student, day in (("ada", 1), ("bob", 3)):
            book.update_or_create_submission("a02_perceptron", student, timestamp=datetime(2026, 1, day, 10, 30))
    by_hand("bob", penalty=1.0)
    found = scores.read(a02, settings)
    words = part(class_report.page(found.results, a02, scores=found), "Times")
    assert (
        "from 1 January 2026, 10:30 to 3 January 2026, 10:30 (UTC); due 2 January 2026, 12:00, 1 late, 1 with" in words
    )
    assert "Grading took" in words and "bob (" in words and "Seed of the drawn inputs: 7." in words
    assert "Handed in" not in part(class_report.page(found.results, a02), "Times")


def test_pairs_that_are_alike() -> None:
    pair = Pair(("ada", "bob"), 0.97, ("predict",))
    page = class_report.page(CLASS, ASSIGNMENT, similarity=Similarity((pair,), 0.5, 4))
    assert "97 % ada and bob the same in predict" in part(page, "Answers that are alike")
    assert "No pair stands out." in class_report.page(CLASS, ASSIGNMENT, similarity=Similarity((), 0.5, 4))
    assert "alike" not in class_report.page(CLASS, ASSIGNMENT)
