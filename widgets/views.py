"""One view for each kind of frame."""

from PySide6.QtWidgets import QWidget

from widgets.view import FrameView

KINDS = ("image", "heat", "grid", "curve", "scatter", "bars", "strokes", "flow", "text", "metric")


def make_view(kind: str, parent: QWidget | None = None) -> FrameView:
    """Return an empty view for frames of `kind` (one of KINDS); raises ValueError for another.

    A view's module is imported when the first of its kind is made: plots bring pyqtgraph with
    them, which the first window must not wait for.
    """
    return _view_class(kind)(parent)


def _view_class(kind: str) -> type[FrameView]:
    match kind:
        case "image":
            from widgets.image_view import ImageView

            return ImageView
        case "heat":
            from widgets.heat_view import HeatView

            return HeatView
        case "grid":
            from widgets.grid_view import GridView

            return GridView
        case "curve":
            from widgets.curve_view import CurveView

            return CurveView
        case "scatter":
            from widgets.scatter_view import ScatterView

            return ScatterView
        case "bars":
            from widgets.bars_view import BarsView

            return BarsView
        case "strokes":
            from widgets.strokes_view import StrokesView

            return StrokesView
        case "flow":
            from widgets.flow_view import FlowView

            return FlowView
        case "text":
            from widgets.text_view import TextView

            return TextView
        case "metric":
            from widgets.metric_view import MetricView

            return MetricView
    raise ValueError(f"expected a kind of {KINDS}, got {kind!r}")
