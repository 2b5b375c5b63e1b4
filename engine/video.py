"""Frames from a webcam or a video file, through OpenCV's headless build.

OpenCV is imported when the first video is opened, and its own messages are silenced: each failure
becomes one `UserError` instead.
"""

import importlib.util
import os
import runpy
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from engine.errors import UserError
from engine.files import opened
from engine.images import Picture, picture_from_array
from engine.lazy import lazy

if TYPE_CHECKING:
    import cv2
else:
    cv2 = lazy("cv2")

_HEADLESS_HINT = "Run: pip uninstall opencv-python opencv-python-headless; pip install opencv-python-headless."
_QUIET = "-8"  # FFmpeg's AV_LOG_QUIET


class VideoSource:
    """An open webcam or video file. Used by one thread at a time; close it, or use `with`.

    name:    what messages and captions call it.
    rate_hz: frames per second as the file or camera states it, 0 when it does not.
    """

    def __init__(self, capture: "cv2.VideoCapture", name: str, is_camera: bool) -> None:
        self._capture = capture
        self._is_camera = is_camera
        self._count = 0
        self.name = name
        self.rate_hz = max(0.0, float(capture.get(cv2.CAP_PROP_FPS)))

    def read(self) -> Picture | None:
        """Return the next frame, or None after the last one of a file and after `close`.

        Raises UserError when a camera sends no picture, or a file holds none at all.
        """
        if not self._capture.isOpened():
            return None
        there, frame = self._capture.read()
        if there and frame.size:
            self._count += 1
            # OpenCV's order is blue, green, red; its own conversion is six times as fast as slicing.
            pixels = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), dtype=np.uint8)
            return picture_from_array(pixels, f"{self.name} · frame {self._count}")
        if self._is_camera:
            raise UserError(f"The {self.name} sends no picture.", "Check that it is plugged in, then open it again.")
        if self._count == 0:
            raise UserError(f"{self.name} holds no frame that can be read.", "Open another video file.")
        return None

    def close(self) -> None:
        """Let go of the camera or file; closing twice is fine."""
        self._capture.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_video(source: Path | int) -> VideoSource:
    """Open a video file by its path, or a camera by its number, counted from 0.

    Raises UserError when it is not there or cannot be read, or OpenCV is not the headless build.
    """
    problem = opencv_problem()
    if problem:
        raise UserError(problem, _HEADLESS_HINT)
    _silence()
    return _open_camera(source) if isinstance(source, int) else _open_file(source)


def opencv_problem() -> str:
    """Say in one sentence what is wrong with the installed OpenCV; empty when nothing is.

    Reads the package's version file without importing it: the build with windows sets Qt's plug-in
    paths at import, and so breaks a Qt program.
    """
    spec = importlib.util.find_spec("cv2")
    if spec is None:
        return "OpenCV is not installed."
    facts = [Path(root) / "version.py" for root in spec.submodule_search_locations or ()]
    if any(file.is_file() and runpy.run_path(str(file)).get("headless") for file in facts):
        return ""
    return "The installed OpenCV is not the headless build: it brings its own Qt, which breaks this program's window."


def _silence() -> None:
    # FFmpeg's level is read from the environment at its first use only.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", _QUIET)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def _open_camera(number: int) -> VideoSource:
    capture = cv2.VideoCapture(number)
    if not capture.isOpened():
        capture.release()
        raise UserError(
            f"There is no camera number {number}, or another program is using it.",
            "Plug one in, close the other program, or open a video file instead.",
        )
    return VideoSource(capture, f"camera {number}", is_camera=True)


def _open_file(path: Path) -> VideoSource:
    with opened(path):
        pass  # OpenCV does not say why a file cannot be opened; this does
    # FFmpeg alone: the other backends would take "frame_%02d.png" for a whole sequence of files.
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        capture.release()
        raise UserError(f"{path} is not a video that can be read here.", "Open an MP4, WebM, MKV, MOV or AVI file.")
    return VideoSource(capture, path.name, is_camera=False)
