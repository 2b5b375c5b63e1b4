"""A run on disk: the newest kept state of a training, written over itself, to go on from after any end."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.errors import UserError
from engine.saving import save
from engine.snapshots import Snapshot, Snapshots
from engine.torch_state import TorchState

FILE = "checkpoint.pt"
FORMAT = 1
EVERY_S = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """What a checkpoint must agree with to be gone on from."""

    recipe: str
    seed: int


class DiskSnapshots(Snapshots):
    """Keeps one state, the newest, and writes it to a file: every two minutes and after the last step.

    spent_s: seconds that the run took before this process.
    """

    def __init__(self, folder: Path, run: Run, steps: int, spent_s: float = 0.0) -> None:
        super().__init__()
        self._path, self._run, self._steps = folder / FILE, run, steps
        self._spent_s = spent_s
        self._began_s = self._written_s = time.monotonic()
        self.newest: Snapshot | None = None

    @property
    def spent_s(self) -> float:
        """Seconds of training in all processes so far."""
        return self._spent_s + time.monotonic() - self._began_s

    def due(self, step: int) -> bool:
        return step == self._steps or time.monotonic() - self._written_s >= EVERY_S

    def add(self, snapshot: Snapshot) -> None:
        """Write a state over the last one. Raises UserError when the disk does not take it."""
        content = {
            "format": FORMAT,
            "recipe": self._run.recipe,
            "seed": self._run.seed,
            "step": snapshot.step,
            "parameters": dict(snapshot.parameters),
            "state": dict(snapshot.state),
            "random": snapshot.random.state(),
            "spent_s": self.spent_s,
        }
        save(self._path, lambda file: torch.save(content, file))
        self.newest, self._written_s = snapshot, time.monotonic()


def read_checkpoint(folder: Path, run: Run) -> tuple[Snapshot, float] | None:
    """Return the state to go on from and the seconds spent on it; None when the folder holds none.

    Raises UserError when the file is damaged or belongs to another run.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    elsewhere = "Choose another --out, or delete the file to begin again."
    try:
        content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        found = Run(content["recipe"], content["seed"])
        snapshot = Snapshot(
            content["step"], content["parameters"], content["state"], TorchState.from_state(content["random"])
        )
        format_, spent_s = content["format"], float(content["spent_s"])
    except Exception as error:  # a damaged file can raise anything here, and each is the file's fault
        raise UserError(f"{path} is not a whole checkpoint: {type(error).__name__}.", elsewhere) from error
    if format_ != FORMAT or found != run:
        raise UserError(f"{path} is of the run {found.recipe} with seed {found.seed}.", elsewhere)
    return snapshot, spent_s
