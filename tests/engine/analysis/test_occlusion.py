"""A square hides what it says, and the probability falls where it hides what counts."""

from typing import cast

import numpy as np
import pytest

from engine.analysis import occlusion
from engine.analysis.occlusion import GREY, covered, places, slide, square_at
from engine.analysis.subjects import as_array
from engine.analysis.vision import as_input, softmax
from engine.cache import clear_all_caches
from engine.control import Control
from engine.errors import Cancelled
from engine.frames import BarsFrame, ByteArray, FloatArray, HeatFrame, ImageFrame, ProgressFrame
from tests.engine.analysis.vision_subjects import SIDE, subject

SHOWN = {"rank": 2, "square": 20, "stride": 24, "unit": (1, 2)}


def test_squares_are_centred_on_their_cells_and_cut_at_the_edge() -> None:
    assert places(227, 24) == 10
    assert places(48, 64) == 1
    assert square_at((0, 0), 96, 4, 24) == (0, 0, 24, 24)
    assert square_at((1, 3), 96, 4, 24) == (72, 24, 96, 48)
    assert square_at((0, 3), 96, 4, 48) == (60, 0, 96, 36)


def test_only_the_square_is_hidden() -> None:
    pixels = np.arange(10 * 10 * 3, dtype=np.uint8).reshape(10, 10, 3)
    hidden = covered(pixels, (2, 3, 6, 8))
    changed = (hidden != pixels).any(axis=2)
    assert (hidden[3:8, 2:6] == GREY).all()
    changed[3:8, 2:6] = False
    assert not changed.any()


def test_the_probability_falls_exactly_where_the_square_hides_the_point() -> None:
    pixels = np.full((96, 96, 3), GREY, np.uint8)
    pixels[50, 30] = 255  # all that this "network" looks at

    def run(pictures: ByteArray) -> FloatArray:
        there = (pictures[:, 50, 30, 0] == 255).astype(np.float32)
        return np.stack([there, 1 - there], axis=1)

    rows, square = 12, 24
    found = np.full((rows, rows, 2), np.nan, np.float32)
    assert list(slide(pixels, found, square, run))[-1] == rows * rows
    for row in range(rows):
        for column in range(rows):
            x0, y0, x1, y1 = square_at((row, column), 96, rows, square)
            hides = x0 <= 30 < x1 and y0 <= 50 < y1
            assert found[row, column].tolist() == ([0, 1] if hides else [1, 0])
    assert 0 < (found[..., 0] == 0).sum() < 20
    assert list(slide(pixels, found, square, run)) == []  # nothing is left to do


def test_the_map_holds_the_network_s_probabilities() -> None:
    clear_all_caches()
    shown = subject()
    frames = list(occlusion.occlusion(shown, Control(SHOWN)))
    drop = [frame for frame in frames if isinstance(frame, HeatFrame)][-1]
    rows = places(SIDE, 24)
    assert drop.values.shape == (rows, rows)
    box = square_at((1, 2), SIDE, rows, 20)
    hidden = covered(shown.pixels, box)
    alone = softmax(as_array(shown.loaded.model(as_input(hidden[None], shown.loaded))))[0]
    chosen = shown.likeliest[1]
    assert drop.values[1, 2] == pytest.approx(100 * alone[chosen], rel=1e-4)
    image = [frame for frame in frames if isinstance(frame, ImageFrame)][-1]
    assert image.boxes == (box,)
    assert np.array_equal(image.pixels, hidden)
    bars = [frame for frame in frames if isinstance(frame, BarsFrame)][-1]
    assert bars.values[1] == pytest.approx(100 * alone[chosen], abs=1e-3)
    again = list(occlusion.occlusion(shown, Control({**SHOWN, "unit": (0, 0)})))
    assert not any(isinstance(frame, ProgressFrame) for frame in again)


def test_it_can_be_cancelled_between_squares() -> None:
    clear_all_caches()
    control = Control(SHOWN)
    frames = occlusion.occlusion(subject(), control)
    seen = 0
    while not isinstance(next(frames), ProgressFrame):
        pass
    drop = cast(HeatFrame, next(frames))
    seen = int(np.isfinite(drop.values).sum())
    control.cancel()
    with pytest.raises(Cancelled):
        list(frames)
    assert seen == 8
