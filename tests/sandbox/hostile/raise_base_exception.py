"""Raises BaseException, KeyboardInterrupt, SystemExit, GeneratorExit and StopIteration."""

from hostile import add_cell, inside

POINTS = 5.5


def attack(notebook):
    kinds = {
        "add_bias": "BaseException('<script>alert(1)</script>')",
        "predict": "KeyboardInterrupt",
        "perceptron_loss": "SystemExit(0)",
        "decision_line": "GeneratorExit",
        "quiz_weights": "StopIteration",
    }
    for name, kind in kinds.items():
        notebook = inside(notebook, name, f"raise {kind}")
    return add_cell(notebook, "raise SystemExit(0)", before="add_bias")
