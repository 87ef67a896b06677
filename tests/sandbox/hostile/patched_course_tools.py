"""Replaces course_tools' comparison and expectation by ones that always agree."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0
FLAG = "replaced course_tools"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import course_tools, course_tools.comparison, course_tools.expectations
        course_tools.comparison.require = lambda *_, **__: None
        course_tools.comparison.Mismatch = KeyError
        course_tools.expectations.expect = course_tools.expect = lambda *_, **__: None
        """,
        before="add_bias",
    )
