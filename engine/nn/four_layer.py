"""A four-layer convolutional network for pictures of 32 × 32, like the one of AlexNet's figure 1.

"ImageNet Classification with Deep Convolutional Neural Networks", Krizhevsky, Sutskever and Hinton,
NIPS 2012. The paper says of it only that it has four layers and learned CIFAR-10 without any
regularisation. Here it has four convolutions, few maps, and a linear classifier, before which two
hidden layers with dropout may stand, as in AlexNet itself (section 4.2).

B pictures in a batch; shapes in comments are those of the default widths.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from engine.nn.alexnet import LocalResponseNorm

Activation = Literal["relu", "tanh", "sigmoid"]
Start = Literal["paper", "he"]

SIDE_PX = 32
PAPER_STD = 0.03
GREY_LEVELS = 255 * 0.226  # in one unit of normalised input
_MAKERS: dict[Activation, type[nn.Module]] = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}


@dataclass(frozen=True, slots=True)
class FourLayerConfig:
    """What makes one of these networks differ from another.

    widths:      maps of the four convolutions.
    hidden:      units of each of two fully connected layers before the classifier; 0 for none.
    dropout:     probability with which a hidden unit is left out at a step.
    overlapping: pooling windows of 3 × 3 at stride 2; otherwise 2 × 2.
    lrn:         whether local response normalisation follows conv1 and conv2.
    start:       "paper" sees grey levels less their mean and begins with weights N(0, 0.03²): the
                 paper's 0.01 is for layers with ten times as many inputs. "he" sees pixels of
                 deviation 1 and begins with N(0, 2 / fan in), as has been usual since He et al., 2015.
    """

    activation: Activation = "relu"
    widths: tuple[int, int, int, int] = (16, 32, 32, 32)
    hidden: int = 0
    dropout: float = 0.0
    overlapping: bool = True
    lrn: bool = False
    classes: int = 10
    start: Start = "he"


class FourLayerNet(nn.Module):
    """Pictures (B, 3, 32, 32), normalised to mean 0 and deviation 1, to class scores (B, classes).

    generator: draws the first weights: networks of the same shape and start that are given
    generators of the same seed start from equal weights, whatever their activation.
    """

    def __init__(self, config: FourLayerConfig, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.config = config
        with torch.random.fork_rng(devices=[]):  # torch's layers draw weights of their own at first
            for name, module in _build(config).items():
                self.add_module(name, module)
        for module in self.children():
            if isinstance(module, nn.Conv2d | nn.Linear):
                if config.start == "paper":
                    nn.init.normal_(module.weight, std=PAPER_STD, generator=generator)
                else:
                    nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
                assert module.bias is not None
                nn.init.zeros_(module.bias)

    def forward(self, pictures: Tensor) -> Tensor:
        *_, scores = self.trace(pictures).values()
        return scores

    def trace(self, pictures: Tensor) -> dict[str, Tensor]:
        """Return every layer's output by the layer's name, in order; the last one is the class scores."""
        outputs, maps = {}, pictures * GREY_LEVELS if self.config.start == "paper" else pictures
        for name, layer in self.named_children():
            maps = outputs[name] = layer(maps)
        return outputs

    def set_dropout(self, share: float) -> None:
        """Leave out hidden units with this probability from now on."""
        for module in self.children():
            if isinstance(module, nn.Dropout):
                module.p = share


def _build(config: FourLayerConfig) -> "OrderedDict[str, nn.Module]":
    w1, w2, w3, w4 = config.widths
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    _stage(layers, 1, nn.Conv2d(3, w1, 5, padding=2), config)  # (B, 16, 32, 32), pooled to 16 × 16
    _stage(layers, 2, nn.Conv2d(w1, w2, 3, padding=1), config)  # (B, 32, 16, 16), pooled to 8 × 8
    _stage(layers, 3, nn.Conv2d(w2, w3, 3, padding=1), config)  # (B, 32, 8, 8)
    _stage(layers, 4, nn.Conv2d(w3, w4, 3, padding=1), config)  # (B, 32, 8, 8), pooled to 4 × 4
    layers["flat"] = nn.Flatten()  # (B, 512)
    inputs = w4 * (SIDE_PX // 8) ** 2
    for n in (5, 6) if config.hidden else ():
        layers[f"fc{n}"] = nn.Linear(inputs, config.hidden)  # (B, hidden)
        layers[f"act{n}"] = _MAKERS[config.activation]()
        layers[f"drop{n}"] = nn.Dropout(config.dropout)
        inputs = config.hidden
    layers["scores"] = nn.Linear(inputs, config.classes)  # (B, classes)
    return layers


def _stage(layers: "OrderedDict[str, nn.Module]", n: int, conv: nn.Conv2d, config: FourLayerConfig) -> None:
    layers[f"conv{n}"] = conv
    layers[f"act{n}"] = _MAKERS[config.activation]()
    if config.lrn and n in (1, 2):
        layers[f"norm{n}"] = LocalResponseNorm()
    if n in (1, 2, 4):
        side = 3 if config.overlapping else 2
        layers[f"pool{n}"] = nn.MaxPool2d(side, stride=2, ceil_mode=config.overlapping)


def slopes(activation: Activation, outputs: Tensor) -> Tensor:
    """Return the slope of the activation at units with these outputs, as a share of its largest slope."""
    match activation:
        case "relu":
            return (outputs > 0).float()
        case "tanh":
            return 1 - outputs.square()
        case "sigmoid":
            return 4 * outputs * (1 - outputs)
