"""`bench`: the rows of the engine, then those of the window."""

import argparse
from collections.abc import Callable
from typing import Any

from engine.bench.attention import attention_capture
from engine.bench.composites import composites_32, composites_112, composites_224
from engine.bench.rows import Row
from engine.bench.training import train_overhead_engine
from engine.bench.window import NAMES as WINDOW_NAMES
from engine.bench.window import window_rows
from engine.cli.arguments import BadArguments
from engine.cli.listing import print_json, print_table
from engine.devices import warm_up

ROWS: tuple[Callable[[], Row], ...] = (
    attention_capture,
    train_overhead_engine,
    composites_32,
    composites_112,
    composites_224,
)


def bench(arguments: argparse.Namespace) -> int:
    """Measure, print and return 0, whether or not the aims are met. Raises UserError."""
    names = [row.__name__ for row in ROWS]
    if arguments.only not in (None, *names, *WINDOW_NAMES):
        known = ", ".join([*names, *WINDOW_NAMES])
        raise BadArguments(f"There is no row {arguments.only!r}.", f"There are: {known}.")
    warm_up()
    rows = [measure().as_json() for measure in ROWS if arguments.only in (None, measure.__name__)]
    if arguments.only is None or arguments.only in WINDOW_NAMES:
        rows += window_rows(arguments.only)
    if arguments.json:
        print_json(rows)
    else:
        print_table([_cells(row) for row in rows])
    return 0


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    verdict = "holds" if row["holds"] else "does not hold"
    return (row["name"], f"{row['value']:.3f}", row["unit"], row["aim"], verdict)
