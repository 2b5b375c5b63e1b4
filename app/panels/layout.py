"""Builds the views of a tab where its layout says, with handles between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.panels.pages import PagesWidget
from app.panels.tab import Pages, Place, Row, View
from widgets.view import FrameView
from widgets.views import make_view

GAP = 10


def build_layout(place: Place) -> tuple[QWidget, dict[str, FrameView]]:
    """Return the widget of a layout and its views by slot."""
    views: dict[str, FrameView] = {}
    return _build(place, views), views


def _build(place: Place, views: dict[str, FrameView]) -> QWidget:
    if isinstance(place, View):
        view = views[place.slot] = make_view(place.kind)
        view.setObjectName(place.slot)
        return view
    if isinstance(place, Pages):
        return PagesWidget([(name, _build(page, views)) for name, page in place.pages])
    across = isinstance(place, Row)
    splitter = QSplitter(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(GAP)
    for index, item in enumerate(place.items):
        splitter.addWidget(_build(item, views))
        splitter.setStretchFactor(index, item.stretch)
    # Sizes in proportion to the stretches, whatever the size hints say; Qt scales them to the room there is.
    splitter.setSizes([item.stretch * 1000 for item in place.items])
    return splitter
