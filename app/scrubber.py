"""A bar that goes back through the last frames of a run: play, drag, step with the arrow keys."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from app.history import History, Reel
from engine.errors import UserError, failure_of
from engine.frames import Frame
from widgets.icons import icon
from widgets.theme import theme_changed

PLAY_INTERVAL_MS = 33
LABEL_WIDTH_PX = 96


class Scrubber(QWidget):
    """Keeps a run's frames and shows the moment it stands at.

    At the right end it is live: what arrives is shown. Anywhere else it stays where it is.
    moved:  slot → Frame to show, when the person went to another moment.
    failed: a Failure, when a recording could not be read there.
    """

    moved = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = History()
        self._reel: Reel = self.history
        self._play = QToolButton(self)
        self._play.setProperty("role", "flat")
        self._play.clicked.connect(self._on_play)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, 0)
        self._slider.valueChanged.connect(self._on_slid)
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._label.setFixedWidth(LABEL_WIDTH_PX)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        for widget in (self._play, self._slider, self._label):
            row.addWidget(widget)
        self._timer = QTimer(self, interval=PLAY_INTERVAL_MS)
        self._timer.timeout.connect(self._on_tick)
        theme_changed.connect(self._on_theme_changed)
        self._retranslate()
        self._show_playing()
        self.hide()

    @property
    def live(self) -> bool:
        """True when it stands at the newest moment."""
        return self._slider.value() == self._slider.maximum() and not self._timer.isActive()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def clear(self) -> None:
        """Forget the run and hide."""
        self.start()
        self.hide()

    def start(self) -> None:
        """Forget the run; another one begins. It stays in sight, lest the views jump."""
        self._stop()
        self.history.clear()
        self._reel = self.history
        self._set_range(0, 0)

    def finish(self) -> None:
        """The run has ended: hide if there is nothing to scrub through."""
        self.setVisible(len(self.history) > 1)

    def add(self, frame: Frame) -> bool:
        """Keep an arriving frame; True when it is to be shown at once."""
        live = self.live
        thinned = self.history.add(frame)
        newest = len(self.history) - 1
        self._set_range(newest, newest if live else self._slider.value() // (2 if thinned else 1))
        if newest > 0:
            self.show()
        return live

    @property
    def step(self) -> int:
        """The step it stands at; 0 when nothing is kept."""
        return self._reel.step(self._slider.value()) if len(self._reel) else 0

    def branch(self, step: int) -> None:
        """Forget what came after `step`, and be live again: another run goes on from there."""
        self._stop()
        self.history.cut(step)
        newest = max(0, len(self.history) - 1)
        self._set_range(newest, newest)

    def load(self, reel: Reel) -> None:
        """Go through a recorded run instead, from its first moment."""
        self.start()
        self._reel = reel
        self._set_range(max(0, len(reel) - 1), 0)
        self.setVisible(len(reel) > 1)
        self._show_moment()

    def _set_range(self, newest: int, at: int) -> None:
        self._slider.blockSignals(True)
        self._slider.setRange(0, newest)
        self._slider.setValue(at)
        self._slider.blockSignals(False)
        self._show_label()

    def _show_moment(self) -> None:
        self._show_label()
        if not len(self._reel):
            return
        try:
            frames = self._reel.at(self._slider.value())
        except UserError as error:
            self._stop()
            self.failed.emit(failure_of(error))
        else:
            self.moved.emit(frames)

    def _show_label(self) -> None:
        if len(self._reel):
            self._label.setText(self.tr("step {:,}").format(self._reel.step(self._slider.value())))

    def _stop(self) -> None:
        self._timer.stop()
        self._show_playing()

    @Slot()
    def _on_play(self) -> None:
        if self._timer.isActive():
            self._stop()
            return
        if self._slider.value() == self._slider.maximum():
            self._slider.setValue(0)
        self._timer.start()
        self._show_playing()

    @Slot()
    def _on_tick(self) -> None:
        self._slider.setValue(self._slider.value() + 1)
        if self._slider.value() == self._slider.maximum():
            self._stop()

    @Slot(int)
    def _on_slid(self, _: int) -> None:
        self._show_moment()

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self._show_playing()

    def _show_playing(self) -> None:
        self._play.setIcon(icon("pause" if self._timer.isActive() else "play"))

    def _retranslate(self) -> None:
        self._play.setToolTip(self.tr("Play the last frames"))
        self._play.setAccessibleName(self.tr("Play the last frames"))
        self._slider.setAccessibleName(self.tr("Moment of the run"))
        self._show_label()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
