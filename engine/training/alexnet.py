"""How AlexNet learns from little data, and what its weights are measured by.

Two things the paper did not have make structured kernels on a CPU in an hour instead of a week on two
GPUs: batch normalisation while training, folded into the weights at the end, so that what is kept is
the paper's network; and a strong weight decay on the first layer, whose noise would otherwise stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from torch import nn

from engine.analysis.kernels import as_tiles, tuning
from engine.control import Control
from engine.experiment import Request
from engine.frames import Frame, Frames, GridFrame
from engine.nn.alexnet import WORLD_ALEXNET, AlexNet, fold_batch_norm
from engine.training.classifier import Task, train_classifier
from engine.training.outcome import about, halved, held_out_rows, sides_of
from engine.training.recipe import Made
from engine.world.source import open_source

FIRST_LAYER_DECAY = 20.0  # times the decay of the other layers: 1e-2 beside 5e-4
FIRST_LAYER_STD = 0.01  # as in the paper
DROPOUT = 0.2  # the paper's 0.5 is for 90 passes over a million pictures
PAPER_PX = 227


def task() -> Task:
    """The network and its rules for `train_classifier`."""
    return Task(_make, _decays, _draw)


def train(request: Request, control: Control) -> Frames:
    """Train until cancelled; see `train_classifier`."""
    return train_classifier(request, control, task())


def _make(classes: int) -> AlexNet:
    network = AlexNet(replace(WORLD_ALEXNET, classes=classes, norm="batch", dropout=DROPOUT))
    nn.init.normal_(network.get_submodule("conv1").weight, std=FIRST_LAYER_STD)  # type: ignore[arg-type]
    return network


def _decays(name: str) -> float:
    return FIRST_LAYER_DECAY if name.startswith("conv1.") else 1.0


def _draw(network: nn.Module, step: int) -> Iterator[Frame]:
    kernels = network.get_submodule("conv1").weight.detach().cpu().numpy()  # type: ignore[operator]
    structured = int(tuning(kernels).structured.sum())
    yield GridFrame(
        slot="kernels",
        step=step,
        title="First-layer kernels",
        detail=f"{structured} of {len(kernels)} structured",
        tiles=as_tiles(kernels),
        columns=12,
        gap=1,
    )


def finish(state: Mapping[str, Any], request: Request) -> Made:
    """Fold the batch normalisation in, and measure on held-out composites."""
    kept = state["classifier"]
    source = open_source(request.folder, Control({}))
    trained = _make(len(kept["classes"]))
    trained.load_state_dict(kept["network"])
    network = fold_batch_norm(trained.eval()).to(request.device)
    tensors = halved(network)  # measured as it is shipped
    rows = (*held_out_rows(network, source, request.device, sides_of(request, PAPER_PX)), *_kernel_rows(network))
    return Made(tensors, about("alexnet", network.config, source), rows)


def _kernel_rows(network: AlexNet) -> Iterator[tuple[str, str]]:
    found = tuning(network.get_submodule("conv1").weight.detach().cpu().numpy())  # type: ignore[operator]
    yield "First-layer kernels with structure", f"{int(found.structured.sum())} of {len(found.structured)}"
    half = len(found.structured) // 2
    for name, tower in (("first tower", slice(0, half)), ("second tower", slice(half, None))):
        yield (
            f"Kernels of the {name}",
            f"mean orientation selectivity {found.selectivity[tower].mean():.2f}, "
            f"mean colour share {found.colour[tower].mean():.2f}",
        )
