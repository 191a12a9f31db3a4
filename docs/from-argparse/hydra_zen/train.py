"""Train, configured with hydra-zen."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from fit import fit
from hydra_zen import builds, store, zen
from hydra_zen.third_party.pydantic import pydantic_parser


@dataclass
class Model:
    name: str
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = field(default_factory=lambda: [32])
    dropout: float = 0.2


@dataclass
class Data:
    data_dir: Path = Path("data")
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    shuffle: bool = True


@dataclass
class Optimizer:
    name: str
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    name: str
    patience: int = 2


CHOICES = {
    Model: ["lstm", "lstmattn", "bert"],
    Optimizer: ["adam", "adamw"],
    Scheduler: ["plateau", "cosine", "none"],
}
for part, names in CHOICES.items():
    for name in names:
        config = builds(part, name=name, populate_full_signature=True)
        store(config, group=part.__name__.lower(), name=name)


@store(
    data=builds(Data, populate_full_signature=True),
    tags=[],
    hydra_defaults=[
        "_self_",
        {"model": "lstm"},
        {"optimizer": "adam"},
        {"scheduler": "plateau"},
    ],
)
def train(
    # Without types: a dataclass here would be a schema, which knows no _target_.
    model,
    data,
    optimizer,
    scheduler,
    tags: list[str],
    n_epochs: int = 3,
    batch_size: int = 64,
    clip_grad: float | None = 10.0,
    seed: int = 42,
    run_name: str = "baseline",
):
    fit(
        model=asdict(model),
        data=asdict(data),
        optimizer=asdict(optimizer),
        scheduler=asdict(scheduler),
        n_epochs=n_epochs,
        batch_size=batch_size,
        clip_grad=clip_grad,
        seed=seed,
        tags=tags,
        run_name=run_name,
    )


if __name__ == "__main__":
    store.add_to_hydra_store()
    task = zen(train, instantiation_wrapper=pydantic_parser)
    task.hydra_main(config_name="train", config_path=None, version_base="1.3")
