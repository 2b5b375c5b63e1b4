"""The bench: rows, interleaving, the engine's measurements, and the window's in their own process."""

import json
import subprocess
import sys
from typing import Any

import pytest

from engine.bench import attention, composites, rows, training, window
from engine.bench.rows import Row, interleaved
from engine.errors import UserError


def test_a_row_says_whether_its_aim_is_met() -> None:
    most, least = Row("a", 1.2, "ratio", 1.3), Row("b", 0.9, "ratio", 0.95, "at least")
    assert most.as_json() == {"name": "a", "value": 1.2, "unit": "ratio", "aim": "≤ 1.3", "holds": True}
    assert least.as_json() == {"name": "b", "value": 0.9, "unit": "ratio", "aim": "≥ 0.95", "holds": False}
    assert Row("c", 1.0, "ratio", 1.0).holds
    assert Row("d", 1.0, "ratio", 1.0, "at least").holds


def test_two_things_are_timed_in_turns_and_their_medians_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    durations = {"a": iter([9.0, 1.0, 50.0, 3.0]), "b": iter([9.0, 2.0, 2.0, 4.0])}
    now_s = 0.0

    def work(name: str) -> None:
        nonlocal now_s
        calls.append(name)
        now_s += next(durations[name])

    monkeypatch.setattr(rows.time, "perf_counter", lambda: now_s)
    assert interleaved(lambda: work("a"), lambda: work("b"), 3) == (3.0, 2.0)
    assert "".join(calls) == "ab" + "ab" + "ba" + "ab"


def test_attention_is_captured_and_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention, "REPEATS", 1)
    row = attention.attention_capture()
    assert (row.name, row.aim, row.bound) == ("attention_capture", 1.0, "at most")
    assert row.value > 0


def test_both_networks_hand_out_the_same_attention() -> None:
    import torch

    theirs = attention._transformers_network()
    ours = attention._our_network(theirs)
    picture = torch.rand(1, 3, 224, 224, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = theirs(picture, output_attentions=True).attentions
        trace = ours.trace(picture, whole=True)
        for layer, theirs_of_layer in enumerate(expected):
            torch.testing.assert_close(trace.attention(layer), theirs_of_layer[0], rtol=1e-4, atol=1e-6)


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(UserError, match="attention_capture needs the package transformers"):
        attention.attention_capture()


def test_the_training_is_compared_with_its_bare_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "STEPS", 5)
    monkeypatch.setattr(training, "REPEATS", 1)
    row = training.train_overhead_engine()
    assert (row.name, row.aim, row.bound) == ("train_overhead_engine", 0.95, "at least")
    assert row.value > 0


def test_composites_are_counted_against_what_a_training_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composites, "REPEATS", 1)
    monkeypatch.setattr(composites, "_BATCHES", {32: 4})
    row = composites.composites_32()
    assert (row.name, row.unit, row.bound) == ("composites_32", "images/s", "at least")
    assert row.value > 0
    assert row.aim > 0


def _answering(monkeypatch: pytest.MonkeyPatch, stdout: str, stderr: str = "", code: int = 0) -> list[list[str]]:
    asked: list[list[str]] = []

    def run(words: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        asked.append(words)
        return subprocess.CompletedProcess(words, code, stdout, stderr)

    monkeypatch.setattr(window.subprocess, "run", run)
    return asked


def test_the_windows_rows_come_from_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Row("startup", 0.25, "ratio", 0.4).as_json()
    asked = _answering(monkeypatch, json.dumps([row]))
    assert window.window_rows("startup") == [row]
    assert asked == [[sys.executable, "-m", "app.bench", "--json", "--only", "startup"]]
    assert window.window_rows(None) == [row]
    assert "--only" not in asked[1]


def test_a_window_that_cannot_be_measured_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    _answering(monkeypatch, "", "Traceback\nImportError: libEGL.so.1", 1)
    with pytest.raises(UserError, match=r"could not be measured: ImportError: libEGL\.so\.1"):
        window.window_rows(None)

    def too_long(words: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(words, 1)

    monkeypatch.setattr(window.subprocess, "run", too_long)
    with pytest.raises(UserError, match="took more than"):
        window.window_rows(None)
