"""Values as they travel between the trusted side and a sandbox child: plain data as a JSON tree, arrays as bytes.

An array in the tree is {"k": "a", "d": dtype, "s": shape}; its bytes follow in the payload, in the tree's order.
A decoder trusts nothing: sizes are checked before anything is allocated, dtypes come from a list, and whatever does not
fit raises `WireError`.
"""

from __future__ import annotations

import contextlib
import math
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.errors import AutograderError

MAX_HEADER = 4 << 20
MAX_PAYLOAD = 64 << 20
MAX_DEPTH = 40
MAX_TEXT = 100_000
MAX_KEYS = 1 << 14  # of all dicts in a frame: keys may collide, and building a dict is quadratic then
DTYPES = frozenset("|b1 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16".split())


class WireError(AutograderError):
    """Bytes that are no frame, or a header that is no value."""


class Refused(AutograderError):
    """A value that cannot travel; the message tells the student why. `argument`: it was to be sent, not returned."""

    argument = False


def encode(value: Any, other: Callable[[Any], dict[str, Any]] | None = None) -> tuple[Any, list[bytes]]:
    """A value as a JSON tree and the buffers of its arrays; `other` encodes what is not plain data.

    Raises `Refused` for what cannot travel.
    """
    buffers: list[bytes] = []
    return _encode(value, buffers, other, 0), buffers


def decode(tree: Any, payload: bytes, other: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """The value of a tree; `other` builds what is not plain data. Raises `WireError`."""
    reader = _Payload(payload)
    value = _decode(tree, reader, other, 0)
    if reader.position != len(payload):
        raise WireError("bytes are left over")
    return value


def _encode(value: Any, buffers: list[bytes], other: Callable[[Any], dict[str, Any]] | None, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise Refused("a value nested too deeply, or one that contains itself")
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        if value.bit_length() > 4096:
            raise Refused("an integer of more than a thousand digits")
        return value
    if kind is str:
        if len(value) > MAX_TEXT:
            raise Refused(f"a text of more than {MAX_TEXT} characters")
        return value
    if kind is complex:
        return {"k": "z", "v": [value.real, value.imag]}
    if kind is np.ndarray:
        return _encode_array(value, buffers, "a")
    if isinstance(value, np.generic):
        return _encode_array(np.asarray(value), buffers, "s")
    if isinstance(value, np.ndarray):
        return _encode_array(_plain(value), buffers, "a")
    if isinstance(value, np.random.Generator):
        return {"k": "g", "v": _generator_state(value)}
    if isinstance(value, list | tuple | range):
        name = "t" if isinstance(value, tuple) else "l"
        return {"k": name, "v": [_encode(item, buffers, other, depth + 1) for item in value]}
    if isinstance(value, dict):
        if len(value) > MAX_KEYS:
            raise Refused(f"a dict of more than {MAX_KEYS} keys")
        pairs = [
            [_encode(key, buffers, other, depth + 1), _encode(item, buffers, other, depth + 1)]
            for key, item in value.items()
        ]
        return {"k": "d", "v": pairs}
    _refuse_known(value)
    if other is None:
        raise Refused(f"an object of type {kind.__name__}, which is not plain data")
    return other(value)


def _encode_array(array: np.ndarray, buffers: list[bytes], name: str) -> dict[str, Any]:
    if array.dtype.kind == "O" and array.size and all(type(item) in _NUMBERS for item in array.flat):
        with contextlib.suppress(OverflowError):
            array = array.astype(np.float64)  # numbers in an odd box
    if array.dtype.kind == "O":
        raise Refused("an array of objects (rows of different length, or None among numbers?)")
    if array.dtype == np.longdouble and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    code = array.dtype.newbyteorder("<").str if array.dtype.itemsize > 1 else array.dtype.str
    if code not in DTYPES:
        raise Refused(f"an array of dtype {str(array.dtype)[:40]}")
    if array.nbytes > MAX_PAYLOAD:
        raise Refused(f"an array of {array.nbytes >> 20} MB, which is too large")
    # subok and strides can lie about size; tobytes copies exactly what the shape says
    buffers.append(np.ascontiguousarray(array).astype(code, copy=False).tobytes())
    return {"k": name, "d": code, "s": list(array.shape)}


_NUMBERS = (int, float, np.float64, np.float32, np.int64, np.int32)


def _plain(array: np.ndarray) -> np.ndarray:
    if isinstance(array, np.ma.MaskedArray) and np.ma.is_masked(array):
        raise Refused("a masked array; return a plain array")
    if isinstance(array, np.matrix):
        raise Refused("a numpy.matrix, whose * is another product; return a plain array")
    return np.asarray(array)


def _refuse_known(value: Any) -> None:
    name = type(value).__name__
    if isinstance(value, types.CoroutineType):
        raise Refused("a coroutine: define the function without async")
    if isinstance(value, types.GeneratorType | map | zip | filter | enumerate | reversed):
        raise Refused(f"a {name}; turn it into a list or an array")
    if isinstance(value, set | frozenset):
        raise Refused(f"a {name}, which has no order; return a list or an array")
    if isinstance(value, types.ModuleType):
        raise Refused("a module")
    if isinstance(value, bytes | bytearray | memoryview):
        raise Refused(f"{name} instead of numbers")
    if isinstance(value, type):
        raise Refused(f"the class {str(getattr(value, '__name__', '?'))[:60]} itself; did you forget to call it?")


def _generator_state(rng: np.random.Generator) -> dict[str, Any]:
    state = rng.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise Refused("a random generator of another kind than numpy.random.default_rng makes")
    return {
        "state": str(state["state"]["state"]),
        "inc": str(state["state"]["inc"]),
        "has_uint32": int(state["has_uint32"]),
        "uinteger": int(state["uinteger"]),
    }


class _Payload:
    """The payload's bytes, handed out in order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0
        self.keys = 0

    def take(self, count: int) -> memoryview:
        if count > len(self.data) - self.position:
            raise WireError("an array is longer than the payload")
        piece = memoryview(self.data)[self.position : self.position + count]
        self.position += count
        return piece


def _decode(tree: Any, reader: _Payload, other: Callable[[dict[str, Any]], Any] | None, depth: int) -> Any:
    if depth > 2 * MAX_DEPTH:
        raise WireError("nested too deeply")
    if tree is None or isinstance(tree, bool | int | float):
        return tree
    if isinstance(tree, str):
        return tree[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")
    if not isinstance(tree, dict):
        raise WireError("not a value")
    kind, content = tree.get("k"), tree.get("v")
    if kind in ("a", "s"):
        array = _decode_array(tree, reader)
        return array if kind == "a" else array[()]
    if kind in ("l", "t") and isinstance(content, list):
        items = [_decode(item, reader, other, depth + 1) for item in content]
        return tuple(items) if kind == "t" else items
    if kind == "d" and isinstance(content, list):
        return _decode_dict(content, reader, other, depth)
    if kind == "z" and _are(content, 2, (int, float)):
        return _decode_complex(content)
    if kind == "g" and isinstance(content, dict):
        return _decode_generator(content)
    if other is None:
        raise WireError("not a value")
    return other(tree)


def _decode_array(tree: dict[str, Any], reader: _Payload) -> np.ndarray:
    code, shape = tree.get("d"), tree.get("s")
    if not isinstance(code, str) or code not in DTYPES:
        raise WireError("dtype not allowed")
    if not isinstance(shape, list) or len(shape) > 32 or not all(type(n) is int and 0 <= n < 1 << 40 for n in shape):
        raise WireError("not a shape")
    dtype = np.dtype(code)
    size = math.prod(shape) * dtype.itemsize
    if size > MAX_PAYLOAD or max(shape, default=0) > MAX_PAYLOAD:
        raise WireError("an array too large")
    try:
        return np.frombuffer(reader.take(size), dtype=dtype).reshape(shape).copy()
    except ValueError:  # dimensions whose product overflows beside a zero
        raise WireError("not a shape") from None


def _decode_complex(parts: Any) -> complex:
    try:
        return complex(*parts)
    except OverflowError:
        raise WireError("not a number") from None


def _decode_dict(
    content: list[Any], reader: _Payload, other: Callable[[dict[str, Any]], Any] | None, depth: int
) -> dict[Any, Any]:
    result = {}
    reader.keys += len(content)
    if reader.keys > MAX_KEYS:
        raise WireError("too many keys")
    for pair in content:
        if not isinstance(pair, list) or len(pair) != 2:
            raise WireError("not a dict")
        key = _decode(pair[0], reader, other, depth + 1)
        try:
            result[key] = _decode(pair[1], reader, other, depth + 1)
        except TypeError:
            raise WireError("a dict's key cannot be hashed") from None
    return result


def _decode_generator(state: dict[str, Any]) -> np.random.Generator:
    bits = np.random.PCG64(0)
    try:
        inner = {"state": int(state["state"]), "inc": int(state["inc"])}
        if not all(0 <= n < 1 << 128 for n in inner.values()):
            raise ValueError
        bits.state = {
            "bit_generator": "PCG64",
            "state": inner,  # type: ignore[typeddict-item]  # numpy's stub asks for a private class
            "has_uint32": int(state["has_uint32"]) & 1,
            "uinteger": int(state["uinteger"]) & 0xFFFFFFFF,
        }
    except (KeyError, TypeError, ValueError, OverflowError):
        raise WireError("not a generator's state") from None
    return np.random.Generator(bits)


def _are(content: Any, count: int, kinds: tuple[type, ...]) -> bool:
    return isinstance(content, list) and len(content) == count and all(isinstance(part, kinds) for part in content)
