"""Where the frozen program starts: what `python -m app` does."""

import runpy

runpy.run_module("app", run_name="__main__")
