"""The bench of augmentation: what each transform does to a picture, and to its place among others.

Contrast teaches a network to call two views of a picture the same; so what the transforms change, it learns
to overlook. Strengths are those of the official code at first. The random network beside shows how much of
that was learned.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.contrastive import COMPARED, SIZE, Compared, Encoder, open_encoder, shrunk
from engine.analysis.contrastive_transforms import TRANSFORMS, strength_of, whole
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    CheckFrame,
    CurveFrame,
    FloatArray,
    Frames,
    GridFrame,
    Series,
    TableFrame,
)
from engine.lazy import lazy
from engine.papers.moco.bench import Bench
from engine.parameters import Float, Int

if TYPE_CHECKING:
    from engine.weights import store
else:
    store = lazy("engine.weights.store")

SHOWN = 5  # draws of each transform
SWEPT, SWEPT_DRAWS = 9, 4
_TILE_PX = 64


def _strength(name: str, label: str, help: str, default: float, high: float, unit: str = "") -> Float:
    return Float(name=name, label=label, help=help, default=default, low=0.0, high=high, unit=unit)


TRANSFORM = Int(
    name="transform",
    label="Transform",
    help="Whose strength is varied in the plot: click a bar or a tile.",
    default=3,
    low=1,
    high=len(TRANSFORMS),
    picked=True,
)
DRAWS = Int(
    name="draws",
    label="Draws",
    help="How many views of each transform are measured. Five of them are shown.",
    default=12,
    low=5,
    high=64,
    extra=True,
)
CROP = Float(
    name="crop",
    label="Crop",
    help="Share of the area that the crop of one size shows.",
    default=0.2,
    low=0.05,
    high=1.0,
)
STRENGTHS = (
    CROP,
    _strength("brightness", "Brightness", "A factor is drawn from 1 less this to 1 plus this.", 0.4, 1.0),
    _strength("contrast", "Contrast", "A factor is drawn from 1 less this to 1 plus this.", 0.4, 1.0),
    _strength("saturation", "Saturation", "A factor is drawn from 1 less this to 1 plus this.", 0.4, 1.0),
    _strength("hue", "Hue", "Share of the colour circle by which hues turn at most. v1 takes 0.4, v2 0.1.", 0.1, 0.5),
    Float(
        name="blur",
        label="Blur",
        help="Deviation of the Gaussian, in pixels of a picture of 224. v2 draws it from 0.1 to 2.",
        default=2.0,
        low=0.1,
        high=8.0,
        unit="px",
    ),
)


@experiment(
    "moco.augmentation",
    title="Augmentation",
    inputs=("image", "folder?"),
    parameters=(COMPARED, *STRENGTHS, TRANSFORM, DRAWS, SIZE),
    figure="Section 3.3; version 2, table 1",
    shows=("engine.training.views:views", "engine.analysis.contrastive_transforms:draws"),
)
def augmentation(request: Request, control: Control) -> Frames:
    """What each transform does to a picture, and how similar the network finds the result to the original.

    Slots: views (a strip for each transform), similarity (means, with another picture as the mark), table
    (spread, and the same for random weights), strength (of the chosen transform).
    """
    asked = request.picture
    compared: Compared = "keys" if control["compared"] == "keys" else "features"
    encoder = open_encoder(request, control, compared)
    untrained = store.untrained(encoder.loaded, request.device, request.seed)
    random = Encoder(untrained, encoder.side_px, compared, control.check)
    strengths = {parameter.name: float(str(control[parameter.name])) for parameter in STRENGTHS}
    bench, baseline = (
        Bench(network, asked, request, strengths, int(str(control["draws"]))) for network in (encoder, random)
    )
    chosen = int(str(control["transform"])) - 1
    yield views(bench, chosen)
    yield similarity(bench, chosen)
    yield strength(bench, chosen)
    yield table(bench, baseline, chosen)
    yield from check(bench, baseline)


def views(bench: Bench, chosen: int) -> GridFrame:
    """A strip for each transform: the picture, where its name stands, and draws."""
    side = min(_TILE_PX, bench.encoder.side_px)
    own = whole(bench.source, bench.encoder.side_px)[None]
    rows = (shrunk(np.concatenate((own, bench.drawn(transform, SHOWN))), side) for transform in TRANSFORMS)
    return GridFrame(
        slot="views",
        title="Views",
        detail=f"the picture, then {SHOWN} draws",
        tiles=np.stack([np.concatenate(list(tiles), axis=1) for tiles in rows]),
        columns=1,
        labels=tuple(transform.name for transform in TRANSFORMS),
        selected=chosen,
        gap=4,
    )


def similarity(bench: Bench, chosen: int) -> BarsFrame:
    """The mean similarity of every transform, marked with that of other pictures."""
    other = float(bench.others.mean())
    return BarsFrame(
        slot="similarity",
        title="Similarity to the picture" + bench.encoder.mark,
        detail=f"mean of {len(bench.measured[0])} draws",
        names=tuple(transform.name for transform in TRANSFORMS),
        values=np.array([alike.mean() for alike in bench.measured]),
        axis=Axis("cosine similarity"),
        selected=chosen,
        reference=np.full(len(TRANSFORMS), other),
        reference_name="another picture",
    )


def strength(bench: Bench, chosen: int) -> CurveFrame:
    """Similarity over the strength of the chosen transform, or over draws where it has none."""
    transform = TRANSFORMS[chosen]
    if transform.strength:
        x = np.linspace(*transform.reach, SWEPT)
        found = [bench.alike(transform, SWEPT_DRAWS, float(value)) for value in x]
        axis, marker = Axis("strength"), strength_of(transform, bench.strengths)
    else:
        found = [np.array([value]) for value in bench.measured[chosen]]
        x, axis, marker = np.arange(1.0, len(found) + 1), Axis("draw"), None
    mean, spread = (np.array([take(one) for one in found]) for take in (np.mean, np.std))
    other = np.full(2, bench.others.mean())
    return CurveFrame(
        slot="strength",
        title="Similarity by strength" if transform.strength else "Similarity by draw",
        detail=transform.name,
        series=(
            Series(transform.name, x, mean, "bold", band=spread),
            Series("another picture", np.array([x[0], x[-1]]), other, "dash"),
        ),
        x_axis=axis,
        y_axis=Axis("cosine similarity"),
        marker=marker,
    )


def table(bench: Bench, random: Bench, chosen: int) -> TableFrame:
    """How far every transform moves the picture, with these weights and with random ones."""
    rows = tuple(
        (
            transform.name,
            _rounded(alike.mean()),
            _rounded(alike.std()),
            _way(alike, bench.others),
            _way(other, random.others),
        )
        for transform, alike, other in zip(TRANSFORMS, bench.measured, random.measured, strict=True)
    )
    columns = (
        Axis("transform"),
        Axis("mean"),
        Axis("±"),
        Axis("moved", "%"),
        Axis("random", "%"),
    )
    return TableFrame(
        slot="table",
        title="How far it moves",
        detail="100 % is as far as another picture; random: with random weights",
        columns=columns,
        rows=rows,
        selected=chosen,
    )


def check(bench: Bench, random: Bench) -> Iterator[CheckFrame]:
    """Compare the whole of version 2's views under both networks; nothing for weights that are random."""
    place = [transform.name for transform in TRANSFORMS].index("all of v2")
    learned, drawn = (_way(one.measured[place], one.others) for one in (bench, random))
    if bench.encoder.loaded.provenance.badge != "random" and learned is not None and drawn is not None:
        yield CheckFrame(
            claim="A network trained by contrast overlooks what its views differ in.",
            measured=f"All of v2 moves this picture {learned:.0f} % of the way to another one; with random weights "
            f"{drawn:.0f} %.",
            holds=learned < drawn,
        )


def _rounded(value: float) -> float:
    return round(float(value), 3)


def _way(alike: FloatArray, others: FloatArray) -> float | None:
    """Distance 1 - cosine to the changed picture over that to another one, in per cent; None where that is none."""
    away = 1 - float(others.mean())
    return round(100 * (1 - float(alike.mean())) / away, 1) if away > 1e-6 else None
