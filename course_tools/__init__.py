"""What a notebook imports: datasets, expectations and plots; no implementation of any exercise."""

from course_tools.expectations import expect

__all__ = ["expect"]
