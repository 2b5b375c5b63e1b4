"""Predictions as colours, in either scale, and how much they spread."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.analysis.mae_fill import GREY_LEVELS, as_bytes, covered, fill_in, over_pixels, reconstruct
from engine.analysis.mae_spread import Spread
from engine.frames import ByteArray
from engine.nn.mae import MAEConfig, MaskedAutoencoder, patchify, standardised
from engine.nn.masking import Shuffle, shuffle_of

TINY = MAEConfig(
    patch=8, width=16, depth=1, heads=2, hidden=32, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
)
GRID = (4, 4)


class Oracle(MaskedAutoencoder):
    """Predicts the very targets it is trained for."""

    def predict(self, images: torch.Tensor, shuffle: Shuffle) -> torch.Tensor:
        return self.targets(images)


def oracle(*, normalised: bool = False) -> MaskedAutoencoder:
    return Oracle(replace(TINY, normalised=normalised), torch.Generator().manual_seed(0)).eval()


def picture(seed: int = 0) -> ByteArray:
    return np.random.default_rng(seed).integers(0, 256, (32, 32, 3)).astype(np.uint8)


def half() -> np.ndarray:
    return np.indices(GRID).sum(axis=0) % 2 == 1


@pytest.mark.parametrize("normalised", [False, True])
def test_a_perfect_prediction_is_the_picture(normalised: bool) -> None:
    """Patches are put in their places, and colours, means and deviations put back."""
    network = oracle(normalised=normalised)
    whole = reconstruct(network, [picture(0), picture(1)], shuffle_of(np.stack([half().ravel()] * 2)))
    assert np.abs(whole[1] - picture(1) / 255).max() < 1e-5
    for scale in ("pixels", "normalised"):
        filled = fill_in(network, picture(), half(), scale)  # type: ignore[arg-type]  # one of the two
        assert np.abs(filled.predicted - filled.original).max() < 1e-4
        assert filled.errors.max() < 0.02
    assert np.array_equal(as_bytes(fill_in(network, picture(), half(), "pixels").original), picture())


def test_errors_are_those_of_each_patch_in_grey_levels() -> None:
    class Bright(MaskedAutoencoder):
        def predict(self, images: torch.Tensor, shuffle: Shuffle) -> torch.Tensor:
            return torch.full_like(self.targets(images), 1e3)  # white, once cut off

    network = Bright(TINY, torch.Generator().manual_seed(0)).eval()
    pixels = picture()
    pixels[8:16, :8] = 255
    filled = fill_in(network, pixels, half(), "pixels")
    assert filled.errors[1, 0] == 0
    expected = np.sqrt(np.square(1 - pixels[:8, 8:16] / 255).mean()) * GREY_LEVELS
    assert filled.errors[0, 1] == pytest.approx(expected, rel=1e-5)


def test_normalised_errors_are_in_deviations_of_the_patch() -> None:
    class Flat(MaskedAutoencoder):
        def predict(self, images: torch.Tensor, shuffle: Shuffle) -> torch.Tensor:
            _, mean, _ = standardised(patchify(images, self.config.patch))
            return mean.expand(-1, -1, 3 * self.config.patch**2)

    network = Flat(TINY, torch.Generator().manual_seed(0)).eval()
    filled = fill_in(network, picture(), half(), "normalised")
    assert np.allclose(filled.errors, 1, atol=0.01)  # guessing the mean is off by one deviation
    assert np.allclose(filled.predicted, 0.5, atol=1e-5)


@pytest.mark.parametrize("removed", [np.zeros(GRID, bool), np.ones(GRID, bool)])
def test_all_or_nothing_can_be_removed(removed: np.ndarray) -> None:
    network = MaskedAutoencoder(TINY, torch.Generator().manual_seed(0)).eval()
    assert np.isfinite(fill_in(network, picture(), removed, "pixels").predicted).all()


def test_what_is_removed_does_not_matter_to_the_prediction_as_colours() -> None:
    network = MaskedAutoencoder(TINY, torch.Generator().manual_seed(0)).eval()
    gone = over_pixels(half(), 8)
    other = np.where(gone[..., None], picture(5), picture())
    one, two = (fill_in(network, pixels, half(), "pixels").predicted for pixels in (picture(), other))
    assert np.abs(one - two).max() < 1e-6
    assert (covered(picture(), gone)[gone] == 128).all()
    assert np.array_equal(covered(picture(), gone)[~gone], picture()[~gone])


def test_the_spread_counts_a_pixel_only_where_it_was_removed() -> None:
    rng = np.random.default_rng(0)
    values, masks = rng.random((9, 6, 5, 3)), rng.random((9, 6, 5)) < 0.6
    masks[:, 0, 0] = False
    masks[1:, 0, 1], masks[0, 0, 1] = False, True
    spread = Spread((6, 5))
    for value, mask in zip(values, masks, strict=True):
        spread.add(value, mask)
    mean, deviation = spread.mean, spread.deviation
    assert np.isnan(mean[0, 0]).all()
    assert np.isnan(deviation[0, 0])
    assert np.isnan(deviation[0, 1])
    for row, column in ((2, 2), (5, 4), (3, 0)):
        seen = values[masks[:, row, column], row, column]
        assert np.allclose(mean[row, column], seen.mean(axis=0), atol=1e-6)
        assert deviation[row, column] == pytest.approx(np.sqrt(seen.var(axis=0, ddof=1).mean()), abs=1e-6)
