"""Returns arrays of objects, of texts, of dates, of records, and of NaN with a payload."""

from hostile import inside

POINTS = 5.5


def attack(notebook):
    forms = {
        "add_bias": "np.array([[None, {}], [1, print]], dtype=object)",
        "predict": "np.array(['1', '-1', '-1', '-1'])",
        "perceptron_loss": "np.datetime64('nat')",
        "decision_line": "np.zeros(2, dtype=[('a', 'f8'), ('b', 'O')])",
        "quiz_weights": "np.frombuffer(b'\\xff\\xff\\xff\\xff\\xff\\xff\\xf7\\x7f' * 3, dtype='<f8')",
    }
    for name, form in forms.items():
        notebook = inside(notebook, name, f"return {form}")
    return notebook
