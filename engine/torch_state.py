"""What torch keeps per process or thread but belongs to a job: random streams and gradient mode.

Jobs that take turns would otherwise draw from one stream, and a run could not be repeated with
its seed; and a `torch.no_grad()` block with a `yield` inside would leak into the next job.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
else:
    torch = lazy("torch")


class TorchState:
    """A job's own random streams and gradient mode, swapped in whenever its turn comes.

    seed:      seeds every device's stream at the first turn.
    gradients: whether autograd is on at the first turn.
    """

    def __init__(self, seed: int, gradients: bool = False) -> None:
        self._seed = seed
        self._gradients = gradients
        self._cpu: Any = None
        self._accelerator: Any = None

    def copy(self) -> "TorchState":
        """Return streams that go on from here by themselves."""
        other = TorchState(self._seed, self._gradients)
        # torch returns a fresh tensor each time and never writes into one, so both may share it.
        other._cpu, other._accelerator = self._cpu, self._accelerator
        return other

    def state(self) -> dict[str, Any]:
        """Everything that `from_state` needs, as a file can hold it."""
        return {
            "seed": self._seed,
            "gradients": self._gradients,
            "cpu": self._cpu,
            "accelerator": self._accelerator,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> "TorchState":
        """Return the streams that `state` was taken of."""
        streams = cls(int(state["seed"]), bool(state["gradients"]))
        streams._cpu, streams._accelerator = state["cpu"], state["accelerator"]
        return streams

    @contextmanager
    def active(self) -> Iterator[None]:
        """Use this job's state inside the block; the surrounding gradient mode comes back after it."""
        if self._cpu is None:
            torch.manual_seed(self._seed)
        else:
            torch.set_rng_state(self._cpu)
            _set_accelerator_streams(self._accelerator)
        with torch.set_grad_enabled(self._gradients):
            try:
                yield
            finally:
                self._gradients = torch.is_grad_enabled()
                self._cpu = torch.get_rng_state()
                self._accelerator = _accelerator_streams()


def _accelerator_streams() -> Any:
    # Asking CUDA for its streams would start it, half a second and memory, for jobs that never use it.
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        return torch.cuda.get_rng_state_all()
    if torch.backends.mps.is_available():
        return torch.mps.get_rng_state()
    return None


def _set_accelerator_streams(streams: Any) -> None:
    if isinstance(streams, list):
        torch.cuda.set_rng_state_all(streams)
    elif streams is not None:
        torch.mps.set_rng_state(streams)
