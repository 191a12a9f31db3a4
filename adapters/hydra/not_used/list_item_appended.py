"""Tags to which words can add: the keys of a mapping, of which oc.dict.keys makes the list."""

import hydra
from omegaconf import DictConfig
from train import wire

from shared_model import train


@hydra.main(
    version_base=None, config_path="../../../configs/hydra", config_name="config"
)
def main(cfg: DictConfig) -> None:
    """Train with the list; the mapping itself is no setting."""
    settings = wire(cfg)
    del settings["tagged"]
    train(**settings)


if __name__ == "__main__":
    main()
