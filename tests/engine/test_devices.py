"""Devices, threads and memory, with machines pretended that the test does not run on."""

import mmap
import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from engine.devices import Device, devices, memory_used_bytes, resolve_device, thread_count
from engine.errors import UserError


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> "Machine":
    return Machine(monkeypatch)


class Machine:
    """A machine of the test's own making; at first one CPU core and nothing else."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        monkeypatch.delenv("PAPERSCOPE_THREADS", raising=False)
        self.has(cores=1)

    def has(self, cores: int = 2, cards: tuple[str, ...] = (), apple: bool = False) -> None:
        self._patch.setattr(os, "sched_getaffinity", lambda _process: set(range(cores)), raising=False)
        self._patch.setattr(torch.cuda, "is_available", lambda: bool(cards))
        self._patch.setattr(torch.cuda, "device_count", lambda: len(cards))
        self._patch.setattr(torch.cuda, "get_device_name", lambda index: cards[index])
        self._patch.setattr(torch.backends.mps, "is_available", lambda: apple)


def test_a_plain_machine_has_its_cpu(machine: Machine) -> None:
    machine.has(cores=2)
    assert devices() == (Device("cpu", "CPU · 1 thread"),)
    machine.has(cores=8)
    assert devices() == (Device("cpu", "CPU · 7 threads"),)


def test_cards_are_named(machine: Machine) -> None:
    machine.has(cards=("NVIDIA H200",))
    assert devices()[1:] == (Device("cuda", "CUDA · NVIDIA H200"),)
    machine.has(cards=("NVIDIA A", "NVIDIA B"))
    assert devices()[1:] == (Device("cuda:0", "CUDA 0 · NVIDIA A"), Device("cuda:1", "CUDA 1 · NVIDIA B"))


def test_an_apple_gpu_is_listed(machine: Machine) -> None:
    machine.has(apple=True)
    assert devices()[1:] == (Device("mps", "MPS · Apple GPU"),)


@pytest.mark.parametrize(
    ("cards", "apple", "best"),
    [((), False, "cpu"), ((), True, "mps"), (("A",), True, "cuda"), (("A", "B"), False, "cuda:0")],
)
def test_auto_takes_the_fastest(machine: Machine, cards: tuple[str, ...], apple: bool, best: str) -> None:
    machine.has(cards=cards, apple=apple)
    assert resolve_device("auto") == best


@pytest.mark.parametrize(
    ("name", "cards", "there"),
    [
        ("cpu", (), True),
        ("cuda", (), False),
        ("cuda", ("A",), True),
        ("cuda:0", ("A",), True),
        ("cuda:1", ("A",), False),
        ("cuda", ("A", "B"), True),
        ("cuda:1", ("A", "B"), True),
        ("cuda:2", ("A", "B"), False),
        ("mps", (), False),
        ("tpu", (), False),
        ("", (), False),
    ],
)
def test_only_what_is_there_is_resolved(machine: Machine, name: str, cards: tuple[str, ...], there: bool) -> None:
    machine.has(cards=cards)
    if there:
        assert resolve_device(name) == name
        return
    with pytest.raises(UserError, match=f"This machine has no device '{name}'") as refusal:
        resolve_device(name)
    assert refusal.value.hint.startswith("Choose one of: auto, cpu")


def test_one_core_is_left_to_the_window(machine: Machine) -> None:
    for cores, threads in ((1, 1), (2, 1), (3, 2), (64, 63)):
        machine.has(cores=cores)
        assert thread_count() == threads


def test_the_environment_overrides_the_threads(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERSCOPE_THREADS", " 5 ")
    assert thread_count() == 5
    for bad in ("0", "-1", "two", "1.5", "²"):
        monkeypatch.setenv("PAPERSCOPE_THREADS", bad)
        with pytest.raises(UserError, match=r"PAPERSCOPE_THREADS is .* not a whole number"):
            thread_count()


WARM = """
import sys, threading
from engine.devices import memory_used_bytes, resolve_device, warm_up
assert resolve_device("cpu") == "cpu" and memory_used_bytes() > 0
assert "torch" not in sys.modules
engine = threading.Thread(target=warm_up)
engine.start(); engine.join()
import torch
assert torch.get_num_threads() == 3, torch.get_num_threads()
before = set(sys.modules)
layer = torch.nn.Conv2d(3, 4, 2)
optimiser = torch.optim.AdamW(layer.parameters())
layer(torch.zeros(1, 3, 4, 4)).sum().backward()
optimiser.step()
late = set(sys.modules) - before
assert not late, sorted(late)
torch.set_num_threads(2)
warm_up()
assert torch.get_num_threads() == 2
"""


def test_warming_up_pays_for_the_first_step_and_sets_the_threads_once() -> None:
    subprocess.run(
        [sys.executable, "-W", "error", "-c", WARM], check=True, env={**os.environ, "PAPERSCOPE_THREADS": "3"}
    )


def test_memory_counts_what_is_held() -> None:
    before = memory_used_bytes()
    # Fresh pages from the system: what malloc returns may lie where something large was freed before.
    with mmap.mmap(-1, 100_000_000) as pages:
        held = np.frombuffer(pages, dtype=np.uint8)
        held[:] = 1
        assert memory_used_bytes() - before > 0.9 * held.nbytes
        del held


def test_memory_of_cards_counts_once_torch_is_warm(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.has(cards=("A", "B"))
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda index: (index + 1) * 2**40)
    monkeypatch.setattr("engine.devices._warm", False)
    assert memory_used_bytes() < 2**40
    monkeypatch.setattr("engine.devices._warm", True)
    assert memory_used_bytes() > 3 * 2**40
