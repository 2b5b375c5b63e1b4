"""Filling gaps without a network, and how a network compares."""

import numpy as np
import pytest
import torch

from engine.analysis.inpainting import (
    METHODS,
    Method,
    fill,
    held_out_pictures,
    in_words,
    inpainting_errors,
    measure_inpainting,
    ratios,
    removed_error,
)
from engine.errors import Cancelled
from engine.frames import ByteArray
from engine.nn.mae import MAEConfig, MaskedAutoencoder

TINY = MAEConfig(
    patch=8, width=16, depth=1, heads=2, hidden=32, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
)


@pytest.fixture(scope="module")
def network() -> MaskedAutoencoder:
    return MaskedAutoencoder(TINY, torch.Generator().manual_seed(0)).eval().requires_grad_(False)


def _ramp() -> ByteArray:
    """A picture that brightens evenly from left to right."""
    row = np.linspace(20, 230, 32).astype(np.uint8)
    return np.repeat(np.repeat(row[None, :, None], 32, axis=0), 3, axis=2)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_removed_is_never_looked_at(method: Method) -> None:
    removed = np.zeros((32, 32), bool)
    removed[8:16, 8:24] = True
    other = _ramp()
    other[removed] = 255
    assert np.array_equal(fill(method, _ramp(), removed), fill(method, other, removed))


@pytest.mark.parametrize("method", METHODS)
def test_what_is_visible_stays(method: Method) -> None:
    removed = np.zeros((32, 32), bool)
    removed[8:16, 8:24] = True
    assert np.allclose(fill(method, _ramp(), removed)[~removed], _ramp()[~removed] / 255, atol=1e-6)


def test_a_smooth_gap_is_filled_better_than_by_the_mean() -> None:
    removed = np.zeros((32, 32), bool)
    removed[8:16, 2:10] = True
    errors = {method: removed_error(_ramp(), fill(method, _ramp(), removed), removed) for method in METHODS}
    assert errors["telea"] < 0.1 * errors["mean"]
    assert errors["navier-stokes"] < 0.1 * errors["mean"]


@pytest.mark.parametrize("method", METHODS)
def test_nothing_visible_is_grey(method: Method) -> None:
    assert np.all(fill(method, _ramp(), np.ones((32, 32), bool)) == 0.5)


def test_the_error_counts_removed_pixels_alone() -> None:
    removed = np.zeros((32, 32), bool)
    removed[:8] = True
    filled = np.full((32, 32, 3), 1.0, np.float32)
    black = np.zeros((32, 32, 3), np.uint8)
    assert removed_error(black, filled, removed) == pytest.approx(1.0)
    assert np.isnan(removed_error(black, filled, np.zeros((32, 32), bool)))


def test_ratios_are_those_of_the_mean_errors() -> None:
    errors = [np.array([1.0, 1.0, 4.0, 2.0]), np.array([3.0, 1.0, 4.0, 6.0])]
    assert ratios(errors) == {"telea": 2.0, "navier-stokes": 0.5, "mean": 0.5}
    assert in_words(ratios(errors)) == "2.00 of Telea, 0.50 of Navier–Stokes, 0.50 of mean colour"


def test_every_picture_has_its_own_mask_whatever_the_others_are(network: MaskedAutoencoder) -> None:
    pictures = [_ramp(), _ramp()[:, ::-1].copy(), _ramp().swapaxes(0, 1).copy()]
    together = list(inpainting_errors(network, pictures, 0.75, 3))
    again = list(inpainting_errors(network, pictures[:2], 0.75, 3))
    assert np.allclose(together[:2], again)
    assert measure_inpainting(network, pictures, 0.75, 3) == pytest.approx(ratios(together))


def test_measuring_can_be_stopped(network: MaskedAutoencoder) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        measure_inpainting(network, [_ramp()], 0.75, 0, stop)


def test_held_out_pictures_are_squares_of_the_size() -> None:
    pictures = held_out_pictures(32)
    assert len(pictures) > 40
    assert {picture.shape for picture in pictures} == {(32, 32, 3)}
