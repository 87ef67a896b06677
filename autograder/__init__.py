"""What an instructor or CI runs: release, grade, feed back, and prove the course."""
