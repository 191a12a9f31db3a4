"""Train Deep Knowledge Tracing, configured with OmegaConf, recorded with MLflow.

Usage:
    python adapters/omegaconf/with_mlflow.py model.name=bert optimizer.lr=3e-4
"""

import mlflow
from omegaconf import OmegaConf
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    cfg = load()
    settings = wire(cfg)
    save(cfg)
    with mlflow.start_run():
        mlflow.log_params(OmegaConf.to_container(cfg, resolve=True))
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
