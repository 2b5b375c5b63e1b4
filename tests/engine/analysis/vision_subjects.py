"""Small networks and pictures to look into, with weights drawn from a seed."""

import numpy as np
import torch

from engine.analysis.vision import Network, Subject
from engine.frames import ByteArray, Provenance
from engine.images import Picture, picture_from_array
from engine.nn.alexnet import AlexNet, AlexNetConfig
from engine.nn.resnet import ResNet, ResNetConfig
from engine.weights.store import Loaded

SIDE = 95
ALEXNET = AlexNetConfig(widths=(8, 12, 12, 12, 8), hidden=16, classes=6, pool_side=2, init="he")
RESNET = ResNetConfig(blocks=(1, 1), widths=(8, 12), classes=6)
LABELS = ("ape", "bee", "cat", "dog", "eel", "fox")


def noise(seed: int = 0, side: int = SIDE) -> ByteArray:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3)).astype(np.uint8)


def picture(seed: int = 0, side: int = SIDE) -> Picture:
    return picture_from_array(noise(seed, side), f"noise {seed}.png")


def loaded(name: str = "alexnet") -> Loaded[Network, AlexNetConfig | ResNetConfig]:
    generator = torch.Generator().manual_seed(3)
    config = ALEXNET if name == "alexnet" else RESNET
    model = AlexNet(ALEXNET, generator) if name == "alexnet" else ResNet(RESNET, generator)
    provenance = Provenance("random", "Small network")
    model = model.eval().requires_grad_(False)
    return Loaded(model, config, provenance, f"small {name}", (0.5, 0.5, 0.5), (0.25, 0.25, 0.25), LABELS)


def subject(name: str = "alexnet", seed: int = 0) -> Subject:
    return Subject(loaded(name), picture(seed), SIDE, lambda: None)
