"""Masks as text and back."""

import numpy as np
import pytest

from engine.analysis.patch_masks import mask_of, mask_text
from engine.errors import UserError


@pytest.mark.parametrize("grid", [(1, 1), (4, 4), (12, 12), (14, 14), (3, 5), (64, 64)])
def test_a_mask_survives_being_written(grid: tuple[int, int]) -> None:
    removed = np.random.default_rng(1).random(grid) < 0.6
    assert np.array_equal(mask_of(mask_text(removed), grid), removed)


def test_the_first_patch_is_the_highest_bit() -> None:
    removed = np.zeros((4, 4), bool)
    removed[0, 0] = removed[3, 3] = True
    assert mask_text(removed) == "4x4:8001"


def test_a_mask_of_another_grid_keeps_its_place() -> None:
    removed = np.zeros((4, 4), bool)
    removed[:2, 2:] = True  # the upper right quarter
    finer = mask_of(mask_text(removed), (8, 8))
    assert finer[:4, 4:].all()
    assert finer.sum() == 16
    assert np.array_equal(mask_of(mask_text(finer), (4, 4)), removed)
    assert mask_of(mask_text(removed), (14, 14)).sum() == 49


@pytest.mark.parametrize(
    "text", ["", "4x4", "4x4:", "4x4:80", "4x4:800100", "axb:80", "0x4:", "4x4:zz01", "65x1:00", "x"]
)
def test_anything_else_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="mask: expected ROWSxCOLUMNS:HEX"):
        mask_of(text, (4, 4))
