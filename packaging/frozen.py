"""Where the frozen program starts: what `python -m app` does."""

import sys

from app.__main__ import main

sys.exit(main())
