"""Look for the shared libraries that Qt expects from a Linux system, before the tests import it.

    python packaging/system_libraries.py              say what is missing; exit code 1 if anything is
    python packaging/system_libraries.py --install    as root on Debian or Ubuntu, install it first

The program itself does the same check when it starts. Uses the standard library alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.platform_check import advice, missing_packages

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def can_install() -> bool:
    """Say whether this is root on a system with apt-get."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: tuple[str, ...]) -> None:
    """Install with apt-get; raises subprocess.CalledProcessError when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "--quiet", *command], check=True, env=environment)


def main() -> int:
    packages = missing_packages(sys.platform, OFFSCREEN)
    if packages and "--install" in sys.argv[1:] and can_install():
        install(packages)
        packages = missing_packages(sys.platform, OFFSCREEN)
    if packages:
        print(advice(packages), file=sys.stderr)
    return 1 if packages else 0


if __name__ == "__main__":
    sys.exit(main())
