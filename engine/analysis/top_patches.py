"""The patches of many pictures that excite one map of a network most.

As Zeiler and Fergus draw them ("Visualizing and Understanding Convolutional Networks", 2013, arXiv
1311.2901, figure 2): the nine strongest answers, each cut out by what the unit sees. Of every picture
the strongest unit of a map counts, so that nine patches come from nine pictures.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.analysis.feature_maps import layers_table, seen_text
from engine.analysis.picture_pool import MOST, PicturePool, open_pool
from engine.analysis.subjects import Cell, as_array, untrained_mark
from engine.analysis.vision import Network, Subject, as_box, as_input, choose, output_of
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import ByteArray, FloatArray, Frames, GridFrame, HeatFrame, ImageFrame, LimitsFrame, ProgressFrame
from engine.nn.geometry import ReceptiveField
from engine.weights.store import Loaded

BEST = 9
_BATCH = 8
_LEAST_TILE_PX = 96  # smaller patches are enlarged by a whole number
_OUTSIDE = 127  # grey where a unit sees beyond the picture


@dataclass(eq=False)
class Survey:
    """The strongest unit of every map on every picture of a pool, as far as they have been looked at.

    values: one (C,) for each picture that could be read; units: its (row, column) (C, 2).
    numbers: of these pictures in the pool; looked: keys of all that were looked at, readable or not.
    """

    values: list[FloatArray] = field(default_factory=list)
    units: list[NDArray[np.int32]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    looked: list[Hashable] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Pictures looked at."""
        return len(self.looked)

    def look(self, loaded: "Loaded[Network, Any]", layer: str, pool: PicturePool, most: int = _BATCH) -> None:
        """Run the next pictures of the pool as far as `layer`."""
        upcoming = range(self.done, min(self.done + most, pool.count))
        found = [(number, picture) for number in upcoming if (picture := pool.picture(number)) is not None]
        if found:
            pixels = np.stack([picture.pixels for _, picture in found])
            maps = as_array(output_of(loaded.model, as_input(pixels, loaded), layer))
            self._add([number for number, _ in found], maps.reshape(*maps.shape[:2], *(maps.shape[2:] or (1, 1))))
        self.looked += [pool.keys[number] for number in upcoming]

    def _add(self, numbers: Sequence[int], maps: FloatArray) -> None:
        flat = maps.reshape(*maps.shape[:2], -1)  # (N, C, h·w)
        places = np.stack(np.unravel_index(flat.argmax(axis=2), maps.shape[2:]), axis=-1)
        self.values += list(flat.max(axis=2))
        self.units += list(places.astype(np.int32))
        self.numbers += numbers

    def best(self, channel: int, most: int, count: int = BEST) -> list[tuple[float, int, Cell]]:
        """Return (activation, picture, unit) of the strongest, among the first `most` pictures of the pool.

        Of equals the earlier picture comes first.
        """
        within = int(np.searchsorted(self.numbers, most))
        column = np.array([values[channel] for values in self.values[:within]])
        order = np.argsort(-column, kind="stable")[:count]
        return [(float(column[at]), self.numbers[at], _cell(self.units[at][channel])) for at in order]


_SURVEYS: BoundedCache[Survey] = BoundedCache(256 * 2**20, lambda survey: 2**20)


def top_patches(subject: Subject, request: Request, control: Control) -> Frames:
    """Draw the nine patches that excite one map most, better and better as pictures are looked at.

    subject: a blank picture in front of the network, for the shapes of its layers.
    Slots: patches, source, answer, layers, progress. Raises UserError when no picture can be read.
    """
    number = choose(control, "layer", len(subject.layers))
    layer = subject.layers[number - 1]
    count = len(subject.maps(layer))
    yield LimitsFrame(ranges={"layer": (1, len(subject.layers)), "map": (1, count)})
    chosen = choose(control, "map", count)
    yield layers_table(subject, number)
    pool = open_pool(request.folder, min(control.whole("pictures"), MOST), subject.side_px)
    survey = _survey(subject, layer, pool)
    drawing = _Drawing(subject, layer, chosen, pool, survey, control.whole("place"))
    while survey.done < pool.count:
        control.check()
        survey.look(subject.loaded, layer, pool)
        yield ProgressFrame(done=min(survey.done, pool.count), total=pool.count, label=pool.name)
        if survey.numbers:
            yield drawing.sheet()
    if not survey.numbers:
        raise UserError(f"None of the {pool.count} pictures in {pool.name} can be read.", "Choose another folder.")
    yield from drawing.frames()


def _survey(subject: Subject, layer: str, pool: PicturePool) -> Survey:
    """Return what is known already; a pool that only became longer is looked at from where it was left."""
    key = (subject.loaded.key, layer, pool.side_px, pool.name)
    survey = _SURVEYS.get(key, Survey)
    if list(pool.keys[: survey.done]) != survey.looked[: pool.count]:  # other pictures than last time
        survey = Survey()
        _SURVEYS.put(key, survey)
    return survey


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws what a survey found for one map, `chosen` counted from 1, and the patch at `place` of it."""

    subject: Subject
    layer: str
    chosen: int
    pool: PicturePool
    survey: Survey
    place: int

    @property
    def field(self) -> ReceptiveField:
        return self.subject.fields[self.layer]

    def frames(self) -> Frames:
        """Yield the sheet, and the picture that the chosen patch comes from."""
        yield self.sheet()
        found = self.survey.best(self.chosen - 1, self.pool.count)
        value, number, unit = found[min(self.place, len(found)) - 1]
        picture = self.pool.picture(number)
        assert picture is not None
        side = self.pool.side_px
        yield ImageFrame(
            slot="source",
            title="Where it comes from",
            detail=f"{picture.name} · {seen_text(self.field, side)}",
            pixels=picture.pixels,
            boxes=(as_box(self.field.rectangle(*unit, side, side)),),
        )
        yield self._answer(picture.pixels, unit, value)

    def _answer(self, pixels: ByteArray, unit: Cell, value: float) -> HeatFrame:
        """Draw the whole map that the picture leaves."""
        maps = as_array(output_of(self.subject.loaded.model, as_input(pixels[None], self.subject.loaded), self.layer))
        values = maps[0, self.chosen - 1].reshape(maps.shape[2:] or (1, 1))
        return HeatFrame(
            slot="answer",
            title="The whole map",
            detail=f"strongest {value:.3g} at unit {unit[0]}, {unit[1]}",
            values=values,
            quantity="activation",
            marked=(unit,),
            diverging=bool(values.min() < 0),
        )

    def sheet(self) -> GridFrame:
        """Draw the strongest patches, each with its activation and its picture's name."""
        found = self.survey.best(self.chosen - 1, self.pool.count)
        tiles, labels = [], []
        for value, number, unit in found:
            picture = self.pool.picture(number)
            assert picture is not None
            tiles.append(cut_out(picture.pixels, self.field, unit))
            labels.append(f"{value:.3g} · {picture.name}")
        unread = self.survey.done - len(self.survey.numbers)
        looked = f"strongest of {min(self.survey.done, self.pool.count)} pictures, {self.pool.name}"
        return GridFrame(
            slot="patches",
            title=f"{self.layer} · map {self.chosen}" + untrained_mark(self.subject.loaded),
            detail=looked + (f", {unread} could not be read" if unread else ""),
            tiles=np.stack(tiles),
            columns=3,
            labels=tuple(labels),
            selected=min(self.place, len(found)) - 1,
            gap=max(2, tiles[0].shape[0] // 40),
        )


def cut_out(pixels: ByteArray, seen: ReceptiveField, unit: Cell) -> ByteArray:
    """Return what a unit sees of pixels (side, side, 3), grey beyond the edge, enlarged when it is small."""
    side = len(pixels)
    if seen.whole:
        return pixels
    patch = np.full((seen.size, seen.size, 3), _OUTSIDE, np.uint8)
    inside = seen.rectangle(*unit, side, side)
    top, left = unit[0] * seen.stride + seen.start, unit[1] * seen.stride + seen.start
    patch[inside.top - top : inside.bottom - top, inside.left - left : inside.right - left] = pixels[
        inside.top : inside.bottom, inside.left : inside.right
    ]
    factor = -(-_LEAST_TILE_PX // seen.size)
    if factor == 1:
        return patch
    return np.asarray(cv2.resize(patch, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST), np.uint8)


def _cell(place: NDArray[np.int32]) -> Cell:
    return int(place[0]), int(place[1])
