"""The filters tab says what the kernels are, tower by tower."""

from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from engine.analysis import vision
from engine.analysis.kernels import as_tiles, tuning
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import FloatArray, Frame, GridFrame, HeatFrame, ImageFrame, LimitsFrame, TableFrame
from engine.nn.alexnet import AlexNet, AlexNetConfig
from engine.papers.alexnet.filters import filters
from engine.papers.alexnet.kernel_bank import open_bank
from engine.weights.store import Loaded
from tests.engine.analysis.vision_subjects import ALEXNET, SIDE, loaded, picture

K = TypeVar("K", bound=Frame)


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> "Loaded[vision.Network, AlexNetConfig]":
    small = loaded("alexnet")
    monkeypatch.setattr(vision.store, "open_network", lambda *_: small)
    return small  # type: ignore[return-value]


def run(image: bool = False, **parameters: object) -> list[Frame]:
    checked = filters.check({"size": SIDE, **parameters})
    request = Request(filters.id, image=picture() if image else None, parameters=checked)
    return list(filters.run(request, Control(checked)))


def only(frames: list[Frame], slot: str, kind: type[K]) -> K:
    (frame,) = (frame for frame in frames if frame.slot == slot)
    assert isinstance(frame, kind)
    return frame


def weights(network: "Loaded[vision.Network, AlexNetConfig]", layer: str) -> FloatArray:
    return network.model.get_submodule(layer).weight.numpy()  # type: ignore[union-attr,operator,return-value]


def test_the_towers_lie_apart_and_are_whole(network: "Loaded[vision.Network, AlexNetConfig]") -> None:
    frames = run()
    tiles = as_tiles(weights(network, "conv1"))
    assert np.array_equal(only(frames, "tower1", GridFrame).tiles, tiles[:4])
    assert np.array_equal(only(frames, "tower2", GridFrame).tiles, tiles[4:])
    random = only(frames, "random", GridFrame)
    assert len(random.tiles) == len(tiles)
    assert random.provenance is not None
    assert random.provenance.badge == "random"
    assert not any(frame.slot == "response" for frame in frames)


@pytest.mark.parametrize("order", ["frequency", "orientation", "colour"])
def test_kernels_are_sorted_within_their_tower_and_keep_their_numbers(
    order: str, network: "Loaded[vision.Network, AlexNetConfig]"
) -> None:
    kernels = weights(network, "conv1")
    sheet = only(run(order=order, kernel=6), "tower2", GridFrame)
    assert sheet.keys is not None
    numbers = sheet.keys[:, 0] - 1
    assert sorted(numbers) == [4, 5, 6, 7]
    assert (np.diff(getattr(tuning(kernels), order)[numbers]) >= 0).all()
    assert np.array_equal(sheet.tiles, as_tiles(kernels[numbers]))
    assert sheet.selected is not None
    assert numbers[sheet.selected] == 5


def test_what_is_measured_is_the_tuning_of_each_tower(network: "Loaded[vision.Network, AlexNetConfig]") -> None:
    rows = only(run(), "measured", TableFrame).rows
    assert [row[0] for row in rows] == ["Tower 1", "Tower 2", "random"]
    tuned = tuning(weights(network, "conv1")[4:])
    assert rows[1][1] == f"{int(tuned.structured.sum())} of 4"
    assert rows[1][2:] == pytest.approx(
        (100 * tuned.colour.mean(), tuned.selectivity.mean(), tuned.frequency.mean()), rel=1e-6
    )


def test_a_kernel_sees_its_own_tower_alone(network: "Loaded[vision.Network, AlexNetConfig]") -> None:
    frames = run(layer="conv2", kernel=9, slice=3)  # 12 kernels, so this one is the second tower's
    assert not any(frame.slot == "tower1" for frame in frames)
    sheet = only(frames, "tower2", GridFrame)
    assert np.array_equal(sheet.tiles, weights(network, "conv2")[8])
    assert sheet.labels[2] == "map 7 below"
    assert sheet.selected == 2
    assert only(frames, "limits", LimitsFrame).ranges["slice"] == (1, 4)


def test_the_third_layer_sees_both_towers(network: "Loaded[vision.Network, AlexNetConfig]") -> None:
    frames = run(layer="conv3", kernel=2, slice=8)
    first, second = (only(frames, slot, GridFrame) for slot in ("tower1", "tower2"))
    assert np.array_equal(np.concatenate([first.tiles, second.tiles]), weights(network, "conv3")[1])
    assert (first.selected, second.selected) == (None, 1)
    assert second.keys is not None
    assert second.keys[1].tolist() == [2, 8]
    with pytest.raises(UserError, match="slice: expected 1 to 12 here, got 13"):
        run(layer="conv3", slice=13)


def test_a_slice_is_drawn_large_with_its_spectrum(network: "Loaded[vision.Network, AlexNetConfig]") -> None:
    frames = run(layer="conv3", kernel=2, slice=8)
    part = weights(network, "conv3")[1, 7]
    grey = only(frames, "kernel", ImageFrame).pixels
    assert np.array_equal(grey[..., 0], np.round(127.5 + 127.5 * part / np.abs(part).max()).astype(np.uint8))
    power = np.abs(np.fft.fftshift(np.fft.fft2(part.astype(np.float64)))) ** 2
    assert np.allclose(only(frames, "spectrum", HeatFrame).values, 100 * power / power.sum(), rtol=1e-4)


def test_the_response_is_the_convolution_with_the_picture(network: "Loaded[vision.Network, AlexNetConfig]") -> None:
    frames = run(image=True, kernel=3)
    images = vision.as_input(picture().pixels[None], network)  # type: ignore[arg-type]
    conv = network.model.get_submodule("conv1")
    expected = F.conv2d(images, conv.weight[2:3], conv.bias[2:3], stride=4)  # type: ignore[index,arg-type]
    values = only(frames, "response", HeatFrame).values
    assert np.allclose(values, expected[0, 0].numpy(), atol=1e-5)


def test_one_tower_is_shown_in_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    config = replace(ALEXNET, two_towers=False)
    model = AlexNet(config, torch.Generator().manual_seed(1)).eval().requires_grad_(False)
    single = replace(loaded("alexnet"), model=model, config=config)
    monkeypatch.setattr(vision.store, "open_network", lambda *_: single)
    frames = run()
    assert only(frames, "tower1", GridFrame).title.startswith("First half")
    assert only(frames, "tower2", GridFrame).title.startswith("Second half")
    assert open_bank(single, "conv2").start(11) == 0
    assert len(only(run(layer="conv2", kernel=12), "tower1", GridFrame).tiles) == 4
