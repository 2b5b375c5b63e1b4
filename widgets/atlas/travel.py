"""Points on their way from one layout to the next.

A layout may be turned and mirrored without saying anything else. So each is turned to lie as nearly as it can
on the one before it (orthogonal Procrustes): then what moves is what changed.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEasingCurve, QObject, QRectF, QVariantAnimation, Signal, Slot

from engine.frames import FloatArray

LONGEST_MS, SHORTEST_MS = 600, 120
_FAR = 0.25  # mean way, as a share of the map's half side, that takes the longest time
_STILL = 1e-6
EMPTY = QRectF(-1, -1, 2, 2)  # room of no points
_MARGIN = 0.06  # around all points
_SMALLEST_SIDE = 0.4  # of the map, where all points lie on one line
_ANGLE = 3.0  # degrees between two turns that are tried
_TILT = np.radians(4)
_AS_GOOD = 1.03  # of the smallest size: what is so near to the best is no reason to turn

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


def upright(places: Places, aspect: float = 1.0) -> Places:
    """Return places (N, 2) about their mean turned so that they fill a room, `aspect` wide to 1 high, best.

    The plane has no up: a long cloud lies across, or from corner to corner.
    """
    angles = np.radians(np.arange(0.0, 180.0, _ANGLE))
    return _by(places, float(angles[_sizes(places, angles, aspect).argmin()]))


def tilted(places: Places, aspect: float = 1.0) -> Places:
    """Return places (N, 2) about their mean turned by a few degrees at most towards filling a room like that.

    A layout that grows before one's eyes ends up as the map is, without a turn that anybody would notice.
    """
    angles = np.radians(np.arange(-90.0, 90.0, _ANGLE))
    sizes = _sizes(places, angles, aspect)
    good = angles[sizes <= sizes.min() * _AS_GOOD]
    nearest = float(good[np.abs(good).argmin()])
    return _by(places, min(max(nearest, -_TILT), _TILT)) if nearest else places


def _sizes(places: Places, angles: NDArray[np.float64], aspect: float) -> NDArray[np.float64]:
    """How large a room of this shape has to be for the places turned by each of the angles (A,)."""
    if not len(places):
        return np.zeros(len(angles))
    across = places @ np.stack([np.cos(angles), -np.sin(angles)])
    down = places @ np.stack([np.sin(angles), np.cos(angles)])
    return np.asarray(np.maximum(np.ptp(across, axis=0) / aspect, np.ptp(down, axis=0)))


def _by(places: Places, angle: float) -> Places:
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(places @ turn)


def fitted(places: Places) -> Places:
    """Return places moved and scaled so that their longer side goes from -1 to 1."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    half = float((high - low).max()) / 2
    return np.asfortranarray((places - (low + high) / 2) / (half or 1.0))


def bounds_of(places: Places) -> QRectF:
    """Return the room that places (N, 2) take up, with a margin."""
    if not len(places):
        return EMPTY
    low, high = places.min(axis=0), places.max(axis=0)
    half = np.maximum((high - low) / 2, _SMALLEST_SIDE) * (1 + _MARGIN) + _MARGIN
    middle = (low + high) / 2
    return QRectF(*(middle - half), *(2 * half))


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
