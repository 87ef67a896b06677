"""Students and instructors at work: the bundle's notebooks and nbgrader's Formgrader in a headless browser."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import browser
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autograder import demo as demonstration
from autograder.course import assignment as course
from autograder.course import bundle
from autograder.course.cells import grade_id

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]  # one JupyterLab for all
NAMES = ["a02_perceptron", "a07_backpropagation"]  # all run in a real kernel, in test_notebooks.py


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserContext]:
    with browser.chromium() as one:
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked bundle of the whole course, and besides: every notebook solved, and one wrong answer."""
    place = tmp_path_factory.mktemp("student")
    bundle.write(list(course.assignments()), place / "work.zip")
    with zipfile.ZipFile(place / "work.zip") as archive:
        archive.extractall(place)
    work = place / "work"
    for one in course.assignments():
        (work / f"solved_{one.name}.ipynb").write_text(
            json.dumps(demonstration.reference_notebook(one)), encoding="utf-8"
        )
    wrong = "def perceptron_update(w, x, y, eta):\n    return w - eta * y * x if y * (w @ x) <= 0 else w.copy()"
    one = course.assignment("a02_perceptron")
    answer = demonstration.answered(one, {"perceptron_update": wrong}, demonstration.reference_notebook(one))
    (work / "wrong.ipynb").write_text(json.dumps(answer), encoding="utf-8")
    return work


@pytest.fixture(scope="module")
def page(chromium: BrowserContext, folder: Path) -> Iterator[Page]:
    """A JupyterLab that serves the folder."""
    with browser.jupyterlab(folder) as address:
        yield browser.opened(chromium, address)


def run_all(page: Page, path: Path) -> list[dict]:
    """Open a notebook, run all of it, save it; returns its cells as saved."""
    with browser.notebook(page, path.name):
        browser.run_all(page)
        return browser.saved(page, path)


def outputs(cells: list[dict], name: str) -> list[dict]:
    """The outputs of the cell of this grade_id."""
    return next(cell["outputs"] for cell in cells if grade_id(cell) == name)


def test_a_wrong_answer_is_shown_beside_what_was_expected(page: Page, folder: Path) -> None:
    cells = run_all(page, folder / "wrong.ipynb")
    *shown, error = outputs(cells, "perceptron_update-check")
    html = "".join(str(output["data"]["text/html"]) for output in shown)
    assert "✓" in html
    assert "✗" in html
    assert "expected" in html
    assert error["ename"] == "ExpectationFailed"


def test_an_untouched_notebook_says_what_to_do(page: Page, folder: Path) -> None:
    cells = run_all(page, folder / "a02_perceptron.ipynb")
    error = outputs(cells, "add_bias-check")[-1]
    assert "not written yet" in error["evalue"]


@pytest.mark.parametrize("name", NAMES)
def test_a_solved_notebook_shows_its_figures_and_formulas_and_no_error(name: str, page: Page, folder: Path) -> None:
    path = folder / f"solved_{name}.ipynb"
    with browser.notebook(page, path.name):
        browser.run_all(page)
        shown = [output for cell in browser.saved(page, path) for output in cell.get("outputs", [])]
        figures = [output for output in shown if "image/png" in output.get("data", {})]
        expect(page.locator(".jp-RenderedImage img").nth(len(figures) - 1)).to_be_attached()
        page.wait_for_function("[...document.querySelectorAll('.jp-RenderedImage img')].every(one => one.naturalWidth)")
        expect(page.locator(".jp-RenderedMarkdown :text('$')")).to_have_count(0)  # all formulas are set
        assert page.locator("mjx-container").count() > 0
        assert page.locator("mjx-merror, mtext[mathcolor=red]").all_text_contents() == []
    assert {output["output_type"] for output in shown} <= {"display_data", "stream"}, "an error or a stray value"
    assert {output.get("name", "stdout") for output in shown} == {"stdout"}, "a warning was printed"
    html = "".join(str(output["data"].get("text/html")) for output in shown if "data" in output)
    assert "✓" in html
    assert "✗" not in html
    assert len(figures) >= 2


def test_formgraders_button_grades_a_submission(
    chromium: BrowserContext, course_folder: Callable[..., Path], folder: Path
) -> None:
    place = course_folder({"ada": (folder / "wrong.ipynb").read_bytes()})
    with browser.jupyterlab(place) as address, chromium.new_page() as page:
        page.goto(f"{address}/formgrader/manage_submissions/a02_perceptron")
        row = page.locator("tr", has_text="ada")
        row.locator(".autograde a").click()
        page.locator(".modal").get_by_role("button", name="OK").click()
        expect(row.locator(".score")).to_have_text("8.25 / 10")
        row.locator(".student-name a").click()
        page.get_by_role("link", name="a02_perceptron").last.click()
        expect(page.get_by_text("The step has the wrong sign")).to_be_visible()
        expect(page.get_by_text("perceptron_update: 0.25 of 2 points")).to_be_visible()
