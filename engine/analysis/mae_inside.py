"""What one picture leaves behind inside a masked autoencoder, token by token.

Legend: N patches, n of them left; D width of the encoder, E of the decoder; h heads. Token 0 is the class
token everywhere; the encoder's others are in shuffled order, the decoder's in the picture's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.finite import check_answers
from engine.analysis.subjects import as_array
from engine.frames import BoolArray, ByteArray, FloatArray, IntArray
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from engine.nn import vit
    from engine.nn.mae import MaskedAutoencoder
    from engine.nn.masking import Shuffle
    from engine.nn.trace import Trace
else:
    torch, vit = lazy("torch"), lazy("engine.nn.vit")


@dataclass(frozen=True, slots=True, eq=False)
class Inside:
    """The way of one picture.

    order:     (N,) patch numbers in shuffled order.
    kept:      n, how many of them stay.
    encoder:   what the encoder's tokens left behind; (1+n) of them, or (1+N) if mask tokens enter it.
    decoder:   what the decoder's (1+N) tokens left behind.
    encoded:   (n, E) what the encoder made of each patch, as the decoder takes it in, in shuffled order.
    predicted: (N, 3·P²) patches in the units of the network's targets.
    """

    order: IntArray
    kept: int
    encoder: "Trace"
    decoder: "Trace"
    encoded: FloatArray
    predicted: "Tensor"

    @property
    def entered(self) -> int:
        """How many patches the encoder saw, mask tokens included."""
        return len(self.encoder.features) - 1

    @property
    def removed(self) -> BoolArray:
        """(N,) True for a patch that was removed."""
        gone = np.zeros(len(self.order), np.bool_)
        gone[self.order[self.kept :]] = True
        return gone

    @property
    def places(self) -> IntArray:
        """(N,) the inverse of the order: patch number to place in the shuffled list."""
        return np.argsort(self.order)

    def nbytes(self) -> int:
        """Roughly the bytes of the tokens, with as much again for q and k each."""
        traces = (self.encoder, self.decoder)
        return sum(3 * state.nbytes for trace in traces for state in trace.tokens)

    def encoder_attention(self, layer: int) -> FloatArray:
        """Return the encoder's attention (h, 1+N, 1+N) in the picture's order; NaN where a patch was not seen.

        layer: counted from 1.
        """
        weights = as_array(self.encoder.attention(layer - 1))
        tokens = np.concatenate(([0], 1 + self.order[: self.entered]))
        whole = np.full((len(weights), len(self.order) + 1, len(self.order) + 1), np.nan, np.float32)
        whole[:, tokens[:, None], tokens[None, :]] = weights
        return whole

    def decoder_attention(self, layer: int) -> FloatArray:
        """Return the decoder's attention (h, 1+N, 1+N); layer: counted from 1."""
        return as_array(self.decoder.attention(layer - 1))


def look_inside(
    network: "MaskedAutoencoder", pixels: ByteArray, shuffle: "Shuffle", check: Callable[[], None]
) -> Inside:
    """Let a network reconstruct one picture (H, W, 3) uint8, and keep what it leaves behind.

    check: called before each layer; what it raises ends the run, such as Cancelled.
    Raises UserError when the prediction is not finite.
    """
    with torch.no_grad():
        images = network.pixels(pixels)
        shuffle = shuffle.to(images.device)
        grid = network.grid(images)
        encoder = network.follow(network.enter(images, shuffle), grid, check)
        features = encoder.features[None]
        decoder = vit.walk(network.decoder_blocks, network.decoder_norm, network.fill(features, shuffle), grid, check)
        encoded = network.decoder_embed(features)[0, 1:]
        predicted = network.decoder_pred(decoder.features)[1:]
    check_answers(predicted)
    return Inside(shuffle.order[0].cpu().numpy(), shuffle.kept, encoder, decoder, as_array(encoded), predicted)
