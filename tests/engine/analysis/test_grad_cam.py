"""Grad-CAM against what it must be where it can be worked out by hand."""

import numpy as np
import pytest
import torch

from engine.analysis.grad_cam import class_maps, evidence_map, grad_cam, layers_of, weighted
from engine.analysis.vision import as_input
from engine.cache import clear_all_caches
from engine.control import Control
from engine.frames import BarsFrame, GridFrame, HeatFrame
from tests.engine.analysis.vision_subjects import subject


def test_maps_are_weighted_by_the_mean_of_their_gradient() -> None:
    maps = torch.tensor([[[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]])
    gradient = torch.tensor([[[1.0, 0.0], [0.0, 1.0]], [[-4.0, -4.0], [-4.0, -4.0]]])
    # α = (½, −4), so ½ A₁ − 4 A₂, and what is below zero is cut off
    assert weighted(maps, gradient).tolist() == [[0.0, 1.0], [1.5, 0.0]]


@pytest.mark.parametrize("chosen", [0, 4])
def test_below_an_average_the_weights_are_the_classifier_s(chosen: int) -> None:
    """y = Σ_k w_k mean(A_k) + b, so α_k = w_k / (h · w): class activation mapping, as the paper proves."""
    shown = subject("resnet")
    maps = shown.maps("layer2.0")
    weights = shown.loaded.model.get_submodule("fc").weight[chosen].numpy()  # type: ignore[union-attr,index,operator]
    expected = np.maximum(np.tensordot(weights, maps, 1), 0) / maps[0].size
    assert np.allclose(class_maps(shown, chosen)["layer2.0"], expected, atol=1e-6)


def test_the_gradient_is_that_of_a_finite_difference() -> None:
    shown, chosen = subject("alexnet"), 2
    model = shown.loaded.model.double()
    images = as_input(shown.pixels[None], shown.loaded).double()
    maps = model.between(images, to="relu3")  # type: ignore[union-attr,operator]
    alphas, step = [], 1e-6
    for channel in range(maps.shape[1]):
        moved = [maps.clone(), maps.clone()]
        moved[0][:, channel] += step
        moved[1][:, channel] -= step
        up, down = (float(model.between(after, after="relu3")[0, chosen]) for after in moved)  # type: ignore[union-attr,operator]
        alphas.append((up - down) / (2 * step) / maps[0, 0].numel())
    expected = torch.relu((torch.tensor(alphas)[:, None, None] * maps[0]).sum(dim=0)).numpy()
    assert np.allclose(class_maps(subject("alexnet"), chosen)["relu3"], expected, rtol=1e-3, atol=1e-6)


def test_no_evidence_is_told() -> None:
    shown = subject("resnet")
    frame = evidence_map(shown, np.zeros((2, 2), np.float32), "layer2.0", 0)
    assert frame.detail == "layer2.0, 2 × 2 units: no map of it speaks for this class"
    assert frame.marked == ()


def test_it_is_offered_where_there_are_maps() -> None:
    assert layers_of(subject("alexnet")) == ("relu1", "relu2", "relu3", "relu4", "relu5")
    assert layers_of(subject("resnet")) == ("relu", "layer1.0", "layer2.0")


@torch.no_grad()
def test_frames_show_the_chosen_class_and_layer() -> None:
    """Under no_grad, as stills run."""
    clear_all_caches()
    shown = subject("resnet")
    frames = list(grad_cam(shown, Control({"rank": 2, "depth": 2})))
    evidence = next(frame for frame in frames if isinstance(frame, HeatFrame))
    bars = next(frame for frame in frames if isinstance(frame, BarsFrame))
    every = next(frame for frame in frames if isinstance(frame, GridFrame))
    chosen = shown.likeliest[1]
    assert np.array_equal(evidence.values, class_maps(shown, chosen)["layer1.0"])
    assert shown.loaded.label(chosen) in evidence.title
    assert bars.selected == 1
    assert every.labels == ("layer2.0", "layer1.0", "relu")
    assert every.selected == 1
    assert evidence.under is not None
