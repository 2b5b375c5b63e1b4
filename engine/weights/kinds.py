"""What kind of file a checkpoint is, told from its first bytes, not from its name.

People end up with web pages, pointers, archives and half files called .pth; each gets its own
sentence. Imports no torch.
"""

import zipfile
from pathlib import Path
from typing import Literal

from engine.errors import UserError

Kind = Literal["safetensors", "zip", "pickle"]

_HEAD_BYTES = 512

DOWNLOAD_AGAIN = "The file is damaged or only partly there: download it again."
_CHOOSE_FILE = "Choose a .safetensors, .pth or .pt file of weights."

_WRONG = (
    (b"version https://git-lfs", "is a Git LFS pointer, not the weights it points to", "Download the real file."),
    (b"<", "is a web page or other markup, not weights", "Open its address in a browser and save the file itself."),
    (b"\x1f\x8b", "is compressed with gzip", "Unpack it first, then choose the file inside."),
    (b"\x89HDF\r\n", "is an HDF5 (Keras) file, which is not read here", _CHOOSE_FILE),
    (b"\x93NUMPY", "is a NumPy array, which is not read here", _CHOOSE_FILE),
    (b"GGUF", "is a GGUF file, which is not read here", _CHOOSE_FILE),
    (b"\x89PNG", "is a picture, not weights", _CHOOSE_FILE),
    (b"\xff\xd8\xff", "is a picture, not weights", _CHOOSE_FILE),
)


def kind_of(path: Path) -> Kind:
    """Return what kind of checkpoint `path` is.

    Raises UserError when it is missing, a folder, empty, unreadable, or nothing that holds weights.
    """
    head = _first_bytes(path)
    if head.startswith(b"PK\x03\x04"):
        _check_archive(path)
        return "zip"
    for magic, what, hint in _WRONG:
        if head.lstrip().startswith(magic) or head.startswith(magic):
            raise UserError(f"{path.name} {what}.", hint)
    if head[257:262] == b"ustar":
        raise UserError(
            f"{path.name} is a tar archive; torch files of that age are not read here.",
            "Save the weights again with a current torch, or download a newer file.",
        )
    if head[8:9] == b"{":
        return "safetensors"
    if head[:1] == b"\x80":
        return "pickle"
    raise UserError(f"{path.name} is not a file of weights.", _CHOOSE_FILE)


def _first_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Choose the file of weights in it.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"{path} cannot be read: {reason}.", "Check the path and the file's permissions.") from error
    if not head:
        raise UserError(f"{path.name} is empty.", DOWNLOAD_AGAIN)
    return head


def _check_archive(path: Path) -> None:
    """Refuse zip files that are not torch's own: TorchScript, NumPy archives, compressed ones.

    torch stores without compression, so a compressed entry is foreign and may unpack without end.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(f"{path.name} is a broken archive: {error}.", DOWNLOAD_AGAIN) from error
    inside = [entry.filename for entry in entries]
    if any(name.endswith(".npy") for name in inside):
        raise UserError(
            f"{path.name} is a NumPy archive, such as the weights for JAX, which is not read here.",
            "Choose the PyTorch version of these weights.",
        )
    if any(name.endswith("/constants.pkl") or "/code/" in name for name in inside):
        raise UserError(
            f"{path.name} is a TorchScript archive: it holds a program, not only weights, and is not run.",
            "Choose a file that holds the weights alone.",
        )
    if not any(name.endswith("/data.pkl") for name in inside):
        raise UserError(
            f"{path.name} is a zip archive without weights.", "Unpack it first, then choose the file inside."
        )
    if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
        raise UserError(f"{path.name} is a compressed archive, which torch never writes.", DOWNLOAD_AGAIN)
