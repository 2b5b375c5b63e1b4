"""The Esc key, for what is closed or left with it: the window's own Esc cancels a job."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def is_escape(event: QEvent) -> bool:
    """Say whether an event is the Esc key."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def claims_escape(event: QEvent) -> bool:
    """Claim Esc, so that it reaches keyPressEvent instead of the window's Cancel; say whether this is it."""
    claimed = event.type() == QEvent.Type.ShortcutOverride and is_escape(event)
    if claimed:
        event.accept()
    return claimed
