"""The nets of "Deep Residual Learning for Image Recognition" by their sizes. Imports no torch.

He, Zhang, Ren and Sun, CVPR 2016 (arXiv:1512.03385): Table 1 for ImageNet, section 4.2 for CIFAR-10,
section 3.3 and Table 3 for the shortcuts.
"""

from dataclasses import dataclass, replace
from typing import Literal

Block = Literal["basic", "bottleneck"]
Shortcut = Literal["A", "B", "C"]
Head = Literal["linear", "mlp"]
Init = Literal["he", "xavier", "normal"]
StrideOn = Literal["3x3", "1x1"]


@dataclass(frozen=True, slots=True)
class ResNetConfig:
    """What makes one net differ from another.

    block:     "basic" two 3 × 3 convolutions; "bottleneck" 1 × 1, 3 × 3, and 1 × 1 to four times the width.
    blocks:    in each stage; every stage but the first halves the side.
    widths:    maps of the 3 × 3 convolutions in each stage.
    shortcut:  "A" identity, extra maps zero, no parameters; "B" projection where the size changes;
               "C" projection everywhere (section 3.3 and Table 3).
    residual:  False for a plain net, without shortcuts.
    norm:      batch normalisation; without it convolutions have biases.
    stem:      "imagenet" 7 × 7 at stride 2 and 3 × 3 max pooling; "cifar" one 3 × 3 convolution.
    stride_on: which convolution of a bottleneck halves the side: "1x1" the first one, as in the paper,
               or "3x3", as in torchvision and in the files it publishes.
    init:      first weights N(0, σ²): "he" σ² = 2 / fan in (He et al. 2015, eq. 10; the paper's), "xavier"
               2 / (fan in + fan out), "normal" 0.01²; zero biases.
    head:      "linear" one layer on the averaged maps; "mlp" one as wide as they are, a ReLU, and another
               one, as MoCo v2 makes keys, of which `classes` is the length.
    """

    block: Block = "basic"
    blocks: tuple[int, ...] = (2, 2, 2, 2)
    widths: tuple[int, ...] = (64, 128, 256, 512)
    shortcut: Shortcut = "B"
    residual: bool = True
    norm: bool = True
    stem: Literal["imagenet", "cifar"] = "imagenet"
    classes: int = 1000
    stride_on: StrideOn = "3x3"
    init: Init = "he"
    head: Head = "linear"

    @property
    def expansion(self) -> int:
        """Maps that a block puts out, for each one of its 3 × 3 convolution."""
        return 4 if self.block == "bottleneck" else 1

    @property
    def convolutions(self) -> int:
        """Convolutions in the branch of one block."""
        return 3 if self.block == "bottleneck" else 2

    @property
    def depth(self) -> int:
        """Weighted layers, as the paper counts them: convolutions of stem and branches, and the classifier."""
        return self.convolutions * sum(self.blocks) + 2

    def block_names(self) -> tuple[str, ...]:
        """Return the names of all blocks in order, such as "layer2.0"."""
        return tuple(f"layer{stage}.{index}" for stage, count in enumerate(self.blocks, 1) for index in range(count))

    def responses(self) -> tuple[str, ...]:
        """Return the names in a trace of figure 7's responses: of each layer, before ReLU or addition."""
        kind = "bn" if self.norm else "conv"
        branch = [f"{name}.{kind}{n}" for name in self.block_names() for n in range(1, self.convolutions + 1)]
        return (f"{kind}1", *branch)


RESNET18 = ResNetConfig()
"""11,689,512 parameters."""
RESNET34 = ResNetConfig(blocks=(3, 4, 6, 3))
"""21,797,672 parameters."""
RESNET50 = ResNetConfig("bottleneck", (3, 4, 6, 3))
"""25,557,032 parameters."""
RESNET101 = ResNetConfig("bottleneck", (3, 4, 23, 3))
"""44,549,160 parameters."""
RESNET152 = ResNetConfig("bottleneck", (3, 8, 36, 3))
"""60,192,808 parameters."""

IMAGENET_RESNETS = {18: RESNET18, 34: RESNET34, 50: RESNET50, 101: RESNET101, 152: RESNET152}
"""The nets of Table 1 by their depth."""


def plain(config: ResNetConfig) -> ResNetConfig:
    """Return the net of the same depth without shortcuts."""
    return replace(config, residual=False)


def cifar_config(
    depth: int,
    block: Block = "basic",
    *,
    shortcut: Shortcut = "A",
    residual: bool = True,
    norm: bool = True,
    init: Init = "he",
    classes: int = 10,
) -> ResNetConfig:
    """Return the net of section 4.2 for small images: three stages of n blocks at 16, 32 and 64 maps.

    depth: 6n + 2 with basic blocks, 9n + 2 with bottlenecks. Raises ValueError for any other.
    """
    each = 9 if block == "bottleneck" else 6
    count, rest = divmod(depth - 2, each)
    if rest or count < 1:
        raise ValueError(f"expected a depth of {each}n + 2 with n ≥ 1, got {depth}")
    return ResNetConfig(
        block, (count,) * 3, (16, 32, 64), shortcut, residual, norm, stem="cifar", classes=classes, init=init
    )


@dataclass(frozen=True, slots=True)
class Surgery:
    """Blocks that are switched off for one run, by name; weights stay as they are.

    off_blocks:    their branch F is off: what comes in leaves through the shortcut alone. In a plain net
                   it leaves unchanged, with shortcut A's subsampling and zeros where the size changes.
    off_shortcuts: their shortcut is off: only F(x) is left, as in a plain net.
    """

    off_blocks: frozenset[str] = frozenset()
    off_shortcuts: frozenset[str] = frozenset()


WHOLE = Surgery()
