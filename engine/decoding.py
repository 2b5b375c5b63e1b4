"""From the bytes of a picture file to RGB pixels, through Pillow and nothing else.

Embedded RGB colour profiles are not applied, as the networks' own reference pipelines do not.
"""

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import ExifTags, Image, UnidentifiedImageError

from engine.errors import UserError
from engine.formats import FORMATS, FORMATS_TEXT, kind_of
from engine.frames import ByteArray
from engine.pixels import rgb_of

# Decoders quote the file's own bytes at times.
_LONGEST_REASON = 120

# EXIF orientation → what brings the picture upright (EXIF 2.32, table 6).
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """pixels (H, W, 3) uint8 RGB, writeable and owned; note: what had to be done, or empty."""

    pixels: ByteArray
    note: str


def decode(data: bytes, name: str, max_pixels: int) -> Decoded:
    """Decode the first frame of a picture file, upright, over white, 8 bits a channel.

    Raises UserError, naming `name`, for data that is no picture, is damaged, or has more than
    `max_pixels` pixels.
    """
    _quieten()
    notes: list[str] = []
    with _explained(data, name, max_pixels), Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
        check_size(*image.size, name, max_pixels)
        depth = _depth(image)
        orientation = _orientation(image, notes)
        image.load()
        # TIFF turns itself while loading.
        upright = image if image.format == "TIFF" else _turned(image, orientation)
        if orientation in _UPRIGHT:
            notes.append("turned upright as its EXIF data says")
        pixels = rgb_of(upright, name, depth, notes)
        _note_frames(image, notes)
    return Decoded(pixels, "; ".join(notes))


def check_size(width: int, height: int, name: str, max_pixels: int) -> None:
    """Raise UserError when width × height is over `max_pixels`."""
    if width * height > max_pixels:
        raise UserError(
            f"{name} has {width} × {height} = {width * height / 1e6:,.0f} megapixels;"
            f" the limit is {max_pixels / 1e6:,.0f}.",
            "Make a smaller copy and open that.",
        )


def _quieten() -> None:
    """Make Pillow silent about odd metadata, and strict about decompression bombs.

    What it logs before it raises is in the UserError already. Of a damaged TIFF, libtiff itself
    writes a line to the error stream; Pillow has no switch for that. The filters are set anew for
    every picture and left in place: `warnings.catch_warnings` swaps those of all threads and would
    undo, or be undone by, its use elsewhere.
    """
    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=r"PIL\.")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


@contextmanager
def _explained(data: bytes, name: str, max_pixels: int) -> Iterator[None]:
    """Turn whatever a decoder raises on a bad file into one UserError.

    Pillow's decoders raise nearly every built-in exception on hostile bytes, and a bad palette or
    transparency is noticed only when colours are converted: hence everything, and all of it.
    """
    try:
        yield
    except UserError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        what = f"{name} has more than {max_pixels / 1e6:,.0f} megapixels, which is the limit."
        raise UserError(what, "Make a smaller copy and open that.") from error
    except MemoryError as error:
        what = f"{name} asks for more memory than there is; it may be damaged."
        raise UserError(what, "Close other programs, or open a smaller copy.") from error
    except Exception as error:
        raise _refusal(data, name, error) from error


def _refusal(data: bytes, name: str, error: Exception) -> UserError:
    kind = kind_of(data)
    unidentified = isinstance(error, UnidentifiedImageError)
    if unidentified and kind not in FORMATS:
        what = f"{name} is {kind}, which is not read here." if kind else f"{name} is not a picture."
        return UserError(what, f"Open a {FORMATS_TEXT} file.")
    words = " ".join(str(error).split()).rstrip(".")[:_LONGEST_REASON] or type(error).__name__
    reason = f"its {kind} header cannot be read" if unidentified else words
    return UserError(
        f"{name} is damaged, cut short or of a rare variant: {reason}.",
        "Copy it here again, save it anew in another program, or open another one.",
    )


def _depth(image: Image.Image) -> int:
    """Return the bits of a channel in the file: 12, 16, or 8 for all else.

    Pillow knows only until the pixels are loaded, and then from the name of the raw layout alone.
    """
    layouts = [str(tile[3]) for tile in getattr(image, "tile", ())]
    return next((depth for depth in (16, 12) if any(f";{depth}" in layout for layout in layouts)), 8)


def _orientation(image: Image.Image, notes: list[str]) -> int:
    """Return the EXIF orientation, 1 to 8; 1 when there is none or it cannot be read."""
    if image.format == "PNG":
        # Its EXIF data may follow the pixels; loading them here lets their errors through.
        image.load()
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001  # the parser raises nearly anything on bad bytes; the picture itself may be fine
        notes.append("its EXIF data is damaged and was ignored")
        return 1
    return orientation if isinstance(orientation, int) else 1


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image


def _note_frames(image: Image.Image, notes: list[str]) -> None:
    """Note how many frames there are besides the one that was read."""
    try:
        count = getattr(image, "n_frames", 1)
    except Exception:  # noqa: BLE001  # later frames may be damaged in any way; the first one is in hand
        notes.append("first frame; later ones are damaged")
        return
    if count > 1:
        notes.append(f"first of {count} frames")
