"""Looking inside a transformer: what one image left behind on its way through.

Legend: N patches; D width of a token; L layers; h heads, each of width D / h. Token 0 is the class
token; patches follow row by row.
"""

import torch
from torch import Tensor

Attended = Tensor | tuple[Tensor, Tensor]
"""One layer's attention weights (h, 1+N, 1+N), or the queries and keys (h, 1+N, D/h) they come from."""


def attention_weights(query: Tensor, key: Tensor) -> Tensor:
    """Return softmax(q kᵀ / √(D/h)): (…, h, 1+N, 1+N), rows attend, each row sums to 1.

    query, key: (…, h, 1+N, D/h).
    """
    scores: Tensor = (query * query.shape[-1] ** -0.5) @ key.transpose(-2, -1)
    # In place where autograd allows: at 448 pixels a second 25 MB buffer costs more than the softmax.
    return torch.softmax(scores, -1, out=None if scores.requires_grad else scores)


class Trace:
    """What one image left behind on its way through the network.

    grid:     (rows, columns) of its patches.
    tokens:   L+1 tensors (1+N, D): before the first layer, then after each.
    features: (1+N, D), the last tokens after the final norm.
    """

    def __init__(self, grid: tuple[int, int], tokens: list[Tensor], features: Tensor, attended: list[Attended]) -> None:
        self.grid = grid
        self.tokens = tokens
        self.features = features
        self._attended = attended
        self._latest: tuple[int, Tensor] | None = None

    @property
    def depth(self) -> int:
        return len(self._attended)

    def attention(self, layer: int) -> Tensor:
        """Return the attention weights (h, 1+N, 1+N) of `layer`, counted from 0; rows sum to 1.

        Unless the trace is whole they are worked out from the layer's queries and keys, and only the
        layer asked for last is kept: all layers of a 518-pixel image would be half a gigabyte.
        """
        kept = self._attended[layer]
        if isinstance(kept, Tensor):
            return kept
        if self._latest is None or self._latest[0] != layer:
            self._latest = None  # let go of the old one before the new one is made
            self._latest = layer, attention_weights(*kept)
        return self._latest[1]
