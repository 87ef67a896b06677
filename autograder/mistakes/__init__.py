"""Known wrong answers, one module per assignment.

A function `softmax__over_the_columns` is a wrong answer to the exercise `softmax`; its docstring is
the hint that a student who gave it gets. Helpers that mistakes share start with an underscore.
"""
