"""Train, configured with Hydra."""

from pathlib import Path

import hydra
from fit import fit
from omegaconf import DictConfig, OmegaConf


@hydra.main(version_base=None, config_path="configs", config_name="config")
def main(cfg: DictConfig) -> None:
    settings = OmegaConf.to_container(cfg, resolve=True)
    settings["data"]["data_dir"] = Path(cfg.data.data_dir)
    fit(**settings)


if __name__ == "__main__":
    main()
