"""Makes `resources/world` from pinned Debian packages: `make world`.

The tables beside this file say what goes in, one line for every picture, chosen by eye: its names in
English and Chinese, its category and group. The modules fetch the packages, find out under which
licence each picture is, convert it, and hold some back for testing.
"""
