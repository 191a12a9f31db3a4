"""Reads YAML strictly: numbers as people write them, every name and type checked."""

import argparse
import re

import yaml

TYPES = {"lr": (int, float), "epochs": int, "amp": bool, "name": str, "sizes": list}


class Loader(yaml.SafeLoader):
    """Knows ``1e-4``, no octal and no base sixty, and of words only true and false."""

    def construct_mapping(self, node, deep=False):
        names = [self.construct_object(key) for key, _ in node.value]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise SystemExit(f"config.yaml: {', '.join(twice)} stands there twice")
        return super().construct_mapping(node, deep)


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
):
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def train(args):
    for name, value in sorted(vars(args).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    path = parser.parse_args().config
    with open(path) as file:
        config = yaml.load(file, Loader)
    if not isinstance(config, dict) or set(config) != set(TYPES):
        raise SystemExit(f"{path}: it wants {', '.join(TYPES)}, and has {config}")
    for name, wanted in TYPES.items():
        value = config[name]
        if not isinstance(value, wanted) or (wanted is not bool and value is True):
            raise SystemExit(f"{path}: {name} cannot be {value!r}")
        if wanted is not bool and value is False:
            raise SystemExit(f"{path}: {name} cannot be {value!r}")
    train(argparse.Namespace(**config))


if __name__ == "__main__":
    main()
