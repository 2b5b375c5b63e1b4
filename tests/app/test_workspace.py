"""The whole window, offscreen: pictures come in, actions act, choices are kept, and it ends well."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.code_sheet import CodeSheet
from app.command_palette import CommandPalette
from app.crash import FaultFile, Reporter
from app.crop import CropSheet
from app.i18n import LanguageSwitch
from app.options import Options
from app.services import Services
from app.settings import Settings
from app.shortcut_sheet import ShortcutSheet
from app.weights.sheet import WeightsSheet
from app.window import Window
from app.workspace import Workspace
from engine.errors import UserError
from engine.mailbox import JobEvent
from widgets.theme import DARK, apply_theme

PATIENCE_MS = 60_000


@pytest.fixture
def services(qapp: QApplication, settings: Settings, language: LanguageSwitch) -> Iterator[Services]:
    appearance = Appearance(qapp, settings, "dark")
    appearance.apply()
    yield Services(settings, appearance, language, Reporter(), FaultFile(settings.folder))
    appearance.deleteLater()
    qapp.styleHints().unsetColorScheme()
    apply_theme(qapp, DARK)


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[Window]:
    window = Window(services)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    workspace = window.furnish()
    yield window
    window.hide()
    assert workspace.close_down()
    window.deleteLater()
    vars(workspace).clear()  # pytest keeps the fixtures; parts that nobody owns in Qt go with their last reference
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def work(window: Window) -> Workspace:
    """The furnished window before it begins: no engine runs."""
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def running(qtbot: QtBot, work: Workspace) -> Workspace:
    """The window at rest after its first run."""
    work.begin(Options(panel="vit.rollout"))
    qtbot.waitUntil(lambda: at_rest(work), timeout=PATIENCE_MS)
    return work


def at_rest(work: Workspace) -> bool:
    panel = work.host.panel
    return panel is not None and not panel.busy and any(view.frame is not None for view in panel.views())


def told(work: Workspace) -> str:
    """What the notices say, joined."""
    return " ".join(notice.text for notice in work.notices.shown)


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    path = tmp_path / "my photo.png"
    Image.new("RGB", (50, 40), (9, 8, 7)).save(path)
    return path


# Bringing in pictures


def test_a_dropped_file(qtbot: QtBot, window: Window, work: Workspace, photo_file: Path) -> None:
    mime = mime_of(photo_file)
    event = QDropEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(work.session.picture_changed):
        window.dropEvent(event)
    assert work.session.state.picture is not None
    assert work.session.state.picture.path == photo_file
    shown = " ".join(label.text() for label in work.tray.findChildren(QLabel))
    assert "my photo.png · 50×40" in shown


def test_a_pasted_picture_by_its_bytes_or_as_qt_has_it(qtbot: QtBot, work: Workspace, photo_file: Path) -> None:
    encoded, drawn = QMimeData(), QMimeData()
    encoded.setData("image/png", photo_file.read_bytes())
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(0xFF102030)
    drawn.setImageData(image)
    for mime, size in ((encoded, (40, 50)), (drawn, (2, 3))):
        with qtbot.waitSignal(work.session.picture_changed):
            work.intake.take(mime)
        assert work.session.state.picture is not None
        assert work.session.state.picture.pixels.shape[:2] == size
    assert np.array_equal(work.session.state.picture.pixels[0, 0], (0x10, 0x20, 0x30))


def test_a_folder_and_several_files(qtbot: QtBot, work: Workspace, photo_file: Path) -> None:
    with qtbot.waitSignal(work.session.folder_changed):
        work.intake.take(mime_of(photo_file.parent))
    chip = next(button for button in work.tray.findChildren(QPushButton) if photo_file.parent.name in button.text())
    with qtbot.waitSignal(work.session.folder_changed):
        chip.click()
    assert not chip.isVisible()
    second = photo_file.with_name("second.png")
    second.write_bytes(photo_file.read_bytes())
    with qtbot.waitSignal(work.session.picture_changed):
        work.intake.take(mime_of(photo_file, photo_file.with_name("notes.txt"), second))
    assert [item.path for item in work.shelf.items[:2]] == [photo_file, second]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://example.org/cat.png", "does not fetch web addresses"),
        ("just words", "no picture in what was pasted"),
        ("", "no picture in what was pasted"),
        ("/no/such/cat.png", "There is no file /no/such/cat.png"),
    ],
)
def test_what_is_no_picture_is_said(qtbot: QtBot, work: Workspace, text: str, said: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    work.intake.take(mime)
    qtbot.waitUntil(lambda: said in told(work))


def test_a_file_that_is_no_picture_is_said(qtbot: QtBot, work: Workspace, photo_file: Path) -> None:
    text = photo_file.with_name("letter.txt")
    text.write_text("Dear reader")
    work.intake.take(mime_of(text))
    qtbot.waitUntil(lambda: "letter.txt" in told(work))


def test_turning_and_cropping_make_new_pictures(qtbot: QtBot, work: Workspace, photo_file: Path) -> None:
    actions = work.actions_by_name
    assert not actions["crop"].isEnabled()
    with qtbot.waitSignal(work.session.picture_changed):
        work.shelf.open_file(photo_file)
    with qtbot.waitSignal(work.session.picture_changed):
        actions["rotate_left"].trigger()
    assert work.session.state.picture is not None
    assert work.session.state.picture.pixels.shape[:2] == (50, 40)
    actions["crop"].trigger()
    sheet = work.window().findChild(CropSheet)
    with qtbot.waitSignal(work.session.picture_changed):
        sheet.apply.click()
    assert work.session.state.picture.pixels.shape[:2] == (40, 40)
    assert [item.group for item in work.shelf.items[:3]] == ["own", "own", "recent"]


def test_the_dialogs_do_not_block(qtbot: QtBot, work: Workspace, photo_file: Path) -> None:
    for name, chosen in (("open", photo_file), ("folder", photo_file.parent)):
        work.actions_by_name[name].trigger()
        dialog = work.window().findChild(QFileDialog)
        assert dialog is not None
        with qtbot.waitSignal(work.session.picture_changed):
            dialog.filesSelected.emit([str(chosen)])
        dialog.close()
        qtbot.waitUntil(lambda: work.window().findChild(QFileDialog) is None)


def test_no_webcam_is_said_and_the_button_comes_up_again(qtbot: QtBot, work: Workspace) -> None:
    webcam = work.actions_by_name["webcam"]
    webcam.trigger()
    qtbot.waitUntil(lambda: "camera" in told(work), timeout=PATIENCE_MS)
    assert not webcam.isChecked()


def test_choosing_a_picture_stops_the_live_ones(qtbot: QtBot, work: Workspace, tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 25, (64, 48))
    for _ in range(200):
        writer.write(np.zeros((48, 64, 3), np.uint8))
    writer.release()
    with qtbot.waitSignal(work.session.picture_changed):
        work.intake.take(mime_of(film))
    assert work.actions_by_name["webcam"].isChecked()
    with qtbot.waitSignal(work.live.ended):
        work.shelf.choose("sample:cat")
    assert not work.actions_by_name["webcam"].isChecked()
    qtbot.waitUntil(lambda: work.session.state.picture is not None and work.session.state.picture.name == "chelsea.png")
    assert all(item.group != "own" for item in work.shelf.items)


def test_choosing_in_the_tray(qtbot: QtBot, work: Workspace) -> None:
    strip = work.tray.strip
    with qtbot.waitSignal(work.session.picture_changed):
        work.shelf.choose_last()
    strip.setFocus()
    with qtbot.waitSignal(work.session.picture_changed):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert work.shelf.chosen == strip.current_key == work.shelf.items[1].key
    with qtbot.waitSignal(work.session.second_changed):
        qtbot.keyClick(work.window(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert work.shelf.second == strip.current_key
    place = strip.visualItemRect(strip.item(2)).center()
    with qtbot.waitSignal(work.session.picture_changed):
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert work.shelf.chosen == work.shelf.items[2].key
    assert not work.tray.grab().isNull()


# The window itself


@pytest.mark.parametrize(("size", "card", "wide"), [((1440, 900), True, True), ((1024, 700), False, False)])
def test_it_fits(qtbot: QtBot, window: Window, work: Workspace, size: tuple[int, int], card: bool, wide: bool) -> None:
    work.begin(Options())
    window.resize(*size)
    qtbot.waitUntil(lambda: work.size() == QSize(*size))
    assert work.minimumSizeHint().width() <= size[0]
    assert work.minimumSizeHint().height() <= size[1]
    assert work.card.isVisible() is card
    assert work.rail.search.isVisible() is wide
    for part in (work.rail, work.tray, work.host, work.status):
        assert work.rect().contains(part.geometry())


def test_folding_by_the_window_is_not_remembered_and_by_hand_is(
    qtbot: QtBot, window: Window, work: Workspace, settings: Settings
) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not work.card.isVisible())
    assert settings.card_open
    work.actions_by_name["card"].trigger()
    assert work.card.isVisible(), "by hand it opens at any size"
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: work.rail.search.isVisible())
    work.actions_by_name["card"].trigger()
    work.actions_by_name["rail"].trigger()
    assert not settings.card_open
    assert not settings.rail_open


def test_searching_unfolds_the_rail(qtbot: QtBot, window: Window, work: Workspace) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not work.rail.search.isVisible())
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is work.rail.search


def test_theme_and_language_are_switched_live_and_kept(
    qtbot: QtBot, work: Workspace, services: Services, settings: Settings
) -> None:
    work.actions_by_name["theme"].trigger()
    assert settings.theme == "light"
    work.actions_by_name["system_theme"].trigger()
    assert settings.theme == "system"
    work.actions_by_name["language"].trigger()
    assert settings.language == "zh_CN"
    qtbot.waitUntil(lambda: work.actions_by_name["open"].text() == "打开…")
    qtbot.waitUntil(lambda: work.rail.search.placeholderText() == "搜索论文")
    work.actions_by_name["language"].trigger()
    qtbot.waitUntil(lambda: work.rail.search.placeholderText() == "Search papers")


def test_an_earlier_crash_is_offered(qtbot: QtBot, work: Workspace, settings: Settings) -> None:
    (settings.folder / "crash-999999999.txt").write_text("Fatal Python error: Segmentation fault")
    work.begin(Options())
    qtbot.waitUntil(lambda: "crashed the last time" in told(work))


# With the engine


def test_what_was_shown_last_comes_back(qtbot: QtBot, running: Workspace, services: Services) -> None:
    assert services.settings.experiment == "vit.rollout"
    assert services.settings.picture == "sample:coffee"
    assert running.status.badge.isVisible()
    assert running.card.looking.body.text()
    assert "Done in" in running.status.job.text()


def test_actions_act_on_the_panel(qtbot: QtBot, running: Workspace) -> None:
    actions, host = running.actions_by_name, running.host
    assert host.panel is not None
    actions["next_tab"].trigger()
    assert host.panel.experiment.id == "vit.positions"
    actions["previous_tab"].trigger()
    actions.tabs[0].trigger()
    assert host.panel.experiment.id == "vit.attention_distance"
    actions["previous_tab"].trigger()
    assert host.panel.experiment is host.panel.experiments[-1], "round and round"
    actions["code"].trigger()
    sheet = running.window().findChild(CodeSheet)
    assert host.panel.experiment.source.rstrip() == sheet.text.toPlainText()
    sheet.dismiss()
    running.deeds.open("vit.rollout")
    actions["command"].trigger()
    assert QApplication.clipboard().text().startswith("python -m engine run vit.rollout")
    with qtbot.waitSignal(host.job_shown):
        actions["run"].trigger()
    actions["cancel"].trigger()
    qtbot.waitUntil(lambda: not host.busy, timeout=PATIENCE_MS)
    actions["reset_views"].trigger()
    actions["shortcuts"].trigger()
    assert running.window().findChild(ShortcutSheet) is not None


def test_the_weights_window_opens_at_the_panels_weights(work: Workspace) -> None:
    work.host.open("vit.rollout")
    work.session.set_weights("vit", "random-vits14")
    work.actions_by_name["weights"].trigger()
    sheet = work.window().findChild(WeightsSheet)
    assert sheet is not None
    assert sheet.row is not None
    assert sheet.row.name == "random-vits14"
    sheet.dismiss()


def test_a_picture_of_the_world_feeds_the_panel_and_can_be_repeated(qtbot: QtBot, running: Workspace) -> None:
    world = running.actions_by_name["world"]
    world.trigger()
    page = running.centre.world
    assert page is not None
    assert world.isChecked()
    assert not running.card.isVisible()
    running.actions_by_name["search"].trigger()
    assert page.browse.filters.search.hasFocus()
    with qtbot.waitSignal(running.session.picture_changed, timeout=PATIENCE_MS):
        page.used.emit("world:composite:0:3:96")
    assert not world.isChecked()
    assert running.card.isVisible()
    assert running.shelf.chosen == "world:composite:0:3:96"
    panel = running.host.panel
    assert panel is not None
    qtbot.waitUntil(lambda: "--image world:composite:0:3:96" in panel.command_text(), timeout=PATIENCE_MS)
    world.trigger()
    running.deeds.open("vit.rollout")
    assert not running.centre.shows_world


def test_an_export_says_where_it_went(qtbot: QtBot, running: Workspace, tmp_path: Path) -> None:
    assert running.host.panel is not None
    page, views = running.host.panel.page, running.host.panel.views()
    page.files.exporter.export(views[0], tmp_path / "view.png")
    assert f"Saved: {tmp_path / 'view.png'}" in told(running)
    page.files.exporter.export_all(views, ("png",), tmp_path)
    assert running.notices.shown[-1].text == f"Saved: {tmp_path}"


def test_the_palette_reaches_everything(qtbot: QtBot, running: Workspace) -> None:
    titles = {command.title for command in running.deeds.commands()}
    assert {"ViT", "Patch features", "Open…", "Quit"} <= titles
    running.actions_by_name["palette"].trigger()
    palette = running.window().findChild(CommandPalette)
    qtbot.keyClicks(palette.search, "robust")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert running.host.panel is not None
    assert running.host.panel.experiment.id == "vit.robustness"


def test_an_unknown_experiment_is_refused(work: Workspace) -> None:
    with pytest.raises(UserError, match="no experiment"):
        work.deeds.open("vit.nothing")


def test_every_button_says_what_it_does(running: Workspace) -> None:
    window = running.window()
    mute = [
        button
        for button in window.findChildren(QPushButton)
        if button.isVisibleTo(window) and not (button.toolTip() or button.accessibleDescription())
    ]
    assert [button.text() for button in mute] == []


def test_a_notice_of_a_job_is_told(work: Workspace) -> None:
    work.bridge.job_changed.emit(JobEvent(1, "running", notice="The recording stopped: the disk is full."))
    assert told(work) == "The recording stopped: the disk is full."
