"""What a masked autoencoder makes of pictures that are partly hidden, as colours.

Legend: B pictures of H × W pixels; N patches of P × P pixels, in rows × columns of a grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.analysis.finite import check_answers
from engine.frames import BoolArray, ByteArray, FloatArray
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from engine.nn import mae, masking
    from engine.nn.mae import MaskedAutoencoder
    from engine.nn.masking import Shuffle
else:
    torch, mae, masking = lazy("torch"), lazy("engine.nn.mae"), lazy("engine.nn.masking")

Scale = Literal["pixels", "normalised"]

GREY_LEVELS = 255.0
_REACH = 2.5  # deviations from a patch's mean that are drawn before they are cut off


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """A picture and what a network predicts of it.

    original, predicted: (H, W, 3) from 0 to 1, to be shown.
    errors:              (rows, columns) root mean squared error of each patch: in grey levels of 255, or in
                         deviations of the original patch where normalised patches are compared.
    """

    original: FloatArray
    predicted: FloatArray
    errors: FloatArray


def inputs(network: "MaskedAutoencoder", pictures: Sequence[ByteArray]) -> "Tensor":
    """Return pictures (H, W, 3) uint8 of one size as the network's input (B, 3, H, W)."""
    return torch.cat([network.pixels(picture) for picture in pictures])


def reconstruct(network: "MaskedAutoencoder", pictures: Sequence[ByteArray], shuffle: "Shuffle") -> FloatArray:
    """Return the network's prediction of every patch as colours (B, H, W, 3) from 0 to 1.

    A network that was trained on normalised patches is lent the original's mean and deviation of each
    patch: it never learned them. Only removed patches are predictions worth looking at; the loss never
    asked for the others.
    """
    with torch.inference_mode():
        images = inputs(network, pictures)
        predicted = network.predict(images, shuffle.to(images.device))
        return _colours(network, _as_pixels(network, images, predicted), network.grid(images))


def fill_in(network: "MaskedAutoencoder", pixels: ByteArray, removed: BoolArray, scale: Scale) -> Filled:
    """Let the network predict one picture (H, W, 3) uint8 from what is left of it.

    removed: (rows, columns), True where a patch is hidden.
    scale:   "pixels" to compare colours, "normalised" to compare patches less the original's mean and over its
             deviation; either works whatever the network was trained to predict.
    Raises UserError when the prediction is not finite.
    """
    with torch.inference_mode():
        images = inputs(network, [pixels])
        shuffle = masking.shuffle_of(removed.reshape(1, -1)).to(images.device)
        predicted = network.predict(images, shuffle)
        check_answers(predicted)
        if scale == "normalised":
            return _compare_normalised(network, images, predicted)
        colours = _colours(network, _as_pixels(network, images, predicted), network.grid(images))[0]
    original = np.asarray(pixels / np.float32(255), np.float32)
    squared = np.square(colours - original).mean(axis=2)
    rows, columns = removed.shape
    each = squared.reshape(rows, network.config.patch, columns, network.config.patch).mean(axis=(1, 3))
    return Filled(original, colours, np.sqrt(each) * GREY_LEVELS)


def _compare_normalised(network: "MaskedAutoencoder", images: "Tensor", predicted: "Tensor") -> Filled:
    """Compare in deviations of each original patch, drawn as greys about the middle."""
    grid, patch = network.grid(images), network.config.patch
    original, mean, deviation = mae.standardised(mae.patchify(images, patch))
    if not network.config.normalised:
        predicted = (predicted - mean) / deviation
    errors = (predicted - original).square().mean(dim=2).sqrt().reshape(grid)
    shown = [
        (mae.unpatchify(patches, patch, grid)[0].permute(1, 2, 0) / (2 * _REACH) + 0.5).clamp(0, 1).cpu().numpy()
        for patches in (original, predicted)
    ]
    return Filled(shown[0], shown[1], errors.cpu().numpy())


def _as_pixels(network: "MaskedAutoencoder", images: "Tensor", predicted: "Tensor") -> "Tensor":
    """Return predicted patches (B, N, 3·P²) in the network's input units, whatever it predicts."""
    if not network.config.normalised:
        return predicted
    _, mean, deviation = mae.standardised(mae.patchify(images, network.config.patch))
    return predicted * deviation + mean


def _colours(network: "MaskedAutoencoder", patches: "Tensor", grid: tuple[int, int]) -> FloatArray:
    """Return patches (B, N, 3·P²) in the network's input units as colours (B, H, W, 3) from 0 to 1."""
    planes = mae.unpatchify(patches, network.config.patch, grid)
    mean, std = (np.array(values, np.float32) for values in (network.config.mean, network.config.std))
    values = planes.permute(0, 2, 3, 1).cpu().numpy() * std + mean
    return np.asarray(np.clip(values, 0, 1), np.float32)


def over_pixels(cells: BoolArray, patch: int) -> BoolArray:
    """Return a mask of patches (rows, columns) as one of pixels (H, W)."""
    return cells.repeat(patch, axis=0).repeat(patch, axis=1)


def as_bytes(colours: FloatArray) -> ByteArray:
    """Return colours from 0 to 1 as uint8."""
    return np.rint(colours * 255).astype(np.uint8)


def covered(pixels: ByteArray, removed: BoolArray) -> ByteArray:
    """Return a picture (H, W, 3) uint8 with the removed pixels (H, W) grey, as the paper draws it."""
    return np.where(removed[..., None], np.uint8(128), pixels)
