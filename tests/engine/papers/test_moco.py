"""MoCo's look-up and its bench of augmentation, as experiments."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.analysis.contrastive_transforms import TRANSFORMS
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import BarsFrame, CheckFrame, CurveFrame, Frame, GridFrame, ImageFrame, TableFrame
from engine.images import load_picture, picture_from_array
from engine.papers.moco.augmentation import SHOWN, augmentation
from engine.papers.moco.lookup import lookup
from engine.training.views import V2, views
from engine.weights.store import open_resnet

RANDOM = "random-moco-small"
SMALL: dict[str, object] = {"size": "32"}


@pytest.fixture(autouse=True)
def without_gradients() -> Iterator[None]:
    clear_all_caches()
    with torch.no_grad():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(5)
    for number in range(9):
        Image.fromarray(rng.integers(0, 256, (60, 60, 3), dtype=np.uint8)).save(tmp_path / f"{number}.png")
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    return tmp_path


def frames_of(experiment: Experiment, request: Request, **given: object) -> dict[str, Frame]:
    """The last frame of each slot."""
    control = Control(experiment.check({**SMALL, **given}))
    return {frame.slot: frame for frame in experiment.run(request, control)}


def noise(seed: int = 0) -> Request:
    pixels = np.random.default_rng(seed).integers(0, 256, (80, 80, 3)).astype(np.uint8)
    return Request("x", image=picture_from_array(pixels, "noise"), weights=RANDOM)


def test_a_query_is_looked_up_among_the_keys_of_the_other_pictures(folder: Path) -> None:
    request = Request("x", image=load_picture(folder / "4.png"), folder=folder, weights=RANDOM)
    slots = frames_of(lookup, request, dictionary="16", temperature=0.5)
    keys, numbers, pair = (slots[name] for name in ("keys", "numbers", "pair"))
    assert isinstance(keys, GridFrame)
    assert len(keys.tiles) == 1 + 8  # the positive and all but the query's own picture and the broken one
    assert keys.keys is not None
    assert 5 not in keys.keys[:, 0].tolist()
    assert "random weights" in keys.title
    assert isinstance(pair, GridFrame)
    loaded = open_resnet(RANDOM)
    scaled = (torch.from_numpy(pair.tiles.copy()).float() / 255 - torch.tensor(loaded.mean)) / torch.tensor(loaded.std)
    query, positive = torch.nn.functional.normalize(loaded.model(scaled.permute(0, 3, 1, 2)), dim=1)
    assert pair.detail == f"similarity {float(query @ positive):.3f}"
    said = [float(label.split(" · ")[0]) for label in keys.labels]
    assert said == sorted(said, reverse=True)
    assert isinstance(numbers, TableFrame)
    (_, loss, guessing), (_, rank, _), _ = numbers.rows
    assert isinstance(rank, float)
    assert keys.selected == rank - 1
    assert guessing == pytest.approx(np.log(9), abs=0.01)
    chances = slots["chances"]
    assert isinstance(chances, BarsFrame)
    assert chances.selected is not None
    assert loss == pytest.approx(-np.log(chances.values[chances.selected] / 100), abs=0.01)


def test_a_temperature_changes_the_softmax_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = replace(noise(), folder=folder)
    cold = frames_of(lookup, request, dictionary="16", temperature=0.05)
    monkeypatch.setattr("engine.analysis.contrastive.Encoder.encode", None)
    warm = frames_of(lookup, request, dictionary="16", temperature=1.0)
    one, other = cold["numbers"], warm["numbers"]
    assert isinstance(one, TableFrame)
    assert isinstance(other, TableFrame)
    assert float(str(one.rows[2][1])) < float(str(other.rows[2][1]))
    assert warm["similarities"].looks_like(cold["similarities"])


def test_other_views_are_drawn_and_shown_where_they_were_cut() -> None:
    one, other = (frames_of(lookup, noise(), dictionary="16", draw=draw) for draw in (0, 1))
    picture, pair, others = one["picture"], one["pair"], other["pair"]
    assert isinstance(picture, ImageFrame)
    assert len(picture.boxes) == 2
    assert isinstance(pair, GridFrame)
    assert isinstance(others, GridFrame)
    assert (pair.tiles != others.tiles).any()
    again = views(picture.pixels[None], 32, V2, np.random.default_rng((0, 0, 11)))
    np.testing.assert_array_equal(pair.tiles[0], again[0])


def test_a_clicked_key_becomes_the_query(folder: Path) -> None:
    request = replace(noise(), folder=folder)
    slots = frames_of(lookup, request, dictionary="16", query=3)
    picture, keys = slots["picture"], slots["keys"]
    assert picture.title == "Picture 3"
    assert isinstance(keys, GridFrame)
    assert keys.keys is not None
    assert keys.selected is not None
    assert keys.keys[keys.selected, 0] == 3
    assert keys.keys[:, 0].tolist().count(3) == 1
    pair = slots["pair"]
    assert isinstance(pair, GridFrame)
    assert pair.keys is not None
    assert pair.keys[:, 0].tolist() == [3, 3, 0]
    with pytest.raises(UserError, match="expected 0 to 10"):
        frames_of(lookup, request, dictionary="16", query=11)
    with pytest.raises(UserError, match=r"Picture 10 of your folder .* cannot be read"):
        frames_of(lookup, request, dictionary="16", query=10)


def test_without_a_picture_nothing_is_looked_up() -> None:
    for experiment in (lookup, augmentation):
        with pytest.raises(UserError, match="No picture"):
            frames_of(experiment, Request("x", weights=RANDOM))


def test_each_transform_has_its_views_its_bar_and_its_row(folder: Path) -> None:
    slots = frames_of(augmentation, replace(noise(), folder=folder), draws=5, brightness=0.0, transform=4)
    drawn, bars, table, strength = (slots[name] for name in ("views", "similarity", "table", "strength"))
    count = len(TRANSFORMS)
    assert isinstance(drawn, GridFrame)
    assert drawn.tiles.shape == (count, 32, 32 * (1 + SHOWN), 3)
    assert isinstance(bars, BarsFrame)
    assert len(bars.values) == count
    assert bars.values[4] == pytest.approx(1, abs=1e-3)  # brightness by nothing
    assert bars.reference is not None
    assert bars.reference_name == "another picture"
    assert isinstance(table, TableFrame)
    assert [row[0] for row in table.rows] == [transform.name for transform in TRANSFORMS]
    assert all(row[3] == row[4] for row in table.rows)  # the same random weights
    assert isinstance(strength, CurveFrame)
    assert (strength.detail, strength.title) == ("flip", "Similarity by draw")
    assert "check" not in slots


def test_a_strength_is_varied_where_there_is_one(folder: Path) -> None:
    slots = frames_of(augmentation, replace(noise(), folder=folder), draws=5, transform=10, blur=3.0)
    strength = slots["strength"]
    assert isinstance(strength, CurveFrame)
    assert (strength.detail, strength.marker) == ("blur", 3.0)
    assert strength.series[0].y[0] > strength.series[0].y[-1]


def test_what_was_learned_is_checked_against_random_weights(folder: Path) -> None:
    request = replace(noise(), folder=folder, weights="moco-world")
    check = frames_of(augmentation, request, draws=5)["check"]
    assert isinstance(check, CheckFrame)
    assert "with random weights" in check.measured
