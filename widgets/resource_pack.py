"""Files in memory that Qt can open by a ":/…" address.

A style sheet takes its arrows and check marks from files only. Packing our drawn icons in Qt's
own resource format (version 1, as `rcc --binary` writes it) gives them an address, in the theme's
colours and with no file on disk.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QResource

_DIRECTORY = 0x02
_FILE = 0x00
_ANY_TERRITORY, _C_LANGUAGE = 0, 1  # so that it is found in every locale
_HEADER_BYTES = 20
_kept_alive: list[bytes] = []  # Qt reads registered packs in place


@dataclass(slots=True)
class _Node:
    name: str
    data: bytes | None = None
    children: dict[str, "_Node"] = field(default_factory=dict)


def register(files: Mapping[str, bytes]) -> None:
    """Make `files` (path without ":/" → content) readable by Qt; raises RuntimeError if Qt refuses."""
    data = pack(files)
    if not QResource.registerResourceData(data):
        raise RuntimeError("Qt refused the icon resources.")
    _kept_alive.append(data)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return `files` (path → content) in Qt's binary resource format."""
    nodes = _breadth_first(_tree(files))
    names, name_at = _names(nodes)
    contents, content_at = _contents(nodes)
    entries = b""
    next_child = 1
    for node in nodes:
        if node.data is None:
            entries += struct.pack(">IHII", name_at[node.name], _DIRECTORY, len(node.children), next_child)
            next_child += len(node.children)
        else:
            entries += struct.pack(
                ">IHHHI", name_at[node.name], _FILE, _ANY_TERRITORY, _C_LANGUAGE, content_at[id(node)]
            )
    data_at = _HEADER_BYTES + len(entries)
    names_at = data_at + len(contents)
    return struct.pack(">4sIIII", b"qres", 1, _HEADER_BYTES, data_at, names_at) + entries + contents + names


def _tree(files: Mapping[str, bytes]) -> _Node:
    root = _Node("")
    for path, data in files.items():
        *folders, name = path.split("/")
        node = root
        for folder in folders:
            node = node.children.setdefault(folder, _Node(folder))
        node.children[name] = _Node(name, data)
    return root


def _breadth_first(root: _Node) -> list[_Node]:
    """All nodes, siblings together and in order of their hash, as Qt's binary search expects."""
    nodes = [root]
    for node in nodes:  # grows while it is walked
        nodes.extend(sorted(node.children.values(), key=lambda child: _hash(child.name)))
    return nodes


def _names(nodes: list[_Node]) -> tuple[bytes, dict[str, int]]:
    table, where = b"", {"": 0}
    for node in nodes[1:]:
        if node.name not in where:
            where[node.name] = len(table)
            text = node.name.encode("utf-16-be")
            table += struct.pack(">HI", len(text) // 2, _hash(node.name)) + text
    return table, where


def _contents(nodes: list[_Node]) -> tuple[bytes, dict[int, int]]:
    table, where = b"", {}
    for node in nodes:
        if node.data is not None:
            where[id(node)] = len(table)
            table += struct.pack(">I", len(node.data)) + node.data
    return table, where


def _hash(name: str) -> int:
    """Qt's `qt_hash`, the PJW string hash."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
