"""Keeps the engine busy for the length of a block, so that what is submitted meanwhile waits."""

import threading

from app.bridge import Bridge
from engine.control import Control
from tests.engine.training import PATIENCE_S, request, still


class Blocker:
    """The engine works on nothing else inside the block."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._entered = threading.Event()
        self._released = threading.Event()

    def _block(self, control: Control) -> None:
        self._entered.set()
        assert self._released.wait(PATIENCE_S)

    def __enter__(self) -> "Blocker":
        self._bridge.submit(still(before=self._block), request())
        assert self._entered.wait(PATIENCE_S)
        return self

    def __exit__(self, *error: object) -> None:
        self._released.set()
