"""ResNet: agreement with transformers, published sizes, shortcuts, surgery, gradients, learning."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor
from transformers import ResNetConfig as TheirConfig
from transformers import ResNetForImageClassification

from engine.nn.resnet import (
    IMAGENET_RESNETS,
    RESNET18,
    RESNET34,
    RESNET50,
    ResNet,
    ResNetConfig,
    Surgery,
    cifar_config,
    plain,
)
from tests.engine.weights import foreign

SMALL = cifar_config(8, classes=5)
BOTTLENECK = ResNetConfig("bottleneck", (2, 1), (4, 8), stem="cifar", classes=5)
EVERY = [
    SMALL,
    BOTTLENECK,
    replace(BOTTLENECK, shortcut="A", stride_on="1x1"),
    replace(SMALL, shortcut="C", norm=False),
    replace(BOTTLENECK, shortcut="C", stem="imagenet"),
    plain(SMALL),
    plain(replace(BOTTLENECK, norm=False)),
]


def seeded(config: ResNetConfig = SMALL, seed: int = 0) -> ResNet:
    return ResNet(config, torch.Generator().manual_seed(seed)).eval()


def images(count: int = 1, side: int = 32) -> Tensor:
    return torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("stride_on", ["3x3", "1x1"])
@pytest.mark.parametrize("block", ["basic", "bottleneck"])
def test_it_agrees_with_transformers(block: str, stride_on: str) -> None:
    """In float64, on weights and statistics that are nowhere 0 or 1."""
    theirs = foreign.small_resnet(block, downsample_in_bottleneck=stride_on == "1x1").double()
    widths = (8, 16, 24)
    config = ResNetConfig(
        "basic" if block == "basic" else "bottleneck",
        (2, 3, 1),
        widths,
        classes=7,
        stride_on=stride_on,  # type: ignore[arg-type]
    )
    model = seeded(config).double()
    model.load_state_dict(foreign.torchvision_resnet(theirs))
    picture = images(2, 75).double()
    expected = theirs(picture, output_hidden_states=True)
    trace = model.trace(picture)
    pairs = [(trace["maxpool"], expected.hidden_states[0]), (trace["fc"], expected.logits)]
    pairs += [
        (trace[f"layer{stage}.{count - 1}"], expected.hidden_states[stage]) for stage, count in enumerate((2, 3, 1), 1)
    ]
    for ours, reference in pairs:
        assert ours.shape == reference.shape
        assert (ours - reference).abs().max() < 1e-5 * reference.abs().max()


def test_resnet_50_agrees_with_transformers_at_full_size() -> None:
    """In float32, as it is used."""
    theirs = ResNetForImageClassification(TheirConfig(num_labels=1000)).eval()
    model = seeded(RESNET50)
    model.load_state_dict(foreign.torchvision_resnet(theirs))
    ours, expected = model(images(1, 224)), theirs(images(1, 224)).logits
    assert (ours - expected).abs().max() < 1e-5 * expected.abs().max()


@pytest.mark.parametrize(
    ("depth", "published", "tensors"),
    [
        (18, 11_689_512, 122),
        (34, 21_797_672, 218),
        (50, 25_557_032, 320),
        (101, 44_549_160, 626),
        (152, 60_192_808, 932),
    ],
)
def test_sizes_are_the_published_ones(depth: int, published: int, tensors: int) -> None:
    with torch.device("meta"):
        model = ResNet(IMAGENET_RESNETS[depth])
    assert model.config.depth == depth
    assert sum(parameter.numel() for parameter in model.parameters()) == published
    assert len(model.state_dict()) == tensors


@pytest.mark.parametrize(("depth", "millions"), [(20, 0.27), (32, 0.46), (44, 0.66), (56, 0.85), (110, 1.7)])
def test_sizes_for_small_images_are_the_published_ones(depth: int, millions: float) -> None:
    """Table 6, which gives two digits."""
    with torch.device("meta"):
        model = ResNet(cifar_config(depth))
    assert model.config.depth == depth
    digits = 1 if depth == 110 else 2
    assert round(sum(parameter.numel() for parameter in model.parameters()) / 1e6, digits) == millions


def test_shortcut_a_and_a_plain_net_have_the_same_parameters() -> None:
    residual, flat = seeded(replace(RESNET34, shortcut="A")), seeded(plain(RESNET34))
    assert [*residual.state_dict()] == [*flat.state_dict()]


@pytest.mark.parametrize(("depth", "block"), [(9, "basic"), (2, "basic"), (14, "bottleneck"), (0, "basic")])
def test_a_depth_that_there_is_not_is_named(depth: int, block: str) -> None:
    with pytest.raises(ValueError, match=rf"got {depth}"):
        cifar_config(depth, block)  # type: ignore[arg-type]


def test_small_nets_of_bottlenecks() -> None:
    config = cifar_config(11, "bottleneck")
    assert (config.depth, config.blocks) == (11, (1, 1, 1))
    assert seeded(config)(images()).shape == (1, 10)


@pytest.mark.parametrize("config", EVERY)
def test_a_trace_is_the_forward_pass(config: ResNetConfig) -> None:
    model = seeded(config)
    trace = model.trace(images(2))
    assert trace["fc"].equal(model(images(2)))
    assert trace["avgpool"].equal(model.features(images(2)))
    assert set(config.responses()) <= set(trace)
    for name in config.block_names():
        assert trace[name].equal(trace[f"{name}.sum"].clamp(min=0))
        last = f"{name}.{'bn' if config.norm else 'conv'}{config.convolutions}"
        expected = trace[last] + trace[f"{name}.shortcut"] if config.residual else trace[last]
        assert trace[f"{name}.sum"].equal(expected)
    assert len(config.responses()) == config.depth - 1


@pytest.mark.parametrize("shortcut", ["A", "B", "C"])
def test_shortcuts(shortcut: str) -> None:
    model = seeded(replace(SMALL, shortcut=shortcut))  # type: ignore[arg-type]
    trace = model.trace(images())
    stays = trace["layer1.0.shortcut"].equal(trace["relu"])
    assert stays is (shortcut != "C")
    moved = trace["layer2.0.shortcut"]
    assert moved.shape == (1, 32, 16, 16)
    if shortcut == "A":
        assert moved[:, :16].equal(trace["layer1.0"][:, :, ::2, ::2])
        assert not moved[:, 16:].any()
    projections = {name.split(".down")[0] for name, _ in model.named_parameters() if "downsample" in name}
    assert (
        projections
        == {
            "A": set(),
            "B": {"layer2.0", "layer3.0"},
            "C": {"layer1.0", "layer2.0", "layer3.0"},
        }[shortcut]
    )


@pytest.mark.parametrize("config", EVERY)
def test_surgery_takes_out_what_it_names_and_nothing_else(config: ResNetConfig) -> None:
    model = seeded(config)
    whole = model.trace(images())
    for name in config.block_names():
        off = model.trace(images(), Surgery(off_blocks=frozenset({name})))
        assert f"{name}.conv1" not in off
        if config.residual:
            assert off[name].equal(whole[f"{name}.shortcut"].clamp(min=0))
            cut = model.trace(images(), Surgery(off_shortcuts=frozenset({name})))
            last = f"{name}.{'bn' if config.norm else 'conv'}{config.convolutions}"
            assert cut[name].equal(whole[last].clamp(min=0))
            assert f"{name}.shortcut" not in cut
        assert off["fc"].equal(model(images(), Surgery(off_blocks=frozenset({name}))))
        assert not off["fc"].equal(whole["fc"])
    assert model(images()).equal(whole["fc"])


def test_a_block_whose_branch_and_shortcut_are_off_gives_nothing() -> None:
    both = frozenset({"layer2.0"})
    trace = seeded().trace(images(), Surgery(both, both))
    assert trace["layer2.0"].shape == (1, 32, 16, 16)
    assert not trace["layer2.0"].any()


def test_a_plain_block_that_is_off_lets_its_input_through() -> None:
    model = seeded(plain(cifar_config(14)))
    trace = model.trace(images(), Surgery(off_blocks=frozenset({"layer1.1"})))
    assert trace["layer1.1"].equal(trace["layer1.0"])


def test_surgery_on_a_block_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"got 'layer9\.0'"):
        seeded()(images(), Surgery(off_shortcuts=frozenset({"layer9.0"})))


@pytest.mark.parametrize("config", EVERY)
def test_gradients_reach_every_parameter(config: ResNetConfig) -> None:
    model = seeded(config).train()
    model(images(4)).square().sum().backward()
    assert [name for name, parameter in model.named_parameters() if parameter.grad is None] == []
    assert all(bool(parameter.grad.any()) for parameter in model.parameters())  # type: ignore[union-attr]


@pytest.mark.parametrize("config", [SMALL, plain(SMALL)])
def test_one_batch_can_be_overfitted(config: ResNetConfig) -> None:
    model = seeded(config).train()
    batch, labels = images(8), torch.arange(8) % 5
    optimiser = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for _ in range(60):
        loss = torch.nn.functional.cross_entropy(model(batch), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.05
    assert model(batch).argmax(1).equal(labels)


@pytest.mark.parametrize(("init", "std"), [("he", (2 / 576) ** 0.5), ("xavier", (1 / 576) ** 0.5), ("normal", 0.01)])
def test_first_weights(init: str, std: float) -> None:
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    model = seeded(replace(RESNET18, init=init))  # type: ignore[arg-type]
    assert torch.rand(3).equal(expected)
    weight = model.get_parameter("layer1.0.conv2.weight")
    assert weight.std().item() == pytest.approx(std, rel=0.05)
    assert seeded(replace(RESNET18, init=init)).fc.weight.equal(model.fc.weight)  # type: ignore[arg-type]
    assert not model.fc.bias.any()
