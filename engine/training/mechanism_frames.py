"""What a comparison of dictionaries shows: figure 2 with its numbers, figure 3, and what was measured over steps."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from engine.control import Control
from engine.experiment import Request
from engine.frames import (
    Arrow,
    Axis,
    Box,
    CurveFrame,
    DiagramFrame,
    FloatArray,
    Frame,
    Frames,
    HeatFrame,
    IntArray,
    Provenance,
    Series,
    TableCell,
    TableFrame,
    Tick,
)
from engine.training.dictionaries import Kind, Mechanism, Plan
from engine.training.mechanisms import Comparison, Parameters, plans_of

NAMES: dict[Kind, str] = {"end-to-end": "end-to-end", "bank": "memory bank", "moco": "MoCo"}
SLOTS: dict[Kind, str] = {"end-to-end": "end_to_end", "bank": "bank", "moco": "moco"}
_TITLES: dict[Kind, str] = {"end-to-end": "End-to-end", "bank": "Memory bank", "moco": "MoCo"}
_COLOURS: dict[Kind, int] = {"end-to-end": 0, "bank": 1, "moco": 2}
_CELLS = 128  # of a dictionary's row in the map of ages
_STYLES: tuple[Literal["dash", "line", "bold"], ...] = ("dash", "line", "bold")  # from the smallest dictionary


def named(plan: Plan) -> str:
    """Name a mechanism as a legend does."""
    return f"{NAMES[plan.kind]} {plan.size}" + ("" if plan.momentum is None else f", m = {plan.momentum:g}")


def drawn(comparison: Comparison, parameters: Parameters, step: int) -> Iterator[Frame]:
    """Draw everything."""
    yield from diagrams(comparison, parameters, step)
    yield from curves(comparison, step)
    if any(comparison.newest("found", mechanism.plan) is not None for mechanism in comparison.mechanisms):
        yield figure(comparison, step)
    yield ages(comparison, step)
    yield table(comparison, step)


def diagrams(comparison: Comparison, parameters: Parameters, step: int) -> Iterator[DiagramFrame]:
    """Figure 2: one diagram a mechanism, with the numbers of its largest dictionary."""
    for kind in NAMES:
        of_kind = [one for one in comparison.mechanisms if one.plan.kind == kind]
        largest = max(of_kind, key=lambda one: one.plan.size, default=None)
        yield diagram(kind, largest, comparison, parameters, step)


def diagram(
    kind: Kind, mechanism: Mechanism | None, comparison: Comparison, parameters: Parameters, step: int
) -> DiagramFrame:
    """How a mechanism comes by its keys; without numbers where it is not part of the comparison."""
    found, momentum, note = None, parameters["momentum"], ""
    if mechanism is not None:
        found, age = (comparison.newest(name, mechanism.plan) for name in ("found", "age"))
        momentum = momentum if mechanism.plan.momentum is None else mechanism.plan.momentum
        note = _dictionary_note(mechanism.plan, age)
    beside = {
        "end-to-end": Box("encoder", 1, 2, "the same", strong=True),
        "bank": Box("bank", 1, 2, f"{comparison.pool.count:,} places"),
        "moco": Box("key encoder", 1, 2, f"follows, m = {float(momentum):g}"),
    }[kind]
    return DiagramFrame(
        slot=SLOTS[kind],
        step=step,
        title=_TITLES[kind],
        detail=_state(mechanism, found),
        boxes=(
            Box("loss", 0.5, 0, "" if mechanism is None else f"{mechanism.loss:.2f} nats"),
            Box("queries", 0, 1),
            Box(_keys_name(kind), 1, 1, note),
            Box("encoder", 0, 2, "learns", strong=True),
            beside,
        ),
        arrows=(*_ARROWS, *_OWN_ARROWS[kind]),
    )


# Numbers of the boxes: 0 contrast, 1 queries, 2 keys, 3 encoder, 4 what is beside it.
_ARROWS = (Arrow(3, 1), Arrow(1, 0), Arrow(4, 2), Arrow(2, 0), Arrow(0, 1, "back"), Arrow(1, 3, "back", "gradients"))
_OWN_ARROWS: dict[Kind, tuple[Arrow, ...]] = {
    "end-to-end": (Arrow(0, 2, "back"), Arrow(2, 4, "back")),
    "bank": (Arrow(1, 4, "dots"),),
    "moco": (Arrow(3, 4, "dots"),),
}


def _state(mechanism: Mechanism | None, found: float | None) -> str:
    if mechanism is None:
        return "not compared here"
    return "" if found is None else f"found {found:.1f} %"


def _keys_name(kind: Kind) -> str:
    return {"end-to-end": "batch keys", "bank": "drawn keys", "moco": "queue"}[kind]


def _dictionary_note(plan: Plan, age: float | None) -> str:
    """Such as "256, age 2"."""
    return f"{plan.size:,}" if age is None else f"{plan.size:,}, age {age:.0f}"


def _styled(comparison: Comparison, measure: str) -> list[Series]:
    """A line for each mechanism: a colour for each kind, and of one kind the largest dictionary boldest.

    Of a kind with several sizes, that one alone is in the legend, without its size. One plot has the legend
    for all: there are many, and small ones.
    """
    lines = []
    plans = [mechanism.plan for mechanism in comparison.mechanisms]
    for place, plan in enumerate(plans):
        (line,) = comparison.curves.series(**{f"{measure} {plan.key}": ""})
        sizes = sorted(other.size for other in plans if other.kind == plan.kind)
        if plan.momentum is not None:
            name = f"m = {plan.momentum:g}" if measure == "found" else ""
            lines.append(Series(name, line.x, line.y, "line", colour=place))
            continue
        name = _legend(plan, sizes) if measure == "found" else ""
        style = _STYLES[-len(sizes) :][sizes.index(plan.size)]
        lines.append(Series(name, line.x, line.y, style, colour=_COLOURS[plan.kind]))
    return lines


def _legend(plan: Plan, sizes: list[int]) -> str:
    if len(sizes) == 1:
        return named(plan)
    return NAMES[plan.kind] if plan.size == sizes[-1] else ""


def curves(comparison: Comparison, step: int) -> Iterator[CurveFrame]:
    """Accuracies and the drift of keys, over steps."""
    span = np.array([1.0, max(step, 2)])
    for slot, title, detail, measure, axis in (
        ("accuracy", "Neighbours' vote", "held-out cut-outs in other scenes", "knn", Axis("right", "%")),
        ("found", "Unseen pictures found", "by another view, among as many for all", "found", Axis("found", "%")),
        (
            "right",
            "Contrast accuracy",
            "positives that are the most similar, each in its own dictionary",
            "right",
            Axis("right", "%"),
        ),
        ("drift", "Drift of the keys", "from what would be said of the same views now", "drift", Axis("1 − cosine")),
    ):
        lines = _styled(comparison, measure)
        if not any(line.x.size for line in lines):
            continue
        if measure in ("knn", "found"):
            lines.append(
                Series("raw pixels" if measure == "found" else "", span, np.full(2, comparison.raw[measure]), "dash")
            )
        yield CurveFrame(
            slot=slot,
            step=step,
            title=title,
            detail=detail,
            series=tuple(lines),
            x_axis=Axis("step"),
            y_axis=axis,
            over_steps=True,
        )


def figure(comparison: Comparison, step: int) -> CurveFrame:
    """Figure 3: how good the features are by the size of the dictionary; or by momentum, where that differs."""
    plans = [mechanism.plan for mechanism in comparison.mechanisms]
    momenta = plans[0].momentum is not None
    lines: list[Series] = []
    for kind in NAMES:
        points = [
            (_across(plan), found)
            for plan in plans
            if plan.kind == kind and (found := comparison.newest("found", plan)) is not None
        ]
        x, y = (np.array([point[at] for point in points], np.float32) for at in range(2))
        if len(points) > 1:
            lines.append(Series(NAMES[kind], x, y, "bold", colour=_COLOURS[kind]))
        lines.append(Series("" if len(points) > 1 else NAMES[kind], x, y, "dots", colour=_COLOURS[kind]))
    return CurveFrame(
        slot="figure",
        step=step,
        title="By momentum" if momenta else "By dictionary size",
        detail="unseen pictures found",
        series=tuple(line for line in lines if line.x.size),
        x_axis=Axis("1 − momentum" if momenta else "keys", log=True),
        y_axis=Axis("found", "%"),
    )


def _across(plan: Plan) -> float:
    return float(plan.size) if plan.momentum is None else 1 - plan.momentum


def ages(comparison: Comparison, step: int) -> HeatFrame:
    """How old the keys of every dictionary are, from the newest to the oldest; as wide as it is large."""
    largest = max(mechanism.plan.size for mechanism in comparison.mechanisms)
    rows = [_strip(mechanism.ages(step), largest) for mechanism in comparison.mechanisms]
    return HeatFrame(
        slot="ages",
        step=step,
        title="How old the keys are",
        detail=f"as wide as the dictionary; all of it is {largest:,}",
        values=np.stack(rows),
        quantity="age",
        unit="steps",
        low=0.0,
        stretched=True,
        row_names=tuple(named(mechanism.plan) for mechanism in comparison.mechanisms),
        column_names=tuple(f"key {1 + at * largest // _CELLS}" for at in range(_CELLS)),
    )


def _strip(found: IntArray, largest: int) -> FloatArray:
    """Lay the ages of a dictionary on `_CELLS` cells, of which it takes its share; NaN for the rest."""
    places = np.arange(_CELLS) * largest // _CELLS
    inside = places < len(found)
    strip = np.full(_CELLS, np.nan, np.float32)
    strip[inside] = found[places[inside]]
    return strip


def table(comparison: Comparison, step: int) -> TableFrame:
    """Where every mechanism stands."""
    rows: list[tuple[TableCell, ...]] = []
    for mechanism in comparison.mechanisms:
        plan = mechanism.plan
        measured = (_rounded(comparison.newest(name, plan)) for name in ("found", "knn", "right", "age", "drift"))
        rows.append((named(plan), *measured))
    columns = (
        Axis("mechanism"),
        Axis("found", "%"),
        Axis("k-NN", "%"),
        Axis("right", "%"),
        Axis("age", "steps"),
        Axis("drift"),
    )
    return TableFrame(slot="table", step=step, title="Now", columns=columns, rows=tuple(rows))


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.3g}")


def run(request: Request, control: Control) -> Frames:
    """Compare until cancelled. Raises NotFinite when a loss is not, UserError for a folder without pictures."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    given: Parameters = control.parameters
    comparison, step = Comparison(plans_of(given), request.folder, request.seed, request.device, given, control), 0
    if control.start is not None:
        step = control.start.step
        comparison.load(control.start.state["comparison"])
    while True:
        control.check()
        if control.advancing:
            step += 1
            comparison.step(step, control.parameters)
        if control.due(step):
            yield from drawn(comparison, control.parameters, step)
        control.keep(step, lambda: {"comparison": comparison.state()})
        yield Tick(step=step)
