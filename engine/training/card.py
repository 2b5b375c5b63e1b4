"""The model card: what was trained, on what, how long, and what was measured; Markdown for people."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.parameters import Value

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was run.

    elapsed_s: training time in all; parameters: the network's count; changes: of settings on the way.
    """

    name: str
    label: str
    command: str
    commit: str
    data: str
    seed: int
    steps: int
    elapsed_s: float
    device: str
    parameters: int
    settings: Mapping[str, Value]
    changes: tuple[str, ...] = ()


def model_card(facts: Facts, measured: Sequence[tuple[str, str]]) -> str:
    """Return the card's text."""
    rows = [
        ("Data", facts.data),
        ("Command", f"`{facts.command}`"),
        ("Commit", facts.commit),
        ("Seed", str(facts.seed)),
        ("Steps", f"{facts.steps:,}"),
        ("Time", _duration(facts.elapsed_s)),
        ("Device", facts.device),
        ("Parameters", f"{facts.parameters:,}"),
        ("Settings", ", ".join(f"{name} {value}" for name, value in facts.settings.items())),
        *([("Changed on the way", "; ".join(facts.changes))] if facts.changes else []),
    ]
    return (
        f"# {facts.label}\n\nTrained by Paperscope's own recipe `{facts.name}`; no other weights went into it.\n\n"
        f"## What was run\n\n{_table(rows)}\n\n## What was measured\n\n{_table(measured)}\n"
    )


def commit() -> str:
    """Return the commit of this checkout, marked when files differ from it; "unknown" outside one."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head} with changes" if changed else head


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _table(rows: Sequence[tuple[str, str]]) -> str:
    lines = [f"| {name} | {value.replace('|', '∣')} |" for name, value in rows]
    return "\n".join(["| | |", "|---|---|", *lines])


def _duration(seconds: float) -> str:
    minutes, hours = round(seconds / 60), seconds / 3600
    return f"{minutes} min" if minutes < 120 else f"{hours:.1f} h"
