"""`python -m app`: open the window, or say why it cannot be opened."""

import os
import sys
from pathlib import Path

from app.options import read_options
from app.platform_check import advice, has_display, missing_packages


def main() -> int:
    """Run the window or the tour; return the exit code."""
    options = read_options(sys.argv[1:])
    if not has_display(sys.platform, os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if options.tour is None:
            options = options.with_tour(Path("tour").resolve())
            print(f"No display here: rendering the tour into {options.tour} instead.", flush=True)
    packages = missing_packages(sys.platform, os.environ)
    if packages:
        print(advice(packages), file=sys.stderr)
        return 1
    if options.tour is not None:
        from app import tour

        return tour.run(options)
    from app import startup

    return startup.run(options)


if __name__ == "__main__":
    sys.exit(main())
