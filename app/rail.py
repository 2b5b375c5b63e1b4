"""The rail: the papers that work, by family and year, with the experiments of the one that is open.

Typing in the search field leaves the papers and experiments whose names, authors or year hold
every word typed. Wide, it shows names; narrow, the short name of each paper alone.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.action_button import icon_button
from app.actions import Actions
from app.i18n import translate
from app.rail_delegate import ENTRY_ROLE, Entry, RailDelegate
from engine.experiment import Experiment, Family, Paper
from widgets.icons import icon
from widgets.theme import current_theme, theme_changed

FAMILIES: tuple[Family, ...] = (
    "Foundations",
    "CNN",
    "Sequence",
    "Generative",
    "Vision transformers",
    "Self-supervised",
    "CLIP family",
)
WIDE, NARROW = 226, 68


def _texts(paper: Paper) -> str:
    names = (paper.short, paper.title, paper.authors, str(paper.year), paper.family, translate(paper.family))
    return " ".join(names).casefold()


def _found(words: list[str], paper: Paper) -> list[Experiment]:
    """Return the experiments that hold a word themselves, and every other word with their paper."""
    hits = []
    for experiment in paper.experiments:
        own = f"{experiment.title} {translate(experiment.title)}".casefold()
        if any(word in own for word in words) and all(word in own or word in _texts(paper) for word in words):
            hits.append(experiment)
    return hits


def entries(papers: Sequence[Paper], search: str, opened: str) -> Iterator[Entry]:
    """List what the rail shows: families in the design's order, papers by year, experiments below.

    search: words to look for; experiments are listed when one of them matches.
    opened: id of the paper whose experiments are listed when nothing is searched.
    """
    words = search.casefold().split()
    for family in FAMILIES:
        lines: list[Entry] = []
        members = [paper for paper in papers if paper.family == family]
        for paper in sorted(members, key=lambda paper: (paper.year, paper.short)):
            found = _found(words, paper) if words or paper.id != opened else list(paper.experiments)
            if found or all(word in _texts(paper) for word in words):
                lines.append(Entry("paper", paper.short, paper.id, str(paper.year)))
                lines += [Entry("experiment", translate(item.title), item.id) for item in found]
        if lines:
            yield Entry("family", translate(family))
            yield from lines


class Rail(QFrame):
    """Search field over the list. `opened` carries the id of a paper or an experiment."""

    opened = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._papers: Sequence[Paper] = ()
        self._paper = ""
        self.search = QLineEdit()
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget()
        self.list.setProperty("role", "rail")
        self._delegate = RailDelegate(self.list)
        self.empty = QLabel(wordWrap=True)
        self.empty.setProperty("role", "muted")
        self._name = QLabel("Paperscope")
        self._name.setProperty("role", "heading")
        self._fold = icon_button(actions["rail"])
        self.world = icon_button(actions["world"])
        self.world.setStyleSheet("")  # that the browser is open is worth showing
        self.world.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._connect()
        self.set_narrow(False)
        self._retranslate()

    def _lay_out(self) -> None:
        theme = current_theme()
        self.list.setItemDelegate(self._delegate)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self._name.setFont(theme.heading_font())
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.gap, theme.gap, theme.gap, theme.gap)
        column.setSpacing(theme.gap)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.world)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        theme_changed.connect(self._on_theme)

    def set_papers(self, papers: Sequence[Paper]) -> None:
        """List these papers."""
        self._papers = papers
        self._fill()

    def show_experiment(self, experiment: Experiment) -> None:
        """Mark the experiment that is on screen and list its paper's others."""
        self._paper = experiment.paper
        self._delegate.shown = experiment.id
        self._fill()

    def set_narrow(self, narrow: bool) -> None:
        """Show short names alone, or everything."""
        self._delegate.narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._name.setVisible(not narrow)
        self.search.setVisible(not narrow)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.world.setToolButtonStyle(style)
        self._fill()

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search papers"))
        self.search.setAccessibleName(self.tr("Search papers"))
        self.search.setToolTip(self.tr("Words of a title, an author, a year or an experiment"))
        self.list.setAccessibleName(self.tr("Papers"))
        self.empty.setText(self.tr("Nothing by that name. Try an author, a year or an experiment."))
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for entry in entries(self._papers, self.search.text(), self._paper):
            if self._delegate.narrow and entry.kind == "experiment":
                continue
            item = QListWidgetItem(entry.text)
            item.setData(ENTRY_ROLE, entry)
            item.setToolTip(self._tip(entry))
            if entry.kind == "family":
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
            if entry.id == self._delegate.shown:
                self.list.setCurrentItem(item)
        self.empty.setVisible(bool(self._papers) and not self.list.count())

    def _tip(self, entry: Entry) -> str:
        paper = next((paper for paper in self._papers if paper.id == entry.id), None)
        return f"{paper.title}\n{paper.authors}, {paper.year}" if paper else ""

    def _first_hit(self) -> QListWidgetItem | None:
        """The best line to open: an experiment that was searched for, else a paper."""
        items = [self.list.item(row) for row in range(self.list.count())]
        kinds = ("experiment", "paper") if self.search.text() else ("paper",)
        return next((item for kind in kinds for item in items if item.data(ENTRY_ROLE).kind == kind), None)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self._fill()

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(ENTRY_ROLE)
        if entry.id:
            self.opened.emit(entry.id)

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self.search.actions()[0].setIcon(icon("search"))
        self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the search field open its first hit, step into the list, and be cleared."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Esc clears a search before it cancels a job.
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_search_key(Qt.Key(event.key())) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _on_search_key(self, key: Qt.Key) -> bool:
        hit = self._first_hit()
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        if hit is None or key not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.list.setCurrentItem(hit)
        if key == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._on_item(hit)
            self.search.clear()
        return True
