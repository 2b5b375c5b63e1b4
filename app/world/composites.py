"""A composite with its captions in both languages, and the buttons that step through them."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.i18n import LanguageSwitch
from app.world.stage import CompositeStage
from engine.world.composites import Composite
from widgets.icons import icon
from widgets.theme import current_theme, theme_changed


class CompositePane(QWidget):
    """Shows one composite. stepped: −1 or 1."""

    stepped = Signal(int)

    def __init__(self, language: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._composite: Composite | None = None
        self.stage = CompositeStage()
        self.previous, self.next = QToolButton(), QToolButton()
        self.captions = (QLabel(wordWrap=True), QLabel(wordWrap=True))
        self._lay_out()
        self.stage.stepped.connect(self.stepped)
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        theme_changed.connect(self._on_theme)
        self._on_theme(None)
        self._retranslate()

    def _lay_out(self) -> None:
        for button in (self.previous, self.next):
            button.setIconSize(QSize(16, 16))
        words = QVBoxLayout()
        words.setSpacing(2)
        for caption in self.captions:
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(caption)
        self.captions[1].setProperty("role", "muted")
        row = QHBoxLayout()
        row.addWidget(self.previous)
        row.addLayout(words, 1)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().gap)
        column.addWidget(self.stage, 1)
        column.addLayout(row)

    def show_composite(self, composite: Composite | None) -> None:
        """Show this one, or nothing."""
        self._composite = composite
        self.stage.show_composite(composite)
        self._write()

    def _write(self) -> None:
        composite = self._composite
        captions = ["", ""] if composite is None else [composite.caption_en, composite.caption_zh]
        if self._language.language == "zh_CN":
            captions.reverse()
        for label, caption in zip(self.captions, captions, strict=True):
            label.setText(caption)
        self.stage.setAccessibleDescription(captions[0])

    @Slot()
    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_next(self) -> None:
        self.stepped.emit(1)

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self.previous.setIcon(icon("chevron-left"))
        self.next.setIcon(icon("chevron-right"))
        self.stage.update()

    def _retranslate(self) -> None:
        self.stage.setAccessibleName(self.tr("Composite"))
        self.stage.speak(self._language.language == "zh_CN")
        for button, tip in (
            (self.previous, self.tr("Previous composite (left arrow)")),
            (self.next, self.tr("Next composite (right arrow)")),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
