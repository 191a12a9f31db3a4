"""Train Deep Knowledge Tracing, configured with argparse-dataclass, recorded with MLflow.

Usage:
    python adapters/argparse_dataclass/with_mlflow.py --model bert --lr 3e-4
"""

from dataclasses import asdict

import mlflow
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    options = load()
    settings = wire(options)
    save(options)
    with mlflow.start_run():
        mlflow.log_params(asdict(options))
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
