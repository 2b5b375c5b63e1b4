"""`train`: a recipe to weights and their card, resumable."""

import argparse
import json
import sys
from pathlib import Path

from engine.cli.arguments import BadArguments
from engine.cli.progress import ProgressBar
from engine.devices import resolve_device
from engine.errors import UserError
from engine.papers import find_recipe
from engine.parameters import parse_some
from engine.training.checkpoints import FILE
from engine.training.driver import Order, train


def train_recipe(arguments: argparse.Namespace) -> int:
    """Train, write the files and return the exit code. Raises BadArguments, UserError, KeyboardInterrupt."""
    order = _order(arguments)
    bar = ProgressBar(sys.stderr)

    def show(step: int, steps: int, loss: float | None) -> None:
        bar.show(step, steps, "steps" if loss is None else f"steps · loss {loss:.3f}")

    try:
        made = train(order, show)
    except KeyboardInterrupt:
        bar.clear()
        print(_left(order.out), file=sys.stderr)
        raise
    bar.clear()
    print(json.dumps(made, ensure_ascii=False))
    return 0


def _left(out: Path) -> str:
    """Say what an interrupted training leaves behind."""
    if not (out / FILE).is_file():
        return f"There is no checkpoint in {out} yet; the same command begins again."
    return f"The checkpoint in {out} is kept; run the same command to go on from it."


def _order(arguments: argparse.Namespace) -> Order:
    try:
        recipe = find_recipe(arguments.recipe)
        settings = parse_some(recipe.experiment.parameters, arguments.settings)
        device = resolve_device(arguments.device)
    except UserError as error:
        raise BadArguments(error.what, error.hint) from error
    if arguments.folder is not None and not arguments.folder.is_dir():
        raise UserError(f"There is no folder {arguments.folder}.", "Check its name.")
    out = arguments.out if arguments.out is not None else Path("out") / recipe.name
    return Order(recipe, out, device, arguments.seed, arguments.steps or recipe.steps, arguments.folder, settings)
