"""`list` and `weights`: what there is."""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from engine.cli import fetching
from engine.experiment import Experiment
from engine.papers import PAPERS
from engine.parameters import AnyParameter
from engine.weights import imports, library


def list_experiments(arguments: argparse.Namespace) -> int:
    """Print every experiment."""
    rows = [experiment_row(experiment) for paper in PAPERS for experiment in paper.experiments]
    if arguments.json:
        print_json(rows)
        return 0
    for row in rows:
        print(f"{row['id']:26} {row['title']}")
        print(f"{'':26} inputs: {', '.join(row['inputs']) or 'none'}")
        for parameter in row["parameters"]:
            print(f"{'':26} {parameter['name']}={parameter['default']}: {parameter['expected']}")
    return 0


def experiment_row(experiment: Experiment) -> dict[str, Any]:
    """Return an experiment as `list --json` shows it."""
    return {
        "id": experiment.id,
        "paper": experiment.paper,
        "title": experiment.title,
        "inputs": list(experiment.inputs),
        "parameters": [_parameter(parameter) for parameter in experiment.parameters],
    }


def _parameter(parameter: AnyParameter) -> dict[str, Any]:
    return {"kind": parameter.kind, **asdict(parameter), "expected": parameter.expected()}


def manage_weights(arguments: argparse.Namespace) -> int:
    """List, fetch, verify, import or delete weights. Raises UserError."""
    if arguments.action == "fetch":
        return fetching.fetch(arguments.name)
    if arguments.action == "delete":
        print(library.delete(arguments.name))
    elif arguments.action == "import":
        print(f"Imported as {imports.import_file(arguments.file, arguments.name)}.")
    elif arguments.action == "verify":
        ready = [row.name for row in library.list_weights() if row.state == "ready"]
        for name in [arguments.name] if arguments.name else ready:
            print(library.verify(name))
    elif arguments.json:
        print_json([asdict(row) for row in library.list_weights()])
    else:
        print_table([(row.name, row.badge, row.state, row.label, row.detail) for row in library.list_weights()])
    return 0


def print_json(rows: Sequence[object]) -> None:
    """Print rows as a JSON array, one row a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    print(f"[\n{lines}\n]" if rows else "[]")


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns as wide as their widest cell."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
