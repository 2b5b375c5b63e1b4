"""The points that were caught, as a list beside the map."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from engine.frames import AtlasFrame
from widgets.atlas.crowd import image_of
from widgets.icons import icon
from widgets.language import told
from widgets.theme import theme_changed

WIDTH_PX = 190
_TILE_PX = 32
_MOST_COUNTED = 6  # categories that are counted by name

Index = QModelIndex | QPersistentModelIndex


class CaughtModel(QAbstractListModel):
    """The caught points of a frame; a point's number is in `UserRole`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame: AtlasFrame | None = None
        self._numbers: list[int] = []

    def show_points(self, frame: AtlasFrame | None, numbers: list[int]) -> None:
        """List these points of a frame."""
        if numbers == self._numbers and frame is not None and self._frame is not None:
            self._frame = frame
            if self._numbers:
                self.dataChanged.emit(self.index(0), self.index(len(numbers) - 1))
            return
        self.beginResetModel()
        self._frame, self._numbers = frame, numbers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._numbers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._frame is None or not index.isValid():
            return None
        number = self._numbers[index.row()]
        category = told(self._frame.categories[int(self._frame.category[number])])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return told(self._frame.names[number])
            case Qt.ItemDataRole.ToolTipRole:
                return f"{told(self._frame.names[number])} · {category}"
            case Qt.ItemDataRole.DecorationRole if self._frame.thumbnails is not None:
                return QIcon(QPixmap.fromImage(image_of(self._frame.thumbnails[number])))
            case Qt.ItemDataRole.UserRole:
                return number
        return None


class CaughtList(QWidget):
    """How many were caught, of which categories, and which they are.

    chosen: number of a point that was clicked. exported: their table is wanted. cleared: let them go.
    """

    chosen = Signal(int)
    exported = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CaughtModel(self)
        self._frame: AtlasFrame | None = None
        self._numbers: list[int] = []
        self._title, self._counts = QLabel(self), QLabel(self)
        self._counts.setWordWrap(True)
        self._counts.setProperty("role", "muted")
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setIconSize(QSize(_TILE_PX, _TILE_PX))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self._save, self._copy, self._clear = (self._button() for _ in range(3))
        self._save.clicked.connect(self.exported)
        self._copy.clicked.connect(self.copy_names)
        self._clear.clicked.connect(self.cleared)
        self._fill()
        self.setFixedWidth(WIDTH_PX)
        theme_changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_points(self, frame: AtlasFrame | None, numbers: list[int]) -> None:
        """List these points of a frame; nothing is shown when there are none."""
        self._frame, self._numbers = frame, numbers
        self.model.show_points(frame, numbers)
        self.setVisible(bool(numbers))
        if frame is not None and numbers:
            self._title.setText(self.tr("{:,} selected").format(len(numbers)))
            self._counts.setText(counted(frame, numbers))

    @Slot()
    def copy_names(self) -> None:
        """Put the names and categories on the clipboard, one point a line."""
        if self._frame is not None:
            lines = [
                f"{self._frame.names[number]}\t{self._frame.categories[int(self._frame.category[number])]}"
                for number in self._numbers
            ]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        texts = (
            (self._save, self.tr("Save the selection as CSV: names, categories and places")),
            (self._copy, self.tr("Copy names and categories")),
            (self._clear, self.tr("Clear the selection (Esc)")),
        )
        for button, text in texts:
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.list.setAccessibleName(self.tr("Selected pictures"))
        self.show_points(self._frame, self._numbers)

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "flat")
        return button

    def _fill(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._title, 1)
        for button in (self._save, self._copy, self._clear):
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._counts)
        layout.addWidget(self.list, 1)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(int(index.data(Qt.ItemDataRole.UserRole)))

    @Slot(object)
    def _restyle(self, _theme: object = None) -> None:
        for button, name in ((self._save, "export"), (self._copy, "copy"), (self._clear, "close")):
            button.setIcon(icon(name))


def counted(frame: AtlasFrame, numbers: list[int]) -> str:
    """Return how many of the points are of which category, the most first."""
    counts = Counter(int(frame.category[number]) for number in numbers).most_common()
    parts = [f"{told(frame.categories[category])} {count}" for category, count in counts[:_MOST_COUNTED]]
    return " · ".join(parts) + (" · …" if len(counts) > _MOST_COUNTED else "")
