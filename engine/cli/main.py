"""Dispatch of the commands, and the one place where failures become exit codes."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engine.cli.arguments import BadArguments, parser
from engine.errors import failure_of
from engine.lazy import lazy

if TYPE_CHECKING:
    from engine.cli import benching, claims, listing, reports, running, training
else:
    # Each command imports what it needs: `list` answers in a fraction of a second.
    benching, claims, listing, reports, running, training = (
        lazy(f"engine.cli.{name}") for name in ("benching", "claims", "listing", "reports", "running", "training")
    )

DONE, FAILED, BAD_ARGUMENTS, CANCELLED = 0, 1, 2, 130

_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "list": lambda arguments: listing.list_experiments(arguments),
    "run": lambda arguments: running.run(arguments),
    "train": lambda arguments: training.train_recipe(arguments),
    "weights": lambda arguments: listing.manage_weights(arguments),
    "claims": lambda arguments: claims.measure_claims(arguments),
    "bench": lambda arguments: benching.bench(arguments),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; `words` are those of the command line when None."""
    try:
        arguments = parser().parse_args(words)
        return _COMMANDS[arguments.command](arguments)
    except BadArguments as error:
        print(error, file=sys.stderr)
        return BAD_ARGUMENTS
    except KeyboardInterrupt:
        print("Cancelled.", file=sys.stderr)
        return CANCELLED
    except Exception as error:
        print(reports.failure_line(failure_of(error)), file=sys.stderr)
        return FAILED
