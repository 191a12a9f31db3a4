"""Each value is asked for with a default, and converted somehow."""

from types import SimpleNamespace

import yaml


def train(settings):
    for name, value in sorted(vars(settings).items()):
        print(f"{name} = {value!r}")


def main():
    with open("config.yaml") as file:
        cfg = yaml.safe_load(file) or {}
    train(
        SimpleNamespace(
            rate=float(cfg.get("learning_rate", 0.1)),
            epochs=int(float(cfg.get("epochs", 3))),
            amp=bool(cfg.get("amp", False)),
            seed=int(cfg.get("seed", 0)),
        )
    )


if __name__ == "__main__":
    main()
