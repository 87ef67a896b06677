"""matplotlib without its import: notebooks import pyplot in their first cell, and grading hardly ever draws.

Loading it takes .4 s and doubles the memory that a fork has to copy. A stand-in takes its place in `sys.modules`
until something of it is used.
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import Any

_PACKAGE, _PYPLOT = "matplotlib", "matplotlib.pyplot"


class _StandIn(types.ModuleType):
    """Imports the module that it stands for at the first use of an attribute."""

    def __getattr__(self, name: str) -> Any:
        load()
        return getattr(importlib.import_module(self.__name__), name)


def defer() -> None:
    """Let `import matplotlib` and `import matplotlib.pyplot` load nothing yet, unless they are loaded already."""
    if _PACKAGE not in sys.modules:
        package, pyplot = _StandIn(_PACKAGE), _StandIn(_PYPLOT)
        package.__dict__["pyplot"] = pyplot
        sys.modules.update({_PACKAGE: package, _PYPLOT: pyplot})


def is_pending(name: str) -> bool:
    """Whether a stand-in takes the module's place."""
    return isinstance(sys.modules.get(name), _StandIn)


def load() -> None:
    """Take the stand-ins away: the next import is a real one."""
    for name in (_PYPLOT, _PACKAGE):
        if is_pending(name):
            del sys.modules[name]
