"""From the arguments of `run` to the request it means."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import BadArguments
from engine.devices import resolve_device
from engine.errors import UserError
from engine.experiment import INPUT_WORDS, Experiment, Request
from engine.images import Picture, load_picture
from engine.lazy import lazy
from engine.papers import find_experiment
from engine.parameters import parsed
from engine.samples import find_sample

if TYPE_CHECKING:
    from engine.world import pictures
else:
    pictures = lazy("engine.world.pictures")

_SAMPLE, _WORLD = "sample:", "world:"
_OPTIONS = {"image": "--image F or --image sample:coffee", "second": "--second F", "folder": "--folder D"}
DEFAULT_STEPS = 100


def request_of(arguments: argparse.Namespace) -> tuple[Experiment, Request]:
    """Return what `run` is asked to do.

    Raises BadArguments for what is wrong in the command, UserError for a file that cannot be read.
    """
    try:
        experiment = find_experiment(arguments.experiment)
        size = [] if arguments.size is None else [f"size={arguments.size}"]
        parameters = parsed(experiment.parameters, [*arguments.settings, *size])
    except UserError as error:
        raise BadArguments(error.what, error.hint) from error
    _check_inputs(experiment, arguments)
    request = Request(
        experiment=experiment.id,
        image=_picture(arguments.image),
        second=_picture(arguments.second),
        folder=_folder(arguments.folder),
        text=arguments.text,
        parameters=parameters,
        weights=arguments.weights,
        device=_device(arguments.device),
        seed=arguments.seed,
    )
    return experiment, request


def steps_of(experiment: Experiment, asked: int | None) -> int | None:
    """Return how many steps to run: None for a still. Raises BadArguments when a still is asked for steps."""
    if experiment.trains:
        return asked or DEFAULT_STEPS
    if asked is not None:
        raise BadArguments(f"{experiment.id} does not train, so it has no steps.", "Leave out --steps.")
    return None


def _check_inputs(experiment: Experiment, arguments: argparse.Namespace) -> None:
    taken = {name.rstrip("?") for name in experiment.inputs}
    for name, words in INPUT_WORDS.items():
        given = bool(getattr(arguments, name))
        if name in experiment.inputs and not given:
            raise BadArguments(f"{experiment.id} needs {words}.", f"Add {_OPTIONS.get(name, f'--{name}')}.")
        if given and name not in taken:
            raise BadArguments(f"{experiment.id} takes no {words.removeprefix('a ')}.", f"Leave out --{name}.")


def _picture(word: str | None) -> Picture | None:
    if word is None:
        return None
    if not word.startswith((_SAMPLE, _WORLD)):
        return load_picture(Path(word))
    try:
        if word.startswith(_WORLD):
            return pictures.load_world(word)
        return load_picture(find_sample(word.removeprefix(_SAMPLE)).path)
    except UserError as error:
        raise BadArguments(error.what, error.hint) from error


def _folder(path: Path | None) -> Path | None:
    if path is not None and not path.is_dir():
        raise UserError(f"There is no folder {path}.", "Check its name.")
    return path


def _device(name: str) -> str:
    try:
        return resolve_device(name)
    except UserError as error:
        raise BadArguments(error.what, error.hint) from error
