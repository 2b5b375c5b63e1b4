"""How AlexNet makes more of its pictures: crops, mirror images, and shifts of colour (section 4.1).

Pictures are (H, W, 3) uint8 RGB; colours are in grey levels, 0 to 255.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.frames import ByteArray

RESIZED_PX = 256
SPREAD = 0.1
"""Standard deviation of the random factor of each component."""

Floats = NDArray[np.float64]
Corner = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """The principal components of colours.

    deviations: (3,) standard deviation along each, grey levels, the largest first.
    vectors:    (3, 3) one component a column, rows R, G, B; each turned so that it brightens.
    """

    deviations: Floats
    vectors: Floats

    def shift(self, deviates: tuple[float, float, float], spread: float = SPREAD) -> Floats:
        """Return what is added to every pixel (3,), grey levels.

        deviates: how many standard deviations each random factor α is from 0.

        The paper adds Σ p_i α_i λ_i and calls λ_i eigenvalues. With its α of 0.1, only the square
        roots of the covariance's eigenvalues give colours; published constants are those, and so
        are `deviations`.
        """
        return self.vectors @ (np.asarray(deviates) * spread * self.deviations)


def _turned(vectors: Floats) -> Floats:
    """Give each column the sign with which it brightens: signs of components are arbitrary."""
    return vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)


IMAGENET = Components(
    255 * np.array([0.2175, 0.0188, 0.0045]),
    _turned(np.array([[-0.5675, 0.7192, 0.4009], [-0.5808, -0.0045, -0.8140], [-0.5836, -0.6948, 0.4203]])),
)
"""Of ImageNet's training pictures, as re-implementations of the paper hand them down."""


def components_of(colours: ByteArray) -> Components:
    """Find the components of colours (N, 3), N at least 1."""
    covariance = np.cov(np.asarray(colours, np.float64), rowvar=False, bias=True)
    values, vectors = np.linalg.eigh(covariance)
    return Components(np.sqrt(np.maximum(values[::-1], 0)), _turned(vectors[:, ::-1]))


def shifted(pixels: ByteArray, shift: Floats) -> ByteArray:
    """Add a colour (3,) in grey levels to every pixel, rounded and cut to 0…255."""
    return np.clip(np.rint(pixels + shift), 0, 255).astype(np.uint8)


def crop(pixels: ByteArray, corner: Corner, side: int, *, mirrored: bool = False) -> ByteArray:
    """Cut the square whose top left pixel is `corner` (row, column), mirrored left to right if asked."""
    row, column = corner
    cut = pixels[row : row + side, column : column + side]
    return cut[:, ::-1] if mirrored else cut


def ten_corners(whole: int, side: int) -> tuple[tuple[Corner, bool], ...]:
    """List the ten crops at test time: the four corners and the middle, then the same mirrored."""
    far, middle = whole - side, (whole - side) // 2
    places = ((0, 0), (0, far), (far, 0), (far, far), (middle, middle))
    return tuple((place, mirrored) for mirrored in (False, True) for place in places)


def ten_crop(pixels: ByteArray, side: int) -> ByteArray:
    """Cut the ten crops (10, side, side, 3) out of a square picture."""
    return np.stack(
        [crop(pixels, place, side, mirrored=mirrored) for place, mirrored in ten_corners(len(pixels), side)]
    )


def random_crops(
    pixels: ByteArray, side: int, count: int, components: Components, spread: float, seed: int
) -> ByteArray:
    """Draw what a training would see of a picture: random crops, half of them mirrored, each with its own colour."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(count):
        row, column = rng.integers(len(pixels) - side + 1, size=2)
        one, two, three = rng.standard_normal(3)
        cut = crop(pixels, (int(row), int(column)), side, mirrored=bool(rng.random() < 0.5))
        drawn.append(shifted(cut, components.shift((one, two, three), spread)))
    return np.stack(drawn)
