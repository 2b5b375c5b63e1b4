"""What every network here learns by: the schedule, a step along clipped gradients, and states to go back to.

What is learned from, and what the loss is, stands with each learner.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from math import cos, pi
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.frames import ByteArray
from engine.nn.states import cloned
from engine.nn.vit import IMAGENET_MEAN, IMAGENET_STD

MOMENTUM = 0.9
CLIP_NORM = 5.0
WARM_UP = 0.05  # share of the schedule
END_RATE = 0.002  # of the peak


def rate_at(step: int, steps: int, peak: float) -> float:
    """Warm-up, then a cosine down to a fraction of the peak, where it stays."""
    warm = max(1, round(WARM_UP * steps))
    if step <= warm:
        return peak * step / warm
    along = min(1.0, (step - warm) / max(1, steps - warm))
    return peak * (END_RATE + (1 - END_RATE) * (1 + cos(pi * along)) / 2)


def obey(optimiser: torch.optim.Optimizer, number: int, parameters: Mapping[str, Any]) -> None:
    """Take over the knobs "rate", "steps" and "decay" as they are at step `number`, counted from 1."""
    rate = rate_at(number, int(parameters["steps"]), float(parameters["rate"]))
    set_rate(optimiser, rate, float(parameters["decay"]))


def set_rate(optimiser: torch.optim.Optimizer, rate: float, decay: float) -> None:
    """Set learning rate and weight decay; the decay is multiplied by a group's "factor" where it has one."""
    for group in optimiser.param_groups:
        group["lr"], group["weight_decay"] = rate, group.get("factor", 1.0) * decay


def descend(loss: Tensor, network: nn.Module, optimiser: torch.optim.Optimizer) -> None:
    """Take a step down the gradients of a loss, all of them together no longer than `CLIP_NORM`."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)
    optimiser.step()


def mixed_precision(device: str) -> AbstractContextManager[object]:
    """Autocast to bfloat16 on CUDA; elsewhere everything stays float32."""
    return torch.autocast("cuda", dtype=torch.bfloat16, enabled=device.startswith("cuda"))


def normalised(pixels: ByteArray, device: str) -> Tensor:
    """Turn (N, H, W, 3) uint8 into (N, 3, H, W) float32 by ImageNet's mean and deviation."""
    mean, deviation = (torch.tensor(values, device=device) for values in (IMAGENET_MEAN, IMAGENET_STD))
    scaled = (torch.from_numpy(np.ascontiguousarray(pixels)).to(device).float() / 255 - mean) / deviation
    return scaled.permute(0, 3, 1, 2).contiguous()


def moments_of(optimiser: torch.optim.Optimizer) -> dict[int, dict[str, Any]]:
    """A copy of what an optimiser remembers of each parameter, without its rate and decay."""
    moments: dict[int, dict[str, Any]] = cloned(optimiser.state_dict()["state"])
    return moments


def load_moments(optimiser: torch.optim.Optimizer, moments: Mapping[int, Any]) -> None:
    """Go back to what `moments_of` returned."""
    optimiser.load_state_dict({**optimiser.state_dict(), "state": cloned(dict(moments))})


def same_shapes(network: nn.Module, kept: Mapping[str, Tensor]) -> bool:
    """Say whether a state is of a network of this shape."""
    mine = {name: tensor.shape for name, tensor in network.state_dict().items()}
    return mine == {name: tensor.shape for name, tensor in kept.items()}
