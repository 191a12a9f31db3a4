"""Train a knowledge tracing model.

bash launch.sh, or python train.py [FILE.yaml ...] [flags]
"""

import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import dacite
import tyro
import yaml
from fit import fit, load_data


@dataclass
class Data:
    data_dir: Path = Path("data")  # folder of the files
    train_file: str = "train.csv"
    valid_file: str = "valid.csv"
    columns: list[str] = field(default_factory=lambda: ["user", "item", "label"])
    max_seq_len: int = 200
    min_seq_len: int = 5
    valid_fraction: float = 0.1
    folds: list[int] = field(default_factory=lambda: [0])
    num_workers: int = 4
    pin_mem: bool = True  # pin CPU memory
    shuffle: bool = True
    drop_last: bool = False  # drop the last batch
    cache_dir: Path | None = None
    max_samples: int | None = None  # None: all
    augment: dict[str, float] = field(default_factory=dict)  # mask 0.1


@dataclass
class Model:
    model: Literal["lstm", "gru", "transformer"] = "transformer"
    hidden_dim: int = 256
    embedding_dim: int | None = None  # None: as hidden_dim
    num_layers: int = 4
    num_heads: int = 8
    head_dims: list[int] = field(default_factory=lambda: [256, 64])
    dropout: float = 0.1
    attn_dropout: float | None = None  # None: as dropout
    activation: Literal["gelu", "relu", "silu"] = "gelu"
    norm: Literal["pre", "post"] = "pre"
    tie_weights: bool = True
    bias: bool = True
    init_std: float = 0.02
    pos_encoding: Literal["sin", "learned", "rotary"] = "learned"
    pretrained: Path | None = None
    freeze: list[str] = field(default_factory=list)  # parameters to freeze


@dataclass
class Optim:
    optimizer: Literal["sgd", "adam", "adamw", "lion"] = "adamw"
    lr: float = 1e-3
    weight_decay: float = 0.01
    betas: tuple[float, float] = (0.9, 0.999)
    eps: float = 1e-8
    momentum: float = 0.9  # sgd only
    nesterov: bool = False
    clip_grad: float | None = 1.0  # None: no clipping
    no_decay: list[str] = field(default_factory=lambda: ["bias", "norm"])
    layer_decay: float | None = None
    accum_steps: int = 1
    scale_lr: bool = False  # lr * total batch / 256
    fused: bool = False

    def __post_init__(self):
        if self.clip_grad is not None and self.clip_grad <= 0:
            raise ValueError("clip_grad is not above 0; None is no clipping")


@dataclass
class Schedule:
    epochs: int = 20
    max_steps: int | None = None  # None: by epochs
    batch_size: int = 64
    eval_batch_size: int | None = None  # None: twice batch_size
    scheduler: Literal["cosine", "linear", "step", "none"] = "cosine"
    warmup: float = 0.05  # below 1: fraction, else steps
    min_lr: float = 1e-6
    milestones: list[int] = field(default_factory=lambda: [10, 15])  # step only
    gamma: float = 0.1  # step only


@dataclass
class Precision:
    precision: Literal["fp32", "fp16", "bf16"] = "bf16"
    amp: bool = True
    loss_scale: float | None = None  # None: dynamic
    tf32: bool = True
    compile: bool = False
    compile_mode: str = "default"


@dataclass
class Distributed:
    world_size: int = 1
    local_rank: int = -1  # set by the launcher
    dist_backend: Literal["nccl", "gloo"] = "nccl"
    dist_url: str = "env://"
    find_unused: bool = False
    sync_bn: bool = False
    devices: list[int] = field(default_factory=lambda: [0])
    shard: Literal["none", "optimizer", "full"] = "none"


@dataclass
class Logging:
    run_name: str | None = None  # None: from model and seed
    project: str = "kt"
    tags: list[str] = field(default_factory=list)
    log_every: int = 50
    log_level: Literal["debug", "info", "warning"] = "info"
    wandb: bool = False
    wandb_mode: Literal["online", "offline"] = "online"
    out_dir: Path = Path("runs")
    log_grad_norm: bool = False


@dataclass
class Checkpoints:
    save_every: int = 1  # epochs
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
    debug: bool = False  # one epoch, no workers
    limit_val: int | None = None  # batches; None: all


@dataclass
class Config:
    """Train a knowledge tracing model. YAML files named first hold other defaults."""

    data: Data = field(default_factory=Data)
    model: Model = field(default_factory=Model)
    optim: Optim = field(default_factory=Optim)
    schedule: Schedule = field(default_factory=Schedule)
    precision: Precision = field(default_factory=Precision)
    distributed: Distributed = field(default_factory=Distributed)
    logging: Logging = field(default_factory=Logging)
    checkpoints: Checkpoints = field(default_factory=Checkpoints)
    stopping: Stopping = field(default_factory=Stopping)
    debugging: Debugging = field(default_factory=Debugging)


# What a YAML file may hold for a field: 1 and 3e-4 for a float, a list for a tuple.
FROM_YAML = dacite.Config(strict=True, cast=[Path, tuple], type_hooks={float: float})


def load():
    """Return the settings: defaults, then a file named first, then flags."""
    words = sys.argv[1:]
    default = Config()
    if words and words[0].endswith(".yaml"):
        path = words.pop(0)
        try:
            found = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
            default = dacite.from_dict(Config, found, FROM_YAML)
        except (OSError, ValueError, dacite.DaciteError) as error:
            sys.exit(f"{path}: {error}")
    return tyro.cli(
        Config, default=default, args=words, config=(tyro.conf.OmitArgPrefixes,)
    )


def settings(config):
    """Return what is trained with, derived values too."""
    found = {}
    for section in asdict(config).values():
        found.update(section)
    if found["debug"]:
        found.update(epochs=1, num_workers=0, wandb=False)
    found["total_batch"] = (
        found["batch_size"] * found["accum_steps"] * found["world_size"]
    )
    if found["scale_lr"]:
        found["lr"] *= found["total_batch"] / 256
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
