"""A path that begins where the config was found, as Hydra knows it: hydra.runtime.config_sources.

python relative_path.py --config-name run
"""

from pathlib import Path

from hydra_zen import zen


def train(answers: str) -> None:
    """Stand for the training."""


def main(answers: str) -> None:
    """Read the answers, train."""
    train(Path(answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    zen(main).hydra_main(
        config_name=None, config_path="relative_path", version_base="1.3"
    )
