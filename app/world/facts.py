"""A table of what is known of something: grey names on the left, values that wrap and can be copied on the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from widgets.theme import current_theme

_LONGEST = 120  # characters; what is longer ends in an ellipsis and is the tool tip


class Facts(QWidget):
    """Rows of (name, value, explanation); a row without a value is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current_theme().gap)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Show these rows instead."""
        told = [fact for fact in facts if fact[1]]
        while len(self._rows) < len(told):
            self._add_row()
        for number, labels in enumerate(self._rows):
            for label in labels:
                label.setVisible(number < len(told))
            if number < len(told):
                name, value, tip = told[number]
                labels[0].setText(name)
                labels[1].setText(value if len(value) <= _LONGEST else f"{value[:_LONGEST].rstrip()}…")
                for label in labels:
                    label.setToolTip(tip or (value if len(value) > _LONGEST else ""))

    def text(self) -> str:
        """All of it, a line for each row."""
        return "\n".join(f"{name.text()}: {value.text()}" for name, value in self._rows if not name.isHidden())

    def _add_row(self) -> None:
        name, value = QLabel(), QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        name.setProperty("role", "muted")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._rows)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        self._rows.append((name, value))
