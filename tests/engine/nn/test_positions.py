"""Resizing position grids as each published code does."""

from typing import get_args

import pytest
import torch
import torch.nn.functional as F

from engine.nn.positions import Resize, resize_grid

RULES = get_args(Resize)


def grid(side: int = 37, width: int = 6) -> torch.Tensor:
    return torch.randn(1, side, side, width, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("how", RULES)
def test_a_grid_of_the_same_size_is_untouched(how: Resize) -> None:
    learned = grid()
    assert resize_grid(learned, 37, 37, how) is learned


@pytest.mark.parametrize("how", RULES)
@pytest.mark.parametrize(("rows", "columns"), [(16, 16), (32, 20), (74, 1)])
def test_any_size_can_be_had_and_a_constant_stays_constant(how: Resize, rows: int, columns: int) -> None:
    assert resize_grid(grid(), rows, columns, how).shape == (1, rows, columns, 6)
    flat = resize_grid(torch.full((1, 37, 37, 2), 3.0), rows, columns, how)
    torch.testing.assert_close(flat, torch.full((1, rows, columns, 2), 3.0))


def test_the_four_ways_differ() -> None:
    results = [resize_grid(grid(), 16, 16, how) for how in RULES]
    for index, one in enumerate(results):
        for other in results[index + 1 :]:
            assert (one - other).abs().max() > 1e-3


def test_offset_samples_a_little_closer_than_size() -> None:
    """On a ramp the sampled coordinate is (i + ½) · 37 / 16.1 - ½, where "size" has 37 / 16."""
    ramp = torch.arange(37.0).view(1, 37, 1, 1).expand(1, 37, 37, 1)
    rows = torch.arange(1.0, 15.0)  # away from the edges
    for how, steps in (("offset", 16.1), ("size", 16.0)):
        sampled = resize_grid(ramp, 16, 16, how)[0, 1:15, 8, 0]
        # With a = -0.75 a cubic is up to 0.05 off on a ramp; the two ways are 0.2 apart at the end.
        torch.testing.assert_close(sampled, (rows + 0.5) * 37 / steps - 0.5, rtol=0, atol=0.06)


def test_every_number_of_rows_survives_the_offset() -> None:
    """The reason for the 0.1: floor(37 · (n / 37)) is n - 1 for some n."""
    small = grid(width=1)
    for side in range(1, 80):
        assert resize_grid(small, side, side, "offset").shape[1:3] == (side, side)


def test_corners_keep_the_corner_patches() -> None:
    learned = grid()
    resized = resize_grid(learned, 16, 20, "corners")
    torch.testing.assert_close(resized[0, 0, 0], learned[0, 0, 0], rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(resized[0, -1, -1], learned[0, -1, -1], rtol=1e-4, atol=1e-5)


def test_antialias_is_torchs() -> None:
    planes = grid().permute(0, 3, 1, 2)
    expected = F.interpolate(planes, size=(16, 16), mode="bicubic", antialias=True).permute(0, 2, 3, 1)
    torch.testing.assert_close(resize_grid(grid(), 16, 16, "antialias"), expected)
