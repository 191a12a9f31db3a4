"""Train Deep Knowledge Tracing, configured with HfArgumentParser, recorded with MLflow.

Usage:
    python adapters/hf_argument_parser/with_mlflow.py --model bert --lr 3e-4
"""

from dataclasses import asdict

import mlflow
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    args = load()
    settings = wire(*args)
    save(*args)
    config = {key: value for each in args for key, value in asdict(each).items()}
    with mlflow.start_run():
        mlflow.log_params(config)
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
