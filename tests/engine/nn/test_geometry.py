"""Receptive fields known by hand and by experiment, and what layers cost."""

import sys
from dataclasses import replace

import pytest
import torch
from torch import nn

from engine.nn.alexnet import PAPER_ALEXNET, TORCHVISION_ALEXNET, AlexNet, AlexNetConfig
from engine.nn.geometry import Layer, ReceptiveField, Rectangle, receptive_fields
from engine.nn.layer_table import layer_table, total_multiply_adds, total_parameters
from engine.nn.resnet import IMAGENET_RESNETS, RESNET18, RESNET50, ResNet, ResNetConfig, cifar_config

NARROW = replace(PAPER_ALEXNET, widths=(8, 8, 8, 8, 8), hidden=8, init="he")


def seeded() -> torch.Generator:
    """The same first weights in every process: with some draws a far pixel changes no maximum."""
    return torch.Generator().manual_seed(0)


def test_alexnets_receptive_fields_are_those_known_by_hand() -> None:
    with torch.device("meta"):
        fields = AlexNet(PAPER_ALEXNET).receptive_fields()
    known = {"conv1": (11, 4), "pool1": (19, 8), "conv2": (51, 8), "pool2": (67, 16)}
    known |= {"conv3": (99, 16), "conv4": (131, 16), "conv5": (163, 16), "pool5": (195, 32)}
    assert {name: (fields[name].size, fields[name].stride) for name in known} == known
    assert fields["norm1"] == fields["relu1"] == fields["conv1"]
    assert fields["conv5"].start == -64
    assert fields["fc6"].whole
    assert fields["average"].whole


def test_resnets_receptive_fields_are_those_known_by_hand() -> None:
    with torch.device("meta"):
        fields = ResNet(IMAGENET_RESNETS[50]).receptive_fields()
        small = ResNet(cifar_config(8)).receptive_fields()
    known = {"conv1": (7, 2), "maxpool": (11, 4), "layer1.2": (35, 4), "layer2.3": (91, 8)}
    known |= {"layer3.5": (267, 16), "layer4.2": (427, 32)}
    assert {name: (fields[name].size, fields[name].stride) for name in known} == known
    assert (small["layer1.0"].size, small["layer2.0"].size) == (7, 13)


def test_a_rectangle_is_clipped_to_the_image() -> None:
    field = ReceptiveField(size=163, stride=16, start=-64)
    assert field.rectangle(0, 12, 227, 227) == Rectangle(0, 128, 99, 227)
    assert field.rectangle(5, 5, 227, 227) == Rectangle(16, 16, 179, 179)
    assert ReceptiveField(whole=True).rectangle(3, 3, 30, 40) == Rectangle(0, 0, 30, 40)
    with pytest.raises(ValueError, match=r"got \(99, 0\)"):
        field.rectangle(99, 0, 227, 227)


def test_a_chain_starts_at_the_image() -> None:
    fields = receptive_fields([Layer("a", "conv", 3, 2, 1), Layer("b", "pool", 2, 2)])
    assert fields == {"a": ReceptiveField(3, 2, -1), "b": ReceptiveField(5, 4, -1)}


@pytest.mark.parametrize(
    ("model", "name", "units"),
    [
        (AlexNet(NARROW, seeded()), "conv2", ((3, 4), (0, 26))),
        (AlexNet(NARROW, seeded()), "conv5", ((6, 6), (0, 12), (12, 1))),
        (AlexNet(NARROW, seeded()), "pool5", ((2, 3), (0, 0))),
        (AlexNet(replace(TORCHVISION_ALEXNET, widths=(8, 8, 8, 8, 8), hidden=8), seeded()), "conv5", ((6, 6), (0, 12))),
        (ResNet(ResNetConfig(blocks=(1, 1), widths=(8, 8), classes=2), seeded()), "layer2.0", ((14, 14), (0, 27))),
        (ResNet(ResNetConfig("bottleneck", (1, 2), (4, 4), classes=2), seeded()), "layer2.1", ((14, 14), (27, 0))),
        (ResNet(ResNetConfig(blocks=(1, 1), widths=(8, 8), classes=2), seeded()), "layer2.0.shortcut", ((14, 14),)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_unit_sees_its_rectangle_and_nothing_else(
    model: AlexNet | ResNet, name: str, units: tuple[tuple[int, int], ...]
) -> None:
    """By experiment: change every pixel outside, then only those along the inner edge."""
    side = 224 if isinstance(model, AlexNet) and model.config.stem_pad else 227
    generator = torch.Generator().manual_seed(0)
    image = torch.randn(1, 3, side, side, generator=generator, dtype=torch.float64)
    model = open_wide(model).double().eval()
    before = model.trace(image)[name].detach()
    for row, column in units:
        seen = model.receptive_fields()[name].rectangle(row, column, side, side)
        other = image + 1 + torch.rand(image.shape, generator=generator, dtype=torch.float64)
        outside, inside = other.clone(), image.clone()
        box = (..., slice(seen.top, seen.bottom), slice(seen.left, seen.right))
        outside[box] = image[box]
        assert model.trace(outside)[name][..., row, column].equal(before[..., row, column])
        for edge in ((seen.top, None), (seen.bottom - 1, None), (None, seen.left), (None, seen.right - 1)):
            inside = image.clone()
            line = (..., *(slice(None) if at is None else slice(at, at + 1) for at in edge))
            inside[line] = 1000
            assert not model.trace(inside)[name][..., row, column].equal(before[..., row, column])


def open_wide(model: AlexNet | ResNet) -> AlexNet | ResNet:
    """Make every path count: no dead units, and pooling that prefers what has changed."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Conv2d):
                module.weight.abs_()
    return model


@pytest.mark.parametrize(
    ("depth", "parameters", "billions"),
    [
        (18, 11_689_512, 1.8),
        (34, 21_797_672, 3.6),
        (50, 25_557_032, 3.8),
        (101, 44_549_160, 7.6),
        (152, 60_192_808, 11.3),
    ],
)
def test_what_a_resnet_costs_is_what_table_1_says(depth: int, parameters: int, billions: float) -> None:
    """Table 1 rounds, and not always to the nearest: 3.66 became 3.6 and 3.86 became 3.8."""
    rows = layer_table(replace(IMAGENET_RESNETS[depth], stride_on="1x1"), 224)
    assert total_parameters(rows) == parameters
    assert total_multiply_adds(rows) / 1e9 == pytest.approx(billions, rel=0.02)


def test_torchvisions_stride_makes_a_resnet_50_dearer() -> None:
    assert round(total_multiply_adds(layer_table(IMAGENET_RESNETS[50], 224)) / 1e9, 1) == 4.1


def test_rows_of_a_resnet() -> None:
    rows = {row.name: row for row in layer_table(IMAGENET_RESNETS[18], 224)}
    first, projection = rows["conv1"], rows["layer2.0.downsample.0"]
    assert (first.kind, first.kernel, first.stride, first.shape) == ("conv", 7, 2, (64, 112, 112))
    assert (first.parameters, first.multiply_adds) == (64 * 3 * 49, 112 * 112 * 64 * 3 * 49)
    assert (projection.kernel, projection.shape, projection.parameters) == (1, (128, 28, 28), 64 * 128)
    assert [rows[f"layer{stage}.1.conv2"].shape[1] for stage in range(1, 5)] == [56, 28, 14, 7]
    assert list(rows)[-1] == "fc"


def test_rows_of_alexnet() -> None:
    """Neurons as in section 3.5, but for conv1: 55 · 55 · 96 is 290,400, where the paper writes 253,440."""
    with torch.device("meta"):
        model = AlexNet(PAPER_ALEXNET)
    rows = {row.name: row for row in layer_table(model, 227)}
    assert rows == {row.name: row for row in layer_table(PAPER_ALEXNET, 227)}
    names = ("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8")
    assert [rows[name].units for name in names] == [290_400, 186_624, 64_896, 64_896, 43_264, 4096, 4096, 1000]
    assert total_parameters(tuple(rows.values())) == 60_965_224
    assert rows["conv2"].multiply_adds == 27 * 27 * 256 * 48 * 25
    assert [rows[name].kind for name in ("norm1", "pool1", "average", "drop6")] == [
        "norm",
        "pool",
        "average",
        "dropout",
    ]


@pytest.mark.parametrize("network", [PAPER_ALEXNET, RESNET50, cifar_config(8)], ids=["alexnet", "resnet", "cifar"])
def test_costs_are_counted_without_torchs_compiler(
    network: AlexNetConfig | ResNetConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes seconds to load, and many an operation on the meta device does load it."""
    monkeypatch.delitem(sys.modules, "torch._dynamo", raising=False)
    assert layer_table(network, 224)
    assert "torch._dynamo" not in sys.modules


@pytest.mark.parametrize(
    "config", [RESNET18, replace(RESNET18, residual=False, norm=False), cifar_config(8, shortcut="C")]
)
def test_costs_are_those_of_a_run(config: ResNetConfig) -> None:
    """The layers that run on pixels are the ones in the table, with the shapes that they put out there."""
    model, shapes = ResNet(config, torch.Generator().manual_seed(0)), {}
    for name, module in model.named_modules():
        if isinstance(module, nn.Conv2d | nn.Linear | nn.MaxPool2d):
            module.register_forward_hook(lambda _, __, out, name=name: shapes.update({name: tuple(out.shape[1:])}))
    model(torch.zeros(2, 3, 50, 50))
    counted = {row.name: row.shape for row in layer_table(config, 50) if row.kind in ("conv", "linear", "pool")}
    assert counted == shapes
    assert total_parameters(layer_table(config, 50)) == sum(tensor.numel() for tensor in model.parameters())
