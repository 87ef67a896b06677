"""Objects that stay in the sandbox, as the trusted side sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from autograder.sandbox.outcomes import Raised


class Asked(Protocol):
    """The session of the child in which an object stays."""

    def request(self, header: dict[str, Any], arguments: tuple[Any, ...] | None = None) -> Any:
        """An attribute or a call of the object."""


@dataclass(frozen=True)
class Handle:
    """An object that stays in the sandbox; attributes and calls go through the session."""

    _session: Asked
    _number: int
    _type: str

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._session.request({"op": "attribute", "object": self._number, "name": name})
        except Raised as error:
            raise AttributeError(str(error)) from None

    def __call__(self, *arguments: Any) -> Any:
        """Call the object in the sandbox."""
        return self._session.request({"op": "call_object", "object": self._number}, arguments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and self._number == other._number and self._session is other._session

    def __hash__(self) -> int:
        return hash((id(self._session), self._number))

    def __repr__(self) -> str:
        return f"<an object of type {self._type}>"
