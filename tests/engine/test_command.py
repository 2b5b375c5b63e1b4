"""The command of a request, read back by the parser of the command line."""

import shlex
from pathlib import Path

import numpy as np
import pytest

from engine import papers
from engine.cli.arguments import parser
from engine.cli.command import command_for, value_text
from engine.cli.requests import request_of
from engine.experiment import Experiment, Paper, Request
from engine.images import load_picture, picture_from_array
from engine.parameters import AnyParameter, Value
from engine.samples import find_sample
from tests.engine.test_parameters import ALL
from tests.engine.training import regression

EXPERIMENT = Experiment("x.all", "All", regression.run, inputs=("image?", "folder?", "text?"), parameters=ALL)
ODD = (7, 0.1 + 0.2, "max", True, "a 'b'", (3, 4), ((0.25, -1.0), (1.0, 0.5)))


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "PAPERS", (Paper("x", "X", "X", "X", 2020, "0", "CNN", (EXPERIMENT,)),))


def _read_back(command: str) -> Request:
    words = shlex.split(command)
    assert words[:3] == ["python", "-m", "engine"]
    return request_of(parser().parse_args(words[3:]))[1]


@pytest.mark.parametrize("values", [{}, dict(zip((parameter.name for parameter in ALL), ODD, strict=True))])
def test_every_parameter_comes_back_as_it_was(values: dict[str, Value]) -> None:
    request = Request("x.all", parameters=EXPERIMENT.check(values), seed=12, weights="my weights.pth")
    assert _read_back(command_for(request)) == request


@pytest.mark.parametrize(("parameter", "value"), list(zip(ALL, ODD, strict=True)))
def test_text_of_a_value_is_what_its_parameter_reads(parameter: AnyParameter, value: Value) -> None:
    assert parameter.parse(value_text(value)) == value
    assert parameter.parse(value_text(parameter.default)) == parameter.default


def test_inputs_come_back_with_odd_names(tmp_path: Path) -> None:
    sample = find_sample("coffee").path
    path = tmp_path / "it's a $photo.png"
    path.write_bytes(sample.read_bytes())
    request = Request("x.all", image=load_picture(path), folder=tmp_path, text='a "red" cup; rm -rf')
    back = _read_back(command_for(request))
    assert back.image is not None
    assert request.image is not None
    assert (back.image.path, back.image.digest) == (path, request.image.digest)
    assert (back.folder, back.text) == (tmp_path, request.text)


def test_a_sample_is_called_by_its_name() -> None:
    request = Request("x.all", image=load_picture(find_sample("cat").path))
    assert "--image sample:cat" in command_for(request)
    back = _read_back(command_for(request)).image
    assert back is not None
    assert back.digest == request.image.digest  # type: ignore[union-attr]  # set above


def test_a_picture_in_no_file_is_called_by_its_name() -> None:
    pasted = picture_from_array(np.zeros((4, 4, 3), np.uint8), "pasted picture")
    assert "--image 'pasted picture'" in command_for(Request("x.all", image=pasted))


def test_size_and_steps_have_their_own_options() -> None:
    command = command_for(Request("vit.rollout", parameters={"size": 224}), steps=50, out="my out")
    assert command == "python -m engine run vit.rollout --size 224 --device cpu --seed 0 --steps 50 --out 'my out'"
