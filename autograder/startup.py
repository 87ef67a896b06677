"""What libraries import and our commands never use: seconds of start-up, saved in the processes that are ours."""

from __future__ import annotations

import os
import sys
import types

from autograder.sandbox import deferred

_DONE_WITHOUT = (
    # nbformat imports jsonschema, which builds 38 grammars for internationalised addresses, if this package is there
    "rfc3987_syntax",
    # jupytext's part for JupyterLab's file browser, which loads the Jupyter server; jupytext goes without if it must
    "jupytext.sync_contentsmanager",
    "jupytext.async_contentsmanager",
)
# nbgrader's package imports what its pages need, and with them the Jupyter server; a gradebook needs none of it.
_PAGES = ("assignment_list", "course_list", "validate_assignment", "formgrader")


def trim() -> None:
    """Keep these modules from being imported by this process; what is imported already stays.

    Its linear algebra gets one thread: grading forks, and threads wait for each other where memory is bound.
    """
    for library in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    leave_out()
    if "nbgrader" not in sys.modules:
        for page in _PAGES:
            module = types.ModuleType(f"nbgrader.server_extensions.{page}")
            module.__dict__["load_jupyter_server_extension"] = None
            sys.modules[module.__name__] = module
    deferred.defer()


def leave_out() -> None:
    """The part of it that a process of somebody else's can bear, too: a cluster's worker."""
    for name in _DONE_WITHOUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
