"""Reading all the pictures of a source once: their names, categories and thumbnails."""

from collections.abc import Generator, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.analysis.embedding.sources import Shown, Source, thumbnail_px
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.frames import BoolArray, ByteArray, Frame, IntArray, ProgressFrame
from engine.lazy import lazy

if TYPE_CHECKING:
    import cv2
else:
    cv2 = lazy("cv2")

LEAST = 5  # fewer have no layout worth the name
BATCH = 32
_PACK_BYTES = 8 * 2**20  # of thumbnails; 50,000 of 16 px take more

_PICTURES: BoundedCache[Shown | None] = BoundedCache(
    192 * 2**20, lambda shown: 64 if shown is None else shown.pixels.nbytes
)


@dataclass(frozen=True, eq=False)
class Gathered:
    """Pictures that could be read, N of them.

    key:        names them for caches.
    numbers:    of each in the source; words: what `--image` takes for each.
    category:   (N,) indexes `categories`, the commonest first.
    subject:    (N,) equal for pictures of the same thing.
    unseen:     (N,) True for what the built-in networks never saw.
    thumbnails: (N, s, s, 3) uint8, read-only.
    skipped:    pictures that could not be read.
    """

    source: Source
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    categories: tuple[str, ...]
    category: IntArray
    subject: IntArray
    unseen: BoolArray
    thumbnails: ByteArray
    skipped: int

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def key(self) -> tuple[Hashable, ...]:
        return (*self.source.key, self.source.count)

    @property
    def population(self) -> str:
        """Names the points for views; more pictures of the same source are the same points and some new ones."""
        return repr(self.source.key)

    def pixels(self, first: int, last: int) -> ByteArray:
        """Return pictures `first` to `last`, excluded: (n, BASE_PX, BASE_PX, 3) uint8."""
        shown = [read_one(self.source, number) for number in self.numbers[first:last]]
        return np.stack([picture.pixels for picture in shown if picture is not None])


_GATHERED: BoundedCache[Gathered] = BoundedCache(256 * 2**20, lambda gathered: gathered.thumbnails.nbytes)


def read_one(source: Source, number: int) -> Shown | None:
    """Return a picture of a source; the last ones asked for are kept."""
    return _PICTURES.get((*source.key, number), lambda: source.read(number))


def gather(source: Source, control: Control) -> Generator[Frame, None, Gathered]:
    """Read every picture, saying how far it is; return them. Raises UserError when too few can be read."""
    key = (*source.key, source.count)
    kept = _GATHERED.peek(key)
    if kept is None:
        kept = yield from _read_all(source, control)
        _GATHERED.put(key, kept)
    return kept


def _read_all(source: Source, control: Control) -> Generator[Frame, None, Gathered]:
    side = thumbnail_px(source.count, _PACK_BYTES)
    found: list[tuple[int, Shown]] = []
    tiles: list[ByteArray] = []
    for number in range(source.count):
        control.check()
        shown = read_one(source, number)
        if shown is not None:
            tiles.append(np.asarray(cv2.resize(shown.pixels, (side, side), interpolation=cv2.INTER_AREA), np.uint8))
            # The pixels are kept by `read_one` within bounds, not here without any.
            found.append((number, Shown(_NOTHING, shown.name, shown.category, shown.subject, shown.unseen, shown.word)))
        if number % BATCH == BATCH - 1:
            yield ProgressFrame(done=number + 1, total=source.count, label=source.label)
    if len(found) < LEAST:
        raise UserError(
            f"Only {len(found)} pictures can be read in {source.label}; a layout needs {LEAST}.",
            "Choose more pictures, another split or another folder.",
        )
    return _gathered(source, found, np.stack(tiles))


_NOTHING = np.zeros((0, 0, 3), np.uint8)


def _gathered(source: Source, found: Sequence[tuple[int, Shown]], tiles: ByteArray) -> Gathered:
    tiles.flags.writeable = False
    shown = [picture for _, picture in found]
    categories, category = _numbered([picture.category for picture in shown])
    _, subject = _numbered([picture.subject for picture in shown])
    return Gathered(
        source=source,
        numbers=tuple(number for number, _ in found),
        names=tuple(picture.name for picture in shown),
        words=tuple(picture.word for picture in shown),
        categories=tuple(map(str, categories)),
        category=category,
        subject=subject,
        unseen=np.array([picture.unseen for picture in shown]),
        thumbnails=tiles,
        skipped=source.count - len(found),
    )


def _numbered(values: Sequence[Hashable]) -> tuple[list[Hashable], NDArray[np.int64]]:
    """Return the distinct values, the commonest first and equals in order of appearance, and each one's number."""
    counts: dict[Hashable, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    ordered = sorted(counts, key=lambda value: -counts[value])
    numbers = {value: number for number, value in enumerate(ordered)}
    return ordered, np.array([numbers[value] for value in values], np.int64)
