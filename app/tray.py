"""The tray: the pictures at hand, and every way to bring in another."""

from PySide6.QtCore import QEvent, QPoint, Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.action_button import ActionButton, icon_button
from app.actions import Actions
from app.session import Session
from app.shelf import Item, Shelf
from app.thumbnail_delegate import ITEM_ROLE, STARTS_GROUP_ROLE, ThumbnailDelegate
from app.thumbnails import SIZE
from engine.images import Picture
from widgets.elided_label import ElidedLabel
from widgets.theme import current_theme

_STRIP_HEIGHT = SIZE.height() + 10
_BUTTONS = ("open", "paste", "folder", "webcam")
_TOOLS = ("rotate_left", "rotate_right", "crop")


class ThumbnailStrip(QListWidget):
    """The pictures in a row. Moving to one with the mouse or the arrow keys chooses it."""

    def __init__(self, shelf: Shelf, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf, self._actions = shelf, actions
        self.setProperty("role", "rail")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_STRIP_HEIGHT)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(ThumbnailDelegate(shelf, self))
        self.customContextMenuRequested.connect(self._on_menu)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_current)
        shelf.items_changed.connect(self.fill)
        shelf.chosen_changed.connect(self._on_chosen)
        shelf.thumbnail_made.connect(self._on_thumbnail)
        self.fill()

    @property
    def current_key(self) -> str:
        """Key of the picture under the cursor, or empty."""
        item = self.currentItem()
        return str(item.data(ITEM_ROLE).key) if item is not None else ""

    @Slot()
    def fill(self) -> None:
        """List the shelf's items anew, keeping the cursor and the place."""
        self.blockSignals(True)
        place = self.horizontalScrollBar().value()
        self.clear()
        group = ""
        for item in self._shelf.items:
            entry = QListWidgetItem()
            entry.setData(ITEM_ROLE, item)
            entry.setData(STARTS_GROUP_ROLE, bool(group) and item.group != group)
            entry.setToolTip(f"{item.title}\n{item.tip}".strip())
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, item.title)
            self.addItem(entry)
            group = item.group
        self.horizontalScrollBar().setValue(place)
        self._on_chosen(self._shelf.chosen)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(ITEM_ROLE).key == key:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
        self.blockSignals(False)
        self.viewport().update()

    @Slot(str)
    def _on_thumbnail(self, key: str) -> None:
        self.viewport().update()

    @Slot(QListWidgetItem)
    def _on_current(self, entry: QListWidgetItem | None) -> None:
        if entry is not None:
            item: Item = entry.data(ITEM_ROLE)
            if item.key != self._shelf.chosen:
                self._shelf.choose(item.key)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        if self.itemAt(place) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._actions[name] for name in ("compare", *_TOOLS)])
        menu.popup(self.mapToGlobal(place))


class Tray(QFrame):
    """The strip, with buttons and the chosen picture's name and size beside it."""

    def __init__(self, shelf: Shelf, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Pictures"))
        self._session, self._shelf = session, shelf
        self.strip = ThumbnailStrip(shelf, actions)
        self._caption = QLabel()
        self._caption.setProperty("role", "caption")
        self._caption.setFont(current_theme().caption_font())
        self._facts = ElidedLabel()
        self._facts.setProperty("role", "muted")
        self._folder = QPushButton()
        self._folder.setProperty("role", "flat")
        self._folder.clicked.connect(shelf.leave_folder)
        self._lay_out(actions)
        session.picture_changed.connect(self._on_picture)
        session.folder_changed.connect(self._on_folder)
        self._retranslate()

    def _lay_out(self, actions: Actions) -> None:
        theme = current_theme()
        ways = QHBoxLayout()
        ways.setSpacing(6)
        for name in _BUTTONS:
            ways.addWidget(ActionButton(actions[name]))
        facts = QHBoxLayout()
        facts.setSpacing(2)
        facts.addWidget(self._facts, 1)
        facts.addWidget(self._folder)
        for name in _TOOLS:
            facts.addWidget(icon_button(actions[name]))
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addLayout(ways)
        side.addLayout(facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.padding, 7, theme.padding, 7)
        row.setSpacing(theme.gap)
        row.addWidget(self._caption)
        row.addWidget(self.strip, 1)
        row.addLayout(side)

    @Slot(object)
    def _on_picture(self, picture: Picture | None) -> None:
        self._retranslate()

    @Slot(object)
    def _on_folder(self, folder: object) -> None:
        self._retranslate()

    def _retranslate(self) -> None:
        picture, folder = self._session.state.picture, self._session.state.folder
        self._caption.setText(self.tr("Image"))
        self.strip.setAccessibleName(self.tr("Pictures"))
        if picture is None:
            self._facts.setText(self.tr("No picture yet"))
        else:
            height, width = picture.pixels.shape[:2]
            self._facts.setText(f"{picture.name} · {width}×{height}")
        self._folder.setVisible(folder is not None)
        if folder is not None:
            self._folder.setText(f"{folder.name} ×")
            self._folder.setToolTip(self.tr("Averages run over {}. Click to leave the folder.").format(folder))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
