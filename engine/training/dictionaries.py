"""Three ways to keep the dictionary that queries are looked up in (figure 2 of MoCo's paper).

End-to-end: the keys of the same batch, which learn too. Memory bank: what each picture's last query was, of
which some are drawn. MoCo: a queue of the last batches' keys, from an encoder that follows slowly.

All of them begin with the same weights and see the same views. Pictures are so few here that a dictionary
often holds the query's own picture; such a key never counts as a negative, in any of the three.

Legend as in `engine.nn.moco`: B images; D length of a key; K keys; T temperature.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.control import FiniteWatch
from engine.curves import Smoothed
from engine.frames import ByteArray, FloatArray, IntArray
from engine.nn.moco import MoCo, Queue, contrast, unit_keys
from engine.nn.resnet import ResNet, ResNetConfig
from engine.nn.states import cloned
from engine.training.learning import MOMENTUM, descend, normalised, set_rate

Kind = Literal["end-to-end", "bank", "moco"]

ENCODER = ResNetConfig(blocks=(1, 1, 1), widths=(16, 32, 64), classes=32, head="mlp")
"""Learns from 32 pixels, about 25 ms a batch of 64 on one core: 85,552 parameters."""
GROUPS = 2  # of a batch, for batch norm; keys are shuffled among them (section 3.3)
BANK_MOMENTUM = 0.5  # of a picture's place in the bank, as Wu et al. 2018 have it
SMOOTHED_OVER = 30  # batches: the time constant of what is smoothed


@dataclass(frozen=True, slots=True)
class Plan:
    """One mechanism of a comparison.

    size:     K, keys in the dictionary; end-to-end counts the positive among them.
    momentum: of the key encoder; None for the knob's. Only MoCo has one.
    """

    kind: Kind
    size: int
    momentum: float | None = None

    @property
    def key(self) -> str:
        """Names its curves."""
        return f"{self.kind}_{self.size}" + ("" if self.momentum is None else f"_{self.momentum:g}")


@dataclass(frozen=True, slots=True)
class Views:
    """What every mechanism sees at a step.

    one, two: (B, 3, S, S) views for queries and for keys. names: (B,) numbers of the pictures.
    order:    (B,) in which keys meet for batch norm.
    """

    step: int
    one: Tensor
    two: Tensor
    names: Tensor
    order: Tensor


Replay = Callable[[int], Views]


class Mechanism(ABC):
    """An encoder that learns by looking up queries in a dictionary of its own kind.

    loss: InfoNCE of the last batch.
    """

    def __init__(self, plan: Plan, encoder: ResNet, device: str) -> None:
        self.plan, self.device, self.encoder = plan, device, encoder
        self.optimiser = torch.optim.SGD(self.encoder.parameters(), lr=0.1, momentum=MOMENTUM)
        self.loss, self._right = float("nan"), Smoothed(SMOOTHED_OVER)
        self._finite = FiniteWatch(f"The loss of {plan.key}")

    @property
    def right(self) -> float:
        """Share of queries whose positive was the most similar, smoothed."""
        return self._right.value

    def learn(self, views: Views, rate: float, knobs: Mapping[str, Any]) -> None:
        """Learn from one batch. Raises NotFinite when the loss is not."""
        set_rate(self.optimiser, rate, float(knobs["decay"]))
        self.encoder.train()
        queries = unit_keys(self.encoder, views.one, GROUPS)
        logits, answers = self._look_up(queries, views, knobs)
        loss = F.cross_entropy(logits, answers)
        self.loss = float(loss.detach())
        self._finite(self.loss, views.step)
        descend(loss, self.encoder, self.optimiser)
        self._store(queries.detach(), views)
        self._right.add(float((logits.detach().argmax(dim=1) == answers).float().mean()))

    @abstractmethod
    def _look_up(self, queries: Tensor, views: Views, knobs: Mapping[str, Any]) -> tuple[Tensor, Tensor]:
        """Return logits (B, keys) and which key is the right one (B,)."""

    def _store(self, queries: Tensor, views: Views) -> None:  # noqa: B027  # end-to-end keeps nothing
        """Keep what the next lookup needs."""

    @abstractmethod
    def ages(self, step: int) -> IntArray:
        """Return how many steps ago each key of the dictionary was made, (K,), the newest first."""

    def drift(self, step: int, replay: Replay) -> float:
        """Return how far keys of middling age are from what would be made of the same views now, 1 - cosine."""
        return 0.0

    @torch.no_grad()
    def features(self, pixels: ByteArray) -> FloatArray:
        """Return what stands before the head for whole pictures (N, H, W, 3), (N, features)."""
        self.encoder.eval()
        return np.asarray(self.encoder.features(normalised(pixels, self.device)).cpu().numpy(), np.float32)

    def state(self) -> dict[str, Any]:
        """A copy of what a fork needs."""
        return {
            "key": self.plan.key,
            "encoder": cloned(self.encoder.state_dict()),
            "optimiser": cloned(self.optimiser.state_dict()),
            "loss": self.loss,
            "right": self._right.state(),
            "dictionary": self._dictionary(),
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self.encoder.load_state_dict(state["encoder"])
        self.optimiser.load_state_dict(cloned(dict(state["optimiser"])))
        self.loss = state["loss"]
        self._right.load(state["right"])
        self._restore(state["dictionary"])

    def _dictionary(self) -> dict[str, Any]:
        return {}

    def _restore(self, dictionary: Mapping[str, Any]) -> None:  # noqa: B027  # nor has it anything to go back to
        """Go back to what `_dictionary` returned."""


class EndToEnd(Mechanism):
    """Keys come from the same batch and the same encoder; gradients reach both sides (figure 2a)."""

    def _look_up(self, queries: Tensor, views: Views, knobs: Mapping[str, Any]) -> tuple[Tensor, Tensor]:
        keys = unit_keys(self.encoder, views.two[views.order], GROUPS)[views.order.argsort()]
        place = torch.arange(len(queries), device=queries.device)
        part = place // self.plan.size  # a batch larger than the dictionary makes several of them
        apart = part[:, None] != part[None, :]
        return (queries @ keys.T / float(knobs["temperature"])).masked_fill(apart, -torch.inf), place

    def ages(self, step: int) -> IntArray:
        return np.zeros(self.plan.size, np.int64)


class MemoryBank(Mechanism):
    """Every picture has a place, random at first; its positive is what stands there (figure 2b).

    After a step a picture's place is moved half way to its query. K places are drawn at each step.
    """

    def __init__(self, plan: Plan, encoder: ResNet, device: str, pictures: int, seed: int) -> None:
        super().__init__(plan, encoder, device)
        generator = torch.Generator().manual_seed(seed)
        self.bank = F.normalize(torch.randn(pictures, encoder.config.classes, generator=generator), dim=1).to(device)
        self.born = torch.zeros(pictures, dtype=torch.int64, device=device)
        self._seed = seed

    def _look_up(self, queries: Tensor, views: Views, knobs: Mapping[str, Any]) -> tuple[Tensor, Tensor]:
        drawn = self._drawn(views.step)
        logits = contrast(queries, self.bank[views.names], self.bank[drawn], float(knobs["temperature"]))
        return _without_own(logits, drawn, views.names)

    def _drawn(self, step: int) -> Tensor:
        """Return which places are looked at in a step, (K,)."""
        rng, count = np.random.default_rng((self._seed, step, 7)), len(self.bank)
        return torch.from_numpy(rng.choice(count, min(self.plan.size, count), replace=False)).to(self.device)

    def _store(self, queries: Tensor, views: Views) -> None:
        mixed = BANK_MOMENTUM * self.bank[views.names] + (1 - BANK_MOMENTUM) * queries
        self.bank[views.names] = F.normalize(mixed, dim=1)
        self.born[views.names] = views.step

    def ages(self, step: int) -> IntArray:
        return np.sort((step - self.born[self._drawn(step)]).cpu().numpy())

    def drift(self, step: int, replay: Replay) -> float:
        made = max(1, step - int(np.median(self.ages(step))))
        views = replay(made)
        kept = views.names[self.born[views.names] == made]
        now = _encoded(self.encoder, views.one, None)
        return _apart(self.bank[kept], now[_rows(kept, views.names)])

    def _dictionary(self) -> dict[str, Any]:
        return {"bank": cloned(self.bank), "born": cloned(self.born)}

    def _restore(self, dictionary: Mapping[str, Any]) -> None:
        self.bank, self.born = cloned(dictionary["bank"]), cloned(dictionary["born"])


class MomentumQueue(Mechanism):
    """A queue of keys by an encoder that follows the one for queries (figure 2c)."""

    def __init__(self, plan: Plan, pair: MoCo, device: str, seed: int) -> None:
        super().__init__(plan, pair.encoder_q, device)
        self.pair = pair
        generator = torch.Generator().manual_seed(seed)
        self.queue = Queue(plan.size, self.encoder.config.classes, generator).to(device)
        self._keys = self.queue.keys

    def _look_up(self, queries: Tensor, views: Views, knobs: Mapping[str, Any]) -> tuple[Tensor, Tensor]:
        momentum = knobs["momentum"] if self.plan.momentum is None else self.plan.momentum
        self.pair.follow(float(momentum))
        self.pair.encoder_k.train()
        self._keys = self.pair.keys(views.two, GROUPS, views.order)
        logits = contrast(queries, self._keys, self.queue.keys, float(knobs["temperature"]))
        return _without_own(logits, self.queue.name, views.names)

    def _store(self, queries: Tensor, views: Views) -> None:
        self.queue.push(self._keys, views.names, views.step)

    def ages(self, step: int) -> IntArray:
        return np.asarray((step - self.queue.born[self.queue.order()]).cpu().numpy())

    def drift(self, step: int, replay: Replay) -> float:
        made = max(1, step - int(np.median(self.ages(step))))
        views = replay(made)
        kept = torch.nonzero(self.queue.born == made).flatten()
        now = _encoded(self.pair.encoder_k, views.two, views.order)
        return _apart(self.queue.keys[kept], now[_rows(self.queue.name[kept], views.names)])

    def _dictionary(self) -> dict[str, Any]:
        key_encoder = cloned(self.pair.encoder_k.state_dict())
        return {"encoder": key_encoder, "queue": cloned(self.queue.state_dict()), "next": self.queue.next}

    def _restore(self, dictionary: Mapping[str, Any]) -> None:
        self.pair.encoder_k.load_state_dict(dictionary["encoder"])
        self.queue.load_state_dict(dictionary["queue"])
        self.queue.next = int(dictionary["next"])


def make(plan: Plan, pictures: int, seed: int, device: str) -> Mechanism:
    """Make the mechanism of a plan. Of one seed, all begin with the same weights."""
    pair = MoCo(ENCODER, torch.Generator().manual_seed(seed)).to(device)
    # Maps of one pixel side by side: faster for convolutions this small.
    pair = pair.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if plan.kind == "end-to-end":
        return EndToEnd(plan, pair.encoder_q, device)
    if plan.kind == "bank":
        return MemoryBank(plan, pair.encoder_q, device, pictures, seed)
    return MomentumQueue(plan, pair, device, seed)


def _without_own(logits: Tensor, dictionary: Tensor, names: Tensor) -> tuple[Tensor, Tensor]:
    """Take keys of the query's own picture from the negatives; the positive, which is the first, stays."""
    own = F.pad(names[:, None] == dictionary[None, :], (1, 0))
    return logits.masked_fill(own, -torch.inf), torch.zeros_like(names)


def _rows(wanted: Tensor, names: Tensor) -> Tensor:
    """Return where each wanted name stands among `names`."""
    return (wanted[:, None] == names[None, :]).int().argmax(dim=1)


def _apart(one: Tensor, other: Tensor) -> float:
    """Mean of 1 - cosine of unit vectors (N, D), 0 for none."""
    return float(1 - (one * other).sum(dim=1).mean()) if len(one) else 0.0


@torch.no_grad()
def _encoded(encoder: ResNet, images: Tensor, order: Tensor | None) -> Tensor:
    """Encode as while learning, without leaving a trace in the running statistics."""
    with _kept_statistics(encoder):
        if order is None:
            return unit_keys(encoder, images, GROUPS)
        return unit_keys(encoder, images[order], GROUPS)[order.argsort()]


@contextmanager
def _kept_statistics(network: nn.Module) -> Iterator[None]:
    """Learn nothing from what is encoded meanwhile, with batch statistics as in training."""
    kept = {name: buffer.clone() for name, buffer in network.named_buffers()}
    network.train()
    yield
    for name, buffer in network.named_buffers():
        buffer.copy_(kept[name])
