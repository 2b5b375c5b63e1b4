"""Below the table: everything about the chosen weights, how a download goes, and what can be done."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from engine.weights.library import WeightsRow
from engine.weights.progress import Progress, size_text
from widgets.elided_label import ElidedLabel
from widgets.theme import current_theme

_FINE = 1000
_HEIGHT_PX = 128
_MINUTE_S = 60
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard

Deed = Literal["download", "pause", "resume", "cancel", "verify", "delete", "card"]


class WeightsDetails(QFrame):
    """Shows one row. asked: a Deed for it, when a button was pressed."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self._main_deed: Deed = "download"
        self._sure = False
        self._title = QLabel()
        font = current_theme().font()
        font.setBold(True)
        self._title.setFont(font)
        self._facts, self._proof = ElidedLabel(), ElidedLabel()
        for label in (self._facts, self._proof):
            label.setProperty("role", "muted")
            label.setTextInteractionFlags(_SELECTABLE)
        self.said = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(_SELECTABLE)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setRange(0, _FINE)
        self.pace = QLabel()
        self.pace.setProperty("role", "muted")
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.main = self._button(self._on_main)
        self.main.setProperty("role", "primary")
        self.cancel = self._button(self._on_cancel)
        self.verify = self._button(self._on_verify)
        self.card = self._button(self._on_card)
        self.delete = self._button(self._on_delete)
        self.delete.setProperty("role", "danger")

    @staticmethod
    def _button(pressed: object) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        theme = current_theme()
        first, going = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(theme.gap)
        first.addWidget(self._title, 1)
        for button in (self.card, self.verify, self.delete, self.cancel, self.main):
            first.addWidget(button)
        going.setSpacing(theme.gap)
        going.addWidget(self.bar, 1)
        going.addWidget(self.pace)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.padding, theme.gap, theme.padding, theme.gap)
        column.setSpacing(5)
        column.addLayout(first)
        column.addWidget(self._facts)
        column.addWidget(self._proof)
        column.addLayout(going)
        column.addWidget(self.said)
        column.addStretch()
        self.setMinimumHeight(_HEIGHT_PX)  # so that the table above keeps its size from row to row

    def show_row(self, row: WeightsRow | None, progress: Progress | None, *, stopping: bool, busy: bool) -> None:
        """Show a row, how its download goes (None when none does) and what can be done with it.

        busy: a file is being read, and nothing else may begin.
        """
        self.setVisible(row is not None)
        if row is None:
            return
        self._sure = False
        self._title.setText(translate(row.label))
        self._facts.setText(" · ".join((row.name, translate(row.source), translate(row.licence))))
        proof = (row.sha256 and f"SHA-256 {row.sha256}", row.address)
        self._proof.setText(" · ".join(filter(None, proof)))
        self._proof.setVisible(any(proof))
        self._offer(row, progress, stopping=stopping, busy=busy)
        self._write_progress(row, progress)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Put a sentence under the facts; an empty one takes the last away."""
        self.said.setProperty("role", "error" if failed else "muted")
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _offer(self, row: WeightsRow, progress: Progress | None, *, stopping: bool, busy: bool) -> None:
        """Show the buttons that make sense now; the main one keeps the keyboard while its word changes."""
        moving, partly = progress is not None, row.state == "partly downloaded"
        ready = row.state == "ready" and row.badge != "random"
        self._main_deed = "pause" if moving else "resume" if partly else "download"
        self.main.setVisible(moving or partly or row.state == "not downloaded")
        self.main.setEnabled(not stopping and not (progress is not None and progress.checking))
        self.cancel.setVisible(moving or partly)
        self.cancel.setEnabled(self.main.isEnabled())
        self.verify.setVisible(ready)
        self.verify.setEnabled(not busy)
        self.delete.setVisible(ready and row.badge in ("official", "own file"))
        self.delete.setEnabled(not busy)
        self.card.setVisible(row.badge == "built-in" and ready)
        self.retranslate()

    def _write_progress(self, row: WeightsRow, progress: Progress | None) -> None:
        shown = progress
        if progress is None and row.state == "partly downloaded":
            shown = Progress(row.arrived, row.size)
        self.bar.setVisible(shown is not None)
        self.pace.setVisible(shown is not None)
        if shown is None:
            return
        endless = shown.share is None and progress is not None
        self.bar.setRange(0, 0 if endless else _FINE)
        self.bar.setValue(round((shown.share or 0.0) * _FINE))
        self.pace.setText(self._pace_text(shown, moving=progress is not None))

    def _pace_text(self, progress: Progress, *, moving: bool) -> str:
        if progress.checking:
            return self.tr("Checking the hash…")
        if moving and not progress.done:
            return self.tr("Asking the server…")
        parts = [self.tr("{} of {}").format(size_text(progress.done) or "0 MB", size_text(progress.total) or "?")]
        if progress.rate:
            parts.append(self.tr("{} per s").format(size_text(round(progress.rate))))
        if progress.left_s is not None:
            parts.append(self._left_text(progress.left_s))
        return " · ".join(parts)

    def _left_text(self, left_s: float) -> str:
        if left_s < 2 * _MINUTE_S:
            return self.tr("{} s left").format(max(1, round(left_s)))
        return self.tr("{} min left").format(round(left_s / _MINUTE_S))

    def retranslate(self) -> None:
        """Write the words of the buttons."""
        words = {
            "download": (self.tr("Download"), self.tr("Get the file from its address and check it (Return)")),
            "pause": (self.tr("Pause"), self.tr("Stop here and keep what has arrived (Return)")),
            "resume": (self.tr("Resume"), self.tr("Go on with the download (Return)")),
        }
        self._name(self.main, *words[self._main_deed])
        self._name(self.cancel, self.tr("Cancel"), self.tr("Stop, and delete what has arrived"))
        self._name(self.verify, self.tr("Verify"), self.tr("Compute the file's hash again"))
        self._name(self.card, self.tr("Model card"), self.tr("How these weights were trained, and what they can do"))
        sure = self.tr("Delete for good") if self._sure else self.tr("Delete")
        self._name(self.delete, sure, self.tr("Delete the file from this machine; asks once more"))
        self.bar.setAccessibleName(self.tr("Progress"))

    @staticmethod
    def _name(button: QPushButton, text: str, tip: str) -> None:
        button.setText(text)
        button.setToolTip(tip)

    @property
    def main_deed(self) -> Deed | None:
        """What Return does now; None when there is nothing."""
        return self._main_deed if self.main.isVisibleTo(self) and self.main.isEnabled() else None

    @Slot()
    def _on_main(self) -> None:
        self.asked.emit(self._main_deed)

    @Slot()
    def _on_cancel(self) -> None:
        self.asked.emit("cancel")

    @Slot()
    def _on_verify(self) -> None:
        self.asked.emit("verify")

    @Slot()
    def _on_card(self) -> None:
        self.asked.emit("card")

    @Slot()
    def _on_delete(self) -> None:
        """Ask once more: a file of some hundred megabytes is not brought back by a wrong click."""
        self._sure = not self._sure
        self.retranslate()
        if not self._sure:
            self.asked.emit("delete")
