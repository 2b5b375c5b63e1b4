"""What first-layer kernels are tuned to: frequency, orientation, colour, and whether they have structure.

Kernels are (N, 3, h, w) float arrays. Spectra are those of the discrete Fourier transform, summed
over the three colours.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.frames import BoolArray, ByteArray, FloatArray

_RANDOM = 10_000
QUANTILE = 0.99

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """One value per kernel (N,) float64.

    frequency:     mean over the spectrum, weighted by power, cycles per pixel, 0 to 0.71.
    orientation:   of its stripes, degrees from 0 (horizontal) to 180, meaningless where selectivity is near 0.
    selectivity:   of orientation, 0 for none to 1 for stripes of one direction.
    colour:        share of the energy that is not grey, 0 to 1.
    concentration: sum of squares of the normalised spectrum without its mean, so that an even colour
                   alone is no structure: ½ for a pure wave, 1 / (h·w − 1) when it is spread evenly.
    structured:    True where that is above all but one per cent of random kernels.
    """

    frequency: Floats
    orientation: Floats
    selectivity: Floats
    colour: Floats
    concentration: Floats
    structured: BoolArray


def tuning(kernels: FloatArray) -> Tuning:
    """Measure kernels (N, 3, h, w). Raises ValueError for another shape."""
    if kernels.ndim != 4 or kernels.shape[1] != 3:
        raise ValueError(f"kernels: expected (N, 3, h, w), got {kernels.shape}")
    height, width = kernels.shape[2:]
    power = spectrum(kernels)
    down, across = np.meshgrid(np.fft.fftfreq(height), np.fft.fftfreq(width), indexing="ij")
    radius, angle = np.hypot(down, across), np.arctan2(down, across)
    moving = np.where(radius > 0, power, 0).reshape(len(power), -1)
    total = np.maximum(moving.sum(axis=1), 1e-30)
    doubled = (moving * np.exp(2j * angle.ravel())).sum(axis=1) / total
    return Tuning(
        frequency=(power * radius).sum(axis=(1, 2)),
        # The wave runs across its stripes.
        orientation=np.degrees(np.angle(doubled) / 2 + np.pi / 2) % 180,
        selectivity=np.abs(doubled),
        colour=colour_share(kernels),
        concentration=concentration(kernels),
        structured=concentration(kernels) > random_concentration(height, width),
    )


def spectrum(kernels: FloatArray) -> Floats:
    """Power of kernels (N, 3, h, w) at each frequency (N, h, w), summed over the colours; sums to 1."""
    power = (np.abs(np.fft.fft2(np.asarray(kernels, np.float64))) ** 2).sum(axis=1)
    return np.asarray(power / np.maximum(power.sum(axis=(1, 2), keepdims=True), 1e-30), np.float64)


def concentration(kernels: FloatArray) -> Floats:
    """Sum of squares of the normalised spectrum of kernels (N, 3, h, w), each less its mean colour: (N,)."""
    values = np.asarray(kernels, np.float64)
    moving = spectrum(values - values.mean(axis=(2, 3), keepdims=True))
    return np.asarray((moving**2).sum(axis=(1, 2)), np.float64)


@lru_cache(maxsize=16)
def random_concentration(height: int, width: int, seed: int = 0) -> float:
    """The concentration that 99 of 100 kernels of independent Gaussian weights stay below."""
    random = np.random.default_rng(seed).standard_normal((_RANDOM, 3, height, width))
    return float(np.quantile(concentration(random), QUANTILE))


def colour_share(kernels: FloatArray) -> Floats:
    """Share of the energy of kernels (N, 3, h, w) that is not equal in the three colours: (N,) in 0..1."""
    values = np.asarray(kernels, np.float64)
    whole = np.maximum((values**2).sum(axis=(1, 2, 3)), 1e-30)
    grey = 3 * (values.mean(axis=1) ** 2).sum(axis=(1, 2))
    return np.asarray(1 - grey / whole, np.float64)


def as_tiles(kernels: FloatArray) -> ByteArray:
    """Draw kernels (N, 3, h, w) as (N, h, w, 3) uint8, zero as mid grey and each at its own full contrast."""
    strongest = np.maximum(np.abs(kernels).max(axis=(1, 2, 3), keepdims=True), 1e-12)
    return np.asarray((127.5 + 127.5 * kernels / strongest).transpose(0, 2, 3, 1).round(), np.uint8)
