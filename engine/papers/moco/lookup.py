"""Dictionary look-up (figure 1): one view of a picture is the query, and the dictionary holds another of the same.

Departs from the paper in that the dictionary is not a queue of a training: all of its keys come from the
loaded encoder, one view each of that many other pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.contrastive import SIZE, VIEWS, Encoder, augmentation_of, open_encoder, shrunk
from engine.analysis.contrastive_dictionary import THUMB_PX, Dictionary
from engine.analysis.contrastive_plots import over_temperatures, percent, similarities, softmax_by_rank, with_positive
from engine.analysis.contrastive_softmax import Softmax, rank_of_positive, ranked, softmax_over
from engine.analysis.contrastive_transforms import whole
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    ByteArray,
    FloatArray,
    Frame,
    Frames,
    GridFrame,
    ImageFrame,
    IntArray,
    LimitsFrame,
    ProgressFrame,
    TableFrame,
)
from engine.images import Picture
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int
from engine.training.views import Augmentation, crop_box, views

if TYPE_CHECKING:
    from engine.analysis import picture_pool
else:
    picture_pool = lazy("engine.analysis.picture_pool")

DICTIONARIES = (16, 64, 256, 1024, 4096)
SHOWN, BARS = 12, 5

TEMPERATURE = Float(
    name="temperature",
    label="Temperature",
    help="Similarities are divided by it before the softmax: the lower, the fewer keys count. v1 takes 0.07, v2 0.2.",
    default=0.2,
    low=0.01,
    high=1.0,
    log=True,
)
DICTIONARY = Choice(
    name="dictionary",
    label="Keys",
    help="How many keys of other pictures are in the dictionary. The paper has 65,536; a key is made once and kept.",
    default="256",
    options=tuple((str(size), f"{size:,}") for size in DICTIONARIES),
)
CROP = Float(
    name="crop",
    label="Smallest crop",
    help="Share of the picture's area that a view shows at least. The paper's is 0.2.",
    default=0.2,
    low=0.02,
    high=1.0,
)
DRAW = Int(
    name="draw",
    label="Draw",
    help="Draw other views of the picture; those in the dictionary stay as they are.",
    default=0,
    low=0,
    high=999,
)
QUERY = Int(
    name="query",
    label="Query",
    help="0 is your picture; a click on a key looks up that picture instead.",
    default=0,
    low=0,
    high=DICTIONARIES[-1] + 1,
    picked=True,
)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two views of one picture: pixels (2, S, S, 3), vectors (2, D), and the boxes they were cut from."""

    pixels: ByteArray
    vectors: FloatArray
    boxes: tuple[tuple[int, int, int, int], ...]


_PAIRS: BoundedCache[Pair] = BoundedCache(16 * 2**20, lambda pair: pair.pixels.nbytes + pair.vectors.nbytes)


@experiment(
    "moco.lookup",
    title="Look-up",
    inputs=("image", "folder?"),
    parameters=(TEMPERATURE, DICTIONARY, VIEWS, CROP, DRAW, QUERY, SIZE),
    figure="Figure 1 and equation 1",
    shows=("engine.analysis.contrastive_softmax:softmax_over", "engine.analysis.contrastive_dictionary:Dictionary"),
)
def lookup(request: Request, control: Control) -> Frames:
    """A query is looked up in a dictionary: which keys are like it, and which share of the softmax does each get.

    Slots: picture (with the crops), pair (query and positive), keys (the most similar), chances, numbers
    (loss, rank, keys that count), softmax (by rank), similarities, temperatures, many (both over temperatures).
    """
    asked = request.picture
    encoder = open_encoder(request, control)
    size = int(str(control["dictionary"]))
    # Two more than are needed: the query's own picture is no key.
    pool = picture_pool.open_pool(request.folder, size + 2, encoder.source_px)
    yield LimitsFrame(ranges={"query": (0, pool.count)})
    number = query_of(control, pool.count)
    picture = asked if not number else pool.picture(number - 1)
    if picture is None:
        raise UserError(f"Picture {number} of {pool.name} cannot be read.", "Look up another one.")
    augmentation = augmentation_of(str(control["views"]), float(str(control["crop"])))
    pair = two_views(encoder, picture, augmentation, int(str(control["draw"])))
    dictionary = Dictionary(encoder, pool, augmentation, size, frozenset((number - 1, picture.digest)))
    shown = Lookup(encoder, picture, number, pair, dictionary, float(str(control["temperature"])))
    yield from shown.pictures(asked)
    yield from shown.look()


def query_of(control: Control, most: int) -> int:
    """Return whose picture is looked up: 0 for the request's, else one more than its number in the pool."""
    number = int(str(control["query"]))
    if number > most:
        raise UserError(f"query: expected 0 to {most} here, got {number}.", "Choose a smaller number.")
    return number


def two_views(encoder: Encoder, picture: Picture, augmentation: Augmentation, draw: int) -> Pair:
    """Draw two views of a picture and encode them; kept, so that the temperature costs nothing."""
    key = (*encoder.key, picture.digest, augmentation, draw)
    return _PAIRS.get(key, lambda: _drawn(encoder, picture, augmentation, draw))


def _drawn(encoder: Encoder, picture: Picture, augmentation: Augmentation, draw: int) -> Pair:
    source = encoder.source(picture)
    streams = [(draw, side, 11) for side in range(2)]
    pixels = np.concatenate(
        [views(source[None], encoder.side_px, augmentation, np.random.default_rng(stream)) for stream in streams]
    )
    height, width = source.shape[:2]
    boxes = tuple(crop_box(height, width, augmentation.crop, np.random.default_rng(stream)) for stream in streams)
    return Pair(pixels, encoder.encode(pixels), boxes)


class Lookup:
    """A query and its positive in front of a dictionary, as frames."""

    def __init__(
        self,
        encoder: Encoder,
        picture: Picture,
        number: int,
        pair: Pair,
        dictionary: Dictionary,
        temperature: float,
    ) -> None:
        self.encoder, self.picture, self.number = encoder, picture, number
        self.pair, self.dictionary, self.temperature = pair, dictionary, temperature

    def pictures(self, own: Picture) -> Iterator[Frame]:
        """The picture with both crops, and the two views; beside those of a key the way back to one's `own`."""
        query, positive = self.pair.vectors
        yield ImageFrame(
            slot="picture",
            title="Picture" if not self.number else f"Picture {self.number}",
            detail="in colour the query's crop, in white the key's",
            pixels=self.encoder.source(self.picture),
            boxes=self.pair.boxes,
        )
        tiles, labels, numbers = list(self.pair.pixels), ["query", "positive key"], [self.number] * 2
        if self.number:
            tiles.append(whole(self.encoder.source(own), self.encoder.side_px))
            labels.append("back to yours")
            numbers.append(0)
        yield GridFrame(
            slot="pair",
            title="Two views",
            detail=f"similarity {float(query @ positive):.3f}",
            tiles=np.stack(tiles),
            columns=2,
            labels=tuple(labels),
            gap=6,
            keys=np.array(numbers)[:, None],
        )

    def look(self) -> Iterator[Frame]:
        """Fill the dictionary, looking up the query whenever it has doubled, and at the end."""
        shown = 0
        for new in self.dictionary.fill():
            count = len(self.dictionary.entries)
            if new:
                yield ProgressFrame(done=count, total=self.dictionary.size, label=self.dictionary.pool.name)
            if new and count >= max(1, 2 * shown) and count < self.dictionary.size:
                shown = count
                yield from self.frames()
        yield from self.frames()

    def frames(self) -> Iterator[Frame]:
        """Everything that the dictionary as it is says of the query."""
        query, positive = self.pair.vectors
        alike = np.concatenate(([query @ positive], self.dictionary.keys @ query)).astype(np.float32)
        found, order = softmax_over(alike, self.temperature), ranked(alike)
        yield self._keys(alike, found, order)
        yield self._chances(found, order)
        yield self._numbers(alike, found)
        yield softmax_by_rank(alike, found, order, self.temperature)
        yield similarities(alike)
        yield from over_temperatures(alike, self.temperature)

    def _keys(self, alike: FloatArray, found: Softmax, order: IntArray) -> GridFrame:
        """The most similar keys; the positive is among them, wherever it ranks."""
        best = with_positive(order, SHOWN)
        side = min(THUMB_PX, self.encoder.side_px)
        positive = shrunk(self.pair.pixels[1:], side)[0]
        tiles = [self.dictionary.entries[place - 1].thumbnail if place else positive for place in best]
        numbers = [self.dictionary.numbers[place - 1] + 1 if place else self.number for place in best]
        return GridFrame(
            slot="keys",
            title="Most similar keys" + self.encoder.mark,
            detail="framed: the positive",
            tiles=np.stack(tiles),
            columns=4,
            labels=tuple(f"{alike[place]:.2f} · {percent(found.chances[place])}" for place in best),
            selected=best.index(0),
            gap=6,
            keys=np.array(numbers)[:, None],
        )

    def _chances(self, found: Softmax, order: IntArray) -> BarsFrame:
        best = with_positive(order, BARS)
        names = [self.dictionary.entries[place - 1].name if place else "the positive key" for place in best]
        rest = max(0.0, 1 - float(found.chances[best].sum()))
        return BarsFrame(
            slot="chances",
            title="Softmax",
            detail=f"all other keys {percent(rest)}",
            names=tuple(names),
            values=100 * found.chances[best],
            axis=Axis("probability", "%"),
            selected=best.index(0),
        )

    def _numbers(self, alike: FloatArray, found: Softmax) -> TableFrame:
        """What the loss comes to, beside what a network that takes all keys for equal would get."""
        keys = len(alike)
        return TableFrame(
            slot="numbers",
            title="In numbers",
            detail=f"among {keys:,} keys",
            columns=(Axis(""), Axis("here"), Axis("guessing")),
            rows=(
                ("InfoNCE loss (nats)", round(found.loss, 2), round(float(np.log(keys)), 2)),
                ("rank of the positive", float(rank_of_positive(alike)), (keys + 1) / 2),
                ("keys that count", round(found.counting, 1), float(keys)),
            ),
        )
