"""Train Deep Knowledge Tracing, with Hydra and structured configs, recorded with MLflow.

Usage:
    python adapters/hydra_structured/with_mlflow.py model=bert optimizer.lr=3e-4
"""

import hydra
import mlflow
from omegaconf import DictConfig, OmegaConf
from train import check, wire

from shared_model import train


@hydra.main(
    version_base=None,
    config_path="../../configs/hydra_structured",
    config_name="config",
)
def main(cfg: DictConfig) -> None:
    """Check, wire, record, train; Hydra has composed and saved the settings before."""
    check(cfg)
    settings = wire(cfg)
    with mlflow.start_run():
        mlflow.log_params(OmegaConf.to_container(cfg, resolve=True))
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
