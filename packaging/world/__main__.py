"""The command: `make world`, or `python -m world --help` with `packaging` on the path."""

import argparse
import os
import sys
from pathlib import Path

from world.packages import pinned, unpacked
from world.problems import WorldError

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Build the world; the exit status is 1 when something is missing."""
    parser = argparse.ArgumentParser(prog="make world", description="Make resources/world from Debian packages.")
    parser.add_argument("--debs", type=Path, metavar="DIR", help="take the packages from here instead of fetching them")
    parser.add_argument("--work", type=Path, metavar="DIR", default=ROOT / "build" / "world", help="work folder")
    parser.add_argument("--out", type=Path, metavar="DIR", default=ROOT / "resources" / "world", help="where to write")
    options = parser.parse_args(arguments)
    try:
        _build(options.debs, options.work, options.out)
    except WorldError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _build(debs: Path | None, work: Path, out: Path) -> None:
    # Drawings with text in them need an application, and none of them a display.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from world.build import build
    from world.sources import Source
    from world.tables import choices

    work.mkdir(parents=True, exist_ok=True)
    sources = {package.name: Source(package, unpacked(package, debs, work)) for package in pinned()}
    application = QGuiApplication([])
    build(choices(), sources, out)
    application.shutdown()
    print(f"{sum(1 for _ in out.rglob('*.webp'))} pictures in {out}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
