"""Train Deep Knowledge Tracing, configured with hydra-zen.

Usage:
    python adapters/hydra_zen/train.py model=bert scheduler=cosine optimizer.lr=3e-4
    python adapters/hydra_zen/train.py -m model=lstm,bert optimizer.lr=1e-3,1e-4
    python adapters/hydra_zen/train.py --config-path RUN/.hydra n_epochs=5
"""

import sys
from pathlib import Path
from typing import Annotated, Any

from hydra_zen import make_custom_builds_fn, store, zen
from hydra_zen.third_party.pydantic import pydantic_parser
from omegaconf import OmegaConf
from pydantic import AfterValidator, BeforeValidator

from shared_model import (
    BERT,
    L1,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    BCEWithLogits,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    train,
)

# -- declare
builds = make_custom_builds_fn(populate_full_signature=True)  # type: ignore[var-annotated]

lstm: dict[str, Any] = {"hidden_dim": 64, "n_layers": 2, "head_dims": [32]}
attention: dict[str, Any] = {**lstm, "n_heads": 2, "dropout": 0.2}
model_store = store(group="model")
model_store(builds(LSTM, **lstm), name="lstm")
model_store(builds(LSTMATTN, **attention), name="lstmattn")
model_store(builds(BERT, **attention), name="bert")

data: dict[str, Any] = {"max_seq_len": 20, "valid_fraction": 0.3, "shuffle": True}
data_store = store(group="data")
data_store(builds(Simulated, n_students=600, n_steps=50, **data), name="simulated")
data_store(builds(CsvFile, file_name="train_data.csv", **data), name="csv")

weights = {"right": 1.0, "wrong": 1.0}
loss_store = store(group="loss")
loss_store(builds(BCEWithLogits, weights=weights), name="bce")
loss_store(builds(L1, weights=weights), name="l1")

adam: dict[str, Any] = {"lr": 1e-3, "weight_decay": 0.0, "betas": (0.9, 0.999)}
optimizer_store = store(group="optimizer")
optimizer_store(builds(Adam, **adam), name="adam")
optimizer_store(builds(AdamW, **adam), name="adamw")

scheduler_store = store(group="scheduler")
scheduler_store(builds(ReduceLROnPlateau, factor=0.5, patience=2), name="plateau")
scheduler_store(builds(CosineAnnealing, t_max=10, eta_min=0.0), name="cosine")
scheduler_store({"scheduler": None}, name="none", package="_global_")

OmegaConf.register_new_resolver("mul", lambda a, b: a * b, replace=True)


# -- load
def check_dropout(model: Any) -> Any:
    """Refuse a dropout that the network's own annotation allows."""
    if not 0 <= getattr(model, "dropout", 0) < 1:
        raise ValueError(f"model.dropout={model.dropout} is not in 0 <= dropout < 1")
    return model


def check_rate(optimizer: Any) -> Any:
    """Refuse a learning rate that the optimizer's own annotation allows."""
    if not optimizer.lr > 0:
        raise ValueError(f"optimizer.lr={optimizer.lr} is not above 0")
    return optimizer


# -- restore
def by_name(precision: Any) -> Any:
    """Take a member's name, as .hydra/config.yaml has it; pydantic takes its value."""
    return Precision[precision] if isinstance(precision, str) else precision


# -- main
@store(
    tags=[],
    run_dir="${hydra:runtime.output_dir}",
    hydra_defaults=[
        "_self_",
        {"model": "lstm"},
        {"data": "simulated"},
        {"loss": "bce"},
        {"optimizer": "adam"},
        {"scheduler": "plateau"},
    ],
)
def main(  # noqa: PLR0913  hydra-zen makes the config from the signature
    *,
    model: Annotated[LSTM | LSTMATTN | BERT, AfterValidator(check_dropout)],
    data: Simulated | CsvFile,
    loss: BCEWithLogits | L1,
    optimizer: Annotated[Adam | AdamW, AfterValidator(check_rate)],
    scheduler: ReduceLROnPlateau | CosineAnnealing | None = None,
    n_epochs: int = 3,
    batch_size: int = 64,
    clip_grad: float | None = 10.0,
    precision: Annotated[Precision, BeforeValidator(by_name)] = Precision.FP32,
    seed: int = 42,
    tags: list[str],
    run_name: str = "baseline",
    run_dir: Path,
) -> None:
    """Train; hydra-zen has built the parts, and pydantic checked all settings, before."""
    try:
        result = train(
            model=model,
            data=data,
            loss=loss,
            optimizer=optimizer,
            scheduler=scheduler,
            n_epochs=n_epochs,
            batch_size=batch_size,
            clip_grad=clip_grad,
            precision=precision,
            seed=seed,
            tags=tags,
            run_name=run_name,
            run_dir=run_dir,
        )
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


task = zen(main, instantiation_wrapper=pydantic_parser)

if __name__ == "__main__":
    store.add_to_hydra_store()
    task.hydra_main(config_name="main", config_path=None, version_base="1.3")
