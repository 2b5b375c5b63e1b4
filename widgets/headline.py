"""A title and a note on one line: the title keeps its room, unless the note is being read."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.elided_label import ElidedLabel

_GAP = 8
_LEAST_NOTE_PX = 36  # less says nothing
_LEAST_TITLE_PX = 48


class Headline(QWidget):
    """Places two labels side by side and decides which of them gives way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", self)
        self.note = ElidedLabel("", self)
        self._note_first = False
        for label in (self.title, self.note):
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_texts(self, title: str, note: str, note_first: bool = False) -> None:
        """Show both; `note_first` lets the title give way instead of the note."""
        self.title.setText(title)
        self.note.setText(note)
        self._note_first = note_first
        self.place()

    def place(self) -> None:
        """Share the room out, also after fonts have changed."""
        title, note, room = self.title.sizeHint().width(), self.note.sizeHint().width(), self.width()
        if title + _GAP + note > room and self.note.text():
            if self._note_first:
                title = max(room - _GAP - note, min(title, _LEAST_TITLE_PX))
            title = min(title, room)
            note = room - _GAP - title
        self.title.setGeometry(0, 0, min(title, room), self.height())
        self.note.setGeometry(title + _GAP, 0, max(note, 0), self.height())
        self.note.setVisible(note >= min(_LEAST_NOTE_PX, self.note.sizeHint().width()) and bool(self.note.text()))
        cut = self.sizeHint().width() > self.width() and bool(self.note.text())
        self.setToolTip(f"{self.title.text()} · {self.note.text()}" if cut else "")  # where no label has one of its own

    # Qt

    def sizeHint(self) -> QSize:
        gap = _GAP if self.note.text() else 0
        width = self.title.sizeHint().width() + gap + self.note.sizeHint().width()
        return QSize(width, max(self.title.sizeHint().height(), self.note.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()
