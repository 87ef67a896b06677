"""A student's page says what a student needs, nothing that is for the instructor, and is safe to open."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.publish import feedback, scores
from autograder.results import CheckResult, ExerciseResult, GradedCell, Result, Shown, ungradable

ASSIGNMENT = course.assignment("a02_perceptron")
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def exercise(name="predict", status="passed", *, diagnosis=None, carried=False, points=None, checks=None):
    passed = status == "passed"
    if checks is None:
        checks = (CheckResult("test_it", "finds the sign", passed, None if passed else "expected 1, got -1"),)
    return ExerciseResult(
        name, (1.0 if passed else 0.0) if points is None else points, 1.0, status, carried, diagnosis, checks
    )


def graded(*exercises, student="ada", flags=(), cells=()):
    score = sum(one.points for one in exercises)
    total = sum(one.max_points for one in exercises)
    known = "a02_perceptron"
    return Result("x.ipynb", known, student, "graded", None, score, total, 424242, 0.1, flags, exercises, cells)


def notebook(folder: Path, **sources: str) -> Path:
    cells = [
        {
            "cell_type": "code",
            "id": name,
            "source": source,
            "metadata": {"nbgrader": {"grade_id": name, "solution": True}},
        }
        for name, source in sources.items()
    ]
    path = folder / "a02_perceptron.ipynb"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


class Reader(HTMLParser):
    """Which elements and attributes a page has, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.words.append(data)


def text(page):
    return Reader(page).text


def sections(page):
    """The text of each exercise's section, by the exercise's id."""
    found = re.findall(r'<section class="card long exercise[^>]* id="exercise-(\w+)">(.*?)</section>', page, re.DOTALL)
    return {name: text(f"<div>{html}</div>") for name, html in found}


def test_title_score_bar_and_status() -> None:
    page = feedback.page(graded(exercise("add_bias"), exercise("predict", "partial", points=0.7273)), ASSIGNMENT)
    assert f"<h1>{ASSIGNMENT.title}</h1>" in page
    assert "for ada" in text(page)
    assert "1.73 of 2 points" in text(page)
    assert 'aria-label="86 % of the points"' in page
    assert "width: 86.4%" in page
    assert "✓ passed" in sections(page)["add_bias"]
    assert "◐ partial 0.73 of 1 points" in sections(page)["predict"]


def test_exercises_stand_in_the_results_order() -> None:
    page = feedback.page(graded(exercise("add_bias"), exercise("predict"), exercise("decision_line")), ASSIGNMENT)
    assert list(sections(page)) == ["add_bias", "predict", "decision_line"]


def test_diagnosis_before_the_checks_with_names_as_code() -> None:
    page = feedback.page(graded(exercise(status="failed", diagnosis="`np.sign` gives 0 there")), ASSIGNMENT)
    assert "<code>np.sign</code> gives 0 there." in page
    section = sections(page)["predict"]
    assert section.index("gives 0 there") < section.index("finds the sign")


def test_without_a_diagnosis_the_page_says_where_to_start() -> None:
    section = sections(feedback.page(graded(exercise(status="failed", diagnosis=None)), ASSIGNMENT))["predict"]
    assert "Start with the first check below that failed" in section
    assert "None" not in section


def test_each_check_with_its_sign_and_failed_ones_with_their_message() -> None:
    checks = (
        CheckResult("a", "solves the first", True, None),
        CheckResult("b", "solves the second", False, "expected 1, got 2"),
    )
    page = feedback.page(graded(exercise(status="partial", points=0.5, checks=checks)), ASSIGNMENT)
    words = sections(page)["predict"]
    assert "1 of 2 checks failed ✗ failed: solves the second expected 1, got 2" in words
    assert "1 check passed ✓passed: solves the first" in words


def compared(name, *, arguments=True):
    shown = {
        "arguments": (Shown("X", "array of shape (1, 2)", (("7", "8"),), ()),) if arguments else (),
        "expected": (Shown("", "", (("1", "2"),), ((0, 1),)),),
        "got": (Shown("", "", (("1", "5"),), ((0, 1),), "entries 0 to 1 of 9"),),
    }
    return CheckResult(name, f"solves {name}", False, f"{name}: expected 2, got 5", **shown)


def test_expected_and_got_stand_side_by_side_with_what_differs_marked() -> None:
    page = feedback.page(graded(exercise(status="failed", checks=(compared("a"),))), ASSIGNMENT)
    words = sections(page)["predict"]
    assert "X array of shape (1, 2) 7 8" in words.replace("78", "7 8")
    assert '<td>1</td><td class="due">2</td>' in page
    assert '<td>1</td><td class="off"><span class="spoken">differs: </span>5</td>' in page
    assert "entries 0 to 1 of 9" in words and "In words" in words
    assert 'aria-label="Expected and got"' in page and 'aria-label="Inputs"' in page
    without = feedback.page(graded(exercise(status="failed", checks=(compared("a", arguments=False),))), ASSIGNMENT)
    assert 'aria-label="Inputs"' not in without


def test_the_first_telling_check_is_open_and_the_others_are_folded() -> None:
    plain = CheckResult("a", "solves a", False, "it raised")
    checks = (plain, compared("b"), compared("c"), CheckResult("d", "solves d", True, None))
    page = feedback.page(graded(exercise(status="partial", checks=checks)), ASSIGNMENT)
    folds = re.findall(r'<details class="check"( open)?>\s*<summary>(.*?)</summary>', page, re.DOTALL)
    assert [(bool(is_open), text(f"<p>{words}</p>")) for is_open, words in folds] == [
        (False, "✗ failed: solves a"),
        (True, "✗ failed: solves b"),
        (False, "✗ failed: solves c"),
        (False, "1 check passed"),
    ]


def test_carried_forward() -> None:
    one = exercise(carried=True, diagnosis="right, given a right `softmax`")
    page = feedback.page(graded(one), ASSIGNMENT)
    assert "right, given a right <code>softmax</code>." in page
    assert "A mistake is charged once" in page
    assert "A mistake is charged once" not in feedback.page(graded(exercise()), ASSIGNMENT)


def test_carried_forward_and_still_wrong_has_both() -> None:
    page = feedback.page(graded(exercise(status="failed", carried=True, diagnosis="sign flipped")), ASSIGNMENT)
    assert '<p class="diagnosis failed"><span>sign flipped.</span></p>' in page
    assert "this exercise was graded with right versions of what it depends on" in sections(page)["predict"]


@pytest.mark.parametrize(
    ("exercises", "lead"),
    [
        ([exercise("add_bias"), exercise("predict")], "Every exercise is right."),
        ([exercise("add_bias", "missing"), exercise("predict", "missing")], "Nothing was written yet"),
        ([exercise("add_bias"), exercise("predict", "failed")], "1 of 2 exercises is right. Look at predict first."),
        ([exercise("add_bias"), exercise("predict", "missing")], "Not written yet: predict."),
    ],
)
def test_lead(exercises: Any, lead: Any) -> None:
    assert lead in text(feedback.page(graded(*exercises), ASSIGNMENT))


def test_a_missing_exercise_shows_no_code(tmp_path: Path) -> None:
    page = feedback.page(graded(exercise(status="missing")), ASSIGNMENT, notebook(tmp_path, predict="x = 4711"))
    assert "4711" not in page


def test_missing_shows_what_will_be_checked_without_messages() -> None:
    checks = (CheckResult("a", "solves the first", False, "predict: not written yet"),)
    section = sections(
        feedback.page(graded(exercise(status="missing", diagnosis="not written yet", checks=checks)), ASSIGNMENT)
    )
    assert section["predict"] == (
        "predict ○ missing 0 of 1 points not written yet. What will be checked solves the first"
    )


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("format", "If it does not open, it was damaged"),
        ("old", "brings it into today's format"),
        ("missing", "under the name a02_perceptron.ipynb"),
        ("large", "Clear Outputs of All Cells"),
        ("unknown", "Start from the notebook of this assignment"),
        (None, "hand in the saved a02_perceptron.ipynb again"),
    ],
)
def test_ungradable_has_its_reason_and_what_to_do(code: Any, advice: Any) -> None:
    reason = "for a good reason"
    result = ungradable("x", reason, assignment="a02_perceptron", student="ada", max_score=10, code=code)
    words = text(feedback.page(result, ASSIGNMENT))
    assert "could not be graded" in words
    assert reason in words
    assert advice in words
    assert "0 of 10 points" in words


def test_nothing_that_is_for_the_instructor() -> None:
    page = feedback.page(graded(exercise(), flags=("patched numpy.testing",)), ASSIGNMENT)
    assert "patched" not in page
    assert "x.ipynb" not in page


def test_code_of_the_exercise_highlighted_and_numbered(tmp_path: Path) -> None:
    original = notebook(
        tmp_path, predict="def predict(X, w):\n    return 1  # always\n", add_bias="def add_bias(X): return 7"
    )
    page = feedback.page(graded(exercise("add_bias"), exercise("predict")), ASSIGNMENT, original)
    assert '<span class="line"><span class="k">def</span>' in page
    assert "return 1 # always" in sections(page)["predict"]
    assert "return 7" in sections(page)["add_bias"]
    assert "return 7" not in sections(page)["predict"]


def test_lines_are_numbered_as_in_the_cell(tmp_path: Path) -> None:
    page = feedback.page(graded(exercise()), ASSIGNMENT, notebook(tmp_path, predict="\n\nx = '''a\nb'''\n\n"))
    assert page.count('<span class="line">') == 4


@pytest.mark.parametrize("content", [None, b"no json", b"\xff\xfe", b'{"cells": 3}'])
def test_without_a_readable_notebook_the_page_has_no_code(tmp_path: Path, content: Any) -> None:
    original = tmp_path / "a02_perceptron.ipynb"
    if content is not None:
        original.write_bytes(content)
    assert "Your code" not in feedback.page(graded(exercise()), ASSIGNMENT, original)
    assert "Your code" not in feedback.page(graded(exercise()), ASSIGNMENT)


def test_very_long_code_is_cut(tmp_path: Path) -> None:
    page = feedback.page(graded(exercise()), ASSIGNMENT, notebook(tmp_path, predict="x = 1\n" * 50_000))
    assert len(page) < 2_000_000
    assert "more characters are not shown" in text(page)


def test_what_the_cell_printed_and_raised() -> None:
    cells = (
        GradedCell("predict", "solution", "", "\x1b[31mhello\x1b[0m", "ValueError: no"),
        GradedCell("added-1-0", "added", "", "elsewhere", None),
    )
    page = feedback.page(graded(exercise(), cells=cells), ASSIGNMENT)
    assert "What the cell printed hello What the cell raised ValueError: no" in sections(page)["predict"]
    assert "elsewhere" not in page
    assert "What the cell" not in feedback.page(graded(exercise()), ASSIGNMENT)


def test_all_that_came_from_outside_is_escaped(tmp_path: Path) -> None:
    checks = (CheckResult("a", EVIL, False, EVIL), CheckResult("b", EVIL, True, None))
    one = exercise(status="failed", diagnosis=f"`{EVIL}` and {EVIL}", checks=checks)
    result = graded(one, student=EVIL, cells=(GradedCell("predict", "solution", "", EVIL, EVIL),))
    original = notebook(tmp_path, predict=f"# {EVIL}\nx = '''{EVIL}\n{EVIL}'''")
    for page in (
        feedback.page(result, ASSIGNMENT, original),
        feedback.page(ungradable("x", EVIL, student=EVIL), ASSIGNMENT),
    ):
        reader = Reader(page)
        assert "<script" not in page
        assert not {"script", "img", "iframe", "object", "link", "base", "form"} & set(reader.tags)
        assert not [name for name, _ in reader.attributes if name.startswith("on")]
        assert EVIL in reader.text


def test_page_is_self_contained_and_says_so() -> None:
    page = feedback.page(graded(exercise(), exercise("add_bias", "failed")), ASSIGNMENT)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert '<html lang="en-GB">' in page
    for foreign in ("http://", "https://", "<script", "url(", "@import", "src="):
        assert foreign not in page


def test_characters_that_cannot_be_written_or_mislead_become_visible() -> None:
    page = feedback.page(graded(exercise(status="failed", diagnosis="a\ud800b\x00c\u202ed")), ASSIGNMENT)
    page.encode("utf-8")
    assert "a?b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}d" in page


def test_no_points_to_earn_is_no_error() -> None:
    assert "0 of 0 points" in text(feedback.page(graded(), ASSIGNMENT))


def entry_of(settings, student):
    return next(each for each in scores.read(ASSIGNMENT, settings).students if each.student.id == student)


def submitted(settings, student):
    return settings.folder("submitted", student, "a02_perceptron") / "a02_perceptron.ipynb"


def test_write_puts_the_page_with_the_graded_code_into_the_feedback_folder(settings: Any) -> None:
    path = feedback.write(entry_of(settings, "bob"), ASSIGNMENT, settings)
    assert path == settings.root / "feedback" / "bob" / "a02_perceptron" / "a02_perceptron.html"
    page = path.read_text(encoding="utf-8")
    assert "return np.where(X @ w >= 0, 1, -1)" in sections(page)["predict"]
    assert "something newer" not in page and path.is_file()


def test_a_resubmission_does_not_stand_below_the_old_verdict(settings: Any) -> None:
    path = submitted(settings, "bob")
    path.write_text(path.read_text().replace(">= 0", "> 0.5"))
    page = feedback.write(entry_of(settings, "bob"), ASSIGNMENT, settings).read_text(encoding="utf-8")
    assert ">= 0, 1, -1" in sections(page)["predict"] and "&gt; 0.5" not in page and "> 0.5" not in text(page)
    assert "You have handed in something newer." in text(page)


@pytest.mark.parametrize(("student", "content"), [("ada", "not JSON"), ("cleo", None)])
def test_what_became_readable_or_unreadable_is_newer_too(settings: Any, student: Any, content: Any) -> None:
    submitted(settings, student).write_text(content or submitted(settings, "ada").read_text())
    page = feedback.write(entry_of(settings, student), ASSIGNMENT, settings).read_text(encoding="utf-8")
    assert "You have handed in something newer." in text(page)


def test_the_same_submission_saved_again_is_not_newer(settings: Any) -> None:
    path = submitted(settings, "bob")
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [{"output_type": "stream", "name": "stdout", "text": "x"}], 3
    path.write_text(json.dumps(notebook, indent=4))
    for student in ("bob", "cleo"):
        page = feedback.write(entry_of(settings, student), ASSIGNMENT, settings).read_text(encoding="utf-8")
        assert "something newer" not in page


def test_what_the_instructor_entered(settings: Any, by_hand: Any, enrol: Any) -> None:
    enrol("bob", first_name="Bob", last_name="Byte")
    by_hand("bob", manual_score=0.25, needs_manual_grade=False, comment="Look at 0 <again>.", penalty=1.5)
    by_hand("bob", "add_bias", extra_credit=0.5)
    entry = entry_of(settings, "bob")
    page = feedback.page(entry.result, ASSIGNMENT, entry=entry)
    words = text(page)
    assert "Feedback for Bob Byte" in words
    assert f"{entry.score:g} of 10 points" in words
    assert f"Extra credit +0.5 Handed in late −1.5 Together {entry.score:g}" in words
    assert "From your instructor Look at 0 <again>. Points given by hand; the checks alone came to" in words
    assert "0.25 of 1 points" in sections(page)["predict"]
    assert "Among them 0.5 of extra credit." in sections(page)["add_bias"]


def test_a_comment_on_what_could_not_be_graded(settings: Any, by_hand: Any) -> None:
    by_hand("cleo", comment="Please send me the notebook.")
    entry = entry_of(settings, "cleo")
    assert "Please send me the notebook." in text(feedback.page(entry.result, ASSIGNMENT, entry=entry))


def test_how_to_have_it_looked_at_again() -> None:
    words = text(feedback.page(graded(exercise()), ASSIGNMENT))
    assert "To have an exercise looked at again, tell your instructor its name and the seed 424242" in words


@pytest.mark.parametrize("bound", ["time", "memory"])
def test_what_was_handed_in_since_is_read_within_bounds(
    a02: Assignment, solved: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: Any
) -> None:
    from autograder.publish import answers
    from autograder.sandbox import budget

    path = tmp_path / "a02_perceptron.ipynb"
    path.write_text(json.dumps({**solved, "x": ["y" * 60 for _ in range(900_000)]}), encoding="utf-8")
    assert answers.written(path, a02)
    if bound == "time":
        monkeypatch.setattr(answers, "_SECONDS", -1.0)
    else:
        monkeypatch.setattr(budget, "MEMORY", 50 << 20)
    assert answers.written(path, a02) is None
    assert answers.sources(path, a02) == {}
