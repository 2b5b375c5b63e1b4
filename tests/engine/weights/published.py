"""Names and shapes of published AlexNet and ResNet files, written out by hand, with random numbers."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

State = dict[str, Tensor]

RESNETS = {
    18: ("basic", (2, 2, 2, 2)),
    34: ("basic", (3, 4, 6, 3)),
    50: ("bottleneck", (3, 4, 6, 3)),
    101: ("bottleneck", (3, 4, 23, 3)),
    152: ("bottleneck", (3, 8, 36, 3)),
}


def alexnet_torchvision(divide: int = 1) -> State:
    """torchvision's one-tower file; `divide` makes every layer narrower."""
    d = divide
    shapes = {
        "features.0": (64 // d, 3, 11, 11),
        "features.3": (192 // d, 64 // d, 5, 5),
        "features.6": (384 // d, 192 // d, 3, 3),
        "features.8": (256 // d, 384 // d, 3, 3),
        "features.10": (256 // d, 256 // d, 3, 3),
        "classifier.1": (4096 // d, 9216 // d),
        "classifier.4": (4096 // d, 4096 // d),
        "classifier.6": (1000 // d, 4096 // d),
    }
    return _with_biases(shapes)


def alexnet_caffe(divide: int = 1) -> State:
    """The paper's two towers under the names of Caffe's replica."""
    d = divide
    shapes = {
        "conv1": (96 // d, 3, 11, 11),
        "conv2": (256 // d, 48 // d, 5, 5),
        "conv3": (384 // d, 256 // d, 3, 3),
        "conv4": (384 // d, 192 // d, 3, 3),
        "conv5": (256 // d, 192 // d, 3, 3),
        "fc6": (4096 // d, 9216 // d),
        "fc7": (4096 // d, 4096 // d),
        "fc8": (1000 // d, 4096 // d),
    }
    return _with_biases(shapes)


def resnet(depth: int, *, counters: bool = True, divide: int = 1) -> State:
    """torchvision's file; `divide` makes it narrower, `counters` says whether num_batches_tracked is there."""
    block, blocks = RESNETS[depth]
    draw = _drawer()
    state: State = {}
    for name, shape in _resnet_convolutions(block, blocks, divide):
        state[f"{name}.weight"] = draw(shape)
        norm = name.replace("conv", "bn") if "conv" in name else name.replace("downsample.0", "downsample.1")
        for kind in ("weight", "bias", "running_mean", "running_var"):
            state[f"{norm}.{kind}"] = draw((shape[0],)).abs() + 0.5
        if counters:
            state[f"{norm}.num_batches_tracked"] = torch.tensor(450_000)
    last = 512 // divide * (4 if block == "bottleneck" else 1)
    return {**state, "fc.weight": draw((1000 // divide, last)), "fc.bias": draw((1000 // divide,))}


def _resnet_convolutions(block: str, blocks: tuple[int, ...], d: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    incoming = 64 // d
    yield "conv1", (incoming, 3, 7, 7)
    for stage, count in enumerate(blocks, 1):
        width = 32 * 2**stage // d
        outgoing = width * 4 if block == "bottleneck" else width
        for index in range(count):
            name = f"layer{stage}.{index}"
            if block == "bottleneck":
                yield f"{name}.conv1", (width, incoming, 1, 1)
                yield f"{name}.conv2", (width, width, 3, 3)
                yield f"{name}.conv3", (outgoing, width, 1, 1)
            else:
                yield f"{name}.conv1", (width, incoming, 3, 3)
                yield f"{name}.conv2", (width, width, 3, 3)
            if incoming != outgoing:
                yield f"{name}.downsample.0", (outgoing, incoming, 1, 1)
            incoming = outgoing


def _drawer() -> Callable[[tuple[int, ...]], Tensor]:
    generator = torch.Generator().manual_seed(6)

    def draw(shape: tuple[int, ...]) -> Tensor:
        return torch.empty(shape).uniform_(-0.01, 0.01, generator=generator)

    return draw


def _with_biases(shapes: dict[str, tuple[int, ...]]) -> State:
    draw = _drawer()
    weights = {f"{name}.weight": draw(shape) for name, shape in shapes.items()}
    return weights | {f"{name}.bias": draw((shape[0],)) for name, shape in shapes.items()}
