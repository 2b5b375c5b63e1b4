"""The ViT experiments on a network with random weights: what their frames say is what the network does."""

import subprocess
import sys
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import torch
from PIL import Image

from engine.analysis.distance import attention_distance, patch_distances
from engine.analysis.disturb import drop_order
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import Cancelled, UserError
from engine.experiment import Request
from engine.frames import (
    CheckFrame,
    CurveFrame,
    FlowFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    LimitsFrame,
    MetricFrame,
    ProgressFrame,
    ScatterFrame,
)
from engine.images import Picture, load_picture, picture_from_array
from engine.nn.vit import Block, VisionTransformer
from engine.papers import find_experiment
from engine.papers.vit import PAPER
from engine.papers.vit import claims as vit_claims
from engine.papers.vit.subject import Subject, open_subject
from engine.weights.store import open_vit

WEIGHTS = "random-vits14"
SIZE = 112  # 8 × 8 patches
SIDE = SIZE // 14
DEPTH, HEADS, WIDTH = 12, 6, 384

F = TypeVar("F", bound=Frame)


def noise(seed: int, side: int = SIZE) -> Picture:
    pixels = np.random.default_rng(seed).integers(0, 256, size=(side, side, 3)).astype(np.uint8)
    return picture_from_array(pixels, f"noise {seed}.png")


def frames(
    name: str,
    *,
    image: Picture | None = None,
    second: Picture | None = None,
    folder: Path | None = None,
    **parameters: object,
) -> list[Frame]:
    experiment = find_experiment(f"vit.{name}")
    if any(item.name == "size" for item in experiment.parameters):
        parameters = {"size": SIZE, **parameters}
    checked = experiment.check(parameters)
    request = Request(
        experiment.id, image=image or noise(1), second=second, folder=folder, parameters=checked, weights=WEIGHTS
    )
    return list(experiment.run(request, Control(checked)))


def last(found: list[Frame], slot: str, kind: type[F]) -> F:
    frame = [frame for frame in found if frame.slot == slot][-1]
    assert isinstance(frame, kind)
    return frame


def subject(image: Picture | None = None) -> Subject:
    request = Request("vit", image=image or noise(1), weights=WEIGHTS)
    return open_subject(request, Control({"size": SIZE}))


def attention(layer: int, image: Picture | None = None) -> np.ndarray:
    """Return the attention (heads, 1+N, 1+N) of a layer from 1, straight from the network."""
    model = open_vit(WEIGHTS).model
    with torch.no_grad():
        trace = model.trace(model.pixels((image or noise(1)).pixels))
    return trace.attention(layer - 1).numpy()


def test_importing_the_papers_imports_no_torch() -> None:
    code = "import sys, engine.papers; assert 'torch' not in sys.modules and 'PIL' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# What is common to all


@pytest.mark.parametrize("name", ["attention_distance", "attention_maps", "rollout", "patch_features", "robustness"])
def test_limits_come_first_then_the_picture(name: str) -> None:
    first, second = frames(name)[:2]
    assert isinstance(first, LimitsFrame)
    assert first.ranges["layer"] == (1, DEPTH)
    assert first.ranges["head"] == (1, HEADS)
    assert isinstance(second, ImageFrame)
    assert second.cells == (SIDE, SIDE)


def test_a_missing_picture_is_asked_for() -> None:
    experiment = find_experiment("vit.attention_maps")
    with pytest.raises(UserError, match="No picture was given"):
        list(experiment.run(Request(experiment.id, weights=WEIGHTS), Control(experiment.check({}))))


@pytest.mark.parametrize("patch", [(8, 0), (0, 8), (-1, 3)])
def test_a_patch_outside_the_grid_is_told_the_grid(patch: tuple[int, int]) -> None:
    with pytest.raises(UserError, match=r"patch: .*outside the grid of 8 × 8 patches"):
        frames("attention_maps", patch=patch)


def test_layers_and_heads_beyond_the_network_are_told_its_limits() -> None:
    with pytest.raises(UserError, match="layer: this network has 1 to 12, got 13"):
        frames("attention_maps", layer=13)
    with pytest.raises(UserError, match="head: this network has 1 to 6, got 7"):
        frames("attention_distance", head=7)
    with pytest.raises(UserError, match="through: this network has 1 to 12, got 40"):
        frames("rollout", through=40)


def test_a_size_between_patches_is_rounded_and_said() -> None:
    image = last(frames("attention_maps", image=noise(1, 200), size=120), "image", ImageFrame)
    assert image.pixels.shape == (126, 126, 3)
    assert image.detail == "126 × 126 px, the multiple of the 14 px patch nearest to 120"


def test_a_picture_of_the_right_size_is_not_resampled() -> None:
    np.testing.assert_array_equal(last(frames("attention_maps"), "image", ImageFrame).pixels, noise(1).pixels)


def test_another_layer_head_or_patch_does_not_run_the_network_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clear_all_caches()
    runs: list[int] = []
    trace = VisionTransformer.trace
    monkeypatch.setattr(VisionTransformer, "trace", lambda *args, **more: runs.append(1) or trace(*args, **more))
    frames("attention_maps")
    frames("attention_maps", layer=2, head=3, patch=(0, 0), reduce="one")
    assert len(runs) == 1
    frames("attention_maps", image=noise(2))
    assert len(runs) == 2


def test_cancelling_stops_the_network_between_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    clear_all_caches()
    control = Control({"size": SIZE})
    begun = open_subject(Request("vit", image=noise(1), weights=WEIGHTS), control)
    layers: list[int] = []
    traced = Block.traced

    def cancel_in_the_third(block: Block, tokens: torch.Tensor, whole: bool) -> object:
        layers.append(1)
        if len(layers) == 3:
            control.cancel()
        return traced(block, tokens, whole)

    monkeypatch.setattr(Block, "traced", cancel_in_the_third)
    with pytest.raises(Cancelled):
        _ = begun.trace
    assert len(layers) == 3


# Attention distance


def test_every_dot_is_the_distance_of_its_head() -> None:
    scatter = last(frames("attention_distance", layer=3, head=2), "distance", ScatterFrame)
    assert scatter.keys is not None
    assert [tuple(key) for key in scatter.keys[:7]] == [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (2, 1)]
    between = torch.from_numpy(patch_distances(SIDE, SIDE, 14))
    for layer in (1, 12):
        expected = attention_distance(torch.from_numpy(attention(layer)), between)
        np.testing.assert_allclose(scatter.y[(layer - 1) * HEADS : layer * HEADS], expected, rtol=1e-5)
    assert scatter.selected == 2 * HEADS + 1
    assert scatter.labels[scatter.selected].startswith("layer 3 · head 2 · ")
    assert scatter.groups == tuple("123456")
    assert scatter.y_axis.unit == "px"
    np.testing.assert_array_equal(np.round(scatter.x), scatter.keys[:, 0])


def test_the_baseline_is_drawn_when_asked_for() -> None:
    with_it = last(frames("attention_distance"), "distance", ScatterFrame)
    without = last(frames("attention_distance", baseline=False), "distance", ScatterFrame)
    names = [line.name for line in with_it.lines]
    assert names == ["mean of heads", "random weights", "random weights, mean"]
    assert [line.name for line in without.lines] == ["mean of heads"]
    np.testing.assert_allclose(without.lines[0].y, without.y.reshape(DEPTH, HEADS).mean(axis=1), rtol=1e-6)


def test_the_heat_map_is_the_selected_head_from_the_marked_patch() -> None:
    heat = last(frames("attention_distance", layer=5, head=4, patch=(2, 7)), "head", HeatFrame)
    np.testing.assert_allclose(heat.values.ravel(), attention(5)[3, 1 + 2 * SIDE + 7, 1:], rtol=1e-5)
    assert heat.marked == ((2, 7),)
    assert heat.under is not None


def test_the_check_counts_heads() -> None:
    found = frames("attention_distance")
    lowest = last(found, "distance", ScatterFrame).y[: 2 * HEADS]
    check = last(found, "check", CheckFrame)
    far = (lowest >= 0.4 * SIZE).sum()
    assert check.measured.startswith(f"Layers 1 to 2: {far} of 12 heads")
    assert check.holds == (far > 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed in range(3):
        Image.fromarray(noise(seed).pixels).save(tmp_path / f"{seed}.png")
    return tmp_path


def test_a_folder_gives_mean_and_spread(folder: Path) -> None:
    scatter = last(frames("attention_distance", folder=folder, baseline=False), "distance", ScatterFrame)
    one_by_one = np.stack(
        [
            last(frames("attention_distance", image=load_picture(path), baseline=False), "distance", ScatterFrame).y
            for path in sorted(folder.iterdir())
        ]
    )
    np.testing.assert_allclose(scatter.y, one_by_one.mean(axis=0), rtol=1e-5)
    assert scatter.error is not None
    np.testing.assert_allclose(scatter.error, one_by_one.std(axis=0, ddof=1), rtol=1e-2, atol=1e-4)
    assert scatter.detail == "mean and spread over 3 pictures"


def test_a_broken_picture_is_skipped_and_counted(folder: Path) -> None:
    (folder / "1.png").write_bytes(b"not a picture")
    found = frames("attention_distance", folder=folder)
    scatter = last(found, "distance", ScatterFrame)
    assert scatter.detail == "mean and spread over 2 pictures, 1 could not be read"


def test_a_folder_of_broken_pictures_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"not a picture")
    with pytest.raises(UserError, match="None of the 1 pictures"):
        frames("attention_distance", folder=tmp_path)


def test_progress_counts_layers_of_all_runs(folder: Path) -> None:
    progress = [frame for frame in frames("attention_distance", folder=folder) if isinstance(frame, ProgressFrame)]
    assert [frame.done for frame in progress] == list(range(1, 3 * 2 * DEPTH + 1))
    assert {frame.total for frame in progress} == {3 * 2 * DEPTH}


# Attention maps and rollout


@pytest.mark.parametrize("reduce", ["one", "mean", "max"])
def test_maps_are_rows_of_the_attention_matrix(reduce: str) -> None:
    found = frames("attention_maps", layer=7, head=5, patch=(1, 6), reduce=reduce)
    weights = attention(7)
    fused = {"one": weights[4], "mean": weights.mean(axis=0), "max": weights.max(axis=0)}[reduce]
    row = last(found, "row", HeatFrame)
    np.testing.assert_allclose(row.values.ravel(), fused[1 + SIDE + 6, 1:], rtol=1e-5)
    np.testing.assert_allclose(last(found, "class", HeatFrame).values.ravel(), fused[0, 1:], rtol=1e-5)
    assert row.detail == f"{fused[1 + SIDE + 6, 0]:.0%} goes to the class token"
    heads = last(found, "heads", GridFrame)
    np.testing.assert_allclose(heads.tiles.reshape(HEADS, -1), weights[:, 1 + SIDE + 6, 1:], rtol=1e-5)
    assert heads.selected == 4


def test_rollout_agrees_with_explicit_products() -> None:
    found = frames("rollout", through=6)
    product = np.eye(1 + SIDE * SIDE)
    growth = last(found, "growth", GridFrame)
    for layer in range(1, DEPTH + 1):
        fused = attention(layer).mean(axis=0).astype(np.float64)
        product = (0.5 * fused + 0.5 * np.eye(len(fused))) @ product
        np.testing.assert_allclose(growth.tiles[layer - 1].ravel(), product[0, 1:], rtol=1e-4)
        if layer == 6:
            np.testing.assert_allclose(last(found, "rollout", HeatFrame).values.ravel(), product[0, 1:], rtol=1e-4)
    assert growth.selected == 5


def test_the_picture_of_figure_6_is_brightest_where_the_rollout_is() -> None:
    white = picture_from_array(np.full((SIZE, SIZE, 3), 255, np.uint8), "white.png")
    found = frames("rollout", image=white)
    values = last(found, "rollout", HeatFrame).values
    pixels = last(found, "figure", ImageFrame).pixels[7::14, 7::14, 0]
    np.testing.assert_allclose(pixels / 255, values / values.max(), atol=0.06)


# What is learned before any picture


def test_position_tiles_are_cosine_similarities() -> None:
    found = frames("positions", patch=(3, 30), tiles=5)
    positions = open_vit(WEIGHTS).model.pos_embed[0, 1:].numpy()
    asked = positions[3 * 37 + 30]
    expected = positions @ asked / np.linalg.norm(positions, axis=1) / np.linalg.norm(asked)
    np.testing.assert_allclose(last(found, "patch", HeatFrame).values.ravel(), expected, atol=1e-5)
    sheet = last(found, "similarity", GridFrame)
    assert sheet.tiles.shape == (25, 37, 37)
    assert sheet.cells is not None
    for tile, (row, column) in zip(sheet.tiles, sheet.cells, strict=True):
        assert tile[row, column] == pytest.approx(1, abs=1e-5)
    assert sheet.selected is not None
    assert tuple(sheet.cells[sheet.selected]) == (0, 27)
    assert sheet.title.endswith("random weights")


def test_random_positions_do_not_pass_for_learned_ones() -> None:
    assert not last(frames("positions"), "check", CheckFrame).holds


def test_filters_are_the_components_of_the_kernels() -> None:
    found = frames("filters", component=2)
    kernels = open_vit(WEIGHTS).model.patch_embed.proj.weight.reshape(WIDTH, -1).numpy()
    _, sizes, axes = np.linalg.svd(kernels - kernels.mean(axis=0), full_matrices=False)
    shown = last(found, "component", GridFrame).tiles.ravel()
    assert abs(shown @ axes[1]) == pytest.approx(1, abs=1e-3)
    assert last(found, "filters", GridFrame).tiles.shape == (28, 14, 14, 3)
    total = last(found, "cumulative", CurveFrame).series[0].y
    np.testing.assert_allclose(total, 100 * np.cumsum(sizes**2) / np.sum(sizes**2), rtol=1e-4)


# Patch features


def test_similarity_is_measured_from_the_clicked_patch_into_both_pictures() -> None:
    found = frames("patch_features", second=noise(2), patch=(4, 1))
    features, others = subject().features(), subject(noise(2)).features()
    asked = features[1 + 4 * SIDE + 1]
    for slot, many in (("similarity", features[1:]), ("second", others[1:])):
        expected = many @ asked / np.linalg.norm(many, axis=1) / np.linalg.norm(asked)
        np.testing.assert_allclose(last(found, slot, HeatFrame).values.ravel(), expected, atol=1e-5)
    assert last(found, "similarity", HeatFrame).values[4, 1] == pytest.approx(1, abs=1e-5)


def test_without_a_second_picture_nothing_is_drawn_of_it() -> None:
    assert {frame.slot for frame in frames("patch_features")}.isdisjoint({"second", "second_components"})


@pytest.mark.parametrize("invert", [False, True])
def test_patches_below_the_threshold_are_black(invert: bool) -> None:
    everything = last(frames("patch_features", invert=invert), "foreground", HeatFrame).values
    found = frames("patch_features", threshold=0.5, invert=invert)
    score = last(found, "foreground", HeatFrame).values
    np.testing.assert_array_equal(np.isnan(score), everything < 0.5)
    cells = last(found, "components", ImageFrame).pixels[::14, ::14]
    assert not cells[np.isnan(score)].any()
    assert cells[~np.isnan(score)].any()


def test_swapping_turns_the_score_round() -> None:
    scores = [last(frames("patch_features", invert=invert), "foreground", HeatFrame).values for invert in (False, True)]
    np.testing.assert_allclose(scores[0], 1 - scores[1], atol=1e-6)


# Sequence


def test_the_flow_writes_out_the_real_shapes() -> None:
    found = frames("sequence", size=224, image=noise(1, 224), block=3)
    stages = {stage.name: stage.shape for stage in last(found, "flow", FlowFrame).stages}
    assert stages == {
        "image": (224, 224, 3),
        "patches": (256, 588),
        "linear projection": (256, 384),
        "+ class token": (257, 384),
        "+ positions": (257, 384),
        "block 3: layer norm": (257, 384),
        "block 3: q, k, v": (6, 257, 64),
        "block 3: attention": (6, 257, 257),
        "block 3: heads joined": (257, 384),
        "block 3: MLP, hidden": (257, 1536),
        "block 3: out": (257, 384),
        "after 12 blocks": (257, 384),
        "final norm": (257, 384),
        "class feature": (384,),
    }
    for stage in last(found, "flow", FlowFrame).stages:
        assert len(stage.dims) == len(stage.shape)
    assert last(found, "tokens", HeatFrame).detail.startswith("256 of 257 tokens, 384 of 384 channels")


@pytest.mark.parametrize("block", [0, 12])
def test_tokens_and_lengths_are_those_of_the_chosen_block(block: int) -> None:
    found = frames("sequence", block=block)
    tokens = subject().trace.tokens[block].numpy()
    np.testing.assert_array_equal(last(found, "tokens", HeatFrame).values, tokens)
    np.testing.assert_allclose(
        last(found, "norms", HeatFrame).values.ravel(), np.linalg.norm(tokens[1:], axis=1), rtol=1e-5
    )
    assert last(found, "check", CheckFrame).holds
    assert last(found, "flow", FlowFrame).stages[5].name.startswith(f"block {max(1, block)}")


def test_the_patches_put_together_are_the_picture() -> None:
    sheet = last(frames("sequence", patch=(2, 5)), "patches", GridFrame)
    rows = [np.concatenate(list(row), axis=1) for row in sheet.tiles.reshape(SIDE, SIDE, 14, 14, 3)]
    np.testing.assert_array_equal(np.concatenate(rows), noise(1).pixels)
    assert sheet.cells is not None
    assert sheet.selected is not None
    assert tuple(sheet.cells[sheet.selected]) == (2, 5)


# Robustness


def similarity(**parameters: object) -> float:
    return last(frames("robustness", **parameters), "similarity", MetricFrame).value


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_losing_nothing_changes_nothing() -> None:
    for damage in ("drop", "black"):
        assert similarity(damage=damage, share=0.0) == pytest.approx(1, abs=1e-5)
    assert similarity(damage="shuffle", cells="1") == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("order", ["random", "salient", "non-salient"])
def test_dropped_tokens_never_enter_the_network(order: str) -> None:
    model = open_vit(WEIGHTS).model
    saliency = attention(12)[:, 0, 1:].mean(axis=0)
    kept = np.sort(drop_order(order, saliency, 0)[32:])  # type: ignore[arg-type]
    with torch.no_grad():
        feature = model.encode(model.embed(model.pixels(noise(1).pixels))[:, kept])[0, 0].numpy()
    expected = cosine(feature, subject().features()[0])
    assert similarity(order=order, share=0.5) == pytest.approx(expected, abs=1e-5)


def test_blacked_out_pixels_are_what_the_network_sees() -> None:
    found = frames("robustness", damage="black", order="salient", share=0.25)
    pixels = last(found, "image", ImageFrame).pixels
    assert (pixels.reshape(SIDE, 14, SIDE, 14, 3) == 0).all(axis=(1, 3, 4)).sum() == 16
    blackened = picture_from_array(pixels, "black")
    expected = cosine(subject(blackened).features()[0], subject().features()[0])
    assert last(found, "similarity", MetricFrame).value == pytest.approx(expected, abs=1e-5)
    assert last(found, "kept", MetricFrame).value == 48


def test_a_shuffled_picture_is_what_the_network_sees() -> None:
    found = frames("robustness", damage="shuffle", cells="all")
    pixels = last(found, "image", ImageFrame).pixels
    expected = cosine(subject(picture_from_array(pixels, "shuffled")).features()[0], subject().features()[0])
    assert last(found, "similarity", MetricFrame).value == pytest.approx(expected, abs=1e-5)
    curve = last(found, "curve", CurveFrame)
    assert curve.series[0].x.tolist() == [1, 2, 4, 8, 16]
    assert curve.marker == 8


def test_the_curve_covers_every_order_and_marks_the_share() -> None:
    found = frames("robustness", share=0.3)
    curve = last(found, "curve", CurveFrame)
    assert [series.name for series in curve.series] == ["random", "salient", "non-salient", "a picture of one colour"]
    assert curve.marker == pytest.approx(0.3)
    assert all(len(series.x) == 10 for series in curve.series)
    assert curve.series[0].y[3] == pytest.approx(last(found, "similarity", MetricFrame).value, abs=1e-6)


def test_a_second_picture_is_the_floor() -> None:
    curve = last(frames("robustness", second=noise(2)), "curve", CurveFrame)
    expected = cosine(subject(noise(2)).features()[0], subject().features()[0])
    assert curve.series[-1].name == "noise 2.png"
    assert curve.series[-1].y[0] == pytest.approx(expected, abs=1e-5)


# Claims


@pytest.mark.parametrize("claim", PAPER.claims, ids=lambda claim: claim.claim)
def test_claims_are_measured_with_numbers(claim: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vit_claims, "PICTURES", ("coffee",))
    monkeypatch.setattr(vit_claims, "SIDE_PX", SIZE)
    result = claim.measure(claim.seed)
    assert any(letter.isdigit() for letter in result.measured)
    assert isinstance(result.holds, bool)
    assert claim.measure(claim.seed) == result
