"""A fork's curves are drawn beside those of the run that it left."""

import numpy as np

from app.comparison import MARK, Comparison
from engine.frames import Axis, CurveFrame, Series


def curves(*names: str, over_steps: bool = True) -> CurveFrame:
    lines = tuple(Series(name, np.arange(3), np.arange(3)) for name in names)
    return CurveFrame(slot="loss", series=lines, x_axis=Axis("step"), y_axis=Axis("loss"), over_steps=over_steps)


def names(frame: object) -> list[str]:
    assert isinstance(frame, CurveFrame)
    return [f"{series.name}/{series.style}" for series in frame.series]


def test_curves_over_steps_are_compared() -> None:
    comparison = Comparison()
    assert names(comparison.beside(curves("D"))) == ["D/line"]
    comparison.remember([curves("D")])
    assert names(comparison.beside(curves("D"))) == ["D/line", f"D{MARK}/dash"]
    comparison.forget()
    assert names(comparison.beside(curves("D"))) == ["D/line"]


def test_a_fork_of_a_fork_is_compared_with_its_own_parent_alone() -> None:
    comparison = Comparison()
    comparison.remember([curves("D")])
    comparison.remember([comparison.beside(curves("D"))])
    assert names(comparison.beside(curves("D"))) == ["D/line", f"D{MARK}/dash"]


def test_curves_over_anything_else_are_left_alone() -> None:
    comparison = Comparison()
    comparison.remember([curves("D", over_steps=False)])
    assert names(comparison.beside(curves("D", over_steps=False))) == ["D/line"]
