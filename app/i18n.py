"""English and 简体中文: the window's own words and the engine's.

Translations live in Qt Linguist files in `resources/i18n`, which are read as they are: there is no
compiled copy to forget. Words of the window go through `self.tr` in the context of their class and
stand in `paperscope_<language>.ts`, which `pyside6-lupdate` keeps up. The engine speaks plain
English and knows no Qt: what it says stands in `engine_<language>.ts` (see `app.phrasebook`) and
is asked for with `translate`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from app.phrasebook import Phrasebook
from engine.errors import UserError

Language = Literal["en", "zh_CN"]

LANGUAGES: Mapping[Language, str] = {"en": "English", "zh_CN": "简体中文"}
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"

Messages = dict[tuple[str, str], str]


def read_messages(path: Path) -> Messages:
    """Read a Qt Linguist file: (context, source) → translation, unfinished ones left out.

    Raises UserError when the file is missing or damaged.
    """
    from xml.etree import ElementTree  # 25 ms that an English start need not spend

    try:
        contexts = ElementTree.parse(path).iter("context")
    except (OSError, ElementTree.ParseError) as error:
        raise UserError(f"The translations in {path} cannot be read: {error}.", "Install Paperscope again.") from error
    messages: Messages = {}
    for context in contexts:
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.findtext("translation", "")
            if translation:
                messages[name, message.findtext("source", "")] = translation
    return messages


def chinese_names() -> Mapping[str, str]:
    """Return what the things and classes of the built-in world are called; networks trained on it say them.

    Raises UserError when the world cannot be read.
    """
    from engine.world.items import world  # an English start need not read its tables

    found = world()
    return {**{item.name_en: item.name_zh for item in found.items}, **found.groups_zh}


class TsTranslator(QTranslator):
    """A translator that looks words up in a .ts file's messages."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    def isEmpty(self) -> bool:
        # Qt does not install a translator that has loaded no compiled file, unless told otherwise.
        return False

    def translate(self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        # None is Qt's null string: not here, ask the next translator.
        return self._messages.get((context, source_text))


def system_language() -> Language:
    """Return the language of the system if the window speaks it, else English."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


class _Speech:
    """What the engine's sentences become."""

    book = Phrasebook({})


class LanguageSwitch:
    """Puts one language in force at a time; widgets hear of it as QEvent.LanguageChange."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: TsTranslator | None = None
        self.language: Language = "en"

    def use(self, language: Language) -> None:
        """Speak `language` from now on. Raises UserError, and changes nothing, when it cannot be read."""
        window: Messages = {}
        engine: Messages = {}
        names: Mapping[str, str] = {}
        if language != "en":
            window = read_messages(FOLDER / f"paperscope_{language}.ts")
            engine = read_messages(FOLDER / f"engine_{language}.ts")
            names = chinese_names()
        self.close()
        self._installed = TsTranslator(window, self._application)
        self.language = language
        _Speech.book = Phrasebook({**names, **{source: said for (_, source), said in engine.items()}})
        # Also for English, whose translator is empty: installing one is what tells the widgets.
        self._application.installTranslator(self._installed)

    def close(self) -> None:
        """Take the translator out of the application."""
        if self._installed is not None:
            self._application.removeTranslator(self._installed)
            self._installed.deleteLater()
            self._installed = None


def translate(text: str) -> str:
    """Say an engine string in the window's language, or as it is when nobody translated it."""
    return _Speech.book.say(text)
