"""Pictures: the one loader behind the window, the command line and every experiment.

Whatever a file holds becomes (H, W, 3) uint8 RGB with a note of what had to be done, or one clear
`UserError`. Importing this module does not import Pillow; the first picture does.
"""

import hashlib
import os
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import UserError
from engine.files import read_limited
from engine.formats import FORMATS_TEXT, SUFFIXES
from engine.frames import ByteArray
from engine.lazy import lazy

if TYPE_CHECKING:
    from PIL import Image

    from engine import decoding
else:
    Image = lazy("PIL.Image")
    decoding = lazy("engine.decoding")

# Twice the largest phone photo of today; decoded it takes 192 MB, and a 64-megapixel cap keeps a
# small file that unpacks to gigabytes from taking the machine down.
MAX_PIXELS = 64_000_000
# An uncompressed 64-megapixel picture with four 16-bit channels fits.
MAX_FILE_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture as the whole program knows it.

    pixels: (H, W, 3) uint8 RGB, read-only.
    name:   short name for captions, such as "coffee.png".
    digest: SHA-256 of the pixels and their size, the key of every cache.
    path:   the file that holds exactly these pixels, or None when pasted, taken by the webcam,
            turned or cropped.
    note:   what the loader had to do, such as "first of 24 frames"; empty when nothing.
    word:   what `--image` takes for exactly these pixels where it is not a file, such as
            "world:composite:0:17:224"; empty when there is none.
    """

    pixels: ByteArray
    name: str
    digest: str
    path: Path | None = None
    note: str = ""
    word: str = ""


def load_picture(path: Path) -> Picture:
    """Read a picture file.

    Raises UserError when the file is missing, unreadable, not a picture, damaged or too large.
    """
    data = read_limited(path, MAX_FILE_BYTES)
    return replace(picture_from_bytes(data, path.name), path=path)


def picture_from_bytes(data: bytes, name: str) -> Picture:
    """Read a picture from the bytes of a picture file, such as a pasted or dropped one.

    name: what messages and captions call it. Raises UserError as `load_picture` does.
    """
    decoded = decoding.decode(data, name, MAX_PIXELS)
    return _picture(decoded.pixels, name, decoded.note)


def picture_from_array(pixels: ByteArray, name: str, note: str = "") -> Picture:
    """Make a picture of a copy of `pixels` (H, W, 3) uint8 RGB.

    Raises ValueError for another shape or dtype, UserError above `MAX_PIXELS`.
    """
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or pixels.size == 0:
        raise ValueError(f"{name}: expected (H, W, 3) uint8 pixels, got {pixels.shape} {pixels.dtype}")
    decoding.check_size(pixels.shape[1], pixels.shape[0], name, MAX_PIXELS)
    return _picture(np.array(pixels, order="C", copy=True), name, note)


def rotated(picture: Picture, quarter_turns: int) -> Picture:
    """Turn a picture clockwise by `quarter_turns` × 90°; a full turn returns it unchanged."""
    turns = quarter_turns % 4
    if turns == 0:
        return picture
    pixels = np.ascontiguousarray(np.rot90(picture.pixels, -turns))
    return _picture(pixels, picture.name, _joined(picture.note, f"turned by {90 * turns}°"))


def cropped(picture: Picture, x: int, y: int, width: int, height: int) -> Picture:
    """Cut out the rectangle whose top left pixel is (x, y), in pixels from the top left.

    Raises UserError when the rectangle is empty or leaves the picture.
    """
    full_height, full_width = picture.pixels.shape[:2]
    inside = 0 <= x < x + width <= full_width and 0 <= y < y + height <= full_height
    if not inside:
        raise UserError(
            f"The crop {width} × {height} at ({x}, {y}) is empty or leaves {picture.name},"
            f" which is {full_width} × {full_height} pixels.",
            "Choose a rectangle inside the picture.",
        )
    if (width, height) == (full_width, full_height):
        return picture
    pixels = np.array(picture.pixels[y : y + height, x : x + width], order="C", copy=True)
    return _picture(pixels, picture.name, _joined(picture.note, f"cropped to {width} × {height}"))


def fit(picture: Picture, size: int) -> ByteArray:
    """Cut the centre square and resample it to (size, size, 3) uint8, read-only.

    A picture that is size × size already is returned as it is. Otherwise Pillow's bicubic filter
    (a = −0.5, widened when shrinking), as the evaluation pipelines of DINOv2 and timm's ViT do.
    When the margins are odd, the spare pixel is left at the bottom or right.
    Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError(f"size: expected at least 1, got {size}")
    height, width = picture.pixels.shape[:2]
    if (height, width) == (size, size):
        return picture.pixels
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = Image.fromarray(picture.pixels[top : top + side, left : left + side])
    resampled = np.array(square.resize((size, size), Image.Resampling.BICUBIC))
    resampled.flags.writeable = False
    return resampled


def picture_files(folder: Path, limit: int) -> list[Path]:
    """List at most `limit` picture files in `folder`, by name; where it has none, of the folders in it in turn.

    Hidden files and folders are left out. Raises UserError when it is no readable folder or holds no picture.
    """
    pictures = _pictures_in(folder)
    if not pictures:
        inner = sorted((path for path in folder.iterdir() if _is_open_folder(path)), key=_by_name)
        turns = zip_longest(*(_pictures_in(path) for path in inner))
        pictures = [path for turn in turns for path in turn if path is not None]
    if not pictures:
        raise UserError(f"The folder {folder} holds no picture.", f"Choose one with {FORMATS_TEXT} files.")
    return pictures[:limit]


def _pictures_in(folder: Path) -> list[Path]:
    """List the picture files directly in `folder`. Raises UserError when it is no readable folder."""
    try:
        entries = [entry for entry in folder.iterdir() if entry.suffix.lower() in SUFFIXES and entry.is_file()]
    except NotADirectoryError:
        raise UserError(f"{folder} is a file, not a folder.", "Choose the folder that holds the pictures.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(f"The folder {folder} cannot be read: {reason}.", "Choose another folder.") from None
    return sorted((entry for entry in entries if not entry.name.startswith(".")), key=_by_name)


def _is_open_folder(path: Path) -> bool:
    """Say whether it is a folder that is not hidden and may be read."""
    return not path.name.startswith(".") and path.is_dir() and os.access(path, os.R_OK | os.X_OK)


def _by_name(path: Path) -> tuple[str, str]:
    # Case decides only between names that are equal without it, so the order is the same everywhere.
    return path.name.casefold(), path.name


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)


def _picture(pixels: ByteArray, name: str, note: str) -> Picture:
    """Freeze `pixels`, which must be contiguous and nobody else's, and give them their digest."""
    pixels.flags.writeable = False
    digest = hashlib.sha256(f"{pixels.shape[0]}x{pixels.shape[1]}:".encode())
    digest.update(pixels.data)
    return Picture(pixels, name, digest.hexdigest(), note=note)
