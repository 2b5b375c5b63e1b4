"""One control per kind of parameter, made from its declaration alone."""

import math
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from app.i18n import translate
from engine.parameters import Choice, Float, Int, Parameter, Text, Toggle, Value
from widgets.icons import icon

P = TypeVar("P", Int, Float, Choice, Toggle, Text)

SLIDER_WIDTH_PX = 110
SLIDER_STEPS = 1000
WIDEST_SLIDER = 10_000
MARK_PX = 12


class Field(QWidget, Generic[P]):
    """A label and a control for one parameter.

    changed: the person chose another value. Setting it from code stays silent.
    """

    changed = Signal(object)

    def __init__(self, parameter: P, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._mark = QLabel(self)
        self._mark.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(7)
        self._row.addWidget(self._label)
        self._row.addWidget(self._mark)
        self._build()
        self.set_value(parameter.default)
        self.retranslate()

    def _build(self) -> None:
        """Make the control and add it to `_row`."""
        raise NotImplementedError

    def _main_control(self) -> QWidget:
        """What the label's mnemonic and a screen reader's name belong to."""
        raise NotImplementedError

    def value(self) -> Value:
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        raise NotImplementedError

    def set_waiting(self, waiting: bool) -> None:
        """Mark that the value will only act when the training starts anew."""
        self._mark.setPixmap(icon("reset", "warn").pixmap(MARK_PX, MARK_PX))
        self._mark.setVisible(waiting)

    def retranslate(self) -> None:
        """Write label and tooltip in the window's language."""
        parameter: Parameter = self.parameter
        name = translate(parameter.label)
        self._label.setText(name)
        self.setToolTip(translate(parameter.help))
        self._mark.setToolTip(self.tr("Applies at reset"))
        self._main_control().setAccessibleName(name)
        self._main_control().setAccessibleDescription(translate(parameter.help))

    @Slot()
    def reset(self) -> None:
        """Put the default back, as if the person had chosen it."""
        if self.value() != self.parameter.default:
            self.set_value(self.parameter.default)
            self.changed.emit(self.value())

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit(self.value())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QAction(self.tr("Reset to default"), menu)
        action.triggered.connect(self.reset)
        menu.addAction(action)
        menu.popup(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset()


class Slider(QSlider):
    """A horizontal slider that jumps to where it is clicked; a double click asks for the default."""

    double_clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedWidth(SLIDER_WIDTH_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_Slider
        handle = self.style().subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        if event.button() == Qt.MouseButton.LeftButton and not handle.contains(event.position().toPoint()):
            left = round(event.position().x()) - handle.width() // 2
            room = self.width() - handle.width()
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), left, room))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()


class IntField(Field[Int]):
    """A slider beside a number to type; the number alone where the range is too wide to slide over."""

    def _build(self) -> None:
        self._slider = Slider(self)
        self._box = QSpinBox(self)
        self._box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._box.setSuffix(f" {self.parameter.unit}" if self.parameter.unit else "")
        self._box.setKeyboardTracking(False)
        self._slider.setSingleStep(self.parameter.step)
        self._box.setSingleStep(self.parameter.step)
        self._slider.setVisible(self.parameter.high - self.parameter.low <= WIDEST_SLIDER)
        self._row.addWidget(self._slider)
        self._row.addWidget(self._box)
        self.set_range(self.parameter.low, self.parameter.high)
        self._slider.valueChanged.connect(self._on_slid)
        self._slider.double_clicked.connect(self.reset)
        self._box.valueChanged.connect(self._on_typed)

    def _main_control(self) -> QWidget:
        return self._box

    def value(self) -> int:
        return self._box.value()

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._slider.setValue(int(value))  # type: ignore[arg-type]  # an Int's value is an int
            self._box.setValue(int(value))  # type: ignore[arg-type]

    def set_range(self, low: int, high: int) -> None:
        """Allow low to high, both included; the value moves inside silently."""
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._slider.setRange(low, high)
            self._box.setRange(low, high)

    @Slot(int)
    def _on_slid(self, value: int) -> None:
        step = self.parameter.step
        snapped = self._slider.minimum() + round((value - self._slider.minimum()) / step) * step
        if snapped != self._box.value():
            self._box.setValue(snapped)

    @Slot(int)
    def _on_typed(self, value: int) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(value)
        self._on_changed()


class _FloatBox(QDoubleSpinBox):
    """A box that writes three significant digits whatever the magnitude, such as 0.0002."""

    def textFromValue(self, value: float) -> str:
        return f"{value:.3g}"

    def valueFromText(self, text: str) -> float:
        try:
            return float(text.removesuffix(self.suffix()))
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> object:
        try:
            float(text.removesuffix(self.suffix()))
        except ValueError:
            return QValidator.State.Intermediate, text, position
        return QValidator.State.Acceptable, text, position


class FloatField(Field[Float]):
    """A slider, logarithmic where the declaration says so, beside a number to type."""

    def _build(self) -> None:
        self._slider = Slider(self)
        self._slider.setRange(0, SLIDER_STEPS)
        self._slider.setPageStep(SLIDER_STEPS // 10)
        self._slider.setSingleStep(SLIDER_STEPS // 100)
        self._box = _FloatBox(self)
        self._box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self._box.setDecimals(12)
        self._box.setRange(self.parameter.low, self.parameter.high)
        self._box.setSuffix(f" {self.parameter.unit}" if self.parameter.unit else "")
        self._box.setKeyboardTracking(False)
        self._box.setFixedWidth(72)
        self._row.addWidget(self._slider)
        self._row.addWidget(self._box)
        self._slider.valueChanged.connect(self._on_slid)
        self._slider.double_clicked.connect(self.reset)
        self._box.valueChanged.connect(self._on_typed)

    def _main_control(self) -> QWidget:
        return self._box

    def value(self) -> float:
        return self._box.value()

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._box.setValue(float(value))  # type: ignore[arg-type]  # a Float's value is a number
            self._slider.setValue(self._to_slider(self._box.value()))

    def _to_slider(self, value: float) -> int:
        low, high = self.parameter.low, self.parameter.high
        if self.parameter.log:
            low, high, value = math.log(low), math.log(high), math.log(value)
        return round((value - low) / (high - low) * SLIDER_STEPS)

    def _from_slider(self, position: int) -> float:
        low, high, share = self.parameter.low, self.parameter.high, position / SLIDER_STEPS
        value = low * (high / low) ** share if self.parameter.log else low + (high - low) * share
        return min(max(float(f"{value:.3g}"), low), high)

    @Slot(int)
    def _on_slid(self, position: int) -> None:
        with QSignalBlocker(self._box):
            self._box.setValue(self._from_slider(position))
        self._on_changed()

    @Slot(float)
    def _on_typed(self, value: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(self._to_slider(value))
        self._on_changed()


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


AnyField = IntField | FloatField | ChoiceField | ToggleField | TextField

_FIELDS: dict[type, type[AnyField]] = {
    Int: IntField,
    Float: FloatField,
    Choice: ChoiceField,
    Toggle: ToggleField,
    Text: TextField,
}


def make_field(parameter: Int | Float | Choice | Toggle | Text, parent: QWidget | None = None) -> AnyField:
    """Return the control of a parameter."""
    return _FIELDS[type(parameter)](parameter, parent)
