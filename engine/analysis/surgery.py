"""What a residual net still knows with parts of it switched off.

Veit, Wilber and Belongie, "Residual Networks Behave Like Ensembles of Relatively Shallow Networks",
NIPS 2016, arXiv 1605.06431, section 4.1: blocks are deleted one at a time, and the error hardly grows
but where the size changes. Nothing is retrained.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.analysis.subjects import as_array
from engine.analysis.vision import Network, Subject, as_input, device_of
from engine.cache import BoundedCache
from engine.control import Control
from engine.frames import ByteArray, FloatArray
from engine.nn.resnet import WHOLE, ResNet, ResNetConfig, Surgery
from engine.weights.store import Loaded
from engine.world.source import open_source

_BATCH = 8
UNKNOWN = -1
ALL = 2**31

Numbers = NDArray[np.int64]
Off = Callable[[str], Surgery]
"""From a block's name to the surgery that switches one thing of it off."""


def branch_off(block: str) -> Surgery:
    """Switch the branch of one block off."""
    return Surgery(off_blocks=frozenset({block}))


def shortcut_off(block: str) -> Surgery:
    """Switch the shortcut of one block off."""
    return Surgery(off_shortcuts=frozenset({block}))


def singles(config: ResNetConfig) -> tuple[Surgery, ...]:
    """Return every surgery that switches one thing off; a plain net has no shortcuts to lose."""
    names = config.block_names()
    shortcuts = tuple(map(shortcut_off, names)) if config.residual else ()
    return (*map(branch_off, names), *shortcuts)


def entering(model: ResNet, images: Tensor) -> tuple[list[Tensor], Tensor]:
    """Run the whole net; return the maps that enter each block, and the class scores (B, classes)."""
    names = set(model.config.block_names())
    inputs: list[Tensor] = []
    last = maps = images
    for name, maps in model.walk(images):
        if name in names or (not inputs and name.startswith("layer")):
            inputs.append(maps if name in names else last)
        last = maps
    return inputs[:-1], maps


def scores_after(model: ResNet, inputs: Sequence[Tensor], surgery: Surgery) -> Tensor:
    """Return class scores (B, classes) of a net under surgery; inputs: what enters each block of the whole one.

    What lies before the first cut is as it was, and is not computed again.
    """
    names = model.config.block_names()
    first = min(names.index(name) for name in surgery.off_blocks | surgery.off_shortcuts)
    maps = inputs[first]
    for name in names[first:]:
        maps = model.block(name)(maps, name not in surgery.off_blocks, name not in surgery.off_shortcuts)
    scores: Tensor = model.fc(model.avgpool(maps).flatten(1))
    return scores


def branch_shares(subject: Subject) -> FloatArray:
    """Return |F(x)| / |shortcut(x)| of every block for the picture, NaN in a plain net: (blocks,)."""
    config = subject.loaded.config
    last = f"{'bn' if config.norm else 'conv'}{config.convolutions}"
    shares = [
        float(subject.trace[f"{name}.{last}"].norm() / subject.trace[f"{name}.shortcut"].norm())
        if f"{name}.shortcut" in subject.trace
        else np.nan
        for name in config.block_names()
    ]
    return np.array(shares, np.float32)


Scores = dict[Surgery, FloatArray]
_SCORES: BoundedCache[Scores] = BoundedCache(32 * 2**20, lambda scores: 2**20)


def picture_scores(subject: Subject, surgeries: Sequence[Surgery]) -> Scores:
    """Return the picture's class scores (classes,) under each surgery; those known already are kept."""
    known = _SCORES.get(subject.key, dict)
    missing = [surgery for surgery in surgeries if surgery not in known]
    if missing:
        model = resnet_of(subject.loaded)
        inputs, whole = entering(model, as_input(subject.pixels[None], subject.loaded))
        for surgery in missing:
            subject.check()
            known[surgery] = as_array((whole if surgery == WHOLE else scores_after(model, inputs, surgery))[0])
    return known


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Pictures that a net is judged by.

    pixels: (N, side, side, 3) uint8.
    truth:  (N,) number of each picture's class among the net's, or None where the net has no such classes:
            then a net under surgery is compared with the whole one.
    key:    equal for equal pictures.
    """

    name: str
    pixels: ByteArray
    truth: Numbers | None
    key: tuple[object, ...]

    @property
    def count(self) -> int:
        return len(self.pixels)


_SAMPLES: BoundedCache[Sample] = BoundedCache(96 * 2**20, lambda sample: sample.pixels.nbytes)


def open_sample(
    folder: Path | None, loaded: "Loaded[Network, Any]", count: int, side_px: int, control: Control
) -> Sample:
    """Return held-out pictures of the built-in world, or of the folder in its place.

    Raises UserError when the folder has too few pictures, Cancelled when the job was asked to stop.
    """
    key = (loaded.key, count, side_px, *_stamps(folder))

    def make() -> Sample:
        source = open_source(folder, control)
        batch = source.held_out(count, side_px)
        names = [source.classes[label] for label in batch.labels]
        return Sample(source.name, batch.pixels, _truth(names, loaded.labels), key)

    return _SAMPLES.get(key, make)


def _truth(names: Sequence[str], labels: tuple[str, ...] | None) -> Numbers | None:
    numbers = {label: number for number, label in enumerate(labels or ())}
    if not all(name in numbers for name in names):
        return None
    return np.array([numbers[name] for name in names], np.int64)


def _stamps(folder: Path | None) -> tuple[object, ...]:
    """Return what changes when pictures come, go or are written anew."""
    if folder is None:
        return ()
    paths = sorted([*folder.glob("*"), *folder.glob("*/*")])
    stamps = ((path, path.stat()) for path in paths)
    return (folder, *((path, stamp.st_mtime_ns, stamp.st_size) for path, stamp in stamps))


@dataclass(slots=True, eq=False)
class Trial:
    """What a net takes the pictures of a sample for, under each surgery tried so far.

    guesses: (N,) class numbers, `UNKNOWN` where it was not asked yet.
    """

    sample: Sample
    guesses: dict[Surgery, Numbers] = field(default_factory=dict)

    def fill(
        self, loaded: "Loaded[Network, Any]", surgeries: Sequence[Surgery], check: Callable[[], None], most: int = ALL
    ) -> Iterator[int]:
        """Ask a net what is not known yet of the first pictures, batch by batch; yields how many are done."""
        count = min(most, self.sample.count)
        for surgery in surgeries:
            self.guesses.setdefault(surgery, np.full(self.sample.count, UNKNOWN, np.int64))
        model = resnet_of(loaded)
        for first in range(0, count, _BATCH):
            here = slice(first, min(first + _BATCH, count))
            asked = [surgery for surgery in surgeries if (self.guesses[surgery][here] == UNKNOWN).any()]
            if not asked:
                continue
            inputs, whole = entering(model, as_input(self.sample.pixels[here], loaded))
            for surgery in asked:
                check()
                scores = whole if surgery == WHOLE else scores_after(model, inputs, surgery)
                self.guesses[surgery][here] = np.asarray(scores.argmax(dim=1).cpu())
            yield here.stop

    def done(self, surgery: Surgery) -> int:
        """Pictures looked at under a surgery."""
        return int((self.guesses[surgery] != UNKNOWN).sum()) if surgery in self.guesses else 0

    def right(self, surgery: Surgery, most: int = ALL) -> float:
        """Percentage of the first pictures, of those looked at, whose class is found; NaN where nobody knows it."""
        return float("nan") if self.sample.truth is None else self._percent(surgery, self.sample.truth, most)

    def unchanged(self, surgery: Surgery, most: int = ALL) -> float:
        """Percentage of the first pictures, of those looked at, with the whole net's answer."""
        return self._percent(surgery, self.guesses[WHOLE], most) if WHOLE in self.guesses else float("nan")

    def _percent(self, surgery: Surgery, expected: Numbers, most: int) -> float:
        done = min(self.done(surgery), most)
        return 100 * float((self.guesses[surgery][:done] == expected[:done]).mean()) if done else float("nan")


_TRIALS: BoundedCache[Trial] = BoundedCache(32, lambda trial: 1)


def trial_of(loaded: "Loaded[Network, Any]", sample: Sample) -> Trial:
    """Return what is known of a net on a sample."""
    return _TRIALS.get((str(device_of(loaded.model)), sample.key), lambda: Trial(sample))


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted on a sample: right answers where the classes are known and wanted, else unchanged ones.

    few: pictures, the first ones, that are looked at for every block.
    """

    trial: Trial
    right: bool
    few: int

    @property
    def name(self) -> str:
        return "right answers" if self.right else "unchanged answers"

    def of(self, cut: Surgery) -> float:
        """Percentage of the few pictures under a surgery, NaN before it is known."""
        return self.trial.right(cut, self.few) if self.right else self.trial.unchanged(cut, self.few)

    def each(self, off: Off, config: ResNetConfig) -> FloatArray:
        """Percentages (blocks,) with one thing of each block off."""
        return np.array([self.of(off(name)) for name in config.block_names()], np.float32)

    def looked_at(self, cut: Surgery, most: int) -> str:
        """Say on how many of the first pictures something was counted."""
        done = min(self.trial.done(cut), most)
        return f"{done} pictures of {self.trial.sample.name}" if done == most else f"{done} of {most} pictures"


def resnet_of(loaded: "Loaded[Network, Any]") -> ResNet:
    """Return the residual net, or the plain one, in what was opened."""
    assert isinstance(loaded.model, ResNet)
    return loaded.model
