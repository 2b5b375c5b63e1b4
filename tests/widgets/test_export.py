"""Exports open in other programs' formats and carry where they came from."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest

from engine.frames import Frame
from tests.widgets import examples
from tests.widgets.conftest import Shown
from widgets.export import ExportError
from widgets.tables import table_of

FACTS = {"seed": "7", "device": "cpu", "command": "python -m engine run vit.x --set layer=9 --image 咖啡.png"}
SHA = examples.PROVENANCE.sha256
SVG = "{http://www.w3.org/2000/svg}"
FRAMES = [(frame, kind) for frame in examples.every_frame() for kind in ("png", "svg", "pdf", "csv", "npz")]


def read_png(path: Path) -> dict[str, str]:
    with Image.open(path) as image:
        image.load()
        assert min(image.size) > 60
        return {name: str(value) for name, value in image.info.items() if isinstance(value, str)}


def read_svg(path: Path) -> dict[str, str]:
    description = ElementTree.parse(path).getroot().findtext(f"{SVG}desc")
    assert description is not None
    return dict(json.loads(description))


def read_pdf(path: Path) -> dict[str, str]:
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    xmp = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", data, re.DOTALL)
    assert xmp is not None
    texts = [node.text for node in ElementTree.fromstring(xmp.group()).iter() if node.text and "{" in node.text]
    return dict(json.loads(texts[0]))


def read_csv(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    notes = [line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# ")]
    rows = list(csv.reader(io.StringIO("\n".join(line for line in lines if not line.startswith("# ")))))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1
    return dict(notes)


def read_npz(path: Path) -> dict[str, str]:
    with np.load(path) as arrays:
        assert len(arrays.files) > 1
        return dict(json.loads(str(arrays["metadata"])))


READERS = {"png": read_png, "svg": read_svg, "pdf": read_pdf, "csv": read_csv, "npz": read_npz}


@pytest.mark.parametrize(("frame", "kind"), FRAMES, ids=lambda value: getattr(value, "kind", value))
def test_an_export_carries_its_provenance(shown: Shown, tmp_path: Path, frame: Frame, kind: str) -> None:
    view = shown(frame)
    path = tmp_path / f"figure.{kind}"
    if kind not in view.export_formats():
        with pytest.raises(ExportError, match=f"this view exports as .*not '{kind}'"):
            view.export(path, FACTS)
        return
    view.export(path, FACTS)
    facts = READERS[kind](path)
    assert facts["weights_sha256"] == SHA
    assert facts["weights"] == "DINOv2 ViT-S/14"
    assert facts["title"] == frame.title
    assert facts | FACTS == facts
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_svg_shows_what_the_screen_shows(shown: Shown, tmp_path: Path) -> None:
    view = shown(examples.scatter_frame())
    view.export(tmp_path / "a.svg", {})
    view.export(tmp_path / "a.png", {})
    renderer = QSvgRenderer(str(tmp_path / "a.svg"))
    assert renderer.isValid()
    drawn = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
    with QPainter(drawn) as painter:
        renderer.render(painter)
    png = QImage(str(tmp_path / "a.png")).scaled(drawn.size())
    same = sum(
        abs(drawn.pixelColor(x, y).lightness() - png.pixelColor(x, y).lightness()) < 40
        for x in range(0, drawn.width(), 4)
        for y in range(0, drawn.height(), 4)
    )
    assert same > 0.9 * (drawn.width() // 4) * (drawn.height() // 4)


def test_strokes_are_exported_as_curves(shown: Shown, tmp_path: Path) -> None:
    frame = examples.strokes_frame()
    shown(frame).export(tmp_path / "strokes.svg", {})
    paths = [node.get("d", "") for node in ElementTree.parse(tmp_path / "strokes.svg").iter(f"{SVG}path")]
    curves = [path for path in paths if path.count("C") == frame.points.shape[1] - 1]
    assert len(curves) == len(frame.points)


def test_dots_are_exported_as_shapes(shown: Shown, tmp_path: Path) -> None:
    shown(examples.scatter_frame()).export(tmp_path / "dots.svg", {})
    root = ElementTree.parse(tmp_path / "dots.svg")
    assert len([node for node in root.iter(f"{SVG}path") if node.get("d", "").count("C") == 4]) >= 72
    assert not list(root.iter(f"{SVG}image"))


def test_png_has_two_pixels_for_each_of_the_screen(shown: Shown, tmp_path: Path) -> None:
    view = shown(examples.scatter_frame())
    view.export(tmp_path / "a.png", {})
    with Image.open(tmp_path / "a.png") as image:
        assert image.size[0] > 2 * view.figure_size().width()


def test_arrays_are_exported_whole(shown: Shown, tmp_path: Path) -> None:
    frame = examples.heat_frame()
    shown(frame).export(tmp_path / "a.npz", {})
    with np.load(tmp_path / "a.npz") as arrays:
        np.testing.assert_array_equal(arrays["values"], frame.values)
        np.testing.assert_array_equal(arrays["under"], frame.under)


def test_lines_are_exported_with_names_and_bands(shown: Shown, tmp_path: Path) -> None:
    frame = examples.curve_frame()
    view = shown(frame)
    view.export(tmp_path / "a.npz", {})
    with np.load(tmp_path / "a.npz") as arrays:
        assert arrays["series_names"].tolist() == ["random", "salient first", "non-salient first"]
        np.testing.assert_array_equal(arrays["series_0_band"], frame.series[0].band)
    header, rows = table_of(frame)
    assert header == ("series", "share of patches dropped", "cosine to the whole picture", "band")
    assert len(rows) == 30


@pytest.mark.parametrize(
    "frame",
    [
        examples.heat_frame(),
        examples.grid_frame(),
        examples.scatter_frame(),
        examples.curve_frame(),
        examples.bars_frame(),
    ],
    ids=lambda frame: frame.kind,
)
def test_hover_is_not_exported(shown: Shown, tmp_path: Path, frame: Frame) -> None:
    view = shown(frame)
    view.export(tmp_path / "before.png", {})
    view.highlight_cell(2, 2)
    QTest.keyClick(view.focusProxy(), Qt.Key.Key_Right)
    assert view.header.readout() != frame.detail
    view.export(tmp_path / "after.png", {})
    assert (tmp_path / "before.png").read_bytes() == (tmp_path / "after.png").read_bytes()


def test_what_cannot_be_written_is_said_in_one_sentence(shown: Shown, tmp_path: Path) -> None:
    view = shown(examples.heat_frame())
    with pytest.raises(ExportError, match=r"nowhere.*could not be written: No such file or directory\. Choose another"):
        view.export(tmp_path / "nowhere" / "a.png", {})
    folder = tmp_path / "a.png"
    folder.mkdir()
    with pytest.raises(ExportError, match="could not be written"):
        view.export(folder, {})
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]
    view.clear()
    with pytest.raises(ExportError, match="nothing to export"):
        view.export(tmp_path / "b.png", {})


def test_an_old_file_survives_a_failed_export(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view, path = shown(examples.bars_frame()), tmp_path / "a.csv"
    view.export(path, {})
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left on device"):
        view.export(path, {"seed": "9"})
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
