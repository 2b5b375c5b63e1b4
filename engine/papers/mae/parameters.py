"""What MAE's experiments on a picture have in common to be told."""

from engine.parameters import Choice, Int, Text

SAMPLED = (("random", "Random"), ("block", "In blocks"), ("grid", "Grid"))
PAINTED = "painted"

SAMPLING = Choice(
    name="sampling",
    label="Mask",
    help="How patches are chosen: each by chance, in blocks, all but a regular grid, or as you paint them.",
    default="random",
    options=(*SAMPLED, (PAINTED, "Painted")),
)
SAMPLING_ONLY = Choice(
    name="sampling",
    label="Mask",
    help="How patches are chosen: each by chance, in blocks, or all but a regular grid.",
    default="random",
    options=SAMPLED,
)
_RATIO = "Share of the patches that the network does not see. The paper removes three quarters."
RATIO = Int(
    name="ratio",
    label="Removed",
    help=_RATIO,
    default=75,
    low=0,
    high=99,
    unit="%",
    only_if=("sampling", *(value for value, _ in SAMPLED)),
)
RATIO_ALWAYS = Int(name="ratio", label="Removed", help=_RATIO, default=75, low=0, high=99, unit="%")
MASK_SEED = Int(
    name="mask_seed",
    label="Mask no.",
    help="Which mask of its kind: the same number gives the same mask on every picture and at every visit.",
    default=0,
    low=0,
    high=99_999,
    only_if=("sampling", *(value for value, _ in SAMPLED)),
)
MASK_SEED_ALWAYS = Int(name="mask_seed", label="Mask no.", help=MASK_SEED.help, default=0, low=0, high=99_999)
MASK = Text(
    name="mask",
    label="Painted mask",
    help="What you painted: rows x columns, and a bit for each patch in hexadecimal.",
    longest=1100,
    picked=True,
)
SCALE = Choice(
    name="scale",
    label="Compare",
    help="Colours as they are, or each patch less the original's mean and over its deviation. A network that was "
    "trained on normalised patches never learned the two, so that the original's are lent to it to show colours.",
    default="pixels",
    options=(("pixels", "Plain colours"), ("normalised", "Normalised patches")),
)
MASKING = (SAMPLING, RATIO, MASK_SEED, MASK)
WEIGHTS = (
    "mae-world",
    "mae-visualize-base",
    "mae-visualize-large",
    "mae-visualize-large-gan",
    "random-mae-small",
    "random-mae-base",
)
