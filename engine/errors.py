"""The three ways a job can end early: the user's message, a silent cancel, or a bug.

`UserError` is the only exception whose text reaches a person. Everything else that is not
`Cancelled` is a bug and is shown as a report with its traceback.
"""

import traceback
from dataclasses import dataclass


class UserError(Exception):
    """Something the user can act on.

    what: one sentence that names the input and says what happened.
    hint: one sentence that says what to do about it; may be empty.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".strip())
        self.what = what
        self.hint = hint


class Cancelled(Exception):
    """The job was asked to stop. Never shown."""


class NotFinite(UserError):
    """A loss or a result became NaN or infinite."""

    def __init__(self, name: str, step: int, last_good: float | None) -> None:
        last = "it never was finite" if last_good is None else f"its last good value was {last_good:.4g}"
        super().__init__(
            f"{name} became NaN or infinite at step {step}; {last}.",
            "Lower the learning rate, or reset with another seed.",
        )
        self.step = step
        self.last_good = last_good


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed, as data that can cross a thread.

    message: what to show, one or two sentences.
    is_bug:  True when the program, not the input, is at fault.
    report:  traceback text for a bug report; empty for a UserError.
    """

    message: str
    is_bug: bool = False
    report: str = ""


_MEMORY_HINT = "Choose a smaller input size or batch, close other programs, or switch to the CPU."
_ALLOCATOR_MARKS = ("DefaultCPUAllocator", "MPS backend out of memory", "CUDA error: out of memory")


def _is_out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    # These allocators raise a bare RuntimeError: its text is the only mark it carries.
    return isinstance(error, RuntimeError) and any(mark in str(error) for mark in _ALLOCATOR_MARKS)


def failure_of(error: BaseException) -> Failure:
    """Translate any exception that ended a job into a `Failure`."""
    if isinstance(error, UserError):
        return Failure(str(error))
    if _is_out_of_memory(error):
        return Failure(f"The machine ran out of memory. {_MEMORY_HINT}")
    report = "".join(traceback.format_exception(error))
    first_line = str(error).partition("\n")[0]  # torch's messages run over many; the report holds them all
    message = f"{type(error).__name__}: {first_line}".removesuffix(": ")
    return Failure(message, is_bug=True, report=report)
