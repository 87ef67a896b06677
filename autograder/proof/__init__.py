"""`autograder validate`: the course proves itself through the engine that grades students."""
