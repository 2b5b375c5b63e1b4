"""What the map shows of its points: which are hidden, faint, plain or marked, and in which colours."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from engine.frames import AtlasFrame, ByteArray
from widgets.symbols import group_colour, group_shape
from widgets.theme import Theme

HIDDEN, FAINT, PLAIN, MARKED = range(4)
# Up to so many points in sight, dots have this radius in pixels.
_RADII = ((150, 5.0), (500, 4.2), (1500, 3.5), (5000, 2.7), (20_000, 2.0))
_SMALLEST = 1.6

Looks = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """The points of a frame and how each is drawn.

    looks:  (N,) HIDDEN, FAINT, PLAIN or MARKED.
    shapes: (C,) shape of each category's dots.
    """

    frame: AtlasFrame
    looks: Looks
    shapes: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.frame.x)

    def colours(self, theme: Theme) -> NDArray[np.uint8]:
        """RGB (C, 3) of each category."""
        return np.array([rgb(group_colour(theme, number)) for number in range(len(self.shapes))], np.uint8)

    def thumbnail(self, index: int) -> QImage | None:
        """The picture of a point, which lives as long as the frame."""
        tiles = self.frame.thumbnails
        return None if tiles is None else image_of(tiles[index])


def crowd_of(frame: AtlasFrame, hidden: frozenset[str], marked: NDArray[np.bool_] | None) -> Crowd:
    """Say how the points are drawn: those of hidden categories not at all, and beside marked ones the rest faintly."""
    off = np.array([name in hidden for name in frame.categories], bool)
    plain = PLAIN if marked is None or not marked.any() else FAINT
    looks = np.full(len(frame.x), plain, np.uint8)
    if plain == FAINT and marked is not None:
        looks[marked] = MARKED
    looks[off[frame.category]] = HIDDEN
    return Crowd(frame, looks, shapes_of(len(frame.categories)))


def part_of(frame: AtlasFrame, chosen: NDArray[np.int64]) -> AtlasFrame:
    """Return a frame of the points with these numbers alone; who is near whom in the whole is left out."""
    return replace(
        frame,
        x=frame.x[chosen],
        y=frame.y[chosen],
        names=tuple(frame.names[number] for number in chosen),
        words=tuple(frame.words[number] for number in chosen) if frame.words else (),
        category=frame.category[chosen],
        thumbnails=None if frame.thumbnails is None else frame.thumbnails[chosen],
        neighbours=None,
        similarities=None,
        selected=None,
    )


def shapes_of(categories: int) -> NDArray[np.int64]:
    """Return the shape of each category: the next one once the colours are used up."""
    return np.array([group_shape(number) for number in range(categories)], np.int64)


def radius_for(in_sight: int) -> float:
    """Return the radius of dots, in pixels, of which so many are in sight."""
    return next((radius for most, radius in _RADII if in_sight <= most), _SMALLEST)


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the parts of "#rrggbb"."""
    name = QColor(colour)
    return name.red(), name.green(), name.blue()


def image_of(tile: ByteArray) -> QImage:
    """Return a picture (h, w, 3) uint8, contiguous, as an image on the same memory."""
    height, width = tile.shape[:2]
    return QImage(tile.data, width, height, 3 * width, QImage.Format.Format_RGB888)
