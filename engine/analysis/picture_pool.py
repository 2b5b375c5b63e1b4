"""Many pictures to search through: the built-in world's, or those of the user's folder.

Read one by one when they are asked for; the last ones asked for are kept.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from engine.cache import BoundedCache
from engine.errors import UserError
from engine.images import Picture, fit, load_picture, picture_files, picture_from_array
from engine.world.composites import LEAST_PX
from engine.world.items import world
from engine.world.pictures import Scene, item_picture

MOST = 4000

_FITTED: BoundedCache[Picture | None] = BoundedCache(
    192 * 2**20, lambda picture: 0 if picture is None else picture.pixels.nbytes
)


@dataclass(frozen=True, slots=True)
class PicturePool:
    """Pictures by number, each cut to a square of `side_px`.

    name:  what a person calls them.
    count: how many there are.
    keys:  identify the pictures before they are read, for caches.
    """

    name: str
    side_px: int
    keys: tuple[Hashable, ...]
    _read: Callable[[int], Picture]

    @property
    def count(self) -> int:
        return len(self.keys)

    def picture(self, number: int) -> Picture | None:
        """Return picture `number`, counted from 0, or None when it cannot be read."""
        return _FITTED.get((self.keys[number], self.side_px), lambda: self._fitted(number))

    def _fitted(self, number: int) -> Picture | None:
        try:
            picture = self._read(number)
        except (UserError, OSError):
            return None
        return Picture(fit(picture, self.side_px), picture.name, picture.digest, picture.path, picture.note)


def open_pool(folder: Path | None, count: int, side_px: int) -> PicturePool:
    """Return at most `count` pictures of a folder, or that many of the world where there is none.

    Raises UserError when the folder cannot be read or holds no picture.
    """
    return _world_pool(count, side_px) if folder is None else _folder_pool(folder, count, side_px)


def _folder_pool(folder: Path, count: int, side_px: int) -> PicturePool:
    files = picture_files(folder, count)
    stamps = [path.stat() for path in files]
    keys = tuple((path, stamp.st_mtime_ns, stamp.st_size) for path, stamp in zip(files, stamps, strict=True))
    return PicturePool(f"your folder {folder.name}", side_px, keys, lambda number: load_picture(files[number]))


def _world_pool(count: int, side_px: int) -> PicturePool:
    """Photographs and composites in turn, composites alone when the photographs are used up."""
    photos = world().photos()

    def read(number: int) -> Picture:
        turn, odd = divmod(number, 2)
        if not odd and turn < len(photos):
            return item_picture(photos[turn])
        index = turn if turn < len(photos) else number - len(photos)
        composite = Scene(index=index, size=max(LEAST_PX, side_px)).compose()
        return picture_from_array(composite.pixels, composite.subject.item.name_en)

    return PicturePool("the built-in world", side_px, tuple(("world", number) for number in range(count)), read)
