"""A config group, of which one option is chosen: steps or epochs; the other is no setting then.

python exclusive.py length=steps steps=5
python exclusive.py length=epochs epochs=2
python exclusive.py length=steps steps=5 epochs=2
"""

import hydra
from omegaconf import DictConfig


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="exclusive", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train as long as was said."""
    train(cfg.get("steps"), cfg.get("epochs"))


if __name__ == "__main__":
    main()
