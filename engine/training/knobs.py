"""The parameters that trainings of classifiers share."""

from engine.parameters import AnyParameter, Float, Int


def schedule_parameters(
    *, rate: float, steps: int, batch: int, size: int, decay: float, smallest: int = 32
) -> tuple[AnyParameter, ...]:
    """Rate, batch, decay, length and picture size of a training by momentum SGD, with its own defaults."""
    return (
        Float(
            name="rate",
            label="Rate",
            help="Peak learning rate: reached after a warm-up, then lowered along a cosine.",
            default=rate,
            low=1e-5,
            high=2.0,
            log=True,
            live=True,
        ),
        Int(name="batch", label="Batch", help="Pictures a step.", default=batch, low=2, high=512, live=True),
        Float(
            name="decay",
            label="Decay",
            help="Weight decay of all layers.",
            default=decay,
            low=0.0,
            high=0.1,
            live=True,
            extra=True,
        ),
        Int(
            name="steps",
            label="Steps",
            help="Length of the schedule; afterwards the rate stays at its end.",
            default=steps,
            low=1,
            high=1_000_000,
            live=True,
            extra=True,
        ),
        Int(
            name="size",
            label="Size",
            help="Side of the pictures it learns from.",
            default=size,
            low=smallest,
            high=448,
            unit="px",
        ),
    )
