"""One view for each kind of frame."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from widgets.view import FrameView

Family = tuple[type[FrameView], ...]


def _pictures() -> Family:
    from widgets.grid_view import GridView
    from widgets.heat_view import HeatView
    from widgets.image_view import ImageView
    from widgets.mask_view import MaskView
    from widgets.strokes_view import StrokesView

    return (ImageView, MaskView, HeatView, GridView, StrokesView)


def _plots() -> Family:
    from widgets.curve_view import CurveView
    from widgets.scatter_view import ScatterView

    return (CurveView, ScatterView)


def _atlas() -> Family:
    from widgets.atlas.view import AtlasView

    return (AtlasView,)


def _sheets() -> Family:
    from widgets.bars_view import BarsView
    from widgets.diagram_view import DiagramView
    from widgets.flow_view import FlowView
    from widgets.metric_view import MetricView
    from widgets.table_view import TableView
    from widgets.text_view import TextView

    return (BarsView, FlowView, DiagramView, TextView, MetricView, TableView)


# Imported by family when the first of it is made: plots bring pyqtgraph, which the first window must not wait for.
_FAMILIES: Mapping[str, Callable[[], Family]] = {
    **dict.fromkeys(("image", "mask", "heat", "grid", "strokes"), _pictures),
    **dict.fromkeys(("curve", "scatter"), _plots),
    "atlas": _atlas,
    **dict.fromkeys(("bars", "flow", "diagram", "text", "metric", "table"), _sheets),
}
KINDS = tuple(_FAMILIES)


def make_view(kind: str, parent: QWidget | None = None) -> FrameView:
    """Return an empty view for frames of `kind` (one of KINDS); raises ValueError for another."""
    if kind not in _FAMILIES:
        raise ValueError(f"expected a kind of {KINDS}, got {kind!r}")
    views = {view.kind: view for view in _FAMILIES[kind]()}
    return views[kind](parent)
