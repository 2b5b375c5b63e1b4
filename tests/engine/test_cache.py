"""The byte-bounded cache."""

import pytest

from engine.cache import BoundedCache, clear_all_caches


def made(value: bytes, calls: list[bytes]) -> bytes:
    calls.append(value)
    return value


def test_makes_once_and_lets_the_least_recently_used_go() -> None:
    cache: BoundedCache[bytes] = BoundedCache(10, len)
    calls: list[bytes] = []
    for key in ("a", "b", "a"):
        assert cache.get(key, lambda key=key: made(key.encode() * 4, calls)) == key.encode() * 4
    assert calls == [b"aaaa", b"bbbb"]
    cache.get("c", lambda: made(b"cccc", calls))  # 12 bytes: "b" was used longest ago
    assert cache.nbytes == 8
    cache.get("a", lambda: made(b"again", calls))
    cache.get("b", lambda: made(b"bbbb", calls))
    assert calls == [b"aaaa", b"bbbb", b"cccc", b"bbbb"]


def test_returns_but_does_not_keep_what_is_larger_than_the_limit() -> None:
    cache: BoundedCache[bytes] = BoundedCache(3, len)
    assert cache.get("a", lambda: b"aaaa") == b"aaaa"
    assert cache.nbytes == 0


def test_keeps_nothing_of_a_failure() -> None:
    cache: BoundedCache[bytes] = BoundedCache(3, len)

    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.get("a", fail)
    assert cache.get("a", lambda: b"a") == b"a"


def test_replacing_a_value_counts_its_bytes_once() -> None:
    cache: BoundedCache[bytes] = BoundedCache(10, len)
    cache.put("a", b"aaaa")
    cache.put("a", b"aa")
    assert cache.nbytes == 2


def test_all_caches_can_be_emptied_at_once() -> None:
    cache: BoundedCache[bytes] = BoundedCache(10, len)
    cache.put("a", b"a")
    clear_all_caches()
    assert cache.nbytes == 0
