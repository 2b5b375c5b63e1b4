"""The arguments of `python -m engine`, and the error that bad ones raise."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from engine.errors import UserError


class BadArguments(UserError):
    """The command itself is wrong; exit code 2."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, as every failure of the command line.

    Options are written out: an abbreviation in a script would break with the next option added.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        raise BadArguments(f"{message[:1].upper()}{message[1:].rstrip('.')}.", f"See {self.prog} --help.")


def whole_number_from(low: int, text: str) -> int:
    """Read a whole number of at least `low`."""
    try:
        number = int(text)
    except ValueError:
        number = low - 1
    if number < low:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least {low}, got {text!r}")
    return number


def _positive(text: str) -> int:
    return whole_number_from(1, text)


def _seed(text: str) -> int:
    return whole_number_from(0, text)


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command; the chosen one is in `command`."""
    top = _Parser(prog="python -m engine", description="Run the experiments of Paperscope without its window.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    listing = commands.add_parser("list", help="experiments with their inputs and parameters")
    _add_json(listing)
    _add_run(commands.add_parser("run", help="run an experiment and write what it shows"))
    _add_train(commands.add_parser("train", help="make built-in weights again by their recipe"))
    _add_weights(commands.add_parser("weights", help="weights: list, fetch, verify, import, delete"))
    claims = commands.add_parser("claims", help="each paper's headline claims, measured here")
    claims.add_argument("paper", nargs="?", metavar="PAPER", help="a paper such as vit; all without")
    claims.add_argument("--fresh", action="store_true", help="measure again what a recording would answer; takes long")
    _add_json(claims)
    bench = commands.add_parser("bench", help="how fast it is, as ratios")
    bench.add_argument("--only", metavar="NAME", help="one row alone, such as attention_capture")
    _add_json(bench)
    return top


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _add_run(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("experiment", metavar="ID", help='an experiment such as vit.rollout; see "list"')
    add("--image", metavar="F", help="a picture file, sample:coffee, or world:ITEM")
    add("--second", metavar="F", help="a second picture, where the experiment compares two")
    add("--folder", metavar="D", type=Path, help="a folder of pictures")
    add("--text", default="", help="a text, where the experiment takes one")
    settings = 'set a parameter, of which "list" names those of each experiment; repeatable'
    add("--set", dest="settings", metavar="NAME=VALUE", action="append", default=[], help=settings)
    add("--size", metavar="N", help="the same as --set size=N")
    add("--weights", metavar="NAME|FILE", default="auto", help='see "weights list"; default: the best there is')
    add("--device", metavar="D", default="auto", help="cpu, cuda, cuda:1, mps; default: the fastest there is")
    add("--seed", metavar="N", type=_seed, default=0, help="default: 0")
    add("--steps", metavar="N", type=_positive, help="steps of a training; default: 100")
    add("--record", metavar="FILE", type=Path, help="keep every frame in a recording")
    add("--draw-every", metavar="N", type=_positive, help="draw a training each N steps; default: so that 500 are kept")
    add("--out", metavar="DIR", type=Path, required=True, help="where the files go; made when missing")


def _add_train(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("recipe", metavar="RECIPE", help="a recipe such as alexnet-world; a wrong name lists them")
    add("--device", metavar="D", default="auto", help="cpu, cuda, cuda:1, mps; default: the fastest there is")
    add("--seed", metavar="N", type=_seed, default=0, help="default: 0")
    add("--steps", metavar="N", type=_positive, help="default: the recipe's own")
    add("--set", dest="settings", metavar="NAME=VALUE", action="append", default=[], help="set a parameter; repeatable")
    add("--folder", metavar="D", type=Path, help="learn from a folder of class folders instead of the built-in world")
    add("--out", metavar="DIR", type=Path, help="where weights, card and checkpoint go; default: out/RECIPE")


def _add_weights(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=_Parser)
    _add_json(actions.add_parser("list", help="what is here and what could be"))
    fetch = actions.add_parser("fetch", help="download an official file; goes on where it stopped")
    fetch.add_argument("name", metavar="NAME", help="one of the list")
    verify = actions.add_parser("verify", help="hash files again")
    verify.add_argument("name", nargs="?", metavar="NAME", help="one of the list; all that are ready without")
    bring = actions.add_parser("import", help="check a file and keep a copy")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--name", help="what to call it; default: its published name, or the file's own")
    delete = actions.add_parser("delete", help="delete a downloaded or imported file")
    delete.add_argument("name", metavar="NAME", help="one of the list")
