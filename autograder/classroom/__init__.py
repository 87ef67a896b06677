"""A whole class: its submissions are found, graded side by side, and recorded in nbgrader's gradebook."""
