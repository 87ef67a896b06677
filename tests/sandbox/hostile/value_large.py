"""Returns as many bytes as travel: integers of a million digits, texts of a gigabyte, an array of 16 MB."""

from hostile import inside

POINTS = 6.5


def attack(notebook):
    notebook = inside(notebook, "add_bias", "return 10 ** 1_000_000")
    notebook = inside(notebook, "predict", "return ['x' * 1_000_000] * 7")
    notebook = inside(notebook, "decision_line", "return np.zeros(2_000_000), 1.0")
    return inside(notebook, "quiz_weights", "return [0.5] * 100_000")
