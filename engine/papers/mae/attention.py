"""What patches look at: in the encoder, which has the visible ones alone, and in the decoder, which has all."""

from typing import cast

import numpy as np

from engine.analysis.mae_fill import covered
from engine.analysis.mae_inside import Inside
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import Axis, BarsFrame, FloatArray, Frames, GridFrame, HeatFrame, ImageFrame, LimitsFrame
from engine.papers.mae.inside import MASKED, inside_of
from engine.papers.mae.subject import Subject, open_subject
from engine.parameters import Cell, Int

QUANTITY = "attention weight"

PATCH = Cell(name="patch", label="Patch", help="The patch that asks: click or hover on the picture.")
ENCODER_LAYER = Int(
    name="encoder_layer", label="Encoder layer", help="Counted from the picture.", default=6, low=1, high=48
)
ENCODER_HEAD = Int(
    name="encoder_head",
    label="Encoder head",
    help="A head of that layer, 0 for the mean of all.",
    default=0,
    low=0,
    high=32,
    extra=True,
)
DECODER_LAYER = Int(
    name="decoder_layer",
    label="Decoder layer",
    help="Counted from where mask tokens come in.",
    default=2,
    low=1,
    high=24,
)
DECODER_HEAD = Int(
    name="decoder_head",
    label="Decoder head",
    help="A head of that layer, 0 for the mean of all.",
    default=0,
    low=0,
    high=32,
    extra=True,
)


@experiment(
    "mae.attention",
    title="Attention inside",
    inputs=("image",),
    parameters=(*MASKED, ENCODER_LAYER, ENCODER_HEAD, DECODER_LAYER, DECODER_HEAD, PATCH),
    figure="Not in the paper; figure 1's encoder and decoder",
    shows=("engine.nn.vit:attention_weights",),
)
def attention(request: Request, control: Control) -> Frames:
    """What a patch looks at in the encoder, which has the visible ones only, and in the decoder, which has all.

    Slots: picture, encoder, encoder_heads, decoder, decoder_heads, shares.
    """
    subject = open_subject(request, control)
    yield limits(subject)
    patch = chosen_patch(subject, control)
    inside = inside_of(subject, request, control)
    number = patch[0] * subject.grid[1] + patch[1]
    yield _picture(subject, inside, patch)
    yield from encoder_frames(subject, inside, control, number)
    yield from decoder_frames(subject, inside, control, number)


def limits(subject: Subject) -> LimitsFrame:
    """Say how many layers and heads there are."""
    config = subject.loaded.config
    return LimitsFrame(
        ranges={
            "encoder_layer": (1, config.depth),
            "encoder_head": (0, config.heads),
            "decoder_layer": (1, config.decoder_depth),
            "decoder_head": (0, config.decoder_heads),
        },
        grids={"patch": subject.grid},
    )


def chosen_patch(subject: Subject, control: Control) -> tuple[int, int]:
    """Return the patch (row, column) that asks, the middle one if none is chosen. Raises UserError outside."""
    row, column = cast(tuple[int, int], control["patch"])
    rows, columns = subject.grid
    if (row, column) == (-1, -1):
        return rows // 2, columns // 2
    if not (0 <= row < rows and 0 <= column < columns):
        raise UserError(
            f"patch: row {row}, column {column} lies outside the grid of {rows} × {columns} patches.",
            f"Rows go from 0 to {rows - 1}, columns from 0 to {columns - 1}.",
        )
    return row, column


def _picture(subject: Subject, inside: Inside, patch: tuple[int, int]) -> ImageFrame:
    gone = inside.removed.reshape(subject.grid)
    return ImageFrame(
        slot="picture",
        title="Picture",
        detail="removed patch asks" if gone[patch] else "visible patch asks",
        pixels=covered(subject.pixels, subject.over_pixels(gone)),
        cells=subject.grid,
        marked=(patch,),
    )


def encoder_frames(subject: Subject, inside: Inside, control: Control, number: int) -> Frames:
    """Draw where the encoder looks from a patch; from the class token where the encoder has no such patch."""
    layer, head = _of(control, "encoder", subject.loaded.config.depth, subject.loaded.config.heads)
    weights = inside.encoder_attention(layer)
    seen = bool(np.isfinite(weights[0, 1 + number, 0]))
    rows = weights[:, 1 + number if seen else 0]
    asking = "this patch asks" if seen else "class token asks"
    yield _heat(subject, inside, "encoder", "Encoder", asking, _chosen(rows, head))
    yield _heads(subject, "encoder_heads", "Heads", rows, head)


def decoder_frames(subject: Subject, inside: Inside, control: Control, number: int) -> Frames:
    """Draw where the decoder looks from a patch, visible or not, and what kind of token that is."""
    layer, head = _of(control, "decoder", subject.loaded.config.decoder_depth, subject.loaded.config.decoder_heads)
    rows = inside.decoder_attention(layer)[:, 1 + number]
    asking = "mask token asks" if inside.removed[number] else "this patch asks"
    yield _heat(subject, inside, "decoder", "Decoder", asking, _chosen(rows, head))
    yield _heads(subject, "decoder_heads", "Heads", rows, head)
    yield shares(inside, _chosen(rows, head))


def _of(control: Control, part: str, depth: int, heads: int) -> tuple[int, int]:
    """Return layer and head of a part. Raises UserError where the network has no such."""
    for name, most in ((f"{part}_layer", depth), (f"{part}_head", heads)):
        if control.whole(name) > most:
            raise UserError(
                f"{name}: this network's {part} has {most}, got {control.whole(name)}.", "Choose a smaller number."
            )
    return control.whole(f"{part}_layer"), control.whole(f"{part}_head")


def _chosen(rows: FloatArray, head: int) -> FloatArray:
    """Return one row (1+N,) of rows (h, 1+N): of a head, or the mean of all."""
    row: FloatArray = rows[head - 1] if head else rows.mean(axis=0)
    return row


def _heat(subject: Subject, inside: Inside, slot: str, title: str, detail: str, row: FloatArray) -> HeatFrame:
    gone = subject.over_pixels(inside.removed.reshape(subject.grid))
    return HeatFrame(
        slot=slot,
        title=title,
        detail=detail,
        values=row[1:].reshape(subject.grid),
        quantity=QUANTITY,
        low=0.0,
        under=covered(subject.pixels, gone),
    )


def _heads(subject: Subject, slot: str, title: str, rows: FloatArray, head: int) -> GridFrame:
    return GridFrame(
        slot=slot,
        title=title,
        detail=f"head {head} on the left" if head else "mean on the left",
        tiles=rows[:, 1:].reshape(-1, *subject.grid),
        columns=next(columns for columns in (2, 3, 4, 6) if columns == 6 or len(rows) <= columns**2),
        gap=2,
        labels=tuple(f"head {number}" for number in range(1, len(rows) + 1)),
        selected=head - 1 if head else None,
        quantity=QUANTITY,
        shared=False,
    )


def shares(inside: Inside, row: FloatArray) -> BarsFrame:
    """Draw how much of the decoder's attention goes to each kind of token, beside how many there are of it."""
    gone, count = inside.removed, len(inside.removed)
    kinds = (row[1:][~gone].sum(), row[1:][gone].sum(), row[0])
    even = np.array([inside.kept, count - inside.kept, 1]) / (1 + count)
    return BarsFrame(
        slot="shares",
        title="Decoder's shares",
        detail="mark: even",
        names=("visible patches", "mask tokens", "class token"),
        values=100 * np.array(kinds, np.float64),
        axis=Axis("share of the attention", "%"),
        reference=100 * even,
        reference_name="all alike",
    )
