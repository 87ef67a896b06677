"""Returns arrays that take no memory and look giant: broadcast, of stride 0, of no entries and huge dimensions."""

from hostile import inside

POINTS = 6.5


def attack(notebook):
    forms = {
        "add_bias": "np.broadcast_to(np.float64(1), (1 << 20, 1 << 20))",
        "predict": "np.empty((1 << 40, 0))",
        "decision_line": "np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 33,), (0,))",
        "quiz_weights": "np.zeros((1,) * 60)",
    }
    for name, form in forms.items():
        notebook = inside(notebook, name, f"return {form}")
    return notebook
