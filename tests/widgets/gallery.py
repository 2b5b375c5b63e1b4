"""Paints every view in both themes to PNG files, to be looked at.

QT_QPA_PLATFORM=offscreen python -m tests.widgets.gallery FOLDER
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from engine.frames import Frame
from tests.widgets import examples
from widgets.theme import THEMES, Theme, apply_theme
from widgets.view import FrameView
from widgets.views import make_view

SHEETS: dict[str, tuple[tuple[Frame, ...], ...]] = {
    "pictures": (
        (examples.image_frame(),),
        (examples.heat_frame(),),
        (examples.bare_heat_frame(),),
        (examples.grid_frame(),),
        (examples.head_grid_frame(),),
        (examples.filter_grid_frame(),),
    ),
    "plots": (
        (examples.scatter_frame(),),
        (examples.folder_scatter_frame(),),
        (examples.curve_frame(),),
        (examples.log_curve_frame(),),
    ),
    "sheets": (
        (examples.bars_frame(),),
        (examples.strokes_frame(),),
        (examples.text_frame(),),
        examples.metric_frames(),
        (examples.table_frame(),),
    ),
    "flow": ((examples.flow_frame(),), (examples.wired_flow_frame(),), (examples.diagram_frame(),)),
}
COLUMNS = {"pictures": 3, "plots": 2, "sheets": 2, "flow": 1}


def filled_view(frames: tuple[Frame, ...]) -> FrameView:
    """Return a view that shows these frames of one kind."""
    view = make_view(frames[0].kind)
    for frame in frames:
        view.show_frame(frame)
    return view


def page_of(views: list[FrameView], columns: int, theme: Theme) -> QWidget:
    """Return a page that holds views as a panel would."""
    page = QWidget()
    page.setObjectName("page")
    page.setStyleSheet(f"QWidget#page {{ background: {theme.page}; }}")
    grid = QGridLayout(page)
    grid.setSpacing(theme.gap)
    for index, view in enumerate(views):
        grid.addWidget(view, index // columns, index % columns)
    return page


def state_views() -> list[FrameView]:
    """Return one view in each state that has no frame."""
    empty, busy, failed = make_view("image"), make_view("heat"), make_view("grid")
    for view, title in ((empty, "Image"), (busy, "Rollout"), (failed, "All heads")):
        view.set_title(title)
    busy.set_busy(True)
    failed.show_error("holiday.txt is not a picture. Choose a PNG, JPEG or WebP file.")
    return [empty, busy, failed]


def save(page: QWidget, width: int, height: int, path: Path) -> None:
    """Show the page at a size and save what it looks like."""
    page.resize(width, height)
    page.show()
    QApplication.processEvents()
    page.grab().save(str(path))
    page.close()


def main(folder: Path) -> None:
    """Write all pages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for theme in THEMES.values():
        apply_theme(application, theme)
        for name, sheet in SHEETS.items():
            views = [filled_view(frames) for frames in sheet]
            save(page_of(views, COLUMNS[name], theme), 1180, 760, folder / f"{name}-{theme.name}.png")
        save(page_of(state_views(), 3, theme), 1000, 260, folder / f"states-{theme.name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
