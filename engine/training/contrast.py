"""How MoCo learns: live in its panel, and for the built-in weights.

Momentum SGD, a warm-up and a cosine. Views, queue, momentum update and batch norm's shuffling are the
paper's; batch norm sees groups of the batch, as it would on as many GPUs.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor

from engine.control import Control
from engine.experiment import Request
from engine.frames import ByteArray, FloatArray, IntArray
from engine.nn.moco import MOCO_SMALL, MoCo, Queue, alignment, contrast, info_nce, uniformity, unit_keys
from engine.nn.resnet import ResNetConfig
from engine.nn.states import cloned
from engine.training.learning import MOMENTUM, descend, mixed_precision, normalised, obey
from engine.training.outcome import about, halved
from engine.training.probes import FINALLY, Probe, raw_pixels
from engine.training.recipe import Made
from engine.training.views import AUGMENTATIONS, views
from engine.world.source import Source, WorldSource, open_source

GROUPS = 2  # of a batch, for batch norm
ENLARGED = 1.5  # side of the picture over that of its views
THUMB_PX = 32
RIVALS = 7
GREY = 128


@dataclass(frozen=True, slots=True)
class Looked:
    """What one step looked up.

    loss:      InfoNCE. right: share of queries whose positive was the most similar of all.
    spread:    uniformity of the queries, and near: alignment of queries and positives.
    one, two:  the views (B, size, size, 3) uint8 of queries and keys.
    alike:     cosine similarities (1 + K,) of the first query: to its positive, then to the queue's keys, the
               newest first.
    ages:      (K,) steps since each came in, -1 for the random keys of the start.
    rivals:    which keys are most like the first query, (R,) numbers in `ages`, the most alike first.
    pictures:  thumbnails (R, s, s, 3) uint8 of these.
    """

    loss: float
    right: float
    spread: float
    near: float
    one: ByteArray
    two: ByteArray
    alike: FloatArray
    ages: IntArray
    rivals: IntArray
    pictures: ByteArray


class Learner:
    """Both encoders, the queue, the optimiser and the pictures; `step` learns from one batch."""

    def __init__(self, source: Source, request: Request, queue: int, config: ResNetConfig = MOCO_SMALL) -> None:
        self.source, self.device, self.seed = source, request.device, request.seed
        generator = torch.Generator().manual_seed(request.seed)
        self.network = MoCo(config, generator).to(request.device)
        self.queue = Queue(queue, config.classes, generator).to(request.device)
        self.thumbs: deque[Tensor] = deque()  # of the keys in the queue, a batch each, the newest last
        self.optimiser = torch.optim.SGD(self.network.encoder_q.parameters(), lr=0.1, momentum=MOMENTUM)

    def step(self, number: int, parameters: Mapping[str, Any]) -> Looked:
        """Learn from batch `number`, counted from 1."""
        self._set(number, parameters)
        one, two = self.pair(number, parameters)
        positives = self._keys(two, number, parameters)
        self.network.train()
        with mixed_precision(self.device):
            queries = self.network.queries(normalised(one, self.device), self._groups(len(one)))
        logits = contrast(queries, positives, self.queue.keys, float(parameters["temperature"]))
        loss = info_nce(logits)
        descend(loss, self.network.encoder_q, self.optimiser)
        looked = self._looked(number, loss, logits.detach(), (queries.detach(), positives), (one, two), parameters)
        self._push(positives, two, number)
        return looked

    def _looked(
        self,
        number: int,
        loss: Tensor,
        logits: Tensor,
        pairs: tuple[Tensor, Tensor],
        seen: tuple[ByteArray, ByteArray],
        parameters: Mapping[str, Any],
    ) -> Looked:
        """Note what step `number` looked up, before its keys come in."""
        order = self.queue.order()
        positive, negatives = logits[0, :1], logits[0, 1:][order]
        rivals = negatives.topk(min(RIVALS, len(negatives))).indices.cpu().numpy()
        born = self.queue.born[order].cpu().numpy()
        alike = torch.cat((positive, negatives)) * float(parameters["temperature"])
        return Looked(
            loss=float(loss.detach()),
            right=float((logits.argmax(dim=1) == 0).float().mean()),
            spread=float(uniformity(pairs[0])),
            near=float(alignment(*pairs)),
            one=seen[0],
            two=seen[1],
            alike=np.asarray(alike.cpu().numpy(), np.float32),
            ages=np.where(born == 0, -1, number - born),
            rivals=rivals,
            pictures=self.thumbnails(rivals),
        )

    def _set(self, number: int, parameters: Mapping[str, Any]) -> None:
        """Obey the knobs as they are now."""
        obey(self.optimiser, number, parameters)
        if len(self.queue.keys) != parameters["queue"]:
            self._forget(min(int((self.queue.born > 0).sum()), int(parameters["queue"])))
            self.queue = self.queue.resized(int(parameters["queue"]))
        self.network.follow(float(parameters["momentum"]))

    def _forget(self, kept: int) -> None:
        """Let go of all thumbnails but those of the newest `kept` keys."""
        newest = [tile for batch in self.thumbs for tile in batch][-kept:] if kept else []
        self.thumbs = deque([torch.stack(newest)] if newest else [])

    def pair(self, number: int, parameters: Mapping[str, Any]) -> tuple[ByteArray, ByteArray]:
        """Draw the two views (B, size, size, 3) of every picture of a step."""
        size, count = int(parameters["size"]), int(parameters["batch"])
        augmentation = replace(AUGMENTATIONS[str(parameters["views"])], crop=(float(parameters["crop"]), 1.0))
        rng = np.random.default_rng((self.seed, number, 4))
        enlarged = round(ENLARGED * size)
        if parameters["scenes"] and isinstance(self.source, WorldSource):
            one, two = self.source.scenes(self.seed, number, count, enlarged)
        else:
            one = two = self.source.train(self.seed, number, count, enlarged).pixels
        return views(one, size, augmentation, rng), views(two, size, augmentation, rng)

    def _keys(self, pixels: ByteArray, number: int, parameters: Mapping[str, Any]) -> Tensor:
        """Encode the keys of a step, their order shuffled for batch norm unless that is switched off."""
        order = None
        if parameters["shuffle"]:
            order = torch.from_numpy(np.random.default_rng((self.seed, number, 5)).permutation(len(pixels)))
        self.network.train()
        with mixed_precision(self.device):
            return self.network.keys(normalised(pixels, self.device), self._groups(len(pixels)), order)

    def _groups(self, count: int) -> int:
        """Batch norm needs more than a picture or two in a group."""
        return GROUPS if count >= 4 * GROUPS else 1

    def thumbnails(self, ranks: IntArray) -> ByteArray:
        """Pictures (R, s, s, 3) of keys by how many in the queue are newer; grey for the random ones."""
        tiles = np.full((len(ranks), THUMB_PX, THUMB_PX, 3), GREY, np.uint8)
        batches = list(self.thumbs)[::-1]
        ends = np.cumsum([len(batch) for batch in batches])
        for tile, rank in zip(tiles, ranks, strict=True):
            number = int(np.searchsorted(ends, rank, side="right"))
            if number < len(batches):
                tile[:] = batches[number][int(ends[number]) - 1 - int(rank)].numpy()
        return tiles

    def _push(self, keys: Tensor, pixels: ByteArray, number: int) -> None:
        self.queue.push(keys, torch.arange(len(keys)) + number * len(keys), number)
        self.thumbs.append(torch.from_numpy(np.stack([thumb(picture) for picture in pixels])))
        kept = sum(len(batch) for batch in self.thumbs)
        while kept - len(self.thumbs[0]) >= len(self.queue.keys):
            kept -= len(self.thumbs.popleft())

    @torch.no_grad()
    def features(self, pixels: ByteArray) -> FloatArray:
        """Return what the query encoder makes of whole pictures (N, H, W, 3) before its head, (N, D)."""
        self.network.eval()
        pooled = self.network.encoder_q.features(normalised(pixels, self.device))
        return np.asarray(pooled.cpu().numpy(), np.float32)

    @torch.no_grad()
    def key_now(self, pixels: ByteArray) -> Tensor:
        """Return what the key encoder says of views (N, H, W, 3) now, in evaluation mode, (N, D)."""
        self.network.eval()
        return unit_keys(self.network.encoder_k, normalised(pixels, self.device))

    def state(self) -> dict[str, Any]:
        """A copy of what a fork or a checkpoint needs."""
        return {
            "network": cloned(self.network.state_dict()),
            "optimiser": cloned(self.optimiser.state_dict()),
            "queue": cloned(self.queue.state_dict()),
            "next": self.queue.next,
            "thumbs": list(self.thumbs),  # never written to
        }

    def load(self, state: Mapping[str, Any]) -> None:
        """Go back to a state."""
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(cloned(dict(state["optimiser"])))
        size, length = state["queue"]["keys"].shape
        self.queue = Queue(size, length).to(self.device)
        self.queue.load_state_dict(state["queue"])
        self.queue.next = int(state["next"])
        self.thumbs = deque(state["thumbs"])


def thumb(picture: ByteArray) -> ByteArray:
    """Shrink a picture (H, W, 3) to a small square."""
    return np.asarray(cv2.resize(picture, (THUMB_PX, THUMB_PX), interpolation=cv2.INTER_AREA), np.uint8)


def finish(state: Mapping[str, Any], request: Request) -> Made:
    """Measure the query encoder, in half precision, beside raw pixels and random weights."""
    control, side = Control(dict(request.parameters)), request.parameters["size"]
    assert isinstance(side, int)
    learner = Learner(open_source(request.folder, control), request, 1)
    probe = Probe(request.folder, control, side, FINALLY)
    untrained = probe.judge(learner.features)
    learner.network.load_state_dict(state["learner"]["network"])
    encoder = learner.network.encoder_q
    tensors = halved(encoder)
    judged = {"MoCo": probe.judge(learner.features), "random weights": untrained, "raw pixels": probe.judge(raw_pixels)}
    rows = [
        (
            f"Held-out cut-outs recognised in other scenes, {name}",
            f"nearest neighbours {found.neighbours:.1%}, linear probe {found.linear:.1%} (chance {found.chance:.1%})",
        )
        for name, found in judged.items()
    ]
    return Made(tensors, about("resnet", encoder.config), tuple(rows))
