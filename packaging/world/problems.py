"""The one error of the build that is meant for the person at the terminal."""


class WorldError(Exception):
    """What is wrong and what to do, in words for the person who builds the world."""
