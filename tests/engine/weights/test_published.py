"""Files with the published names and shapes load for real; wrong, partial and hostile ones are told."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import ResNetForImageClassification

from engine.errors import UserError
from engine.nn.alexnet import PAPER_ALEXNET, TORCHVISION_ALEXNET, AlexNet, AlexNetConfig
from engine.nn.resnet import IMAGENET_RESNETS, RESNET18, RESNET50, ResNet, cifar_config
from engine.nn.vit import IMAGENET_MEAN, IMAGENET_STD
from engine.weights import layouts_alexnet, layouts_resnet, store
from engine.weights.imports import import_file, read_note
from engine.weights.store import open_alexnet, open_network, open_resnet, open_vit
from tests.engine.weights import foreign, forged, published

State = dict[str, Tensor]
DIVIDE = 8


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for large files, which are not kept, and an empty cache."""
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    yield tmp_path
    store.forget()
    for path in tmp_path.glob("*.*"):
        path.unlink()


def saved(state: State, path: Path) -> str:
    if path.suffix == ".safetensors":
        save_file(state, path)
    else:
        torch.save(state, path)
    return str(path)


def count(state: State) -> int:
    return sum(tensor.numel() for tensor in state.values())


@pytest.mark.parametrize(
    ("make", "config", "first", "side"),
    [
        (published.alexnet_torchvision, TORCHVISION_ALEXNET, "features.0.weight", 224),
        (published.alexnet_caffe, replace(PAPER_ALEXNET), "conv1.weight", 227),
    ],
    ids=["torchvision", "caffe"],
)
def test_alexnet(make: Callable[[], State], config: AlexNetConfig, first: str, side: int, folder: Path) -> None:
    state = make()
    assert len(state) == 16
    loaded = open_alexnet(saved(state, folder / "alexnet.pth"))
    assert loaded.config == config
    assert sum(parameter.numel() for parameter in loaded.model.parameters()) == count(state)
    assert loaded.model.get_parameter("conv1.weight").equal(state[first])
    assert (loaded.mean, loaded.std) == (IMAGENET_MEAN, IMAGENET_STD)
    assert loaded.model(torch.zeros(1, 3, side, side)).isfinite().all()
    assert loaded.label(281) == "ImageNet class 281"
    assert loaded.provenance.badge == "own file"


@pytest.mark.parametrize(
    ("depth", "with_counters", "without"),
    [(18, 122, 102), (34, 218, 182), (50, 320, 267), (101, 626, 522), (152, 932, 777)],
)
def test_resnet(depth: int, with_counters: int, without: int, folder: Path) -> None:
    state = published.resnet(depth, counters=depth != 34)
    assert len(state) == (without if depth == 34 else with_counters)
    loaded = open_resnet(saved(state, folder / ("resnet.safetensors" if depth > 100 else "resnet.pth")))
    assert loaded.config == IMAGENET_RESNETS[depth]
    for name, tensor in loaded.model.state_dict().items():
        assert name.endswith("num_batches_tracked") or tensor.equal(state[name])
    assert loaded.model(torch.zeros(1, 3, 64, 64)).shape == (1, 1000)


def test_counters_may_be_there_or_not() -> None:
    for depth in (18, 50):
        _, first = layouts_resnet.convert(published.resnet(depth, divide=DIVIDE), "w.pth")
        _, second = layouts_resnet.convert(published.resnet(depth, divide=DIVIDE, counters=False), "w.pth")
        assert first.keys() == second.keys()


def test_one_tower_spread_over_several_gpus() -> None:
    """As PyTorch's own ImageNet example saves it: `module` inside `features`."""
    state = {
        name.replace("features.", "features.module."): t for name, t in published.alexnet_torchvision(DIVIDE).items()
    }
    config, ours = layouts_alexnet.convert(state, "w.pth")
    AlexNet(config).load_state_dict(ours)
    assert not config.two_towers


def test_a_net_with_batch_norm_under_our_names() -> None:
    config = AlexNetConfig(widths=(4, 4, 4, 4, 4), hidden=4, classes=3, pool_side=2, norm="batch")
    found, ours = layouts_alexnet.convert(AlexNet(config).state_dict(), "w.pth")
    assert found == config
    AlexNet(found).load_state_dict(ours)


@pytest.mark.parametrize("block", ["basic", "bottleneck"])
def test_resnet_from_transformers(block: str, folder: Path) -> None:
    theirs = foreign.small_resnet(block)
    loaded = open_resnet(saved(theirs.state_dict(), folder / "resnet.safetensors"))
    picture = torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    expected = theirs(picture).logits
    assert (loaded.model(picture) - expected).abs().max() < 1e-5 * expected.abs().max()
    assert loaded.label(3) == "class 3"
    assert isinstance(theirs, ResNetForImageClassification)


@pytest.mark.parametrize("config", [cifar_config(8), replace(cifar_config(14, shortcut="C"), norm=False)])
def test_small_resnets_under_our_names(config: object) -> None:
    model = ResNet(config)  # type: ignore[arg-type]
    found, _ = layouts_resnet.convert(model.state_dict(), "w.pth")
    assert found == config


def test_half_precision_is_used_in_single(folder: Path) -> None:
    state = {name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in small_resnet().items()}
    assert open_resnet(saved(state, folder / "half.pth")).model.fc.weight.dtype == torch.float32


def small_resnet() -> State:
    return published.resnet(18, divide=DIVIDE)


def small_alexnet() -> State:
    return published.alexnet_caffe(DIVIDE)


def small_vit() -> State:
    return foreign.timm(foreign.small_vit())


NETWORKS = {
    "vit": (small_vit, "a Vision Transformer"),
    "alexnet": (small_alexnet, "an AlexNet"),
    "resnet": (small_resnet, "a ResNet"),
}


@pytest.mark.parametrize("wanted", NETWORKS)
@pytest.mark.parametrize("given", NETWORKS)
def test_another_papers_network_is_named(given: str, wanted: str, folder: Path) -> None:
    path = saved(NETWORKS[given][0](), folder / "mine.pth")
    if given == wanted:
        assert open_network(wanted, path).config
        return
    with pytest.raises(UserError, match=rf"^mine\.pth holds {NETWORKS[given][1]}, not {NETWORKS[wanted][1]}\."):
        open_network(wanted, path)


def test_another_papers_entry_is_named() -> None:
    with pytest.raises(UserError, match="random-vitb16 holds a Vision Transformer, not an AlexNet"):
        open_alexnet("random-vitb16")
    with pytest.raises(UserError, match="alexnet-torchvision holds an AlexNet, not a ResNet"):
        open_resnet("alexnet-torchvision")


def test_random_networks() -> None:
    assert open_alexnet("random-alexnet", seed=2).config == PAPER_ALEXNET
    first, other = open_resnet("random-resnet18", seed=1), open_resnet("random-resnet18", seed=2)
    assert first.config == RESNET18
    assert first is open_resnet("random-resnet18", seed=1)
    assert first.key != other.key
    assert not first.model.fc.weight.equal(other.model.fc.weight)
    assert first.provenance.badge == "random"
    assert not first.model.training
    assert open_resnet("random-resnet50").config == RESNET50


def test_the_untrained_baseline(folder: Path) -> None:
    loaded = open_alexnet(saved(small_alexnet(), folder / "alexnet.pth"))
    baseline = store.untrained(loaded, seed=3)
    assert baseline.config == loaded.config
    assert baseline.provenance.badge == "random"
    assert baseline.key != loaded.key
    assert baseline.model is store.untrained(loaded, seed=3).model
    assert not baseline.model.get_parameter("conv1.weight").equal(loaded.model.get_parameter("conv1.weight"))


@pytest.mark.parametrize(("given", "layout"), [("vit", "timm"), ("alexnet", "caffe"), ("resnet", "torchvision")])
def test_an_imported_file_knows_its_network(given: str, layout: str, folder: Path) -> None:
    name = import_file(Path(saved(NETWORKS[given][0](), folder / "mine.pth")))
    assert (read_note(name).architecture, read_note(name).layout) == (given, layout)
    assert open_network(given, name).provenance.badge == "own file"


def test_an_imported_file_cannot_have_another_networks_name(folder: Path) -> None:
    path = Path(saved(small_resnet(), folder / "mine.pth"))
    with pytest.raises(UserError, match=r"mine\.pth is not dinov2_vits14_pretrain\.pth: it holds a ResNet\."):
        import_file(path, "dinov2-vits14")


def without(*names: str) -> Callable[[State], State]:
    return lambda state: {key: tensor for key, tensor in state.items() if key not in names}


def changed(name: str, tensor: Tensor) -> Callable[[State], State]:
    return lambda state: {**state, name: tensor}


ALEXNET_MISFITS: dict[str, tuple[Callable[[State], State], str]] = {
    "nothing known": (lambda state: {"fc.weight": torch.ones(2)}, "holds no AlexNet that is known here; it has fc"),
    "missing": (without("conv4.bias"), r"conv4\.bias is missing\."),
    "missing many": (without("conv4.bias", "fc7.weight"), r"missing \(2 are missing in all\)"),
    "no classifier": (without("fc8.weight"), r"fc8\.weight is missing"),
    "unexpected": (changed("fc9.weight", torch.ones(2)), r"it has fc9\.weight"),
    "misshapen": (changed("conv3.bias", torch.ones(3)), r"conv3\.bias has shape \(3,\)"),
    "flat kernels": (changed("conv2.weight", torch.ones(32, 150)), "expected 4 dimensions"),
    "grey": (changed("conv1.weight", torch.ones(12, 1, 11, 11)), "1 channels, not red"),
    "empty": (changed("conv5.weight", torch.ones(0, 24, 3, 3)), "one of its layers is empty"),
    "odd towers": (changed("conv3.weight", torch.ones(7, 32, 3, 3)), "halved into two towers"),
    "oblong last map": (changed("fc6.weight", torch.ones(512, 32 * 35)), "square maps"),
    "other kernels": (changed("conv1.weight", torch.ones(12, 3, 7, 7)), r"conv1\.weight has shape \(12, 3, 7, 7\)"),
    "whole numbers": (changed("conv1.bias", torch.ones(12, dtype=torch.int64)), r"conv1\.bias holds torch\.int64"),
}

RESNET_MISFITS: dict[str, tuple[Callable[[State], State], str]] = {
    "nothing known": (lambda state: {"head.weight": torch.ones(2)}, "holds no ResNet that is known here; it has head"),
    "missing": (without("layer3.1.bn2.running_var"), r"layer3\.1\.bn2\.running_var is missing\."),
    "no head": (without("fc.weight"), r"fc\.weight is missing"),
    "unexpected": (changed("layer1.0.se.fc1.weight", torch.ones(2)), r"it has layer1\.0\.se\.fc1\.weight"),
    "misshapen": (changed("layer2.0.bn1.bias", torch.ones(3)), r"layer2\.0\.bn1\.bias has shape \(3,\)"),
    "grey": (changed("conv1.weight", torch.ones(8, 1, 7, 7)), "1 channels, not red"),
    "other stem": (changed("conv1.weight", torch.ones(8, 3, 5, 5)), "first kernels are 5 pixels wide"),
    "empty": (changed("fc.weight", torch.ones(0, 64)), "one of its layers is empty"),
    "endless stages": (changed("layer99999.0.conv1.weight", torch.ones(8)), "stages up to 99999"),
    "endless blocks": (changed("layer1.99999.conv1.weight", torch.ones(8)), "blocks up to 99999"),
    "a stage is missing": (
        lambda state: {key: tensor for key, tensor in state.items() if not key.startswith("layer2")},
        r"layer2\.0\.conv1\.weight is missing",
    ),
}


@pytest.mark.parametrize("name", ALEXNET_MISFITS)
def test_an_alexnet_that_does_not_fit_is_told(name: str) -> None:
    change, sentence = ALEXNET_MISFITS[name]
    with pytest.raises(UserError, match=sentence) as raised:
        layouts_alexnet.convert(change(small_alexnet()), "w.pth")
    assert raised.value.what.startswith("w.pth ")
    assert "weights list" in raised.value.hint


@pytest.mark.parametrize("name", RESNET_MISFITS)
def test_a_resnet_that_does_not_fit_is_told(name: str) -> None:
    change, sentence = RESNET_MISFITS[name]
    with pytest.raises(UserError, match=sentence) as raised:
        layouts_resnet.convert(change(small_resnet()), "w.pth")
    assert raised.value.what.startswith("w.pth ")
    assert "weights list" in raised.value.hint


@pytest.mark.parametrize(
    ("name", "shape", "sentence"),
    [
        ("layer1.0.conv2.weight", (8, 2, 3, 3), "ResNeXt"),
        ("layer1.0.conv3.weight", (16, 8, 1, 1), "Wide ResNet"),
    ],
)
def test_relatives_of_a_resnet_are_named(name: str, shape: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        layouts_resnet.convert({**published.resnet(50, divide=DIVIDE), name: torch.ones(shape)}, "w.pth")


def test_a_misfit_is_called_by_the_files_own_name() -> None:
    state = {**published.alexnet_torchvision(DIVIDE), "classifier.4.bias": torch.ones(3)}
    with pytest.raises(UserError, match=r"classifier\.4\.bias has shape \(3,\)"):
        layouts_alexnet.convert(state, "w.pth")


def test_a_relative_with_other_layers_is_no_alexnet() -> None:
    """VGG-16 has features.0, features.10 and classifier.6, too."""
    names = [f"features.{n}.weight" for n in (0, 2, 5, 7, 10, 12)] + [f"classifier.{n}.weight" for n in (0, 3, 6)]
    assert layouts_alexnet.detect(names) is None


def test_numbers_that_are_not_finite_are_refused(folder: Path) -> None:
    path = saved(changed("conv5.bias", torch.full((32,), float("inf")))(small_alexnet()), folder / "inf.pth")
    with pytest.raises(UserError, match=r"inf\.pth holds NaN or infinite numbers in conv5\.bias"):
        open_alexnet(path)


@pytest.mark.parametrize("opened", [open_alexnet, open_resnet, open_vit])
def test_a_hostile_file_is_not_run(opened: Callable[[str], object], folder: Path) -> None:
    path = forged.write_zip(folder / "evil.pth", {"conv1.weight": forged.Call(os.system, "touch /tmp/owned")})
    with pytest.raises(UserError, match=r"evil\.pth holds more than numbers"):
        opened(str(path))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_half_a_file_is_told(share: float, folder: Path) -> None:
    path = Path(saved(small_resnet(), folder / "resnet.pth"))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UserError, match=r"resnet\.pth"):
        open_resnet(str(path))
