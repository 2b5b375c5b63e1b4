"""A net under surgery is what the network itself makes of it, and what is known is not asked again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.analysis import surgery as theatre
from engine.analysis.vision import Subject, as_input
from engine.control import Control
from engine.frames import Provenance
from engine.images import picture_from_array
from engine.nn.resnet import WHOLE, ResNet, ResNetConfig, Surgery, cifar_config, plain
from engine.weights.store import Loaded

SMALL = cifar_config(14, classes=4)
BOTTLENECK = ResNetConfig("bottleneck", (2, 1), (4, 8), classes=4, shortcut="C")
NETS = [SMALL, BOTTLENECK, plain(SMALL), replace(SMALL, norm=False)]


def loaded(config: ResNetConfig = SMALL, labels: tuple[str, ...] | None = None) -> "Loaded[ResNet, ResNetConfig]":
    model = ResNet(config, torch.Generator().manual_seed(0)).eval().requires_grad_(False)
    return Loaded(model, config, Provenance("random", "test"), f"{config}{labels}", (0.5,) * 3, (0.25,) * 3, labels)


def pixels(count: int = 3, side: int = 32) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, side, side, 3)).astype(np.uint8)


def sample(truth: theatre.Numbers | None = None, count: int = 20) -> theatre.Sample:
    return theatre.Sample("noise", pixels(count), truth, ("noise", count))


def nothing() -> None: ...


@pytest.mark.parametrize("config", NETS, ids=["basic", "bottleneck", "plain", "no norm"])
def test_scores_after_a_cut_are_those_of_the_whole_run(config: ResNetConfig) -> None:
    network = loaded(config)
    images = as_input(pixels(), network)
    inputs, whole = theatre.entering(network.model, images)
    names = config.block_names()
    assert len(inputs) == len(names)
    assert torch.equal(whole, network.model(images))
    both = Surgery(frozenset(names[-1:]), frozenset(names[1:2]) if config.residual else frozenset())
    for cut in (*theatre.singles(config), both):
        assert torch.allclose(theatre.scores_after(network.model, inputs, cut), network.model(images, cut), atol=1e-6)


def test_every_branch_and_every_shortcut_is_tried_once() -> None:
    assert len(set(theatre.singles(SMALL))) == 2 * 6
    assert len(theatre.singles(plain(SMALL))) == 6


def test_right_and_unchanged_answers_are_counted() -> None:
    network, images = loaded(), as_input(pixels(20), loaded())
    cuts = (WHOLE, *theatre.singles(SMALL))
    truth = np.arange(20) % 4
    trial = theatre.Trial(sample(truth))
    assert list(trial.fill(network, cuts, nothing)) == [8, 16, 20]
    whole = network.model(images).argmax(dim=1).numpy()
    for cut in cuts:
        answers = network.model(images, cut).argmax(dim=1).numpy()
        assert trial.right(cut) == pytest.approx(100 * (answers == truth).mean())
        assert trial.unchanged(cut) == pytest.approx(100 * (answers == whole).mean())
    assert trial.unchanged(WHOLE) == 100 > min(map(trial.unchanged, cuts))
    assert list(trial.fill(network, cuts, nothing)) == []


def test_what_is_not_known_yet_is_no_number() -> None:
    trial = theatre.Trial(sample())
    assert np.isnan(trial.unchanged(WHOLE))
    assert trial.done(WHOLE) == 0
    assert next(trial.fill(loaded(), (WHOLE,), nothing)) == 8
    assert trial.done(WHOLE) == 8
    assert trial.unchanged(WHOLE) == 100
    assert np.isnan(trial.right(WHOLE))  # nobody told the classes


def test_the_share_of_a_branch_is_measured_where_it_is_added() -> None:
    network = loaded()
    subject = Subject(network, picture_from_array(pixels(1)[0], "noise"), 32, nothing)  # type: ignore[arg-type]
    inputs, _ = theatre.entering(network.model, as_input(subject.pixels[None], network))
    expected = []
    for name, maps in zip(SMALL.block_names(), inputs, strict=True):
        block = network.model.block(name)
        *_, (_, branch) = block.branch(maps)
        expected.append(float(branch.norm() / block.downsample(maps).norm()))
    assert theatre.branch_shares(subject) == pytest.approx(np.array(expected), rel=1e-5)


def test_classes_are_matched_by_name_or_not_at_all(tmp_path: Path) -> None:
    for name in ("cats", "dogs"):
        (tmp_path / name).mkdir()
        for number, picture in enumerate(pixels(5)):
            from PIL import Image

            Image.fromarray(picture).save(tmp_path / name / f"{number}.png")
    known = theatre.open_sample(tmp_path, loaded(labels=("a", "dogs", "b", "cats")), 8, 32, Control())
    assert known.truth is not None
    assert known.truth.tolist() == [3, 1]
    assert theatre.open_sample(tmp_path, loaded(labels=("a", "dogs", "b", "c")), 8, 32, Control()).truth is None
    assert theatre.open_sample(tmp_path, loaded(), 8, 32, Control()).truth is None


def test_another_sample_is_read_when_a_picture_changes(tmp_path: Path) -> None:
    from PIL import Image

    for number, picture in enumerate(pixels(8)):
        Image.fromarray(picture).save(tmp_path / f"{number}.png")
    before = theatre.open_sample(tmp_path, loaded(), 8, 32, Control())
    assert theatre.open_sample(tmp_path, loaded(), 8, 32, Control()) is before
    (tmp_path / "7.png").unlink()
    Image.fromarray(pixels(9)[8]).save(tmp_path / "8.png")
    assert theatre.open_sample(tmp_path, loaded(), 8, 32, Control()) is not before
