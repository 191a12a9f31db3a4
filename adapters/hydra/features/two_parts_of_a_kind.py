"""One config group, used twice in the defaults list.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py optimizer@generator=adam
python two_parts_of_a_kind.py optimizer@generator=adam generator.lr=0.01 discriminator.momentum=0.9
python two_parts_of_a_kind.py generator.beta=0.5
"""

from typing import Any

import hydra
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig, OmegaConf


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="two_parts_of_a_kind", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; Hydra knows what was chosen."""
    choices = HydraConfig.get().runtime.choices
    settings: Any = OmegaConf.to_container(cfg)
    train(
        choices["optimizer@generator"],
        settings["generator"],
        choices["optimizer@discriminator"],
        settings["discriminator"],
    )


if __name__ == "__main__":
    main()
