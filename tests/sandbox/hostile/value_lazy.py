"""Returns what is no value yet: a generator, a coroutine, an endless iterator, a module, a class, a method."""

from hostile import inside, put

POINTS = 5


def attack(notebook):
    notebook = put(notebook, "add_bias", "def add_bias(X):\n    while True:\n        yield 1.0")
    notebook = put(notebook, "predict", "async def predict(X, w):\n    return np.where(X @ w > 0, 1, -1)")
    notebook = inside(notebook, "perceptron_loss", "return np")
    notebook = inside(notebook, "decision_line", "return tuple")
    notebook = inside(notebook, "quiz_weights", "return [].append")
    return inside(notebook, "zero_one_loss", "import itertools\nreturn itertools.count()")
