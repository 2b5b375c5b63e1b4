"""Picture files of every format: the right pixels, upright, or one sentence that says why not."""

import numpy as np
import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from engine import pixels
from engine.errors import UserError
from engine.images import MAX_PIXELS, Picture, picture_from_array, picture_from_bytes
from tests.engine.picture_bytes import Bytes, colours, exif, frames, png, saved

COLOURS = colours()
RGB = Image.fromarray(COLOURS)
GREY = np.arange(240, dtype=np.uint8).reshape(12, 20)


def read(data: bytes, name: str = "photo.png") -> Picture:
    return picture_from_bytes(data, name)


def grey3(levels: Bytes) -> Bytes:
    return np.repeat(levels[:, :, None], 3, axis=2)


# Every format


@pytest.mark.parametrize("kind", ["PNG", "BMP", "DIB", "TIFF", "PPM"])
def test_lossless_formats_give_back_the_very_pixels(kind: str) -> None:
    picture = read(saved(RGB, kind))
    np.testing.assert_array_equal(picture.pixels, COLOURS)
    assert picture.note == ""


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_lossless_modes_of_lossy_formats(kind: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {"quality": 100, "subsampling": "4:4:4"}
    difference = np.abs(read(saved(RGB, kind, **options)).pixels.astype(int) - COLOURS)
    assert difference.max() <= (0 if kind == "WEBP" else 6)


def test_jpeg_is_close() -> None:
    smooth = np.array(RGB.resize((64, 48), Image.Resampling.BICUBIC))
    picture = read(saved(Image.fromarray(smooth), "JPEG", quality=95, subsampling=0), "photo.jpg")
    assert np.abs(picture.pixels.astype(int) - smooth).mean() < 3


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "TIFF", "PPM"])
def test_grey_becomes_three_equal_channels(kind: str) -> None:
    np.testing.assert_array_equal(read(saved(Image.fromarray(GREY), kind)).pixels, grey3(GREY))


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "PPM"])
def test_one_bit_becomes_black_and_white(kind: str) -> None:
    bits = GREY % 3 == 0
    picture = read(saved(Image.fromarray(bits), kind))
    np.testing.assert_array_equal(picture.pixels, grey3(np.where(bits, 255, 0).astype(np.uint8)))


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "TIFF"])
def test_a_palette_is_looked_up(kind: str) -> None:
    indexed = RGB.quantize(16)
    np.testing.assert_array_equal(read(saved(indexed, kind)).pixels, np.array(indexed.convert("RGB")))


def test_a_format_that_is_not_on_the_list_is_refused() -> None:
    with pytest.raises(UserError, match=r"photo\.tga is not a picture"):
        read(saved(RGB, "TGA"), "photo.tga")


def test_every_mode_that_the_formats_can_give_has_a_rule() -> None:
    modes = {mode for mode, _ in TiffImagePlugin.OPEN_INFO.values()} | {
        mode for mode, _ in PngImagePlugin._MODES.values()
    }
    assert modes <= set(pixels._RULES)


def test_a_mode_without_a_rule_is_refused_by_name() -> None:
    with pytest.raises(UserError, match=r"photo\.png has colour mode HSV"):
        pixels.rgb_of(RGB.convert("HSV"), "photo.png", 8, [])


# Upright


def held(upright: Bytes, orientation: int) -> Bytes:
    """What a camera held that way stores of a scene."""
    mirrored = upright[:, ::-1]
    stored = {
        1: upright,
        2: mirrored,
        3: np.rot90(upright, 2),
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: np.rot90(upright, 2).transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }
    return np.ascontiguousarray(stored[orientation])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_exif_orientation_is_undone(kind: str, orientation: int) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    stored = Image.fromarray(held(COLOURS, orientation))
    picture = read(saved(stored, kind, exif=exif(orientation), **options))
    np.testing.assert_array_equal(picture.pixels, COLOURS)
    assert picture.note == ("" if orientation == 1 else "turned upright as its EXIF data says")


def test_jpeg_orientation_is_undone() -> None:
    stored = Image.fromarray(held(COLOURS, 6))
    picture = read(saved(stored, "JPEG", quality=100, subsampling=0, exif=exif(6)))
    assert np.abs(picture.pixels.astype(int) - COLOURS).mean() < 3


@pytest.mark.parametrize("orientation", [0, 9, 60000])
def test_a_meaningless_orientation_is_ignored(orientation: int) -> None:
    picture = read(saved(RGB, "PNG", exif=exif(orientation)))
    np.testing.assert_array_equal(picture.pixels, COLOURS)


def test_damaged_exif_data_does_not_cost_the_picture() -> None:
    picture = read(saved(RGB, "PNG", exif=b"Exif\0\0nonsense"))
    np.testing.assert_array_equal(picture.pixels, COLOURS)
    assert picture.note == "its EXIF data is damaged and was ignored"


# Many frames


@pytest.mark.parametrize(
    ("kind", "options"),
    [("GIF", {}), ("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {}), ("MPO", {}), ("AVIF", {})],
)
def test_the_first_frame_of_many(kind: str, options: dict[str, bool]) -> None:
    picture = read(frames(kind, 3, **options))
    red, green, blue = picture.pixels[6, 8].tolist()
    assert red > 240
    assert max(green, blue) < 15
    assert picture.note == "first of 3 frames"


def test_damage_behind_the_first_frame_costs_only_the_others() -> None:
    data = frames("TIFF", 2)
    second = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[second : second + 2], "little")
    pointer = second + 2 + 12 * entries
    broken = data[:pointer] + (len(data) - 3).to_bytes(4, "little") + data[pointer + 4 :]
    picture = read(broken, "scan.tif")
    assert picture.pixels[0, 0].tolist() == [255, 0, 0]
    assert picture.note == "first frame; later ones are damaged"


# Too large


def test_too_many_pixels_are_refused_from_the_header_alone() -> None:
    with pytest.raises(UserError, match=r"wall\.png has 10000 × 7000 = 70 megapixels; the limit is 64\."):
        read(png(10000, 7000, 8, 2, b""), "wall.png")


@pytest.mark.parametrize("side", [9600, 14000, 100_000])
def test_a_decompression_bomb_is_refused(side: int) -> None:
    with pytest.raises(UserError, match=r"bomb\.png has .* megapixels.*limit"):
        read(png(side, side, 1, 0, b""), "bomb.png")


def test_the_cap_is_on_pixels_not_on_sides() -> None:
    strip = saved(Image.new("1", (60_000, 10), 1), "PNG")
    assert read(strip).pixels.shape == (10, 60_000, 3)


def test_an_array_over_the_cap_is_refused() -> None:
    vast = np.broadcast_to(np.uint8(0), (8001, MAX_PIXELS // 8000, 3))
    with pytest.raises(UserError, match="megapixels"):
        picture_from_array(vast, "vast")


# Not a picture


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"hello, world", "is not a picture"),
        (b"\0" * 4000, "is not a picture"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "is a HEIC photo"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "is a video"),
        (b"RIFF\0\0\0\0WAVEfmt ", "is a sound or video file"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "is an SVG drawing"),
        (b"<!DOCTYPE html><title>404</title>", "is a web page"),
        (b"PK\x03\x04....", "is a ZIP archive"),
    ],
)
def test_other_files_are_named_for_what_they_are(data: bytes, kind: str) -> None:
    with pytest.raises(UserError, match=rf"gift\.png {kind}") as refusal:
        read(data, "gift.png")
    assert "Open a PNG, JPEG" in refusal.value.hint


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF", "BMP", "GIF", "TIFF", "PPM"])
def test_half_a_file_is_called_damaged(kind: str) -> None:
    image = RGB.resize((200, 200), Image.Resampling.BICUBIC)
    data = saved(image, kind)
    with pytest.raises(UserError, match=r"half\.bin is damaged, cut short") as refusal:
        read(data[: len(data) // 2], "half.bin")
    assert refusal.value.hint


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_damage_is_not_reported_on_the_terminal(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    data = saved(RGB, kind)
    for cut in range(20, len(data) // 2, 7):
        with pytest.raises(UserError):
            read(data[:cut])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"II*\0", b"BM"])
def test_a_bare_header_is_called_damaged(data: bytes) -> None:
    with pytest.raises(UserError, match=r"stub is damaged, .*: its \w+ header cannot be read"):
        read(data, "stub")


def test_running_out_of_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image.Image, "convert", fail)
    with pytest.raises(UserError, match=r"photo\.png asks for more memory than there is"):
        read(saved(RGB, "PNG"))
