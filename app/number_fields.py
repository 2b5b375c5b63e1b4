"""Controls for numbers: a slider beside a box to type into, or a list where there are few values."""

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from app.field import Field
from app.i18n import translate
from engine.parameters import Float, Int, Value

SLIDER_WIDTH_PX = 90
SLIDER_STEPS = 1000
BOX_MARGIN_PX = 14
WIDEST_SLIDER = 10_000


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


def _width_for(box: QAbstractSpinBox, longest: str, unit: str) -> int:
    """Return the width that a box without buttons needs; its own hint keeps room for them."""
    return box.fontMetrics().horizontalAdvance(f"{longest} {unit}") + BOX_MARGIN_PX


def _suffix(unit: str) -> str:
    """Return a unit as it follows a number, in the window's language."""
    return f" {translate(unit)}" if unit else ""


class IntField(Field[Int]):
    """A slider beside a number to type; the number alone where the range is too wide to slide over.

    A logarithmic slider is never too wide: its own values are thousandths of the way.
    """

    def _build(self) -> None:
        self._slider = Slider(self)
        self._box = QSpinBox(self)
        self._box.setProperty("role", "value")
        self._box.setSuffix(_suffix(self.parameter.unit))
        self._box.setKeyboardTracking(False)
        self._slider.setSingleStep(SLIDER_STEPS // 100 if self.parameter.log else self.parameter.step)
        self._box.setSingleStep(self.parameter.step)
        self._slider.setVisible(self.parameter.log or self.parameter.high - self.parameter.low <= WIDEST_SLIDER)
        self._row.addWidget(self._slider)
        self._row.addWidget(self._box)
        self.set_range(self.parameter.low, self.parameter.high)
        self._box.setFixedWidth(_width_for(self._box, str(self.parameter.high), self.parameter.unit))
        self._row.setSpacing(4)
        self._slider.valueChanged.connect(self._on_slid)
        self._slider.double_clicked.connect(self.reset)
        self._box.valueChanged.connect(self._on_typed)

    def _main_control(self) -> QWidget:
        return self._box

    def retranslate(self) -> None:
        super().retranslate()
        self._box.setSuffix(_suffix(self.parameter.unit))

    def value(self) -> int:
        value: int = self._box.value()
        return value

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._box.setValue(int(value))  # type: ignore[arg-type]  # an Int's value is an int
            self._slider.setValue(self._to_slider(self._box.value()))

    def set_range(self, low: int, high: int) -> None:
        """Allow low to high, both included; the value moves inside silently."""
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._box.setRange(low, high)
            self._slider.setRange(*((0, SLIDER_STEPS) if self.parameter.log else (low, high)))
            self._slider.setValue(self._to_slider(self._box.value()))

    def _to_slider(self, value: int) -> int:
        if not self.parameter.log:
            return value
        low, high = self._box.minimum(), self._box.maximum()
        return round(SLIDER_STEPS * math.log(value / low) / math.log(high / low)) if high > low else 0

    def _from_slider(self, position: int) -> int:
        low, high = self._box.minimum(), self._box.maximum()
        return round(low * (high / low) ** (position / SLIDER_STEPS)) if self.parameter.log else position

    @Slot(int)
    def _on_slid(self, position: int) -> None:
        low, step = self._box.minimum(), self.parameter.step
        snapped = low + round((self._from_slider(position) - low) / step) * step
        if snapped != self._box.value():
            self._box.setValue(snapped)

    @Slot(int)
    def _on_typed(self, value: int) -> None:
        with QSignalBlocker(self._slider):
            if self._from_slider(self._slider.value()) != value:
                self._slider.setValue(self._to_slider(value))
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

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
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
        self._box.setProperty("role", "value")
        self._box.setDecimals(12)
        self._box.setRange(self.parameter.low, self.parameter.high)
        self._box.setSuffix(_suffix(self.parameter.unit))
        self._box.setKeyboardTracking(False)
        self._box.setFixedWidth(_width_for(self._box, "0.0002", self.parameter.unit))
        self._row.addWidget(self._slider)
        self._row.addWidget(self._box)
        self._slider.valueChanged.connect(self._on_slid)
        self._slider.double_clicked.connect(self.reset)
        self._box.valueChanged.connect(self._on_typed)

    def _main_control(self) -> QWidget:
        return self._box

    def retranslate(self) -> None:
        super().retranslate()
        self._box.setSuffix(_suffix(self.parameter.unit))

    def value(self) -> float:
        value: float = self._box.value()
        return value

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
        value: float = low * (high / low) ** share if self.parameter.log else low + (high - low) * share
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


class StopsField(Field[Int]):
    """A drop-down list of the few values that a whole number with a step can have."""

    def _build(self) -> None:
        self._combo = QComboBox(self)
        unit = f" {self.parameter.unit}" if self.parameter.unit else ""
        for value in range(self.parameter.low, self.parameter.high + 1, self.parameter.step):
            self._combo.addItem(f"{value}{unit}", value)
        self._row.addWidget(self._combo)
        self._combo.currentIndexChanged.connect(self._on_changed)

    def _main_control(self) -> QWidget:
        return self._combo

    def value(self) -> int:
        return int(self._combo.currentData())

    def set_value(self, value: Value) -> None:
        with QSignalBlocker(self._combo):
            self._combo.setCurrentIndex(self._combo.findData(value))
