"""The weights window: what there is, what is here, and how to bring in, check and delete it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.i18n import translate
from app.sheet import Sheet
from app.weights.delegate import ROW_HEIGHT_PX, WeightsDelegate
from app.weights.details import Deed, WeightsDetails
from app.weights.downloads import Downloads
from app.weights.table import BADGE, HASH, LICENCE, NAME, PAPERS, ROW_ROLE, SIZE, STATE, WeightsFilter, WeightsModel
from app.weights.work import WeightsWork
from engine.errors import UserError
from engine.weights.built_in import model_card
from engine.weights.cache import imported_folder
from engine.weights.catalogue import Entry, find_entry
from engine.weights.library import WeightsRow
from widgets.elided_label import ElidedLabel
from widgets.icons import icon

_SIZE = (1040, 700)
_WIDTHS = {BADGE: 106, PAPERS: 88, SIZE: 90, LICENCE: 116, HASH: 92, STATE: 176}
FILE_FILTER = "*.safetensors *.pth *.pt *.bin"


class WeightsSheet(Sheet):
    """Every set of weights in a table, the chosen one below it, the cache's place at the bottom.

    chosen: the name of the row to begin with.
    """

    def __init__(self, downloads: Downloads, work: WeightsWork, window: QWidget, chosen: str = "") -> None:
        super().__init__(window, _SIZE, self.tr("Weights"))
        self._downloads, self._work = downloads, work
        self._model = WeightsModel(downloads, self)
        self._filter = WeightsFilter(self._model, self)
        self.search = QLineEdit()
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.table, self.details = QTableView(), WeightsDetails()
        self.empty, self.place = QLabel(alignment=Qt.AlignmentFlag.AlignCenter), ElidedLabel()
        self.card, self.pages = QTextBrowser(), QStackedWidget()
        self.bring, self.folder = QPushButton(), QPushButton()
        self._lay_out()
        self._dress_table()
        self._connect()
        self._retranslate()
        self._choose(chosen)

    def _lay_out(self) -> None:
        self.title_row.addWidget(self.search)
        self.title_row.addWidget(self.bring)
        self.close_button = self.add_close_button()
        self.search.setFixedWidth(260)
        for label in (self.empty, self.place):
            label.setProperty("role", "muted")
        self.card.setOpenExternalLinks(True)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.pages.addWidget(listed)
        self.pages.addWidget(self.card)
        bottom = QHBoxLayout()
        bottom.addWidget(self.place, 1)
        bottom.addWidget(self.folder)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.details)
        self.body.addLayout(bottom)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self._filter)
        table.setItemDelegate(WeightsDelegate(table))
        table.setProperty("role", "rail")
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.installEventFilter(self)
        self.search.installEventFilter(self)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self._model.modelReset.connect(self._on_reset)
        self.details.asked.connect(self._on_asked)
        self.bring.clicked.connect(self._on_bring)
        self.folder.clicked.connect(self._on_folder)
        self._downloads.changed.connect(self._on_download_changed)
        self._downloads.told.connect(self._on_told)
        self._work.begun.connect(self._on_begun)
        self._work.told.connect(self._on_told)
        self._work.files_changed.connect(self._on_files_changed)

    @property
    def row(self) -> WeightsRow | None:
        """The chosen row."""
        index = self.table.currentIndex()
        found: WeightsRow | None = index.data(ROW_ROLE) if index.isValid() else None
        return found

    def _choose(self, name: str) -> None:
        """Go to the row of this name, or to the first."""
        index = self._filter.mapFromSource(self._model.position(name))
        self.table.setCurrentIndex(index if index.isValid() else self._filter.index(0, NAME))
        self._show_row()

    def _show_row(self) -> None:
        row = self.row
        name = row.name if row is not None else ""
        progress, stopping = self._downloads.progress(name), self._downloads.stopping(name)
        self.details.show_row(row, progress, stopping=stopping, busy=self._work.busy)
        if row is None:
            return
        why = "" if progress is not None else self._downloads.failure(name)
        if not why and row.state in ("missing", "not installed"):
            why = row.detail
        self.details.say(translate(why), failed=bool(why))

    def _entry(self) -> Entry | None:
        return find_entry(self.row.name) if self.row is not None else None

    @Slot(object)
    def _on_asked(self, deed: Deed) -> None:
        """Do what a button of the details says."""
        row, entry = self.row, self._entry()
        if row is None:
            return
        if deed == "verify":
            self._work.verify(row.name)
        elif deed == "delete":
            self._work.delete(row.name)
        elif deed == "pause":
            self._downloads.pause(row.name)
        elif entry is not None and deed == "card":
            self._show_card(entry)
        elif entry is not None and deed == "cancel":
            self._cancel(entry)
        elif entry is not None:
            self._downloads.start(entry)

    def _cancel(self, entry: Entry) -> None:
        try:
            self._downloads.cancel(entry)
        except UserError as error:
            self.details.say(translate(str(error)), failed=True)

    def _show_card(self, entry: Entry) -> None:
        """Show a model card in the table's place, or the table again."""
        if self.pages.currentIndex() == 1:
            self.pages.setCurrentIndex(0)
            return
        try:
            self.card.setMarkdown(model_card(entry))
            self.pages.setCurrentIndex(1)
        except UserError as error:
            self.details.say(translate(str(error)), failed=True)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        chosen = self.row.name if self.row is not None else ""
        self._filter.search(text)
        self._show_emptiness()
        self._choose(chosen)

    def _show_emptiness(self) -> None:
        none = self._filter.rowCount() == 0
        self.table.setVisible(not none)
        self.empty.setVisible(none)

    @Slot(QModelIndex, QModelIndex)
    def _on_row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self.pages.setCurrentIndex(0)
        self._show_row()

    @Slot()
    def _on_reset(self) -> None:
        self._show_emptiness()
        self._choose("")

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._do_main()

    def _do_main(self) -> None:
        deed = self.details.main_deed
        if deed is not None:
            self._on_asked(deed)

    @Slot(object)
    def _on_download_changed(self, name: str) -> None:
        if self._downloads.progress(name) is None:
            self._model.reload()
        else:
            self._model.note_progress(name)
        if self.row is not None and self.row.name == name:
            self._show_row()

    @Slot(str)
    def _on_begun(self, text: str) -> None:
        self._show_row()
        self.details.say(text)

    @Slot(str, bool)
    def _on_told(self, text: str, failed: bool) -> None:
        self._show_row()
        self.details.say(translate(text), failed=failed)

    @Slot()
    def _on_files_changed(self) -> None:
        said, chosen = self.details.said.text(), self.row.name if self.row is not None else ""
        self._model.reload()
        self._choose(chosen)
        self.details.say(said)

    @Slot()
    def _on_bring(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file of weights"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Weights ({})").format(FILE_FILTER))
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.open()

    @Slot(str)
    def _on_file_chosen(self, file: str) -> None:
        """Import a file; one that is called as the chosen entry's is meant to be that, if nobody published a hash."""
        path, entry = Path(file), self._entry()
        meant = entry is not None and entry.badge == "official" and not entry.sha256 and entry.file == path.name
        self._work.import_file(path, entry.name if entry is not None and meant else None)

    @Slot()
    def _on_folder(self) -> None:
        folder = imported_folder()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Weights"))
        self.setAccessibleName(self.title.text())
        self.table.setAccessibleName(self.title.text())
        self.search.setPlaceholderText(self.tr("Search: resnet, official, ready…"))
        self.search.setAccessibleName(self.tr("Search the weights"))
        self.empty.setText(self.tr("Nothing fits these words."))
        self.bring.setText(self.tr("Import file…"))
        self.bring.setToolTip(self.tr("Check a file of weights from this machine and keep a copy"))
        self.folder.setText(self.tr("Open folder"))
        self.folder.setToolTip(self.tr("Show the downloaded and imported files"))
        self.place.setText(self.tr("Kept in {}").format(imported_folder()))
        self.card.setAccessibleName(self.tr("Model card"))
        self._show_emptiness()
        self._show_row()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.table and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do_main()
                return True
            if watched is self.search and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)
