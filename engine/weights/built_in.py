"""Weights that this project trained itself and that come with it, each with a model card beside it.

`resources/weights/<file>` holds the weights, the Markdown file of the same name the card: data,
command, commit, seed, steps, time, device, measured results.
"""

from pathlib import Path

from engine.errors import UserError
from engine.weights import catalogue
from engine.weights.cache import sha256_of
from engine.weights.catalogue import Entry

_INSTALL_AGAIN = "Install Paperscope again, or train them anew: see README.md."


def built_in_file(entry: Entry) -> Path | None:
    """Return where the weights of a built-in entry are, or None when they are missing."""
    path = _path(entry)
    return path if path.is_file() else None


def why_not_built_in(entry: Entry) -> str:
    """Return the sentence that says which file is missing and how to get it back."""
    return f"The file {entry.file} is missing. {_INSTALL_AGAIN}"


def find_genuine_built_in(entry: Entry) -> Path:
    """Return the file once its hash has been checked against the catalogue's.

    Raises UserError when it is missing or is not the file that came with the program.
    """
    path = built_in_file(entry)
    if path is None:
        raise UserError(f"{entry.label} is not on this machine.", why_not_built_in(entry))
    if not entry.is_genuine(sha256_of(path)):
        raise UserError(f"{path} is not the file that came with Paperscope.", _INSTALL_AGAIN)
    return path


def model_card(entry: Entry) -> str:
    """Return the Markdown of a built-in entry's model card. Raises UserError when it cannot be read."""
    path = _path(entry).with_suffix(".md")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UserError(f"The model card {path.name} cannot be read.", _INSTALL_AGAIN) from error


def _path(entry: Entry) -> Path:
    return catalogue.CATALOGUE.parent / entry.file
