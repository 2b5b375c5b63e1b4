"""`python -m app.bench [--json] [--only NAME]`."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.platform_check import has_display
from engine.bench.rows import Row
from engine.bench.window import BARE_NAMES, NAMES, SINGLE_NAMES
from engine.errors import UserError

if TYPE_CHECKING:
    from app.window import Window


def main() -> int:
    """Measure and print the rows; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.bench", description="Measure the window.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--only", metavar="NAME", choices=NAMES, help="one row alone")
    arguments = parser.parse_args()
    if not has_display(sys.platform, os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        rows = _measure(arguments.only)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps([row.as_json() for row in rows], ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row.name:28} {row.value:8.3f} {row.unit:6} {'holds' if row.holds else 'does not hold'}")
    return 0


def _measure(only: str | None) -> list[Row]:
    rows: list[Row] = []
    if only in (None, "startup"):
        from app.bench.startup_row import startup

        rows.append(startup())
    if only != "startup":
        rows += _in_the_window(only)
    return [row for row in rows if only in (None, row.name)]


def _in_the_window(only: str | None) -> list[Row]:
    import qasync

    from app import startup
    from app.options import Options

    application = startup.make_application()
    with tempfile.TemporaryDirectory() as folder:  # for settings and pictures
        services = startup.make_services(application, Options(), Path(folder))
        window = startup.show_window(services)
        try:
            rows: list[Row] = qasync.run(_walk(window, only, Path(folder)))
        finally:
            startup.end_services(services)
    return rows


async def _walk(window: "Window", only: str | None, folder: Path) -> list[Row]:
    from app.bench.painting_row import brush_to_view
    from app.bench.picture_row import image_to_view
    from app.bench.scatter_row import scatter_pan_50000
    from app.bench.training_rows import TRAININGS, training_rows
    from app.bench.watching import JobWatch
    from app.options import Options

    workspace = window.furnish()
    try:
        workspace.begin(Options())
        watch = JobWatch(workspace)
        await watch.until(lambda: workspace.bridge.ready and workspace.session.state.picture is not None)
        rows = [await image_to_view(workspace, watch, folder)] if only in (None, "image_to_view") else []
        if only in (None, "brush_to_view"):
            rows.append(await brush_to_view(workspace, watch))
        if only in (None, "scatter_pan_50000"):
            rows.append(scatter_pan_50000(workspace))
        for training in TRAININGS:
            if only is None or (only not in SINGLE_NAMES and only.endswith(training.suffix or BARE_NAMES)):
                rows += await training_rows(workspace, watch, training)
        return rows
    finally:
        window.hide()
        workspace.close_down()
        window.deleteLater()


if __name__ == "__main__":
    sys.exit(main())
