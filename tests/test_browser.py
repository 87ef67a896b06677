"""A student at work: the bundle's notebook in JupyterLab, run from top to bottom in a headless browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import course, demonstration, release
from autograder.submission import grade_id

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),  # one JupyterLab for all
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium (apt-get install chromium); run by make test-browser"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked bundle with three notebooks: solved, one wrong answer, untouched."""
    place = tmp_path_factory.mktemp("student")
    one = course.assignment("a02_perceptron")
    release.bundle([one], place / "work.zip")
    with zipfile.ZipFile(place / "work.zip") as archive:
        archive.extractall(place)
    work = place / "work"
    wrong = "def perceptron_update(w, x, y, eta):\n    return w - eta * y * x if y * (w @ x) <= 0 else w.copy()"
    solved = demonstration.solved(one)
    (work / "solved.ipynb").write_text(json.dumps(solved), encoding="utf-8")
    answer = demonstration.answered(one, {"perceptron_update": wrong}, solved)
    (work / "wrong.ipynb").write_text(json.dumps(answer), encoding="utf-8")
    return work


@pytest.fixture(scope="module")
def lab(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab that serves the folder, and sees nothing else of this project."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    command += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "IPYTHONDIR": str(folder / ".ipython")}
    log = (folder / "lab.log").open("w")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            time.sleep(0.5)
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "lab.log").read_text()
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def run_all(lab: str, folder: Path, name: str) -> list[dict]:
    """Open a notebook, choose "Run All Cells", wait, save; returns its cells as saved."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 1600})
        page.goto(f"{lab}/lab/tree/{name}?reset", timeout=120_000)
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=120_000)
        before = (folder / name).stat().st_mtime
        for attempt in range(100):
            accept = page.locator(".jp-Dialog .jp-mod-accept")
            if accept.count():  # which kernel? overwrite? on a slow machine it asks what it need not ask
                accept.first.click()
            if attempt % 10 == 0 and page.locator(".jp-OutputArea-output").count() == 0:
                # again, if nothing came of it: on a slow machine the kernel may not have been ready
                page.click(".lm-MenuBar-itemLabel:text-is('Run')", timeout=60_000)
                page.click(".lm-Menu-itemLabel:text-is('Run All Cells')", timeout=60_000)
            page.wait_for_timeout(2000)
            page.keyboard.press("Control+s")
            page.wait_for_timeout(500)
            cells = json.loads((folder / name).read_text(encoding="utf-8"))["cells"]
            stopped = any(output["output_type"] == "error" for cell in cells for output in cell.get("outputs", []))
            last = [cell for cell in cells if cell["cell_type"] == "code"][-1]
            if (folder / name).stat().st_mtime > before and (stopped or last["execution_count"]):
                break
        page.screenshot(path=str(folder / f"{name}.png"))
        browser.close()
    return cells


def outputs(cells: list[dict], name: str) -> list[dict]:
    """The outputs of the cell of this grade_id."""
    return next(cell["outputs"] for cell in cells if grade_id(cell) == name)


def test_a_solved_notebook_runs_to_its_end(lab: str, folder: Path) -> None:
    cells = run_all(lab, folder, "solved.ipynb")
    kinds = {output["output_type"] for cell in cells for output in cell.get("outputs", [])}
    assert kinds == {"display_data", "stream"}, "an error, a stray value, or no output at all"
    streams = [o["name"] for cell in cells for o in cell.get("outputs", []) if o["output_type"] == "stream"]
    assert set(streams) == {"stdout"}, "a warning was printed"
    shown = "".join(str(output["data"]["text/html"]) for output in outputs(cells, "perceptron_update-check"))
    assert shown.count("✓") == 4


def test_a_wrong_answer_is_shown_beside_what_was_expected(lab: str, folder: Path) -> None:
    cells = run_all(lab, folder, "wrong.ipynb")
    *shown, error = outputs(cells, "perceptron_update-check")
    html = "".join(str(output["data"]["text/html"]) for output in shown)
    assert "✓" in html
    assert "✗" in html
    assert "expected" in html
    assert error["ename"] == "ExpectationFailed"


def test_an_untouched_notebook_says_what_to_do(lab: str, folder: Path) -> None:
    cells = run_all(lab, folder, "a02_perceptron.ipynb")
    error = outputs(cells, "add_bias-check")[-1]
    assert "not written yet" in error["evalue"]
