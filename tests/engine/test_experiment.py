"""What an experiment declares, and the control it is given."""

from collections.abc import Iterator

import pytest

from engine import pace
from engine.control import Control, FiniteWatch
from engine.errors import Cancelled, NotFinite, UserError
from engine.experiment import Experiment, Request, experiment
from engine.frames import Frames, TextFrame
from engine.images import Picture
from tests.engine.training import RATE, regression


def test_a_declaration_carries_paper_summary_and_source() -> None:
    assert (regression.id, regression.paper) == ("test.regression", "test")
    assert regression.summary == "Fit y = x₀ − 2x₁ to fresh random points at every step."
    assert "def regression(request: Request, control: Control) -> Frames:" in regression.source


def test_the_summary_is_the_first_paragraph_in_one_line_or_the_title() -> None:
    @experiment("a.long", title="Long")
    def long(request: Request, control: Control) -> Frames:
        """First line,
        second line.

        Another paragraph.
        """
        yield TextFrame(slot="t", text="")

    @experiment("a.silent", title="Silent one")
    def silent(request: Request, control: Control) -> Frames:
        yield TextFrame(slot="t", text="")

    assert (long.summary, silent.summary) == ("First line, second line.", "Silent one")


@pytest.fixture
def needy() -> Experiment:
    return Experiment("a.b", "Similarity", regression.run, inputs=("image", "second?", "text"), parameters=(RATE,))


def test_missing_inputs_are_those_not_marked_optional(needy: Experiment, picture: Picture) -> None:
    assert needy.missing(Request("a.b")) == ("image", "text")
    assert needy.missing(Request("a.b", image=picture, text="a cat")) == ()
    with pytest.raises(UserError, match=r"^Similarity needs a text\."):
        needy.checked(Request("a.b", image=picture))


def test_a_checked_request_differs_by_its_parameters_alone(needy: Experiment, picture: Picture) -> None:
    given = Request("a.b", image=picture, text="a cat", seed=3)
    complete = needy.checked(given)
    assert dict(complete.parameters) == {"rate": 0.1}
    assert (complete.image, complete.text, complete.seed) == (picture, "a cat", 3)


@pytest.fixture
def picture() -> Iterator[Picture]:
    import numpy as np

    return Picture(np.zeros((2, 2, 3), np.uint8), "black.png", "00")  # type: ignore[return-value]


def test_parameters_change_at_once_and_the_old_view_stays_as_it_was() -> None:
    control = Control({"rate": 0.1, "width": 4})
    before = control.parameters
    control.change({"rate": 0.5})
    assert (control["rate"], control["width"], before["rate"]) == (0.5, 4, 0.1)


def test_check_raises_once_cancelled() -> None:
    control = Control()
    control.check()
    control.cancel()
    assert control.cancelled
    with pytest.raises(Cancelled):
        control.check()


class _Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def perf_counter(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    clock = _Clock()
    monkeypatch.setattr(pace, "time", clock)
    return clock


def test_drawing_is_due_thirty_times_a_second_and_when_asked_for(clock: _Clock) -> None:
    control = Control()
    assert control.due(1)
    assert not control.due(2)
    clock.now_s += 0.03
    assert not control.due(3)
    control.draw_now()
    assert control.due(4)
    clock.now_s += 0.034
    assert control.due(5)


def test_drawing_that_costs_much_is_due_less_often_but_three_times_a_second_at_least(clock: _Clock) -> None:
    control = Control()
    assert control.due(1)
    clock.now_s += 0.004
    control.pace.drawn()
    clock.now_s += 0.004 / pace.DRAW_SHARE - 0.01
    assert not control.due(2)
    clock.now_s += 0.02
    assert control.due(3)
    clock.now_s += 10
    control.pace.drawn()
    clock.now_s += 0.3
    assert not control.due(4)
    clock.now_s += 0.04
    assert control.due(4)


def test_what_the_window_needs_to_show_it_counts_too(clock: _Clock) -> None:
    control = Control()
    assert control.due(1)
    control.pace.drawn()
    control.pace.viewed(0.01)
    clock.now_s += 0.01 / pace.VIEW_SHARE - 0.01
    assert not control.due(2)
    clock.now_s += 0.02
    assert control.due(2)


def test_the_rest_is_due_now_and_then_and_whenever_somebody_asks(clock: _Clock) -> None:
    control = Control()
    rest = []
    for step in range(1, 10):
        clock.now_s += 1
        assert control.due(step)
        rest.append(control.rest_due)
    assert rest == [True, False, False, False, True, False, False, False, True]
    control.draw_now()
    assert control.due(10)
    assert control.rest_due
    repeatable = Control(draw_every=1)
    assert all(repeatable.due(step) and repeatable.rest_due for step in range(1, 6))


def test_drawing_every_so_many_steps_does_not_look_at_the_clock() -> None:
    control = Control(draw_every=5)
    assert [step for step in range(1, 21) if control.due(step)] == [5, 10, 15, 20]
    control.draw_now()
    assert control.due(21)
    assert not control.due(22)


def test_the_watch_raises_at_the_first_value_that_is_not_finite() -> None:
    watch = FiniteWatch("The loss")
    assert watch(0.5, 1) == 0.5
    for bad in (float("nan"), float("inf"), float("-inf")):
        with pytest.raises(NotFinite, match=r"The loss became NaN or infinite at step 2; its last good value was 0\.5"):
            watch(bad, 2)
    with pytest.raises(NotFinite, match="it never was finite"):
        FiniteWatch("The loss")(float("nan"), 1)
