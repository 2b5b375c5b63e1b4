"""The card beside the panel: what is seen, the formula, the figure, what to try, and the claim."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.action_button import ActionButton
from app.actions import Actions
from app.i18n import LanguageSwitch, translate
from engine.experiment import Experiment
from engine.frames import CheckFrame
from widgets.theme import current_theme, theme_changed

WIDTH = 272


class _Section(QWidget):
    """A caption over a paragraph; hidden while it has nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = QLabel()
        self._caption.setProperty("role", "caption")
        self._caption.setFont(current_theme().caption_font())
        self.body = QLabel(wordWrap=True, textFormat=Qt.TextFormat.MarkdownText)
        self.body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption)
        column.addWidget(self.body)

    def say(self, caption: str, text: str) -> None:
        """Show `text`, in Markdown, under `caption`."""
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
        self.what, self.formula, self.recreates = _Section(), _Section(), _Section()
        self.attempts, self.claim = _Section(), _Section()
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
        for section in (self.what, self.formula, self.recreates, self.attempts, self.claim):
            column.addWidget(section)
        column.addWidget(self.verdict)
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
        self.what.say(self.tr("What am I looking at"), experiment.summary)
        self.formula.say(self.tr("Formula"), "")
        self.recreates.say(self.tr("Recreates"), translate(experiment.figure))
        self.attempts.say(self.tr("Try"), "")

    def _write_verdict(self) -> None:
        check = self._check
        self.claim.say(self.tr("Claim"), f"“{translate(check.claim)}”" if check else "")
        self.verdict.setVisible(check is not None)
        if check is None:
            return
        theme = current_theme()
        said = self.tr("holds here") if check.holds else self.tr("does not hold here")
        sign, colour = ("✓", theme.good) if check.holds else ("✗", theme.warn)
        measured = translate(check.measured)
        self.verdict.setText(f'<span style="color:{colour}">{sign} {said}:</span> {measured}')
        self.verdict.setAccessibleName(f"{said}: {measured}")

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self._write_verdict()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Explanation"))
        if self._experiment is not None:
            self._write_notes(self._experiment)
        self._write_verdict()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
