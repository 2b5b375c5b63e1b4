"""Cutting pictures into patches and drawing cells over them."""

import numpy as np
import pytest
import torch

from engine.analysis.patches import border, cut, enlarged, smooth


def test_cuts_row_by_row() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, size=(6, 9, 3)).astype(np.uint8)
    patches = cut(pixels, 3)
    assert patches.shape == (6, 3, 3, 3)
    np.testing.assert_array_equal(patches[4], pixels[3:6, 3:6])


def test_refuses_what_does_not_divide() -> None:
    with pytest.raises(ValueError, match="multiples of 4, got 6 × 8"):
        cut(np.zeros((6, 8, 3), np.uint8), 4)


def test_enlarged_undoes_a_cut_of_flat_patches() -> None:
    cells = np.random.default_rng(0).integers(0, 256, size=(2, 3, 3)).astype(np.uint8)
    picture = enlarged(cells, 4)
    np.testing.assert_array_equal(cut(picture, 4)[:, 0, 0], cells.reshape(-1, 3))
    assert picture.shape == (8, 12, 3)


def test_smooth_is_bilinear_between_centres() -> None:
    cells = np.random.default_rng(0).normal(size=(3, 5)).astype(np.float32)
    expected = torch.nn.functional.interpolate(torch.from_numpy(cells)[None, None], size=(21, 40), mode="bilinear")
    np.testing.assert_allclose(smooth(cells, 21, 40), expected[0, 0].numpy(), atol=1e-5)


def test_border_marks_the_edge() -> None:
    assert border(3, 4).reshape(3, 4).tolist() == [[True] * 4, [True, False, False, True], [True] * 4]
