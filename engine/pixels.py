"""From a Pillow image of any colour mode to RGB pixels, saying what had to be done.

Every mode is handled by name; one that is not listed is refused, never guessed.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import UserError
from engine.frames import ByteArray

_PHOTOMETRIC = 262  # TIFF tag; 0 says that white is zero
_WHITE = (255, 255, 255, 255)


def rgb_of(image: Image.Image, name: str, deep: bool, notes: list[str]) -> ByteArray:
    """Convert a loaded image of any mode to an owned (H, W, 3) uint8 RGB array.

    name:  what messages call it.
    deep:  the file has 16 bits a channel (Pillow keeps the upper 8 of colour pictures).
    notes: what was done is appended here.
    Raises UserError for a mode without a rule.
    """
    rule = _RULES.get(image.mode)
    if rule is None:
        raise UserError(f"{name} has colour mode {image.mode}, which is not known here.", "Save it as an RGB picture.")
    if deep and not image.mode.startswith("I"):
        notes.append("16 bits a channel cut to 8")
    return rule(image, deep, notes)


def _plain(image: Image.Image, deep: bool, notes: list[str]) -> ByteArray:
    """Modes that may name one colour or palette entries as transparent, but carry no alpha."""
    if "transparency" not in image.info:
        return np.array(image.convert("RGB"))
    key = image.info["transparency"]
    if deep and isinstance(key, tuple):
        # The key is given in 16 bits, the loaded pixels have 8.
        image.info["transparency"] = tuple(part >> 8 for part in key)
    return _over_white(image.convert("RGBA"), notes)


def _with_alpha(image: Image.Image, deep: bool, notes: list[str]) -> ByteArray:
    if image.mode == "La":
        image = image.convert("LA")
    return _over_white(image.convert("RGBA"), notes)


def _over_white(image: Image.Image, notes: list[str]) -> ByteArray:
    """Lay an RGBA image over white; no note when it is opaque everywhere."""
    if image.getchannel("A").getextrema() == (255, 255):
        return np.array(image.convert("RGB"))
    notes.append("transparency laid over white")
    return np.array(Image.alpha_composite(Image.new("RGBA", image.size, _WHITE), image).convert("RGB"))


def _converted(words: str) -> Callable[[Image.Image, bool, list[str]], ByteArray]:
    def rule(image: Image.Image, deep: bool, notes: list[str]) -> ByteArray:
        notes.append(words)
        return np.array(image.convert("RGB"))

    return rule


def _sixteen(image: Image.Image, deep: bool, notes: list[str]) -> ByteArray:
    """16-bit grey: 0 to 65535 becomes 0 to 255, whatever the picture's own range is."""
    values = np.array(image).astype(np.float64)
    notes.append("16-bit grey scaled from 0–65535")
    key = image.info.get("transparency")
    if isinstance(key, int):
        notes.append("transparency laid over white")
        values[values == key] = 65535
    return _grey(_signed_white(image, values / 65535))


def _numbers(image: Image.Image, deep: bool, notes: list[str]) -> ByteArray:
    """32-bit integers and floats have no agreed range: their own becomes 0 to 255."""
    values = np.array(image).astype(np.float64)
    finite = np.isfinite(values)
    if not finite.all():
        notes.append("NaN and infinite values shown black")
    if not finite.any():
        return _grey(np.zeros(values.shape))
    low, high = float(values[finite].min()), float(values[finite].max())
    if image.format == "PPM" and image.mode == "I":
        low, high = 0.0, 65535.0
    elif image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    notes.append(f"values scaled from {low:.6g}–{high:.6g}")
    span = high - low or 1.0
    scaled = _signed_white(image, (np.where(finite, values, low) - low) / span)
    return _grey(np.where(finite, scaled, 0.0))


def _signed_white(image: Image.Image, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn shares of 0 to 1 over where a TIFF says that white is zero; Pillow does so for 8 bits only."""
    inverted = getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == 0
    return 1 - share if inverted else share


def _grey(share: NDArray[np.float64]) -> ByteArray:
    """Make grey RGB from shares of 0 to 1."""
    levels = np.rint(np.clip(share, 0, 1) * 255).astype(np.uint8)
    return np.repeat(levels[:, :, None], 3, axis=2)


_RULES: dict[str, Callable[[Image.Image, bool, list[str]], ByteArray]] = {
    "1": _plain,
    "L": _plain,
    "P": _plain,
    "RGB": _plain,
    "LA": _with_alpha,
    "La": _with_alpha,
    "PA": _with_alpha,
    "RGBA": _with_alpha,
    "CMYK": _converted("CMYK converted without a colour profile"),
    "YCbCr": _converted("YCbCr converted"),
    "LAB": _converted("Lab colours converted to sRGB"),
    "I;16": _sixteen,
    "I;16B": _sixteen,
    "I": _numbers,
    "F": _numbers,
}
