"""The controls of an experiment, made from its parameter declarations: a new paper writes no form code."""

from collections.abc import Container, Iterable, Mapping

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from app.field import AnyControlled
from app.flow_layout import FlowLayout
from app.number_fields import FloatField, IntField, StopsField
from app.option_fields import ChoiceField, TextField, ToggleField
from engine.frames import LimitsFrame
from engine.parameters import AnyParameter, Choice, Float, Int, Text, Toggle, Value

Grid = tuple[int, int]

MOST_STOPS = 12

AnyField = IntField | StopsField | FloatField | ChoiceField | ToggleField | TextField


def make_field(parameter: AnyControlled, parent: QWidget | None = None) -> AnyField:
    """Return the control of a parameter."""
    match parameter:
        case Int() if parameter.step > 1 and (parameter.high - parameter.low) // parameter.step < MOST_STOPS:
            return StopsField(parameter, parent)
        case Int():
            return IntField(parameter, parent)
        case Float():
            return FloatField(parameter, parent)
        case Choice():
            return ChoiceField(parameter, parent)
        case Toggle():
            return ToggleField(parameter, parent)
        case Text():
            return TextField(parameter, parent)


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
        self._kept = dict(self._values)
        self._grids: dict[str, Grid] = {}
        self._inputs: Container[str] = ()
        self.fields: dict[str, AnyField] = {}
        for name, parameter in self._declared.items():
            if isinstance(parameter, AnyControlled) and not parameter.picked:
                self.fields[name] = field = make_field(parameter, self)
                field.changed.connect(self._on_changed)
                layout.addWidget(field)
        self._more = QPushButton(self)
        self._more.setCheckable(True)
        self._more.setProperty("role", "flat")
        self._more.toggled.connect(self._on_more_toggled)
        layout.addWidget(self._more)
        self._has_extra = any(parameter.extra for parameter in self._declared.values())
        self._show_useful()
        self._retranslate()

    def values(self) -> Mapping[str, Value]:
        """Return every parameter's value, picked ones included."""
        return dict(self._values)

    def parameter(self, name: str) -> AnyParameter:
        """Return a declaration."""
        return self._declared[name]

    def set_values(self, values: Mapping[str, Value], *, keep: bool = True) -> bool:
        """Set some parameters from code, silently; False when they were so already.

        keep: False tries the values out until `put_back`.
        Raises UserError for a value that is not allowed.
        """
        before = dict(self._values)
        for name, value in values.items():
            self._values[name] = self._declared[name].check(value)
            if keep:
                self._kept[name] = self._values[name]
            if name in self.fields:
                self.fields[name].set_value(value)
        self._show_useful()
        return self._values != before

    def put_back(self, names: Iterable[str]) -> bool:
        """Return to the values kept before they were tried out; False when they are there already."""
        return self.set_values({name: self._kept[name] for name in names})

    def start_over(self, names: Iterable[str]) -> None:
        """Return to the defaults of some parameters, silently."""
        self.set_values({name: self._declared[name].default for name in names})

    def narrow(self, limits: LimitsFrame) -> bool:
        """Keep values within what the loaded network has; True when one of them had to move.

        A picked cell stays at its place of the picture when the grid becomes finer or coarser.
        """
        before = dict(self._values)
        for name, (lowest, highest) in limits.ranges.items():
            self._narrow_number(name, lowest, highest)
        for name, grid in limits.grids.items():
            if name in self._declared and grid != self._grids.get(name):
                self._move_cell(name, self._grids.get(name, grid), grid)
                self._grids[name] = grid
        return self._values != before

    def _narrow_number(self, name: str, lowest: int, highest: int) -> None:
        parameter = self._declared.get(name)
        if not isinstance(parameter, Int):
            return
        low, high = max(parameter.low, lowest), min(parameter.high, highest)
        field = self.fields.get(name)
        if isinstance(field, IntField):
            field.set_range(low, high)
        for values in (self._values, self._kept):
            values[name] = min(max(int(str(values[name])), low), high)

    def _move_cell(self, name: str, before: Grid, after: Grid) -> None:
        for values in (self._values, self._kept):
            cell = values[name]
            assert isinstance(cell, tuple)
            if cell != (-1, -1):
                row, column = (
                    min(int((place + 0.5) * new / old), new - 1)  # type: ignore[operator]  # a cell is two whole numbers
                    for place, old, new in zip(cell, before, after, strict=True)
                )
                values[name] = (row, column)

    def show_for(self, inputs: Container[str]) -> None:
        """Say which optional inputs are there; controls that need another one, or none, stay away."""
        self._inputs = inputs
        self._show_useful()

    def _show_useful(self) -> None:
        """Show the controls that have an effect as things are."""
        for name, field in self.fields.items():
            declared = self._declared[name]
            has_input = not declared.only_with or declared.only_with in self._inputs
            has_input &= not declared.only_without or declared.only_without not in self._inputs
            has_choice = not declared.only_if or self._values[declared.only_if[0]] in declared.only_if[1:]
            put_away = declared.extra and not self._more.isChecked()
            field.setVisible(has_input and has_choice and not put_away)
        self._more.setVisible(self._has_extra)

    @Slot()
    def _on_more_toggled(self) -> None:
        self._show_useful()
        self._retranslate()

    def _retranslate(self) -> None:
        self._more.setText(self.tr("Fewer") if self._more.isChecked() else self.tr("More…"))
        self._more.setToolTip(self.tr("Show or put away the less used controls"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    @Slot(object)
    def _on_changed(self, value: Value) -> None:
        field = self.sender()
        name = next(name for name, candidate in self.fields.items() if candidate is field)
        self._values[name] = self._kept[name] = value
        self._show_useful()
        self.changed.emit(name, value)
