"""Several sets of weights in front of one picture with one mask."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.inpainting import removed_error
from engine.analysis.mae_fill import Filled, as_bytes
from engine.analysis.patch_masks import mask_of, mask_text
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import Axis, BoolArray, ByteArray, FloatArray, Frames, GridFrame, ProgressFrame, TableFrame
from engine.images import Picture
from engine.lazy import lazy
from engine.papers.mae.parameters import MASKING, WEIGHTS
from engine.papers.mae.subject import Subject, subject_of
from engine.parameters import Text
from engine.weights.library import WeightsChoice, choices

if TYPE_CHECKING:
    import cv2

    from engine.weights import store
else:
    cv2, store = lazy("cv2"), lazy("engine.weights.store")

OFF = Text(
    name="off",
    label="Left out",
    help="Names of the weights that are left out, with commas between. A click on a line of the table changes it.",
    default="random-mae-base",
    longest=400,
    picked=True,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Entrant:
    """One set of weights, and what it made of the picture."""

    choice: WeightsChoice
    subject: Subject
    removed: BoolArray
    filled: Filled

    @property
    def error(self) -> float:
        gone = self.subject.over_pixels(self.removed)
        return removed_error(self.subject.pixels, self.filled.predicted, gone)

    @property
    def pictures(self) -> tuple[ByteArray, ByteArray]:
        """The prediction with what was visible, and alone."""
        predicted, gone = as_bytes(self.filled.predicted), self.subject.over_pixels(self.removed)
        return np.where(gone[..., None], predicted, self.subject.pixels), predicted

    @property
    def errors(self) -> FloatArray:
        """Error of each removed patch (rows, columns) in grey levels, NaN for the others."""
        return np.where(self.removed, self.filled.errors, np.float32(np.nan))


@experiment(
    "mae.weights",
    title="Weights side by side",
    inputs=("image",),
    parameters=(*MASKING, OFF),
    figure="Not in the paper: figure 2 with several networks",
    shows=("engine.analysis.mae_fill:fill_in",),
)
def weights(request: Request, control: Control) -> Frames:
    """What each set of weights makes of the same picture with the same mask, and how far off it is.

    The mask is drawn for the first one's patches, and fitted to those of the others. Slots: masked, pictures,
    errors, table.
    """
    picture, listed = request.picture, _listed(request)
    off = {word.strip() for word in str(control["off"]).split(",")}
    shown = [choice for choice in listed if choice.available and choice.name not in off]
    entrants: list[_Entrant] = []
    problems = dict.fromkeys(off, "left out")
    for number, choice in enumerate(shown, start=1):
        control.check()
        entrant = _entered(choice, picture, request, entrants, control, problems)
        if entrant is not None:
            entrants.append(entrant)
        if entrant is not None and len(entrants) == 1:
            control.from_weights(entrant.subject.loaded.provenance)
            yield entrant.subject.masked_frame(entrant.removed)
        yield ProgressFrame(done=number, total=len(shown), label="sets of weights")
    if not entrants:
        raise _none_shown([problems[choice.name] for choice in shown])
    yield from _sheets(entrants)
    yield _table(listed, entrants, problems)


def _entered(
    choice: WeightsChoice,
    picture: Picture,
    request: Request,
    before: list[_Entrant],
    control: Control,
    problems: dict[str, str],
) -> _Entrant | None:
    """Open weights and let them fill the picture in.

    What keeps them from it is told in their line of the table, so that the others are compared.
    """
    try:
        subject = subject_of(picture, store.open_mae(choice.name, request.device, request.seed))
    except UserError as error:
        problems[choice.name] = str(error)
        return None
    removed = mask_of(mask_text(before[0].removed), subject.grid) if before else subject.mask(control)
    try:
        return _Entrant(choice, subject, removed, subject.fill(removed))
    except UserError as error:
        problems[choice.name] = str(error)
        return None


def _none_shown(problems: list[str]) -> UserError:
    if problems:
        return UserError(f"None of the sets of weights can be shown: {problems[0]}")
    return UserError("None of the sets of weights is shown.", "Click a line of the table to bring one back.")


def _listed(request: Request) -> list[WeightsChoice]:
    """What can be compared: the paper's weights, imported files, and a file that was chosen for the other tabs."""
    listed = list(choices(WEIGHTS))
    if request.weights not in ("auto", *(choice.name for choice in listed)):
        listed.append(WeightsChoice(request.weights, Path(request.weights).name, "own file", True))
    return sorted(listed, key=lambda choice: not choice.available)


def _sheets(entrants: list[_Entrant]) -> Frames:
    side = max(len(entrant.subject.pixels) for entrant in entrants)
    names = [entrant.choice.label for entrant in entrants]
    yield GridFrame(
        slot="pictures",
        title="Reconstructions",
        detail="with what was visible, and alone",
        tiles=np.stack([_enlarged(entrant.pictures[row], side) for row in range(2) for entrant in entrants]),
        columns=len(entrants),
        labels=(*names, *(f"error {entrant.error:.3g}" for entrant in entrants)),
        gap=4,
    )
    yield GridFrame(
        slot="errors",
        title="RMS error",
        detail="per patch",
        tiles=np.stack([_over(entrant.errors, side) for entrant in entrants]),
        columns=-(-len(entrants) // 3),
        labels=tuple(names),
        gap=4,
        quantity="error",
        unit="grey levels",
        low=0.0,
    )


def _enlarged(pixels: ByteArray, side: int) -> ByteArray:
    if len(pixels) == side:
        return pixels
    return np.asarray(cv2.resize(pixels, (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)


def _over(cells: FloatArray, side: int) -> FloatArray:
    """Spread the values of patches (rows, columns) over pixels (side, side)."""
    return np.asarray(cv2.resize(cells, (side, side), interpolation=cv2.INTER_NEAREST), np.float32)


def _table(listed: list[WeightsChoice], entrants: list[_Entrant], problems: Mapping[str, str]) -> TableFrame:
    found = {entrant.choice.name: entrant for entrant in entrants}
    rows = []
    for choice in listed:
        entrant = found.get(choice.name)
        state = "shown" if entrant else "not on this machine" if not choice.available else problems[choice.name]
        size = f"{len(entrant.subject.pixels)} px" if entrant else None
        rows.append((choice.name, state, choice.badge, size, float(f"{entrant.error:.4g}") if entrant else None))
    return TableFrame(
        slot="table",
        title="Weights",
        detail="click a line to leave it out or bring it back",
        columns=(Axis("name"), Axis("state"), Axis("kind"), Axis("picture"), Axis("mean squared error")),
        rows=tuple(rows),
    )
