"""Train Deep Knowledge Tracing, configured with Gin.

Usage:
    python adapters/gin/train.py --gin_param=LSTM.n_layers=3 --gin_param=Adam.lr=3e-4
    python adapters/gin/train.py --gin_file=outputs/run/config.gin --gin_param=train.n_epochs=5
"""

import importlib.util  # noqa: F401  Gin 0.5.0 looks for files with it, and does not import it
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

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
CONFIGS = Path(__file__).parents[2] / "configs" / "gin"
gin.add_config_file_search_path(CONFIGS)

gin.external_configurable(LSTM, module="shared_model")
gin.external_configurable(LSTMATTN, module="shared_model")
gin.external_configurable(BERT, module="shared_model")
gin.external_configurable(Simulated, module="shared_model")
gin.external_configurable(BCEWithLogits, module="shared_model")
gin.external_configurable(L1, module="shared_model")
gin.external_configurable(Adam, module="shared_model")
gin.external_configurable(AdamW, module="shared_model")
gin.external_configurable(ReduceLROnPlateau, module="shared_model")
gin.external_configurable(CosineAnnealing, module="shared_model")
gin.constants_from_enum(Precision, module="shared_model")

_GIN_FILE = flags.DEFINE_multi_string(
    "gin_file", [str(CONFIGS / "default.gin")], "Paths to the config files."
)
_GIN_PARAM = flags.DEFINE_multi_string(
    "gin_param", None, "Parameter bindings over the files: 'train.n_epochs = 5'."
)


# -- load
def load() -> None:
    """Bind all settings: those of the files, then those of the command line."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, _GIN_PARAM.value)


# -- wire
@gin.register("CsvFile", module="shared_model")  # type: ignore[untyped-decorator]
def csv_file(
    *,
    data_dir: str = gin.REQUIRED,
    file_name: str = gin.REQUIRED,
    max_seq_len: int = gin.REQUIRED,
    valid_fraction: float = gin.REQUIRED,
    shuffle: bool = gin.REQUIRED,
) -> CsvFile:
    """Build the source of recorded answers: Gin has no path."""
    return CsvFile(
        data_dir=Path(data_dir),
        file_name=file_name,
        max_seq_len=max_seq_len,
        valid_fraction=valid_fraction,
        shuffle=shuffle,
    )


@gin.configurable("train")  # type: ignore[untyped-decorator]
def wire(  # noqa: PLR0913  one argument for each setting
    *,
    model: LSTM | LSTMATTN | BERT = gin.REQUIRED,
    data: Simulated | CsvFile = gin.REQUIRED,
    loss: BCEWithLogits | L1 = gin.REQUIRED,
    optimizer: Adam | AdamW = gin.REQUIRED,
    scheduler: ReduceLROnPlateau | CosineAnnealing | None = gin.REQUIRED,
    n_epochs: int = gin.REQUIRED,
    batch_size: int = gin.REQUIRED,
    clip_grad: float | None = gin.REQUIRED,
    precision: Precision = gin.REQUIRED,
    seed: int = gin.REQUIRED,
    tags: list[str] = gin.REQUIRED,
    run_name: str = gin.REQUIRED,
    run_dir: str = gin.REQUIRED,
) -> dict[str, Any]:
    """Return the arguments of train(), which Gin supplies; refuse what is out of bounds."""
    dropout = getattr(model, "dropout", 0.0)
    if not 0 <= dropout < 1:
        sys.exit(f"train.py: model.dropout={dropout} is not in 0 <= dropout < 1")
    if not optimizer.lr > 0:
        sys.exit(f"train.py: optimizer.lr={optimizer.lr} is not above 0")
    return {
        "model": model,
        "data": data,
        "loss": loss,
        "optimizer": optimizer,
        "scheduler": scheduler,
        "n_epochs": n_epochs,
        "batch_size": batch_size,
        "clip_grad": clip_grad,
        "precision": precision,
        "seed": seed,
        "tags": tags,
        "run_name": run_name,
        "run_dir": Path(run_dir),
    }


# -- save
def save(settings: dict[str, Any]) -> None:
    """Write what took effect to config.gin in the folder of the run."""
    run_dir = Path(settings["run_dir"])
    run_dir.mkdir(parents=True, exist_ok=True)
    text = gin.operative_config_str()
    (run_dir / "config.gin").write_text(text, encoding="utf-8")


# -- main
def main(argv: Sequence[str]) -> None:
    """Load, wire, save, train."""
    if len(argv) > 1:
        raise app.UsageError(f"Too many command-line arguments: {argv[1:]}")
    load()
    settings = wire()
    save(settings)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    app.run(main)
