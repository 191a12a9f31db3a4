"""Train, configured with Typer."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from fit import fit


def optional_float(text):
    return None if text == "none" else float(text)


def train(
    model: Literal["lstm", "lstmattn", "bert"] = "lstm",
    hidden_dim: int = 64,
    n_layers: int = 2,
    head_dims: list[int] = [32],
    dropout: float = 0.2,
    data_dir: Path = Path("data"),
    file_name: str = "train_data.csv",
    max_seq_len: int = 20,
    shuffle: bool = True,
    optimizer: Literal["adam", "adamw"] = "adam",
    lr: float = 1e-3,
    weight_decay: float = 0.0,
    scheduler: Literal["plateau", "cosine", "none"] = "plateau",
    patience: int = 2,
    n_epochs: int = 3,
    batch_size: int = 64,
    clip_grad: Annotated[float | None, typer.Option(parser=optional_float)] = 10.0,
    seed: int = 42,
    tags: list[str] = [],
    run_name: str = "baseline",
):
    """Train."""
    fit(
        model={
            "name": model,
            "hidden_dim": hidden_dim,
            "n_layers": n_layers,
            "head_dims": head_dims,
            "dropout": dropout,
        },
        data={
            "data_dir": data_dir,
            "file_name": file_name,
            "max_seq_len": max_seq_len,
            "shuffle": shuffle,
        },
        optimizer={"name": optimizer, "lr": lr, "weight_decay": weight_decay},
        scheduler={"name": scheduler, "patience": patience},
        n_epochs=n_epochs,
        batch_size=batch_size,
        clip_grad=clip_grad,
        seed=seed,
        tags=tags,
        run_name=run_name,
    )


if __name__ == "__main__":
    typer.run(train)
