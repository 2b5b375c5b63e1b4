"""A folder of pictures, one after the other, that survives broken files."""

from collections.abc import Iterator
from pathlib import Path

from engine.cache import BoundedCache
from engine.errors import UserError
from engine.images import Picture, fit, load_picture, picture_files

_FITTED: BoundedCache[Picture] = BoundedCache(128 * 2**20, lambda picture: picture.pixels.nbytes)


class FolderPictures:
    """The pictures of a folder, cut to squares of `side_px`.

    What was read is kept in that size, so that going through the folder again decodes nothing.
    Raises UserError when the folder cannot be read or holds no picture.
    """

    def __init__(self, folder: Path, limit: int, side_px: int) -> None:
        self.folder = folder
        self.files = picture_files(folder, limit)
        self.skipped = 0
        self._side_px = side_px

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[Picture]:
        """Yield each picture; one that cannot be read counts as skipped. Raises UserError when all are."""
        self.skipped = 0
        for path in self.files:
            try:
                picture = self._fitted(path)
            except (UserError, OSError):
                self.skipped += 1
            else:
                yield picture
        if self.skipped == len(self.files):
            raise UserError(
                f"None of the {self.skipped} pictures in {self.folder} can be read.", "Choose another folder."
            )

    def _fitted(self, path: Path) -> Picture:
        about = path.stat()
        key = (path, about.st_mtime_ns, about.st_size, self._side_px)
        return _FITTED.get(key, lambda: self._read(path))

    def _read(self, path: Path) -> Picture:
        picture = load_picture(path)
        return Picture(fit(picture, self._side_px), picture.name, picture.digest, path, picture.note)
