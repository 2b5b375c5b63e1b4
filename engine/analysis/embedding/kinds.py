"""The features that pictures can be described by: one line each. Imports no torch.

To add one: its name, what a person calls it, the network's architecture, its weights in the catalogue,
the side it is shown pictures at, and how its features are taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

Take = Callable[[Any, "Tensor"], "Tensor"]


def pooled(model: Any, images: "Tensor") -> "Tensor":
    """Return what stands before the classifier, (B, D): the last maps averaged, or the last hidden layer."""
    return model.features(images)  # type: ignore[no-any-return]  # the network's own method


def class_token(model: Any, images: "Tensor") -> "Tensor":
    """Return the class token after the last norm, (B, D)."""
    return model(images)[:, 0]  # type: ignore[no-any-return]


def mean_patch(model: Any, images: "Tensor") -> "Tensor":
    """Return the mean of the patch tokens after the last norm, (B, D)."""
    return model(images)[:, 1:].mean(dim=1)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """One way to describe a picture by a vector.

    architecture: of the catalogue; "" when no network is needed.
    weights:      a name of the catalogue, or "auto" for the best of the architecture on this machine.
    side_px:      side of the pictures it is shown.
    untrained:    True for the same network with weights drawn at random.
    own:          True when the weights that a person chose for the paper take the place of `weights`.
    """

    name: str
    label: str
    architecture: str
    weights: str
    side_px: int
    take: Take = pooled
    untrained: bool = False
    own: bool = False


KINDS: tuple[FeatureKind, ...] = (
    FeatureKind("moco", "MoCo", "resnet", "moco-world", 64, own=True),
    FeatureKind("mae", "MAE", "mae", "mae-world", 96, mean_patch),
    FeatureKind("dinov2", "DINOv2", "vit", "dinov2-vits14-packaged", 98, class_token),
    FeatureKind("resnet", "ResNet, supervised", "resnet", "resnet-world", 96),
    FeatureKind("alexnet", "AlexNet, supervised", "alexnet", "alexnet-world", 115),
    FeatureKind("pixels", "Raw pixels", "", "", 16),
    FeatureKind("random", "Random weights", "resnet", "resnet-world", 96, untrained=True),
)


def find_kind(name: str) -> FeatureKind:
    """Return the features called `name`. Raises KeyError."""
    return {kind.name: kind for kind in KINDS}[name]
