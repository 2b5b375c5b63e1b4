"""The command line of the window, read before anything heavy is imported."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from engine.errors import UserError


@dataclass(frozen=True, slots=True)
class Options:
    """What `python -m app` was asked for; None where nothing was said.

    panel: id of a paper or of an experiment.
    tour:  the folder that a tour's pictures go to.
    """

    panel: str | None = None
    image: Path | None = None
    theme: Literal["dark", "light"] | None = None
    language: Literal["en", "zh_CN"] | None = None
    tour: Path | None = None

    def with_tour(self, folder: Path) -> "Options":
        """Return these options with a tour into `folder`."""
        return replace(self, tour=folder)


def read_options(arguments: Sequence[str]) -> Options:
    """Read the arguments after `python -m app`; exits with code 2 and one sentence when they are bad."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Open Paperscope.")
    parser.add_argument("--panel", metavar="PAPER", help="open this paper or experiment, such as vit or vit.rollout")
    parser.add_argument("--image", metavar="FILE", type=Path, help="show this picture")
    parser.add_argument("--theme", choices=("dark", "light"), help="do not follow the system")
    parser.add_argument("--lang", choices=("en", "zh_CN"), help="speak this language")
    parser.add_argument(
        "--tour",
        metavar="DIR",
        type=Path,
        help="save a screenshot of every experiment, or of those of --panel, and quit",
    )
    given = parser.parse_args(arguments)
    if given.panel is not None:
        problem = _problem_with_panel(given.panel)
        if problem:
            parser.error(problem)
    return Options(given.panel, given.image, given.theme, given.lang, given.tour)


def _problem_with_panel(panel: str) -> str:
    from engine.papers import find_experiment, find_paper  # numpy with it, which a plain start need not wait for

    try:
        find_experiment(panel) if "." in panel else find_paper(panel)
    except UserError as error:
        return str(error)
    return ""
