"""Algorithm 1 against the paper's formulas, and the networks against what they must be able to do."""

import pytest
import torch
from torch import nn

from engine.nn.adversarial import Game, Players, Rules, discriminator_loss, generator_loss
from engine.nn.gan import ConvDiscriminator, ConvGenerator, Logit, Perceptron


def test_losses_are_the_papers_formulas() -> None:
    real, fake = torch.randn(64, dtype=torch.float64), torch.randn(64, dtype=torch.float64)
    d_real, d_fake = torch.sigmoid(real), torch.sigmoid(fake)
    value = d_real.log().mean() + (1 - d_fake).log().mean()
    torch.testing.assert_close(discriminator_loss(real, fake), -value)
    torch.testing.assert_close(generator_loss(fake, "saturating"), (1 - d_fake).log().mean())
    torch.testing.assert_close(generator_loss(fake, "non-saturating"), -d_fake.log().mean())


def test_losses_stay_finite_for_a_sure_discriminator() -> None:
    sure = torch.tensor([1e4, -1e4])
    for loss in (discriminator_loss(sure, sure), generator_loss(sure, "saturating")):
        assert torch.isfinite(loss)


def test_saturating_gradient_vanishes_where_d_is_sure() -> None:
    logits = torch.full((8,), -20.0, requires_grad=True)
    (starved,) = torch.autograd.grad(generator_loss(logits, "saturating"), logits)
    (fed,) = torch.autograd.grad(generator_loss(logits, "non-saturating"), logits)
    assert fed.norm() > 1e6 * starved.norm()


def test_both_gradients_on_one_pass_are_those_of_two() -> None:
    torch.manual_seed(0)
    players = Players(
        lambda rules: Perceptron(rules.noise, 2, 16, 2, nn.ReLU),
        lambda rules: Logit(Perceptron(2, 1, 16, 2, nn.LeakyReLU)),
        lambda count: torch.randn(count, 2),
    )
    game, z = Game(players, Rules(), "cpu"), torch.randn(32, 2)
    game.play()
    both = game.generator_gradients(z, "non-saturating", "saturating")
    assert both == (game.generator_gradient("non-saturating", z), game.generator_gradient("saturating", z))
    assert min(both) > 0


@pytest.mark.parametrize("channels", [1, 3])
def test_convolutional_pair_has_the_right_shapes_and_gradients(channels: int) -> None:
    generator, discriminator = ConvGenerator(16, 8, channels), ConvDiscriminator(8, channels)
    images = generator(torch.randn(4, 16))
    assert images.shape == (4, channels, 28, 28)
    assert images.abs().max() <= 1
    discriminator(images).sum().backward()
    assert all(weight.grad is not None and weight.grad.abs().sum() > 0 for weight in generator.parameters())


def test_a_discriminator_can_overfit_one_batch() -> None:
    torch.manual_seed(0)
    network = Logit(Perceptron(2, 1, 32, 2, nn.LeakyReLU))
    real, fake = torch.randn(32, 2), torch.randn(32, 2)
    optimiser = torch.optim.Adam(network.parameters(), 1e-2)
    for _ in range(400):
        loss = discriminator_loss(network(real), network(fake))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss < 0.1
