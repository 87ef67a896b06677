"""The manifest's parts fit together, and Dask takes the commands in it."""

from __future__ import annotations

from typing import Any

import conftest
import pytest
import yaml

from autograder import cli

pytest.importorskip("distributed")

RECIPES = conftest.REPOSITORY / "docs" / "recipes"


@pytest.fixture
def manifest():
    text = (RECIPES / "kubernetes" / "cluster.yaml").read_text(encoding="utf-8")
    return {(part["kind"], part["metadata"]["name"]): part for part in yaml.safe_load_all(text)}


def container(manifest, name):
    pod = manifest["Deployment", name]["spec"]["template"]["spec"]
    (found,) = pod["containers"]
    return found


def test_workers_find_the_scheduler(manifest: Any) -> None:
    service = manifest["Service", "grading-scheduler"]["spec"]
    (port,) = service["ports"]
    scheduler, worker = container(manifest, "grading-scheduler"), container(manifest, "grading-worker")
    assert worker["args"][0] == f"tcp://grading-scheduler:{port['port']}"
    assert scheduler["ports"] == [{"containerPort": port["port"]}]
    for name in ("grading-scheduler", "grading-worker"):
        spec = manifest["Deployment", name]["spec"]
        assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"] == {"app": name}
        assert spec["template"]["spec"]["automountServiceAccountToken"] is False
    assert service["selector"] == {"app": "grading-scheduler"}


def test_dask_takes_the_commands(manifest: Any) -> None:
    from distributed.cli import dask_scheduler, dask_worker

    for name, program in (("grading-scheduler", dask_scheduler.main), ("grading-worker", dask_worker.main)):
        part = container(manifest, name)
        context = program.make_context(part["command"][1], list(part["args"]))
        assert context.params["dashboard"] is False
        assert part["command"][0] == "dask"
    assert context.params["nthreads"] == 1 and context.params["scheduler"] == "tcp://grading-scheduler:8786"


def test_a_node_that_cannot_isolate_gets_no_worker(manifest: Any) -> None:
    (doctor,) = manifest["Deployment", "grading-worker"]["spec"]["template"]["spec"]["initContainers"]
    assert doctor["args"] == ["doctor"] and "doctor" in cli.main.commands
    image = (RECIPES / "container" / "Containerfile").read_text(encoding="utf-8")
    assert 'ENTRYPOINT ["autograder"]' in image and "--build-arg EXTRAS=instructor,cluster" in image
