"""ResNet and its plain counterpart, as one file that reads from top to bottom.

"Deep Residual Learning for Image Recognition", He, Zhang, Ren and Sun, CVPR 2016 (arXiv:1512.03385).
A block computes y = ReLU(F(x) + shortcut(x)); a plain net computes y = ReLU(F(x)). Within the branch F
batch normalisation follows every convolution, and a ReLU all but the last.

B images in a batch. Parameters are named as in torchvision, so official files load as they are.
"""

from collections import deque
from collections.abc import Iterator
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.nn.geometry import Layer, ReceptiveField, receptive_fields
from engine.nn.resnet_config import (
    IMAGENET_RESNETS,
    RESNET18,
    RESNET34,
    RESNET50,
    RESNET101,
    RESNET152,
    WHOLE,
    Init,
    ResNetConfig,
    Surgery,
    cifar_config,
    plain,
)

__all__ = [
    "IMAGENET_RESNETS",
    "RESNET18",
    "RESNET34",
    "RESNET50",
    "RESNET101",
    "RESNET152",
    "WHOLE",
    "ResNet",
    "ResNetConfig",
    "ResidualBlock",
    "Surgery",
    "cifar_config",
    "plain",
]


class PadShortcut(nn.Module):
    """Shortcut A: every stride-th pixel, and zeros for the maps that are missing (section 3.3)."""

    def __init__(self, maps: int, stride: int) -> None:
        super().__init__()
        self.maps = maps
        self.stride = stride

    def forward(self, maps: Tensor) -> Tensor:
        kept = maps[:, :, :: self.stride, :: self.stride]  # (B, C, H / stride, W / stride)
        missing = self.maps - kept.shape[1]
        return F.pad(kept, (0, 0, 0, 0, 0, missing)) if missing else kept


class ResidualBlock(nn.Module):
    """One block: maps (B, incoming, H, W) to (B, width · expansion, H / stride, W / stride)."""

    def __init__(self, config: ResNetConfig, incoming: int, width: int, stride: int) -> None:
        super().__init__()
        outgoing = width * config.expansion
        self.count = config.convolutions
        self.residual = config.residual
        self.relu = nn.ReLU()
        if config.block == "basic":
            self._add(1, config, incoming, width, 3, stride)
            self._add(2, config, width, outgoing, 3, 1)
        else:
            first, second = (stride, 1) if config.stride_on == "1x1" else (1, stride)
            self._add(1, config, incoming, width, 1, first)
            self._add(2, config, width, width, 3, second)
            self._add(3, config, width, outgoing, 1, 1)
        changes = stride != 1 or incoming != outgoing
        if config.residual and (config.shortcut == "C" or (config.shortcut == "B" and changes)):
            convolution = nn.Conv2d(incoming, outgoing, 1, stride, bias=not config.norm)
            self.downsample: nn.Module = nn.Sequential(convolution, _norm(config, outgoing))
        else:
            self.downsample = PadShortcut(outgoing, stride)

    def _add(self, n: int, config: ResNetConfig, incoming: int, outgoing: int, side: int, stride: int) -> None:
        conv = nn.Conv2d(incoming, outgoing, side, stride, padding=side // 2, bias=not config.norm)
        self.add_module(f"conv{n}", conv)
        self.add_module(f"bn{n}", _norm(config, outgoing))

    def branch(self, maps: Tensor) -> Iterator[tuple[str, Tensor]]:
        """Compute F(x) and yield every layer's output by name; the last one is F(x)."""
        for n in range(1, self.count + 1):
            maps = self.get_submodule(f"conv{n}")(maps)
            yield f"conv{n}", maps
            norm = self.get_submodule(f"bn{n}")
            if not isinstance(norm, nn.Identity):
                maps = norm(maps)
                yield f"bn{n}", maps
            if n < self.count:
                maps = self.relu(maps)
                yield f"relu{n}", maps

    def steps(self, maps: Tensor, branch: bool = True, shortcut: bool = True) -> Iterator[tuple[str, Tensor]]:
        """Run the block and yield every output by name: the branch's, then "shortcut", "sum" and "" for the block's.

        branch, shortcut: whether they are on, see `Surgery`.
        """
        total: Tensor | None = None
        if branch:
            for name, total in self.branch(maps):
                yield name, total
        # In a plain net, too, what comes in must leave when the branch is off.
        if shortcut if self.residual else not branch:
            bypass = self.downsample(maps)
            yield "shortcut", bypass
            total = bypass if total is None else total + bypass
        if total is None:
            total = torch.zeros_like(self.downsample(maps))
        yield "sum", total
        yield "", self.relu(total)

    def forward(self, maps: Tensor, branch: bool = True, shortcut: bool = True) -> Tensor:
        return _last(self.steps(maps, branch, shortcut))


class ResNet(nn.Module):
    """Images (B, 3, H, W) of any size to class scores (B, classes).

    generator: draws the first weights; torch's own stream is left as it was.
    """

    def __init__(self, config: ResNetConfig, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.config = config
        with torch.random.fork_rng(devices=[]):  # torch's layers draw weights of their own at first
            self._build(config)
        if not self.conv1.weight.is_meta:  # on the meta device, weights come from a file
            self._initialise(generator)

    def _build(self, config: ResNetConfig) -> None:
        first = config.widths[0]
        side, stride = (7, 2) if config.stem == "imagenet" else (3, 1)
        self.conv1 = nn.Conv2d(3, first, side, stride, padding=side // 2, bias=not config.norm)
        self.bn1 = _norm(config, first)
        self.relu = nn.ReLU()
        if config.stem == "imagenet":
            self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        incoming = first
        for stage, (count, width) in enumerate(zip(config.blocks, config.widths, strict=True), 1):
            blocks = nn.Sequential()
            for index in range(count):
                halves = stage > 1 and index == 0
                blocks.append(ResidualBlock(config, incoming, width, stride=2 if halves else 1))
                incoming = width * config.expansion
            self.add_module(f"layer{stage}", blocks)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc: nn.Module = nn.Linear(incoming, config.classes)
        if config.head == "mlp":
            self.fc = nn.Sequential(nn.Linear(incoming, incoming), nn.ReLU(), self.fc)

    @torch.no_grad()
    def _initialise(self, generator: torch.Generator | None) -> None:
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                module.weight.normal_(std=_first_std(module.weight, self.config.init), generator=generator)
                if module.bias is not None:
                    module.bias.zero_()

    def forward(self, images: Tensor, surgery: Surgery = WHOLE) -> Tensor:
        out: Tensor = self.fc(self.features(images, surgery))
        return out

    def features(self, images: Tensor, surgery: Surgery = WHOLE) -> Tensor:
        """Return the last maps averaged over the image, (B, last width · expansion)."""
        self._check(surgery)
        maps = _last(self._stem(images))
        for name in self.config.block_names():
            maps = self.block(name)(maps, name not in surgery.off_blocks, name not in surgery.off_shortcuts)
        pooled: Tensor = self.avgpool(maps)
        return pooled.flatten(1)

    def trace(self, images: Tensor, surgery: Surgery = WHOLE) -> dict[str, Tensor]:
        """Return every layer's output by name, in order.

        Stem: "conv1", "bn1", "relu", "maxpool". A block such as "layer2.0": "layer2.0.conv1", ".bn1",
        ".relu1", …, ".shortcut" and ".sum" (before the last ReLU), and "layer2.0" for what leaves it.
        Then "avgpool", (B, C), and "fc". There is no "bn" without batch normalisation, no
        "shortcut" in a plain net, and nothing of what is off.
        """
        return dict(self.walk(images, surgery))

    def walk(self, images: Tensor, surgery: Surgery = WHOLE) -> Iterator[tuple[str, Tensor]]:
        """Run and yield every layer's output by name as in `trace`, so that a run can end where it is enough."""
        self._check(surgery)
        maps = images
        for name, maps in self._stem(images):
            yield name, maps
        for name in self.config.block_names():
            steps = self.block(name).steps(maps, name not in surgery.off_blocks, name not in surgery.off_shortcuts)
            for step, maps in steps:
                yield f"{name}.{step}" if step else name, maps
        pooled = self.avgpool(maps).flatten(1)
        yield "avgpool", pooled
        yield "fc", self.fc(pooled)

    def block(self, name: str) -> ResidualBlock:
        """Return the block called, say, "layer2.0"."""
        return cast(ResidualBlock, self.get_submodule(name))

    def layers(self) -> tuple[Layer, ...]:
        """Return the layers along the branches in order: what they see contains what shortcuts see."""
        layers = [*self._convolution("", 1), Layer("relu", "activation")]
        if self.config.stem == "imagenet":
            layers.append(Layer("maxpool", "pool", 3, 2, 1))
        for name in self.config.block_names():
            for n in range(1, self.config.convolutions + 1):
                layers += self._convolution(f"{name}.", n)
                if n < self.config.convolutions:
                    layers.append(Layer(f"{name}.relu{n}", "activation"))
            layers += [Layer(f"{name}.sum", "add"), Layer(name, "activation")]
        return (*layers, Layer("avgpool", "average"), Layer("fc", "linear"))

    def receptive_fields(self) -> dict[str, ReceptiveField]:
        """Return what the units of every layer in a trace see of the image, shortcuts too."""
        fields = receptive_fields(self.layers())
        below = fields["maxpool" if self.config.stem == "imagenet" else "relu"]
        for name in self.config.block_names():
            stride = fields[name].stride // below.stride
            fields[f"{name}.shortcut"] = below.through(Layer(f"{name}.shortcut", "conv", stride=stride))
            below = fields[name]
        return fields

    def _convolution(self, prefix: str, n: int) -> list[Layer]:
        conv = self.get_submodule(f"{prefix}conv{n}")
        assert isinstance(conv, nn.Conv2d)
        layer = Layer(f"{prefix}conv{n}", "conv", conv.kernel_size[0], conv.stride[0], int(conv.padding[0]))
        return [layer, Layer(f"{prefix}bn{n}", "norm")] if self.config.norm else [layer]

    def _stem(self, images: Tensor) -> Iterator[tuple[str, Tensor]]:
        names = ["conv1", *(["bn1"] if self.config.norm else []), "relu"]
        names += ["maxpool"] if self.config.stem == "imagenet" else []
        for name in names:
            images = self.get_submodule(name)(images)
            yield name, images

    def _check(self, surgery: Surgery) -> None:
        unknown = (surgery.off_blocks | surgery.off_shortcuts) - set(self.config.block_names())
        if unknown:
            raise ValueError(f"expected names of blocks such as layer1.0, got {sorted(unknown)[0]!r}")


def _norm(config: ResNetConfig, maps: int) -> nn.Module:
    return nn.BatchNorm2d(maps) if config.norm else nn.Identity()


def _first_std(weight: Tensor, init: Init) -> float:
    area = weight[0, 0].numel()
    fan_in, fan_out = weight.shape[1] * area, weight.shape[0] * area
    variance = {"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out), "normal": 1e-4}[init]
    return float(variance**0.5)


def _last(steps: Iterator[tuple[str, Tensor]]) -> Tensor:
    """Return the last output, keeping no other."""
    ((_, out),) = deque(steps, maxlen=1)
    return out
