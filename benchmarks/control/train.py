"""The control: the same training with every setting a literal, and no library at all."""

from pathlib import Path

from shared_model import (
    LSTM,
    Adam,
    BCEWithLogits,
    Precision,
    ReduceLROnPlateau,
    Result,
    Simulated,
    train,
)


def main() -> Result:
    """Train."""
    return train(
        model=LSTM(hidden_dim=64, n_layers=2, head_dims=[32]),
        data=Simulated(
            n_students=600, n_steps=50, max_seq_len=20, valid_fraction=0.3, shuffle=True
        ),
        loss=BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
        optimizer=Adam(lr=1e-3, weight_decay=0.0, betas=(0.9, 0.999)),
        scheduler=ReduceLROnPlateau(factor=0.5, patience=2),
        n_epochs=3,
        batch_size=64,
        clip_grad=10.0,
        precision=Precision.FP32,
        seed=42,
        tags=[],
        run_name="baseline",
        run_dir=Path("outputs/run"),
    )


if __name__ == "__main__":
    print(main())
