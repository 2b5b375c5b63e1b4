"""Receptive fields: which pixels of the image a unit of a layer can see. Exact integer arithmetic.

A chain of layers with kernel k, stride s and padding p. Going one layer up, with the first layer's
input being the image (size 1, stride 1, start 0):

    size   <- size + (k - 1) · stride
    start  <- start - p · stride
    stride <- stride · s

A unit at (row, column) sees `size` × `size` pixels, from row · stride + start down and from
column · stride + start right, less what lies outside the image.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["conv", "pool", "norm", "activation", "add", "average", "dropout", "linear"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a network, as far as the geometry of its units goes.

    kernel, stride, pad: in units of the layer below, the same along both sides; 1, 1, 0 for layers that
                         work on every unit alone. Of "average" and "linear" layers they do not count:
                         their units see the whole map.
    """

    name: str
    kind: Kind
    kernel: int = 1
    stride: int = 1
    pad: int = 0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Pixels of an image: rows top <= y < bottom, columns left <= x < right."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What the units of one layer see, in pixels; a unit of a `whole` layer sees the whole image.

    size:   side of the square that one unit sees.
    stride: distance between the squares of neighbouring units.
    start:  first row and column that unit (0, 0) sees; negative when padding is part of it.
    """

    size: int = 1
    stride: int = 1
    start: int = 0
    whole: bool = False

    def through(self, layer: Layer) -> "ReceptiveField":
        """Return the receptive field one layer further up."""
        if self.whole or layer.kind in ("average", "linear"):
            return ReceptiveField(self.size, self.stride, self.start, whole=True)
        return ReceptiveField(
            size=self.size + (layer.kernel - 1) * self.stride,
            stride=self.stride * layer.stride,
            start=self.start - layer.pad * self.stride,
        )

    def rectangle(self, row: int, column: int, height: int, width: int) -> Rectangle:
        """Return the pixels that unit (row, column) sees of an image of `height` × `width` pixels.

        Where strides leave a few pixels over at the right and at the bottom, which no unit of a lower
        layer sees, the rectangles of the last units include them all the same.
        Raises ValueError for a unit that sees nothing of such an image.
        """
        if self.whole:
            return Rectangle(0, 0, height, width)
        top, left = row * self.stride + self.start, column * self.stride + self.start
        seen = Rectangle(max(top, 0), max(left, 0), min(top + self.size, height), min(left + self.size, width))
        if seen.top >= seen.bottom or seen.left >= seen.right:
            raise ValueError(f"expected a unit over an image of {height} × {width} pixels, got ({row}, {column})")
        return seen


def receptive_fields(layers: Iterable[Layer]) -> dict[str, ReceptiveField]:
    """Return the receptive field of every layer's units by the layer's name, from the image upwards."""
    fields: dict[str, ReceptiveField] = {}
    field = ReceptiveField()
    for layer in layers:
        field = field.through(layer)
        fields[layer.name] = field
    return fields
