"""GitLab's job writes the JUnit file that it declares."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import conftest
import pytest


@pytest.mark.slow
def test_the_job_writes_its_artefacts(recipe: Any, bash: Any, handed_in: Any) -> None:
    job = recipe("gitlab/.gitlab-ci.yml")["grade"]
    folder = handed_in()
    done = bash("\n".join(job["script"]), folder, DELTARULE_COURSE=conftest.REPOSITORY, **job["variables"])
    assert done.returncode == 0, done.stderr
    root = ElementTree.parse(folder / job["artifacts"]["reports"]["junit"]).getroot()
    assert root.tag == "testsuites" and {suite.get("failures") for suite in root} == {"0"}
    (path,) = job["artifacts"]["paths"]
    assert json.loads((folder / path).read_text())["submissions"][0]["score"] == 10.0
    assert job["artifacts"]["when"] == "always"
