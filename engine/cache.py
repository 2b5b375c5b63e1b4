"""A cache bounded by bytes, least recently used first out."""

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

V = TypeVar("V")

_ALL: "weakref.WeakSet[BoundedCache[Any]]" = weakref.WeakSet()


def clear_all_caches() -> None:
    """Empty every cache of the program: nothing is lost but time."""
    for cache in list(_ALL):
        cache.clear()


class BoundedCache(Generic[V]):
    """Values by key, up to `limit_bytes` in all by `size_of`; a larger value is made but not kept."""

    def __init__(self, limit_bytes: int, size_of: Callable[[V], int]) -> None:
        self._limit_bytes = limit_bytes
        self._size_of = size_of
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._bytes = 0
        _ALL.add(self)

    @property
    def nbytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of `key`, made by `make` if it is not there. What `make` raises passes through."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()  # outside the lock: it may take seconds
        self.put(key, value)
        return value

    def peek(self, key: Hashable) -> V | None:
        """Return the value of `key` if it is there."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: Hashable, value: V) -> None:
        """Keep a value, letting go of the least recently used until it fits."""
        size = self._size_of(value)
        with self._lock:
            self._bytes -= self._values.pop(key, (value, 0))[1]
            while self._values and self._bytes + size > self._limit_bytes:
                self._bytes -= self._values.popitem(last=False)[1][1]
            if size <= self._limit_bytes:
                self._values[key] = (value, size)
                self._bytes += size

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._values.clear()
            self._bytes = 0
