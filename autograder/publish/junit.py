"""JUnit XML: a suite for each submission, a case for each check; never the check's source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree

from autograder.results import Result
from autograder.text import xml


def document(found: Sequence[Result]) -> str:
    """The results as JUnit XML. Points stand in each case's properties."""
    root = ElementTree.Element("testsuites")
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    for result in found:
        cases = [(exercise, check) for exercise in result.exercises for check in exercise.checks]
        errors = int(result.status == "ungradable")
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=xml(result.path),
            tests=str(len(cases) + errors),
            failures=str(sum(not check.passed for _, check in cases)),
            errors=str(errors),
            skipped="0",
            time=f"{result.seconds:.3f}",
            timestamp=stamp,
        )
        if errors:
            case = ElementTree.SubElement(
                suite, "testcase", classname=xml(result.assignment or "notebook"), name="readable", time="0"
            )
            ElementTree.SubElement(case, "error", message=xml(result.reason or ""))
        for exercise, check in cases:
            case = ElementTree.SubElement(
                suite, "testcase", classname=f"{result.assignment}.{exercise.id}", name=check.name, time="0"
            )
            properties = ElementTree.SubElement(case, "properties")
            share = exercise.max_points / len(exercise.checks)
            ElementTree.SubElement(properties, "property", name="points", value=f"{share:.4g}")
            if not check.passed:
                failure = ElementTree.SubElement(case, "failure", message=xml(check.message or check.description))
                failure.text = xml(exercise.diagnosis or check.message or "")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
