"""What tests of the window share: a bridge whose engine runs, a session with a photo, settings, a language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bridge import Bridge
from app.i18n import LanguageSwitch
from app.session import Session, SessionState
from app.settings import Settings
from engine.images import Picture, cropped, load_picture
from engine.samples import find_sample

PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def photo() -> Picture:
    """A real photograph, small."""
    return cropped(load_picture(find_sample("coffee").path), 0, 0, 224, 224)


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    """A bridge that is ready for jobs; its engine is joined at the end."""
    bridge = Bridge()
    with qtbot.waitSignal(bridge.engine_ready, timeout=PATIENCE_MS):
        bridge.start()
    yield bridge
    assert bridge.close(PATIENCE_MS / 1000), "the engine thread did not end"


@pytest.fixture
def session(photo: Picture) -> Session:
    """A session with a photo, on the CPU."""
    return Session(SessionState(picture=photo, device="cpu"))


@pytest.fixture
def language(qapp: QApplication) -> Iterator[LanguageSwitch]:
    """The language switch, in English again afterwards."""
    switch = LanguageSwitch(qapp)
    yield switch
    switch.use("en")
    switch.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a first start."""
    return Settings(tmp_path / "settings")
