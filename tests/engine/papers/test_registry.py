"""What every registered experiment must do: list, run small, cancel, survive bad parameters, repeat."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from engine.analysis import inpainting, picture_pool, top_patches
from engine.analysis.embedding import sources
from engine.analysis.inpainting import held_out_pictures
from engine.analysis.picture_pool import open_pool
from engine.cache import clear_all_caches
from engine.errors import UserError
from engine.experiment import Experiment, Paper, Request
from engine.frames import Frame, ProgressFrame, Tick
from engine.images import Picture, picture_from_array
from engine.papers import PAPERS, find_experiment, find_paper
from engine.parameters import AnyParameter, Cell, Choice, Float, Int, Points, Text, Toggle, parsed
from engine.thread import Job
from engine.world.source import WorldSource
from tests.engine.samples_of_frames import same
from tests.engine.training import PATIENCE_S, Reader, running

EXPERIMENTS = [experiment for paper in PAPERS for experiment in paper.experiments]
STEPS = 2
DEPTHS = ("depth", "shallow", "deep")

every_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda experiment: experiment.id)
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)


@pytest.fixture(autouse=True)
def few_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no experiment go through more than some pictures of the world, however many it asks for."""
    clear_all_caches()
    held_out, train = WorldSource.held_out, WorldSource.train
    monkeypatch.setattr(WorldSource, "held_out", lambda self, count, size: held_out(self, min(count, 8), size))
    monkeypatch.setattr(
        WorldSource, "train", lambda self, seed, step, count, size: train(self, seed, step, min(count, 8), size)
    )
    for module in (picture_pool, top_patches):
        monkeypatch.setattr(module, "open_pool", lambda folder, count, side: open_pool(folder, min(count, 16), side))
    monkeypatch.setattr(inpainting, "held_out_pictures", lambda size: held_out_pictures(size)[:4])
    items = sources._items
    monkeypatch.setattr(sources, "_items", lambda kind, split: items(kind, split)[::40])


def picture(seed: int) -> Picture:
    pixels = np.random.default_rng(seed).integers(0, 256, size=(120, 130, 3)).astype(np.uint8)
    return picture_from_array(pixels, f"noise {seed}.png")


def small(experiment: Experiment) -> dict[str, object]:
    """Return the smallest size and the fewest layers where an experiment has them."""
    sizes = {item.name: item.low for item in experiment.parameters if isinstance(item, Int) and item.name == "size"}
    nets = [item for item in experiment.parameters if isinstance(item, Choice) and item.name in DEPTHS]
    return sizes | {item.name: item.options[0][0] for item in nets}


def small_request(experiment: Experiment, **parameters: object) -> Request:
    """Ask for a small run with random weights, every input given but the folder."""
    paper = find_paper(experiment.paper)
    weights = next((name for name in paper.weights if name.startswith("random")), "auto")
    chosen = MappingProxyType({**small(experiment), **parameters})
    takes = {name.rstrip("?") for name in experiment.inputs}
    return Request(
        experiment.id,
        image=picture(1) if "image" in takes else None,
        second=picture(2) if "second" in takes else None,
        text="a small test" if "text" in takes else "",
        parameters=chosen,
        weights=weights,
    )


class Watcher:
    """Keeps a job's frames and may call it at each."""

    def __init__(self, on_frame: Callable[[], None] = lambda: None) -> None:
        self.frames: list[Frame] = []
        self._on_frame = on_frame

    def add(self, frame: Frame) -> None:
        self.frames.append(frame)
        self._on_frame()

    def close(self) -> None: ...


def run(experiment: Experiment, request: Request, watcher: Watcher) -> Job:
    """Run to the end, a training for `STEPS` steps, on an engine of its own."""
    steps = STEPS if experiment.trains else None
    with running() as engine:
        job = engine.submit(experiment, request, draw_every=1, steps=steps, recorder=watcher)
        assert job.wait(PATIENCE_S)
    return job


def test_ids_are_unique() -> None:
    ids = [experiment.id for experiment in EXPERIMENTS]
    assert len(ids) == len(set(ids)) > 0


@every_experiment
def test_lists(experiment: Experiment) -> None:
    assert find_experiment(experiment.id) is experiment
    assert experiment in find_paper(experiment.paper).experiments
    assert experiment.title
    assert experiment.figure
    assert experiment.summary.endswith(".")
    assert f"def {experiment.id.partition('.')[2]}" in experiment.source
    assert all(name.rstrip("?") in ("image", "second", "folder", "text") for name in experiment.inputs)


@every_paper
def test_papers_are_described(paper: Paper) -> None:
    for name in ("id", "short", "title", "authors", "year", "family"):
        assert getattr(paper, name), name
    assert paper.arxiv or paper.venue


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UserError, match=r"No paper is called 'nothing'.*vit"):
        find_paper("nothing")
    with pytest.raises(UserError, match=r"No experiment is called 'vit.nothing'.*engine list"):
        find_experiment("vit.nothing")


@every_experiment
def test_parameters_are_declared_for_people(experiment: Experiment) -> None:
    names = [parameter.name for parameter in experiment.parameters]
    assert len(names) == len(set(names))
    for parameter in experiment.parameters:
        assert parameter.label, parameter.name
        assert parameter.help, parameter.name
        assert parameter.check(parameter.default) == parameter.default


@every_experiment
def test_runs_small(experiment: Experiment) -> None:
    watcher = Watcher()
    job = run(experiment, small_request(experiment), watcher)
    assert job.state == "finished"
    drawn = [frame for frame in watcher.frames if not isinstance(frame, ProgressFrame | Tick)]
    assert drawn
    assert all(frame.slot for frame in drawn)
    assert all(frame.provenance is not None for frame in drawn)


@every_experiment
def test_cancels_within_a_step(experiment: Experiment) -> None:
    jobs: list[Job] = []
    watcher = Watcher(lambda: jobs[0].cancel())
    with running() as engine:
        jobs.append(engine.submit(experiment, small_request(experiment), recorder=watcher, paused=True))
        jobs[0].resume()
        assert jobs[0].wait(PATIENCE_S)
    assert jobs[0].state == "cancelled"
    assert len(watcher.frames) == 1


def bad_values(parameter: AnyParameter) -> list[object]:
    """Return values outside the declared range, and one of a wrong type."""
    if isinstance(parameter, Int):
        return [parameter.low - 1, parameter.high + 1, 1.5, "many"]
    if isinstance(parameter, Float):
        return [parameter.low - 1, parameter.high + 1, float("nan"), float("inf"), "much"]
    if isinstance(parameter, Choice):
        return ["no such option", 3]
    if isinstance(parameter, Toggle):
        return ["perhaps", 1]
    if isinstance(parameter, Text):
        return ["x" * (parameter.longest + 1), 7]
    if isinstance(parameter, Cell):
        return [(-2, 0), (1,), "here"]
    assert isinstance(parameter, Points)
    return ["here", ((1.0,),), ((parameter.reach + 1, 0.0),)]


@every_experiment
def test_survives_bad_parameters(experiment: Experiment) -> None:
    request = small_request(experiment)
    with running() as engine:
        for parameter in experiment.parameters:
            for value in bad_values(parameter):
                with pytest.raises(UserError, match=parameter.name):
                    engine.submit(experiment, replace(request, parameters={parameter.name: value}))
        with pytest.raises(UserError, match="Unknown parameter 'nonsense'"):
            engine.submit(experiment, replace(request, parameters={"nonsense": 1}))
        with pytest.raises(UserError, match="has no '='"):
            parsed(experiment.parameters, ["nonsense"])
        assert engine.jobs == ()


def extremes(experiment: Experiment) -> dict[str, object]:
    """Return the largest numbers and farthest cells that a still's declarations let through."""
    numbers = {item.name: item.high for item in experiment.parameters if isinstance(item, Int) and item.name != "size"}
    cells = {item.name: (999, 999) for item in experiment.parameters if isinstance(item, Cell)}
    return {} if experiment.trains else {**numbers, **cells}


@pytest.mark.parametrize("experiment", list(filter(extremes, EXPERIMENTS)), ids=lambda experiment: experiment.id)
def test_bad_choices_inside_a_run_end_in_a_sentence(experiment: Experiment) -> None:
    """A value within its declared range may still not fit the network: no bug report may come of it."""
    reader = Reader()
    with running(reader) as engine:
        job = engine.submit(experiment, small_request(experiment, **extremes(experiment)))
        event = reader.until_state(job, "finished", "failed")
    assert event.failure is None or (not event.failure.is_bug and event.failure.message)


@every_experiment
def test_missing_inputs_are_named(experiment: Experiment) -> None:
    needed = [name for name in experiment.inputs if not name.endswith("?")]
    with running() as engine:
        for name in needed:
            request = replace(small_request(experiment), **{name: "" if name == "text" else None})
            with pytest.raises(UserError):
                engine.submit(experiment, request)


@every_experiment
def test_repeats_bit_for_bit_with_a_seed(experiment: Experiment) -> None:
    runs = []
    for _ in range(2):
        clear_all_caches()  # or the second run would only show the first one's results
        watcher = Watcher()
        run(experiment, small_request(experiment), watcher)
        runs.append([replace(frame, job=0) for frame in watcher.frames])
    assert len(runs[0]) == len(runs[1]) > 0
    for one, other in zip(*runs, strict=True):
        assert same(one, other), one.slot
