"""Train Deep Knowledge Tracing, with Python Fire, collecting, recorded with MLflow.

Usage:
    python adapters/fire_collect/with_mlflow.py --model=bert --lr=3e-4
"""

import fire  # type: ignore[import-untyped]  # it has no types
import mlflow
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    args = fire.Fire(load, serialize=lambda _: None)
    settings = wire(args)
    save(args)
    with mlflow.start_run():
        mlflow.log_params(args)
        result = train(**settings)
        mlflow.log_metric("auc", result.auc)
    print(result)


if __name__ == "__main__":
    main()
