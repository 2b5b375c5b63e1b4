"""What the layers and stages of a network cost, as tables and bars. Shared by the papers whose networks are counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.frames import Axis, BarsFrame, Frames, TableCell, TableFrame
from engine.nn.alexnet import AlexNetConfig
from engine.nn.layer_table import LayerRow, layer_table, total_multiply_adds, total_parameters
from engine.nn.resnet_config import ResNetConfig

BILLION, MILLION = 1e9, 1e6
WORK = Axis("FLOPs", "M")
"""Multiply-adds, which the paper calls FLOPs, in millions."""

_ALWAYS = ("conv", "linear", "pool", "average")


@dataclass(frozen=True, slots=True)
class StageCost:
    """A few layers that the paper puts together.

    shape:         of what leaves the stage for one image.
    neurons:       outputs of its last convolution or fully connected layer.
    multiply_adds: for one image.
    """

    name: str
    shape: tuple[int, ...]
    neurons: int
    parameters: int
    multiply_adds: int


@lru_cache(maxsize=32)
def costs(config: AlexNetConfig | ResNetConfig, side_px: int) -> tuple[LayerRow, ...]:
    """Return what every layer costs, see `layer_table`; the last nets asked for are kept."""
    return layer_table(config, side_px)


def stage_costs(rows: tuple[LayerRow, ...], stage_of: Callable[[str], str]) -> tuple[StageCost, ...]:
    """Add up the layers of each stage; stage_of: from a layer's name to its stage's."""
    stages: dict[str, list[LayerRow]] = {}
    for row in rows:
        stages.setdefault(stage_of(row.name), []).append(row)
    return tuple(_stage(name, tuple(inside)) for name, inside in stages.items())


def _stage(name: str, rows: tuple[LayerRow, ...]) -> StageCost:
    weighted = [row for row in rows if row.kind in ("conv", "linear")]
    neurons = weighted[-1].units if weighted else 0
    return StageCost(name, rows[-1].shape, neurons, total_parameters(rows), total_multiply_adds(rows))


def size_text(shape: tuple[int, ...]) -> str:
    """Write a shape as "64 × 56²", of maps that are squares, or of units as "1000"."""
    return f"{shape[0]} × {shape[1]}²" if len(shape) == 3 else " × ".join(map(str, shape))


def window_text(row: LayerRow) -> str | None:
    """Write kernel and stride as "7×7 / 2"; None for a layer without a window."""
    if not row.kernel:
        return None
    return f"{row.kernel}×{row.kernel}" + (f" / {row.stride}" if row.stride > 1 else "")


def layers_frame(rows: tuple[LayerRow, ...], *, every: bool) -> TableFrame:
    """List the layers; every: also those that have no window and no weights to speak of."""
    shown = [row for row in rows if every or row.kind in _ALWAYS]
    hidden = len(rows) - len(shown)
    return TableFrame(
        slot="layers",
        title="Layer by layer",
        detail=f"without {hidden} norms and activations" if hidden else f"{len(shown)} layers",
        columns=(Axis("layer"), Axis("kernel"), Axis("output"), Axis("parameters"), WORK),
        rows=tuple(
            (row.name, window_text(row), size_text(row.shape), row.parameters, row.multiply_adds / MILLION)
            for row in shown
        ),
    )


def stages_frame(
    stages: tuple[StageCost, ...], made_of: Mapping[str, str], title: str, detail: str, *, neurons: bool = False
) -> TableFrame:
    """List the stages as the paper does, with their sum.

    made_of: what each stage consists of; neurons: list those of its last layer with weights in place of its output.
    """
    rows = [_stage_row(stage, made_of[stage.name], neurons) for stage in stages]
    whole = StageCost(
        "all",
        (),
        sum(stage.neurons for stage in stages),
        sum(stage.parameters for stage in stages),
        sum(stage.multiply_adds for stage in stages),
    )
    left = Axis("neurons" if neurons else "output")
    return TableFrame(
        slot="stages",
        title=title,
        detail=detail,
        columns=(Axis("stage"), Axis("made of"), left, Axis("parameters"), WORK),
        rows=(*rows, _stage_row(whole, "", neurons)),
    )


def _stage_row(stage: StageCost, made_of: str, neurons: bool) -> tuple[TableCell, ...]:
    left = stage.neurons if neurons else size_text(stage.shape)
    return stage.name, made_of, left, stage.parameters, stage.multiply_adds / MILLION


def bars_frames(stages: tuple[StageCost, ...]) -> Frames:
    """Draw where parameters and multiply-adds sit. Slots: parameters, multiply_adds."""
    names = tuple(stage.name for stage in stages)
    for slot, label in (("parameters", "parameters"), ("multiply_adds", "multiply-adds")):
        values = np.array([getattr(stage, slot) for stage in stages], np.float64)
        share = values.max() / (values.sum() or 1)
        yield BarsFrame(
            slot=slot,
            title=label,
            detail=f"{share:.0%} in {names[int(values.argmax())]}",
            names=names,
            values=values / MILLION,
            axis=Axis(label, "M"),
        )
