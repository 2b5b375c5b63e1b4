"""Generators and discriminators, from the paper's perceptrons to a small DCGAN pair.

The paper (Goodfellow et al., 2014) uses multilayer perceptrons; the convolutional pair follows
Radford et al., 2015 (arXiv 1511.06434): strided convolutions, batch norm in G, leaky ReLU in D.
Discriminators return logits (B,), so D(x) = sigmoid(logit): losses on logits do not overflow.
"""

from torch import Tensor, nn


class Perceptron(nn.Module):
    """`depth` hidden layers of `width` units, then a linear layer.

    Input (B, inputs), output (B, outputs). activation: nn.ReLU for G, nn.LeakyReLU for D.
    """

    def __init__(self, inputs: int, outputs: int, width: int, depth: int, activation: type[nn.Module]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for incoming in [inputs] + [width] * (depth - 1):
            layers += [nn.Linear(incoming, width), activation()]
        self.layers = nn.Sequential(*layers, nn.Linear(width, outputs))

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.layers(x)
        return result


class Logit(nn.Module):
    """Wraps a network with one output (B, 1) to return logits (B,)."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.body(x)
        return result.squeeze(1)


class ConvGenerator(nn.Module):
    """Noise (B, noise) to images (B, channels, 28, 28) in -1..1; `width` channels before the last layer."""

    def __init__(self, noise: int, width: int, channels: int) -> None:
        super().__init__()
        self.width = width
        self.project = nn.Sequential(
            nn.Linear(noise, 2 * width * 7 * 7, bias=False), nn.BatchNorm1d(2 * width * 7 * 7), nn.ReLU()
        )
        self.paint = nn.Sequential(
            nn.ConvTranspose2d(2 * width, width, 4, stride=2, padding=1, bias=False),  # 7 -> 14
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.ConvTranspose2d(width, channels, 4, stride=2, padding=1),  # 14 -> 28
            nn.Tanh(),
        )
        self.apply(_dcgan_init)

    def forward(self, z: Tensor) -> Tensor:
        seed = self.project(z).view(-1, 2 * self.width, 7, 7)  # (B, 98·width) -> (B, 2·width, 7, 7)
        result: Tensor = self.paint(seed)
        return result


class ConvDiscriminator(nn.Module):
    """Images (B, channels, 28, 28) to logits (B,)."""

    def __init__(self, width: int, channels: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            nn.Conv2d(channels, width, 4, stride=2, padding=1),  # 28 -> 14
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, 2 * width, 4, stride=2, padding=1, bias=False),  # 14 -> 7
            nn.BatchNorm2d(2 * width),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            nn.Dropout(0.3),
            nn.Linear(2 * width * 7 * 7, 1),
        )
        self.apply(_dcgan_init)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.look(x)
        return result.squeeze(1)


def _dcgan_init(module: nn.Module) -> None:
    """Weights N(0, 0.02), as the DCGAN paper draws them (section 4)."""
    if isinstance(module, nn.Conv2d | nn.ConvTranspose2d | nn.Linear):
        nn.init.normal_(module.weight, 0.0, 0.02)
