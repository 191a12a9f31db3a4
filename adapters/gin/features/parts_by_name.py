"""A dictionary has references, each in a scope with bindings of its own.

python parts_by_name.py --gin_file=parts_by_name/good.gin
python parts_by_name.py --gin_file=parts_by_name/bad.gin
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_FILE = flags.DEFINE_multi_string("gin_file", None, "Paths to the config files.")


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


@gin.register
@dataclass
class Source:
    """Where answers come from."""

    path: str
    weight: float = 1.0


@gin.configurable  # type: ignore[untyped-decorator]
def run(sources: dict[str, Source] = gin.REQUIRED) -> None:
    """Train with the sources that Gin supplies."""
    train({name: asdict(source) for name, source in sources.items()})


def main(_: Sequence[str]) -> None:
    """Bind what the file has, run."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, None)
    run()


if __name__ == "__main__":
    app.run(main)
