"""The controls of an experiment, made from its parameter declarations: a new paper writes no form code."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.fields import AnyField, IntField, make_field
from app.flow_layout import FlowLayout
from engine.parameters import AnyParameter, Cell, Int, Value


class ParameterForm(QWidget):
    """Holds the value of every parameter, and a control for each that is not picked in a view.

    before:  widgets placed ahead of the controls.
    changed: (name, value) that the person chose in a control.
    """

    changed = Signal(str, object)

    def __init__(
        self, parameters: Iterable[AnyParameter], before: Iterable[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = FlowLayout(self)
        for widget in before:
            layout.addWidget(widget)
        self._declared = {parameter.name: parameter for parameter in parameters}
        self._values: dict[str, Value] = {name: parameter.default for name, parameter in self._declared.items()}
        self.fields: dict[str, AnyField] = {}
        for name, parameter in self._declared.items():
            if not isinstance(parameter, Cell) and not parameter.picked:
                self.fields[name] = field = make_field(parameter, self)
                field.changed.connect(self._on_changed)
                layout.addWidget(field)

    def values(self) -> Mapping[str, Value]:
        """Return every parameter's value, picked ones included."""
        return dict(self._values)

    def parameter(self, name: str) -> AnyParameter:
        """Return a declaration."""
        return self._declared[name]

    def set_values(self, values: Mapping[str, Value]) -> None:
        """Set some parameters from code, silently. Raises UserError for a value that is not allowed."""
        for name, value in values.items():
            self._values[name] = self._declared[name].check(value)
            if name in self.fields:
                self.fields[name].set_value(value)

    def narrow(self, ranges: Mapping[str, tuple[int, int]]) -> bool:
        """Keep whole numbers within what the loaded network has; True when a value had to move."""
        moved = False
        for name, (lowest, highest) in ranges.items():
            parameter = self._declared.get(name)
            if not isinstance(parameter, Int):
                continue
            low, high = max(parameter.low, lowest), min(parameter.high, highest)
            field = self.fields.get(name)
            if isinstance(field, IntField):
                field.set_range(low, high)
            value = self._values[name]
            assert isinstance(value, int)
            self._values[name] = min(max(value, low), high)
            moved |= self._values[name] != value
        return moved

    @Slot(object)
    def _on_changed(self, value: Value) -> None:
        field = self.sender()
        name = next(name for name, candidate in self.fields.items() if candidate is field)
        self._values[name] = value
        self.changed.emit(name, value)
