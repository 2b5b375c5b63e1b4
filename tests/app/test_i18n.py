"""Every word of the window and of the engine has a Chinese translation that can be filled in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.i18n import FOLDER, LanguageSwitch, read_messages, translate
from app.panels import PANELS
from app.panels.tab import Carry, Pages, Place, View, views_of
from app.phrasebook import Phrasebook, pattern_of
from engine.errors import UserError
from engine.papers import PAPERS

ROOT = Path(__file__).resolve().parents[2]
WINDOW = read_messages(FOLDER / "paperscope_zh_CN.ts")
ENGINE = {source: said for (_, source), said in read_messages(FOLDER / "engine_zh_CN.ts").items()}
# Names and formulas are the same in every language.
NAMES = {
    "Adam",
    "AlexNet",
    "Grad-CAM",
    "MoCo v1",
    "MoCo v2",
    "conv1",
    "conv2",
    "conv3",
    "conv4",
    "conv5",
    "GAN",
    "RMSprop",
    "Rollout",
    "DINOv2",
    "MAE",
    "PCA",
    "t-SNE",
    "DINOv2 ViT-S/14",
    "ViT-B/16",
    "ViT-L/16",
    "log(1 − D(G(z)))",
    "−log D(G(z))",
}


def spoken() -> Iterator[tuple[str, str]]:
    """Walk over every `self.tr("…")` in app and widgets: (class, text)."""
    for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("widgets/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for call in ast.walk(node):
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "tr":
                        assert isinstance(call.args[0], ast.Constant), f"{path.name}:{call.lineno}: not a literal"
                        yield node.name, call.args[0].value


def declared() -> Iterator[str]:
    """Walk over everything that papers and panels declare to be shown."""
    for paper in PAPERS:
        yield paper.family
        for claim in paper.claims:
            yield from (claim.claim, claim.stated)
        for experiment in paper.experiments:
            yield from (experiment.title, experiment.summary, experiment.figure)
            for parameter in experiment.parameters:
                yield from (parameter.label, parameter.help)
                yield from (label for _, label in getattr(parameter, "options", ()))
    for spec in PANELS:
        yield spec.name
        for tab in spec.tabs:
            yield tab.hint
            yield from page_names(tab.layout)
            yield from (view.empty for view in views_of(tab.layout))
            yield from (recording.label for recording in tab.recordings)
            yield from (link.label for link in tab.links if isinstance(link, Carry))


def page_names(place: Place) -> Iterator[str]:
    """Walk over the names on the strips of a layout."""
    if isinstance(place, Pages):
        for name, page in place.pages:
            yield name
            yield from page_names(page)
    elif not isinstance(place, View):
        for item in place.items:
            yield from page_names(item)


def holes(text: str) -> list[str]:
    return re.findall(r"\{[^}]*\}", text)


def test_the_window_is_translated() -> None:
    words = set(spoken())
    assert len(words) > 100
    assert sorted(words - set(WINDOW)) == []


def test_nothing_is_translated_that_nobody_says() -> None:
    assert sorted(set(WINDOW) - set(spoken())) == []


def test_the_engine_is_translated() -> None:
    book = Phrasebook(ENGINE)
    left = {text for text in declared() if text and book.say(text) == text}
    assert sorted(text for text in left if re.search("[A-Za-z]{2}", pattern_of(text)) and text not in NAMES) == []


@pytest.mark.parametrize("messages", [dict(WINDOW.items()), {("engine", key): said for key, said in ENGINE.items()}])
def test_translations_keep_their_holes(messages: dict[tuple[str, str], str]) -> None:
    for (_, source), said in messages.items():
        named = [hole for hole in holes(source) if hole not in ("{}", "{:,}")]
        numbers = len(holes(source)) - len(named)
        filled = said.format(*range(1000, 1000 + numbers), **{hole[1:-1]: f"<{hole}>" for hole in named})
        missing = [hole for hole in named if f"<{hole}>" not in filled]
        missing += [str(number) for number in range(1000, 1000 + numbers) if str(number) not in filled.replace(",", "")]
        assert missing == [], f"{source!r} → {said!r}"


class Speaker(QWidget):
    """A widget that says one word of the status bar's context."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel(self)
        self.heard = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.heard += 1


def test_switching_reaches_widgets_and_engine_words(qtbot: QtBot, language: LanguageSwitch) -> None:
    widget = Speaker()
    qtbot.addWidget(widget)
    assert translate("Layer") == "Layer"
    language.use("zh_CN")
    qtbot.waitUntil(lambda: widget.heard > 0)
    assert translate("Layer") == "层"
    assert translate("layer 9 · head 2 · 97 px") == "第 9 层 · 第 2 头 · 97 像素"
    heard = widget.heard
    language.use("en")
    qtbot.waitUntil(lambda: widget.heard > heard)
    assert translate("Layer") == "Layer"


def test_a_missing_file_changes_nothing(
    qtbot: QtBot, language: LanguageSwitch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.i18n.FOLDER", tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        language.use("zh_CN")
    (tmp_path / "paperscope_zh_CN.ts").write_text("<TS", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be read"):
        language.use("zh_CN")
    assert language.language == "en"
