"""`packaging` is no package but a folder of tools: what is in it is found as the tools find it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
