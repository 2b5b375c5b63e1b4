"""The command palette: every paper, experiment and action by a few letters of its name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.sheet import Sheet
from widgets.icons import icon
from widgets.theme import current_theme

_ENTRY_ROLE = Qt.ItemDataRole.UserRole
_ROW_HEIGHT = 34
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Command:
    """Something the palette can do.

    title: what it is called; kind: the grey word before it; hint: its shortcut or year.
    words: other names it is found by.
    """

    title: str
    kind: str
    run: Callable[[], None]
    hint: str = ""
    words: str = ""


def score(typed: str, command: Command) -> int | None:
    """Say how well a command fits what was typed, higher is better; None when it does not.

    The start of the title beats the start of a word, that beats the middle of one, and letters in
    order with gaps come last.
    """
    wanted, title = typed.casefold().strip(), command.title.casefold()
    whole = f"{title} {command.kind.casefold()} {command.words.casefold()}"
    if title.startswith(wanted):
        return 4
    if f" {wanted}" in f" {whole}":
        return 3
    if all(part in whole for part in wanted.split()):
        return 2
    letters = iter(title)
    return 1 if all(letter in letters for letter in wanted.replace(" ", "")) else None


def best(typed: str, commands: Iterable[Command]) -> list[Command]:
    """Return the commands that fit, best first, otherwise in their own order."""
    scored = [(score(typed, command), command) for command in commands]
    return [command for rank, command in sorted(((s, c) for s, c in scored if s), key=lambda pair: -pair[0])]


class _CommandDelegate(QStyledItemDelegate):
    """Paints kind, title and hint on one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        command: Command = index.data(_ENTRY_ROLE)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection))
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), theme.small_radius, theme.small_radius)
        box = QRect(option.rect).adjusted(12, 0, -12, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.text))
        painter.setFont(theme.font())
        painter.drawText(box, centre, command.title)
        used = painter.fontMetrics().horizontalAdvance(command.title)
        painter.setPen(QColor(theme.muted))
        painter.setFont(theme.small_font())
        painter.drawText(box.adjusted(used + 10, 0, 0, 0), centre, command.kind)
        painter.drawText(box, centre | Qt.AlignmentFlag.AlignRight, command.hint)
        painter.restore()


class CommandPalette(Sheet):
    """A search field over a list; Return does the marked line, Esc closes."""

    def __init__(self, commands: Iterable[Command], window: QWidget) -> None:
        super().__init__(window, (620, 460))
        self._commands = tuple(commands)
        self.search = QLineEdit(placeholderText=self.tr("What would you like to see or do?"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setToolTip(self.tr("A few letters of a paper, an experiment or an action"))
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setProperty("role", "rail")
        self.list.setItemDelegate(_CommandDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Matches"))
        self.empty = QLabel(self.tr("Nothing by that name."))
        self.empty.setProperty("role", "muted")
        self.body.addWidget(self.search)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list, 1)
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._on_item)
        self._on_typed("")

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.list.clear()
        for command in best(text, self._commands):
            item = QListWidgetItem(command.title)
            item.setData(_ENTRY_ROLE, command)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.empty.setVisible(self.list.count() == 0)

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        command: Command = item.data(_ENTRY_ROLE)
        self.dismiss()
        command.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
                self._on_item(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)
