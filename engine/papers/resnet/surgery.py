"""Surgery: switching blocks and shortcuts of a trained net off, without training it again.

The paper does not do this; Veit, Wilber and Belongie did it to its nets ("Residual Networks Behave Like
Ensembles of Relatively Shallow Networks", NIPS 2016, arXiv 1605.06431, section 4.1 and figure 3).
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.analysis.vision_parameters import CLASS, size_parameter
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Request, experiment
from engine.frames import (
    Axis,
    BarsFrame,
    CheckFrame,
    CurveFrame,
    FloatArray,
    FlowFrame,
    Frames,
    LimitsFrame,
    ProgressFrame,
    Series,
    Stage,
    TableCell,
    TableFrame,
)
from engine.lazy import lazy
from engine.nn.resnet_config import WHOLE, ResNetConfig, Surgery
from engine.parameters import Choice, Int, Text

if TYPE_CHECKING:
    from engine.analysis import surgery as theatre
    from engine.analysis import vision
    from engine.analysis.vision import Subject
else:
    theatre, vision = lazy("engine.analysis.surgery"), lazy("engine.analysis.vision")

SHORTCUT, BRANCH = "shortcut", "branch"
CLAIM = "A shortcut is missed more than a branch: with one block's branch off, the others go on."

OFF = Text(
    name="off",
    label="Off",
    longest=4000,
    help="What is switched off: blocks such as layer2.0, shortcuts such as layer3.1:shortcut. Click them to switch.",
)
SAMPLE = Int(
    name="pictures",
    label="Pictures",
    help="How many held-out pictures the net is judged by, whole and cut.",
    default=64,
    low=8,
    high=512,
    extra=True,
)
FOR_EACH = Int(
    name="sample",
    label="For each block",
    help="How many of these pictures are looked at again for every block and every shortcut on its own.",
    default=24,
    low=8,
    high=64,
    extra=True,
)
COUNT = Choice(
    name="count",
    label="Count",
    default="unchanged",
    options=(("unchanged", "unchanged answers"), ("right", "right answers")),
    help="Pictures with the whole net's answer, which any weights have, or with the right one, where classes fit.",
    extra=True,
)
SIZE = size_parameter(128, 32)


@experiment(
    "resnet.surgery",
    title="Surgery",
    inputs=("image", "folder?"),
    parameters=(OFF, replace(CLASS, extra=True), SAMPLE, FOR_EACH, COUNT, SIZE),
    figure="Beyond the paper: Veit et al., 2016, section 4.1 and figure 3",
    shows=("engine.nn.resnet:ResidualBlock.steps", "engine.analysis.surgery:scores_after"),
)
def surgery(request: Request, control: Control) -> Frames:
    """Switch blocks or shortcuts of a trained net off, and see what it still knows.

    Slots: blocks (to click), classes (with what they were), effect, each (one thing off at a time),
    dispensable (the same over depth), progress.
    """
    subject = vision.open_subject("resnet", request, control)
    yield LimitsFrame(ranges={"rank": (1, len(subject.likeliest))})
    cut = parse_surgery(str(control["off"]), subject.loaded.config)
    patient = Patient(subject, cut, subject.chosen_class(control))
    yield patient.blocks()
    yield patient.classes()
    sample = theatre.open_sample(request.folder, subject.loaded, control.whole("pictures"), subject.side_px, control)
    trial = theatre.trial_of(subject.loaded, sample)
    few = min(control.whole("sample"), sample.count)
    count = theatre.Count(trial, control["count"] == "right" and sample.truth is not None, few)
    yield from patient.report(count)
    for surgeries, most in (((WHOLE, cut), sample.count), (patient.singles, few)):
        for done in trial.fill(subject.loaded, surgeries, control.check, most):
            yield ProgressFrame(done=done, total=most, label=sample.name)
            yield from patient.report(count)
    if subject.loaded.config.residual and subject.loaded.provenance.badge != "random":
        yield check_of(count, subject.loaded.config)


def parse_surgery(text: str, config: ResNetConfig) -> Surgery:
    """Read "layer2.0, layer3.1:shortcut". Raises UserError for what the net does not have."""
    parts: dict[str, set[str]] = {BRANCH: set(), SHORTCUT: set()}
    names = config.block_names()
    for word in filter(None, (word.strip() for word in text.split(","))):
        name, _, part = word.partition(":")
        if name not in names or (part or BRANCH) not in parts:
            raise UserError(
                f"off: this net has nothing called {word!r}.",
                f"Write blocks from {names[0]} to {names[-1]}, with :{SHORTCUT} for a shortcut, or clear the list.",
            )
        if part == SHORTCUT and not config.residual:
            raise UserError(f"off: a plain net has no shortcut {word!r}.", "Switch blocks off instead.")
        parts[part or BRANCH].add(name)
    return Surgery(frozenset(parts[BRANCH]), frozenset(parts[SHORTCUT]))


@dataclass(frozen=True, eq=False)
class Patient:
    """A net in front of a picture, a surgery on it, and the class that is watched."""

    subject: "Subject"
    cut: Surgery
    chosen: int

    @property
    def config(self) -> ResNetConfig:
        config = self.subject.loaded.config
        assert isinstance(config, ResNetConfig)
        return config

    @property
    def singles(self) -> tuple[Surgery, ...]:
        """Every surgery that switches one thing off."""
        return theatre.singles(self.config)

    @property
    def label(self) -> str:
        """Name of the class that is watched."""
        return self.subject.loaded.label(self.chosen)

    def scores(self, cut: Surgery) -> FloatArray:
        """Class scores (classes,) of the picture under a surgery."""
        asked = (WHOLE, self.cut) if cut in (WHOLE, self.cut) else self.singles
        return theatre.picture_scores(self.subject, asked)[cut]

    def percent(self, cut: Surgery) -> float:
        """Probability of the watched class under a surgery, in percent to three decimals."""
        return round(100 * float(vision.softmax(self.scores(cut))[self.chosen]), 3)

    def blocks(self) -> FlowFrame:
        """Draw the net as a chain of blocks with the ways around them, what is off marked."""
        trace, config = self.subject.trace, self.config
        stem = "maxpool" if config.stem == "imagenet" else "relu"
        stages = [Stage("conv1", tuple(trace[stem].shape))]
        for name in config.block_names():
            switch = "off" if name in self.cut.off_blocks else "on"
            bypass = "off" if name in self.cut.off_shortcuts else "on"
            stages.append(
                Stage(name, tuple(trace[name].shape), switch=switch, bypass=bypass if config.residual else "")  # type: ignore[arg-type]
            )
        stages.append(Stage("fc", tuple(trace["fc"].shape)))
        off = len(self.cut.off_blocks) + len(self.cut.off_shortcuts)
        return FlowFrame(
            slot="blocks",
            title="The net",
            detail=f"{off} switched off" if off else "click a block, or the way around it, to switch it off",
            stages=tuple(stages),
        )

    def classes(self) -> BarsFrame:
        """Draw the likeliest classes as they are under surgery, with a mark where they were."""
        before = 100 * vision.softmax(self.scores(WHOLE))
        after = 100 * vision.softmax(self.scores(self.cut))
        shown = list(self.subject.likeliest)
        shown += [int(after.argmax())] if int(after.argmax()) not in shown else []
        return BarsFrame(
            slot="classes",
            title="What it sees",
            detail="mark: the whole net",
            names=tuple(self.subject.loaded.label(index) for index in shown),
            values=after[shown],
            axis=Axis("probability", "%"),
            selected=shown.index(self.chosen),
            reference=before[shown],
            reference_name="whole net",
        )

    def report(self, count: "theatre.Count") -> Frames:
        """Draw what is known so far. Slots: effect, each, dispensable."""
        yield self.effect(count)
        yield self.each(count)
        yield self.dispensable(count)

    def effect(self, count: "theatre.Count") -> TableFrame:
        """List what the surgery changes on the picture and on the sample."""
        before, after = (float(self.scores(cut)[self.chosen]) for cut in (WHOLE, self.cut))
        trial = count.trial
        rows = [
            (f"score: {self.label}", before, after),
            ("its probability (%)", self.percent(WHOLE), self.percent(self.cut)),
            ("unchanged answers (%)", trial.unchanged(WHOLE), trial.unchanged(self.cut)),
            ("right answers (%)", trial.right(WHOLE), trial.right(self.cut)),
        ]
        return TableFrame(
            slot="effect",
            title="Effect",
            detail=count.looked_at(self.cut, trial.sample.count),
            columns=(Axis("quantity"), Axis("whole"), Axis("cut"), Axis("change")),
            rows=tuple((name, known(old), known(new), known(new - old)) for name, old, new in rows),
        )

    def each(self, count: "theatre.Count") -> TableFrame:
        """List what happens with the branch F, or the shortcut x, of a single block off."""
        shares, names = theatre.branch_shares(self.subject), self.config.block_names()
        best = int(self.scores(WHOLE).argmax())
        rows: list[tuple[TableCell, ...]] = []
        for name, share in zip(names, shares, strict=True):
            branch, shortcut = theatre.branch_off(name), theatre.shortcut_off(name)
            stays = int(self.scores(branch).argmax()) == best
            kept = (known(self.percent(branch)), "stays" if stays else "goes", known(count.of(branch)))
            lost: tuple[TableCell, ...] = (None, None)
            if self.config.residual:
                lost = (known(self.percent(shortcut)), known(count.of(shortcut)))
            rows.append((name, known(float(share)), *kept, *lost))
        titles = ("block", "|F|/|x|", "p−F", "top-1", "✓−F", "p−x", "✓−x")
        return TableFrame(
            slot="each",
            title="Without one branch F or shortcut x (%)",
            detail=f"p: {self.label} · ✓: {count.name}",
            columns=tuple(map(Axis, titles)),
            rows=tuple(rows),
        )

    def dispensable(self, count: "theatre.Count") -> CurveFrame:
        """Draw what is counted with the branch, or the shortcut, of each block off."""
        blocks = len(self.config.block_names())
        x = np.arange(1, blocks + 1, dtype=np.float32)
        lines = [Series("whole net", x, np.full(blocks, count.of(WHOLE), np.float32), "dash", colour=0)]
        lines.append(Series("branch F off", x, count.each(theatre.branch_off, self.config), "bold", colour=1))
        if self.config.residual:
            lines.append(Series("shortcut x off", x, count.each(theatre.shortcut_off, self.config), colour=2))
        return CurveFrame(
            slot="dispensable",
            title="Without one",
            detail=count.looked_at(self.singles[-1], count.few),
            series=tuple(lines),
            x_axis=Axis("block"),
            y_axis=Axis(count.name, "%"),
            span=(0.0, 100.0),
        )


def known(value: float) -> float | None:
    """Return a number, None for one that is not known."""
    return None if np.isnan(value) else value


def check_of(count: "theatre.Count", config: ResNetConfig) -> CheckFrame:
    """Compare what single branches and single shortcuts cost."""
    branch, shortcut = (float(np.median(count.each(off, config))) for off in (theatre.branch_off, theatre.shortcut_off))
    return CheckFrame(
        claim=CLAIM,
        measured=(
            f"{count.name}: {count.of(WHOLE):.0f} % of {count.few} pictures; median with one branch off"
            f" {branch:.0f} %, with one shortcut off {shortcut:.0f} %."
        ),
        holds=shortcut < branch,
    )
