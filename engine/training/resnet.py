"""How a residual network learns the built-in world, for the built-in weights."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.control import Control
from engine.experiment import Request
from engine.frames import Frames
from engine.nn.resnet import RESNET18, ResNet, ResNetConfig
from engine.training.classifier import Task, train_classifier
from engine.training.outcome import about, halved, held_out_rows, sides_of
from engine.training.recipe import Made
from engine.world.source import open_source

WIDTHS = (32, 64, 128, 256)
FULL_PX = 224


def config(classes: int) -> ResNetConfig:
    """ResNet-18 of half the width: 2.8 million parameters and a quarter of the work."""
    return replace(RESNET18, widths=WIDTHS, classes=classes)


def train(request: Request, control: Control) -> Frames:
    """Train until cancelled; see `train_classifier`."""
    return train_classifier(request, control, Task(lambda classes: ResNet(config(classes))))


def finish(state: Mapping[str, Any], request: Request) -> Made:
    """Measure the network on held-out pictures."""
    kept = state["classifier"]
    source = open_source(request.folder, Control({}))
    network = ResNet(config(len(kept["classes"])))
    network.load_state_dict(kept["network"])
    network.eval().to(request.device)
    tensors = halved(network)
    rows = tuple(held_out_rows(network, source, request.device, sides_of(request, FULL_PX)))
    return Made(tensors, about("resnet", network.config, source), rows)
