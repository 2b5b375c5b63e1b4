"""What the window remembers between two starts, in one INI file a person can read and delete.

The file lies in the system's place for settings (or in PAPERSCOPE_CONFIG). A value that is
missing, or that somebody wrote by hand and got wrong, counts as its default.
"""

import os
from pathlib import Path
from typing import Literal, cast, get_args

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

ThemeChoice = Literal["system", "dark", "light"]
LanguageChoice = Literal["system", "en", "zh_CN"]

RECENT_LIMIT = 12


def config_folder() -> Path:
    """Return the folder for settings and crash reports; it may not exist yet."""
    chosen = os.environ.get("PAPERSCOPE_CONFIG")
    if chosen:
        return Path(chosen)
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(base) / "paperscope"


class Settings:
    """Typed access to the INI file; every setter writes through, and Qt saves it in the background."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or config_folder()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(self.folder / "paperscope.ini"), QSettings.Format.IniFormat)

    def save(self) -> None:
        """Write the file now."""
        self._store.sync()

    def _text(self, key: str, default: str, allowed: tuple[str, ...] = ()) -> str:
        value = str(self._store.value(key, default))
        return value if not allowed or value in allowed else default

    def _texts(self, key: str) -> list[str]:
        value = self._store.value(key, [])
        # An INI list of one entry comes back as that entry.
        return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]

    def _flag(self, key: str, default: bool) -> bool:
        value = self._text(key, str(default)).lower()
        return value == "true" if value in ("true", "false") else default

    @property
    def theme(self) -> ThemeChoice:
        return cast(ThemeChoice, self._text("window/theme", "system", get_args(ThemeChoice)))

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("window/theme", choice)

    @property
    def language(self) -> LanguageChoice:
        return cast(LanguageChoice, self._text("window/language", "system", get_args(LanguageChoice)))

    @language.setter
    def language(self, choice: LanguageChoice) -> None:
        self._store.setValue("window/language", choice)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size as Qt saved it; empty at the first start."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def card_open(self) -> bool:
        return self._flag("window/card", True)

    @card_open.setter
    def card_open(self, is_open: bool) -> None:
        self._store.setValue("window/card", is_open)

    @property
    def rail_open(self) -> bool:
        return self._flag("window/rail", True)

    @rail_open.setter
    def rail_open(self, is_open: bool) -> None:
        self._store.setValue("window/rail", is_open)

    @property
    def experiment(self) -> str:
        """Id of the experiment that was shown last; empty at the first start."""
        return self._text("session/experiment", "")

    @experiment.setter
    def experiment(self, experiment_id: str) -> None:
        self._store.setValue("session/experiment", experiment_id)

    @property
    def device(self) -> str:
        return self._text("session/device", "auto")

    @device.setter
    def device(self, name: str) -> None:
        self._store.setValue("session/device", name)

    @property
    def picture(self) -> str:
        """The last picture: a sample's name, a file's path, or empty."""
        return self._text("session/picture", "")

    @picture.setter
    def picture(self, key: str) -> None:
        self._store.setValue("session/picture", key)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Pictures the user opened, newest first; files that are gone are left out."""
        paths = [Path(text) for text in self._texts("session/recent") if text]
        return tuple(path for path in paths if path.is_file())[:RECENT_LIMIT]

    def add_recent(self, path: Path) -> None:
        """Put `path` first among the recent pictures."""
        others = [entry for entry in self.recent if entry != path]
        self._store.setValue("session/recent", [str(entry) for entry in [path, *others][:RECENT_LIMIT]])
