"""What the control of every parameter has in common: a label, a tooltip, a default to return to."""

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.i18n import translate
from engine.parameters import Choice, Float, Int, Text, Toggle, Value
from widgets.icons import icon

AnyControlled = Int | Float | Choice | Toggle | Text

P = TypeVar("P", bound=AnyControlled)

MARK_PX = 12


class Field(QWidget, Generic[P]):
    """A label and a control for one parameter.

    changed: the person chose another value. Setting it from code stays silent.
    """

    changed = Signal(object)

    def __init__(self, parameter: P, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter: P = parameter
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._mark = QLabel(self)
        self._mark.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(7)
        self._row.addWidget(self._label)
        self._row.addWidget(self._mark)
        self._reset = QAction(self)
        self._reset.triggered.connect(self.reset)
        self.addAction(self._reset)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
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

    @property
    def waiting(self) -> bool:
        """True while the value shown is not the one at work."""
        return not self._mark.isHidden()

    def set_waiting(self, waiting: bool) -> None:
        """Mark that the value will only act when the training starts anew."""
        self._mark.setPixmap(icon("reset", "warn").pixmap(MARK_PX, MARK_PX))
        self._mark.setVisible(waiting)

    def retranslate(self) -> None:
        """Write label and tooltip in the window's language."""
        name, help_text = translate(self.parameter.label), translate(self.parameter.help)
        self._label.setText(name)
        self.setToolTip(help_text)
        self._mark.setToolTip(self.tr("Applies at reset"))
        self._reset.setText(self.tr("Reset to default"))
        self._main_control().setAccessibleName(name)
        self._main_control().setAccessibleDescription(help_text)

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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset()
