"""A button in the header of a view that opens another tab with what is seen here."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.i18n import translate


class CarryButton(QToolButton):
    """Says where it leads. words: in the engine's English, such as "Open in Mask and reconstruct"."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("carry")
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setText(translate(self._words))
        self.setToolTip(self.tr("Go there with what is chosen here; a right click on a tile takes that one along"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
