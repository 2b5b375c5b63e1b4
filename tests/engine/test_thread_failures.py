"""What goes wrong on the engine thread becomes one clear failure, and the thread goes on."""

import itertools
from collections.abc import Callable

import pytest
import torch

from engine.control import Control
from engine.errors import Cancelled, NotFinite, UserError
from engine.experiment import Request
from engine.frames import Frame, Frames, MetricFrame, Tick
from engine.mailbox import JobEvent
from engine.thread import Engine
from tests.engine.training import PATIENCE_S, Collector, Reader, regression, request, running, still, training


def _number(value: float) -> MetricFrame:
    return MetricFrame(slot="a", name="a", value=value)


def _raising(error: BaseException) -> Callable[[Control], None]:
    def raise_it(control: Control) -> None:
        raise error

    return raise_it


OUT_OF_MEMORY = "The machine ran out of memory."
FAILURES: tuple[tuple[BaseException, str, bool], ...] = (
    (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"), OUT_OF_MEMORY, False),
    (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), OUT_OF_MEMORY, False),
    (MemoryError(), OUT_OF_MEMORY, False),
    (UserError("photo.png is damaged.", "Choose another."), "photo.png is damaged. Choose another.", False),
    (
        NotFinite("The loss", 7, 0.125),
        "The loss became NaN or infinite at step 7; its last good value was 0.125",
        False,
    ),
    (ValueError("expected 3, got 4"), "ValueError: expected 3, got 4", True),
    (StopIteration(), "RuntimeError: generator raised StopIteration", True),
    (SystemExit(3), "SystemExit: 3", True),
    (RecursionError("too deep"), "RecursionError: too deep", True),
)


@pytest.mark.parametrize(("error", "message", "is_bug"), FAILURES, ids=lambda value: type(value).__name__)
def test_whatever_is_raised_becomes_a_failure_and_the_engine_goes_on(
    error: BaseException, message: str, is_bug: bool
) -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(still(_number(1), before=_raising(error)), request())
        failure = reader.until_state(job, "failed").failure
        assert failure is not None
        assert failure.message.startswith(message)
        assert "\n" not in failure.message
        assert failure.is_bug is is_bug
        assert ("Traceback" in failure.report) is is_bug
        after = engine.submit(still(_number(2)), request())
        assert reader.until_state(after, "finished")


def test_memory_that_really_runs_out_is_told_as_such() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(still(before=lambda control: torch.empty(10**15) and None), request())
        failure = reader.until_state(job, "failed").failure
    assert failure is not None
    assert failure.message.startswith(OUT_OF_MEMORY)


def test_a_loss_that_explodes_names_the_step_and_the_last_good_value() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(rate=1e9), draw_every=1)
        event = reader.until_state(job, "failed")
    good = reader.frames(job, "loss")[-1].series[0].y[-1]
    assert event.failure is not None
    assert event.failure.message.startswith(f"The loss became NaN or infinite at step {event.steps + 1}")
    assert f"{good:.4g}" in event.failure.message


def test_something_that_is_no_frame_is_a_bug_of_the_experiment() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(still("text"), request())  # type: ignore[arg-type]  # the point of the test
        failure = reader.until_state(job, "failed").failure
        assert failure is not None
        assert failure.is_bug
        assert engine.submit(still(), request()).wait(PATIENCE_S)


@pytest.mark.parametrize("steps", [None, 3])
def test_a_clean_up_that_raises_is_told_and_the_engine_goes_on(steps: int | None) -> None:
    def run(request: Request, control: Control) -> Frames:
        try:
            for step in itertools.count(1):
                yield _number(step)
                yield Tick(step=step)
        finally:
            raise ValueError("clean-up")

    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(training(run), request(), steps=steps)
        reader.until(lambda news: isinstance(news, Frame))
        if steps is None:
            job.cancel()
        failure = reader.until_state(job, "failed").failure
        assert failure is not None
        assert failure.message == "ValueError: clean-up"
        assert engine.submit(still(), request()).wait(PATIENCE_S)


class _FullDisk(Collector):
    """A recorder whose disk is full from a certain call on."""

    def __init__(self, adds: int, closes: bool = True) -> None:
        super().__init__()
        self._adds, self._closes = adds, closes

    def add(self, frame: Frame) -> None:
        if len(self.frames) >= self._adds:
            raise UserError("The disk is full.", "Make room.")
        super().add(frame)

    def close(self) -> None:
        super().close()
        if not self._closes:
            raise OSError(28, "No space left on device")


def test_a_recorder_gets_every_frame_and_is_closed() -> None:
    recorder = Collector()
    with running() as engine:
        assert engine.submit(regression, request(), steps=20, draw_every=1, recorder=recorder).wait(PATIENCE_S)
    assert [frame.step for frame in recorder.frames if frame.slot == "loss"] == list(range(1, 21))
    assert recorder.closed == 1


def test_a_recorder_that_fails_is_told_once_and_the_job_goes_on() -> None:
    reader, recorder = Reader(), _FullDisk(4)
    with running(reader) as engine:
        job = engine.submit(regression, request(), steps=20, draw_every=1, recorder=recorder)
        reader.until_state(job, "finished")
    notices = [news.notice for news in reader.news if isinstance(news, JobEvent) and news.notice]
    assert notices == ["The recording stopped. The disk is full. Make room."]
    assert (job.step, recorder.closed) == (20, 0)


def test_a_recorder_that_cannot_close_is_told_and_the_job_ends() -> None:
    reader, recorder = Reader(), _FullDisk(100, closes=False)
    with running(reader) as engine:
        job = engine.submit(still(_number(1)), request(), recorder=recorder)
        reader.until_state(job, "finished")
    notices = [news.notice for news in reader.news if isinstance(news, JobEvent) and news.notice]
    assert len(notices) == 1
    assert "No space left on device" in notices[0]


def test_a_warm_up_that_fails_is_told_and_jobs_still_run() -> None:
    reader = Reader()
    engine = Engine(reader.mailbox, warm_up=lambda: (_ for _ in ()).throw(ImportError("No module named 'torch'")))
    engine.start()
    event = reader.until(lambda news: isinstance(news, JobEvent) and news.job == 0)
    assert isinstance(event, JobEvent)
    assert event.failure is not None
    assert "torch" in event.failure.message
    assert engine.submit(still(), request()).wait(PATIENCE_S)
    assert engine.close(PATIENCE_S)


def test_a_silent_cancel_inside_the_experiment_is_a_cancel() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(still(before=_raising(Cancelled())), request())
        assert reader.until_state(job, "cancelled").failure is None
