"""A list has references to functions, whose types Gin does not look at.

python parts_in_a_list_2.py --gin_file=parts_in_a_list/good.gin
python parts_in_a_list_2.py --gin_file=parts_in_a_list/bad.gin
"""

from collections.abc import Sequence
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_FILE = flags.DEFINE_multi_string("gin_file", None, "Paths to the config files.")


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@gin.register("Layer")  # type: ignore[untyped-decorator]
def layer(width: int, dropout: float = 0.0) -> dict[str, Any]:
    """Return a part of the network."""
    return {"width": width, "dropout": dropout}


@gin.configurable  # type: ignore[untyped-decorator]
def run(layers: list[dict[str, Any]] = gin.REQUIRED) -> None:
    """Train with the layers that Gin supplies."""
    train(layers)


def main(_: Sequence[str]) -> None:
    """Bind what the file has, run."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, None)
    run()


if __name__ == "__main__":
    app.run(main)
