"""The wire format: what goes in comes out, and whatever else comes in is a clean error."""

from __future__ import annotations

import contextlib
import json
import math
import socket
import struct
import threading
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import wire
from autograder.sandbox.frames import Channel, parse

CLEAN = (wire.WireError, EOFError, TimeoutError)

dtypes = st.sampled_from(sorted(wire.DTYPES)).map(np.dtype)
arrays = dtypes.flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5))
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 4000), 1 << 4000),
    st.floats(),
    st.complex_numbers(),
    st.text(st.characters(exclude_categories=["Cs"])),
)
values = st.recursive(
    scalars | arrays,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(max_size=5) | st.integers() | st.booleans(), inner, max_size=4),
    ),
    max_leaves=12,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["k", "v", "d", "s", "i", "n", "state", "inc"]), inner, max_size=5)
    ),
    max_leaves=20,
)
likely = st.fixed_dictionaries(
    {},
    optional={
        "k": st.sampled_from([*"asltdzgch", "x", 1, None]),
        "v": json_values,
        "d": st.sampled_from([*sorted(wire.DTYPES), "|O", ">f8", "<f16", "", None]),
        "s": st.lists(st.integers(-1, 1 << 41) | st.integers(0, 4) | st.booleans() | st.floats(), max_size=40),
        "i": json_values,
        "n": json_values,
    },
)


def there_and_back(value: Any) -> Any:
    tree, buffers = wire.encode(value)
    return wire.decode(parse(json.dumps(tree).encode("ascii")), b"".join(buffers))


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray | np.generic):
        one, other = np.asarray(one), np.asarray(other)
        alike = one.shape == other.shape and one.dtype.newbyteorder("<") == other.dtype.newbyteorder("<")
        return alike and one.astype(other.dtype).tobytes() == other.tobytes()
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return len(one) == len(other) and all(map(same, one, other)) and all(map(same, one.values(), other.values()))
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return bool(one == other)


def through_a_channel(data: bytes, seconds: float = 0.5) -> Any:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(1)
        theirs.sendall(data)
        theirs.close()
        header, payload = Channel(ours).receive(time.monotonic() + seconds)
        return wire.decode(header, payload)


@given(values)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_plain_data_comes_back_as_it_was(value: Any) -> None:
    assert same(value, there_and_back(value))


@given(arrays, st.integers(0, 5))
@settings(max_examples=200, deadline=None)
def test_arrays_of_any_layout_come_back_as_their_entries(array: np.ndarray, layout: int) -> None:
    views = [array.T, array[..., ::-1] if array.ndim else array, array[::2] if array.ndim else array]
    views += [
        np.asfortranarray(array),
        np.broadcast_to(array, (2, *array.shape)),
        array.astype(array.dtype.newbyteorder(">")),
    ]
    back = there_and_back(views[layout])
    assert same(views[layout].astype(array.dtype), back)
    assert back.flags.writeable
    assert back.flags.owndata or back.base is None or back.size == 0 or back.base.flags.owndata


@pytest.mark.parametrize("seed", range(3))
def test_both_sides_draw_the_same_from_a_generator(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rng.integers(0, 10, 3, dtype=np.int32)  # half a 64-bit draw is kept for later
    other = there_and_back(rng)
    assert rng.random(5).tolist() == other.random(5).tolist()
    assert (
        rng.integers(0, 1 << 30, 5, dtype=np.int32).tolist() == other.integers(0, 1 << 30, 5, dtype=np.int32).tolist()
    )


def test_a_nan_keeps_its_payload() -> None:
    array = np.frombuffer(b"\x01\x00\x00\x00\xad\xde\xf8\x7f" * 2, dtype="<f8")
    assert there_and_back(array).tobytes() == array.tobytes()


@pytest.mark.parametrize(
    "value",
    [
        np.array([None]),
        np.zeros(2, dtype="U3"),
        np.zeros(2, dtype=[("a", "f8")]),
        np.ma.masked_array([1.0], [True]),
        np.ma.masked_array([1.0, 2.0], [False, True]).reshape(2, 1),
        {1, 2},
        b"bytes",
        (x for x in ()),
        json,
        int,
        1 << 5000,
        "x" * ((1 << 20) + 1),
        np.random.Generator(np.random.MT19937(0)),
        dict.fromkeys(range(wire.MAX_KEYS + 1)),
        object(),
        np.broadcast_to(np.float64(0), (1 << 20, 1 << 20)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_plain_data_is_refused(value: Any) -> None:
    with pytest.raises(wire.Refused):
        wire.encode(value)


def test_cyclic_and_deep_data_is_refused() -> None:
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    deep: Any = 1.0
    for _ in range(100_000):
        deep = [deep]
    for value in (cyclic, deep):
        with pytest.raises(wire.Refused, match="nested"):
            wire.encode(value)


@pytest.mark.parametrize(
    "tree",
    [
        {"k": "a", "d": "|O", "s": [1]},
        {"k": "a", "d": "<f8", "s": [1 << 39, 1 << 39]},
        {"k": "a", "d": "<f8", "s": [0, 1 << 28, 1 << 28, 1 << 28]},
        {"k": "a", "d": "<f8", "s": [True]},
        {"k": "a", "d": "<f8", "s": [2]},
        {"k": "z", "v": [10**400, 0]},
        {"k": "d", "v": [[{"k": "l", "v": []}, 1]]},
        {"k": "d", "v": [[number, 0] for number in range(wire.MAX_KEYS + 1)]},
        {"k": "d", "v": [1]},
        {"k": "g", "v": {"state": "9" * 5000, "inc": "1", "has_uint32": 0, "uinteger": 0}},
        {"k": "g", "v": {"state": 1, "inc": float("inf"), "has_uint32": 0, "uinteger": 0}},
        {"k": ["a"]},
        {"k": "h", "i": 0, "n": "x"},
        [],
    ],
    ids=str,
)
def test_what_is_no_value_is_an_error(tree: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(tree, b"")


def test_colliding_keys_cost_no_minutes() -> None:
    tree = {"k": "d", "v": [[number * ((1 << 61) - 1), 0] for number in range(wire.MAX_KEYS)]}
    start = time.monotonic()
    wire.decode(tree, b"")
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    "prefix", [(1 << 31, 0), (0, 1 << 31), ((1 << 32) - 1, (1 << 32) - 1), (wire.MAX_HEADER + 1, 0)]
)
def test_a_frame_too_large_is_refused_before_its_bytes_come(prefix: tuple[int, int]) -> None:
    with pytest.raises(wire.WireError, match="too large"):
        through_a_channel(struct.pack(">II", *prefix))


def test_a_frame_that_does_not_come_is_a_timeout() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(struct.pack(">II", 10, 0) + b"half")
        with pytest.raises(TimeoutError):
            Channel(ours).receive(time.monotonic() + 0.05)


def test_frames_that_come_together_are_received_one_by_one() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for number in range(3):
            Channel(theirs).send({"id": number}, [bytes([number]) * number])
        channel = Channel(ours)
        assert [channel.receive() for _ in range(3)] == [({"id": n}, bytes([n]) * n) for n in range(3)]


def test_a_frame_larger_than_what_is_read_at_once_comes_whole() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        content = bytes(range(256)) * 4000
        writer = threading.Thread(target=Channel(theirs).send, args=({"id": 1}, [content]))
        writer.start()
        assert Channel(ours).receive(time.monotonic() + 10) == ({"id": 1}, content)
        writer.join()


def test_a_trickle_is_a_timeout_and_is_watched() -> None:
    ours, theirs = socket.socketpair()
    looks: list[float] = []

    def watch() -> float:
        theirs.sendall(b"\0")  # a byte at each look, so that there is always something to receive
        looks.append(time.monotonic())
        return 0.01

    with ours, theirs:
        theirs.sendall(struct.pack(">II", 1 << 20, 0))
        with pytest.raises(TimeoutError):
            Channel(ours).receive(time.monotonic() + 0.1, watch)
    assert len(looks) > 3


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_random_bytes_are_a_clean_error(data: bytes) -> None:
    with contextlib.suppress(*CLEAN):
        through_a_channel(data, 0.05)


@given(json_values | likely, st.binary(max_size=64))
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_trees_are_values_or_a_clean_error(tree: Any, payload: bytes) -> None:
    with contextlib.suppress(*CLEAN):
        wire.decode(tree, payload)


@given(values, st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutated_frames_are_values_or_a_clean_error(value: Any, data: st.DataObject) -> None:
    tree, buffers = wire.encode(value)
    text, payload = json.dumps(tree).encode("ascii"), b"".join(buffers)
    frame = bytearray(struct.pack(">II", len(text), len(payload)) + text + payload)
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(*CLEAN):
        through_a_channel(bytes(frame[: data.draw(st.integers(0, len(frame)))]), 0.05)


def test_numbers_in_an_odd_box_travel_as_numbers() -> None:
    for odd in (
        np.array([[1, 2.5]], dtype=object),
        np.ma.array([[1.0, 2.5]]),
        np.ones((1, 2)).view(type("Own", (np.ndarray,), {})),
    ):
        tree, buffers = wire.encode(odd)
        value = wire.decode(tree, b"".join(buffers))
        assert type(value) is np.ndarray and value.dtype == np.float64 and np.array_equal(value, odd.astype(float))
    for refused in ([10**400], [True], [None, 1.0]):
        with pytest.raises(wire.Refused):
            wire.encode(np.array(refused, dtype=object))
