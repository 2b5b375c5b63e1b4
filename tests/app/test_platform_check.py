"""The display and library checks that run before Qt is imported."""

import pytest

from app.platform_check import advice, has_display, missing_packages, uses_x11

X11_PACKAGES = {
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-xinerama0",
    "libxkbcommon-x11-0",
}


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_display(platform: str, environ: dict[str, str], expected: bool) -> None:
    assert has_display(platform, environ, answers=lambda display: True) is expected


def test_a_display_that_does_not_answer_is_none() -> None:
    assert not has_display("linux", {"DISPLAY": ":987"})
    assert not has_display("linux", {"QT_QPA_PLATFORM": "xcb"}, answers=lambda display: bool(display))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({}, False),
    ],
)
def test_x11_is_what_qt_will_choose(environ: dict[str, str], expected: bool) -> None:
    assert uses_x11("linux", environ) is expected
    assert not uses_x11("darwin", environ)


def test_a_bare_x11_machine_is_told_every_package() -> None:
    packages = missing_packages("linux", {"DISPLAY": ":0"}, loads=lambda library: "xcb-" not in library)
    assert set(packages) == X11_PACKAGES - {"libxkbcommon-x11-0"}
    line = advice(packages)
    assert "\n" not in line
    assert all(package in line for package in packages)


def test_x11_libraries_do_not_matter_offscreen() -> None:
    assert missing_packages("linux", {"QT_QPA_PLATFORM": "offscreen"}, loads=lambda library: "xcb" not in library) == ()


def test_other_systems_bring_their_own_libraries() -> None:
    assert missing_packages("win32", {}, loads=lambda library: False) == ()


def test_the_dynamic_linker_is_asked() -> None:
    missing = missing_packages("linux", {"DISPLAY": ":0"})
    assert set(missing) <= X11_PACKAGES | {"libegl1", "libgl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3"}
