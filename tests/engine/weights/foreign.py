"""Writing a transformers model's parameters under the names that other code bases give them.

Written out by hand and in the other direction from `engine.weights.layouts_vit` and `layouts_resnet`, so that a mistake
there cannot hide here.
"""

from typing import Any, TypeVar

import torch
from torch import Tensor
from transformers import (
    Dinov2Config,
    Dinov2Model,
    ResNetConfig,
    ResNetForImageClassification,
    ViTConfig,
    ViTForImageClassification,
    ViTMAEConfig,
    ViTMAEForPreTraining,
)

State = dict[str, Tensor]
Model = TypeVar("Model", bound=torch.nn.Module)


def vit_b16(labels: int = 1000) -> ViTForImageClassification:
    """A ViT-B/16 in which every parameter is random, biases and norms too."""
    config = ViTConfig(num_labels=labels)
    return _shaken(ViTForImageClassification._from_config(config, attn_implementation="eager"))


def small_vit() -> ViTForImageClassification:
    config = ViTConfig(
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=1,
        intermediate_size=96,
        image_size=32,
        patch_size=8,
        num_labels=3,
    )
    return _shaken(ViTForImageClassification._from_config(config, attn_implementation="eager"))


def dinov2_s14() -> Dinov2Model:
    """A DINOv2 ViT-S/14 in which every parameter is random, biases, norms and layer scales too."""
    config = Dinov2Config(hidden_size=384, num_attention_heads=6, patch_size=14, image_size=518)
    return _shaken(Dinov2Model._from_config(config, attn_implementation="eager"))


def small_dinov2() -> Dinov2Model:
    config = Dinov2Config(
        hidden_size=64, num_hidden_layers=2, num_attention_heads=1, mlp_ratio=2, patch_size=7, image_size=35
    )
    return _shaken(Dinov2Model._from_config(config, attn_implementation="eager"))


def mae_base() -> ViTMAEForPreTraining:
    """A masked autoencoder of the published base size, its biases, norms and tokens drawn, too."""
    return _shaken(ViTMAEForPreTraining._from_config(ViTMAEConfig(), attn_implementation="eager"))


def small_mae() -> ViTMAEForPreTraining:
    config = ViTMAEConfig(
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=1,
        intermediate_size=96,
        image_size=32,
        patch_size=8,
        decoder_hidden_size=32,
        decoder_num_hidden_layers=1,
        decoder_num_attention_heads=8,
        decoder_intermediate_size=128,
    )
    return _shaken(ViTMAEForPreTraining._from_config(config, attn_implementation="eager"))


@torch.no_grad()
def _shaken(model: Model) -> Model:
    """Draw every parameter anew: scales around 1, all else around 0."""
    generator = torch.Generator().manual_seed(0)
    for name, parameter in model.named_parameters():
        is_scale = parameter.ndim == 1 and not name.endswith("bias")
        parameter.normal_(mean=float(is_scale), std=0.03, generator=generator)
    return model.eval().requires_grad_(False)


def _block(state: State, prefix: str) -> State:
    """One block's parameters by role; `prefix` ends with the layer's number and a dot."""
    attention = {part: f"{prefix}attention.{part}_proj." for part in "qkvo"}
    both = ("weight", "bias")
    return {
        **{f"qkv.{kind}": torch.cat([state[attention[part] + kind] for part in "qkv"]) for kind in both},
        **{f"out.{kind}": state[attention["o"] + kind] for kind in both},
        **{f"fc{n}.{kind}": state[f"{prefix}mlp.fc{n}.{kind}"] for n in (1, 2) for kind in both},
    }


def timm(model: ViTForImageClassification) -> State:
    state = model.state_dict()
    found = {
        "cls_token": state["vit.embeddings.cls_token"],
        "pos_embed": state["vit.embeddings.position_embeddings"],
        "patch_embed.proj.weight": state["vit.embeddings.patch_embeddings.projection.weight"],
        "patch_embed.proj.bias": state["vit.embeddings.patch_embeddings.projection.bias"],
    }
    for layer in range(model.config.num_hidden_layers):
        theirs, ours = f"vit.layers.{layer}.", f"blocks.{layer}."
        block = _block(state, theirs)
        for kind in ("weight", "bias"):
            found[f"{ours}norm1.{kind}"] = state[f"{theirs}layernorm_before.{kind}"]
            found[f"{ours}attn.qkv.{kind}"] = block[f"qkv.{kind}"]
            found[f"{ours}attn.proj.{kind}"] = block[f"out.{kind}"]
            found[f"{ours}norm2.{kind}"] = state[f"{theirs}layernorm_after.{kind}"]
            found[f"{ours}mlp.fc1.{kind}"] = block[f"fc1.{kind}"]
            found[f"{ours}mlp.fc2.{kind}"] = block[f"fc2.{kind}"]
    for kind in ("weight", "bias"):
        found[f"norm.{kind}"] = state[f"vit.layernorm.{kind}"]
        found[f"head.{kind}"] = state[f"classifier.{kind}"]
    return found


def torchvision(model: ViTForImageClassification, *, old: bool = False) -> State:
    """old: as files of torchvision before 0.12 name the two layers of an MLP."""
    state = model.state_dict()
    found = {
        "class_token": state["vit.embeddings.cls_token"],
        "conv_proj.weight": state["vit.embeddings.patch_embeddings.projection.weight"],
        "conv_proj.bias": state["vit.embeddings.patch_embeddings.projection.bias"],
        "encoder.pos_embedding": state["vit.embeddings.position_embeddings"],
    }
    first, second = ("linear_1", "linear_2") if old else ("0", "3")
    for layer in range(model.config.num_hidden_layers):
        theirs, ours = f"vit.layers.{layer}.", f"encoder.layers.encoder_layer_{layer}."
        block = _block(state, theirs)
        for kind in ("weight", "bias"):
            found[f"{ours}ln_1.{kind}"] = state[f"{theirs}layernorm_before.{kind}"]
            found[f"{ours}self_attention.in_proj_{kind}"] = block[f"qkv.{kind}"]
            found[f"{ours}self_attention.out_proj.{kind}"] = block[f"out.{kind}"]
            found[f"{ours}ln_2.{kind}"] = state[f"{theirs}layernorm_after.{kind}"]
            found[f"{ours}mlp.{first}.{kind}"] = block[f"fc1.{kind}"]
            found[f"{ours}mlp.{second}.{kind}"] = block[f"fc2.{kind}"]
    for kind in ("weight", "bias"):
        found[f"encoder.ln.{kind}"] = state[f"vit.layernorm.{kind}"]
        found[f"heads.head.{kind}"] = state[f"classifier.{kind}"]
    return found


def official_dinov2(model: Dinov2Model, *, chunk: str = "") -> State:
    """chunk: "0." for a training checkpoint, whose blocks are numbered within chunks."""
    state = model.state_dict()
    found = {
        "cls_token": state["embeddings.cls_token"],
        "mask_token": state["embeddings.mask_token"],
        "pos_embed": state["embeddings.position_embeddings"],
        "patch_embed.proj.weight": state["embeddings.patch_embeddings.projection.weight"],
        "patch_embed.proj.bias": state["embeddings.patch_embeddings.projection.bias"],
    }
    for layer in range(model.config.num_hidden_layers):
        theirs, ours = f"encoder.layer.{layer}.", f"blocks.{chunk}{layer}."
        block = _block(state, theirs)
        for kind in ("weight", "bias"):
            found[f"{ours}norm1.{kind}"] = state[f"{theirs}norm1.{kind}"]
            found[f"{ours}attn.qkv.{kind}"] = block[f"qkv.{kind}"]
            found[f"{ours}attn.proj.{kind}"] = block[f"out.{kind}"]
            found[f"{ours}norm2.{kind}"] = state[f"{theirs}norm2.{kind}"]
            found[f"{ours}mlp.fc1.{kind}"] = block[f"fc1.{kind}"]
            found[f"{ours}mlp.fc2.{kind}"] = block[f"fc2.{kind}"]
        for n in (1, 2):
            found[f"{ours}ls{n}.gamma"] = state[f"{theirs}layer_scale{n}.lambda1"]
    for kind in ("weight", "bias"):
        found[f"norm.{kind}"] = state[f"layernorm.{kind}"]
    return found


def small_resnet(block: str = "basic", **options: Any) -> ResNetForImageClassification:
    """A ResNet of three stages with seven classes, its norms' numbers drawn, too."""
    generator = torch.Generator().manual_seed(4)
    expansion = 4 if block == "bottleneck" else 1
    config = ResNetConfig(
        embedding_size=8,
        hidden_sizes=[8 * expansion, 16 * expansion, 24 * expansion],
        depths=[2, 3, 1],
        layer_type=block,
        num_labels=7,
        **options,
    )
    model = ResNetForImageClassification(config).eval()
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            for tensor in (module.weight.data, module.bias.data, module.running_mean, module.running_var):
                assert tensor is not None
                tensor.uniform_(0.5, 1.5, generator=generator)
    return model


def torchvision_resnet(model: ResNetForImageClassification, *, counters: bool = True) -> State:
    """counters: whether num_batches_tracked is there, as in files of torch from 0.4.1 on."""
    state = model.state_dict()
    found: State = {"fc.weight": state["classifier.1.weight"], "fc.bias": state["classifier.1.bias"]}

    def both(ours: str, norm: str, theirs: str) -> None:
        found[f"{ours}.weight"] = state[f"{theirs}.convolution.weight"]
        for kind in ("weight", "bias", "running_mean", "running_var", "num_batches_tracked"):
            if counters or kind != "num_batches_tracked":
                found[f"{norm}.{kind}"] = state[f"{theirs}.normalization.{kind}"]

    both("conv1", "bn1", "resnet.embedder.embedder")
    for stage, depth in enumerate(model.config.depths):
        for index in range(depth):
            theirs, ours = f"resnet.encoder.stages.{stage}.layers.{index}", f"layer{stage + 1}.{index}"
            for n in range(3 if model.config.layer_type == "bottleneck" else 2):
                both(f"{ours}.conv{n + 1}", f"{ours}.bn{n + 1}", f"{theirs}.layer.{n}")
            if f"{theirs}.shortcut.convolution.weight" in state:
                both(f"{ours}.downsample.0", f"{ours}.downsample.1", f"{theirs}.shortcut")
    return found
