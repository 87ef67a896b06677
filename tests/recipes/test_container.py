"""The Containerfile's commands, as far as they run without a container engine."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from typing import Any

import conftest
import pytest

LINES = (conftest.REPOSITORY / "docs" / "recipes" / "container" / "Containerfile").read_text().splitlines()


def instructions(name):
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{name} ")]


def test_what_is_installed_exists() -> None:
    (install,) = [line for line in instructions("RUN") if "pip install" in line]
    words = shlex.split(install)
    folder, extras = re.fullmatch(r"(/course)\[\$(\w+)\]", words[-1]).groups()
    project = tomllib.loads((conftest.REPOSITORY / "pyproject.toml").read_text())["project"]
    (default,) = [line.partition("=")[2] for line in instructions("ARG") if line.startswith(f"{extras}=")]
    offered = re.search(r"--build-arg EXTRAS=(\S+):", "\n".join(LINES)).group(1).split(",")
    assert {default, *offered} <= set(project["optional-dependencies"])
    assert words[words.index("-c") + 1] == f"{folder}/constraints.txt"
    assert (conftest.REPOSITORY / "constraints.txt").is_file() and instructions("COPY") == [". /course"]
    assert "DELTARULE_COURSE=/course" in instructions("ENV")


@pytest.mark.skipif(not shutil.which("apt-cache"), reason="no apt here")
def test_the_systems_packages_exist() -> None:
    (install,) = [line for line in instructions("RUN") if "apt-get install" in line]
    packages = re.search(r"--no-install-recommends (.+?) &&", install).group(1).split()
    for package in packages:
        known = subprocess.run(["apt-cache", "show", package], capture_output=True).returncode == 0
        installed = subprocess.run(["dpkg", "-s", package], capture_output=True).returncode == 0
        assert known or installed, package


def test_it_runs_doctor_as_an_ordinary_user(run_autograder: Any) -> None:
    assert instructions("USER") == ["grader"] and instructions("CMD") == ['["doctor"]']
    assert instructions("ENTRYPOINT") == ['["autograder"]']
    done = run_autograder("doctor")
    assert done.returncode == 0 and "This machine can grade." in done.stdout
