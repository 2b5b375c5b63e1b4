"""Local response normalisation (section 3.3) and overlapping pooling (section 3.4) on the picture."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.first_stage import Response, change, contrast, pooled
from engine.analysis.subjects import as_array, untrained_mark
from engine.analysis.vision_parameters import MAP, size_parameter
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    ByteArray,
    CurveFrame,
    FloatArray,
    Frames,
    GridFrame,
    HeatFrame,
    LimitsFrame,
    Series,
    TableCell,
    TableFrame,
)
from engine.images import fit
from engine.lazy import lazy
from engine.parameters import Choice, Float, Int, Toggle

if TYPE_CHECKING:
    from engine.analysis import vision
    from engine.analysis.vision import Subject
else:
    vision = lazy("engine.analysis.vision")

GREY_LEVELS = 255 * 0.226
"""Grey levels in one unit of a network's input, whose pixels were divided by 255 and then by about 0.226."""

FARTHEST_PX = 16
_SHIFTS = tuple(float(px) for px in range(0, FARTHEST_PX + 1, 2))
_NOTICED = 0.9  # of what k alone would leave: a unit below it is damped by its neighbours

NORMALISE = Toggle(
    name="lrn", label="LRN", help="Normalise the maps before they are pooled, as the paper does.", default=True
)
SCALE = Choice(
    name="units",
    label="Input in",
    help="The paper's network saw grey levels, 0 to 255, so its maps were large beside k. Today's inputs are about"
    " 57 times smaller, and then α hardly matters.",
    default="grey",
    options=(("grey", "Grey levels, as the paper"), ("network", "This network's own units")),
    extra=True,
)
K = Float(name="k", label="k", help="What every unit is divided by at least, before β.", default=2.0, low=0.1, high=10)
N = Int(
    name="n", label="n", help="How many neighbouring maps share a unit's energy.", default=5, low=1, high=31, step=2
)
ALPHA = Float(
    name="alpha", label="α", help="Weight of the neighbours' energy.", default=1e-4, low=1e-6, high=1.0, log=True
)
BETA = Float(name="beta", label="β", help="Exponent: 0 switches it off.", default=0.75, low=0.0, high=2.0)

_RUNS: BoundedCache[FloatArray] = BoundedCache(64 * 2**20, lambda maps: maps.nbytes)
_CHANGES: BoundedCache[FloatArray] = BoundedCache(2**16, lambda changes: changes.nbytes)


@experiment(
    "alexnet.pooling",
    title="LRN and pooling",
    inputs=("image",),
    parameters=(NORMALISE, K, N, ALPHA, BETA, SCALE, replace(MAP, picked=True), size_parameter(227, 63)),
    figure="Sections 3.3 and 3.4",
    shows=("engine.analysis.first_stage:Response", "engine.analysis.first_stage:pooled"),
)
def pooling(request: Request, control: Control) -> Frames:
    """What normalisation and overlapping pooling do to the first layer's maps of the picture.

    Slots: maps (all, after ReLU), before and after (one map without and with LRN), damping (what is
    left of each unit), overlapping and separate (that map pooled 3 × 3 and 2 × 2), difference,
    shift (how much moving the picture changes the maps), numbers.
    """
    subject = vision.open_subject("alexnet", request, control)
    stage = FirstStage(subject, control)
    yield LimitsFrame(ranges={"map": (1, len(stage.maps))})
    chosen = vision.choose(control, "map", len(stage.maps)) - 1
    yield from stage.sheet(chosen)
    yield from stage.one_map(chosen)
    yield stage.numbers()
    yield stage.shift()


class FirstStage:
    """The maps after conv1 and its activation, and what the rest of the stage makes of them."""

    def __init__(self, subject: "Subject", control: Control) -> None:
        self._subject, self._control = subject, control
        config = subject.loaded.config
        self._layer = f"{config.activation}1"
        self._factor = GREY_LEVELS if control["units"] == "grey" else 1.0
        self.response = response_of(control)
        self.maps = self._factor * subject.maps(self._layer)
        self.damping = self.response.damping(self.maps)
        self.normalised = self.maps * self.damping
        self.pooled_from = self.normalised if control["lrn"] else self.maps
        self.overlapping, self.separate = pooled(self.pooled_from, 3), pooled(self.pooled_from, 2)

    def sheet(self, chosen: int) -> Iterator[GridFrame]:
        """All maps, the chosen one marked."""
        yield GridFrame(
            slot="maps",
            title="First layer" + untrained_mark(self._subject.loaded),
            detail="after the activation, each map on its own scale",
            tiles=self.maps,
            columns=8,
            labels=tuple(f"map {number}" for number in range(1, len(self.maps) + 1)),
            selected=chosen,
            quantity="activation",
            shared=False,
        )

    def one_map(self, chosen: int) -> Iterator[HeatFrame]:
        """One map at every step of the stage."""
        before, after, left = (values[chosen] for values in (self.maps, self.normalised, self.damping))
        first, second = self.overlapping[chosen], self.separate[chosen]
        yield self._heat("before", "Without LRN", before, f"map {chosen + 1}")
        yield self._heat("after", "With LRN", after, f"map {chosen + 1}")
        yield HeatFrame(
            slot="damping",
            title="LRN leaves",
            detail=f"k alone leaves {self.response.alone:.2f}",
            values=left,
            quantity="b / a",
        )
        yield self._heat("overlapping", "Pooled 3 × 3", first, "windows overlap")
        yield self._heat("separate", "Pooled 2 × 2", second, "windows side by side")
        differ = (first > second).mean()
        yield self._heat("difference", "Difference", first - second, f"{differ:.0%} of the units differ")

    def _heat(self, slot: str, title: str, values: FloatArray, detail: str) -> HeatFrame:
        return HeatFrame(slot=slot, title=title, detail=detail, values=values, quantity="activation", low=0.0)

    def numbers(self) -> TableFrame:
        """All maps in numbers at every step of the stage."""
        steps = (("ReLU", self.maps), ("LRN", self.normalised), ("3 × 3", self.overlapping), ("2 × 2", self.separate))
        rows: tuple[tuple[TableCell, ...], ...] = (
            ("mean", *(float(maps.mean()) for _, maps in steps)),
            ("largest", *(float(maps.max()) for _, maps in steps)),
            ("contrast, deviation / mean", *(contrast(maps) for _, maps in steps)),
            ("units above zero, %", *(100 * float((maps > 0).mean()) for _, maps in steps)),
        )
        damped = (self.damping[self.maps > 0] < _NOTICED * self.response.alone).mean() if (self.maps > 0).any() else 0.0
        return TableFrame(
            slot="numbers",
            title="All maps",
            detail=f"LRN takes more than a tenth from {damped:.0%} of the active units, beside what k takes",
            columns=(Axis("measure"), *(Axis(name) for name, _ in steps)),
            rows=rows,
        )

    def shift(self) -> CurveFrame:
        """How much the maps change when the picture moves under the network."""
        key = (self._subject.key, self.response, self._factor, self._control["lrn"])
        changes = _CHANGES.get(key, self._changes)
        names = ("3 × 3", "2 × 2", "not pooled")
        return CurveFrame(
            slot="shift",
            title="When the picture moves",
            detail="relative to their size",
            series=tuple(Series(name, np.array(_SHIFTS), line) for name, line in zip(names, changes, strict=True)),
            x_axis=Axis("shift to the right", "px"),
            y_axis=Axis("change of the maps", "%"),
        )

    def _changes(self) -> FloatArray:
        """Return by how many per cent the maps change at each shift, pooled 3 × 3, 2 × 2 and not: (3, shifts)."""
        wide = fit(self._subject.picture, self._subject.side_px + FARTHEST_PX)
        moved = [self._moved(wide, shift) for shift in map(int, _SHIFTS)]
        stages = ([pooled(maps, 3) for maps in moved], [pooled(maps, 2) for maps in moved], moved)
        return np.array([[100 * change(maps[0], other) for other in maps] for maps in stages])

    def _moved(self, wide: ByteArray, shift: int) -> FloatArray:
        """The stage's maps before pooling, of the picture seen `shift` pixels further to the right."""
        self._control.check()
        subject, side = self._subject, self._subject.side_px
        run = partial(self._run, wide[:side, shift : shift + side])
        maps = self._factor * _RUNS.get((subject.key, "moved", shift), run)
        return maps * self.response.damping(maps) if self._control["lrn"] else maps

    def _run(self, pixels: ByteArray) -> FloatArray:
        loaded = self._subject.loaded
        return as_array(vision.output_of(loaded.model, vision.as_input(pixels[None], loaded), self._layer)[0])


def response_of(control: Control) -> Response:
    """Return the constants that the parameters ask for."""
    k, alpha, beta = (float(str(control[name])) for name in ("k", "alpha", "beta"))
    return Response(k, int(str(control["n"])) // 2 * 2 + 1, alpha, beta)
