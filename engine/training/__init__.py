"""Trainings that ship: recipes, the loop they share, checkpoints, and the card of what was made.

recipe       what a recipe is                        no torch
knobs        the parameters that trainings share     no torch
learning     schedule, step and states of a network that learns
classifier   learning classes, live or by recipe
checkpoints  a run on disk, to go on from
card         what was run and measured, in words     no torch
driver       a recipe from its first step to its files
"""
