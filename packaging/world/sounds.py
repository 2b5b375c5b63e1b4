"""Cutting an Ogg Vorbis file short without decoding it: whole pages are kept, the last one is closed.

The container is described in RFC 3533; the first packet of Vorbis, which holds the rate, in section
4.2.2 of the Vorbis I specification.
"""

import struct
from collections.abc import Iterator

from world.problems import WorldError

LONGEST_S = 4.0

_HEADER = struct.Struct("<4sBBqIIIB")
_CHECKSUM_AT = 22
_END_OF_STREAM = 0x04
_POLYNOMIAL = 0x04C11DB7


def shortened(data: bytes, name: str, longest_s: float = LONGEST_S) -> bytes:
    """Return the beginning of an Ogg Vorbis file, the pages within `longest_s` and never fewer than one.

    Raises WorldError when it is none.
    """
    pages = list(_pages(data, name))
    longest = longest_s * _rate_hz(pages[0], name)
    # The samples heard when a page is over; 0 for the pages of the header.
    heard = [_HEADER.unpack_from(page)[3] for page in pages]
    first = next((number for number, samples in enumerate(heard) if samples > 0), len(pages) - 1)
    kept = max(first + 1, sum(samples <= longest for samples in heard))
    return b"".join([*pages[: kept - 1], _closed(pages[kept - 1])])


def _pages(data: bytes, name: str) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        head = data[at : at + _HEADER.size]
        if len(head) < _HEADER.size or not head.startswith(b"OggS"):
            raise WorldError(f"{name} is no Ogg file, or a damaged one.")
        body = at + _HEADER.size + head[-1]
        end = body + sum(data[at + _HEADER.size : body])
        yield data[at:end]
        at = end
    if at != len(data) or not data:
        raise WorldError(f"{name} is cut off.")


def _rate_hz(page: bytes, name: str) -> int:
    packet = page[_HEADER.size + page[_HEADER.size - 1] :]
    if packet[:7] != b"\x01vorbis":
        raise WorldError(f"{name} is no Vorbis sound.")
    return int(struct.unpack_from("<I", packet, 12)[0])


def _closed(page: bytes) -> bytes:
    """Mark a page as the last of its stream and give it its new checksum."""
    marked = bytearray(page)
    marked[5] |= _END_OF_STREAM
    marked[_CHECKSUM_AT : _CHECKSUM_AT + 4] = bytes(4)
    struct.pack_into("<I", marked, _CHECKSUM_AT, checksum(bytes(marked)))
    return bytes(marked)


def checksum(page: bytes) -> int:
    """CRC-32 of an Ogg page whose own checksum field is zero (RFC 3533, section 6)."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value


def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ _POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        table.append(value)
    return tuple(table)


_TABLE = _table()
