"""Train Deep Knowledge Tracing, configured with Hydra.

Usage:
    python adapters/hydra/train.py model=bert scheduler=cosine optimizer.lr=3e-4
    python adapters/hydra/train.py -m model=lstm,bert optimizer.lr=1e-3,1e-4
    python adapters/hydra/train.py --config-path RUN/.hydra n_epochs=5
"""

import sys
from pathlib import Path
from typing import Any

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig

from shared_model import Precision, SettingError, train


# -- load
def check(cfg: DictConfig) -> None:
    """Refuse what the config files cannot express as a bound."""
    if not 0 <= cfg.model.get("dropout", 0) < 1:
        raise ValueError(
            f"model.dropout={cfg.model.dropout} is not in 0 <= dropout < 1"
        )
    if not cfg.optimizer.lr > 0:
        raise ValueError(f"optimizer.lr={cfg.optimizer.lr} is not above 0")


# -- wire
def wire(cfg: DictConfig) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    settings: dict[str, Any] = instantiate(cfg, _convert_="all")
    settings["precision"] = Precision[cfg.precision]
    settings["run_dir"] = Path(cfg.run_dir)
    settings.setdefault("scheduler", None)  # after ~scheduler
    return settings


# -- main
@hydra.main(version_base=None, config_path="../../configs/hydra", config_name="config")
def main(cfg: DictConfig) -> None:
    """Check, wire, train; Hydra has composed and saved the settings before."""
    check(cfg)
    settings = wire(cfg)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
