"""The command line as a contract: files, exit codes, the last line, one line per failure."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine import papers, recording
from engine.bench.rows import Row
from engine.cli import benching, claims, listing, running
from engine.cli.main import main
from engine.control import Control
from engine.errors import UserError
from engine.experiment import Claim, ClaimResult, Experiment, Paper, Request
from engine.frames import CheckFrame, Frames, HeatFrame, ImageFrame, MetricFrame, ProgressFrame, TextFrame
from engine.parameters import Int
from engine.recording import open_recording
from tests.engine.training import regression

SIZE = Int(name="size", label="Size", default=64, low=8, high=512)
ROOT = Path(__file__).resolve().parents[2]


def _show(request: Request, control: Control) -> Frames:
    assert request.image is not None
    size = int(control["size"])
    yield ProgressFrame(done=1, total=2, label="half")
    yield ImageFrame(slot="image", pixels=request.image.pixels)
    for value in (1.0, 2.0):
        yield HeatFrame(slot="map", values=np.full((size, size), value), quantity="attention")
    yield MetricFrame(slot="mean", name="mean attention", value=0.25, unit="share")
    yield CheckFrame(claim="distance grows", measured="12 → 80 px", holds=True)
    yield TextFrame(slot="words", text="two\nlines")


def _bug(request: Request, control: Control) -> Frames:
    yield TextFrame(slot="words", text="before")
    raise KeyError("blocks.0\nblocks.1")


def _refusal(request: Request, control: Control) -> Frames:
    yield TextFrame(slot="words", text="before")
    raise UserError("The weights are damaged.", "Import them again.")


def _no_claim(seed: int) -> ClaimResult:
    raise UserError("There are no weights.", "Install them.")


TEST_PAPER = Paper(
    id="test",
    short="Test",
    title="A test",
    authors="Nobody",
    year=2020,
    arxiv="0000.00000",
    family="Foundations",
    experiments=(
        Experiment("test.show", "Show", _show, inputs=("image", "second?"), parameters=(SIZE,)),
        Experiment("test.bug", "Bug", _bug),
        Experiment("test.refusal", "Refusal", _refusal),
        regression,
    ),
    claims=(
        Claim("distance grows", "Figure 7", lambda seed: ClaimResult(f"seed {seed}: 80 px", True), seed=4),
        Claim("it shrinks", "nowhere", lambda seed: ClaimResult("it grows", False)),
    ),
)


@pytest.fixture(autouse=True)
def test_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (papers, listing, claims):
        monkeypatch.setattr(module, "PAPERS", (TEST_PAPER,))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "photo one.png"
    Image.fromarray(np.arange(64 * 64 * 3, dtype=np.uint8).reshape(64, 64, 3)).save(path)
    return path


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def _one_line(text: str) -> str:
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert "Traceback" not in text
    return text.strip()


def test_list_has_the_contracted_rows(call: Call) -> None:
    code, out, err = call("list", "--json")
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert [set(row) for row in rows] == [{"id", "paper", "title", "inputs", "parameters"}] * 4
    assert rows[0]["id"] == "test.show"
    assert rows[0]["inputs"] == ["image", "second?"]
    size = rows[0]["parameters"][0]
    assert (size["name"], size["kind"], size["default"], size["low"], size["high"]) == ("size", "int", 64, 8, 512)


def test_list_for_people_names_everything(call: Call) -> None:
    code, out, _ = call("list")
    assert code == 0
    assert "test.show" in out
    assert "size=64: a whole number from 8 to 512" in out


def test_run_writes_every_slot_and_run_json_and_ends_with_one_line(call: Call, picture: Path, tmp_path: Path) -> None:
    out_dir = tmp_path / "deep" / "out"
    code, out, err = call("run", "test.show", "--image", picture, "--size", 16, "--seed", 5, "--out", out_dir)
    line = json.loads(_one_line(out))
    assert (code, err) == (0, "")
    names = {"image.png", "image.npz", "map.png", "map.npz", "metrics.csv", "words.txt", "run.json"}
    assert {path.name for path in out_dir.iterdir()} == names == set(line["files"])
    assert (line["experiment"], line["out"]) == ("test.show", str(out_dir))
    assert line["metrics"] == {"mean attention": {"value": 0.25, "unit": "share"}}
    values = np.load(out_dir / "map.npz")["values"]
    assert values.shape == (16, 16)
    assert (values == 2.0).all()


def test_run_json_tells_what_was_run(call: Call, picture: Path, tmp_path: Path) -> None:
    call("run", "test.show", "--image", picture, "--set", "size=16", "--out", tmp_path / "out")
    about = json.loads((tmp_path / "out" / "run.json").read_text())
    assert about["parameters"] == {"size": 16}
    assert about["inputs"]["image"]["name"] == "photo one.png"
    assert len(about["inputs"]["image"]["digest"]) == 64
    assert about["checks"] == [{"claim": "distance grows", "measured": "12 → 80 px", "holds": True}]
    assert about["metrics"]["mean attention"]["value"] == 0.25
    assert {"torch", "python", "paperscope"} <= set(about["versions"])
    assert about["timings"]["total_s"] >= about["timings"]["engine_s"] >= 0
    assert (about["device"], about["seed"]) == ("cpu", 0)


def test_the_command_in_run_json_repeats_the_run(call: Call, picture: Path, tmp_path: Path) -> None:
    call("run", "test.show", "--image", picture, "--out", tmp_path / "a")
    command = json.loads((tmp_path / "a" / "run.json").read_text())["command"]
    words = shlex.split(command.replace(str(tmp_path / "a"), str(tmp_path / "b")))
    assert words[:4] == ["python", "-m", "engine", "run"]
    assert call(*words[3:])[0] == 0
    for name in ("map.npz", "image.npz"):
        one, other = (np.load(tmp_path / folder / name) for folder in "ab")
        assert all(np.array_equal(one[key], other[key]) for key in one.files if key != "metadata")


def test_a_picture_at_the_models_size_is_not_resampled(call: Call, picture: Path, tmp_path: Path) -> None:
    call("run", "test.show", "--image", picture, "--out", tmp_path / "out")
    assert np.array_equal(np.load(tmp_path / "out" / "image.npz")["pixels"], np.asarray(Image.open(picture)))


def test_a_sample_is_a_picture(call: Call, tmp_path: Path) -> None:
    assert call("run", "test.show", "--image", "sample:coffee", "--out", tmp_path / "out")[0] == 0
    about = json.loads((tmp_path / "out" / "run.json").read_text())
    assert "--image sample:coffee" in about["command"]


def test_a_training_runs_so_many_steps_and_repeats_with_its_seed(call: Call, tmp_path: Path) -> None:
    for name in "ab":
        code, out, _ = call("run", "test.regression", "--steps", 12, "--seed", 3, "--out", tmp_path / name)
        assert code == 0
        assert json.loads(out)["metrics"]["rate"]["value"] == 0.1
    about = json.loads((tmp_path / "a" / "run.json").read_text())
    assert about["steps"] == 12
    assert about["slots"]["loss"]["step"] == 12
    assert "--steps 12" in about["command"]
    tables = [(tmp_path / name / "loss.csv").read_text().splitlines() for name in "ab"]
    numbers = [[line for line in table if not line.startswith("#")] for table in tables]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == 13


def test_record_keeps_every_step(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "run.psrec"
    code, out, _ = call("run", "test.regression", "--steps", 9, "--record", path, "--out", tmp_path / "out")
    assert (code, json.loads(out)["recording"]) == (0, str(path))
    with open_recording(path) as recording:
        assert recording.steps == tuple(range(1, 10))
        assert recording.header["command"].startswith("python -m engine run test.regression")


def test_a_recording_can_be_drawn_seldom_and_says_so(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "run.psrec"
    words = ("--steps", 10, "--draw-every", 4, "--record", path, "--out", tmp_path / "out")
    assert call("run", "test.regression", *words)[0] == 0
    with open_recording(path) as opened:
        assert opened.steps == (4, 8, 10)  # the last step is always drawn
        assert f"--record {path} --draw-every 4" in opened.header["command"]


BAD: tuple[tuple[str, str], ...] = (
    ("", "COMMAND"),
    ("frobnicate", "invalid choice: 'frobnicate'"),
    ("run", "required: ID, --out"),
    ("run test.show --image sample:coffee", "required: --out"),
    ("run test.nothing --out o", "No experiment is called 'test.nothing'"),
    ("run test.show --out o", "test.show needs a picture. Add --image F or --image sample:coffee"),
    ("run test.show --image sample:tea --out o", "There is no sample picture 'tea'"),
    ("run test.show --image sample:coffee --size 7 --out o", "size: expected a whole number from 8 to 512"),
    ("run test.show --image sample:coffee --size big --out o", "size: expected a whole number"),
    ("run test.show --image sample:coffee --set depth=2 --out o", "Unknown parameter 'depth'"),
    ("run test.show --image sample:coffee --set size --out o", "has no '='"),
    ("run test.show --image sample:coffee --steps 5 --out o", "does not train"),
    ("run test.show --image sample:coffee --device abacus --out o", "no device 'abacus'"),
    ("run test.show --image sample:coffee --seed -1 --out o", "expected a whole number of at least 0, got '-1'"),
    ("run test.show --image sample:coffee --text cat --out o", "takes no text"),
    ("run test.regression --steps 0 --out o", "expected a whole number of at least 1"),
    ("run test.regression --image sample:coffee --out o", "takes no picture"),
    ("run test.regression --size 5 --out o", "Unknown parameter 'size'"),
    ("claims nothing", "No paper is called 'nothing'"),
    ("bench --only nothing", "There is no row 'nothing'"),
    ("weights", "ACTION"),
    ("list --js", "Unrecognized arguments: --js"),
)


@pytest.mark.parametrize(("words", "message"), BAD)
def test_bad_arguments_are_exit_code_two_and_one_line(
    call: Call, words: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*words.split())
    assert (code, out) == (2, "")
    assert message in _one_line(err)
    assert list(tmp_path.iterdir()) == []


def test_help_is_exit_code_zero(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--help"])
    assert ended.value.code == 0
    assert "--image" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("experiment", "message"),
    [("test.refusal", "The weights are damaged. Import them again."), ("test.bug", "KeyError")],
)
def test_a_failure_is_exit_code_one_one_line_and_no_file(
    call: Call, tmp_path: Path, experiment: str, message: str
) -> None:
    code, out, err = call("run", experiment, "--out", tmp_path / "out")
    assert (code, out) == (1, "")
    assert message in _one_line(err)
    assert not (tmp_path / "out").exists()


def test_a_bug_leaves_a_report_and_says_where(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERSCOPE_CACHE", str(tmp_path / "cache"))
    _, _, err = call("run", "test.bug", "--out", tmp_path / "out")
    line = _one_line(err)
    report = Path(line.partition("The report is in ")[2]).read_text()
    assert "Traceback" in report
    assert "torch: " in report


def test_a_bug_outside_the_engine_thread_is_told_alike(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "print_json", lambda rows: 1 / 0)
    code, out, err = call("list", "--json")
    assert (code, out) == (1, "")
    assert "ZeroDivisionError" in _one_line(err)


@pytest.mark.parametrize("content", [b"", b"no picture at all"])
def test_a_damaged_or_missing_picture_is_one_line_that_names_it(call: Call, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)
    for file in (path, tmp_path / "none.png", tmp_path):
        code, out, err = call("run", "test.show", "--image", file, "--out", tmp_path / "out")
        assert (code, out) == (1, "")
        assert file.name in _one_line(err)


def test_a_folder_that_cannot_be_written_is_one_line(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, _, err = call("run", "test.regression", "--steps", 1, "--out", tmp_path / "file" / "out")
    assert code == 1
    assert "a file is in the way" in _one_line(err)


def test_a_loss_that_explodes_is_one_line_with_the_step(call: Call, tmp_path: Path) -> None:
    code, _, err = call("run", "test.regression", "--set", "rate=1e9", "--out", tmp_path / "out")
    assert code == 1
    assert "The loss became NaN or infinite at step" in _one_line(err)


def test_claims_have_the_contracted_rows(call: Call) -> None:
    code, out, _ = call("claims", "test", "--json")
    rows = json.loads(out)
    assert code == 0
    assert rows[0] == {
        "paper": "test",
        "claim": "distance grows",
        "stated": "Figure 7",
        "measured": "seed 4: 80 px",
        "seed": 4,
        "holds": True,
    }
    assert rows[1]["holds"] is False


def test_a_claim_is_read_from_a_recording_unless_measured_afresh(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(recording, "SHIPPED", tmp_path)
    call("run", "test.regression", "--steps", 3, "--record", tmp_path / "long.psrec", "--out", tmp_path / "out")
    claim = Claim(
        "it falls",
        "nowhere",
        lambda seed: ClaimResult("measured", True),
        recording="long",
        read=lambda opened: ClaimResult(f"{opened.steps[-1]} steps", True),
    )
    paper = Paper("p", "P", "T", "A", 2020, "0", "CNN", (), claims=(claim,))
    monkeypatch.setattr(claims, "PAPERS", (paper,))
    code, out, _ = call("claims")
    assert code == 0
    assert "measured: 3 steps" in out
    assert "read from the recording long.psrec (seed 0)" in out
    code, out, _ = call("claims", "--fresh", "--json")
    assert json.loads(out)[0]["measured"] == "measured"
    (tmp_path / "long.psrec").unlink()
    code, _, err = call("claims")
    assert code == 1
    assert "There is no recording" in _one_line(err)


def test_a_claim_that_does_not_hold_is_shown_as_such(call: Call) -> None:
    code, out, _ = call("claims")
    assert code == 0
    assert "does not hold: test: it shrinks" in out


def test_a_claim_that_cannot_be_measured_is_exit_code_one(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    unmeasured = Claim("it cannot be", "nowhere", _no_claim)
    paper = Paper("p", "P", "T", "A", 2020, "0", "CNN", (), claims=(unmeasured,))
    monkeypatch.setattr(claims, "PAPERS", (paper,))
    code, out, err = call("claims", "--json")
    assert (code, json.loads(out)) == (1, [])
    assert "There are no weights." in _one_line(err)


def test_weights_are_listed_with_their_badges(call: Call) -> None:
    code, out, _ = call("weights", "list", "--json")
    rows: list[dict[str, Any]] = json.loads(out)
    assert code == 0
    badges = {row["name"]: row["badge"] for row in rows}
    assert badges["random-vits14"] == "random"
    assert call("weights", "verify", "random-vits14")[0] == 0
    assert call("weights", "verify", "nothing")[0] == 1
    assert call("weights", "list")[1].startswith(rows[0]["name"])


def test_a_file_that_is_no_weights_is_not_imported(call: Call, picture: Path) -> None:
    code, _, err = call("weights", "import", picture)
    assert code == 1
    assert "photo one.png" in _one_line(err)


def test_bench_has_the_contracted_rows(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def quick() -> Row:
        return Row("quick", 0.5, "ratio", 1.0)

    monkeypatch.setattr(benching, "ROWS", (quick,))
    code, out, _ = call("bench", "--only", "quick", "--json")
    assert code == 0
    assert json.loads(out) == [{"name": "quick", "value": 0.5, "unit": "ratio", "aim": "≤ 1", "holds": True}]


_INTERRUPTED = """
import sys
from engine import papers
from engine.cli.main import main
from engine.experiment import Experiment, Paper
from engine.frames import TextFrame, Tick

def run(request, control):
    for step in range(1, 10**9):
        yield TextFrame(slot="words", step=step, text="half")
        yield Tick(step=step)
        if step == 3:
            print("running", flush=True)

training = Experiment("x.train", "Train", run, trains=True)
papers.PAPERS = (Paper("x", "X", "X", "X", 2020, "0", "CNN", (training,)),)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to one process there")
def test_ctrl_c_is_exit_code_130_and_writes_nothing(tmp_path: Path) -> None:
    words = ["run", "x.train", "--steps", str(10**8), "--out", "out", "--record", "run.psrec", "--device", "cpu"]
    process = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "Cancelled.\n")
    assert list(tmp_path.iterdir()) == []


def test_the_module_runs_and_passes_on_the_exit_code(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "engine", "run", "vit.nothing", "--out", str(tmp_path / "out")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "vit.nothing" in _one_line(done.stderr)


def test_list_imports_nothing_heavy() -> None:
    code = "import sys; from engine.cli.main import main; main(['list', '--json']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert {"torch", "PIL", "cv2", "onnx", "transformers", "scipy"}.isdisjoint(done.stdout.splitlines()[-1].split())


def test_a_recording_that_cannot_be_written_is_said_and_the_results_are_there(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(running.RecordingWriter):
        def add(self, frame: Any) -> None:
            self.discard()
            raise UserError("run.psrec cannot be written: the disk is full.", "Make room.")

    monkeypatch.setattr(running, "RecordingWriter", Full)
    words = ("run", "test.regression", "--steps", 5, "--record", tmp_path / "run.psrec", "--out", tmp_path / "out")
    code, out, err = call(*words)
    assert code == 1
    assert "The recording stopped." in _one_line(err)
    assert "recording" not in json.loads(_one_line(out))
    assert (tmp_path / "out" / "run.json").is_file()
    assert not (tmp_path / "run.psrec").exists()
