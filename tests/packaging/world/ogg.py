"""Ogg Vorbis files just real enough to be cut: pages with checksums around made-up packets."""

import struct

from world.sounds import checksum

RATE_HZ = 8000
_IDENTIFICATION = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, RATE_HZ, 0, 64_000, 0, 0xB8, 1)


def page(packet: bytes, heard: int, number: int, flags: int = 0) -> bytes:
    """One page with one packet of at most 254 bytes; heard: samples when it is over."""
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, heard, 7, number, 0, 1) + bytes([len(packet)])
    unsigned = head + packet
    return unsigned[:22] + struct.pack("<I", checksum(unsigned)) + unsigned[26:]


def sound(seconds: int) -> bytes:
    """A header of two pages, then one page of sound for each second."""
    pages = [page(_IDENTIFICATION, 0, 0, flags=2), page(b"\x05vorbis", 0, 1)]
    pages += [page(bytes([second]) * 40, (second + 1) * RATE_HZ, second + 2) for second in range(seconds)]
    return b"".join(pages)
