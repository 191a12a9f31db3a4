"""Train Deep Knowledge Tracing, configured with argparse, recorded with MLflow.

Usage:
    python adapters/argparse/with_mlflow.py --model bert --lr 3e-4
"""

import mlflow
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    args = load()
    settings = wire(args)
    save(args)
    with mlflow.start_run():
        mlflow.log_params(vars(args))
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
