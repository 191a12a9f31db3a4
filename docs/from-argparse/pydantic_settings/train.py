"""Train, configured with pydantic-settings."""

import sys
from pathlib import Path
from typing import Literal

from fit import fit
from pydantic import ValidationError
from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict


class Settings(BaseSettings):
    """Train."""

    model_config = SettingsConfigDict(
        env_prefix="TRAIN_",
        cli_kebab_case=True,
        cli_implicit_flags=True,
        cli_parse_none_str="None",  # everywhere: --scheduler has a none
    )

    model: Literal["lstm", "lstmattn", "bert"] = "lstm"
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = [32]
    dropout: float = 0.2
    data_dir: Path = Path("data")
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    shuffle: bool = True
    optimizer: Literal["adam", "adamw"] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0
    scheduler: Literal["plateau", "cosine", "none"] = "plateau"
    patience: int = 2
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    seed: int = 42
    tags: list[str] = []
    run_name: str = "baseline"


def parse():
    try:
        return CliApp.run(Settings)
    except ValidationError as error:
        sys.exit(f"train.py: {error}")


def main():
    args = parse()
    fit(
        model={
            "name": args.model,
            "hidden_dim": args.hidden_dim,
            "n_layers": args.n_layers,
            "head_dims": args.head_dims,
            "dropout": args.dropout,
        },
        data={
            "data_dir": args.data_dir,
            "file_name": args.file_name,
            "max_seq_len": args.max_seq_len,
            "shuffle": args.shuffle,
        },
        optimizer={
            "name": args.optimizer,
            "lr": args.lr,
            "weight_decay": args.weight_decay,
        },
        scheduler={"name": args.scheduler, "patience": args.patience},
        n_epochs=args.n_epochs,
        batch_size=args.batch_size,
        clip_grad=args.clip_grad,
        seed=args.seed,
        tags=args.tags,
        run_name=args.run_name,
    )


if __name__ == "__main__":
    main()
