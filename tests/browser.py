"""JupyterLab in a headless browser: a server for a folder, its pages, and waiting for what they show."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import conftest
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the pages have to do without the network
]
MINUTE = 60_000.0  # playwright counts milliseconds
SETTINGS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}

_JUPYTERLAB_IS_READY = "() => window.jupyterapp?.restored.then(() => true)"
_OPEN = "path => window.jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)"
# The toolbar calls a notebook idle before it has a kernel, and a run that comes too early either is lost or opens
# the dialog "Select Kernel", once for each cell. So ask JupyterLab itself.
_KERNEL_IS_IDLE = """path => {
    const context = window.jupyterapp.shell.currentWidget?.context;
    const kernel = context?.sessionContext?.session?.kernel;
    return context?.path === path && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
_ALL_HAS_RUN = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const cells = [...panel.content.model.cells].filter(cell => cell.type === 'code');
    const failed = cells.some(({outputs}) => outputs.length && outputs.get(outputs.length - 1).type === 'error');
    return panel.context.sessionContext.session?.kernel?.status === 'idle'
        && cells.every(cell => cell.executionState === 'idle')
        && (failed || cells.at(-1).executionCount !== null);
}"""
_SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
_DISCARD = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context?.sessionContext?.shutdown();
    panel.dispose();
}"""


@contextlib.contextmanager
def chromium() -> Iterator[BrowserContext]:
    """The browser. Without Chromium the test is skipped, or fails where BROWSER_TESTS says that it must run."""
    if CHROMIUM is None:
        missing = "needs chromium (apt-get install chromium)"
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        context = browser.new_context(viewport={"width": 1200, "height": 1600})  # one, so that pages share its cache
        context.set_default_timeout(2 * MINUTE)
        expect.set_options(timeout=2 * MINUTE)
        yield context
        browser.close()


@contextlib.contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab that serves the folder, with settings of its own."""
    own = folder / ".jupyter"
    own.mkdir()
    (own / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token="]
    command += [f"--ServerApp.root_dir={folder}", f"--LabApp.app_settings_dir={own}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    environment = conftest.environment()
    del environment["PYTHONPATH"]  # the folder holds what its notebooks import
    environment |= {"JUPYTER_CONFIG_DIR": str(own), "IPYTHONDIR": str(own)}
    with (folder / "lab.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
        try:
            yield _answering(f"http://127.0.0.1:{port}", process, folder / "lab.log")
        finally:
            process.terminate()
            process.wait(60)


def _answering(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/api", timeout=5):
            return address
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def opened(browser: BrowserContext, address: str) -> Page:
    """JupyterLab's page, ready to be used."""
    page = browser.new_page()
    page.goto(f"{address}/lab?reset")
    page.wait_for_function(_JUPYTERLAB_IS_READY)
    return page


@contextlib.contextmanager
def notebook(page: Page, path: str) -> Iterator[None]:
    """Open this notebook, and wait for its kernel; at the end, its kernel is shut down and its tab closed."""
    page.evaluate(_OPEN, path)
    try:
        page.wait_for_function(_KERNEL_IS_IDLE, arg=path)
        yield
    finally:
        page.evaluate(_DISCARD)


def run_all(page: Page) -> None:
    """Choose Run All Cells, and wait until the last cell has run, or one has failed."""
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_function(_ALL_HAS_RUN, timeout=5 * MINUTE, polling=200)


def saved(page: Page, path: Path) -> list[dict]:
    """Save the notebook as a student does; its cells as they are in the file then."""
    page.keyboard.press("Control+s")
    page.wait_for_function(_SAVED)
    return json.loads(path.read_text(encoding="utf-8"))["cells"]
