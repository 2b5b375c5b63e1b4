"""What every panel shares: the chosen pictures, the device, the seed and each paper's weights.

The state is a plain frozen value without Qt; `Session` holds the newest one and says what changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.images import Picture


@dataclass(frozen=True, slots=True)
class SessionState:
    """A person's choices that outlive a single panel.

    picture: feeds every panel at once; second: the one to compare with.
    device:  "auto" or a name that `engine.devices` knows.
    weights: paper id → "auto", a catalogue name or a file's path; missing means "auto".
    """

    picture: Picture | None = None
    second: Picture | None = None
    folder: Path | None = None
    device: str = "auto"
    seed: int = 0
    weights: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def weights_of(self, paper: str) -> str:
        """Return the weights chosen for a paper."""
        return self.weights.get(paper, "auto")


class Session(QObject):
    """The shared state as a Qt object; every setter that changes nothing stays silent."""

    picture_changed = Signal(object)
    second_changed = Signal(object)
    folder_changed = Signal(object)
    device_changed = Signal(str)
    seed_changed = Signal(int)
    weights_changed = Signal(str, str)  # paper id, weights
    weights_found = Signal()  # files of weights came or went: what can be chosen is another

    def __init__(self, state: SessionState | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state or SessionState()

    @property
    def state(self) -> SessionState:
        return self._state

    def set_picture(self, picture: Picture | None) -> None:
        """Feed every panel with `picture`."""
        if self._keep(picture=picture):
            self.picture_changed.emit(picture)

    def set_second(self, picture: Picture | None) -> None:
        """Set the picture to compare with."""
        if self._keep(second=picture):
            self.second_changed.emit(picture)

    def set_folder(self, folder: Path | None) -> None:
        """Set the folder of pictures that averages run over."""
        if self._keep(folder=folder):
            self.folder_changed.emit(folder)

    def set_device(self, device: str) -> None:
        """Run everything from now on on `device`."""
        if self._keep(device=device):
            self.device_changed.emit(device)

    def set_seed(self, seed: int) -> None:
        """Start every random stream from `seed` from now on."""
        if self._keep(seed=seed):
            self.seed_changed.emit(seed)

    def set_weights(self, paper: str, weights: str) -> None:
        """Choose the weights of one paper: "auto", a catalogue name or a file's path."""
        if weights != self._state.weights_of(paper):
            self._keep(weights=MappingProxyType({**self._state.weights, paper: weights}))
            self.weights_changed.emit(paper, weights)

    def _keep(self, **changes: Any) -> bool:
        """Store the changes; False when they change nothing."""
        before, self._state = self._state, replace(self._state, **changes)
        return any(getattr(before, name) != value for name, value in changes.items())
