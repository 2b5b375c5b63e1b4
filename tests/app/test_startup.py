"""How the program starts: its command line, its first paint without the heavy imports, and its order of ending."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.options import Options, read_options

FIRST_PAINT = """
import sys
from pathlib import Path
from app import startup
from app.options import Options
services = startup.make_services(startup.make_application(), Options(), Path(sys.argv[1]))
window = startup.show_window(services)
assert window.isVisible()
heavy = {"numpy", "torch", "pyqtgraph", "cv2", "skimage", "onnx", "PIL", "asyncio", "qasync", "psutil"}
print(sorted(heavy & set(sys.modules)))
startup.end_services(services)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_PAINT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


INTERRUPTED = """
import os, signal
from app import startup
from app.options import Options
from app.workspace import Workspace
begin = Workspace.begin

def begin_and_interrupt(self, options):
    begin(self, options)
    self.bridge.engine_ready.connect(lambda: os.kill(os.getpid(), signal.SIGINT))

Workspace.begin = begin_and_interrupt
raise SystemExit(startup.run(Options()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to a single process")
def test_an_interrupt_ends_in_order_and_without_a_word() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "This plugin does not support" not in line]
    assert (done.returncode, done.stdout, complaints) == (130, "", [])


def test_everything_can_be_asked_for() -> None:
    arguments = ["--panel", "vit.rollout", "--image", "a.png", "--theme", "light", "--lang", "zh_CN", "--tour", "out"]
    expected = Options("vit.rollout", Path("a.png"), "light", "zh_CN", Path("out"))
    assert read_options(arguments) == expected
    assert read_options([]) == Options()
    assert Options(panel="vit").with_tour(Path("x")) == Options(panel="vit", tour=Path("x"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--panel nothing", "No paper is called 'nothing'"),
        ("--panel vit.nothing", "No experiment is called 'vit.nothing'"),
        ("--theme plaid", "invalid choice: 'plaid'"),
        ("--lang fr", "invalid choice: 'fr'"),
        ("cat.png", "unrecognized arguments: cat.png"),
    ],
)
def test_bad_arguments_end_with_code_2_and_a_sentence(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        read_options(arguments.split())
    assert end.value.code == 2
    assert said in capsys.readouterr().err
