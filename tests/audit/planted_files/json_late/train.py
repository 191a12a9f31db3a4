"""The folder of a run is there before anybody looks at the values."""

import json
import os
from types import SimpleNamespace


def train(settings):
    for name, value in sorted(vars(settings).items()):
        print(f"{name} = {value!r}")


def main():
    with open("config.json") as file:
        config = json.load(file)
    if set(config) != {"lr", "epochs"}:
        raise SystemExit(f"config.json: lr and epochs are wanted, not {sorted(config)}")
    os.makedirs("runs", exist_ok=True)
    with open("runs/state.json", "w") as file:
        json.dump(config, file)
    for name, wanted in (("lr", float), ("epochs", int)):
        if type(config[name]) is not wanted:
            raise SystemExit(f"{name} must be {wanted.__name__}, not {config[name]!r}")
    train(SimpleNamespace(**config))


if __name__ == "__main__":
    main()
