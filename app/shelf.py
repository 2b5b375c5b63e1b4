"""The pictures at hand: samples, recent files, a folder's, pasted and edited ones.

Files are read and thumbnails made on background threads. Of several pictures asked for in a row
the last one wins; what cannot be read becomes one sentence.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.session import Session
from app.settings import Settings
from app.thumbnails import thumbnail
from app.worker import Worker
from engine.errors import failure_of
from engine.images import Picture, load_picture, picture_files
from engine.lazy import lazy
from engine.samples import Sample, samples

if TYPE_CHECKING:
    from engine.world import pictures
else:
    pictures = lazy("engine.world.pictures")

FOLDER_LIMIT = 60
KEPT_IN_MEMORY = 8
_WORLD = "world:"

Group = Literal["folder", "own", "recent", "sample"]


@dataclass(frozen=True, slots=True)
class Item:
    """One picture of the tray.

    key:     "sample:coffee", "file:/home/…/cat.jpg", "world:…" or "own:3"; survives a restart but for "own".
    path:    where to read it; None for a picture that exists in memory alone.
    """

    key: str
    title: str
    group: Group
    path: Path | None = None
    picture: Picture | None = None
    tip: str = ""


def _file_item(path: Path, group: Group) -> Item:
    return Item(f"file:{path}", path.name, group, path, tip=str(path))


def _sample_item(sample: Sample) -> Item:
    tip = f"{sample.licence} · {sample.source}"
    return Item(f"sample:{sample.name}", sample.title, "sample", sample.path, tip=tip)


class Shelf(QObject):
    """Knows the items, reads the chosen one and puts it into the session.

    items_changed:   the list is another.
    thumbnail_made:  key of an item whose thumbnail is there.
    chosen_changed:  key of the item that feeds the panels (or is being read to do so).
    told:            a sentence for the user; the bool says that something failed.
    """

    items_changed = Signal()
    thumbnail_made = Signal(str)
    chosen_changed = Signal(str)
    told = Signal(str, bool)

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._reader, self._shrinker = Worker("reader", self), Worker("thumbnails", self)
        self._numbers = itertools.count(1)
        self._tickets = itertools.count(1)
        self._ticket = 0
        self._folder: tuple[Item, ...] = ()
        self._own: tuple[Item, ...] = ()
        self._thumbnails: dict[str, QImage] = {}
        self._wanted: set[str] = set()
        self.chosen = ""
        self.second = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items once: the folder's, the user's own, recent files, samples."""
        recent = [_file_item(path, "recent") for path in self._settings.recent]
        shipped = [
            Item(
                f"sample:{sample.name}", sample.title, "sample", sample.path, tip=f"{sample.licence} · {sample.source}"
            )
            for sample in samples()
        ]
        unique = {item.key: item for item in [*shipped[::-1], *recent[::-1], *self._own[::-1], *self._folder[::-1]]}
        return tuple(reversed(unique.values()))

    def find(self, key: str) -> Item | None:
        """Return the item called `key`."""
        return next((item for item in self.items if item.key == key), None)

    def thumbnail(self, key: str) -> QImage | None:
        """Return the small picture of an item, or None and make it."""
        if key not in self._thumbnails and key not in self._wanted:
            self._want_thumbnail(key)
        return self._thumbnails.get(key)

    def choose(self, key: str) -> None:
        """Feed the panels with an item."""
        item = self.find(key)
        if item is not None:
            self._read(item, self._session.set_picture)

    def choose_last(self) -> None:
        """Feed the panels with the picture of the last start, or with the first sample."""
        key = self._settings.picture
        if key.startswith(_WORLD):
            self._reader.do(partial(_of_the_world, key), self.add, self._on_lost)
        else:
            self.choose(key if self.find(key) is not None else _first_sample())

    def choose_second(self, key: str) -> None:
        """Make an item the picture to compare with; the one that is already is taken back."""
        item = self.find(key)
        if item is None:
            return
        if key == self.second:
            self.second = ""
            self._session.set_second(None)
        else:
            self.second = key
            self._reader.do(partial(_load, item), self._session.set_second, self._on_second_failed)
        self.items_changed.emit()

    def open_file(self, path: Path) -> None:
        """Read a picture file and feed the panels with it; it becomes a recent one if it is good."""
        self._read(_file_item(path.absolute(), "recent"), partial(self._on_opened, path.absolute()))

    def add_files(self, paths: list[Path]) -> None:
        """Put several files on the shelf and show the first."""
        for path in reversed(paths):
            self._settings.add_recent(path.absolute())
        self.items_changed.emit()
        self.open_file(paths[0])

    def open_folder(self, folder: Path) -> None:
        """Put a folder's pictures on the shelf, and average over them."""
        self._reader.do(partial(picture_files, folder, FOLDER_LIMIT), partial(self._on_folder, folder), self._on_failed)

    def leave_folder(self) -> None:
        """Take the folder's pictures off the shelf."""
        self._folder = ()
        self._session.set_folder(None)
        self.items_changed.emit()

    def add(self, picture: Picture) -> None:
        """Keep a picture that has no file, and feed the panels with it."""
        key = picture.word or f"own:{next(self._numbers)}"
        item = Item(key, picture.name, "own", None, picture, picture.note or picture.word)
        self._own = (item, *(other for other in self._own if other.key != key))[:KEPT_IN_MEMORY]
        self.items_changed.emit()
        self.choose(item.key)

    def make(self, work: Callable[[], Picture]) -> None:
        """Make a picture on the reader's thread (decode, turn, crop), and add it."""
        self._reader.do(work, self.add, self._on_failed)

    def open_word(self, word: str) -> None:
        """Feed the panels with a picture called as `--image` calls it: one of the world is kept, or a file."""
        file = _file_item(Path(word), "recent")
        if word.startswith(_WORLD):
            self.make(partial(_of_the_world, word))
        elif self.find(file.key) is not None:  # of the folder, say
            self.choose(file.key)
        else:
            self.open_file(Path(word))

    def close(self) -> None:
        """Stop both threads."""
        self._reader.close()
        self._shrinker.close()

    def _read(self, item: Item, done: Callable[[Picture], None]) -> None:
        self._ticket = ticket = next(self._tickets)
        before, self.chosen = self.chosen, item.key
        self.chosen_changed.emit(item.key)
        self._reader.do(
            partial(self._load_newest, ticket, item),
            partial(self._on_read, ticket, item.key, done),
            partial(self._on_unread, ticket, before),
        )

    def _load_newest(self, ticket: int, item: Item) -> Picture | None:
        """Read the item, unless another was asked for since. Runs on the reader's thread."""
        return _load(item) if ticket == self._ticket else None

    def _on_read(self, ticket: int, key: str, done: Callable[[Picture], None], picture: Picture | None) -> None:
        if picture is not None and ticket == self._ticket:
            self._settings.picture = key
            done(picture)
            if picture.note:
                self.told.emit(f"{picture.name}: {picture.note}", False)

    def _on_unread(self, ticket: int, before: str, error: BaseException) -> None:
        """Say why, and go back to the picture before; at the start there is none, so take a sample."""
        self._on_failed(error)
        if ticket == self._ticket:
            self.chosen = before
            self.chosen_changed.emit(before)
            if not before:
                self.choose(_first_sample())

    def _on_lost(self, error: BaseException) -> None:
        """The last picture is there no more: say so, and take a sample."""
        self._on_failed(error)
        self.choose(_first_sample())

    def _on_opened(self, path: Path, picture: Picture) -> None:
        self._settings.add_recent(path)
        self.items_changed.emit()
        self._session.set_picture(picture)

    def _on_folder(self, folder: Path, paths: list[Path]) -> None:
        self._folder = tuple(_file_item(path, "folder") for path in paths)
        self._session.set_folder(folder)
        self.items_changed.emit()
        self.choose(self._folder[0].key)

    def _on_second_failed(self, error: BaseException) -> None:
        self.second = ""
        self.items_changed.emit()
        self._on_failed(error)

    def _on_failed(self, error: BaseException) -> None:
        failure = failure_of(error)
        if failure.is_bug:
            raise error
        self.told.emit(failure.message, True)
        self.items_changed.emit()  # a recent file may be gone

    def _want_thumbnail(self, key: str) -> None:
        item = self.find(key)
        if item is not None:
            self._wanted.add(key)
            self._shrinker.do(
                partial(_shrink, item), partial(self._on_thumbnail, key), partial(self._on_no_thumbnail, key)
            )

    def _on_thumbnail(self, key: str, image: QImage) -> None:
        self._thumbnails[key] = image
        self.thumbnail_made.emit(key)

    def _on_no_thumbnail(self, key: str, error: BaseException) -> None:
        """A picture that cannot be read keeps an empty frame; choosing it says why."""
        if failure_of(error).is_bug:
            raise error


def _first_sample() -> str:
    return f"sample:{samples()[0].name}"


def _of_the_world(word: str) -> Picture:
    return pictures.load_world(word)


def _load(item: Item) -> Picture:
    if item.picture is not None:
        return item.picture
    assert item.path is not None
    return load_picture(item.path)


def _shrink(item: Item) -> QImage:
    return thumbnail(_load(item))
