"""A parser that reads a file as if it had been typed."""

import configargparse


def train(args):
    for name in ("amp", "epochs", "lr", "name"):
        print(f"{name} = {getattr(args, name)!r}")


def main():
    parser = configargparse.ArgumentParser(
        default_config_files=["train.conf"], auto_env_var_prefix="APP_"
    )
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--name", type=str, default="run")
    parser.add_argument("--amp", action="store_true")
    args = parser.parse_args()
    train(args)


if __name__ == "__main__":
    main()
