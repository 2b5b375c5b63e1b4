"""What every layer of a network costs: output shape, parameters, multiply-adds. Computes nothing.

Runs the network on the meta device, where tensors have shapes and no numbers, so that a ResNet-152
takes a fraction of a second and no memory. As in the ResNet paper's Table 1, one multiply-add counts
once, and only convolutions and linear layers count; biases, norms, poolings and additions do not.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from engine.nn.alexnet import AlexNet, AlexNetConfig, LocalResponseNorm
from engine.nn.geometry import Kind
from engine.nn.resnet import PadShortcut, ResidualBlock, ResNet, ResNetConfig


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One layer.

    kernel:        side of its window, 0 where it has none; stride: 1 where it has none.
    shape:         of its output for one image: (maps, rows, columns), or (units,).
    parameters:    learned numbers; running means and variances are not.
    multiply_adds: for one image.
    """

    name: str
    kind: Kind
    kernel: int
    stride: int
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int

    @property
    def units(self) -> int:
        """Numbers in the output for one image: the layer's neurons."""
        return int(torch.Size(self.shape).numel())


Network = AlexNet | ResNet | AlexNetConfig | ResNetConfig

_KINDS: tuple[tuple[type[nn.Module], Kind], ...] = (
    (nn.Conv2d, "conv"),
    (nn.Linear, "linear"),
    (nn.MaxPool2d, "pool"),
    (nn.AdaptiveAvgPool2d, "average"),
    (nn.BatchNorm2d, "norm"),
    (nn.ReLU, "activation"),
    (nn.Tanh, "activation"),
    (nn.Dropout, "dropout"),
)

# Layers that leave shapes as they are.
_ALIKE = (nn.BatchNorm2d, LocalResponseNorm, nn.ReLU, nn.Tanh, nn.Dropout)


def layer_table(network: Network, side: int) -> tuple[LayerRow, ...]:
    """Return one row for every layer of a network, in the order in which they run.

    network: a network of images (B, 3, side, side), or the configuration of one.
    side:    of the image, in pixels.
    """
    model = _on_meta(network).eval()
    rows: list[LayerRow] = []
    for name, module in model.named_modules():
        _make_light(module)
        if name and not list(module.children()) and not isinstance(module, nn.Identity | PadShortcut):
            module.register_forward_hook(_recorder(name, rows))
    _run(model, torch.empty(1, 3, side, side, device="meta"))
    return tuple(rows)


def total_parameters(rows: tuple[LayerRow, ...]) -> int:
    """Return the learned numbers of the whole network."""
    return sum(row.parameters for row in rows)


def total_multiply_adds(rows: tuple[LayerRow, ...]) -> int:
    """Return the multiply-adds of the whole network for one image."""
    return sum(row.multiply_adds for row in rows)


def _on_meta(network: Network) -> nn.Module:
    config = network.config if isinstance(network, AlexNet | ResNet) else network
    with torch.device("meta"):
        return AlexNet(config) if isinstance(config, AlexNetConfig) else ResNet(config)


def _run(model: nn.Module, maps: Tensor) -> None:
    """Run every layer once. A residual net's sums are left out: they, too, leave shapes as they are."""
    if not isinstance(model, ResNet):
        model(maps)
        return
    for name, child in model.named_children():
        blocks = child if isinstance(child, nn.Sequential) else ()
        for block in blocks:
            assert isinstance(block, ResidualBlock)
            incoming = maps
            ((_, maps),) = deque(block.branch(incoming), maxlen=1)
            if block.residual and not isinstance(block.downsample, PadShortcut):
                block.downsample(incoming)
        if not blocks:
            maps = child(maps.flatten(1) if name == "fc" else maps)


def _make_light(module: nn.Module) -> None:
    """Make a layer whose output shape is known give it: on meta torch would load its compiler for it, seconds long."""
    if isinstance(module, _ALIKE):
        module.forward = lambda input: input  # type: ignore[method-assign]
    elif isinstance(module, nn.Linear):
        module.forward = lambda input: input.new_empty(len(input), module.out_features)  # type: ignore[method-assign]
    elif isinstance(module, nn.AdaptiveAvgPool2d):
        side = _side(module.output_size)
        module.forward = lambda maps: maps.new_empty(*maps.shape[:2], side, side)  # type: ignore[assignment]


def _recorder(name: str, rows: list[LayerRow]) -> Callable[[nn.Module, Any, Tensor], None]:
    def record(module: nn.Module, _: Any, output: Tensor) -> None:
        if isinstance(module, nn.ReLU) and name.startswith("layer"):
            return  # a block's one ReLU runs after each of its layers
        kind: Kind = next((kind for of, kind in _KINDS if isinstance(module, of)), "norm")
        window = isinstance(module, nn.Conv2d | nn.MaxPool2d)
        rows.append(
            LayerRow(
                name,
                kind,
                kernel=_side(module.kernel_size) if window else 0,
                stride=_side(module.stride) if window else 1,
                shape=tuple(output.shape[1:]),
                parameters=sum(parameter.numel() for parameter in module.parameters()),
                multiply_adds=_multiply_adds(module, output),
            )
        )

    return record


def _side(size: Any) -> int:
    return int(size[0] if isinstance(size, tuple) else size)


def _multiply_adds(module: nn.Module, output: Tensor) -> int:
    """Every output number of a convolution or linear layer is a sum over one row of its weights."""
    if isinstance(module, nn.Conv2d | nn.Linear):
        return output[0].numel() * module.weight[0].numel()
    return 0
