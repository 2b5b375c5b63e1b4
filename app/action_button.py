"""Buttons that are a window action: same words, tooltip, shortcut and state."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

ICON_PX = 16


class ActionButton(QPushButton):
    """A text button. Its shortcut belongs to the action alone, so the two never compete."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setCheckable(action.isCheckable())
        action.changed.connect(self._on_changed)
        self.clicked.connect(action.trigger)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self.setText(self._action.text())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleDescription(self._action.statusTip())
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())


def icon_button(action: QAction, parent: QWidget | None = None) -> QToolButton:
    """Return a flat button with the action's icon; a screen reader hears its words."""
    button = QToolButton(parent)
    button.setProperty("role", "flat")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(ICON_PX, ICON_PX))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setDefaultAction(action)
    # What is folded in or out is seen anyway: a second mark would only shout.
    button.setStyleSheet("QToolButton:checked:!focus:!hover { background: transparent; }")
    return button
