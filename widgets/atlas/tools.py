"""The strip above the map: search, lasso, thumbnails."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from widgets.icons import icon
from widgets.theme import theme_changed

_SEARCH_PX = 220


class AtlasTools(QWidget):
    """What can be done with the map.

    typed_changed: the words searched for. search_entered: Enter in the search. left: Esc in it.
    lasso_toggled, thumbnails_toggled: whether they are on.
    """

    typed_changed = Signal(str)
    search_entered = Signal()
    left = Signal()
    lasso_toggled = Signal(bool)
    thumbnails_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = QLineEdit(self)
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(_SEARCH_PX)
        self._search.setMinimumWidth(40)
        self._search.installEventFilter(self)
        self._found = QLabel(self)
        self._found.setProperty("role", "muted")
        self._lasso, self._thumbnails = self._toggle(), self._toggle()
        self._thumbnails.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._search, 1)
        row.addWidget(self._found)
        row.addStretch(1)
        row.addWidget(self._lasso)
        row.addWidget(self._thumbnails)
        self._search.textChanged.connect(self.typed_changed)
        self._search.returnPressed.connect(self.search_entered)
        self._lasso.toggled.connect(self.lasso_toggled)
        self._thumbnails.toggled.connect(self.thumbnails_toggled)
        theme_changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def typed(self) -> str:
        """The words in the search."""
        return self._search.text()

    def show_found(self, count: int | None) -> None:
        """Say how many points were found; None when nothing is searched."""
        self._found.setText("" if count is None else self.tr("{:,} found").format(count))

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def clear_search(self) -> None:
        """Search for nothing."""
        self._search.clear()

    def toggle_lasso(self) -> None:
        """Switch between lasso and hand."""
        self._lasso.toggle()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._search.setPlaceholderText(self.tr("Search by name"))
        self._search.setToolTip(self.tr("Mark pictures by name or category (Ctrl+F); Enter zooms to them"))
        self._search.setAccessibleName(self.tr("Search by name"))
        self._lasso.setText(self.tr("Lasso"))
        self._lasso.setToolTip(self.tr("Drag around points to list and export them (L, or hold Shift); Ctrl adds"))
        self._thumbnails.setText(self.tr("Thumbnails"))
        self._thumbnails.setToolTip(self.tr("Pictures instead of dots as you zoom in"))

    def _toggle(self) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setProperty("role", "flat")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    @Slot(object)
    def _restyle(self, _theme: object = None) -> None:
        self._lasso.setIcon(icon("lasso"))
        self._thumbnails.setIcon(icon("image"))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.clear_search()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
