"""Momentum contrast: loss, momentum and queue as plain loops compute them."""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.nn.moco import (
    MOCO_SMALL,
    MOCO_V1,
    MOCO_V2,
    MoCo,
    Queue,
    alignment,
    contrast,
    info_nce,
    uniformity,
    unit_keys,
)
from engine.nn.resnet import ResNet, ResNetConfig

TINY = replace(MOCO_SMALL, widths=(4, 8), blocks=(1, 1), classes=6)


@pytest.fixture(autouse=True)
def no_gradients() -> Iterator[None]:
    with torch.no_grad():
        yield


def units(count: int, length: int = 6, seed: int = 0) -> Tensor:
    return F.normalize(torch.randn(count, length, generator=torch.Generator().manual_seed(seed)), dim=1)


def images(count: int = 8) -> Tensor:
    return torch.randn(count, 3, 32, 32, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize(("config", "parameters"), [(MOCO_V1, 23_770_304), (MOCO_V2, 27_966_656)])
def test_sizes_are_the_published_ones(config: ResNetConfig, parameters: int) -> None:
    with torch.device("meta"):
        assert sum(parameter.numel() for parameter in ResNet(config).parameters()) == parameters


@pytest.mark.parametrize("temperature", [0.07, 0.2, 1.0])
def test_the_loss_is_that_of_a_plain_loop(temperature: float) -> None:
    queries, positives, negatives = units(5), units(5, seed=1), units(40, seed=2)
    logits = contrast(queries, positives, negatives, temperature)
    assert logits.shape == (5, 41)
    total = 0.0
    for query, positive in zip(queries.double().tolist(), positives.double().tolist(), strict=True):
        keys = [positive, *negatives.double().tolist()]
        scores = [sum(a * b for a, b in zip(query, key, strict=True)) / temperature for key in keys]
        total += math.log(sum(math.exp(score) for score in scores)) - scores[0]
    assert float(info_nce(logits)) == pytest.approx(total / 5, rel=1e-5)


def test_the_loss_of_chance_is_the_logarithm_of_the_choices() -> None:
    assert float(info_nce(torch.zeros(3, 101))) == pytest.approx(math.log(101))


def test_the_key_encoder_follows() -> None:
    model = MoCo(TINY, torch.Generator().manual_seed(0))
    keys, queries = list(model.encoder_k.parameters()), list(model.encoder_q.parameters())
    assert all(key.equal(query) for key, query in zip(keys, queries, strict=True))
    assert not any(key.requires_grad for key in keys)
    for query in queries:
        query += 1
    expected = [0.9 * key.double() + 0.1 * query.double() for key, query in zip(keys, queries, strict=True)]
    model.follow(0.9)
    for key, value in zip(keys, expected, strict=True):
        torch.testing.assert_close(key.double(), value)
    model.follow(0.0)
    assert all(key.equal(query) for key, query in zip(keys, queries, strict=True))
    model.follow(1.0)
    assert all(key.equal(query) for key, query in zip(keys, queries, strict=True))


def pushed(size: int, batches: list[int]) -> tuple[Queue, list[tuple[int, int]]]:
    """Push batches, and do the same to a plain deque of (name, step)."""
    queue, plain = Queue(size, 6, torch.Generator().manual_seed(3)), deque([(-1, 0)] * size, maxlen=size)
    name = 0
    for step, count in enumerate(batches, 1):
        names = torch.arange(name, name + count)
        queue.push(units(count, seed=step), names, step)
        plain.extend((number, step) for number in names.tolist())
        name += count
    return queue, list(plain)[::-1]


@pytest.mark.parametrize("size", [1, 5, 12, 64])
@pytest.mark.parametrize("batches", [[], [4], [4, 4, 4, 4], [5, 3, 7], [1] * 30, [20, 2]])
def test_the_queue_is_a_plain_deque(size: int, batches: list[int]) -> None:
    """Also where its size is no multiple of the batch's."""
    queue, plain = pushed(size, batches)
    order = queue.order()
    assert order.sort().values.tolist() == list(range(size))
    assert [*zip(queue.name[order].tolist(), queue.born[order].tolist(), strict=True)] == plain
    torch.testing.assert_close(queue.keys.norm(dim=1), torch.ones(size))


def test_keys_lie_beside_their_names() -> None:
    queue, _ = pushed(12, [5, 5, 5])
    newest = queue.order()[0]
    assert queue.keys[newest].equal(units(5, seed=3)[4])
    assert int(queue.name[newest]) == 14


@pytest.mark.parametrize("size", [3, 8, 12, 20])
@pytest.mark.parametrize("batches", [[], [4, 4], [5, 5, 5, 5]])
def test_a_resized_queue_keeps_the_newest(size: int, batches: list[int]) -> None:
    queue, plain = pushed(8, batches)
    other = queue.resized(size)
    common = min(size, 8)
    order, theirs = other.order()[:common], queue.order()[:common]
    assert other.name[order].tolist() == [name for name, _ in plain[:common]]
    assert other.keys[order].equal(queue.keys[theirs])
    assert other.born[order].equal(queue.born[theirs])
    other.push(units(2, seed=9), torch.tensor([100, 101]), 50)
    assert other.name[other.order()[:2]].tolist() == [101, 100]
    assert other.name[other.order()[2:common]].tolist() == [name for name, _ in plain[: common - 2]]


def test_a_queue_is_part_of_a_state() -> None:
    queue, _ = pushed(8, [3])
    assert {"keys", "born", "name"} <= set(queue.state_dict())


def test_keys_come_back_in_their_own_order() -> None:
    """In evaluation mode batch norm does not mix pictures, so shuffling must change nothing."""
    model = MoCo(TINY, torch.Generator().manual_seed(0)).eval()
    order = torch.randperm(8, generator=torch.Generator().manual_seed(2))
    torch.testing.assert_close(model.keys(images(), 2, order), model.keys(images()))
    torch.testing.assert_close(model.queries(images(), 4), model.queries(images()))


def test_shuffling_changes_which_pictures_share_their_statistics() -> None:
    model = MoCo(TINY, torch.Generator().manual_seed(0)).train()
    order = torch.tensor([0, 4, 1, 5, 2, 6, 3, 7])
    shuffled, plain = model.keys(images(), 2, order), model.keys(images(), 2)
    assert not torch.allclose(shuffled, plain)
    alone = unit_keys(model.encoder_k, images()[order[:4]])
    torch.testing.assert_close(shuffled[order[:4]], alone)


def test_queries_and_keys_are_unit_vectors() -> None:
    model = MoCo(TINY, torch.Generator().manual_seed(0)).eval()
    for vectors in (model.queries(images()), model.keys(images())):
        assert vectors.shape == (8, 6)
        torch.testing.assert_close(vectors.norm(dim=1), torch.ones(8))


@torch.enable_grad()
def test_gradients_reach_the_query_encoder_alone() -> None:
    model = MoCo(TINY, torch.Generator().manual_seed(0)).train()
    logits = contrast(model.queries(images()), model.keys(images() + 0.1), units(30), 0.2)
    info_nce(logits).backward()
    assert all(parameter.grad is not None for parameter in model.encoder_q.parameters())
    assert all(parameter.grad is None for parameter in model.encoder_k.parameters())


@torch.enable_grad()
def test_one_batch_can_be_overfitted() -> None:
    model, negatives = MoCo(TINY, torch.Generator().manual_seed(0)).train(), units(8, seed=5)
    optimiser = torch.optim.SGD(model.encoder_q.parameters(), lr=0.1, momentum=0.9)
    losses = []
    for _ in range(40):
        loss = info_nce(contrast(model.queries(images()), model.keys(images()), negatives, 0.2))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        model.follow(0.9)
        losses.append(loss.item())
    assert losses[-1] < 0.6 * losses[0]


def test_alignment_and_uniformity_are_those_of_plain_loops() -> None:
    one, other = units(7), units(7, seed=1)
    squares = [
        sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) for p, q in zip(one.tolist(), other.tolist(), strict=True)
    ]
    assert float(alignment(one, other)) == pytest.approx(sum(squares) / 7, rel=1e-5)
    pairs = [(one[i] - one[j]).square().sum().item() for i in range(7) for j in range(i)]
    assert float(uniformity(one)) == pytest.approx(
        math.log(sum(math.exp(-2 * d) for d in pairs) / len(pairs)), rel=1e-5
    )
