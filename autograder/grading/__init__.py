"""One submission becomes one Result: rebuilt, run in the sandbox, checked on this side, diagnosed."""
