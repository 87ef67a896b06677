"""Runs untrusted cells and answers calls; its server side imports nothing else of autograder.

`client` is the trusted side. It executes `server` as a clean process, the warm parent, which forks one
disposable child per submission; `isolation` is what confines the child, `cells` what it runs, `wire` how
both sides speak: plain data in length-prefixed frames, never pickle, never a verdict.
"""
