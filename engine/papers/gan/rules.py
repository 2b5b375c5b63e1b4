"""The knobs of Algorithm 1 as parameters, shared by the three games of the GAN paper."""

from engine.parameters import AnyParameter, Choice, Float, Int


def rule_parameters(
    *, k: int, lr_d: float, lr_g: float, batch: int, noise: int, width: int
) -> tuple[AnyParameter, ...]:
    """The knobs of Algorithm 1, all of which a running game obeys, with a game's own defaults."""
    return (
        Choice(
            name="turn",
            label="Train",
            default="both",
            options=(("both", "both"), ("D", "D only"), ("G", "G only")),
            help="Who plays. Step with D only and G only to walk through the panels of Figure 1.",
            live=True,
        ),
        Choice(
            name="loss",
            label="G's loss",
            default="non-saturating",
            options=(("non-saturating", "−log D(G(z))"), ("saturating", "log(1 − D(G(z)))")),
            help="Section 3: the saturating loss gives G almost no gradient while D wins easily.",
            live=True,
        ),
        Int(name="k", label="D steps k", default=k, low=1, high=50, live=True, help="Discriminator steps a round."),
        Int(
            name="g_steps",
            extra=True,
            label="G steps",
            default=1,
            low=1,
            high=20,
            live=True,
            help="Generator steps a round.",
        ),
        Float(
            name="lr_d", label="D rate", default=lr_d, low=1e-5, high=1.0, log=True, live=True, help="D's step size."
        ),
        Float(
            name="lr_g", label="G rate", default=lr_g, low=1e-5, high=1.0, log=True, live=True, help="G's step size."
        ),
        Int(
            name="batch",
            extra=True,
            label="Batch",
            default=batch,
            low=8,
            high=1024,
            step=8,
            live=True,
            help="Minibatch size m.",
        ),
        Int(
            name="noise",
            extra=True,
            label="Noise size",
            default=noise,
            low=1,
            high=64,
            live=True,
            help="Dimension of z. A change rebuilds both networks.",
        ),
        Choice(
            name="kind",
            extra=True,
            label="Noise",
            default="normal",
            options=(("normal", "normal"), ("uniform", "uniform")),
            help="The prior of z: N(0, 1), or U(−1, 1) as in the paper's figure.",
            live=True,
        ),
        Int(
            name="width",
            extra=True,
            label="Width",
            default=width,
            low=8,
            high=256,
            step=8,
            live=True,
            help="Hidden units of both networks. A change rebuilds them.",
        ),
        Choice(
            name="optimiser",
            extra=True,
            label="Optimiser",
            default="adam",
            options=(("adam", "Adam"), ("sgd", "SGD + momentum"), ("rmsprop", "RMSprop")),
            help="The paper used momentum SGD.",
            live=True,
        ),
    )


LINE_RULES = rule_parameters(k=3, lr_d=2e-3, lr_g=1e-3, batch=256, noise=1, width=32)
PLANE_RULES = rule_parameters(k=1, lr_d=1e-3, lr_g=7e-4, batch=256, noise=4, width=128)
IMAGE_RULES = rule_parameters(k=1, lr_d=1e-3, lr_g=1e-3, batch=64, noise=16, width=16)
