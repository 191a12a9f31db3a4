"""A path in a file is text, as any other.

python relative_path.py --gin_file=relative_path/run.gin
"""

from collections.abc import Sequence
from pathlib import Path

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_FILE = flags.DEFINE_multi_string("gin_file", None, "Paths to the config files.")


def train(answers: str) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(answers: str = gin.REQUIRED) -> None:
    """Open the file that Gin supplies, train."""
    train(Path(answers).read_text(encoding="utf-8").strip())


def main(_: Sequence[str]) -> None:
    """Bind what the file has, run."""
    gin.parse_config_files_and_bindings(_GIN_FILE.value, None)
    run()


if __name__ == "__main__":
    app.run(main)
