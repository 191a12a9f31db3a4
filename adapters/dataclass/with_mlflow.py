"""Train Deep Knowledge Tracing, configured with dataclasses, recorded with MLflow.

Usage:
    python adapters/dataclass/with_mlflow.py --model.name bert --optimizer.lr 3e-4
"""

from dataclasses import asdict

import mlflow
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    config = load()
    settings = wire(config)
    save(config)
    with mlflow.start_run():
        mlflow.log_params(asdict(config))
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
