"""Over a thousand damaged picture files through the loader: each a picture, or a sentence that names the file."""

import traceback
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.errors import UserError
from engine.images import MAX_PIXELS, Picture, picture_from_bytes
from tests.engine.picture_bytes import colours, exif, frames, saved, tiff

MUTANTS_OF_EACH = 40

_PHOTO = Image.fromarray(colours(24, 32))
_ALPHA = _PHOTO.convert("RGBA")
_ALPHA.putalpha(_PHOTO.getchannel("G"))
_SIXTEEN = Image.fromarray(np.arange(768, dtype=np.uint16).reshape(24, 32) * 85)
_FLOATS = Image.fromarray(np.linspace(-3, 9, 768, dtype=np.float32).reshape(24, 32))


def _deep(suffix: str) -> bytes:
    return cv2.imencode(suffix, np.array(_PHOTO).astype(np.uint16) * 257)[1].tobytes()


HEALTHY: dict[str, bytes] = {
    "rgb.png": saved(_PHOTO, "PNG"),
    "alpha.png": saved(_ALPHA, "PNG"),
    "palette.png": saved(_PHOTO.quantize(16), "PNG", transparency=bytes(range(0, 160, 10))),
    "sixteen.png": saved(_SIXTEEN, "PNG"),
    "deep.png": _deep(".png"),
    "turned.png": saved(_PHOTO, "PNG", exif=exif(6)),
    "animated.png": frames("PNG", 4),
    "rgb.jpg": saved(_PHOTO, "JPEG", exif=exif(5)),
    "progressive.jpg": saved(_PHOTO, "JPEG", progressive=True),
    "grey.jpg": saved(_PHOTO.convert("L"), "JPEG"),
    "cmyk.jpg": saved(_PHOTO.convert("CMYK"), "JPEG"),
    "two.jpg": frames("MPO", 2),
    "still.gif": saved(_PHOTO.quantize(32), "GIF", transparency=3),
    "animated.gif": frames("GIF", 4, optimize=False),
    "rgb.tif": saved(_PHOTO, "TIFF", exif=exif(7)),
    "lzw.tif": saved(_PHOTO, "TIFF", compression="tiff_lzw"),
    "jpeg.tif": saved(_PHOTO, "TIFF", compression="jpeg"),
    "cmyk.tif": saved(_PHOTO.convert("CMYK"), "TIFF"),
    "sixteen.tif": saved(_SIXTEEN, "TIFF", compression="tiff_deflate"),
    "deep.tif": _deep(".tiff"),
    "floats.tif": saved(_FLOATS, "TIFF"),
    "twelve.tif": tiff(32, 24, 12, 1, bytes(range(256)) * 4 + bytes(128)),
    "pages.tif": frames("TIFF", 3),
    "lossy.webp": saved(_PHOTO, "WEBP", exif=exif(3)),
    "alpha.webp": saved(_ALPHA, "WEBP", lossless=True),
    "animated.webp": frames("WEBP", 3),
    "rgb.avif": saved(_PHOTO, "AVIF"),
    "rgb.bmp": saved(_PHOTO, "BMP"),
    "palette.bmp": saved(_PHOTO.quantize(16), "BMP"),
    "alpha.bmp": saved(_ALPHA, "BMP"),
    "rgb.ppm": saved(_PHOTO, "PPM"),
    "text.ppm": b"P3 2 2 255  0 0 0  255 0 0  0 255 0  0 0 255\n",
    "floats.pfm": saved(_FLOATS, "PPM"),
}

Mutation = Callable[[bytearray, np.random.Generator], bytes]


def _flip_bits(data: bytearray, rng: np.random.Generator) -> bytes:
    for _ in range(rng.integers(1, 17)):
        data[rng.integers(len(data))] ^= 1 << rng.integers(8)
    return bytes(data)


def _flip_header_bits(data: bytearray, rng: np.random.Generator) -> bytes:
    for _ in range(rng.integers(1, 5)):
        data[rng.integers(min(len(data), 64))] ^= 1 << rng.integers(8)
    return bytes(data)


def _truncate(data: bytearray, rng: np.random.Generator) -> bytes:
    return bytes(data[: rng.integers(1, len(data))])


def _splice_header(data: bytearray, rng: np.random.Generator) -> bytes:
    other = HEALTHY[rng.choice(sorted(HEALTHY))]
    cut = rng.integers(2, 64)
    return other[:cut] + bytes(data[cut:])


def _overwrite(data: bytearray, rng: np.random.Generator) -> bytes:
    start, length = rng.integers(len(data)), rng.integers(1, 64)
    data[start : start + length] = rng.bytes(length)
    return bytes(data)


def _insert(data: bytearray, rng: np.random.Generator) -> bytes:
    start = rng.integers(len(data))
    return bytes(data[:start]) + rng.bytes(rng.integers(1, 64)) + bytes(data[start:])


def _remove(data: bytearray, rng: np.random.Generator) -> bytes:
    start = rng.integers(len(data))
    return bytes(data[:start] + data[start + rng.integers(1, 64) :]) or b"\0"


def _extreme_number(data: bytearray, rng: np.random.Generator) -> bytes:
    start = rng.integers(min(len(data), 200))
    extremes = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0", b"\0\0\xff\xff", b"\0\1\0\0")
    data[start : start + 4] = extremes[rng.integers(len(extremes))]
    return bytes(data)


MUTATIONS: tuple[Mutation, ...] = (
    _flip_bits,
    _flip_header_bits,
    _truncate,
    _splice_header,
    _overwrite,
    _insert,
    _remove,
    _extreme_number,
)


def is_read_or_refused(data: bytes, name: str) -> bool:
    """Load it; True for a sound picture, False for a refusal that names the file. All else raises."""
    try:
        picture = picture_from_bytes(data, name)
    except UserError as error:
        refusal = error
    else:
        check_picture(picture)
        return True
    assert refusal.what.startswith(name)
    assert refusal.what.endswith(".")
    assert refusal.hint.endswith(".")
    assert "\n" not in str(refusal)
    assert refusal.__cause__ is None or _raised_in_pillow(refusal.__cause__)
    return False


def _raised_in_pillow(error: BaseException) -> bool:
    """Only the decoders may stumble; an error of our own code would be hidden by the same sentence."""
    return Path(traceback.extract_tb(error.__traceback__)[-1].filename).parent.name == "PIL"


def check_picture(picture: Picture) -> None:
    height, width, channels = picture.pixels.shape
    assert channels == 3
    assert 1 <= height * width <= MAX_PIXELS
    assert picture.pixels.dtype == np.uint8


@pytest.mark.parametrize("name", HEALTHY)
def test_the_healthy_file_is_read(name: str) -> None:
    assert is_read_or_refused(HEALTHY[name], name)


@pytest.mark.parametrize("name", HEALTHY)
def test_damaged_files_become_a_picture_or_a_sentence(name: str) -> None:
    rng = np.random.default_rng([2021, sorted(HEALTHY).index(name)])
    for number in range(MUTANTS_OF_EACH):
        mutate = MUTATIONS[number % len(MUTATIONS)]
        is_read_or_refused(mutate(bytearray(HEALTHY[name]), rng), name)


def test_the_damage_neither_spares_nor_spoils_everything() -> None:
    rng = np.random.default_rng(2021)
    read = [is_read_or_refused(_flip_bits(bytearray(data), rng), name) for name, data in HEALTHY.items()]
    assert 0 < sum(read) < len(read)
