"""Calls sent before they are asked for: the child works through them while this side compares what came before.

A class is asked the same again and again, so the calls of one submission foretell those of the next. A call that is
asked for is compared with what was sent; what nobody asks for is received and dropped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_BYTES = 32 << 10  # in flight: both sides may fill the channel's buffer before either reads
_OBJECTS = ('"k":"h"', '"k":"c"')  # handles and functions, in a request's JSON: good for one child only


@dataclass(frozen=True)
class Request:
    """One call as it is sent, without its number: the header's JSON and the arguments' bytes."""

    header: str
    payload: bytes

    @property
    def is_plain(self) -> bool:
        """Whether it is a call with plain data, the same in every child."""
        return self.header.startswith('{"op":"call"') and not any(mark in self.header for mark in _OBJECTS)


class Ahead:
    """The calls in flight by number, and those that were made since `begin`."""

    def __init__(self) -> None:
        self.in_flight: deque[tuple[int, Request]] = deque()
        self._made: list[Request] = []

    def begin(self) -> None:
        """From here on, remember what is called."""
        self._made = []

    def note(self, request: Request) -> None:
        """Remember that this was asked for."""
        self._made.append(request)

    def made(self) -> tuple[Request, ...]:
        """The calls since `begin`, up to the first that another child could not be sent."""
        plain: list[Request] = []
        size = 0
        for request in self._made:
            size += len(request.header) + len(request.payload)
            if not request.is_plain or size > MAX_BYTES:
                break
            plain.append(request)
        return tuple(plain)

    def send(self, requests: Sequence[Request], first: int) -> None:
        """These are in flight now, numbered from `first`."""
        self.in_flight.extend(enumerate(requests, first))

    def passed_over(self, request: Request) -> Iterator[int]:
        """The numbers of calls in flight before this one, all if it is not among them; they are no more in flight."""
        while self.in_flight and self.in_flight[0][1] != request:
            yield self.in_flight.popleft()[0]

    def take(self) -> int | None:
        """The number of the next call in flight, which is answered now."""
        return self.in_flight.popleft()[0] if self.in_flight else None
