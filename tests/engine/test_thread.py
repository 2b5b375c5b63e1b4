"""The engine thread on small experiments: order, cancelling, pausing, stepping, failing, closing."""

import threading

import numpy as np
import pytest
import torch

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import Frame, Frames, MetricFrame, Provenance, TextFrame, Tick
from engine.mailbox import JobEvent
from engine.thread import Engine
from tests.engine.training import PATIENCE_S, Reader, regression, request, running, still, training


def _loss(frames: list[Frame]) -> np.ndarray:
    return frames[-1].series[0].y


def _losses_alone(seed: int, steps: int) -> np.ndarray:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(seed), steps=steps)
        reader.until_state(job, "finished")
    return _loss(reader.frames(job, "loss"))


def _number(value: float, slot: str = "a") -> MetricFrame:
    return MetricFrame(slot=slot, name=slot, value=value)


def test_a_still_tells_its_states_and_frames_in_order() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(still(_number(1), _number(2, "b")), request())
        reader.until_state(job, "finished")
    assert reader.states(job) == ["queued", "running", "finished"]
    assert [(frame.slot, frame.job) for frame in reader.frames(job)] == [("a", job.number), ("b", job.number)]
    assert isinstance(reader.news[-1], JobEvent)
    assert engine.jobs == ()


def test_every_job_ends_exactly_once_when_it_is_over_before_submit_returns() -> None:
    reader = Reader()
    with running(reader) as engine:
        jobs = [engine.submit(still(), request()) for _ in range(300)]
        assert all(job.wait(PATIENCE_S) for job in jobs)
        reader.read()
    assert {tuple(reader.states(job)) for job in jobs} == {("queued", "running", "finished")}


def test_the_request_is_completed_with_defaults() -> None:
    seen: list[Request] = []

    def run(request: Request, control: Control) -> Frames:
        seen.append(request)
        yield _number(0)

    experiment = Experiment("test.defaults", "Defaults", run, parameters=regression.parameters)
    with running() as engine:
        assert engine.submit(experiment, request(width=7)).wait(PATIENCE_S)
    assert dict(seen[0].parameters) == {"rate": 0.1, "width": 7}


def test_a_bad_request_is_refused_at_once() -> None:
    engine = Engine()
    with pytest.raises(UserError, match=r"width: expected a whole number from 1 to 64, got 0"):
        engine.submit(regression, request(width=0))
    needy = Experiment("test.needy", "Attention", regression.run, inputs=("image", "second?"))
    with pytest.raises(UserError, match="Attention needs a picture"):
        engine.submit(needy, request())
    assert engine.jobs == ()


def test_cancel_acts_within_a_step() -> None:
    inside = threading.Event()

    def run(request: Request, control: Control) -> Frames:
        yield _number(0)
        inside.set()
        while True:  # a step that would never end by itself
            control.check()

    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(training(run), request())
        assert inside.wait(PATIENCE_S)
        job.cancel()
        reader.until_state(job, "cancelled")
    assert job.step == 0


def test_a_cancelled_job_leaves_no_unread_frame() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request())
        reader.until(lambda news: isinstance(news, Frame))
        job.cancel()
        assert job.wait(PATIENCE_S)
        assert [news for news in reader.read() if isinstance(news, Frame)] == []
    assert reader.states(job)[-1] == "cancelled"


def test_cancelling_a_queued_or_paused_job_ends_it() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), paused=True)
        reader.until_state(job, "paused")
        job.cancel()
        reader.until_state(job, "cancelled")
    assert (job.step, reader.states(job)) == (0, ["queued", "paused", "cancelled"])


def test_pause_rests_between_steps_and_resume_goes_on() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), draw_every=1)
        reader.until(lambda news: isinstance(news, Frame) and news.step >= 5)
        job.pause()
        paused = reader.until_state(job, "paused")
        assert {frame.slot: frame.step for frame in reader.frames(job)} == dict.fromkeys(
            ("loss", "weights", "rate"), paused.steps
        )
        assert job.step == paused.steps
        job.resume()
        reader.until(lambda news: isinstance(news, Frame) and news.step > paused.steps)


def test_single_step_makes_exactly_one_step_and_draws_it() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), paused=True, draw_every=1000)
        reader.until_state(job, "paused")
        for step in (1, 2, 3):
            job.single_step()
            assert reader.until_state(job, "paused").steps == step
            assert {frame.slot for frame in reader.frames(job) if frame.step == step} == {"loss", "weights", "rate"}


def test_steps_asked_for_in_advance_are_all_made() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), paused=True)
        for _ in range(50):
            job.single_step()
        reader.until(lambda news: isinstance(news, JobEvent) and news.state == "paused" and news.steps == 50)
        assert len(_loss(reader.frames(job, "loss"))) == 50


def test_a_step_begun_before_the_pause_is_not_counted_as_the_single_step() -> None:
    in_step, go_on = threading.Event(), threading.Event()

    def run(request: Request, control: Control) -> Frames:
        for step in range(1, 100):
            in_step.set()
            assert go_on.wait(PATIENCE_S)
            yield Tick(step=step)

    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(training(run), request())
        assert in_step.wait(PATIENCE_S)
        job.pause()
        job.single_step()
        go_on.set()
        assert reader.until_state(job, "paused").steps == 2


def test_a_still_can_be_paused_between_its_frames() -> None:
    def run(request: Request, control: Control) -> Frames:
        while True:
            yield _number(0)

    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(Experiment("test.long", "Long", run), request())
        reader.until(lambda news: isinstance(news, Frame))
        job.pause()
        reader.until_state(job, "paused")
        job.change({})
        assert not job.runnable


def test_a_pause_is_told_while_another_training_runs() -> None:
    reader = Reader()
    with running(reader) as engine:
        engine.submit(regression, request())
        job = engine.submit(regression, request())
        reader.until_state(job, "running")
        job.pause()
        reader.until_state(job, "paused")


def test_a_changed_parameter_acts_on_the_next_step() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), draw_every=1)
        reader.until(lambda news: isinstance(news, Frame) and news.step >= 3)
        job.pause()
        before = reader.until_state(job, "paused").steps
        job.change({"rate": 0.0})
        job.single_step()
        reader.until(lambda news: isinstance(news, MetricFrame) and news.step == before + 1 and news.value == 0.0)
        still_weights = [frame.values for frame in reader.frames(job, "weights") if frame.step in (before, before + 1)]
        assert all(np.array_equal(still_weights[0], weights) for weights in still_weights)


def test_a_paused_training_draws_again_when_a_parameter_changes_and_makes_no_step() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), paused=True)
        job.single_step()
        reader.until(lambda news: isinstance(news, JobEvent) and news.state == "paused" and news.steps == 1)
        job.change({"rate": 0.25})
        reader.until(lambda news: isinstance(news, MetricFrame) and news.value == 0.25)
        assert len(_loss(reader.frames(job, "loss"))) == job.step == 1


def test_a_bad_change_is_refused_and_changes_nothing() -> None:
    with running() as engine:
        job = engine.submit(regression, request(), paused=True)
        with pytest.raises(UserError, match="rate: expected a number"):
            job.change({"rate": float("nan")})
        assert job.control["rate"] == 0.1


def test_so_many_steps_end_as_finished_with_the_last_one_drawn() -> None:
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(regression, request(), steps=23, draw_every=1000)
        assert reader.until_state(job, "finished").steps == 23
    assert {(frame.slot, frame.step) for frame in reader.frames(job)} == {("loss", 23), ("weights", 23), ("rate", 23)}


def test_trainings_take_turns_and_repeat_bit_for_bit_with_their_seeds() -> None:
    alone = {seed: _losses_alone(seed, 40) for seed in (1, 2)}
    assert not np.array_equal(alone[1], alone[2])
    reader = Reader()
    with running(reader) as engine:
        jobs = {seed: engine.submit(regression, request(seed), steps=40, paused=True) for seed in (1, 2)}
        for job in jobs.values():
            job.resume()
        noise = still(_number(0), before=lambda control: torch.manual_seed(99) and None)
        disturbing = [engine.submit(noise, request()) for _ in range(20)]
        for job in (*jobs.values(), *disturbing):
            assert job.wait(PATIENCE_S)
        reader.read()
    for seed, job in jobs.items():
        assert np.array_equal(_loss(reader.frames(job, "loss")), alone[seed])


def test_trainings_advance_together() -> None:
    order: list[str] = []

    def named(name: str) -> Experiment:
        def run(request: Request, control: Control) -> Frames:
            for step in range(1, 5):
                order.append(name)
                yield Tick(step=step)

        return training(run)

    engine = Engine()
    jobs = [engine.submit(named(name), request()) for name in "ab"]
    engine.start()
    assert all(job.wait(PATIENCE_S) for job in jobs)
    assert engine.close(PATIENCE_S)
    assert "".join(order) == "abababab"


def test_a_still_overtakes_a_training_under_way() -> None:
    reader = Reader()
    with running(reader) as engine:
        endless = engine.submit(regression, request())
        reader.until_state(endless, "running")
        quick = engine.submit(still(*[_number(value) for value in range(5)]), request())
        reader.until_state(quick, "finished")
        assert not endless.ended


def test_a_still_runs_to_its_end_before_a_training_gets_a_turn() -> None:
    order: list[str] = []

    def tick(request: Request, control: Control) -> Frames:
        order.append("step")
        yield Tick(step=1)

    def frames(request: Request, control: Control) -> Frames:
        for _ in range(3):
            order.append("still")
            yield _number(0)

    engine = Engine()
    jobs = [engine.submit(training(tick), request()), engine.submit(Experiment("t.s", "S", frames), request())]
    engine.start()
    assert all(job.wait(PATIENCE_S) for job in jobs)
    assert engine.close(PATIENCE_S)
    assert order == ["still", "still", "still", "step"]


def test_gradients_are_on_for_trainings_alone_and_a_block_around_a_yield_does_not_leak() -> None:
    modes: dict[str, list[bool]] = {"training": [], "still": []}

    def train(request: Request, control: Control) -> Frames:
        modes["training"].append(torch.is_grad_enabled())
        with torch.no_grad():
            yield Tick(step=1)
            modes["training"].append(torch.is_grad_enabled())
        modes["training"].append(torch.is_grad_enabled())
        yield Tick(step=2)

    def look(request: Request, control: Control) -> Frames:
        modes["still"].append(torch.is_grad_enabled())
        yield _number(0)

    with running() as engine:
        jobs = [engine.submit(training(train), request()), engine.submit(Experiment("t.l", "L", look), request())]
        assert all(job.wait(PATIENCE_S) for job in jobs)
    assert modes == {"training": [True, False, True], "still": [False]}


def test_close_refuses_work_cancels_everything_and_joins() -> None:
    reader = Reader()
    engine = Engine(reader.mailbox)
    engine.start()
    jobs = [engine.submit(regression, request(seed), paused=seed == 1) for seed in range(3)]
    assert engine.close(PATIENCE_S)
    with pytest.raises(RuntimeError, match="closed"):
        engine.submit(regression, request())
    reader.read()
    assert [reader.states(job)[-1] for job in jobs] == ["cancelled"] * 3
    assert all(job.wait(0) for job in jobs)


def test_close_says_so_when_a_job_does_not_let_go() -> None:
    inside, let_go = threading.Event(), threading.Event()
    engine = Engine()
    engine.start()
    engine.submit(still(before=lambda control: inside.set() or (let_go.wait(PATIENCE_S) and None)), request())
    assert inside.wait(PATIENCE_S)
    assert not engine.close(0.01)
    let_go.set()
    assert engine.close(PATIENCE_S)


def test_an_engine_that_was_never_started_closes() -> None:
    assert Engine().close()


def test_frames_nobody_reads_conflate_and_the_ending_is_there() -> None:
    engine = Engine()
    engine.start()
    job = engine.submit(regression, request(), steps=100, draw_every=1)
    assert job.wait(PATIENCE_S)
    news = engine.mailbox.drain()
    assert engine.close(PATIENCE_S)
    assert [(entry.slot, entry.step) for entry in news if isinstance(entry, Frame)] == [
        ("loss", 100),
        ("weights", 100),
        ("rate", 100),
    ]
    assert isinstance(news[-1], JobEvent)
    assert news[-1].state == "finished"


def test_provenance_declared_while_running_is_stamped_from_there_on() -> None:
    weights = Provenance("random", "ViT", sha256="")

    def run(request: Request, control: Control) -> Frames:
        yield _number(0, "before")
        control.from_weights(weights)
        yield TextFrame(slot="after", text="")

    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(Experiment("t.p", "P", run), request())
        reader.until_state(job, "finished")
    assert [frame.provenance for frame in reader.frames(job)] == [None, weights]


def test_two_hundred_trainings_start_and_cancel_without_a_leak() -> None:
    threads = threading.active_count()
    reader = Reader()
    with running(reader) as engine:
        for cycle in range(200):
            job = engine.submit(regression, request(cycle))
            if cycle % 3 == 0:
                reader.until_state(job, "running")
            if cycle % 3 == 1:
                reader.until(lambda news: isinstance(news, Frame))
            job.cancel()
            reader.until_state(job, "cancelled")
        assert engine.jobs == ()
        assert threading.active_count() == threads + 1
    assert threading.active_count() == threads
