"""Train, configured with LightningCLI."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fit import fit
from lightning.pytorch import LightningDataModule, LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    def __init__(
        self,
        name: Literal["lstm", "lstmattn", "bert"] = "lstm",
        hidden_dim: int = 64,
        n_layers: int = 2,
        head_dims: list[int] = [32],
        dropout: float = 0.2,
    ):
        super().__init__()


class Data(LightningDataModule):
    def __init__(
        self,
        data_dir: Path = Path("data"),
        file_name: str = "train_data.csv",
        max_seq_len: int = 20,
        shuffle: bool = True,
        batch_size: int = 64,
    ):
        super().__init__()


@dataclass
class Optimizer:
    name: Literal["adam", "adamw"] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    name: Literal["plateau", "cosine", "none"] = "plateau"
    patience: int = 2


class CLI(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.add_class_arguments(Optimizer, "optimizer")
        parser.add_class_arguments(Scheduler, "scheduler")
        parser.add_argument("--tags", type=list[str], default=[])
        parser.add_argument("--run_name", type=str, default="baseline")


def main():
    cli = CLI(
        Model,
        Data,
        seed_everything_default=42,
        trainer_defaults={"max_epochs": 3, "gradient_clip_val": 10.0},
        auto_configure_optimizers=False,
        run=False,
    )
    # With modules that train, cli.trainer.fit(cli.model, cli.datamodule) is all there is.
    config = cli.config.as_dict()
    fit(
        batch_size=config["data"].pop("batch_size"),
        model=config["model"],
        data=config["data"],
        optimizer=config["optimizer"],
        scheduler=config["scheduler"],
        n_epochs=config["trainer"]["max_epochs"],
        clip_grad=config["trainer"]["gradient_clip_val"],
        seed=config["seed_everything"],
        tags=config["tags"],
        run_name=config["run_name"],
    )


if __name__ == "__main__":
    main()
