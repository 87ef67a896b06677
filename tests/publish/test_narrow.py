"""The pages on a telephone: 390 px wide, nothing is cut off and nothing scrolls sideways."""

from __future__ import annotations

from typing import Any

import browser
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NAME = "a02_perceptron"
# what sticks out of the window, but for what lies in a box that scrolls by itself, as a long line of code does
STICKING_OUT = """() => {
    const scrolls = (each) => each && (["auto", "scroll"].includes(getComputedStyle(each).overflowX)
        && each.clientWidth < each.scrollWidth || scrolls(each.parentElement));
    const hidden = (each) => each.closest(".spoken") || !each.getClientRects().length;
    return [...document.body.querySelectorAll("*")]
        .filter((each) => !hidden(each) && !scrolls(each.parentElement) && !scrolls(each))
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
        .map((each) => each.outerHTML.slice(0, 80));
}"""


@pytest.fixture(scope="module")
def telephone():
    with browser.chromium() as chromium:
        page = chromium.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        yield page


def test_all_pages_of_a_class(settings: Any, run_autograder: Any, telephone: Any) -> None:
    for command in (("feedback", NAME), ("report", NAME), ("report", "--all")):
        assert run_autograder(*command, cwd=settings.root).returncode == 0
    results = settings.root / "results"
    pages = [results / NAME / "report.html", results / "report.html"]
    pages += [settings.folder("feedback", student, NAME) / f"{NAME}.html" for student in ("ada", "bob", "cleo")]
    for path in pages:
        telephone.goto(path.as_uri())
        telephone.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert telephone.evaluate("document.documentElement.scrollWidth") == 390, path
        assert telephone.evaluate(STICKING_OUT) == [], path
    telephone.goto(pages[3].as_uri())
    score = telephone.get_by_text("of 10 points").first
    assert score.is_visible() and score.bounding_box()["x"] + score.bounding_box()["width"] <= 390
