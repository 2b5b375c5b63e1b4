"""`image_to_view`: from a picture file being opened to its attention on screen, over the bare forward pass."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.bench.watching import JobWatch, Painted
from app.workspace import Workspace
from engine.bench.rows import Row, seconds
from engine.control import Control
from engine.experiment import Experiment, Request
from engine.frames import Frames, MetricFrame
from engine.images import fit, load_picture
from engine.lazy import lazy
from engine.samples import find_sample

if TYPE_CHECKING:
    import torch
    from PIL import Image

    from engine.weights import store
else:
    torch, Image, store = lazy("torch"), lazy("PIL.Image"), lazy("engine.weights.store")

REPEATS = 9
SIZE_PX = 224
_EXPERIMENT, _SLOT = "vit.attention_maps", "row"


def _forward(request: Request, control: Control) -> Frames:
    """Time the network alone on a picture that is there already, on the engine thread."""
    loaded = store.open_vit(request.weights, request.device, request.seed)
    pixels = loaded.model.pixels(fit(load_picture(find_sample("coffee").path), SIZE_PX))
    yield MetricFrame(slot="seconds", name="forward pass", value=seconds(lambda: loaded.model(pixels)), unit="s")


FORWARD = Experiment("bench.forward", "Forward pass to measure", _forward)


async def image_to_view(workspace: Workspace, watch: JobWatch, folder: Path) -> Row:
    """Open files never seen before, each followed by a bare forward pass."""
    workspace.host.open(_EXPERIMENT)
    shown_s, forward_s = [], []
    for number, path in enumerate(_pictures(folder, REPEATS + 1)):
        took_s = await _show(workspace, watch, path)
        bare_s = await watch.measured(FORWARD)
        if number:  # the first pays for what is done once
            shown_s.append(took_s)
            forward_s.append(bare_s)
    return Row("image_to_view", statistics.median(shown_s) / statistics.median(forward_s), "ratio", 1.3)


async def _show(workspace: Workspace, watch: JobWatch, path: Path) -> float:
    panel = workspace.host.panel
    assert panel is not None
    await watch.until(lambda: panel.views() and not panel.busy)
    assert panel.page.stage is not None
    painted = Painted(panel.page.stage.views[_SLOT])
    began_s = time.perf_counter()
    workspace.shelf.open_file(path)
    return await painted.wait() - began_s


def _pictures(folder: Path, count: int) -> Iterator[Path]:
    """Write photographs that differ a little each time, so that nothing about them is cached."""
    pixels = load_picture(find_sample("coffee").path).pixels
    for number in range(count):
        path = folder / f"picture-{number}.jpg"
        Image.fromarray(np.roll(pixels, 7 * number, axis=1)).save(path, quality=92)
        yield path
