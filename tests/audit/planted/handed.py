"""Nothing is wrong with it: what one parser leaves over, another reads."""

import argparse

first = argparse.ArgumentParser(description=__doc__, add_help=False)
first.add_argument("--model", choices=["mlp", "rnn"], default="mlp")
first.add_argument("--seed", type=int, default=1)

models = {
    "mlp": argparse.ArgumentParser(parents=[first]),
    "rnn": argparse.ArgumentParser(parents=[first]),
}
models["mlp"].add_argument("--layers", type=int, default=2)
models["rnn"].add_argument("--cells", type=int, default=32)


def main() -> None:
    """Read which model, then what that one has, and say it."""
    args, rest = first.parse_known_args()
    args = models[args.model].parse_args(rest, args)
    print(sorted(vars(args).items()))


if __name__ == "__main__":
    main()
