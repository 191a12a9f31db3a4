"""Train Deep Knowledge Tracing, configured with configparser, recorded with MLflow.

Usage:
    python adapters/configparser/with_mlflow.py model.name=bert optimizer.lr=3e-4
"""

import mlflow
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    config = load()
    settings = wire(config)
    save(config)
    with mlflow.start_run():
        mlflow.log_params({name: dict(config[name]) for name in config.sections()})
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
