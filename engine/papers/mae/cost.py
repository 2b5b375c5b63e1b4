"""What it saves that the encoder never sees a mask token: counted, and timed on this machine."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from engine.analysis.mae_cost import Cost, Stopwatch, counted
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    CheckFrame,
    CurveFrame,
    Frames,
    ProgressFrame,
    Provenance,
    Series,
    TableCell,
    TableFrame,
)
from engine.lazy import lazy
from engine.parameters import Choice, Int

if TYPE_CHECKING:
    import torch

    from engine.nn import mae
    from engine.nn.mae import MAEConfig
else:
    torch, mae = lazy("torch"), lazy("engine.nn.mae")

RATIOS = (25, 50, 75, 90)  # percent
BILLION = 1e9
STATED_WORK, STATED_RATIO = 3.3, 75
"""Table 1 (c): ViT-L with mask tokens in the encoder needs so many times the FLOPs."""

_NAMES = {"small": "the built-in one", "base": "ViT-B/16", "large": "ViT-L/16"}
_TIMED: BoundedCache[tuple[Cost, Cost]] = BoundedCache(1000, lambda pair: 1)
_LEAN: BoundedCache[float] = BoundedCache(1000, lambda time_s: 1)

PARAMETERS = (
    Choice(
        name="net",
        label="Network",
        help="The paper's large one takes minutes and 1.3 GB on a processor.",
        default="base",
        options=tuple(_NAMES.items()),
    ),
    Int(
        name="blocks",
        label="Decoder blocks",
        help="The paper's decoder has 8; table 1 (a) shows that 1 is enough to fine-tune well.",
        default=8,
        low=1,
        high=12,
    ),
    Int(
        name="ratio",
        label="Removed",
        help="Share of the patches that is removed. The paper removes three quarters.",
        default=75,
        low=0,
        high=99,
        unit="%",
    ),
    Int(
        name="batch",
        label="Pictures",
        help="In one pass. With a single one, reading the weights takes much of the time.",
        default=4,
        low=1,
        high=32,
        extra=True,
    ),
    Int(name="repeats", label="Passes", help="The fastest of so many counts.", default=3, low=1, high=20, extra=True),
)


@dataclass(frozen=True, slots=True)
class Point:
    """What it costs at one ratio: counted, and timed where that is done; each without and with mask tokens."""

    ratio: int
    work: tuple[Cost, Cost]
    time: tuple[Cost, Cost] | None = None

    @property
    def saved(self) -> float:
        """How many times more work mask tokens make."""
        return self.work[1].whole / self.work[0].whole

    @property
    def faster(self) -> float:
        """How many times longer they take; NaN before it is timed."""
        return self.time[1].whole / self.time[0].whole if self.time else float("nan")


@experiment(
    "mae.cost",
    title="Cost of mask tokens",
    parameters=PARAMETERS,
    figure="Tables 1 (c) and 2; forward passes alone, on this machine",
    shows=("engine.analysis.mae_cost:counted", "engine.nn.mae:MaskedAutoencoder.see"),
)
def cost(request: Request, control: Control) -> Frames:
    """What a forward pass costs when the encoder skips what is removed, and when it sees mask tokens in its place.

    Slots: work, time (bars), speed_up, table. Counted at once, timed as it goes.
    """
    control.from_weights(Provenance("random", "No weights", "counted from shapes, timed with random numbers"))
    config, chosen = config_of(control), cast(int, control["ratio"])
    points = [point_of(config, ratio) for ratio in sorted({*RATIOS, chosen})]
    yield from _frames(control, points, chosen)
    if control["net"] == "large" and control["blocks"] == mae.MAE_LARGE.decoder_depth:
        yield check_of(point_of(config, STATED_RATIO))
    watch = Watch(config, request, control)
    for done, index in enumerate(sorted(range(len(points)), key=lambda place: points[place].ratio != chosen), 1):
        points[index] = replace(points[index], time=watch.time(points[index].ratio, chosen))
        yield from _frames(control, points, chosen)
        yield ProgressFrame(done=done, total=len(points), label="ratios")


class Watch:
    """Times ratios one after the other, and remembers what was timed before."""

    def __init__(self, config: "MAEConfig", request: Request, control: Control) -> None:
        self._repeats, self._check = cast(int, control["repeats"]), control.check
        self._key = (config, request.device, control["batch"], self._repeats)
        self._stopwatch = Stopwatch(config, request.device, cast(int, control["batch"]))

    def time(self, ratio: int, reference: int) -> tuple[Cost, Cost]:
        """Return what `ratio` takes; with mask tokens it is what `reference` takes, as they do not hang on it."""
        known = _TIMED.get(
            (*self._key, reference), lambda: self._stopwatch.compare(reference, self._repeats, self._check)
        )
        if ratio == reference:
            return known
        _, full = known
        lean = _LEAN.get((*self._key, ratio), lambda: self._stopwatch.lean(ratio, self._repeats, self._check))
        return Cost(lean, full.decoder), full


def config_of(control: Control) -> "MAEConfig":
    """Return the chosen network with the chosen decoder."""
    net = {"small": mae.MAE_SMALL, "base": mae.MAE_BASE, "large": mae.MAE_LARGE}[str(control["net"])]
    return replace(net, decoder_depth=cast(int, control["blocks"]))


def point_of(config: "MAEConfig", ratio: int) -> Point:
    """Count the work at a ratio."""
    return Point(ratio, (counted(config, ratio, masks=False), counted(config, ratio, masks=True)))


def _frames(control: Control, points: list[Point], chosen: int) -> Frames:
    name, chosen_point = _NAMES[str(control["net"])], next(point for point in points if point.ratio == chosen)
    yield bars("work", f"Counted, {name}", chosen_point.work, chosen, Axis("multiply-adds", "billion"), 1 / BILLION)
    yield bars("time", f"Timed here, {name}", chosen_point.time, chosen, Axis("time for one picture", "ms"), 1000)
    yield curve(points, chosen)
    yield table(points, chosen)


def bars(slot: str, title: str, costs: tuple[Cost, Cost] | None, ratio: int, axis: Axis, scale: float) -> BarsFrame:
    """Draw what encoder and decoder cost; without bars before they are timed."""
    lean, full = costs or (Cost(np.nan, np.nan), Cost(np.nan, np.nan))
    values = scale * np.array([lean.encoder, full.encoder, lean.decoder])
    detail = f"{full.whole / lean.whole:.1f} times cheaper" if costs else "being timed"
    return BarsFrame(
        slot=slot,
        title=title,
        detail=f"{ratio} % removed: {detail}",
        names=("encoder: what is left", "encoder: with mask tokens", "decoder"),
        values=values,
        axis=axis,
    )


def curve(points: list[Point], chosen: int) -> CurveFrame:
    """Draw how much is saved at each ratio."""
    x = np.array([point.ratio for point in points], np.float32)
    encoder = [point.work[1].encoder / point.work[0].encoder for point in points]
    return CurveFrame(
        slot="speed_up",
        title="Saved without mask tokens",
        detail="times cheaper",
        series=(
            Series("encoder, counted", x, np.array(encoder), "dash"),
            Series("with decoder, counted", x, np.array([point.saved for point in points])),
            Series("with decoder, timed", x, np.array([point.faster for point in points]), "dots"),
        ),
        x_axis=Axis("removed", "%"),
        y_axis=Axis("times cheaper"),
        marker=chosen,
    )


def table(points: list[Point], chosen: int) -> TableFrame:
    """List what is drawn."""
    return TableFrame(
        slot="table",
        title="Without and with mask tokens",
        detail="encoder and decoder",
        columns=(
            Axis("removed", "%"),
            Axis("without", "billion"),
            Axis("with", "billion"),
            Axis("ratio"),
            Axis("without", "ms"),
            Axis("with", "ms"),
            Axis("ratio"),
        ),
        rows=tuple(map(_row, points)),
        selected=[point.ratio for point in points].index(chosen),
    )


def _row(point: Point) -> tuple[TableCell, ...]:
    work = tuple(cost.whole / BILLION for cost in point.work)
    if point.time is None:
        return point.ratio, *work, point.saved, None, None, None
    return point.ratio, *work, point.saved, *(cost.whole * 1000 for cost in point.time), point.faster


def check_of(point: Point) -> CheckFrame:
    """Compare with table 1 (c)."""
    return CheckFrame(
        claim=f"Table 1 (c): with mask tokens in the encoder, ViT-L needs {STATED_WORK} times the FLOPs.",
        measured=f"Counted for a forward pass at {point.ratio} % removed: {point.saved:.2f} times.",
        holds=abs(point.saved - STATED_WORK) < 0.15,
    )
