"""What one would fill a picture's gaps with if there were no network, and how much worse that is.

Two methods of OpenCV and the plainest guess:
- Telea, "An Image Inpainting Technique Based on the Fast Marching Method", 2004;
- Bertalmio et al., "Navier-Stokes, Fluid Dynamics, and Image and Video Inpainting", 2001;
- the mean colour of what is still visible.

Errors are squared differences of colours from 0 to 1, averaged over the removed pixels alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.analysis.mae_fill import over_pixels, reconstruct
from engine.frames import BoolArray, ByteArray, FloatArray
from engine.images import fit
from engine.lazy import lazy
from engine.world.items import HELD_OUT, world
from engine.world.pictures import item_picture

if TYPE_CHECKING:
    import cv2
    import torch

    from engine.nn import masking
    from engine.nn.mae import MaskedAutoencoder
else:
    cv2, torch, masking = lazy("cv2"), lazy("torch"), lazy("engine.nn.masking")

Method = Literal["telea", "navier-stokes", "mean"]
METHODS: tuple[Method, ...] = ("telea", "navier-stokes", "mean")
RADIUS_PX = 3  # of the neighbourhood that OpenCV looks at
_BATCH = 8  # pictures
_GREY = 0.5


def held_out_pictures(size: int) -> list[ByteArray]:
    """Return the world's held-out photographs and backgrounds, centre squares (size, size, 3) uint8.

    None of them, nor a part of one, is ever trained on. Raises UserError when the world cannot be read.
    """
    items = (*world().photos(HELD_OUT), *world().backgrounds(HELD_OUT))
    return [fit(item_picture(item), size) for item in items]


def fill(method: Method, pixels: ByteArray, removed: BoolArray) -> FloatArray:
    """Fill the removed pixels of a picture from the visible ones: (H, W, 3) from 0 to 1.

    pixels: (H, W, 3) uint8, of which the removed part is never looked at; removed: (H, W), True where
    it is gone. Where nothing at all is visible, every method says grey.
    """
    if removed.all():
        return np.full(pixels.shape, _GREY, np.float32)
    hidden = np.where(removed[..., None], np.uint8(0), pixels)
    if method == "mean":
        whole = np.where(removed[..., None], pixels[~removed].mean(axis=0), hidden)
    else:
        flag = cv2.INPAINT_TELEA if method == "telea" else cv2.INPAINT_NS
        whole = cv2.inpaint(hidden, removed.astype(np.uint8), RADIUS_PX, flag)
    return np.asarray(whole / 255, np.float32)


def removed_error(pixels: ByteArray, filled: FloatArray, removed: BoolArray) -> float:
    """Return the mean squared error of `filled` (H, W, 3), 0 to 1, on the removed pixels; NaN when none is.

    pixels: (H, W, 3) uint8, the original; removed: (H, W).
    """
    if not removed.any():
        return float("nan")
    off = filled[removed].astype(np.float64) - pixels[removed] / 255
    return float(np.square(off).mean())


def inpainting_errors(
    network: "MaskedAutoencoder",
    pictures: Sequence[ByteArray],
    ratio: float,
    seed: int,
    check: Callable[[], None] = lambda: None,
    *,
    first: int = 0,
) -> Iterator[NDArray[np.float64]]:
    """Yield the errors on each picture, (4,): the network's, then those of `METHODS`.

    pictures: (H, W, 3) uint8, of the network's size. ratio: share of the patches that is removed.
    seed:     draws the masks; every picture has its own, and the same one at each call.
    check:    called now and then; what it raises ends the run, such as Cancelled.
    first:    number of the first picture, which with the seed says what its mask is.
    """
    patch = network.config.patch
    grid = (pictures[0].shape[0] // patch, pictures[0].shape[1] // patch)
    for start in range(0, len(pictures), _BATCH):
        check()
        some = pictures[start : start + _BATCH]
        orders = [_mask(grid, ratio, seed, first + start + number) for number in range(len(some))]
        shuffle = masking.Shuffle(torch.cat([order.order for order in orders]), orders[0].kept)
        ours = reconstruct(network, some, shuffle)
        masks = shuffle.removed.numpy().reshape(-1, *grid)
        for pixels, filled, mask in zip(some, ours, masks, strict=True):
            check()
            yield _errors(pixels, filled, over_pixels(mask, patch))


def measure_inpainting(
    network: "MaskedAutoencoder",
    pictures: Sequence[ByteArray],
    ratio: float,
    seed: int,
    check: Callable[[], None] = lambda: None,
) -> dict[Method, float]:
    """Return the network's mean error on the removed patches over that of each method, random masks.

    Below 1 the network is better. Arguments as those of `inpainting_errors`.
    """
    return ratios(inpainting_errors(network, pictures, ratio, seed, check))


def ratios(errors: Iterable[NDArray[np.float64]]) -> dict[Method, float]:
    """Return the ratios of the mean errors: errors (4,) for each picture, as `inpainting_errors` yields them."""
    ours, *theirs = np.mean(list(errors), axis=0)
    return {method: float(ours / their) for method, their in zip(METHODS, theirs, strict=True)}


def in_words(measured: Mapping[Method, float]) -> str:
    """Say the ratios in a line, such as "0.84 of Telea, 0.80 of Navier–Stokes, 0.41 of mean colour"."""
    return ", ".join(f"{value:.2f} of {NAMES[method]}" for method, value in measured.items())


NAMES: Mapping[str, str] = {"telea": "Telea", "navier-stokes": "Navier–Stokes", "mean": "mean colour"}


def _mask(grid: tuple[int, int], ratio: float, seed: int, number: int) -> "masking.Shuffle":
    return masking.draw_masks("random", 1, grid, ratio, np.random.default_rng((seed, number)))


def _errors(pixels: ByteArray, filled: FloatArray, removed: BoolArray) -> NDArray[np.float64]:
    theirs = [removed_error(pixels, fill(method, pixels, removed), removed) for method in METHODS]
    return np.array([removed_error(pixels, filled, removed), *theirs])
