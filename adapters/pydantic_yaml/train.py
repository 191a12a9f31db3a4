"""Train Deep Knowledge Tracing, configured with pydantic and YAML files.

Usage:
    python adapters/pydantic_yaml/train.py model.name=bert optimizer.lr=3e-4
    python adapters/pydantic_yaml/train.py --config outputs/run/config.yaml n_epochs=5
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

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
#: Behind KEY= the shell leaves a tilde as it is.
UserPath = Annotated[Path, AfterValidator(Path.expanduser)]


class Part(BaseModel):
    """What all parts share: they refuse what they do not know."""

    model_config = ConfigDict(extra="forbid", ser_json_inf_nan="constants")


class NetworkConfig(Part):
    """What all networks share."""

    hidden_dim: int = Field(default=64, description="width of the layers")
    n_layers: int = Field(default=2, description="number of layers")
    head_dims: list[int] = Field(
        default=[32], description="widths of the layers behind the network"
    )


class LSTMConfig(NetworkConfig):
    """A stacked LSTM."""

    name: Literal["lstm"] = Field(default="lstm", description="network")


class AttentionConfig(NetworkConfig):
    """What all networks with attention share."""

    n_heads: int = Field(default=2, description="attention heads (lstmattn, bert)")
    dropout: float = Field(
        default=0.2, ge=0, lt=1, description="dropout (lstmattn, bert)"
    )


class LSTMATTNConfig(AttentionConfig):
    """The LSTM with a self-attention layer."""

    name: Literal["lstmattn"] = Field(default="lstmattn", description="network")


class BERTConfig(AttentionConfig):
    """A transformer encoder."""

    name: Literal["bert"] = Field(default="bert", description="network")


class AnswersConfig(Part):
    """What all sources of answers share."""

    max_seq_len: int = Field(default=20, description="answers the network sees")
    valid_fraction: float = Field(default=0.3, description="students kept to validate")
    shuffle: bool = Field(default=True, description="new batches in each epoch")


class SimulatedConfig(AnswersConfig):
    """Virtual students."""

    name: Literal["simulated"] = Field(default="simulated", description="source")
    n_students: int = Field(default=600, description="students (simulated)")
    n_steps: int = Field(default=50, description="answers of a student (simulated)")


class CsvFileConfig(AnswersConfig):
    """Recorded answers."""

    name: Literal["csv"] = Field(default="csv", description="source")
    data_dir: UserPath = Field(description="folder of the file (csv)")
    file_name: str = Field(
        default="train_data.csv", description="name of the file (csv)"
    )


class LossConfig(Part):
    """The loss function."""

    name: Literal["bce", "l1"] = Field(default="bce", description="loss function")
    weights: dict[str, float] = Field(
        default={"right": 1.0, "wrong": 1.0},
        description="factors for the loss of right and of wrong answers",
    )


class OptimizerConfig(Part):
    """The optimizer."""

    name: Literal["adam", "adamw"] = Field(default="adam", description="optimizer")
    lr: float = Field(default=1e-3, gt=0, description="learning rate")
    weight_decay: float = Field(default=0.0, description="decay of the weights")
    betas: tuple[float, float] = Field(
        default=(0.9, 0.999), description="decay of the running averages"
    )


class ReduceLROnPlateauConfig(Part):
    """Reduce after epochs without a better AUC."""

    name: Literal["plateau"] = Field(
        default="plateau", description="schedule of the learning rate"
    )
    factor: float = Field(default=0.5, description="reduction (plateau)")
    patience: int = Field(default=2, description="epochs to wait (plateau)")


class CosineAnnealingConfig(Part):
    """Follow a cosine."""

    name: Literal["cosine"] = Field(
        default="cosine", description="schedule of the learning rate"
    )
    t_max: int = Field(default=10, description="epochs to the minimum (cosine)")
    eta_min: float = Field(default=0.0, description="least learning rate (cosine)")


class ConstantConfig(Part):
    """Keep the learning rate."""

    name: Literal["none"] = Field(
        default="none", description="schedule of the learning rate"
    )


class Config(Part):
    """All settings of a run."""

    model: LSTMConfig | LSTMATTNConfig | BERTConfig = Field(
        default=LSTMConfig(), discriminator="name", description="The network."
    )
    data: SimulatedConfig | CsvFileConfig = Field(
        default=SimulatedConfig(),
        discriminator="name",
        description="The source of answers.",
    )
    loss: LossConfig = Field(default=LossConfig(), description="The loss function.")
    optimizer: OptimizerConfig = Field(
        default=OptimizerConfig(), description="The optimizer."
    )
    scheduler: ReduceLROnPlateauConfig | CosineAnnealingConfig | ConstantConfig = Field(
        default=ReduceLROnPlateauConfig(),
        discriminator="name",
        description="The schedule of the learning rate.",
    )
    n_epochs: int = Field(default=3, description="passes over the training data")
    batch_size: int = Field(default=64, description="students in a batch")
    clip_grad: float | None = Field(
        default=10.0, description="largest norm of the gradient"
    )
    precision: Precision = Field(
        default=Precision.FP32, description="arithmetic of the forward pass"
    )
    seed: int = Field(default=42, description="seed of weights and batches")
    tags: list[str] = Field(default=[], description="words to find the run by")
    run_name: str = Field(default="baseline", description="name of the run")
    run_dir: UserPath = Field(
        default=Path("outputs/run"), description="folder of the run"
    )


def build_parser() -> argparse.ArgumentParser:
    """Declare the command line; the settings themselves are those of the model."""
    schema = yaml.safe_dump(Config.model_json_schema(), sort_keys=False)
    parser = argparse.ArgumentParser(
        description="Train Deep Knowledge Tracing.",
        epilog=f"settings, as a JSON schema:\n{schema}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--config",
        type=Path,
        action="append",
        default=[],
        help="YAML file with settings, e.g. a saved run; later files count more",
    )
    parser.add_argument(
        "settings",
        nargs="*",
        metavar="KEY=VALUE",
        help="settings over the files, in YAML, e.g. optimizer.lr=3e-4 tags=[a,b]",
    )
    return parser


# -- load
def put(settings: dict[str, Any], changes: dict[str, Any]) -> None:
    """Set values by their paths, choices first: each starts from its own defaults."""
    for path in sorted(changes, key=lambda path: not path.endswith(".name")):
        *sections, key = path.split(".")
        target = settings
        for section in sections:
            target = target.setdefault(section, {})
            if not isinstance(target, dict):
                sys.exit(f"train.py: {path}: {section} is no section")
        if key == "name" and target.get("name") != changes[path]:
            target.clear()
        target[key] = changes[path]


def load(argv: Sequence[str] | None = None) -> Config:
    """Return all settings: defaults, then the files, then the command line."""
    parser = build_parser()
    args = parser.parse_intermixed_args(argv)
    settings = Config().model_dump(mode="json")
    changes = {}
    for word in args.settings:
        path, equals, text = word.partition("=")
        if not equals:
            parser.error(f"{word!r}: expected KEY=VALUE")
        changes[path] = text
    try:
        for file in args.config:
            put(settings, restore(file))
        put(settings, {path: yaml.safe_load(text) for path, text in changes.items()})
        return Config.model_validate(settings)
    except (OSError, ValueError, yaml.YAMLError) as error:
        sys.exit(f"train.py: {error}")


# -- wire
PARTS: dict[str, Any] = {
    "lstm": LSTM,
    "lstmattn": LSTMATTN,
    "bert": BERT,
    "simulated": Simulated,
    "csv": CsvFile,
    "bce": BCEWithLogits,
    "l1": L1,
    "adam": Adam,
    "adamw": AdamW,
    "plateau": ReduceLROnPlateau,
    "cosine": CosineAnnealing,
}


def build(name: str, **arguments: Any) -> Any:
    """Build the chosen part from its arguments."""
    return PARTS[name](**arguments) if name in PARTS else None


def wire(config: Config) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    return {
        "model": build(**config.model.model_dump()),
        "data": build(**config.data.model_dump()),
        "loss": build(**config.loss.model_dump()),
        "optimizer": build(**config.optimizer.model_dump()),
        "scheduler": build(**config.scheduler.model_dump()),
        "n_epochs": config.n_epochs,
        "batch_size": config.batch_size,
        "clip_grad": config.clip_grad,
        "precision": config.precision,
        "seed": config.seed,
        "tags": config.tags,
        "run_name": config.run_name,
        "run_dir": config.run_dir,
    }


# -- save
def save(config: Config) -> None:
    """Write all settings to config.yaml in the folder of the run."""
    config.run_dir.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(config.model_dump(mode="json"), sort_keys=False)
    (config.run_dir / "config.yaml").write_text(text, encoding="utf-8")


# -- restore
def restore(path: Path) -> dict[str, Any]:
    """Return the settings in a YAML file by their paths."""
    with path.open(encoding="utf-8") as file:
        settings = yaml.safe_load(file) or {}
    changes: dict[str, Any] = {}
    for key, value in settings.items():
        if isinstance(value, dict):
            changes |= {f"{key}.{name}": item for name, item in value.items()}
        else:
            changes[key] = value
    return changes


# -- main
def main() -> None:
    """Load, wire, save, train."""
    config = load()
    settings = wire(config)
    save(config)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
