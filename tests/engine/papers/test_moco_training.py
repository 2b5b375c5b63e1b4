"""How MoCo learns: the step, its queue, what one query looks up, and the pictures by which features are judged."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.control import Control
from engine.experiment import Request
from engine.frames import AtlasFrame, ByteArray, FloatArray, Frame, GridFrame
from engine.nn.moco import MOCO_SMALL
from engine.papers.moco.training import training
from engine.training import contrast, contrast_live
from engine.training.contrast import GREY, RIVALS, Learner
from engine.training.contrast_live import Followed
from engine.training.probes import ASKED, KNOWN, Probe, raw_pixels
from engine.world.source import WorldSource

LEAST = replace(MOCO_SMALL, blocks=(1, 1), widths=(4, 8), classes=8)
GIVEN = training.check({"batch": 16, "size": 32, "queue": 32, "steps": 10})
REQUEST = Request(training.id, parameters=GIVEN)


def learner(queue: int = 32) -> Learner:
    return Learner(WorldSource(), REQUEST, queue, LEAST)


def test_a_run_goes_on_from_its_state_bit_for_bit() -> None:
    whole = learner()
    for number in (1, 2):
        whole.step(number, GIVEN)
    state = whole.state()
    one = whole.step(3, GIVEN)
    other = learner()
    other.load(state)
    two = other.step(3, GIVEN)
    assert one.loss == two.loss
    np.testing.assert_array_equal(one.alike, two.alike)
    np.testing.assert_array_equal(one.pictures, two.pictures)
    mine, theirs = whole.network.state_dict(), other.network.state_dict()
    assert all(torch.equal(tensor, theirs[name]) for name, tensor in mine.items())


@pytest.mark.parametrize(("momentum", "stays", "copies"), [(1.0, True, False), (0.0, False, True)])
def test_the_key_encoder_follows_by_the_momentum(momentum: float, stays: bool, copies: bool) -> None:
    one = learner()
    first = one.network.encoder_k.conv1.weight.clone()
    one.step(1, {**GIVEN, "momentum": momentum})
    learned = one.network.encoder_q.conv1.weight.clone()
    one.step(2, {**GIVEN, "momentum": momentum})
    key = one.network.encoder_k.conv1.weight
    assert torch.equal(key, first) == stays
    assert torch.allclose(key, learned) == copies


def test_keys_come_in_and_age() -> None:
    one = learner()
    assert set(one.step(1, GIVEN).ages) == {-1}
    looked = one.step(2, GIVEN)
    assert looked.ages[:16].tolist() == [1] * 16
    assert set(looked.ages[16:]) == {-1}
    assert one.step(3, GIVEN).ages.tolist() == [1] * 16 + [2] * 16


def test_what_a_query_looks_up_is_told() -> None:
    one = learner()
    for number in (1, 2):
        one.step(number, GIVEN)
    looked = one.step(3, GIVEN)
    assert looked.alike.shape == (33,)
    assert len(looked.rivals) == RIVALS
    best = np.argsort(-looked.alike[1:], kind="stable")[:RIVALS]
    np.testing.assert_allclose(looked.alike[1:][looked.rivals], looked.alike[1:][best])
    assert np.abs(looked.alike).max() <= 1 + 1e-5
    assert 0 <= looked.right <= 1
    assert 0 <= looked.near <= 4
    assert looked.spread <= 0


def test_random_keys_have_no_picture() -> None:
    one = learner()
    one.step(1, GIVEN)
    tiles = one.thumbnails(np.array([0, 16, 31]))
    assert (tiles[1:] == GREY).all()
    assert (tiles[0] != GREY).any()


def test_the_strip_shows_a_key_of_each_batch_on_its_way_out() -> None:
    one = learner(queue=48)
    strips = []
    for step in range(1, 5):
        one.step(step, {**GIVEN, "queue": 48})
        strips.append(contrast_live._strip(one, 16, step))
    assert strips[1].labels == ("new", "1 old", "initial")
    assert strips[3].labels == ("new", "1 old", "2 old")
    np.testing.assert_array_equal(strips[3].tiles[1:], strips[2].tiles[:2])


def test_the_map_follows_the_encoder_without_a_new_judgement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contrast_live, "FIRST_PROBES", (1,))
    monkeypatch.setattr(contrast_live, "MAP_EVERY", 2)
    monkeypatch.setattr(contrast_live, "Probe", lambda folder, control, side: Probe(folder, control, side, 2))
    maps: list[AtlasFrame] = []
    for frame in training.run(REQUEST, Control(GIVEN, draw_every=1)):
        if isinstance(frame, AtlasFrame):
            maps.append(frame)
        if frame.kind == "tick" and frame.step == 5:
            break
    assert [chart.step for chart in maps] == [1, 3, 5]
    assert len({chart.population for chart in maps}) == 1
    assert (maps[0].x != maps[1].x).any()


def test_the_queue_obeys_its_knob_while_it_runs() -> None:
    one = learner()
    one.step(1, GIVEN)
    one.step(2, {**GIVEN, "queue": 48})
    assert len(one.queue.keys) == 48
    looked = one.step(3, {**GIVEN, "queue": 16})
    assert looked.alike.shape == (17,)
    assert looked.ages.tolist() == [1] * 16


def test_two_scenes_share_nothing_but_the_thing() -> None:
    source = WorldSource()
    one, two = source.scenes(0, 1, 12, 32)
    same = [np.array_equal(*pair) for pair in zip(one, two, strict=True)]
    assert any(same)
    assert not all(same)
    again, _ = source.scenes(0, 1, 12, 32)
    np.testing.assert_array_equal(one, again)


def test_a_followed_key_has_not_drifted_at_birth() -> None:
    one, followed = learner(), Followed()
    followed.add(1, one, one.step(1, GIVEN))
    ages, moved = followed.drift(1, one)
    assert ages.tolist() == [0]
    assert moved == pytest.approx([0], abs=1e-5)
    for number in (2, 3, 4):
        followed.add(number, one, one.step(number, {**GIVEN, "momentum": 0.0, "rate": 1.0}))
    ages, moved = followed.drift(4, one)
    assert ages.max() <= 2  # older ones have left the queue
    assert moved[ages.argmax()] > 1e-4


def test_a_training_shows_all_its_views(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contrast_live, "FIRST_PROBES", (1,))
    frames: dict[str, Frame] = {}
    for frame in training.run(REQUEST, Control(GIVEN, draw_every=1)):
        if frame.kind == "tick" and frame.step == 2:
            break
        frames[frame.slot] = frame
    slots = {"views", "queue", "alike", "rivals", "loss", "quality", "drift", "probe", "map"}
    assert slots <= set(frames)
    chart, rivals = frames["map"], frames["rivals"]
    assert isinstance(chart, AtlasFrame)
    assert len(chart.x) == len(chart.names)
    assert isinstance(rivals, GridFrame)
    assert rivals.labels[0] == "query"


def test_a_finished_training_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contrast, "FINALLY", 3)
    made = contrast.finish({"learner": Learner(WorldSource(), REQUEST, 1).state()}, REQUEST)
    assert made.about["architecture"] == "resnet"
    assert made.about["config"]["head"] == "mlp"
    assert [name.rpartition(", ")[2] for name, _ in made.measured] == ["MoCo", "random weights", "raw pixels"]


def test_a_probe_knows_held_out_cutouts_from_other_scenes() -> None:
    probe = Probe(None, Control(), 32, 4)
    assert probe.known.pixels.shape == (4 * KNOWN, 32, 32, 3)
    assert len(probe.asked.labels) == 4 * ASKED
    assert len(probe.names) == len(probe.kinds) == 4
    asked = {picture.tobytes() for picture in probe.asked.pixels}
    assert not asked & {picture.tobytes() for picture in probe.known.pixels}


def test_features_that_tell_are_judged_right_and_blind_ones_by_chance() -> None:
    probe = Probe(None, Control(), 32, 4)
    known = {picture.tobytes(): label for picture, label in zip(probe.known.pixels, probe.known.labels, strict=True)}
    known |= {picture.tobytes(): label for picture, label in zip(probe.asked.pixels, probe.asked.labels, strict=True)}

    def telling(pixels: ByteArray) -> FloatArray:
        return np.eye(4, dtype=np.float32)[[known[picture.tobytes()] for picture in pixels]]

    judged = probe.judge(telling)
    assert judged.neighbours == judged.linear == 1
    assert judged.chance == 0.25
    blind: Any = probe.judge(lambda pixels: np.ones((len(pixels), 3), np.float32))
    assert blind.linear == pytest.approx(0.25)
    assert raw_pixels(probe.asked.pixels).shape == (len(probe.asked.pixels), 3072)
