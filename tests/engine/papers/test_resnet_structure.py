"""Surgery and Table 1: what is drawn is what the network computes and what was published."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
import torch

from engine.analysis import surgery as theatre
from engine.analysis.vision import as_input
from engine.control import Control
from engine.errors import Cancelled, UserError
from engine.experiment import Experiment, Request
from engine.frames import Axis, Badge, BarsFrame, CheckFrame, CurveFrame, FlowFrame, Frame, ProgressFrame, TableFrame
from engine.images import fit, picture_from_array
from engine.nn.resnet import RESNET18, WHOLE, Surgery, cifar_config, plain
from engine.papers.alexnet.table import PUBLISHED as ALEXNET_PARAMETERS
from engine.papers.alexnet.table import table as alexnet_table
from engine.papers.resnet import structure_claims as told
from engine.papers.resnet.surgery import SHORTCUT, check_of, parse_surgery, surgery
from engine.papers.resnet.table import BILLIONS, PUBLISHED, parse_blocks, stage_of, table
from engine.weights import store

Kind = TypeVar("Kind", bound=Frame)

PICTURE = picture_from_array(np.random.default_rng(0).integers(0, 256, (40, 40, 3)).astype(np.uint8), "noise")
SMALL = {"size": 32, "pictures": 8}


def frames(experiment: Experiment, **given: object) -> list[Frame]:
    control = Control(experiment.check(given))
    image = PICTURE if "image" in experiment.inputs else None
    request = Request(experiment.id, image=image, parameters=control.parameters, weights="random-resnet18")
    return list(experiment.run(request, control))


def last(found: Iterable[Frame], slot: str, kind: type[Kind]) -> Kind:
    frame = [frame for frame in found if frame.slot == slot][-1]
    assert isinstance(frame, kind)
    return frame


# Surgery


def test_a_list_of_blocks_and_shortcuts_is_read() -> None:
    read = parse_surgery(" layer2.0,layer3.1:shortcut , layer1.1:branch,", RESNET18)
    assert read == Surgery(frozenset({"layer2.0", "layer1.1"}), frozenset({"layer3.1"}))
    assert parse_surgery("", RESNET18) == Surgery()


@pytest.mark.parametrize("text", ["layer5.0", "layer1.0:both", "conv1", "layer1.0 layer1.1"])
def test_what_the_net_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"nothing called.*layer1\.0 to layer4\.1"):
        parse_surgery(text, RESNET18)


def test_a_plain_net_has_no_shortcut_to_lose() -> None:
    with pytest.raises(UserError, match="no shortcut"):
        parse_surgery(f"layer1.0:{SHORTCUT}", plain(RESNET18))


def test_what_is_off_is_marked_and_acts() -> None:
    found = frames(surgery, off="layer2.0, layer3.1:shortcut", **SMALL)
    stages = {stage.name: (stage.switch, stage.bypass) for stage in last(found, "blocks", FlowFrame).stages}
    assert len(stages) == 1 + 8 + 1
    assert {name for name, (switch, _) in stages.items() if switch == "off"} == {"layer2.0"}
    assert {name for name, (_, bypass) in stages.items() if bypass == "off"} == {"layer3.1"}
    assert stages["conv1"] == stages["fc"] == ("", "")
    loaded = store.open_resnet("random-resnet18")
    images = as_input(fit(PICTURE, 32)[None], loaded)  # type: ignore[arg-type]
    cut = Surgery(frozenset({"layer2.0"}), frozenset({"layer3.1"}))
    before, after = (loaded.model(images, which).softmax(dim=1)[0] for which in (Surgery(), cut))
    bars = last(found, "classes", BarsFrame)
    shown = [*before.topk(5).indices.tolist(), int(after.argmax())]
    assert bars.names[:6] == tuple(loaded.label(index) for index in dict.fromkeys(shown))
    assert bars.values == pytest.approx(100 * after[list(dict.fromkeys(shown))].numpy(), abs=1e-3)
    assert bars.reference == pytest.approx(100 * before[list(dict.fromkeys(shown))].numpy(), abs=1e-3)


def test_nothing_off_changes_nothing() -> None:
    found = frames(surgery, **SMALL)
    effect = last(found, "effect", TableFrame)
    assert [row[3] for row in effect.rows] == [0, 0, 0, None]
    assert effect.rows[3] == ("right answers (%)", None, None, None)  # random weights have no such classes
    assert "click" in last(found, "blocks", FlowFrame).detail


def test_every_block_is_tried_and_the_curve_says_what_the_table_says() -> None:
    found = frames(surgery, **SMALL)
    each, curve = last(found, "each", TableFrame), last(found, "dispensable", CurveFrame)
    assert [row[0] for row in each.rows] == list(RESNET18.block_names())
    whole, branch, shortcut = curve.series
    assert whole.y.tolist() == [100.0] * 8
    assert [row[4] for row in each.rows] == branch.y.tolist()
    assert [row[6] for row in each.rows] == shortcut.y.tolist()
    assert all(0 <= value <= 100 for row in each.rows for value in (row[2], row[5]))  # type: ignore[operator]
    assert not [frame for frame in found if isinstance(frame, CheckFrame)]  # random weights know nothing to lose


def test_blocks_are_tried_on_the_first_pictures_alone() -> None:
    found = frames(surgery, size=32, pictures=17, sample=9)
    assert last(found, "effect", TableFrame).detail == "17 pictures of the built-in world"
    assert last(found, "dispensable", CurveFrame).detail == "9 pictures of the built-in world"
    shares = {
        round(float(value) / 100 * 9, 3) for line in last(found, "dispensable", CurveFrame).series for value in line.y
    }
    assert shares <= set(map(float, range(10)))


def test_it_tells_how_far_it_is_and_can_be_cancelled() -> None:
    control = Control(surgery.check({**SMALL, "pictures": 16, "size": 36}))
    request = Request(surgery.id, image=PICTURE, parameters=control.parameters, weights="random-resnet18")
    told: list[tuple[int, int]] = []

    def run() -> None:
        for frame in surgery.run(request, control):
            if isinstance(frame, ProgressFrame):
                told.append((frame.done, frame.total))
                control.cancel()

    with pytest.raises(Cancelled):
        run()
    assert told == [(8, 16)]


def test_right_answers_are_counted_where_the_classes_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here every net says class 0 of its two, and so do half of the pictures."""
    opened = store.open_resnet("random-resnet18")
    truth = np.array([0, 1] * 4)
    sample = theatre.Sample("two", np.zeros((8, 32, 32, 3), np.uint8), truth, ("two",))
    monkeypatch.setattr(theatre, "open_sample", lambda *_: sample)
    trial = theatre.trial_of(opened, sample)  # type: ignore[arg-type]
    trial.guesses.update({cut: np.zeros(8, np.int64) for cut in (WHOLE, *theatre.singles(opened.config))})
    found = frames(surgery, count="right", **SMALL)
    assert last(found, "effect", TableFrame).rows[3] == ("right answers (%)", 50.0, 50.0, 0.0)
    assert [row[4] for row in last(found, "each", TableFrame).rows] == [50.0] * 8
    assert last(found, "dispensable", CurveFrame).y_axis == Axis("right answers", "%")


@pytest.mark.parametrize(("branch", "shortcut", "holds"), [(0, 1, True), (1, 0, False), (0, 0, False)])
def test_the_claim_is_judged_by_medians(branch: int, shortcut: int, holds: bool) -> None:
    opened = store.open_resnet("random-resnet18")
    trial = theatre.Trial(theatre.Sample("one", np.zeros((4, 32, 32, 3), np.uint8), None, ()))
    trial.guesses[WHOLE] = np.zeros(4, np.int64)
    for name in opened.config.block_names():
        trial.guesses[theatre.branch_off(name)] = np.full(4, branch)
        trial.guesses[theatre.shortcut_off(name)] = np.full(4, shortcut)
    check = check_of(theatre.Count(trial, right=False, few=4), opened.config)
    assert check.holds is holds
    assert f"one branch off {0 if branch else 100} %" in check.measured


# Table 1


@pytest.mark.parametrize("depth", PUBLISHED)
def test_the_nets_of_table_1_cost_what_was_published(depth: int) -> None:
    found = frames(table, net=str(depth))
    stages, nets = last(found, "stages", TableFrame), last(found, "nets", TableFrame)
    assert stages.rows[-1][3] == PUBLISHED[depth]
    assert [row[0] for row in stages.rows] == ["conv1", "conv2_x", "conv3_x", "conv4_x", "conv5_x", "fc", "all"]
    assert nets.selected is not None
    assert nets.rows[nets.selected][2] == nets.rows[nets.selected][3] == PUBLISHED[depth]
    assert nets.rows[nets.selected][5] == BILLIONS[depth]
    assert nets.rows[-1][0] == f"plain-{depth}"
    assert last(found, "check", CheckFrame).holds
    layers = last(found, "layers", TableFrame).rows
    assert sum(int(row[3]) for row in layers) < PUBLISHED[depth]  # type: ignore[arg-type]  # norms are not listed
    every = last(frames(table, net=str(depth), every=True), "layers", TableFrame).rows
    assert sum(int(row[3]) for row in every) == PUBLISHED[depth]  # type: ignore[arg-type]


def test_outputs_are_those_of_table_1() -> None:
    rows = last(frames(table, net="50"), "stages", TableFrame).rows
    assert [row[2] for row in rows] == ["64 × 112²", "256 × 56²", "512 × 28²", "1024 × 14²", "2048 × 7²", "1000", ""]
    assert rows[1][1] == "pool, 3 × [64, 64, 256]"


def test_torchvisions_stride_is_dearer_than_table_1_says() -> None:
    found = frames(table, net="50", stride="3x3")
    nets = last(found, "nets", TableFrame)
    assert nets.selected is not None
    assert nets.rows[nets.selected][4] == pytest.approx(4.089)
    assert not last(found, "check", CheckFrame).holds  # the paper's stride gives the paper's number


def test_a_net_of_ones_own() -> None:
    """The 110 layers of section 4.2, which have 1.7 million parameters."""
    own = {"block": "basic", "blocks": "18, 18, 18", "width": 16, "stem": "cifar", "classes": 10, "shortcut": "A"}
    found = frames(table, net="own", side=32, **own)
    stages = last(found, "stages", TableFrame)
    assert stages.title == "ResNet-110, shortcut A"
    expected = sum(tensor.numel() for tensor in _meta(cifar_config(110)).values())
    assert stages.rows[-1][3] == expected == 1_727_962
    assert not [frame for frame in found if isinstance(frame, CheckFrame)]
    assert [row[0] for row in last(found, "nets", TableFrame).rows[-2:]] == ["ResNet-110, shortcut A", "plain-110"]


def _meta(config: object) -> dict[str, torch.Tensor]:
    from engine.nn.resnet import ResNet

    with torch.device("meta"):
        return dict(ResNet(config).named_parameters())  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "3,x", "3,,4", "0,1", "1,2,3,4,5,6", "-1", "3.5", "²"])
def test_blocks_that_are_no_numbers_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="blocks: expected one to 5 numbers"):
        parse_blocks(text)


def test_too_many_blocks_are_refused_and_the_papers_deepest_are_not() -> None:
    assert parse_blocks("200,200,200") == (200, 200, 200)
    with pytest.raises(UserError, match="601 blocks"):
        parse_blocks("200,200,201")


def test_layers_belong_to_the_stages_of_table_1() -> None:
    names = ("conv1", "bn1", "relu", "maxpool", "layer1.0.conv2", "layer4.2.bn3", "avgpool", "fc")
    assert [stage_of(name) for name in names] == [*["conv1"] * 3, "conv2_x", "conv2_x", "conv5_x", "fc", "fc"]


# AlexNet's


def test_alexnet_costs_what_was_published() -> None:
    found = frames(alexnet_table)
    stages = last(found, "stages", TableFrame)
    assert stages.rows[-1][3] == ALEXNET_PARAMETERS
    neurons = [row[2] for row in stages.rows[:-1]]
    assert neurons == [290_400, 186_624, 64_896, 64_896, 43_264, 4096, 4096, 1000]
    assert last(found, "check", CheckFrame).holds
    work = last(found, "multiply_adds", BarsFrame)
    assert sum(work.values[:5]) > 10 * sum(work.values[5:])


def test_torchvisions_alexnet_has_its_own_count() -> None:
    found = frames(alexnet_table, net="torchvision", side=224)
    assert last(found, "stages", TableFrame).rows[-1][3] == 61_100_840
    assert not [frame for frame in found if isinstance(frame, CheckFrame)]


# Claims


def operated_on(monkeypatch: pytest.MonkeyPatch, weights: str, badge: Badge) -> None:
    """Let the claims open these weights and judge them on eight small pictures."""
    opened = store.open_resnet(weights)
    opened = replace(opened, provenance=replace(opened.provenance, badge=badge))
    monkeypatch.setattr(store, "open_network", lambda *_: opened)
    monkeypatch.setattr(told, "PICTURES", 8)
    monkeypatch.setattr(told, "SIDE_PX", 32)


def test_the_claim_on_costs_holds() -> None:
    result = told.counted(0)
    assert result.holds
    assert "50 layers 3.86" in result.measured


def test_claims_on_parts_agree_with_the_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    operated_on(monkeypatch, "random-resnet18", "built-in")
    curve = last(frames(surgery, **SMALL), "dispensable", CurveFrame)
    branch, shortcut = (float(np.median(line.y)) for line in curve.series[1:])
    least = float(curve.series[1].y.min())
    assert told.shortcuts_are_missed_more(0).measured.endswith(
        f"one branch off {branch:.0f} %, one shortcut off {shortcut:.0f} % (medians over the blocks)"
    )
    assert told.shortcuts_are_missed_more(0).holds is (shortcut < branch)
    assert told.branches_are_dispensable(0).measured.endswith(
        f"{branch:.0f} % (median over the blocks), least {least:.0f} %"
    )
    assert told.branches_are_dispensable(0).holds is (branch >= 50)


def test_random_weights_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    operated_on(monkeypatch, "random-resnet18", "random")
    with pytest.raises(UserError, match="no trained weights"):
        told.shortcuts_are_missed_more(0)
