"""How far a job is, and how long it will take."""

import pytest

from app.job_meter import JobMeter
from engine.frames import ProgressFrame
from engine.mailbox import JobEvent


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(clock: Clock) -> JobMeter:
    meter = JobMeter(clock)
    meter.follow(7)
    return meter


def progress(done: int, total: int = 10, job: int = 7) -> ProgressFrame:
    return ProgressFrame(done=done, total=total, job=job, label="picture")


def test_time_left_follows_the_pace(meter: JobMeter, clock: Clock) -> None:
    clock.now_s = 5.0  # waiting in the queue does not count
    assert meter.event(JobEvent(7, "running"))
    clock.now_s = 6.0
    assert meter.progress(progress(2))
    assert meter.share == pytest.approx(0.2)
    assert meter.left_s == pytest.approx(4.0)
    clock.now_s = 9.0
    meter.progress(progress(8))
    assert meter.left_s == pytest.approx(1.0)


def test_no_wild_guesses(meter: JobMeter, clock: Clock) -> None:
    meter.event(JobEvent(7, "running"))
    assert meter.share is None
    clock.now_s = 0.1
    meter.progress(progress(1))
    assert meter.left_s is None
    clock.now_s = 2.0
    meter.progress(progress(3, total=0))
    assert (meter.share, meter.left_s) == (None, None)


def test_other_jobs_are_ignored(meter: JobMeter) -> None:
    assert not meter.event(JobEvent(6, "failed"))
    assert not meter.progress(progress(5, job=6))
    assert meter.state == "queued"


@pytest.mark.parametrize("ending", ["finished", "cancelled", "failed"])
def test_the_end(meter: JobMeter, ending: str) -> None:
    meter.event(JobEvent(7, "running"))
    meter.progress(progress(5))
    meter.event(JobEvent(7, ending, elapsed_s=1.5, steps=3))  # type: ignore[arg-type]
    assert not meter.active
    assert meter.left_s is None
    assert meter.elapsed_s == 1.5
    assert meter.share == (1.0 if ending == "finished" else 0.5)
    assert not meter.progress(progress(6))


def test_a_new_job_starts_from_nothing(meter: JobMeter) -> None:
    meter.event(JobEvent(7, "running"))
    meter.progress(progress(5))
    meter.follow(8)
    assert (meter.state, meter.share, meter.label, meter.active) == ("queued", None, "", True)


def test_the_rate_of_steps(meter: JobMeter, clock: Clock) -> None:
    clock.now_s = 1.0
    meter.note_steps(100)
    assert meter.steps_per_s == 0
    clock.now_s = 3.0
    meter.note_steps(300)
    assert meter.steps == 300
    assert meter.steps_per_s == pytest.approx(100)
    meter.event(JobEvent(7, "paused", steps=301))
    clock.now_s = 60.0
    meter.event(JobEvent(7, "running", steps=301))
    meter.note_steps(302)
    assert meter.steps_per_s == pytest.approx(100)  # the pause does not count
    meter.follow(8)
    assert meter.steps_per_s == 0
