"""The control, recorded with wandb: values of every kind, and no library between."""

import sys

import wandb
from kinds import AGAIN, KINDS
from train import main

if __name__ == "__main__":
    with wandb.init(project="dkt", config=KINDS) as run:
        if "--twice" in sys.argv:
            run.config.update(AGAIN)
        result = main()
        run.log({"auc": result.auc})
    print(result)
