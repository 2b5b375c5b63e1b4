"""Residual and plain nets that learn side by side, each from the same pictures as the others.

What differs between their curves then comes from depth and shortcuts alone. A step is a backward pass
and an update, which can be looked at one by one.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from engine.control import FiniteWatch
from engine.curves import Smoothed
from engine.frames import FloatArray
from engine.nn.resnet import ResNet
from engine.nn.resnet_config import ResNetConfig
from engine.nn.states import cloned
from engine.training.learning import MOMENTUM, load_moments, moments_of, normalised, same_shapes, set_rate
from engine.world.source import Batch

SMOOTHED_OVER = 50  # batches: the time constant of a smoothed training error


class Entrant:
    """A net and its optimiser, momentum SGD with weight decay as in section 3.4.

    name:     what a person calls it, such as "plain-56".
    smoothed: training error in per cent.
    loss:     cross-entropy in nats of the last batch, before the update.
    """

    def __init__(self, name: str, config: ResNetConfig, seed: int, device: str) -> None:
        self.name, self.config, self.device = name, config, device
        network = ResNet(config, torch.Generator().manual_seed(seed)).to(device)
        # Maps of one pixel side by side: a fifth faster for convolutions this small.
        self.network: ResNet = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimiser = torch.optim.SGD(
            [
                {"params": [parameter for parameter in network.parameters() if parameter.ndim > 1], "factor": 1.0},
                {"params": [parameter for parameter in network.parameters() if parameter.ndim == 1], "factor": 0.0},
            ],
            lr=0.1,
            momentum=MOMENTUM,
        )
        self.loss, self.smoothed = float("nan"), Smoothed(SMOOTHED_OVER)
        self._finite = FiniteWatch(f"The loss of {name}")

    def backward(self, pixels: Tensor, labels: Tensor, step: int) -> None:
        """Leave the loss's gradients in the parameters. Raises NotFinite when the loss is not finite."""
        self.network.train()
        scores = self.network(pixels)
        loss = cross_entropy(scores, labels)
        self.loss = float(loss.detach())
        self._finite(self.loss, step)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.smoothed.add(100 * float((scores.detach().argmax(dim=1) != labels).float().mean()))

    def update(self, rate: float, decay: float) -> None:
        """Take a step along the gradients that `backward` left."""
        set_rate(self.optimiser, rate, decay)
        self.optimiser.step()

    @torch.no_grad()
    def error(self, pixels: Tensor, labels: Tensor) -> float:
        """Return the error in per cent on pictures, in evaluation mode."""
        self.network.eval()
        parts = [self.network(some).argmax(dim=1) for some in torch.split(pixels, 128)]
        return 100 * int((torch.cat(parts) != labels).sum()) / len(labels)

    @torch.no_grad()
    def responses(self, pixels: Tensor) -> FloatArray:
        """Return the standard deviation of every layer's output on pictures, before ReLU or addition (figure 7).

        Batch statistics are those of the pictures, as while training; the running ones stay as they are.
        """
        kept = {name: buffer.clone() for name, buffer in self.network.named_buffers()}
        self.network.train()
        trace = self.network.trace(pixels)
        for name, buffer in self.network.named_buffers():
            buffer.copy_(kept[name])
        spread = [trace[name].std() for name in self.config.responses()]
        return torch.stack(spread).cpu().numpy()

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {
            "name": self.name,
            "network": cloned(self.network.state_dict()),
            "moments": moments_of(self.optimiser),
            "smoothed": self.smoothed.state(),
            "loss": self.loss,
        }

    def takes(self, state: Mapping[str, Any]) -> bool:
        """Say whether a state is of a net like this one."""
        return self.name == state["name"] and same_shapes(self.network, state["network"])

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self.network.load_state_dict(state["network"])
        load_moments(self.optimiser, state["moments"])
        self.smoothed.load(state["smoothed"])
        self.loss = state["loss"]


def tensors(batch: Batch, device: str) -> tuple[Tensor, Tensor]:
    """Return normalised pixels (N, 3, H, W) float32, channels last in memory, and labels (N,)."""
    pixels = normalised(batch.pixels, device).contiguous(memory_format=torch.channels_last)
    return pixels, torch.from_numpy(batch.labels).to(device)
