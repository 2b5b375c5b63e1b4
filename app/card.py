"""The card beside the panel: what is seen, the formula, the figure, what to try, and the claim."""

import html

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.action_button import ActionButton
from app.actions import Actions
from app.i18n import LanguageSwitch, translate
from engine.experiment import Experiment, Paper
from engine.frames import CheckFrame
from engine.notes import load_notes
from engine.papers import find_paper
from widgets.theme import current_theme, theme_changed

WIDTH = 286
_RICH = Qt.TextFormat.RichText


class _Section(QWidget):
    """A caption over a paragraph; hidden while it has nothing to say."""

    def __init__(self, text_format: Qt.TextFormat = Qt.TextFormat.PlainText) -> None:
        super().__init__()
        self._caption = QLabel()
        self._caption.setProperty("role", "caption")
        self._caption.setFont(current_theme().caption_font())
        self.body = QLabel(wordWrap=True, textFormat=text_format, openExternalLinks=True)
        self.body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption)
        column.addWidget(self.body)

    def say(self, caption: str, text: str) -> None:
        """Show `text` under `caption`."""
        self._caption.setText(caption)
        self.body.setText(text)
        self.setVisible(bool(text))


class Card(QFrame):
    """Explains the experiment in front, in the window's language."""

    def __init__(self, actions: Actions, language: LanguageSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._language = language
        self._experiment: Experiment | None = None
        self._check: CheckFrame | None = None
        self._said_claim = ""
        self.looking, self.formula, self.recreates = _Section(), _Section(), _Section()
        self.tries, self.claim, self.paper = _Section(_RICH), _Section(), _Section(_RICH)
        self.formula.body.setProperty("role", "chip")
        self.verdict = QLabel(wordWrap=True)
        self.verdict.setProperty("role", "chip")
        self._lay_out(actions)
        theme_changed.connect(self._on_theme)
        self._retranslate()

    def _lay_out(self, actions: Actions) -> None:
        theme = current_theme()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(theme.padding)
        for part in (self.looking, self.formula, self.recreates, self.tries, self.claim, self.verdict, self.paper):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        buttons = QHBoxLayout()
        for name in ("code", "command"):
            buttons.addWidget(ActionButton(actions[name]))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.padding, theme.padding, theme.padding - 4, theme.padding)
        outer.setSpacing(theme.gap)
        outer.addWidget(area, 1)
        outer.addLayout(buttons)

    @Slot(object)
    def show_experiment(self, experiment: Experiment) -> None:
        """Explain another experiment."""
        self._experiment, self._check = experiment, None
        self._retranslate()

    @Slot(object)
    def show_check(self, check: CheckFrame | None) -> None:
        """Show what the paper's claim came to on the picture shown."""
        self._check = check
        self._write_verdict()

    def _write_notes(self, experiment: Experiment) -> None:
        paper = find_paper(experiment.paper)
        notes = load_notes(paper.id, self._language.language)
        note = notes.of(experiment.id)
        self.looking.say(self.tr("What am I looking at"), note.looking or translate(experiment.summary))
        self.formula.say(self.tr("Formula"), note.formula)
        self.recreates.say(self.tr("Recreates"), note.recreates or translate(experiment.figure))
        # A table, because a wrapped line of an HTML list would start below its bullet.
        rows = "".join(f"<tr><td>•&nbsp;</td><td>{html.escape(item)}</td></tr>" for item in note.tries)
        self.tries.say(self.tr("Try"), rows and f'<table cellspacing="0" cellpadding="1">{rows}</table>')
        self._said_claim = note.claim
        self._write_paper(paper, notes.idea)

    def _write_paper(self, paper: Paper, idea: str) -> None:
        colour = current_theme().accent
        link = f'<a style="color:{colour}" href="https://arxiv.org/abs/{paper.arxiv}">arXiv:{paper.arxiv}</a>'
        link = link if paper.arxiv else html.escape(f"{paper.venue}.")
        said = (idea, f"{paper.title}. {paper.authors}, {paper.year}.")
        self.paper.say(self.tr("The paper"), "<br><br>".join(map(html.escape, filter(None, said))) + f" {link}")

    def _write_verdict(self) -> None:
        check = self._check
        stated = f"“{translate(check.claim)}”" if check is not None else ""
        self.claim.say(self.tr("Claim"), self._said_claim or stated)
        self.verdict.setVisible(check is not None)
        if check is None:
            return
        theme = current_theme()
        said = self.tr("holds here") if check.holds else self.tr("does not hold here")
        sign, colour = ("✓", theme.good) if check.holds else ("✗", theme.warn)
        measured = translate(check.measured)
        self.verdict.setText(f'<span style="color:{colour}">{sign} {said}:</span> {html.escape(measured)}')
        self.verdict.setAccessibleName(f"{said}: {measured}")

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Explanation"))
        if self._experiment is not None:
            self._write_notes(self._experiment)
        self._write_verdict()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
