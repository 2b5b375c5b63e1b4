"""A run on disk: the newest kept state of a training, written over itself, to go on from after any end."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import torch

from engine.errors import UserError
from engine.parameters import Value
from engine.saving import save
from engine.snapshots import Snapshot, Snapshots
from engine.torch_state import TorchState

FILE = "checkpoint.pt"
FORMAT = 1
EVERY_S = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """What a checkpoint must agree with to be gone on from.

    folder: the user's in place of the world, or "". fixed: parameters that cannot change on the way.
    """

    recipe: str
    seed: int
    folder: str = ""
    fixed: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A state to go on from.

    spent_s: seconds that the run took before it.
    changes: what was changed on the way, such as "steps 6000 up to step 2300".
    """

    snapshot: Snapshot
    spent_s: float
    changes: tuple[str, ...] = ()

    def changes_to(self, parameters: Mapping[str, Value]) -> tuple[str, ...]:
        """Return all changes, with those that come with these parameters."""
        kept, step = self.snapshot.parameters, self.snapshot.step
        new = [name for name in parameters if name in kept and kept[name] != parameters[name]]
        return (*self.changes, *(f"{name} {kept[name]} up to step {step:,}" for name in new))


class DiskSnapshots(Snapshots):
    """Keeps one state, the newest, and writes it to a file: every two minutes and after the last step.

    spent_s: seconds that the run took before this process; changes: what was changed on the way.
    """

    def __init__(self, folder: Path, run: Run, steps: int, spent_s: float = 0.0, changes: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._changes = changes
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
        """Write a state over the last one. Raises UserError when it is not finite or the disk does not take it."""
        if not _finite(snapshot.state):
            raise UserError(
                f"What is learned became NaN or infinite by step {snapshot.step}.", "Lower the learning rate."
            )
        content = {
            "format": FORMAT,
            "recipe": self._run.recipe,
            "seed": self._run.seed,
            "folder": self._run.folder,
            "changes": list(self._changes),
            "step": snapshot.step,
            "parameters": dict(snapshot.parameters),
            "state": dict(snapshot.state),
            "random": snapshot.random.state(),
            "spent_s": self.spent_s,
        }
        save(self._path, lambda file: _write(content, file))
        self.newest, self._written_s = snapshot, time.monotonic()


class _Watched:
    """A file that remembers why it could not be written: torch tells of a full disk as of a fault of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.problem: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.problem = self.problem or error
            raise

    def flush(self) -> None:
        self._file.flush()


def _write(content: Mapping[str, Any], file: BinaryIO) -> None:
    """Write what torch can read again. Raises OSError when the disk does not take it."""
    watched = _Watched(file)
    try:
        torch.save(content, watched)  # type: ignore[arg-type]  # it writes and flushes, and asks for no more
    except RuntimeError as error:
        raise watched.problem or error from error


def read_checkpoint(folder: Path, run: Run) -> Found | None:
    """Return the state to go on from; None when the folder holds none.

    Raises UserError when the file is damaged or belongs to another run.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    elsewhere = "Choose another --out, or delete the file to begin again."
    try:
        content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        format_, found = content["format"], _found(content)
        other = _difference(content, run)
    except Exception as error:  # a damaged file can raise anything here, and each is the file's fault
        raise UserError(f"{path} is not a whole checkpoint: {type(error).__name__}.", elsewhere) from error
    if format_ != FORMAT:
        raise UserError(f"{path} was written by another version of Paperscope.", elsewhere)
    if other:
        raise UserError(f"{path} is of the run {other}.", elsewhere)
    return found


def _found(content: Mapping[str, Any]) -> Found:
    """Raise ValueError, KeyError or TypeError for what no training wrote."""
    step, spent_s = content["step"], float(content["spent_s"])
    if type(step) is not int or step < 1 or not 0 <= spent_s < math.inf:
        raise ValueError("expected a step and seconds")
    parameters, state = dict(content["parameters"]), dict(content["state"])
    snapshot = Snapshot(step, parameters, state, TorchState.from_state(content["random"]))
    return Found(snapshot, spent_s, tuple(map(str, content.get("changes", ()))))


def _difference(content: Mapping[str, Any], run: Run) -> str:
    """Say whose run a checkpoint is if it is not this one, "" if it is; older ones do not say their folder."""
    if (content["recipe"], content["seed"]) != (run.recipe, run.seed):
        return f"{content['recipe']} with seed {content['seed']}"
    if content.get("folder", run.folder) != run.folder:
        return f"{run.recipe} that learned from {content['folder'] or 'the built-in world'}"
    kept = content["parameters"]
    other = [name for name, value in run.fixed.items() if name in kept and kept[name] != value]
    return f"{run.recipe} with {other[0]} {kept[other[0]]}, not {run.fixed[other[0]]}" if other else ""


def _finite(state: Any) -> bool:
    """Say whether all tensors in a state are free of NaN and infinity."""
    if isinstance(state, torch.Tensor):
        return bool(torch.isfinite(state).all())
    if isinstance(state, Mapping):
        return all(map(_finite, state.values()))
    if isinstance(state, list | tuple) and not (state and isinstance(state[0], int | float)):
        return all(map(_finite, state))
    return True
