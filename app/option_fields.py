"""Controls for choices, switches and lines of text."""

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from app.field import Field
from app.i18n import translate
from engine.parameters import Choice, Text, Toggle, Value


class ChoiceField(Field[Choice]):
    """A drop-down list."""

    def _build(self) -> None:
        self._combo = QComboBox(self)
        for value, label in self.parameter.options:
            self._combo.addItem(translate(label), value)
        self._row.addWidget(self._combo)
        self._combo.currentIndexChanged.connect(self._on_changed)

    def _main_control(self) -> QWidget:
        return self._combo

    def value(self) -> str:
        return str(self._combo.currentData())

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self._combo):
            self._combo.setCurrentIndex(self._combo.findData(value))

    def retranslate(self) -> None:
        super().retranslate()
        for index, (_, label) in enumerate(self.parameter.options):
            self._combo.setItemText(index, translate(label))


class ToggleField(Field[Toggle]):
    """A check box, which carries its own label."""

    def _build(self) -> None:
        self._check = QCheckBox(self)
        self._label.hide()
        self._row.addWidget(self._check)
        self._check.toggled.connect(self._on_changed)

    def _main_control(self) -> QWidget:
        return self._check

    def value(self) -> bool:
        return self._check.isChecked()

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self._check):
            self._check.setChecked(bool(value))

    def retranslate(self) -> None:
        super().retranslate()
        self._check.setText(translate(self.parameter.label))


class TextField(Field[Text]):
    """A line of text, taken when it is finished."""

    def _build(self) -> None:
        self._line = QLineEdit(self)
        self._line.setMaxLength(self.parameter.longest)
        self._taken = ""
        self._row.addWidget(self._line)
        self._line.editingFinished.connect(self._on_finished)

    def _main_control(self) -> QWidget:
        return self._line

    def value(self) -> str:
        return self._line.text()

    def set_value(self, value: Value) -> None:
        self._taken = str(value)
        self._line.setText(self._taken)

    @Slot()
    def _on_finished(self) -> None:
        if self.value() != self._taken:
            self._taken = self.value()
            self._on_changed()
