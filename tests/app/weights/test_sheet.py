"""The weights window against a server on this machine: it downloads, pauses, fails visibly, and leaves no thread."""

import io
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.i18n import LanguageSwitch
from app.session import Session
from app.weights.delegate import WeightsDelegate
from app.weights.desk import WeightsDesk
from app.weights.sheet import WeightsSheet
from app.weights.table import HASH, LICENCE, NAME, PAPERS, SIZE, STATE
from engine.weights.cache import imported_folder
from engine.weights.catalogue import CATALOGUE, find_entry
from engine.weights.imports import imported_file
from engine.weights.part import Part
from engine.weights.progress import Progress
from tests.engine.weights import foreign
from tests.weights_server import FileServer, use_catalogue, write_catalogue
from widgets.theme import DARK, LIGHT, apply_theme

PATIENCE_MS = 30_000
HALF = 100_000

OWN = """
[[weights]]
name = "world"
label = "AlexNet, the built-in world"
badge = "built-in"
papers = ["alexnet"]
architecture = "alexnet"
layout = "torchvision"
file = "world.safetensors"
sha256 = "{sha256}"
licence = "Apache-2.0"
source = "this project"

[[weights]]
name = "drawn"
label = "Random"
badge = "random"
papers = ["vit"]
architecture = "vit"
layout = "timm"
licence = "none"
source = "a seed"
"""


def weights_file() -> bytes:
    file = io.BytesIO()
    torch.save(foreign.timm(foreign.small_vit()), file)
    return file.getvalue()


BODY = weights_file()


@pytest.fixture
def server() -> Iterator[FileServer]:
    server = FileServer(BODY)
    yield server
    server.end()


@pytest.fixture(autouse=True)
def catalogue(server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "catalogue.toml"
    write_catalogue(path, server)
    (tmp_path / "world.safetensors").write_bytes(b"world")
    (tmp_path / "world.md").write_text("# How it was trained\n\nFor long.")
    path.write_text(path.read_text() + OWN.format(sha256=sha256(b"world").hexdigest()))
    use_catalogue(path)
    yield path
    use_catalogue(CATALOGUE)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QLineEdit())
    window.resize(1024, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    window.close()


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def desk(window: QMainWindow, session: Session) -> Iterator[WeightsDesk]:
    desk = WeightsDesk(session, window)
    yield desk
    desk.close()


@pytest.fixture
def sheet(desk: WeightsDesk) -> WeightsSheet:
    desk.open("small")
    return opened(desk)


def opened(desk: WeightsDesk) -> WeightsSheet:
    (sheet,) = (sheet for sheet in desk._window.findChildren(WeightsSheet) if sheet.isVisible())
    return sheet


def text(sheet: WeightsSheet, name: str, column: int = STATE) -> str:
    """Return what a cell of the table says."""
    place = sheet._model.position(name)
    return str(sheet._model.index(place.row(), column).data())


def offered(sheet: WeightsSheet) -> list[str]:
    """Return what the buttons of the details say."""
    return [button.text() for button in sheet.details.findChildren(QPushButton) if button.isVisible()]


def stalled(qtbot: QtBot, server: FileServer, sheet: WeightsSheet) -> None:
    """Start a download and wait until half of it is there and the server is silent."""
    server.manners.stall_at = HALF
    sheet.details.main.click()
    qtbot.waitUntil(lambda: Part(entry()).size == HALF, timeout=PATIENCE_MS)


def entry() -> object:
    return find_entry("small")


def go_on(server: FileServer) -> None:
    server.manners.stall_at = None
    server.manners.go_on.set()


def test_every_entry_is_there_with_its_facts(sheet: WeightsSheet) -> None:
    assert [text(sheet, name, NAME) for name in ("small", "world")] == [
        "A small network",
        "AlexNet, the built-in world",
    ]
    assert text(sheet, "small", PAPERS) == "ViT"
    assert text(sheet, "small", SIZE) == "0.3 MB"
    assert text(sheet, "small", LICENCE) == "Apache-2.0"
    assert text(sheet, "small", HASH) == sha256(BODY).hexdigest()[:8]
    assert (text(sheet, "quiet", HASH), text(sheet, "drawn", SIZE)) == ("–", "–")
    assert [text(sheet, name) for name in ("small", "world", "drawn")] == ["not downloaded", "ready", "ready"]
    assert str(imported_folder()) in sheet.place.text()


def test_it_fits_a_small_window_in_both_themes(qapp: QApplication, sheet: WeightsSheet) -> None:
    for theme in (LIGHT, DARK):
        apply_theme(qapp, theme)
        assert not sheet.grab().isNull()
    inside = sheet._card.rect()
    for part in (sheet.table, sheet.details, sheet.folder, sheet.search, sheet.close_button):
        corner = part.mapTo(sheet._card, part.rect().bottomRight())
        assert inside.contains(corner), part.accessibleName()
    header = sheet.table.horizontalHeader()
    assert header.length() <= sheet.table.viewport().width()
    assert isinstance(sheet.table.itemDelegate(), WeightsDelegate)


def test_a_download_arrives_and_the_panels_hear_of_it(
    qtbot: QtBot, server: FileServer, session: Session, sheet: WeightsSheet
) -> None:
    assert offered(sheet) == ["Download"]
    with qtbot.waitSignal(session.weights_found, timeout=PATIENCE_MS):
        sheet.details.main.click()
    path = imported_file("small")
    assert path is not None
    assert path.read_bytes() == BODY
    qtbot.waitUntil(lambda: text(sheet, "small") == "ready")
    assert offered(sheet) == ["Verify", "Delete"]
    assert sheet.details.said.text() == "A small network has arrived, and its hash is right."


def test_pause_and_resume(qtbot: QtBot, server: FileServer, sheet: WeightsSheet) -> None:
    stalled(qtbot, server, sheet)
    qtbot.waitUntil(lambda: text(sheet, "small").startswith("downloading"), timeout=PATIENCE_MS)
    assert offered(sheet) == ["Cancel", "Pause"]
    assert sheet.details.bar.isVisible()
    sheet.details.main.click()
    qtbot.waitUntil(lambda: offered(sheet) == ["Cancel", "Resume"], timeout=PATIENCE_MS)
    assert text(sheet, "small").startswith("paused · ")
    assert sheet.details.pace.text() == f"0.1 MB of {len(BODY) / 1e6:.1f} MB"
    assert sheet.details.said.text() == ""
    go_on(server)
    sheet.details.main.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "ready", timeout=PATIENCE_MS)
    assert server.asked[-1]["Range"] == f"bytes={HALF}-"


@pytest.mark.parametrize("paused", [True, False])
def test_cancel_deletes_what_arrived(qtbot: QtBot, server: FileServer, sheet: WeightsSheet, paused: bool) -> None:
    stalled(qtbot, server, sheet)
    if paused:
        sheet.details.main.click()
        qtbot.waitUntil(lambda: "Resume" in offered(sheet), timeout=PATIENCE_MS)
    sheet.details.cancel.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "not downloaded", timeout=PATIENCE_MS)
    assert Part(entry()).size == 0
    assert offered(sheet) == ["Download"]


def test_a_failure_stays_visible_until_it_is_tried_again(qtbot: QtBot, server: FileServer, sheet: WeightsSheet) -> None:
    server.manners.status = 503
    sheet.details.main.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "failed", timeout=PATIENCE_MS)
    assert "cannot send small-net.pth now (503)" in sheet.details.said.text()
    sheet._choose("world")
    assert sheet.details.said.text() == ""
    sheet._choose("small")
    assert "503" in sheet.details.said.text()
    assert offered(sheet) == ["Download"]
    server.manners.status = 0
    sheet.details.main.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "ready", timeout=PATIENCE_MS)


def test_wrong_bytes_are_told_in_one_sentence(qtbot: QtBot, server: FileServer, sheet: WeightsSheet) -> None:
    server.manners.body = bytes(len(BODY))
    sheet.details.main.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "failed", timeout=PATIENCE_MS)
    assert "is not the published small-net.pth" in sheet.details.said.text()
    assert imported_file("small") is None


def test_a_download_goes_on_while_the_sheet_is_closed_and_the_desk_speaks(
    qtbot: QtBot, server: FileServer, desk: WeightsDesk, sheet: WeightsSheet
) -> None:
    stalled(qtbot, server, sheet)
    sheet.dismiss()
    with qtbot.waitSignal(desk.told, timeout=PATIENCE_MS) as told:
        go_on(server)
    assert told.args == ["A small network has arrived, and its hash is right.", False]
    desk.open("no such weights")
    assert opened(desk).row is not None
    assert text(opened(desk), "small") == "ready"


def test_closing_in_mid_download_leaves_a_part_and_no_thread(
    qtbot: QtBot, server: FileServer, desk: WeightsDesk, sheet: WeightsSheet
) -> None:
    stalled(qtbot, server, sheet)
    desk.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("download", "weights"))]
    assert Part(entry()).size == HALF
    go_on(server)


def test_keys_alone_are_enough(qtbot: QtBot, server: FileServer, sheet: WeightsSheet) -> None:
    assert QApplication.focusWidget() is sheet.table
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: text(sheet, "small") == "ready", timeout=PATIENCE_MS)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)  # nothing to do
    sheet.search.setFocus()
    qtbot.keyClick(sheet.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is sheet.table
    qtbot.keyClick(sheet.table, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_search_finds_by_any_word_and_says_when_nothing_fits(qtbot: QtBot, sheet: WeightsSheet) -> None:
    for words, names in (("built-in ready", ["world"]), ("OFFICIAL", ["small", "quiet"]), ("vit seed", ["drawn"])):
        sheet.search.setText(words)
        rows = range(sheet._filter.rowCount())
        assert [sheet._filter.index(row, NAME).data(Qt.ItemDataRole.UserRole).name for row in rows] == names
    sheet.search.setText("nonsense")
    assert sheet.empty.isVisible()
    assert not sheet.table.isVisible()
    assert not sheet.details.isVisible()
    sheet.search.clear()
    assert sheet.table.isVisible()


def test_a_model_card_is_shown_in_the_tables_place(sheet: WeightsSheet, tmp_path: Path) -> None:
    sheet._choose("world")
    assert offered(sheet) == ["Model card", "Verify"]
    sheet.details.card.click()
    assert "How it was trained" in sheet.card.toPlainText()
    assert sheet.card.isVisible()
    sheet.details.card.click()
    assert sheet.table.isVisible()
    (tmp_path / "world.md").unlink()
    sheet.details.card.click()
    assert "model card world.md cannot be read" in sheet.details.said.text()


def test_missing_built_in_weights_say_why(sheet: WeightsSheet, tmp_path: Path) -> None:
    (tmp_path / "world.safetensors").unlink()
    sheet._model.reload()
    sheet._choose("world")
    assert text(sheet, "world") == "missing"
    assert "world.safetensors is missing" in sheet.details.said.text()
    assert offered(sheet) == []


def test_verify_and_delete_which_asks_once_more(
    qtbot: QtBot, server: FileServer, session: Session, sheet: WeightsSheet
) -> None:
    sheet.details.main.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "ready", timeout=PATIENCE_MS)
    sheet.details.verify.click()
    assert sheet.details.said.text() == "Hashing small…"
    qtbot.waitUntil(lambda: "is the published file" in sheet.details.said.text(), timeout=PATIENCE_MS)
    sheet.details.delete.click()
    assert sheet.details.delete.text() == "Delete for good"
    sheet._choose("world")
    sheet._choose("small")
    assert sheet.details.delete.text() == "Delete"
    sheet.details.delete.click()
    with qtbot.waitSignal(session.weights_found, timeout=PATIENCE_MS):
        sheet.details.delete.click()
    qtbot.waitUntil(lambda: text(sheet, "small") == "not downloaded", timeout=PATIENCE_MS)
    assert "are free again" in sheet.details.said.text()


def choose_file(qtbot: QtBot, sheet: WeightsSheet, path: Path) -> None:
    sheet.bring.click()
    dialog = sheet.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_a_file_is_imported_without_blocking(qtbot: QtBot, sheet: WeightsSheet, tmp_path: Path) -> None:
    torch.save(foreign.torchvision(foreign.small_vit()), tmp_path / "mine.pth")
    (tmp_path / "bad.pth").write_bytes(b"<html>")
    choose_file(qtbot, sheet, tmp_path / "bad.pth")
    qtbot.waitUntil(lambda: "is a web page" in sheet.details.said.text(), timeout=PATIENCE_MS)
    choose_file(qtbot, sheet, tmp_path / "mine.pth")
    qtbot.waitUntil(lambda: sheet._model.position("mine").isValid(), timeout=PATIENCE_MS)
    assert sheet.details.said.text() == "mine.pth is here now, as mine."


def test_a_file_without_a_published_hash_is_imported_as_the_chosen_entry(
    qtbot: QtBot, sheet: WeightsSheet, tmp_path: Path
) -> None:
    torch.save({**foreign.timm(foreign.small_vit()), "head.bias": torch.ones(3)}, tmp_path / "quiet-net.pth")
    sheet._choose("quiet")
    choose_file(qtbot, sheet, tmp_path / "quiet-net.pth")
    qtbot.waitUntil(lambda: text(sheet, "quiet") == "ready", timeout=PATIENCE_MS)


def test_the_folder_is_opened(monkeypatch: pytest.MonkeyPatch, sheet: WeightsSheet) -> None:
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    sheet.folder.click()
    assert asked == [str(imported_folder())]
    assert imported_folder().is_dir()


def test_the_pace_of_a_download_in_words(sheet: WeightsSheet) -> None:
    row = sheet.row
    assert row is not None
    for progress, words in (
        (Progress(0), "Asking the server…"),
        (Progress(93_200_000, 244_400_000, 4.1e6, 37.4), "93.2 MB of 244.4 MB · 4.1 MB per s · 37 s left"),
        (Progress(93_200_000, 244_400_000, 4.1e5, 370.0), "93.2 MB of 244.4 MB · 0.4 MB per s · 6 min left"),
        (Progress(93_200_000), "93.2 MB of ?"),
        (Progress(5, 5, checking=True), "Checking the hash…"),
    ):
        sheet.details.show_row(row, progress, stopping=False, busy=False)
        assert sheet.details.pace.text() == words
    assert not sheet.details.main.isEnabled()


def test_it_speaks_chinese(qtbot: QtBot, sheet: WeightsSheet, language: LanguageSwitch) -> None:
    language.use("zh_CN")
    qtbot.waitUntil(lambda: sheet.bring.text() == "导入文件…")
    assert offered(sheet) == ["下载"]
    assert text(sheet, "small") == "未下载"


def test_what_is_named_for_a_screen_reader(sheet: WeightsSheet) -> None:
    named: list[QWidget] = [sheet, sheet.table, sheet.search, sheet.card, sheet.details.bar]
    assert all(widget.accessibleName() for widget in named)
