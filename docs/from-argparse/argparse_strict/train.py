"""Train, configured with argparse, strictly."""

import argparse
from pathlib import Path

from fit import fit


def optional_float(text):
    return None if text == "none" else float(text)


def parse():
    parser = argparse.ArgumentParser(description="Train.", allow_abbrev=False)
    add = parser.add_argument
    add("--model", choices=["lstm", "lstmattn", "bert"], default="lstm")
    add("--hidden-dim", type=int, default=64)
    add("--n-layers", type=int, default=2)
    add("--head-dims", type=int, nargs="*", default=[32])
    add("--dropout", type=float, default=0.2)
    add("--data-dir", type=Path, default=Path("data"))
    add("--file-name", default="train_data.csv")
    add("--max-seq-len", type=int, default=20)
    add("--shuffle", action=argparse.BooleanOptionalAction, default=True)
    add("--optimizer", choices=["adam", "adamw"], default="adam")
    add("--lr", type=float, default=1e-3)
    add("--weight-decay", type=float, default=0.0)
    add("--scheduler", choices=["plateau", "cosine", "none"], default="plateau")
    add("--patience", type=int, help="of the schedule plateau (default: 2)")
    add("--n-epochs", type=int, default=3)
    add("--batch-size", type=int, default=64)
    add("--clip-grad", type=optional_float, default=10.0)
    add("--seed", type=int, default=42)
    add("--tags", nargs="*", default=[])
    add("--run-name", default="baseline")
    args = parser.parse_args()
    if args.patience is not None and args.scheduler != "plateau":
        parser.error(f"--patience has no effect with --scheduler {args.scheduler}")
    return args


def main():
    args = parse()
    patience = 2 if args.patience is None else args.patience
    fit(
        model={
            "name": args.model,
            "hidden_dim": args.hidden_dim,
            "n_layers": args.n_layers,
            "head_dims": args.head_dims,
            "dropout": args.dropout,
        },
        data={
            "data_dir": args.data_dir,
            "file_name": args.file_name,
            "max_seq_len": args.max_seq_len,
            "shuffle": args.shuffle,
        },
        optimizer={
            "name": args.optimizer,
            "lr": args.lr,
            "weight_decay": args.weight_decay,
        },
        scheduler={"name": args.scheduler, "patience": patience},
        n_epochs=args.n_epochs,
        batch_size=args.batch_size,
        clip_grad=args.clip_grad,
        seed=args.seed,
        tags=args.tags,
        run_name=args.run_name,
    )


if __name__ == "__main__":
    main()
