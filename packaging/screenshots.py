"""Make the pictures of README.md: a tour of the real window, from which the ones below are kept.

    python packaging/screenshots.py docs/images

Each is reduced to 256 colours, which keeps it under 300 kB. Look at them before they are committed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

# Name in the documents: the tour's name.
KEPT = {
    "window.png": "vit-attention_distance-dark.png",
    "attention-maps.png": "vit-attention_maps-light.png",
    "patch-features.png": "vit-patch_features-dark.png",
    "robustness.png": "vit-robustness-light.png",
}


def reduced(picture: Image.Image) -> Image.Image:
    """Return the picture in the 256 colours that fit it best."""
    return picture.convert("RGB").quantize(256, dither=Image.Dither.FLOYDSTEINBERG)


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tour:
        done = subprocess.run([sys.executable, "-m", "app", "--tour", tour])
        if done.returncode != 0:
            return done.returncode
        for name, source in KEPT.items():
            with Image.open(Path(tour) / source) as picture:
                reduced(picture).save(folder / name, optimize=True)
            print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
