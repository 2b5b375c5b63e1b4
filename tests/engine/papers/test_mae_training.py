"""How masked autoencoders learn: the step, what is kept of it, and the comparison of masks."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request
from engine.frames import Frame, GridFrame, TableFrame
from engine.nn.mae import MAE_SMALL
from engine.papers.mae.claims import accuracies_in, masks_do_not_help_the_encoder, random_beats
from engine.papers.mae.masking import masking
from engine.papers.mae.training import training
from engine.training import autoencoder, maskings
from engine.training.autoencoder import Learner, config_of, filled_in, removed_pixels
from engine.training.maskings import Comparison, plans_of
from engine.world.source import WorldSource

LEAST = replace(
    MAE_SMALL, width=24, depth=1, heads=2, hidden=48, image_size=32, decoder_width=16, decoder_depth=1, decoder_heads=2
)
REQUEST = Request(training.id, parameters=training.check({"batch": 4, "steps": 10}))


def learner(**changes: Any) -> Learner:
    return Learner(replace(LEAST, **changes), WorldSource(), REQUEST)


def weights(of: Learner) -> dict[str, torch.Tensor]:
    return {name: tensor.clone() for name, tensor in of.network.state_dict().items()}


def test_a_run_goes_on_from_its_state_bit_for_bit() -> None:
    whole = learner()
    for number in (1, 2):
        whole.step(number, REQUEST.parameters)
    state = whole.state()
    whole.step(3, REQUEST.parameters)
    other = learner()
    other.load(state)
    other.step(3, REQUEST.parameters)
    assert all(torch.equal(mine, weights(other)[name]) for name, mine in weights(whole).items())


def test_positions_are_fixed_and_all_else_learns() -> None:
    one = learner()
    before = weights(one)
    for number in (1, 2):
        one.step(number, REQUEST.parameters)
    still = {name for name, tensor in weights(one).items() if torch.equal(tensor, before[name])}
    assert still == {"pos_embed", "decoder_pos_embed"}


def test_masks_follow_the_knobs_and_the_step() -> None:
    one = learner()
    first, again, other = (one.masks(number, 4, REQUEST.parameters) for number in (1, 1, 2))
    assert torch.equal(first.order, again.order)
    assert not torch.equal(first.order, other.order)
    assert one.masks(1, 4, {**REQUEST.parameters, "ratio": 0.5}).kept == 8


def test_what_is_seen_stays_and_the_error_is_of_the_rest() -> None:
    one = learner()
    pixels = one.source.held_out(3, 32).pixels
    shuffle = one.masks(0, 3, REQUEST.parameters)
    filled, error = filled_in(one.network, pixels, shuffle)
    gone = removed_pixels(shuffle, one.network.config)
    assert gone.mean() == 0.75
    np.testing.assert_array_equal(filled[~gone], pixels[~gone])
    measured = np.square(filled[gone].astype(float) / 255 - pixels[gone] / 255).mean()
    assert error == pytest.approx(measured, rel=0.02)


def test_normalised_predictions_are_put_back() -> None:
    """A network that predicts nothing but zeros then fills in every patch's own mean colours."""
    one = learner(normalised=True)
    torch.nn.init.zeros_(one.network.decoder_pred.weight)
    pixels = one.source.held_out(1, 32).pixels
    shuffle = one.masks(0, 1, REQUEST.parameters)
    filled, _ = filled_in(one.network, pixels, shuffle)
    patches = filled.reshape(4, 8, 4, 8, 3).transpose(0, 2, 1, 3, 4).reshape(16, 64, 3).astype(int)
    removed = shuffle.removed[0].numpy()
    assert np.ptp(patches[removed], axis=1).max() <= 1


def test_the_network_is_what_was_asked_for() -> None:
    config = config_of(training.check({"target": "normalised", "tokens": True}))
    assert config.normalised
    assert config.mask_in_encoder
    assert config.image_size == 96


def test_a_training_shows_loss_probe_and_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoencoder, "MAE_SMALL", LEAST)
    monkeypatch.setattr(autoencoder, "FIRST_PROBES", (1,))
    frames = run(training, REQUEST, steps=1)
    assert set(frames) == {"loss", "probe", "pictures"}
    pictures = frames["pictures"]
    assert isinstance(pictures, GridFrame)
    assert len(pictures.tiles) == 3 * pictures.columns


def test_what_is_not_measured_yet_says_when_it_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoencoder, "MAE_SMALL", LEAST)
    assert run(training, REQUEST, steps=1)["probe"].detail == "Measured after 10 steps"
    parameters = masking.check({"batch": 4, "compared": "tokens"})
    frames = run(masking, Request(masking.id, parameters=parameters), steps=1)
    assert frames["linear"].detail == frames["neighbours"].detail == "Measured after 4 steps"


def test_a_finished_training_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoencoder, "MAE_SMALL", LEAST)
    monkeypatch.setattr(autoencoder, "FINALLY", 3)
    monkeypatch.setattr(autoencoder, "held_out_pictures", lambda size: list(WorldSource().held_out(2, size).pixels))
    made = autoencoder.finish({"learner": learner().state()}, REQUEST)
    assert made.about["architecture"] == "mae"
    assert [name for name, _ in made.measured][-1].startswith("Held-out cut-outs")
    assert len(made.measured) == len(autoencoder.MEASURED_RATIOS) + 1


def test_plans_differ_in_one_thing() -> None:
    kinds = {"all": 4, "samplings": 3, "tokens": 2, "ratios": 4}
    for compared, count in kinds.items():
        plans = plans_of(masking.check({"compared": compared}))
        assert len(plans) == count == len({plan.name for plan in plans})
    ratios = [plan.ratio for plan in plans_of(masking.check({"compared": "ratios"}))]
    assert ratios == list(maskings.RATIOS)


def comparison(**parameters: object) -> Comparison:
    given = masking.check({"batch": 4, **parameters})
    return Comparison(Request(masking.id, parameters=given), Control(given))


def test_they_start_from_the_same_weights() -> None:
    first, *others = (weights(runner.learner) for runner in comparison(compared="samplings").runners)
    assert all(torch.equal(tensor, other[name]) for other in others for name, tensor in first.items())


def test_a_fork_of_other_networks_is_refused() -> None:
    with pytest.raises(UserError, match="networks of its run"):
        comparison(compared="tokens").load(comparison(compared="samplings").state())


def test_the_comparison_shows_accuracies_and_what_each_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maskings, "FIRST_JUDGED", 1)
    parameters = masking.check({"batch": 4, "compared": "tokens", "judged": 50})
    frames = run(masking, Request(masking.id, parameters=parameters), steps=2)
    table = frames["table"]
    assert isinstance(table, TableFrame)
    found = accuracies_in(table)
    assert set(found) == {"random", "with mask tokens"}
    assert all(0 <= value <= 100 for pair in found.values() for value in pair)


def test_claims_read_the_accuracies() -> None:
    found = {"random": (30.0, 20.0), "with mask tokens": (31.0, 19.0), "block": (29.0, 18.0), "grid": (30.0, 21.0)}
    assert not masks_do_not_help_the_encoder(found).holds
    assert random_beats(found, "block").holds
    assert not random_beats(found, "grid").holds


def run(experiment: Any, request: Request, steps: int) -> dict[str, Frame]:
    """Run an experiment for some steps and return the last frame of every slot."""
    frames: dict[str, Frame] = {}
    for frame in experiment.run(request, Control(request.parameters, draw_every=1)):
        if frame.kind != "tick":
            frames[frame.slot] = frame
        elif frame.step == steps:
            break
    return frames
