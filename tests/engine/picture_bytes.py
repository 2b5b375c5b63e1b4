"""Picture files of every kind, made in memory for the loader's tests."""

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bytes = NDArray[np.uint8]


def colours(height: int = 12, width: int = 20) -> Bytes:
    """A picture (height, width, 3) in which no two rows, columns or channels are alike."""
    row, column = np.mgrid[0:height, 0:width]
    red, green = 255 * column // (width - 1), 255 * row // (height - 1)
    return np.stack([red, green, (17 * row + 31 * column) % 256], axis=2).astype(np.uint8)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of `image` in a file of that kind."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, colour_type: int, rows: bytes, *between: bytes) -> bytes:
    """A PNG file with hand-written header; `rows` unfiltered, `between` whole chunks before the pixels."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    stride = max(1, len(rows) // height)
    filtered = b"".join(b"\0" + rows[start : start + stride] for start in range(0, len(rows), stride))
    body = b"".join(between) + png_chunk(b"IDAT", zlib.compress(filtered))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + body + png_chunk(b"IEND", b"")


def tiff(width: int, height: int, bits: int, photometric: int, pixels: bytes) -> bytes:
    """A little-endian, uncompressed, one-channel TIFF file with hand-written tags."""
    tags = [(256, width), (257, height), (258, bits), (259, 1), (262, photometric), (273, 0), (277, 1)]
    tags += [(278, height), (279, len(pixels))]
    start = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, start if tag == 273 else value) for tag, value in tags)
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + struct.pack("<I", 0) + pixels


def exif(orientation: int) -> Image.Exif:
    """EXIF data that says how the camera was held."""
    data = Image.Exif()
    data[274] = orientation
    return data


def frames(kind: str, count: int, **options: Any) -> bytes:
    """An animation, or a file of many pages, whose frames are plain colours; the first is red."""
    paints: Sequence[str] = ("red", "lime", "blue", "yellow")
    images = [Image.new("RGB", (16, 12), paints[index % 4]) for index in range(count)]
    return saved(images[0], kind, save_all=True, append_images=images[1:], **options)
