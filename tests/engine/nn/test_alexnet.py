"""AlexNet: an independent float64 computation, published sizes, gradients, learning, folding, any size."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
import torch
from torch import Tensor

from engine.nn.alexnet import (
    PAPER_ALEXNET,
    SMALLEST_PX,
    TORCHVISION_ALEXNET,
    WORLD_ALEXNET,
    AlexNet,
    AlexNetConfig,
    fold_batch_norm,
)

Doubles = npt.NDArray[np.float64]

SMALL = AlexNetConfig(widths=(8, 12, 16, 16, 8), hidden=24, classes=5, pool_side=2, init="he")


def seeded(config: AlexNetConfig = SMALL, seed: int = 0) -> AlexNet:
    return AlexNet(config, torch.Generator().manual_seed(seed)).eval()


def images(count: int = 1, side: int = 96, width: int | None = None) -> Tensor:
    return torch.randn(count, 3, side, width or side, generator=torch.Generator().manual_seed(1))


# The reference: numpy alone, in float64, written from the paper and not from torch.


def convolved(maps: Doubles, weight: Doubles, bias: Doubles, stride: int, pad: int, groups: int) -> Doubles:
    """maps (C, H, W), weight (out, C / groups, k, k): sums over windows, tower by tower."""
    padded = np.pad(maps, ((0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(1, 2))[:, ::stride, ::stride]
    towers = zip(np.split(windows, groups), np.split(weight, groups), strict=True)
    return (
        np.concatenate([np.einsum("chwij,ocij->ohw", seen, kernels) for seen, kernels in towers]) + bias[:, None, None]
    )


def normalised(maps: Doubles) -> Doubles:
    """Section 3.3, its sums written out map by map."""
    count = len(maps)
    out = np.empty_like(maps)
    for i in range(count):
        near = maps[max(0, i - 5 // 2) : min(count - 1, i + 5 // 2) + 1]
        out[i] = maps[i] / (2 + 1e-4 * (near**2).sum(axis=0)) ** 0.75
    return out


def pooled(maps: Doubles, side: int) -> Doubles:
    """Windows at stride 2; at sizes that these tests use, none hangs over the edge."""
    windows = np.lib.stride_tricks.sliding_window_view(maps, (side, side), axis=(1, 2))[:, ::2, ::2]
    return np.asarray(windows.max(axis=(3, 4)))


def reference(model: AlexNet, image: Doubles) -> dict[str, Doubles]:
    config = model.config
    weights = {name: tensor.double().numpy() for name, tensor in model.state_dict().items()}
    squash: Callable[[Doubles], Doubles] = np.tanh if config.activation == "tanh" else lambda x: np.maximum(x, 0)
    side = 3 if config.overlapping else 2
    found: dict[str, Doubles] = {}
    maps = image
    for n, (stride, pad) in enumerate(((4, config.stem_pad), (1, 2), (1, 1), (1, 1), (1, 1)), 1):
        groups = config.groups if n in (2, 4, 5) else 1
        maps = found[f"conv{n}"] = convolved(
            maps, weights[f"conv{n}.weight"], weights[f"conv{n}.bias"], stride, pad, groups
        )
        maps = found[f"{config.activation}{n}"] = squash(maps)
        if n < 3 and config.lrn:
            maps = found[f"norm{n}"] = normalised(maps)
        if n in (1, 2, 5):
            maps = found[f"pool{n}"] = pooled(maps, side)
    hidden = maps.reshape(-1)
    for n in (6, 7, 8):
        hidden = found[f"fc{n}"] = weights[f"fc{n}.weight"] @ hidden + weights[f"fc{n}.bias"]
        hidden = squash(hidden)
        found[f"{config.activation}{n}"] = hidden
    return found


def check_agreement(model: AlexNet, image: Tensor) -> None:
    expected = reference(model, image[0].double().numpy())
    trace = model.trace(image)
    assert set(trace) - set(expected) == {"average", "drop6", "drop7"}
    for name in set(trace) & set(expected):
        ours, theirs = trace[name][0].detach().double().numpy(), expected[name]
        assert ours.shape == theirs.shape
        assert np.abs(ours - theirs).max() < 1e-5 * np.abs(theirs).max(), name


@pytest.mark.parametrize(
    ("config", "side"),
    [
        (replace(SMALL, pool_side=6), 227),
        (replace(SMALL, pool_side=6, two_towers=False, lrn=False, stem_pad=2, hanging=False), 224),
        (replace(SMALL, pool_side=6, activation="tanh", overlapping=False), 227),
    ],
    ids=["two towers", "one tower", "tanh, separate pooling"],
)
def test_every_layer_agrees_with_an_independent_computation(config: AlexNetConfig, side: int) -> None:
    check_agreement(seeded(config), images(side=side))


def test_the_papers_network_agrees_with_an_independent_computation() -> None:
    """At full width, with pictures' contrast, so that the response normalisation matters."""
    model = seeded(replace(PAPER_ALEXNET, hidden=64, init="he"))
    check_agreement(model, images(side=227) * 50)


@pytest.mark.parametrize(
    ("config", "side", "published"), [(PAPER_ALEXNET, 227, 60_965_224), (TORCHVISION_ALEXNET, 224, 61_100_840)]
)
def test_sizes_are_the_published_ones(config: AlexNetConfig, side: int, published: int) -> None:
    with torch.device("meta"):
        model = AlexNet(config)
        trace = model.trace(torch.empty(1, 3, side, side))
    assert sum(parameter.numel() for parameter in model.parameters()) == published
    assert [trace[name].shape[-1] for name in ("conv1", "conv2", "conv3", "conv4", "conv5", "pool5")] == [
        55,
        27,
        13,
        13,
        13,
        6,
    ]


def test_first_weights_are_the_papers() -> None:
    model = seeded(replace(PAPER_ALEXNET, hidden=512))
    for name, module in model.named_children():
        if hasattr(module, "weight"):
            assert module.weight.std().item() == pytest.approx(0.01, rel=0.05)
            assert module.bias.unique().item() == (0 if name in ("conv1", "conv3", "fc8") else 1)


def test_first_weights_follow_their_generator_and_leave_torchs_own_stream_alone() -> None:
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    first, again, other = seeded(seed=3), seeded(seed=3), seeded(seed=4)
    assert torch.rand(3).equal(expected)
    assert all(a.equal(b) for a, b in zip(first.state_dict().values(), again.state_dict().values(), strict=True))
    assert not first.get_parameter("conv1.weight").equal(other.get_parameter("conv1.weight"))


def test_towers_meet_in_conv3_alone() -> None:
    """A change in the first tower of a layer's input changes the second tower of its output in conv3 only."""
    model = seeded()
    trace = model.trace(images())
    for below, layer, meets in (("pool1", "conv2", False), ("pool2", "conv3", True), ("relu3", "conv4", False)):
        changed = trace[below].clone()
        changed[:, : changed.shape[1] // 2] += 1
        out = model.between(changed, after=below, to=layer)
        half = out.shape[1] // 2
        assert not out[:, :half].equal(trace[layer][:, :half])
        assert out[:, half:].equal(trace[layer][:, half:]) is not meets


def test_a_part_of_the_network_continues_where_another_ended() -> None:
    model = seeded()
    whole = model(images())
    trace = model.trace(images())
    assert whole.equal(trace["fc8"])
    assert model.features(images()).equal(trace["relu7"])
    for name in trace:
        torch.testing.assert_close(model.between(trace[name], after=name), whole, msg=name)


@pytest.mark.parametrize("config", [SMALL, replace(TORCHVISION_ALEXNET, hidden=8), replace(SMALL, overlapping=False)])
def test_it_runs_at_every_size(config: AlexNetConfig) -> None:
    with torch.device("meta"):
        model = AlexNet(config)
        for side in range(SMALLEST_PX, SMALLEST_PX + 66):
            assert model(torch.empty(2, 3, side, 130)).shape == (2, config.classes)


def test_the_smallest_size_is_the_smallest() -> None:
    """Of torchvision's net; others run at some sizes below."""
    with torch.device("meta"), pytest.raises(RuntimeError, match="too small"):
        AlexNet(TORCHVISION_ALEXNET)(torch.empty(1, 3, SMALLEST_PX - 1, 130))


@pytest.mark.parametrize("config", [SMALL, replace(SMALL, activation="tanh", norm="batch")])
def test_gradients_reach_every_parameter(config: AlexNetConfig) -> None:
    model = seeded(config).train()
    model(images(4)).square().sum().backward()
    assert [name for name, parameter in model.named_parameters() if parameter.grad is None] == []
    # Before a batch norm a bias has no effect.
    idle = {name for name, parameter in model.named_parameters() if not parameter.grad.abs().max() > 1e-6}  # type: ignore[union-attr]
    assert idle <= {f"conv{n}.bias" for n in range(1, 6)} | {"fc6.bias", "fc7.bias"}
    assert idle == set() or config.norm == "batch"


def test_one_batch_can_be_overfitted() -> None:
    torch.manual_seed(0)
    model = seeded(replace(SMALL, dropout=0.0)).train()
    batch, labels = images(8, 64), torch.arange(8) % 5
    optimiser = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    for _ in range(80):
        loss = torch.nn.functional.cross_entropy(model(batch), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.05
    assert model(batch).argmax(1).equal(labels)


def test_folding_batch_norm_changes_nothing() -> None:
    model = seeded(replace(WORLD_ALEXNET, norm="batch", classes=7))
    generator = torch.Generator().manual_seed(2)
    for n in range(1, 8):
        norm = model.get_submodule(f"bn{n}")
        for name, low in (("weight", 0.5), ("bias", -1.0), ("running_mean", -1.0), ("running_var", 0.5)):
            getattr(norm, name).data.uniform_(low, 2.0, generator=generator)
    folded = fold_batch_norm(model)
    assert folded.config == replace(model.config, norm="none")
    assert not [name for name in folded.state_dict() if name.startswith("bn")]
    ours, theirs = folded(images(2)), model(images(2))
    assert (ours - theirs).abs().max() < 1e-5 * theirs.abs().max()


def test_folding_a_net_without_batch_norm_copies_it() -> None:
    model = seeded()
    assert fold_batch_norm(model)(images()).equal(model(images()))


def test_dropout_acts_in_training_alone() -> None:
    model = seeded()
    assert model(images()).equal(model(images()))
    torch.manual_seed(0)
    assert not model.train()(images()).equal(model(images()))
