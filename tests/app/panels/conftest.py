"""Panel tests run once for every tab."""

from collections.abc import Iterator

import pytest

from engine.analysis import mae_cost, occlusion, picture_pool, top_patches
from engine.analysis.embedding import sources
from engine.analysis.picture_pool import open_pool
from engine.cache import clear_all_caches
from engine.world.source import Batch, WorldSource
from tests.app.panels.panel_contract import pytest_generate_tests

__all__ = ["little_to_look_at", "pytest_generate_tests"]


@pytest.fixture(autouse=True)
def little_to_learn_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a training on the built-in world take at most four pictures a step."""
    whole = WorldSource.train

    def train(source: WorldSource, seed: int, step: int, count: int, size: int) -> Batch:
        return whole(source, seed, step, min(count, 4), size)

    monkeypatch.setattr(WorldSource, "train", train)


@pytest.fixture(autouse=True)
def clock_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a measurement of time take none."""
    monkeypatch.setattr(mae_cost, "seconds", lambda work, device: 0.5)


@pytest.fixture
def little_to_look_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Slide the square over nine places and search sixteen pictures, so that a slow machine is done in time."""
    clear_all_caches()
    monkeypatch.setattr(occlusion, "places", lambda side_px, stride_px: 3)
    for module in (picture_pool, top_patches):
        monkeypatch.setattr(module, "open_pool", lambda folder, count, side: open_pool(folder, min(count, 16), side))
    items = sources._items
    monkeypatch.setattr(sources, "_items", lambda kind, split: items(kind, split)[::40])
    yield
    clear_all_caches()
