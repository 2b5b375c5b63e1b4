"""Recordings: exact, atomic, bounded, and clear about damage."""

import dataclasses
import errno
import io
import json
import random
import zipfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import recording as module
from engine.errors import UserError
from engine.experiment import Experiment
from engine.frame_codec import DECODE_ERRORS, decode, encode
from engine.frames import Frame, HeatFrame, MetricFrame, Tick
from engine.recording import RecordingWriter, open_recording
from tests.engine.samples_of_frames import one_of_each, same
from tests.engine.training import Collector, Reader, regression, request, running

HEADER = {"command": "python -m engine run vit.rollout", "seed": 3, "parameters": {"layer": 2}}


def _recorded(path: Path, frames: list[Frame], **options: Any) -> None:
    writer = RecordingWriter(path, HEADER, **options)
    for frame in frames:
        writer.add(frame)
    writer.close()


def _steps(count: int, values: int = 1) -> list[Frame]:
    noise = np.random.default_rng(0)
    frames: list[Frame] = []
    for step in range(1, count + 1):
        frames.append(HeatFrame(slot="map", step=step, values=noise.random((values, 1))))
        frames.append(MetricFrame(slot="loss", step=step, name="loss", value=1 / step))
    return frames


@pytest.mark.parametrize("frame", one_of_each(), ids=lambda frame: frame.kind)
def test_every_kind_of_frame_comes_back_to_the_last_bit(frame: Frame) -> None:
    assert same(decode(encode(frame)), frame)
    bare = dataclasses.replace(frame, provenance=None)
    assert same(decode(encode(bare)), bare)


def test_numbers_of_numpy_are_taken_as_plain_ones() -> None:
    frame = MetricFrame(slot="m", step=np.int64(3), name="n", value=np.float32(0.5))  # type: ignore[arg-type]
    restored = decode(encode(frame))
    assert isinstance(restored, MetricFrame)
    assert (restored.step, restored.value) == (3, 0.5)


def test_damaged_bytes_raise_what_is_declared_and_nothing_else() -> None:
    random_bytes = random.Random(0)
    whole = [encode(frame) for frame in one_of_each()]
    for _ in range(2000):
        data = bytearray(random_bytes.choice(whole))
        for _ in range(random_bytes.randint(1, 4)):
            data[random_bytes.randrange(min(len(data), 400))] = random_bytes.randrange(256)
        try:
            frame = decode(bytes(data[: random_bytes.randint(0, len(data))] if random_bytes.random() < 0.3 else data))
        except DECODE_ERRORS:
            continue
        assert isinstance(frame, Frame)


def test_objects_are_refused() -> None:
    line = {"frame": {"array": 0}, "arrays": [["x", "|O", [1]]]}
    with pytest.raises(ValueError, match="expected an array of numbers"):
        decode(json.dumps(line).encode() + b"\n" + bytes(8))


def test_a_recording_holds_header_index_and_frames(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.psrec"
    frames = list(one_of_each())
    _recorded(path, frames)
    with open_recording(path) as recording:
        assert recording.header["command"] == HEADER["command"]
        assert recording.header["weights"][0]["sha256"] == "ab12" * 16
        assert recording.slots == tuple(frame.slot for frame in frames)
        assert recording.steps == (7,)
        assert [entry.kind for entry in recording.entries] == [frame.kind for frame in frames]
        assert all(same(recording.frame(number), frame) for number, frame in enumerate(frames))
    assert [entry.name for entry in path.parent.iterdir()] == ["run.psrec"]


def test_scrubbing_shows_the_newest_of_every_slot_so_far(tmp_path: Path) -> None:
    path = tmp_path / "run.psrec"
    once = MetricFrame(slot="start", step=2, name="n", value=0)
    frames = _steps(10)
    _recorded(path, [*frames[:4], once, *frames[4:]])
    with open_recording(path) as recording:
        assert recording.frames_at(0) == {}
        assert set(recording.frames_at(1)) == {"map", "loss"}
        shown = recording.frames_at(6)
        assert {slot: frame.step for slot, frame in shown.items()} == {"map": 6, "loss": 6, "start": 2}
        assert same(shown["map"], frames[10])
        assert {frame.step for frame in recording.frames_at(999).values()} == {10, 2}


def test_a_training_plays_again_through_the_engine_frame_by_frame(tmp_path: Path) -> None:
    path, kept = tmp_path / "run.psrec", Collector()

    class Both(RecordingWriter):
        def add(self, frame: Frame) -> None:
            kept.add(frame)
            super().add(frame)

    with running() as engine:
        engine.submit(regression, request(5), steps=30, draw_every=3, recorder=Both(path, HEADER)).wait()
    with open_recording(path) as recording:
        played = [frame for frame in recording.play() if not isinstance(frame, Tick)]
        assert len(played) == len(kept.frames) == 30
        assert all(map(same, played, kept.frames))
        again = Experiment("test.again", "Again", lambda request, control: recording.play(), trains=True)
        reader = Reader()
        with running(reader) as engine:
            job = engine.submit(again, request())
            assert reader.until_state(job, "finished").steps == 30


def test_the_same_run_gives_the_same_frames(tmp_path: Path) -> None:
    with running() as engine:
        for name in "ab":
            writer = RecordingWriter(tmp_path / name, HEADER)
            engine.submit(regression, request(1), steps=20, draw_every=1, recorder=writer).wait()
    with open_recording(tmp_path / "a") as one, open_recording(tmp_path / "b") as other:
        for first, second in zip(one.play(), other.play(), strict=True):
            assert same(dataclasses.replace(first, job=0), dataclasses.replace(second, job=0))


def test_a_long_run_is_thinned_stays_bounded_and_says_so(tmp_path: Path) -> None:
    path, limit = tmp_path / "run.psrec", 220_000
    _recorded(path, _steps(1001, values=500), limit_bytes=limit)
    with open_recording(path) as recording:
        steps = recording.steps
        assert (steps[0], steps[-1]) == (1, 1001)
        assert 50 < len(steps) < 1001
        gaps = np.diff(steps[:-1])
        assert (np.diff(gaps) >= 0).all()
        spacings = [every for _, every in recording.thinned]
        assert spacings == [*(2**n for n in range(1, len(spacings))), 0]
        assert gaps.max() == spacings[-2]
        assert len(recording.frames_at(1001)) == 2
        held = sum(len(encode(recording.frame(number))) for number in range(len(recording.entries)))
        assert held > limit / 2
    # The directory of a zip comes on top of its frames.
    assert path.stat().st_size < limit * 1.3


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.psrec"
    path.write_bytes(b"the one before")
    writer = RecordingWriter(path, HEADER)
    writer.add(_steps(1)[0])
    assert path.read_bytes() == b"the one before"
    writer.close()
    open_recording(path).close()


def test_a_discarded_recording_leaves_nothing(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "run.psrec", HEADER)
    writer.add(_steps(1)[0])
    writer.discard()
    assert list(tmp_path.iterdir()) == []


class _FullDisk(io.FileIO):
    room = 20_000

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda path, mode: _FullDisk(path, mode))


@pytest.mark.usefixtures("full_disk")
def test_a_disk_that_fills_up_is_one_sentence_and_no_file(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "run.psrec", HEADER)
    with pytest.raises(UserError, match=r"run\.psrec cannot be written: the disk is full\. Make room"):
        deque(map(writer.add, _steps(1000, values=500)), maxlen=0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("full_disk")
def test_a_disk_that_is_full_at_the_end_is_one_sentence_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = RecordingWriter(tmp_path / "run.psrec", HEADER)
    writer.add(_steps(1)[0])
    monkeypatch.setattr(_FullDisk, "room", 0)
    with pytest.raises(UserError, match="the disk is full"):
        writer.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("full_disk")
def test_a_training_goes_on_without_its_recording_and_says_so(tmp_path: Path) -> None:
    reader = Reader()
    with running(reader) as engine:
        writer = RecordingWriter(tmp_path / "run.psrec", HEADER)
        job = engine.submit(regression, request(), steps=400, draw_every=1, recorder=writer)
        assert reader.until_state(job, "running", "finished").notice == ""
        assert reader.until(lambda news: bool(getattr(news, "notice", ""))).notice.startswith("The recording stopped.")  # type: ignore[union-attr]
        reader.until_state(job, "finished")
    assert job.step == 400


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="a file is in the way"):
        RecordingWriter(tmp_path / "file" / "run.psrec", HEADER)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no recording .*none\.psrec"):
        open_recording(tmp_path / "none.psrec")


def _rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)


DAMAGE: tuple[Callable[[dict[str, bytes]], object], ...] = (
    lambda entries: entries.pop("index.json"),
    lambda entries: entries.pop("header.json"),
    lambda entries: entries.update({"index.json": b"{"}),
    lambda entries: entries.update({"index.json": b"[]"}),
    lambda entries: entries.update({"index.json": b'{"format":1,"frames":[[1,2]],"thinned":[]}'}),
    lambda entries: entries.update({"index.json": b'{"format":99}'}),
    lambda entries: entries.update({"header.json": b"3"}),
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_of_header_or_index_is_one_sentence(tmp_path: Path, damage: Callable[[dict[str, bytes]], None]) -> None:
    path = tmp_path / "run.psrec"
    _recorded(path, _steps(2))
    _rewritten(path, damage)
    with pytest.raises(UserError, match=r"run\.psrec (is not a whole recording|was made by another version)"):
        open_recording(path)


def test_any_changed_byte_is_an_error_of_the_user_or_a_recording(tmp_path: Path) -> None:
    path, damaged = tmp_path / "run.psrec", tmp_path / "damaged.psrec"
    _recorded(path, _steps(3, values=20))
    whole, draw = path.read_bytes(), random.Random(1)
    refused = 0
    for _ in range(500):
        data = bytearray(whole)
        data[draw.randrange(len(data))] = draw.randrange(256)
        damaged.write_bytes(data if draw.random() < 0.8 else data[: draw.randrange(len(data))])
        try:
            with open_recording(damaged) as recording:
                assert all(isinstance(frame, Frame) for frame in recording.play())
        except UserError as error:
            refused += 1
            assert str(damaged) in error.what  # noqa: PT017  # also says how many were refused
    assert refused > 300


def test_an_entry_too_long_to_be_true_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.psrec"
    _recorded(path, _steps(1, values=5000))
    monkeypatch.setattr(module, "_LONGEST_ENTRY_BYTES", 1000)
    with open_recording(path) as recording, pytest.raises(UserError, match="longer than 1000 bytes"):
        recording.frames_at(1)
