"""Returns objects with their own __array__, __eq__, __len__, __iter__, __float__ and __array_ufunc__."""

from hostile import put

POINTS = 7


def attack(notebook):
    objects = {
        "add_bias": "__array__ = lambda self, *_: (_ for _ in ()).throw(SystemExit)",
        "predict": "__eq__ = lambda self, other: True",
        "zero_one_loss": "__float__ = lambda self: 0.25",
        "perceptron_loss": "__len__ = lambda self: 1 << 60\n    __iter__ = lambda self: iter(int, 1)",
        "quiz_weights": "__array_ufunc__ = lambda *_, **__: True\n    __getattr__ = lambda self, name: self",
    }
    for name, body in list(objects.items())[:-1]:
        notebook = put(notebook, name, f"class Evil_{name}:\n    {body}\ndef {name}(*_):\n    return Evil_{name}()")
    return put(notebook, "quiz_weights", "def quiz_weights():\n    return np.array([-0.5, 1, 1])")
