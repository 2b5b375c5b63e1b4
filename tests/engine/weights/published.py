"""Names and shapes of published AlexNet, ResNet, MoCo and MAE files, written out by hand, with random numbers."""

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

MAES = {"base": (768, 12, 16), "large": (1024, 24, 16), "huge": (1280, 32, 14)}
"""Width and depth of each encoder, and the side of its patches."""


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


def moco(version: int, *, divide: int = 1, whole: bool = True, prefix: str = "module.") -> State:
    """The authors' file; `whole` says whether the key encoder and the queue are there, too."""
    query = {name: tensor for name, tensor in resnet(50, divide=divide).items() if not name.startswith("fc.")}
    draw, last, key = _drawer(), 2048 // divide, 128 // divide
    layers = {"fc": (key, last)} if version == 1 else {"fc.0": (last, last), "fc.2": (key, last)}
    for name, shape in layers.items():
        query |= {f"{name}.weight": draw(shape), f"{name}.bias": draw(shape[:1])}
    state = {f"{prefix}encoder_q.{name}": tensor for name, tensor in query.items()}
    if whole:
        state |= {f"{prefix}encoder_k.{name}": tensor.clone() for name, tensor in query.items()}
        state |= {f"{prefix}queue": draw((key, 65536 // divide)), f"{prefix}queue_ptr": torch.zeros(1).long()}
    return state


def mae(size: str = "base", *, depth: int = 0, side: int = 224, device: str = "cpu") -> State:
    """The authors' visualize file; `depth` and `side` make it smaller, "meta" leaves out the numbers."""
    width, layers, patch = MAES[size]
    positions = (side // patch) ** 2 + 1
    shapes = {
        "cls_token": (1, 1, width),
        "pos_embed": (1, positions, width),
        "mask_token": (1, 1, 512),
        "decoder_pos_embed": (1, positions, 512),
        **_layer("patch_embed.proj", width, 3, patch, patch),
        **_blocks("blocks", depth or layers, width),
        **_norm("norm", width),
        **_layer("decoder_embed", 512, width),
        **_blocks("decoder_blocks", min(depth, 8) or 8, 512),
        **_norm("decoder_norm", 512),
        **_layer("decoder_pred", 3 * patch**2, 512),
    }
    generator = torch.Generator(device).manual_seed(8) if device == "cpu" else None
    state = {name: torch.empty(shape, device=device) for name, shape in shapes.items()}
    state = {name: tensor.uniform_(-0.01, 0.01, generator=generator) for name, tensor in state.items()}
    for name in ("pos_embed", "decoder_pos_embed"):
        state[name][:, 0] = 0
    return state


def mae_encoder(state: State, classes: int = 0) -> State:
    """What the authors' pretrain files keep of it; with classes, what their fine-tuned files do."""
    left = {name: tensor for name, tensor in state.items() if "decoder" not in name and name != "mask_token"}
    if not classes:
        return left
    left = {name.replace("norm.", "fc_norm.") if name.startswith("norm.") else name: left[name] for name in left}
    width = left["cls_token"].shape[2]
    return {**left, "head.weight": torch.zeros(classes, width), "head.bias": torch.zeros(classes)}


def _blocks(prefix: str, count: int, width: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    for block in (f"{prefix}.{index}" for index in range(count)):
        shapes |= _norm(f"{block}.norm1", width) | _norm(f"{block}.norm2", width)
        shapes |= _layer(f"{block}.attn.qkv", 3 * width, width) | _layer(f"{block}.attn.proj", width, width)
        shapes |= _layer(f"{block}.mlp.fc1", 4 * width, width) | _layer(f"{block}.mlp.fc2", width, 4 * width)
    return shapes


def _layer(name: str, *shape: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": shape, f"{name}.bias": shape[:1]}


def _norm(name: str, width: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def _drawer() -> Callable[[tuple[int, ...]], Tensor]:
    generator = torch.Generator().manual_seed(6)

    def draw(shape: tuple[int, ...]) -> Tensor:
        return torch.empty(shape).uniform_(-0.01, 0.01, generator=generator)

    return draw


def _with_biases(shapes: dict[str, tuple[int, ...]]) -> State:
    draw = _drawer()
    weights = {f"{name}.weight": draw(shape) for name, shape in shapes.items()}
    return weights | {f"{name}.bias": draw((shape[0],)) for name, shape in shapes.items()}
