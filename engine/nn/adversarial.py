"""Algorithm 1 of the GAN paper as an object: two players, one round at a time.

    V(D, G) = E_x[log D(x)] + E_z[log(1 − D(G(z)))]

With logits l = D(x): log D = −softplus(−l) and log(1 − D) = −softplus(l).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from engine.nn.states import cloned

Loss = Literal["non-saturating", "saturating"]
Turn = Literal["both", "D", "G"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What can be changed between rounds.

    k:           discriminator steps a round; g_steps: generator steps a round.
    loss:        what G minimises: −log D(G(z)) (non-saturating) or log(1 − D(G(z))) (saturating).
    turn:        who plays.
    noise, kind: dimension of z, and "normal" N(0, 1) or "uniform" U(−1, 1).
    width:       hidden width of both players.
    """

    k: int = 1
    g_steps: int = 1
    lr_d: float = 1e-3
    lr_g: float = 1e-3
    loss: Loss = "non-saturating"
    turn: Turn = "both"
    batch: int = 256
    noise: int = 2
    kind: str = "normal"
    width: int = 128
    optimiser: str = "adam"


OPTIMISERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "adam": lambda weights, lr: torch.optim.Adam(weights, lr, betas=(0.5, 0.999)),
    "sgd": lambda weights, lr: torch.optim.SGD(weights, lr, momentum=0.5),
    "rmsprop": lambda weights, lr: torch.optim.RMSprop(weights, lr),
}


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """−V(D, G) from logits on real and generated samples, each (B,)."""
    return softplus(-real).mean() + softplus(fake).mean()


def generator_loss(fake: Tensor, loss: Loss) -> Tensor:
    """What G minimises, from D's logits on generated samples (B,). Section 3 of the paper."""
    return -softplus(fake).mean() if loss == "saturating" else softplus(-fake).mean()


@dataclass(frozen=True, slots=True)
class Players:
    """Makers of the two networks and the source of real samples.

    real: (batch size) to samples on the device.
    """

    generator: Callable[[Rules], nn.Module]
    discriminator: Callable[[Rules], nn.Module]
    real: Callable[[int], Tensor]


class Game:
    """Two networks and their optimisers.

    Changing `noise` or `width` in the rules rebuilds the networks; changing the optimiser
    restarts its moments; everything else acts on the running ones.
    """

    def __init__(self, players: Players, rules: Rules, device: str) -> None:
        self._players = players
        self._device = device
        self.rebuilt_at: list[int] = []
        self.rounds = 0
        self._build(rules)

    def _build(self, rules: Rules) -> None:
        self.rules = rules
        self.g = self._players.generator(rules).to(self._device)
        self.d = self._players.discriminator(rules).to(self._device)
        self._make_optimisers()

    def _make_optimisers(self) -> None:
        make = OPTIMISERS[self.rules.optimiser]
        self._g_optimiser = make(self.g.parameters(), self.rules.lr_g)
        self._d_optimiser = make(self.d.parameters(), self.rules.lr_d)

    def obey(self, rules: Rules) -> None:
        """Take on changed rules before the next round."""
        old, self.rules = self.rules, rules
        if (old.noise, old.width) != (rules.noise, rules.width):
            self._build(rules)
            self.rebuilt_at.append(self.rounds)
        elif old.optimiser != rules.optimiser:
            self._make_optimisers()
        for optimiser, rate in ((self._g_optimiser, rules.lr_g), (self._d_optimiser, rules.lr_d)):
            for group in optimiser.param_groups:
                group["lr"] = rate

    def noise(self, count: int) -> Tensor:
        """Draw z (count, noise) from the prior."""
        shape = (count, self.rules.noise)
        if self.rules.kind == "uniform":
            return torch.rand(shape, device=self._device) * 2 - 1
        return torch.randn(shape, device=self._device)

    def play(self) -> tuple[float | None, float | None]:
        """Play one round of Algorithm 1; return the last losses of D and G (None for who sat out)."""
        self.rounds += 1
        d_loss = g_loss = None
        if self.rules.turn != "G":
            for _ in range(self.rules.k):
                d_loss = self._discriminator_step()
        if self.rules.turn != "D":
            for _ in range(self.rules.g_steps):
                g_loss = self._generator_step()
        return d_loss, g_loss

    def _discriminator_step(self) -> float:
        with torch.no_grad():
            fake = self.g(self.noise(self.rules.batch))
        loss = discriminator_loss(self.d(self._players.real(self.rules.batch)), self.d(fake))
        self._d_optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self._d_optimiser.step()
        return loss.item()

    def _generator_step(self) -> float:
        loss = generator_loss(self.d(self.g(self.noise(self.rules.batch))), self.rules.loss)
        self._g_optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self._g_optimiser.step()
        return loss.item()

    def generator_gradient(self, loss: Loss, z: Tensor) -> float:
        """Norm of the gradient that `loss` would give G on noise z (B, noise), now."""
        return self.generator_gradients(z, loss)[0]

    def generator_gradients(self, z: Tensor, *losses: Loss) -> tuple[float, ...]:
        """Norms of the gradients that each of `losses` would give G on the same noise z (B, noise), now."""
        weights, fake = list(self.g.parameters()), self.d(self.g(z))
        return tuple(_gradient_norm(generator_loss(fake, loss), weights) for loss in losses)

    def state(self) -> dict[str, Any]:
        """A copy of everything a fork needs."""
        return {
            "rules": self.rules,
            "rounds": self.rounds,
            "rebuilt_at": self.rebuilt_at.copy(),
            "g": cloned(self.g.state_dict()),
            "d": cloned(self.d.state_dict()),
            "g_optimiser": cloned(self._g_optimiser.state_dict()),
            "d_optimiser": cloned(self._d_optimiser.state_dict()),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go back to a state; the rules then in force come back with it."""
        self._build(state["rules"])
        self.rounds, self.rebuilt_at = state["rounds"], state["rebuilt_at"].copy()
        self.g.load_state_dict(state["g"])
        self.d.load_state_dict(state["d"])
        self._g_optimiser.load_state_dict(cloned(state["g_optimiser"]))  # they keep the tensors that they are given
        self._d_optimiser.load_state_dict(cloned(state["d_optimiser"]))


def _gradient_norm(loss: Tensor, weights: list[nn.Parameter]) -> float:
    gradients = torch.autograd.grad(loss, weights, retain_graph=True)
    return float(torch.stack([gradient.norm() for gradient in gradients]).norm())
