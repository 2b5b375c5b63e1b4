"""Is there a display, and can Qt open a window on it? Asked before Qt is imported.

Qt aborts the process when its platform plugin lacks a system library, so the libraries that
desktop Linux systems leave out are looked for first, and named with the packages that bring them.
"""

import ctypes
from collections.abc import Callable, Mapping

# What importing QtGui needs on Linux, even without a display: library → Debian package.
_QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}

# What Qt's X11 plugin needs besides.
_X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _answers(display: str) -> bool:
    """Ask whether an X server is there, as Qt would: Qt itself aborts the process when none is."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not known here; `missing_packages` has more to say
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def uses_x11(platform: str, environ: Mapping[str, str]) -> bool:
    """Say whether Qt will open its windows through X11."""
    if not platform.startswith("linux"):
        return False
    chosen = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen == "xcb"
    return bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")


def has_display(platform: str, environ: Mapping[str, str], answers: Callable[[str], bool] = _answers) -> bool:
    """Say whether a window can be shown: anywhere but on Linux, or with a display server there.

    platform: as `sys.platform` has it. Any other platform plugin that the user chose is a display.
    answers:  says whether the X server of a display can be reached.
    """
    if uses_x11(platform, environ):
        return answers(environ.get("DISPLAY", ""))
    if not platform.startswith("linux"):
        return True
    return any(environ.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def missing_packages(
    platform: str, environ: Mapping[str, str], loads: Callable[[str], bool] = _loads
) -> tuple[str, ...]:
    """Name the Debian packages whose libraries Qt would not find; empty when all is well.

    loads: says whether the dynamic linker finds a library.
    """
    if not platform.startswith("linux"):
        return ()
    needed = _QT_LIBRARIES | (_X11_LIBRARIES if uses_x11(platform, environ) else {})
    return tuple(package for library, package in needed.items() if not loads(library))


def advice(packages: tuple[str, ...]) -> str:
    """Say in one line which packages to install."""
    names = " ".join(packages)
    return f"Paperscope cannot open a window: system libraries are missing. On Debian or Ubuntu: apt install {names}"
