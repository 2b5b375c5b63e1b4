"""The row of filters over the gallery: words, category, split, sound."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.i18n import LanguageSwitch
from engine.world.items import HELD_OUT, HELD_OUT_NAME, TRAIN, group_zh, world
from engine.world.search import Filter, categories
from widgets.icons import icon
from widgets.theme import current_theme, theme_changed


class FilterRow(QWidget):
    """What is looked for. changed: another Filter. left: Down or Return in the search field."""

    changed = Signal()
    left = Signal()

    def __init__(self, language: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._kind = ""
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.category, self.split = QComboBox(), QComboBox()
        self.sound = QCheckBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().gap)
        row.addWidget(self.search, 1)
        for widget in (self.category, self.split, self.sound):
            row.addWidget(widget)
        self.search.textChanged.connect(self._on_changed)
        self.category.activated.connect(self._on_changed)
        self.split.activated.connect(self._on_changed)
        self.sound.toggled.connect(self._on_changed)
        theme_changed.connect(self._on_theme)
        self._retranslate()

    @property
    def filter(self) -> Filter:
        """What is looked for now."""
        return Filter(
            self._kind,
            str(self.category.currentData() or ""),
            str(self.split.currentData() or ""),
            self.sound.isChecked(),
            self.search.text(),
        )

    def set_kind(self, kind: str) -> None:
        """Look for items of this kind alone; offer the categories that it has."""
        self._kind = kind
        self._fill()
        self.changed.emit()

    def clear(self) -> None:
        """Look for everything of the kind."""
        with QSignalBlocker(self.search), QSignalBlocker(self.sound):
            self.search.clear()
            self.sound.setChecked(False)
        self.category.setCurrentIndex(0)
        self.split.setCurrentIndex(0)
        self.changed.emit()

    def _fill(self) -> None:
        chinese = self._language.language == "zh_CN"
        found = [(group_zh(name) if chinese else name, name) for name in categories(world().items, self._kind)]
        splits = [
            (self.tr("Training"), TRAIN),
            (self.tr("Held out"), HELD_OUT),
            (self.tr("Held-out names"), HELD_OUT_NAME),
        ]
        _refill(self.category, [(self.tr("Every category"), ""), *found])
        _refill(self.split, [(self.tr("Every split"), ""), *splits])

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self.search.actions()[0].setIcon(icon("search"))

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search in English or Chinese"))
        self.search.setAccessibleName(self.tr("Search the world"))
        self.search.setToolTip(self.tr("Words of a name or a group, such as cat or 猫"))
        self.category.setAccessibleName(self.tr("Category"))
        self.category.setToolTip(self.tr("Show one category alone"))
        self.split.setAccessibleName(self.tr("Split"))
        self.split.setToolTip(self.tr("Pictures that trainings learn from, or those kept from them"))
        self.sound.setText(self.tr("With sound"))
        self.sound.setToolTip(self.tr("Show only what can be heard"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down and Return step from the search field into what was found."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


def _refill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer these, with the choice kept if it is still among them."""
    before = box.currentData()
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(before)))
