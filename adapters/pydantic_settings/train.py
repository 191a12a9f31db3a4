"""Train Deep Knowledge Tracing, configured with pydantic-settings.

Usage:
    python adapters/pydantic_settings/train.py --model.name bert --optimizer.lr 3e-4
    python adapters/pydantic_settings/train.py --config outputs/run/config.json --n_epochs 5
    DKT_OPTIMIZER__LR=3e-4 python adapters/pydantic_settings/train.py
"""

import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FilePath
from pydantic_settings import (
    BaseSettings,
    CliApp,
    JsonConfigSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

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
    data_dir: Path = Field(description="folder of the file (csv)")
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


class Settings(BaseSettings):
    """Train Deep Knowledge Tracing."""

    model_config = SettingsConfigDict(
        env_prefix="DKT_",
        env_nested_delimiter="__",
        env_file=".env",
        dotenv_filtering="match_prefix",
        env_parse_enums=True,
        env_parse_none_str="None",
        nested_model_default_partial_update=True,
        ser_json_inf_nan="constants",
    )

    # Of a union, the help shows the last as its default.
    model: LSTMATTNConfig | BERTConfig | LSTMConfig = Field(
        default=LSTMConfig(), discriminator="name", description="The network."
    )
    data: CsvFileConfig | SimulatedConfig = Field(
        default=SimulatedConfig(),
        discriminator="name",
        description="The source of answers.",
    )
    # What a factory makes is not updated entry by entry: --loss.weights says all weights.
    loss: LossConfig = Field(
        default_factory=LossConfig, description="The loss function."
    )
    optimizer: OptimizerConfig = Field(
        default_factory=OptimizerConfig, description="The optimizer."
    )
    scheduler: CosineAnnealingConfig | ConstantConfig | ReduceLROnPlateauConfig = Field(
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
    run_dir: Path = Field(default=Path("outputs/run"), description="folder of the run")
    config: list[FilePath] = Field(
        default=[],
        exclude=True,
        description="JSON file with settings, e.g. a saved run; later files count more",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the files below the environment; the command line is above all."""
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            ConfigFiles(settings_cls),
            file_secret_settings,
        )


# -- load
def load(args: list[str] | None = None) -> Settings:
    """Return all settings: defaults, files, the environment, the command line."""
    try:
        return CliApp.run(Settings, args)
    except ValueError as error:
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


def wire(settings: Settings) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    return {
        "model": build(**settings.model.model_dump()),
        "data": build(**settings.data.model_dump()),
        "loss": build(**settings.loss.model_dump()),
        "optimizer": build(**settings.optimizer.model_dump()),
        "scheduler": build(**settings.scheduler.model_dump()),
        "n_epochs": settings.n_epochs,
        "batch_size": settings.batch_size,
        "clip_grad": settings.clip_grad,
        "precision": settings.precision,
        "seed": settings.seed,
        "tags": settings.tags,
        "run_name": settings.run_name,
        "run_dir": settings.run_dir,
    }


# -- save
def save(settings: Settings) -> None:
    """Write all settings to config.json in the folder of the run."""
    settings.run_dir.mkdir(parents=True, exist_ok=True)
    text = settings.model_dump_json(indent=2)
    (settings.run_dir / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
class ConfigFiles(JsonConfigSettingsSource):
    """The JSON files that --config names, which is known when the words have been read."""

    def __call__(self) -> dict[str, Any]:
        """Return their settings; later files count more."""
        files = self.current_state.get("config")
        try:
            source = JsonConfigSettingsSource(self.settings_cls, files, deep_merge=True)
        except ValueError as error:
            raise SettingsError(f"config: {files}: {error}") from error
        return source()


# -- main
def main() -> None:
    """Load, wire, save, train."""
    settings = load()
    arguments = wire(settings)
    save(settings)
    try:
        result = train(**arguments)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
