"""Sheets, single maps and tables of a layer say what the layer put out."""

from typing import TypeVar

import numpy as np
import pytest

from engine.analysis import feature_maps as maps
from engine.control import Control
from engine.errors import UserError
from engine.frames import Frame, GridFrame, HeatFrame, ImageFrame, LimitsFrame, TableFrame
from engine.nn.alexnet import PAPER_ALEXNET, AlexNet
from engine.nn.geometry import ReceptiveField
from tests.engine.analysis.vision_subjects import LABELS, subject

DEFAULTS = {"layer": 2, "map": 1, "unit": (-1, -1), "order": "stored", "scale": "own", "page": 1}

F = TypeVar("F", bound=Frame)


def drawn(name: str = "alexnet", **parameters: object) -> dict[str, Frame]:
    control = Control({**DEFAULTS, **parameters})  # type: ignore[dict-item]  # as the form gives them
    return {frame.slot: frame for frame in maps.feature_maps(subject(name), control)}


def one(found: dict[str, Frame], slot: str, kind: type[F]) -> F:
    frame = found[slot]
    assert isinstance(frame, kind)
    return frame


@pytest.mark.parametrize("name", ["alexnet", "resnet"])
def test_every_layer_is_drawn(name: str) -> None:
    shown = subject(name)
    for number, layer in enumerate(shown.layers, 1):
        found = drawn(name, layer=number)
        values = shown.maps(layer)
        assert np.array_equal(one(found, "map", HeatFrame).values, values[0])
        assert np.array_equal(one(found, "sheet", GridFrame).tiles, values)
        assert one(found, "layers", TableFrame).selected == number - 1
        assert one(found, "limits", LimitsFrame).ranges["map"] == (1, len(values))


def test_the_unit_and_the_strongest_are_framed_on_the_picture() -> None:
    shown = subject()
    values = shown.maps("relu1")[2]
    best = np.unravel_index(int(values.argmax()), values.shape)
    found = drawn(map=3, unit=(4, 9))
    assert one(found, "image", ImageFrame).boxes[0] == (36, 16, 47, 27)  # 11 pixels wide, 4 a step
    assert one(found, "image", ImageFrame).boxes[1] == shown.box("relu1", (int(best[0]), int(best[1])))
    assert one(found, "map", HeatFrame).marked == ((int(best[0]), int(best[1])), (4, 9))
    chosen, strongest = one(found, "units", TableFrame).rows
    assert chosen == ("chosen", "4, 9", pytest.approx(float(values[4, 9])), "16 – 26", "36 – 46")
    assert strongest[2] == pytest.approx(float(values.max()))
    assert one(found, "units", TableFrame).detail == "a unit sees 11 × 11 px, its neighbour 4 px further"


def test_the_strongest_come_first_and_keep_their_numbers() -> None:
    sheet = one(drawn(order="strongest", map=2), "sheet", GridFrame)
    tops = sheet.tiles.reshape(len(sheet.tiles), -1).max(axis=1)
    assert (np.diff(tops) <= 0).all()
    assert sheet.keys is not None
    assert sheet.selected is not None
    assert sheet.keys[sheet.selected, 0] == 2
    stored = subject().maps("relu1")
    assert np.array_equal(sheet.tiles, stored[sheet.keys[:, 0] - 1])


def test_many_maps_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "PER_PAGE", 5)
    maps._SHEETS.clear()
    found = drawn(page=2, map=1)
    sheet = one(found, "sheet", GridFrame)
    assert one(found, "limits", LimitsFrame).ranges["page"] == (1, 2)
    assert sheet.keys is not None
    assert sheet.keys[:, 0].tolist() == [6, 7, 8]
    assert sheet.selected is None
    assert "3 of 8 maps" in sheet.title
    maps._SHEETS.clear()


def test_class_scores_bear_their_names() -> None:
    sheet = one(drawn(layer=len(subject().layers)), "sheet", GridFrame)
    assert sheet.labels == LABELS
    assert sheet.shared


def test_the_paper_s_receptive_fields_stand_in_the_table() -> None:
    fields = AlexNet(PAPER_ALEXNET).receptive_fields()
    assert (fields["relu5"].size, fields["relu5"].stride) == (163, 16)
    assert (fields["pool5"].size, fields["pool5"].stride) == (195, 32)
    assert maps.seen_text(ReceptiveField(163, 16, -64), 227) == "a unit sees 163 × 163 px, its neighbour 16 px further"
    assert maps.seen_text(ReceptiveField(whole=True), 227) == "a unit sees all 227 × 227 px"
    rows = {row[0]: row for row in one(drawn(), "layers", TableFrame).rows}
    assert rows["conv1"][1:] == (8, "22 × 22", 11, 4)
    assert rows["fc6"][2:] == ("1", 95, None)


def test_a_number_that_the_network_does_not_have_is_refused() -> None:
    with pytest.raises(UserError, match="map: expected 1 to 8 here, got 9"):
        drawn(map=9)
    with pytest.raises(UserError, match="lies outside a map of 22 × 22 units"):
        drawn(unit=(22, 0))
