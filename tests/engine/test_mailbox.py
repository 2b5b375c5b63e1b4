"""The mailbox: frames conflate, events never drop, the bell rings once per batch."""

import threading
from collections import defaultdict

from engine.frames import Frame, MetricFrame
from engine.mailbox import JobEvent, Mailbox, News

FRAMES, SLOTS, JOBS = 100_000, 4, 3
PATIENCE_S = 30.0


def _frame(value: int, slot: str = "a", job: int = 1) -> MetricFrame:
    return MetricFrame(slot=slot, job=job, step=value, name=slot, value=value)


def test_an_unread_frame_is_replaced_by_the_next_of_its_job_and_slot() -> None:
    box = Mailbox()
    kept = [_frame(2), _frame(1, "b"), _frame(1, job=2)]
    for frame in (_frame(1), *kept):
        box.put_frame(frame)
    assert box.drain() == kept
    assert box.drain() == []


def test_events_all_stay_in_their_place_among_the_frames() -> None:
    box = Mailbox()
    running, paused, finished = (JobEvent(1, state) for state in ("running", "paused", "finished"))
    last = _frame(2)
    for put, news in (
        (box.put_event, running),
        (box.put_frame, _frame(1)),
        (box.put_event, paused),
        (box.put_frame, last),
        (box.put_event, finished),
    ):
        put(news)  # type: ignore[operator]  # each with its own kind
    assert box.drain() == [running, paused, last, finished]


def test_forgetting_a_job_drops_its_frames_and_keeps_its_events() -> None:
    box = Mailbox()
    ending, other = JobEvent(1, "cancelled"), _frame(1, job=2)
    box.put_frame(_frame(1))
    box.put_event(ending)
    box.put_frame(other)
    box.forget(1)
    assert box.drain() == [ending, other]


def test_the_bell_rings_when_the_box_goes_from_empty_to_not_empty() -> None:
    rings: list[None] = []
    box = Mailbox(lambda: rings.append(None))
    box.put_frame(_frame(1))
    box.put_frame(_frame(2))
    box.put_event(JobEvent(1, "finished"))
    assert len(rings) == 1
    box.drain()
    box.put_event(JobEvent(2, "queued"))
    assert len(rings) == 2


def _post(box: Mailbox, job: int) -> None:
    box.put_event(JobEvent(job, "running"))
    for step in range(FRAMES // JOBS):
        box.put_frame(_frame(step, f"slot {step % SLOTS}", job))
        if step % 100 == 0:
            box.put_event(JobEvent(job, "running", steps=step))
    box.put_event(JobEvent(job, "finished"))


def _read_all(box: Mailbox, bell: threading.Event) -> dict[int, list[News]]:
    by_job: dict[int, list[News]] = defaultdict(list)
    ended = 0
    while ended < JOBS:
        assert bell.wait(PATIENCE_S)
        bell.clear()
        for news in box.drain():
            by_job[news.job].append(news)
            ended += isinstance(news, JobEvent) and news.state == "finished"
    return by_job


def test_a_hundred_thousand_frames_from_three_threads_lose_no_event_and_no_last_frame() -> None:
    bell = threading.Event()
    box = Mailbox(bell.set)
    writers = [threading.Thread(target=_post, args=(box, job)) for job in range(JOBS)]
    for writer in writers:
        writer.start()
    by_job = _read_all(box, bell)
    for writer in writers:
        writer.join(PATIENCE_S)
    for job in range(JOBS):
        _check_one_job(by_job[job])


def _check_one_job(news: list[News]) -> None:
    events = [entry for entry in news if isinstance(entry, JobEvent)]
    frames = [entry for entry in news if isinstance(entry, Frame)]
    steps = FRAMES // JOBS
    assert [event.steps for event in events[1:-1]] == list(range(0, steps, 100))
    assert news[-1] is events[-1]
    newest = {frame.slot: frame.step for frame in frames}
    assert set(newest.values()) == set(range(steps - SLOTS, steps))
    for slot in newest:
        of_slot = [frame.step for frame in frames if frame.slot == slot]
        assert of_slot == sorted(set(of_slot))
