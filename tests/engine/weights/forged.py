"""Making files of weights that nobody should ship: hostile pickles, false claims, odd tensors."""

import io
import json
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch


class Call:
    """Pickles as a call of `function` with `arguments`: what an attacker writes."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self._parts = function, arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return self._parts


class Storage:
    """Pickles as a reference to storage "0", said to hold `numel` numbers."""

    def __init__(self, numel: int, kind: Any = torch.FloatStorage, key: str = "0") -> None:
        self.saved_id = ("storage", kind, key, "cpu", numel)


def tensor(storage: Storage, shape: tuple[int, ...], stride: tuple[int, ...], offset: int = 0) -> Call:
    """A tensor that claims anything at all about its storage."""
    return Call(torch._utils._rebuild_tensor_v2, storage, offset, shape, stride, False, OrderedDict())


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, view: tuple[None, ...]) -> None:
        super().__init__(file, protocol=2)
        self._view = view

    def persistent_id(self, obj: Any) -> Any:
        return obj.saved_id + self._view if isinstance(obj, Storage) else None


def _pickled(value: Any, view: tuple[None, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, view).dump(value)
    return buffer.getvalue()


def write_zip(path: Path, value: Any, records: Mapping[str, bytes] | None = None, stored: bytes = bytes(64)) -> Path:
    """Write a torch file of today: a pickled value (or the bytes of a pickle), one storage, further records."""
    data = value if isinstance(value, bytes) else _pickled(value)
    parts = {"data.pkl": data, "version": b"3\n", "byteorder": b"little", "data/0": stored, **(records or {})}
    with zipfile.ZipFile(path, "w") as archive:
        for name, record in parts.items():
            archive.writestr(f"archive/{name}", record)
    return path


def write_old(path: Path, value: Any, stored: bytes = bytes(64)) -> Path:
    """Write a torch file of before 2020: five pickles, then the numbers of one storage after their count."""
    head = (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True})
    pickles = [*(pickle.dumps(part, 2) for part in head), _pickled(value, view=(None,)), pickle.dumps(["0"], 2)]
    path.write_bytes(b"".join(pickles) + (len(stored) // 4).to_bytes(8, "little") + stored)
    return path


def write_safetensors(path: Path, header: Any, data: bytes = bytes(64)) -> Path:
    """header: anything JSON, or raw bytes."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path
