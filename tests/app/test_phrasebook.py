"""The engine's sentences in another language, with their numbers and names."""

import pytest

from app.phrasebook import Phrasebook, pattern_of

BOOK = Phrasebook(
    {
        "Layer": "层",
        "layer {} · head {}": "第 {} 层 · 第 {} 头",
        "{} of {} heads": "{1} 个头中的 {0} 个",
        "{picture}: layer {} of {}": "{picture}：第 {} 层，共 {} 层",
        "There is no file {path}. Check its name and folder.": "没有文件 {path}。请检查名称和文件夹。",
        "Evidence for {name}": "支持{name}的证据",
        "cats": "猫",
    }
)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("layer 9 · head 2", "layer {} · head {}"),
        ("DINOv2 ViT-S/14", "DINOv2 ViT-S/14"),
        ("top-1 of 1e-05", "top-1 of {}"),
        ("−3 to 0.41 px", "{} to {} px"),
        ("224×224", "{}×{}"),
        ("80% lost", "{}% lost"),
    ],
)
def test_numbers_become_holes(text: str, pattern: str) -> None:
    assert pattern_of(text) == pattern


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Layer", "层"),
        ("layer 9 · head 2", "第 9 层 · 第 2 头"),
        ("5 of 6 heads", "6 个头中的 5 个"),
        ("my cat 2.png: layer 1 of 12", "my cat 2.png：第 1 层，共 12 层"),
        (
            "There is no file /a {b}/c.png. Check its name and folder.",
            "没有文件 /a {b}/c.png。请检查名称和文件夹。",
        ),
        ("Evidence for cats", "支持猫的证据"),
        ("Evidence for a yeti", "支持a yeti的证据"),
        ("nobody translated 3 of these", "nobody translated 3 of these"),
        ("", ""),
    ],
)
def test_sentences(text: str, said: str) -> None:
    assert BOOK.say(text) == said
