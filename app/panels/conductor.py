"""Decides what one experiment runs, and when: the one place where choices become requests."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.bridge import Bridge
from app.forms import ParameterForm
from app.panels.links import Picker
from app.panels.requests import build_request, missing_input, takes
from app.panels.runner import Runner
from app.session import Session
from engine.errors import UserError, failure_of
from engine.experiment import Experiment, Request
from engine.frames import Frame, LimitsFrame
from engine.parameters import Float, Int, Value


class Conductor(QObject):
    """Runs an experiment whenever something it depends on changes and somebody looks.

    A still follows the controls. A training obeys its live parameters while it runs and takes the
    others when it starts anew.

    waiting: name of what is missing before it can run: "engine", "image", "second" or "folder";
             "torch" when the engine could not start; "" when a training waits to be started.
    failed:  a Failure that kept a request from being submitted.
    carried: (id of another experiment, its parameters) that a view leads to.
    """

    waiting = Signal(str)
    failed = Signal(object)
    carried = Signal(str, object)

    def __init__(
        self, experiment: Experiment, form: ParameterForm, session: Session, bridge: Bridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.runner = Runner(experiment, bridge, self)
        self._experiment = experiment
        self._form = form
        self._session = session
        self._bridge = bridge
        self._pickers: list[Picker] = []
        self._watched = False
        self._stale = True
        form.changed.connect(self._on_form_changed)
        self.runner.arrived.connect(self._on_arrived)
        bridge.engine_ready.connect(self.refresh)
        session.picture_changed.connect(self._on_picture_changed)
        session.second_changed.connect(self._on_second_changed)
        session.folder_changed.connect(self._on_folder_changed)
        session.device_changed.connect(self._on_setting_changed)
        session.seed_changed.connect(self._on_setting_changed)
        session.weights_changed.connect(self._on_weights_changed)
        self._show_fields()

    # What the page asks

    def request(self) -> Request:
        """The request that shows what is chosen now. Raises UserError when the device is not there."""
        return build_request(self._experiment, self._session.state, self._form.values())

    def shown_request(self) -> Request:
        """The request behind the newest frames, with the parameters as the run has them now."""
        job = self.runner.newest
        return self.request() if job is None else replace(job.request, parameters=job.control.parameters)

    def facts(self) -> dict[str, Any]:
        """What is shown as data for files: command, inputs, parameters. Raises UserError like `request`."""
        from engine.facts import facts_of  # 50 ms that a start need not spend

        job = self.runner.newest
        steps = job.step if job is not None and self._experiment.trains else None
        return facts_of(self.shown_request(), steps=steps)

    def set_watched(self, watched: bool) -> None:
        """Say whether the tab is on screen; what changed meanwhile runs when it comes back."""
        self._watched = watched
        self.refresh()

    def connect_picker(self, picker: Picker) -> None:
        """Let a view choose parameters."""
        picker.picked.connect(self._on_picked)
        picker.released.connect(self._on_released)
        picker.carried.connect(self.carried)
        self._pickers.append(picker)
        picker.follow(self._form.values())

    def take(self, values: Mapping[str, Value]) -> None:
        """Take parameters over that another tab sends. Raises UserError for a value that is not allowed."""
        if self._form.set_values(values):
            self._tell_pickers()
            self._invalidate()

    @Slot()
    def refresh(self) -> None:
        """Run what is out of date, if it can run and somebody looks."""
        if not self._watched or not self._stale:
            return
        missing = self.missing()
        if missing:
            self.waiting.emit(missing)
        elif not self._experiment.trains:
            self._submit(self.runner.replace)
        else:
            self.waiting.emit("")

    def missing(self) -> str:
        """Return what has to be there before it can run, as `waiting` names it; "" when all is."""
        if self._bridge.failure is not None:
            return "torch"
        return missing_input(self._experiment, self._session.state) if self._bridge.ready else "engine"

    def run(self) -> None:
        """Run again; a training starts, pauses or goes on."""
        job = self.runner.job
        if job is None or not self._experiment.trains:
            self._start()
        elif job.state == "paused":
            job.resume()
        else:
            job.pause()

    def step(self) -> None:
        """Train one step and stand still."""
        if self.runner.job is None:
            self._start(paused=True)
        if self.runner.job is not None:
            self.runner.job.single_step()

    def fork(self, step: int) -> None:
        """Go on from what the run kept at `step`, with the controls as they are now."""
        self._set_waiting_marks(False)
        try:
            self.runner.fork(step, self._form.values())
        except UserError as error:
            self.failed.emit(failure_of(error))

    def cancel(self) -> None:
        """Stop the current run; what is shown stays."""
        self.runner.cancel()

    def reset(self) -> None:
        """Forget the run at once; nothing of it is shown any more."""
        self.runner.forget()
        self._set_waiting_marks(False)

    # Inside

    def _start(self, *, paused: bool = False) -> None:
        missing = self.missing()
        if missing:
            self.waiting.emit(missing)
            return
        self._set_waiting_marks(False)
        self._submit(self.runner.replace_paused if paused else self.runner.replace)

    def _submit(self, start: Callable[[Request], None]) -> None:
        self._stale = False
        try:
            start(self.request())
        except UserError as error:
            self.failed.emit(failure_of(error))

    def _set_waiting_marks(self, waiting: bool) -> None:
        for field in self._form.fields.values():
            field.set_waiting(waiting)

    def _show_fields(self) -> None:
        state = self._session.state
        chosen = {"image": state.picture, "second": state.second, "folder": state.folder}
        self._form.show_for({name for name, value in chosen.items() if value is not None})

    def _invalidate(self) -> None:
        self._show_fields()
        self._stale = True
        self.refresh()

    def _follow(self) -> None:
        """Run with the newest values as soon as the run in flight has ended."""
        if self._watched and not self.missing():
            self._submit(self.runner.follow)
        else:
            self._stale = True

    def _change_training(self, values: Mapping[str, Value]) -> None:
        """Turn the knobs that a running training obeys, and mark the others."""
        job = self.runner.job
        if job is None:
            return
        live = {name: value for name, value in values.items() if self._form.parameter(name).live}
        if live:
            job.change(live)
        for name in values.keys() - live.keys():
            if name in self._form.fields:
                self._form.fields[name].set_waiting(True)

    def _tell_pickers(self) -> None:
        for picker in self._pickers:
            picker.follow(self._form.values())

    @Slot(object)
    def _on_arrived(self, frame: Frame) -> None:
        if isinstance(frame, LimitsFrame) and self._form.narrow(frame) and not self._experiment.trains:
            self._follow()

    @Slot(str, object)
    def _on_form_changed(self, name: str, value: Value) -> None:
        self._tell_pickers()
        if self._experiment.trains:
            self._change_training({name: value})
        elif isinstance(self._form.parameter(name), Int | Float):
            self._follow()  # a slider on the move
        else:
            self._invalidate()

    @Slot(object, bool)
    def _on_picked(self, values: Mapping[str, Value], keep: bool) -> None:
        if self._form.set_values(values, keep=keep):
            self._tell_pickers()
            self._on_values_changed(values)

    @Slot(object)
    def _on_released(self, names: tuple[str, ...]) -> None:
        if self._form.put_back(names):
            self._on_values_changed({name: self._form.values()[name] for name in names})

    def _on_values_changed(self, values: Mapping[str, Value]) -> None:
        if self._experiment.trains:
            self._change_training(values)
        else:
            self._follow()

    @Slot(object)
    def _on_picture_changed(self, _: object) -> None:
        if takes(self._experiment, "image"):
            self._invalidate()

    @Slot(object)
    def _on_second_changed(self, _: object) -> None:
        if takes(self._experiment, "second"):
            self._invalidate()

    @Slot(object)
    def _on_folder_changed(self, _: object) -> None:
        if takes(self._experiment, "folder"):
            self._invalidate()

    @Slot(str)
    @Slot(int)
    def _on_setting_changed(self, _: object) -> None:
        self._invalidate()

    @Slot(str, str)
    def _on_weights_changed(self, paper: str, _: str) -> None:
        if paper == self._experiment.paper:
            self._invalidate()
