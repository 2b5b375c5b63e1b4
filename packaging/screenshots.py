"""Make the pictures of README.md: a tour of the real window, from which the ones below are kept.

    python packaging/screenshots.py docs/images

Each is reduced to 256 colours, which keeps it under 300 kB. Look at them before they are committed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

# Name in the documents: the tour's name.
KEPT = {
    "window.png": "vit-attention_distance-dark.png",
    "attention-maps.png": "vit-attention_maps-light.png",
    "patch-features.png": "vit-patch_features-dark.png",
    "robustness.png": "vit-robustness-light.png",
    "gan.png": "gan-plane-dark.png",
    "mae.png": "mae-reconstruct-dark.png",
    "moco.png": "moco-embedding-dark.png",
    "world.png": "world-light.png",
}

FLAT_COLOURS = 48


def reduced(picture: Image.Image) -> Image.Image:
    """Return the picture in 256 colours: those of the window's flat areas as they are, photos dithered."""
    full = picture.convert("RGB")
    colours, counts = np.unique(np.asarray(full).reshape(-1, 3), axis=0, return_counts=True)
    flat = colours[counts.argsort()[-FLAT_COLOURS:]].ravel().tolist()
    photos = full.quantize(256 - FLAT_COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=8).getpalette()
    assert photos is not None  # a quantised picture has a palette
    palette = Image.new("P", (1, 1))
    palette.putpalette(flat + photos)
    return full.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)


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
