"""The command line: `python -m engine --help`."""

from engine.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
