"""Places of a layout in the same room: a strip of names, and the one that was chosen below it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.i18n import translate

_GAP = 4


class PagesWidget(QWidget):
    """Shows one of several widgets. pages: (name in the engine's English, widget)."""

    def __init__(self, pages: Sequence[tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [name for name, _ in pages]
        self.strip = QTabBar(self)
        self.strip.setProperty("role", "small")
        self.strip.setExpanding(False)
        self.strip.setElideMode(Qt.TextElideMode.ElideRight)
        self._stack = QStackedWidget(self)
        for name, widget in pages:
            self.strip.addTab(name)
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.strip)
        layout.addWidget(self._stack, 1)
        self.strip.currentChanged.connect(self._on_chosen)
        self._retranslate()

    @property
    def page(self) -> int:
        """Number of the page that is seen."""
        return self._stack.currentIndex()

    def show_strip(self, shown: bool) -> None:
        """Show the names, or hide them while a view of one page fills the panel."""
        self.strip.setVisible(shown)

    def _retranslate(self) -> None:
        for index, name in enumerate(self._names):
            self.strip.setTabText(index, translate(name))

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self._stack.setCurrentIndex(index)

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
