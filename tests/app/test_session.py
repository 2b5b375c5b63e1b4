"""The shared choices: every change is told once, and nothing is told when nothing changes."""

from pathlib import Path

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from app.session import Session, SessionState
from engine.images import Picture


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    calls: list[tuple[object, ...]] = []
    signal.connect(lambda *values: calls.append(values))
    return calls


def test_pictures_folder_device_and_seed_are_told_when_they_change(qtbot: QtBot, photo: Picture) -> None:
    session = Session()
    for signal, setter, value in (
        (session.picture_changed, session.set_picture, photo),
        (session.second_changed, session.set_second, photo),
        (session.folder_changed, session.set_folder, Path("/photos")),
        (session.device_changed, session.set_device, "cpu"),
        (session.seed_changed, session.set_seed, 7),
    ):
        calls = heard(signal)
        setter(value)
        setter(value)
        assert calls == [(value,)]
    assert session.state == SessionState(photo, photo, Path("/photos"), "cpu", 7)


def test_weights_are_chosen_paper_by_paper(qtbot: QtBot) -> None:
    session = Session()
    calls = heard(session.weights_changed)
    session.set_weights("vit", "auto")  # what it is already
    session.set_weights("vit", "random-vits14")
    session.set_weights("vit", "random-vits14")
    assert calls == [("vit", "random-vits14")]
    assert session.state.weights_of("vit") == "random-vits14"
    assert session.state.weights_of("mae") == "auto"


def test_a_state_handed_out_never_changes(qtbot: QtBot, photo: Picture) -> None:
    session = Session()
    before = session.state
    session.set_picture(photo)
    session.set_weights("vit", "random-vits14")
    assert before == SessionState()
    with pytest.raises(AttributeError):
        before.seed = 3  # type: ignore[misc]
