"""A parser that reads config files by the types of its options."""

from jsonargparse import ActionConfigFile, ArgumentParser


def train(args):
    for name in ("amp", "epochs", "lr"):
        print(f"{name} = {args[name]!r}")


def main():
    parser = ArgumentParser(default_env=True, env_prefix="APP")
    parser.add_argument("--config", action=ActionConfigFile)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--amp", type=bool, default=False)
    args = parser.parse_args()
    train(args)


if __name__ == "__main__":
    main()
