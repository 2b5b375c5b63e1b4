"""Tuning of kernels whose answers are known: waves, blobs, even colours and noise."""

import numpy as np
import pytest

from engine.analysis.kernels import as_tiles, colour_share, concentration, random_concentration, tuning

SIDE = 11


def wave(cycles: float, degrees: float, colour: tuple[float, float, float] = (1, 1, 1)) -> np.ndarray:
    """A kernel (1, 3, 11, 11) whose stripes run at `degrees`, 0 for horizontal ones."""
    down, across = np.mgrid[:SIDE, :SIDE].astype(float)
    angle = np.radians(degrees + 90)
    phase = 2 * np.pi * cycles / SIDE * (np.cos(angle) * across + np.sin(angle) * down)
    return (np.sin(phase)[None] * np.array(colour)[:, None, None])[None]


@pytest.mark.parametrize("degrees", [0, 45, 90, 135])
def test_a_wave_is_known_by_its_stripes(degrees: float) -> None:
    found = tuning(wave(3, degrees) if degrees % 90 == 0 else wave(3 * 2**0.5, degrees))
    assert found.selectivity[0] > 0.9
    off = abs(found.orientation[0] - degrees) % 180
    assert min(off, 180 - off) < 3
    assert found.structured[0]


def test_the_frequency_of_a_wave_is_in_cycles_per_pixel() -> None:
    assert tuning(wave(3, 0)).frequency[0] == pytest.approx(3 / SIDE)
    assert tuning(wave(3, 0)).concentration[0] == pytest.approx(0.5)


def test_colour_is_what_is_not_grey() -> None:
    assert colour_share(wave(2, 0))[0] == pytest.approx(0)
    assert colour_share(wave(2, 0, (1, -1, 0)))[0] == pytest.approx(1)
    assert colour_share(wave(2, 0, (1, 0, 0)))[0] == pytest.approx(2 / 3)


def test_one_random_kernel_of_a_hundred_counts_as_structured() -> None:
    random = np.random.default_rng(7).standard_normal((4000, 3, SIDE, SIDE))
    assert 0.004 < tuning(random).structured.mean() < 0.02
    assert random_concentration(SIDE, SIDE) == pytest.approx(0.0126, abs=0.0005)


def test_an_even_colour_is_no_structure() -> None:
    noise = np.random.default_rng(3).standard_normal((200, 3, SIDE, SIDE))
    even = noise + 50 * np.array([1.0, -1.0, 0.5])[:, None, None]
    np.testing.assert_allclose(concentration(even), concentration(noise))
    assert tuning(even).structured.mean() < 0.05


def test_a_soft_blob_is_structure() -> None:
    down, across = np.mgrid[:SIDE, :SIDE] - SIDE // 2
    blob = np.exp(-(down**2 + across**2) / 8.0)
    kernel = blob * np.array([1.0, -0.5, -0.5])[:, None, None]
    found = tuning(kernel[None])
    assert found.structured[0]
    assert found.selectivity[0] < 0.1


def test_tiles_have_grey_for_zero_and_full_contrast() -> None:
    kernels = np.concatenate([wave(2, 0), np.zeros((1, 3, SIDE, SIDE))])
    tiles = as_tiles(kernels)
    assert tiles.shape == (2, SIDE, SIDE, 3)
    assert tiles[0].max() > 250
    assert set(tiles[1].ravel()) <= {127, 128}


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        tuning(np.zeros((4, 1, 3, 3)))
