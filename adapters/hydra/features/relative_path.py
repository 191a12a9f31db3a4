"""A path that begins where the config was found, as Hydra knows it: hydra.runtime.config_sources.

python relative_path.py --config-name run
"""

from pathlib import Path

import hydra
from omegaconf import DictConfig


def train(answers: str) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="relative_path")
def main(cfg: DictConfig) -> None:
    """Read the answers, train."""
    train(Path(cfg.answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
