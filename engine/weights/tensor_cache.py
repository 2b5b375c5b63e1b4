"""Packaged weights kept as safetensors, so that a package's slow or foreign format is read once.

The cache is a convenience: one that is missing, damaged or stale counts as not there, and one that
cannot be written (a full disk, a read-only home) is done without.
"""

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import safetensors.torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from engine.weights.cache import cached_package, write_atomically
from engine.weights.catalogue import Entry

_log = logging.getLogger(__name__)

_NAMING = "1"  # raise it when our parameter names change, so that older caches count as stale


def load(entry: Entry) -> dict[str, Tensor] | None:
    """Return the cached tensors of `entry` under our names, or None when there is no sound cache of them.

    The file names the hash of the package's file it was made from and of the tensors themselves; both
    must agree. The tensors are views of the file on disk: copy what is to be kept.
    """
    try:
        with safe_open(cached_package(entry.name), framework="pt") as file:
            metadata = file.metadata() or {}
            state: dict[str, Tensor] = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  no mapping
    except (OSError, SafetensorError) as error:
        _log.info("no cache of %s: %s", entry.name, error)
        return None
    if metadata != _metadata(entry, state):
        _log.info("the cache of %s is stale or damaged", entry.name)
        return None
    return state


def save(entry: Entry, state: Mapping[str, Tensor]) -> Path | None:
    """Cache tensors under our names; return where, or None when the folder cannot be written."""
    path = cached_package(entry.name)
    data = safetensors.torch.save(dict(state), _metadata(entry, state))
    try:
        write_atomically(path, lambda file: file.write(data))
    except OSError as error:
        _log.info("%s is not cached: %s", entry.name, error)
        return None
    return path


def _metadata(entry: Entry, state: Mapping[str, Tensor]) -> dict[str, str]:
    return {"naming": _NAMING, "source_sha256": entry.sha256, "content_sha256": _content_hash(state)}


def _content_hash(state: Mapping[str, Tensor]) -> str:
    """Hash names, shapes and numbers."""
    digest = hashlib.sha256()
    for name in sorted(state):
        digest.update(f"{name} {tuple(state[name].shape)} {state[name].dtype}\n".encode())
        digest.update(state[name].contiguous().numpy().data)
    return digest.hexdigest()
