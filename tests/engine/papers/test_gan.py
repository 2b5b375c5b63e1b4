"""The GAN paper: its games repeat, fork, obey their knobs, and its claims are measured."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.analysis import gan_images, gan_line, gan_plane
from engine.analysis.gan_play import rules_now
from engine.control import Control
from engine.data.lines import line_density
from engine.errors import UserError
from engine.experiment import Experiment, Request
from engine.frames import CurveFrame, Frame, GridFrame, ScatterFrame, Tick
from engine.nn.adversarial import Game, Players
from engine.papers.gan import CLAIMS, images, line, plane
from engine.snapshots import Snapshot


def play(experiment: Experiment, rounds: int, control: Control | None = None, **given: object) -> list[Frame]:
    """Frames of the last of so many rounds; every round is drawn."""
    control = control or Control(experiment.check(given), draw_every=1)
    torch.manual_seed(0)
    frames: list[Frame] = []
    batch: list[Frame] = []
    run = iter(experiment.run(Request(experiment.id, parameters=control.parameters), control))
    for _ in range(rounds):
        batch = []
        while not isinstance(frame := next(run), Tick):
            batch.append(frame)
    frames = batch
    run.close()  # type: ignore[attr-defined]
    return frames


def by_slot(frames: list[Frame]) -> dict[str, Frame]:
    return {frame.slot: frame for frame in frames}


def small(experiment: Experiment) -> dict[str, object]:
    return {"batch": 16, "width": 16, "noise": 2} if experiment is not images else {"batch": 8, "width": 8}


def test_line_shows_figure_one_and_its_measures() -> None:
    slots = by_slot(play(line, 3, **small(line)))
    assert set(slots) == {"densities", "arrows", "value", "divergence", "gradients", "losses", "check"}
    densities = slots["densities"]
    assert isinstance(densities, CurveFrame)
    p, p_g, d, d_best = (series.y for series in densities.series)
    width = 2 * gan_line.HALF_WIDTH / gan_line.BINS
    assert p.sum() * width * gan_line.DOT_EVERY == pytest.approx(1, abs=1e-3)
    assert p_g.sum() * width == pytest.approx(1, abs=1e-3)
    somewhere = np.isfinite(d_best)
    density = line_density("normal").pdf(gan_line.CENTRES)
    np.testing.assert_allclose(d_best[somewhere], (density / (density + p_g))[somewhere], atol=1e-5)
    assert d.min() >= 0
    assert d.max() <= 1


def test_plane_shows_samples_surface_and_modes() -> None:
    slots = by_slot(play(plane, 2, **small(plane)))
    assert {"plane", "surface", "warp", "modes", "coverage", "losses", "gradients"} <= set(slots)
    dots = slots["plane"]
    assert isinstance(dots, ScatterFrame)
    assert dots.groups == ("real", "generated")
    assert len(dots.x) == 2 * gan_plane.SHOWN
    assert [series.name for series in dots.lines] == ["pull on samples"]


def test_plane_has_no_modes_to_count_on_a_spiral() -> None:
    assert "modes" not in by_slot(play(plane, 1, data="spiral", **small(plane)))


def test_a_drawing_is_learned_from_and_a_heart_is_there_to_draw_over() -> None:
    drawn = by_slot(play(plane, 1, data="drawn", drawing=((0.5, 0.5), (-0.5, 0.5)), **small(plane)))["plane"]
    assert isinstance(drawn, ScatterFrame)
    assert abs(float(drawn.y[: gan_plane.SHOWN].mean()) - 0.5) < 0.05
    heart = by_slot(play(plane, 1, data="drawn", **small(plane)))["plane"]
    assert isinstance(heart, ScatterFrame)
    assert np.abs(heart.x[: gan_plane.SHOWN]).max() > 0.8


def test_images_show_samples_and_neighbours() -> None:
    slots = by_slot(play(images, 1, **small(images)))
    sheet, nearest = slots["samples"], slots["nearest"]
    assert isinstance(sheet, GridFrame)
    assert isinstance(nearest, GridFrame)
    assert sheet.tiles.shape == (64, 28, 28, 3)
    assert nearest.tiles.shape == (20, 28, 28, 3)


def test_nearest_training_image_of_a_training_image_is_itself() -> None:
    pool = torch.rand(40, 1, 28, 28) * 2 - 1
    frame = gan_images.nearest_frame(pool[5:15], pool, 0)
    np.testing.assert_array_equal(frame.tiles[:10], frame.tiles[10:])


def test_a_folder_with_too_few_pictures_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "one.png")
    (tmp_path / "two.png").write_bytes(b"not a picture")
    control = Control(images.check({}))
    with pytest.raises(UserError, match="1 readable pictures"):
        next(iter(images.run(Request("gan.images", folder=tmp_path, parameters=control.parameters), control)))


@pytest.mark.parametrize("experiment", [line, plane], ids=lambda experiment: experiment.id)
def test_a_fork_with_the_same_settings_repeats_the_run(experiment: Experiment) -> None:
    given = small(experiment)
    control = Control(experiment.check(given), draw_every=1)
    kept: list[Snapshot] = []
    torch.manual_seed(1)
    request = Request(experiment.id, parameters=control.parameters)
    run = iter(experiment.run(request, control))
    drawn: list[Frame] = []
    while not drawn or drawn[-1].step < 55:
        frame = next(run)
        drawn.append(frame)
        if isinstance(frame, Tick) and (state := control.take_kept()) is not None:
            kept.append(Snapshot(frame.step, control.parameters, state, torch.get_rng_state()))
    assert kept[0].step == 50
    torch.set_rng_state(kept[0].random)
    again = play_from(experiment, request, kept[0], 5)
    for before, after in zip([f for f in drawn if f.step == 55], again, strict=False):
        assert before.slot == after.slot
        if isinstance(before, CurveFrame) and isinstance(after, CurveFrame):
            np.testing.assert_array_equal(before.series[0].y, after.series[0].y)


def play_from(experiment: Experiment, request: Request, start: Snapshot, rounds: int) -> list[Frame]:
    run = iter(experiment.run(request, Control(request.parameters, draw_every=1, start=start)))
    frames: list[Frame] = []
    for _ in range(rounds):
        frames = []
        while not isinstance(frame := next(run), Tick):
            frames.append(frame)
    return frames


def test_a_redraw_does_not_train() -> None:
    control = Control(line.check(small(line)), draw_every=1)
    run = iter(line.run(Request("gan.line", parameters=control.parameters), control))
    while not isinstance(frame := next(run), Tick):
        pass
    control.advancing = False
    while not isinstance(again := next(run), Tick):
        pass
    assert (frame.step, again.step) == (1, 1)


def test_knobs_act_on_the_running_game() -> None:
    scene = gan_line.LineScene(Request("gan.line"), Control({"data": "normal"}))
    rules = rules_now(line.check({**small(line), "turn": "D"}))
    game = Game(Players(scene.generator, scene.discriminator, scene.real), rules, "cpu")
    before = [weight.clone() for weight in game.g.parameters()]
    assert game.play()[1] is None
    assert all(torch.equal(old, new) for old, new in zip(before, game.g.parameters(), strict=True))
    game.obey(rules_now(line.check({**small(line), "turn": "G"})))
    assert game.play()[0] is None
    assert not all(torch.equal(old, new) for old, new in zip(before, game.g.parameters(), strict=True))
    game.obey(rules_now(line.check({**small(line), "width": 24})))
    assert game.rebuilt_at == [2]


def test_our_divergence_agrees_with_integration() -> None:
    from engine.data.lines import binned_jensen_shannon, jensen_shannon

    p, q = line_density("normal"), line_density("two bumps")
    u = (np.arange(20_000) + 0.5) / 20_000
    estimate = binned_jensen_shannon(p.pdf(gan_line.CENTRES), gan_line.histogram_density(q.quantiles(u)))
    assert estimate == pytest.approx(jensen_shannon(p.pdf, q.pdf, -12, 12), abs=0.005)


@pytest.mark.parametrize("claim", CLAIMS[2:3], ids=lambda claim: claim.claim)
def test_the_starving_claim_is_measured(claim: object) -> None:
    result = claim.measure(0)  # type: ignore[attr-defined]
    assert result.holds
    assert "times smaller" in result.measured
