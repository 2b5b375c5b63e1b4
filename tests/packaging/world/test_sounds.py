"""Sounds are cut between pages, and what is left is a whole file."""

import struct

import pytest
from world.problems import WorldError
from world.sounds import checksum, shortened

from tests.packaging.world.ogg import sound


def test_a_long_sound_keeps_its_header_and_its_first_seconds() -> None:
    whole, cut = sound(9), shortened(sound(9), "crow.ogg", longest_s=4)
    length = len(whole) - len(cut)
    assert length == 5 * (28 + 40)
    last = cut.rindex(b"OggS")
    assert cut[:last] == whole[:last]
    assert struct.unpack_from("<q", cut, last + 6)[0] == 4 * 8000


def test_the_last_page_says_so_and_its_checksum_is_right() -> None:
    cut = shortened(sound(9), "crow.ogg", longest_s=4)
    last = cut[cut.rindex(b"OggS") :]
    assert last[5] & 4
    (stored,) = struct.unpack_from("<I", last, 22)
    assert stored == checksum(last[:22] + bytes(4) + last[26:])


def test_a_short_sound_keeps_everything() -> None:
    assert len(shortened(sound(2), "crow.ogg", longest_s=4)) == len(sound(2))


def test_one_page_of_sound_stays_however_long_it_is() -> None:
    assert len(shortened(sound(3), "crow.ogg", longest_s=0.1)) == len(sound(1))


def test_the_checksum_is_that_of_rfc_3533() -> None:
    # CRC-32 without reflection, polynomial 0x04C11DB7, from zero: "CRC-32/CKSUM" before length and inversion.
    assert checksum(b"\x01") == 0x04C11DB7
    assert checksum(b"123456789") == 0x89A1897F


@pytest.mark.parametrize("data", [b"", b"RIFF", sound(3)[:-9], sound(1).replace(b"\x01vorbis", b"OpusHea")])
def test_what_is_no_vorbis_sound_is_refused(data: bytes) -> None:
    with pytest.raises(WorldError, match=r"bad\.ogg"):
        shortened(data, "bad.ogg")
