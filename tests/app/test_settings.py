"""Settings survive a restart, and a file spoilt by hand falls back to defaults."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from app.settings import RECENT_LIMIT, Settings, config_folder


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    first = Settings(tmp_path)
    first.theme, first.language = "light", "zh_CN"
    first.card_open, first.rail_open = False, False
    first.experiment, first.device, first.picture = "vit.rollout", "cpu", "coffee"
    first.geometry = QByteArray(b"\x01\x02")
    first.save()
    second = Settings(tmp_path)
    assert (second.theme, second.language, second.card_open, second.rail_open) == ("light", "zh_CN", False, False)
    assert (second.experiment, second.device, second.picture) == ("vit.rollout", "cpu", "coffee")
    assert second.geometry == QByteArray(b"\x01\x02")


def test_first_start(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert (settings.theme, settings.language, settings.device) == ("system", "system", "auto")
    assert settings.card_open
    assert settings.recent == ()
    assert settings.geometry.isEmpty()


def test_values_spoilt_by_hand_count_as_defaults(tmp_path: Path) -> None:
    (tmp_path / "paperscope.ini").write_text("[window]\ntheme=plaid\nlanguage=xx\ncard=perhaps\ngeometry=7\n")
    settings = Settings(tmp_path)
    assert (settings.theme, settings.language, settings.card_open) == ("system", "system", True)
    assert settings.geometry.isEmpty()


def test_recent_pictures_are_newest_first_once_and_there(tmp_path: Path) -> None:
    pictures = [tmp_path / f"{number}, comma.png" for number in range(RECENT_LIMIT + 3)]
    settings = Settings(tmp_path)
    for picture in pictures:
        picture.touch()
        settings.add_recent(picture)
    settings.add_recent(pictures[5])
    settings.save()
    recent = Settings(tmp_path).recent
    assert recent[:2] == (pictures[5], pictures[-1])
    assert len(recent) == len(set(recent)) == RECENT_LIMIT
    pictures[5].unlink()
    assert pictures[5] not in Settings(tmp_path).recent


def test_one_recent_picture_survives(tmp_path: Path) -> None:
    only = tmp_path / "only.png"
    only.touch()
    settings = Settings(tmp_path)
    settings.add_recent(only)
    settings.save()
    assert Settings(tmp_path).recent == (only,)


def test_the_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERSCOPE_CONFIG", str(tmp_path / "new"))
    assert config_folder() == tmp_path / "new"
    assert Settings().folder == tmp_path / "new"
    assert (tmp_path / "new").is_dir()
