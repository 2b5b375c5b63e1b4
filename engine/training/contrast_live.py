"""MoCo learning before your eyes: its views, its queue, and what one query makes of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.analysis.embedding.layouts import principal_plane
from engine.control import Control, FiniteWatch
from engine.curves import Curves
from engine.experiment import Request
from engine.frames import (
    AtlasFrame,
    Axis,
    CurveFrame,
    FloatArray,
    Frames,
    GridFrame,
    Provenance,
    ScatterFrame,
    Series,
    Tick,
)
from engine.training.classifier import over_steps
from engine.training.contrast import Learner, Looked, thumb
from engine.training.probes import Probe
from engine.world.source import open_source

PROBE_EVERY, FIRST_PROBES = 200, (10, 100)  # steps
MAP_EVERY = 20  # steps, where somebody looks
_PAIRS = 8
_STRIP = 8  # batches at each end of the queue of which a key is shown
_RIVALS = 5  # of a query, shown
_DOTS = 600  # of the queue
_MAPPED = 64  # pictures at a time
_FOLLOWED = 24  # keys that are encoded again, to see how far the encoder has moved from them


class Followed:
    """Some keys of the queue with the view they are of, to be encoded again as the encoder moves on."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, Tensor, Tensor]] = []  # (step, view (1, H, W, 3) uint8, its key at birth (1, D))

    def add(self, step: int, learner: Learner, looked: Looked) -> None:
        """Follow one key of every few steps, as many as the queue has room for."""
        size, batch = len(learner.queue.keys), len(looked.two)
        if step % max(1, size // (batch * _FOLLOWED)) == 0:
            view = looked.two[:1]
            self._kept.append((step, torch.from_numpy(view.copy()), learner.key_now(view)))
        oldest, shape = int(learner.queue.born.min()), looked.two.shape[1:]  # a fork may take views of another size
        alike = [kept for kept in self._kept if kept[0] >= max(1, oldest) and kept[1].shape[1:] == shape]
        self._kept = alike[-2 * _FOLLOWED :]

    def drift(self, step: int, learner: Learner) -> tuple[FloatArray, FloatArray]:
        """Return ages in steps (N,), and 1 - cosine of what the encoder said then and says now (N,)."""
        if not self._kept:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        now = learner.key_now(torch.cat([view for _, view, _ in self._kept]).numpy())
        then = torch.cat([key for _, _, key in self._kept])
        ages = np.array([step - born for born, _, _ in self._kept], np.float32)
        return ages, np.asarray((1 - (now * then).sum(dim=1)).cpu().numpy(), np.float32)

    def state(self) -> list[Any]:
        """A copy; tensors are never written to."""
        return [list(kept) for kept in self._kept]

    def load(self, state: list[Any]) -> None:
        """Go back to a state."""
        self._kept = [(int(step), view, key) for step, view, key in state]


class Map:
    """The plane of the probe's pictures by what the encoder makes of them."""

    def __init__(self, probe: Probe) -> None:
        self.step = 0  # at which it was drawn last
        self._probe = probe
        self._thumbnails = np.stack([thumb(picture) for picture in probe.known.pixels])
        self._names = tuple(probe.names[label] for label in probe.known.labels)
        self._kinds = tuple(sorted(set(probe.kinds)))
        numbers = np.array([self._kinds.index(kind) for kind in probe.kinds], np.int64)
        self._category = numbers[probe.known.labels]

    def judged(self, learner: Learner, curves: Curves, step: int) -> AtlasFrame:
        """Judge the features, note how good they are, and draw the known pictures."""
        judged = self._probe.judge(learner.features)
        curves.add(step, neighbours=100 * judged.neighbours, linear=100 * judged.linear, chance=100 * judged.chance)
        return self._drawn(judged.known, step)

    def now(self, learner: Learner, step: int) -> AtlasFrame:
        """Draw the known pictures as the encoder sees them, without judging it."""
        pixels = self._probe.known.pixels
        parts = [learner.features(pixels[at : at + _MAPPED]) for at in range(0, len(pixels), _MAPPED)]
        known = np.concatenate(parts)
        return self._drawn((known - known.mean(axis=0)) / (known.std(axis=0) + 1e-6), step)

    def _drawn(self, known: FloatArray, step: int) -> AtlasFrame:
        plane, share = principal_plane(known)
        self.step = step
        return AtlasFrame(
            slot="map",
            step=step,
            title="Held-out cut-outs",
            detail=f"PCA, {100 * share:.0f}% of the variance · step {step}",
            x=plane[:, 0],
            y=plane[:, 1],
            names=self._names,
            category=self._category,
            categories=self._kinds,
            thumbnails=self._thumbnails,
            population="probe",
        )


def train(request: Request, control: Control) -> Frames:
    """Train until cancelled. Raises NotFinite when the loss is not, UserError for a folder without pictures."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    source = open_source(request.folder, control)
    learner, curves, followed, step = Learner(source, request, control.whole("queue")), Curves(), Followed(), 0
    if control.start is not None:
        step = control.start.step
        learner.load(control.start.state["learner"])
        curves.load(control.start.state["curves"])
        followed.load(control.start.state["followed"])
    looked: Looked | None = None
    chart: Map | None = None
    finite = FiniteWatch("The loss")
    while True:
        control.check()
        if control.advancing:
            step += 1
            looked = learner.step(step, control.parameters)
            finite(looked.loss, step)
            followed.add(step, learner, looked)
            _note(curves, looked, step)
            if step in FIRST_PROBES or step % PROBE_EVERY == 0:
                chart = chart or Map(Probe(request.folder, control, control.whole("size")))
                yield chart.judged(learner, curves, step)
        if control.due(step) and looked is not None:
            if chart is not None and step >= chart.step + MAP_EVERY:
                yield chart.now(learner, step)
            yield from _drawn(learner, looked, curves, followed, control.parameters, step)
        control.keep(step, lambda: {"learner": learner.state(), "curves": curves.state(), "followed": followed.state()})
        yield Tick(step=step)


def _note(curves: Curves, looked: Looked, step: int) -> None:
    curves.add(step, loss=looked.loss, near=looked.near, spread=looked.spread)


def _drawn(
    learner: Learner, looked: Looked, curves: Curves, followed: Followed, parameters: Mapping[str, Any], step: int
) -> Frames:
    yield _pairs(looked, step)
    yield _strip(learner, len(looked.two), step)
    temperature = float(parameters["temperature"])
    yield _similarities(looked, temperature, step)
    yield _most_alike(looked, temperature, step)
    loss = over_steps("loss", "Loss", Axis("InfoNCE", "nats"), curves, step, loss="loss")
    found = f"guessing {np.log(1 + len(learner.queue.keys)):.2f} · positive first {looked.right:.0%}"
    yield replace(loss, detail=found)
    names = {"near": "alignment", "spread": "uniformity"}
    yield over_steps("quality", "On the sphere", Axis("lower is better"), curves, step, **names)
    names = {"linear": "linear", "neighbours": "k-NN", "chance": "chance"}
    yield over_steps("probe", "Held-out accuracy", Axis("accuracy", "%"), curves, step, **names)
    yield _drift(learner, followed, step)


def _pairs(looked: Looked, step: int) -> GridFrame:
    count = min(_PAIRS, len(looked.one))
    return GridFrame(
        slot="views",
        step=step,
        title="Two views",
        detail="above queries, below their keys",
        tiles=np.concatenate((looked.one[:count], looked.two[:count])),
        columns=count,
    )


def _strip(learner: Learner, batch: int, step: int) -> GridFrame:
    """The two ends of the queue, one key of every batch: each step all move on by one, and the last one leaves."""
    queue, size = learner.queue, len(learner.queue.keys)
    ranks = np.arange(0, size, batch)
    if len(ranks) > 2 * _STRIP:
        ranks = np.concatenate((ranks[:_STRIP], ranks[-_STRIP:]))
    born = queue.born[queue.order()].cpu().numpy()[ranks]
    return GridFrame(
        slot="queue",
        step=step,
        title="Queue",
        detail=f"newest to oldest of {size:,} keys",
        tiles=learner.thumbnails(ranks),
        columns=min(_STRIP, len(ranks)),
        labels=tuple("initial" if at == 0 else _age(step - int(at)) for at in born),
    )


def _age(steps: int) -> str:
    return "new" if steps == 0 else f"{steps} old"


def _similarities(looked: Looked, temperature: float, step: int) -> ScatterFrame:
    """One query's logits: every key by when it came in, the most alike among them in any case."""
    negatives, ages = looked.alike[1:], looked.ages
    chosen = np.unique(np.concatenate((looked.rivals, np.arange(0, len(ages), max(1, len(ages) // _DOTS)))))
    known = ages[chosen] > 0
    chosen = chosen[known]
    return ScatterFrame(
        slot="alike",
        step=step,
        title="Logits of one query",
        detail=f"similarity {looked.alike[0]:.2f} to its positive, at most {negatives.max():.2f} to the queue",
        x=np.concatenate(([0.0], ages[chosen])).astype(np.float32),
        y=np.concatenate((looked.alike[:1], negatives[chosen])) / temperature,
        group=np.array([1] + [0] * len(chosen), np.int64),
        groups=("keys in the queue", "its positive"),
        x_axis=Axis("age of the key", "steps"),
        y_axis=Axis("similarity / T"),
    )


def _most_alike(looked: Looked, temperature: float, step: int) -> GridFrame:
    """The query, its positive, and the keys that come nearest, with the share of the softmax that each has."""
    logits = looked.alike.astype(np.float64) / temperature
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    positive = thumb(looked.two[0])
    rivals = looked.rivals[:_RIVALS]
    labels = ["query", *(_share(float(chances[number])) for number in (0, *(1 + rivals)))]
    return GridFrame(
        slot="rivals",
        step=step,
        title="What the softmax says",
        detail="query, its positive, its rivals",
        tiles=np.concatenate((thumb(looked.one[0])[None], positive[None], looked.pictures[: len(rivals)])),
        columns=2 + len(rivals),
        labels=tuple(labels),
        selected=1,
    )


def _share(chance: float) -> str:
    """Write a probability for a small tile."""
    return "<1 %" if chance < 0.005 else f"{100 * chance:.0f} %"


def _drift(learner: Learner, followed: Followed, step: int) -> CurveFrame:
    ages, moved = followed.drift(step, learner)
    return CurveFrame(
        slot="drift",
        step=step,
        title="How stale keys are",
        detail="what was said then, against now",
        series=(Series("keys that are followed", ages, moved, style="dots"),),
        x_axis=Axis("age of the key", "steps"),
        y_axis=Axis("1 - cosine"),
    )
