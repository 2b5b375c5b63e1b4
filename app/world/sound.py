"""Playing the sound of an item: decoded and given to the loudspeaker by miniaudio.

Qt's own player is not among the Qt modules that the program needs otherwise.
"""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from engine.errors import UserError
from engine.lazy import lazy

if TYPE_CHECKING:
    import miniaudio
else:
    miniaudio = lazy("miniaudio")

RATE_HZ, CHANNELS = 44_100, 2
_SILENT = "Null"  # what miniaudio falls back to where there is no loudspeaker


class Player(Protocol):
    """Plays one sound at a time."""

    def play(self, path: Path) -> float:
        """Begin to play a file in place of what plays; return how long it lasts, s. Raises UserError."""
        ...

    def stop(self) -> None:
        """Be silent."""
        ...

    def close(self) -> None:
        """Be silent and let go of the loudspeaker."""
        ...


class Loudspeaker:
    """A player on the system's loudspeaker, which it takes at the first sound.

    backends: names of miniaudio's `Backend`, such as "NULL"; empty for whatever the system has.
    """

    def __init__(self, backends: tuple[str, ...] = ()) -> None:
        self._backends = backends
        self._device: Any = None

    def play(self, path: Path) -> float:
        samples, seconds = _decoded(path)
        if self._device is None:
            self._device = self._open()
        self._device.stop()
        try:
            self._device.start(_played(samples))
        except miniaudio.MiniaudioError as error:
            self.close()
            raise _no_loudspeaker() from error
        return seconds

    def stop(self) -> None:
        if self._device is not None:
            self._device.stop()

    def close(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None

    def _open(self) -> Any:
        wanted = [miniaudio.Backend[name] for name in self._backends]
        try:
            device = miniaudio.PlaybackDevice(nchannels=CHANNELS, sample_rate=RATE_HZ, backends=wanted)
        except miniaudio.MiniaudioError as error:
            raise _no_loudspeaker() from error
        if device.backend == _SILENT and not wanted:
            device.close()
            raise _no_loudspeaker()
        return device


def _decoded(path: Path) -> tuple[bytes, float]:
    """Return a file's samples (frames × 2 int16) and its seconds."""
    try:
        decoded = miniaudio.decode(path.read_bytes(), nchannels=CHANNELS, sample_rate=RATE_HZ)
    except ImportError as error:
        raise UserError("Sounds need the package miniaudio.", "Install it: pip install miniaudio.") from error
    except OSError as error:
        raise UserError(
            f"The sound {path.name} cannot be read: {error.strerror}.", "Set the program up again."
        ) from error
    except miniaudio.DecodeError as error:
        raise UserError(f"The sound {path.name} is damaged.", "Set the program up again.") from error
    return decoded.samples.tobytes(), float(decoded.duration)


def _played(samples: bytes) -> Generator[bytes, int, None]:
    """Hand out as many frames as are asked for, then silence for ever."""
    stream = _stream(samples)
    next(stream)
    return stream


def _stream(samples: bytes) -> Generator[bytes, int, None]:
    frame, at = CHANNELS * 2, 0
    wanted = yield b""
    while True:
        piece = samples[at : at + wanted * frame]
        at += len(piece)
        wanted = yield piece.ljust(wanted * frame, b"\0")


def _no_loudspeaker() -> UserError:
    return UserError("This machine has no loudspeaker that can be used.", "Connect or enable one, and play again.")
