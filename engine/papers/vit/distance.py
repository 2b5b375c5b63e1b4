"""How far every attention head of a Vision Transformer looks (figure 7 right)."""

from collections.abc import Generator, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis import distance
from engine.analysis.running import RunningMoments
from engine.analysis.subjects import Cell, as_array
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request, experiment
from engine.frames import Axis, CheckFrame, FloatArray, Frames, IntArray, ProgressFrame, ScatterFrame, Series
from engine.lazy import lazy
from engine.papers.vit.attention import head_map
from engine.papers.vit.folder import FolderPictures
from engine.papers.vit.parameters import BASELINE, HEAD, LAYER, PATCH, SIZE
from engine.papers.vit.subject import Subject, open_subject, subject_of, untrained
from engine.parameters import Int

if TYPE_CHECKING:
    import torch
else:
    torch = lazy("torch")

LIMIT = Int(
    name="limit",
    label="Pictures",
    help="At most this many pictures of the folder are measured.",
    only_with="folder",
    default=32,
    low=1,
    high=1000,
)
LOWEST_LAYERS = 2
"""What the check calls the lowest layers."""

_DISTANCES: BoundedCache[FloatArray] = BoundedCache(2**20, lambda array: array.nbytes)


@experiment(
    "vit.attention_distance",
    title="Attention distance",
    inputs=("image", "folder?"),
    parameters=(SIZE, LAYER, HEAD, BASELINE, LIMIT, PATCH),
    figure="Figure 7 right and appendix D.7, figure 11",
    shows=("engine.analysis.distance:patch_distances", "engine.analysis.distance:attention_distance"),
)
def attention_distance(request: Request, control: Control) -> Frames:
    """How far, in pixels, each head of each layer looks from a patch on average.

    The distance between patch centres, weighted by attention, is averaged over all query patches
    and, where a folder is given, over its pictures. The class token is left out.
    """
    subject = open_subject(request, control)
    yield subject.limits()
    layer, head, patch = subject.layer(control), subject.head(control), subject.patch(control)
    yield subject.image(patch)
    yield head_map(subject, layer, head, patch, slot="head")
    survey = Survey(subject, request, control)
    yield from survey.run()
    yield global_heads_check(survey.learned.mean, subject.side_px)


def head_distances(subject: Subject, layer: int) -> FloatArray:
    """Return the mean attention distance (heads,) in pixels of `layer`, counted from 1; kept from run to run."""

    def measure() -> FloatArray:
        attention = subject.attention(layer)
        between = _between(subject.grid, subject.patch_px, str(attention.device))
        return as_array(distance.attention_distance(attention, between))

    return _DISTANCES.get((subject.key, layer), measure)


@lru_cache(maxsize=2)
def _between(grid: Cell, patch_px: int, device: str) -> "torch.Tensor":
    return torch.from_numpy(distance.patch_distances(*grid, patch_px)).to(device)


class Survey:
    """Measures every head on one picture or on a folder, with a network that has learned nothing beside it."""

    def __init__(self, subject: Subject, request: Request, control: Control) -> None:
        self.learned, self.random = RunningMoments(), RunningMoments()
        self._subject, self._control = subject, control
        self._folder: FolderPictures | None = None
        if request.folder is not None:
            self._folder = FolderPictures(request.folder, control.whole("limit"), subject.side_px)
        self._baseline = untrained(subject.loaded, request) if control["baseline"] else None
        self._done = 0

    def run(self) -> Frames:
        """Measure, drawing what is known after each picture."""
        for subject in self._subjects():
            self.learned.add((yield from self._measure(subject)))
            yield self._scatter()
            if self._baseline is not None:
                self.random.add((yield from self._measure(subject.in_front_of(self._baseline))))
                yield self._scatter()

    def _subjects(self) -> Iterator[Subject]:
        if self._folder is None:
            yield self._subject
        else:
            for picture in self._folder:
                yield subject_of(picture, self._subject.loaded, self._control)

    def _measure(self, subject: Subject) -> Generator[ProgressFrame, None, FloatArray]:
        """Return the distances (layers, heads) in pixels, telling the progress layer by layer."""
        depth = subject.loaded.config.depth
        rows = []
        for layer in range(1, depth + 1):
            rows.append(head_distances(subject, layer))
            yield self._progress(layer, depth, subject.picture.name)
        self._done += 1
        return np.stack(rows)

    def _progress(self, layer: int, depth: int, name: str) -> ProgressFrame:
        runs = (1 if self._folder is None else len(self._folder)) * (1 if self._baseline is None else 2)
        label = f"{name}: layer {layer} of {depth}"
        return ProgressFrame(done=self._done * depth + layer, total=runs * depth, label=label)

    def _detail(self) -> str:
        if self._folder is None:
            return f"{self._subject.picture.name} · {self._subject.note}"
        text = f"mean and spread over {self.learned.count} pictures"
        return text + (f", {self._folder.skipped} could not be read" if self._folder.skipped else "")

    def _scatter(self) -> ScatterFrame:
        layer, head = self._subject.layer(self._control), self._subject.head(self._control)
        spread = self.learned.deviation if self.learned.count > 1 else None
        random = self.random.mean if self.random.count else None
        return distance_scatter(self.learned.mean, spread, random, selected=(layer, head), detail=self._detail())


def distance_scatter(
    mean: FloatArray, spread: FloatArray | None, random: FloatArray | None, *, selected: tuple[int, int], detail: str
) -> ScatterFrame:
    """Draw distances (layers, heads) in pixels as one dot per head, keyed (layer, head) from 1.

    spread: standard deviation over pictures, drawn as error bars; random: the baseline's distances.
    """
    depth, heads = mean.shape
    layers, numbers = (index.ravel().astype(np.int64) + 1 for index in np.indices(mean.shape))
    lines = [Series("mean of heads", np.arange(1, depth + 1), mean.mean(axis=1), "dash")]
    if random is not None:
        lines.append(Series("random weights", _beside(layers, numbers, heads), random.ravel(), "dots"))
        lines.append(Series("random weights, mean", np.arange(1, depth + 1), random.mean(axis=1), "line"))
    return ScatterFrame(
        slot="distance",
        title="Attention distance by head",
        detail=detail,
        x=_beside(layers, numbers, heads),
        y=mean.ravel(),
        x_axis=Axis("layer"),
        y_axis=Axis("mean attention distance", "px"),
        group=numbers - 1,
        groups=tuple(str(number) for number in range(1, heads + 1)),
        legend_title="head",
        labels=tuple(
            f"layer {layer} · head {head} · {value:.0f} px"
            for layer, head, value in zip(layers, numbers, mean.ravel(), strict=True)
        ),
        keys=np.stack([layers, numbers], axis=1),
        selected=(selected[0] - 1) * heads + selected[1] - 1,
        error=None if spread is None else spread.ravel(),
        lines=tuple(lines),
    )


def _beside(layers: IntArray, numbers: IntArray, heads: int) -> FloatArray:
    """Place the heads of a layer side by side around its number, so that equal dots do not hide each other."""
    return np.asarray(layers + 0.4 * ((numbers - 0.5) / heads - 0.5), np.float32)


def global_heads_check(mean: FloatArray, side_px: int) -> CheckFrame:
    """Check on distances (layers, heads) in pixels that some heads look globally in the lowest layers."""
    lowest = mean[:LOWEST_LAYERS]
    far = int((lowest >= distance.GLOBAL_SHARE * side_px).sum())
    measured = (
        f"Layers 1 to {len(lowest)}: {far} of {lowest.size} heads look further than"
        f" {distance.GLOBAL_SHARE:.0%} of the picture's width;"
        f" the farthest {lowest.max():.0f} px, the nearest {lowest.min():.0f} px of {side_px} px."
    )
    claim = "Some heads attend globally already in the lowest layers."
    return CheckFrame(claim=claim, measured=measured, holds=far > 0)
