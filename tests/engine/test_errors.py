"""Exceptions become failures that a person can read."""

import pytest

from engine.errors import Failure, NotFinite, UserError, failure_of


def test_a_user_error_reads_as_what_happened_and_what_to_do() -> None:
    error = UserError("photo.png is empty.", "Choose another.")
    assert (str(error), error.what, error.hint) == (
        "photo.png is empty. Choose another.",
        error.what,
        "Choose another.",
    )
    assert str(UserError("photo.png is empty.")) == "photo.png is empty."
    assert failure_of(error) == Failure("photo.png is empty. Choose another.")


def test_a_loss_that_is_not_finite_carries_step_and_last_good_value() -> None:
    error = NotFinite("The loss", 12, 0.25)
    assert (error.step, error.last_good) == (12, 0.25)
    assert not failure_of(error).is_bug


@pytest.mark.parametrize(
    "text",
    ["[enforce fail] DefaultCPUAllocator: can't allocate", "MPS backend out of memory", "CUDA error: out of memory"],
)
def test_allocators_that_raise_a_bare_runtime_error_are_recognised(text: str) -> None:
    assert failure_of(RuntimeError(text)).message.startswith("The machine ran out of memory.")
    assert failure_of(ValueError(text)).is_bug


def test_a_bug_has_one_line_and_a_report_with_the_whole_story() -> None:
    try:
        raise KeyError("blocks.0")
    except KeyError as error:
        failure = failure_of(error)
    assert (failure.message, failure.is_bug) == ("KeyError: 'blocks.0'", True)
    assert "test_errors.py" in failure.report


def test_a_bug_without_words_is_named_by_its_kind() -> None:
    assert failure_of(AssertionError()).message == "AssertionError"
