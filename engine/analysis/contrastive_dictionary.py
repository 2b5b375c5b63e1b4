"""A dictionary of keys: one view each of many pictures, encoded once and kept."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

import numpy as np

from engine.analysis.contrastive import Encoder, shrunk
from engine.analysis.picture_pool import PicturePool
from engine.cache import BoundedCache
from engine.errors import UserError
from engine.frames import ByteArray, FloatArray
from engine.training.views import Augmentation, views

THUMB_PX = 64
_SEED = 13  # of the views in a dictionary; they stay when others are drawn for the query
_STEP = 16  # pictures that are encoded at a time


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One key (D,) of norm 1, the view it was made of, small, and the name of its picture."""

    key: FloatArray
    thumbnail: ByteArray
    name: str
    digest: str


# Entries by picture, None for one that cannot be read; a dictionary grows for each network and kind of view.
_ENTRIES: BoundedCache[dict[Hashable, Entry | None]] = BoundedCache(4, lambda entries: 1)


@dataclass(eq=False)
class Dictionary:
    """Keys of the first `size` pictures of a pool, leaving out some.

    left_out: numbers in the pool, and digests, of the query's own picture.
    numbers:  of the pictures in the pool, one for each key there is so far.
    """

    encoder: Encoder
    pool: PicturePool
    augmentation: Augmentation
    size: int
    left_out: frozenset[object]
    numbers: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    looked: int = 0

    @property
    def keys(self) -> FloatArray:
        """The keys so far, (K, D)."""
        return np.stack([entry.key for entry in self.entries])

    def fill(self) -> Iterator[bool]:
        """Encode what is not kept, some pictures at a time; yield whether any of them was new.

        Raises UserError when no picture can be read, Cancelled when the job was asked to stop.
        """
        kept = _ENTRIES.get((*self.encoder.key, self.augmentation, self.pool.side_px), dict)
        while self.looked < self.pool.count and len(self.entries) < self.size:
            self.encoder.check()
            numbers = range(self.looked, min(self.looked + _STEP, self.pool.count))
            missing = [number for number in numbers if self.pool.keys[number] not in kept]
            kept.update(self._made(missing))
            self.looked = numbers.stop
            self._take(numbers, kept)
            yield bool(missing)
        if not self.entries:
            raise UserError(f"No picture of {self.pool.name} can be a key.", "Choose more keys, or another folder.")

    def _take(self, numbers: range, kept: dict[Hashable, Entry | None]) -> None:
        for number in numbers:
            entry = kept[self.pool.keys[number]]
            own = number in self.left_out or (entry is not None and entry.digest in self.left_out)
            if entry is not None and not own and len(self.entries) < self.size:
                self.numbers.append(number)
                self.entries.append(entry)

    def _made(self, numbers: list[int]) -> dict[Hashable, Entry | None]:
        """Draw a view of each of these pictures, and encode it."""
        made: dict[Hashable, Entry | None] = dict.fromkeys(self.pool.keys[number] for number in numbers)
        read = {number: picture for number in numbers if (picture := self.pool.picture(number)) is not None}
        if not read:
            return made
        drawn = np.concatenate([self._view(number, picture.pixels) for number, picture in read.items()])
        vectors, small = self.encoder.encode(drawn), shrunk(drawn, min(THUMB_PX, self.encoder.side_px))
        for place, (number, picture) in enumerate(read.items()):
            made[self.pool.keys[number]] = Entry(vectors[place], small[place], picture.name, picture.digest)
        return made

    def _view(self, number: int, pixels: ByteArray) -> ByteArray:
        rng = np.random.default_rng((_SEED, number))
        return views(pixels[None], self.encoder.side_px, self.augmentation, rng)
