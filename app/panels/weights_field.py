"""The list of weights that a paper can use, with those that are not there greyed out and why."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.i18n import translate
from app.session import Session
from engine.experiment import Paper
from engine.weights.library import choices

CHOOSE_FILE = ""  # no weights are called so
SHOWN_LETTERS = 21
POPUP_MARGIN_PX = 32
TEXT_MARGIN_PX = 4
FILE_FILTER = "*.safetensors *.pth *.pt *.bin *.onnx"


class _Combo(QComboBox):
    """A list whose chosen line ends in an ellipsis where it has no room."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - TEXT_MARGIN_PX
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class WeightsField(QWidget):
    """Chooses a paper's weights in the session: the catalogue's, or a file.

    chosen: the name or path, when the person took another.
    """

    chosen = Signal(str)

    def __init__(self, paper: Paper, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._session = session
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._combo = _Combo(self)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(SHOWN_LETTERS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._label)
        row.addWidget(self._combo)
        self._retranslate()
        self._combo.activated.connect(self._on_activated)
        session.weights_changed.connect(self._on_weights_changed)
        session.weights_found.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        model = QStandardItemModel(self._combo)
        for choice in choices(self._paper.weights):
            item = QStandardItem(f"{translate(choice.label)} ({translate(choice.badge)})")
            item.setData(choice.name, Qt.ItemDataRole.UserRole)
            item.setEnabled(choice.available)
            item.setToolTip(translate(choice.why_not))
            model.appendRow(item)
        with QSignalBlocker(self._combo):
            self._combo.setModel(model)
        self._combo.insertSeparator(self._combo.count())
        self._combo.addItem(self.tr("Choose file…"), CHOOSE_FILE)
        self._combo.view().setMinimumWidth(self._combo.view().sizeHintForColumn(0) + POPUP_MARGIN_PX)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Stand at the session's weights; "auto" is the first that is there."""
        weights = self._session.state.weights_of(self._paper.id)
        if weights == "auto":
            weights = next((choice.name for choice in choices(self._paper.weights) if choice.available), CHOOSE_FILE)
        if self._combo.findData(weights) < 0:
            self._combo.insertItem(self._combo.count() - 2, Path(weights).name, weights)
        self._combo.setCurrentIndex(self._combo.findData(weights))

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        weights = str(self._combo.itemData(index))
        if weights == CHOOSE_FILE:
            self._show_chosen()
            self._open_dialog()
        else:
            self._choose(weights)

    def _open_dialog(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file of weights"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Weights ({})").format(FILE_FILTER))
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    @Slot(str)
    def _choose(self, weights: str) -> None:
        self._session.set_weights(self._paper.id, weights)

    @Slot(str, str)
    def _on_weights_changed(self, paper: str, _: str) -> None:
        if paper == self._paper.id:
            self._show_chosen()

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Weights"))
        self._combo.setAccessibleName(self.tr("Weights"))
        self._combo.setToolTip(self.tr("Where the network's weights come from"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
