"""From a file of weights to tensors under our names, with all that is known about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from engine.weights import checkpoint, layouts
from engine.weights.about import About, config_from, not_understood, read_about
from engine.weights.fitting import Reading
from engine.weights.layouts import SEE_LIST, Architecture, Triple

OWN_LAYOUT = "paperscope"
"""The layout of files that describe themselves."""


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A file that has been read and found to fit.

    layout:     its key layout, or `OWN_LAYOUT`.
    state:      tensors under our names; views of the file where it is a safetensors file.
    mean, std:  of the input it expects, per RGB channel, in units where white is 1.
    labels:     names of its classes in English and Chinese, None where the file does not tell.
    """

    architecture: Architecture
    layout: str
    config: Any
    state: Mapping[str, Tensor]
    mean: Triple
    std: Triple
    labels: tuple[str, ...] | None = None
    labels_zh: tuple[str, ...] | None = None


def read_network(path: Path, label: str, wanted: str = "") -> NetworkFile:
    """Read a file of weights that anybody may have made.

    label:  what messages call it.
    wanted: name of the architecture it must be, or empty for any.
    Raises UserError when it cannot be read, is something else, or does not fit.
    """
    state = checkpoint.read_checkpoint(path)
    about = read_about(path)
    architecture = layouts.choose(state, label, wanted)
    config, ours = architecture.convert(state, label)
    checkpoint.check_finite(ours, label)
    if about is not None:
        return _described(about, architecture, config, ours, label)
    layout = architecture.detect(state)
    assert layout is not None  # or `convert` would have raised
    return NetworkFile(architecture, layout, config, ours, *layouts.normalisation(config))


def _described(
    about: About, architecture: Architecture, told: Any, state: Mapping[str, Tensor], label: str
) -> NetworkFile:
    """Believe the file's description where it agrees with its tensors.

    told: the configuration as far as shapes tell it.
    """
    reading = Reading(label, SEE_LIST)
    if about.architecture != architecture.name:
        raise reading.misfit(f"it says to be {about.architecture!r} and holds {architecture.title}")
    config = _config(about, architecture, told, reading, state)
    if about.classes_en and len(about.classes_en) != told.classes:
        raise reading.misfit(f"it names {len(about.classes_en)} classes and has {told.classes}")
    if len(about.classes_zh) not in (0, len(about.classes_en)):
        raise reading.misfit("its Chinese names are not as many as its English ones")
    if min(about.std) <= 0:
        raise reading.misfit("its input has no spread")
    names = about.classes_en or None, about.classes_zh or None
    return NetworkFile(architecture, OWN_LAYOUT, config, state, about.mean, about.std, *names)


def _config(about: About, architecture: Architecture, told: Any, reading: Reading, state: Mapping[str, Tensor]) -> Any:
    """Return the described configuration once it is known to be of these tensors."""
    try:
        config = config_from(architecture.config, about.config)
        for field in architecture.told:
            if getattr(config, field) != getattr(told, field):
                raise reading.misfit(f"it says to have {field} {getattr(config, field)}, not {getattr(told, field)}")
        reading.check(architecture.problems(config))
        expected = architecture.expected(config)
    except ValueError as error:
        raise not_understood(reading.file, error) from error
    reading.check_fit(state, expected)
    return config
