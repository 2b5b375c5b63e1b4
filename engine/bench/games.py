"""One round of the GAN paper's games with nothing around it: the bare loop of the live trainings."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.control import Control
from engine.experiment import Request
from engine.lazy import lazy
from engine.papers import find_experiment

if TYPE_CHECKING:
    from engine.analysis import gan_images, gan_plane, gan_play
    from engine.nn import adversarial
else:
    gan_images, gan_plane = lazy("engine.analysis.gan_images"), lazy("engine.analysis.gan_plane")
    gan_play, adversarial = lazy("engine.analysis.gan_play"), lazy("engine.nn.adversarial")


def game_step(id: str) -> Callable[[], object]:
    """Return a function that plays one round of "gan.plane" or "gan.images" at its default settings."""
    control = Control(find_experiment(id).check({}))
    request = Request(id, parameters=control.parameters)
    scene: gan_play.Scene = (
        gan_plane.PlaneScene(request, control) if id == "gan.plane" else gan_images.ImageScene(request, control)
    )
    players = adversarial.Players(scene.generator, scene.discriminator, scene.real)
    return adversarial.Game(players, gan_play.rules_now(control.parameters), "cpu").play
