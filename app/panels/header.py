"""The card at the top of a panel: paper, weights badge, tabs, and the controls of the tab shown."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from app.i18n import translate
from app.panels.tab import PanelSpec
from app.weights_badge import WeightsBadge
from engine.frames import Provenance
from widgets.elided_label import ElidedLabel
from widgets.theme import Theme, current_theme, theme_changed


class PanelHeader(QFrame):
    """Shows what paper this is and chooses among its experiments.

    tab_chosen: index of a tab.
    """

    tab_chosen = Signal(int)

    def __init__(self, spec: PanelSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._spec = spec
        self._controls: QWidget | None = None
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._citation = ElidedLabel(parent=self)
        self._citation.setProperty("role", "muted")
        self._badge = WeightsBadge(self)
        self._tabs = QTabBar(self)
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        for tab in spec.tabs:
            self._tabs.addTab(tab.title)
        self._lay_out()
        self._retranslate()
        self._restyle(current_theme())
        self._tabs.currentChanged.connect(self.tab_chosen)
        theme_changed.connect(self._restyle)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(self._name)
        title.addWidget(self._citation, 1, Qt.AlignmentFlag.AlignBottom)
        title.addWidget(self._badge)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 10)
        self._layout.setSpacing(6)
        self._layout.addLayout(title)
        self._layout.addWidget(self._tabs)
        self._layout.addWidget(self._hint)

    @property
    def tab(self) -> int:
        """Index of the tab that is chosen."""
        return self._tabs.currentIndex()

    def choose_tab(self, index: int) -> None:
        """Choose a tab, as a click on it would."""
        self._tabs.setCurrentIndex(index)

    def show_controls(self, controls: QWidget) -> None:
        """Put the controls of another tab in place."""
        if self._controls is not None:
            self._controls.hide()
        self._controls = controls
        if self._layout.indexOf(controls) < 0:
            self._layout.insertWidget(2, controls)
        controls.show()
        self._write_hint()

    @Slot(object)
    def show_provenance(self, provenance: Provenance | None) -> None:
        """Say whose weights are at work."""
        self._badge.show_provenance(provenance)

    def _write_hint(self) -> None:
        hint = self._spec.tabs[self.tab].hint
        self._hint.setText(translate(hint))
        self._hint.setVisible(bool(hint))

    @Slot(object)
    def _restyle(self, theme: Theme) -> None:
        self._name.setFont(theme.heading_font())

    def _retranslate(self) -> None:
        paper = self._spec.paper
        self._name.setText(translate(self._spec.name))
        title = paper.title.partition(":")[0]  # the subtitle is in the card
        self._citation.setText(f"{title} · {paper.authors}, {paper.year}")
        for index, tab in enumerate(self._spec.tabs):
            self._tabs.setTabText(index, translate(tab.title))
            self._tabs.setTabToolTip(index, translate(tab.experiment.summary))
        self._write_hint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
