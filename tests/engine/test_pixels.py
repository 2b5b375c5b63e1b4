"""Every colour mode, depth and kind of transparency becomes plain RGB, and says so."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from engine import pixels
from engine.images import Picture, picture_from_bytes
from tests.engine.picture_bytes import Bytes, colours, png, png_chunk, saved, tiff

COLOURS = colours()
RGB = Image.fromarray(COLOURS)
GREY = np.arange(240, dtype=np.uint8).reshape(12, 20)


def read(data: bytes, name: str = "photo.png") -> Picture:
    return picture_from_bytes(data, name)


def grey3(levels: Bytes) -> Bytes:
    return np.repeat(levels[:, :, None], 3, axis=2)


def over_white(colour: Bytes, alpha: Bytes) -> Bytes:
    share = alpha[:, :, None] / 255
    return np.rint(colour * share + 255 * (1 - share)).astype(np.uint8)


# Transparency


ALPHA = np.linspace(0, 255, 240).astype(np.uint8).reshape(12, 20)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_alpha_is_laid_over_white(kind: str) -> None:
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    picture = read(saved(Image.fromarray(np.dstack([COLOURS, ALPHA])), kind, **options))
    difference = np.abs(picture.pixels.astype(int) - over_white(COLOURS, ALPHA))
    assert difference.max() <= 1
    assert picture.note == "transparency laid over white"


def test_opaque_alpha_changes_and_notes_nothing() -> None:
    picture = read(saved(RGB.convert("RGBA"), "PNG"))
    np.testing.assert_array_equal(picture.pixels, COLOURS)
    assert picture.note == ""


def test_grey_with_alpha() -> None:
    picture = read(saved(Image.fromarray(np.dstack([GREY, ALPHA]), "LA"), "PNG"))
    assert np.abs(picture.pixels.astype(int) - over_white(grey3(GREY), ALPHA)).max() <= 1


def test_premultiplied_grey() -> None:
    straight = Image.fromarray(np.dstack([GREY, np.full_like(GREY, 128)]), "LA")
    seen = pixels.rgb_of(straight.convert("La"), "photo.tif", 8, [])
    assert np.abs(seen.astype(int) - over_white(grey3(GREY), np.full_like(GREY, 128))).max() <= 2


def indexed_files() -> list[bytes]:
    indexed = Image.fromarray((GREY % 3).astype(np.uint8), "P")
    indexed.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    return [
        saved(indexed, "PNG", transparency=1),
        saved(indexed, "PNG", transparency=bytes([255, 0, 255])),
        saved(indexed, "GIF", transparency=1),
    ]


@pytest.mark.parametrize("data", indexed_files())
def test_a_transparent_palette_entry_becomes_white(data: bytes) -> None:
    picture = read(data)
    expected = np.array([[255, 0, 0], [255, 255, 255], [0, 0, 255]], dtype=np.uint8)[GREY % 3]
    np.testing.assert_array_equal(picture.pixels, expected)
    assert picture.note == "transparency laid over white"


def test_half_transparent_palette_entries() -> None:
    indexed = Image.new("P", (4, 4), 0)
    indexed.putpalette([0, 0, 0])
    picture = read(saved(indexed, "PNG", transparency=bytes([128])))
    assert set(picture.pixels.ravel()) == {127}


@pytest.mark.parametrize(("mode", "key"), [("L", 7), ("RGB", (7, 7, 7)), ("1", 0)])
def test_a_transparent_colour_becomes_white(mode: str, key: int) -> None:
    image = Image.new(mode, (2, 1), 0 if mode == "1" else key)
    image.putpixel((1, 0), 255 if mode != "RGB" else (255, 0, 0))  # type: ignore[arg-type]
    picture = read(saved(image, "PNG", transparency=key))
    assert picture.pixels[0, 0].tolist() == [255, 255, 255]
    assert picture.note == "transparency laid over white"


# More than 8 bits


SIXTEEN = np.linspace(0, 65535, 240).astype(np.uint16).reshape(12, 20)
SIXTEEN_AS_BYTES = np.rint(SIXTEEN / 257).astype(np.uint8)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled(kind: str) -> None:
    picture = read(saved(Image.fromarray(SIXTEEN), kind))
    np.testing.assert_array_equal(picture.pixels, grey3(SIXTEEN_AS_BYTES))
    assert picture.note == "grey scaled from 0–65535"


def test_sixteen_bit_grey_of_the_other_byte_order() -> None:
    big = Image.frombytes("I;16B", (20, 12), SIXTEEN.astype(">u2").tobytes())
    np.testing.assert_array_equal(read(saved(big, "TIFF")).pixels, grey3(SIXTEEN_AS_BYTES))


def test_twelve_bit_grey_uses_its_own_range() -> None:
    # Two pixels in three bytes: 0 and 4095.
    picture = read(tiff(2, 1, 12, 1, b"\x00\x0f\xff"), "scan.tif")
    assert picture.pixels[0, :, 0].tolist() == [0, 255]
    assert picture.note == "grey scaled from 0–4095"


def test_sixteen_bits_that_count_from_white() -> None:
    picture = read(tiff(20, 12, 16, 0, SIXTEEN.astype("<u2").tobytes()), "scan.tif")
    np.testing.assert_array_equal(picture.pixels, grey3(255 - SIXTEEN_AS_BYTES))


def test_a_transparent_level_of_sixteen_bit_grey() -> None:
    rows = np.array([[0, 300]], dtype=">u2").tobytes()
    picture = read(png(2, 1, 16, 0, rows, png_chunk(b"tRNS", b"\x01\x2c")))
    assert picture.pixels[0, :, 0].tolist() == [0, 255]
    assert picture.note == "grey scaled from 0–65535; transparency laid over white"


def sixteen_bit_colours() -> Bytes:
    return COLOURS[:, :, ::-1].astype(np.uint16) * 256 + 200  # OpenCV's order


@pytest.mark.parametrize("kind", [".png", ".tiff"])
def test_sixteen_bit_colours_are_cut_to_eight(kind: str) -> None:
    _, data = cv2.imencode(kind, sixteen_bit_colours())
    picture = read(data.tobytes())
    np.testing.assert_array_equal(picture.pixels, COLOURS)
    assert picture.note == "16 bits a channel cut to 8"


def test_a_transparent_colour_of_sixteen_bits() -> None:
    rows = np.array([[0x12FF, 0x34FF, 0x56FF, 0, 0, 0]], dtype=">u2").tobytes()
    key = np.array([0x12FF, 0x34FF, 0x56FF], dtype=">u2").tobytes()
    picture = read(png(2, 1, 16, 2, rows, png_chunk(b"tRNS", key)))
    assert picture.pixels[0].tolist() == [[255, 255, 255], [0, 0, 0]]


def test_pgm_of_sixteen_bits_uses_its_stated_maximum() -> None:
    picture = read(b"P5 3 1 1000\n" + np.array([0, 500, 1000], dtype=">u2").tobytes(), "map.pgm")
    assert picture.pixels[0, :, 0].tolist() == [0, 128, 255]


def test_integers_are_stretched_over_their_own_range() -> None:
    depth = Image.fromarray(np.array([[-1000, 0, 1000]], dtype=np.int32))
    picture = read(saved(depth, "TIFF"), "depth.tif")
    assert picture.pixels[0, :, 0].tolist() == [0, 128, 255]
    assert picture.note == "values scaled from -1000 to 1000"


@pytest.mark.parametrize(
    ("values", "expected", "note"),
    [
        ([0.0, 0.25, 0.5], [0, 64, 128], "values scaled from 0 to 1"),
        ([0.0, 5.0, 10.0], [0, 128, 255], "values scaled from 0 to 10"),
        ([-1.0, 0.0, 1.0], [0, 128, 255], "values scaled from -1 to 1"),
        ([7.0, 7.0, 7.0], [0, 0, 0], "values scaled from 7 to 7"),
        ([np.nan, 2.0, 4.0], [0, 0, 255], "values scaled from 2 to 4; NaN and infinite values shown black"),
        ([-np.inf, np.inf, 1.0], [0, 0, 255], "values scaled from 0 to 1; NaN and infinite values shown black"),
        ([np.nan, np.nan, np.nan], [0, 0, 0], "values scaled from 0 to 1; NaN and infinite values shown black"),
        ([-3e38, 0.0, 3e38], [0, 128, 255], "values scaled from -3e+38 to 3e+38"),
    ],
)
@pytest.mark.parametrize("kind", ["TIFF", "PPM"])
def test_floats_are_scaled(kind: str, values: list[float], expected: list[int], note: str) -> None:
    image = Image.fromarray(np.array([values], dtype=np.float32))
    picture = read(saved(image, kind), "depth.pfm")
    assert picture.pixels[0, :, 0].tolist() == expected
    assert picture.note == note


def test_a_signalling_nan_is_black() -> None:
    samples = np.array([0x7FA00000, 0x3F800000], dtype="<u4").tobytes()
    picture = read(b"Pf 2 1 -1.0\n" + samples, "depth.pfm")
    assert picture.pixels[0, :, 0].tolist() == [0, 255]


# Other colour spaces


def test_cmyk_inks_become_their_colours() -> None:
    inks = np.zeros((1, 4, 4), dtype=np.uint8)
    inks[0, range(4), range(4)] = 255
    picture = read(saved(Image.fromarray(inks, "CMYK"), "TIFF"))
    assert picture.pixels[0].tolist() == [[0, 255, 255], [255, 0, 255], [255, 255, 0], [0, 0, 0]]
    assert picture.note == "CMYK converted without a colour profile"


def cmyk_jpeg() -> bytes:
    return saved(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG", quality=95)


def test_inverted_cmyk_of_a_jpeg_is_red_again() -> None:
    red, green, blue = read(cmyk_jpeg(), "print.jpg").pixels[8, 8]
    assert red > 240
    assert green < 15
    assert blue < 15


def test_ycck_jpeg() -> None:
    # The Adobe marker's last byte names the transform; 2 is YCCK.
    marker = b"Adobe\0\x64\0\0\0\0"
    data = cmyk_jpeg()
    assert data.count(marker) == 1
    at = data.index(marker) + len(marker)
    picture = read(data[:at] + b"\x02" + data[at + 1 :], "print.jpg")
    assert picture.note == "CMYK converted without a colour profile"
    assert picture.digest != read(data, "print.jpg").digest


def test_lab_round_trip() -> None:
    lab = ImageCms.profileToProfile(
        RGB, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert lab is not None
    picture = read(saved(lab, "TIFF"))
    assert np.abs(picture.pixels.astype(int) - COLOURS).mean() < 3
    assert picture.note == "Lab colours converted to sRGB"


def test_ycbcr_tiff() -> None:
    picture = read(saved(RGB.convert("YCbCr"), "TIFF"))
    assert np.abs(picture.pixels.astype(int) - COLOURS).max() <= 3
