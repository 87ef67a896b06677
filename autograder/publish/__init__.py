"""What goes out of a result: pages for students and instructors, and other systems' formats."""
