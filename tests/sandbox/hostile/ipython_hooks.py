"""Registers IPython events and input transformers, and replaces the shell's run_cell."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0


def attack(notebook):
    return add_cell(
        notebook,
        """
        shell = get_ipython()
        shell.events.register("pre_run_cell", lambda *_: None)
        shell.input_transformers_post.append(lambda lines: ["1.0"])
        shell.run_cell = lambda *_, **__: 1.0
        """,
        before="add_bias",
    )
