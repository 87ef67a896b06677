"""The curriculum's numbers and the errata's right-hand sides, recomputed by the references.

One table for each assignment, in the module of its name.
"""

from __future__ import annotations

from autograder.course import Assignment
from autograder.goldens import (
    a01_neuron,
    a02_perceptron,
    a03_losses,
    a04_gradient_descent,
    a05_softmax_regression,
    a06_forward_pass,
    a07_backpropagation,
    a08_training,
    a09_deep_networks,
    a10_computation_graph,
    a11_digits,
)
from autograder.goldens.golden import Golden

__all__ = ["TABLES", "Golden", "count", "wrong"]

TABLES: dict[str, tuple[Golden, ...]] = {
    "a01_neuron": a01_neuron.GOLDENS,
    "a02_perceptron": a02_perceptron.GOLDENS,
    "a03_losses": a03_losses.GOLDENS,
    "a04_gradient_descent": a04_gradient_descent.GOLDENS,
    "a05_softmax_regression": a05_softmax_regression.GOLDENS,
    "a06_forward_pass": a06_forward_pass.GOLDENS,
    "a07_backpropagation": a07_backpropagation.GOLDENS,
    "a08_training": a08_training.GOLDENS,
    "a09_deep_networks": a09_deep_networks.GOLDENS,
    "a10_computation_graph": a10_computation_graph.GOLDENS,
    "a11_digits": a11_digits.GOLDENS,
}


def wrong(one: Assignment) -> list[str]:
    """The numbers that the assignment's reference does not reproduce, in words."""
    if not count(one):
        return [f"no golden numbers are listed for {one.name}"]
    return [problem for golden in TABLES[one.name] if (problem := golden.problem(one.reference))]


def count(one: Assignment) -> int:
    """How many numbers the assignment's reference has to reproduce."""
    return len(TABLES.get(one.name, ()))
