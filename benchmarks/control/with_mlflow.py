"""The control, recorded with mlflow: values of every kind, and no library between."""

import sys

import mlflow
from kinds import AGAIN, KINDS
from train import main

if __name__ == "__main__":
    with mlflow.start_run():
        mlflow.log_params(KINDS)
        if "--twice" in sys.argv:
            mlflow.log_params(AGAIN)
        result = main()
        mlflow.log_metric("auc", result.auc)
    print(result)
