"""A recipe from its first step, or from where it was left, to its files."""

import json
import shlex
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import safetensors.torch
import torch

from engine.devices import devices, warm_up
from engine.errors import Failure, UserError
from engine.experiment import Request
from engine.frames import CurveFrame, Frame
from engine.mailbox import ENDINGS, JobEvent, Mailbox
from engine.parameters import Value
from engine.saving import make_folder, save_bytes, save_together
from engine.thread import Engine
from engine.training.card import Facts, commit, model_card
from engine.training.checkpoints import FILE, DiskSnapshots, Run, read_checkpoint
from engine.training.recipe import Made, Recipe
from engine.writers import files_of

METADATA_KEY = "paperscope"
KEPT = "The checkpoint is kept; run the same command to go on from it."
_LOOK_S = 0.5
_DRAWN = 100  # times over the whole run

# (step, steps, the newest loss or None)
Progress = Callable[[int, int, float | None], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What `engine train` was asked for.

    steps: total number, the schedule's length too; settings: parameters over the recipe's own.
    """

    recipe: Recipe
    out: Path
    device: str
    seed: int
    steps: int
    folder: Path | None = None
    settings: Mapping[str, Value] = field(default_factory=dict)

    @property
    def request(self) -> Request:
        """The request of the training. Raises UserError for a setting that is not allowed."""
        experiment = self.recipe.experiment
        parameters = {**self.recipe.settings, **self.settings}
        if any(parameter.name == "steps" for parameter in experiment.parameters):
            parameters["steps"] = self.steps
        return Request(
            experiment.id,
            folder=self.folder,
            parameters=experiment.check(parameters),
            device=self.device,
            seed=self.seed,
        )

    @property
    def run(self) -> Run:
        """What a checkpoint of it must agree with. Raises UserError as `request` does."""
        given, folder = self.request.parameters, self.folder
        fixed = {item.name for item in self.recipe.experiment.parameters if not item.live} - {"steps"}
        place = "" if folder is None else str(folder.resolve())
        return Run(self.recipe.name, self.seed, place, {name: given[name] for name in sorted(fixed)})

    @property
    def command(self) -> str:
        """The command that repeats it."""
        words = ["python", "-m", "engine", "train", self.recipe.name]
        words += [word for name, value in self.settings.items() for word in ("--set", f"{name}={value}")]
        if self.folder is not None:
            words += ["--folder", str(self.folder)]
        return shlex.join([*words, "--device", self.device, "--seed", str(self.seed), "--steps", str(self.steps)])


def train(order: Order, progress: Progress) -> dict[str, Any]:
    """Train, write weights and card into `order.out`, and return what to print.

    A checkpoint of the same run in that folder is gone on from. Raises UserError, and
    KeyboardInterrupt after the engine ended; the checkpoint stays.
    """
    make_folder(order.out)
    found = read_checkpoint(order.out, order.run)
    start, spent_s = (found.snapshot, found.spent_s) if found is not None else (None, 0.0)
    changes = found.changes_to(order.request.parameters) if found is not None else ()
    kept = DiskSnapshots(order.out, order.run, order.steps, spent_s, changes)
    if start is None or start.step < order.steps:
        _drive(order, start, kept, progress)
    elif start.step > order.steps:
        raise UserError(
            f"{order.out / FILE} has taken {start.step:,} steps already, not {order.steps:,}.",
            f"Ask for --steps {start.step}, or choose another --out.",
        )
    last = kept.newest or start
    assert last is not None
    elapsed_s = kept.spent_s if kept.newest is not None else spent_s
    return _write(order, order.recipe.finish(last.state, order.request), last.step, elapsed_s, changes)


def _drive(order: Order, start: Any, kept: DiskSnapshots, progress: Progress) -> None:
    """Run the training on an engine thread until it has taken all its steps."""
    bell = threading.Event()
    engine = Engine(Mailbox(bell.set), warm_up)
    frames: dict[str, Frame] = {}
    engine.start()
    try:
        left = order.steps - (start.step if start is not None else 0)
        job = engine.submit(
            order.recipe.experiment,
            order.request,
            steps=left,
            draw_every=max(1, order.steps // _DRAWN),
            start=start,
            snapshots=kept,
        )
        ending = None
        while ending is None:
            bell.wait(_LOOK_S)
            bell.clear()
            ending = _take_in(engine.mailbox, frames)
            progress(job.step, order.steps, _loss(frames))
            _draw(order.out, frames)
    finally:
        engine.close()
    if ending.failure is not None:
        raise _failed(order, ending.failure, began=start is None or job.step > start.step)


def _failed(order: Order, failure: Failure, *, began: bool) -> Exception:
    """Return what to raise for a training that failed. began: whether it got beyond the state it went on from."""
    path = order.out / FILE
    if failure.is_bug and not began:
        return UserError(
            f"{path} cannot be gone on from: {failure.message}.",
            "Choose another --out, or delete the file to begin again.",
        )
    if failure.is_bug:
        return RuntimeError(f"{failure.message}\n{failure.report}")
    return UserError(failure.message, KEPT if path.is_file() else "")


def _take_in(mailbox: Mailbox, frames: dict[str, Frame]) -> JobEvent | None:
    """Note new frames by slot; return the ending when it has come."""
    for news in mailbox.drain():
        if isinstance(news, Frame):
            frames[news.slot] = news
        elif news.state in ENDINGS:
            return news
    return None


def _loss(frames: Mapping[str, Frame]) -> float | None:
    frame = frames.get("loss")
    if not isinstance(frame, CurveFrame) or not frame.series[0].y.size:
        return None
    return float(frame.series[0].y[-1])


def _draw(out: Path, frames: dict[str, Frame]) -> None:
    """Keep what the training shows beside its checkpoint, for whoever looks while it runs."""
    for name, content in files_of(frames.values(), {}).items():
        save_bytes(out / "live" / name, content)
    frames.clear()


def _write(order: Order, made: Made, steps: int, elapsed_s: float, changes: tuple[str, ...]) -> dict[str, Any]:
    """Write fp16 weights and the card, both or none."""
    name = order.recipe.name
    half = {key: tensor.detach().cpu().to(torch.float16).contiguous() for key, tensor in made.tensors.items()}
    facts = Facts(
        name=name,
        label=order.recipe.label,
        command=order.command,
        commit=commit(),
        data=order.recipe.data if order.folder is None else f"the folder {order.folder.name}",
        seed=order.seed,
        steps=steps,
        elapsed_s=elapsed_s,
        device=_device_label(order.device),
        parameters=sum(tensor.numel() for tensor in half.values()),
        settings=order.request.parameters,
        changes=changes,
    )
    metadata = {METADATA_KEY: json.dumps(made.about, ensure_ascii=False)}
    files = {
        f"{name}.safetensors": safetensors.torch.save(half, metadata),
        f"{name}.md": model_card(facts, made.measured).encode(),
    }
    save_together(order.out, files)
    return {"recipe": name, "out": str(order.out), "files": [*files], "steps": steps, "measured": dict(made.measured)}


def _device_label(name: str) -> str:
    label = next((device.label for device in devices() if device.name == name), name)
    return f"{label}, torch {torch.__version__.partition('+')[0]}, {sys.platform}"
