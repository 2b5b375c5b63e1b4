"""The world browser: it finds, shows, plays and hands over pictures, speaks both languages and ends well."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.centre import Centre
from app.i18n import LanguageSwitch
from app.world import page as page_module
from app.world.page import COMPOSITES, WorldPage
from app.world.sound import Loudspeaker
from app.world.stage import Layers, depth_image, mask_image
from app.world.tiles import SIDE, tile_of
from engine.errors import UserError
from engine.world import items
from engine.world.items import HELD_OUT, Item, world
from engine.world.pictures import Scene, load_world

PATIENCE_MS = 30_000


class FakePlayer:
    """Remembers what it was asked to do; a sound lasts `seconds`."""

    def __init__(self) -> None:
        self.seconds = 60.0
        self.played: list[Path] = []
        self.stops = 0
        self.closed = False
        self.error: UserError | None = None
        self.may_begin = Event()
        self.may_begin.set()

    def play(self, path: Path) -> float:
        self.may_begin.wait(PATIENCE_MS / 1000)
        if self.error is not None:
            raise self.error
        self.played.append(path)
        return self.seconds

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


@pytest.fixture
def page(qtbot: QtBot, language: LanguageSwitch, player: FakePlayer) -> Iterator[WorldPage]:
    page = WorldPage(language, player)
    qtbot.addWidget(page)
    page.resize(900, 560)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.close_down()
    assert player.closed


def choose(qtbot: QtBot, page: WorldPage, item: Item) -> None:
    """Put the cursor on an item and wait for its picture."""
    page.browse.gallery.select(page.browse.gallery.items.index(item))
    qtbot.waitUntil(lambda: not page.details.picture.image.isNull(), timeout=PATIENCE_MS)


def drawn(qtbot: QtBot, page: WorldPage) -> None:
    """Wait for the composite that the controls ask for."""

    def is_there() -> bool:
        composite, scene = page.composites.stage.composite, page.controls.scene
        return composite is not None and (composite.seed, composite.index, composite.size) == (
            scene.seed,
            scene.index,
            scene.size,
        )

    qtbot.waitUntil(is_there, timeout=PATIENCE_MS)


def first(kind: str, sound: bool = False) -> Item:
    return next(item for item in world().items if item.kind == kind and (item.sound is not None) == sound)


# Finding


def test_it_shows_everything_with_the_cursor_on_the_first(qtbot: QtBot, page: WorldPage) -> None:
    gallery = page.browse.gallery
    assert len(gallery.items) == len(world().items)
    assert gallery.items[0].kind == "cutout"
    assert page.details.item is gallery.items[0]
    assert page.count.text() == f"{len(gallery.items)} pictures"


@pytest.mark.parametrize("kind", ["cutout", "photo", "background"])
def test_kinds_have_their_tabs(page: WorldPage, kind: str) -> None:
    page.show_kind(kind)
    assert {item.kind for item in page.browse.gallery.items} == {kind}


def test_filters_of_category_split_and_sound(page: WorldPage) -> None:
    filters = page.browse.filters
    page.show_kind("cutout")
    filters.category.setCurrentIndex(filters.category.findData("animals"))
    filters.split.setCurrentIndex(filters.split.findData(HELD_OUT))
    filters.sound.click()
    found = page.browse.gallery.items
    assert found
    assert {(item.category, item.split) for item in found} == {("animals", HELD_OUT)}
    assert all(item.sound is not None for item in found)


@pytest.mark.parametrize("typed", ["penguin", "企鹅"])
def test_search_in_both_languages(qtbot: QtBot, page: WorldPage, typed: str) -> None:
    page.search()
    assert page.browse.filters.search.hasFocus()
    page.browse.filters.search.setText(typed)  # keys of a Chinese keyboard cannot be pressed here
    assert 0 < len(page.browse.gallery.items) < 20
    assert page.details.item in page.browse.gallery.items
    qtbot.keyClick(page.browse.filters.search, Qt.Key.Key_Down)
    assert page.browse.gallery.hasFocus()


def test_nothing_found_says_so_and_offers_a_way_back(page: WorldPage) -> None:
    page.browse.filters.search.setText("qqq")
    assert page.browse.empty
    assert page.count.text() == "0 pictures"
    assert page.details.item is None
    assert not page.details.use.isEnabled()
    page.browse.clear.click()
    assert not page.browse.empty
    assert len(page.browse.gallery.items) == len(world().items)
    page.browse.filters.search.setText(world().photos()[0].id)
    assert page.count.text() == "1 picture"


def test_the_cursor_stays_on_its_item_while_that_is_still_found(qtbot: QtBot, page: WorldPage) -> None:
    item = first("photo")
    choose(qtbot, page, item)
    page.show_kind("photo")
    assert page.details.item is item


# Showing


def test_only_what_is_in_sight_is_made(qtbot: QtBot, page: WorldPage) -> None:
    made: list[str] = []
    page.tiles.made.connect(made.append)
    page.browse.gallery.viewport().grab()
    qtbot.waitUntil(lambda: len(made) > 5 and page.tiles.idle, timeout=PATIENCE_MS)
    assert len(set(made)) == len(made) < 80
    shown = page.browse.gallery.items[0]
    assert page.tiles.get(shown) is not None


@pytest.mark.parametrize("kind", ["cutout", "photo"])
def test_a_tile_fits_its_square(kind: str) -> None:
    tile = tile_of(first(kind))
    assert max(tile.deviceIndependentSize().width(), tile.deviceIndependentSize().height()) <= SIDE
    assert tile.hasAlphaChannel() == (kind == "cutout")


def test_the_card_says_what_is_known(qtbot: QtBot, page: WorldPage) -> None:
    item = first("cutout", sound=True)
    choose(qtbot, page, item)
    details, told = page.details, page.details.facts.text()
    assert details.name.text().casefold() == item.name_en.casefold()
    assert details.other_name.text() == item.name_zh
    assert details.picture.image.size() == QSize(item.width, item.height)
    assert details.picture.image.hasAlphaChannel()
    for fact in (item.category, item.group, item.licence, f"{item.width}×{item.height} px", item.id):
        assert fact in told
    assert details.play.isVisible()
    assert details.ground.isVisible()
    choose(qtbot, page, first("photo"))
    assert not details.play.isVisible()
    assert not details.ground.isVisible()


def test_a_picture_that_cannot_be_read_is_told(qtbot: QtBot, page: WorldPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(item: Item) -> None:
        raise UserError("The picture is damaged.", "Set the program up again.")

    monkeypatch.setattr(page_module, "pixels", broken)
    page.browse.gallery.select(3)
    qtbot.waitUntil(page.details.problem.isVisible, timeout=PATIENCE_MS)
    assert "damaged" in page.details.problem.text()
    monkeypatch.undo()
    page.browse.gallery.select(4)
    qtbot.waitUntil(lambda: not page.details.picture.image.isNull(), timeout=PATIENCE_MS)
    assert not page.details.problem.isVisible()


def test_words_follow_the_language(qtbot: QtBot, page: WorldPage, language: LanguageSwitch) -> None:
    item = first("cutout")
    choose(qtbot, page, item)
    language.use("zh_CN")
    qtbot.waitUntil(lambda: page.details.name.text() == item.name_zh)
    assert page.tabs.tabText(0) == "全部"
    model = page.browse.gallery.model()
    assert item.name_zh in {model.index(row, 0).data() for row in range(5)}
    assert page.browse.filters.category.itemText(1) != page.browse.filters.category.itemData(1)


def test_it_fits_a_small_window_and_every_control_has_a_name(page: WorldPage) -> None:
    for kind in ("", COMPOSITES):
        page.show_kind(kind)
        assert page.minimumSizeHint().width() <= 926
        assert page.minimumSizeHint().height() <= 520
    named = [page.browse.gallery, page.composites.stage, page.composites.next, page.composites.previous]
    named += [page.browse.filters.search, page.browse.filters.category, page.details.ground, page.details.again]
    named += [page.controls.seed, page.controls.index, page.controls.size_px, page.controls.things, page.controls.split]
    assert all(widget.accessibleName() for widget in named)


# Using


def test_return_hands_the_picture_over(qtbot: QtBot, page: WorldPage) -> None:
    item = first("photo")
    choose(qtbot, page, item)
    with qtbot.waitSignal(page.used) as used:
        qtbot.keyClick(page.browse.gallery, Qt.Key.Key_Return)
    assert used.args == [f"world:{item.id}"]


def test_a_double_click_hands_the_picture_over(qtbot: QtBot, page: WorldPage) -> None:
    gallery = page.browse.gallery
    place = gallery.visualRect(gallery.model().index(1, 0)).center()
    qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(page.used) as used:
        qtbot.mouseDClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert used.args == [f"world:{gallery.items[1].id}"]


def test_a_cutout_on_a_background_is_what_was_shown(qtbot: QtBot, page: WorldPage) -> None:
    item = first("cutout")
    choose(qtbot, page, item)
    details = page.details
    details.ground.setCurrentIndex(1)
    details.ground.activated.emit(1)
    qtbot.waitUntil(lambda: not details.picture.image.hasAlphaChannel(), timeout=PATIENCE_MS)
    assert details.word == f"world:{item.id}@{details.seed}"
    before = details.word
    details.again.click()
    assert details.word != before or details.seed is not None
    with qtbot.waitSignal(page.used) as used:
        details.use.click()
    assert load_world(used.args[0]).pixels.shape[0] == 448
    details.ground.activated.emit(0)
    assert details.word == f"world:{item.id}"


def test_escape_clears_the_search_and_then_leaves(qtbot: QtBot, page: WorldPage) -> None:
    page.browse.filters.search.setText("cat")
    page.browse.gallery.setFocus()
    with qtbot.assertNotEmitted(page.left):
        qtbot.keyClick(page.browse.gallery, Qt.Key.Key_Escape)
    assert page.browse.filters.search.text() == ""
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.browse.gallery, Qt.Key.Key_Escape)


# Hearing


def test_space_plays_and_stops(qtbot: QtBot, page: WorldPage, player: FakePlayer) -> None:
    item = first("cutout", sound=True)
    choose(qtbot, page, item)
    qtbot.keyClick(page.browse.gallery, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.played == [item.sound], timeout=PATIENCE_MS)
    assert page.details.play.text() == "Stop"
    qtbot.keyClick(page.browse.gallery, Qt.Key.Key_Space)
    assert page.details.play.text() == "Play"
    qtbot.waitUntil(lambda: player.stops == 1, timeout=PATIENCE_MS)


def test_the_button_is_ready_again_when_the_sound_has_ended(qtbot: QtBot, page: WorldPage, player: FakePlayer) -> None:
    player.seconds = 0.01
    choose(qtbot, page, first("cutout", sound=True))
    page.details.play.click()
    qtbot.waitUntil(lambda: bool(player.played) and not page.listening.playing, timeout=PATIENCE_MS)
    assert page.details.play.text() == "Play"


def test_another_item_ends_the_sound(qtbot: QtBot, page: WorldPage, player: FakePlayer) -> None:
    choose(qtbot, page, first("cutout", sound=True))
    player.may_begin.clear()
    page.details.play.click()
    choose(qtbot, page, first("photo"))
    assert not page.listening.playing
    player.may_begin.set()
    qtbot.waitUntil(lambda: player.stops == 1, timeout=PATIENCE_MS)


def test_space_on_an_item_without_sound_is_silent(qtbot: QtBot, page: WorldPage, player: FakePlayer) -> None:
    choose(qtbot, page, first("photo"))
    qtbot.keyClick(page.browse.gallery, Qt.Key.Key_Space)
    assert not page.listening.playing


def test_without_a_loudspeaker_one_sentence_says_so(qtbot: QtBot, page: WorldPage, player: FakePlayer) -> None:
    player.error = UserError("This machine has no loudspeaker that can be used.", "Connect or enable one.")
    choose(qtbot, page, first("cutout", sound=True))
    page.details.play.click()
    qtbot.waitUntil(page.details.problem.isVisible, timeout=PATIENCE_MS)
    assert "no loudspeaker" in page.details.problem.text()
    assert page.details.play.text() == "Play"


def test_closing_ends_a_sound(qtbot: QtBot, page: WorldPage, player: FakePlayer) -> None:
    choose(qtbot, page, first("cutout", sound=True))
    page.details.play.click()
    qtbot.waitUntil(lambda: bool(player.played), timeout=PATIENCE_MS)  # the fixture closes the page


def test_sounds_are_decoded_and_played_without_a_device() -> None:
    loudspeaker = Loudspeaker(("NULL",))
    sound = first("cutout", sound=True).sound
    assert sound is not None
    seconds = loudspeaker.play(sound)
    assert 0.1 < seconds < 10
    assert loudspeaker.play(sound) == seconds
    loudspeaker.stop()
    loudspeaker.close()


def test_a_damaged_and_a_missing_sound_are_told(tmp_path: Path) -> None:
    damaged = tmp_path / "moo.ogg"
    damaged.write_bytes(b"OggS but no more")
    with pytest.raises(UserError, match=r"moo\.ogg is damaged"):
        Loudspeaker(("NULL",)).play(damaged)
    with pytest.raises(UserError, match=r"gone\.ogg cannot be read"):
        Loudspeaker(("NULL",)).play(tmp_path / "gone.ogg")


# Composites


def test_composites_are_stepped_through_and_named(qtbot: QtBot, page: WorldPage) -> None:
    page.show_kind(COMPOSITES)
    drawn(qtbot, page)
    assert page.controls.scene == Scene()
    stage = page.composites.stage
    qtbot.keyClick(stage, Qt.Key.Key_Right)
    page.composites.next.click()
    drawn(qtbot, page)
    assert page.controls.index.value() == 2
    composite = stage.composite
    assert composite is not None
    assert [label.text() for label in page.composites.captions] == [composite.caption_en, composite.caption_zh]
    for thing in composite.things:
        assert thing.item.name_en in page.controls.content.text()
    with qtbot.waitSignal(page.used) as used:
        qtbot.keyClick(stage, Qt.Key.Key_Return)
    assert used.args == ["world:composite:0:2:224"]


def test_what_a_composite_is_drawn_from_can_be_chosen(qtbot: QtBot, page: WorldPage) -> None:
    page.show_kind(COMPOSITES)
    controls = page.controls
    controls.size_px.setValue(32)
    controls.things.setCurrentIndex(2)
    controls.things.activated.emit(2)
    controls.split.setCurrentIndex(1)
    controls.split.activated.emit(1)
    drawn(qtbot, page)
    qtbot.waitUntil(lambda: {thing.item.split for thing in _things(page)} == {HELD_OUT}, timeout=PATIENCE_MS)
    assert len(_things(page)) <= 2
    assert controls.scene.word == "world:composite:0:0:32:2-2:held-out"


def _things(page: WorldPage) -> tuple:  # type: ignore[type-arg]
    composite = page.composites.stage.composite
    return () if composite is None else composite.things


def test_labels_are_painted_over_the_picture(qtbot: QtBot, page: WorldPage) -> None:
    page.show_kind(COMPOSITES)
    drawn(qtbot, page)
    pictures: list[QImage] = []
    shown = ((False, False, False), (True, False, False), (False, True, False), (False, False, True))
    for boxes, masks, depth in shown:
        page.controls.boxes.setChecked(boxes)
        page.controls.masks.setChecked(masks)
        page.controls.depths.setChecked(depth)
        assert page.controls.layers == Layers(boxes, masks, depth)
        pictures.append(page.composites.stage.grab().toImage())
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_masks_and_depth_as_images() -> None:
    composite = Scene(0, 3, 64).compose()
    masks, depth = mask_image(composite), depth_image(composite)
    visible = composite.masks.any(axis=0)
    for y, x in ((5, 5), (32, 32), (60, 40)):
        assert (masks.pixelColor(x, y).alpha() > 0) == bool(visible[y, x])
    nearest = composite.masks[0].nonzero()
    inside = depth.pixelColor(int(nearest[1][0]), int(nearest[0][0]))
    outside = (~visible).nonzero()
    assert inside.lightness() > depth.pixelColor(int(outside[1][0]), int(outside[0][0])).lightness()


def test_a_composite_that_cannot_be_drawn_is_told(
    qtbot: QtBot, page: WorldPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Scene) -> None:
        raise UserError("The built-in world is damaged.", "Set the program up again.")

    monkeypatch.setattr(Scene, "compose", broken)
    page.show_kind(COMPOSITES)
    qtbot.waitUntil(page.controls.problem.isVisible, timeout=PATIENCE_MS)
    assert "damaged" in page.controls.problem.text()
    with qtbot.assertNotEmitted(page.used):
        page.controls.use.click()


# In the window


@pytest.fixture
def centre(qtbot: QtBot, language: LanguageSwitch) -> Iterator[Centre]:
    host = QLabel("panels")
    centre = Centre(host, language)  # type: ignore[arg-type]  # any widget will do
    qtbot.addWidget(centre)
    centre.show()
    yield centre
    centre.close_down()


def test_the_browser_takes_the_panels_place_and_gives_it_back(qtbot: QtBot, centre: Centre) -> None:
    assert not centre.shows_world
    with qtbot.waitSignal(centre.world_shown) as shown:
        centre.show_world(True)
    assert shown.args == [True]
    assert centre.shows_world
    assert centre.world is not None
    with qtbot.waitSignals([centre.used, centre.world_shown]):
        centre.world.used.emit("world:composite:0:0:32")
    assert not centre.shows_world
    before = centre.world
    centre.show_world(True)
    assert centre.world is before
    with qtbot.waitSignal(centre.world_shown):
        before.left.emit()
    assert not centre.shows_world


def test_a_world_that_cannot_be_read_is_told(qtbot: QtBot, centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise UserError("The built-in world cannot be read.", "Install Paperscope again.")

    monkeypatch.setattr(items, "world", broken)
    told: list[tuple[str, bool]] = []
    centre.told.connect(lambda text, failed: told.append((text, failed)))
    with qtbot.waitSignal(centre.world_shown) as shown:
        centre.show_world(True)
    assert told == [("The built-in world cannot be read. Install Paperscope again.", True)]
    assert shown.args == [False]
    assert not centre.shows_world
