"""Converting: transparent margins cut off, scaled down, stored as WebP."""

import io
from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from world.problems import WorldError
from world.tables import Choice

QUALITY = 80
ALPHA_QUALITY = 90
# Fainter than this is taken for transparent when margins are cut off: stray pixels of a bad mask.
FAINTEST = 12
SMALLEST_PX = 32

LONGEST_PHOTOGRAPHIC_CUTOUT_PX = 256
LONGEST_DRAWN_CUTOUT_PX = 192
LONGEST_PHOTO_PX = 448
LONGEST_BACKGROUND_PX = 512


@dataclass(frozen=True, slots=True)
class Converted:
    """The bytes of a WebP file and its size in pixels."""

    data: bytes
    width: int
    height: int


def converted(choice: Choice, data: bytes) -> Converted:
    """Convert the file of a choice; WorldError when almost nothing of it is left."""
    longest = longest_px(choice)
    if choice.kind == "cutout":
        image = _drawn(data, longest) if choice.path.endswith(".svg") else Image.open(io.BytesIO(data)).convert("RGBA")
        image = _scaled(_trimmed(image, choice.path), longest)
    else:
        image = _scaled(Image.open(io.BytesIO(data)).convert("RGB"), longest)
    if max(image.size) < SMALLEST_PX:
        raise WorldError(f"{choice.path} is only {image.width} × {image.height} pixels. Leave it out.")
    return Converted(_webp(image), image.width, image.height)


def longest_px(choice: Choice) -> int:
    """How long the longer side of a choice may be."""
    if choice.kind == "background":
        return LONGEST_BACKGROUND_PX
    if choice.kind == "photo":
        return LONGEST_PHOTO_PX
    return LONGEST_PHOTOGRAPHIC_CUTOUT_PX if choice.photographic else LONGEST_DRAWN_CUTOUT_PX


def _trimmed(image: Image.Image, name: str) -> Image.Image:
    box = image.getchannel("A").point([0 if alpha < FAINTEST else 255 for alpha in range(256)]).getbbox()
    if box is None:
        raise WorldError(f"{name} is transparent everywhere. Leave it out.")
    return image.crop(box)


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    """Scale down to `longest`; with alpha, colours weigh as much as they are opaque, so edges keep theirs."""
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode != "RGBA":
        return image.resize(size, Image.Resampling.LANCZOS)
    return image.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def _drawn(data: bytes, longest: int) -> Image.Image:
    """Render an SVG drawing, twice as large as it will be."""
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    size.scale(2 * longest, 2 * longest, renderer.aspectRatioMode().KeepAspectRatio)
    canvas = QImage(size, QImage.Format.Format_RGBA8888)
    canvas.fill(0)
    painter = QPainter(canvas)
    renderer.render(painter, QRectF(canvas.rect()))
    painter.end()
    pixels = canvas.constBits()
    return Image.frombytes(
        "RGBA", (canvas.width(), canvas.height()), bytes(pixels), "raw", "RGBA", canvas.bytesPerLine()
    )


def _webp(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=QUALITY, alpha_quality=ALPHA_QUALITY, method=6)
    return file.getvalue()
