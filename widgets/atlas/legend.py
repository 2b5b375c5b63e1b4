"""The names of the categories: a click hides or shows one."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from widgets.legend import Entry, Legend
from widgets.theme import current_theme

_HIDDEN_OPACITY = 0.4


class CategoryLegend(Legend):
    """A legend whose entries are switches.

    toggled: number of the entry that was clicked. only: number of one clicked with Ctrl, or twice.
    """

    toggled = Signal(int)
    only = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden: frozenset[int] = frozenset()
        self._counts: tuple[int, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def show_categories(self, entries: tuple[Entry, ...], counts: tuple[int, ...], hidden: frozenset[int]) -> None:
        """Show these entries with how many points each has; hidden ones are faint and struck out."""
        self._hidden, self._counts = hidden, counts
        self.show_entries(entries)
        self.update()

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(current_theme().small_font())
        for number, (entry, place) in enumerate(self.places(room)):
            painter.setOpacity(_HIDDEN_OPACITY if number in self._hidden else 1.0)
            self._paint_entry(painter, entry, place)
            if number in self._hidden:
                painter.setPen(QPen(QColor(current_theme().muted), 1))
                painter.drawLine(QPointF(place.left(), place.center().y()), QPointF(place.right(), place.center().y()))
        painter.restore()

    def _at(self, position: QPointF) -> int | None:
        places = enumerate(self.places(self.room()))
        return next((number for number, (_, place) in places if place.adjusted(-4, 0, 4, 0).contains(position)), None)

    # Qt

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._current = number
        alone = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        (self.only if alone else self.toggled).emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is not None:
            self.only.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._entries:
            self._current = (self._current + steps[key]) % len(self._entries)
            self.update()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current < len(self._entries):
            self.toggled.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            if number is not None and number < len(self._counts):
                text = self.tr("{}: {:,} points. Click to hide or show, Ctrl-click to show it alone.")
                QToolTip.showText(
                    event.globalPos(), text.format(self._entries[number].name, self._counts[number]), self
                )
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        for number, (_, place) in enumerate(self.places(self.room())):
            if number == self._current:
                with QPainter(self) as painter:
                    painter.setPen(QPen(QColor(current_theme().accent), 1.5))
                    painter.drawRoundedRect(place.adjusted(-4, 1, 4, -1), 4, 4)
