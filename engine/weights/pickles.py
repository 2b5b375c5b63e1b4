"""Looking into a torch pickle before it is loaded: what does it ask to have built?

`torch.load(weights_only=True)` already refuses to run code. It still lets a file call things such
as `bytearray(10**12)` or `torch.FloatTensor(10**12)`, and what it says when it refuses advises
people to switch the protection off. So the names a file asks for are read first, without loading
anything, and a file that needs more than tensors need is refused with a sentence of our own.
"""

import pickletools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from engine.errors import UserError
from engine.weights.kinds import DOWNLOAD_AGAIN, Kind

_NEEDED = {
    "collections OrderedDict",
    "torch Size",
    "torch.nn.parameter Parameter",
    "torch._utils _rebuild_tensor",
    "torch._utils _rebuild_tensor_v2",
    "torch._utils _rebuild_parameter",
    "torch.storage UntypedStorage",
    *(
        f"torch {kind}Storage"
        for kind in ("Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool")
    ),
}

# Before the zip format, torch wrote five pickles in a row: a magic number, a version, the machine,
# the objects, the names of the storages; then the numbers.
_OLD_PICKLES = 5


def check_needs(path: Path, kind: Kind) -> None:
    """Raise UserError when the pickle of a torch file asks for anything but what tensors are made of."""
    try:
        foreign = sorted(_foreign(path, kind))
    except Exception as error:  # a hostile pickle can raise anything here, MemoryError too
        reason = str(error).rstrip(".") or type(error).__name__
        raise UserError(f"{path.name} is not a torch file: {reason}.", DOWNLOAD_AGAIN) from error
    if foreign:
        raise UserError(
            f"{path.name} holds more than numbers ({foreign[0].replace(' ', '.')}), so it was not opened.",
            "Get the weights from their authors, or have the tensors alone saved as .safetensors.",
        )


def _foreign(path: Path, kind: Kind) -> set[str]:
    if kind == "zip":
        with zipfile.ZipFile(path) as archive:
            name = next(entry for entry in archive.namelist() if entry.endswith("/data.pkl"))
            with archive.open(name) as file:
                return set(_globals(file)) - _NEEDED
    with path.open("rb") as file:
        return {name for _ in range(_OLD_PICKLES) for name in _globals(file)} - _NEEDED


def _globals(file: IO[bytes]) -> Iterator[str]:
    """Yield the "module name" of everything that the pickle at the file's position looks up."""
    for opcode, argument, _ in pickletools.genops(file):
        if opcode.name in ("GLOBAL", "INST"):
            yield str(argument)
        elif opcode.name in ("STACK_GLOBAL", "EXT1", "EXT2", "EXT4"):
            yield f"pickle {opcode.name}"  # torch does not write these; the name is not in the opcode
