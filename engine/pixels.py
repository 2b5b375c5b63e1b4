"""From a Pillow image of any colour mode to RGB pixels, saying what had to be done.

Every mode is handled by name; one that is not listed is refused, never guessed.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import UserError
from engine.frames import ByteArray

# (loaded image, bits of a channel in the file, notes to append to) → (H, W, 3) uint8 RGB
Rule = Callable[[Image.Image, int, list[str]], ByteArray]

_PHOTOMETRIC = 262  # TIFF tag; 0 says that white is zero
_WHITE = (255, 255, 255, 255)


def rgb_of(image: Image.Image, name: str, depth: int, notes: list[str]) -> ByteArray:
    """Convert a loaded image of any mode to an owned (H, W, 3) uint8 RGB array.

    name:  what messages call it.
    depth: bits of a channel in the file: 8, 12 or 16. Pillow keeps the upper 8 of 16-bit colours.
    notes: what was done is appended here.
    Raises UserError for a mode without a rule.
    """
    rule = _RULES.get(image.mode)
    if rule is None:
        raise UserError(f"{name} has colour mode {image.mode}, which is not known here.", "Save it as an RGB picture.")
    if depth == 16 and not image.mode.startswith("I"):
        notes.append("16 bits a channel cut to 8")
    return rule(image, depth, notes)


def _plain(image: Image.Image, depth: int, notes: list[str]) -> ByteArray:
    """Modes that may name one colour or palette entries as transparent, but carry no alpha."""
    if "transparency" not in image.info:
        return np.array(image.convert("RGB"))
    key = image.info["transparency"]
    if depth == 16 and isinstance(key, tuple):
        # The key is given in 16 bits, the loaded pixels have 8.
        image.info["transparency"] = tuple(part >> 8 for part in key)
    return _over_white(image.convert("RGBA"), notes)


def _with_alpha(image: Image.Image, depth: int, notes: list[str]) -> ByteArray:
    if image.mode == "La":
        image = image.convert("LA")
    return _over_white(image.convert("RGBA"), notes)


def _over_white(image: Image.Image, notes: list[str]) -> ByteArray:
    """Lay an RGBA image over white; no note when it is opaque everywhere."""
    if image.getchannel("A").getextrema() == (255, 255):
        return np.array(image.convert("RGB"))
    notes.append("transparency laid over white")
    return np.array(Image.alpha_composite(Image.new("RGBA", image.size, _WHITE), image).convert("RGB"))


def _converted(words: str) -> Rule:
    def rule(image: Image.Image, depth: int, notes: list[str]) -> ByteArray:
        notes.append(words)
        return np.array(image.convert("RGB"))

    return rule


def _sixteen(image: Image.Image, depth: int, notes: list[str]) -> ByteArray:
    """12- and 16-bit grey: the full range becomes 0 to 255, whatever the picture's own range is."""
    peak = 4095 if depth == 12 else 65535
    notes.append(f"grey scaled from 0–{peak}")
    levels = np.rint(np.arange(65536) * (255 / peak)).clip(0, 255).astype(np.uint8)
    if _white_is_zero(image):
        levels = 255 - levels
    key = image.info.get("transparency")
    if isinstance(key, int):
        notes.append("transparency laid over white")
        levels[key] = 255
    return _grey(levels[np.array(image, dtype=np.uint16)])


def _numbers(image: Image.Image, depth: int, notes: list[str]) -> ByteArray:
    """32-bit integers and floats have no agreed range: their own becomes 0 to 255."""
    with np.errstate(invalid="ignore"):  # a signalling NaN warns when it is widened
        values = np.array(image).astype(np.float64)
    finite = np.isfinite(values)
    low, high = _range(image, values if finite.all() else values[finite])
    notes.append(f"values scaled from {low:.6g} to {high:.6g}")
    # In place: at the pixel cap each copy would take half a gigabyte.
    values -= low
    values *= 255 / ((high - low) or 1.0)
    if _white_is_zero(image):
        np.subtract(255, values, out=values)
    if not finite.all():
        notes.append("NaN and infinite values shown black")
        values[~finite] = 0
    return _grey(np.rint(values.clip(0, 255, out=values), out=values).astype(np.uint8))


def _range(image: Image.Image, finite: NDArray[np.float64]) -> tuple[float, float]:
    """Return the values that become black and white, given all finite ones."""
    if image.format == "PPM" and image.mode == "I":
        return 0.0, 65535.0  # Pillow scales whatever the file calls its maximum to this
    if finite.size == 0:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return (0.0, 1.0) if image.mode == "F" and low >= 0 and high <= 1 else (low, high)


def _white_is_zero(image: Image.Image) -> bool:
    """Say whether a TIFF counts from white to black; Pillow turns that around for 8 bits only."""
    return bool(getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == 0)


def _grey(levels: ByteArray) -> ByteArray:
    return np.repeat(levels[:, :, None], 3, axis=2)


_RULES: dict[str, Rule] = {
    "1": _plain,
    "L": _plain,
    "P": _plain,
    "RGB": _plain,
    "YCbCr": _plain,
    "LA": _with_alpha,
    "La": _with_alpha,
    "PA": _with_alpha,
    "RGBA": _with_alpha,
    "CMYK": _converted("CMYK converted without a colour profile"),
    "LAB": _converted("Lab colours converted to sRGB"),
    "I;16": _sixteen,
    "I;16B": _sixteen,
    "I": _numbers,
    "F": _numbers,
}
