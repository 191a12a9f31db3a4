"""Train, configured with Python Fire."""

from pathlib import Path

import fire
from fire.core import FireError
from fit import fit

CHOICES = {
    "model": ["lstm", "lstmattn", "bert"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}


def train(
    model="lstm",
    hidden_dim=64,
    n_layers=2,
    head_dims=[32],
    dropout=0.2,
    data_dir="data",
    file_name="train_data.csv",
    max_seq_len=20,
    shuffle=True,
    optimizer="adam",
    lr=1e-3,
    weight_decay=0.0,
    scheduler="plateau",
    patience=2,
    n_epochs=3,
    batch_size=64,
    clip_grad=10.0,
    seed=42,
    tags=[],
    run_name="baseline",
):
    """Train."""
    chosen = {"model": model, "optimizer": optimizer, "scheduler": scheduler}
    for name, value in chosen.items():
        if value not in CHOICES[name]:
            raise FireError(f"--{name}: expected {', '.join(CHOICES[name])}")
    fit(
        model={
            "name": model,
            "hidden_dim": hidden_dim,
            "n_layers": n_layers,
            "head_dims": head_dims,
            "dropout": dropout,
        },
        data={
            "data_dir": Path(data_dir),
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
    fire.Fire(train)
