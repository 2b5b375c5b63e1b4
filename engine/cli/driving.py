"""Drives one experiment through the engine thread, as the window does, until it ends."""

import threading
import time
from dataclasses import dataclass, field

from engine.cli.progress import ProgressBar
from engine.devices import warm_up
from engine.experiment import Experiment, Request
from engine.frames import Frame, ProgressFrame
from engine.mailbox import ENDINGS, JobEvent, Mailbox
from engine.recording import RecordingWriter
from engine.thread import Engine, Job

_LOOK_S = 0.1  # how often a training's step is looked at, and Ctrl-C is noticed on Windows
_MOST_RECORDED_STEPS = 500


@dataclass(slots=True)
class Outcome:
    """How a run ended: each slot's last frame, the last event, and what was said on the way."""

    frames: dict[str, Frame] = field(default_factory=dict)
    ending: JobEvent | None = None
    notices: list[str] = field(default_factory=list)
    elapsed_s: float = 0.0


def drive(
    experiment: Experiment,
    request: Request,
    steps: int | None,
    recorder: RecordingWriter | None,
    progress: ProgressBar,
    draw_every: int | None = None,
) -> Outcome:
    """Run to the end, a training drawn each `draw_every` steps or as often as is reasonable.

    Raises UserError for a bad request and KeyboardInterrupt, after the job was cancelled, the
    thread joined and the recording given up.
    """
    bell, outcome = threading.Event(), Outcome()
    engine = Engine(Mailbox(bell.set), warm_up)
    began_s = time.monotonic()
    engine.start()
    try:
        job = engine.submit(
            experiment, request, steps=steps, recorder=recorder, draw_every=draw_every or _draw_every(steps, recorder)
        )
        while outcome.ending is None:
            bell.wait(_LOOK_S)
            bell.clear()
            _take_in(engine.mailbox, outcome, progress)
            if steps is not None:
                progress.show(job.step, steps, "steps")
    except BaseException:  # a Ctrl-C above all
        _give_up(engine, recorder)
        raise
    finally:
        progress.clear()
        engine.close()
    outcome.elapsed_s = time.monotonic() - began_s
    return outcome


def _draw_every(steps: int | None, recorder: RecordingWriter | None) -> int | None:
    """Draw a training by its steps, not by the clock, so that the same command gives the same frames."""
    if steps is None:
        return None
    return max(1, steps // _MOST_RECORDED_STEPS) if recorder is not None else steps


def _take_in(mailbox: Mailbox, outcome: Outcome, progress: ProgressBar) -> None:
    for news in mailbox.drain():
        if isinstance(news, ProgressFrame):
            progress.show(news.done, news.total, news.label)
        elif isinstance(news, Frame):
            outcome.frames[news.slot] = news
        else:
            if news.notice:
                outcome.notices.append(news.notice)
            if news.state in ENDINGS:
                outcome.ending = news


def _give_up(engine: Engine, recorder: RecordingWriter | None) -> None:
    for job in engine.jobs:
        _forget_recorder(job)
    engine.close()
    if recorder is not None:
        recorder.discard()


def _forget_recorder(job: Job) -> None:
    job.recorder = None  # else the engine would finish the recording
    job.cancel()
