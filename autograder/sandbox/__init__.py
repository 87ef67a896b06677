"""Runs untrusted cells and answers calls; its server side imports nothing else of autograder.

`client` is the trusted side. It executes `server` as a clean process, the warm parent, which forks one disposable child
per submission, and gives a `session` with it; `child` answers in it, `cells` runs the notebook's cells, `deferred`
spares it an import. What confines it, one file each: `landlock`, `seccomp`, `namespaces`, `privileges`, `limits`;
`layers` tells which of them this machine has. Both sides speak plain data (`wire`) in length-prefixed `frames`: never
pickle, never a verdict. What this side spends on a submission is bounded by `budget`.
"""
