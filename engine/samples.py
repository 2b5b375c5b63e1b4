"""Sample pictures that come with scikit-image, so that the tray is never empty.

The files are found inside the installed package without importing it, which would take longer
than showing the whole window.
"""

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.errors import UserError


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture that is always there.

    name:    one word by which the command line and tests call it.
    title:   what a person calls it.
    licence: under what it may be used; source: who made it and where it is from.
    """

    name: str
    title: str
    path: Path
    licence: str
    source: str


# Name, title, file, licence, source: as the documentation of skimage.data states them. Pictures
# whose licence it does not state, such as the Middlebury stereo pair, are left out.
_CATALOGUE = (
    ("coffee", "Cup of coffee", "coffee.png", "CC0-1.0", "Rachel Michetti, courtesy of Pikolo Espresso Bar"),
    ("cat", "Chelsea the cat", "chelsea.png", "CC0-1.0", "Stéfan van der Walt"),
    ("astronaut", "Eileen Collins", "astronaut.png", "Public domain", "NASA Great Images, flic.kr/p/r9qvLn"),
    ("rocket", "Falcon 9 launch", "rocket.jpg", "Public domain", "SpaceX Photos, flickr.com/photos/spacexphotos"),
    ("camera", "Photographer", "camera.png", "CC0-1.0", "Lav Varshney"),
    ("clock", "Clock in motion", "clock_motion.png", "Public domain", "Stéfan van der Walt"),
    ("coins", "Greek coins", "coins.png", "No known copyright restrictions", "Brooklyn Museum Collection, 51611"),
    ("galaxies", "Hubble deep field", "hubble_deep_field.jpg", "Public domain", "NASA, HubbleSite 2012-37"),
    ("retina", "Human retina", "retina.jpg", "CC0-1.0", "Mikael Häggström, Wikimedia Commons"),
)


@cache
def samples() -> tuple[Sample, ...]:
    """Return the sample pictures, the most telling first.

    Raises UserError when scikit-image or its pictures are not installed.
    """
    spec = importlib.util.find_spec("skimage")
    roots = [Path(root) / "data" for root in (spec.submodule_search_locations or ())] if spec else []
    found = tuple(
        Sample(name, title, root / file, licence, source)
        for name, title, file, licence, source in _CATALOGUE
        for root in roots
        if (root / file).is_file()
    )
    if not found:
        raise UserError("The sample pictures are not there.", "Install the scikit-image package, which carries them.")
    return found


def find_sample(name: str) -> Sample:
    """Return the sample called `name`; UserError when there is none."""
    for sample in samples():
        if sample.name == name:
            return sample
    names = ", ".join(sample.name for sample in samples())
    raise UserError(f"There is no sample picture {name!r}.", f"There are: {names}.")
