"""Functions of the trusted side that a student's code may call: stubs in place of its own, and callable arguments."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox import wire

_MAX_SIZE = 500_000  # numbers in all arguments of one call: no product of two arrays takes more than seconds then
_MAX_BYTES = 8 << 20


class Callbacks:
    """The functions that a child may call, by number."""

    def __init__(self) -> None:
        self._functions: list[Callable[..., Any]] = []

    def __bool__(self) -> bool:
        return bool(self._functions)

    def register(self, function: Callable[..., Any]) -> int:
        """The number by which the child can call the function."""
        self._functions.append(function)
        return len(self._functions) - 1

    def requested(
        self, reply: dict[str, Any], payload: bytes, decode: Callable[[dict[str, Any]], Any]
    ) -> Callable[[], Any]:
        """The call that a child asks for. Raises `WireError` if it is none.

        The call itself raises ValueError for arguments that are too large: it is the student's code that decides about
        them, and this side that computes.
        """
        number = reply["callback"]
        if type(number) is not int or not 0 <= number < len(self._functions):
            raise wire.WireError("no such callback")
        if len(payload) > _MAX_BYTES:
            return _too_large
        decoded = wire.decode(reply.get("arguments"), payload, decode)
        well_formed = isinstance(decoded, list) and len(decoded) == 2
        if not well_formed or not isinstance(decoded[0], list) or not isinstance(decoded[1], dict):
            raise wire.WireError("no arguments")
        arguments, named = decoded
        if not all(isinstance(key, str) for key in named):
            raise wire.WireError("no arguments")
        if size([arguments, named]) > _MAX_SIZE:
            return _too_large
        return lambda: self._functions[number](*arguments, **named)


def size(value: Any) -> int:
    """How many numbers and other values it holds."""
    if isinstance(value, np.ndarray):
        return int(math.prod(value.shape))
    if isinstance(value, list | tuple):
        return len(value) + sum(map(size, value))
    if isinstance(value, dict):
        return 2 * len(value) + sum(map(size, value.values()))
    return len(value) if isinstance(value, str) else 1


def _too_large() -> None:
    raise ValueError("the arguments are too large to be answered while grading")
