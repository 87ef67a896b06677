"""Which arguments a call changed in place, by comparing what was sent with what came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def is_mutable(value: Any) -> bool:
    """Whether a call can change the argument in place, so far as it is compared: arrays, and lists and tuples."""
    return isinstance(value, np.ndarray | list | tuple)


def are_same(given: Any, sent: list[Any]) -> bool:
    """Whether two lists of trees are the same, and not only equal as 1, 1.0 and True are."""
    try:
        return repr(given) == repr(sent)
    except RecursionError:
        return False


def changed(before: Sequence[Any], after: Sequence[Any]) -> list[int]:
    """The indices of the arguments that differ."""
    return [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if differs(new, old)]


def differs(new: Any, old: Any) -> bool:
    """Whether two values differ, bit by bit in arrays; objects, functions and generators are not compared."""
    if isinstance(new, np.ndarray) and isinstance(old, np.ndarray):
        return new.shape != old.shape or new.tobytes() != old.tobytes()
    if isinstance(new, list | tuple) and isinstance(old, list | tuple):
        return len(new) != len(old) or any(map(differs, new, old))
    plain = isinstance(old, np.ndarray | list | tuple | int | float | str)
    return plain and (type(new) is not type(old) or bool(new != old and new == new))  # NaN stays NaN
