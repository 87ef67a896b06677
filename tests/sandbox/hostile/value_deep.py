"""Returns lists a hundred thousand levels deep, lists and dicts that contain themselves, and shared lists that grow."""

from hostile import inside

POINTS = 7


def attack(notebook):
    deep = "x = 1.0\nfor _ in range(100_000):\n    x = [x]\nreturn x"
    cyclic = "x = [1.0]\nx.append({'x': x})\nreturn x"
    shared = "x = [1.0] * 10\nfor _ in range(30):\n    x = [x] * 10\nreturn x"
    notebook = inside(notebook, "predict", deep)
    notebook = inside(notebook, "decision_line", cyclic)
    return inside(notebook, "quiz_weights", shared)
