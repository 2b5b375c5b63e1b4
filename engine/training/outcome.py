"""From a trained classifier to what is shipped: half precision, measured as it is shipped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from torch import Tensor, nn

from engine.experiment import Request
from engine.nn.vit import IMAGENET_MEAN, IMAGENET_STD
from engine.training.classifier import EVALUATED_FINALLY, accuracy
from engine.world.source import Source

_LARGE_PX = 200  # above it, fewer pictures are enough


def halved(network: nn.Module) -> dict[str, Tensor]:
    """Round the network's own weights to half precision, and return them as float32."""
    rounded = {
        name: tensor.half().float() if tensor.is_floating_point() else tensor
        for name, tensor in network.state_dict().items()
    }
    network.load_state_dict(rounded)
    return {name: tensor for name, tensor in rounded.items() if tensor.is_floating_point()}


def about(architecture: str, config: Any, source: Source | None = None) -> Mapping[str, Any]:
    """What a file of weights says of itself; config is a dataclass, source what its outputs are the classes of."""
    return {
        "architecture": architecture,
        "config": asdict(config),
        "classes_en": list(source.classes) if source is not None else [],
        "classes_zh": list(source.classes_zh) if source is not None else [],
        "mean": list(IMAGENET_MEAN),
        "std": list(IMAGENET_STD),
    }


def sides_of(request: Request, full_px: int) -> list[int]:
    """Sides at which a result is measured: that of the training, and that of the paper."""
    size = request.parameters["size"]
    assert isinstance(size, int)
    return sorted({size, full_px})


def held_out_rows(network: nn.Module, source: Source, device: str, sides: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Measure accuracy on held-out pictures of each side, as rows of the card."""
    count = len(source.classes)
    for side in sides:
        batch = source.held_out(EVALUATED_FINALLY if side < _LARGE_PX else EVALUATED_FINALLY // 4, side)
        first, five = accuracy(network, batch, device)
        yield (
            f"Held-out pictures at {side} px ({len(batch.labels):,})",
            f"top-1 {first:.1%}, top-5 {five:.1%} of {count} classes (chance {1 / count:.1%})",
        )
