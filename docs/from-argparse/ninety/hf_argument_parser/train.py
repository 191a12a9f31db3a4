"""Train a knowledge tracing model.

bash launch.sh, or python train.py FILE.yaml, or python train.py [flags]
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from fit import fit, load_data
from transformers import HfArgumentParser
from transformers.hf_argparser import HfArg


@dataclass
class Data:
    data_dir: Path = HfArg(default=Path("data"), help="folder of the files")
    train_file: str = "train.csv"
    valid_file: str = "valid.csv"
    columns: list[str] = HfArg(default_factory=lambda: ["user", "item", "label"])
    max_seq_len: int = 200
    min_seq_len: int = 5
    valid_fraction: float = 0.1
    folds: list[int] = HfArg(default_factory=lambda: [0])
    num_workers: int = 4
    pin_mem: bool = HfArg(default=True, help="pin CPU memory")
    shuffle: bool = True
    drop_last: bool = HfArg(default=False, help="drop the last batch")
    cache_dir: Path | None = None
    max_samples: int | None = HfArg(default=None, help="None: all")
    augment: str = HfArg(default="{}", help='JSON: {"mask": 0.1}')

    def __post_init__(self):
        self.augment = json.loads(self.augment)


@dataclass
class Model:
    model: Literal["lstm", "gru", "transformer"] = "transformer"
    hidden_dim: int = 256
    embedding_dim: int | None = HfArg(default=None, help="None: as hidden_dim")
    num_layers: int = 4
    num_heads: int = 8
    head_dims: list[int] = HfArg(default_factory=lambda: [256, 64])
    dropout: float = 0.1
    attn_dropout: float | None = HfArg(default=None, help="None: as dropout")
    activation: Literal["gelu", "relu", "silu"] = "gelu"
    norm: Literal["pre", "post"] = "pre"
    tie_weights: bool = True
    bias: bool = True
    init_std: float = 0.02
    pos_encoding: Literal["sin", "learned", "rotary"] = "learned"
    pretrained: Path | None = None
    freeze: list[str] = HfArg(help="parameters to freeze", default_factory=list)


@dataclass
class Optim:
    optimizer: Literal["sgd", "adam", "adamw", "lion"] = "adamw"
    lr: float = 1e-3
    weight_decay: float = 0.01
    betas: list[float] = HfArg(default_factory=lambda: [0.9, 0.999])
    eps: float = 1e-8
    momentum: float = HfArg(default=0.9, help="sgd only")
    nesterov: bool = False
    clip_grad: float = HfArg(default=1.0, help="0: no clipping")
    no_decay: list[str] = HfArg(default_factory=lambda: ["bias", "norm"])
    layer_decay: float | None = None
    accum_steps: int = 1
    scale_lr: bool = HfArg(default=False, help="lr * total batch / 256")
    fused: bool = False


@dataclass
class Schedule:
    epochs: int = 20
    max_steps: int | None = HfArg(default=None, help="None: by epochs")
    batch_size: int = 64
    eval_batch_size: int | None = HfArg(default=None, help="None: twice batch_size")
    scheduler: Literal["cosine", "linear", "step", "none"] = "cosine"
    warmup: float = HfArg(default=0.05, help="below 1: fraction, else steps")
    min_lr: float = 1e-6
    milestones: list[int] = HfArg(help="step only", default_factory=lambda: [10, 15])
    gamma: float = HfArg(default=0.1, help="step only")


@dataclass
class Precision:
    precision: Literal["fp32", "fp16", "bf16"] = "bf16"
    amp: bool = True
    loss_scale: float | None = HfArg(default=None, help="None: dynamic")
    tf32: bool = True
    compile: bool = False
    compile_mode: str = "default"


@dataclass
class Distributed:
    world_size: int = 1
    local_rank: int = HfArg(default=-1, help="set by the launcher")
    dist_backend: Literal["nccl", "gloo"] = "nccl"
    dist_url: str = "env://"
    find_unused: bool = False
    sync_bn: bool = False
    devices: list[int] = HfArg(default_factory=lambda: [0])
    shard: Literal["none", "optimizer", "full"] = "none"


@dataclass
class Logging:
    run_name: str | None = HfArg(default=None, help="None: from model and seed")
    project: str = "kt"
    tags: list[str] = HfArg(default_factory=list)
    log_every: int = 50
    log_level: Literal["debug", "info", "warning"] = "info"
    wandb: bool = False
    wandb_mode: Literal["online", "offline"] = "online"
    out_dir: Path = Path("runs")
    log_grad_norm: bool = False


@dataclass
class Checkpoints:
    save_every: int = HfArg(default=1, help="epochs")
    keep_last: int = 3
    resume: Path | None = None
    save_best: bool = True
    monitor: str = "auc"
    monitor_mode: Literal["max", "min"] = "max"


@dataclass
class Stopping:
    early_stop: bool = False
    stop_patience: int = 5
    min_delta: float = 0.0


@dataclass
class Debugging:
    seed: int = 42
    debug: bool = HfArg(default=False, help="one epoch, no workers")
    limit_val: int | None = HfArg(default=None, help="batches; None: all")


SECTIONS = (
    Data,
    Model,
    Optim,
    Schedule,
    Precision,
    Distributed,
    Logging,
    Checkpoints,
    Stopping,
    Debugging,
)


def load():
    """Return the settings, section by section: those of a file, or those of flags."""
    parser = HfArgumentParser(SECTIONS, description="Train a knowledge tracing model.")
    match sys.argv[1:]:
        case [path] if path.endswith(".yaml"):
            return parser.parse_yaml_file(path)
    return parser.parse_args_into_dataclasses()


def settings(sections):
    """Return what is trained with, derived values too."""
    found = {}
    for section in sections:
        found.update(asdict(section))
    if found["debug"]:
        found.update(epochs=1, num_workers=0, wandb=False)
    found["total_batch"] = (
        found["batch_size"] * found["accum_steps"] * found["world_size"]
    )
    if found["scale_lr"]:
        found["lr"] *= found["total_batch"] / 256
    found["clip_grad"] = found["clip_grad"] or None
    if found["embedding_dim"] is None:
        found["embedding_dim"] = found["hidden_dim"]
    if found["attn_dropout"] is None:
        found["attn_dropout"] = found["dropout"]
    if found["eval_batch_size"] is None:
        found["eval_batch_size"] = 2 * found["batch_size"]
    if found["run_name"] is None:
        found["run_name"] = f"{found['model']}-s{found['seed']}"
    found["run_dir"] = found["out_dir"] / found["run_name"]
    return found


def main():
    found = settings(load())
    load_data(found["data_dir"])
    fit(found)


if __name__ == "__main__":
    main()
