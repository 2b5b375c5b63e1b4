"""Files of MoCo: the query encoder is read with either head, and all else in them may be there or not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.errors import UserError
from engine.nn.moco import MOCO_SMALL, MOCO_V1, MOCO_V2
from engine.nn.resnet import ResNet, ResNetConfig
from engine.nn.vit import IMAGENET_MEAN
from engine.weights import layouts_resnet, store
from engine.weights.imports import import_file, read_note
from engine.weights.store import open_resnet
from tests.engine.weights import published

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
    """Write it as the authors do, the optimizer's numbers included."""
    momentum = {0: {"momentum_buffer": torch.ones(3)}}
    optimizer = {"state": momentum, "param_groups": [{"lr": 0.03, "params": [0]}]}
    torch.save({"epoch": 200, "arch": "resnet50", "state_dict": state, "optimizer": optimizer}, path)
    return str(path)


@pytest.mark.parametrize(
    ("version", "config", "entries", "parameters"), [(1, MOCO_V1, 642, 23_770_304), (2, MOCO_V2, 646, 27_966_656)]
)
def test_published_files(version: int, config: ResNetConfig, entries: int, parameters: int, folder: Path) -> None:
    state = published.moco(version)
    assert len(state) == entries
    loaded = open_resnet(saved(state, folder / "moco_pretrain.pth.tar"))
    assert loaded.config == config
    assert sum(parameter.numel() for parameter in loaded.model.parameters()) == parameters
    for name, tensor in loaded.model.state_dict().items():
        assert name.endswith("num_batches_tracked") or tensor.equal(state[f"module.encoder_q.{name}"])
    assert loaded.mean == IMAGENET_MEAN
    assert loaded.model(torch.zeros(1, 3, 64, 64)).shape == (1, 128)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("prefix", ["module.", ""])
def test_only_the_query_encoder_is_needed(whole: bool, prefix: str, folder: Path) -> None:
    state = published.moco(2, divide=DIVIDE, whole=whole, prefix=prefix)
    path = saved(state, folder / "moco.pth")
    assert open_resnet(path).config.head == "mlp"
    name = import_file(Path(path))
    assert (read_note(name).architecture, read_note(name).layout) == ("resnet", "moco")


def test_names_with_and_without_the_prefix_side_by_side_are_one_too_many() -> None:
    state = published.moco(1, divide=DIVIDE, whole=False)
    state["encoder_q.conv1.weight"] = state["module.encoder_q.conv1.weight"]
    with pytest.raises(UserError, match="are the same parameter"):
        layouts_resnet.convert(state, "w.pth")


def without(*names: str) -> Callable[[State], State]:
    return lambda state: {name: state[name] for name in state if not any(part in name for part in names)}


MISFITS: dict[str, tuple[Callable[[State], State], str]] = {
    "no query encoder": (without("encoder_q."), "holds no ResNet that is known here"),
    "part of it": (without("encoder_q.layer3"), r"layer3\.0\.conv1\.weight is missing"),
    "no head": (without("fc."), r"fc\.weight is missing"),
    "half a head": (without("encoder_q.fc.0"), r"fc\.0\.bias is missing \(2 are missing in all\)"),
    "a narrow head": (
        lambda state: {**state, "module.encoder_q.fc.0.weight": torch.ones(3, 256)},
        r"module\.encoder_q\.fc\.0\.weight has shape \(3, 256\)",
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_named(name: str) -> None:
    change, sentence = MISFITS[name]
    with pytest.raises(UserError, match=sentence) as raised:
        layouts_resnet.convert(change(published.moco(2, divide=DIVIDE)), "w.pth")
    assert raised.value.what.startswith("w.pth ")


def test_an_encoder_under_our_names_keeps_its_head() -> None:
    for config in (MOCO_SMALL, MOCO_V2):
        with torch.device("meta"):
            state = ResNet(config).state_dict()
        assert layouts_resnet.convert(state, "w.pth")[0] == config


def test_random_networks() -> None:
    assert open_resnet("random-moco-small").config == MOCO_SMALL
    assert open_resnet("random-moco-v2").config == MOCO_V2


def test_a_variance_below_zero_is_refused(folder: Path) -> None:
    """It is finite, and would make every answer NaN."""
    state = published.moco(2, divide=DIVIDE, whole=False)
    state["module.encoder_q.bn1.running_var"] = -torch.ones_like(state["module.encoder_q.bn1.running_var"])
    with pytest.raises(UserError, match=r"moco\.pth holds a variance below zero in bn1\.running_var"):
        open_resnet(saved(state, folder / "moco.pth"))
