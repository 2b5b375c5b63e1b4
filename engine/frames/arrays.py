"""Arrays as frames hold them: read-only, of one type, compared by value."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# What constructors take; what a frame holds is float32 and int64 whatever came in.
FloatArray = NDArray[np.floating[Any]]
ByteArray = NDArray[np.uint8]
IntArray = NDArray[np.integer[Any]]
BoolArray = NDArray[np.bool_]


def freeze(value: ArrayLike, dtype: type[np.generic]) -> NDArray[Any]:
    """Copy into a read-only array, unless it is one that nobody can write to already."""
    if isinstance(value, np.ndarray) and value.dtype == dtype and not value.flags.writeable and value.base is None:
        return value
    frozen = np.array(value, dtype=dtype, order="C", copy=True)
    frozen.flags.writeable = False
    return frozen


def arrays_in(value: object) -> Iterator[NDArray[Any]]:
    """Yield every array in a frame, in whatever it is made of, or in a tuple of such."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from arrays_in(part)
    elif is_dataclass(value):
        for item in fields(value):
            yield from arrays_in(getattr(value, item.name))


def same(one: object, other: object) -> bool:
    """Compare what frames are made of, arrays by value."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        return all(same(getattr(one, item.name), getattr(other, item.name)) for item in fields(one))
    return one == other
