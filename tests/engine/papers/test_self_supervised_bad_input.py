"""What MAE's and MoCo's experiments say to weights, masks and folders that are no good, and that they go on."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from engine.cache import clear_all_caches
from engine.cli.main import main
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import Frame, GridFrame, TableFrame
from engine.images import picture_from_array
from engine.nn.mae import MAE_SMALL, MaskedAutoencoder
from engine.nn.resnet import ResNet
from engine.nn.resnet_config import ResNetConfig
from engine.papers.mae.attention import attention
from engine.papers.mae.reconstruct import reconstruct
from engine.papers.mae.sequence import sequence
from engine.papers.mae.training import training as autoencoding
from engine.papers.mae.weights import weights
from engine.papers.moco.embedding import embedding
from engine.papers.moco.lookup import lookup
from engine.papers.moco.mechanisms import mechanisms
from engine.papers.moco.training import training as contrasting
from engine.snapshots import Snapshot, Snapshots
from engine.training.contrast import GREY, Learner
from engine.training.mechanisms import plans_of
from engine.training.probes import KNOWN, ClassProbe, Probe
from engine.weights import store
from engine.world.source import WorldSource

TOO_LARGE = 1e20  # finite, and no product of two such layers is
MAE = replace(MAE_SMALL, width=64, depth=1, heads=1, hidden=64, decoder_width=64, decoder_depth=1, decoder_heads=16)
ENCODER = ResNetConfig(blocks=(1, 1), widths=(4, 4), classes=8, head="mlp")
NOT_FINITE = "answers this picture with NaN or infinite numbers"


@pytest.fixture(autouse=True)
def without_gradients() -> Iterator[None]:
    clear_all_caches()
    with torch.no_grad():
        yield
    store.forget()


def enlarged(network: nn.Module, path: Path) -> str:
    """Write a file of weights that are all finite, and far too large."""
    state = network.state_dict()
    torch.save({name: TOO_LARGE * kept if kept.is_floating_point() else kept for name, kept in state.items()}, path)
    return str(path)


def run(experiment: Experiment, weights: str = "auto", folder: Path | None = None, **given: object) -> list[Frame]:
    pixels = np.random.default_rng(0).integers(0, 256, (70, 60, 3)).astype(np.uint8)
    image = picture_from_array(pixels, "noise") if "image" in experiment.inputs else None
    parameters = experiment.check(given)
    request = Request(experiment.id, image, folder=folder, parameters=parameters, weights=weights)
    return list(experiment.run(request, Control(parameters)))


@pytest.mark.parametrize("experiment", [reconstruct, sequence, attention])
def test_an_autoencoder_whose_answers_are_not_finite_is_told(experiment: Experiment, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=NOT_FINITE):
        run(experiment, enlarged(MaskedAutoencoder(MAE), tmp_path / "large.pth"))


def test_beside_others_it_is_told_in_its_line_of_the_table(tmp_path: Path) -> None:
    path = enlarged(MaskedAutoencoder(MAE), tmp_path / "large.pth")
    (table,) = (frame for frame in run(weights, path) if isinstance(frame, TableFrame))
    states = {str(row[0]): str(row[1]) for row in table.rows}
    assert NOT_FINITE in states[path]
    assert states["mae-world"] == "shown"
    with pytest.raises(UserError, match=f"None of the sets of weights can be shown: .*{NOT_FINITE}"):
        run(weights, path, off="mae-world,random-mae-small,random-mae-base")


@pytest.mark.parametrize("experiment", [lookup, embedding])
def test_an_encoder_whose_answers_are_not_finite_is_told(experiment: Experiment, tmp_path: Path) -> None:
    given = {"count": 10} if experiment is embedding else {"dictionary": "16", "size": "32"}
    with pytest.raises(UserError, match=NOT_FINITE):
        run(experiment, enlarged(ResNet(ENCODER), tmp_path / "large.pth"), **given)


def test_a_long_text_that_is_no_mask_is_not_said_whole() -> None:
    with pytest.raises(UserError, match=r"got '12x12:z{34}'…\. Paint the mask again"):
        run(reconstruct, sampling="painted", mask="12x12:" + "z" * 900)


def test_a_number_that_there_is_not_is_none_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With nothing removed there is no error; JSON has no NaN."""
    words = ["run", "mae.reconstruct", "--image", "sample:coffee", "--set", "ratio=0", "--out", str(tmp_path)]
    assert main([*words, "--device", "cpu"]) == 0
    for text in (capsys.readouterr().out, (tmp_path / "run.json").read_text("utf-8")):
        about = json.loads(text, parse_constant=pytest.fail)
        assert [metric["value"] for metric in about["metrics"].values()] == [None, None]


@pytest.mark.parametrize("good", [0, 6])
def test_a_dictionary_of_which_the_first_pictures_are_broken(good: int, tmp_path: Path) -> None:
    """Sixteen are encoded at a time: it begins with none."""
    for number in range(17):
        (tmp_path / f"a{number:02}.png").write_bytes(b"not a picture")
    for number in range(good):
        Image.fromarray(np.full((40, 40, 3), 40 * number, np.uint8)).save(tmp_path / f"b{number}.png")
    if not good:
        with pytest.raises(UserError, match=r"No picture of your folder .* can be a key"):
            run(lookup, folder=tmp_path, dictionary="64", size="32")
        return
    (*_, keys) = (frame for frame in run(lookup, folder=tmp_path, dictionary="64", size="32") if frame.slot == "keys")
    assert isinstance(keys, GridFrame)
    assert len(keys.tiles) == 1 + good


def test_a_bank_has_no_more_places_than_there_are_pictures() -> None:
    for compared in ("mechanisms", "sizes"):
        given = mechanisms.check({"compared": compared, "dictionary": "1024", "pictures": 100})
        sizes = [plan.size for plan in plans_of(given) if plan.kind == "bank"]
        assert max(sizes) == 100
        assert len(set(sizes)) == len(sizes)


def flat(folder: Path, count: int) -> Path:
    for number in range(count):
        Image.fromarray(np.full((20, 20, 3), number, np.uint8)).save(folder / f"{number:03}.png")
    return folder


def brightness(pixels: np.ndarray) -> np.ndarray:
    """A feature that recognises every picture of `flat`; with a turn, for one number has no direction."""
    angle = pixels.reshape(len(pixels), -1).mean(axis=1) / 40
    return np.stack((np.cos(angle), np.sin(angle)), axis=1).astype(np.float32)


def test_a_probe_asks_for_pictures_that_it_showed(tmp_path: Path) -> None:
    """In a folder without classes each picture is one: of hundreds, few would be known from enough crops."""
    probe = Probe(flat(tmp_path, 200), Control(), 16, 10)
    assert len(probe.names) == 10
    assert len(probe.known.labels) == 10 * KNOWN
    assert probe.judge(brightness).neighbours == 1
    classes = ClassProbe(tmp_path, Control(), 16, (60, 40))
    assert len(classes.names) == 10
    assert set(classes.asked.labels) == set(classes.known.labels)


def gone_on(experiment: Experiment, before: Mapping[str, object], after: Mapping[str, object]) -> int:
    """Take two steps, fork with other settings, take two more; return the last step."""
    given = experiment.check(before)
    control = Control(given, draw_every=100)
    kept: Mapping[str, Any] | None = None
    control.snapshots = Snapshots(spacing=1)
    for frame in experiment.run(Request(experiment.id, parameters=given), control):
        kept = control.take_kept() or kept
        if frame.kind == "tick" and frame.step == 2:
            break
    assert kept is not None
    changed = experiment.check({**before, **after})
    control = Control(changed, draw_every=1, start=Snapshot(2, given, kept, None))
    for frame in experiment.run(Request(experiment.id, parameters=changed), control):
        if frame.kind == "tick" and frame.step == 4:
            return frame.step
    return 0


SMALL = {"batch": 2, "size": 32, "queue": 16}
FEW = {"batch": 8, "pictures": 300}


@pytest.mark.parametrize(
    ("experiment", "before", "after", "sentence"),
    [
        (autoencoding, {"batch": 2}, {"tokens": True}, "goes on with the network of its run"),
        (mechanisms, FEW, {"pictures": 400}, "goes on with the 300 pictures of its run"),
        (mechanisms, FEW, {"compared": "momenta"}, "goes on with the dictionaries of its run"),
    ],
)
def test_a_fork_that_cannot_go_on_is_told(
    experiment: Experiment, before: Mapping[str, object], after: Mapping[str, object], sentence: str
) -> None:
    with torch.enable_grad(), pytest.raises(UserError, match=f"{sentence}.*press Reset first"):
        gone_on(experiment, before, after)


@pytest.mark.parametrize("after", [{"size": 48}, {"queue": 64}, {"batch": 4}])
def test_a_fork_may_take_other_views_and_another_queue(after: Mapping[str, object]) -> None:
    with torch.enable_grad():
        assert gone_on(contrasting, SMALL, after) == 4


def test_random_keys_have_no_pictures_after_a_queue_shrank_and_grew() -> None:
    given = contrasting.check({**SMALL, "batch": 16, "queue": 16})
    request = Request(contrasting.id, parameters=given)
    learner = Learner(WorldSource(), request, 64)
    with torch.enable_grad():
        for number, size in enumerate((64, 64, 16, 16, 64, 64), start=1):
            learner.step(number, {**given, "queue": size})
    born = learner.queue.born[learner.queue.order()]
    assert (born == 0).any()
    drawn = [bool((tile != GREY).any()) for tile in learner.thumbnails(np.arange(64))]
    assert drawn == (born > 0).tolist()
