"""A request as the command that repeats it, for "Copy as command" and the metadata of every file."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from engine.experiment import Request
from engine.images import Picture
from engine.parameters import Value
from engine.samples import samples


def command_for(
    request: Request,
    *,
    steps: int | None = None,
    out: str = "out",
    record: Path | None = None,
    draw_every: int | None = None,
) -> str:
    """Return the `python -m engine run …` line that repeats `request`, quoted for a POSIX shell.

    steps: how far a training went. record, draw_every: the recording that was made of it. Every
    parameter is written out, so that the line means the same after a default has changed. A picture
    that is in no file is given by its name: save it under that name first.
    """
    words = ["python", "-m", "engine", "run", request.experiment, *_inputs(request)]
    for name, value in request.parameters.items():
        words += ["--size", str(value)] if name == "size" else ["--set", f"{name}={value_text(value)}"]
    if request.weights != "auto":
        words += ["--weights", request.weights]
    words += ["--device", request.device, "--seed", str(request.seed)]
    if steps is not None:
        words += ["--steps", str(steps)]
    if record is not None:
        words += ["--record", record.as_posix()]
    if draw_every is not None:
        words += ["--draw-every", str(draw_every)]
    return shlex.join([*words, "--out", out])


def value_text(value: Value) -> str:
    """Write a parameter's value as its `parse` reads it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], tuple):
        return ";".join(",".join(map(str, point)) for point in value if isinstance(point, tuple))
    return ",".join(map(str, value))


def picture_word(picture: Picture) -> str:
    """Return what `--image` takes for a picture: its word, a sample's name, its file, or else its own name."""
    if picture.path is None:
        return picture.word or picture.name
    sample = next((sample.name for sample in samples() if _same_file(sample.path, picture.path)), None)
    return f"sample:{sample}" if sample else str(picture.path)


def _same_file(one: Path, other: Path) -> bool:
    return one == other or one.resolve() == other.resolve()


def _inputs(request: Request) -> Iterator[str]:
    for option, picture in (("--image", request.image), ("--second", request.second)):
        if picture is not None:
            yield from (option, picture_word(picture))
    if request.folder is not None:
        yield from ("--folder", str(request.folder))
    if request.text:
        yield from ("--text", request.text)
