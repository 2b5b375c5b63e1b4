"""What the MAE experiments start from: a network, a picture fitted to it, and a mask."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from engine.analysis.mae_fill import Filled, Scale, fill_in, over_pixels
from engine.analysis.patch_masks import mask_of
from engine.cache import BoundedCache
from engine.control import Control
from engine.experiment import Request
from engine.frames import BoolArray, ByteArray, ImageFrame, MaskFrame
from engine.images import Picture, fit
from engine.lazy import lazy
from engine.papers.mae.parameters import PAINTED

if TYPE_CHECKING:
    from engine.nn import masking
    from engine.nn.mae import MaskedAutoencoder
    from engine.nn.masking import Sampling
    from engine.weights import store
    from engine.weights.store import LoadedMAE
else:
    masking, store = lazy("engine.nn.masking"), lazy("engine.weights.store")

# Resampling a large photograph takes longer than filling it in, and a brush asks again and again.
_FITTED: BoundedCache[ByteArray] = BoundedCache(16 * 2**20, lambda pixels: pixels.nbytes)


def open_network(request: Request, control: Control) -> "LoadedMAE":
    """Open the weights that the request asks for and declare them. Raises UserError when they cannot be had."""
    loaded = store.open_mae(request.weights, request.device, request.seed)
    control.from_weights(loaded.provenance)
    return loaded


def open_subject(request: Request, control: Control) -> "Subject":
    """Open the network and fit the request's picture to it. Raises UserError when there is no picture."""
    return subject_of(request.picture, open_network(request, control))


def subject_of(picture: Picture, loaded: "LoadedMAE") -> "Subject":
    """Cut the picture's centre square and resample it to the size that the network was trained at."""
    side = loaded.config.image_size
    return Subject(loaded, _FITTED.get((picture.digest, side), lambda: fit(picture, side)))


@dataclass(frozen=True, eq=False)
class Subject:
    """A picture in front of a network.

    pixels: (side, side, 3) uint8, what the network would see of the whole.
    """

    loaded: "LoadedMAE"
    pixels: ByteArray

    @property
    def network(self) -> "MaskedAutoencoder":
        return self.loaded.model

    @property
    def patch_px(self) -> int:
        return self.loaded.config.patch

    @property
    def grid(self) -> tuple[int, int]:
        """(rows, columns) of patches."""
        return self.loaded.config.side, self.loaded.config.side

    @property
    def size_text(self) -> str:
        side = len(self.pixels)
        return f"{side} px"

    def mask(self, control: Control) -> BoolArray:
        """Return the mask (rows, columns) that the parameters ask for, True where a patch is removed.

        "painted" before anything was painted is a random one. Raises UserError for a painted mask that is none.
        """
        sampling, text = str(control["sampling"]), str(control["mask"]) if "mask" in control.parameters else ""
        if sampling == PAINTED and text:
            return mask_of(text, self.grid)
        kind = "random" if sampling == PAINTED else sampling
        return self.sampled(cast("Sampling", kind), control.whole("ratio"), control.whole("mask_seed"))

    def sampled(self, sampling: "Sampling", ratio: int, seed: int) -> BoolArray:
        """Draw a mask (rows, columns) with `ratio` percent removed; the same seed draws the same one."""
        rng = np.random.default_rng(seed)
        return masking.draw_masks(sampling, 1, self.grid, ratio / 100, rng).removed.numpy().reshape(self.grid)

    def fill(self, removed: BoolArray, scale: Scale = "pixels") -> Filled:
        """Let the network predict the picture from what is left of it."""
        return fill_in(self.network, self.pixels, removed, scale)

    def over_pixels(self, removed: BoolArray) -> BoolArray:
        """Return a mask (rows, columns) as one of pixels (side, side)."""
        return over_pixels(removed, self.patch_px)

    def masked_frame(self, removed: BoolArray) -> MaskFrame:
        """Draw what is left."""
        gone, count = int(removed.sum()), removed.size
        detail = f"{gone} of {count} patches removed"
        return MaskFrame(slot="masked", title="Masked", detail=detail, pixels=self.pixels, removed=removed)

    def original_frame(self) -> ImageFrame:
        """Draw all of it, with its cells so that hovering finds them."""
        return ImageFrame(slot="original", title="Original", detail=self.size_text, pixels=self.pixels, cells=self.grid)
