"""The folder of the file is one that Gin searches, and its path is made by a function.

python relative_path_2.py --gin_file=made.gin
"""

import importlib.util  # noqa: F401  Gin 0.5.0 looks for files with it, and does not import it
from collections.abc import Sequence
from pathlib import Path

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_FILE = flags.DEFINE_multi_string("gin_file", None, "Names of the config files.")
gin.add_config_file_search_path("relative_path")


def train(answers: str) -> None:
    """Stand for the training."""


@gin.register  # type: ignore[untyped-decorator]
def path(name: str) -> Path:
    """Return a path."""
    return Path(name)


@gin.configurable  # type: ignore[untyped-decorator]
def run(answers: Path = gin.REQUIRED) -> None:
    """Open the file that Gin supplies, train."""
    train(answers.read_text(encoding="utf-8").strip())


def main(_: Sequence[str]) -> None:
    """Bind what the file has, run."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, None)
    run()


if __name__ == "__main__":
    app.run(main)
