"""The last hidden layer as a description of a picture: its classes, and its nearest neighbours (figure 4)."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from engine.analysis.subjects import as_array, untrained_mark
from engine.analysis.vision_parameters import size_parameter
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    CurveFrame,
    FloatArray,
    Frame,
    Frames,
    GridFrame,
    ImageFrame,
    LimitsFrame,
    ProgressFrame,
    Series,
)
from engine.images import Picture
from engine.lazy import lazy
from engine.parameters import Int

if TYPE_CHECKING:
    from engine.analysis import picture_pool, vision
    from engine.analysis.picture_pool import PicturePool
    from engine.analysis.vision import Subject
    from engine.nn.alexnet import AlexNet
else:
    vision, picture_pool = lazy("engine.analysis.vision"), lazy("engine.analysis.picture_pool")

SHOWN = 12
_TOP = 5
_BATCH = 8
_BINS = 20

PICTURES = Int(
    name="pictures",
    label="Pictures",
    help="How many pictures are searched: the more, the nearer the nearest ones, and the longer the first time.",
    default=128,
    low=8,
    high=4000,
)
NEIGHBOUR = Int(
    name="neighbour",
    label="Neighbour",
    help="Which neighbour is shown large. Clicking a picture chooses it.",
    default=1,
    low=1,
    high=SHOWN,
    picked=True,
)

# Vectors by picture, None for one that cannot be read; one dictionary grows for each network and size.
_VECTORS: "BoundedCache[dict[Hashable, FloatArray | None]]" = BoundedCache(4, lambda vectors: 1)


@experiment(
    "alexnet.vector",
    title="Vector",
    inputs=("image", "folder?"),
    parameters=(NEIGHBOUR, PICTURES, size_parameter(227, 63)),
    figure="Figure 4",
    shows=("engine.papers.alexnet.vector:Search", "engine.nn.alexnet:AlexNet.features"),
)
def vector(request: Request, control: Control) -> Frames:
    """Which pictures the network describes most like this one, and what it takes this one for.

    Each picture is the vector of its last hidden layer; near means a small Euclidean distance. Slots:
    image, classes (top 5), neighbours, large and other (the chosen one and its classes), units (both
    vectors), distances (of all pictures).
    """
    subject = vision.open_subject("alexnet", request, control)
    yield subject.image()
    yield subject.classes(subject.likeliest[0], title="Classes" + untrained_mark(subject.loaded))
    search = Search(subject, picture_pool.open_pool(request.folder, control.whole("pictures"), subject.side_px))
    yield from search.look()
    most = min(SHOWN, len(search.found))
    yield LimitsFrame(ranges={"neighbour": (1, most)})
    yield from search.frames(vision.choose(control, "neighbour", most) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """A picture of the pool: its number there, its vector, and how far that is from the asked one."""

    number: int
    vector: FloatArray
    distance: float


class Search:
    """Compares the subject's vector with those of a pool, which are kept from run to run."""

    def __init__(self, subject: "Subject", pool: "PicturePool") -> None:
        self.subject, self.pool = subject, pool
        self._model = cast("AlexNet", subject.loaded.model)
        self._layer = f"{self._model.config.activation}7"
        self.asked = as_array(subject.trace[self._layer])
        key = subject.loaded.key, str(vision.device_of(self._model)), pool.side_px
        self._kept = _VECTORS.get(key, dict)
        self.found: list[Neighbour] = []
        self._looked = 0

    def look(self) -> Iterator[Frame]:
        """Run the network on every picture it has not seen yet, and draw the nearest so far meanwhile.

        Raises UserError when no picture can be read.
        """
        while self._looked < self.pool.count:
            self.subject.check()
            numbers = range(self._looked, min(self._looked + _BATCH, self.pool.count))
            new = self._fill(numbers)
            self._looked = numbers.stop
            kept = ((number, self._kept[self.pool.keys[number]]) for number in numbers)
            self.found += [Neighbour(number, one, distance(one, self.asked)) for number, one in kept if one is not None]
            if new and self.found:
                self.found.sort(key=lambda neighbour: neighbour.distance)
                yield self.neighbours()
                yield ProgressFrame(done=self._looked, total=self.pool.count, label=self.pool.name)
        if not self.found:
            raise UserError(f"None of the pictures of {self.pool.name} can be read.", "Choose another folder.")
        self.found.sort(key=lambda neighbour: neighbour.distance)

    def _fill(self, numbers: range) -> bool:
        """Make the vectors of these pictures that are not kept; say whether there were any."""
        missing = [number for number in numbers if self.pool.keys[number] not in self._kept]
        read = {number: picture for number in missing if (picture := self.pool.picture(number)) is not None}
        made: dict[int, FloatArray] = {}
        if read:
            pixels = np.stack([picture.pixels for picture in read.values()])
            vectors = as_array(self._model.features(vision.as_input(pixels, self.subject.loaded)))
            made = dict(zip(read, vectors, strict=True))
        self._kept.update({self.pool.keys[number]: made.get(number) for number in missing})
        return bool(missing)

    def frames(self, chosen: int) -> Frames:
        """Draw everything with the neighbour `chosen`, counted from 0, large."""
        neighbour, picture = self.found[chosen], self._picture(self.found[chosen])
        yield self.neighbours(chosen)
        yield ImageFrame(
            slot="large",
            title=f"Neighbour {chosen + 1}",
            detail=f"{picture.name} · distance {neighbour.distance:.3g}",
            pixels=picture.pixels,
        )
        yield self._other_classes(neighbour)
        yield self._units(neighbour)
        yield self._distances(neighbour)

    def neighbours(self, chosen: int | None = None) -> GridFrame:
        """Draw the nearest pictures, nearest first, with their distances."""
        nearest = self.found[:SHOWN]
        pictures = [self._picture(neighbour) for neighbour in nearest]
        unread = self._looked - len(self.found)
        return GridFrame(
            slot="neighbours",
            title="Nearest neighbours" + untrained_mark(self.subject.loaded),
            detail=f"of {len(self.found)} pictures of {self.pool.name}"
            + (f", {unread} could not be read" if unread else ""),
            tiles=np.stack([picture.pixels for picture in pictures]),
            columns=3,
            labels=tuple(
                f"{neighbour.distance:.3g} · {picture.name}"
                for neighbour, picture in zip(nearest, pictures, strict=True)
            ),
            selected=chosen,
            gap=6,
        )

    def _picture(self, neighbour: Neighbour) -> Picture:
        picture = self.pool.picture(neighbour.number)
        if picture is None:
            raise UserError(
                f"A picture of {self.pool.name} that was there a moment ago cannot be read any more.",
                "Run it again, or choose another folder.",
            )
        return picture

    def _other_classes(self, neighbour: Neighbour) -> BarsFrame:
        """What the network takes the neighbour for."""
        loaded = self.subject.loaded
        asked = vision.as_input(self.subject.pixels[None], loaded).new_tensor(neighbour.vector)[None]
        chances = vision.softmax(as_array(self._model.between(asked, after=self._layer)[0]))
        shown = np.argsort(-chances, kind="stable")[:_TOP]
        return BarsFrame(
            slot="other",
            title="Its classes",
            names=tuple(loaded.label(int(index)) for index in shown),
            values=100 * chances[shown],
            axis=Axis("probability", "%"),
        )

    def _units(self, neighbour: Neighbour) -> GridFrame:
        """Both vectors, unit by unit in the same order."""
        rows = next(rows for rows in range(int(len(self.asked) ** 0.5), 0, -1) if len(self.asked) % rows == 0)
        both = np.stack([self.asked, neighbour.vector]).reshape(2, rows, -1)
        active = (self.asked > 0) & (neighbour.vector > 0)
        either = (self.asked > 0) | (neighbour.vector > 0)
        return GridFrame(
            slot="units",
            title="The two vectors",
            detail=f"{int(active.sum())} units are active in both, {int(either.sum())} in either",
            tiles=both,
            columns=2,
            labels=("this picture", "neighbour"),
            gap=2,
            quantity="activation",
            shared=False,
        )

    def _distances(self, neighbour: Neighbour) -> CurveFrame:
        """How far all pictures are; the marker is at the chosen one."""
        away = np.array([one.distance for one in self.found])
        counts, edges = np.histogram(away, _BINS)
        return CurveFrame(
            slot="distances",
            title="How far all pictures are",
            series=(Series("pictures", (edges[1:] + edges[:-1]) / 2, counts.astype(np.float32)),),
            x_axis=Axis("Euclidean distance"),
            y_axis=Axis("pictures"),
            marker=neighbour.distance,
        )


def distance(one: FloatArray, other: FloatArray) -> float:
    """Euclidean distance of two vectors (D,)."""
    return float(np.linalg.norm(one.astype(np.float64) - other))
