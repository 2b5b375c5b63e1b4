"""Pictures: files and folders they come from, their identity, turning, cropping and fitting."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import UserError
from engine.formats import FORMATS
from engine.images import (
    Picture,
    cropped,
    fit,
    load_picture,
    picture_files,
    picture_from_array,
    picture_from_bytes,
    rotated,
)
from tests.engine.picture_bytes import Bytes, colours, saved

COLOURS = colours()
RGB = Image.fromarray(COLOURS)


def read(data: bytes, name: str = "photo.png") -> Picture:
    return picture_from_bytes(data, name)


# Files


def test_a_loaded_picture_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "花.png"
    RGB.save(path)
    picture = load_picture(path)
    assert (picture.name, picture.path, picture.note) == ("花.png", path, "")
    np.testing.assert_array_equal(picture.pixels, COLOURS)


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "really-a-png.jpg"
    path.write_bytes(saved(RGB, "PNG"))
    np.testing.assert_array_equal(load_picture(path).pixels, COLOURS)


def _loop(folder: Path) -> Path:
    path = folder / "loop.png"
    path.symlink_to(path)
    return path


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.png"
    os.mkfifo(path)
    return path


def _empty(folder: Path) -> Path:
    path = folder / "empty.png"
    path.touch()
    return path


def _vast(folder: Path) -> Path:
    path = folder / "vast.png"
    with path.open("wb") as file:
        file.truncate(600 * 2**20)  # sparse: takes no room on the disk
    return path


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "none.png", "There is no file"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / ("x" * 400 + ".png"), "cannot be read: File name too long"),
        (lambda folder: folder / "nul\0.png", "cannot be read: embedded null byte"),
        (_empty, "is empty"),
        (_vast, "is 600 MiB long; the limit is 512 MiB"),
        pytest.param(
            _loop, "cannot be read: Too many levels", marks=pytest.mark.skipif(os.name == "nt", reason="POSIX")
        ),
        pytest.param(_pipe, "is a device or a pipe", marks=pytest.mark.skipif(os.name == "nt", reason="POSIX")),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, make: Callable[[Path], Path], words: str) -> None:
    path = make(tmp_path)
    with pytest.raises(UserError) as refusal:
        load_picture(path)
    assert words in refusal.value.what
    assert str(path) in refusal.value.what
    assert refusal.value.hint


def test_a_forbidden_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The superuser may read anything, so the refusal is staged.
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "stat", refuse)
    with pytest.raises(UserError, match=r"You are not allowed to read .*secret\.png"):
        load_picture(tmp_path / "secret.png")


def test_many_threads_may_read_at_once(tmp_path: Path) -> None:
    kinds = ("PNG", "BMP", "TIFF", "PPM")
    paths = [tmp_path / f"{number}.{kinds[number % 4].lower()}" for number in range(40)]
    for number, path in enumerate(paths):
        path.write_bytes(saved(RGB, kinds[number % 4]))
    with ThreadPoolExecutor(8) as threads:
        pictures = list(threads.map(load_picture, paths))
    assert {picture.digest for picture in pictures} == {picture_from_array(COLOURS, "same").digest}


def test_pillow_waits_until_a_picture_is_read() -> None:
    code = "import sys, engine.images; assert not {'PIL', 'cv2', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


# Folders


def test_where_a_folder_has_no_picture_those_of_its_folders_are_taken_in_turn(tmp_path: Path) -> None:
    for name in ("b/1.png", "b/2.png", "a/9.png", "a/deep/3.png", ".hidden/4.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [str(path.relative_to(tmp_path)) for path in picture_files(tmp_path, 10)] == [
        "a/9.png",
        "b/1.png",
        "b/2.png",
    ]
    (tmp_path / "own.png").touch()
    assert picture_files(tmp_path, 10) == [tmp_path / "own.png"]


def test_picture_files_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b.PNG", "A.jpg", "c.webp", ".hidden.png", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "folder.png").mkdir()
    assert [path.name for path in picture_files(tmp_path, 10)] == ["A.jpg", "b.PNG", "c.webp"]
    assert [path.name for path in picture_files(tmp_path, 2)] == ["A.jpg", "b.PNG"]


def test_a_folder_without_pictures_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no picture"):
        picture_files(tmp_path, 10)


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read: No such file"):
        picture_files(tmp_path / "none", 10)
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is a file, not a folder"):
        picture_files(tmp_path / "file", 10)


def test_every_format_has_a_suffix_that_the_folder_search_finds(tmp_path: Path) -> None:
    for kind, suffixes in FORMATS.items():
        for suffix in suffixes:
            (tmp_path / f"{kind}{suffix}").touch()
    assert len(picture_files(tmp_path, 100)) == sum(len(suffixes) for suffixes in FORMATS.values())


# Pictures


def test_pixels_are_read_only_and_owned() -> None:
    mine = COLOURS.copy()
    picture = picture_from_array(mine, "mine")
    mine[:] = 0
    np.testing.assert_array_equal(picture.pixels, COLOURS)
    for frozen in (picture.pixels, read(saved(RGB, "PNG")).pixels, rotated(picture, 1).pixels, fit(picture, 5)):
        assert not frozen.flags.writeable
        assert frozen.base is None


def test_the_digest_is_of_pixels_and_size_alone() -> None:
    picture = read(saved(RGB, "PNG"), "a.png")
    assert read(saved(RGB, "BMP"), "b.bmp").digest == picture.digest
    reshaped = picture_from_array(COLOURS.reshape(20, 12, 3), "a.png")
    assert reshaped.digest != picture.digest
    changed = COLOURS.copy()
    changed[0, 0, 0] ^= 1
    assert picture_from_array(changed, "a.png").digest != picture.digest


@pytest.mark.parametrize("bad", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((0, 4, 3), np.uint8)])
def test_arrays_of_another_shape_are_a_bug(bad: Bytes) -> None:
    with pytest.raises(ValueError, match=r"expected \(H, W, 3\) uint8"):
        picture_from_array(bad, "bad")


def test_a_quarter_turn_is_clockwise() -> None:
    picture = picture_from_array(COLOURS, "photo.png")
    turned = rotated(picture, 1)
    np.testing.assert_array_equal(turned.pixels[0, -1], COLOURS[0, 0])
    assert turned.pixels.shape == (20, 12, 3)
    assert (turned.name, turned.note) == ("photo.png", "turned by 90°")


@pytest.mark.parametrize("turns", range(-4, 5))
def test_turns_add_up(turns: int) -> None:
    picture = picture_from_array(COLOURS, "photo.png")
    once_at_a_time = picture
    for _ in range(turns % 4):
        once_at_a_time = rotated(once_at_a_time, 1)
    assert rotated(picture, turns).digest == once_at_a_time.digest


def test_a_turned_or_cropped_picture_has_no_file(tmp_path: Path) -> None:
    picture = replace(picture_from_array(COLOURS, "photo.png"), path=tmp_path / "photo.png")
    assert rotated(picture, 4) is picture
    assert rotated(picture, 1).path is None
    assert cropped(picture, 0, 0, 20, 12) is picture
    assert cropped(picture, 1, 0, 5, 5).path is None


def test_cropping_takes_x_first() -> None:
    picture = picture_from_array(COLOURS, "photo.png", note="pasted")
    part = cropped(picture, 3, 2, 10, 5)
    np.testing.assert_array_equal(part.pixels, COLOURS[2:7, 3:13])
    assert part.note == "pasted; cropped to 10 × 5"


@pytest.mark.parametrize(
    "box", [(-1, 0, 5, 5), (0, 0, 21, 5), (0, 8, 5, 5), (0, 0, 0, 5), (30, 0, 5, 5), (0, 0, -5, 5)]
)
def test_a_crop_that_leaves_the_picture_is_told(box: tuple[int, int, int, int]) -> None:
    with pytest.raises(UserError, match=r"leaves photo\.png, which is 20 × 12 pixels"):
        cropped(picture_from_array(COLOURS, "photo.png"), *box)


# Fitting


def test_a_picture_of_the_right_size_is_not_resampled() -> None:
    square = picture_from_array(colours(224, 224), "square")
    assert fit(square, 224) is square.pixels


@pytest.mark.parametrize("shape", [(30, 50), (50, 30), (31, 50), (20, 20), (1, 1)])
@pytest.mark.parametrize("size", [1, 14, 64])
def test_fitting_is_a_centre_crop_and_bicubic(shape: tuple[int, int], size: int) -> None:
    picture = picture_from_array(np.resize(COLOURS, (*shape, 3)), "photo")
    side = min(shape)
    top, left = (shape[0] - side) // 2, (shape[1] - side) // 2
    square = Image.fromarray(picture.pixels).crop((left, top, left + side, top + side))
    expected = np.array(square.resize((size, size), Image.Resampling.BICUBIC))
    np.testing.assert_array_equal(fit(picture, size), expected)


def test_what_the_crop_leaves_out_does_not_bleed_in() -> None:
    wide = np.zeros((20, 60, 3), np.uint8)
    wide[:, :20] = wide[:, 40:] = 255
    assert fit(picture_from_array(wide, "wide"), 7).max() == 0


def test_a_size_below_one_is_a_bug() -> None:
    with pytest.raises(ValueError, match="expected at least 1, got 0"):
        fit(picture_from_array(COLOURS, "photo"), 0)
