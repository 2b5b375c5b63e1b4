"""The kernels of AlexNet's layers, and which maps of which tower they see."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.analysis.kernels import Tuning, tuning
from engine.analysis.subjects import as_array
from engine.frames import FloatArray, IntArray
from engine.lazy import lazy

if TYPE_CHECKING:
    from engine.analysis import vision
    from engine.weights.store import Loaded
else:
    vision = lazy("engine.analysis.vision")


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """The kernels of one layer.

    weights:    (N, inputs, h, w) float32.
    two_towers: as in the network's configuration.
    inputs_of:  how many maps there are below; kernels of a tower see half of them in most layers.
    """

    layer: str
    weights: FloatArray
    two_towers: bool
    inputs_of: int

    @property
    def first(self) -> bool:
        return self.layer == "conv1"

    def tower(self, kernel: int) -> int:
        """Return 0 or 1: the tower, or the half of a single one, that a kernel (from 0) is in."""
        return int(kernel >= len(self.weights) // 2)

    def start(self, kernel: int) -> int:
        """Return the number from 0 of the first map below that a kernel sees."""
        return self.inputs_of // 2 * self.tower(kernel) if self.weights.shape[1] < self.inputs_of else 0


def open_bank(loaded: "Loaded[vision.Network, Any]", layer: str) -> Bank:
    """Return the kernels of a layer."""
    weights = as_array(loaded.model.get_submodule(layer).weight)  # type: ignore[arg-type]
    inputs = 3 if layer == "conv1" else loaded.config.widths[int(layer[-1]) - 2]
    return Bank(layer, weights, loaded.config.two_towers, inputs)


def random_bank(bank: Bank, seed: int) -> Bank:
    """Return as many kernels of independent Gaussian weights, of the same spread."""
    drawn = np.random.default_rng(seed).standard_normal(bank.weights.shape) * bank.weights.std()
    return replace(bank, weights=drawn.astype(np.float32))


def halves(bank: Bank) -> tuple[slice, slice]:
    """Return which kernels are the first tower's, or half, and which the second's."""
    middle = len(bank.weights) // 2
    return slice(0, middle), slice(middle, None)


def tower_name(bank: Bank, tower: int) -> str:
    """Name a tower, or a half where there is one tower only; `tower` is 0 or 1."""
    return f"Tower {tower + 1}" if bank.two_towers else ("First half", "Second half")[tower]


def by_tower(bank: Bank) -> dict[str, Tuning]:
    """Measure the kernels (N, 3, h, w) of each tower."""
    return {tower_name(bank, tower): tuning(bank.weights[part]) for tower, part in enumerate(halves(bank))}


def order_of(tuned: Tuning, order: str) -> IntArray:
    """Return kernel numbers from 0 in the order chosen; lowest frequency, horizontal, most grey first."""
    keys = {"frequency": tuned.frequency, "orientation": tuned.orientation, "colour": tuned.colour}
    return np.argsort(keys[order], kind="stable") if order in keys else np.arange(len(tuned.frequency))
