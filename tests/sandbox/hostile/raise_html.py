"""Raises errors whose text is HTML, JavaScript, Markdown, a spreadsheet's formula and terminal codes."""

from hostile import inside

POINTS = 8


def attack(notebook):
    text = (
        "<script>alert(1)</script><img src=x onerror=alert(1)>]]>&lt;![CDATA[ | [x](javascript:alert(1)) "
        "`=cmd|' /C calc'!A0` "
        "::error::x %0A::set-output name=score::10 \x1b[2J\x07[bold red]\u202e"
    )
    notebook = inside(notebook, "predict", f"raise ValueError({text!r})")
    return inside(notebook, "quiz_weights", f"return {text!r}")
