"""The one image loader (placeholder until written)."""

from dataclasses import dataclass
from pathlib import Path

from engine.frames import ByteArray


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture as the whole program knows it.

    pixels: (H, W, 3) uint8 RGB, read-only.
    name:   short name for captions, such as "coffee.png".
    path:   where it came from, or None when pasted or taken by the webcam.
    digest: SHA-256 of the pixels and their size, the key of every cache.
    note:   what the loader had to do, such as "first of 24 frames"; empty when nothing.
    """

    pixels: ByteArray
    name: str
    digest: str
    path: Path | None = None
    note: str = ""
