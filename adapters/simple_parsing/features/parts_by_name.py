"""A dataclass is loaded from a file, with the dataclasses in its dictionary.

python parts_by_name.py parts_by_name/good.json
python parts_by_name.py parts_by_name/bad.json
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simple_parsing import ArgumentParser, Serializable
from simple_parsing.helpers import dict_field


@dataclass
class Source(Serializable, decode_into_subclasses=True):
    """A source of answers; what no field takes is not dropped."""

    path: str
    weight: float = 1.0


@dataclass
class Config(Serializable):
    """All settings of a run."""

    sources: dict[str, Source] = dict_field()


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("config", type=Path, help="file with settings")
    config = Config.load(parser.parse_args().config)
    train({name: asdict(source) for name, source in config.sources.items()})
