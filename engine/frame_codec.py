"""Frames as bytes and back, exactly, for every kind there is or will be.

One line of JSON holds every field; the arrays follow as raw bytes in the order in which the line
names them. The walk over the fields is generic: a new kind of frame needs no code here.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.frames import FRAME_TYPES, Arrow, Axis, Box, Frame, Provenance, Series, Stage

_PARTS = (Arrow, Axis, Box, Provenance, Series, Stage)
_TYPES: dict[str, type] = {kind.__name__: kind for kind in (*FRAME_TYPES, *_PARTS)}
_ARRAY_KINDS = "fiub"  # float, signed, unsigned, bool: never object, which could not be trusted

# What a damaged or forged line can make `decode` raise.
DECODE_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def described(frame: Frame) -> tuple[Any, dict[str, NDArray[Any]]]:
    """Return every field as JSON can hold it, and the arrays by the path of their field, such as "series.0.x"."""
    arrays: dict[str, NDArray[Any]] = {}
    return _plain(frame, arrays, ""), arrays


def encode(frame: Frame) -> bytes:
    """Return the frame as bytes."""
    plain, arrays = described(frame)
    line = {"frame": plain, "arrays": [[path, array.dtype.str, array.shape] for path, array in arrays.items()]}
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    return b"".join([text.encode(), b"\n", *(array.tobytes() for array in arrays.values())])


def decode(data: bytes) -> Frame:
    """Return the frame that `encode` made these bytes of.

    Raises one of DECODE_ERRORS when they are damaged or of a newer program.
    """
    text, _, rest = data.partition(b"\n")
    line = json.loads(text)
    arrays: dict[str, NDArray[Any]] = {}
    offset = 0
    for path, dtype, shape in line["arrays"]:
        arrays[path] = _array(dtype, shape, rest, offset)
        offset += arrays[path].nbytes
    if offset != len(rest):
        raise ValueError(f"expected {offset} bytes of arrays, got {len(rest)}")
    frame = _restored(line["frame"], arrays)
    if not isinstance(frame, Frame):
        raise ValueError(f"expected a frame, got {type(frame).__name__}")
    return frame


def _plain(value: object, arrays: dict[str, NDArray[Any]], path: str) -> Any:
    """Return `value` as JSON can hold it, its arrays moved into `arrays` under their paths."""

    def inside(part: object, name: object) -> Any:
        return _plain(part, arrays, f"{path}.{name}".lstrip("."))

    if isinstance(value, np.ndarray):
        arrays[path] = value
        return {"array": path}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple | list):
        return [inside(part, number) for number, part in enumerate(value)]
    if isinstance(value, Mapping):
        return {"map": {key: inside(part, key) for key, part in value.items()}}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: inside(getattr(value, field.name), field.name) for field in fields(value)}
        return {"type": type(value).__name__, "fields": parts}
    return value


def _restored(plain: Any, arrays: dict[str, NDArray[Any]]) -> Any:
    """Undo `_plain`; every sequence becomes a tuple, which is all that frames hold."""
    if isinstance(plain, list):
        return tuple(_restored(part, arrays) for part in plain)
    if not isinstance(plain, dict):
        return plain
    if "array" in plain:
        return arrays[plain["array"]]
    if "map" in plain:
        return {key: _restored(part, arrays) for key, part in plain["map"].items()}
    parts = {name: _restored(part, arrays) for name, part in plain["fields"].items()}
    return _TYPES[plain["type"]](**parts)


def _array(dtype_text: str, shape: list[int], data: bytes, offset: int) -> NDArray[Any]:
    dtype = np.dtype(dtype_text)
    if dtype.kind not in _ARRAY_KINDS or not all(type(side) is int and side >= 0 for side in shape):
        raise ValueError(f"expected an array of numbers, got {dtype_text} {shape}")
    values = np.frombuffer(data, dtype, count=math.prod(shape), offset=offset).reshape(shape).copy()
    values.flags.writeable = False
    return values
