"""Writes a view to a file or to the clipboard, with its provenance inside.

Everything is made in memory first and put in place by one rename, so that a full disk never leaves
half a file. Pictures carry the metadata as PNG text, SVG description, PDF title and XMP; tables as
leading `#` lines of CSV; arrays as a `metadata` entry of NPZ holding JSON.
"""

import csv
import io
import json
import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QMimeData, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from engine.frames import Frame
from widgets.tables import arrays_of, table_of
from widgets.theme import current_theme

if TYPE_CHECKING:
    from widgets.view import FrameView

_PIXEL_RATIO = 2
_POINTS_PER_PX = 0.75
_PDF_DPI = 96  # one PDF unit is one pixel of the screen
_MARGIN = 12.0
_TITLE_PX = 24.0
_WIDEST_TITLE_PX = 480
_CREATOR = "Paperscope"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class ExportError(OSError):
    """A view could not be written; its text is a sentence for the user."""


def export_view(view: "FrameView", path: Path, metadata: Mapping[str, str]) -> None:
    """Write what `view` shows to `path`, in the format of its suffix.

    metadata: what else to tell, such as seed, device and command; weights are taken from the frame.

    Raises ExportError when nothing is shown, the format is not offered or the file cannot be written.
    """
    if view.frame is None:
        raise ExportError("There is nothing to export yet. Press Run first.")
    kind = path.suffix.lower().lstrip(".")
    if kind not in view.export_formats():
        offered = ", ".join(view.export_formats())
        raise ExportError(
            f"{path.name} cannot be written: this view exports as {offered}, not {kind or 'no suffix'!r}."
        )
    facts = _facts(view.frame, metadata)
    data = _FIGURES[kind](view, facts) if kind in _FIGURES else _DATA[kind](view.data_frame() or view.frame, facts)
    _write(path, data)


def clipboard_data(view: "FrameView") -> QMimeData:
    """Return what `view` shows as a picture, and its summary as text."""
    data = QMimeData()
    data.setImageData(_figure_image(view))
    data.setText(view.summary())
    return data


def _facts(frame: Frame, metadata: Mapping[str, str]) -> dict[str, str]:
    """Everything worth knowing about a frame, as text."""
    facts = {"software": _CREATOR, "title": frame.title, "detail": frame.detail, "step": str(frame.step)}
    source = frame.provenance
    if source is not None:
        facts |= {
            "weights": source.name,
            "weights_badge": source.badge,
            "weights_source": source.source,
            "weights_sha256": source.sha256,
            "weights_licence": source.licence,
        }
    return {name: value for name, value in {**facts, **metadata}.items() if value}


# Figures


def _paint_page(view: "FrameView", painter: QPainter) -> None:
    """Paint the card's background, title and figure."""
    theme, size = current_theme(), _page_size(view)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.card))
    painter.setFont(theme.caption_font(_title(view)))
    painter.setPen(QColor(theme.muted))
    line = QRectF(_MARGIN, _MARGIN - 2, size.width() - 2 * _MARGIN, _TITLE_PX)
    metrics = QFontMetricsF(painter.font(), painter.device())
    painter.drawText(line, 0, metrics.elidedText(_title(view), Qt.TextElideMode.ElideRight, line.width()))
    figure = QRectF(QPointF(_MARGIN, _MARGIN + _TITLE_PX), QSizeF(view.figure_size()))
    figure.moveCenter(QPointF(size.width() / 2, figure.center().y()))
    view.paint_figure(painter, figure)


def _title(view: "FrameView") -> str:
    return " · ".join(part for part in (view.header.title.text(), view.header.detail) if part)


def _page_size(view: "FrameView") -> QSize:
    """The figure with its title above and margins around; a small figure leaves the title room."""
    title_px = QFontMetricsF(current_theme().caption_font(_title(view))).horizontalAdvance(_title(view))
    figure = view.figure_size().expandedTo(QSize(min(math.ceil(title_px), _WIDEST_TITLE_PX), 0))
    return figure + QSize(round(2 * _MARGIN), round(2 * _MARGIN + _TITLE_PX))


def _figure_image(view: "FrameView") -> QImage:
    """Return the figure with twice the pixels of the screen's."""
    image = QImage(_page_size(view) * _PIXEL_RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PIXEL_RATIO)
    painter = QPainter(image)
    _paint_page(view, painter)
    painter.end()
    return image


def _png(view: "FrameView", facts: Mapping[str, str]) -> bytes:
    image = _figure_image(view)
    for name, value in facts.items():
        image.setText(name, value)
    buffer = _open_buffer()
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # QIODevice is accepted, the stub says str
        raise ExportError("The picture is too large to be written as PNG.")
    return bytes(buffer.data().data())


def _svg(view: "FrameView", facts: Mapping[str, str]) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    buffer, size = _open_buffer(), _page_size(view)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setResolution(_PDF_DPI)
    generator.setTitle(facts.get("title", _CREATOR))
    generator.setDescription(_json(facts))
    painter = QPainter(generator)
    _paint_page(view, painter)
    painter.end()
    return bytes(buffer.data().data())


def _pdf(view: "FrameView", facts: Mapping[str, str]) -> bytes:
    buffer, size = _open_buffer(), _page_size(view)
    writer = QPdfWriter(buffer)
    points = QSizeF(size.width() * _POINTS_PER_PX, size.height() * _POINTS_PER_PX)
    page = QPageSize(points, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(_PDF_DPI)
    writer.setCreator(_CREATOR)
    writer.setTitle(facts.get("title", _CREATOR))
    description = escape(_json(facts))
    xmp = _XMP.format(creator=_CREATOR, title=escape(facts.get("title", "")), description=description)
    writer.setDocumentXmpMetadata(xmp.encode())
    painter = QPainter(writer)
    _paint_page(view, painter)
    painter.end()
    return bytes(buffer.data().data())


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


# Data


def _csv(frame: Frame, facts: Mapping[str, str]) -> bytes:
    text = io.StringIO(newline="")
    for name, value in facts.items():
        text.write(f"# {name}: {' '.join(value.split())}\r\n")
    header, rows = table_of(frame)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _npz(frame: Frame, facts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, metadata=np.array(_json(facts)), **arrays_of(frame))  # type: ignore[arg-type]
    return buffer.getvalue()


def _json(facts: Mapping[str, str]) -> str:
    return json.dumps(dict(facts), ensure_ascii=False)


_FIGURES: Mapping[str, Callable[["FrameView", Mapping[str, str]], bytes]] = {"png": _png, "svg": _svg, "pdf": _pdf}
_DATA: Mapping[str, Callable[[Frame, Mapping[str, str]], bytes]] = {"csv": _csv, "npz": _npz}


def _write(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise ExportError(f"{path} could not be written: {reason}. Choose another place.") from error
