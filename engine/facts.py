"""The facts of a run, written into every file it leaves: what was run, on what, with what."""

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from engine import __version__
from engine.cli.command import command_for
from engine.experiment import Request
from engine.images import Picture

_PACKAGES = ("torch", "numpy", "Pillow")


def facts_of(
    request: Request,
    *,
    steps: int | None = None,
    out: str = "out",
    record: Path | None = None,
    draw_every: int | None = None,
) -> dict[str, Any]:
    """Return the facts of a request as JSON can hold them; what follows it as in `command_for`."""
    return {
        "experiment": request.experiment,
        "command": command_for(request, steps=steps, out=out, record=record, draw_every=draw_every),
        "parameters": dict(request.parameters),
        "inputs": _inputs(request),
        "weights_asked": request.weights,
        "device": request.device,
        "seed": request.seed,
        "versions": versions(),
    }


def metadata_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts that go into the metadata of a picture or table, as text."""
    named = {"Software": f"Paperscope {__version__}"}
    named |= {name: str(facts[name]) for name in ("experiment", "command", "device", "seed")}
    for role in ("image", "second"):
        if role in facts["inputs"]:
            named[role] = f"{facts['inputs'][role]['name']}, pixels' SHA-256 {facts['inputs'][role]['digest']}"
    return named


def versions() -> dict[str, str]:
    """Return the versions that a run depends on, without importing anything heavy."""
    found = {"paperscope": __version__, "python": platform.python_version(), "platform": platform.platform()}
    for package in _PACKAGES:
        try:
            found[package.lower()] = version(package)
        except PackageNotFoundError:
            found[package.lower()] = "not installed"
    return found


def _inputs(request: Request) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for role, picture in (("image", request.image), ("second", request.second)):
        if picture is not None:
            inputs[role] = _picture(picture)
    if request.folder is not None:
        inputs["folder"] = str(request.folder)
    if request.text:
        inputs["text"] = request.text
    return inputs


def _picture(picture: Picture) -> dict[str, Any]:
    height, width = picture.pixels.shape[:2]
    facts = {"name": picture.name, "digest": picture.digest, "width": width, "height": height, "note": picture.note}
    return {name: value for name, value in facts.items() if value != ""}
