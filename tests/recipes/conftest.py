"""The recipes are run as the systems run them: their scripts in bash, with the variables that the systems set."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import conftest
import pytest
import yaml

RECIPES = conftest.REPOSITORY / "docs" / "recipes"


@pytest.fixture
def recipe():
    """A recipe's YAML; `on`, which YAML takes for true, is a key like the others."""

    def read(name: str) -> dict[str, Any]:
        data = yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))
        return {"on" if key is True else key: value for key, value in data.items()}

    return read


@pytest.fixture
def bash():
    """Run a script as GitHub and GitLab do: bash, and the first failing command ends it."""

    def run(script: str, folder: Path, **variables: object) -> subprocess.CompletedProcess[str]:
        environment = {**conftest.environment(), **{name: str(value) for name, value in variables.items()}}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)

    return run


@pytest.fixture
def handed_in(tmp_path, solved):
    """A student's folder with the solved notebook, or with this content."""

    def make(content: str | None = None) -> Path:
        folder = tmp_path / "student"
        folder.mkdir()
        (folder / "a02_perceptron.ipynb").write_text(content or json.dumps(solved), encoding="utf-8")
        return folder

    return make
