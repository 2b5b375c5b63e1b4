"""What the heads of a Vision Transformer look at: maps and rollout (section 4.5, figures 1 and 6)."""

from engine.analysis.patches import smooth
from engine.analysis.rollout import Fusion, class_rollout
from engine.analysis.subjects import Cell, as_array
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import FloatArray, Frames, GridFrame, HeatFrame, ImageFrame
from engine.papers.vit.parameters import HEAD, LAYER, PATCH, REDUCE, SIZE
from engine.papers.vit.subject import Subject, open_subject, token_of
from engine.parameters import Choice, Int

QUANTITY = "attention weight"

_ROLLOUTS: BoundedCache[FloatArray] = BoundedCache(4 * 2**20, lambda array: array.nbytes)

FUSION = Choice(
    name="fusion",
    label="Heads",
    help="How the heads of a layer become one. The paper takes the mean.",
    default="mean",
    options=(("mean", "Mean of heads"), ("max", "Largest of heads"), ("min", "Smallest of heads")),
)
THROUGH = Int(
    name="through",
    label="Through layer",
    help="Follow the attention from the picture through this many layers.",
    default=12,
    low=1,
    high=48,
)


def head_map(subject: Subject, layer: int, head: int, patch: Cell, *, slot: str) -> HeatFrame:
    """Draw where one head of one layer looks from a patch."""
    row = as_array(subject.attention(layer)[head - 1, token_of(patch, subject.grid)])
    title = f"Layer {layer} · head {head}"
    return subject.heat(row[1:], patch, slot=slot, title=title, quantity=QUANTITY, detail=_class_share(row))


def _class_share(row: FloatArray) -> str:
    return f"{row[0]:.0%} goes to the class token"


def over_heads(rows: FloatArray, reduce: str, head: int) -> FloatArray:
    """Return one row (T,) of attention rows (heads, T): that of a head, the mean or the largest."""
    reduced: FloatArray = {"mean": rows.mean(axis=0), "max": rows.max(axis=0)}.get(reduce, rows[head - 1])
    return reduced


@experiment(
    "vit.attention_maps",
    title="Attention maps",
    inputs=("image",),
    parameters=(SIZE, LAYER, REDUCE, HEAD, PATCH),
    figure="Section 4.5; the attention matrix of appendix A, equation 6",
    shows=("engine.nn.vit:attention_weights",),
)
def attention_maps(request: Request, control: Control) -> Frames:
    """Where a patch looks, and where the class token looks, in every head of a layer.

    A row of the attention matrix softmax(q kᵀ / √d) is drawn over the picture: how much of each
    patch's value the chosen token takes in.
    """
    subject = open_subject(request, control)
    yield subject.limits()
    layer, head, patch = subject.layer(control), subject.head(control), subject.patch(control)
    yield subject.image(patch)
    attention = subject.attention(layer)
    rows = as_array(attention[:, token_of(patch, subject.grid)])
    which = {"one": f"head {head}", "mean": "mean of heads", "max": "largest of heads"}[str(control["reduce"])]
    for slot, name, token_rows, marked in (
        ("row", "Patch", rows, (patch,)),
        ("class", "Class token", as_array(attention[:, 0]), ()),
    ):
        row = over_heads(token_rows, str(control["reduce"]), head)
        title = f"{name} · layer {layer} · {which}"
        yield subject.heat(row[1:], *marked, slot=slot, title=title, quantity=QUANTITY, detail=_class_share(row))
    yield GridFrame(
        slot="heads",
        title=f"All heads of layer {layer}",
        detail="each head on its own colour scale",
        tiles=rows[:, 1:].reshape(-1, *subject.grid),
        columns=3 if len(rows) <= 6 else 4,
        labels=tuple(f"head {number}" for number in range(1, len(rows) + 1)),
        selected=head - 1,
        quantity=QUANTITY,
        shared=False,
    )


@experiment(
    "vit.rollout",
    title="Attention rollout",
    inputs=("image",),
    parameters=(SIZE, FUSION, THROUGH),
    figure="Figure 6 and appendix D.8, figure 14",
    shows=("engine.analysis.rollout:fused", "engine.analysis.rollout:class_rollout"),
)
def rollout(request: Request, control: Control) -> Frames:
    """What reaches the class token from each patch when attention is followed through the layers.

    Each layer's heads are fused into A; A' = ½ A + ½ I stands for the skip connection; the layers
    are multiplied, and the class token's row of the product is drawn (Abnar and Zuidema, 2020).
    """
    subject = open_subject(request, control)
    depth = subject.loaded.config.depth
    yield subject.limits(through=(1, depth))
    through = subject.layer(control, "through")
    yield subject.image()
    fusion: Fusion = str(control["fusion"])  # type: ignore[assignment]  # the Choice has exactly these
    rows = _ROLLOUTS.get(
        (subject.key, fusion),
        lambda: as_array(class_rollout(lambda layer: subject.attention(layer + 1), depth, fusion)),
    )
    shown = rows[through - 1]
    yield subject.heat(
        shown[1:],
        slot="rollout",
        title=f"Rollout through layer {through}",
        quantity="share of the class token",
        detail=f"{shown[0]:.0%} stays with the class token",
    )
    yield _as_figure_6(subject, shown[1:])
    yield _growth(rows[:, 1:].reshape(depth, *subject.grid), through)


def _growth(maps: FloatArray, through: int) -> GridFrame:
    """Draw the rollout after each layer, maps (depth, rows, columns)."""
    return GridFrame(
        slot="growth",
        title="Growth over the layers",
        detail="each layer on its own colour scale",
        tiles=maps,
        columns=6,
        labels=tuple(f"layer {layer}" for layer in range(1, len(maps) + 1)),
        selected=through - 1,
        quantity="share of the class token",
        shared=False,
    )


def _as_figure_6(subject: Subject, row: FloatArray) -> ImageFrame:
    """Draw the picture as figure 6 does: darkened by the rollout, whose largest value keeps full brightness."""
    mask = smooth((row / row.max()).reshape(subject.grid), subject.side_px, subject.side_px)
    pixels = (subject.pixels * mask[..., None]).astype("uint8")
    return ImageFrame(slot="figure", title="As in figure 6", detail="bright where it looks", pixels=pixels)
