"""Frames between the trusted side and a sandbox child: a JSON header and raw array bytes.

    frame = header length (4 bytes, big endian) · payload length (4 bytes) · header · payload

Sizes are checked before anything is allocated; what does not fit raises `WireError`.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

from autograder.sandbox.wire import MAX_HEADER, MAX_PAYLOAD, Refused, WireError

_PREFIX = struct.Struct(">II")
_CHUNK = 1 << 16  # bytes asked for at once: most frames come whole
to_json = json.JSONEncoder(separators=(",", ":")).encode


class Channel:
    """One end of a stream socket, for frames."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._read = bytearray()  # what came beyond the last frame
        self.header_size = 0  # of the last frame received, in bytes

    def send(self, header: Any, buffers: list[bytes], deadline: float | None = None) -> None:
        """Send one frame.

        Raises `Refused` if it would be larger than the other side accepts, `TimeoutError` when `deadline` (of
        time.monotonic) passes, `OSError` when the other side is gone.
        """
        self.send_all([(to_json(header), b"".join(buffers))], deadline)

    def send_all(self, frames: Iterable[tuple[str, bytes]], deadline: float | None = None) -> None:
        """Send frames, each given as its header's JSON and its payload, at once; raises as `send` does."""
        pieces = []
        for header, payload in frames:
            text = header.encode("ascii")
            if len(text) > MAX_HEADER or len(payload) > MAX_PAYLOAD:
                raise Refused("too much data to send")
            pieces += [_PREFIX.pack(len(text), len(payload)), text, payload]
        self._stream.settimeout(None if deadline is None else max(0.1, deadline - time.monotonic()))
        self._stream.sendall(b"".join(pieces))

    def receive(self, deadline: float | None = None, watch: Callable[[], float] | None = None) -> tuple[Any, bytes]:
        """Receive one frame: its header's JSON and the payload.

        `watch` is called again and again meanwhile, at the latest after the seconds that it returned; it may raise.
        Raises `TimeoutError` when `deadline` (of time.monotonic) passes, `EOFError` when the other side is
        gone, `WireError` when the bytes are no frame.
        """
        self._fill(_PREFIX.size, deadline, watch)
        header_size, payload_size = _PREFIX.unpack_from(self._read)
        if header_size > MAX_HEADER or payload_size > MAX_PAYLOAD:
            raise WireError("a frame too large")
        self.header_size = header_size
        middle = _PREFIX.size + header_size
        end = middle + payload_size
        self._fill(end, deadline, watch)
        text, payload = bytes(self._read[_PREFIX.size : middle]), bytes(self._read[middle:end])
        del self._read[:end]
        return parse(text), payload

    def close(self) -> None:
        """Close this end."""
        self._stream.close()

    def _fill(self, count: int, deadline: float | None, watch: Callable[[], float] | None) -> None:
        """Read until `count` bytes are there."""
        while len(self._read) < count:
            if deadline is None:
                self._stream.settimeout(None)
            else:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                self._stream.settimeout(left if watch is None else min(left, watch()))
            try:
                piece = self._stream.recv(max(_CHUNK, min(count - len(self._read), 1 << 20)))
            except TimeoutError:
                if watch is None:
                    raise
                continue
            if not piece:
                raise EOFError
            self._read += piece


def parse(text: bytes) -> Any:
    """The JSON of a header; raises `WireError`."""
    try:
        return json.loads(text.decode("ascii"))
    except (ValueError, RecursionError, MemoryError):
        raise WireError("a header that is not JSON") from None
