"""Where networks run: the CPU, CUDA cards and Apple's GPU, and how many threads torch may use.

Everything here that needs torch imports it, so the window calls it on the engine thread only.
"""

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import UserError
from engine.lazy import lazy

if TYPE_CHECKING:
    import psutil
    import torch
else:
    psutil = lazy("psutil")
    torch = lazy("torch")

THREADS_VARIABLE = "PAPERSCOPE_THREADS"


@dataclass(frozen=True, slots=True)
class Device:
    """A place where networks can run.

    name:  what torch and `--device` call it, such as "cpu", "cuda" or "cuda:1".
    label: what a person reads, such as "CPU · 1 thread".
    """

    name: str
    label: str


def devices() -> tuple[Device, ...]:
    """List the devices of this machine, the CPU first. Imports torch."""
    count = thread_count()
    found = [Device("cpu", f"CPU · {count} thread{'' if count == 1 else 's'}")]
    found += _cuda_devices()
    if torch.backends.mps.is_available():
        found.append(Device("mps", "MPS · Apple GPU"))
    return tuple(found)


def _cuda_devices() -> list[Device]:
    if not torch.cuda.is_available():
        return []
    cards = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    if len(cards) == 1:
        return [Device("cuda", f"CUDA · {cards[0]}")]
    return [Device(f"cuda:{index}", f"CUDA {index} · {card}") for index, card in enumerate(cards)]


def resolve_device(name: str) -> str:
    """Return the torch name of a device; "auto" takes CUDA before MPS before the CPU.

    "cuda" is the first card, also where there are several. Raises UserError when there is no such
    device here. Imports torch, unless the CPU is asked for.
    """
    if name == "cpu":
        return name
    names = [device.name for device in devices()]
    if name == "auto":
        return next((known for kind in ("cuda", "mps", "cpu") for known in names if known.startswith(kind)), "cpu")
    aliases = {"cuda": "cuda:0", "cuda:0": "cuda"}
    if name in names or aliases.get(name) in names:
        return name
    raise UserError(f"This machine has no device {name!r}.", f"Choose one of: auto, {', '.join(names)}.")


def thread_count() -> int:
    """Return how many threads torch may use: one less than the cores that this process may use.

    The core left over keeps the window smooth. The environment variable PAPERSCOPE_THREADS
    overrides it. Raises UserError when that is not a whole number of at least 1.
    """
    asked = os.environ.get(THREADS_VARIABLE, "").strip()
    if not asked:
        return max(1, _cores() - 1)
    if not asked.isdecimal() or int(asked) < 1:
        raise UserError(
            f"{THREADS_VARIABLE} is {asked!r}, which is not a whole number of at least 1.",
            "Correct it, or unset it to use one thread less than there are cores.",
        )
    return int(asked)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        # In a container or under taskset this is less than the machine has.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_warming = threading.Lock()
_warm = False


def warm_up() -> None:
    """Import torch, set its threads, and pay the costs of the first training step.

    The first optimiser step imports another second's worth of torch, the first convolution sets up
    its library. Does nothing when called
    again. Raises UserError for a bad PAPERSCOPE_THREADS.
    """
    global _warm
    with _warming:
        if _warm:
            return
        torch.set_num_threads(thread_count())
        kernel = torch.zeros(1, 3, 2, 2, requires_grad=True)
        features = torch.nn.functional.conv2d(torch.ones(1, 3, 4, 4), kernel, stride=2)
        torch.autograd.backward(features.sum())
        torch.optim.AdamW([kernel]).step()
        _warm = True


def memory_used_bytes() -> int:
    """Return the bytes of memory that this process holds, on the machine and on CUDA cards.

    May be called from any thread at any time; cards count once `warm_up` is done.
    """
    used = int(psutil.Process().memory_info().rss)
    # Before that, another thread may be half way through importing torch.
    if _warm:
        used += sum(torch.cuda.memory_reserved(index) for index in range(torch.cuda.device_count()))
    return used
