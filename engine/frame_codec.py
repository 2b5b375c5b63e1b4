"""Frames as bytes and back, exactly, for every kind there is or will be.

One line of JSON holds every field; the arrays follow as raw bytes in the order in which the line
refers to them. The walk over the fields is generic: a new kind of frame needs no code here.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.frames import FRAME_TYPES, Axis, Frame, Provenance, Series, Stage

_TYPES: dict[str, type] = {kind.__name__: kind for kind in (*FRAME_TYPES, Axis, Provenance, Series, Stage)}
_ARRAY_KINDS = "fiub"  # float, signed, unsigned, bool: never object, which could not be trusted

# What a damaged or forged line can make `decode` raise.
DECODE_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def encode(frame: Frame) -> bytes:
    """Return the frame as bytes."""
    arrays: list[NDArray[Any]] = []
    line = {"frame": _plain(frame, arrays), "arrays": [[array.dtype.str, array.shape] for array in arrays]}
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    return b"".join([text.encode(), b"\n", *(array.tobytes() for array in arrays)])


def decode(data: bytes) -> Frame:
    """Return the frame that `encode` made these bytes of.

    Raises one of DECODE_ERRORS when they are damaged or of a newer program.
    """
    text, _, rest = data.partition(b"\n")
    line = json.loads(text)
    arrays, offset = [], 0
    for dtype, shape in line["arrays"]:
        array = _array(dtype, shape, rest, offset)
        arrays.append(array)
        offset += array.nbytes
    if offset != len(rest):
        raise ValueError(f"expected {offset} bytes of arrays, got {len(rest)}")
    frame = _restored(line["frame"], arrays)
    if not isinstance(frame, Frame):
        raise ValueError(f"expected a frame, got {type(frame).__name__}")
    return frame


def _plain(value: object, arrays: list[NDArray[Any]]) -> Any:
    """Return `value` as JSON can hold it, its arrays moved into `arrays`."""
    if isinstance(value, np.ndarray):
        arrays.append(value)
        return {"array": len(arrays) - 1}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple | list):
        return [_plain(part, arrays) for part in value]
    if isinstance(value, Mapping):
        return {"map": {key: _plain(part, arrays) for key, part in value.items()}}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
        return {"type": type(value).__name__, "fields": parts}
    return value


def _restored(plain: Any, arrays: list[NDArray[Any]]) -> Any:
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
