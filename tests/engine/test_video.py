"""Video: frames in order and in the right colours, and one sentence when there are none."""

import importlib.util
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import UserError
from engine.images import Picture
from engine.video import VideoSource, open_video, opencv_problem
from tests.engine.picture_bytes import colours

NO_CAMERA = 97
SIZE = (64, 48)  # width, height


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Three plain frames, red, green and blue, at 10 Hz."""
    path = tmp_path / "clip.avi"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10.0, SIZE)
    for blue_green_red in ((0, 0, 255), (0, 255, 0), (255, 0, 0)):
        writer.write(np.full((SIZE[1], SIZE[0], 3), blue_green_red, np.uint8))
    writer.release()
    return path


def read_all(source: VideoSource) -> list[Picture]:
    pictures = []
    while (picture := source.read()) is not None:
        pictures.append(picture)
    return pictures


def test_frames_come_in_order_as_rgb(clip: Path) -> None:
    with open_video(clip) as source:
        pictures = read_all(source)
        assert source.read() is None
    assert [int(picture.pixels.mean(axis=(0, 1)).argmax()) for picture in pictures] == [0, 1, 2]
    assert [picture.name for picture in pictures] == [f"clip.avi · frame {number}" for number in (1, 2, 3)]
    assert pictures[0].pixels.shape == (48, 64, 3)
    assert pictures[0].path is None
    assert source.rate_hz == 10


def test_frames_are_copies(clip: Path) -> None:
    with open_video(clip) as source:
        first, second = source.read(), source.read()
    assert first is not None
    assert second is not None
    assert first.digest != second.digest
    assert not np.array_equal(first.pixels, second.pixels)


def test_a_closed_source_gives_nothing(clip: Path) -> None:
    source = open_video(clip)
    source.close()
    source.close()
    assert source.read() is None


def test_a_path_of_any_language(clip: Path) -> None:
    with open_video(clip.rename(clip.with_name("短片 1.avi"))) as source:
        assert len(read_all(source)) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b"certainly not a video" * 50, "is not a video that can be read here"),
    ],
)
def test_what_is_no_video_is_told(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "clip.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError) as refusal:
        open_video(path)
    assert words in refusal.value.what
    assert str(path) in refusal.value.what
    assert refusal.value.hint


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        open_video(tmp_path)


def test_a_pattern_is_not_taken_for_a_sequence_of_pictures(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "frame_01.png"), colours())
    with pytest.raises(UserError, match=r"There is no file .*frame_%02d\.png"):
        open_video(tmp_path / "frame_%02d.png")


def test_half_a_video_gives_its_first_frames_or_a_sentence(clip: Path) -> None:
    data = clip.read_bytes()
    outcomes = set()
    for cut in range(8, len(data), max(1, len(data) // 40)):
        clip.write_bytes(data[:cut])
        try:
            with open_video(clip) as source:
                outcomes.add(len(read_all(source)))
        except UserError as error:
            outcomes.add(error.what.replace(str(clip.parent), ""))
    assert {1, 2} <= outcomes
    assert {outcome for outcome in outcomes if isinstance(outcome, str)} <= {
        "/clip.avi is not a video that can be read here.",
        "clip.avi holds no frame that can be read.",
    }


def test_a_missing_camera_is_one_sentence() -> None:
    with pytest.raises(UserError, match=f"There is no camera number {NO_CAMERA}") as refusal:
        open_video(NO_CAMERA)
    assert refusal.value.hint


QUIET = """
import sys
from pathlib import Path
from engine.errors import UserError
from engine.video import open_video
for source in (97, Path(sys.argv[1]), Path(sys.argv[2])):
    try:
        with open_video(source) as video:
            while video.read() is not None:
                pass
    except UserError:
        pass
"""


def test_opencv_itself_says_nothing(clip: Path) -> None:
    # In a process of its own: FFmpeg takes its level at its first use, which was the writer's here.
    torn, alien = clip.with_name("torn.avi"), clip.with_name("alien.mp4")
    torn.write_bytes(clip.read_bytes().replace(b"\xff\xdb\0\x43", b"\xff\xdb\xff\xff"))
    alien.write_bytes(b"certainly not a video" * 50)
    command = [sys.executable, "-c", QUIET, str(torn), str(alien)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


class _Camera:
    """A camera that is unplugged after its first picture."""

    def __init__(self) -> None:
        self.pictures = [np.zeros((4, 4, 3), np.uint8)]

    def get(self, _property: int) -> float:
        return -1.0  # what some drivers answer when they do not know

    def isOpened(self) -> bool:
        return True

    def read(self) -> tuple[bool, np.ndarray | None]:
        return (True, self.pictures.pop()) if self.pictures else (False, None)


def test_an_unplugged_camera_is_told() -> None:
    source = VideoSource(_Camera(), "camera 0", is_camera=True)  # type: ignore[arg-type]
    assert source.rate_hz == 0
    assert source.read() is not None
    with pytest.raises(UserError, match="The camera 0 sends no picture"):
        source.read()


def pretend_opencv(folder: Path, monkeypatch: pytest.MonkeyPatch, facts: str | None) -> None:
    if facts is not None:
        (folder / "version.py").write_text(facts)
    spec = ModuleSpec("cv2", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)


@pytest.mark.parametrize("facts", ["headless = False\n", "contrib = True\n", None])
def test_an_opencv_with_windows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts: str | None) -> None:
    pretend_opencv(tmp_path, monkeypatch, facts)
    with pytest.raises(UserError, match="not the headless build") as refusal:
        open_video(0)
    assert "pip install opencv-python-headless" in refusal.value.hint


def test_a_missing_opencv_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="OpenCV is not installed"):
        open_video(0)


def test_asking_about_opencv_does_not_import_it() -> None:
    assert opencv_problem() == ""
    code = "import sys; from engine.video import opencv_problem; opencv_problem(); assert 'cv2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
