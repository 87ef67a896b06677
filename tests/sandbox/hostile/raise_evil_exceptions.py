"""Raises exceptions whose __str__ raises, never returns or returns a gigabyte, and whose class has no name."""

from hostile import put

POINTS = 6


def attack(notebook):
    bodies = {
        "predict": "class E(Exception):\n    def __str__(self):\n        raise SystemExit",
        "perceptron_loss": "class E(Exception):\n    def __str__(self):\n        return '\\x1b[2J' * (1 << 27)",
        "decision_line": "class M(type):\n    __name__ = property(lambda c: 1 / 0)\nclass E(OSError, metaclass=M): 0",
        "quiz_weights": "class E(Exception):\n    def __str__(self):\n        while True:\n            pass",
    }
    for name, body in bodies.items():
        notebook = put(notebook, name, f"{body}\ndef {name}(*_):\n    raise E")
    return notebook
