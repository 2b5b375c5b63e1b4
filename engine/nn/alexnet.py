"""AlexNet, as one file that reads from top to bottom.

"ImageNet Classification with Deep Convolutional Neural Networks", Krizhevsky, Sutskever and Hinton,
NIPS 2012. Five convolutions, three fully connected layers; the order within a stage is convolution,
ReLU, local response normalisation, pooling (section 3.5, and the Caffe replica's prototxt).

The paper writes 224 × 224 inputs, which do not give its 55 × 55 first map: 227 × 227 without padding
do, and are used here. Its two GPUs are two groups of channels ("towers"): conv2, conv4 and conv5 see
only their own tower's maps, conv3 and the fully connected layers see both.

B images in a batch. Shapes in comments are the paper's, for images of 227 × 227 pixels.
"""

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.nn.geometry import Layer, ReceptiveField, receptive_fields

SMALLEST_PX = 63
"""Below it, torchvision's net has no unit left after the last pooling; every other one runs from here on, too."""


@dataclass(frozen=True, slots=True)
class AlexNetConfig:
    """What makes one AlexNet differ from another.

    widths:      maps of conv1 to conv5.
    two_towers:  whether conv2, conv4 and conv5 are split in two groups.
    lrn:         whether local response normalisation follows conv1 and conv2.
    overlapping: pooling windows of 3 × 3 at stride 2; otherwise 2 × 2.
    hanging:     whether the last window of an overlapping pooling may hang over the edge, as in Caffe.
                 At the paper's size none does; at others no row or column of units is lost.
    pool_side:   side to which the last map is averaged, if it has another, before fc6.
    hidden:      units of fc6 and fc7.
    stem_pad:    zeros around the image for conv1: 0 with 227 pixels, 2 with 224, give 55 × 55 units.
    norm:        "batch" puts a batch normalisation after every convolution and hidden layer. For training
                 only: it did not exist in 2012, and `fold_batch_norm` takes it out again without a trace.
    init:        first weights: "paper" N(0, 0.01²), biases 1 in conv2, conv4, conv5, fc6 and fc7;
                 "he" N(0, 2 / fan in) with zero biases, which learns from small data at once, where
                 the paper's start takes an epoch of ImageNet to leave.
    """

    widths: tuple[int, int, int, int, int] = (96, 256, 384, 384, 256)
    two_towers: bool = True
    lrn: bool = True
    overlapping: bool = True
    hanging: bool = True
    activation: Literal["relu", "tanh"] = "relu"
    dropout: float = 0.5
    hidden: int = 4096
    classes: int = 1000
    pool_side: int = 6
    stem_pad: Literal[0, 2] = 0
    norm: Literal["none", "batch"] = "none"
    init: Literal["paper", "he"] = "paper"

    @property
    def groups(self) -> int:
        """Groups of conv2, conv4 and conv5."""
        return 2 if self.two_towers else 1


PAPER_ALEXNET = AlexNetConfig()
"""60,965,224 parameters; 227 × 227 pixels."""

TORCHVISION_ALEXNET = AlexNetConfig(
    widths=(64, 192, 384, 256, 256), two_towers=False, lrn=False, hanging=False, stem_pad=2, init="he"
)
"""61,100,840 parameters; 224 × 224 pixels. The one-tower variant of Krizhevsky's "One weird trick" (2014)."""

WORLD_ALEXNET = AlexNetConfig(hidden=1024, classes=100, pool_side=3, init="he")
"""The paper's convolutions with a narrow classifier, for the built-in weights; `classes` is the recipe's."""


class LocalResponseNorm(nn.Module):
    """b_i = a_i / (k + α Σ_j a_j²)^β over the n maps j around map i (section 3.3).

    k = 2, n = 5, α = 1e-4, β = 0.75, as in the paper, whose α is not divided by n: torch's and Caffe's
    layers divide it, and need 5e-4 for the same numbers.
    """

    k, n, alpha, beta = 2.0, 5, 1e-4, 0.75

    def forward(self, maps: Tensor) -> Tensor:
        count = maps.shape[1]
        squares = F.pad(maps.square(), (0, 0, 0, 0, self.n // 2, self.n // 2))  # (B, C + 4, H, W)
        total = squares[:, :count]
        for shift in range(1, self.n):
            total = total + squares[:, shift : shift + count]  # (B, C, H, W)
        return maps * (self.k + self.alpha * total).pow(-self.beta)


class AlexNet(nn.Module):
    """Images (B, 3, H, W), both sides at least `SMALLEST_PX`, to class scores (B, classes).

    Its children are its layers, one after the other, so `get_submodule("relu5")` is what it says.
    generator: draws the first weights; torch's own stream is left as it was.
    """

    def __init__(self, config: AlexNetConfig, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.config = config
        with torch.random.fork_rng(devices=[]):  # torch's layers draw weights of their own at first
            for name, module in _build(config).items():
                self.add_module(name, module)
        if not cast(Tensor, next(self.parameters())).is_meta:  # on the meta device, weights come from a file
            _initialise(self, generator)

    def forward(self, images: Tensor) -> Tensor:
        return self.between(images)

    def between(self, maps: Tensor, after: str = "", to: str = "") -> Tensor:
        """Run a part of the network: from the output `maps` of layer `after` to the output of layer `to`.

        after: empty to start with images; to: empty to end with class scores.
        """
        for name, out in self.walk(maps, after):
            maps = out
            if name == to:
                break
        return maps

    def features(self, images: Tensor) -> Tensor:
        """Return the last hidden layer (B, hidden), the vector of figure 4."""
        return self.between(images, to=f"{self.config.activation}7")

    def walk(self, maps: Tensor, after: str = "") -> Iterator[tuple[str, Tensor]]:
        """Run and yield every layer's output by the layer's name, in order; `after` as in `between`."""
        started = not after
        for name, layer in self.named_children():
            if started:
                maps = layer(maps.flatten(1) if name == "fc6" else maps)
                yield name, maps
            started = started or name == after

    def trace(self, images: Tensor) -> dict[str, Tensor]:
        """Return every layer's output by the layer's name, in order; the last one, fc8, is the class scores."""
        return dict(self.walk(images))

    def layers(self) -> tuple[Layer, ...]:
        """Return the layers in order, with their kernels and strides."""
        return tuple(_layer(name, module) for name, module in self.named_children())

    def receptive_fields(self) -> dict[str, ReceptiveField]:
        """Return what the units of every layer see of the image, by the layer's name."""
        return receptive_fields(self.layers())


def _build(config: AlexNetConfig) -> "OrderedDict[str, nn.Module]":
    w1, w2, w3, w4, w5 = config.widths
    g, hidden = config.groups, config.hidden
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    _stage(layers, 1, nn.Conv2d(3, w1, 11, stride=4, padding=config.stem_pad), config)  # (B, 96, 55, 55), 27 × 27
    _stage(layers, 2, nn.Conv2d(w1, w2, 5, padding=2, groups=g), config)  # (B, 256, 27, 27), pooled to 13 × 13
    _stage(layers, 3, nn.Conv2d(w2, w3, 3, padding=1), config)  # (B, 384, 13, 13): here the towers meet
    _stage(layers, 4, nn.Conv2d(w3, w4, 3, padding=1, groups=g), config)  # (B, 384, 13, 13)
    _stage(layers, 5, nn.Conv2d(w4, w5, 3, padding=1, groups=g), config)  # (B, 256, 13, 13), pooled to 6 × 6
    layers["average"] = nn.AdaptiveAvgPool2d(config.pool_side)  # (B, 256, 6, 6), unchanged at the paper's size
    for n, inputs in ((6, w5 * config.pool_side**2), (7, hidden)):
        layers[f"fc{n}"] = nn.Linear(inputs, hidden)  # (B, 4096)
        if config.norm == "batch":
            layers[f"bn{n}"] = nn.BatchNorm1d(hidden)
        layers[f"{config.activation}{n}"] = _activation(config)
        layers[f"drop{n}"] = nn.Dropout(config.dropout)
    layers["fc8"] = nn.Linear(hidden, config.classes)  # (B, 1000)
    return layers


def _stage(layers: "OrderedDict[str, nn.Module]", n: int, conv: nn.Conv2d, config: AlexNetConfig) -> None:
    layers[f"conv{n}"] = conv
    if config.norm == "batch":
        layers[f"bn{n}"] = nn.BatchNorm2d(conv.out_channels)
    layers[f"{config.activation}{n}"] = _activation(config)
    if config.lrn and n in (1, 2):
        layers[f"norm{n}"] = LocalResponseNorm()
    if n in (1, 2, 5):
        side = 3 if config.overlapping else 2
        layers[f"pool{n}"] = nn.MaxPool2d(side, stride=2, ceil_mode=config.overlapping and config.hanging)


def _activation(config: AlexNetConfig) -> nn.Module:
    return nn.ReLU() if config.activation == "relu" else nn.Tanh()


@torch.no_grad()
def _initialise(model: AlexNet, generator: torch.Generator | None) -> None:
    """Draw the first weights (section 5, or He et al. 2015, eq. 10)."""
    paper = model.config.init == "paper"
    for name, module in model.named_children():
        if isinstance(module, nn.Conv2d | nn.Linear):
            std = 0.01 if paper else math.sqrt(2 / module.weight[0].numel())
            module.weight.normal_(std=std, generator=generator)
            assert module.bias is not None
            module.bias.fill_(1.0 if paper and name in ("conv2", "conv4", "conv5", "fc6", "fc7") else 0.0)


def _layer(name: str, module: nn.Module) -> Layer:
    match module:
        case nn.Conv2d():
            return Layer(name, "conv", module.kernel_size[0], module.stride[0], int(module.padding[0]))
        case nn.MaxPool2d():
            return Layer(name, "pool", cast(int, module.kernel_size), cast(int, module.stride))
        case nn.Linear():
            return Layer(name, "linear")
        case nn.AdaptiveAvgPool2d():
            return Layer(name, "average")
        case nn.Dropout():
            return Layer(name, "dropout")
        case nn.ReLU() | nn.Tanh():
            return Layer(name, "activation")
        case _:
            return Layer(name, "norm")


@torch.no_grad()
def fold_batch_norm(model: AlexNet) -> AlexNet:
    """Return the same network in evaluation mode without batch normalisation, its factors in the weights.

    γ (W x + b - μ) / σ + β is the same kind of layer with weights γ W / σ and bias γ (b - μ) / σ + β.
    """
    folded = AlexNet(replace(model.config, norm="none")).to(next(model.parameters()).device).eval()
    state = {name: tensor for name, tensor in model.state_dict().items() if not name.startswith("bn")}
    for n in range(1, 8):
        batch_norm = getattr(model, f"bn{n}", None)
        if isinstance(batch_norm, nn.BatchNorm2d | nn.BatchNorm1d):
            assert batch_norm.running_var is not None
            assert batch_norm.running_mean is not None
            layer = f"conv{n}" if n <= 5 else f"fc{n}"
            factor = batch_norm.weight / torch.sqrt(batch_norm.running_var + batch_norm.eps)
            weight = state[f"{layer}.weight"]
            state[f"{layer}.weight"] = weight * factor.view(-1, *[1] * (weight.ndim - 1))
            state[f"{layer}.bias"] = (state[f"{layer}.bias"] - batch_norm.running_mean) * factor + batch_norm.bias
    folded.load_state_dict(state)
    return folded
