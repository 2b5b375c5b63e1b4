"""The softmax over a dictionary, and what the temperature makes of it (equation 1 of MoCo's paper).

Similarities are (1 + K,) cosines: of the positive first, then of K other keys. In float64, so that a
temperature of 0.01 loses nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.frames import FloatArray, IntArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Softmax:
    """Probabilities of all keys, and what follows from them.

    chances:  (1 + K,) of the positive first. loss: -log of the positive's, nats.
    entropy:  nats. counting: exp of it, the number of keys that count as if all of them counted alike.
    """

    chances: Floats
    loss: float
    entropy: float

    @property
    def counting(self) -> float:
        return float(np.exp(self.entropy))


def softmax_over(alike: FloatArray, temperature: float) -> Softmax:
    """Look up a query whose similarities to the keys are `alike` (1 + K,)."""
    logits = alike.astype(np.float64) / temperature
    logs = logits - logits.max()
    logs -= np.log(np.exp(logs).sum())
    chances = np.exp(logs)
    return Softmax(chances, float(-logs[0]), float(-(chances * logs).sum()))


def ranked(alike: FloatArray) -> IntArray:
    """Return the places of all keys, the most similar first; of equals the positive first."""
    return np.argsort(-alike, kind="stable")


def rank_of_positive(alike: FloatArray) -> int:
    """Return how many keys, the positive among them, are at least as similar as the positive: 1 is best."""
    return int((alike > alike[0]).sum()) + 1
