"""Train Deep Knowledge Tracing, configured with simple_parsing.

Usage:
    python adapters/simple_parsing/train.py --model bert --model.n_heads 4 --optimizer.lr 3e-4
    python adapters/simple_parsing/train.py --config_path outputs/run/config.json --n_epochs 5
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any, ClassVar

from simple_parsing import (
    ArgumentGenerationMode,
    ArgumentParser,
    NestedMode,
    field,
    list_field,
)
from simple_parsing.helpers.serialization.serializable import read_file, save, to_dict
from simple_parsing.helpers.subgroups import subgroups

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
@dataclass
class LstmConfig:
    """A stacked LSTM."""

    part: ClassVar[type] = LSTM

    hidden_dim: int = 64  # width of the layers
    n_layers: int = 2  # number of layers
    head_dims: list[int] = list_field(32)  # widths of the layers behind the network


@dataclass
class LstmAttnConfig(LstmConfig):
    """The LSTM with one self-attention layer behind it."""

    part: ClassVar[type] = LSTMATTN

    n_heads: int = 2  # attention heads
    dropout: float = 0.2  # dropout

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not 0 <= self.dropout < 1:
            raise ValueError(
                f"--model.dropout: {self.dropout} is not in 0 <= dropout < 1"
            )


@dataclass
class BertConfig(LstmAttnConfig):
    """A transformer encoder."""

    part: ClassVar[type] = BERT


@dataclass
class DataConfig:
    """What all sources of answers have."""

    max_seq_len: int = 20  # answers the network sees
    valid_fraction: float = 0.3  # students kept to validate
    shuffle: bool = True  # new batches in each epoch


@dataclass
class SimulatedConfig(DataConfig):
    """Virtual students."""

    part: ClassVar[type] = Simulated

    n_students: int = 600  # students to simulate
    n_steps: int = 50  # answers of a student


@dataclass(kw_only=True)
class CsvConfig(DataConfig):
    """Recorded answers."""

    part: ClassVar[type] = CsvFile

    data_dir: Path  # folder of the file
    file_name: str = "train_data.csv"  # name of the file


def weights(text: str) -> dict[str, float]:
    """Parse a mapping, as JSON."""
    return {key: float(value) for key, value in json.loads(text).items()}


@dataclass
class BceConfig:
    """Binary cross-entropy."""

    part: ClassVar[type] = BCEWithLogits

    # factors for the loss of right and of wrong answers, as JSON
    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0}, type=weights
    )


@dataclass
class L1Config(BceConfig):
    """Distance between probability and answer."""

    part: ClassVar[type] = L1


@dataclass
class AdamConfig:
    """Adam; the decay is an L2 penalty."""

    part: ClassVar[type] = Adam

    lr: float = 1e-3  # learning rate
    weight_decay: float = 0.0  # decay of the weights
    betas: tuple[float, float] = (0.9, 0.999)  # decay of the running averages

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not self.lr > 0:
            raise ValueError(f"--optimizer.lr: {self.lr} is not above 0")


@dataclass
class AdamWConfig(AdamConfig):
    """AdamW; the decay is decoupled from the gradient."""

    part: ClassVar[type] = AdamW


@dataclass
class PlateauConfig:
    """Reduce the rate where the score stands still."""

    part: ClassVar[type] = ReduceLROnPlateau

    factor: float = 0.5  # reduction of the rate
    patience: int = 2  # epochs to wait


@dataclass
class CosineConfig:
    """Follow a cosine."""

    part: ClassVar[type] = CosineAnnealing

    t_max: int = 10  # epochs to the minimum
    eta_min: float = 0.0  # least learning rate


@dataclass
class ConstantConfig:
    """Leave the rate as it is."""

    part: ClassVar[type] = NoneType


@dataclass
class Config:
    """Train Deep Knowledge Tracing."""

    # network
    model: LstmConfig = subgroups(  # type: ignore[misc]  # mypy infers no union
        {"lstm": LstmConfig, "lstmattn": LstmAttnConfig, "bert": BertConfig},
        default_factory=LstmConfig,
    )
    # source of answers
    data: DataConfig = subgroups(  # type: ignore[misc]  # mypy infers no union
        {"simulated": SimulatedConfig, "csv": CsvConfig},
        default_factory=SimulatedConfig,
    )
    # loss function
    loss: BceConfig = subgroups(  # type: ignore[misc]  # mypy infers no union
        {"bce": BceConfig, "l1": L1Config}, default_factory=BceConfig
    )
    # optimizer
    optimizer: AdamConfig = subgroups(  # type: ignore[misc]  # mypy infers no union
        {"adam": AdamConfig, "adamw": AdamWConfig}, default_factory=AdamConfig
    )
    # schedule of the learning rate
    scheduler: PlateauConfig | CosineConfig | ConstantConfig = subgroups(  # type: ignore[misc]  # mypy infers no union
        {"plateau": PlateauConfig, "cosine": CosineConfig, "none": ConstantConfig},
        default_factory=PlateauConfig,
    )
    n_epochs: int = 3  # passes over the training data
    batch_size: int = 64  # students in a batch
    clip_grad: float | None = 10.0  # largest norm of the gradient; without a value none
    precision: Precision = Precision.FP32  # arithmetic of the forward pass
    seed: int = 42  # seed of weights and batches
    tags: list[str] = list_field()  # words to find the run by
    run_name: str = "baseline"  # name of the run
    run_dir: Path = Path("outputs/run")  # folder of the run


def build_parser() -> ArgumentParser:
    """Declare every setting, the files, and a flag that adds to a list."""
    parser = ArgumentParser(
        argument_generation_mode=ArgumentGenerationMode.NESTED,
        nested_mode=NestedMode.WITHOUT_ROOT,
    )
    parser.add_arguments(Config, dest="config")
    parser.add_argument(
        "--config_path",
        nargs="+",
        action="extend",
        default=[],
        help="files with other defaults, e.g. a saved run; later ones count more",
    )
    parser.add_argument(
        "--add_tags",
        nargs="+",
        action="extend",
        dest="config.tags",
        default=argparse.SUPPRESS,
        help="further words",
    )
    return parser


# -- load
def load(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return all settings: defaults, then the files, then the command line."""
    parser = build_parser()
    words = sys.argv[1:] if argv is None else [*argv]
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument("--config_path", nargs="+", action="extend", default=[])
    for path in reversed(files.parse_known_args(words)[0].config_path):
        words = [*restore(parser, path), *words]
    try:
        return parser.parse_args(words)
    except ValueError as error:
        parser.error(str(error))


# -- wire
def wire(config: Config) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    parts = {
        slot: part.part(**vars(part))
        for slot, part in vars(config).items()
        if hasattr(part, "part")
    }
    return {**vars(config), **parts}


# -- save
def save_config(args: argparse.Namespace) -> None:
    """Write all settings, and what was chosen, to config.json in the folder of the run."""
    settings = to_dict(args.config)
    for dest, choice in args.subgroups.items():
        slot = dest.removeprefix("config.")
        settings[slot] = {"name": choice, **settings[slot]}
    args.config.run_dir.mkdir(parents=True, exist_ok=True)
    save(settings, args.config.run_dir / "config.json", indent=2)


# -- restore
def restore(parser: ArgumentParser, path: str) -> list[str]:
    """Return the settings of a file as words: defaults from a file do not reach subgroups."""
    try:
        return [*spelt(read_file(path))]
    except (OSError, ValueError) as error:
        parser.error(f"argument --config_path: {path}: {error}")


def spelt(settings: Mapping[str, Any], inside: str = "--") -> Iterator[str]:
    """Spell settings as they are typed."""
    for key, value in settings.items():
        flag = f"{inside}{key}"
        match value:
            case None:
                yield flag
            case list():
                yield from (flag, *map(str, value))
            case dict() if flag == "--loss.weights":
                yield f"{flag}={json.dumps(value)}"
            case dict():
                section = dict(value)
                if "name" in section:
                    yield f"{flag}={section.pop('name')}"
                yield from spelt(section, f"{flag}.")
            case _:
                yield f"{flag}={value}"


# -- main
def main() -> None:
    """Load, wire, save, train."""
    args = load()
    settings = wire(args.config)
    save_config(args)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
