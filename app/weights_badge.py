"""The badge that says where the weights behind a picture came from."""

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import translate
from engine.frames import Badge, Provenance
from widgets.theme import current_theme, theme_changed

# Random weights are a warning to read with care; nobody vouches for a person's own file; the others
# are real in their own ways.
TONES: dict[Badge, str] = {
    "official": "good",
    "packaged": "accent",
    "built-in": "accent",
    "random": "warn",
    "own file": "muted",
}


class WeightsBadge(QLabel):
    """A dot, the kind of weights and their name; source, licence and hash in its tooltip.

    short: leave the name to the tooltip.
    opens: it can be pressed like a button, by mouse or keyboard; then `pressed` is emitted.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None, *, short: bool = False, opens: bool = False) -> None:
        super().__init__(parent)
        self._short, self._opens = short, opens
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("role", "badge")
        self._provenance: Provenance | None = None
        theme_changed.connect(self._on_theme)
        self.hide()

    @property
    def provenance(self) -> Provenance | None:
        """Where the shown weights came from."""
        return self._provenance

    @Slot(object)
    def show_provenance(self, provenance: Provenance | None) -> None:
        """Show where the weights came from; nothing for an experiment that uses none."""
        self._provenance = provenance
        self._write()

    @Slot(object)
    def _on_theme(self, theme: object) -> None:
        self._write()

    def _write(self) -> None:
        known = self._provenance
        self.setVisible(known is not None)
        if known is None:
            return
        badge, name = translate(known.badge), escape(translate(known.name))  # a file may be called anything
        colour = getattr(current_theme(), TONES[known.badge])
        said = badge if self._short else f"{badge} · {name}"
        self.setText(f'<span style="color:{colour}">●</span>&nbsp; {said}')
        self.setAccessibleName(self.tr("Weights: {}, {}").format(badge, known.name))
        facts = (
            self.tr("Weights: {}").format(known.name),
            known.source and self.tr("Source: {}").format(known.source),
            known.licence and self.tr("Licence: {}").format(known.licence),
            known.sha256 and f"SHA-256: {known.sha256[:16]}…",
        )
        self.setToolTip("\n".join(fact for fact in facts if fact))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._opens:
            self.pressed.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
