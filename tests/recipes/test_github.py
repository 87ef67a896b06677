"""The action and the workflows for GitHub, and what GitHub Classroom's reporter makes of their result."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import conftest
import pytest

WORKFLOW = "classroom/classroom.yml"


def step(steps, name):
    return next(each for each in steps if each.get("name") == name)


def requirement(script):
    """The constraints and the extra of an install step."""
    return re.search(r'-c "?([^" ]+)"? "[^"\[]+\[(\w+)\]"', script).groups()


def graded(recipe, bash, folder):
    """Run the action's step that grades, as the runner does; its outputs."""
    grade = step(recipe("action/action.yml")["runs"]["steps"], "Grade")
    output = folder / "output"
    values = {"github.action_path": conftest.REPOSITORY, "inputs.notebooks": "*.ipynb", "inputs.seed": "1"}
    env = {key: values[re.fullmatch(r"\$\{\{ (\S+) \}\}", text).group(1)] for key, text in grade["env"].items()}
    done = bash(grade["run"], folder, GITHUB_OUTPUT=output, GITHUB_STEP_SUMMARY=folder / "summary", **env)
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in output.read_text().splitlines())


def reported(workflow, outputs):
    """What Classroom is told, read as the reporter's documentation says: the notices, and whether the job fails.

    The workflow is called "Autograding Tests" and has one job, `run-autograding-tests`. The input `runners` lists ids
    of earlier steps by commas; for each, the variable <ID>_RESULTS in capitals holds that step's result, base64 of JSON
    with `max_score`, `status` and `tests`, each with a numeric `score`. Without any `max_score`, nothing is told.
    """
    assert workflow["name"] == "Autograding Tests" and list(workflow["jobs"]) == ["run-autograding-tests"]
    (job,) = workflow["jobs"].values()
    report = next(each for each in job["steps"] if "autograding-grading-reporter" in each.get("uses", ""))
    earlier = {each.get("id") for each in job["steps"][: job["steps"].index(report)]}
    results = []
    for runner in report["with"]["runners"].split(","):
        variable = report["env"][f"{runner.strip().upper()}_RESULTS"]
        identity, name = re.fullmatch(r"\$\{\{ *steps\.([\w-]+)\.outputs\.(\w+) *\}\}", variable).groups()
        assert identity == runner.strip() and identity in earlier
        results.append(json.loads(base64.b64decode(outputs[name], validate=True).decode("utf-8")))
    for test in (test for result in results for test in result["tests"]):  # what the log shows of each
        assert isinstance(test["score"], int | float) and test["name"] and test["status"] in ("pass", "fail", "error")
        assert isinstance(test["line_no"], int) and isinstance(test["message"], str)
    counted = [result for result in results if result["max_score"]]
    points = sum(test["score"] for result in counted for test in result["tests"])
    top = sum(result["max_score"] for result in counted)
    notices = [f"Points {points:g}/{top:g}", {"totalPoints": points, "maxPoints": top}] if top else []
    return notices, any(result["status"] in ("fail", "error") for result in results)


@pytest.mark.slow
def test_full_points_arrive_at_classroom(recipe: Any, bash: Any, handed_in: Any) -> None:
    told = reported(recipe(WORKFLOW), graded(recipe, bash, handed_in()))
    assert told == (["Points 10/10", {"totalPoints": 10.0, "maxPoints": 10.0}], False)


@pytest.mark.slow
def test_an_unreadable_notebook_has_no_points_of_the_assignments(recipe: Any, bash: Any, handed_in: Any) -> None:
    told = reported(recipe(WORKFLOW), graded(recipe, bash, handed_in("Dear grader")))
    assert told == (["Points 0/10", {"totalPoints": 0, "maxPoints": 10.0}], True)


def test_the_workflow_is_what_classroom_and_its_reporter_expect(recipe: Any) -> None:
    workflow = recipe(WORKFLOW)
    assert workflow["permissions"] == {"checks": "write", "actions": "read", "contents": "read"}
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    grade, report = step(steps, "Grade"), step(steps, "Report to Classroom")
    assert report["uses"].startswith("classroom-resources/autograding-grading-reporter@")
    assert report["with"]["runners"] == grade["id"] and re.fullmatch(r"[a-zA-Z0-9]+", grade["id"])
    assert report["env"] == {f"{grade['id'].upper()}_RESULTS": "${{ steps." + grade["id"] + ".outputs.result }}"}
    assert report["if"] == "always()"
    assert recipe("action/action.yml")["outputs"]["result"]["value"] == "${{ steps.grade.outputs.result }}"


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("action/action.yml", lambda data: data["runs"]["steps"]),
        ("classroom/collected.yml", lambda data: data["jobs"]["grade"]["steps"]),
    ],
)
def test_what_is_installed_exists(recipe: Any, repository: Path, name: str, steps: Any) -> None:
    constraints, extra = requirement(step(steps(recipe(name)), "Install")["run"])
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    assert extra in project["optional-dependencies"] and (repository / Path(constraints).name).is_file()


@pytest.mark.slow
def test_grading_after_collection(recipe: Any, bash: Any, handed_in: Any, tmp_path: Path, repository: Path) -> None:
    steps = recipe("classroom/collected.yml")["jobs"]["grade"]["steps"]
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("solutions", "assignments", "datasets"):
        (checkout / name).symlink_to(repository / name)
    clone = checkout / "collected" / "week-2-submissions" / "week-2-ada"
    clone.parent.mkdir(parents=True)
    handed_in().rename(clone)
    names = [each["name"] for each in steps if "run" in each]
    assert names == ["Install", "Collect", "Lay out", "Grade"]
    for name in ("Lay out", "Grade"):
        script = step([each for each in steps if "run" in each], name)["run"]
        done = bash(script, checkout, ASSIGNMENT="a02_perceptron", GITHUB_STEP_SUMMARY=tmp_path / "summary")
        assert done.returncode == 0, done.stderr
    assert "| week-2-ada | 10 of 10 | 0 | nothing |" in (tmp_path / "summary").read_text().replace("\\", "")
    for path in steps[-1]["with"]["path"].split():
        assert (checkout / path).exists()
