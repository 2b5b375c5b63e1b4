"""Captions are sentences."""

import pytest

from engine.world.captions import caption_en, caption_zh


@pytest.mark.parametrize(
    ("names", "background", "expected"),
    [
        (["camel"], "", "A camel."),
        (["camel", "apple"], "beach", "A camel and an apple, in front of a beach."),
        (["owl", "cat", "ice cream"], "", "An owl, a cat and an ice cream."),
        (["grapes", "glass"], "fallen leaves", "Grapes and a glass, in front of fallen leaves."),
        (["Saturn"], "blue sky", "Saturn, in front of a blue sky."),
        (["the Moon", "some rice"], "", "The Moon and some rice."),
    ],
)
def test_english(names: list[str], background: str, expected: str) -> None:
    assert caption_en(names, background) == expected


@pytest.mark.parametrize(
    ("names", "background", "expected"),
    [
        (["骆驼"], "", "骆驼。"),
        (["骆驼", "苹果"], "海滩", "骆驼和苹果，背景是海滩。"),
        (["猫头鹰", "猫", "冰淇淋"], "", "猫头鹰、猫和冰淇淋。"),
    ],
)
def test_chinese(names: list[str], background: str, expected: str) -> None:
    assert caption_zh(names, background) == expected
