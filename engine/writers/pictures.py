"""Pictures, heat maps and sheets of tiles as pixels."""

import base64
import io
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.frames import ByteArray, FloatArray, GridFrame, HeatFrame, ImageFrame, MaskFrame
from engine.lazy import lazy

if TYPE_CHECKING:
    import cv2
    from PIL import Image, ImageDraw, ImageFont
else:
    cv2 = lazy("cv2")
    Image, ImageDraw, ImageFont = lazy("PIL.Image"), lazy("PIL.ImageDraw"), lazy("PIL.ImageFont")

_SMALLEST_SIDE = 448  # small maps are enlarged by a whole factor up to about this
_OVERLAY = 0.6
_BAR_HEIGHT, _BAR_SPACE = 12, 44
_MARK = (255, 176, 0)
_GROUND = 255
_COVER = 128
# Blue over near-white to red, equally light at equal distance from the middle.
_DIVERGING = ((33, 73, 158), (125, 158, 222), (242, 240, 238), (232, 142, 116), (165, 25, 37))


@cache
def colour_table(diverging: bool) -> ByteArray:
    """Return (256, 3) uint8 RGB from low to high: inferno, or blue–white–red."""
    ramp = np.arange(256, dtype=np.uint8)
    if not diverging:
        return np.ascontiguousarray(cv2.applyColorMap(ramp[:, None], cv2.COLORMAP_INFERNO)[:, 0, ::-1])
    stops = np.linspace(0, 255, len(_DIVERGING))
    channels = [np.interp(ramp, stops, channel) for channel in zip(*_DIVERGING, strict=True)]
    return np.round(np.stack(channels, axis=1)).astype(np.uint8)


def levels(values: FloatArray, low: float | None, high: float | None, diverging: bool) -> tuple[float, float]:
    """Return the values that get the first and the last colour; even about zero when diverging."""
    finite = values[np.isfinite(values)]
    first = float(finite.min()) if low is None and finite.size else low or 0.0
    last = float(finite.max()) if high is None and finite.size else high or 0.0
    if diverging and low is None and high is None:
        first, last = -max(abs(first), abs(last)), max(abs(first), abs(last))
    return first, last


def heat_colours(values: FloatArray, low: float, high: float, *, diverging: bool = False) -> ByteArray:
    """Return (…, 4) uint8 RGBA of values; what is not finite is transparent."""
    span = high - low or 1.0
    finite = np.isfinite(values)
    index = np.clip((np.where(finite, values, low) - low) / span * 255, 0, 255).astype(np.uint8)
    alpha = np.where(finite, 255, 0).astype(np.uint8)
    return np.concatenate([colour_table(diverging)[index], alpha[..., None]], axis=-1)


def image(frame: ImageFrame) -> "Image.Image":
    """Return the picture with its marked cells and its boxes outlined."""
    picture = Image.fromarray(frame.pixels)
    if frame.cells is not None:
        _outline(picture, frame.marked, frame.cells)
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in frame.boxes:
        pen.rectangle((x0, y0, x1 - 1, y1 - 1), outline=_MARK, width=max(1, min(picture.size) // 200))
    return picture


def mask(frame: MaskFrame) -> "Image.Image":
    """Return the picture with its removed patches grey."""
    removed = Image.fromarray(frame.removed.astype(np.uint8) * 255)
    picture = Image.fromarray(frame.pixels)
    picture.paste((_COVER,) * 3, (0, 0), removed.resize(picture.size, Image.Resampling.NEAREST))
    return picture


def heat(frame: HeatFrame) -> "Image.Image":
    """Return the map, over its picture where it has one, with a colour bar that says what it shows."""
    low, high = levels(frame.values, frame.low, frame.high, frame.diverging)
    colours = Image.fromarray(heat_colours(frame.values, low, high, diverging=frame.diverging))
    rows, columns = frame.values.shape
    drawn = Image.new("RGB", (columns, rows), (_GROUND,) * 3) if frame.under is None else Image.fromarray(frame.under)
    drawn = _enlarged(drawn)
    colours = colours.resize(drawn.size, Image.Resampling.NEAREST)
    covered = Image.alpha_composite(drawn.convert("RGBA"), colours).convert("RGB")
    drawn = covered if frame.under is None else Image.blend(drawn, covered, _OVERLAY)
    _outline(drawn, frame.marked, (rows, columns))
    return _with_bar(drawn, low, high, _quantity(frame), frame.diverging)


def grid(frame: GridFrame) -> "Image.Image":
    """Return the sheet of tiles, with a colour bar when they share one scale."""
    colour = frame.tiles.ndim == 4
    low, high = levels(frame.tiles, frame.low, frame.high, frame.diverging) if not colour else (0.0, 255.0)
    small = Image.fromarray(_sheet(frame, low, high))
    sheet = _enlarged(small)
    if frame.selected is not None:
        _outline_tile(sheet, frame, sheet.width // small.width)
    return sheet if colour or not frame.shared else _with_bar(sheet, low, high, _quantity(frame), frame.diverging)


def _enlarged(picture: "Image.Image") -> "Image.Image":
    factor = max(1, _SMALLEST_SIDE // max(picture.size))
    return picture.resize((picture.width * factor, picture.height * factor), Image.Resampling.NEAREST)


def png_of(pixels: ByteArray) -> bytes:
    """Return (H, W, 3 or 4) uint8 pixels as a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def data_address(pixels: ByteArray) -> str:
    """Return pixels as an address that an SVG can hold."""
    return "data:image/png;base64," + base64.b64encode(png_of(pixels)).decode()


def _quantity(frame: HeatFrame | GridFrame) -> str:
    return f"{frame.quantity} ({frame.unit})" if frame.unit else frame.quantity


def _sheet(frame: GridFrame, low: float, high: float) -> ByteArray:
    count, height, width = frame.tiles.shape[:3]
    rows = -(-count // frame.columns)
    gap = frame.gap
    sheet = np.full((rows * (height + gap) - gap, frame.columns * (width + gap) - gap, 3), _GROUND, np.uint8)
    for index in range(count):
        top, left = (index // frame.columns) * (height + gap), (index % frame.columns) * (width + gap)
        sheet[top : top + height, left : left + width] = _tile(frame, frame.tiles[index], low, high)
    return sheet


def _tile(frame: GridFrame, tile: NDArray[np.generic], low: float, high: float) -> ByteArray:
    if tile.ndim == 3:
        return tile.astype(np.uint8)
    values = tile.astype(np.float32)
    if not frame.shared:
        low, high = levels(values, None, None, frame.diverging)
    rgba = heat_colours(values, low, high, diverging=frame.diverging)
    return np.where(rgba[..., 3:] > 0, rgba[..., :3], np.uint8(_GROUND))


def _outline_tile(sheet: "Image.Image", frame: GridFrame, factor: int) -> None:
    row, column = divmod(frame.selected or 0, frame.columns)
    height, width = frame.tiles.shape[1:3]
    top, left = row * (height + frame.gap) * factor, column * (width + frame.gap) * factor
    box = (left, top, left + width * factor - 1, top + height * factor - 1)
    ImageDraw.Draw(sheet).rectangle(box, outline=_MARK, width=max(1, min(sheet.size) // 200))


def _outline(picture: "Image.Image", marked: tuple[tuple[int, int], ...], cells: tuple[int, int]) -> None:
    height, width = picture.height / cells[0], picture.width / cells[1]
    pen = ImageDraw.Draw(picture)
    for row, column in marked:
        box = (column * width, row * height, (column + 1) * width - 1, (row + 1) * height - 1)
        pen.rectangle(box, outline=_MARK, width=max(1, min(picture.size) // 200))


def _with_bar(picture: "Image.Image", low: float, high: float, quantity: str, diverging: bool) -> "Image.Image":
    whole = Image.new("RGB", (picture.width, picture.height + _BAR_SPACE), (_GROUND,) * 3)
    whole.paste(picture, (0, 0))
    bar = Image.fromarray(np.repeat(colour_table(diverging)[None], _BAR_HEIGHT, axis=0))
    top = picture.height + 8
    whole.paste(bar.resize((picture.width, _BAR_HEIGHT)), (0, top))
    pen, font, below = ImageDraw.Draw(whole), ImageFont.load_default(12), top + _BAR_HEIGHT + 4
    pen.text((2, below), f"{low:.4g}", fill=(40, 40, 40), font=font)
    pen.text((picture.width / 2, below), quantity, fill=(40, 40, 40), font=font, anchor="ma")
    pen.text((picture.width - 2, below), f"{high:.4g}", fill=(40, 40, 40), font=font, anchor="ra")
    return whole
