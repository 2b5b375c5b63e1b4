"""Weights that are finite themselves can still make NaN of a picture; that is told before anything is drawn of it."""

from typing import TYPE_CHECKING

from engine.errors import UserError
from engine.lazy import lazy

if TYPE_CHECKING:
    import torch
    from torch import Tensor
else:
    torch = lazy("torch")


def check_answers(answers: "Tensor") -> None:
    """Raise UserError when a network answered a picture with NaN or infinity."""
    if not bool(torch.isfinite(answers).all()):
        raise UserError(
            "The network answers this picture with NaN or infinite numbers: its weights are too large.",
            "Choose other weights, or an earlier checkpoint of these.",
        )
