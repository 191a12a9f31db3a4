"""A small training script as one meets them; `configbench audit` is shown on it."""

import argparse


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data.csv")
    parser.add_argument(
        "--lr", type=float, default=1e-3, help="learning rate (default: 0.01)"
    )
    parser.add_argument("--weight_decay", default=0.01)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--use_gpu", type=bool, default=True)
    parser.add_argument("--shuffle", action="store_true", default=True)
    args, _ = parser.parse_known_args()
    return args


def train(args: argparse.Namespace) -> None:
    """Stand for a training: each setting is used once."""
    device = "cuda" if args.use_gpu else "cpu"
    steps = [args.lr] * args.epochs
    print(args.data, args.shuffle, device, args.weight_decay, steps)


if __name__ == "__main__":
    train(parse())
