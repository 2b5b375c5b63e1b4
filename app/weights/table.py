"""The table of every set of weights: what it is, whose, how large, and whether it is here."""

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from app.i18n import translate
from app.weights.downloads import Downloads
from engine.papers import PAPERS as ALL_PAPERS
from engine.weights.library import WeightsRow, list_weights
from engine.weights.progress import Progress, size_text

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
SHARE_ROLE = Qt.ItemDataRole.UserRole + 1  # float from 0 to 1 while a file is on its way, else None
FAILED_ROLE = Qt.ItemDataRole.UserRole + 2

NAME, BADGE, PAPERS, SIZE, LICENCE, HASH, STATE = range(7)
_HASH_DIGITS = 8
_SHORT = {paper.id: paper.short for paper in ALL_PAPERS}


class WeightsModel(QAbstractTableModel):
    """The library's rows with what the downloads say of them."""

    def __init__(self, downloads: Downloads, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._downloads = downloads
        self._rows = list_weights()

    def reload(self) -> None:
        """Look again at what there is."""
        rows = list_weights()
        if [row.name for row in rows] != [row.name for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        else:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))

    def note_progress(self, name: str) -> None:
        """Show how far one download is; costs no look at the disk."""
        for number, row in enumerate(self._rows):
            if row.name == name:
                place = self.index(number, STATE)
                self.dataChanged.emit(place, place)

    def position(self, name: str) -> QModelIndex:
        """Return the place of an entry; an invalid one when there is none."""
        found = [number for number, row in enumerate(self._rows) if row.name == name]
        return self.index(found[0], NAME) if found else QModelIndex()

    def _cell(self, row: WeightsRow, column: int) -> str:
        return {
            NAME: translate(row.label),
            BADGE: translate(row.badge),
            PAPERS: ", ".join(_SHORT.get(paper, paper) for paper in row.papers) or "–",
            SIZE: size_text(row.size) or "–",
            LICENCE: translate(row.licence.partition(" (")[0]),
            HASH: row.sha256[:_HASH_DIGITS] or "–",
            STATE: self.state_text(row),
        }[column]

    def state_text(self, row: WeightsRow) -> str:
        """Say in a few words whether the weights are here, or how far they are."""
        progress = self._downloads.progress(row.name)
        if progress is not None:
            return self._moving_text(row, progress)
        if self._downloads.failure(row.name):
            return self.tr("failed")
        if row.state == "partly downloaded":
            return self.tr("paused") + _percent(row.arrived / row.size if row.size else None)
        return translate(row.state)

    def _moving_text(self, row: WeightsRow, progress: Progress) -> str:
        if self._downloads.stopping(row.name):
            return self.tr("stopping")
        if progress.checking:
            return self.tr("checking")
        return self.tr("downloading") + _percent(progress.share)

    def _share(self, row: WeightsRow) -> float | None:
        progress = self._downloads.progress(row.name)
        if progress is not None:
            return progress.share or 0.0
        return min(row.arrived / row.size, 1.0) if row.state == "partly downloaded" and row.size else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return STATE + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(self._tip(row, index.column()))}</p>"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return {ROW_ROLE: row, SHARE_ROLE: self._share(row), FAILED_ROLE: bool(self._downloads.failure(row.name))}.get(
            role
        )

    def _tip(self, row: WeightsRow, column: int) -> str:
        if column == HASH and row.sha256:
            return f"SHA-256 {row.sha256}"
        if column == STATE:
            return translate(self._downloads.failure(row.name) or row.detail)
        return f"{row.name}: {translate(row.source)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Weights"),
            self.tr("Kind"),
            self.tr("Papers"),
            self.tr("Size"),
            self.tr("Licence"),
            "SHA-256",
            self.tr("State"),
        )[section]


class WeightsFilter(QSortFilterProxyModel):
    """Lets rows through that hold every word that was typed, anywhere in what is shown or in the names."""

    def __init__(self, model: WeightsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        """Show only what fits these words."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        cells = [str(model.index(row, column).data()) for column in range(model.columnCount())]
        found: WeightsRow = model.index(row, NAME).data(ROW_ROLE)
        whole = " ".join([*cells, found.name, found.badge, found.state, found.address, found.source]).casefold()
        return all(word in whole for word in self._words)


def _percent(share: float | None) -> str:
    return "" if share is None else f" · {share:.0%}"
