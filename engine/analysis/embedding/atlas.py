"""The map of pictures: gathered, described, compared and laid out, with everything that is shown of it."""

from collections.abc import Generator, Hashable
from dataclasses import dataclass
from typing import cast

import numpy as np

from engine.analysis.embedding.features import Features, describe_all
from engine.analysis.embedding.gathering import Gathered, gather
from engine.analysis.embedding.kinds import FeatureKind
from engine.analysis.embedding.layouts import Tsne, neighbours_needed, principal_plane
from engine.analysis.embedding.neighbours import Judgement, Neighbours, Search, judge, recognised
from engine.analysis.embedding.sources import open_source
from engine.cache import BoundedCache
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import (
    AtlasFrame,
    Axis,
    BarsFrame,
    BoolArray,
    FloatArray,
    Frame,
    Frames,
    GridFrame,
    LimitsFrame,
    ProgressFrame,
)

STRIDE = 10  # iterations of t-SNE between two frames
_PICTURED = 100  # iterations between two that carry the thumbnails: in each, a recording would be ten times as large
_LOOKED_AT = 96  # neighbours found at least, so that a little more perplexity needs no new search
_VOTES = 15
_LEAST_JUDGED = 20  # unseen pictures that are enough to judge features by

_PLANES: BoundedCache[tuple[FloatArray, float]] = BoundedCache(16 * 2**20, lambda plane: plane[0].nbytes)
_RUNS: BoundedCache[Tsne] = BoundedCache(256 * 2**20, lambda run: run.nbytes)


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """found: neighbours of any thing; voters: neighbours of other things."""

    found: Neighbours
    voters: Neighbours


_COMPARED: BoundedCache[Compared] = BoundedCache(192 * 2**20, lambda both: both.found.nbytes + both.voters.nbytes)


def show(kind: FeatureKind, request: Request, control: Control) -> Frames:
    """Draw the map of the request's pictures by these features, better and better, and what belongs to it.

    Slots: atlas, neighbours, accuracy, progress. Raises UserError when there are too few pictures.
    """
    source = open_source(
        request.folder, str(control["pictures"]), str(control["split"]), control.whole("count"), request.seed
    )
    pictures = yield from gather(source, control)
    features = yield from describe_all(kind, pictures, request, control)
    yield LimitsFrame(ranges={"point": (0, pictures.count - 1)})
    chosen = _chosen(control, pictures)
    compared = yield from _compare(features, pictures, control)
    drawing = Drawing(pictures, compared.found.first(control.whole("nearest")), chosen, kind)
    yield drawing.sheet()
    yield from _judged(pictures, compared, control.whole("nearest"))
    yield from _lay_out(features, compared.found, drawing, request, control)


def _chosen(control: Control, pictures: Gathered) -> int:
    point = control.whole("point")
    if point >= pictures.count:
        raise UserError(
            f"point: there are {pictures.count} pictures, counted from 0, got {point}.", "Choose a smaller number."
        )
    return point


def _compare(features: Features, pictures: Gathered, control: Control) -> Generator[Frame, None, Compared]:
    """Find the neighbours of every picture, unless they are known."""
    perplexity = cast(float, control["perplexity"])
    needed = neighbours_needed(pictures.count, perplexity) if control["method"] == "tsne" else 0
    kept = _COMPARED.peek(features.key)
    if kept is not None and kept.found.indices.shape[1] >= min(needed, pictures.count - 1):
        return kept
    search = Search(features.vectors, max(needed, _LOOKED_AT), pictures.subject, _VOTES)
    for done in search:
        control.check()
        yield ProgressFrame(done=done, total=pictures.count, label="Comparing")
    compared = Compared(search.found, search.voters)
    _COMPARED.put(features.key, compared)
    return compared


def _judged(pictures: Gathered, compared: Compared, nearest: int) -> Frames:
    """Say how often neighbours are right, on what no built-in network saw if there is enough of it."""
    if len(pictures.categories) < 2:
        return
    judged, what = _whom_to_judge(pictures)
    voters = compared.voters.first(nearest)
    judgement = judge(voters, pictures.category, judged)
    same = recognised(compared.found, pictures.subject, judged)
    yield _bars(pictures, judgement, same, f"{judgement.count} {what} · {voters.indices.shape[1]} vote")


def _whom_to_judge(pictures: Gathered) -> tuple[BoolArray, str]:
    if pictures.source.key[0] == "folder":
        return pictures.unseen, "pictures"
    if pictures.unseen.sum() >= _LEAST_JUDGED:
        return pictures.unseen, "held out"
    return np.ones(pictures.count, bool), "pictures, most seen in training"


def _bars(pictures: Gathered, judgement: Judgement, same: tuple[float, float] | None, detail: str) -> BarsFrame:
    """Draw the accuracy of all that was judged, how often the same thing was found, then each category's accuracy."""
    shown = np.flatnonzero(np.isfinite(judgement.by_category))
    whole = [("all", judgement.accuracy, judgement.by_chance)]
    if same is not None:
        whole.append(("same thing nearest", *same))
    names, right, chance = zip(*whole, strict=True)
    return BarsFrame(
        slot="accuracy",
        title="Neighbours' vote",
        detail=detail,
        names=(*names, *(pictures.categories[number] for number in shown)),
        values=100 * np.array([*right, *judgement.by_category[shown]]),
        axis=Axis("k-NN accuracy", "%"),
        selected=0,
        reference=100 * np.array([*chance, *judgement.chance[shown]]),
        reference_name="by chance",
    )


def _lay_out(features: Features, found: Neighbours, drawing: "Drawing", request: Request, control: Control) -> Frames:
    plane, share = _PLANES.get(features.key, lambda: principal_plane(features.vectors))
    if control["method"] == "pca":
        yield drawing.map(plane, f"PCA · {100 * share:.0f}% of the variance", 0)
        return
    perplexity = cast(float, control["perplexity"])
    key: tuple[Hashable, ...] = (*features.key, perplexity, request.seed)
    # A run that was left for another choice goes on from where it was.
    run = _RUNS.get(key, lambda: Tsne(found, plane, perplexity, request.seed))
    pictured = True
    while not run.done:
        detail = f"t-SNE · iteration {run.iteration} of {run.total}"
        yield drawing.map(run.places, detail, run.iteration, pictured=pictured)
        control.check()
        run.advance(STRIDE)
        pictured = run.iteration % _PICTURED == 0
        yield ProgressFrame(done=run.iteration, total=run.total, label="t-SNE")
    _RUNS.put(key, run)  # it holds less now
    yield drawing.map(run.places, f"t-SNE · perplexity {perplexity:g}", run.iteration)


class Drawing:
    """Frames of one set of pictures; what they have in common is one array for all of them.

    near: of each picture, as many as are shown.
    """

    def __init__(self, pictures: Gathered, near: Neighbours, chosen: int, kind: FeatureKind) -> None:
        self._pictures = pictures
        self._kind = kind
        self._chosen = chosen
        self._near = near
        self._first: AtlasFrame | None = None

    def map(self, places: FloatArray, detail: str, step: int, *, pictured: bool = True) -> AtlasFrame:
        """Draw the pictures at places (N, 2); pictured: with thumbnails, which a view keeps until others come."""
        first = self._first
        pictures = self._pictures
        frame = AtlasFrame(
            slot="atlas",
            title=self._kind.label,
            detail=detail,
            step=step,
            x=places[:, 0],
            y=places[:, 1],
            names=pictures.names,
            category=pictures.category if first is None else first.category,
            categories=pictures.categories,
            thumbnails=pictures.thumbnails if pictured else None,
            neighbours=self._near.indices if first is None else first.neighbours,
            similarities=self._near.similarities if first is None else first.similarities,
            selected=self._chosen,
            population=pictures.population,
            words=pictures.words,
        )
        self._first = first or frame
        return frame

    def sheet(self) -> GridFrame:
        """Draw the chosen picture and those most like it; ticks say which share its category."""
        pictures, chosen = self._pictures, self._chosen
        near, alike = self._near.indices[chosen].tolist(), self._near.similarities[chosen].tolist()
        shown = [chosen, *near]
        labels = [pictures.names[chosen]]
        for number, similarity in zip(near, alike, strict=True):
            same = pictures.category[number] == pictures.category[chosen]
            labels.append(f"{'✓' if same else '✗'} {similarity:.2f} {pictures.names[number]}")
        shared = sum(label.startswith("✓") for label in labels)
        return GridFrame(
            slot="neighbours",
            title="Most alike",
            detail=f"{shared} of {len(near)} share its category",
            tiles=np.concatenate([pictures.pixels(number, number + 1) for number in shown]),
            columns=3,
            labels=tuple(labels),
            selected=0,
            gap=4,
            keys=np.array(shown)[:, None],
        )
