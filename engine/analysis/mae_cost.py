"""What a masked autoencoder costs with and without mask tokens in its encoder: counted, and timed.

One multiply-add counts once, and only linear layers and the two products of attention count, as in tables
of FLOPs; norms, activations and additions do not.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    import torch

    from engine.nn import mae, masking
    from engine.nn.mae import MAEConfig, MaskedAutoencoder
else:
    np, torch = lazy("numpy"), lazy("torch")
    mae, masking = lazy("engine.nn.mae"), lazy("engine.nn.masking")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one image on its way through encoder and decoder, in multiply-adds or in seconds."""

    encoder: float
    decoder: float

    @property
    def whole(self) -> float:
        return self.encoder + self.decoder


def counted(config: "MAEConfig", ratio: int, *, masks: bool) -> Cost:
    """Count multiply-adds with `ratio` percent of the patches removed.

    masks: whether mask tokens take the places of removed patches in the encoder already.
    """
    patches, values = config.side**2, 3 * config.patch**2
    entering = patches if masks else masking.kept_of(patches, ratio / 100)
    encoder = patches * values * config.width  # all patches are projected before some are dropped
    encoder += config.depth * _block(config.width, config.hidden, 1 + entering)
    decoder = (1 + entering) * config.width * config.decoder_width
    decoder += config.decoder_depth * _block(config.decoder_width, 4 * config.decoder_width, 1 + patches)
    return Cost(encoder, decoder + (1 + patches) * config.decoder_width * values)


def _block(width: int, hidden: int, tokens: int) -> int:
    """Multiply-adds of one block: four projections, two products of attention, two layers of the MLP."""
    return tokens * (4 * width**2 + 2 * width * hidden) + 2 * tokens**2 * width


class Stopwatch:
    """Times forward passes of a network of a given shape with random weights; it is made when first needed.

    batch: images in one pass; what is returned is seconds for one image.
    """

    def __init__(self, config: "MAEConfig", device: str, batch: int) -> None:
        self._config = config
        self._device = device
        self._batch = batch
        self._made: MaskedAutoencoder | None = None

    def compare(self, ratio: int, repeats: int, check: Callable[[], None]) -> tuple[Cost, Cost]:
        """Return what one image takes without and with mask tokens in the encoder: the fastest of some passes.

        They take turns, so that whatever else the machine does meets both. What mask tokens cost does not
        hang on the ratio, so that for another one `lean` is enough.
        check: called between passes; what it raises ends the measurement, such as Cancelled.
        """
        works = (
            lambda: self._see(ratio, masks=False),
            lambda: self._see(ratio, masks=True),
            lambda: self._decode(ratio),
        )
        lean, full, decoder = self._fastest(works, repeats, check)
        return Cost(lean, decoder), Cost(full, decoder)

    def lean(self, ratio: int, repeats: int, check: Callable[[], None]) -> float:
        """Return what the encoder alone takes for one image, without mask tokens, as `compare` does."""
        return self._fastest((lambda: self._see(ratio, masks=False),), repeats, check)[0]

    def _fastest(self, works: Sequence[Callable[[], object]], repeats: int, check: Callable[[], None]) -> list[float]:
        best = [float("inf")] * len(works)
        for _ in range(repeats):
            for index, work in enumerate(works):
                check()
                best[index] = min(best[index], seconds(work, self._device) / self._batch)
        return best

    def _see(self, ratio: int, *, masks: bool) -> None:
        network = self._network()
        network.config = replace(self._config, mask_in_encoder=masks)
        side = self._config.image_size
        with torch.inference_mode():
            network.see(torch.zeros(self._batch, 3, side, side, device=self._device), self._shuffle(ratio))

    def _decode(self, ratio: int) -> None:
        shuffle = self._shuffle(ratio)
        with torch.inference_mode():
            encoded = torch.zeros(self._batch, 1 + shuffle.kept, self._config.width, device=self._device)
            self._network().decode(encoded, shuffle)

    def _shuffle(self, ratio: int) -> "masking.Shuffle":
        grid = self._config.side, self._config.side
        return masking.draw_masks("random", self._batch, grid, ratio / 100, np.random.default_rng(0)).to(self._device)

    def _network(self) -> "MaskedAutoencoder":
        """Make the network with both kinds of tokens and small weights; what it computes does not matter."""
        if self._made is None:
            with torch.device("meta"):
                blank = mae.MaskedAutoencoder(mae.with_masks_in_encoder(self._config))
            self._made = blank.to_empty(device=self._device).eval().requires_grad_(False)
            generator = torch.Generator(self._device).manual_seed(0)
            for parameter in self._made.parameters():
                parameter.uniform_(-0.02, 0.02, generator=generator)
        return self._made


def seconds(work: Callable[[], object], device: str = "cpu") -> float:
    """Return how long one call takes on a device, until its last number is there."""
    began_s = time.perf_counter()
    work()
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
    elif device.startswith("mps"):
        torch.mps.synchronize()
    return time.perf_counter() - began_s
