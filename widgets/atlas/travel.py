"""Points on their way from one layout to the next.

A layout may be turned and mirrored without saying anything else. So each is turned to lie as nearly as it can
on the one before it (orthogonal Procrustes): then what moves is what changed.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal, Slot

from engine.frames import FloatArray

LONGEST_MS, SHORTEST_MS = 600, 120
_FAR = 0.25  # mean way, as a share of the map's half side, that takes the longest time
_STILL = 1e-6
_TILT = np.radians(4)

Places = NDArray[np.float64]


def centred(x: FloatArray, y: FloatArray) -> Places:
    """Return a layout as places (N, 2) about its mean with y downwards; what is not finite is put there."""
    places = np.stack([x, -y.astype(np.float64)], axis=1)
    places = np.where(np.isfinite(places), places, np.nan)
    empty = np.isnan(places).all()
    return np.zeros_like(places) if empty else np.asarray(np.nan_to_num(places - np.nanmean(places, axis=0)))


def turned(places: Places, onto: Places) -> Places:
    """Return places (N, 2) turned, and mirrored if need be, to lie as nearly on `onto` (M, 2) as they can."""
    both = min(len(places), len(onto))
    left, sizes, right = np.linalg.svd(places[:both].T @ onto[:both])
    return places @ (left @ right) if sizes[0] > 0 else places


def upright(places: Places) -> Places:
    """Return places (N, 2) about their mean turned so that their longer axis lies across."""
    _, _, axes = np.linalg.svd(places.T @ places)
    across = axes[0] * (1 if axes[0, 0] >= 0 else -1)
    return np.asarray(places @ np.stack([across, (-across[1], across[0])], axis=1))


def tilted(places: Places) -> Places:
    """Return places (N, 2) about their mean turned by a few degrees at most towards lying across.

    A layout that grows before one's eyes ends up as the map is, without a turn that anybody would notice.
    """
    sizes = places.T @ places
    angle = 0.5 * float(np.arctan2(2 * sizes[0, 1], sizes[0, 0] - sizes[1, 1]))  # of the longer axis
    step = min(max(angle, -_TILT), _TILT)
    turn = np.array([[np.cos(step), -np.sin(step)], [np.sin(step), np.cos(step)]])
    return np.asarray(places @ turn)


def fitted(places: Places) -> Places:
    """Return places moved and scaled so that their longer side goes from -1 to 1."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    half = float((high - low).max()) / 2
    return np.asfortranarray((places - (low + high) / 2) / (half or 1.0))


class Travel(QObject):
    """Where the points are now. moved: they are somewhere else."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: Places = np.zeros((0, 2))
        self._from = self._to = self.places
        self._clock = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._clock.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._clock.valueChanged.connect(self._on_ticked)

    @property
    def goal(self) -> Places:
        """Where they are going, or are."""
        return self._to

    def jump(self, places: Places) -> None:
        """Put the points there at once."""
        self._clock.stop()
        self.places = self._from = self._to = places

    def go(self, places: Places) -> None:
        """Let the points travel there, the farther the longer; points that are new are there at once."""
        known = min(len(places), len(self.places))
        start = places.copy()
        start[:known] = self.places[:known]
        way = float(np.linalg.norm(places - start, axis=1).mean()) if len(places) else 0.0
        self.jump(start)
        if way < _STILL:
            self.jump(places)
            return
        self._to = places
        self._clock.setDuration(round(max(SHORTEST_MS, LONGEST_MS * min(1.0, way / _FAR))))
        self._clock.start()

    def finish(self) -> None:
        """Be where they are going."""
        self.jump(self._to)

    @Slot(object)
    def _on_ticked(self, share: float) -> None:
        self.places = self._to if share >= 1 else self._from + share * (self._to - self._from)
        self.moved.emit()
