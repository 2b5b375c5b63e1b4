"""How fast the window is: the rows of `python -m engine bench` that need the real one.

`python -m app.bench --json` opens the window (offscreen where there is no display), measures and
closes it. Everything is a ratio of two things measured in turns, or the lateness of a timer.
"""
