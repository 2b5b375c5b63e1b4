"""How much of a picture a Vision Transformer can lose: drop, black out, shuffle.

After "Intriguing Properties of Vision Transformers" (Naseer et al., 2021, arXiv 2105.10497), which
measures accuracy; here it is the cosine similarity of the class feature to that of the intact
picture, which needs no labels.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

import numpy as np

from engine.analysis.disturb import Order, drop_order, lost_count, painted, shuffled
from engine.analysis.similarity import cosine
from engine.analysis.subjects import as_array
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    ByteArray,
    CheckFrame,
    CurveFrame,
    FloatArray,
    Frames,
    ImageFrame,
    IntArray,
    MetricFrame,
    ProgressFrame,
    Series,
)
from engine.papers.vit.parameters import SIZE
from engine.papers.vit.subject import Subject, open_subject, subject_of
from engine.parameters import Choice, Float

if TYPE_CHECKING:
    import torch

Damage = Literal["drop", "black", "shuffle"]
ORDERS: tuple[Order, ...] = get_args(Order)
SHARES = tuple(step / 10 for step in range(10))
GRIDS = (1, 2, 4, 8, 16)
SEVERE = 0.8  # "even after randomly occluding 80% of the image content", abstract
SEVERE_CLAIM = "The class feature survives the loss of 80 % of the patches at random."
FAINT = 0.15  # brightness at which a dropped patch is drawn

DAMAGE = Choice(
    name="damage",
    label="Damage",
    help="Drop takes tokens out of the sequence; black out paints pixels; shuffle moves squares of the picture.",
    default="drop",
    options=(("drop", "Drop patches"), ("black", "Black out patches"), ("shuffle", "Shuffle the grid")),
)
ORDER = Choice(
    name="order",
    label="Patches",
    help="Which patches go first. Salient ones are those the class token attends to in the last layer.",
    default="random",
    options=(("random", "Random"), ("salient", "Salient first"), ("non-salient", "Non-salient first")),
    only_if=("damage", "drop", "black"),
)
SHARE = Float(
    name="share",
    label="Share lost",
    help="How many of the patches are lost.",
    default=0.5,
    low=0,
    high=0.95,
    only_if=("damage", "drop", "black"),
)
CELLS = Choice(
    name="cells",
    label="Shuffled grid",
    help="Into how many squares the picture is cut before they trade places.",
    default="4",
    options=(*((str(cells), f"{cells} × {cells}") for cells in GRIDS), ("all", "Every patch")),
    only_if=("damage", "shuffle"),
)


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What is done to a picture.

    lost:  patches that are dropped or blacked out; cells: squares a side that are shuffled.
    """

    damage: Damage
    order: Order = "random"
    lost: int = 0
    cells: int = 1


_FEATURES: BoundedCache[FloatArray] = BoundedCache(4 * 2**20, lambda array: array.nbytes)


class Trial:
    """One picture and its class feature, intact and disturbed; features are kept from run to run."""

    def __init__(self, subject: Subject, seed: int) -> None:
        self.subject, self._seed = subject, seed
        self.patches = subject.grid[0] * subject.grid[1]
        self.intact = subject.features()[0]
        self.saliency = self._kept("saliency", self._saliency)

    def _kept(self, what: object, make: Callable[[], FloatArray]) -> FloatArray:
        return _FEATURES.get((self.subject.key, self._seed, what), make)

    def _saliency(self) -> FloatArray:
        """Return what the class token attends to in the last layer (N,), mean of heads."""
        attention = self.subject.attention(self.subject.loaded.config.depth)
        return as_array(attention[:, 0, 1:].mean(dim=0))

    def pixels(self, how: Disturbance, dropped: float = 0.0) -> ByteArray:
        """Return the disturbed picture; `dropped` is the brightness left to lost patches."""
        if how.damage == "shuffle":
            return shuffled(self.subject.pixels, how.cells, self._seed)
        return painted(self.subject.pixels, self._order(how)[: how.lost], self.subject.patch_px, dropped)

    def similarity(self, how: Disturbance) -> float:
        """Return the cosine similarity of the class features of the disturbed and the intact picture."""
        return self._similar(how, lambda: self._run(how))

    def similarity_to(self, other: Subject) -> float:
        """Return the cosine similarity to another picture's class feature."""
        return self._similar(other.key, lambda: other.trace.features[0])

    def similarity_to_blank(self) -> float:
        """Return the cosine similarity to a picture of one colour, the mean of this one."""
        mean = self.subject.pixels.mean(axis=(0, 1)).astype(np.uint8)
        return self._similar("blank", lambda: self._forward(np.broadcast_to(mean, self.subject.pixels.shape)))

    def _similar(self, what: object, make: Callable[[], "torch.Tensor"]) -> float:
        feature = self._kept(what, lambda: as_array(make()))
        return float(cosine(self.intact, feature[None])[0])

    def _order(self, how: Disturbance) -> IntArray:
        return drop_order(how.order, self.saliency, self._seed)

    def _forward(self, pixels: ByteArray) -> "torch.Tensor":
        self.subject.check()
        model = self.subject.loaded.model
        feature: torch.Tensor = model(model.pixels(pixels.copy()))[0, 0]
        return feature

    def _run(self, how: Disturbance) -> "torch.Tensor":
        """Return the class feature (D,) of the disturbed picture."""
        if how.damage != "drop":
            return self._forward(self.pixels(how))
        self.subject.check()
        model = self.subject.loaded.model
        kept = np.sort(self._order(how)[how.lost :])
        return model.encode(model.embed(model.pixels(self.subject.pixels))[:, kept])[0, 0]


@experiment(
    "vit.robustness",
    title="Robustness",
    inputs=("image", "second?"),
    parameters=(SIZE, DAMAGE, ORDER, SHARE, CELLS),
    figure="Not in the ViT paper: Naseer et al., 2021, figures 2, 3 and 7",
    shows=("engine.papers.vit.robustness:Trial",),
)
def robustness(request: Request, control: Control) -> Frames:
    """How far the class feature moves when patches are dropped, blacked out or shuffled.

    1 means that the network describes the damaged picture exactly as the intact one.
    """
    subject = open_subject(request, control)
    trial, how = Trial(subject, request.seed), chosen(subject, control)
    yield subject.limits()
    yield disturbed_picture(trial, how)
    yield subject.heat(
        trial.saliency,
        slot="saliency",
        title="Saliency",
        quantity="attention weight",
        detail="class token, last layer, mean of heads",
    )
    similarity = trial.similarity(how)
    yield MetricFrame(slot="similarity", title="Class feature", name="cosine similarity", value=similarity)
    yield MetricFrame(slot="kept", title="Patches left", name="patches left", value=trial.patches - how.lost)
    if request.second is None:
        floor = ("a picture of one colour", trial.similarity_to_blank())
    else:
        floor = (request.second.name, trial.similarity_to(subject_of(request.second, subject.loaded, control)))
    if how.damage == "shuffle":
        yield from shuffle_curve(trial, how, floor)
    else:
        yield from share_curve(trial, how, control.real("share"), floor)


def chosen(subject: Subject, control: Control) -> Disturbance:
    """Return the disturbance that the parameters ask for."""
    damage, order = cast(Damage, control["damage"]), cast(Order, control["order"])
    if damage == "shuffle":
        cells = control["cells"]
        return Disturbance(damage, cells=subject.grid[0] if cells == "all" else int(str(cells)))
    patches = subject.grid[0] * subject.grid[1]
    return Disturbance(damage, order, lost_count(control.real("share"), patches))


def disturbed_picture(trial: Trial, how: Disturbance) -> ImageFrame:
    """Draw the damaged picture; dropped patches, which the network never gets, are drawn faintly."""
    detail = {
        "drop": f"{how.lost} of {trial.patches} tokens dropped, drawn faintly",
        "black": f"{how.lost} of {trial.patches} patches painted black",
        "shuffle": f"{how.cells} × {how.cells} squares shuffled",
    }[how.damage]
    faint = FAINT if how.damage == "drop" else 0.0
    return ImageFrame(
        slot="image", title="Picture", detail=detail, pixels=trial.pixels(how, faint), cells=trial.subject.grid
    )


def share_curve(trial: Trial, how: Disturbance, share: float, floor: tuple[str, float]) -> Frames:
    """Measure the similarity at every share in every order, drawing the curve as it grows."""
    curves: dict[str, list[float]] = {order: [] for order in ORDERS}
    for done, at in enumerate(SHARES, start=1):
        for order in ORDERS:
            curves[order].append(trial.similarity(Disturbance(how.damage, order, lost_count(at, trial.patches))))
        yield ProgressFrame(done=done, total=len(SHARES), label=f"{at:.0%} lost")
        yield similarity_curve(curves, SHARES[:done], Axis("share of patches lost"), floor, marker=share)
    left = curves["random"][SHARES.index(SEVERE)]
    lost = "blacked out" if how.damage == "black" else "dropped"
    yield CheckFrame(
        claim=SEVERE_CLAIM,
        measured=f"{SEVERE:.0%} {lost} at random: similarity {left:.2f}; {floor[0]}: {floor[1]:.2f}.",
        holds=survives(left, floor[1]),
    )


def shuffle_curve(trial: Trial, how: Disturbance, floor: tuple[str, float]) -> Frames:
    """Measure the similarity for every grid, drawing the curve as it grows."""
    grids = sorted({*GRIDS, trial.subject.grid[0]})
    curve: list[float] = []
    for done, cells in enumerate(grids, start=1):
        curve.append(trial.similarity(Disturbance("shuffle", cells=cells)))
        yield ProgressFrame(done=done, total=len(grids), label=f"{cells} × {cells}")
        axis = Axis("squares a side", log=True)
        yield similarity_curve({"shuffled": curve}, grids[:done], axis, floor, marker=how.cells)
    at = grids.index(4)
    yield CheckFrame(
        claim="The class feature survives a shuffle of 4 × 4 squares.",
        measured=f"4 × 4 squares shuffled: similarity {curve[at]:.2f}; {floor[0]}: {floor[1]:.2f}.",
        holds=survives(curve[at], floor[1]),
    )


def survives(similarity: float, floor: float) -> bool:
    """Say whether a feature is nearer to the intact picture (1) than to one that has nothing in common with it."""
    return similarity > (1 + floor) / 2


def similarity_curve(
    curves: Mapping[str, Sequence[float]], x: Sequence[float], axis: Axis, floor: tuple[str, float], *, marker: float
) -> CurveFrame:
    """Draw similarity curves over `x`, and as a dashed line that of a picture with nothing in common."""
    places = np.asarray(x, np.float32)
    lines = [Series(name, places, np.asarray(values, np.float32)) for name, values in curves.items()]
    lines.append(Series(floor[0], places, np.full(len(places), floor[1], np.float32), "dash"))
    return CurveFrame(
        slot="curve",
        title="Class feature similarity",
        series=tuple(lines),
        x_axis=axis,
        y_axis=Axis("cosine similarity"),
        marker=marker,
    )
