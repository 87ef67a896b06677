"""`autograder doctor` says what this machine has and lacks."""

from __future__ import annotations

import pytest

from autograder import doctor as diagnostics
from autograder.sandbox import layers
from autograder.sandbox.layers import Layer


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def test_a_machine_that_can_grade(capsys: pytest.CaptureFixture[str]) -> None:
    assert diagnostics.show() is True
    text = capsys.readouterr().out
    for words in ("numpy", "nbgrader", "landlock", "seccomp", "rlimits", "namespaces", "This machine can grade."):
        assert words in text, words


def test_a_machine_without_isolation_is_told_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = Layer("seccomp", False, True, "no module; install pyseccomp (pip)")
    monkeypatch.setattr(layers, "layers", lambda: [lacking])
    assert diagnostics.show() is False
    text = capsys.readouterr().out
    assert "install pyseccomp (pip)" in text and "cannot grade yet" in text


def test_a_missing_package_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnostics, "_PACKAGES", {"no-such-package": "nothing at all"})
    assert diagnostics.show() is False
    assert "pip install no-such-package" in capsys.readouterr().out


def test_a_missing_package_that_is_optional_is_no_matter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnostics, "_PACKAGES", {"no-such-package": "more speed"})
    monkeypatch.setattr(diagnostics, "_OPTIONAL", {"no-such-package"})
    assert diagnostics.show() is True
    assert "if you want it" in capsys.readouterr().out
