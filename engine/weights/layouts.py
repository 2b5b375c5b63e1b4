"""The architectures whose weights are read here, and how a file of weights is told to be one of them.

Each has a module of its own for the names that other code bases give to its parameters:
`layouts_vit`, `layouts_mae`, `layouts_alexnet`, `layouts_resnet`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import UserError
from engine.nn.alexnet import PAPER_ALEXNET, AlexNet, AlexNetConfig
from engine.nn.mae import MAE_BASE, MAE_SMALL, MAEConfig, MaskedAutoencoder
from engine.nn.moco import MOCO_SMALL, MOCO_V2
from engine.nn.resnet import ResNet
from engine.nn.resnet_config import RESNET18, RESNET50, ResNetConfig
from engine.nn.vit import DINOV2_S14, IMAGENET_MEAN, IMAGENET_STD, VIT_B16, VisionTransformer, ViTConfig
from engine.weights import layouts_alexnet, layouts_mae, layouts_resnet, layouts_vit
from engine.weights.fitting import Reading

SEE_LIST = "See what there is with: python -m engine weights list."

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Architecture:
    """One kind of network.

    name:    as in the catalogue.
    title:   with its article, for sentences.
    layouts: names of its key layouts.
    detect:  (names of a file's tensors) to the name of the layout, or None.
    convert: (state dict, file name) to its configuration and its tensors under our names; UserError.
    build:   (configuration, generator) to a network with first weights.
    config:  the class of its configurations.
    told:    fields of a configuration that the shapes in a file tell for sure.
    random:  configurations of the catalogue's random entries, by their names.
    refusal: (names, file name) of another network to the sentence why it is not enough, None for the usual one.
    problems: (configuration) to what a file may wrongly say of itself: each sentence, and whether it holds.
    """

    name: str
    title: str
    layouts: tuple[str, ...]
    detect: Callable[[Iterable[str]], str | None]
    convert: Callable[[Mapping[str, Tensor], str], tuple[Any, dict[str, Tensor]]]
    build: Callable[..., nn.Module]
    config: type[Any]
    told: tuple[str, ...]
    random: Mapping[str, Any]
    refusal: Callable[[Iterable[str], str], UserError | None] = lambda names, file: None
    problems: Callable[[Any], Mapping[str, bool]] = lambda config: {}

    def blank(self, config: Any, device: str) -> nn.Module:
        """Build a network without drawing first weights; its numbers are whatever lay there."""
        with torch.device("meta"):
            model = self.build(config)
        return model.to_empty(device=device)

    def expected(self, config: Any) -> dict[str, Tensor]:
        """Return names and shapes of a network's tensors, on the meta device."""
        with torch.device("meta"):
            return self.build(config).state_dict()


def _detect_vit(names: Iterable[str]) -> str | None:
    layout = layouts_vit.detect(names)
    return layout.name if layout else None


ARCHITECTURES = (
    Architecture(  # before "vit", whose names it has, too
        "mae",
        "a masked autoencoder",
        layouts_mae.LAYOUTS,
        layouts_mae.detect,
        layouts_mae.convert,
        MaskedAutoencoder,
        MAEConfig,
        (
            *("patch", "width", "depth", "hidden", "image_size", "classes", "layer_scale", "mask_token"),
            *("decoder_width", "decoder_depth", "mask_in_encoder"),
        ),
        {"random-mae-base": MAE_BASE, "random-mae-small": MAE_SMALL},
        layouts_mae.refusal,
        layouts_mae.problems_of,
    ),
    Architecture(
        "vit",
        "a Vision Transformer",
        tuple(layout.name for layout in layouts_vit.LAYOUTS),
        _detect_vit,
        layouts_vit.convert,
        VisionTransformer,
        ViTConfig,
        ("patch", "width", "depth", "heads", "hidden", "image_size", "classes", "layer_scale", "mask_token"),
        {"random-vits14": DINOV2_S14, "random-vitb16": VIT_B16},
        problems=layouts_vit.problems_of,
    ),
    Architecture(
        "alexnet",
        "an AlexNet",
        layouts_alexnet.LAYOUTS,
        layouts_alexnet.detect,
        layouts_alexnet.convert,
        AlexNet,
        AlexNetConfig,
        ("widths", "two_towers", "hidden", "classes", "pool_side", "norm"),
        {"random-alexnet": PAPER_ALEXNET},
    ),
    Architecture(
        "resnet",
        "a ResNet",
        layouts_resnet.LAYOUTS,
        layouts_resnet.detect,
        layouts_resnet.convert,
        ResNet,
        ResNetConfig,
        ("block", "blocks", "widths", "norm", "stem", "classes", "head"),
        {
            "random-resnet18": RESNET18,
            "random-resnet50": RESNET50,
            "random-moco-small": MOCO_SMALL,
            "random-moco-v2": MOCO_V2,
        },
    ),
)


def find_architecture(name: str) -> Architecture:
    """Return the architecture called `name`. Raises KeyError."""
    return {architecture.name: architecture for architecture in ARCHITECTURES}[name]


def recognise(names: Iterable[str]) -> Architecture | None:
    """Return the architecture that a file's tensors are of, by their names, or None."""
    names = tuple(names)
    return next((architecture for architecture in ARCHITECTURES if architecture.detect(names)), None)


def choose(names: Iterable[str], file: str, wanted: str = "") -> Architecture:
    """Return the architecture to read a file as: the wanted one, or whatever it is where none is wanted.

    Raises UserError when the file is another network than the wanted one, or none at all.
    """
    names = tuple(names)
    found = recognise(names)
    if found is None and not wanted:
        *titles, last = (architecture.title.split(" ", 1)[1] for architecture in ARCHITECTURES)
        raise Reading(file, SEE_LIST).unknown(f"{', '.join(titles)} or {last}", names)
    if found is None:
        return find_architecture(wanted)  # whose `convert` says what is missing
    if wanted and found.name != wanted:
        raise find_architecture(wanted).refusal(names, file) or other_network(file, found.name, wanted)
    return found


def other_network(what: str, found: str, wanted: str) -> UserError:
    """Return the sentence for weights that belong to another paper's network."""
    titles = (find_architecture(name).title for name in (found, wanted))
    return UserError("{} holds {}, not {}.".format(what, *titles), f"Open it in a panel that shows one. {SEE_LIST}")


def normalisation(config: Any) -> tuple[Triple, Triple]:
    """Return mean and standard deviation of the input that published weights expect: ImageNet's, or the config's."""
    if isinstance(config, ViTConfig):
        return config.mean, config.std
    return IMAGENET_MEAN, IMAGENET_STD
