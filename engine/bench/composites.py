"""`composites_32`, `composites_112`, `composites_224`: pictures of the world drawn in a second.

The aim is what a training takes in the same second on the same processor: with fewer, it would
wait for its pictures longer than it learns from them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.bench.rows import Row, interleaved
from engine.lazy import lazy
from engine.world.items import TRAIN

if TYPE_CHECKING:
    import torch

    from engine.nn import resnet, resnet_config
    from engine.world import composites
else:
    torch, composites = lazy("torch"), lazy("engine.world.composites")
    resnet, resnet_config = lazy("engine.nn.resnet"), lazy("engine.nn.resnet_config")

REPEATS = 3
THINGS = (1, 3)  # as the trainings of the world place them
_BATCHES = {32: 128, 112: 16, 224: 8}


def composites_32() -> Row:
    """Against ResNet-20, the smallest net that the ResNet paper trains on 32-pixel pictures."""
    return _row(32)


def composites_112() -> Row:
    """Against ResNet-18, the smallest net of the paper's Table 1, on smaller pictures."""
    return _row(112)


def composites_224() -> Row:
    """Against ResNet-18, on pictures of the size of the paper."""
    return _row(224)


def _row(size: int) -> Row:
    batch = _BATCHES[size]
    draw_s, learn_s = interleaved(_draw(size, batch), _learn(size, batch), REPEATS)
    return Row(f"composites_{size}", batch / draw_s, "images/s", batch / learn_s, "at least")


def _draw(size: int, batch: int) -> Callable[[], object]:
    """Return a function that draws the next pictures of a training, their files read by the first calls."""
    composer = composites.Composer(TRAIN, THINGS)
    return lambda: [composer.draw(0, index, size) for index in range(batch)]


def _learn(size: int, batch: int) -> Callable[[], object]:
    """Return a function that makes one step of a training, without waiting for pictures."""
    config = resnet_config.cifar_config(20) if size == 32 else resnet_config.ResNetConfig()
    network = resnet.ResNet(config)
    optimiser = torch.optim.SGD(network.parameters(), lr=1e-3, momentum=0.9)
    pictures, labels = torch.randn(batch, 3, size, size), torch.randint(config.classes, (batch,))

    def step() -> None:
        loss = torch.nn.functional.cross_entropy(network(pictures), labels)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()

    return step
