"""`run`: an experiment from its arguments to files and one line of JSON."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from engine.cli.driving import Outcome, drive
from engine.cli.progress import ProgressBar
from engine.cli.reports import failure_line
from engine.cli.requests import request_of, steps_of
from engine.experiment import Experiment
from engine.facts import facts_of, metadata_of
from engine.frames import CheckFrame, Frame, MetricFrame, Provenance
from engine.recording import RecordingWriter
from engine.saving import save_together
from engine.writers import files_of

RUN_FILE = "run.json"


def run(arguments: argparse.Namespace) -> int:
    """Run the experiment, write its files and return the exit code.

    Raises UserError or KeyboardInterrupt, having written nothing.
    """
    experiment, request = request_of(arguments)
    steps = steps_of(experiment, arguments.steps)
    facts = facts_of(
        request, steps=steps, out=str(arguments.out), record=arguments.record, draw_every=arguments.draw_every
    )
    recorder = None if arguments.record is None else RecordingWriter(arguments.record, facts)
    outcome = drive(experiment, request, steps, recorder, ProgressBar(sys.stderr), arguments.draw_every)
    assert outcome.ending is not None
    if outcome.ending.failure is not None:
        print(failure_line(outcome.ending.failure), file=sys.stderr)
        return 1
    names = _write(arguments.out, experiment, outcome, facts)
    for notice in outcome.notices:
        print(notice, file=sys.stderr)
    recording = None if recorder is None or outcome.notices else str(arguments.record)
    print(json.dumps(_last_line(experiment, outcome, arguments.out, names, recording), ensure_ascii=False))
    return 1 if outcome.notices else 0


def _write(out: Path, experiment: Experiment, outcome: Outcome, facts: dict[str, Any]) -> list[str]:
    """Write every file of the run, all or none; return their names."""
    files = files_of(outcome.frames.values(), metadata_of(facts))
    names = [*files, RUN_FILE]
    about = {**facts, **_results(experiment, outcome), "files": names}
    files[RUN_FILE] = json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n"
    save_together(out, files)
    return names


def _results(experiment: Experiment, outcome: Outcome) -> dict[str, Any]:
    assert outcome.ending is not None
    frames = outcome.frames.values()
    return {
        "title": experiment.title,
        "figure": experiment.figure,
        "weights": _weights(frames),
        "metrics": _metrics(frames),
        "checks": [
            {"claim": frame.claim, "measured": frame.measured, "holds": frame.holds}
            for frame in frames
            if isinstance(frame, CheckFrame)
        ],
        "slots": {frame.slot: {"kind": frame.kind, "step": frame.step, "title": frame.title} for frame in frames},
        "steps": outcome.ending.steps,
        "timings": {"engine_s": round(outcome.ending.elapsed_s, 4), "total_s": round(outcome.elapsed_s, 4)},
        "notices": outcome.notices,
    }


def _metrics(frames: Any) -> dict[str, Any]:
    """Name to value and unit; None for a value that there is not, for which JSON has no NaN."""
    metrics = (frame for frame in frames if isinstance(frame, MetricFrame))
    return {
        frame.name: {"value": frame.value if math.isfinite(frame.value) else None, "unit": frame.unit}
        for frame in metrics
    }


def _weights(frames: Any) -> list[dict[str, str]]:
    """Return where the weights behind the frames came from, each once."""
    used: dict[Provenance, None] = dict.fromkeys(frame.provenance for frame in frames if frame.provenance)
    return [
        {"badge": one.badge, "name": one.name, "source": one.source, "sha256": one.sha256, "licence": one.licence}
        for one in used
    ]


def _last_line(
    experiment: Experiment, outcome: Outcome, out: Path, names: list[str], recording: str | None
) -> dict[str, Any]:
    frames: list[Frame] = list(outcome.frames.values())
    line: dict[str, Any] = {"experiment": experiment.id, "out": str(out), "files": names, "metrics": _metrics(frames)}
    line["elapsed_s"] = round(outcome.elapsed_s, 3)
    return line if recording is None else {**line, "recording": recording}
