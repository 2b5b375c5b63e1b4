"""A recipe: one experiment with fixed settings, whose result is worth keeping."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.experiment import Experiment, Request
from engine.parameters import Value

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Made:
    """What a training hands over when it is done.

    tensors:  the network's parameters under our names, float32.
    about:    what else is needed to use them: architecture, config, classes, normalisation.
    measured: what held-out data says of them, as (what, number with unit) rows for the card.
    """

    tensors: "Mapping[str, Tensor]"
    about: Mapping[str, Any]
    measured: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How built-in weights come about: `python -m engine train NAME` repeats it.

    name:       of the recipe, of the file it makes and of its entry in the catalogue.
    label:      what a person calls the result.
    experiment: the training; the window shows the same one live.
    settings:   its parameters, where they differ from the defaults.
    steps:      how many are needed; the training has a parameter of this name for its schedule.
    data:       a sentence on what it learns from.
    finish:     makes the result of the last state that the training kept.
    """

    name: str
    label: str
    experiment: Experiment
    steps: int
    data: str
    finish: Callable[[Mapping[str, Any], Request], Made]
    settings: Mapping[str, Value] = field(default_factory=dict)
