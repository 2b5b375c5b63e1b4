"""Mutated checkpoints: each is a sentence that names the file, or a network; never anything else.

Warnings are errors here as everywhere, so a library's warning about a bad file fails too. The
forged files with a purpose are in test_checkpoint.py; these are damaged by seeded chance.
"""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import torch
from safetensors.torch import save_file

from engine.errors import UserError
from engine.weights import store
from engine.weights.store import open_vit
from tests.engine.weights import foreign

SEEDS = range(20)
MOST_GROWTH_BYTES = 400 * 2**20


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same small ViT as safetensors and in torch's two formats."""
    folder, state = tmp_path_factory.mktemp("sound"), foreign.timm(foreign.small_vit())
    save_file(state, folder / "safetensors")
    torch.save(state, folder / "zip")
    torch.save({"model": state, "epoch": 3}, folder / "old", _use_new_zipfile_serialization=False)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


Mutation = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    """A download that stopped."""
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Single bits anywhere, mostly in the numbers."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def scribble_head(data: bytes, chance: random.Random) -> bytes:
    """Bytes in the part that describes the rest."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        damaged[chance.randrange(min(4096, len(data)))] = chance.randrange(256)
    return bytes(damaged)


def scribble_tail(data: bytes, chance: random.Random) -> bytes:
    """Bytes at the end, where a zip file keeps its directory."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        damaged[-1 - chance.randrange(min(4096, len(data)))] = chance.randrange(256)
    return bytes(damaged)


def splice(data: bytes, chance: random.Random) -> bytes:
    """A piece of the file over another piece of it."""
    length = chance.randint(1, 2000)
    source, target = chance.randrange(len(data) - length), chance.randrange(len(data) - length)
    return data[:target] + data[source : source + length] + data[target + length :]


def lose(data: bytes, chance: random.Random) -> bytes:
    """A hole: everything after it moves."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 5000) :]


def digits(data: bytes, chance: random.Random) -> bytes:
    """Other digits in the text of the header or the pickle: shapes, offsets, sizes."""
    damaged = bytearray(data)
    places = [place for place, byte in enumerate(data[:6000]) if chr(byte).isdigit()]
    for place in chance.sample(places, min(5, len(places))):
        damaged[place] = ord(str(chance.randrange(10)))
    return bytes(damaged)


MUTATIONS: tuple[Mutation, ...] = (cut, flip, scribble_head, scribble_tail, splice, lose, digits)


def refusal(path: Path) -> UserError | None:
    """Open a mutant and return how it was refused, or None when it loaded."""
    try:
        loaded = open_vit(str(path))
    except UserError as error:
        return error
    assert all(bool(tensor.isfinite().all()) for tensor in loaded.model.state_dict().values())
    return None


def open_mutant(path: Path, data: bytes) -> bool:
    """Open a mutant; say whether it was loaded. Fails unless it loads or is told in a sentence."""
    path.write_bytes(data)
    error = refusal(path)
    if error is None:
        return True
    assert path.name in error.what
    assert error.what.endswith(".")
    assert error.hint.endswith(".")
    return False


@pytest.mark.parametrize("kind", ["safetensors", "zip", "old"])
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_mutant_is_told_or_loaded(sound: dict[str, bytes], kind: str, mutate: Mutation, tmp_path: Path) -> None:
    before = psutil.Process().memory_info().rss
    outcomes = []
    for seed in SEEDS:
        chance = random.Random(f"{kind} {mutate.__name__} {seed}")
        outcomes.append(open_mutant(tmp_path / f"mutant{seed}.pth", mutate(sound[kind], chance)))
    store.forget()
    assert psutil.Process().memory_info().rss - before < MOST_GROWTH_BYTES
    if mutate is cut:
        assert not any(outcomes)


@pytest.mark.parametrize("kind", ["safetensors", "zip", "old"])
def test_the_sound_file_itself_loads(sound: dict[str, bytes], kind: str, tmp_path: Path) -> None:
    assert open_mutant(tmp_path / "sound.pth", sound[kind])
    store.forget()


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_pickles_inside_a_sound_archive(sound: dict[str, bytes], seed: int, tmp_path: Path) -> None:
    """Random damage to a zip rarely reaches the pickle; here it always does."""
    chance = random.Random(seed)
    (tmp_path / "sound").write_bytes(sound["zip"])
    path = tmp_path / "mutant.pth"
    with zipfile.ZipFile(tmp_path / "sound") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, flip(data, chance) if name.endswith("data.pkl") else data)
    open_mutant(path, path.read_bytes())
    store.forget()
