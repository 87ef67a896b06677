"""Runs untrusted cells and answers calls; its server side imports nothing else of autograder.

`client` is the trusted side. It executes `server` as a clean process, the warm parent, which forks one
disposable child per submission, and gives a `session` with it; `child` answers in it, `isolation` confines it,
`cells` runs the notebook's cells, `deferred` spares it an import. `wire` is how both sides speak: plain data in
length-prefixed frames, never pickle, never a verdict.
"""
