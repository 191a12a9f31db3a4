"""Defaults, over them a file, over that what was typed; types and names are checked."""

import argparse
import json

DEFAULTS = {"lr": 0.1, "epochs": 3, "amp": False, "clip": None}
TYPES = {
    "lr": (int, float),
    "epochs": int,
    "amp": bool,
    "clip": (int, float, type(None)),
}


def only_once(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise SystemExit("config.json: a name stands there twice")
    return found


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.json")
    parser.add_argument("--lr", type=float)
    parser.add_argument("--epochs", type=int)
    args = parser.parse_args()
    with open(args.config) as file:
        content = json.load(file, object_pairs_hook=only_once)
    content.pop("_comment", None)
    for name, value in content.items():
        if name not in DEFAULTS:
            raise SystemExit(f"{args.config}: nobody knows {name}")
        is_bool = isinstance(value, bool)
        if not isinstance(value, TYPES[name]) or is_bool != (TYPES[name] is bool):
            raise SystemExit(f"{args.config}: {name} cannot be {value!r}")
    config = {**DEFAULTS, **content}
    typed = {"lr": args.lr, "epochs": args.epochs}
    config.update({name: value for name, value in typed.items() if value is not None})
    train(argparse.Namespace(**config))


if __name__ == "__main__":
    main()
