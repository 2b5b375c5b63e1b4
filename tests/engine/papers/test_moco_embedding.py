"""The map of pictures as an experiment: every kind of features, streamed layouts, neighbours and their votes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine.analysis.embedding import features, sources
from engine.analysis.embedding.kinds import KINDS, class_token, find_kind, mean_patch, pooled
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import AtlasFrame, BarsFrame, Frame, GridFrame, LimitsFrame, ProgressFrame
from engine.papers.moco.embedding import embedding
from engine.weights.catalogue import find_entry
from tests.engine.analysis.embedding.test_gathering import folder_of


@pytest.fixture(autouse=True)
def few_pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    clear_all_caches()
    items = sources._items
    monkeypatch.setattr(sources, "_items", lambda kind, split: items(kind, split)[::30])
    yield
    clear_all_caches()


def run(folder: Path | None = None, **given: object) -> tuple[list[Frame], Control]:
    control = Control(embedding.check({"features": "pixels", **given}))
    request = Request(embedding.id, folder=folder, parameters=control.parameters)
    return list(embedding.run(request, control)), control


def atlases(frames: list[Frame]) -> list[AtlasFrame]:
    return [frame for frame in frames if isinstance(frame, AtlasFrame)]


def only(frames: list[Frame], slot: str) -> Frame:
    (frame,) = [frame for frame in frames if frame.slot == slot]
    return frame


def test_t_sne_moves_from_the_principal_plane_and_says_where_it_is() -> None:
    frames, _ = run()
    maps = atlases(frames)
    assert [frame.step for frame in maps] == list(range(0, 751, 10))
    assert maps[3].detail == "t-SNE · iteration 30 of 750"
    assert maps[-1].detail == "t-SNE · perplexity 30"
    plane = atlases(run(method="pca")[0])[-1]
    np.testing.assert_allclose(np.corrcoef(maps[0].x, plane.x)[0, 1], 1, atol=1e-5)
    assert all(frame.names is maps[0].names for frame in maps)
    assert [frame.step for frame in maps if frame.thumbnails is not None] == [*range(0, 800, 100), 750]
    assert all(frame.neighbours is maps[0].neighbours for frame in maps)
    assert maps[0].nbytes() == 8 * len(maps[0].x)


def test_principal_components_come_at_once_with_their_share() -> None:
    (frame,) = atlases(run(method="pca")[0])
    assert frame.detail.startswith("PCA · ")
    assert frame.detail.endswith("% of the variance")
    assert frame.step == 0


def test_a_run_that_is_left_goes_on_where_it_was() -> None:
    control = Control(embedding.check({"features": "pixels"}))
    request = Request(embedding.id, parameters=control.parameters)
    for frame in embedding.run(request, control):
        if isinstance(frame, AtlasFrame) and frame.step == 200:
            break
    rest = atlases(run(point=3)[0])
    assert rest[0].step == 200
    assert rest[0].selected == 3
    ended = atlases(run()[0])
    assert [frame.step for frame in ended] == [750]
    clear_all_caches()
    assert np.array_equal(ended[0].x, atlases(run()[0])[-1].x)


def test_the_neighbours_of_the_chosen_picture_are_shown() -> None:
    frames, _ = run(method="pca", point=5, nearest=4)
    (atlas,), sheet = atlases(frames), only(frames, "neighbours")
    assert isinstance(sheet, GridFrame)
    assert atlas.neighbours is not None
    assert atlas.similarities is not None
    assert sheet.keys is not None
    assert sheet.keys[:, 0].tolist() == [5, *atlas.neighbours[5].tolist()]
    assert sheet.labels[0] == atlas.names[5]
    nearest, alike = int(atlas.neighbours[5, 0]), float(atlas.similarities[5, 0])
    mark = "✓" if atlas.category[nearest] == atlas.category[5] else "✗"
    assert sheet.labels[1] == f"{mark} {alike:.2f} {atlas.names[nearest]}"
    shared = int((atlas.category[atlas.neighbours[5]] == atlas.category[5]).sum())
    assert sheet.detail == f"{shared} of 4 share its category"


def test_votes_are_counted_in_all_and_by_category() -> None:
    bars = only(run(method="pca")[0], "accuracy")
    assert isinstance(bars, BarsFrame)
    assert bars.names[0] == "all"
    assert bars.reference is not None
    assert ((bars.values >= 0) & (bars.values <= 100)).all()
    assert 0 < bars.reference[0] < 100
    assert "pictures, most seen in training · 8 vote" in bars.detail


def test_enough_held_out_pictures_are_judged_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    clear_all_caches()
    bars = only(run(method="pca", pictures="composites", count=60)[0], "accuracy")
    assert bars.detail.startswith("40 held out")


def test_how_often_the_same_thing_is_nearest_is_told_where_things_repeat() -> None:
    bars = only(run(method="pca", pictures="composites", split="held-out name", count=80)[0], "accuracy")
    assert isinstance(bars, BarsFrame)
    assert bars.names[:2] == ("all", "same thing nearest")
    assert bars.reference is not None
    assert 0 < bars.reference[1] < 10


def test_a_folder_takes_the_worlds_place(tmp_path: Path) -> None:
    frames, _ = run(folder_of(tmp_path, "cats", "dogs"), method="pca")
    (atlas,) = atlases(frames)
    assert atlas.categories == ("cats", "dogs")
    assert only(frames, "accuracy").detail == "8 pictures · 7 vote"


def test_a_folder_without_categories_has_no_accuracy(tmp_path: Path) -> None:
    frames, _ = run(folder_of(tmp_path / "plain", "", each=6), method="pca")
    assert not any(frame.slot == "accuracy" for frame in frames)
    assert atlases(frames)


def test_a_point_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError, match=r"point: there are \d+ pictures, counted from 0, got 40000"):
        run(point=40_000)
    limits = only(run(method="pca")[0], "limits")
    assert isinstance(limits, LimitsFrame)
    assert limits.ranges["point"] == (0, len(atlases(run(method="pca")[0])[0].x) - 1)


def test_switching_features_keeps_the_points_and_is_badged() -> None:
    frames, control = run(method="pca")
    other, random = run(method="pca", features="random")
    assert atlases(frames)[0].population == atlases(other)[0].population
    assert not np.array_equal(atlases(frames)[0].x, atlases(other)[0].x)
    assert control.provenance is not None
    assert random.provenance is not None
    assert (control.provenance.badge, control.provenance.name) == ("random", "No weights")
    assert (random.provenance.badge, random.provenance.name) == ("random", "Random weights")
    assert any(isinstance(frame, ProgressFrame) and frame.label == "Random weights" for frame in other)


def test_the_size_of_pictures_is_for_moco_alone() -> None:
    small, large = (atlases(run(method="pca", features="moco", count=20, side=side)[0])[0] for side in (32, 96))
    assert not np.array_equal(small.x, large.x)
    small, large = (atlases(run(method="pca", count=20, side=side)[0])[0] for side in (32, 96))
    assert np.array_equal(small.x, large.x)


def test_features_are_those_of_the_network() -> None:
    from engine.weights.store import open_resnet

    kind = find_kind("resnet")
    pixels = np.random.default_rng(0).integers(0, 256, (3, 128, 128, 3)).astype(np.uint8)
    loaded = open_resnet("resnet-world")
    ours = features.network_vectors(loaded, kind, pixels)
    mean, std = (torch.tensor(values).view(1, 3, 1, 1) for values in (loaded.mean, loaded.std))
    images = torch.from_numpy(features.resized(pixels, kind.side_px)).permute(0, 3, 1, 2).float() / 255
    with torch.inference_mode():
        theirs = loaded.model.trace((images - mean) / std)["avgpool"]
    np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-4, atol=1e-5)


def test_the_weights_chosen_for_the_paper_replace_only_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(architecture: str, weights: str, device: str, seed: int) -> None:
        asked.append(weights)
        raise UserError("Not here.")

    monkeypatch.setattr(features.store, "open_network", refuse)
    for own, chosen in ((True, "mine"), (True, "auto"), (False, "mine")):
        kind = replace(find_kind("resnet"), own=own)
        with pytest.raises(UserError):
            features._describer(kind, Request(embedding.id, weights=chosen), Control({}))
    assert asked == ["mine", "resnet-world", "resnet-world"]


def test_raw_pixels_count_from_middle_grey() -> None:
    flat = features._pixel_vectors(np.full((2, 4, 4, 3), 128, np.uint8))
    assert flat.shape == (2, 48)
    assert not flat.any()


def test_every_kind_has_its_weights_in_the_catalogue() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        if kind.architecture:
            entry = find_entry(kind.weights)
            assert entry is not None, kind.weights
            assert entry.architecture == kind.architecture
    with pytest.raises(KeyError):
        find_kind("nothing")


def test_features_are_taken_where_they_are_said_to_be() -> None:
    tokens = torch.arange(24.0).view(2, 4, 3)
    images = torch.zeros(2, 3, 8, 8)
    assert torch.equal(class_token(lambda _: tokens, images), tokens[:, 0])
    assert torch.equal(mean_patch(lambda _: tokens, images), tokens[:, 1:].mean(dim=1))
    assert torch.equal(pooled(SimpleNamespace(features=lambda _: tokens[:, 0]), images), tokens[:, 0])
