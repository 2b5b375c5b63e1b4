"""A picture in front of a network: what its frames and boxes say is what the network does."""

import numpy as np
import pytest
import torch

from engine.analysis import vision
from engine.analysis.subjects import Cell
from engine.analysis.vision import Subject, as_input, choose, output_of, softmax, strongest, unit_in
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import Cancelled, UserError
from engine.experiment import Request
from engine.frames import ByteArray
from tests.engine.analysis.vision_subjects import LABELS, SIDE, loaded, noise, picture, subject

EVERY = pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("alexnet", "conv1"),
        ("alexnet", "pool2"),
        ("alexnet", "relu5"),
        ("resnet", "maxpool"),
        ("resnet", "layer1.0"),
        ("resnet", "layer2.0.shortcut"),
    ],
)


def answer(shown: Subject, pixels: ByteArray, layer: str, unit: Cell) -> torch.Tensor:
    return output_of(shown.loaded.model, as_input(pixels[None], shown.loaded), layer)[0, :, unit[0], unit[1]]


@EVERY
def test_a_unit_sees_its_box_and_nothing_else(name: str, layer: str) -> None:
    shown = subject(name)
    rows, columns = shown.maps(layer).shape[1:]
    for unit in ((0, 0), (rows // 2, columns // 2), (rows - 1, columns - 1)):
        x0, y0, x1, y1 = shown.box(layer, unit)
        inside = np.zeros((SIDE, SIDE, 1), bool)
        inside[y0:y1, x0:x1] = True
        other = noise(9)
        before = answer(shown, shown.pixels, layer, unit)
        assert torch.equal(answer(shown, np.where(inside, shown.pixels, other), layer, unit), before)
        assert not torch.equal(answer(shown, np.where(inside, other, shown.pixels), layer, unit), before)


def test_layers_leave_out_what_changes_nothing() -> None:
    alexnet = subject("alexnet")
    assert alexnet.layers[:4] == ("conv1", "relu1", "norm1", "pool1")
    assert not any(name.startswith("drop") for name in alexnet.layers)
    assert "average" not in alexnet.layers  # the last map has the classifier's side already
    assert subject("resnet").layers[-2:] == ("avgpool", "fc")


def test_units_of_the_classifier_see_the_whole_picture() -> None:
    shown = subject()
    assert shown.maps("fc6").shape == (16, 1, 1)
    assert shown.box("fc6", (0, 0)) == (0, 0, SIDE, SIDE)


@pytest.mark.parametrize("name", ["alexnet", "resnet"])
def test_probabilities_are_those_of_the_network(name: str) -> None:
    shown = subject(name)
    with torch.no_grad():
        scores = shown.loaded.model(as_input(shown.pixels[None], shown.loaded))[0]
    assert np.allclose(shown.probabilities, torch.softmax(scores, 0).numpy(), atol=1e-6)
    assert shown.likeliest == tuple(int(index) for index in scores.argsort(descending=True)[:5])
    bars = shown.classes(shown.likeliest[1])
    assert bars.names == tuple(LABELS[index] for index in shown.likeliest)
    assert bars.selected == 1
    assert np.allclose(bars.values, 100 * shown.probabilities[list(shown.likeliest)], atol=6e-4)


def test_a_run_is_kept_and_can_be_cancelled() -> None:
    clear_all_caches()
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        raise Cancelled

    with pytest.raises(Cancelled):
        _ = Subject(loaded(), picture(), SIDE, stop).trace
    assert len(calls) == 1
    first = subject().trace
    assert subject().trace is first


def test_the_ranks_end_with_the_classes() -> None:
    shown = subject()
    assert shown.chosen_class(Control({"rank": 3})) == shown.likeliest[2]
    with pytest.raises(UserError, match="rank: expected 1 to 5 here, got 6"):
        choose(Control({"rank": 6}), "rank", len(shown.likeliest))


def test_units_outside_a_map_are_refused() -> None:
    assert unit_in((-1, -1), (5, 8)) == (2, 4)
    assert unit_in((4, 7), (5, 8)) == (4, 7)
    for place in ((5, 0), (0, 8), (-1, 3)):
        with pytest.raises(UserError, match="lies outside a map of 5 × 8 units"):
            unit_in(place, (5, 8))


def test_small_helpers() -> None:
    assert strongest(np.array([[0, 1], [7, 7]], np.float32)) == (1, 0)
    assert np.allclose(softmax(np.array([[1e4, 1e4]], np.float32)), 0.5)
    with pytest.raises(ValueError, match="expected a layer"):
        output_of(loaded().model, as_input(noise()[None], loaded()), "conv9")
    with pytest.raises(UserError, match="No picture"):
        vision.open_subject("alexnet", Request("alexnet"), Control({"size": SIDE}))
