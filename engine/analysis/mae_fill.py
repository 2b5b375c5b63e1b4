"""What a masked autoencoder makes of pictures that are partly hidden, as colours.

Legend: B pictures of H × W pixels; N patches of P × P pixels, in rows × columns of a grid.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.frames import BoolArray, ByteArray, FloatArray
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from engine.nn import mae
    from engine.nn.mae import MaskedAutoencoder
    from engine.nn.masking import Shuffle
else:
    torch, mae = lazy("torch"), lazy("engine.nn.mae")


def inputs(network: "MaskedAutoencoder", pictures: Sequence[ByteArray]) -> "Tensor":
    """Return pictures (H, W, 3) uint8 of one size as the network's input (B, 3, H, W)."""
    return torch.cat([network.pixels(picture) for picture in pictures])


def reconstruct(network: "MaskedAutoencoder", pictures: Sequence[ByteArray], shuffle: "Shuffle") -> FloatArray:
    """Return the network's prediction of every patch as colours (B, H, W, 3) from 0 to 1.

    A network that was trained on normalised patches is lent the original's mean and deviation of each
    patch: it never learned them. Only removed patches are predictions worth looking at; the loss never
    asked for the others.
    """
    images = inputs(network, pictures)
    return colours(network, images, network.predict(images, shuffle.to(images.device)))


def colours(network: "MaskedAutoencoder", images: "Tensor", predicted: "Tensor") -> FloatArray:
    """Return predicted patches (B, N, 3·P²) of input `images` (B, 3, H, W) as colours (B, H, W, 3) from 0 to 1."""
    if network.config.normalised:
        _, mean, deviation = mae.standardised(mae.patchify(images, network.config.patch))
        predicted = predicted * deviation + mean
    planes = mae.unpatchify(predicted, network.config.patch, network.grid(images))
    return as_colours(network, planes)


def as_colours(network: "MaskedAutoencoder", planes: "Tensor") -> FloatArray:
    """Return images (B, 3, H, W) in the network's input units as colours (B, H, W, 3) from 0 to 1."""
    mean, std = (np.array(values, np.float32) for values in (network.config.mean, network.config.std))
    values = planes.permute(0, 2, 3, 1).cpu().numpy() * std + mean
    return np.clip(values, 0, 1).astype(np.float32)


def over_pixels(cells: BoolArray, patch: int) -> BoolArray:
    """Return a mask of patches (rows, columns) as one of pixels (H, W)."""
    return cells.repeat(patch, axis=0).repeat(patch, axis=1)
