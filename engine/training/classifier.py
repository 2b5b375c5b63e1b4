"""Learning the classes of the world, or of the user's folders, by momentum SGD.

Used live by the papers' panels and, with fixed settings, by the recipes of the built-in weights.
On CUDA it computes in mixed precision (bfloat16 where there is any choice to make, float32 sums).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from engine.control import Control, FiniteWatch
from engine.curves import Curves
from engine.experiment import Request
from engine.frames import Axis, ByteArray, CurveFrame, Frame, Frames, GridFrame, Provenance, Tick
from engine.nn.states import cloned
from engine.training.learning import MOMENTUM, descend, load_moments, mixed_precision, moments_of, normalised, obey
from engine.world.source import Batch, Source, open_source

SMOOTHING = 0.1  # label smoothing: a composite often shows more than its subject
EVALUATE_EVERY, FIRST_EVALUATIONS = 100, (10, 30)  # steps
EVALUATED_LIVE, EVALUATED_FINALLY = 256, 4096
_SHOWN = 12

Draw = Callable[[nn.Module, int], Iterator[Frame]]


@dataclass(frozen=True, slots=True)
class Task:
    """What a paper brings to the training.

    make:   the network for so many classes, on the CPU.
    decays: (parameter name) to the factor of the decay that acts on it, 0 for none.
    draw:   the paper's own views of the network, such as its kernels.
    """

    make: Callable[[int], nn.Module]
    decays: Callable[[str], float] = lambda name: 1.0
    draw: Draw = lambda network, step: iter(())


class Classifier:
    """A network, its optimiser and its data; `step` learns from one batch."""

    def __init__(self, task: Task, source: Source, request: Request) -> None:
        self.task, self.source, self.device = task, source, request.device
        self.seed = request.seed
        self.network = task.make(len(source.classes)).to(request.device)
        self.optimiser = torch.optim.SGD(
            [
                {"params": [tensor], "factor": task.decays(name) if tensor.ndim > 1 else 0.0}
                for name, tensor in self.network.named_parameters()
            ],
            lr=0.1,
            momentum=MOMENTUM,
        )

    def step(self, number: int, parameters: Mapping[str, Any]) -> float:
        """Learn from batch `number`, counted from 1; return the loss."""
        size, batch = int(parameters["size"]), int(parameters["batch"])
        obey(self.optimiser, number, parameters)
        pixels, labels = self.tensors(self.source.train(self.seed, number, batch, size))
        self.network.train()
        with mixed_precision(self.device):
            loss = cross_entropy(self.network(pixels).float(), labels, label_smoothing=SMOOTHING)
        descend(loss, self.network, self.optimiser)
        return float(loss.detach())

    def tensors(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return normalised pixels (N, 3, H, W) float32 and labels (N,) on the device."""
        return normalised(batch.pixels, self.device), torch.from_numpy(batch.labels).to(self.device)

    def logits(self, pixels: ByteArray) -> Tensor:
        """Logits (N, classes) of pictures (N, H, W, 3), as the network is used after training."""
        return logits_of(self.network, pixels, self.device)

    def state(self) -> dict[str, Any]:
        """A copy of what a fork or a checkpoint needs."""
        return {
            "network": cloned(self.network.state_dict()),
            "moments": moments_of(self.optimiser),
            "classes": list(self.source.classes),
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self.network.load_state_dict(state["network"])
        load_moments(self.optimiser, state["moments"])


def train_classifier(request: Request, control: Control, task: Task) -> Frames:
    """Train until cancelled. Raises NotFinite when the loss is not, UserError for a folder without pictures."""
    control.from_weights(Provenance("random", f"trained live from seed {request.seed}"))
    source = open_source(request.folder, control)
    learner, curves, step = Classifier(task, source, request), Curves(), 0
    if control.start is not None:
        step = control.start.step
        learner.load(control.start.state["classifier"])
        curves.load(control.start.state["curves"])
    size = cast(int, control["size"])
    shown = source.held_out(_SHOWN, size)
    held_out = cache(lambda: source.held_out(EVALUATED_LIVE, size))  # made when first tested on, to start at once
    finite = FiniteWatch("The loss")
    while True:
        control.check()
        if control.advancing:
            step += 1
            curves.add(step, loss=finite(learner.step(step, control.parameters), step))
            if step in FIRST_EVALUATIONS or step % EVALUATE_EVERY == 0:
                first, five = accuracy(learner.network, held_out(), learner.device)
                curves.add(step, first=100 * (1 - first), five=100 * (1 - five))
        if control.due(step):
            yield from _drawn(learner, curves, shown, step)
        control.keep(step, lambda: {"classifier": learner.state(), "curves": curves.state()})
        yield Tick(step=step)


def _drawn(learner: Classifier, curves: Curves, shown: Batch, step: int) -> Frames:
    yield over_steps("loss", "Loss", Axis("cross-entropy", "nats"), curves, step, loss="training batches")
    errors = {"first": "top-1", "five": "top-5"}
    yield over_steps("error", "Held-out error", Axis("error", "%"), curves, step, **errors)
    yield guesses(learner, shown, step)
    yield from learner.task.draw(learner.network, step)


def over_steps(slot: str, title: str, y_axis: Axis, curves: Curves, step: int, **names: str) -> CurveFrame:
    """Curves over training steps: curve name = legend text."""
    return CurveFrame(
        slot=slot,
        step=step,
        title=title,
        series=curves.series(**names),
        x_axis=Axis("step"),
        y_axis=y_axis,
        over_steps=True,
    )


def guesses(learner: Classifier, shown: Batch, step: int) -> GridFrame:
    """Held-out pictures with what the network takes them for now."""
    pictures = shown.pixels
    chances = learner.logits(pictures).softmax(dim=1)
    labels = [
        f"{learner.source.classes[int(best)]} {float(chance):.0%}"
        for chance, best in zip(*chances.max(dim=1), strict=True)
    ]
    right = int((chances.argmax(dim=1).cpu().numpy() == shown.labels).sum())
    return GridFrame(
        slot="guesses",
        step=step,
        title="Held-out pictures",
        detail=f"{right} of {len(pictures)} right",
        tiles=pictures,
        columns=4,
        labels=tuple(labels),
    )


@torch.no_grad()
def logits_of(network: nn.Module, pixels: ByteArray, device: str, batch: int = 128) -> Tensor:
    """Logits (N, classes) in evaluation mode, batch by batch; the network is left in training mode as it was."""
    was_training = network.training
    network.eval()
    parts = [network(normalised(pixels[at : at + batch], device)) for at in range(0, len(pixels), batch)]
    network.train(was_training)
    return torch.cat(parts)


def accuracy(network: nn.Module, batch: Batch, device: str) -> tuple[float, float]:
    """Share of pictures whose class is the first, and among the first five, of the network's guesses."""
    logits = logits_of(network, batch.pixels, device)
    labels = torch.from_numpy(batch.labels).to(device)
    ranked = logits.topk(min(5, logits.shape[1]), dim=1).indices == labels[:, None]
    return float(ranked[:, 0].float().mean()), float(ranked.any(dim=1).float().mean())
