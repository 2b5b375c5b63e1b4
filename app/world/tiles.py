"""Small pictures of the world's items, made one by one when they come into sight."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.worker import Worker
from engine.cache import BoundedCache
from engine.errors import failure_of
from engine.lazy import lazy
from engine.world.items import Item, pixels
from widgets.rasters import cutout_image, picture_image

if TYPE_CHECKING:
    import cv2
else:
    cv2 = lazy("cv2")

SIDE = 92
_SHARPNESS = 2  # drawn at this many device pixels per pixel, enough for HiDPI screens
_MOST_BYTES = 64 * 2**20
_MOST_WAITING = 120  # more than any window shows at once


class Tiles(QObject):
    """Keeps and makes the tiles. made: the id of an item whose tile is there.

    What was asked for last is made first, for it is what is in sight now.
    """

    made = Signal(str)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._kept: BoundedCache[QImage] = BoundedCache(_MOST_BYTES, lambda image: image.sizeInBytes())
        self._waiting: dict[str, Item] = {}
        self._failed: set[str] = set()
        self._making = ""

    @property
    def idle(self) -> bool:
        """True when nothing is being made."""
        return not self._making

    def get(self, item: Item) -> QImage | None:
        """Return the tile of an item, or None and make it."""
        tile = self._kept.peek(item.id)
        if tile is None and item.id != self._making and item.id not in self._failed:
            self._waiting.pop(item.id, None)
            self._waiting[item.id] = item
            while len(self._waiting) > _MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._make_next()
        return tile

    def _make_next(self) -> None:
        if not self._making and self._waiting:
            id, item = self._waiting.popitem()
            self._making = id
            self._worker.do(partial(tile_of, item), partial(self._on_made, id), partial(self._on_failed, id))

    def _on_made(self, id: str, image: QImage) -> None:
        self._kept.put(id, image)
        self._making = ""
        self.made.emit(id)
        self._make_next()

    def _on_failed(self, id: str, error: BaseException) -> None:
        """A picture that cannot be read keeps an empty tile; choosing it says why."""
        self._making = ""
        self._failed.add(id)
        self._make_next()
        if failure_of(error).is_bug:
            raise error


def tile_of(item: Item) -> QImage:
    """Shrink an item to fit a square of SIDE pixels. May run on any thread."""
    whole = pixels(item)
    height, width = whole.shape[:2]
    scale = min(1.0, SIDE * _SHARPNESS / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8) if scale < 1 else whole
    image = cutout_image(small) if small.shape[2] == 4 else picture_image(small)
    image.setDevicePixelRatio(_SHARPNESS)
    return image
