"""Generative Adversarial Nets. Goodfellow et al., 2014, arXiv 1406.2661.

    min_G max_D V(D, G) = E_x[log D(x)] + E_z[log(1 − D(G(z)))]

Recreates Figure 1 live on a line, Algorithm 1 with its knobs, and the sample sheets of Figures 2
and 3. Departures: leaky-ReLU perceptrons instead of maxout, Adam as the default optimiser (the
paper's momentum SGD is a choice), and a small DCGAN pair (arXiv 1511.06434) for images, since the
paper's perceptrons need hours for what it shows in minutes.
"""

from typing import TYPE_CHECKING

from engine.control import Control
from engine.data.lines import LINE_DENSITIES
from engine.data.planes import PLANE_DISTRIBUTIONS
from engine.experiment import Paper, Request, experiment
from engine.frames import Frames
from engine.lazy import lazy
from engine.papers.gan.claims import CLAIMS
from engine.papers.gan.rules import IMAGE_RULES, LINE_RULES, PLANE_RULES
from engine.parameters import Choice, Float, Points, Toggle

if TYPE_CHECKING:
    from engine.analysis import gan_images, gan_line, gan_plane, gan_play
else:
    gan_play, gan_images = lazy("engine.analysis.gan_play"), lazy("engine.analysis.gan_images")
    gan_line, gan_plane = lazy("engine.analysis.gan_line"), lazy("engine.analysis.gan_plane")

ALGORITHM = ("engine.nn.adversarial:Game.play", "engine.nn.adversarial:generator_loss")


@experiment(
    "gan.line",
    title="On a line",
    parameters=(
        Choice(
            name="data",
            label="Data",
            default="normal",
            options=tuple((density.name, density.name) for density in LINE_DENSITIES),
            help="The density p(x) that G has to imitate.",
            live=True,
        ),
        *LINE_RULES,
    ),
    figure="Figure 1",
    trains=True,
    shows=ALGORITHM,
    tour_steps=400,
)
def line(request: Request, control: Control) -> Frames:
    """Two perceptrons play the paper's game on a line, where everything can be seen at once.

    Slots: densities (p, p_g, D, D*), arrows (z to x), value (V), divergence (JSD in nats),
    gradients, losses. D* and the divergence are computed, not trained.
    """
    yield from gan_play.play(request, control, gan_line.LineScene(request, control))


@experiment(
    "gan.plane",
    title="In the plane",
    parameters=(
        Choice(
            name="data",
            label="Data",
            default="eight",
            options=(*((data.name, data.label) for data in PLANE_DISTRIBUTIONS), ("drawn", "draw your own")),
            help="What G has to imitate. Choose “draw your own”, then draw on the plane; Shift adds.",
            live=True,
        ),
        Points(name="drawing", label="Drawing", help="Where you drew, as points.", live=True, reach=2.0),
        Toggle(
            name="pulls",
            label="Pulls",
            default=True,
            help="Show which way the loss pushes the generated samples.",
            live=True,
        ),
        *PLANE_RULES,
    ),
    figure="Section 4 in two dimensions",
    trains=True,
    shows=ALGORITHM,
    tour_steps=600,
)
def plane(request: Request, control: Control) -> Frames:
    """Two perceptrons play in the plane: see modes found, lost and fought over.

    Slots: plane (samples over D's surface), surface, warp (a grid of noise after G), modes,
    coverage, losses, gradients.
    """
    yield from gan_play.play(request, control, gan_plane.PlaneScene(request, control))


@experiment(
    "gan.images",
    title="Images",
    inputs=("folder?",),
    parameters=(
        Float(name="across", label="Across", default=0.5, low=0, high=1, help="Place in the noise plane.", live=True),
        Float(name="down", label="Down", default=0.5, low=0, high=1, help="Place in the noise plane.", live=True),
        *IMAGE_RULES,
    ),
    figure="Figures 2 and 3",
    trains=True,
    shows=ALGORITHM,
    tour_steps=150,
)
def images(request: Request, control: Control) -> Frames:
    """A small convolutional pair learns digits, or your own folder, in a few minutes.

    Slots: samples (fixed z), plane (a walk between four z), between (one place of it), nearest
    (samples over their nearest training images), diversity, losses.
    """
    yield from gan_play.play(request, control, gan_images.ImageScene(request, control))


PAPER = Paper(
    id="gan",
    short="GAN",
    title="Generative Adversarial Nets",
    authors="Goodfellow et al.",
    year=2014,
    arxiv="1406.2661",
    family="Generative",
    experiments=(line, plane, images),
    claims=CLAIMS,
)
