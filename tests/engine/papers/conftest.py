"""Experiments are tested for what they say, not for how fast the machine is."""

from collections.abc import Callable

import pytest

from engine.analysis import mae_cost


@pytest.fixture(autouse=True)
def clock_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a measurement of time take none, and always give the same."""

    def seconds(work: Callable[[], object], device: str = "cpu") -> float:
        return 0.5

    monkeypatch.setattr(mae_cost, "seconds", seconds)
